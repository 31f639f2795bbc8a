"""The verbs of documents: issue, render and seal, void, withdraw."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents import facts
from fazhi.capabilities.documents.choices import AnnulmentKind, DocumentStatus, PaperForm
from fazhi.capabilities.documents.errors import AnnulledDocumentError, CodedDocumentError
from fazhi.capabilities.documents.formats import Format, format_of, format_on
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Annulment, Document, Rendering
from fazhi.capabilities.documents.rendering import Pages, check_address, typeset
from fazhi.capabilities.documents.sealing import SealedFile, SealRequest, provider
from fazhi.kernel import attachments, clock, journal, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.identifiers import new_code, new_id, random_bytes
from fazhi.registers.staff.models import Authority
from fazhi.registers.staff.queries import authority_of


def _is_sealed(given: DocumentInput) -> bool:
    """Tell whether a document goes out under the seal of the authority."""
    day = clock.day_of(given.issued_at or clock.now())
    return format_on(given.template, day).is_sealed


def _are_sealed(documents: Sequence[DocumentInput]) -> bool:
    return any(map(_is_sealed, documents))


@needs_factor(FactorGround.SEAL, when=_is_sealed)
def issue_document(seat: Seat, document: DocumentInput) -> Document:
    """Issue one document: check its content, give it number and code, record it."""
    return issue_documents(seat, [document])[0]


@needs_factor(FactorGround.SEAL, when=_are_sealed)
@transaction.atomic
def issue_documents(seat: Seat, documents: Sequence[DocumentInput]) -> list[Document]:
    """Issue documents, all or none, with numbers that leave no gap."""
    if not documents:
        return []
    drafts = [_draft(each) for each in documents]
    authority = authority_of(seat.authority)
    warnings = [_warnings(authority, draft) for draft in drafts]
    serials = _serials(seat.authority, drafts)
    rows = [
        _row(seat, authority, draft, serial) for draft, serial in zip(drafts, serials, strict=True)
    ]
    Document.objects.bulk_create(rows)
    _record_issue(seat, rows, sorted(set().union(*warnings)))
    return rows


def render(document: Document, form: PaperForm = PaperForm.STANDARD) -> bytes:
    """Return the file of a document on a paper form: made and sealed at first sight, then kept.

    A document that was voided or withdrawn before it was sealed is only drawn, with that mark.
    """
    kept = _kept(document, form)
    if kept is not None:
        return attachments.open_bytes(kept.attachment)
    pages = typeset(document, form)
    if not document.stands:
        return pages.pdf
    made = _finished(document, pages)
    name = f"{document.check_code}-{form.value}.pdf"
    file = attachments.prepare([attachments.Upload(made.pdf, name, attachments.PDF)])
    return _keep(document, form, made, file)


def void_document(seat: Seat, document: Document, *, reason: str) -> Document:
    """Make a document void that was issued by mistake; its number is not used again."""
    return _annul(seat, document, AnnulmentKind.VOID, reason)


def withdraw_document(seat: Seat, document: Document, *, reason: str) -> Document:
    """Withdraw a document whose decision was rescinded or changed."""
    return _annul(seat, document, AnnulmentKind.WITHDRAWN, reason)


@transaction.atomic
def record_outside_code(seat: Seat, document: Document, *, code: str, receipt: str) -> Document:
    """Record the code (行政行为码) that a platform outside gave the act, with its receipt.

    The code is kept as it was given and never taken apart; given once, it stays.
    """
    code, receipt = code.strip(), receipt.strip()
    _refuse_half_a_code(code, receipt)
    locked = Document.objects.select_for_update().get(pk=document.pk, authority=seat.authority)
    others = Document.objects.filter(authority=seat.authority, outside_code=code)
    if locked.outside_code or others.exists():
        raise CodedDocumentError(_("这份文书已经赋码，或者这个码已经用在别的文书上。"))
    locked.outside_code, locked.outside_receipt = code, receipt
    locked.save(update_fields=["outside_code", "outside_receipt"])
    journal.record(
        journal.Act("outside_code.recorded", by=seat, dossier=locked.dossier),
        {"document": str(locked.id), "code": code, "receipt": receipt},
    )
    return locked


def _refuse_half_a_code(code: str, receipt: str) -> None:
    problems = {}
    for name, value, longest in (("code", code, 64), ("receipt", receipt, 128)):
        if not value:
            problems[name] = _("请填写平台给出的码和回执。")
        elif len(value) > longest:
            problems[name] = _("最多 {count} 个字。").format(count=longest)
    if problems:
        raise InputError(problems)


@dataclass(frozen=True, slots=True)
class _Draft:
    given: DocumentInput
    format: Format
    issued_at: dt.datetime

    @property
    def series(self) -> str:
        return self.given.number_series or self.format.series

    @property
    def year(self) -> int:
        return clock.local(self.issued_at).year


def _draft(given: DocumentInput) -> _Draft:
    issued_at = given.issued_at or clock.now()
    draft = _Draft(given, format_on(given.template, clock.day_of(issued_at)), issued_at)
    draft.format.refuse_incomplete(given.content)
    return draft


def _warnings(authority: Authority, draft: _Draft) -> set[str]:
    """Refuse what the law forbids in a document; return the rules that only warn."""
    day = clock.day_of(draft.issued_at)
    found = facts.answers(draft.format, draft.given.content, authority, day)
    return {answer.rule for answer in refuse_if_blocked(found)}


def _serials(authority: str, drafts: Sequence[_Draft]) -> list[int | None]:
    """Draw the numbers of each series and year at once, in the order given."""
    wanted: dict[tuple[str, int], int] = defaultdict(int)
    for draft in drafts:
        if draft.format.is_numbered:
            wanted[draft.series, draft.year] += 1
    drawn = {
        key: iter(numbers.draw_many(authority, *key, count))
        for key, count in sorted(wanted.items())
    }
    return [
        next(drawn[draft.series, draft.year]) if draft.format.is_numbered else None
        for draft in drafts
    ]


def _row(seat: Seat, authority: Authority, draft: _Draft, serial: int | None) -> Document:
    number = ""
    if serial is not None:
        number = draft.format.numbered(authority.number_prefix, draft.year, serial)
    code, salt = new_code(16), random_bytes(16)
    content = canonical({**draft.given.content, "document": _frame(authority, draft, number, code)})
    waits = draft.format.is_sealed
    return Document(
        id=new_id(),
        authority=seat.authority,
        dossier=draft.given.dossier,
        template=draft.format.template,
        version=draft.format.version,
        number=number,
        series=draft.series if number else "",
        year=draft.year,
        serial=serial,
        content=content,
        content_salt=salt,
        content_hash=hashlib.sha256(salt + content.encode()).hexdigest(),
        check_code=code,
        issued_at=draft.issued_at,
        issued_by_id=seat.account_id,
        status=DocumentStatus.RECORDED if waits else DocumentStatus.ISSUED,
    )


def _frame(authority: Authority, draft: _Draft, number: str, code: str) -> Mapping[str, str]:
    return {
        "title": draft.format.title,
        "authority": authority.name,
        "number": number,
        "issued_on": clock.day_of(draft.issued_at).isoformat(),
        "check_code": code,
        "check_address": check_address(code),
    }


def _record_issue(seat: Seat, rows: Sequence[Document], warned: Sequence[str]) -> None:
    items = [row.journal_item() for row in rows]
    is_single = len(rows) == 1
    entry = journal.record(
        journal.Act(
            "document.issued",
            by=seat,
            dossier=rows[0].dossier if is_single else None,
            happened_at=rows[0].issued_at,
        ),
        {**(items[0] if is_single else {}), "warned": warned},
        items=() if is_single else items,
    )
    Document.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)


def _kept(document: Document, form: PaperForm) -> Rendering | None:
    return document.renderings.select_related("attachment").filter(form=form).first()


def _finished(document: Document, pages: Pages) -> SealedFile:
    if not format_of(document.template, document.version).is_sealed:
        return SealedFile(pages.pdf, certificate="")
    name = document.said["document"]["authority"]
    return provider().seal(pages, SealRequest(document.authority, name, document.number))


@transaction.atomic
def _keep(
    document: Document, form: PaperForm, made: SealedFile, file: Sequence[attachments.Prepared]
) -> bytes:
    """Keep a file; when somebody else was quicker, theirs is the one."""
    locked = Document.objects.select_for_update().get(pk=document.pk)
    kept = _kept(locked, form)
    if kept is not None:
        return attachments.open_bytes(kept.attachment)
    if not locked.stands:
        raise AnnulledDocumentError(_("文书刚刚被作废或撤回，不能再盖章。"))
    rendering = Rendering.objects.create(
        document=locked,
        form=form,
        attachment=attachments.keep(_machine(locked), file)[0],
        sha256=hashlib.sha256(made.pdf).hexdigest(),
        rendered_at=clock.now(),
        sealed_with=made.certificate,
    )
    if made.certificate:
        locked.status = document.status = DocumentStatus.SEALED
        locked.save(update_fields=["status"])
    _record_rendering(locked, rendering)
    return made.pdf


def _record_rendering(document: Document, rendering: Rendering) -> None:
    kind = "document.sealed" if rendering.sealed_with else "document.rendered"
    journal.record(
        journal.Act(kind, by=_machine(document), dossier=document.dossier),
        {
            "document": str(document.id),
            "form": rendering.form,
            "sha256": rendering.sha256,
            "certificate": rendering.sealed_with,
        },
    )


def _machine(document: Document) -> Seat:
    """Return the seat of the system itself: sealing follows from the issue, nobody presses it."""
    return Seat(authority=document.authority, name="系统")


@transaction.atomic
def _annul(seat: Seat, document: Document, kind: AnnulmentKind, reason: str) -> Document:
    if not reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    locked = Document.objects.select_for_update().get(pk=document.pk, authority=seat.authority)
    if not locked.stands:
        raise AnnulledDocumentError(_("这份文书此前已作废或撤回。"))
    now = clock.now()
    Annulment.objects.create(
        document=locked,
        kind=kind,
        reason=reason.strip(),
        annulled_at=now,
        annulled_by_id=seat.account_id,
    )
    locked.status = DocumentStatus(kind.value)
    locked.save(update_fields=["status"])
    _void_number(seat, locked, kind, reason)
    journal.record(
        journal.Act(f"document.{_PAST[kind]}", by=seat, dossier=locked.dossier, happened_at=now),
        {"document": str(locked.id), "number": locked.number},
    )
    return locked


_PAST = {AnnulmentKind.VOID: "voided", AnnulmentKind.WITHDRAWN: "withdrawn"}


def _void_number(seat: Seat, document: Document, kind: AnnulmentKind, reason: str) -> None:
    """Tell the series why a number has no document in force; a withdrawn one keeps its number."""
    if kind is AnnulmentKind.VOID and document.serial is not None:
        numbers.void(
            document.authority, document.series, document.year, document.serial, reason, seat
        )
