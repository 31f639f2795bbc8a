"""What was decided before: of the same party, and on the same item by this office.

Similar decisions are counted without names; they show what is usual and bind nobody. Earlier
penalties of a party are a search for a person: they are read only inside a case that is the
seat's own, by the identity number or credit code of its party, never by a name.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.money import FEN
from fazhi.law.counting import add_months
from fazhi.law.facts import PartyKind
from fazhi.proceedings.cases.access import READERS, visible_cases
from fazhi.proceedings.cases.models import Case
from fazhi.registers.parties.models import Party

#: How far back similar decisions are shown: the office's own choice, no law sets it.
_MONTHS_BACK = 24
#: How many of them are named, the newest first; all are counted.
_NAMED = 10
#: Who works on cases of parties, and so may look up what one was punished for.
SEARCHERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision on the same item (同类先例); `public_id` only where the seat may open it."""

    number: str
    decided_on: dt.date
    fine: Decimal
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class SimilarDecisions:
    """The decisions on an item against a kind of party: how many, and what the fines came to.

    `count` includes those without a fine; the median and the ends are those of the fines alone.
    """

    since: dt.date
    until: dt.date
    count: int
    fined_count: int
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    newest: tuple[Precedent, ...]


@dataclass(frozen=True, slots=True)
class EarlierPenalty:
    """A penalty of the same kind on the same party, decided before."""

    case_id: UUID
    number: str
    decided_on: dt.date
    kinds: tuple[str, ...]
    fine: Decimal


def similar_decisions(
    seat: Seat, power_code: str, party_kind: PartyKind, *, day: dt.date
) -> SimilarDecisions:
    """Return the decisions of the last two years on an item: two statements whatever their number.

    They are those of the whole authority, without any name; a link leads to those that the seat may
    open.
    """
    seat.require(*READERS)
    since = add_months(day, -_MONTHS_BACK)
    rows = Case.objects.filter(
        authority=seat.authority,
        power__code=power_code,
        party__kind=party_kind,
        decision__isnull=False,
        decided_at__gte=clock.at_local(since),
        decided_at__lt=clock.at_local(day + dt.timedelta(days=1)),
    )
    found = list(rows.order_by("-decided_at", "-pk").values_list("pk", "decision__fine"))
    fines = sorted(fine for _key, fine in found if fine)
    return SimilarDecisions(
        since=since,
        until=day,
        count=len(found),
        fined_count=len(fines),
        median=median(fines).quantize(FEN) if fines else None,
        lowest=fines[0] if fines else None,
        highest=fines[-1] if fines else None,
        newest=_named(seat, [key for key, _fine in found[:_NAMED]]),
    )


def earlier_penalties(
    seat: Seat, case: Case, *, before: dt.datetime, since: dt.date | None = None
) -> tuple[EarlierPenalty, ...]:
    """Return the penalties on the party of a case under the same item, the newest first.

    Only inside a case of the seat's own: for every other case it is answered as if it did not
    exist. They are those of this office; the city and the province are looked up elsewhere (T-39).
    Two statements whatever their number.
    """
    seat.require(*SEARCHERS)
    own = visible_cases(seat).filter(pk=case.pk).select_related("party", "power").first()
    if own is None:
        raise NotFoundError
    rows = Case.objects.filter(
        _of_the_same(own.party),
        authority=seat.authority,
        power__code=own.power.code,
        decision__isnull=False,
        decided_at__lt=before,
    ).exclude(pk=own.pk)
    if since is not None:
        rows = rows.filter(decided_at__gte=clock.at_local(since))
    return _penalties(rows)


def _named(seat: Seat, keys: Sequence[UUID]) -> tuple[Precedent, ...]:
    """Return these cases, the newest first, with a link where the seat may open them."""
    is_visible = Exists(visible_cases(seat).filter(pk=OuterRef("pk")))
    rows = Case.objects.filter(authority=seat.authority, pk__in=keys).annotate(may_open=is_visible)
    named = rows.order_by("-decided_at", "-pk").values_list(
        "number", "decided_at", "decision__fine", "dossier__public_id", "may_open"
    )
    return tuple(
        Precedent(number, clock.day_of(at), fine, public_id if may_open else "")
        for number, at, fine, public_id, may_open in named
        if at is not None
    )


def _penalties(rows: QuerySet[Case]) -> tuple[EarlierPenalty, ...]:
    found = rows.order_by("-decided_at", "-pk").values_list(
        "pk", "number", "decided_at", "decision__kinds", "decision__fine"
    )
    return tuple(
        EarlierPenalty(key, number, clock.day_of(at), tuple(kinds), fine)
        for key, number, at, kinds, fine in found
        if at is not None and kinds  # a decision to impose nothing is no penalty
    )


def _of_the_same(party: Party) -> Q:
    """Find the party in every row it was entered in: by fingerprint or code, never by name."""
    same = Q(party_id=party.pk)
    if party.identity_index:
        same |= Q(party__identity_index=party.identity_index)
    if party.credit_code:
        same |= Q(party__credit_code=party.credit_code)
    return same
