"""The stage of one authority: its plan, what happens on which day, and what streams share."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from fazhi.kernel import clock
from fazhi.law.calendar import WorkingCalendar
from fazhi.proceedings.issues.choices import CampaignKind
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.places.queries import grids_on
from fazhi.simulation.chance import spread, stream
from fazhi.simulation.scenario import AuthorityPlan, CampaignPlan, Scenario

if TYPE_CHECKING:
    from fazhi.simulation.streams.ordinary import OrdinaryPlan

#: Meetings are held in the middle of a month, and announced so long before.
_MEETING_DAYS = range(9, 21)
_NOTICE = dt.timedelta(days=7)
#: Courts send copies of suits in these months, so that a year holds the ruling too.
_SUIT_MONTHS = range(5, 11)

_RHYTHMS = {
    "telephone_complaints": "complaints",
    "on_the_spot_cases": "enforcement",
    "parking_referrals": "enforcement",
    "persuasions": "enforcement",
    "leads": "complaints",
    "platform_cases": "enforcement",
    "cooperation_requests": "enforcement",
    "conduct_complaints": "complaints",
    "commendations": "complaints",
}


@dataclass
class Stage:
    """One authority on its stage; days are numbered from 0."""

    scenario: Scenario
    plan: AuthorityPlan
    authority: str
    seed: int
    calendar: WorkingCalendar
    photographs: tuple[UUID, ...] = ()
    campaigns: dict[str, UUID] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    ordinary: list["OrdinaryPlan"] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Spread the year's volumes over its days."""
        self.days = self.scenario.days
        for name, rhythm in _RHYTHMS.items():
            busy = self.scenario.busyness(rhythm, self.calendar)
            self.counts[name] = spread(getattr(self.plan.volumes, name), busy)
        for kind in CampaignKind:
            self.counts[kind.value] = self._items(kind)
            problems = round(self.plan.volumes.items(kind) * self.plan.problem_share[kind])
            self.counts[f"{kind.value}_problems"] = spread(problems, self.counts[kind.value])
        self.counts["meetings"] = self._meetings()
        self.counts["lawsuits"] = self._lawsuits()

    def count(self, name: str, day: dt.date) -> int:
        """Return how many of a thing happen on a day."""
        return self.counts[name][(day - self.days[0]).days]

    def serial(self, name: str, day: dt.date) -> int:
        """Return how many of a thing happened before a day."""
        return sum(self.counts[name][: (day - self.days[0]).days])

    def chance(self, kind: str, day: dt.date) -> random.Random:
        """Return the random stream of one kind of thing on one day."""
        return stream(self.seed, self.authority, kind, day.isoformat())

    def is_last(self, day: dt.date) -> bool:
        """Tell whether the year ends with this day."""
        return day == self.days[-1]

    def spot(self, chance: random.Random, day: dt.date) -> Spot:
        """Return a place in some grid of the day: near the middle, so well inside."""
        grid = chance.choice(grids_on(self.authority, day))
        longitude, latitude = middle(grid.polygon)
        corner = chance.choice(grid.polygon)
        part = chance.uniform(0.05, 0.6)
        return Spot(
            place=f"{grid.name}{chance.choice(_PLACES)}",
            longitude=round(longitude + (corner[0] - longitude) * part, 6),
            latitude=round(latitude + (corner[1] - latitude) * part, 6),
        )

    def moment(self, chance: random.Random, day: dt.date, hours: tuple[int, int]) -> dt.datetime:
        """Return a moment of a day between two full hours."""
        seconds = chance.randrange(hours[0] * 3600, hours[1] * 3600)
        return clock.at_local(day) + dt.timedelta(seconds=seconds)

    def _items(self, kind: CampaignKind) -> list[int]:
        busy = self.scenario.busyness("visits", self.calendar)
        weights = [
            share * sum(each.weight for each in self.running(day, kind))
            for share, day in zip(busy, self.days, strict=True)
        ]
        return spread(self.plan.volumes.items(kind), weights)

    def _meetings(self) -> list[int]:
        """Spread the meetings over the months; each is on a working day a week after another."""
        counts = [0] * len(self.days)
        fitting: dict[int, list[int]] = {month: [] for month in range(1, 13)}
        for place, day in enumerate(self.days):
            days = (day, day - _NOTICE)
            if day.day in _MEETING_DAYS and all(map(self.calendar.is_working_day, days)):
                fitting[day.month].append(place)
        for month, number in enumerate(spread(self.plan.volumes.meetings, [1] * 12), start=1):
            chance = stream(self.seed, self.authority, "days of meetings", month)
            for place in chance.sample(fitting[month], number):
                counts[place] += 1
        return counts

    def _lawsuits(self) -> list[int]:
        """Put the suits on working days of the middle of the year, each on a day of its own."""
        fitting = [
            place
            for place, day in enumerate(self.days)
            if day.month in _SUIT_MONTHS and self.calendar.is_working_day(day)
        ]
        chance = stream(self.seed, self.authority, "days of suits")
        chosen = set(chance.sample(fitting, self.plan.volumes.lawsuits))
        return [int(place in chosen) for place in range(len(self.days))]

    def running(self, day: dt.date, kind: CampaignKind) -> list[CampaignPlan]:
        """Return the campaigns of a kind that run on a day."""
        return [each for each in self.plan.campaigns if each.kind is kind and each.runs_on(day)]


def middle(polygon: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the middle of the corners of a polygon."""
    count = len(polygon)
    return sum(each[0] for each in polygon) / count, sum(each[1] for each in polygon) / count


_PLACES = (
    "（演示）中心路口",
    "（演示）沿街店铺前",
    "（演示）小区东门",
    "（演示）公交站旁",
    "（演示）菜场外",
)
