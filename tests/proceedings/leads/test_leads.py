"""Leads and platform cases: by the table, and what the table does not say."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.models import Entry, EntryContent
from fazhi.proceedings.leads.actions import (
    accept_intakes,
    acknowledge_intakes,
    change_response_terms,
    decline_intakes,
    hand_over_intakes,
    receive_intakes,
)
from fazhi.proceedings.leads.choices import (
    DeclineReason,
    IntakeKind,
    IntakeStatus,
    LeadSource,
    TermSubject,
)
from fazhi.proceedings.leads.inputs import (
    AcceptanceInput,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    ResponseTermInput,
)
from fazhi.proceedings.leads.models import Intake, IntakeAnswer, IntakeReceipt
from fazhi.proceedings.leads.queries import accepted_intakes, listed_intakes
from fazhi.proceedings.leads.terms import terms_on
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.places.versions import touch
from tests.factories.cases import NOW, Town, make_town
from tests.factories.competence import make_category, make_claim, make_power
from tests.factories.intakes import (
    DUE_ON,
    intake_input,
    make_lead,
    make_platform_case,
    make_request,
)
from tests.factories.issues import make_issue
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.proceedings.leads.intake_table import (
    LATER,
    Row,
    act_of,
    error,
    given_for,
    ready,
    rows,
)

pytestmark = pytest.mark.django_db
INTAKES = ("leads", "platform-cases")
ELSEWHERE = {"receiver": "区局", "note": "该局已先立案。"}
RECEIPT = {"receipt_number": "H-1", "receipt_on": NOW.date()}
HANDED_OVER = (("hand-over", ELSEWHERE),)
_WEEK_LATE = NOW + dt.timedelta(days=8)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_action_answers_as_the_table_says(town: Town, row: Row) -> None:
    file, given = ready(town, row), given_for(town, row)
    before = Entry.objects.count()
    act = act_of(row.kind, row.act)
    caught: Exception | None = None

    with clock.standing_at(LATER):
        try:
            with transaction.atomic():
                act.do(make_seat(row.role), [(file.pk, given)])
        except Exception as refusal:  # noqa: BLE001 -- the table says which
            caught = refusal

    if row.refused:
        assert isinstance(caught, error(row.refused))
        assert list(getattr(caught, "fields", {row.at: ""})) == [row.at]
        assert Entry.objects.count() == before
    else:
        assert caught is None


@pytest.mark.parametrize("kind", ["leads", "platform-cases", "cooperation"])
def test_a_batch_with_one_that_is_refused_does_nothing(town: Town, kind: str) -> None:
    name, given = (
        ("reply", {"content": "好。", "replied_on": NOW.date()})
        if kind == "cooperation"
        else ("acceptance", {})
    )
    answered, fresh = (ready(town, Row("", kind, name, {})) for _ in range(2))
    act = act_of(kind, name)
    seat = make_seat(*act.roles)
    with clock.standing_at(NOW):
        act.do(seat, [(answered.pk, given)])

        with pytest.raises(ConflictError):
            act.do(seat, [(fresh.pk, given), (answered.pk, given)])

    fresh.refresh_from_db()
    assert fresh.is_open is True


def test_a_lead_is_numbered_placed_and_given_to_the_squad_leader_by_the_term_of_the_office(
    town: Town,
) -> None:
    lead = make_lead(town)

    task = Task.objects.get(dossier=lead.dossier)
    assert (lead.number, lead.grid, lead.power, lead.due_on) == (
        "线〔2026〕1号",
        town.grid,
        town.power,
        DUE_ON,
    )
    assert (task.kind, task.assignee_key, clock.day_of(task.due_at)) == (
        "lead.answer",
        Role.SQUAD_LEADER.value,
        DUE_ON,
    )
    assert task.rule == ""  # no law sets it


def test_the_same_outside_number_is_the_same_lead(town: Town) -> None:
    given = intake_input(town)
    with clock.standing_at(NOW):
        (first,) = receive_intakes(town.clerk, IntakeKind.LEAD, [given])
        again = receive_intakes(town.clerk, IntakeKind.LEAD, [given, given])

    assert [row.pk for row in again] == [first.pk, first.pk]
    assert Entry.objects.filter(kind="lead.received").count() == 1


def test_the_same_number_with_other_content_is_refused(town: Town) -> None:
    given = intake_input(town, IntakeKind.PLATFORM_CASE)
    with clock.standing_at(NOW):
        receive_intakes(town.clerk, IntakeKind.PLATFORM_CASE, [given])

        with pytest.raises(ConflictError):
            receive_intakes(town.clerk, IntakeKind.PLATFORM_CASE, [replace(given, place="别处")])

    assert Intake.objects.count() == 1


def test_the_same_number_of_two_senders_is_two_leads(town: Town) -> None:
    given = intake_input(town)
    with clock.standing_at(NOW):
        made = receive_intakes(
            town.clerk, IntakeKind.LEAD, [given, replace(given, sender="区城管局")]
        )

    assert len({row.pk for row in made}) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sender": ""}, "sender"),
        ({"outside_number": ""}, "outside_number"),
        ({"description": " "}, "description"),
        ({"place": ""}, "place"),
        ({"latitude": None}, "longitude"),
        ({"power_code": "none"}, "power"),
        ({"received_at": NOW + dt.timedelta(minutes=1)}, "received_at"),
        ({"source": LeadSource.ISSUE}, "issue"),
        ({"source": None}, "source"),
        ({"source": LeadSource.PATROL, "outside_number": ""}, "outside_number"),
    ],
)
def test_a_lead_that_is_not_complete_is_refused(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as refusal:
        make_lead(town, **changes)

    assert list(refusal.value.fields) == [field]
    assert Intake.objects.count() == 0


def test_a_lead_out_of_an_issue_names_it(town: Town) -> None:
    make_category("0501", OwnerKind.GROUP)
    issue = make_issue()

    lead = make_lead(
        town, source=LeadSource.ISSUE, issue_id=issue.pk, outside_number="", sender="", form_key="k"
    )

    assert lead.issue == issue


def test_nothing_of_what_people_said_stands_in_the_journal_or_the_table(town: Town) -> None:
    make_lead(town)
    make_platform_case(town)
    make_request(town)

    texts = " ".join(EntryContent.objects.values_list("text", flat=True))
    assert "张某" not in texts
    with pytest.raises(FieldError):  # it stands there in ciphertext
        Intake.objects.filter(description__contains="张某").get()


def test_an_answer_after_the_day_is_recorded_and_shown_as_late(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(_WEEK_LATE):
        assert lead.is_late_on(clock.today()) is True
        accept_intakes(town.leader, IntakeKind.LEAD, [AcceptanceInput(lead.pk)])

    (row,) = listed_intakes(town.leader, IntakeKind.LEAD)
    assert (row.answered_on, row.is_late_on(NOW.date())) == (_WEEK_LATE.date(), True)


def test_an_answer_on_the_last_day_is_in_time_and_finishes_the_task(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(clock.at_local(DUE_ON, dt.time(23))):
        accept_intakes(town.leader, IntakeKind.LEAD, [AcceptanceInput(lead.pk)])

    (row,) = listed_intakes(town.leader, IntakeKind.LEAD)
    assert row.is_late_on(_WEEK_LATE.date()) is False
    assert Task.objects.get(dossier=lead.dossier).is_open is False


def test_only_an_accepted_lead_is_offered_to_the_filing_of_a_case(town: Town) -> None:
    accepted, other = make_lead(town), make_lead(town)
    with clock.standing_at(LATER):
        accept_intakes(town.leader, IntakeKind.LEAD, [AcceptanceInput(accepted.pk)])
        hand_over_intakes(
            town.leader, IntakeKind.LEAD, [HandOverInput(other.pk, "区局", "该局已先立案。")]
        )

    assert [row.pk for row in accepted_intakes(town.leader, IntakeKind.LEAD)] == [accepted.pk]
    assert Entry.objects.filter(kind="lead.accepted").count() == 1


def test_the_database_keeps_one_answer_a_lead_and_no_refusal_without_a_reason(town: Town) -> None:
    lead = make_lead(town)
    usual: dict[str, Any] = {
        "authority": lead.authority,
        "intake": lead,
        "answered_at": NOW,
        "answered_on": NOW.date(),
        "account_id": lead.pk,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeAnswer.objects.create(kind="declined", **usual)
    IntakeAnswer.objects.create(kind="accepted", **usual)
    with pytest.raises(IntegrityError), transaction.atomic():
        IntakeAnswer.objects.create(kind="accepted", **usual)


def test_a_lead_of_another_authority_is_not_there(town: Town) -> None:
    lead = make_lead(town)
    stranger = make_seat(*INSIDERS, authority=OTHER_AUTHORITY)

    with clock.standing_at(LATER), pytest.raises(NotFoundError):
        accept_intakes(stranger, IntakeKind.LEAD, [AcceptanceInput(lead.pk)])

    assert list(listed_intakes(stranger, IntakeKind.LEAD)) == []


def test_a_file_of_the_other_kind_is_not_there(town: Town) -> None:
    case = make_platform_case(town)

    with clock.standing_at(LATER), pytest.raises(NotFoundError):
        accept_intakes(town.leader, IntakeKind.LEAD, [AcceptanceInput(case.pk)])


@pytest.mark.parametrize("source", [LeadSource.PATROL, LeadSource.INSPECTION])
def test_what_officers_found_beyond_their_powers_is_handed_over_and_not_declined(
    town: Town, source: LeadSource
) -> None:
    lead = make_lead(town, source=source, power_code=make_power().code)
    given = DeclineInput(lead.pk, DeclineReason.NOT_IN_POWER_LIST)

    with clock.standing_at(LATER), pytest.raises(RefusalError) as refusal:
        decline_intakes(town.leader, IntakeKind.LEAD, [given])

    assert [answer.rule for answer in refusal.value.answers] == ["ZJ-005"]


def test_an_item_that_got_a_new_version_since_is_still_ours(town: Town) -> None:
    lead = make_lead(town)
    Claim.objects.filter(power=town.power).update(until=NOW.date())
    Power.objects.filter(pk=town.power.pk).update(until=NOW.date())
    tomorrow = NOW.date() + dt.timedelta(days=1)
    newer = make_power(code=town.power.code, version=2, since=tomorrow)
    make_claim(newer, since=tomorrow)
    touch(AUTHORITY)
    given = DeclineInput(lead.pk, DeclineReason.NOT_IN_POWER_LIST)

    with clock.standing_at(NOW + dt.timedelta(days=1)):
        with pytest.raises(InputError), transaction.atomic():
            decline_intakes(town.leader, IntakeKind.LEAD, [given])
        (row,) = accept_intakes(town.leader, IntakeKind.LEAD, [AcceptanceInput(lead.pk)])

    assert row.status == IntakeStatus.ACCEPTED


def test_two_leads_cannot_each_repeat_the_other(town: Town) -> None:
    first, second = make_lead(town), make_lead(town)

    def repeats(one: Intake, other: Intake) -> DeclineInput:
        return DeclineInput(one.pk, DeclineReason.DUPLICATE, duplicate_of=other.number)

    with clock.standing_at(LATER):
        with pytest.raises(InputError), transaction.atomic():
            decline_intakes(
                town.leader, IntakeKind.LEAD, [repeats(first, second), repeats(second, first)]
            )
        decline_intakes(town.leader, IntakeKind.LEAD, [repeats(first, second)])
        with pytest.raises(InputError):
            decline_intakes(town.leader, IntakeKind.LEAD, [repeats(second, first)])

    second.refresh_from_db()
    assert second.is_open is True


def test_a_lead_may_repeat_a_platform_case(town: Town) -> None:
    lead, case = make_lead(town), make_platform_case(town)
    given = DeclineInput(lead.pk, DeclineReason.DUPLICATE, duplicate_of=case.number)

    with clock.standing_at(LATER):
        decline_intakes(town.leader, IntakeKind.LEAD, [given])

    assert IntakeAnswer.objects.get(intake=lead).duplicate_of == case


@pytest.mark.parametrize(
    ("kind", "act", "given", "before"),
    [
        *((kind, "acceptance", {}, ()) for kind in INTAKES),
        *((kind, "hand-over", ELSEWHERE, ()) for kind in INTAKES),
        *((kind, "receipt", RECEIPT, HANDED_OVER) for kind in INTAKES),
        ("platform-cases", "result", {"result": "已处罚。"}, (("acceptance", {}),)),
        ("cooperation", "reply", {"content": "已核实。", "replied_on": NOW.date()}, ()),
    ],
)
def test_a_list_of_three_costs_no_more_than_one_of_one(
    town: Town, kind: str, act: str, given: dict[str, Any], before: Any
) -> None:
    row = Row("", kind, act, given, before=before)

    assert _cost(town, row, 1) >= _cost(town, row, 3)  # the first of a day reads more


def test_three_duplicates_cost_no_more_than_one(town: Town) -> None:
    repeats = {"reason": DeclineReason.DUPLICATE, "duplicate_of": make_lead(town).number}

    row = Row("", "leads", "refusal", repeats)

    assert _cost(town, row, 1) >= _cost(town, row, 3)  # the first of a day reads more


def _cost(town: Town, row: Row, count: int) -> int:
    """Return how many statements an act on a list of so many files takes."""
    many = [(ready(town, row).pk, row.given) for _ in range(count)]
    act = act_of(row.kind, row.act)
    with clock.standing_at(LATER), CaptureQueriesContext(connection) as asked:
        act.do(make_seat(*act.roles), many)
    return len(asked)


def test_what_an_answer_says_stands_in_ciphertext_only(town: Town) -> None:
    lead = make_lead(town)
    given = DeclineInput(lead.pk, DeclineReason.NO_FACTS, "张某已自行离开。")

    with clock.standing_at(LATER):
        decline_intakes(town.leader, IntakeKind.LEAD, [given])

    with pytest.raises(FieldError):
        IntakeAnswer.objects.filter(note__contains="张某").get()
    assert IntakeAnswer.objects.get().note == "张某已自行离开。"
    texts = " ".join(EntryContent.objects.values_list("text", flat=True))
    assert "张某" not in texts


def test_the_receipt_says_who_recorded_it(town: Town) -> None:
    lead = make_lead(town)
    with clock.standing_at(LATER):
        hand_over_intakes(
            town.leader, IntakeKind.LEAD, [HandOverInput(lead.pk, "区局", "一并办理。")]
        )
        given = IntakeReceiptInput(lead.pk, "H-1", LATER.date())
        acknowledge_intakes(town.clerk, IntakeKind.LEAD, [given])

    receipt = IntakeReceipt.objects.get(intake=lead)
    assert (receipt.number, receipt.account_id, receipt.recorded_at) == (
        "H-1",
        town.clerk.account_id,
        LATER,
    )


def test_a_clerk_receives_and_does_not_decide(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(LATER), pytest.raises(ForbiddenError):
        accept_intakes(town.clerk, IntakeKind.LEAD, [AcceptanceInput(lead.pk)])


def _term(days: int, since: dt.date, **changes: Any) -> ResponseTermInput:
    usual = ResponseTermInput(
        TermSubject.UPPER_PLATFORM, days, since, "《执法办案机制》第三条", "区里要求加快"
    )
    return replace(usual, **changes)


def test_a_changed_term_holds_from_its_day_and_leaves_earlier_leads_alone(town: Town) -> None:
    operator = make_seat(Role.OPERATOR)
    before = make_lead(town)
    with clock.standing_at(NOW):
        change_response_terms(operator, [_term(2, NOW.date())])
        change_response_terms(operator, [_term(1, NOW.date() + dt.timedelta(days=1))])
    after = make_lead(town)

    before.refresh_from_db()
    assert (before.due_on, after.due_on) == (DUE_ON, dt.date(2026, 3, 12))
    days = [
        next(
            each for each in terms_on(AUTHORITY, day) if each.subject == "upper_platform"
        ).working_days
        for day in (dt.date(2026, 3, 9), dt.date(2026, 3, 10), dt.date(2026, 3, 11))
    ]
    assert days == [5, 2, 1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"working_days": 0}, "working_days"),
        ({"working_days": 61}, "working_days"),
        ({"since": NOW.date() - dt.timedelta(days=1)}, "since"),
        ({"cite": " "}, "cite"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_term_needs_a_number_a_day_to_come_a_ground_and_a_reason(
    changes: dict[str, Any], field: str
) -> None:
    with clock.standing_at(NOW), pytest.raises(InputError) as refusal:
        change_response_terms(make_seat(Role.OPERATOR), [replace(_term(3, NOW.date()), **changes)])

    assert list(refusal.value.fields) == [field]


def test_only_an_operator_changes_terms() -> None:
    with clock.standing_at(NOW), pytest.raises(ForbiddenError):
        change_response_terms(make_seat(Role.CLERK, Role.HEAD), [_term(3, NOW.date())])
