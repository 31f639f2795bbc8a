"""Each supervision rule sees what it names, and nothing else."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from fazhi.capabilities.meetings.models import Resolution
from fazhi.capabilities.payments.choices import CashGround, Channel
from fazhi.capabilities.payments.models import (
    CashCollection,
    CashHandIn,
    Deferral,
    Receivable,
)
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.tasks.inputs import Assignee, Due
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import decide_on_the_spot, record_fine_payments
from fazhi.proceedings.cases.choices import ComplaintKind, RemedyKind
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import Case, PenaltyComplaint, Remedy
from fazhi.proceedings.supervision.jobs import look_at_everything
from fazhi.proceedings.supervision.models import SupervisionFinding
from fazhi.proceedings.supervision.rules import (
    Observation,
    SupervisionRuleError,
    observed,
    supervision_rule,
    supervision_rules,
    watched,
)
from fazhi.registers.staff.models import EnforcementCertificate, Officer
from tests.factories import tasks
from tests.factories.accounts import make_account
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.measures import make_measure, make_step, take
from tests.factories.meetings import House, make_resolutions
from tests.factories.ordinary import make_squad
from tests.factories.parties import make_party
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db
TODAY = clock.day_of(NOW)
LATER = TODAY + dt.timedelta(days=40)


@pytest.fixture
def town() -> Iterator[Town]:
    """Return a town on the morning of the tests."""
    with clock.standing_at(NOW):
        yield make_town()


def decide(town: Town, **changes: object) -> Case:
    return decide_on_the_spot(town.officer, [make_decision(town, **changes)])[0]


def look(rule: str, day: dt.date = LATER) -> list[Observation]:
    return observed(AUTHORITY, day)[rule]


def subjects(rule: str, day: dt.date = LATER) -> list[str]:
    return [each.subject for each in look(rule, day)]


def with_account(officer: Officer) -> Officer:
    officer.account = make_account(Role.OFFICER, username=str(officer.pk))
    officer.save()
    return officer


def test_every_rule_is_watched_and_nobody_watches_for_what_is_no_rule() -> None:
    assert watched() == supervision_rules().keys()


def test_a_rule_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SupervisionRuleError):
        supervision_rule("no_such_rule")


def test_a_rule_looks_only_since_its_day() -> None:
    assert "task_overdue" not in observed(AUTHORITY, dt.date(2022, 12, 31))


def test_an_untroubled_town_raises_nothing(town: Town) -> None:
    decide(town)

    seen = {rule: rows for rule, rows in observed(AUTHORITY, TODAY).items() if rows}

    assert seen == {}


def test_a_decision_is_seen_the_day_after_its_day_of_filing(town: Town) -> None:
    case = decide(town)
    due_on = Case.objects.get(pk=case.pk).due_on
    assert due_on is not None

    assert subjects("case_not_filed", due_on) == []
    assert subjects("case_not_filed", due_on + dt.timedelta(days=1)) == [str(case.pk)]


def test_a_fine_past_due_is_seen_with_the_number_of_its_case(town: Town) -> None:
    case = decide(town)
    receivable = Receivable.objects.get(dossier=case.dossier)

    (seen,) = look("fine_unpaid", receivable.due_on + dt.timedelta(days=1))

    assert (seen.subject, seen.dossier) == (str(receivable.pk), case.dossier)
    assert seen.title == f"{case.number} 罚款应于 {receivable.due_on} 前缴纳"


def test_cash_that_was_not_handed_in_is_seen_and_names_its_collector(town: Town) -> None:
    collector = with_account(town.officers[0])
    cash = collect(town)
    cash.collected_by = collector
    cash.save()

    (seen,) = look("cash_kept", cash.hand_in_due_on + dt.timedelta(days=1))

    assert seen.about == (str(collector.account_id),)


def collect(town: Town) -> CashCollection:
    case = decide(town)
    given = FinePaymentInput(
        case_id=case.pk, amount=Decimal(50), paid_on=TODAY, channel=Channel.CASH_ON_SPOT,
        receipt_number="R-1", ground=CashGround.SMALL_FINE,
    )  # fmt: skip
    record_fine_payments(town.clerk, [given])
    return CashCollection.objects.get()


def test_the_own_cash_received_is_seen_as_two_steps_of_one_person(town: Town) -> None:
    collector = with_account(town.officers[0])
    cash = collect(town)
    cash.collected_by = collector
    cash.save()
    CashHandIn.objects.create(
        cash=cash, handed_in_on=TODAY, bank_due_on=TODAY, recorded_at=NOW,
        recorded_by_id=collector.account_id,
    )  # fmt: skip

    assert subjects("same_person_twice", TODAY) == [f"cash:{cash.pk}"]


def test_a_document_whose_days_of_service_ran_out_is_seen(town: Town) -> None:
    document = decide(town).decision.document
    ServiceAttempt.objects.update(outcome="failed", effective_on=None, failure="nobody_there")

    assert subjects("document_unserved") == [str(document.pk)]


def test_a_task_past_its_time_is_seen_but_not_one_of_supervision(town: Town) -> None:
    due = Due.on_day(TODAY)
    task = tasks.make_task(Assignee.role(Role.CLERK), due)
    tasks.make_task(Assignee.role(Role.CLERK), due, kind="finding.handle")
    tasks.make_task(Assignee.role(Role.CLERK), due, kind="conduct.examine")

    assert (subjects("task_overdue", TODAY), subjects("task_overdue")) == ([], [str(task.pk)])
    assert town.office.key == AUTHORITY


def test_a_resolution_that_nobody_completed_is_seen(town: Town) -> None:
    make_resolutions(House(town.officers[0], town.officers[1], town.officers[0], town.clerk))
    row = Resolution.objects.get()

    assert subjects("resolution_overdue", row.due_on) == []
    assert subjects("resolution_overdue", row.due_on + dt.timedelta(days=1)) == [str(row.pk)]


def test_a_deferral_that_waits_too_long_is_seen(town: Town) -> None:
    receivable = Receivable.objects.get(dossier=decide(town).dossier)
    row = Deferral.objects.create(
        authority=AUTHORITY, receivable=receivable, applied_on=TODAY, until=LATER, recorded_at=NOW
    )

    assert subjects("deferral_undecided", TODAY + dt.timedelta(days=10)) == []
    assert subjects("deferral_undecided", TODAY + dt.timedelta(days=11)) == [str(row.pk)]


def test_a_remedy_past_its_day_is_seen_until_it_is_answered(town: Town) -> None:
    remedy = Remedy.objects.create(
        authority=AUTHORITY, case=decide(town), kind=RemedyKind.RECONSIDERATION, body="区政府",
        applied_on=TODAY, received_on=TODAY, due_on=TODAY,
    )  # fmt: skip
    seen = subjects("remedy_unanswered")
    Remedy.objects.update(answered_on=LATER)

    assert (seen, subjects("remedy_unanswered")) == ([f"{remedy.pk}:{TODAY}"], [])


def test_a_complaint_examined_by_the_officer_of_the_case_is_seen(town: Town) -> None:
    officer = with_account(town.officers[1])
    complaint = PenaltyComplaint.objects.create(
        authority=AUTHORITY, case=decide(town), kind=ComplaintKind.BY_PARTY, statement="太重。",
        received_on=TODAY, examined_by_id=officer.account_id, examined_on=TODAY,
    )  # fmt: skip

    (seen,) = look("same_person_twice", TODAY)

    assert (seen.subject, seen.about) == (
        f"complaint:{complaint.pk}",
        (str(officer.account_id),),
    )


def test_an_officer_whose_certificate_ended_before_the_decision_is_seen(town: Town) -> None:
    case = decide(town)
    assert subjects("certificate_ended") == []
    yesterday = TODAY - dt.timedelta(days=1)
    EnforcementCertificate.objects.filter(officer=town.officers[0]).update(until=yesterday)

    parts = case.officers.filter(officer=town.officers[0]).values_list("pk", flat=True)
    assert subjects("certificate_ended") == [f"case:{pk}" for pk in parts]


def test_several_fines_on_one_party_on_a_day_are_seen_as_one(town: Town) -> None:
    first = decide(town)
    assert subjects("small_fines_in_a_day") == []
    second = decide(town, party_id=make_party().pk)
    Case.objects.filter(pk=second.pk).update(party=town.party)

    (seen,) = look("small_fines_in_a_day")

    assert (seen.subject, seen.dossier) == (f"{town.party.pk}:{TODAY}", first.dossier)


@pytest.mark.parametrize(("hour", "is_odd"), [(5, True), (6, False), (21, False), (22, True)])
def test_a_decision_outside_the_hours_of_the_office_is_seen(
    town: Town, hour: int, *, is_odd: bool
) -> None:
    case = decide(town)
    Case.objects.update(decided_at=clock.at_local(TODAY, dt.time(hour, 30)))

    assert subjects("odd_hours") == [str(case.pk)] * is_odd


def test_the_sweep_raises_for_each_authority_by_itself(town: Town) -> None:
    decide(town)
    with clock.standing_at(clock.at_local(LATER)):
        look_at_everything()
        look_at_everything()

    raised = SupervisionFinding.objects.values_list("rule", flat=True)
    assert sorted(raised) == ["case_not_filed", "fine_unpaid", "task_overdue"]


def test_a_measure_past_its_term_is_seen_until_it_is_lifted_and_returned() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    due_on = measure.due_on
    assert due_on is not None

    before = subjects("measure_overdue", due_on)
    after = subjects("measure_overdue", due_on + dt.timedelta(days=1))
    for step in ("lifting", "return_of_items"):
        take(squad, make_step(squad, measure, step))

    seen = subjects("measure_overdue", due_on + dt.timedelta(days=1))
    assert (before, after, seen) == ([], [f"{measure.pk}:{due_on}"], [])
