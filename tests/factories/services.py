"""A document of a case that waits to be served, and what is entered of its service."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.actions import confirm_address, record_failed_attempts
from fazhi.capabilities.service.choices import ElectronicChannel, FailureReason, ServiceMode
from fazhi.capabilities.service.inputs import AddressInput, FailedAttemptInput
from fazhi.kernel import clock
from fazhi.kernel.attachments import PHOTOS, store
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.documents import make_document
from tests.kernel.sample_files import photo

TABLE = Path(__file__).parents[1] / "capabilities" / "service" / "services.yaml"

#: Issued on Tuesday 2026-03-10, tried on Wednesday, delivered on Thursday, entered on Friday.
TRIED_AT = clock.at_local(dt.date(2026, 3, 11), dt.time(9))
DELIVERED_AT = clock.at_local(dt.date(2026, 3, 12), dt.time(9, 30))
ENTERED_AT = clock.at_local(dt.date(2026, 3, 13), dt.time(10))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A town with a case of which a document waits to be served."""

    town: Town
    case: Case
    document: Document

    @property
    def code(self) -> str:
        """The check code in the addresses of the document."""
        return self.document.check_code

    @property
    def servers(self) -> list[str]:
        """The keys of the two officers."""
        return [str(each.id) for each in self.town.officers]


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the table of services: what is entered, and what comes of it."""

    name: str
    mode: str
    form: dict[str, Any]
    then: dict[str, Any]
    consent: bool = False
    failed: tuple[str, ...] = ()

    @property
    def is_served(self) -> bool:
        """Tell whether the document is served in the end."""
        return "effective_on" in self.then


def make_waiting(town: Town | None = None) -> Waiting:
    """Return a case with a document that was issued and not served."""
    town = town or make_town()
    case = decide_on_the_spot(town.officer, [make_decision(town)])[0]
    document = make_document(dossier=case.dossier, seat=town.officer, issued_at=NOW)
    return Waiting(town, case, document)


def another_document(waiting: Waiting) -> Document:
    """Return a second document of the case that waits to be served."""
    return make_document(dossier=waiting.case.dossier, seat=waiting.town.officer, issued_at=NOW)


def table() -> list[Entered]:
    """Read the table of services."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))["services"]
    return [Entered(**{**row, "failed": tuple(row.get("failed", ()))}) for row in rows]


def prepare(waiting: Waiting, row: Entered) -> None:
    """Do what a line of the table says was done before."""
    if row.consent:
        consent(waiting)
    fail(waiting, *row.failed)


def consent(waiting: Waiting, since: dt.date = dt.date(2026, 3, 10)) -> None:
    """Let the party sign for electronic service."""
    signed = store(waiting.town.clerk, photo(), "p.jpg", PHOTOS)
    confirm_address(
        waiting.town.clerk,
        AddressInput(
            dossier=waiting.case.dossier,
            signer="张演示",
            address="演示路1号",
            since=since,
            consents=True,
            channel=ElectronicChannel.MESSAGE,
            electronic_address="000-00000000",
            attachment_id=signed.id,
        ),
    )


def fail(waiting: Waiting, *modes: str, document: Document | None = None) -> None:
    """Let ways of service fail."""
    record_failed_attempts(
        waiting.town.clerk,
        [
            FailedAttemptInput(
                document=document or waiting.document,
                mode=ServiceMode(mode),
                attempted_at=TRIED_AT,
                failure=FailureReason.NOBODY_THERE,
                officer_ids=(waiting.town.officers[0].id,),
            )
            for mode in modes
        ],
    )


def body(waiting: Waiting, row: Entered, code: str = "") -> dict[str, Any]:
    """Return a line of the table as the API takes it."""
    given = {"document": code or waiting.code, **row.form}
    if row.mode == ServiceMode.ANNOUNCEMENT:
        return given
    proofs = [
        {"kind": kind, named: given.pop(kind)} for kind, named in _PROOFS.items() if kind in given
    ]
    if given.pop("photograph", False):
        stored = store(waiting.town.clerk, photo(), "p.jpg", PHOTOS)
        proofs.append({"kind": "photo", "attachment": str(stored.id)})
    moment = DELIVERED_AT.isoformat()
    entered = {"mode": row.mode, "delivered_at": moment, "officers": waiting.servers}
    return {**entered, **given, "proofs": proofs}


_PROOFS = {
    "signature": "person",
    "witness": "person",
    "return_slip": "reference",
    "arrival_record": "reference",
}
