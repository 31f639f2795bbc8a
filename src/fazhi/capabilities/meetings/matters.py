"""What other rooms tell this one, which knows none of them by name: matters, and decisions.

A room registers when the apps load, as it does for reactions:

    @offers_matters
    def hazards(seat: Seat, day: dt.date) -> Iterable[Matter]: …

    @tells_decision(DossierKind.CASE)
    def decided_on(dossier: Dossier) -> dt.date | None: …
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something open that a meeting may have to discuss (待议事项)."""

    title: str
    origin: str | Promise
    dossier: Dossier | None = None
    due_on: dt.date | None = None

    @property
    def sorts(self) -> tuple[dt.date, str]:
        """Return by what matters are sorted: the earliest day first, those without one last."""
        return self.due_on or dt.date.max, self.title


Offer = Callable[[Seat, dt.date], Iterable[Matter]]
Decision = Callable[[Dossier], dt.date | None]

_offers: list[Offer] = []
_decisions: dict[str, Decision] = {}


def offers_matters(offer: Offer) -> Offer:
    """Register what a room has to put on agendas; it offers only what the seat may see."""
    if offer not in _offers:
        _offers.append(offer)
    return offer


def tells_decision(kind: DossierKind) -> Callable[[Decision], Decision]:
    """Register who knows on which day a dossier of a kind was decided."""

    def register(decision: Decision) -> Decision:
        _decisions[kind.value] = decision
        return decision

    return register


def offered_matters(seat: Seat, day: dt.date) -> list[Matter]:
    """Return what all rooms offer, the most urgent first."""
    found = [matter for offer in tuple(_offers) for matter in offer(seat, day)]
    return sorted(found, key=lambda matter: matter.sorts)


def decision_day(dossier: Dossier | None) -> dt.date | None:
    """Return the day on which a dossier was decided, or None: undecided, or nobody knows."""
    tells = _decisions.get(dossier.kind) if dossier else None
    return tells(dossier) if tells and dossier else None
