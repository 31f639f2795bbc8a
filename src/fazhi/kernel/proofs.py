"""Proofs about the log that fit on a page: this entry is in it, this head continues that one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fazhi.kernel import journal, merkle
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.heads import Head, is_signed
from fazhi.kernel.models import Entry, Leaf, TreeHead

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class EntryProof:
    """That an entry stands at a position of the tree under a signed head."""

    head: Head
    position: int
    path: tuple[bytes, ...]

    def holds_for(self, entry: Entry, key: bytes | None = None) -> bool:
        """Tell whether the entry, as it is now, leads to the root, and the head is signed."""
        digest = merkle.digest_named(self.head.hash)
        leaf = journal.entry_leaf(entry, digest)
        root = merkle.root_from_inclusion(
            leaf, self.position, self.head.size, self.path, digest=digest
        )
        return root is not None and root.hex() == self.head.root and is_signed(self.head, key)


def prove_entry(entry: Entry) -> EntryProof:
    """Return the proof of an entry under the newest head; NotFoundError while it still waits."""
    leaf = Leaf.objects.filter(entry=entry).first()
    head = _heads(entry.authority).last()
    if leaf is None or head is None:
        raise NotFoundError(_("这条日志尚未编入日志树。"))
    hashes = _hashes(entry.authority, head.size)
    digest = merkle.digest_named(head.hash_name)
    path = merkle.inclusion_proof(hashes, leaf.position, digest)
    return EntryProof(Head.of(head), leaf.position, path)


def prove_consistency(authority: str, older: int, newer: int) -> tuple[bytes, ...]:
    """Return the proof that the head of the newer size continues the head of the older size."""
    sizes = set(_heads(authority).filter(size__in=(older, newer)).values_list("size", flat=True))
    if {older, newer} - sizes:
        raise NotFoundError(_("没有这个大小的树根签名。"))
    return merkle.consistency_proof(_hashes(authority, newer), older, journal.digest())


def _heads(authority: str) -> "QuerySet[TreeHead]":
    return TreeHead.objects.filter(authority=authority).order_by("size")


def _hashes(authority: str, size: int) -> list[bytes]:
    rows = Leaf.objects.filter(authority=authority, position__lt=size).order_by("position")
    return [bytes(leaf) for leaf in rows.values_list("leaf_hash", flat=True)]
