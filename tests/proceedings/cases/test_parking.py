"""Parking referrals (抄告): complete evidence is taken once, and never counted as a case."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel import clock
from fazhi.kernel.attachments import PDF, store
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Dossier, Entry
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figure
from fazhi.proceedings.cases.actions import decide_on_the_spot, refer_parking, review_referrals
from fazhi.proceedings.cases.choices import DUPLICATE_MINUTES, ReferralStatus
from fazhi.proceedings.cases.errors import DuplicateReferralError, ReferralRefusedError
from fazhi.proceedings.cases.inputs import ReferralInput, ReviewInput
from fazhi.proceedings.cases.models import Case, ParkingReferral
from fazhi.proceedings.cases.queries import listed_cases
from fazhi.registers.places.models import Grid
from tests.factories.cases import NOW, Town, make_decision, make_referral_input, make_town
from tests.kernel.sample_files import honest
from tests.proceedings.cases.parking_table import Row, entered, rows

pytestmark = pytest.mark.django_db

PLATE = "浙B·D8888"
SPAN = dt.timedelta(minutes=DUPLICATE_MINUTES)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_single_referral_is_answered_as_the_table_says(town: Town, row: Row) -> None:
    with clock.standing_at(NOW):
        given = entered(town, row)
        if not row.refused:
            assert len(refer_parking(town.officer, [given])) == 1
            return
        with pytest.raises(ReferralRefusedError) as refusal:
            refer_parking(town.officer, [given])

    answers = {answer.rule: answer for answer in refusal.value.answers}
    assert row.rule in answers
    assert answers[row.rule].because != ()
    assert answers[row.rule].reason.zh != ""
    assert answers[row.rule].next_step.zh != ""
    assert answers[row.rule].next_step.en != ""


@pytest.mark.parametrize("row", rows(refused=True), ids=str)
def test_one_incomplete_referral_refuses_the_whole_batch_and_writes_nothing(
    town: Town, row: Row
) -> None:
    with clock.standing_at(NOW):
        batch = [make_referral_input(town, officer_ids=_one(town)), entered(town, row)]
        if row.change.get("expired") == "both":
            batch = batch[1:]
        before = Entry.objects.count()

        with pytest.raises(ReferralRefusedError) as refusal:
            refer_parking(town.officer, batch)

    assert list(refusal.value.refused) == [len(batch) - 1]
    assert (ParkingReferral.objects.count(), Dossier.objects.count()) == (0, 0)
    assert (Exhibit.objects.count(), Entry.objects.count()) == (0, before)


def test_a_complete_referral_is_written_whole(town: Town) -> None:
    with clock.standing_at(NOW):
        given = make_referral_input(town, plate=f" {PLATE} ")
        (referral,) = refer_parking(town.officer, [given])

    row = ParkingReferral.objects.get()
    assert (row.pk, row.plate, row.appearance) == (referral.pk, PLATE, given.appearance)
    assert (row.number, row.status) == ("抄告〔2026〕00001号", ReferralStatus.TAKEN)
    assert row.grid == Grid.objects.get()
    assert [each.officer_id for each in row.officers.order_by("id")] == list(given.officer_ids)
    exhibits = Exhibit.objects.filter(dossier=row.dossier).order_by("id")
    assert [each.attachment_id for each in exhibits] == list(given.photograph_ids)
    assert {each.captured_at for each in exhibits} == {given.noticed_at}
    assert len({each.sha256 for each in exhibits}) == 2
    assert Entry.objects.filter(kind="parking_referral.taken").count() == 1


def test_nothing_is_noticed_later_than_now(town: Town) -> None:
    given = make_referral_input(town, noticed_at=NOW + dt.timedelta(seconds=1))

    with clock.standing_at(NOW), pytest.raises(InputError):
        refer_parking(town.officer, [given])

    assert ParkingReferral.objects.count() == 0


def test_the_same_officer_twice_is_one_officer(town: Town) -> None:
    with clock.standing_at(NOW):
        (row,) = refer_parking(
            town.officer, [make_referral_input(town, officer_ids=_one(town) * 2)]
        )

    assert [each.officer_id for each in row.officers.all()] == list(_one(town))


def test_a_file_that_is_no_photograph_is_no_evidence_of_parking(town: Town) -> None:
    paper = store(town.officer, honest()["application/pdf"], "p.pdf", PDF).id
    given = make_referral_input(town)
    given = replace(given, photograph_ids=(given.photograph_ids[0], paper))

    with clock.standing_at(NOW), pytest.raises(NotFoundError):
        refer_parking(town.officer, [given])

    assert ParkingReferral.objects.count() == 0


@pytest.mark.parametrize("minutes", [-DUPLICATE_MINUTES + 1, 0, DUPLICATE_MINUTES - 1])
@pytest.mark.parametrize("written", [PLATE, "浙b d8888"])
def test_the_same_vehicle_is_not_referred_twice_within_the_minutes(
    town: Town, minutes: int, written: str
) -> None:
    with clock.standing_at(NOW):
        former, again = _pair(town, dt.timedelta(minutes=minutes), written)
        (row,) = refer_parking(town.officer, [former])

        with pytest.raises(DuplicateReferralError) as refusal:
            refer_parking(town.officer, [make_referral_input(town), again])

    assert refusal.value.index == 1
    assert row.number in refusal.value.fields["plate"]
    assert ParkingReferral.objects.count() == 1


@pytest.mark.parametrize("minutes", [-DUPLICATE_MINUTES, DUPLICATE_MINUTES])
def test_the_same_vehicle_is_referred_again_after_the_minutes(town: Town, minutes: int) -> None:
    with clock.standing_at(NOW):
        former, again = _pair(town, dt.timedelta(minutes=minutes))
        refer_parking(town.officer, [former])
        refer_parking(town.officer, [again])

    assert ParkingReferral.objects.count() == 2


def test_the_same_vehicle_twice_in_one_batch_is_refused_whole(town: Town) -> None:
    with clock.standing_at(NOW):
        with pytest.raises(DuplicateReferralError) as refusal:
            refer_parking(town.officer, list(_pair(town, SPAN - dt.timedelta(minutes=1))))
        assert ParkingReferral.objects.count() == 0

        refer_parking(town.officer, list(_pair(town, SPAN)))

    assert refusal.value.index == 1
    assert ParkingReferral.objects.count() == 2


def test_a_vehicle_whose_referral_was_dropped_is_referred_again_at_once(town: Town) -> None:
    with clock.standing_at(NOW):
        former, again = _pair(town, dt.timedelta(minutes=1))
        (row,) = refer_parking(town.officer, [former])
        review_referrals(town.clerk, [ReviewInput(row.pk, is_passed=False, reason="照片模糊")])

        refer_parking(town.officer, [again])

    assert ParkingReferral.objects.count() == 2


def test_a_vehicle_is_another_one_for_another_authority(town: Town) -> None:
    with clock.standing_at(NOW):
        former, again = _pair(town, dt.timedelta(minutes=1))
        (row,) = refer_parking(town.officer, [former])
        ParkingReferral.objects.filter(pk=row.pk).update(authority="330211005000")

        refer_parking(town.officer, [again])

    assert ParkingReferral.objects.count() == 2


def test_the_same_key_gives_the_same_referral(town: Town) -> None:
    given = make_referral_input(town)

    with clock.standing_at(NOW):
        (first,) = refer_parking(town.officer, [given])
        again = refer_parking(town.officer, [given, given])

    assert [row.pk for row in again] == [first.pk, first.pk]
    assert ParkingReferral.objects.count() == 1
    assert Entry.objects.filter(kind="parking_referral.taken").count() == 1


def test_the_same_key_with_other_content_is_refused(town: Town) -> None:
    given = make_referral_input(town)
    with clock.standing_at(NOW):
        refer_parking(town.officer, [given])

        with pytest.raises(ConflictError):
            refer_parking(town.officer, [replace(given, appearance="黑色轿车")])

    assert ParkingReferral.objects.get().appearance == "白色轿车"


def test_numbers_have_no_gap_where_a_batch_was_refused(town: Town) -> None:
    with clock.standing_at(NOW):
        refer_parking(town.officer, _some(town, 2))
        with pytest.raises(ReferralRefusedError):
            refer_parking(town.officer, [*_some(town, 2), make_referral_input(town, plate="")])
        refer_parking(town.officer, _some(town, 2))

    numbers = ParkingReferral.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"抄告〔2026〕0000{serial}号" for serial in (1, 2, 3, 4)]


def test_a_batch_over_new_year_draws_the_numbers_of_each_year(town: Town) -> None:
    midnight = clock.at_local(dt.date(2026, 1, 1))
    moments = [midnight + dt.timedelta(minutes=each) for each in (-2, 1, -1)]
    batch = [make_referral_input(town, noticed_at=each) for each in moments]

    with clock.standing_at(NOW):
        taken = refer_parking(town.officer, batch)

    assert [row.number for row in taken] == [
        "抄告〔2025〕00001号",
        "抄告〔2026〕00001号",
        "抄告〔2025〕00002号",
    ]


def test_statements_do_not_grow_with_the_batch(town: Town) -> None:
    few, many = _some(town, 2), _some(town, 12)
    with clock.standing_at(NOW):
        with CaptureQueriesContext(connection) as two:
            refer_parking(town.officer, few)
        with CaptureQueriesContext(connection) as twelve:
            refer_parking(town.officer, many)
        with CaptureQueriesContext(connection) as two_again:
            assert [row.dossier.public_id for row in refer_parking(town.officer, few)]
        with CaptureQueriesContext(connection) as twelve_again:
            assert [row.dossier.public_id for row in refer_parking(town.officer, many)]

    assert len(twelve) <= len(two)
    assert len(twelve_again) <= len(two_again)


def test_a_referral_is_never_counted_as_a_case(town: Town) -> None:
    period = Period.of_year(2026)
    with clock.standing_at(NOW):
        decide_on_the_spot(town.officer, [make_decision(town)])
        before = figure(town.leader, "cases.on_the_spot", period).value
        refer_parking(town.officer, _some(town, 3))

        assert figure(town.leader, "cases.on_the_spot", period).value == before == 1
        assert figure(town.leader, "parking.referrals", period).value == 3

    assert (Case.objects.count(), listed_cases(town.leader).count()) == (1, 1)


def test_only_officers_take_referrals(town: Town) -> None:
    with clock.standing_at(NOW), pytest.raises(ForbiddenError):
        refer_parking(town.clerk, [make_referral_input(town)])


def test_photographs_of_another_authority_are_unknown(town: Town) -> None:
    given = make_referral_input(town)
    foreign = replace(town.officer, authority="330211005000")

    with clock.standing_at(NOW), pytest.raises(NotFoundError):
        refer_parking(foreign, [given])


def _one(town: Town) -> tuple[object, ...]:
    return (town.officers[0].id,)


def _some(town: Town, count: int) -> list[ReferralInput]:
    return [make_referral_input(town) for _ in range(count)]


def _pair(
    town: Town, apart: dt.timedelta, written: str = PLATE
) -> tuple[ReferralInput, ReferralInput]:
    """Return two entries of one vehicle, the second so much later, its plate perhaps rewritten."""
    first = NOW - 2 * SPAN
    return (
        make_referral_input(town, plate=PLATE, noticed_at=first),
        make_referral_input(town, plate=written, noticed_at=first + apart),
    )
