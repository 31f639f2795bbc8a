"""What the actions of parties are given."""

import datetime as dt
from dataclasses import dataclass

from fazhi.registers.parties.choices import IdentityKind, PartyKind


@dataclass(frozen=True, slots=True)
class PartyInput:
    """A party as it was identified on the spot; empty text where nothing is known."""

    kind: PartyKind
    name: str
    identity_kind: IdentityKind = IdentityKind.NONE
    identity_number: str = ""
    phone: str = ""
    address: str = ""
    birth_on: dt.date | None = None
    credit_code: str = ""
    legal_representative: str = ""
    operator_name: str = ""
    is_demonstration: bool = False
