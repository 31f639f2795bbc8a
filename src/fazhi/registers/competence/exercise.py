"""Which powers can lawfully be exercised on a day, by whom, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.law.answer import Answer
from fazhi.law.rules.competence import power_is_held
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.index import CompetenceIndex
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import Officer
from fazhi.registers.staff.pairs import pairs_of


@dataclass(frozen=True, slots=True)
class Exercise:
    """A power on a day: the claim on it, two officers who could act, what stands against it.

    One of the two is of the field; the second may be of another. `answers` are those that do not
    hold: what blocks, and what warns.
    """

    power: Power
    claim: Claim | None
    officers: tuple[Officer, ...]
    answers: tuple[Answer, ...]

    @property
    def is_possible(self) -> bool:
        """Tell whether nothing stands against it."""
        return not self.answers


def examine(
    competence: CompetenceIndex, staff: StaffIndex, powers: Sequence[Power]
) -> list[Exercise]:
    """Tell of each power whether it can be exercised on the day of both indexes."""
    pairs = pairs_of(staff)
    found = []
    for power in powers:
        pair = pairs[Field(power.field)]
        claim = competence.claim_on(power.id)
        held = power_is_held(power_facts(power, claim), day=competence.day)
        against = tuple(answer for answer in held if not answer.holds)
        found.append(Exercise(power, claim, pair.officers, (*against, *pair.answers)))
    return found
