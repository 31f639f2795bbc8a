"""Key files (密钥): made once at installation, kept outside the database, readable by one user.

`SECRETS_ROOT` holds one file for each purpose. A key is never written into the database, a log or
a backup of either; whoever restores a backup brings the keys from another place.
"""

import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from fazhi.kernel.disk import sync_folder

DJANGO = "django.key"  # signs cookies and forms
SIGNING = "signing.pem"  # signs tree heads of the journal
BLIND_INDEX = "blind_index.key"  # searching by identity number, phone or plate
_PERSONAL = "personal-{number:03d}.key"  # wraps the data keys of persons; the highest is in use
_PERSONAL_PATTERN = re.compile(r"personal-(\d{3})\.key")
_LAST_NUMBER = 255  # the number of a key is one byte in what it wrapped
_KEY_BYTES = 32
_OTHERS_MAY = 0o077


class KeyFileError(Exception):
    """A key file is missing or cannot be read; the installation must make or restore it."""


@dataclass(frozen=True, slots=True)
class LooseKey:
    """A key file or folder that other users of the machine may read."""

    path: Path
    mode: int


def make_keys(root: Path | None = None) -> tuple[Path, ...]:
    """Make the key files that are missing and return their paths; existing ones are never touched.

    A restored database with new keys would be unreadable for ever, so nothing here replaces a key.
    """
    folder = root or _root()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    wanted = {DJANGO: _new_secret, SIGNING: _new_signing_key, BLIND_INDEX: _new_secret}
    if not _personal_numbers(folder):
        wanted[_PERSONAL.format(number=1)] = _new_secret
    made = [folder / name for name in wanted if not (folder / name).exists()]
    for path in made:
        _write_once(path, wanted[path.name]())
    forget()
    return tuple(made)


def add_personal_key(root: Path | None = None) -> int:
    """Make the next key that wraps data keys; older ones stay, for what they have wrapped."""
    folder = root or _root()
    number = max(_personal_numbers(folder), default=0) + 1
    if number > _LAST_NUMBER:
        raise KeyFileError(f"there are already {_LAST_NUMBER} personal keys in {folder}")
    _write_once(folder / _PERSONAL.format(number=number), _new_secret())
    forget()
    return number


def signing_key() -> Ed25519PrivateKey:
    """Return the key that signs tree heads."""
    key = load_pem_private_key(_read(_place(), SIGNING), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{SIGNING} is not an Ed25519 key")
    return key


def blind_index_secret() -> bytes:
    """Return the secret of blind indexes."""
    return _secret(_place(), BLIND_INDEX)


def personal_secret(number: int) -> bytes:
    """Return the secret with that number, which wraps the data keys of persons."""
    return _secret(_place(), _PERSONAL.format(number=number))


def personal_number_in_use() -> int:
    """Return the number of the secret that wraps new data keys."""
    return _personal_number_in_use(_place())


def missing(root: Path | None = None) -> list[str]:
    """Name the key files that are not there."""
    folder = root or _root()
    wanted = [SIGNING, BLIND_INDEX]
    lacking = [name for name in wanted if not (folder / name).is_file()]
    if not _personal_numbers(folder):
        lacking.append(_PERSONAL.format(number=1))
    return lacking


def loose(root: Path | None = None) -> list[LooseKey]:
    """Name the key files, and their folder, that others than the owner may open."""
    folder = root or _root()
    if not folder.is_dir():
        return []
    paths = [folder, *sorted(path for path in folder.iterdir() if path.is_file())]
    modes = [(path, path.stat().st_mode & 0o777) for path in paths]
    return [LooseKey(path, mode) for path, mode in modes if mode & _OTHERS_MAY]


def forget() -> None:
    """Forget keys read before: after keys were made, and between tests."""
    for kept in (_read, _secret, _personal_number_in_use):
        kept.cache_clear()


def _root() -> Path:
    return Path(settings.SECRETS_ROOT)


def _place() -> str:
    """Return the folder as text: what is kept in memory is looked up by it, many times a second."""
    return str(settings.SECRETS_ROOT)


def _personal_numbers(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    matches = (_PERSONAL_PATTERN.fullmatch(path.name) for path in folder.iterdir())
    return sorted(int(match.group(1)) for match in matches if match)


@lru_cache(maxsize=8)
def _personal_number_in_use(folder: str) -> int:
    numbers = _personal_numbers(Path(folder))
    if not numbers:
        raise KeyFileError(f"there is no personal key in {folder}")
    return numbers[-1]


@lru_cache(maxsize=64)
def _secret(folder: str, name: str) -> bytes:
    try:
        secret = bytes.fromhex(_read(folder, name).decode().strip())
    except ValueError as error:
        raise KeyFileError(f"{name} is not a key of hexadecimal digits") from error
    if len(secret) != _KEY_BYTES:
        raise KeyFileError(f"{name} has {len(secret)} bytes instead of {_KEY_BYTES}")
    return secret


@lru_cache(maxsize=64)
def _read(folder: str, name: str) -> bytes:
    try:
        return (Path(folder) / name).read_bytes()
    except OSError as error:
        raise KeyFileError(f"the key file {name} cannot be read in {folder}") from error


def _new_secret() -> bytes:
    return secrets.token_hex(_KEY_BYTES).encode() + b"\n"


def _new_signing_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that others never could read; two installers at once cannot make two keys."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
        sync_folder(path.parent)
    except FileExistsError:
        return  # another installer was faster: its key holds
    finally:
        temporary.unlink(missing_ok=True)
