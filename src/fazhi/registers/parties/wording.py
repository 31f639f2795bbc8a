"""How documents name a party (当事人)."""

from django.utils.translation import override

from fazhi.law.facts import PartyKind
from fazhi.registers.parties.models import Party


def party_in_words(party: Party) -> dict[str, object]:
    """Return the party under the names of the fields that every document has for it."""
    with override("zh-hans"):
        kind = str(party.get_kind_display())
    is_business = party.kind == PartyKind.INDIVIDUAL_BUSINESS
    return {
        "party_kind": kind,
        "party_name": party.operator_name if is_business else party.name,
        "shop_name": party.name if is_business else "",
        "party_identity": party.credit_code or party.identity_number,
        "party_address": party.address,
        "party_phone": party.phone,
        "legal_representative": party.legal_representative,
    }
