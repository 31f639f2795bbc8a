"""Announce a document that cannot be served otherwise (公告送达); it has effect in thirty days."""

from collections.abc import Mapping, Sequence
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import SERVERS, lock_attempt
from fazhi.capabilities.service.actions.recording import (
    Written,
    as_held,
    lock_unserved,
    record,
    refuse_blocked,
    refuse_moment,
    refuse_repeated,
    refuse_unknown_files,
)
from fazhi.capabilities.service.choices import (
    FailureReason,
    ProofKind,
    ServiceMode,
    ServiceOutcome,
)
from fazhi.capabilities.service.errors import AnnouncementStateError
from fazhi.capabilities.service.facts import announcement_facts
from fazhi.capabilities.service.followers import tell_followers
from fazhi.capabilities.service.inputs import AnnouncementInput, ProofInput
from fazhi.capabilities.service.models import ServiceAnnouncement, ServiceAttempt
from fazhi.capabilities.service.papers import announcement_content
from fazhi.capabilities.service.queries import addresses_on, failed_modes, timeliness
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor, needs_no_factor
from fazhi.kernel.identifiers import new_id
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.service import announcement_has_passed, effective_on, may_be_served
from fazhi.law.service_facts import Mode
from fazhi.registers.staff.queries import authority_of


@needs_factor(FactorGround.SEAL)
@transaction.atomic
def announce_service(
    seat: Seat, announcements: Sequence[AnnouncementInput]
) -> list[ServiceAttempt]:
    """Announce documents, all or none: write the text, and when each has effect.

    Raises ServiceRefusedError while other ways were not tried, unless nobody knows where the party
    is, and without reasons on file (ORD-015).
    """
    if not announcements:
        return []
    lock_unserved(seat, announcements)
    refuse_repeated(announcements)
    for each in announcements:
        _refuse_unreadable(each)
    refuse_unknown_files(seat, [proof for each in announcements for proof in each.proofs])
    answers = _answers(announcements)
    refuse_blocked(answers)
    texts = _texts(seat, announcements)
    written = [
        Written(_attempt(seat, each, said), (), _proofs(each))
        for each, said in zip(announcements, answers, strict=True)
    ]
    record(seat, "service.announced", written, list(chain.from_iterable(answers)))
    tell_followers(seat, [each.attempt for each in written])
    ServiceAnnouncement.objects.bulk_create(
        _row(one.attempt, each, text)
        for one, each, text in zip(written, announcements, texts, strict=True)
    )
    return [each.attempt for each in written]


@transaction.atomic
def withdraw_announcement(seat: Seat, attempt: ServiceAttempt, *, reason: str) -> ServiceAttempt:
    """Withdraw an announcement before it has effect, such as when the party comes for the paper."""
    seat.require(*SERVERS)
    if not reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    locked = lock_attempt(seat, attempt)
    announcement = _announcement_of(locked)
    effective = announcement.effective_on
    if effective is not None and effective <= clock.today():
        raise AnnouncementStateError(_("公告已于 {day} 视为送达，不能撤回。").format(day=effective))
    announcement.withdrawn_at = clock.now()
    announcement.withdrawn_reason = reason.strip()
    announcement.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    locked.outcome, locked.failure = ServiceOutcome.FAILED, FailureReason.WITHDRAWN
    locked.effective_on = None
    locked.save(update_fields=["outcome", "failure", "effective_on"])
    journal.record(
        journal.Act("service_announcement.withdrawn", by=seat, dossier=locked.dossier),
        locked.journal_item(),
    )
    return locked


@needs_no_factor(
    "it notes that the text was put up; the text itself was sealed when it was announced"
)
@transaction.atomic
def confirm_announcements(seat: Seat, attempts: Sequence[ServiceAttempt]) -> list[ServiceAttempt]:
    """Write the effective day of announcements once the calendar of that year tells it."""
    seat.require(*SERVERS)
    if not attempts:
        return []
    rows = [lock_attempt(seat, attempt) for attempt in sorted(attempts, key=lambda one: one.pk)]
    for row in rows:
        _settle(row)
    items = [row.journal_item() for row in rows]
    journal.record(
        journal.Act("service_announcement.confirmed", by=seat), {"count": len(rows)}, items=items
    )
    tell_followers(seat, rows)
    return rows


def _settle(attempt: ServiceAttempt) -> None:
    announcement = _announcement_of(attempt)
    found = effective_on(load_law(), mode=Mode.ANNOUNCEMENT, day=announcement.published_on)
    if attempt.outcome != ServiceOutcome.PENDING or found is None:
        raise AnnouncementStateError(_("公告的视为送达日已经确定，或者当年的放假安排还没有公布。"))
    announcement.effective_on = attempt.effective_on = found
    announcement.save(update_fields=["effective_on"])
    attempt.outcome = ServiceOutcome.SERVED
    attempt.save(update_fields=["outcome", "effective_on"])


def _announcement_of(attempt: ServiceAttempt) -> ServiceAnnouncement:
    announcement: ServiceAnnouncement | None = getattr(attempt, "announcement", None)
    if announcement is None or announcement.withdrawn_at is not None:
        raise AnnouncementStateError(_("这不是正在公告的送达。"))
    return announcement


def _refuse_unreadable(given: AnnouncementInput) -> None:
    moment = clock.at_local(given.published_on)
    if given.published_on < clock.day_of(given.document.issued_at):
        raise InputError({"published_on": _("公告日期不能早于文书制发日期。")})
    refuse_moment(given.document, max(moment, given.document.issued_at), "published_on")
    if not given.recipient.strip():
        raise InputError({"recipient": _("请填写受送达人。")})


def _answers(announcements: Sequence[AnnouncementInput]) -> list[tuple[Answer, ...]]:
    failed: Mapping[object, frozenset[str]] = failed_modes(
        [each.document for each in announcements]
    )
    addresses = addresses_on([(each.document.dossier, each.published_on) for each in announcements])
    found = [
        may_be_served(announcement_facts(each, address, failed[each.document.pk]))
        for each, address in zip(announcements, addresses, strict=True)
    ]
    if not all(found):
        raise InputError({"published_on": _("该日期的送达规定没有收入，不能登记。")})
    return found


def _texts(seat: Seat, announcements: Sequence[AnnouncementInput]) -> list[Document]:
    authority = authority_of(seat.authority)
    return issue_documents(
        seat,
        [
            DocumentInput(
                template=Template.SERVICE_ANNOUNCEMENT,
                content=announcement_content(each, authority),
                dossier=each.document.dossier,
                issued_at=clock.at_local(each.published_on),
            )
            for each in announcements
        ],
    )


def _attempt(seat: Seat, given: AnnouncementInput, answers: Sequence[Answer]) -> ServiceAttempt:
    law, day = load_law(), given.published_on
    effective = effective_on(law, mode=Mode.ANNOUNCEMENT, day=day)
    also = (
        announcement_has_passed(law, day=day, published_on=day),
        *timeliness(law, given.document, day, served_on=day),
    )
    return ServiceAttempt(
        id=new_id(),
        authority=seat.authority,
        dossier_id=given.document.dossier_id,
        document=given.document,
        mode=ServiceMode.ANNOUNCEMENT,
        outcome=ServiceOutcome.SERVED if effective else ServiceOutcome.PENDING,
        attempted_at=clock.at_local(day),
        effective_on=effective,
        recipient=given.recipient.strip(),
        note=given.reason.strip(),
        grounds=as_held([*answers, *also]),
        recorded_by_id=seat.account_id,
    )


def _proofs(given: AnnouncementInput) -> tuple[ProofInput, ...]:
    published = ProofInput(kind=ProofKind.PUBLICATION, reference=given.where.strip())
    return (published, *given.proofs)


def _row(attempt: ServiceAttempt, given: AnnouncementInput, text: Document) -> ServiceAnnouncement:
    return ServiceAnnouncement(
        attempt=attempt,
        document=text,
        place=given.place,
        where=given.where.strip(),
        whereabouts_unknown=given.whereabouts_unknown,
        published_on=given.published_on,
        effective_on=attempt.effective_on,
    )
