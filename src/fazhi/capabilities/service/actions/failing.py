"""Record what did not serve a document: an announcement later rests on it."""

from collections.abc import Sequence
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.service.actions.recording import (
    Written,
    as_held,
    lock_unserved,
    record,
    refuse_blocked,
    refuse_moment,
    refuse_unknown_files,
    servers_of,
)
from fazhi.capabilities.service.choices import DELIVERIES, FailureReason, ServiceOutcome
from fazhi.capabilities.service.facts import failure_facts
from fazhi.capabilities.service.inputs import FailedAttemptInput
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.law.answer import Answer
from fazhi.law.rules.service import delivered_under_an_officer


@transaction.atomic
def record_failed_attempts(
    seat: Seat, attempts: Sequence[FailedAttemptInput]
) -> list[ServiceAttempt]:
    """Record attempts that did not serve their documents, with the reason; all or none.

    A refusal to take the document is no failure: it is then left (留置送达).
    """
    if not attempts:
        return []
    lock_unserved(seat, attempts)
    for each in attempts:
        _refuse_unreadable(each)
    refuse_unknown_files(seat, [proof for each in attempts for proof in each.proofs])
    wanted = [(clock.day_of(each.attempted_at), each.officer_ids) for each in attempts]
    answers = [
        delivered_under_an_officer(failure_facts(each, servers))
        for each, servers in zip(attempts, servers_of(seat, wanted), strict=True)
    ]
    refuse_blocked(answers)
    written = [
        Written(_attempt(seat, each, said), each.officer_ids, each.proofs)
        for each, said in zip(attempts, answers, strict=True)
    ]
    record(seat, "failed_attempt.recorded", written, list(chain.from_iterable(answers)))
    return [each.attempt for each in written]


def _refuse_unreadable(given: FailedAttemptInput) -> None:
    refuse_moment(given.document, given.attempted_at, "attempted_at")
    if given.mode not in DELIVERIES:
        raise InputError({"mode": _("公告送达请在公告一栏办理。")})
    if given.failure == FailureReason.WITHDRAWN:
        raise InputError({"failure": _("公告请用“撤回公告”办理。")})
    if given.failure == FailureReason.OTHER and not given.note.strip():
        raise InputError({"note": _("请写明未送达的原因。")})


def _attempt(seat: Seat, given: FailedAttemptInput, answers: Sequence[Answer]) -> ServiceAttempt:
    return ServiceAttempt(
        id=new_id(),
        authority=seat.authority,
        dossier_id=given.document.dossier_id,
        document=given.document,
        mode=given.mode,
        outcome=ServiceOutcome.FAILED,
        attempted_at=given.attempted_at,
        failure=given.failure,
        place=given.place.strip(),
        note=given.note.strip(),
        grounds=as_held(answers),
        recorded_by_id=seat.account_id,
    )
