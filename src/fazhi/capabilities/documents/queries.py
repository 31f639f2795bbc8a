"""Reads of documents: the check that a stranger may make, the page in HTML, what is unsealed."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fazhi.capabilities.documents import facts
from fazhi.capabilities.documents.choices import DocumentStatus, Template
from fazhi.capabilities.documents.composing import composed
from fazhi.capabilities.documents.formats import Format, format_of, format_on
from fazhi.capabilities.documents.masking import masked
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.rendering import in_words, page_data
from fazhi.kernel import clock
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.registers.staff.models import Authority

#: Letters that are misread for the digits of a check code.
_MISREAD = str.maketrans("ILO", "110")
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{16}")


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """What the holder of a check code learns: enough to compare with the paper in hand."""

    authority_name: str
    title: str
    number: str
    issued_on: dt.date
    content_hash: str
    status: DocumentStatus
    amount: Decimal | None
    party: str
    annulled_on: dt.date | None

    @property
    def stands(self) -> bool:
        """Tell whether the document is in force as issued."""
        return self.status not in {DocumentStatus.VOID, DocumentStatus.WITHDRAWN}


def check(code: str) -> CheckedDocument | None:
    """Return what a check code stands for, or None; a code read out loud is understood too."""
    document = _by_code(code)
    if document is None:
        return None
    format_ = format_of(document.template, document.version)
    annulment = getattr(document, "annulment", None)
    return CheckedDocument(
        authority_name=document.said.get("document", {}).get("authority", ""),
        title=format_.title,
        number=document.number,
        issued_on=clock.day_of(document.issued_at),
        content_hash=document.content_hash,
        status=DocumentStatus(document.status),
        amount=_amount(document, format_.shown),
        party=_party(document, format_.shown),
        annulled_on=clock.day_of(annulment.annulled_at) if annulment else None,
    )


def document_of_code(code: str) -> Document | None:
    """Return the document that a check code stands for, to whoever holds the code."""
    return _by_code(code)


def is_our_file(code: str, data: bytes) -> bool:
    """Tell whether a file is, to the last byte, one that was made for the document of a code."""
    document = _by_code(code)
    if document is None:
        return False
    return document.renderings.filter(sha256=hashlib.sha256(data).hexdigest()).exists()


def html_preview(document: Document) -> SafeString:
    """Return a document as a page in HTML, from the same content as its file."""
    return _page(format_of(document.template, document.version), page_data(document))


def draft_preview(
    template: Template | str, content: Mapping[str, object], *, authority_name: str, day: dt.date
) -> SafeString:
    """Return how a document would look if it were issued on a day with this content."""
    format_ = format_on(template, day)
    frame = {
        "title": format_.title,
        "authority": authority_name,
        "number": "",
        "issued_on": in_words(day),
        "check_code": "",
        "mark": "",
    }
    page = composed(format_, content)
    return _page(format_, {"content": content, "page": page, "document": frame})


def remedy_of(template: Template | str, authority: Authority, *, day: dt.date) -> str:
    """Return what a document of an authority, issued on a day, tells of its remedies."""
    return remedy_text(facts.remedy_facts(format_on(template, day), authority), day=day).zh


def to_seal(authority: str) -> QuerySet[Document]:
    """Return the documents that wait for their seal, the newest first."""
    waiting = Document.objects.filter(authority=authority, status=DocumentStatus.RECORDED)
    return waiting.order_by("-issued_at", "-id")


def _by_code(code: str) -> Document | None:
    plain = re.sub(r"[\s-]", "", code).upper().translate(_MISREAD)
    if not _CODE.fullmatch(plain):
        return None
    return Document.objects.select_related("annulment").filter(check_code=plain).first()


def _amount(document: Document, shown: Mapping[str, str]) -> Decimal | None:
    written = re.sub(r"[^0-9.]", "", document.said.get(shown.get("amount", ""), ""))
    return Decimal(written) if written else None


def _party(document: Document, shown: Mapping[str, str]) -> str:
    """Return the party; an organisation is known by its representative and by having no shop."""
    said = {part: document.said.get(field, "") for part, field in shown.items()}
    is_organisation = bool(said.get("represented")) and not said.get("shop")
    return masked(said.get("party", ""), is_organisation=is_organisation)


def _page(format_: Format, data: Mapping[str, object]) -> SafeString:
    return render_to_string(format_.drawing(".html"), dict(data))
