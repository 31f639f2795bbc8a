"""One document as its page of service shows it: tries, ways, forms, address, periods."""

import datetime as dt
from dataclasses import dataclass

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import SERVERS
from fazhi.capabilities.service.choices import ServiceMode, ServiceOutcome
from fazhi.capabilities.service.models import AddressForService, ServiceAttempt
from fazhi.capabilities.service.queries import (
    StartedPeriod,
    Way,
    address_on,
    attempts_on,
    service_due,
    started_periods,
    timeliness,
    ways,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer, Text
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import load_law
from fazhi.web.console.service.forms import (
    AddressForm,
    AnnouncementForm,
    DeliveryForm,
    FailureForm,
    WithdrawalForm,
)
from fazhi.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class ShownGround:
    """What the law answered when an attempt was recorded."""

    holds: bool
    words: Text
    next_step: Text
    article: str


@dataclass(frozen=True, slots=True)
class ShownAttempt:
    """An attempt with what the law answered to it."""

    row: ServiceAttempt
    grounds: tuple[ShownGround, ...]


@dataclass(frozen=True, slots=True)
class ServiceFile:
    """Everything that the page shows."""

    attempts: tuple[ShownAttempt, ...]
    served: ServiceAttempt | None
    is_effective: bool
    due: Deadline | None
    late: tuple[Answer, ...]
    periods: tuple[StartedPeriod, ...]
    address: AddressForService | None
    ways: tuple[Way, ...]
    way: Way
    may_serve: bool
    may_withdraw: bool


def service_file(seat: Seat, document: Document, mode: ServiceMode) -> ServiceFile:
    """Gather the page of a document."""
    law, today = load_law(), clock.today()
    rows = attempts_on(document)
    served = next((row for row in rows if row.outcome != ServiceOutcome.FAILED), None)
    found = ways(document, today)
    late = () if served else timeliness(law, document, today)
    return ServiceFile(
        attempts=tuple(ShownAttempt(row, _grounds(row)) for row in rows),
        served=served,
        is_effective=_has_effect(served, today),
        due=service_due(law, document),
        late=tuple(answer for answer in late if not answer.holds),
        periods=started_periods(law, served, today) if served else (),
        address=address_on(document.dossier, today),
        ways=found,
        way=next(way for way in found if way.mode == mode),
        may_serve=seat.has(*SERVERS),
        may_withdraw=_is_announced(served) and not _has_effect(served, today),
    )


def service_forms(seat: Seat, mode: ServiceMode) -> dict[str, PageForm]:
    """Return the forms of the page, empty."""
    if mode is ServiceMode.ANNOUNCEMENT:
        chosen: PageForm = AnnouncementForm()
    else:
        chosen = DeliveryForm(seat, mode)
    return {
        "delivery": chosen,
        "failure": FailureForm(seat, prefix="failure"),
        "withdrawal": WithdrawalForm(prefix="withdrawal"),
        "address": AddressForm(prefix="address"),
    }


def _has_effect(served: ServiceAttempt | None, day: dt.date) -> bool:
    return served is not None and served.effective_on is not None and served.effective_on <= day


def _is_announced(served: ServiceAttempt | None) -> bool:
    return served is not None and served.mode == ServiceMode.ANNOUNCEMENT


def _grounds(row: ServiceAttempt) -> tuple[ShownGround, ...]:
    return tuple(
        ShownGround(
            holds=bool(each["holds"]),
            words=Text(each["reason"], each["reason_en"]),
            next_step=Text(each["next_step"], each["next_step_en"]),
            article="、".join(each["because"]),
        )
        for each in row.grounds
    )
