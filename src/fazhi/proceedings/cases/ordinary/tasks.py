"""Who acts next in an ordinary case: the step owed next is a task of whoever takes it."""

from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step
from fazhi.law.rules.ordinary import decision_deadline
from fazhi.proceedings.cases.choices import STEP_TASK
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.standing import ROLES_OF, Standing, standing_of

#: A case not filed yet has no period of the law; the office looks at it within so many days.
_PROPOSAL_DAYS = 3
_NOBODY_OF_OURS = frozenset({"party"})


def move_on(seat: Seat, case: Case, rows: CaseFileRows, taken: str) -> None:
    """Store where the case stands now, finish the task of the step taken, and give the next one."""
    law, day = load_law(), clock.today()
    standing = standing_of(law, rows.facts(day), rows.receivable)
    case.status, case.due_on = standing.status, standing.due_on
    case.save(update_fields=["status", "due_on", "number", "opened_at", "decided_at", "fine"])
    waiting = list(Task.objects.filter(OPEN, kind=STEP_TASK, dossier_id=case.pk))
    title = _title(case, standing)
    if [task.title for task in waiting] == [title]:
        return
    if waiting:
        complete_tasks(seat, waiting, note=taken)
    if title:
        assign_tasks(seat, [_task(case, rows, standing, title)])


def _title(case: Case, standing: Standing) -> str:
    step = standing.next
    if step is None or step.by[0] in _NOBODY_OF_OURS:
        return ""
    return f"{step.title.zh}：{case.number}"


def _task(case: Case, rows: CaseFileRows, standing: Standing, title: str) -> TaskInput:
    assert standing.next is not None  # noqa: S101 -- without a next step there is no title
    return TaskInput(
        kind=STEP_TASK,
        title=title,
        assignee=_assignee(case, standing.next),
        due=_due(rows),
        dossier=case.dossier,
    )


def _assignee(case: Case, step: Step) -> Assignee:
    """Give officers' steps to the host of the case, all others to their role."""
    if step.by == ("officers",):
        host = case.officers.order_by("-part", "id").first()
        if host is not None:
            return Assignee.officer(host.officer_id)
    return Assignee.role(ROLES_OF[step.by[0]][0])


def _due(rows: CaseFileRows) -> Due:
    day = clock.today()
    deadline = decision_deadline(load_law(), rows.facts(day))
    if deadline is not None:
        return Due.by_law(deadline)
    last = load_law().calendar.add_working_days(day, _PROPOSAL_DAYS)
    return Due.on_day(last)
