"""Hand documents over where they were made, with what proves it and the day it took effect."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.service.actions.recording import (
    proof_row,
    refuse_repeated,
    refuse_served,
)
from fazhi.capabilities.service.choices import ProofKind, ServiceMode, ServiceOutcome
from fazhi.capabilities.service.inputs import OnTheSpotServiceInput
from fazhi.capabilities.service.models import ServiceAttempt, ServiceOfficer, ServiceProof
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.law.citation import Citation

#: What shows that a document was left with somebody who refused it.
LEAVING_PROOFS = frozenset({ProofKind.WITNESS, ProofKind.PHOTO, ProofKind.RECORDING})

#: Delivered on the spot; a refusal is noted on the decision.
_GROUND = Citation("行政处罚法(2021)", 52, 1)


def serve_on_the_spot(seat: Seat, service: OnTheSpotServiceInput) -> ServiceAttempt:
    """Record one document handed over where it was made."""
    return serve_many(seat, [service])[0]


@transaction.atomic
def serve_many(seat: Seat, services: Sequence[OnTheSpotServiceInput]) -> list[ServiceAttempt]:
    """Record documents handed over where they were made, all or none.

    A signed one is served in person, a refused one is left with the recipient before a witness or a
    camera; either takes effect on that day.
    """
    if not services:
        return []
    for each in services:
        _refuse_unproved(seat, each)
    refuse_repeated(services)
    refuse_served([each.document.pk for each in services])
    attempts = [_attempt(seat, each) for each in services]
    ServiceAttempt.objects.bulk_create(attempts)
    pairs = list(zip(attempts, services, strict=True))
    ServiceOfficer.objects.bulk_create(
        [
            ServiceOfficer(attempt=attempt, officer_id=officer)
            for attempt, given in pairs
            for officer in given.officer_ids
        ]
    )
    ServiceProof.objects.bulk_create(
        [proof_row(attempt, proof) for attempt, given in pairs for proof in given.proofs]
    )
    _record(seat, attempts)
    return attempts


def _refuse_unproved(seat: Seat, given: OnTheSpotServiceInput) -> None:
    if given.document.authority != seat.authority:
        raise NotFoundError(_("没有这份文书。"))
    if given.signed and given.refusal:
        raise InputError({"refusal": _("已签收的，不填写拒收情形。")})
    if given.signed:
        return
    if not given.refusal.strip():
        raise InputError({"refusal": _("当事人拒绝签收的，应当在决定书上注明。请填写拒收情形。")})
    if not any(proof.kind in LEAVING_PROOFS for proof in given.proofs):
        raise InputError({"proofs": _("拒收留置送达须有见证人签名，或者照片、录像。")})


def _attempt(seat: Seat, given: OnTheSpotServiceInput) -> ServiceAttempt:
    return ServiceAttempt(
        id=new_id(),
        authority=seat.authority,
        dossier_id=given.document.dossier_id,
        document=given.document,
        mode=ServiceMode.PERSONAL if given.signed else ServiceMode.LEAVING,
        outcome=ServiceOutcome.SERVED,
        attempted_at=given.served_at,
        effective_on=clock.day_of(given.served_at),
        place=given.place,
        recipient=given.recipient,
        refusal=given.refusal.strip(),
        recorded_by_id=seat.account_id,
    )


def _record(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None:
    dossiers = {attempt.dossier_id for attempt in attempts}
    items = [attempt.journal_item() for attempt in attempts]
    entry = journal.record(
        journal.Act(
            "document.served",
            by=seat,
            dossier=attempts[0].document.dossier if len(dossiers) == 1 else None,
            happened_at=_earliest(attempts),
            provisions=(_GROUND,),
        ),
        items[0] if len(items) == 1 else {},
        items=() if len(items) == 1 else items,
    )
    written = ServiceAttempt.objects.filter(pk__in=[attempt.pk for attempt in attempts])
    written.update(entry=entry)


def _earliest(attempts: Sequence[ServiceAttempt]) -> dt.datetime:
    return min(attempt.attempted_at for attempt in attempts)
