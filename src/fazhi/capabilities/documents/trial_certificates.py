"""Certificates of the test seal: a root of this installation, and one for each authority.

They are made once, kept in `SECRETS_ROOT`, and say 测试 in their names. They cover the years that a
simulation may play, so that a document of 2023 can be sealed today.
"""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings

SINCE = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2045, 12, 31, tzinfo=dt.UTC)

_ROOT = "trial-seal-root"
_ROOT_NAME = "测试根证书（无法律效力）"
_making = Lock()


@dataclass(frozen=True, slots=True)
class TrialCertificate:
    """Where a certificate and its key lie."""

    name: str

    @property
    def certificate_path(self) -> Path:
        """The certificate, which goes with every document that is sealed."""
        return _folder() / f"{self.name}.crt.pem"

    @property
    def key_path(self) -> Path:
        """The key, which only this installation may read."""
        return _folder() / f"{self.name}.key.pem"

    @property
    def exists(self) -> bool:
        """Tell whether it has been made."""
        return self.certificate_path.exists() and self.key_path.exists()


def seal_name(authority_name: str) -> str:
    """Return the name on a test seal."""
    return f"{authority_name} 测试章"


def root_certificate() -> TrialCertificate:
    """Return the root of this installation, made when it is first asked for."""
    root = TrialCertificate(_ROOT)
    with _making:
        if not root.exists:
            key = _new_key()
            _write(root, key, _signed(_ROOT_NAME, key, issuer=None))
    return root


def certificate_of(authority: str, authority_name: str) -> TrialCertificate:
    """Return the certificate of an authority's test seal, made when it is first asked for.

    A seal bears the name of the authority (名称): renamed, it has another certificate.
    """
    root = root_certificate()
    mark = sha256(authority_name.encode()).hexdigest()[:8]
    own = TrialCertificate(f"trial-seal-{authority}-{mark}")
    with _making:
        if not own.exists:
            key = _new_key()
            _write(own, key, _signed(seal_name(authority_name), key, issuer=root))
    return own


def _folder() -> Path:
    return Path(settings.SECRETS_ROOT)


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _signed(
    name: str, key: ec.EllipticCurvePrivateKey, *, issuer: TrialCertificate | None
) -> x509.Certificate:
    subject = _subject(name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_loaded(issuer).subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
    )
    for extension, is_critical in _extensions(is_root=issuer is None):
        builder = builder.add_extension(extension, critical=is_critical)
    return builder.sign(_loaded_key(issuer) if issuer else key, hashes.SHA256())


def _extensions(*, is_root: bool) -> Sequence[tuple[x509.ExtensionType, bool]]:
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    limits = x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None)
    return ((limits, True), (usage, True))


def _subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "测试 TEST ONLY"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _loaded(certificate: TrialCertificate) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate.certificate_path.read_bytes())


def _loaded_key(certificate: TrialCertificate) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key(certificate.key_path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{certificate.key_path} holds no key of an elliptic curve")
    return key


def _write(
    place: TrialCertificate, key: ec.EllipticCurvePrivateKey, made: x509.Certificate
) -> None:
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_for_owner(place.key_path, secret)
    _write_for_owner(place.certificate_path, made.public_bytes(Encoding.PEM))


def _write_for_owner(path: Path, content: bytes) -> None:
    """Write a file that only its owner may open, as the start-up asks of all beside keys."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
