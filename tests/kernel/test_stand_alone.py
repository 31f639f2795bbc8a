"""The stand-alone verifier stands alone, and its signatures are those of everybody else."""

import ast
import sys
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernel.journals import STAND_ALONE

HEAD = {
    "authority": "330211004000",
    "hash": "sha256",
    "root": "00" * 32,
    "signed_at": "2026-11-23T04:00:00.000000Z",
    "size": 3,
}
ORDER = 2**252 + 27742317777372353535851937790883648493


def signed(module: ModuleType, key: Ed25519PrivateKey, size: int = 3) -> dict[str, object]:
    head = HEAD | {"size": size}
    statement = b"fazhi tree head v1\n" + module.canonical(head)
    return head | {"signature": key.sign(statement).hex()}


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse(STAND_ALONE.read_text(encoding="utf-8"))

    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
    }

    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@given(seed=st.binary(min_size=32, max_size=32), size=st.integers(0, 10**9))
@settings(max_examples=20, deadline=None)
def test_it_accepts_what_another_library_signed(
    stand_alone: ModuleType, seed: bytes, size: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)

    assert stand_alone.is_signed(public(key), signed(stand_alone, key, size))


@pytest.mark.parametrize("at", [0, 31, 32, 62])
def test_it_refuses_a_signature_with_one_bit_changed(stand_alone: ModuleType, at: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
    head = signed(stand_alone, key)
    signature = bytearray.fromhex(str(head["signature"]))
    signature[at] ^= 1

    assert not stand_alone.is_signed(public(key), head | {"signature": signature.hex()})


def test_it_refuses_a_signature_written_in_a_second_way(stand_alone: ModuleType) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32)
    head = signed(stand_alone, key)
    signature = bytes.fromhex(str(head["signature"]))
    again = int.from_bytes(signature[32:], "little") + ORDER

    other = signature[:32] + again.to_bytes(32, "little")

    assert not stand_alone.is_signed(public(key), head | {"signature": other.hex()})


def test_it_refuses_the_signature_of_another_key_or_head(stand_alone: ModuleType) -> None:
    one, other = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
    head = signed(stand_alone, one)

    assert not stand_alone.is_signed(public(other), head)
    assert not stand_alone.is_signed(public(one), head | {"size": 4})


def test_its_base_point_is_that_of_the_standard(stand_alone: ModuleType) -> None:
    # RFC 8032, section 7.1, test 1: the public key of an all-known secret.
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    expected = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

    scalar = bytearray(stand_alone.hashlib.sha512(secret).digest()[:32])
    scalar[0] &= 248
    scalar[31] = scalar[31] & 127 | 64
    point = stand_alone.multiply(int.from_bytes(scalar, "little"), stand_alone.BASE)

    assert stand_alone.encode(point).hex() == expected
