"""Until when recordings are kept: by the law where it has a number, else by the office's rule."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from fazhi.capabilities.evidence.choices import DeviceKind
from fazhi.law.errors import NotInForceError
from fazhi.law.jurisdiction import load_law

_FILE = Path(__file__).with_name("retention.yaml")
_OF_THE_LAW = "evidence.public_video_days"


@dataclass(frozen=True, slots=True)
class RetentionTerm:
    """For how many days a recording is kept from a day on, and by which rule of the office."""

    device: DeviceKind
    days: int
    since: dt.date
    cite: str


@cache
def office_terms() -> tuple[RetentionTerm, ...]:
    """Return the terms of the office, the oldest first."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    terms = (RetentionTerm(**(each | {"device": DeviceKind(each["device"])})) for each in content)
    return tuple(sorted(terms, key=lambda term: (term.device, term.since)))


def keep_until(device: DeviceKind, recorded_on: dt.date) -> dt.date:
    """Return the last day on which a recording of a day must not be deleted.

    What a public camera recorded before the regulation has no term; it is kept like the others.
    """
    return recorded_on + dt.timedelta(days=_days(device, recorded_on))


def _days(device: DeviceKind, day: dt.date) -> int:
    if device is DeviceKind.PUBLIC_VIDEO:
        try:
            return int(load_law().parameter(_OF_THE_LAW).at(day).number)
        except NotInForceError:
            return _days(DeviceKind.MONITORING, day)
    terms = [term for term in office_terms() if term.device is device]
    held = [term for term in terms if term.since <= day]
    return (held or terms[:1])[-1].days
