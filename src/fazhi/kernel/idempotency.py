"""Keys that make sending twice the same as sending once: for devices that were offline, and forms.

A key is claimed in the transaction of the act, so the act and its key stand or fall together.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import Field, asdict, dataclass
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import IdempotencyKey

_CHUNK = 1000  # keys in one statement


class Keyed(Protocol):
    """What is sent with a key: a dataclass, whose fields are its content."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def key(self) -> str:
        """The key that the sender made for it."""


_Given = TypeVar("_Given", bound=Keyed)
_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """A key, the fingerprint of what was sent with it, and the row that will be its result."""

    key: str
    fingerprint: bytes
    result: UUID


def write_once(
    authority: str,
    kind: str,
    inputs: Sequence[_Given],
    *,
    write: Callable[[Sequence[tuple[UUID, _Given]]], Sequence[_Row]],
    read: Callable[[Collection[UUID]], Mapping[UUID, _Row]],
) -> list[_Row]:
    """Return one row for each input, in their order; what came before under its key is read.

    `write` is given what is new, each with the id of its row, and is not called for nothing; `read`
    is given the ids of rows written before. Raises ConflictError when a key came before with other
    content.
    """
    ids = [new_id() for _one in inputs]
    claims = [
        KeyClaim(f"{kind}:{one.key}", fingerprint(asdict(one)), made)
        for one, made in zip(inputs, ids, strict=True)
    ]
    earlier = claim_many(authority, claims)
    new = [
        (made, one)
        for made, one, before in zip(ids, inputs, earlier, strict=True)
        if before is None
    ]
    rows = {row.pk: row for row in write(new)} if new else {}
    known = {before for before in earlier if before is not None} - rows.keys()
    rows |= read(known) if known else {}
    return [rows[before or made] for made, before in zip(ids, earlier, strict=True)]


def key_of_number(sender: str, number: str) -> str:
    """Return the key of a sender's number, of one length whatever the number; empty without one."""
    if not number.strip():
        return ""
    return hashlib.sha256(f"{sender.strip()}\n{number.strip()}".encode()).hexdigest()


def fingerprint(content: Mapping[str, object]) -> bytes:
    """Return the fingerprint of what was sent: equal content has equal fingerprints."""
    return hashlib.sha256(canonical(content).encode()).digest()


def claim(authority: str, key: str | UUID, fingerprint: bytes, result: UUID) -> UUID | None:
    """Claim a key for a result; return the earlier result when it was sent before, else None.

    Raises ConflictError when the key came before with other content: then nothing may be changed.
    """
    return claim_many(authority, [KeyClaim(str(key), fingerprint, result)])[0]


def claim_many(authority: str, claims: Sequence[KeyClaim]) -> list[UUID | None]:
    """Claim many keys at once; the answers stand in the order of the claims."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a key is claimed in the transaction of its act")
    answers: list[UUID | None] = []
    for start in range(0, len(claims), _CHUNK):
        answers += _claim_chunk(authority, claims[start : start + _CHUNK])
    return answers


def _claim_chunk(authority: str, claims: Sequence[KeyClaim]) -> list[UUID | None]:
    """Claim in one statement; a second one reads the results of the keys that were there."""
    fresh = _insert(authority, claims)
    held = _held(authority, {one.key for one in claims} - fresh)
    answers: list[UUID | None] = []
    for one in claims:
        if one.key in fresh:  # a second claim of it in the same batch finds the first
            fresh.discard(one.key)
            held[one.key] = (one.fingerprint, one.result)
            answers.append(None)
        elif held[one.key][0] != one.fingerprint:
            raise ConflictError(_("同一编号已用于另一内容，请核对后重新提交。"))
        else:
            answers.append(held[one.key][1])
    return answers


def _insert(authority: str, claims: Sequence[KeyClaim]) -> set[str]:
    """Write the keys that are new and return them.

    The unique constraint decides between two that come at once: the slower waits for the faster
    and then reads its result. Keys are written sorted, so that two batches cannot wait in a ring.
    """
    connection = transaction.get_connection()
    known = {field.name: field for field in IdempotencyKey._meta.concrete_fields}
    at = clock.now()
    rows = [
        (authority, one.key, one.fingerprint, one.result, at)
        for one in sorted(claims, key=lambda one: one.key)
    ]
    values = [
        known[name].get_db_prep_save(value, connection)
        for row in rows
        for name, value in zip(_COLUMNS, row, strict=True)
    ]
    places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO kernel_idempotencykey ({', '.join(_COLUMNS)}) VALUES {places} "  # noqa: S608 -- no value is in it
            "ON CONFLICT (authority, key) DO NOTHING RETURNING key",
            values,
        )
        return {key for (key,) in cursor.fetchall()}


def _held(authority: str, keys: set[str]) -> dict[str, tuple[bytes, UUID]]:
    """Return fingerprint and result of keys that came before."""
    if not keys:
        return {}
    rows = IdempotencyKey.objects.filter(authority=authority, key__in=keys)
    return {
        key: (bytes(kept), result)
        for key, kept, result in rows.values_list("key", "fingerprint", "result")
    }


_COLUMNS = ("authority", "key", "fingerprint", "result", "at")
