"""What the head of every page says about the site: whose it is, and whether it is a demonstration.

It changes once in years, so each process reads it once a minute.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from fazhi.kernel.models import Installation
from fazhi.registers.staff.models import Authority

_ONE_MINUTE = 60


@dataclass(frozen=True, slots=True)
class SiteFace:
    """What pages say about the authority and the installation."""

    name: str = ""
    telephone: str = ""
    is_demonstration: bool = False


def site_face(authority: str = "") -> SiteFace:
    """Return the face of an authority's pages; by default that of the portal's authority."""
    key = authority or settings.PORTAL_AUTHORITY
    face: SiteFace | None = cache.get(f"site-face:{key}")
    if face is None:
        face = _read(key)
        cache.set(f"site-face:{key}", face, _ONE_MINUTE)
    return face


def _read(key: str) -> SiteFace:
    row = Authority.objects.filter(pk=key).values_list("short_name", "telephone").first()
    installation = Installation.objects.first()
    name, telephone = row or ("", "")
    return SiteFace(
        name=name,
        telephone=telephone,
        is_demonstration=installation is not None and installation.is_demonstration,
    )
