"""What an authority may and must do on a day, kept in memory."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fazhi.registers.competence.models import (
    Claim,
    DiscretionBenchmark,
    DutyItem,
    IssueCategory,
    Power,
)
from fazhi.registers.validity import holds

#: Days kept in memory: two years, as many as any page or simulation asks about in turn.
DAYS_KEPT = 800


@dataclass(frozen=True, slots=True)
class CompetenceRows:
    """The powers, claims, benchmarks, categories and duties of an authority, of every day."""

    powers: Sequence[Power]
    claims: Sequence[Claim]
    benchmarks: Sequence[DiscretionBenchmark]
    categories: Sequence[IssueCategory]
    duties: Sequence[DutyItem]


class CompetenceIndex:
    """The competence of an authority on one day; answers from memory."""

    def __init__(self, rows: CompetenceRows, day: dt.date) -> None:
        """Keep what holds on the day."""
        self.day = day
        self.powers = {power.code: power for power in rows.powers if holds(power, day)}
        self._claims = {claim.power_id: claim for claim in rows.claims if holds(claim, day)}
        self.categories = {each.code: each for each in rows.categories if holds(each, day)}
        self.duties = tuple(each for each in rows.duties if holds(each, day))
        self._benchmarks: dict[str, list[DiscretionBenchmark]] = defaultdict(list)
        for benchmark in rows.benchmarks:
            if holds(benchmark, day):
                self._benchmarks[benchmark.power_code].append(benchmark)

    def claim_on(self, power_id: UUID) -> Claim | None:
        """Return the claim of the day on a version of a power that is in the list on that day."""
        claim = self._claims.get(power_id)
        return claim if claim and self.is_listed(claim.power) else None

    def is_listed(self, power: Power) -> bool:
        """Tell whether this version of the power is in the list of the day."""
        listed = self.powers.get(power.code)
        return listed is not None and listed.id == power.id

    def claimed(self) -> list[Claim]:
        """Return the claims of the day on powers of the list, by code."""
        claims = (self.claim_on(power.id) for _code, power in sorted(self.powers.items()))
        return [claim for claim in claims if claim]

    def benchmarks_for(self, power_code: str, party_kind: str = "") -> list[DiscretionBenchmark]:
        """Return the benchmarks of a power, for this kind of party or for every kind."""
        return [
            benchmark
            for benchmark in self._benchmarks.get(power_code, ())
            if not benchmark.party_kind or not party_kind or benchmark.party_kind == party_kind
        ]


class CompetenceRegister:
    """The competence of an authority, and the index of any day."""

    def __init__(self, rows: CompetenceRows) -> None:
        """Keep the rows."""
        self._rows = rows
        self._by_day: dict[dt.date, CompetenceIndex] = {}

    def on(self, day: dt.date) -> CompetenceIndex:
        """Return the competence of a day; days on which the same rows hold share one."""
        index = self._by_day.get(day)
        if index is None:
            if len(self._by_day) >= DAYS_KEPT:
                self._by_day.clear()
            index = self._by_day[day] = CompetenceIndex(self._rows, day)
        return index


def leaves(categories: Mapping[str, IssueCategory]) -> Iterable[IssueCategory]:
    """Return the categories that can be chosen, by code."""
    return (each for _code, each in sorted(categories.items()) if each.is_leaf)
