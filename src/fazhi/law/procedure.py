"""Procedures (程序): the steps of a proceeding, each with its provision, order and content.

A procedure names the steps still owed before another one: the page shows them, the action refuses
with them, the examiner deducts for them.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.errors import UnknownLawError


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure (步骤), in force from `since` to `until`.

    `after` names the steps that come before it; `when` tells from the facts whether it is needed;
    `by` says who takes it, `contains` what it must hold on file. `rule` is the row of the rule
    table under which it is owed; after a step that `ends` the proceeding nothing follows.
    """

    name: str
    cite: Citation
    title: Text
    after: tuple[str, ...] = ()
    when: Callable[[Any], bool] | None = None
    by: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    since: dt.date = dt.date.min
    until: dt.date | None = None
    rule: str = ""
    ends: bool = False

    def in_force(self, day: dt.date) -> bool:
        """Tell whether the law knows this step, in this edition, on that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def is_needed(self, facts: object) -> bool:
        """Tell whether this step is needed in a proceeding with these facts."""
        return self.when is None or self.when(facts)


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """A step that was taken before one that must precede it (程序倒置)."""

    step: Step
    before: Step


#: Who takes a step without signing it for the authority, by the word of the procedure.
_UNSIGNED = frozenset(
    {"officer", "officers", "party", "court", "police", "government", "performer", "witness",
     "review_body"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure (程序) as a tuple of steps in their usual order."""

    name: str
    steps: tuple[Step, ...]

    def in_force(self, day: dt.date) -> Self:
        """Return the procedure as it stood on a day; a file keeps the edition it was done under."""
        steps = tuple(step for step in self.steps if step.in_force(day))
        return replace(self, steps=steps)

    def step(self, name: str) -> Step:
        """Return a step by its name."""
        for step in self.steps:
            if step.name == name:
                return step
        raise UnknownLawError(
            Text(f"程序 {self.name} 没有步骤“{name}”", f"{self.name} has no step `{name}`")
        )

    @property
    def signed_steps(self) -> frozenset[str]:
        """The steps that somebody signs for the authority: who reviews, hears or decides.

        Whoever is not known to stand outside or to work in the street is taken for one who signs.
        """
        return frozenset(step.name for step in self.steps if not _UNSIGNED.issuperset(step.by))

    def missing(self, before: str, done: Collection[str], facts: object) -> tuple[Step, ...]:
        """Return the steps still owed before a step, nearest the beginning first."""
        owed = self._before(before)
        return tuple(
            step
            for step in self.steps
            if step.name in owed and step.name not in done and step.is_needed(facts)
        )

    def owed(self, done: Collection[str], facts: object) -> tuple[Step, ...]:
        """Return every step not taken yet that a proceeding with these facts needs."""
        return tuple(step for step in self.steps if step.name not in done and step.is_needed(facts))

    def order_violations(self, done: Mapping[str, dt.datetime]) -> tuple[OutOfOrder, ...]:
        """Return each pair of steps taken in the wrong order; the same moment is no violation."""
        return tuple(
            OutOfOrder(step=step, before=self.step(name))
            for step in self.steps
            for name in step.after
            if step.name in done and name in done and done[step.name] < done[name]
        )

    def _before(self, name: str) -> frozenset[str]:
        """Return the names of all steps that must precede one, near and far."""
        known = {step.name for step in self.steps}
        found: set[str] = set()
        waiting = [each for each in self.step(name).after if each in known]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += [earlier for earlier in self.step(each).after if earlier in known]
        return frozenset(found)
