"""What leaves the house and what comes back: hand-over to the police, the owner's contest."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.cases.actions.parking import locked_referrals
from fazhi.proceedings.cases.choices import ReferralStatus
from fazhi.proceedings.cases.models import ParkingReferral, ReferralContest, ReferralHandOver

_CLERKS = (Role.CLERK, Role.SQUAD_LEADER)
_LONGEST_STATEMENT = 1000
_LONGEST_ANSWER = 500


@needs_factor(FactorGround.EXPORT)
@transaction.atomic
def hand_over_referrals(
    seat: Seat, referral_ids: Sequence[UUID], receiver: str
) -> ReferralHandOver:
    """Hand reviewed referrals over to the traffic police (移交), as one numbered batch."""
    seat.require(*_CLERKS)
    if not referral_ids:
        raise InputError({"referrals": "请至少选择一件已审核的抄告。"})
    if not receiver.strip():
        raise InputError({"receiver": "请填写接收单位。"})
    referrals = locked_referrals(seat, referral_ids, ReferralStatus.REVIEWED)
    at = clock.now()
    year = clock.local(at).year
    serial = numbers.draw(seat.authority, "referral_hand_over", year)
    batch = ReferralHandOver.objects.create(
        authority=seat.authority,
        number=f"抄告移交〔{year}〕{serial}号",
        receiver=receiver.strip(),
        handed_over_at=at,
    )
    ParkingReferral.objects.filter(pk__in=[row.pk for row in referrals]).update(
        status=ReferralStatus.HANDED_OVER, hand_over=batch
    )
    record(
        Act("parking_referral.handed_over", by=seat, happened_at=at),
        {"hand_over": str(batch.id), "number": batch.number, "count": len(referrals)},
        items=[{"referral": str(row.pk)} for row in referrals],
    )
    return batch


@transaction.atomic
def receive_hand_over(seat: Seat, hand_over_id: UUID, receipt_number: str) -> ReferralHandOver:
    """Record the receipt (回执) that the police gave for a batch."""
    seat.require(*_CLERKS)
    if not receipt_number.strip():
        raise InputError({"receipt_number": "请填写回执编号。"})
    rows = ReferralHandOver.objects.select_for_update().filter(authority=seat.authority)
    batch = rows.filter(pk=hand_over_id).first()
    if batch is None:
        raise NotFoundError
    if batch.received_at:
        raise ConflictError(f"{batch.number} 已登记回执 {batch.receipt_number}。")
    batch.received_at, batch.receipt_number = clock.now(), receipt_number.strip()
    batch.save(update_fields=["received_at", "receipt_number"])
    batch.referrals.update(status=ReferralStatus.RECEIVED)
    record(
        Act("parking_referral.received", by=seat, happened_at=batch.received_at),
        {"hand_over": str(batch.id), "receipt": batch.receipt_number},
    )
    return batch


@transaction.atomic
def contest_referral(owner_code: str, statement: str) -> ReferralContest:
    """Take what the owner of the vehicle says against a referral (异议); the code is the key."""
    text = statement.strip()
    if not text or len(text) > _LONGEST_STATEMENT:
        raise InputError({"statement": f"请写明您的异议，最多 {_LONGEST_STATEMENT} 字。"})
    referral = ParkingReferral.objects.select_related("dossier").filter(owner_code=owner_code)
    row = referral.first()
    if row is None:
        raise NotFoundError
    contest = ReferralContest.objects.create(
        authority=row.authority, referral=row, statement=text, contested_at=clock.now()
    )
    record(
        Act("parking_referral.contested", by=Seat.of_public(row.authority), dossier=row.dossier),
        {"contest": str(contest.id)},
    )
    return contest


@transaction.atomic
def answer_contest(
    seat: Seat, contest_id: UUID, *, is_upheld: bool, answer: str
) -> ReferralContest:
    """Answer an owner's contest; one that is upheld drops a referral that is still in the house."""
    seat.require(*_CLERKS, Role.CASE_REVIEWER)
    text = answer.strip()
    if not text or len(text) > _LONGEST_ANSWER:
        raise InputError({"answer": f"请写明答复，最多 {_LONGEST_ANSWER} 字。"})
    rows = ReferralContest.objects.select_for_update(of=("self", "referral")).select_related(
        "referral__dossier"
    )
    contest = rows.filter(authority=seat.authority, pk=contest_id).first()
    if contest is None:
        raise NotFoundError
    if contest.answered_at:
        raise ConflictError("这件异议已经答复。")
    contest.answered_at = clock.now()
    contest.answer, contest.is_upheld = text, is_upheld
    contest.save(update_fields=["answered_at", "answer", "is_upheld"])
    referral = contest.referral
    if is_upheld and referral.status in {ReferralStatus.TAKEN, ReferralStatus.REVIEWED}:
        referral.status = ReferralStatus.DROPPED
        referral.save(update_fields=["status"])
    record(
        Act("parking_referral.contest_answered", by=seat, dossier=referral.dossier),
        {"contest": str(contest.id), "is_upheld": is_upheld},
    )
    return contest
