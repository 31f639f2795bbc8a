"""Merkle trees: the shape of RFC 6962, proofs, and appending without reading the tree."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fazhi.kernel import merkle

#: The leaves and roots with which Certificate Transparency tests its own trees.
KNOWN_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
SIZES = st.integers(min_value=1, max_value=70)


def leaves(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


def root_by_definition(hashes: list[bytes]) -> bytes:
    if len(hashes) <= 1:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    left, right = root_by_definition(hashes[:split]), root_by_definition(hashes[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize(("size", "root"), KNOWN_ROOTS.items())
def test_roots_are_those_of_certificate_transparency(size: int, root: str) -> None:
    hashes = [merkle.leaf_hash(leaf) for leaf in KNOWN_LEAVES[:size]]

    assert merkle.root(hashes).hex() == root


@given(size=st.integers(min_value=0, max_value=130))
def test_the_root_is_that_of_the_recursive_definition(size: int) -> None:
    assert merkle.root(leaves(size)) == root_by_definition(leaves(size))


@given(first=SIZES, second=SIZES)
def test_appending_in_parts_gives_the_root_of_the_whole(first: int, second: int) -> None:
    hashes = leaves(first + second)
    frontier = merkle.Frontier()
    frontier.extend(hashes[:first])

    later = merkle.Frontier.from_bytes(first, frontier.to_bytes())
    later.extend(hashes[first:])

    assert later.root() == merkle.root(hashes)
    assert len(later.nodes) == later.size.bit_count()


@given(size=SIZES, data=st.data())
def test_an_inclusion_proof_leads_from_its_leaf_to_the_root(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(min_value=0, max_value=size - 1))
    hashes = leaves(size)

    path = merkle.inclusion_proof(hashes, position)

    assert merkle.root_from_inclusion(hashes[position], position, size, path) == merkle.root(hashes)
    assert len(path) <= (size - 1).bit_length()


@given(size=SIZES, data=st.data())
def test_an_inclusion_proof_of_another_place_leads_elsewhere(
    size: int, data: st.DataObject
) -> None:
    position = data.draw(st.integers(min_value=0, max_value=size - 1))
    other = data.draw(st.integers(min_value=0, max_value=size))
    hashes = leaves(size)
    path = merkle.inclusion_proof(hashes, position)

    led_to = merkle.root_from_inclusion(hashes[position], other, size, path)

    assert (led_to == merkle.root(hashes)) == (other == position)


@given(older=SIZES, more=st.integers(min_value=0, max_value=70))
def test_a_consistency_proof_holds_for_the_tree_that_was_appended_to(older: int, more: int) -> None:
    hashes = leaves(older + more)
    path = merkle.consistency_proof(hashes, older)
    before = (older, merkle.root(hashes[:older]))
    after = (len(hashes), merkle.root(hashes))

    assert merkle.is_consistent(before, after, path)


@given(older=SIZES, more=SIZES, data=st.data())
def test_no_consistency_proof_holds_for_a_tree_that_was_altered(
    older: int, more: int, data: st.DataObject
) -> None:
    hashes = leaves(older + more)
    before = (older, merkle.root(hashes[:older]))
    hashes[data.draw(st.integers(min_value=0, max_value=older - 1))] = b"\x07" * 32
    after = (len(hashes), merkle.root(hashes))

    assert not merkle.is_consistent(before, after, merkle.consistency_proof(hashes, older))


@pytest.mark.parametrize("change", ["shorter", "longer", "other", "empty"])
def test_a_consistency_proof_that_was_tampered_with_does_not_hold(change: str) -> None:
    hashes = leaves(13)
    path = merkle.consistency_proof(hashes, 6)
    tampered = {
        "shorter": path[:-1],
        "longer": (*path, path[0]),
        "other": (b"\x07" * 32, *path[1:]),
        "empty": (),
    }[change]

    before, after = (6, merkle.root(hashes[:6])), (13, merkle.root(hashes))

    assert merkle.is_consistent(before, after, path)
    assert not merkle.is_consistent(before, after, tampered)


def test_a_larger_tree_is_not_the_beginning_of_a_smaller_one() -> None:
    hashes = leaves(4)
    root = merkle.root(hashes)

    assert not merkle.is_consistent((5, root), (4, root), ())
    assert not merkle.is_consistent((0, root), (4, root), ())
    with pytest.raises(ValueError, match="does not begin"):
        merkle.consistency_proof(hashes, 5)


def test_there_is_no_proof_for_a_leaf_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="no leaf 4"):
        merkle.inclusion_proof(leaves(4), 4)
    assert merkle.root_from_inclusion(leaves(1)[0], 4, 4, ()) is None


def test_a_node_cannot_pass_for_a_leaf() -> None:
    left, right = leaves(2)

    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@pytest.mark.parametrize(("size", "packed"), [(3, b"\x00" * 32), (1, b"\x00" * 31)])
def test_a_frontier_that_does_not_fit_its_size_is_refused(size: int, packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"perfect subtrees|whole hashes"):
        merkle.Frontier.from_bytes(size, packed)


def test_sm3_takes_the_place_of_sha256_by_name() -> None:
    sm3 = merkle.digest_named("sm3")

    # The example of GB/T 32905-2016, appendix A.1.
    assert sm3(b"abc").hexdigest() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    assert merkle.root(leaves(3), sm3) != merkle.root(leaves(3))
    with pytest.raises(ValueError, match="unsupported"):
        merkle.digest_named("no such hash")
