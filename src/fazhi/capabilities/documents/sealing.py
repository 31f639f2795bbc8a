"""Seals on documents: the door for a provider of seals, and the one provider that is ours.

A seal with legal effect comes from approved equipment behind `SEAL_PROVIDER`. Ours is for trying
out and for demonstration: its certificates, its drawing and its name all say 测试.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from fazhi.capabilities.documents.rendering import Pages


@dataclass(frozen=True, slots=True)
class SealRequest:
    """Which authority seals which document."""

    authority: str
    authority_name: str
    document_number: str


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A sealed file, and the name of the certificate that sealed it."""

    pdf: bytes
    certificate: str


@dataclass(frozen=True, slots=True)
class SealCheck:
    """What the seal of a file shows: whether there is one, who sealed, whether anything changed."""

    is_sealed: bool
    is_intact: bool
    is_trusted: bool
    certificate: str = ""


class SealProvider(Protocol):
    """Whoever holds the seal of an authority."""

    def seal(self, pages: Pages, request: SealRequest) -> SealedFile:
        """Put the seal on; raise SealError when the certificate does not allow it today."""
        ...

    def check(self, pdf: bytes) -> SealCheck:
        """Examine the seal of a file that somebody brings."""
        ...


def provider() -> SealProvider:
    """Return the provider of seals of this installation."""
    return _provider(settings.SEAL_PROVIDER)


@cache
def _provider(path: str) -> SealProvider:
    made: SealProvider = import_string(path)()
    return made
