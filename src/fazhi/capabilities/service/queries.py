"""Reads of service: from when a document counts, and what the party's periods are from then on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from fazhi.capabilities.documents.choices import DocumentStatus
from fazhi.capabilities.documents.formats import format_of, served_templates
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service import facts
from fazhi.capabilities.service.choices import ServiceMode, ServiceOutcome
from fazhi.capabilities.service.models import AddressForService, ServiceAttempt
from fazhi.kernel import clock
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Answer
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.service import period_from_service, served_in_time, way_is_open
from fazhi.law.service_facts import Mode
from fazhi.registers.validity import holds

#: How an attempt ended that leaves no room for another.
_TAKEN = (ServiceOutcome.SERVED, ServiceOutcome.PENDING)

#: The deadline for serving a decision.
_SERVE = "PEN_SERVE"


@dataclass(frozen=True, slots=True)
class StartedPeriod:
    """A period that began when the document was served, with the lamp to show beside it."""

    deadline: Deadline
    lamp: str

    @property
    def name(self) -> str:
        """The identifier of the rule of the period."""
        return self.deadline.rule.name


@dataclass(frozen=True, slots=True)
class Way:
    """A mode of service as it stands for a document on a day; what closes it, if anything."""

    mode: ServiceMode
    closed_by: tuple[Answer, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the mode may be chosen."""
        return not self.closed_by


def service_of(document: Document) -> ServiceAttempt | None:
    """Return the service of a document that the caller may see, or None while there is none."""
    served = document.service_attempts.filter(outcome=ServiceOutcome.SERVED)
    return served.select_related("document").prefetch_related("proofs", "officers__officer").first()


def effective_on(document: Document) -> dt.date | None:
    """Return the day from which a document counts as served, or None while nobody knows it.

    That of an announcement lies ahead while its period runs.
    """
    served = service_of(document)
    return served.effective_on if served else None


def is_served(document: Document, day: dt.date) -> bool:
    """Tell whether a document counts as served on a day."""
    effective = effective_on(document)
    return effective is not None and effective <= day


def attempts_on(document: Document) -> tuple[ServiceAttempt, ...]:
    """Return the attempts to serve a document with all that pages show of them, oldest first."""
    rows = document.service_attempts.select_related(
        "document", "dossier", "address", "proof_document", "announcement__document"
    )
    rows = rows.prefetch_related("proofs", "officers__officer")
    return tuple(rows.order_by("attempted_at", "id"))


def unserved(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Return those documents that are to be served on a party and are not, nor announced."""
    taken = ServiceAttempt.objects.filter(document=OuterRef("pk"), outcome__in=_TAKEN)
    annulled = (DocumentStatus.VOID, DocumentStatus.WITHDRAWN)
    standing = rows.filter(template__in=served_templates()).exclude(status__in=annulled)
    return standing.filter(~Exists(taken))


def overdue(law: Law, rows: QuerySet[Document], day: dt.date) -> QuerySet[Document]:
    """Return those documents of which the days to serve them had run out on a day (ORD-013)."""
    last = law.deadline(_SERVE).latest_start(day)
    issued_before = clock.at_local(last + dt.timedelta(days=1))
    return rows.filter(template__in=served_templates(_SERVE), issued_at__lt=issued_before)


def address_on(dossier: Dossier | None, day: dt.date) -> AddressForService | None:
    """Return the confirmation of address that held in a dossier on a day."""
    return addresses_on([(dossier, day)])[0]


def addresses_on(
    wanted: Sequence[tuple[Dossier | None, dt.date]],
) -> list[AddressForService | None]:
    """Return the confirmation that held in each dossier on each day; one statement."""
    dossiers = {dossier.pk for dossier, _day in wanted if dossier}
    rows = AddressForService.objects.filter(dossier__in=dossiers).order_by("-since", "-id")
    found = list(rows)
    return [
        next(
            (row for row in found if dossier and row.dossier_id == dossier.pk and holds(row, day)),
            None,
        )
        for dossier, day in wanted
    ]


def service_due(law: Law, document: Document) -> Deadline | None:
    """Return by when the law wants a document served, or None where it sets no day."""
    name = format_of(document.template, document.version).serve_within
    return law.deadline(name).from_(clock.day_of(document.issued_at)) if name else None


def timeliness(
    law: Law, document: Document, day: dt.date, served_on: dt.date | None = None
) -> tuple[Answer, ...]:
    """Return whether a document was served, or on a day still can be, in time (ORD-013)."""
    if service_due(law, document) is None:
        return ()
    issued_on = clock.day_of(document.issued_at)
    return (served_in_time(law, day=day, issued_on=issued_on, served_on=served_on),)


def ways(document: Document, day: dt.date) -> tuple[Way, ...]:
    """Return every mode of service, and what stands against those that may not be chosen."""
    address = address_on(document.dossier, day)
    failed = failed_modes([document])[document.pk]
    return tuple(
        Way(mode, tuple(each for each in answers if each.blocks))
        for mode in ServiceMode
        for answers in [
            way_is_open(facts.standing_facts(document, mode, day, address=address, failed=failed))
        ]
    )


def failed_modes(documents: "list[Document]") -> dict[object, frozenset[str]]:
    """Return for each document the modes that were tried and failed; one statement."""
    found: dict[object, set[str]] = {document.pk: set() for document in documents}
    rows = ServiceAttempt.objects.filter(document__in=documents, outcome=ServiceOutcome.FAILED)
    for key, mode in rows.values_list("document_id", "mode").order_by("attempted_at", "id"):
        found[key].add(mode)
    return {key: frozenset(modes) for key, modes in found.items()}


def started_periods(law: Law, attempt: ServiceAttempt, day: dt.date) -> tuple[StartedPeriod, ...]:
    """Return the periods that a service started (payment, reconsideration, suit), as on a day."""
    format_ = format_of(attempt.document.template, attempt.document.version)
    names = format_.deadlines_on(clock.day_of(attempt.document.issued_at))
    deadlines = [found for name in names if (found := started_period(law, attempt, name))]
    return tuple(StartedPeriod(deadline, _lamp(deadline, day)) for deadline in deadlines)


def started_period(law: Law, attempt: ServiceAttempt, name: str) -> Deadline | None:
    """Return one period that a service started, such as HEAR_REQUEST; None while it is open.

    It runs from the day from which the service counts, whichever mode it was (T-08).
    """
    if attempt.effective_on is None:
        return None
    mode = Mode(attempt.mode)
    begun = clock.day_of(attempt.attempted_at)
    return period_from_service(law, name, mode=mode, day=begun)


def _lamp(deadline: Deadline, day: dt.date) -> str:
    """Return the lamp of a party's period: green while it runs, red once it has run out."""
    last = deadline.due_on or deadline.earliest_on
    if last is None or day <= last:
        return "green" if last is None or day < last else "amber"
    return "grey" if deadline.due_on is None else "red"
