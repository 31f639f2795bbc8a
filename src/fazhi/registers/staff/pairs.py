"""Who can go out together in each field on a day: two certified officers, one of them of the field.

The law asks for two certified officers; that one of them knows the field is this office's own rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import override

from fazhi.law.answer import Answer, Text
from fazhi.law.errors import NotInForceError
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.officers import enough_officers
from fazhi.registers.staff.choices import Field, Post
from fazhi.registers.staff.facts import officer_facts_from
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import Officer

_PAIR = 2
#: Who reviews or decides cases goes out last: whoever investigated may do neither (SEP-001, 002).
_LAST = (Post.CASE_REVIEWER, Post.HEAD)


@dataclass(frozen=True, slots=True)
class Pair:
    """A field on a day: the two who can act in it, and what stands against it.

    `answers` are those that do not hold: what blocks, and what only warns.
    """

    field: Field
    officers: tuple[Officer, ...]
    answers: tuple[Answer, ...]


def pairs_of(staff: StaffIndex) -> dict[Field, Pair]:
    """Return for each field who can act in it on the day of `staff`; answered from memory."""
    acting = sorted(staff.acting(), key=lambda officer: officer.post in _LAST)
    facts = officer_facts_from(staff, acting)
    try:
        enough = enough_officers(load_law(), day=staff.day, officers=facts)
    except NotInForceError:  # of a day before the law that was read, nothing is said
        return {field: Pair(field, (), ()) for field in Field}
    return {field: _pair(acting, field, enough) for field in Field}


def _pair(acting: Sequence[Officer], field: Field, enough: Answer) -> Pair:
    own = [officer for officer in acting if officer.field == field]
    others = [officer for officer in acting if officer.field != field]
    against = [] if own else [_nobody_of_the_field(field, enough)]
    if not enough.holds:
        against.append(enough)
    return Pair(field, tuple([*own, *others][:_PAIR]) if own else (), tuple(against))


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
