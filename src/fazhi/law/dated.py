"""Things with a validity: `since` and `until`, both inclusive, never two of them on one day."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from fazhi.law.reading import Entry


class Dated(Protocol):
    """Anything in force from one day, and perhaps until another."""

    @property
    def since(self) -> dt.date:
        """The first day in force."""

    @property
    def until(self) -> dt.date | None:
        """The last day in force, or None while no end is known."""


_Version = TypeVar("_Version", bound=Dated)


def in_force(versions: Sequence[_Version], day: dt.date) -> _Version | None:
    """Return the version in force on a day, or None: never the nearest one."""
    begun = [version for version in versions if version.since <= day]
    if not begun:
        return None
    latest = max(begun, key=lambda version: version.since)
    return latest if latest.until is None or day <= latest.until else None


def closed(versions: Sequence[_Version], entry: Entry) -> tuple[_Version, ...]:
    """Return the versions in the order of their days; refuse two that hold on the same day.

    A version without `until` ends on the eve of the next one, so a new version of the law is one
    new line and no old line is touched.
    """
    ordered = tuple(sorted(versions, key=lambda version: version.since))
    for version in ordered:
        if version.until is not None and version.until < version.since:
            raise entry.error("versions", f"{version.until} 早于 since", "until lies before since")
    for earlier, later in pairwise(ordered):
        if later.since <= (earlier.until or earlier.since):
            day = later.since
            raise entry.error("versions", f"{day} 有两个版本同时有效", f"two hold on {day}")
    return ordered
