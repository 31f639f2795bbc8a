"""What the actions of tasks are given."""

import datetime as dt
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from fazhi.capabilities.tasks.choices import AssigneeKind
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier
from fazhi.law.deadline import Deadline


@dataclass(frozen=True, slots=True)
class Assignee:
    """To whom a task is given: an officer, whoever holds a role, a grid's workers, a unit.

    Keys of different kinds never meet: words of roles, codes of grids, identifiers of rows.
    """

    kind: AssigneeKind
    key: str

    @classmethod
    def officer(cls, officer_id: UUID) -> Self:
        """Name one officer."""
        return cls(AssigneeKind.OFFICER, str(officer_id))

    @classmethod
    def role(cls, role: Role) -> Self:
        """Name whoever holds a role in the authority."""
        return cls(AssigneeKind.ROLE, str(role.value))

    @classmethod
    def grid(cls, grid_code: str) -> Self:
        """Name those who work a grid: its workers and the group that covers it."""
        return cls(AssigneeKind.GRID, grid_code)

    @classmethod
    def unit(cls, unit_id: UUID) -> Self:
        """Name those who belong to a unit."""
        return cls(AssigneeKind.UNIT, str(unit_id))

    @classmethod
    def account(cls, account_id: UUID) -> Self:
        """Name the person who gave a task that comes back."""
        return cls(AssigneeKind.ACCOUNT, str(account_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when: the last moment, the day from which to warn, and the rule it comes from.

    An internal limit has no rule. A provisional one is a lower bound: the calendar of a year that
    the period reaches has not been published.
    """

    due_at: dt.datetime
    warn_on: dt.date
    rule: str = ""
    article: str = ""
    is_provisional: bool = False

    @classmethod
    def by_law(cls, deadline: Deadline) -> Self:
        """Take over a deadline of the law; while it is provisional, its lower bound."""
        last = deadline.due_on or deadline.earliest_on
        if last is None:
            raise ValueError(f"{deadline.rule.name} gives neither a day nor a lower bound")
        return cls(
            due_at=deadline.due_at or end_of(last),
            warn_on=deadline.warn_on or last,
            rule=deadline.rule.name,
            article="、".join(str(cite) for cite in deadline.because),
            is_provisional=deadline.provisional,
        )

    @classmethod
    def within_hours(cls, hours: float, since: dt.datetime) -> Self:
        """Set an internal limit in hours."""
        due_at = since + dt.timedelta(hours=hours)
        return cls(due_at=due_at, warn_on=clock.day_of(due_at))

    @classmethod
    def on_day(cls, day: dt.date, *, warn_on: dt.date | None = None) -> Self:
        """Set an internal limit at the end of a day."""
        return cls(due_at=end_of(day), warn_on=warn_on or day)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInput:
    """One task to give: what kind, what it says (no personal value), to whom, by when."""

    kind: str
    title: str
    assignee: Assignee
    due: Due
    dossier: Dossier | None = None


def end_of(day: dt.date) -> dt.datetime:
    """Return the last second of a day in Shanghai."""
    return clock.at_local(day, dt.time(23, 59, 59))
