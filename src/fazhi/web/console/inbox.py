"""The inbox (我的待办): what a person owes, the most urgent first, in tabs with counts."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from fazhi.capabilities.tasks.choices import InboxTab, Lamp
from fazhi.capabilities.tasks.queries import CAP, Inbox, InboxItem, inbox
from fazhi.kernel.access import Seat
from fazhi.web.lists import Count, ShownTab

PAGE_SIZE = 50

#: What an empty tab says.
TONES = {InboxTab.OVERDUE: "overdue", InboxTab.DUE_SOON: "soon"}


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of the inbox as `console/inbox.html` shows it."""

    tab: InboxTab
    tabs: tuple[ShownTab, ...]
    items: tuple[InboxItem, ...]
    next_due: InboxItem | None
    newer_url: str
    older_url: str
    count: str


def inbox_page(seat: Seat, day: dt.date, asked: QueryDict) -> InboxPage:
    """Return the page of the inbox that the address asks for."""
    wanted = asked.get("tab", "")
    tab = InboxTab(wanted) if wanted in InboxTab.values else InboxTab.ALL
    found = inbox(seat, day, tab)
    begin = _begin(asked.get("from", ""), len(found.items))
    end = begin + PAGE_SIZE
    return InboxPage(
        tab=tab,
        tabs=tuple(_shown(each, found, is_current=each == tab) for each in InboxTab),
        items=found.items[begin:end],
        next_due=_next_due(inbox(seat, day)) if not found.items else None,
        newer_url=_url(tab, max(begin - PAGE_SIZE, 0)) if begin else "",
        older_url=_url(tab, end) if end < len(found.items) else "",
        count=f"{len(found.items)}{'+' if found.is_capped else ''}",
    )


def inbox_badge(seat: Seat, day: dt.date) -> tuple[str, str]:
    """Return the number beside the menu's entry, and its tone: red when something is overdue."""
    found = inbox(seat, day)
    number = found.counts[InboxTab.ALL]
    words = f"{CAP}+" if found.is_capped else str(number or "")
    return words, "overdue" if found.counts[InboxTab.OVERDUE] else "soon"


def _shown(tab: InboxTab, found: Inbox, *, is_current: bool) -> ShownTab:
    count = Count(found.counts[tab])
    return ShownTab(str(tab.label), _url(tab, 0), count, is_current, TONES.get(tab, ""))


def _next_due(found: Inbox) -> InboxItem | None:
    """Return what comes due next: an empty tab says when there will be something to do."""
    return next((item for item in found.items if item.lamp != Lamp.RED), None)


def _begin(text: str, number: int) -> int:
    begin = int(text) if text.isascii() and text.isdigit() else 0
    return begin if begin < number else 0


def _url(tab: InboxTab, begin: int) -> str:
    return "?" + urlencode({"tab": tab.value} | ({"from": begin} if begin else {}))
