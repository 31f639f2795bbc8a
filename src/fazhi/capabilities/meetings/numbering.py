"""Numbers of meetings: a series for each kind, and what the kernel asks when it looks for gaps."""

from collections.abc import Iterable

from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.models import Meeting
from fazhi.kernel import numbers

_SERIES = {kind: f"meeting_{kind.value}" for kind in MeetingKind}

#: A number is Chinese, whichever language the page of the clerk speaks.
_NAMES = {MeetingKind.JOINT_MEETING: "联席办公会议", MeetingKind.DELIBERATION: "集体讨论"}


def series_of(kind: MeetingKind) -> str:
    """Return the series from which meetings of a kind are numbered."""
    return _SERIES[kind]


def written(kind: MeetingKind, year: int, serial: int) -> str:
    """Write the number of a meeting as people say it: 2023年第3次联席办公会议."""
    return f"{year}年第{serial}次{_NAMES[kind]}"


def _register(kind: MeetingKind) -> None:
    @numbers.kept_by(_SERIES[kind])
    def kept(authority: str, year: int) -> Iterable[int]:
        mine = Meeting.objects.filter(authority=authority, kind=kind, year=year)
        return mine.values_list("serial", flat=True)


for _kind in MeetingKind:
    _register(_kind)
