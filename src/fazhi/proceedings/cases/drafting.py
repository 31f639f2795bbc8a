"""Decisions as a page or a program sends them: the party is entered together with the decision."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.idempotency import claim, fingerprint
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import IdempotencyKey
from fazhi.law.answer import Answer
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.checks import examine
from fazhi.proceedings.cases.grounds import grounds_of
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.models import Case
from fazhi.registers.parties.actions import enter_party
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.parties.models import Party

#: What stands in a draft for the party, who is entered with the decision.
NEW_PARTY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision with the party as identified on the spot; `given.party_id` is NEW_PARTY.

    Where `is_now`, the moment of the decision is that of its arrival and no part of what was sent:
    a page sent twice is the same draft.
    """

    given: OnTheSpotInput
    party: PartyInput
    is_now: bool = False

    @property
    def fingerprint(self) -> bytes:
        """The fingerprint of what was sent."""
        moment = {"decided_at": self.given.happened_at} if self.is_now else {}
        return fingerprint(asdict(self.given) | moment | {"party": asdict(self.party)})


def examine_draft(seat: Seat, draft: Draft) -> tuple[Answer, ...]:
    """Return every answer of the law to a draft; nothing is written."""
    party = Party(
        authority=seat.authority,
        kind=draft.party.kind,
        name=draft.party.name,
        operator_name=draft.party.operator_name,
        birth_on=draft.party.birth_on.isoformat() if draft.party.birth_on else "",
    )
    grounds = grounds_of(seat, [draft.given], {NEW_PARTY: party})
    return examine(seat, [draft.given], grounds)[0][1]


@transaction.atomic
def decide_drafts(seat: Seat, drafts: list[Draft]) -> list[Case]:
    """Enter the parties and decide, all or none; a key that came before gives its case."""
    earlier: dict[int, Case] = {}
    inputs: list[OnTheSpotInput] = []
    places: list[int] = []
    for place, draft in enumerate(drafts):
        key = f"draft:{draft.given.key}"
        if claim(seat.authority, key, draft.fingerprint, new_id()) is not None:
            earlier[place] = _case_of(seat, draft.given.key)
            continue
        party = enter_party(seat, draft.party)
        inputs.append(replace(draft.given, party_id=party.id))
        places.append(place)
    decided = dict(zip(places, decide_on_the_spot(seat, inputs) if inputs else [], strict=True))
    return [earlier.get(place) or decided[place] for place in range(len(drafts))]


def _case_of(seat: Seat, key: str) -> Case:
    made = IdempotencyKey.objects.get(authority=seat.authority, key=f"case:{key}").result
    return Case.objects.select_related("dossier").get(pk=made)
