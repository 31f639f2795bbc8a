"""When the journal says x, do y: inside the same transaction, in the order of registration."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fazhi.kernel.models import Entry

Reaction = Callable[[Sequence["Entry"]], None]

_registry: dict[str, list[Reaction]] = {}


def on(kind: str) -> Callable[[Reaction], Reaction]:
    """Register a reaction to a kind of entry; rooms do so in `reactions.py` when apps load."""

    def register(reaction: Reaction) -> Reaction:
        reactions = _registry.setdefault(kind, [])
        if reaction not in reactions:
            reactions.append(reaction)
        return reaction

    return register


def react(entries: Sequence["Entry"]) -> None:
    """Call every reaction to the kind of these entries, which is one and the same.

    What a reaction raises undoes the whole act: a file is never half-moved.
    """
    for reaction in tuple(_registry.get(entries[0].kind, ())):
        reaction(entries)
