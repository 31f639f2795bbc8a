"""Gaps as pages show them: with a lamp, in words, and with what to do next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.access import Seat
from fazhi.registers.places.queries import grids_on
from fazhi.registers.staff.access import PLANNERS
from fazhi.registers.staff.choices import GapKind
from fazhi.registers.staff.queries import Gap, gaps

#: As many gaps of a day stand in the open; the others are a click away.
AT_FIRST = 5

_NEXT_STEPS: dict[GapKind, Promise] = {
    GapKind.GRID_WITHOUT_GROUP: _("请内勤或中队长指派执法组承包该网格。"),
    GapKind.GROUP_WITHOUT_LEADER: _("请更换为持有效执法证的组长，或为组长续证。"),
    GapKind.GROUP_LEADER_ABSENT: _("请安排持证人员顶替带队，或调整当日任务。"),
    GapKind.AREA_WITHOUT_LEADER: _("请指定片区负责人。"),
    GapKind.FIELD_UNSTAFFED: _("请派驻部门另派持证人员，或者请求区级部门协助。"),
    GapKind.FIELD_WITHOUT_PAIR: _("执法人员少于两人不能执法。请增派持证人员，或调整当日任务。"),
    GapKind.UNIT_UNSTAFFED: _("请商派驻单位安排人员到岗。"),
    GapKind.SHIFT_UNFILLED: _("请另排值班人员。"),
    GapKind.CERTIFICATE_EXPIRING: _("请在到期前办理续证。"),
    GapKind.CERTIFICATE_MISSING: _("续证前不能执法。请办理证件，或调整岗位。"),
    GapKind.HEAD_MISSING: _("请指定主持工作的负责人，否则无人签批。"),
}


@dataclass(frozen=True, slots=True)
class ShownLamp:
    """A lamp of a state: colour, icon and words; the rest is read out and stands in the title."""

    tone: str
    icon: str
    words: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A gap: its lamp, of whom or what, what to do next, and whose page tells more."""

    lamp: ShownLamp
    subject: str
    next_step: str
    officer_id: UUID | None


@dataclass(frozen=True, slots=True)
class DayOfGaps:
    """The gaps of a day."""

    day: dt.date
    gaps: tuple[ShownGap, ...]
    red_count: int

    @property
    def more(self) -> int:
        """Return how many do not stand in the open at first."""
        return max(len(self.gaps) - AT_FIRST, 0)


def shown_gap(gap: Gap, subject: str = "") -> ShownGap:
    """Return a gap as pages show it; `subject` replaces a bare code."""
    return ShownGap(
        lamp=red(gap.kind.label) if gap.is_red else amber(gap.kind.label),
        subject=subject or gap.subject,
        next_step=str(_NEXT_STEPS[gap.kind]),
        officer_id=gap.officer_id,
    )


def gaps_of_day(authority: str, day: dt.date, found: Iterable[Gap] | None = None) -> DayOfGaps:
    """Return the gaps of a day, the red ones first; those already read may be given."""
    held = tuple(gaps(authority, day) if found is None else found)
    names = {grid.code: grid.name for grid in grids_on(authority, day)}
    ordered = sorted(held, key=lambda gap: not gap.is_red)
    return DayOfGaps(
        day=day,
        gaps=tuple(shown_gap(gap, names.get(gap.key, "")) for gap in ordered),
        red_count=sum(gap.is_red for gap in held),
    )


def group_gaps(seat: Seat, found: Iterable[Gap]) -> dict[str, ShownGap]:
    """Return by group why it cannot go out; that a leader is absent is told to who plans."""
    kinds = {GapKind.GROUP_WITHOUT_LEADER}
    if seat.has(*PLANNERS):
        kinds.add(GapKind.GROUP_LEADER_ABSENT)
    return {gap.key: shown_gap(gap) for gap in found if gap.kind in kinds}


def red(words: object, title: str = "") -> ShownLamp:
    """Return the lamp of what cannot lawfully or safely go on."""
    return ShownLamp("overdue", "alert", str(words), title)


def amber(words: object, title: str = "") -> ShownLamp:
    """Return the lamp of what needs attention soon."""
    return ShownLamp("soon", "warning", str(words), title)


def green(words: object, title: str = "") -> ShownLamp:
    """Return the lamp of what is in order."""
    return ShownLamp("ok", "check", str(words), title)
