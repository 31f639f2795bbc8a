"""How an audience collects the addresses of its rooms."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver, include, path

Addresses = list[URLPattern | URLResolver]


def rooms(package: str, *, but: tuple[str, ...] = ()) -> Addresses:
    """Return the addresses of every room of a package.

    `console/parking_referrals/urls.py` is served under `/parking-referrals/`; it declares
    `app_name` and `urlpatterns`.
    """
    found: Addresses = []
    for room in iter_modules(import_module(package).__path__):
        if room.ispkg and room.name not in but and find_spec(f"{package}.{room.name}.urls"):
            prefix = room.name.replace("_", "-")
            found.append(path(f"{prefix}/", include(f"{package}.{room.name}.urls")))
    return found
