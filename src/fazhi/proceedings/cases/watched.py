"""Reads of cases for supervision: what is late, and who did what when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import ExtractHour, TruncDate
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.models import Deferral
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.clock import SHANGHAI, day_of
from fazhi.kernel.models import Dossier
from fazhi.proceedings.cases.access import visible_cases, visible_referrals, visible_remedies
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import (
    Case,
    CaseOfficer,
    PenaltyComplaint,
    ReferralOfficer,
    ReferralReview,
    Remedy,
)
from fazhi.registers.staff.models import EnforcementCertificate

Part = TypeVar("Part", CaseOfficer, ReferralOfficer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """A step that somebody took on a matter: of which number, on which day, by which account."""

    subject: str
    number: str
    step: str
    day: dt.date
    dossier: Dossier
    account_id: UUID | None


def unfiled_cases(seat: Seat, day: dt.date) -> QuerySet[Case]:
    """Return the decisions that should have been reported for record before a day (SIM-007)."""
    rows = visible_cases(seat).filter(status=CaseStatus.DECIDED, due_on__lt=day)
    return rows.select_related("dossier").order_by("due_on", "pk")


def unanswered_remedies(seat: Seat, day: dt.date) -> QuerySet[Remedy]:
    """Return the remedies of which the day of the law for the next step has passed."""
    rows = visible_remedies(seat).filter(due_on__lt=day, answered_on=None, ended_on=None)
    return rows.select_related("case__dossier").order_by("due_on", "id")


def cases_of_dossiers(seat: Seat, dossiers: Collection[UUID]) -> dict[UUID, str]:
    """Return the number of the case of each dossier."""
    rows = visible_cases(seat).filter(dossier_id__in=dossiers)
    return dict(rows.values_list("dossier_id", "number"))


def handled_and_decided(seat: Seat) -> Iterator[Acted]:
    """Yield what somebody examined, decided or reviewed in a matter that he handled himself."""
    mine = CaseOfficer.objects.filter(case__in=visible_cases(seat))
    complaints = PenaltyComplaint.objects.filter(
        Exists(mine.filter(case=OuterRef("case"), officer__account=OuterRef("examined_by_id")))
    )
    for complaint in complaints.select_related("case__dossier").order_by("id"):
        yield Acted(
            subject=f"complaint:{complaint.pk}",
            number=complaint.case.number,
            step=_("申诉、检举的审查"),
            day=complaint.examined_on or complaint.received_on,
            dossier=complaint.case.dossier,
            account_id=complaint.examined_by_id,
        )
    yield from _own_deferrals(mine)
    yield from _own_reviews(seat)


def _own_deferrals(mine: QuerySet[CaseOfficer]) -> Iterator[Acted]:
    handled = mine.filter(
        case__dossier=OuterRef("receivable__dossier"), officer__account=OuterRef("decided_by_id")
    )
    rows = Deferral.objects.filter(Exists(handled)).select_related("receivable__dossier__case")
    for deferral in rows.order_by("id"):
        yield Acted(
            subject=f"deferral:{deferral.pk}",
            number=deferral.receivable.dossier.case.number,
            step=_("延期、分期缴纳的决定"),
            day=deferral.decided_on or deferral.until,
            dossier=deferral.receivable.dossier,
            account_id=deferral.decided_by_id,
        )


def _own_reviews(seat: Seat) -> Iterator[Acted]:
    taken = ReferralOfficer.objects.filter(
        referral=OuterRef("referral"), officer__account=OuterRef("account_id")
    )
    rows = ReferralReview.objects.filter(Exists(taken), referral__in=visible_referrals(seat))
    for review in rows.select_related("referral__dossier").order_by("id"):
        yield Acted(
            subject=f"review:{review.pk}",
            number=review.referral.number,
            step=_("抄告审核"),
            day=day_of(review.reviewed_at),
            dossier=review.referral.dossier,
            account_id=review.account_id,
        )


def acted_without_certificate(seat: Seat, since: dt.date) -> Iterator[Acted]:
    """Yield the parts in decisions and referrals taken on a day without a valid certificate."""
    decided = CaseOfficer.objects.filter(
        case__in=visible_cases(seat), case__decided_at__gte=clock.at_local(since)
    )
    for part in _uncertified(decided, "case"):
        yield Acted(
            subject=f"case:{part.pk}",
            number=part.case.number,
            step=_("作出决定"),
            day=part.case.decided_on,
            dossier=part.case.dossier,
            account_id=part.officer.account_id,
        )
    noticed = ReferralOfficer.objects.filter(
        referral__in=visible_referrals(seat), referral__noticed_at__gte=clock.at_local(since)
    )
    for taken in _uncertified(noticed, "referral", "noticed_at"):
        yield Acted(
            subject=f"referral:{taken.pk}",
            number=taken.referral.number,
            step=_("抄告"),
            day=day_of(taken.referral.noticed_at),
            dossier=taken.referral.dossier,
            account_id=taken.officer.account_id,
        )


def fined_in_a_day(seat: Seat, since: dt.date, count: int) -> list[tuple[dt.date, list[Case]]]:
    """Return the days on which one party was fined so many times or more, with the cases."""
    rows = visible_cases(seat).filter(fine__gt=0, decided_at__gte=clock.at_local(since))
    rows = rows.exclude(status=CaseStatus.RESCINDED)
    often = (
        rows.order_by().values("party_id").annotate(number=Count("pk")).filter(number__gte=count)
    )
    found: dict[tuple[UUID, dt.date], list[Case]] = defaultdict(list)
    several = rows.filter(party_id__in=often.values("party_id")).select_related("dossier")
    for case in several.order_by("decided_at", "pk"):
        found[case.party_id, case.decided_on].append(case)
    return [(day, cases) for (_party, day), cases in found.items() if len(cases) >= count]


def decided_outside_hours(seat: Seat, since: dt.date, hours: tuple[int, int]) -> QuerySet[Case]:
    """Return the cases decided before the first or from the last of two full hours on."""
    rows = visible_cases(seat).filter(decided_at__gte=clock.at_local(since))
    timed = rows.annotate(hour=ExtractHour("decided_at", tzinfo=SHANGHAI))
    odd = timed.exclude(hour__gte=hours[0], hour__lt=hours[1])
    return odd.select_related("dossier").order_by("decided_at", "pk")


def _uncertified(
    parts: "QuerySet[Part]", matter: str, moment: str = "decided_at"
) -> "QuerySet[Part]":
    """Return the parts whose officer held no certificate on the day of the moment."""
    dated = parts.annotate(acted_on=TruncDate(f"{matter}__{moment}", tzinfo=SHANGHAI))
    held = EnforcementCertificate.objects.filter(
        officer=OuterRef("officer"), since__lte=OuterRef("acted_on")
    ).exclude(until__lt=OuterRef("acted_on"))
    return (
        dated.filter(~Exists(held)).select_related("officer", f"{matter}__dossier").order_by("pk")
    )
