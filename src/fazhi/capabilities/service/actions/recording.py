"""What the verbs of service share: documents locked, officers and files known, the entry."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import SERVERS
from fazhi.capabilities.service.choices import ServiceOutcome
from fazhi.capabilities.service.errors import AlreadyServedError, ServiceRefusedError
from fazhi.capabilities.service.inputs import ProofInput
from fazhi.capabilities.service.models import ServiceAttempt, ServiceOfficer, ServiceProof
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Attachment, Dossier, Entry
from fazhi.law.answer import Answer
from fazhi.law.facts import OfficerFacts
from fazhi.registers.staff.facts import officer_facts
from fazhi.registers.staff.models import Officer


class Served(Protocol):
    """What is recorded of one document: which, by whom, with which proofs."""

    @property
    def document(self) -> Document: ...
    @property
    def proofs(self) -> tuple[ProofInput, ...]: ...


@dataclass(frozen=True, slots=True)
class Written:
    """An attempt with the officers and proofs that are written with it."""

    attempt: ServiceAttempt
    officer_ids: tuple[UUID, ...]
    proofs: tuple[ProofInput, ...]


def lock_unserved(seat: Seat, given: Sequence[Served]) -> None:
    """Lock the documents of a batch; refuse a foreign, an annulled and a served one."""
    seat.require(*SERVERS)
    wanted = [each.document.pk for each in given]
    rows = Document.objects.filter(authority=seat.authority, pk__in=wanted)
    locked = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    if len(locked) != len(set(wanted)):
        raise NotFoundError(_("没有这份文书。"))
    if not all(row.stands for row in locked.values()):
        raise ConflictError(_("其中有文书已经作废或者撤回，不能送达。"))
    refuse_served(wanted)


def refuse_served(wanted: Sequence[UUID]) -> None:
    """Refuse documents that were served, or are announced; nothing is served twice."""
    taken = ServiceAttempt.objects.filter(document__in=wanted).exclude(
        outcome=ServiceOutcome.FAILED
    )
    earlier = taken.select_related("document").order_by("attempted_at", "id").first()
    if earlier is not None:
        raise AlreadyServedError(
            _("{document}已于 {day} 送达，不能重复登记。").format(
                document=earlier.document,
                day=earlier.effective_on or clock.day_of(earlier.attempted_at),
            )
        )


def refuse_repeated(given: Sequence[Served]) -> None:
    """Refuse a batch that names one document twice."""
    wanted = [each.document.pk for each in given]
    if len(set(wanted)) != len(wanted):
        raise InputError({"document": _("同一份文书在本次登记中出现了两次。")})


def refuse_moment(document: Document, moment: dt.datetime, field: str) -> None:
    """Refuse a moment that lies ahead, or before the document was issued."""
    if moment > clock.now():
        raise InputError({field: _("时间不能晚于现在。")})
    if moment < document.issued_at:
        raise InputError({field: _("时间不能早于文书制发时间。")})


def refuse_unknown_files(seat: Seat, proofs: Sequence[ProofInput]) -> None:
    """Refuse a proof whose file this authority does not hold."""
    wanted = {each.attachment_id for each in proofs if each.attachment_id}
    if Attachment.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
        raise InputError({"proofs": _("没有这个证明文件，请重新上传。")})


def servers_of(
    seat: Seat, wanted: Sequence[tuple[dt.date, tuple[UUID, ...]]]
) -> list[tuple[OfficerFacts, ...]]:
    """Return how those who delivered stood on each day; somebody must have."""
    keys = {key for _day, officers in wanted for key in officers}
    known = Officer.objects.filter(authority=seat.authority).in_bulk(list(keys))
    if len(known) != len(keys) or not all(officers for _day, officers in wanted):
        raise InputError({"officers": _("请选择送达人。")})
    by_day: Mapping[dt.date, dict[str, OfficerFacts]] = {
        day: {each.key: each for each in officer_facts(list(known.values()), day)}
        for day in {day for day, _officers in wanted}
    }
    return [tuple(by_day[day][str(key)] for key in officers) for day, officers in wanted]


def refuse_blocked(answers: Sequence[Sequence[Answer]]) -> None:
    """Raise ServiceRefusedError when the law forbids any of the batch."""
    refused = {
        index: [answer for answer in each if answer.blocks] for index, each in enumerate(answers)
    }
    if found := {index: blocking for index, blocking in refused.items() if blocking}:
        raise ServiceRefusedError(found)


def record(seat: Seat, kind: str, written: Sequence[Written], answers: Sequence[Answer]) -> Entry:
    """Write attempts with officers and proofs, and the entry of the act."""
    attempts = [each.attempt for each in written]
    ServiceAttempt.objects.bulk_create(attempts)
    ServiceOfficer.objects.bulk_create(
        ServiceOfficer(attempt=each.attempt, officer_id=officer)
        for each in written
        for officer in each.officer_ids
    )
    ServiceProof.objects.bulk_create(
        proof_row(each.attempt, proof) for each in written for proof in each.proofs
    )
    entry = journal.record(
        journal.Act(
            kind,
            by=seat,
            dossier=_only_dossier(attempts),
            happened_at=min(attempt.attempted_at for attempt in attempts),
            provisions=tuple(dict.fromkeys(cite for each in answers for cite in each.because)),
        ),
        attempts[0].journal_item() if len(attempts) == 1 else {},
        items=() if len(attempts) == 1 else [attempt.journal_item() for attempt in attempts],
    )
    ServiceAttempt.objects.filter(pk__in=[each.pk for each in attempts]).update(entry=entry)
    return entry


def proof_row(attempt: ServiceAttempt, given: ProofInput) -> ServiceProof:
    """Return the row of one proof."""
    return ServiceProof(
        id=new_id(),
        authority=attempt.authority,
        attempt=attempt,
        kind=given.kind,
        attachment_id=given.attachment_id,
        person=given.person.strip(),
        reference=given.reference.strip(),
    )


def as_held(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Return what the law answered, as the attempt keeps it."""
    return [
        {
            "rule": answer.rule,
            "holds": answer.holds,
            "because": [str(cite) for cite in answer.because],
            "reason": answer.reason.zh,
            "reason_en": answer.reason.en,
            "next_step": answer.next_step.zh,
            "next_step_en": answer.next_step.en,
        }
        for answer in answers
    ]


def _only_dossier(attempts: Sequence[ServiceAttempt]) -> Dossier | None:
    by_key: dict[object, list[ServiceAttempt]] = defaultdict(list)
    for attempt in attempts:
        by_key[attempt.dossier_id].append(attempt)
    return attempts[0].document.dossier if len(by_key) == 1 else None
