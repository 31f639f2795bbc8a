"""From rows and inputs to facts of the law: the only place where the two meet."""

import datetime as dt
from collections.abc import Collection, Sequence

from fazhi.capabilities.documents.formats import format_of
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import CAMERA_PROOFS, ServiceMode
from fazhi.capabilities.service.inputs import (
    AnnouncementInput,
    FailedAttemptInput,
    ProofInput,
    ServiceInput,
)
from fazhi.capabilities.service.models import AddressForService
from fazhi.kernel import clock
from fazhi.law.facts import OfficerFacts
from fazhi.law.service_facts import (
    ConsentFacts,
    Mode,
    Proof,
    Receiver,
    ServiceFacts,
    TransferUnit,
)


def standing_facts(
    document: Document,
    mode: ServiceMode,
    day: dt.date,
    *,
    address: AddressForService | None,
    failed: Collection[str],
) -> ServiceFacts:
    """Return what is known before a delivery: consent, and the ways that failed so far."""
    return ServiceFacts(
        mode=Mode(mode),
        day=day,
        issued_on=clock.day_of(document.issued_at),
        consent=consent_facts(address),
        failed=frozenset(Mode(each) for each in failed),
    )


def delivery_facts(
    given: ServiceInput, address: AddressForService | None, servers: Sequence[OfficerFacts]
) -> ServiceFacts:
    """Return what the law asks of one delivery; names stay behind."""
    return ServiceFacts(
        mode=Mode(given.mode),
        day=clock.day_of(given.delivered_at),
        issued_on=clock.day_of(given.document.issued_at),
        party=given.party,
        receiver=Receiver(given.receiver) if given.receiver else None,
        recipient_absent=given.recipient_absent,
        agent_is_authorised=given.agent_is_authorised,
        refusal_noted=bool(given.refusal.strip()),
        proofs=proofs(given.proofs),
        servers=tuple(servers),
        consent=consent_facts(address),
        online_review_offered=given.online_review_offered or not may_be_reviewed(given.document),
        unit=TransferUnit(given.unit) if given.unit else None,
        reason_recorded=bool(given.note.strip()),
    )


def failure_facts(given: FailedAttemptInput, servers: Sequence[OfficerFacts]) -> ServiceFacts:
    """Return what the law asks of an attempt that failed: who made it."""
    return ServiceFacts(
        mode=Mode(given.mode),
        day=clock.day_of(given.attempted_at),
        issued_on=clock.day_of(given.document.issued_at),
        servers=tuple(servers),
    )


def announcement_facts(
    given: AnnouncementInput, address: AddressForService | None, failed: Collection[str]
) -> ServiceFacts:
    """Return what the law asks of one announcement."""
    return ServiceFacts(
        mode=Mode.ANNOUNCEMENT,
        day=given.published_on,
        issued_on=clock.day_of(given.document.issued_at),
        proofs=frozenset({Proof.PUBLICATION}) if given.where.strip() else frozenset(),
        consent=consent_facts(address),
        failed=frozenset(Mode(each) for each in failed),
        whereabouts_unknown=given.whereabouts_unknown,
        reason_recorded=bool(given.reason.strip()),
    )


def consent_facts(address: AddressForService | None) -> ConsentFacts:
    """Return the consent to electronic service that a confirmation of address holds."""
    if address is None or not address.consents:
        return ConsentFacts()
    return ConsentFacts(
        signed=address.attachment_id is not None, since=address.since, until=address.until
    )


def proofs(given: Sequence[ProofInput]) -> frozenset[Proof]:
    """Return what is proved: a camera by its file, all else by a file, a name or a number."""
    return frozenset(Proof(each.kind) for each in given if _stands(each))


def may_be_reviewed(document: Document) -> bool:
    """Tell whether a document starts the period for reconsideration, so is an act of its own."""
    format_ = format_of(document.template, document.version)
    return "REVIEW" in format_.deadlines_on(clock.day_of(document.issued_at))


def _stands(proof: ProofInput) -> bool:
    if proof.attachment_id is not None:
        return True
    named = bool(proof.person.strip() or proof.reference.strip())
    return named and proof.kind not in CAMERA_PROOFS
