"""Review rounds of the list: opened, judged item by item, signed, and carried out once approved.

A sub-district does not strike items itself: what it may punish is decided by the province and
published by the district (浙江省综合行政执法条例第七条至第十条). The round yields a signed proposal
with reasons; approved, it goes into the list through the same import as every other change.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import ConflictError, InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.registers.competence.access import JUDGES, REGISTRARS, SIGNERS, visible_reviews
from fazhi.registers.competence.actions.claims import withdraw_claims
from fazhi.registers.competence.actions.powers import import_powers
from fazhi.registers.competence.choices import JudgementOutcome
from fazhi.registers.competence.importing.powers import COLUMNS, row_of
from fazhi.registers.competence.importing.writing import write_sheet
from fazhi.registers.competence.inputs import JudgementInput
from fazhi.registers.competence.models import (
    Power,
    PowerJudgement,
    PowerReview,
    PowerReviewAdoption,
    PowerReviewSignature,
)
from fazhi.registers.competence.queries import claimed
from fazhi.registers.lists import refuse_twice


@transaction.atomic
def open_power_review(seat: Seat, title: str) -> PowerReview:
    """Open a round (启动评估) over the items that are claimed today; one is open at a time."""
    seat.require(*JUDGES)
    if not title.strip():
        raise InputError({"title": _("请写明评估名称。")})
    rounds = PowerReview.objects.filter(authority=seat.authority)
    if rounds.filter(signature__isnull=True).exists():
        raise ConflictError(_("上一轮评估还没有签署，不能同时启动两轮。"))
    if rounds.filter(title=title.strip()).exists():
        raise InputError({"title": _("已有同名的评估。")})
    review = PowerReview.objects.create(
        authority=seat.authority,
        title=title.strip(),
        day=clock.today(),
        opened_at=clock.now(),
        account_id=seat.person,
    )
    count = len(claimed(seat.authority, review.day))
    record(Act("power_review.opened", by=seat), {"review": review.pk, "claimed": count})
    return review


@transaction.atomic
def judge_powers(
    seat: Seat, review_id: UUID, inputs: Sequence[JudgementInput]
) -> list[PowerJudgement]:
    """Say of items whether they are kept or handed back (评估), each with its reason.

    Until the list is signed an item may be judged anew; every judgement stands in the journal.
    """
    seat.require(*JUDGES)
    review = _unsigned(seat, review_id)
    refuse_twice([one.code for one in inputs])
    powers = {claim.power.code: claim.power for claim in claimed(seat.authority, review.day)}
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    for one in inputs:
        if one.code not in powers:
            raise InputError({"code": _("评估基准日没有认领 %(code)s。") % {"code": one.code}})
        if not one.reason.strip():
            raise InputError({"reason": _("请写明保留或者退回的理由。")})
    now = clock.now()
    rows = PowerJudgement.objects.bulk_create(
        [
            PowerJudgement(
                review=review,
                power=powers[one.code],
                outcome=one.outcome,
                reason=one.reason.strip(),
                judged_at=now,
                account_id=seat.person,
            )
            for one in inputs
        ],
        update_conflicts=True,
        unique_fields=["review", "power"],
        update_fields=["outcome", "reason", "judged_at", "account_id"],
    )
    items = [{"power": row.power_id, "outcome": row.outcome} for row in rows]
    record(Act("power.judged", by=seat), {"review": review.pk, "items": items})
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def sign_power_review(seat: Seat, review_id: UUID) -> PowerReviewSignature:
    """Sign the list of a round (签署评估清单): every claimed item is judged, each with a reason."""
    seat.require(*SIGNERS)
    review = _unsigned(seat, review_id)
    rows = list(review.judgements.select_related("power").order_by("power__code"))
    wanted = {claim.power_id for claim in claimed(seat.authority, review.day)}
    missing = wanted - {row.power_id for row in rows}
    if missing or not rows:
        raise InputError({"": _("还有 %(count)s 项没有评估，不能签署。") % {"count": len(missing)}})
    content = [[row.power.code, row.power.version, row.outcome, row.reason] for row in rows]
    signature = PowerReviewSignature.objects.create(
        review=review,
        content_hash=hashlib.sha256(canonical({"list": content}).encode()).hexdigest(),
        signed_at=clock.now(),
        account_id=seat.person,
    )
    told = {"review": review.pk, "count": len(rows), "content_hash": signature.content_hash}
    record(Act("power_review.signed", by=seat), told)
    return signature


@transaction.atomic
def adopt_power_review(
    seat: Seat, review_id: UUID, approval_number: str, last_day: dt.date
) -> PowerReviewAdoption:
    """Carry out a signed round that the body above approved (施行评估结果).

    Each item that is handed back gets a last dated version through the import, and its claim ends.
    """
    seat.require(*REGISTRARS)
    review = _locked(seat, review_id)
    if not hasattr(review, "signature"):
        raise ConflictError(_("评估清单还没有签署。"))
    if hasattr(review, "adoption"):
        raise ConflictError(_("这一轮评估的结果已经施行。"))
    if not approval_number.strip():
        raise InputError({"approval_number": _("请写明有权机关批准的文号。")})
    if last_day < clock.today():
        raise InputError({"last_day": _("不溯及既往，最后一日不能早于今天。")})
    powers = [
        row.power
        for row in review.judgements.filter(outcome=JudgementOutcome.HAND_BACK).select_related(
            "power"
        )
    ]
    if powers:
        _hand_back(seat, powers, approval_number.strip(), last_day)
    adoption = PowerReviewAdoption.objects.create(
        review=review,
        approval_number=approval_number.strip(),
        last_day=last_day,
        adopted_at=clock.now(),
        account_id=seat.person,
    )
    told = {"review": review.pk, "handed_back": len(powers), "last_day": last_day}
    record(Act("power_review.adopted", by=seat), told)
    return adoption


def _hand_back(seat: Seat, powers: Sequence[Power], number: str, last_day: dt.date) -> None:
    source = f"评估退回：{number}"
    sheet = write_sheet(COLUMNS, [row_of(each, last_day, last_day, source) for each in powers])
    is_demonstration = any(each.is_demonstration for each in powers)
    result = import_powers(seat, sheet, dry_run=False, is_demonstration=is_demonstration)
    if not result.is_clean:
        wrong = result.errors[0]
        raise InputError({"last_day": f"{wrong.code} {wrong.column} {wrong.reason}"})
    withdraw_claims(seat, [each.code for each in powers], last_day, reason=source)


def _locked(seat: Seat, review_id: UUID) -> PowerReview:
    rows = visible_reviews(seat).select_related("signature", "adoption")
    return lock_visible(rows, seat, pk=review_id)


def _unsigned(seat: Seat, review_id: UUID) -> PowerReview:
    review = _locked(seat, review_id)
    if hasattr(review, "signature"):
        raise ConflictError(_("评估清单已经签署，不能再改。"))
    return review
