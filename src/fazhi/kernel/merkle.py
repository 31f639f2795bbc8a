"""Merkle trees in the shape of RFC 6962: roots, proofs, and appending without reading the tree.

A leaf is hashed after a byte 0, a node after a byte 1, so that neither passes for the other; a tree
of n leaves splits at the largest power of two below n. The hash function is a parameter: SHA-256,
or SM3 where OpenSSL offers it.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from hashlib import _Hash

    Digest = Callable[[bytes], _Hash]

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
SHA256: Final = "sha256"


def digest_named(name: str) -> "Digest":
    """Return the hash function of that name, or raise ValueError when this machine has none."""
    if name == SHA256:
        return hashlib.sha256
    hashlib.new(name)
    return partial(hashlib.new, name)


def leaf_hash(data: bytes, digest: "Digest" = hashlib.sha256) -> bytes:
    """Return the hash of a leaf."""
    return digest(LEAF + data).digest()


def node_hash(left: bytes, right: bytes, digest: "Digest" = hashlib.sha256) -> bytes:
    """Return the hash of a node over its two children."""
    return digest(NODE + left + right).digest()


class Frontier:
    """What must be known of a tree to append to it: the roots of its perfect subtrees.

    There is one for each bit set in the size, largest first; appending n leaves costs O(n).
    """

    __slots__ = ("_digest", "nodes", "size")

    def __init__(
        self, size: int = 0, nodes: Iterable[bytes] = (), digest: "Digest" = hashlib.sha256
    ) -> None:
        """Begin with an empty tree, or go on from an earlier one."""
        self.size = size
        self.nodes = list(nodes)
        self._digest = digest
        if len(self.nodes) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} perfect subtrees")

    @classmethod
    def from_bytes(cls, size: int, packed: bytes, digest: "Digest" = hashlib.sha256) -> Self:
        """Read what `to_bytes` wrote."""
        width = digest(b"").digest_size
        if len(packed) % width:
            raise ValueError("the frontier does not consist of whole hashes")
        starts = range(0, len(packed), width)
        return cls(size, (packed[at : at + width] for at in starts), digest)

    def to_bytes(self) -> bytes:
        """Write the subtree roots one after another, largest first."""
        return b"".join(self.nodes)

    def copy(self) -> "Frontier":
        """Return a frontier that can be appended to apart from this one."""
        return Frontier(self.size, self.nodes, self._digest)

    def append(self, leaf: bytes) -> None:
        """Append one leaf, given by its hash."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaves, given by their hashes."""
        nodes, size, digest = self.nodes, self.size, self._digest
        for leaf in leaves:
            node, filled = leaf, size
            while filled & 1:  # a subtree of this height is complete: join it
                node = digest(NODE + nodes.pop() + node).digest()
                filled >>= 1
            nodes.append(node)
            size += 1
        self.size = size

    def root(self) -> bytes:
        """Return the root of the tree; that of an empty tree is the hash of nothing."""
        if not self.nodes:
            return self._digest(b"").digest()
        *rest, node = self.nodes
        for left in reversed(rest):
            node = self._digest(NODE + left + node).digest()
        return node


def root(leaves: Iterable[bytes], digest: "Digest" = hashlib.sha256) -> bytes:
    """Return the root over leaves, given by their hashes."""
    frontier = Frontier(digest=digest)
    frontier.extend(leaves)
    return frontier.root()


def inclusion_proof(
    leaves: Sequence[bytes], position: int, digest: "Digest" = hashlib.sha256
) -> tuple[bytes, ...]:
    """Return the hashes that lead from one leaf to the root (RFC 6962, section 2.1.1)."""
    if not 0 <= position < len(leaves):
        raise ValueError(f"there is no leaf {position} in a tree of {len(leaves)}")
    path: list[bytes] = []
    low, high = 0, len(leaves)
    while high - low > 1:
        middle = low + _split(high - low)
        if position < middle:
            path.append(root(leaves[middle:high], digest))
            high = middle
        else:
            path.append(root(leaves[low:middle], digest))
            low = middle
    return tuple(reversed(path))


def root_from_inclusion(
    leaf: bytes,
    position: int,
    size: int,
    path: Sequence[bytes],
    *,
    digest: "Digest" = hashlib.sha256,
) -> bytes | None:
    """Return the root to which an inclusion proof leads, or None when its length is wrong."""
    if not 0 <= position < size:
        return None
    node, place, last = leaf, position, size - 1
    for sibling in path:
        if not last:
            return None
        if place & 1 or place == last:
            node = node_hash(sibling, node, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            node = node_hash(node, sibling, digest)
        place, last = place >> 1, last >> 1
    return None if last else node


def consistency_proof(
    leaves: Sequence[bytes], older: int, digest: "Digest" = hashlib.sha256
) -> tuple[bytes, ...]:
    """Return the hashes that show a tree to begin with an older one (RFC 6962, section 2.1.2)."""
    if not 0 < older <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves does not begin with one of {older}")
    path: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while older != high:
        middle = low + _split(high - low)
        if older <= middle:
            path.append(root(leaves[middle:high], digest))
            high = middle
        else:
            path.append(root(leaves[low:middle], digest))
            low, whole = middle, False
    if not whole:
        path.append(root(leaves[low:high], digest))
    return tuple(reversed(path))


def is_consistent(
    older: tuple[int, bytes],
    newer: tuple[int, bytes],
    path: Sequence[bytes],
    digest: "Digest" = hashlib.sha256,
) -> bool:
    """Tell whether the path proves that the newer tree (size, root) begins with the older one."""
    (older_size, older_root), (newer_size, newer_root) = older, newer
    if not 0 < older_size <= newer_size:
        return False
    if older_size == newer_size:
        return not path and older_root == newer_root
    # A perfect older tree is a node of the newer one: its root is where the proof begins.
    hashes = list(path) if older_size & (older_size - 1) else [older_root, *path]
    return bool(hashes) and (older_root, newer_root) == _climb(
        older_size - 1, newer_size - 1, hashes, digest
    )


def _climb(
    place: int, last: int, hashes: Sequence[bytes], digest: "Digest"
) -> tuple[bytes, bytes] | None:
    """Return the older and the newer root to which a consistency proof leads."""
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if not last:
            return None
        if place & 1 or place == last:
            old, new = node_hash(sibling, old, digest), node_hash(sibling, new, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling, digest)
        place, last = place >> 1, last >> 1
    return None if last else (old, new)


def _split(count: int) -> int:
    """Return the largest power of two below a count above one."""
    return 1 << (count - 1).bit_length() - 1
