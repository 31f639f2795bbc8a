"""Verify an exported journal with nothing but a public key and, if at hand, older heads.

Standard library only; it shares no code with the system whose export it checks. What is checked,
and the format of the file, is described in README.md beside it.
"""
# ruff: noqa: INP001, T201 -- one file that stands alone and prints

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
P = 2**255 - 19  # Ed25519 as in RFC 8032, with points in extended coordinates
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SIGN = 1 << 255


def add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while number:
        total = add(total, point) if number & 1 else total
        point, number = add(point, point), number >> 1
    return total


def decode(data: bytes) -> Point:
    y = int.from_bytes(data, "little") & SIGN - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square:
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != data[31] >> 7 else x
    return x, y, 1, x * y % P


def encode(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (SIGN if x & 1 else 0)).to_bytes(32, "little")


BASE = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def is_signed(key: bytes, head: dict[str, Any]) -> bool:
    """Tell whether the head bears the signature of the key."""
    stated = {name: head[name] for name in ("authority", "hash", "root", "signed_at", "size")}
    message = b"fazhi tree head v1\n" + canonical(stated)
    signature = bytes.fromhex(head["signature"])
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER
    x, y, z, t = multiply(challenge, decode(key))
    return s < ORDER and encode(add(multiply(s, BASE), (P - x, y, z, P - t))) == r


class Tree:
    """A Merkle tree as in RFC 6962, of which only the perfect subtrees are kept."""

    def __init__(self, name: str, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.name, self.size, self.nodes = name, size, list(nodes)

    def hash(self, data: bytes) -> bytes:
        return hashlib.new(self.name, data).digest()

    def append(self, leaf: bytes) -> None:
        filled = self.size
        while filled & 1:
            leaf, filled = self.hash(b"\1" + self.nodes.pop() + leaf), filled >> 1
        self.nodes.append(leaf)
        self.size += 1

    def root(self) -> str:
        if not self.nodes:
            return self.hash(b"").hex()
        *rest, node = self.nodes
        for left in reversed(rest):
            node = self.hash(b"\1" + left + node)
        return node.hex()

    def copy(self) -> "Tree":
        return Tree(self.name, self.size, self.nodes)


class Log:
    """The log of one authority: takes its lines in order and collects what is wrong."""

    def __init__(self, opening: dict[str, Any], key: bytes, given: list[dict[str, Any]]) -> None:
        self.authority, self.key = str(opening["authority"]), key
        self.faults: list[str] = []
        self.erased: dict[str, dict[str, str]] = {}
        self.erasing: dict[str, str] = {}  # entries that record an erasure, and what they erased
        # Two trees: from the hashes of the leaves, and from those computed from the entries.
        self.placed, self.computed = Tree(opening["hash"]), Tree(opening["hash"])
        self.confirmed = Tree(opening["hash"])
        self.stretch: list[tuple[str, str, bytes, bytes, int]] = []  # since the last head
        self.excused, self.longest = False, 0
        own = [head for head in given if head["authority"] == self.authority]
        self.given = [head for head in own if self.is_genuine(head, "given head")]
        self.disagreeing: list[dict[str, Any]] = []

    def report(self, kind: str, row: str) -> None:
        fault = f"{self.authority} {row}: {kind}"
        if fault not in self.faults:
            self.faults.append(fault)

    def is_genuine(self, head: dict[str, Any], row: str) -> bool:
        try:
            good = head["authority"] == self.authority and is_signed(self.key, head)
        except (ValueError, KeyError, TypeError):
            good = False
        if not good:
            self.report("forged_head", row)
        self.longest = max(self.longest, head["size"] if good else 0)
        return good

    def take_leaf(self, line: dict[str, Any]) -> None:
        while self.placed.size < line["position"]:
            self.report("missing_leaf", f"leaf {self.placed.size}")
            self.excused = True
            self.grow("", "", b"", b"")
        placed, entry = bytes.fromhex(line["leaf"]), line["entry"]
        if entry:
            computed = self.placed.hash(b"\0" + canonical(entry))
            self.check_content(line, entry)
        else:
            computed = placed
            self.report("missing_entry", f"entry {line['id']}")
        self.grow(line["id"], entry["recorded_at"] if entry else "", placed, computed)

    def grow(self, name: str, recorded_at: str, placed: bytes, computed: bytes) -> None:
        self.stretch.append((recorded_at, name, placed, computed, self.placed.size))
        self.placed.append(placed)
        self.computed.append(computed)
        roots = {self.placed.root(), self.computed.root()} if self.given else set()
        for head in self.given:
            if head["size"] == self.placed.size and head["root"] not in roots:
                self.disagreeing.append(head)

    def check_content(self, line: dict[str, Any], entry: dict[str, Any]) -> None:
        row, content, erased = f"entry {entry['id']}", line["content"], line["erased"]
        if content is None:
            if erased is None:
                self.report("missing_content", row)
            else:
                self.erased[entry["id"]] = erased
            return
        salted = bytes.fromhex(content["salt"]) + content["text"].encode()
        if self.placed.hash(salted).hex() != entry["content_hash"]:
            self.report("changed_content", row)
        elif erased:
            self.report("restored_content", row)
        elif entry["kind"] == "journal.erased":
            self.erasing[entry["id"]] = json.loads(content["text"]).get("entry", "")

    def take_head(self, head: dict[str, Any], frontier: str) -> None:
        genuine = self.is_genuine(head, f"head {head.get('size')}")
        if not genuine or head["size"] != self.placed.size:
            return
        doubtful = [place for place in self.stretch if place[2] != place[3]]
        right, kind = self.placed, "changed_entry"
        if head["root"] == self.computed.root() != self.placed.root():
            right, kind = self.computed, "changed_leaf"
        for _, name, _, _, position in doubtful:
            self.report(kind, f"leaf {position}" if kind == "changed_leaf" else f"entry {name}")
        if right.root() == head["root"]:
            self.report_rebuilt()
        else:
            if not doubtful and not self.excused:
                self.explain_by_order(head["root"])
            right = self.signed_tree(head, frontier)
        self.placed, self.computed, self.confirmed = right.copy(), right.copy(), right.copy()
        self.stretch, self.disagreeing, self.excused = [], [], False

    def explain_by_order(self, root: str) -> None:
        ordered, tree = sorted(self.stretch, key=lambda place: place[:2]), self.confirmed.copy()
        for place in ordered:
            tree.append(place[2])
        pairs = zip(self.stretch, ordered, strict=True)
        moved = [here[4] for here, there in pairs if here != there] if tree.root() == root else []
        for position in moved:
            self.report("swapped_leaves", f"leaf {position}")
        if not moved:
            self.report("altered_leaves", span(self.confirmed.size, self.placed.size))

    def signed_tree(self, head: dict[str, Any], frontier: str) -> Tree:
        """Return the tree behind a head, if the frontier beside it gives its root."""
        nodes = [frontier[at : at + 64] for at in range(0, len(frontier), 64)]
        kept = Tree(self.placed.name, head["size"], map(bytes.fromhex, nodes))
        whole = len(kept.nodes) == kept.size.bit_count() and kept.root() == head["root"]
        return kept if whole else self.placed

    def report_rebuilt(self) -> None:
        for head in self.disagreeing:
            self.report("rebuilt_log", f"head {head['size']}")

    def end(self) -> None:
        size = self.placed.size
        for _, name, placed, computed, _ in self.stretch:
            if placed != computed:
                self.report("changed_entry", f"entry {name}")
        if self.longest > size:
            self.report("truncated_tail", span(size, self.longest))
        elif self.stretch:
            self.report("unsigned_tail", span(self.confirmed.size, size))
        self.report_rebuilt()
        for name, erased in self.erased.items():
            if self.erasing.get(erased["by"]) != name:
                self.report("unfounded_erasure", f"entry {name}")


def span(start: int, stop: int) -> str:
    return f"leaf {start}" if stop - start == 1 else f"leaves {start}–{stop - 1}"


def verify(lines: Iterable[str], key: bytes, given: list[dict[str, Any]]) -> Iterator[Log]:
    """Yield the log of each authority in the export, once it was read to its end."""
    log = None
    for text in lines:
        line = json.loads(text)
        if "format" in line:
            if log:
                log.end()
                yield log
            log = Log(line, key, given)
        elif log and "head" in line:
            log.take_head(line["head"], line["frontier"])
        elif log:
            log.take_leaf(line)
    if log:
        log.end()
        yield log


def main() -> int:
    """Print what was found; 0 when all is well, 1 when something is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", help="the file written by: fazhi verify --export FILE")
    parser.add_argument("--key", required=True, help="the public key, 64 hexadecimal digits")
    parser.add_argument("--head", action="append", default=[], help="file with a head in JSON")
    arguments = parser.parse_args()
    texts = [Path(name).read_text(encoding="utf-8") for name in arguments.head]
    given = [json.loads(line) for text in texts for line in text.splitlines() if line.strip()]
    faults: list[str] = []
    with Path(arguments.export).open(encoding="utf-8") as file:
        for log in verify(file, bytes.fromhex(arguments.key), given):
            print(f"{log.authority}: {log.placed.size} entries, root {log.placed.root()}")
            for name, erased in log.erased.items():
                print(f"{log.authority} entry {name}: erased under {erased['ground']}")
            faults += log.faults
    print("\n".join(faults) if faults else "no fault found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
