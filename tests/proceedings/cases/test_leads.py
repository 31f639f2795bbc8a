"""Leads, platform cases and requests: by the table, and what the table does not say."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, transaction

from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry, EntryContent
from fazhi.proceedings.cases.actions import (
    accept_leads,
    change_response_terms,
    hand_over_leads,
    receive_leads,
    receive_platform_cases,
    register_cooperation_requests,
    reply_to_cooperation_requests,
)
from fazhi.proceedings.cases.lead_choices import CooperationDirection, LeadSource, TermSubject
from fazhi.proceedings.cases.lead_inputs import (
    AcceptanceInput,
    CooperationAnswer,
    HandOverInput,
    ResponseTermInput,
)
from fazhi.proceedings.cases.lead_queries import (
    accepted_leads,
    listed_leads,
    listed_requests,
    terms_on,
)
from fazhi.proceedings.cases.models import Lead, LeadAnswer, PlatformCase
from fazhi.registers.competence.choices import OwnerKind
from tests.factories.cases import NOW, Town, make_town
from tests.factories.competence import make_category
from tests.factories.issues import make_issue
from tests.factories.leads import (
    DUE_ON,
    cooperation_input,
    lead_input,
    make_lead,
    make_platform_case,
    make_request,
    platform_case_input,
)
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.proceedings.cases.lead_table import (
    ACTS,
    LATER,
    Row,
    error,
    given_for,
    ready,
    rows,
)

pytestmark = pytest.mark.django_db
_WEEK_LATE = NOW + dt.timedelta(days=8)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_action_answers_as_the_table_says(town: Town, row: Row) -> None:
    file, given = ready(town, row), given_for(town, row)
    before = Entry.objects.count()
    act = ACTS[row.kind][row.act]
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
    act = ACTS[kind][name]
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
    given = lead_input(town)
    with clock.standing_at(NOW):
        (first,) = receive_leads(town.clerk, [given])
        again = receive_leads(town.clerk, [given, given])

    assert [row.pk for row in again] == [first.pk, first.pk]
    assert Entry.objects.filter(kind="lead.received").count() == 1


def test_the_same_number_with_other_content_is_refused(town: Town) -> None:
    given = platform_case_input(town)
    with clock.standing_at(NOW):
        receive_platform_cases(town.clerk, [given])

        with pytest.raises(ConflictError):
            receive_platform_cases(town.clerk, [replace(given, place="别处")])

    assert PlatformCase.objects.count() == 1


def test_the_same_number_of_two_senders_is_two_leads(town: Town) -> None:
    given = lead_input(town)
    with clock.standing_at(NOW):
        made = receive_leads(town.clerk, [given, replace(given, sender="区城管局")])

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
        ({"received_at": NOW + dt.timedelta(minutes=1)}, "happened_at"),
        ({"source": LeadSource.ISSUE}, "issue"),
        ({"source": LeadSource.PATROL, "outside_number": ""}, "outside_number"),
    ],
)
def test_a_lead_that_is_not_complete_is_refused(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as refusal:
        make_lead(town, **changes)

    assert list(refusal.value.fields) == [field]
    assert Lead.objects.count() == 0


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
        Lead.objects.filter(description__contains="张某").get()


def test_an_answer_after_the_day_is_recorded_and_shown_as_late(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(_WEEK_LATE):
        assert lead.is_late_on(clock.today()) is True
        accept_leads(town.leader, [AcceptanceInput(lead.pk)])

    (row,) = listed_leads(town.leader)
    assert (row.answered_on, row.is_late_on(NOW.date())) == (_WEEK_LATE.date(), True)


def test_an_answer_on_the_last_day_is_in_time_and_finishes_the_task(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(clock.at_local(DUE_ON, dt.time(23))):
        accept_leads(town.leader, [AcceptanceInput(lead.pk)])

    (row,) = listed_leads(town.leader)
    assert row.is_late_on(_WEEK_LATE.date()) is False
    assert Task.objects.get(dossier=lead.dossier).is_open is False


def test_only_an_accepted_lead_is_offered_to_the_filing_of_a_case(town: Town) -> None:
    accepted, other = make_lead(town), make_lead(town)
    with clock.standing_at(LATER):
        accept_leads(town.leader, [AcceptanceInput(accepted.pk)])
        hand_over_leads(town.leader, [HandOverInput(other.pk, "区局")])

    assert [row.pk for row in accepted_leads(town.leader)] == [accepted.pk]
    assert Entry.objects.filter(kind="lead.accepted").count() == 1


def test_the_database_keeps_one_answer_a_lead_and_no_refusal_without_a_reason(town: Town) -> None:
    lead = make_lead(town)
    usual: dict[str, Any] = {
        "lead": lead,
        "answered_at": NOW,
        "answered_on": NOW.date(),
        "account_id": lead.pk,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        LeadAnswer.objects.create(kind="declined", **usual)
    LeadAnswer.objects.create(kind="accepted", **usual)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadAnswer.objects.create(kind="accepted", **usual)


def test_a_lead_of_another_authority_is_not_there(town: Town) -> None:
    lead = make_lead(town)
    stranger = make_seat(*Role, authority=OTHER_AUTHORITY)

    with clock.standing_at(LATER), pytest.raises(NotFoundError):
        accept_leads(stranger, [AcceptanceInput(lead.pk)])

    assert list(listed_leads(stranger)) == []


def test_a_clerk_receives_and_does_not_decide(town: Town) -> None:
    lead = make_lead(town)

    with clock.standing_at(LATER), pytest.raises(ForbiddenError):
        accept_leads(town.clerk, [AcceptanceInput(lead.pk)])


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


@pytest.mark.parametrize(
    ("direction", "unit"),
    [
        (CooperationDirection.OUTGOING, "区市场监督管理局"),
        (CooperationDirection.INCOMING, "本街道"),
    ],
)
def test_a_late_answer_names_who_owed_it(
    town: Town, direction: CooperationDirection, unit: str
) -> None:
    request = make_request(town, direction=direction)
    said = CooperationAnswer(request.pk, "已核实。", _WEEK_LATE.date())

    with clock.standing_at(_WEEK_LATE):
        reply_to_cooperation_requests(town.leader, [said])

    (row,) = listed_requests(town.leader)
    assert (row.owing_unit, row.is_late_on(NOW.date()), row.due_on) == (unit, True, DUE_ON)


def test_the_day_given_for_the_answer_goes_before_the_term_of_the_office(town: Town) -> None:
    request = make_request(town, due_on=dt.date(2026, 3, 12))

    assert request.due_on == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agency": " "}, "agency"),
        ({"subject": ""}, "subject"),
        ({"content": ""}, "content"),
        ({"form_key": ""}, "outside_number"),
        ({"due_on": dt.date(2026, 3, 9)}, "due_on"),
    ],
)
def test_a_request_that_is_not_complete_is_refused(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with clock.standing_at(NOW), pytest.raises(InputError) as refusal:
        register_cooperation_requests(town.clerk, [cooperation_input(**changes)])

    assert list(refusal.value.fields) == [field]


def test_a_request_about_a_file_of_another_authority_is_refused(town: Town) -> None:
    lead = make_lead(town)
    stranger = Seat(OTHER_AUTHORITY, lead.pk, "", frozenset(Role))

    with clock.standing_at(NOW), pytest.raises(NotFoundError):
        register_cooperation_requests(stranger, [cooperation_input(about_id=lead.pk)])
