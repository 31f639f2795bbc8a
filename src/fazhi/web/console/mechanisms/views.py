"""The eight mechanisms: what enforces each, and whether it blocks, warns or watches."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import resolve, reverse

from fazhi.kernel import clock
from fazhi.proceedings.supervision.access import READERS
from fazhi.proceedings.supervision.mechanisms import Clause, mechanisms
from fazhi.web.console.navigation import label_of
from fazhi.web.design.wording import said
from fazhi.web.pages import StaffRequest, page, render_page


@dataclass(frozen=True, slots=True)
class Shown:
    """A mechanism as the page shows it; each page by its name in the menu."""

    id: str
    name: str
    clauses: tuple[Clause, ...]
    pages: tuple[tuple[str, str], ...]


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show each mechanism with its clauses, read from the law and the supervision rules."""
    shown = [
        Shown(each.id, said(each.name), each.clauses, tuple(map(_page, each.pages)))
        for each in mechanisms(clock.today())
    ]
    return render_page(request, "console/mechanisms/list.html", {"mechanisms": shown})


def _page(name: str) -> tuple[str, str]:
    """Return address and label of a page; NoReverseMatch when it is gone."""
    address = reverse(name)
    resolve(address)
    return address, label_of(name)
