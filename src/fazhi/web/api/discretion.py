"""Discretion: which range an item leaves open, when nothing is imposed, and what was decided."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from fazhi.kernel import clock
from fazhi.law.discretion import (
    Circumstances,
    Gravity,
    Harm,
    HeavierGround,
    LighterGround,
    NoPenaltyGround,
)
from fazhi.law.facts import Edition, Leniency, PartyKind
from fazhi.proceedings.cases.access import READERS
from fazhi.proceedings.cases.precedents import similar_decisions
from fazhi.registers.competence.discretion import (
    EARLIEST,
    DiscretionQuestion,
    discretion_of,
    person_of_age,
)
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fazhi.law.answer import Answer
    from fazhi.law.facts import FineRange
    from fazhi.proceedings.cases.precedents import SimilarDecisions
    from fazhi.registers.competence.discretion import Discretion

router = Router(tags=["discretion"])


class Asked(Body):
    """What is known of the act; what is not given is not on file, and nothing is kept."""

    party_kind: PartyKind
    age: int | None = Field(default=None, ge=0, le=130)
    acted_on: dt.date | None = Field(default=None, ge=EARLIEST)
    lighter: list[LighterGround] = Field(default_factory=list)
    heavier: list[HeavierGround] = Field(default_factory=list)
    earlier_on: list[dt.date] = Field(default_factory=list, max_length=100)
    harm: Harm | None = None
    lacks_capacity: bool = False
    is_slight: bool = False
    was_corrected_in_time: bool = False
    is_first: bool = False
    is_faultless: bool = False
    fault_is_not_asked: bool = False
    has_reduced_capacity: bool = False
    breaks_emergency_measure: bool = False
    meets_listed_conditions: bool = False

    def question(self, today: dt.date) -> DiscretionQuestion:
        """Return it as the law is asked."""
        acted_on = self.acted_on or today
        party = person_of_age(
            self.party_kind, self.age, acted_on, lacks_capacity=self.lacks_capacity
        )
        others = {"party_kind", "age", "acted_on", "lacks_capacity"}
        given = self.model_dump(exclude=others | {"lighter", "heavier", "earlier_on"})
        circumstances = Circumstances(
            lighter=frozenset(self.lighter),
            heavier=frozenset(self.heavier),
            earlier_on=tuple(self.earlier_on),
            **given,
        )
        return DiscretionQuestion(party, today, acted_on, circumstances)


class ShownRange(Body):
    """A range of a fine in yuan; an end that is null is open."""

    minimum: Decimal | None
    maximum: Decimal | None


class Ground(Body):
    """What the law says, with its provisions."""

    rule: str
    provisions: list[str]
    reason: str
    next_step: str


class ShownPart(Body):
    """A part of the range, and whether a penalty may be measured there."""

    leniency: Leniency
    is_open: bool
    is_cut_by_benchmark: bool
    ranges: list[ShownRange]
    ground: Ground


class ShownTier(Body):
    """A tier of a published benchmark; without a fine it imposes nothing."""

    benchmark: str
    gravity: Gravity
    fine: ShownRange | None
    is_in_yuan: bool
    may_apply: bool


class ShownSparing(Body):
    """A ground on which nothing must, or need, be imposed."""

    kind: NoPenaltyGround
    is_duty: bool
    ground: Ground


class ShownSimilar(Body):
    """The decisions of two years on the item against that kind of party, without names."""

    since: dt.date
    until: dt.date
    count: int
    fined_count: int
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    cases: list[str]


class ShownDiscretion(Body):
    """The room that an item leaves today; `edition` is null where neither text is the lighter."""

    power: str
    party_kind: PartyKind
    edition: Edition | None
    edition_ground: Ground
    statutory: list[ShownRange]
    parts: list[ShownPart]
    tiers: list[ShownTier]
    no_penalty: list[ShownSparing]
    similar: ShownSimilar | None


@router.get("/powers/{code}/discretion", response=ShownDiscretion)
def show(request: HttpRequest, code: str, asked: Query[Asked]) -> ShownDiscretion:
    """Tell what an item may come to under some circumstances, and what was decided on it."""
    seat, today = seat_at(request), clock.today()
    found = discretion_of(seat.authority, code, asked.question(today))
    similar = None
    if seat.has(*READERS):
        similar = _similar(similar_decisions(seat, found.power.code, found.party, day=today))
    return _shown(found, similar)


def _shown(found: "Discretion", similar: ShownSimilar | None) -> ShownDiscretion:
    measured = found.range
    return ShownDiscretion(
        power=found.power.code,
        party_kind=found.party,
        edition=measured.edition,
        edition_ground=_ground(measured.edition_answer),
        statutory=_ranges(measured.statutory),
        parts=[
            ShownPart(
                leniency=each.leniency,
                is_open=each.is_open,
                is_cut_by_benchmark=each.is_cut_by_benchmark,
                ranges=_ranges(each.ranges) if each.is_open else [],
                ground=_ground(each.answer),
            )
            for each in measured.openings
        ],
        tiers=[
            ShownTier(
                benchmark=each.tier.benchmark,
                gravity=each.tier.gravity,
                fine=_range(each.tier.fine) if each.tier.fine else None,
                is_in_yuan=each.tier.is_in_yuan,
                may_apply=each.may_apply,
            )
            for each in measured.tiers
        ],
        no_penalty=[
            ShownSparing(kind=each.ground, is_duty=each.is_duty, ground=_ground(each.answer))
            for each in measured.no_penalty
        ],
        similar=similar,
    )


def _similar(found: "SimilarDecisions") -> ShownSimilar:
    return ShownSimilar(
        since=found.since,
        until=found.until,
        count=found.count,
        fined_count=found.fined_count,
        median=found.median,
        lowest=found.lowest,
        highest=found.highest,
        cases=[each.public_id for each in found.newest if each.public_id],
    )


def _ranges(ranges: "Iterable[FineRange]") -> list[ShownRange]:
    return [_range(each) for each in ranges]


def _range(fine: "FineRange") -> ShownRange:
    return ShownRange(minimum=fine.minimum, maximum=fine.maximum)


def _ground(answer: "Answer") -> Ground:
    return Ground(
        rule=answer.rule,
        provisions=[str(each) for each in answer.because],
        reason=answer.reason.zh,
        next_step=answer.next_step.zh,
    )
