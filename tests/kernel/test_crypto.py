"""The ciphers give the published answers, and what was sealed once opens for ever."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pytest_django import Settings

from fazhi.kernel import crypto, keys

AUTHORITY = "330211004000"
PLACE = b"kernel_attachment.name:018bcfe5-687b-7000-8000-000000000001"


@pytest.fixture(params=["international", "guomi"])
def profile(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.CRYPTO_PROFILE = request.param
    return str(request.param)


@pytest.fixture
def known_keys(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Lay down keys that never change, so that answers can be written into the tests."""
    (tmp_path / "personal-001.key").write_text("11" * 32)
    (tmp_path / "blind_index.key").write_text("22" * 32)
    settings.SECRETS_ROOT = tmp_path
    keys.forget()
    yield tmp_path
    keys.forget()


def test_aes_gives_the_answer_of_the_gcm_specification() -> None:
    cipher = AESGCM(bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2))

    sealed = cipher.encrypt(
        bytes.fromhex("cafebabefacedbaddecaf888"),
        bytes.fromhex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    )

    assert sealed.hex() == (
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )


def test_sm4_gives_the_answer_of_rfc_8998() -> None:
    cipher = crypto.Sm4Gcm(bytes.fromhex("0123456789abcdeffedcba9876543210"))
    nonce = bytes.fromhex("00001234567800000000abcd")
    bound_to = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = bytes.fromhex("".join(digit * 16 for digit in "abcdefea"))

    sealed = cipher.encrypt(nonce, plain, bound_to)

    assert sealed.hex() == (
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert cipher.decrypt(nonce, sealed, bound_to) == plain


def test_sm4_refuses_what_is_shorter_than_its_tag() -> None:
    with pytest.raises(InvalidTag):
        crypto.Sm4Gcm(bytes(16)).decrypt(bytes(12), b"short", b"")


def test_sm3_gives_the_answer_of_its_standard() -> None:
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")

    assert digest.finalize().hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


@pytest.mark.usefixtures("profile")
def test_a_value_opens_in_its_own_place() -> None:
    wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)

    sealed = key.seal("张某", PLACE)

    assert crypto.unwrap(wrapped, AUTHORITY, PLACE).open(sealed, PLACE) == "张某"


@pytest.mark.usefixtures("profile")
def test_the_same_value_sealed_twice_looks_different() -> None:
    _wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)

    assert len({key.seal("张某", PLACE) for _ in range(100)}) == 100


@pytest.mark.usefixtures("profile")
def test_a_value_does_not_open_in_another_place() -> None:
    _wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)
    sealed = key.seal("张某", PLACE)

    with pytest.raises(crypto.UnsealError):
        key.open(sealed, PLACE.replace(b"name", b"phone"))


@pytest.mark.usefixtures("profile")
def test_no_flipped_bit_goes_unseen() -> None:
    _wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)
    sealed = key.seal("000-0001-0001", PLACE)

    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(crypto.UnsealError):
            key.open(bytes(altered), PLACE)


@pytest.mark.usefixtures("profile")
def test_a_cut_value_is_refused() -> None:
    _wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)
    sealed = key.seal("张某", PLACE)

    for length in range(len(sealed)):
        with pytest.raises(crypto.UnsealError):
            key.open(sealed[:length], PLACE)


@pytest.mark.usefixtures("profile")
def test_a_data_key_does_not_open_for_another_authority() -> None:
    wrapped, _key = crypto.new_data_key(AUTHORITY, PLACE)

    with pytest.raises(crypto.UnsealError):
        crypto.unwrap(wrapped, "330211005000", PLACE)


@pytest.mark.usefixtures("profile")
def test_a_data_key_does_not_open_for_another_row() -> None:
    wrapped, _key = crypto.new_data_key(AUTHORITY, PLACE)

    with pytest.raises(crypto.UnsealError):
        crypto.unwrap(wrapped, AUTHORITY, PLACE[:-1] + b"2")


@pytest.mark.parametrize("wrapped", [b"", b"\x01", b"\x09" + bytes(80)])
def test_what_is_no_data_key_is_refused(wrapped: bytes) -> None:
    with pytest.raises(crypto.UnsealError):
        crypto.unwrap(wrapped, AUTHORITY, PLACE)


def test_values_of_one_profile_open_under_the_other(settings: Settings) -> None:
    settings.CRYPTO_PROFILE = "international"
    wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)
    sealed = key.seal("张某", PLACE)

    settings.CRYPTO_PROFILE = "guomi"

    assert crypto.unwrap(wrapped, AUTHORITY, PLACE).open(sealed, PLACE) == "张某"


@pytest.mark.usefixtures("known_keys")
def test_a_data_key_wrapped_anew_opens_the_old_values() -> None:
    wrapped, key = crypto.new_data_key(AUTHORITY, PLACE)
    sealed = key.seal("张某", PLACE)
    keys.add_personal_key()

    renewed = crypto.rewrap(wrapped, AUTHORITY, PLACE)

    assert (crypto.number_of(wrapped), crypto.number_of(renewed)) == (1, 2)
    assert crypto.unwrap(renewed, AUTHORITY, PLACE).open(sealed, PLACE) == "张某"
    assert crypto.unwrap(wrapped, AUTHORITY, PLACE).open(sealed, PLACE) == "张某"


FROZEN = {
    "international": (
        (
            "0101a9abf7e02b7b3705fdc53a41d8f63385f810db3ee9ffb3ff9692f55daeccde8955c4b60f4dd3"
            "7d437152e08fdc3d4cbc8a6b03414c179dbbd4f9d799"
        ),
        "019e3a859f3c053e256ad3673881fd7cc1f813dba3c2b029ab5d8c3eb2e0514acdc2fb",
        "01230911fddc901d45bda7cd80566d480e",
    ),
    "guomi": (
        (
            "02012d9ddf30980c69c2c249eb0b76110d92eebe49d384470b7b33f5119754e07c563d992461416e"
            "62918dcf3817"
        ),
        "026840827bdacbf9fa480be4e242dab4299b875b9dab12ecd19d7b4823a4c2d2f51cbc",
        "025a8120406b1b22c2df878e4dfed59715",
    ),
}


@pytest.mark.parametrize("name", FROZEN)
@pytest.mark.usefixtures("known_keys")
def test_what_an_earlier_release_sealed_still_opens(name: str, settings: Settings) -> None:
    settings.CRYPTO_PROFILE = name
    wrapped, sealed, index = FROZEN[name]

    key = crypto.unwrap(bytes.fromhex(wrapped), AUTHORITY, PLACE)

    assert key.open(bytes.fromhex(sealed), PLACE) == "张某"
    assert crypto.keyed_digest(AUTHORITY, "phone", "00000010001").hex() == index


@pytest.mark.usefixtures("profile")
def test_indexes_are_apart_by_authority_and_kind() -> None:
    indexes = {
        crypto.keyed_digest(authority, kind, "00000010001")
        for authority in (AUTHORITY, "330211005000")
        for kind in ("phone", "identity_number")
    }

    assert len(indexes) == 4


def test_an_index_cannot_be_computed_without_the_secret(known_keys: Path) -> None:
    before = crypto.keyed_digest(AUTHORITY, "phone", "00000010001")
    (known_keys / "blind_index.key").write_text("33" * 32)
    keys.forget()

    assert crypto.keyed_digest(AUTHORITY, "phone", "00000010001") != before
