"""Reads of parties."""

from collections.abc import Collection
from uuid import UUID

from fazhi.kernel.access import Seat, get_visible
from fazhi.registers.parties.access import visible_parties
from fazhi.registers.parties.facts import party_facts
from fazhi.registers.parties.models import Party

__all__ = ["parties_in", "party_facts", "party_of"]


def party_of(seat: Seat, party_id: UUID) -> Party:
    """Return a party that the seat may see, or raise NotFoundError."""
    return get_visible(visible_parties(seat), seat, id=party_id)


def parties_in(seat: Seat, party_ids: Collection[UUID]) -> dict[UUID, Party]:
    """Return those of many parties that the seat may see, by identifier, in one statement."""
    return visible_parties(seat).in_bulk(list(party_ids))
