"""The verbs of counsel: register a lawyer, invite, revoke, look, advise."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.law.citation import Citation
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.counsel.access import (
    ENDED,
    INVITERS,
    entrusted_invitation,
    visible_invitations,
    visible_lawyers,
)
from fazhi.proceedings.counsel.inputs import InvitationInput, LawyerInput, RevocationInput
from fazhi.proceedings.counsel.models import Advice, Lawyer, LawyerInvitation, LawyerLook
from fazhi.registers.staff.actions import open_accounts
from fazhi.registers.staff.inputs import AccountInput

_LONGEST_ADVICE = 5000
#: Who reviews for legality is of the office; a lawyer helps him (行政处罚法 art. 58).
_REVIEW = Citation("行政处罚法(2021)", 58)


@transaction.atomic
def register_lawyers(seat: Seat, inputs: Sequence[LawyerInput]) -> list[Lawyer]:
    """Register lawyers from outside, each with an account that holds no other role."""
    seat.require(Role.OPERATOR)
    for one in inputs:
        if not one.firm.strip() or not one.practice_number.strip():
            raise InputError({"firm": _("请填写律师事务所和执业证号。")})
        known = Lawyer.objects.filter(
            authority=seat.authority, practice_number=one.practice_number.strip()
        )
        if known.exists():
            raise InputError({"practice_number": _("这个执业证号已经登记。")})
    accounts = open_accounts(
        seat,
        [
            AccountInput(
                username=one.username,
                display_name=one.name,
                roles=(Role.LAWYER,),
                since=one.since,
                password=one.password,
                is_demonstration=one.is_demonstration,
            )
            for one in inputs
        ],
    )
    lawyers = Lawyer.objects.bulk_create(
        Lawyer(
            authority=seat.authority,
            account=account,
            firm=one.firm.strip(),
            practice_number=one.practice_number.strip(),
            registered_at=clock.now(),
        )
        for account, one in zip(accounts, inputs, strict=True)
    )
    items = [{"lawyer": str(row.pk), "account": str(row.account_id)} for row in lawyers]
    record(Act("lawyer.registered", by=seat), {"count": len(items)}, items=items)
    return lawyers


@needs_factor(FactorGround.EXPORT)
@transaction.atomic
def invite_lawyers(seat: Seat, inputs: Sequence[InvitationInput]) -> list[LawyerInvitation]:
    """Invite lawyers (委托律师), each to one case and to a last day; all or none.

    The case leaves the house with it, so it asks for the second factor as an export does.
    """
    seat.require(*INVITERS)
    if not inputs:
        raise InputError({"": _("请至少委托一位律师。")})
    rows = [_invited(seat, one) for one in inputs]
    _record(seat, "lawyer_invitation.opened", rows)
    return rows


@transaction.atomic
def revoke_invitations(seat: Seat, inputs: Sequence[RevocationInput]) -> list[LawyerInvitation]:
    """Revoke invitations (撤销委托): from this moment the lawyer sees the case no more."""
    seat.require(*INVITERS)
    rows = []
    for one in inputs:
        row = (
            visible_invitations(seat)
            .select_for_update(of=("self",))
            .filter(pk=one.invitation_id)
            .first()
        )
        if row is None:
            raise NotFoundError(_("没有这一记录，或者您不能查看。"))
        if row.revoked_at is not None:
            raise ConflictError(_("这项委托已经撤销。"))
        if not one.reason.strip():
            raise InputError({"reason": _("请写明撤销的理由。")})
        row.revoked_at, row.revoked_by_id = clock.now(), seat.person
        row.revocation_reason = one.reason.strip()
        row.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
        rows.append(row)
    _record(seat, "lawyer_invitation.revoked", rows)
    return rows


@transaction.atomic
def record_look(seat: Seat, public_id: str) -> LawyerLook:
    """Keep that a lawyer looked at the case to which he is invited; nobody else comes here."""
    invitation = entrusted_invitation(seat, public_id)
    entry = record(
        Act(
            "lawyer_look.recorded",
            by=seat,
            dossier=invitation.case.dossier,
            is_open_to_outsiders=True,
        ),
        {"invitation": str(invitation.pk)},
    )
    return LawyerLook.objects.create(
        id=new_id(), invitation=invitation, at=clock.now(), entry_id=entry.id
    )


@transaction.atomic
def give_advice(seat: Seat, public_id: str, text: str) -> Advice:
    """Give advice (提出意见) on the case to which one is invited; it is kept with the file."""
    invitation = entrusted_invitation(seat, public_id)
    text = text.strip()
    if not text or len(text) > _LONGEST_ADVICE:
        sentence = _("请写明意见，不超过 %(count)s 字。") % {"count": _LONGEST_ADVICE}
        raise InputError({"text": sentence})
    advice = Advice(
        id=new_id(),
        authority=seat.authority,
        invitation=invitation,
        text=text,
        given_at=clock.now(),
    )
    entry = record(
        Act(
            "advice.given",
            by=seat,
            dossier=invitation.case.dossier,
            provisions=(_REVIEW,),
            is_open_to_outsiders=True,
        ),
        {"advice": str(advice.pk), "invitation": str(invitation.pk)},
    )
    advice.entry_id = entry.id
    advice.save()
    return advice


def _invited(seat: Seat, one: InvitationInput) -> LawyerInvitation:
    locked = visible_cases(seat).select_for_update(of=("self",)).filter(pk=one.case_id)
    case = locked.select_related("dossier").first()
    lawyer = visible_lawyers(seat).filter(pk=one.lawyer_id, account__is_active=True).first()
    if case is None or lawyer is None:
        raise NotFoundError(_("没有这一记录，或者您不能查看。"))
    _refuse_unfit(case, lawyer, one)
    return LawyerInvitation.objects.create(
        authority=seat.authority,
        case=case,
        lawyer=lawyer,
        since=one.since,
        until=one.until,
        reason=one.reason.strip(),
        invited_by_id=seat.person,
        invited_at=clock.now(),
    )


def _refuse_unfit(case: Case, lawyer: Lawyer, one: InvitationInput) -> None:
    if case.status in ENDED:
        raise ConflictError(_("案件已经办结，不再委托律师。"))
    if not one.reason.strip():
        raise InputError({"reason": _("请写明委托事项。")})
    if one.until < one.since or one.until < clock.today():
        raise InputError({"until": _("截止日不得早于起始日，也不得早于今天。")})
    if not one.is_independent:
        sentence = _("请先核实该律师与本案没有利害关系，也未代理本案当事人。")
        raise InputError({"is_independent": sentence})
    standing = LawyerInvitation.objects.filter(case=case, lawyer=lawyer, revoked_at=None)
    if standing.filter(since__lte=one.until, until__gte=one.since).exists():
        raise ConflictError(_("这位律师在这些日子里已经受委托查阅本案。"))


def _record(seat: Seat, kind: str, rows: Sequence[LawyerInvitation]) -> None:
    dossier = rows[0].case.dossier if len(rows) == 1 else None
    items = [
        {"invitation": str(row.pk), "case": str(row.case_id), "lawyer": str(row.lawyer_id)}
        for row in rows
    ]
    record(Act(kind, by=seat, dossier=dossier), {"count": len(rows)}, items=items)
