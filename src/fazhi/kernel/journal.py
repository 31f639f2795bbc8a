"""The journal (全程留痕): audit trail, source of figures and outbox in one.

An action writes its one entry here, in its own transaction; a batch action writes one entry for
all its items. No personal value may stand in the content: rows are named by identifier.

The leaf of an entry is a hash over who, what and when, and over the salted hash of its content; so
a content can be erased under the law while the act stays proven.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from fazhi.kernel import clock, identifiers, installation, merkle
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical, moment
from fazhi.kernel.insertion import insert
from fazhi.kernel.models import Dossier, Entry, EntryContent
from fazhi.kernel.reactions import react
from fazhi.law.citation import Citation

if TYPE_CHECKING:
    from fazhi.kernel.merkle import Digest

#: Where the content of a batch entry keeps the root over its items.
ITEMS_ROOT: Final = "items_root"
_SALT_BYTES: Final = 16
_HASH_OF_PROFILE: Final = {"international": merkle.SHA256, "guomi": "sm3"}


@dataclass(frozen=True, slots=True)
class Act:
    """What was done: its kind (`case.filed`), by whom, when, to which file, under what provisions.

    `happened_at` defaults to the present; a device that was offline gives its own time.
    """

    kind: str
    by: Seat
    dossier: Dossier | None = None
    happened_at: dt.datetime | None = None
    provisions: tuple[Citation, ...] = ()
    #: Whether somebody from outside may do it; everything else that such a seat tries is refused.
    is_open_to_outsiders: bool = False


class EntryFields(Protocol):
    """What the leaf of an entry covers: an entry, or a row read without making one."""

    @property
    def id(self) -> UUID: ...
    @property
    def authority(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def dossier_id(self) -> UUID | None: ...
    @property
    def account_id(self) -> UUID | None: ...
    @property
    def happened_at(self) -> dt.datetime: ...
    @property
    def recorded_at(self) -> dt.datetime: ...
    @property
    def provisions(self) -> Any: ...
    @property
    def item_count(self) -> int: ...
    @property
    def content_hash(self) -> Any: ...


def record(
    act: Act, content: Mapping[str, object], *, items: Sequence[Mapping[str, object]] = ()
) -> Entry:
    """Write one entry for an act and call the reactions to it; must run inside a transaction.

    `content` is what the act decided, as JSON values. `items` are the things of a batch act: the
    content keeps the Merkle root over them and the entry their count, while the rows of the room
    keep the items themselves, with the entry and their index.
    """
    _refuse_out_of_place()
    if not act.is_open_to_outsiders:
        act.by.refuse_outsider()
    text = canonical(_with_root(content, items) if items else content)
    salt = identifiers.random_bytes(_SALT_BYTES)
    using = digest()
    now = clock.now()
    entry = Entry(
        authority=act.by.authority,
        kind=act.kind,
        dossier=act.dossier,
        account_id=act.by.account_id,
        happened_at=(act.happened_at or now).astimezone(dt.UTC),
        recorded_at=now,
        provisions=[_written(provision) for provision in act.provisions],
        item_count=len(items) or 1,
        content_hash=content_hash(salt, text, using),
    )
    entry.leaf_hash = entry_leaf(entry, using)
    insert([entry])
    insert([EntryContent(entry=entry, salt=salt, text=text)])
    react([entry])
    return entry


def digest() -> "Digest":
    """Return the hash function of the journal."""
    return merkle.digest_named(hash_name())


def hash_name() -> str:
    """Return the name of the hash function: SHA-256, or SM3 in the 国密 profile."""
    return _HASH_OF_PROFILE[getattr(settings, "CRYPTO_PROFILE", "international")]


def content_hash(salt: bytes, text: str, using: "Digest") -> bytes:
    """Return the hash that an entry keeps of its content; the salt makes guessing hopeless."""
    return using(salt + text.encode()).digest()


def entry_leaf(entry: Entry, using: "Digest") -> bytes:
    """Return the hash of an entry as it stands in the tree, computed anew from its fields."""
    return merkle.leaf_hash(canonical(metadata(entry)).encode(), using)


def item_leaf(item: Mapping[str, object]) -> bytes:
    """Return the hash of one item of a batch, as it stands in the tree over the items."""
    return merkle.leaf_hash(canonical(item).encode(), digest())


def items_root(items: Iterable[Mapping[str, object]]) -> bytes:
    """Return the root over the items of a batch, in their order."""
    using = digest()
    return merkle.root(
        [using(merkle.LEAF + canonical(item).encode()).digest() for item in items], using
    )


def metadata(entry: EntryFields) -> dict[str, object]:
    """Return what the leaf of an entry is computed from; the export writes the same."""
    return {
        "id": str(entry.id),
        "authority": entry.authority,
        "kind": entry.kind,
        "dossier": str(entry.dossier_id) if entry.dossier_id else None,
        "account": str(entry.account_id) if entry.account_id else None,
        "happened_at": moment(entry.happened_at),
        "recorded_at": moment(entry.recorded_at),
        "provisions": entry.provisions,
        "item_count": entry.item_count,
        "content_hash": bytes(entry.content_hash).hex(),
    }


@lru_cache(maxsize=1024)
def _written(provision: Citation) -> str:
    """Write a provision as it is printed; an office cites the same few hundred all year."""
    return str(provision)


def _refuse_out_of_place() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its action")
    simulated = clock.is_standing() or identifiers.is_seeded()
    if simulated and not installation.is_demonstration():
        raise RuntimeError("time and chance are simulated only in a demonstration database")


def _with_root(
    content: Mapping[str, object], items: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    if ITEMS_ROOT in content:
        raise ValueError(f"{ITEMS_ROOT!r} is written by the journal itself")
    return {**content, ITEMS_ROOT: items_root(items).hex()}
