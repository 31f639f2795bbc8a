"""Signed tree heads: what they state, how they are signed, and how a signature is checked.

A head says: at this moment the log of this authority had this many leaves and this root. Whoever
holds an older head can prove that nothing before it was altered, removed or re-ordered.
"""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext as _

from fazhi.kernel import keys
from fazhi.kernel.canonical import canonical, moment
from fazhi.kernel.errors import FazhiError, InputError
from fazhi.kernel.models import TreeHead

#: Stands before every statement, so that the key signs nothing that could pass for another thing.
PURPOSE: Final = b"fazhi tree head v1\n"


class LooseKeyError(FazhiError):
    """The signing key may be read by others than its owner; nothing is signed with it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A tree head with its signature; the same in the database, in files and in exports."""

    authority: str
    hash: str
    root: str
    signed_at: str
    size: int
    signature: str = ""

    @classmethod
    def of(cls, row: TreeHead) -> Self:
        """Return the head that a row holds."""
        return cls(
            authority=row.authority,
            hash=row.hash_name,
            root=bytes(row.root).hex(),
            signed_at=moment(row.signed_at),
            size=row.size,
            signature=bytes(row.signature).hex(),
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a head from its JSON, or raise InputError."""
        try:
            given: dict[str, Any] = json.loads(text)
            head = cls(**{field.name: given[field.name] for field in fields(cls)})
        except (ValueError, TypeError, KeyError) as error:
            raise InputError({"head": _("这不是树根签名。")}) from error
        texts = (head.authority, head.hash, head.root, head.signed_at, head.signature)
        if not all(isinstance(part, str) for part in texts) or not isinstance(head.size, int):
            raise InputError({"head": _("这不是树根签名。")})
        return head

    def write(self) -> str:
        """Write the head as canonical JSON, on one line."""
        return canonical(asdict(self))

    @property
    def statement(self) -> bytes:
        """The bytes that are signed: everything but the signature."""
        stated = asdict(self)
        del stated["signature"]
        return PURPOSE + canonical(stated).encode()


def sign(head: Head) -> bytes:
    """Sign a head with the key of the installation; refuse a key that others can read."""
    folder = Path(settings.SECRETS_ROOT)
    guarded = {folder, folder / keys.SIGNING}
    loose = sorted(str(found.path) for found in keys.loose() if found.path in guarded)
    if loose:
        sentence = _("签名密钥可被其他用户读取，停止签名；请收回权限：%(paths)s")
        raise LooseKeyError(sentence % {"paths": "、".join(loose)})
    return keys.signing_key().sign(head.statement)


def is_signed(head: Head, key: bytes | None = None) -> bool:
    """Tell whether the signature is that of the key: the installation's, unless one is given."""
    try:
        public = Ed25519PublicKey.from_public_bytes(public_key() if key is None else key)
        public.verify(bytes.fromhex(head.signature), head.statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> bytes:
    """Return the 32 bytes of the public key that belongs to the signing key."""
    return keys.signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
