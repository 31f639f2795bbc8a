"""Reads of supervision: lists, the figure behind a zero, what a follow code opens."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet

from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.law.answer import Text
from fazhi.proceedings.supervision.access import (
    visible_commendations,
    visible_conduct,
    visible_findings,
    visible_incidents,
    visible_sources,
    visible_support,
)
from fazhi.proceedings.supervision.choices import IncidentKind
from fazhi.proceedings.supervision.models import (
    Commendation,
    ConductComplaint,
    FindingStep,
    IncidentRecord,
    SourceAsked,
    SupervisionFinding,
    SupportItem,
)
from fazhi.proceedings.supervision.models.support import MISSING
from fazhi.registers.staff.models import Officer
from fazhi.registers.validity import valid_on


@dataclass(frozen=True, slots=True)
class RegisterStanding:
    """How many incidents were registered of a period, who was asked, and as of which day.

    A late entry re-dates it: the day is that of the newest question or entry.
    """

    kind: IncidentKind
    count: int
    sources: tuple[str, ...]
    as_of: dt.date | None

    @property
    def words(self) -> Text:
        """Say the figure with what stands behind it: a zero is never blank."""
        asked_zh, asked_en = "尚未询问来源", "no source asked yet"
        if self.sources:
            names = "、".join(self.sources)
            asked_zh, asked_en = f"已询问来源 {names}", f"asked: {names}"
        until_zh = f"，截至 {self.as_of}" if self.as_of else ""
        until_en = f", as of {self.as_of}" if self.as_of else ""
        return Text(
            zh=f"登记 {self.count} 起；{asked_zh}{until_zh}",
            en=f"{self.count} registered; {asked_en}{until_en}",
        )


@dataclass(frozen=True, slots=True)
class FindingHistory:
    """What happened to a finding, and the names of those who did it."""

    steps: tuple[FindingStep, ...]
    names: Mapping[UUID, str]


def listed_findings(seat: Seat) -> QuerySet[SupervisionFinding]:
    """Return the visible findings with what a list shows: one statement."""
    return visible_findings(seat).select_related("dossier", "officer")


def history_of(finding: SupervisionFinding) -> FindingHistory:
    """Return what happened to a finding that the caller may see; two statements."""
    steps = tuple(finding.steps.order_by("taken_at", "id"))
    people = {step.account_id for step in steps if step.account_id}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    return FindingHistory(steps, names)


def histories_of(
    findings: QuerySet[SupervisionFinding],
) -> Iterator[tuple[SupervisionFinding, FindingHistory]]:
    """Yield findings with what happened to each; the caller may see them all."""
    steps = FindingStep.objects.order_by("taken_at", "id")
    rows = list(findings.prefetch_related(Prefetch("steps", queryset=steps)))
    people = {step.account_id for row in rows for step in row.steps.all() if step.account_id}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    for row in rows:
        yield row, FindingHistory(tuple(row.steps.all()), names)


def listed_conduct(seat: Seat) -> QuerySet[ConductComplaint]:
    """Return the visible complaints about conduct with what a list shows: one statement."""
    return visible_conduct(seat).select_related("officer", "group", "examiner")


def possible_examiners(complaint: ConductComplaint, day: dt.date) -> QuerySet[Officer]:
    """Return who may examine a complaint: on the staff, with an account, and not barred."""
    staff = Officer.objects.filter(
        valid_on(day), authority=complaint.authority, account__isnull=False
    )
    barred = complaint.barred.values("officer_id")
    return staff.exclude(pk__in=barred).order_by("name", "pk")


def listed_commendations(seat: Seat) -> QuerySet[Commendation]:
    """Return the visible commendations with what a list shows: one statement."""
    return visible_commendations(seat).select_related("officer", "group")


def listed_incidents(seat: Seat) -> QuerySet[IncidentRecord]:
    """Return the registered incidents that a person may see."""
    return visible_incidents(seat)


def listed_sources(seat: Seat) -> QuerySet[SourceAsked]:
    """Return the sources asked that a person may see."""
    return visible_sources(seat)


def listed_support(seat: Seat) -> QuerySet[SupportItem]:
    """Return what is needed and at hand, with whose it is: one statement."""
    return visible_support(seat).select_related("group")


def missing_support(seat: Seat) -> QuerySet[SupportItem]:
    """Return what is not there as it should be."""
    return only_missing(listed_support(seat)).order_by("kind", "name", "id")


def only_missing(rows: QuerySet[SupportItem]) -> QuerySet[SupportItem]:
    """Return those of which something is missing."""
    return rows.filter(MISSING)


def conduct_of_code(authority: str, code: str) -> ConductComplaint | None:
    """Return the complaint about conduct that a follow code opens, to whoever holds the code."""
    plain = code.upper().replace("-", "").strip()
    return ConductComplaint.objects.filter(authority=authority, follow_code=plain).first()


def register_standing(
    authority: str, kind: IncidentKind, since: dt.date, until: dt.date
) -> RegisterStanding:
    """Return what the register of a kind says of the days from one to another; two statements."""
    mine = {"authority": authority, "kind": kind}
    happened = IncidentRecord.objects.filter(happened_on__gte=since, happened_on__lte=until, **mine)
    dates = list(happened.values_list("registered_on", flat=True))
    asked = SourceAsked.objects.filter(Q(since__lte=until, until__gte=since), **mine)
    sources = list(
        asked.order_by().values("source").annotate(last=Max("asked_on")).order_by("source")
    )
    days = [*dates, *(each["last"] for each in sources)]
    return RegisterStanding(
        kind=kind,
        count=len(dates),
        sources=tuple(each["source"] for each in sources),
        as_of=max(days, default=None),
    )
