"""Which powers can lawfully be exercised on a day, by whom, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override

from fazhi.law.answer import Answer, Text
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.competence import power_is_held
from fazhi.law.rules.officers import enough_officers
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.index import CompetenceIndex
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.facts import officer_facts_from
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import Officer

_PAIR = 2


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


@dataclass(frozen=True, slots=True)
class _Pairing:
    officers: tuple[Officer, ...]
    answers: tuple[Answer, ...]


def examine(
    competence: CompetenceIndex, staff: StaffIndex, powers: Sequence[Power]
) -> list[Exercise]:
    """Tell of each power whether it can be exercised on the day of both indexes."""
    acting = staff.acting()
    enough = enough_officers(load_law(), day=staff.day, officers=officer_facts_from(staff, acting))
    pairings = {field: _pair(acting, field, enough) for field in Field}
    found = []
    for power in powers:
        pairing = pairings[Field(power.field)]
        claim = competence.claim_on(power.id)
        held = power_is_held(power_facts(power, claim), day=competence.day)
        against = tuple(answer for answer in held if not answer.holds)
        found.append(Exercise(power, claim, pairing.officers, (*against, *pairing.answers)))
    return found


def _pair(acting: Sequence[Officer], field: Field, enough: Answer) -> _Pairing:
    own = [officer for officer in acting if officer.field == field]
    others = [officer for officer in acting if officer.field != field]
    against = [] if own else [_nobody_of_the_field(field, enough)]
    if not enough.holds:
        against.append(enough)
    return _Pairing(tuple([*own, *others][:_PAIR]) if own else (), tuple(against))


def _nobody_of_the_field(field: Field, enough: Answer) -> Answer:
    """Answer that nobody of the field is there.

    The law asks for two certified officers and not for the field; that one of the two knows the
    field is this office's own rule (I in the rule table), so it warns and does not block.
    """
    return Answer(
        holds=False,
        rule="PEN-023",
        because=enough.because,
        reason=Text(
            zh=f"{_in('zh-hans', field)}领域当日没有持证人员在岗。",
            en=f"No certified officer of the field {_in('en', field)} is present on that day.",
        ),
        next_step=Text(
            zh="请派驻部门另派人员，或者按《浙江省综合行政执法条例》第十七条请求区级部门协助。",
            en="Have the sending department send somebody else, or ask it for assistance.",
        ),
        verified="I",
    )


def _in(language: str, field: Field) -> str:
    with override(language):
        return str(field.label)
