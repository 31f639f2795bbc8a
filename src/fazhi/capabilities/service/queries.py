"""Reads of service: from when a document counts, and what the party's periods are from then on."""

import datetime as dt
from dataclasses import dataclass

from fazhi.capabilities.documents.formats import format_of
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import ServiceOutcome
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel import clock
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law


@dataclass(frozen=True, slots=True)
class StartedPeriod:
    """A period that began when the document was served, with the lamp to show beside it."""

    deadline: Deadline
    lamp: str

    @property
    def name(self) -> str:
        """The identifier of the rule of the period."""
        return self.deadline.rule.name


def service_of(document: Document) -> ServiceAttempt | None:
    """Return the service of a document that the caller may see, or None while there is none."""
    served = document.service_attempts.filter(outcome=ServiceOutcome.SERVED)
    return served.select_related("document").prefetch_related("proofs", "officers__officer").first()


def effective_on(document: Document) -> dt.date | None:
    """Return the day from which a document counts as served, or None while it does not."""
    served = service_of(document)
    return served.effective_on if served else None


def started_periods(law: Law, attempt: ServiceAttempt, day: dt.date) -> tuple[StartedPeriod, ...]:
    """Return the periods that a service started (payment, reconsideration, suit), as on a day."""
    if attempt.effective_on is None:
        return ()
    format_ = format_of(attempt.document.template, attempt.document.version)
    names = format_.deadlines_on(clock.day_of(attempt.document.issued_at))
    deadlines = [law.deadline(name).from_(attempt.effective_on) for name in names]
    return tuple(StartedPeriod(deadline, _lamp(deadline, day)) for deadline in deadlines)


def _lamp(deadline: Deadline, day: dt.date) -> str:
    """Return the lamp of a party's period: green while it runs, red once it has run out."""
    last = deadline.due_on or deadline.earliest_on
    if last is None or day <= last:
        return "green" if last is None or day < last else "amber"
    return "grey" if deadline.due_on is None else "red"
