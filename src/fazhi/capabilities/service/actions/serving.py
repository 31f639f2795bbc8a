"""Deliver a document after it was made: six modes, each with its proof and its effective day."""

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
    refuse_repeated,
    refuse_unknown_files,
    servers_of,
)
from fazhi.capabilities.service.choices import DELIVERIES, ServiceOutcome
from fazhi.capabilities.service.facts import delivery_facts
from fazhi.capabilities.service.followers import tell_followers
from fazhi.capabilities.service.inputs import ServiceInput
from fazhi.capabilities.service.models import AddressForService, ServiceAttempt
from fazhi.capabilities.service.queries import addresses_on, timeliness
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.service import effective_on, may_be_served
from fazhi.law.service_facts import Mode


@transaction.atomic
def record_service(seat: Seat, services: Sequence[ServiceInput]) -> list[ServiceAttempt]:
    """Record documents delivered to their parties, all or none.

    Raises ServiceRefusedError with every answer that blocks. What came after its last day is served
    all the same; the answer that it is late is kept with it (ORD-013).
    """
    if not services:
        return []
    lock_unserved(seat, services)
    refuse_repeated(services)
    for each in services:
        _refuse_unreadable(each)
    refuse_unknown_files(seat, [proof for each in services for proof in each.proofs])
    addresses = addresses_on(
        [(each.document.dossier, clock.day_of(each.delivered_at)) for each in services]
    )
    answers = _answers(seat, services, addresses)
    refuse_blocked(answers)
    written = [
        Written(_attempt(seat, each, address, said), each.officer_ids, each.proofs)
        for each, address, said in zip(services, addresses, answers, strict=True)
    ]
    record(seat, "document.served", written, list(chain.from_iterable(answers)))
    attempts = [each.attempt for each in written]
    tell_followers(seat, attempts)
    return attempts


def _answers(
    seat: Seat, services: Sequence[ServiceInput], addresses: Sequence[AddressForService | None]
) -> list[tuple[Answer, ...]]:
    wanted = [(clock.day_of(each.delivered_at), each.officer_ids) for each in services]
    servers = servers_of(seat, wanted)
    found = [
        may_be_served(delivery_facts(each, address, officers))
        for each, address, officers in zip(services, addresses, servers, strict=True)
    ]
    if not all(found):
        raise InputError({"delivered_at": _("该日期的送达规定没有收入，不能登记。")})
    return found


def _refuse_unreadable(given: ServiceInput) -> None:
    refuse_moment(given.document, given.delivered_at, "delivered_at")
    if given.mode not in DELIVERIES:
        raise InputError({"mode": _("公告送达请在公告一栏办理。")})
    delivered_on = clock.day_of(given.delivered_at)
    if given.sent_on is not None and given.sent_on > delivered_on:
        raise InputError({"sent_on": _("寄出日期不能晚于收件日期。")})


def _attempt(
    seat: Seat,
    given: ServiceInput,
    address: AddressForService | None,
    answers: Sequence[Answer],
) -> ServiceAttempt:
    law, day = load_law(), clock.day_of(given.delivered_at)
    late = timeliness(law, given.document, day, served_on=day)
    return ServiceAttempt(
        id=new_id(),
        authority=seat.authority,
        dossier_id=given.document.dossier_id,
        document=given.document,
        mode=given.mode,
        outcome=ServiceOutcome.SERVED,
        attempted_at=given.delivered_at,
        effective_on=effective_on(law, mode=Mode(given.mode), day=day),
        place=given.place.strip(),
        recipient=given.recipient.strip(),
        refusal=given.refusal.strip(),
        receiver=given.receiver or "",
        recipient_absent=given.recipient_absent,
        agent_is_authorised=given.agent_is_authorised,
        unit=given.unit or "",
        sent_on=given.sent_on,
        address=address,
        note=given.note.strip(),
        grounds=as_held([*answers, *late]),
        recorded_by_id=seat.account_id,
    )
