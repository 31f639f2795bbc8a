"""From a party's row to what the law is asked about: no name among it."""

import datetime as dt

from fazhi.law.facts import PartyFacts, PartyKind
from fazhi.registers.parties.models import Party


def party_facts(party: Party) -> PartyFacts:
    """Return the party as far as the law asks.

    Of an individual business the decision names the shop and who runs it; both must be on file.
    """
    return PartyFacts(
        kind=PartyKind(party.kind),
        birth_on=dt.date.fromisoformat(party.birth_on) if party.birth_on else None,
        names_operator_and_shop=bool(party.name and party.operator_name)
        or party.kind != PartyKind.INDIVIDUAL_BUSINESS,
    )
