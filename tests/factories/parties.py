"""Parties of tests: invented, with numbers that cannot belong to anybody."""

from fazhi.kernel import clock, keys
from fazhi.registers.parties.choices import IdentityKind, PartyKind
from fazhi.registers.parties.models import Party
from tests.factories.seats import AUTHORITY

#: Right check characters, in a division that does not exist.
IDENTITY_NUMBER = "990000199001010017"
OTHER_IDENTITY_NUMBER = "990000200506150029"
CREDIT_CODE = "91990000MA000000X2"


def make_party(
    kind: PartyKind = PartyKind.PERSON, *, authority: str = AUTHORITY, **fields: str
) -> Party:
    """Return a party of a kind; fields that are given replace the usual ones."""
    if keys.missing():
        keys.make_keys()
    usual = {
        PartyKind.PERSON: {
            "name": "陈某",
            "identity_kind": IdentityKind.RESIDENT_CARD.value,
            "identity_number": IDENTITY_NUMBER,
            "birth_on": "1990-01-01",
        },
        PartyKind.ORGANISATION: {"name": "测试有限公司", "legal_representative": "王某"},
        PartyKind.INDIVIDUAL_BUSINESS: {"name": "测试小吃店", "operator_name": "李某"},
    }[kind]
    shared = {"phone": "000-00000001", "address": "庄市街道测试路1号"}
    return Party.objects.create(
        authority=authority, kind=kind, entered_at=clock.now(), **(shared | usual | fields)
    )
