"""Where a file of enforcement stands: its label, the day that comes next, and what is owed."""

import datetime as dt
from dataclasses import dataclass

from fazhi.kernel import clock
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_file import EnforcementFile
from fazhi.law.enforcement_reading import subject_of
from fazhi.law.enforcement_windows import Window, windows_of
from fazhi.law.jurisdiction import Law
from fazhi.law.procedure import Step
from fazhi.law.rules.enforcement_gates import steps_done
from fazhi.proceedings.compulsory_enforcement.choices import EnforcementStatus

#: By which acts a status is reached, the furthest first.
_REACHED = (
    (EnforcementStatus.TERMINATED, {"termination"}),
    (EnforcementStatus.SUSPENDED, {"suspension"}),
    (EnforcementStatus.ENFORCED, {"enforcement", "demolition", "substitute_performance"}),
    (EnforcementStatus.APPLIED, {"court_enforcement_application"}),
    (EnforcementStatus.DECIDED, {"enforcement_decision", "substitute_performance_decision"}),
    (EnforcementStatus.ANNOUNCED, {"announcement"}),
    (EnforcementStatus.DEMANDED, {"demand"}),
)
#: Which window is that of a step.
_WINDOW_OF = {
    "demand": ("latest_demand", "court_application_earlier", "court_application"),
    "court_enforcement_application": ("court_application_earlier", "court_application"),
    "court_review": ("court_review",),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The label of a file, its windows, and the step that is owed next."""

    status: EnforcementStatus
    windows: tuple[Window, ...]
    next: Step | None

    @property
    def due_on(self) -> dt.date | None:
        """The nearest day of a window of the authority, or of any; None where none runs."""
        ours = [each.due_on for each in self.windows if each.is_ours]
        return min(ours or [each.due_on for each in self.windows], default=None)

    def window_of(self, step: str) -> Window | None:
        """Return the window in which a step must be taken."""
        names = _WINDOW_OF.get(step, ())
        return next((each for each in self.windows if each.name in names), None)


def standing_of(law: Law, file: EnforcementFile, *, is_closed: bool = False) -> Standing:
    """Return where a file stands by the acts on it."""
    if is_closed:
        return Standing(EnforcementStatus.CLOSED, (), None)
    return Standing(_status(file), windows_of(law, file), next_step(law, file, clock.today()))


def next_step(law: Law, file: EnforcementFile, day: dt.date) -> Step | None:
    """Return the first step that the way still owes, None when nothing is owed."""
    if file.ended_by is not None or file.is_performed or "court_refusal" in file.standing:
        return None
    return next(iter(owed_steps(law, file, day)), None)


def owed_steps(law: Law, file: EnforcementFile, day: dt.date) -> tuple[Step, ...]:
    """Return every step of the way that is needed and not taken yet."""
    asked = CaseAct("", clock.local(clock.now()))
    owed = file.procedure(day).owed(steps_done(law, file, day), subject_of(file, asked))
    found = tuple(step for step in owed if file.is_of_the_way(step.name))
    performed = file.standing.get("substitute_performance")
    if performed is not None:  # at once, or after all steps before it
        return tuple(step for step in found if step.name in {"signature", "party_notified"})
    return found


def is_done(law: Law, file: EnforcementFile, day: dt.date) -> bool:
    """Tell whether nothing is left to do: performed, ended for good, or enforced to the end."""
    is_money = file.fine > 0
    is_enforced = not is_money and not owed_steps(law, file, day)
    return file.is_performed or file.ended_by is not None or is_enforced


def _status(file: EnforcementFile) -> EnforcementStatus:
    if file.is_performed:
        return EnforcementStatus.PERFORMED
    if file.is_agreed:
        return EnforcementStatus.AGREED
    return next(
        (status for status, acts in _REACHED if acts & file.standing.keys()),
        EnforcementStatus.OPEN,
    )
