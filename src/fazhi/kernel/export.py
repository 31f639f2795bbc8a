"""The journal as JSON Lines, for whoever wants to verify it without this software.

The format is described beside the stand-alone verifier, in `verifier/README.md`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Max

from fazhi.kernel import journal
from fazhi.kernel.canonical import canonical
from fazhi.kernel.heads import Head, public_key
from fazhi.kernel.models import Entry, EntryContent, Erasure, Leaf, TreeHead
from fazhi.kernel.salvage import SPOILT, readable

if TYPE_CHECKING:
    from django.db.models import QuerySet

Line = Mapping[str, object]

FORMAT: Final = "fazhi journal"
VERSION: Final = 1
_AT_ONCE: Final = 1_000


def write(authority: str, file: IO[str]) -> int:
    """Write the log of an authority as the database has it; return how many leaves it has.

    Each head stands behind the last leaf that it covers; those above the leaves come at the end.
    """
    file.write(f"{canonical(_opening(authority))}\n")
    heads = _heads(authority)
    head = next(heads, None)
    count = 0
    for line in _leaves(authority):
        count += 1
        file.write(f"{canonical(line)}\n")
        while head and head["head"]["size"] <= line["position"] + 1:
            file.write(f"{canonical(head)}\n")
            head = next(heads, None)
    for later in (head, *heads) if head else ():
        file.write(f"{canonical(later)}\n")
    return count


def _opening(authority: str) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "authority": authority,
        "hash": journal.hash_name(),
        "public_key": public_key().hex(),
    }


def _heads(authority: str) -> Iterator[dict[str, Any]]:
    heads = TreeHead.objects.filter(authority=authority)
    sizes = heads.order_by("size").values_list("size", flat=True)
    for row in readable(heads, "size", sizes):
        yield {"head": asdict(Head.of(row)), "frontier": bytes(row.frontier).hex()}


def _leaves(authority: str) -> Iterator[dict[str, Any]]:
    """Yield the leaves in order, with what can be read of entry, content and erasure."""
    own = Leaf.objects.filter(authority=authority)
    end = own.aggregate(last=Max("position"))["last"]
    for start in range(0, 0 if end is None else end + 1, _AT_ONCE):
        leaves = list(readable(own, "position", range(start, start + _AT_ONCE)))
        wanted = [leaf.entry_id for leaf in leaves]
        entries = {row.id: row for row in readable(Entry.objects.all(), "id", wanted)}
        contents = _by_entry(EntryContent.objects.all(), wanted)
        erasures = _by_entry(Erasure.objects.all(), wanted)
        for leaf in leaves:
            yield {
                "position": leaf.position,
                "leaf": bytes(leaf.leaf_hash).hex(),
                "id": str(leaf.entry_id),
                "entry": _if_whole(journal.metadata, entries.get(leaf.entry_id)),
                "content": _if_whole(_content, contents.get(leaf.entry_id)),
                "erased": _if_whole(_erased, erasures.get(leaf.entry_id)),
            }


def _by_entry(rows: "QuerySet[Any]", wanted: list[UUID]) -> dict[UUID, Any]:
    return {row.entry_id: row for row in readable(rows, "entry_id", wanted)}


def _if_whole(write: Callable[[Any], Line], row: object | None) -> Line | None:
    """Write a row; a spoilt one is as good as gone, which the reader of the file will notice."""
    if row is None:
        return None
    try:
        return write(row)
    except SPOILT:
        return None


def _content(content: EntryContent) -> Line:
    return {"salt": bytes(content.salt).hex(), "text": content.text}


def _erased(erasure: Erasure) -> Line:
    return {"ground": erasure.ground, "by": str(erasure.erased_by_id)}
