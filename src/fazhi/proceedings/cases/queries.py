"""Reads of cases used by more than one caller."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, QuerySet

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.payments.models import CashCollection, Receivable
from fazhi.capabilities.payments.queries import Outstanding, outstanding
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat
from fazhi.kernel.clock import at_local, day_of
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Account, Entry
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.penalty import reported_for_record
from fazhi.proceedings.cases.access import visible_cases, visible_referrals
from fazhi.proceedings.cases.checks import checks
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import (
    Case,
    CaseOfficer,
    CaseStep,
    ParkingReferral,
    ReferralContest,
)
from fazhi.registers.competence.models import Power

__all__ = [
    "OwnerView",
    "Use",
    "cash_at_hand",
    "checks",
    "contested",
    "contests_of",
    "filing_answer",
    "listed_cases",
    "listed_referrals",
    "owed",
    "owner_view",
    "photographs_of",
    "rows_of",
    "use_of_powers",
]


#: Columns that lists show; of a party also those that open its name.
_ON_LISTS_OF_CASES = (
    *(
        "authority",
        "number",
        "opened_at",
        "decided_at",
        "procedure",
        "fine",
        "status",
        "due_on",
        "longitude",
        "latitude",
        "dossier__public_id",
    ),
    *("power__code", "power__name", "grid__name"),
    *("party__authority", "party__data_key", "party__kind", "party__name"),
)
_ON_LISTS_OF_REFERRALS = (
    *("number", "place", "vehicle_type", "appearance", "noticed_at", "status"),
    *("dossier__public_id", "grid__name"),
)


#: Where a case stands while its fine is to be paid.
OWING = (CaseStatus.FILED, CaseStatus.SERVED)


@dataclass(frozen=True, slots=True)
class Use:
    """How often an item was used in a period, and when last."""

    count: int
    last_used_on: dt.date


@dataclass(frozen=True, slots=True)
class Owed:
    """A case and what is still owed on it on a day."""

    case: Case
    outstanding: Outstanding


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The rows that a case shows beside itself: officers, acts, exhibits, money, service."""

    officers: tuple[CaseOfficer, ...]
    entries: tuple[Entry, ...]
    names: Mapping[UUID, str]
    exhibits: tuple[Exhibit, ...]
    receivable: Receivable | None
    service: ServiceAttempt | None


@dataclass(frozen=True, slots=True)
class OwnerView:
    """What the owner of a vehicle sees under the code of the notice."""

    referral: ParkingReferral
    photographs: tuple[Exhibit, ...]
    contests: tuple[ReferralContest, ...]


def listed_cases(seat: Seat) -> QuerySet[Case]:
    """Return the visible cases with what a list shows: two statements whatever their number.

    The officers stand in `named_officers`, the host first.
    """
    officers = CaseOfficer.objects.select_related("officer").order_by("-part", "id")
    named = officers.only("case", "part", "officer__name")
    return (
        visible_cases(seat)
        .select_related("dossier", "power", "party", "grid")
        .only(*_ON_LISTS_OF_CASES)
        .prefetch_related(Prefetch("officers", queryset=named, to_attr="named_officers"))
    )


def listed_referrals(seat: Seat) -> QuerySet[ParkingReferral]:
    """Return the visible referrals with what a list shows: one statement."""
    rows = visible_referrals(seat).select_related("dossier", "grid")
    return rows.only(*_ON_LISTS_OF_REFERRALS)


def rows_of(case: Case) -> CaseRows:
    """Return what a case shows beside itself, with as many statements for an old case as a new."""
    entries = tuple(Entry.objects.filter(dossier=case.dossier).order_by("recorded_at", "id"))
    people = {entry.account_id for entry in entries if entry.account_id}
    document = case.decision.document_id
    attempts = ServiceAttempt.objects.filter(document=document, effective_on__isnull=False)
    owed = Receivable.objects.filter(dossier=case.dossier).prefetch_related("pauses")
    return CaseRows(
        officers=tuple(case.officers.select_related("officer").order_by("id")),
        entries=entries,
        names=dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name")),
        exhibits=tuple(Exhibit.objects.filter(dossier=case.dossier).order_by("captured_at", "id")),
        receivable=owed.first(),
        service=attempts.select_related("document").order_by("attempted_at").first(),
    )


def paper_of_step(seat: Seat, case: Case, step: str) -> Document:
    """Return the newest document that a step of a visible ordinary case issued."""
    rows = CaseStep.objects.filter(case__in=visible_cases(seat), case=case, step=step)
    row = rows.filter(document__isnull=False).order_by("-happened_at", "-id").first()
    if row is None or row.document is None:
        raise NotFoundError
    return row.document


def owed(seat: Seat, day: dt.date) -> list[Owed]:
    """Return the filed cases on which money is owed on a day, the oldest first."""
    rows = visible_cases(seat).filter(status__in=OWING).order_by("decided_at", "pk")
    cases = {case.pk: case for case in rows}
    receivables = Receivable.objects.filter(dossier_id__in=cases).prefetch_related("pauses")
    by_case = {row.dossier_id: outstanding(row, day) for row in receivables}
    return [Owed(case, by_case[key]) for key, case in cases.items() if key in by_case]


def cash_at_hand(seat: Seat) -> QuerySet[CashCollection]:
    """Return the cash of fines that has not reached the bank, the oldest first."""
    cash = CashCollection.objects.filter(
        payment__receivable__dossier__case__in=visible_cases(seat), hand_in__banking__isnull=True
    )
    rows = cash.select_related("payment__receivable__dossier__case", "hand_in")
    return rows.order_by("hand_in_due_on", "pk")


def filing_answer(case: Case, day: dt.date) -> Answer:
    """Return whether a decision was filed in time, or on a day still can be (SIM-007)."""
    filing = getattr(case, "filing", None)
    return reported_for_record(
        load_law(),
        day=day,
        field=case.power.field,
        decided_on=case.decided_on,
        reported_on=day_of(filing.filed_at) if filing else None,
    )


def use_of_powers(authority: str, since: dt.date, until: dt.date) -> dict[str, Use]:
    """Return, by item code, how often each item was used from one day to another, both inclusive.

    An item is used when a case on it was decided; it shows where a list is too long, and is never
    a target.
    """
    decided = Case.objects.filter(
        authority=authority,
        decided_at__gte=at_local(since),
        decided_at__lt=at_local(until + dt.timedelta(days=1)),
    )
    rows = decided.values("power__code").annotate(count=Count("pk"), last=Max("decided_at"))
    return {
        row["power__code"]: Use(row["count"], day_of(row["last"]))
        for row in rows.order_by("power__code")
    }


def powers_used(authority: str, since: dt.date, until: dt.date) -> QuerySet[Power]:
    """Return the items on which at least one case was decided in the period."""
    used = Case.objects.filter(
        authority=authority,
        decided_at__gte=at_local(since),
        decided_at__lt=at_local(until + dt.timedelta(days=1)),
    ).values_list("power_id", flat=True)
    return Power.objects.filter(authority=authority, pk__in=used)


def owner_view(owner_code: str) -> OwnerView | None:
    """Return what a code on a notice opens, to whoever holds the code; None when there is none."""
    code = owner_code.upper().replace("-", "").strip()
    referral = (
        ParkingReferral.objects.select_related("dossier", "hand_over")
        .filter(owner_code=code)
        .first()
    )
    if referral is None:
        return None
    return OwnerView(referral, photographs_of(referral), contests_of(referral))


def contested(rows: QuerySet[ParkingReferral]) -> QuerySet[ParkingReferral]:
    """Return those referrals whose owner has contested and waits for the answer."""
    waiting = ReferralContest.objects.filter(referral=OuterRef("pk"), answered_at__isnull=True)
    return rows.filter(Exists(waiting))


def contests_of(referral: ParkingReferral) -> tuple[ReferralContest, ...]:
    """Return what the owner said against a referral, in the order in which it came."""
    return tuple(referral.contests.order_by("contested_at", "id"))


def photographs_of(referral: ParkingReferral) -> tuple[Exhibit, ...]:
    """Return the photographs of a referral in the order in which they were taken."""
    rows = Exhibit.objects.filter(dossier=referral.dossier).select_related("attachment")
    return tuple(rows.order_by("captured_at", "id"))
