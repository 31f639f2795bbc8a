"""What the papers of a service say: the proof for the file, the text of an announcement."""

import datetime as dt

from fazhi.capabilities.documents.rendering import in_words
from fazhi.capabilities.service.choices import ProofKind
from fazhi.capabilities.service.inputs import AnnouncementInput
from fazhi.capabilities.service.models import ServiceAttempt, ServiceProof
from fazhi.kernel import clock
from fazhi.law.citation import chinese_numeral
from fazhi.law.jurisdiction import load_law
from fazhi.registers.staff.models import Authority, EnforcementCertificate
from fazhi.registers.validity import valid_on

#: What the content of a document calls its main point, whichever template it is.
_SUMMARIES = ("penalty", "requirement")


def proof_content(attempt: ServiceAttempt) -> dict[str, object]:
    """Return the content of the proof of a service; fields of other modes stay empty."""
    document, proofs = attempt.document, list(attempt.proofs.order_by("id"))
    recipient = attempt.recipient or str(document.said.get("party_name", ""))
    return {
        "document_title": document.get_template_display(),
        "document_number": document.number,
        "recipient": recipient,
        "place": attempt.place or _published(attempt) or attempt.get_mode_display(),
        "mode": attempt.get_mode_display(),
        "served_at": _moment(attempt.attempted_at),
        "signed_by": _people(proofs, ProofKind.SIGNATURE),
        "received_by": attempt.get_receiver_display() if attempt.receiver else "",
        "unit": attempt.get_unit_display() if attempt.unit else "",
        "sent_on": in_words(attempt.sent_on) if attempt.sent_on else "",
        "refusal": attempt.refusal,
        "witness": _people(proofs, ProofKind.WITNESS),
        "reason": attempt.note,
        "evidence": _evidence(proofs),
        "effective_on": in_words(attempt.effective_on) if attempt.effective_on else "",
        "officers": _officers(attempt),
    }


def announcement_content(given: AnnouncementInput, authority: Authority) -> dict[str, object]:
    """Return the text of an announcement: why, of what, which rights, until when."""
    said = given.document.said
    period = load_law().deadline("ANNOUNCE_SERVICE").from_(given.published_on).term.number
    summary = next((str(said[name]) for name in _SUMMARIES if said.get(name)), "")
    return {
        "recipient": given.recipient.strip(),
        "reason": given.reason.strip().rstrip("。"),
        "document_title": given.document.get_template_display(),
        "document_number": given.document.number,
        "summary": summary or given.document.get_template_display(),
        "rights": str(said.get("remedy", "")),
        "collect_at": f"{authority.name}（{authority.address}）".replace("（）", ""),
        "period": f"{chinese_numeral(period)}日",
        "published_on": in_words(given.published_on),
    }


def _published(attempt: ServiceAttempt) -> str:
    announcement = getattr(attempt, "announcement", None)
    return f"{announcement.get_place_display()} {announcement.where}" if announcement else ""


def _moment(moment: dt.datetime) -> str:
    local = clock.local(moment)
    clocked = f"{local.hour}时{local.minute:02d}分" if local.hour or local.minute else ""
    return f"{in_words(local.date())}{clocked}"


def _people(proofs: list[ServiceProof], kind: ProofKind) -> str:
    signed = [each for each in proofs if each.kind == kind]
    named = [each.person or str(each.get_kind_display()) for each in signed]
    return "、".join(named)


def _evidence(proofs: list[ServiceProof]) -> str:
    signing = {ProofKind.SIGNATURE, ProofKind.WITNESS}
    other = [each for each in proofs if each.kind not in signing]
    return "、".join(f"{each.get_kind_display()} {each.reference}".strip() for each in other)


def _officers(attempt: ServiceAttempt) -> list[dict[str, str]]:
    day = clock.day_of(attempt.attempted_at)
    rows = attempt.officers.select_related("officer").order_by("id")
    officers = [row.officer for row in rows]
    held = EnforcementCertificate.objects.filter(valid_on(day), officer__in=officers)
    numbers = dict(held.values_list("officer_id", "number"))
    return [{"name": each.name, "certificate": numbers.get(each.pk, "")} for each in officers]
