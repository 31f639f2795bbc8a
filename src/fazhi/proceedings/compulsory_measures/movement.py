"""Who acts next on a measure: its status is stored anew, tasks that are done are finished."""

from uuid import UUID

from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, TaskInput
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.proceedings.compulsory_measures.choices import MEASURE_TASK
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure
from fazhi.proceedings.compulsory_measures.standing import ROLES_OF, Owed, due_on, owed, status_of


def move_on(seat: Seat, measure: CompulsoryMeasure, taken: str = "") -> None:
    """Store where the measure stands now, finish what was owed, and give what is owed next."""
    law, file = load_law(), MeasureRows.of(measure).file(clock.today())
    measure.status, measure.due_on = status_of(file), due_on(law, file)
    measure.save(update_fields=["status", "due_on", "number", "taken_at"])
    wanted = {_sign(each): each for each in (_task(measure, one) for one in owed(law, file))}
    waiting = list(Task.objects.filter(OPEN, kind=MEASURE_TASK, dossier_id=measure.pk))
    kept = {_sign(task): task for task in waiting}
    done = [task for sign, task in kept.items() if sign not in wanted]
    if done:
        complete_tasks(seat, done, note=taken)
    new = [given for sign, given in wanted.items() if sign not in kept]
    if new:
        assign_tasks(seat, new)


def follow_case(seat: Seat, case_dossier_id: UUID) -> None:
    """Look at the measures of a case anew, because the case was decided or ended."""
    for measure in measures_of(case_dossier_id):
        move_on(seat, measure)


def measures_of(case_dossier_id: UUID) -> list[CompulsoryMeasure]:
    """Return the measures of a case, the first one first."""
    rows = CompulsoryMeasure.objects.filter(case_dossier_id=case_dossier_id)
    rows = rows.select_related("dossier", "case_dossier", "power", "party")
    return list(rows.order_by("proposed_at", "pk"))


def _task(measure: CompulsoryMeasure, one: Owed) -> TaskInput:
    return TaskInput(
        kind=MEASURE_TASK,
        title=f"{COMPULSORY_MEASURE.step(one.step).title.zh}：{measure.number}",
        assignee=_assignee(measure, one),
        due=one.due,
        dossier=measure.dossier,
    )


def _assignee(measure: CompulsoryMeasure, one: Owed) -> Assignee:
    """Give officers' steps to the first handler, all others to their role."""
    handler = measure.officers.order_by("id").first() if one.by == "officer" else None
    return Assignee.officer(handler.officer_id) if handler else Assignee.role(ROLES_OF[one.by][0])


def _sign(task: TaskInput | Task) -> tuple[str, object]:
    """Tell tasks apart: one of the law by its day as well, which an extension moves."""
    due = task.due if isinstance(task, TaskInput) else task
    return task.title, due.due_at if due.rule else None
