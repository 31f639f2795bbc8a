"""What leaves the house and what comes back: review, hand-over, receipt, the owner's contest."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Entry
from fazhi.proceedings.cases.access import get_referral, visible_hand_overs, visible_referrals
from fazhi.proceedings.cases.actions import (
    answer_contest,
    contest_referral,
    hand_over_referrals,
    receive_hand_over,
    refer_parking,
    review_referrals,
)
from fazhi.proceedings.cases.choices import ReferralStatus
from fazhi.proceedings.cases.errors import ReferralStateError
from fazhi.proceedings.cases.inputs import ReviewInput
from fazhi.proceedings.cases.models import (
    ParkingReferral,
    ReferralContest,
    ReferralHandOver,
    ReferralReview,
)
from fazhi.proceedings.cases.queries import owner_view
from tests.factories.accounts import make_account
from tests.factories.cases import NOW, Town, make_referral_input, make_town
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

POLICE = "交警大队（测试）"


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize(
    ("is_passed", "reason", "status"),
    [(True, "", ReferralStatus.REVIEWED), (False, " 照片模糊 ", ReferralStatus.DROPPED)],
)
def test_a_review_passes_or_drops_with_its_reason(
    town: Town, *, is_passed: bool, reason: str, status: ReferralStatus
) -> None:
    (row,) = _taken(town)

    with clock.standing_at(NOW):
        (reviewed,) = review_referrals(town.clerk, [ReviewInput(row.pk, is_passed, reason)])

    review = ReferralReview.objects.get(referral=row)
    assert reviewed.status == ParkingReferral.objects.get().status == status
    assert (review.is_passed, review.reason) == (is_passed, reason.strip())
    assert (review.account_id, review.reviewed_at) == (town.clerk.account_id, NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_dropped_without_a_reason_and_the_batch_falls_with_it(
    town: Town, reason: str
) -> None:
    first, second = _taken(town, 2)

    with pytest.raises(InputError) as refusal:
        review_referrals(
            town.clerk,
            [
                ReviewInput(first.pk, is_passed=True),
                ReviewInput(second.pk, is_passed=False, reason=reason),
            ],
        )

    assert list(refusal.value.fields) == ["reason"]
    assert ReferralReview.objects.count() == 0
    assert _statuses() == [ReferralStatus.TAKEN] * 2


@pytest.mark.parametrize("is_passed", [True, False])
def test_a_referral_is_reviewed_once(town: Town, *, is_passed: bool) -> None:
    (row,) = _taken(town)
    review_referrals(town.clerk, [ReviewInput(row.pk, is_passed, "照片模糊")])

    with pytest.raises(ReferralStateError) as refusal:
        review_referrals(town.clerk, [ReviewInput(row.pk, is_passed=True)])

    assert row.number in str(refusal.value)
    assert ReferralReview.objects.count() == 1


def test_a_batch_goes_to_the_police_under_one_number_and_comes_back_with_a_receipt(
    town: Town,
) -> None:
    rows = _taken(town, 3, is_reviewed=True)

    with clock.standing_at(NOW):
        batch = hand_over_referrals(town.clerk, [row.pk for row in rows], f" {POLICE} ")
        assert _statuses() == [ReferralStatus.HANDED_OVER] * 3
        received = receive_hand_over(town.clerk, batch.id, " 回执1 ")

    assert (batch.number, batch.receiver) == ("抄告移交〔2026〕1号", POLICE)
    assert batch.referrals.count() == 3
    assert (received.receipt_number, received.received_at) == ("回执1", NOW)
    assert _statuses() == [ReferralStatus.RECEIVED] * 3
    assert _entries() == ["handed_over", "received", "reviewed", "taken"]


@pytest.mark.parametrize("receiver", ["", "  "])
def test_nothing_is_handed_over_to_nobody(town: Town, receiver: str) -> None:
    rows = _taken(town, 1, is_reviewed=True)

    with pytest.raises(InputError) as refusal:
        hand_over_referrals(town.clerk, [rows[0].pk], receiver)

    assert list(refusal.value.fields) == ["receiver"]
    assert _statuses() == [ReferralStatus.REVIEWED]


def test_nothing_is_no_batch(town: Town) -> None:
    with pytest.raises(InputError):
        hand_over_referrals(town.clerk, [], POLICE)

    assert ReferralHandOver.objects.count() == 0


def test_one_that_was_not_reviewed_refuses_the_whole_hand_over_and_uses_no_number(
    town: Town,
) -> None:
    (reviewed,) = _taken(town, 1, is_reviewed=True)
    (taken,) = _taken(town)

    with pytest.raises(ReferralStateError):
        hand_over_referrals(town.clerk, [reviewed.pk, taken.pk], POLICE)
    with clock.standing_at(NOW):
        batch = hand_over_referrals(town.clerk, [reviewed.pk], POLICE)

    assert batch.number == "抄告移交〔2026〕1号"
    assert sorted(_statuses()) == [ReferralStatus.HANDED_OVER, ReferralStatus.TAKEN]


def test_what_was_dropped_or_handed_over_does_not_leave_the_house_again(town: Town) -> None:
    dropped, sent = _taken(town, 2)
    review_referrals(
        town.clerk,
        [
            ReviewInput(dropped.pk, is_passed=False, reason="模糊"),
            ReviewInput(sent.pk, is_passed=True),
        ],
    )
    hand_over_referrals(town.clerk, [sent.pk], POLICE)

    for row in (dropped, sent):
        with pytest.raises(ReferralStateError):
            hand_over_referrals(town.clerk, [row.pk], POLICE)

    assert ReferralHandOver.objects.count() == 1


def test_a_receipt_has_a_number_and_comes_once(town: Town) -> None:
    rows = _taken(town, 1, is_reviewed=True)
    batch = hand_over_referrals(town.clerk, [rows[0].pk], POLICE)

    with pytest.raises(InputError):
        receive_hand_over(town.clerk, batch.id, " ")
    receive_hand_over(town.clerk, batch.id, "回执1")
    with pytest.raises(ConflictError) as refusal:
        receive_hand_over(town.clerk, batch.id, "回执2")

    assert "回执1" in str(refusal.value)
    assert ReferralHandOver.objects.get().receipt_number == "回执1"


def test_referrals_and_batches_of_another_authority_are_unknown(town: Town) -> None:
    (row,) = _taken(town)
    (sent,) = _taken(town, 1, is_reviewed=True)
    batch = hand_over_referrals(town.clerk, [sent.pk], POLICE)
    (contest,) = _contests(row)
    neighbour = make_seat(*INSIDERS, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        review_referrals(neighbour, [ReviewInput(row.pk, is_passed=True)])
    with pytest.raises(NotFoundError):
        hand_over_referrals(neighbour, [row.pk], POLICE)
    with pytest.raises(NotFoundError):
        receive_hand_over(neighbour, batch.id, "回执1")
    with pytest.raises(NotFoundError):
        answer_contest(neighbour, contest.id, is_upheld=False, answer="不成立。")
    with pytest.raises(NotFoundError):
        get_referral(neighbour, row.dossier.public_id)
    assert list(visible_referrals(neighbour)) == []
    assert list(visible_hand_overs(neighbour)) == []


def test_an_officer_sees_the_referrals_that_he_signed_and_no_others(town: Town) -> None:
    (own,) = _taken(town)
    account = make_account(Role.OFFICER)
    mine = replace(town.officer, account_id=account.id)

    assert list(visible_referrals(mine)) == []
    town.officers[0].account = account
    town.officers[0].save()

    assert list(visible_referrals(mine)) == [own]
    assert list(visible_referrals(make_seat(Role.GRID_WORKER))) == []


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.OFFICER, Role.HEAD, Role.DISPATCHER])
def test_who_does_not_keep_the_files_neither_reviews_nor_hands_over(town: Town, role: Role) -> None:
    (row,) = _taken(town)
    seat = make_seat(role)

    with pytest.raises(ForbiddenError):
        review_referrals(seat, [ReviewInput(row.pk, is_passed=True)])
    with pytest.raises(ForbiddenError):
        hand_over_referrals(seat, [row.pk], POLICE)
    with pytest.raises(ForbiddenError):
        receive_hand_over(seat, new_id(), "回执1")


def test_statements_do_not_grow_with_the_batch(town: Town) -> None:
    counts = []
    for count in (2, 12):
        rows = _taken(town, count)
        with CaptureQueriesContext(connection) as captured:
            review_referrals(town.clerk, [ReviewInput(row.pk, is_passed=True) for row in rows])
            batch = hand_over_referrals(town.clerk, [row.pk for row in rows], POLICE)
            receive_hand_over(town.clerk, batch.id, "回执")
        counts.append(len(captured))

    assert counts[1] <= counts[0]


def test_an_empty_review_writes_nothing(town: Town) -> None:
    assert review_referrals(town.clerk, []) == []
    assert _entries() == []


def test_the_owner_contests_with_the_code_and_reads_the_answer(town: Town) -> None:
    (row,) = _taken(town)

    with clock.standing_at(NOW):
        contest = contest_referral(row.owner_code, " 车辆当时在装货。 ")
        answered = answer_contest(town.clerk, contest.id, is_upheld=False, answer=" 不影响认定。 ")

    view = owner_view(f"{row.owner_code[:8]}-{row.owner_code[8:]}".lower())
    assert view
    assert [each.answer for each in view.contests] == ["不影响认定。"]
    assert ReferralContest.objects.get().statement == "车辆当时在装货。"
    assert (answered.is_upheld, answered.answered_at) == (False, NOW)
    assert _statuses() == [ReferralStatus.TAKEN]


@pytest.mark.parametrize("statement", ["", "   ", "x" * 1001])
def test_a_contest_says_something_and_not_too_much(town: Town, statement: str) -> None:
    (row,) = _taken(town)

    with pytest.raises(InputError) as refusal:
        contest_referral(row.owner_code, statement)

    assert list(refusal.value.fields) == ["statement"]
    assert ReferralContest.objects.count() == 0


def test_a_wrong_code_contests_nothing_and_shows_nothing(town: Town) -> None:
    (row,) = _taken(town)
    wrong = row.owner_code[::-1]

    with pytest.raises(NotFoundError):
        contest_referral(wrong, "车辆当时在装货。")

    assert owner_view(wrong) is None
    assert owner_view("") is None
    assert ReferralContest.objects.count() == 0


@pytest.mark.parametrize("is_reviewed", [False, True])
def test_a_contest_that_is_upheld_drops_what_is_still_in_the_house(
    town: Town, *, is_reviewed: bool
) -> None:
    (row,) = _taken(town, 1, is_reviewed=is_reviewed)
    (contest,) = _contests(row)

    answer_contest(town.clerk, contest.id, is_upheld=True, answer="车位已施划，撤回。")

    assert _statuses() == [ReferralStatus.DROPPED]
    with pytest.raises(ReferralStateError):
        hand_over_referrals(town.clerk, [row.pk], POLICE)


def test_a_contest_that_is_upheld_leaves_what_the_police_have(town: Town) -> None:
    (row,) = _taken(town, 1, is_reviewed=True)
    hand_over_referrals(town.clerk, [row.pk], POLICE)
    (contest,) = _contests(row)

    answer_contest(town.clerk, contest.id, is_upheld=True, answer="已函告交警大队。")

    assert _statuses() == [ReferralStatus.HANDED_OVER]


@pytest.mark.parametrize("answer", ["", "  ", "x" * 501])
def test_an_answer_says_something_and_not_too_much(town: Town, answer: str) -> None:
    (row,) = _taken(town)
    (contest,) = _contests(row)

    with pytest.raises(InputError) as refusal:
        answer_contest(town.clerk, contest.id, is_upheld=True, answer=answer)

    assert list(refusal.value.fields) == ["answer"]
    assert _statuses() == [ReferralStatus.TAKEN]


def test_a_contest_is_answered_once(town: Town) -> None:
    (row,) = _taken(town)
    (contest,) = _contests(row)
    answer_contest(town.clerk, contest.id, is_upheld=False, answer="不成立。")

    with pytest.raises(ConflictError):
        answer_contest(town.clerk, contest.id, is_upheld=True, answer="成立。")

    assert ReferralContest.objects.get().is_upheld is False


def _taken(town: Town, count: int = 1, *, is_reviewed: bool = False) -> list[ParkingReferral]:
    with clock.standing_at(NOW):
        rows = refer_parking(town.officer, [make_referral_input(town) for _ in range(count)])
        if is_reviewed:
            rows = review_referrals(
                town.clerk, [ReviewInput(row.pk, is_passed=True) for row in rows]
            )
    return rows


def _contests(row: ParkingReferral) -> list[ReferralContest]:
    return [contest_referral(row.owner_code, "车辆当时在装货。")]


def _statuses() -> list[str]:
    return list(ParkingReferral.objects.order_by("number").values_list("status", flat=True))


def _entries() -> list[str]:
    kinds = Entry.objects.filter(kind__startswith="parking_referral.")
    return sorted(each.partition(".")[2] for each in kinds.values_list("kind", flat=True))
