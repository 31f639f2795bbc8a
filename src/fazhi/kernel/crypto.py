"""Encryption of personal values, in the international or the 国密 profile.

One data key for each person's row, wrapped by the key of the authority; values are sealed with the
data key and bound to table, field and row, so that a sealed value moved elsewhere does not open.
What was sealed names its suite, and a wrapped key also its key file, so that both can change.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from fazhi.kernel import keys

#: A sealed value is one byte for the suite, the nonce, the ciphertext and the tag.
_NONCE = 12
_TAG = 16
_SEALED_OVERHEAD = 1 + _NONCE + _TAG
_WRAPPED_HEAD = 2  # suite and number of the key file
_INDEX_DIGEST = 16  # 128 bits: equal indexes mean equal values


class UnsealError(Exception):
    """A sealed value does not open: it was altered, moved from another row, or its key is gone."""


class Aead(Protocol):
    """Authenticated encryption with a nonce and data that it is bound to."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Encrypt and append the tag."""

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Check the tag and decrypt, or raise InvalidTag."""


class Sm4Gcm:
    """SM4 (GB/T 32907) in Galois counter mode, with the interface of `AESGCM`."""

    def __init__(self, key: bytes) -> None:
        """Keep the key of 16 bytes."""
        self._algorithm = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Encrypt and append the tag."""
        worker = Cipher(self._algorithm, modes.GCM(nonce)).encryptor()
        worker.authenticate_additional_data(associated_data or b"")
        return worker.update(data) + worker.finalize() + worker.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Check the tag and decrypt, or raise InvalidTag."""
        if len(data) < _TAG:
            raise InvalidTag
        worker = Cipher(self._algorithm, modes.GCM(nonce, data[-_TAG:])).decryptor()
        worker.authenticate_additional_data(associated_data or b"")
        return worker.update(data[:-_TAG]) + worker.finalize()


@dataclass(frozen=True, slots=True)
class Suite:
    """Algorithms that go together; `code` is written before everything that they sealed."""

    code: int
    profile: str
    aead: Callable[[bytes], Aead]
    key_bytes: int
    digest: type[hashes.HashAlgorithm]


SUITES = (
    Suite(1, "international", AESGCM, 32, hashes.SHA256),
    Suite(2, "guomi", Sm4Gcm, 16, hashes.SM3),
)
_BY_CODE = {suite.code: suite for suite in SUITES}
_BY_PROFILE = {suite.profile: suite for suite in SUITES}


class DataKey:
    """The key of one row: seals and opens its values."""

    __slots__ = ("_aead", "_head")

    def __init__(self, suite: Suite, raw: bytes) -> None:
        """Make ready to seal with a raw key."""
        self._aead = suite.aead(raw)
        self._head = bytes((suite.code,))

    def seal(self, text: str, bound_to: bytes) -> bytes:
        """Seal a text for one place; the same text sealed twice looks different."""
        nonce = _random(_NONCE)
        return self._head + nonce + self._aead.encrypt(nonce, text.encode(), bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> str:
        """Open what was sealed for this place."""
        if sealed[:1] != self._head or len(sealed) < _SEALED_OVERHEAD:
            raise UnsealError("the sealed value does not belong to this key")
        try:
            plain = self._aead.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], bound_to)
        except InvalidTag as error:
            raise UnsealError("the sealed value was altered or belongs to another place") from error
        return plain.decode()


def suite_in_use() -> Suite:
    """Return the suite of the profile in the settings (`CRYPTO_PROFILE`)."""
    return _BY_PROFILE[getattr(settings, "CRYPTO_PROFILE", "international")]


def new_data_key(authority: str, bound_to: bytes) -> tuple[bytes, DataKey]:
    """Make the data key of a row; return it wrapped by the authority's key, and ready to use."""
    suite = suite_in_use()
    raw = _random(suite.key_bytes)
    return _wrap(suite, raw, authority, bound_to), DataKey(suite, raw)


def unwrap(wrapped: bytes, authority: str, bound_to: bytes) -> DataKey:
    """Return the data key of a row."""
    return DataKey(*_unwrap(wrapped, authority, bound_to))


def rewrap(wrapped: bytes, authority: str, bound_to: bytes) -> bytes:
    """Wrap the same data key with the key file now in use; the sealed values stay as they are."""
    return _wrap(*_unwrap(wrapped, authority, bound_to), authority, bound_to)


def number_of(wrapped: bytes) -> int:
    """Return the number of the key file that wrapped a data key."""
    return wrapped[1]


def keyed_digest(authority: str, kind: str, value: str) -> bytes:
    """Return a digest that only a holder of the secret can compute, apart by authority and kind."""
    suite = suite_in_use()
    key = _derived(suite, keys.blind_index_secret(), f"index {authority} {kind}")
    worker = hmac.HMAC(key, suite.digest())
    worker.update(value.encode())
    return bytes((suite.code,)) + worker.finalize()[:_INDEX_DIGEST]


def _wrap(suite: Suite, raw: bytes, authority: str, bound_to: bytes) -> bytes:
    number = keys.personal_number_in_use()
    nonce = _random(_NONCE)
    sealed = _wrapper(suite, number, authority).encrypt(nonce, raw, bound_to)
    return bytes((suite.code, number)) + nonce + sealed


def _unwrap(wrapped: bytes, authority: str, bound_to: bytes) -> tuple[Suite, bytes]:
    suite = _BY_CODE.get(wrapped[0]) if len(wrapped) > _WRAPPED_HEAD + _NONCE + _TAG else None
    if suite is None:
        raise UnsealError("this is not a wrapped data key")
    nonce, sealed = wrapped[2 : 2 + _NONCE], wrapped[2 + _NONCE :]
    try:
        raw = _wrapper(suite, number_of(wrapped), authority).decrypt(nonce, sealed, bound_to)
    except InvalidTag as error:
        raise UnsealError("the data key was altered or belongs to another row") from error
    return suite, raw


def _wrapper(suite: Suite, number: int, authority: str) -> Aead:
    return _aead(suite, _derived(suite, keys.personal_secret(number), f"person {authority}"))


@lru_cache(maxsize=256)
def _aead(suite: Suite, key: bytes) -> Aead:
    return suite.aead(key)


@lru_cache(maxsize=256)
def _derived(suite: Suite, secret: bytes, purpose: str) -> bytes:
    """Derive the key for one purpose of one authority, so that no two share a key (RFC 5869)."""
    derivation = HKDF(suite.digest(), suite.key_bytes, salt=None, info=f"fazhi {purpose}".encode())
    return derivation.derive(secret)


def _random(count: int) -> bytes:
    """Draw from the system, never from a seed: a simulated year must not have guessable keys."""
    return os.urandom(count)
