"""Draw up the proof of a service (送达回证) for the file."""

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_document
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.access import SERVERS, lock_attempt
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.service.papers import proof_content
from fazhi.kernel import journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.factor_guard import FactorGround, needs_factor


@needs_factor(FactorGround.SEAL)
@transaction.atomic
def issue_proof_of_service(seat: Seat, attempt: ServiceAttempt) -> Document:
    """Issue the proof of a service from what was recorded; there is one."""
    seat.require(*SERVERS)
    locked = lock_attempt(seat, attempt)
    if locked.effective_on is None:
        raise ConflictError(_("还没有送达，不能制作送达回证。"))
    if locked.proof_document_id is not None:
        raise ConflictError(_("这次送达已经有送达回证。"))
    content = DocumentInput(
        template=Template.PROOF_OF_SERVICE, content=proof_content(locked), dossier=locked.dossier
    )
    document = issue_document(seat, content)
    locked.proof_document = document
    locked.save(update_fields=["proof_document"])
    journal.record(
        journal.Act("proof_of_service.issued", by=seat, dossier=locked.dossier),
        {"attempt": str(locked.pk), "document": str(document.pk)},
    )
    return document
