"""Who acts next: the step owed next is a task, and so is every window that somebody watches."""

from collections.abc import Sequence

from fazhi.capabilities.tasks.actions import assign_tasks, cancel_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput, end_of
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.enforcement_windows import Window
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step
from fazhi.proceedings.compulsory_enforcement.choices import (
    ELSEWHERE,
    ROLES_OF,
    STEP_TASK,
    WINDOW_TASK,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from fazhi.proceedings.compulsory_enforcement.standing import Standing, standing_of

#: Where the law sets no period for a step: the office's own starting value, no figure of the law.
_OWN_DAYS = 5


def move_on(seat: Seat, enforcement: CompulsoryEnforcement, taken: str) -> None:
    """Store where the file stands now, finish the tasks that are done, and give the next ones."""
    rows = EnforcementRows.of(enforcement)
    file = rows.law_file(clock.today())
    standing = standing_of(load_law(), file, is_closed=enforcement.closed_at is not None)
    enforcement.status, enforcement.due_on = standing.status, standing.due_on
    enforcement.save(update_fields=["status", "due_on", "way", "closed_at"])
    wanted = {task.title: task for task in _tasks(enforcement, rows, standing)}
    waiting = _waiting(enforcement)
    done = [task for task in waiting if task.title not in wanted]
    if done and enforcement.closed_at is not None:
        cancel_tasks(seat, done, reason=taken)
    elif done:
        complete_tasks(seat, done, note=taken)
    known = {task.title for task in waiting}
    assign_tasks(seat, [task for title, task in wanted.items() if title not in known])


def _waiting(enforcement: CompulsoryEnforcement) -> list[Task]:
    rows = Task.objects.filter(
        OPEN, dossier_id=enforcement.case_id, kind__in=[STEP_TASK, WINDOW_TASK]
    )
    suffix = f"：{enforcement.number}"
    return [task for task in rows.order_by("assigned_at", "id") if task.title.endswith(suffix)]


def _tasks(
    enforcement: CompulsoryEnforcement, rows: EnforcementRows, standing: Standing
) -> Sequence[TaskInput]:
    found = []
    step = standing.next
    mine = standing.window_of(step.name) if step else None
    if step is not None and step.name not in ELSEWHERE and step.by[0] in ROLES_OF:
        found.append(
            TaskInput(
                kind=STEP_TASK,
                title=f"{step.title.zh}：{enforcement.number}",
                assignee=_assignee(rows, step),
                due=_due(mine) if mine else _own_due(),
                dossier=enforcement.case.dossier,
            )
        )
    found += [
        TaskInput(
            kind=WINDOW_TASK,
            title=f"{window.title.zh}：{enforcement.number}",
            assignee=_host(rows),
            due=_due(window),
            dossier=enforcement.case.dossier,
        )
        for window in standing.windows
        if window is not mine
    ]
    return found


def _assignee(rows: EnforcementRows, step: Step) -> Assignee:
    """Give officers' steps to the host of the case, all others to their role."""
    return _host(rows) if step.by[0] == "officer" else Assignee.role(ROLES_OF[step.by[0]][0])


def _host(rows: EnforcementRows) -> Assignee:
    host = rows.case.officers.order_by("-part", "id").first()
    if host is None:
        return Assignee.role(ROLES_OF["officer"][1])
    return Assignee.officer(host.officer_id)


def _due(window: Window) -> Due:
    return Due(
        due_at=end_of(window.due_on),
        warn_on=window.warn_on,
        rule=window.rule,
        article="、".join(str(cite) for cite in window.because)[:80],
        is_provisional=window.is_provisional,
    )


def _own_due() -> Due:
    return Due.on_day(load_law().calendar.add_working_days(clock.today(), _OWN_DAYS))
