"""One member of the staff on one page: certificates, secondments, absences, groups, account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.queries import owed_by
from fazhi.kernel import clock
from fazhi.kernel.access import Seat, get_visible
from fazhi.kernel.choices import Role
from fazhi.registers.staff.access import (
    PLANNERS,
    REGISTRARS,
    visible_absences,
    visible_contacts,
    visible_officers,
    visible_secondments,
)
from fazhi.registers.staff.models import Officer, Secondment
from fazhi.web.console.staff.forms import LeavingForm
from fazhi.web.console.staff.people import PeopleOfDay, certificate_lamp
from fazhi.web.pages import StaffRequest, render_page

if TYPE_CHECKING:
    from fazhi.kernel.models import Account, RoleGrant
    from fazhi.registers.staff.models import EnforcementCertificate
    from fazhi.web.console.staff.gaps import ShownLamp

#: Who may let a secondment end, and who may let somebody leave, as the actions ask.
SECONDMENT_ENDERS = (*REGISTRARS, Role.HEAD)
DEPARTURES = (Role.OPERATOR,)


@dataclass(frozen=True, slots=True)
class LeavingAct:
    """An act by which somebody leaves: its form, and what comes of it in words."""

    name: str
    words: str
    outcome: str
    url: str
    form: LeavingForm
    is_open: bool


def get_person(seat: Seat, officer_id: UUID) -> Officer:
    """Return a member of the staff, of whatever day; NotFoundError for one of elsewhere."""
    officers = visible_officers(seat).select_related("unit", "account")
    return get_visible(officers.prefetch_related("certificates"), seat, pk=officer_id)


def person_page(
    request: StaffRequest,
    officer: Officer,
    sent: Mapping[str, LeavingForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the page of a person; `sent` is the form that was refused, with what was typed."""
    seat, today = request.seat, clock.today()
    secondments = visible_secondments(seat).filter(officer=officer)
    held = list(secondments.select_related("unit", "daily_manager", "successor").order_by("-since"))
    acts = _acts(seat, officer, held, sent or {})
    knows_account = seat.has(*PLANNERS) or seat.account_id == officer.account_id
    people = PeopleOfDay.on(seat, today)
    contact = visible_contacts(seat).filter(officer=officer).first()
    context = {
        "officer": officer,
        "day": today,
        "line": people.line(officer),
        "is_planner": seat.has(*PLANNERS),
        "is_here": people.staff.is_present(officer.pk),
        "phone": contact.phone if contact else "",
        "certificates": _certificates(people, officer),
        "secondments": held,
        "absences": visible_absences(seat).filter(officer=officer).select_related("substitute"),
        "memberships": officer.memberships.select_related("group__area").order_by("-since"),
        "account": officer.account if knows_account else None,
        "grants": _grants(officer.account) if knows_account else (),
        "acts": acts,
        "owed": list(owed_by(officer.pk)) if acts else (),
        "heir": default_heir(held),
    }
    return render_page(request, "console/staff/file.html", context, status=status)


def default_heir(secondments: Sequence[Secondment]) -> str:
    """Return who takes the open tasks over when nobody is named, as the hand-over decides it."""
    manager = secondments[0].daily_manager if secondments else None
    return manager.name if manager else str(Role.SQUAD_LEADER.label)


def _acts(
    seat: Seat,
    officer: Officer,
    secondments: Sequence[Secondment],
    sent: Mapping[str, LeavingForm],
) -> list[LeavingAct]:
    is_seconded = any(each.until is None for each in secondments)
    offered = []
    if seat.has(*SECONDMENT_ENDERS) and (is_seconded or "secondment-end" in sent):
        words = _("登记下沉（借调）期满")
        outcome = _("到最后一日为止，岗位、编组和排班一并终止；账号保留，以备查考。")
        offered.append(("secondment-end", words, outcome))
    if seat.has(*DEPARTURES) and (_is_here(officer) or "departure" in sent):
        outcome = _("账号、会话和终端立即停用，联系方式删除；岗位、编组和排班到最后一日终止。")
        offered.append(("departure", _("办理离岗"), outcome))
    return [
        LeavingAct(
            name=name,
            words=words,
            outcome=outcome,
            url=f"staff:{name}",
            form=sent.get(name) or LeavingForm(seat, officer, auto_id=f"{name}_%s"),
            is_open=name in sent,
        )
        for name, words, outcome in offered
    ]


def _is_here(officer: Officer) -> bool:
    """Tell whether there is still somebody or some account that can leave."""
    is_on_staff = officer.until is None or officer.until > clock.today()
    return is_on_staff or bool(officer.account and officer.account.is_active)


def _certificates(
    people: PeopleOfDay, officer: Officer
) -> "list[tuple[EnforcementCertificate, ShownLamp | None]]":
    held = sorted(officer.certificates.all(), key=lambda each: each.since, reverse=True)
    return [(each, certificate_lamp(people.state(officer), each, people.day)) for each in held]


def _grants(account: "Account | None") -> "list[RoleGrant]":
    return list(account.grants.order_by("since", "role")) if account else []
