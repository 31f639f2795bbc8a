"""Tasks: given, taken on, returned, handed over, finished; each step a row with who and why."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.tasks.access import task_for
from fazhi.capabilities.tasks.actions import (
    acknowledge,
    assign_tasks,
    cancel_tasks,
    complete,
    complete_tasks,
    hand_over,
    remind,
    return_task,
)
from fazhi.capabilities.tasks.choices import InboxTab, Lamp, TaskStatus, TaskStepKind
from fazhi.capabilities.tasks.errors import FinishedTaskError, NotYourTaskError
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.jobs import warn_of_due
from fazhi.capabilities.tasks.models import Task, TaskStep
from fazhi.capabilities.tasks.queries import (
    assignee_names,
    given_by,
    inbox,
    open_tasks,
    overdue,
    to_warn,
)
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.jurisdiction import load_law
from fazhi.registers.places.models import Area
from fazhi.registers.staff.choices import MemberPart
from fazhi.registers.staff.models import GridWorker, Group, GroupGrid, GroupMember, Secondment
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.tasks import DUE_ON, SINCE, make_officer, make_task, make_unit

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 9, 16)


def steps_of(task: Task) -> list[str]:
    """Return the kinds of the steps of a task, in their order."""
    return list(task.steps.order_by("id").values_list("kind", flat=True))


def test_a_task_reaches_the_inbox_of_its_officer_and_of_nobody_else() -> None:
    officer, seat = make_officer()
    _, other = make_officer("周演示")
    task = make_task(Assignee.officer(officer.id))

    assert [item.task for item in inbox(seat, DAY).items] == [task]
    assert inbox(other, DAY).items == ()


def test_tasks_reach_those_who_hold_the_role_the_unit_and_the_grid() -> None:
    officer, seat = make_officer(unit=make_unit("U7"))
    GridWorker.objects.create(authority=AUTHORITY, officer=officer, grid_code="G01", since=SINCE)
    tasks = [
        make_task(Assignee.role(Role.OFFICER)),
        make_task(Assignee.unit(officer.unit_id)),
        make_task(Assignee.grid("G01")),
    ]
    make_task(Assignee.grid("G02"))
    make_task(Assignee.unit(make_unit("U8").id))

    assert [item.task for item in inbox(seat, DAY).items] == tasks


def test_tasks_of_a_grid_reach_the_group_that_covers_it_while_it_does() -> None:
    officer, seat = make_officer()
    area = Area.objects.create(authority=AUTHORITY, code="A1", name="演示片区", since=SINCE)
    group = Group.objects.create(
        authority=AUTHORITY, code="Z1", name="演示一组", area=area, since=SINCE
    )
    GroupMember.objects.create(
        authority=AUTHORITY, group=group, officer=officer, part=MemberPart.MEMBER, since=SINCE
    )
    GroupGrid.objects.create(
        authority=AUTHORITY, group=group, grid_code="G01", since=SINCE, until=DAY
    )
    task = make_task(Assignee.grid("G01"))

    assert [item.task for item in inbox(seat, DAY).items] == [task]
    assert inbox(seat, DAY + dt.timedelta(days=1)).items == ()


def test_the_inbox_asks_twice_however_many_tasks() -> None:
    officer, seat = make_officer()
    for number in range(12):
        make_task(Assignee.officer(officer.id), Due.on_day(DUE_ON + dt.timedelta(days=number)))

    with CaptureQueriesContext(connection) as queries:
        found = inbox(seat, DAY)
        shown = [str(item.task.dossier) for item in found.items]

    assert (len(queries), len(shown)) == (2, 12)


def test_the_most_urgent_task_comes_first_and_counts_match_the_rows() -> None:
    officer, seat = make_officer()
    mine = Assignee.officer(officer.id)
    later = make_task(mine, Due.on_day(dt.date(2026, 9, 30), warn_on=dt.date(2026, 9, 29)))
    soon = make_task(mine, Due.on_day(dt.date(2026, 9, 17), warn_on=DAY))
    late = make_task(mine, Due.on_day(dt.date(2026, 9, 10)))
    acknowledge(seat, later)

    found = inbox(seat, DAY)

    assert [item.task for item in found.items] == [late, soon, later]
    assert [item.lamp for item in found.items] == [Lamp.RED, Lamp.AMBER, Lamp.GREEN]
    assert [item.days_left for item in found.items] == [-6, 1, 14]
    rows = {tab: len(inbox(seat, DAY, tab).items) for tab in InboxTab}
    assert found.counts == rows
    assert rows[InboxTab.OVERDUE] == 1
    assert rows[InboxTab.TO_ACKNOWLEDGE] == 2


def test_a_task_due_today_is_not_late_until_midnight() -> None:
    task = make_task(Assignee.role(Role.OFFICER), Due.on_day(DAY))

    assert (task.lamp(DAY), task.lamp(DAY + dt.timedelta(days=1))) == (Lamp.AMBER, Lamp.RED)
    assert list(overdue(AUTHORITY, clock.at_local(DAY, dt.time(23, 59)))) == []
    assert list(overdue(AUTHORITY, clock.at_local(DAY + dt.timedelta(days=1)))) == [task]


def test_a_limit_of_the_law_carries_its_rule_and_article() -> None:
    deadline = load_law().deadline("SIM_FILE").from_(dt.date(2026, 9, 30))

    task = make_task(Assignee.role(Role.SQUAD_LEADER), Due.by_law(deadline))

    assert task.rule == "SIM_FILE"
    assert task.is_statutory is True
    assert "第十四条" in task.article
    assert clock.day_of(task.due_at) == deadline.due_on


def test_a_limit_beyond_the_calendar_is_shown_as_provisional() -> None:
    deadline = load_law().deadline("SIM_FILE").from_(dt.date(2026, 12, 31))

    task = make_task(Assignee.role(Role.SQUAD_LEADER), Due.by_law(deadline))

    assert task.is_provisional is True
    assert clock.day_of(task.due_at) == deadline.earliest_on


def test_a_task_is_taken_on_and_finished() -> None:
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id))

    acknowledge(seat, task)
    done = complete(seat, task, note="已备案")

    assert done.status == TaskStatus.COMPLETED
    assert done.finished_at is not None
    assert steps_of(task) == ["assigned", "acknowledged", "completed"]
    assert inbox(seat, DAY).items == ()
    last = task.steps.get(kind=TaskStepKind.COMPLETED)
    assert (last.by_id, last.reason) == (seat.account_id, "已备案")


def test_a_returned_task_goes_back_to_who_gave_it_and_its_time_runs_on() -> None:
    _, giver = make_officer("沈演示")
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id), by=giver)
    due_at = task.due_at

    returned = return_task(seat, task, reason="不在本网格")

    assert (returned.status, returned.due_at) == (TaskStatus.RETURNED, due_at)
    assert [item.task for item in inbox(giver, DAY, InboxTab.RETURNED_TO_ME).items] == [task]
    assert inbox(seat, DAY).items == ()


def test_a_returned_task_that_no_person_gave_goes_to_the_dispatchers() -> None:
    officer, seat = make_officer()
    system = Seat(authority=AUTHORITY)
    task = make_task(Assignee.officer(officer.id), by=system)

    returned = return_task(seat, task, reason="不在本网格")

    assert returned.assignee_key == Role.DISPATCHER.value


def test_a_task_handed_over_begins_anew_with_the_other() -> None:
    officer, seat = make_officer()
    heir, other = make_officer("周演示")
    task = make_task(Assignee.officer(officer.id))
    acknowledge(seat, task)

    handed = hand_over(seat, task, Assignee.officer(heir.id), reason="外出培训")

    assert handed.status == TaskStatus.ASSIGNED
    assert [item.task for item in inbox(other, DAY).items] == [task]
    step = task.steps.get(kind=TaskStepKind.HANDED_OVER)
    assert (step.from_key, step.to_key) == (str(officer.id), str(heir.id))


def test_who_gave_a_task_and_the_leaders_may_hand_it_over() -> None:
    _, giver = make_officer("沈演示")
    officer, _ = make_officer()
    heir, _ = make_officer("周演示")
    to = Assignee.officer(heir.id)

    for seat in (giver, make_seat(Role.SQUAD_LEADER)):
        handed = hand_over(
            seat, make_task(Assignee.officer(officer.id), by=giver), to, reason="调整"
        )
        assert handed.assignee_key == str(heir.id)


def test_nobody_works_on_the_task_of_another() -> None:
    officer, _ = make_officer()
    _, other = make_officer("周演示")
    task = make_task(Assignee.officer(officer.id))
    heir = Assignee.role(Role.CLERK)

    for attempt in (
        lambda: acknowledge(other, task),
        lambda: complete(other, task),
        lambda: return_task(other, task, reason="不是我的"),
        lambda: hand_over(other, task, heir, reason="不是我的"),
    ):
        with pytest.raises(NotYourTaskError):
            attempt()

    assert steps_of(task) == ["assigned"]


def test_a_finished_task_cannot_be_touched() -> None:
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id))
    complete(seat, task)

    with pytest.raises(FinishedTaskError):
        acknowledge(seat, task)
    assert complete_tasks(seat, [task]) == []


@pytest.mark.parametrize("act", [return_task, hand_over])
def test_giving_a_task_away_needs_a_reason(act: Callable[..., Task]) -> None:
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id))
    to = (Assignee.role(Role.CLERK),) if act is hand_over else ()

    with pytest.raises(InputError):
        act(seat, task, *to, reason="  ")


def test_tasks_of_a_dossier_are_finished_by_what_was_done() -> None:
    task = make_task(Assignee.role(Role.SQUAD_LEADER))
    assert task.dossier is not None

    complete_tasks(make_seat(Role.CLERK), list(open_tasks(task.dossier, "case_filing")))

    assert list(open_tasks(task.dossier)) == []


def test_cancelled_tasks_leave_the_inbox() -> None:
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id))

    cancel_tasks(make_seat(Role.DISPATCHER), [task], reason="案件撤销")

    assert inbox(seat, DAY).items == ()
    assert task.steps.get(kind=TaskStepKind.CANCELLED).reason == "案件撤销"


def test_reminders_are_rows_and_change_nothing_else() -> None:
    officer, seat = make_officer()
    task = make_task(Assignee.officer(officer.id))

    remind(make_seat(Role.DISPATCHER), task, reason="群众来电催问")

    task.refresh_from_db()
    assert task.status == TaskStatus.ASSIGNED
    assert steps_of(task) == ["assigned", "reminded"]
    assert [item.task for item in inbox(seat, DAY).items] == [task]


def test_when_a_secondment_ends_open_tasks_go_to_the_successor() -> None:
    officer, seat = make_officer()
    heir, other = make_officer("周演示")
    task, done = make_task(Assignee.officer(officer.id)), make_task(Assignee.officer(officer.id))
    complete(seat, done)

    leave("secondment.ended", officer.id, heir.id)

    task.refresh_from_db()
    done.refresh_from_db()
    assert task.assignee_key == str(heir.id)
    assert done.assignee_key == str(officer.id)
    assert [item.task for item in inbox(other, DAY).items] == [task]
    assert steps_of(task) == ["assigned", "handed_over"]


def test_without_successor_tasks_go_to_the_daily_manager_or_the_leaders() -> None:
    officer, _ = make_officer()
    orphan, _ = make_officer("孙演示")
    manager, _ = make_officer("沈演示")
    Secondment.objects.create(
        authority=AUTHORITY,
        officer=officer,
        unit=officer.unit,
        employer="某局（演示）",
        daily_manager=manager,
        professional_guide="某局（演示）",
        since=SINCE,
    )
    managed, led = make_task(Assignee.officer(officer.id)), make_task(Assignee.officer(orphan.id))

    leave("secondment.ended", officer.id, None)
    leave("officer.departed", orphan.id, None)

    managed.refresh_from_db()
    led.refresh_from_db()
    assert managed.assignee_key == str(manager.id)
    assert led.assignee_key == Role.SQUAD_LEADER.value


def leave(kind: str, officer_id: object, successor: object) -> None:
    """Write the entry that says somebody left, as the register of staff does."""
    with transaction.atomic():
        journal.record(
            journal.Act(kind, by=make_seat(Role.OPERATOR)),
            {"officer": officer_id, "successor": successor},
        )


def test_the_sweep_warns_once_of_what_is_due() -> None:
    now = clock.today()
    due = make_task(Assignee.role(Role.OFFICER), Due.on_day(now))
    make_task(Assignee.role(Role.OFFICER), Due.on_day(now + dt.timedelta(days=9)))

    warn_of_due()
    warn_of_due()

    warned = TaskStep.objects.filter(kind=TaskStepKind.WARNED).values_list("task_id", flat=True)
    assert list(warned) == [due.id]
    assert list(to_warn(now)) == []  # so that the next sweep reads others
    assert Entry.objects.filter(kind="task.warned").count() == 1


def test_a_batch_needs_as_many_statements_as_one_task() -> None:
    seat = make_seat(Role.DISPATCHER)
    inputs = [
        TaskInput(
            kind="case_filing",
            title="备案",
            assignee=Assignee.role(Role.SQUAD_LEADER),
            due=Due.within_hours(24, clock.now()),
        )
        for _ in range(30)
    ]

    with CaptureQueriesContext(connection) as first:
        assign_tasks(seat, inputs[:1])
    with CaptureQueriesContext(connection) as second:
        assign_tasks(seat, inputs[1:])

    assert len(second) == len(first)


def test_the_entry_of_a_batch_holds_the_root_over_its_steps() -> None:
    due = Due.on_day(DUE_ON)
    to = Assignee.role(Role.CLERK)
    inputs = [TaskInput(kind="case_filing", title="备案", assignee=to, due=due)] * 3
    assign_tasks(make_seat(Role.DISPATCHER), inputs)

    entry = Entry.objects.get(kind="task.assigned")
    steps = TaskStep.objects.filter(entry=entry).order_by("id").select_related("task")
    root = journal.items_root(step.journal_item() for step in steps)
    assert json.loads(entry.content.text)["items_root"] == root.hex()


def test_names_of_assignees_are_found_together() -> None:
    officer, _ = make_officer()
    unit = make_unit("U9")
    tasks = [
        make_task(Assignee.officer(officer.id)),
        make_task(Assignee.role(Role.CLERK)),
        make_task(Assignee.unit(unit.id)),
        make_task(Assignee.grid("G01")),
    ]

    names = assignee_names(tasks)

    assert [names[task.assignee_key] for task in tasks] == ["方演示", "内勤", unit.name, "G01"]


def test_given_tasks_are_seen_by_who_gave_them() -> None:
    _, giver = make_officer("沈演示")
    task = make_task(Assignee.role(Role.CLERK), by=giver)

    assert list(given_by(giver)) == [task]


def test_a_task_of_another_authority_does_not_exist() -> None:
    task = make_task(Assignee.role(Role.CLERK))

    with pytest.raises(NotFoundError):
        task_for(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), task.id)
    assert inbox(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), DAY).items == ()
    assert inbox(Seat.of_public(AUTHORITY), DAY).items == ()


def test_the_database_keeps_state_and_time_of_finishing_together() -> None:
    task = make_task(Assignee.role(Role.CLERK))

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status=TaskStatus.COMPLETED)
