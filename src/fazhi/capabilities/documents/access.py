"""Who may see which documents.

A document is seen by the staff of the authority that issued it; which dossiers a person works on
is decided by the proceeding, which asks for the documents of one dossier. A stranger has the code.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.models import Document
from fazhi.kernel.access import Seat, narrowed
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Dossier


def visible_documents(seat: Seat) -> QuerySet[Document]:
    """Return the documents that a person may see; a citizen sees none without a code."""
    if seat.account_id is None:
        return Document.objects.none()
    return narrowed(Document.objects.all(), seat)


def documents_of(seat: Seat, dossier: Dossier) -> QuerySet[Document]:
    """Return the documents of a dossier in the order of issue."""
    return visible_documents(seat).filter(dossier=dossier).order_by("issued_at", "id")


def document_for(seat: Seat, document_id: UUID) -> Document:
    """Return one document; an unknown one and one of another authority are answered alike."""
    document = visible_documents(seat).filter(pk=document_id).first()
    if document is None:
        raise NotFoundError(_("没有这份文书。"))
    return document
