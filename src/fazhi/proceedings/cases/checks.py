"""What the law answers to a draft: asked by the page while it is filled, and by the action."""

from collections.abc import Sequence

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import has_format_on
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.penalty import examine_on_the_spot
from fazhi.proceedings.cases.facts import Grounds, on_the_spot_facts
from fazhi.proceedings.cases.grounds import grounds_of
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.wording import Content, decision_content, remedy_facts
from fazhi.registers.staff.queries import authority_of

_PARTICULARS = {
    "party": "party_name",
    "violation": "facts",
    "kinds": "penalty",
    "basis": "penalty_basis",
    "amount": "fine",
    "decided_at": "decided_at",
    "place": "decision_place",
    "remedy": "remedy",
    "officers": "officers",
}


def checks(seat: Seat, draft: OnTheSpotInput) -> tuple[Answer, ...]:
    """Return every answer of the law to a draft, in the order of the law: held, warned, blocked."""
    return examine(seat, [draft], grounds_of(seat, [draft]))[0][1]


def examine(
    seat: Seat, inputs: Sequence[OnTheSpotInput], grounds: Sequence[Grounds]
) -> list[tuple[Content, tuple[Answer, ...]]]:
    """Return, for each decision, the content of its document and the answers of the law.

    A decision of a day before the first form (文书格式) has no content; the law answers it too.
    """
    law = load_law()
    authority = authority_of(seat.authority)
    found = []
    for one, ground in zip(inputs, grounds, strict=True):
        content = decision_content(authority, one, ground) if has_form(one) else {}
        particulars = _particulars(content, authority.name)
        facts = on_the_spot_facts(one, ground, remedy_facts(authority), particulars)
        found.append((content, examine_on_the_spot(law, facts)))
    return found


def has_form(one: OnTheSpotInput) -> bool:
    """Tell whether a form of the decision was in force on its day."""
    return has_format_on(Template.SUMMARY_DECISION, clock.day_of(one.decided_at))


def _particulars(content: Content, authority: str) -> dict[str, object]:
    """Return the content under the names by which the law lists its particulars (art. 52)."""
    named = {name: content.get(field, "") for name, field in _PARTICULARS.items()}
    return {**named, "authority": authority}
