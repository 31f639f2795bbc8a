"""Where a measure stands: its status, its next day, and who owes what by when."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fazhi.capabilities.tasks.inputs import Due
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.rules.compulsory_measure import measure_term
from fazhi.proceedings.compulsory_measures.choices import PROPOSAL_DAYS, MeasureStatus

#: Who takes a step, by the word of the procedure.
ROLES_OF = {
    "head": (Role.HEAD,),
    "officer": (Role.OFFICER, Role.SQUAD_LEADER),
}


@dataclass(frozen=True, slots=True)
class Owed:
    """A step that somebody owes now, and by when."""

    step: str
    by: str
    due: Due


def status_of(file: MeasureFile) -> MeasureStatus:
    """Return where a measure stands by the acts on its file."""
    if file.is_declined:
        return MeasureStatus.DECLINED
    if file.taken is None:
        is_ready = file.is_urgent or file.last("approval") is not None
        return MeasureStatus.READY if is_ready else MeasureStatus.PROPOSED
    if file.held:
        return _while_held(file)
    return MeasureStatus.RETURNING if file.unreturned else MeasureStatus.ENDED


def _while_held(file: MeasureFile) -> MeasureStatus:
    if file.is_disagreed or file.grounds:
        return MeasureStatus.MUST_LIFT
    if file.is_urgent and file.last("approval_under_urgency") is None:
        return MeasureStatus.UNAPPROVED
    return MeasureStatus.STANDING


def term_of(law: Law, file: MeasureFile) -> Deadline | None:
    """Return until when what is held may be held; None where nothing is."""
    if file.taken is None or not file.held:
        return None
    return measure_term(law, file.facts(file.taken.at))


def due_on(law: Law, file: MeasureFile) -> dt.date | None:
    """Return the nearest day of the law: the approval, the end of the term, the return."""
    days = [clock.day_of(each.due.due_at) for each in owed(law, file) if each.due.rule]
    if file.unreturned and (lifted := file.last("lifting")) is not None:
        days.append(lifted.day)
    return min(days, default=None)


def owed(law: Law, file: MeasureFile) -> Iterator[Owed]:
    """Yield what is owed now, and by whom."""
    status = status_of(file)
    if status is MeasureStatus.PROPOSED:
        yield Owed("approval", "head", _own_term(law))
    if status is MeasureStatus.READY:
        yield Owed("measure", "officer", _own_term(law))
    if status is MeasureStatus.UNAPPROVED and file.taken is not None:
        report = law.deadline("SEIZE_REPORT").from_(file.taken.at)
        yield Owed("approval_under_urgency", "head", Due.by_law(report))
    term = term_of(law, file)
    if term is not None:
        is_over = status is MeasureStatus.MUST_LIFT
        step, by = ("lifting", "head") if is_over else ("handling", "officer")
        yield Owed(step, by, Due.by_law(term))
    if file.unreturned:
        yield Owed("return_of_items", "officer", Due.on_day(clock.today()))


def _own_term(law: Law) -> Due:
    return Due.on_day(law.calendar.add_working_days(clock.today(), PROPOSAL_DAYS))
