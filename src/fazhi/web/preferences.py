"""What a person sets for this browser: density of lists, shortcuts, elder mode; kept in cookies.

None of it says anything about the person, so it needs no row and no consent.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase

DENSITIES = ("normal", "compact", "comfortable")
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """How pages look and react in this browser."""

    density: str = "normal"
    has_shortcuts: bool = True
    is_elder: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Preferences":
        """Read the cookies; an unknown value counts as the default."""
        density = request.COOKIES.get("density", "normal")
        return cls(
            density=density if density in DENSITIES else "normal",
            has_shortcuts=request.COOKIES.get("shortcuts") != "off",
            is_elder=request.COOKIES.get("elder") == "on",
        )

    def keep(self, response: HttpResponseBase) -> None:
        """Write the cookies."""
        values = {
            "density": self.density,
            "shortcuts": "on" if self.has_shortcuts else "off",
            "elder": "on" if self.is_elder else "off",
        }
        for name, value in values.items():
            response.set_cookie(name, value, max_age=ONE_YEAR, httponly=True, samesite="Lax")
