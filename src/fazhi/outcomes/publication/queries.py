"""Reads of publication: what is due, what the public may read, who asks for credit repair."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.capabilities.documents.choices import AnnulmentKind
from fazhi.capabilities.documents.models import Document
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.publishing import (
    copy_is_derived,
    may_be_published,
    name_is_masked,
    nothing_is_left,
    published_in_time,
    says_enough,
    should_be_published,
)
from fazhi.outcomes.publication.access import public_decisions, public_withdrawals
from fazhi.outcomes.publication.choices import DECISIONS, WAITING, PublicationState
from fazhi.outcomes.publication.copies import PublicCopy, PublicDecision, digest_of
from fazhi.outcomes.publication.facts import masks_name, publishing_facts
from fazhi.outcomes.publication.inputs import ConfirmationInput
from fazhi.outcomes.publication.models import CreditRepair, Publication
from fazhi.proceedings.cases.choices import CaseProcedure, RemedyOutcome
from fazhi.proceedings.cases.models import Case, Remedy, Rescission

#: Outcomes after which what was published is withdrawn (《行政处罚法》第四十八条第二款).
_FALLEN = (
    RemedyOutcome.CHANGED,
    RemedyOutcome.REVOKED,
    RemedyOutcome.DECLARED_ILLEGAL,
    RemedyOutcome.DECLARED_INVALID,
)
_MOST_WITHDRAWALS = 50


class Standing(StrEnum):
    """What the public finds under the code of a decision."""

    SHOWN = "shown"
    BEING_WITHDRAWN = "being_withdrawn"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PublicView:
    """One published decision as everybody sees it; only a shown one has its content."""

    publication: Publication
    standing: Standing
    decision: PublicDecision | None = None


def public_view(authority: str, code: str) -> PublicView | None:
    """Return what the public finds under a code; nothing before, and nothing after its time.

    A copy that is not the one that was confirmed is not shown (PUB-007).
    """
    row = Publication.objects.filter(authority=authority, code=code).first()
    if row is None or row.published_on is None:
        return None
    if row.state == PublicationState.WITHDRAWN:
        return PublicView(row, Standing.WITHDRAWN)
    if row.is_to_withdraw:
        return PublicView(row, Standing.BEING_WITHDRAWN)
    is_over = row.until is not None and row.until < clock.today()
    return None if is_over or row.state != PublicationState.PUBLISHED else shown_view(row)


def shown_view(row: Publication) -> PublicView | None:
    """Return a published decision with its content, if it is still the copy that was confirmed."""
    if digest_of(row.copy) != row.copy_hash:
        return None
    return PublicView(row, Standing.SHOWN, PublicDecision.read(row.copy))


def search_public(
    authority: str, words: str = "", *, year: int | None = None
) -> QuerySet[Publication]:
    """Return the published decisions that hold some words, the newest first."""
    rows = public_decisions(authority, clock.today())
    for word in words.split():
        rows = rows.filter(
            Q(number__icontains=word) | Q(title__icontains=word) | Q(party__icontains=word)
        )
    if year:
        rows = rows.filter(decided_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    return rows.order_by("-decided_on", "-pk")


def withdrawals(authority: str) -> QuerySet[Publication]:
    """Return what was withdrawn, with the reasons, the newest first."""
    return public_withdrawals(authority).order_by("-withdrawn_on", "-pk")[:_MOST_WITHDRAWALS]


def due_cases() -> QuerySet[Case]:
    """Return the cases whose decisions are to be published and have not been taken up.

    Decisions made on the spot are taken up on request only (PUB-006).
    """
    taken_up = Publication.objects.filter(dossier=OuterRef("pk"))
    decided = Case.objects.filter(~Exists(taken_up), decided_at__isnull=False)
    decided = decided.exclude(procedure=CaseProcedure.SUMMARY)
    documents = Document.objects.filter(dossier=OuterRef("pk"), template__in=DECISIONS)
    return decided.filter(Exists(documents), ~rescinded("pk")).order_by("authority", "pk")


def decision_documents(cases: Iterable[Case]) -> dict[object, Document]:
    """Return the decision in force of each case, by the key of the case."""
    rows = Document.objects.filter(dossier_id__in=[case.pk for case in cases])
    rows = rows.filter(template__in=DECISIONS, annulment__isnull=True).order_by("issued_at", "pk")
    return {row.dossier_id: row for row in rows}


def fallen_on(publication: Publication) -> dt.date | None:
    """Return the day on which a decision was changed or fell, if it was (PEN-029)."""
    days = [
        clock.day_of(at)
        for at in Rescission.objects.filter(case_id=publication.dossier_id).values_list(
            "rescinded_at", flat=True
        )
    ]
    remedies = Remedy.objects.filter(case_id=publication.dossier_id, outcome__in=_FALLEN)
    days += [day for day in remedies.values_list("ended_on", flat=True) if day]
    annulment = getattr(publication.document, "annulment", None)
    if annulment is not None:
        days.append(clock.day_of(annulment.annulled_at))
    return min(days, default=None)


def standing_to_hide(authority: str) -> QuerySet[Publication]:
    """Return the publications of decisions that fell and are not hidden yet."""
    rows = Publication.objects.filter(
        authority=authority, state__in=(*WAITING, PublicationState.PUBLISHED), fallen_on=None
    )
    changed = Remedy.objects.filter(case=OuterRef("dossier"), outcome__in=_FALLEN)
    annulled = Q(document__annulment__kind__in=[kind.value for kind in AnnulmentKind])
    return rows.filter(rescinded("dossier") | Exists(changed) | annulled)


def answers_to(
    publication: Publication, copy: PublicCopy, given: ConfirmationInput
) -> tuple[Answer, ...]:
    """Return what the law says to the publication of a copy today."""
    day, law = clock.today(), load_law()
    facts = publishing_facts(publication, given)
    return (
        *may_be_published(law, facts, day=day),
        *should_be_published(facts, day=day),
        *nothing_is_left(copy.left, day=day),
        *says_enough(copy.decision.stated, day=day),
        name_is_masked(facts.party.kind, day=day, is_masked=masks_name(publication, copy.decision)),
        copy_is_derived(
            day=day,
            original_hash=publication.document.content_hash,
            copy_hash=copy.digest,
            made_hash=given.seen_hash,
        ),
        *published_in_time(
            law,
            day=day,
            field=publication.field,
            decided_on=publication.decided_on,
            published_on=day,
        ),
    )


def repairs_of(publication: Publication) -> tuple[CreditRepair, ...]:
    """Return the applications for credit repair on a publication, the newest first."""
    return tuple(publication.repairs.order_by("-requested_at", "-pk"))


def publication_under(seat: Seat, code: str, check_code: str) -> Publication | None:
    """Return a shown publication, to whoever holds the code on the paper of its decision."""
    rows = public_decisions(seat.authority, clock.today())
    plain = "".join(sign for sign in check_code.upper() if sign.isalnum())
    return rows.filter(code=code, document__check_code=plain).first()


def rescinded(outer: str) -> Exists:
    """Return the condition that the decision of a case was rescinded."""
    return Exists(Rescission.objects.filter(case=OuterRef(outer)))
