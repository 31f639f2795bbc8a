"""Verification of the journal: whether anything was altered, removed, re-ordered or slipped in.

It reads every row once, in a stream, and names what it finds: the row and the kind of fault. The
tree alone cannot tell a rebuilt log from a true one; an older head can, and the file of heads.
"""

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from fazhi.kernel import erasure, head_file, installation, journal, merkle
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import InputError
from fazhi.kernel.faults import ErasedContent, Fault, FaultKind, Findings
from fazhi.kernel.heads import Head, public_key
from fazhi.kernel.heads_at_hand import HeadsAtHand
from fazhi.kernel.log_walk import Place, Walk
from fazhi.kernel.models import Entry, Erasure, Leaf, PendingEntry, TreeHead
from fazhi.kernel.salvage import SPOILT, readable

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.kernel.merkle import Digest

_AT_ONCE: Final = 2_000  # rows fetched at a time

#: What is read of an entry and its content, in the order of `_Row`.
_OF_ENTRY: Final = (
    "id",
    "authority",
    "kind",
    "dossier_id",
    "account_id",
    "happened_at",
    "recorded_at",
    "provisions",
    "item_count",
    "content_hash",
    "leaf_hash",
    "content__salt",
    "content__text",
    "erasure__ground",
)


class _Row(NamedTuple):
    id: UUID
    authority: str
    kind: str
    dossier_id: UUID | None
    account_id: UUID | None
    happened_at: dt.datetime
    recorded_at: dt.datetime
    provisions: list[str]
    item_count: int
    content_hash: bytes
    leaf_hash: bytes
    salt: bytes | None
    text: str | None
    ground: str | None


def verify(authority: str, since: Head | None = None) -> list[Fault]:
    """Return the faults of the log of an authority; an older head shows whether it was rebuilt."""
    return examine(authority, since).faults


def examine(authority: str, since: Head | None = None) -> Findings:
    """Verify the log of an authority; say also how large it is and what was lawfully erased."""
    if since and since.authority != authority:
        raise InputError({"since": _("这个树根签名属于另一机关。")})
    findings = Findings(authority)
    digest = _digest_of(authority)
    heads = HeadsAtHand(findings, public_key(), since)
    newest, leaf_count = _extent(authority)
    points = heads.checkpoints(newest, leaf_count)
    times_are_real = not installation.is_demonstration()
    walk = Walk(findings, points, digest, times_are_real=times_are_real)
    _walk_leaves(findings, walk, leaf_count, digest)
    _check_outside_the_log(findings, digest)
    _check_erasures(findings)
    findings.size = walk.size
    signed = [point.head for point in points if point.head.size <= walk.size]
    findings.head = signed[-1] if signed else None
    return findings


def authorities() -> list[str]:
    """Return every authority that has entries, leaves, heads, or a file of heads."""
    named = {*head_file.authorities()}
    for model in (Entry, Leaf, TreeHead):
        named.update(model.objects.values_list("authority", flat=True).distinct())
    return sorted(named)


def _digest_of(authority: str) -> "Digest":
    """Return the hash function that the log has used since it began."""
    rows = TreeHead.objects.filter(authority=authority).order_by("size")
    name = rows.values_list("hash_name", flat=True).first() or journal.hash_name()
    try:
        return merkle.digest_named(name)
    except ValueError:
        return journal.digest()


def _extent(authority: str) -> tuple[int, int]:
    """Return the size of the newest head and the count of leaves, both of one moment."""
    heads = TreeHead.objects.filter(authority=authority)
    leaves = Leaf.objects.filter(authority=authority)
    while True:
        before = heads.aggregate(size=Max("size"))["size"]
        last = leaves.aggregate(last=Max("position"))["last"]
        if heads.aggregate(size=Max("size"))["size"] == before:
            return before or 0, 0 if last is None else last + 1


def _walk_leaves(findings: Findings, walk: Walk, leaf_count: int, digest: "Digest") -> None:
    rows = Leaf.objects.filter(authority=findings.authority).values_list(
        "position", "id", "leaf_hash", *(f"entry__{name}" for name in _OF_ENTRY)
    )
    for start in range(0, leaf_count, _AT_ONCE):
        stop = min(start + _AT_ONCE, leaf_count)
        for position, number, placed, *of_entry in readable(rows, "position", range(start, stop)):
            _bridge(findings, walk, position)
            row = _Row(*of_entry)
            witnesses = (bytes(placed), _computed(row, digest), bytes(row.leaf_hash))
            walk.take(Place(position, number, row.id, row.recorded_at, *witnesses))
            _check_content(findings, row, digest)
        _bridge(findings, walk, stop)
    walk.end()


def _computed(row: _Row, digest: "Digest") -> bytes:
    """Return the hash of the leaf, computed anew; of an entry that makes no sense, none."""
    try:
        return merkle.leaf_hash(canonical(journal.metadata(row)).encode(), digest)
    except SPOILT:
        return b""


def _bridge(findings: Findings, walk: Walk, position: int) -> None:
    """Walk over places that the join did not give: their entry is gone, or even their leaf."""
    if walk.size == position:
        return
    between = range(walk.size, position)
    leaves = Leaf.objects.filter(authority=findings.authority)
    known = {leaf.position: leaf for leaf in readable(leaves, "position", between)}
    for missing in between:
        leaf = known.get(missing)
        if leaf is None:
            walk.miss(missing)
        else:
            findings.add(_why_unread(leaf), f"entry {leaf.entry_id}")
            placed = bytes(leaf.leaf_hash)
            walk.take(Place(missing, leaf.pk, leaf.entry_id, None, placed, placed, placed))


def _why_unread(leaf: Leaf) -> FaultKind:
    """Return what is wrong with an entry that was not read together with its leaf."""
    entries = Entry.objects.filter(id=leaf.entry_id)
    if not entries.exists():
        return FaultKind.MISSING_ENTRY
    is_whole = list(readable(entries, "id", [leaf.entry_id]))
    return FaultKind.CHANGED_CONTENT if is_whole else FaultKind.CHANGED_ENTRY


def _check_content(findings: Findings, row: _Row, digest: "Digest") -> None:
    name = f"entry {row.id}"
    if row.salt is None or row.text is None:
        if row.ground is None:
            findings.add(FaultKind.MISSING_CONTENT, name)
    elif not _gives_content_hash(row.salt, row.text, row.content_hash, digest):
        findings.add(FaultKind.CHANGED_CONTENT, name)
    elif row.ground is not None:
        findings.add(FaultKind.RESTORED_CONTENT, name)


def _gives_content_hash(salt: bytes, text: str, expected: bytes, digest: "Digest") -> bool:
    try:
        return journal.content_hash(bytes(salt), text, digest) == bytes(expected)
    except SPOILT:
        return False


def _check_outside_the_log(findings: Findings, digest: "Digest") -> None:
    """Check the entries that wait for a place, and find those that neither wait nor have one."""
    own = Entry.objects.filter(authority=findings.authority)
    waiting = list(
        PendingEntry.objects.filter(authority=findings.authority)
        .order_by("id")
        .values_list("entry_id", flat=True)
    )
    findings.pending = len(waiting)
    for start in range(0, len(waiting), _AT_ONCE):
        _check_waiting(findings, own, waiting[start : start + _AT_ONCE], digest)
    unlogged = own.filter(leaf=None).exclude(id__in=PendingEntry.objects.values("entry_id"))
    for entry_id in unlogged.order_by("id").values_list("id", flat=True).iterator():
        findings.add(FaultKind.UNLOGGED_ENTRY, f"entry {entry_id}")


def _check_waiting(
    findings: Findings, own: "QuerySet[Entry]", waiting: list[UUID], digest: "Digest"
) -> None:
    rows = {
        row.id: row for row in map(_Row._make, readable(own.values_list(*_OF_ENTRY), "id", waiting))
    }
    for entry_id in waiting:
        row = rows.get(entry_id)
        if row is None or _computed(row, digest) != bytes(row.leaf_hash):
            findings.add(FaultKind.CHANGED_ENTRY, f"entry {entry_id}")
        if row is not None:
            _check_content(findings, row, digest)


def _check_erasures(findings: Findings) -> None:
    """Each erasure must rest on an entry of the journal that names the erased one."""
    rows = Erasure.objects.filter(authority=findings.authority).order_by("erased_by_id")
    for row in rows.select_related("erased_by__content").iterator():
        content = getattr(row.erased_by, "content", None)
        named = content.value.get("entry") if content else None
        if row.erased_by.kind != erasure.KIND or named != str(row.entry_id):
            findings.add(FaultKind.UNFOUNDED_ERASURE, f"entry {row.entry_id}")
            continue
        erased = ErasedContent(str(row.entry_id), row.ground, str(row.erased_by_id))
        findings.erased.append(erased)
