"""Decisions on the spot: what the law allows is written whole, what it forbids not at all."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Dossier, Entry
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.checks import checks
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.errors import NoFormError, OnTheSpotRefusedError
from fazhi.proceedings.cases.models import Case
from fazhi.registers.staff.models import EnforcementCertificate
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.parties import make_party
from tests.factories.seats import OTHER_AUTHORITY
from tests.factories.staff import make_certificate
from tests.proceedings.cases.table import Row, entered, rows

pytestmark = pytest.mark.django_db

ROWS = rows()
NAMES = [f"{row.rule} {row.name}" for row in ROWS]


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_single_decision_is_answered_as_the_table_says(row: Row) -> None:
    town = make_town()

    with clock.standing_at(NOW):
        given = entered(town, row)
        if row.has_no_form:
            held = {each.rule: each.holds for each in checks(town.officer, given)}
            with pytest.raises(NoFormError):
                decide_on_the_spot(town.officer, [given])
            assert (held[row.rule], Case.objects.count()) == (True, 0)
            return
        if not row.refused:
            (case,) = decide_on_the_spot(town.officer, [given])
            asked = {each["rule"]: each["holds"] for each in case.decision.grounds}
            assert asked[row.rule] is not row.warns
            return
        with pytest.raises(OnTheSpotRefusedError) as refusal:
            decide_on_the_spot(town.officer, [given])

    answers = {answer.rule: answer for answer in refusal.value.answers}
    assert row.rule in answers
    assert answers[row.rule].because != ()
    assert answers[row.rule].reason.zh != ""
    assert answers[row.rule].next_step.zh != ""
    assert answers[row.rule].next_step.en != ""


@pytest.mark.parametrize("row", [row for row in ROWS if row.refused], ids=str)
def test_one_unlawful_decision_refuses_the_whole_batch_and_writes_nothing(row: Row) -> None:
    town = make_town()
    with clock.standing_at(NOW):
        lawful = make_decision(town, party_id=make_party(identity_number="", name="孙某").id)
        unlawful = entered(town, row)
        before = Entry.objects.count()

        with pytest.raises(OnTheSpotRefusedError) as refusal:
            decide_on_the_spot(town.officer, [lawful, unlawful])

    assert 1 in refusal.value.refused
    assert row.rule in [answer.rule for answer in refusal.value.refused[1]]
    assert (Case.objects.count(), Dossier.objects.count(), Document.objects.count()) == (0, 0, 0)
    assert Entry.objects.count() == before


def test_a_lawful_decision_is_written_whole() -> None:
    town = make_town()

    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(town.officer, [make_decision(town)])

    document = Document.objects.get(dossier=case.dossier)
    assert case.number == document.number
    assert case.status == CaseStatus.DECIDED
    assert [each.officer_id for each in case.officers.order_by("-part")] == [
        officer.id for officer in town.officers
    ]
    assert ServiceAttempt.objects.get(document=document).effective_on == clock.day_of(NOW)
    assert Receivable.objects.get(dossier=case.dossier).amount == Decimal(50)
    assert Task.objects.get(dossier=case.dossier).rule == "SIM_FILE"
    assert Entry.objects.filter(kind="case.decided").count() == 1


def test_the_remedy_text_of_2026_says_reconsideration_first() -> None:
    town = make_town()

    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(town.officer, [make_decision(town)])

    assert "先申请行政复议" in case.decision.document.said["remedy"]


def test_the_same_key_gives_the_same_case() -> None:
    town = make_town()
    given = make_decision(town)

    with clock.standing_at(NOW):
        first = decide_on_the_spot(town.officer, [given])
        again = decide_on_the_spot(town.officer, [given])

    assert [case.pk for case in first] == [case.pk for case in again]
    assert Case.objects.count() == 1


def test_the_same_key_with_other_content_is_refused() -> None:
    town = make_town()
    given = make_decision(town)
    with clock.standing_at(NOW):
        decide_on_the_spot(town.officer, [given])

        other = make_decision(town, key=given.key, fine=Decimal(40), notified_fine=Decimal(40))
        with pytest.raises(ConflictError):
            decide_on_the_spot(town.officer, [other])

    assert Case.objects.count() == 1


def test_one_act_is_fined_once() -> None:
    town = make_town()
    given = make_decision(town)

    with clock.standing_at(NOW):
        decide_on_the_spot(town.officer, [given])
        with pytest.raises(OnTheSpotRefusedError) as refusal:
            decide_on_the_spot(town.officer, [make_decision(town, happened_at=given.happened_at)])

    assert [answer.rule for answer in refusal.value.answers] == ["PEN-008"]


def test_only_officers_decide() -> None:
    town = make_town()

    with clock.standing_at(NOW), pytest.raises(ForbiddenError):
        decide_on_the_spot(town.clerk, [make_decision(town)])


def test_a_party_of_another_authority_is_unknown() -> None:
    town = make_town()
    foreign = make_party(authority=OTHER_AUTHORITY)

    with clock.standing_at(NOW), pytest.raises(NotFoundError):
        decide_on_the_spot(town.officer, [make_decision(town, party_id=foreign.id)])


def test_the_checks_of_a_draft_show_every_answer_and_write_nothing() -> None:
    town = make_town()

    with clock.standing_at(NOW):
        answers = checks(town.officer, make_decision(town, fine=Decimal(201)))

    assert "SIM-001" in [answer.rule for answer in answers if answer.blocks]
    assert len([answer for answer in answers if answer.holds]) > 10
    assert Case.objects.count() == 0


def test_statements_do_not_grow_with_the_batch() -> None:
    town = make_town()
    parties = [make_party(identity_number="", name=f"陈{n}") for n in range(12)]
    with clock.standing_at(NOW):
        few = [make_decision(town, party_id=party.id) for party in parties[:2]]
        many = [make_decision(town, party_id=party.id) for party in parties[2:]]

        with CaptureQueriesContext(connection) as two:
            decide_on_the_spot(town.officer, few)
        with CaptureQueriesContext(connection) as ten:
            decide_on_the_spot(town.officer, many)

    assert len(ten) <= len(two)


def test_a_decision_before_the_rule_that_numbers_the_days_is_filed_at_once() -> None:
    town = make_town()
    (row,) = [row for row in ROWS if row.change.get("on") == dt.date(2021, 7, 15)]

    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(town.officer, [entered(town, row)])

    task = Task.objects.get(dossier=case.dossier)
    assert case.due_on is None
    assert (task.rule, task.article) == ("", "《行政处罚法》第五十二条第三款")
    assert clock.day_of(task.due_at) == dt.date(2021, 7, 15)


def test_an_officer_named_twice_stands_once_in_the_case(town: Town) -> None:
    first, second = (each.id for each in town.officers)

    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(
            town.officer, [make_decision(town, officer_ids=(first, second, second))]
        )

    assert case.officers.count() == 2


def test_the_case_keeps_the_certificate_that_was_valid_on_its_day(town: Town) -> None:
    old = EnforcementCertificate.objects.get(officer=town.officers[0])
    EnforcementCertificate.objects.filter(pk=old.pk).update(until=clock.day_of(NOW))
    make_certificate(town.officers[0], since=clock.day_of(NOW) + dt.timedelta(days=1))

    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(town.officer, [make_decision(town)])

    assert case.officers.get(officer=town.officers[0]).certificate_number == old.number


@pytest.mark.parametrize(
    "moments",
    [
        {"happened_at": NOW - dt.timedelta(minutes=9)},  # after the decision
        {"decided_at": NOW + dt.timedelta(seconds=1)},
        {"decided_at": NOW.replace(year=1926), "happened_at": NOW.replace(year=1926)},
    ],
    ids=["before its act", "in the future", "before any law that was read"],
)
def test_a_decision_at_an_impossible_moment_is_refused(
    town: Town, moments: dict[str, dt.datetime]
) -> None:
    with clock.standing_at(NOW), pytest.raises(InputError):
        decide_on_the_spot(town.officer, [make_decision(town, **moments)])

    assert Case.objects.count() == 0
