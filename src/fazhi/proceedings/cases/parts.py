"""Who took which part in which case: what the separation of duties is counted over.

It is read from the rows as they stand, undone steps among them, and asks nothing of the gates that
were passed when they were written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.payments.choices import CashGround
from fazhi.capabilities.payments.models import CashCollection
from fazhi.kernel import clock
from fazhi.law.case_acts import INVESTIGATION
from fazhi.law.rules.separation import Part, Taken
from fazhi.proceedings.cases.choices import CaseProcedure
from fazhi.proceedings.cases.models import Case, CaseOfficer, CaseStep, CaseStepOfficer
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer

#: The part of whoever signs a step alone.
_SIGNED = {
    "squad_review": Part.SQUAD_LEADER,
    "legality_review": Part.REVIEWER,
    "hearing": Part.CHAIR,
    "head_approval": Part.DECIDER,
    "decision": Part.DECIDER,
}


@dataclass(frozen=True, slots=True)
class PartsOfCase:
    """A case with every part that a person took in it."""

    case: Case
    taken: tuple[Taken, ...]


def parts_of_cases(authority: str) -> list[PartsOfCase]:
    """Return the parts taken in the cases of an authority, by case; six statements."""
    found: dict[UUID, list[Taken]] = defaultdict(list)
    for case, each in _all(authority):
        found[case].append(each)
    cases = Case.objects.filter(authority=authority).select_related("dossier")
    rows = cases.in_bulk(list(found))
    return [PartsOfCase(rows[key], tuple(found[key])) for key in sorted(found, key=str)]


def _all(authority: str) -> Iterator[tuple[UUID, Taken]]:
    accounts = {
        officer.account_id: officer
        for officer in Officer.objects.filter(authority=authority, account__isnull=False)
    }
    yield from _steps(authority, accounts)
    yield from _officers_of_steps(authority)
    yield from _auxiliaries(authority)
    yield from _collectors(authority)


def _steps(authority: str, accounts: Mapping[UUID | None, Officer]) -> Iterator[tuple[UUID, Taken]]:
    """Yield who signed alone, and who was to step aside; the account says who, not the key."""
    for step in CaseStep.objects.filter(authority=authority).order_by("happened_at", "id"):
        at = clock.local(step.happened_at)
        officer = accounts.get(step.account_id)
        signer = str(officer.id) if officer else step.signer or f"account:{step.account_id}"
        if step.step in _SIGNED:
            yield step.case_id, Taken(_SIGNED[step.step], signer, at)
        yield step.case_id, Taken(Part.ACTED, signer, at)
        if officer and officer.post == Post.AUXILIARY:
            yield step.case_id, Taken(Part.AUXILIARY, signer, at)
        if step.step == "recusal" and step.said.get("is_granted"):
            yield step.case_id, Taken(Part.RECUSED, str(step.said.get("recused")), at)


def _officers_of_steps(authority: str) -> Iterator[tuple[UUID, Taken]]:
    rows = CaseStepOfficer.objects.filter(step__authority=authority).select_related(
        "step", "officer"
    )
    for row in rows.defer("step__says", "step__data_key").order_by("id"):
        person, at = str(row.officer_id), clock.local(row.step.happened_at)
        yield row.step.case_id, Taken(Part.ACTED, person, at)
        if row.step.step in INVESTIGATION:
            yield row.step.case_id, Taken(Part.INVESTIGATOR, person, at)
        if row.officer.post == Post.AUXILIARY:
            yield row.step.case_id, Taken(Part.AUXILIARY, person, at)


def _auxiliaries(authority: str) -> Iterator[tuple[UUID, Taken]]:
    """Yield auxiliaries who decided on the spot."""
    rows = CaseOfficer.objects.filter(
        case__authority=authority,
        case__procedure=CaseProcedure.SUMMARY,
        officer__post=Post.AUXILIARY,
    )
    for row in rows.select_related("case").order_by("id"):
        at = clock.local(row.case.decided_at or row.case.opened_at)
        for part in (Part.AUXILIARY, Part.ACTED):
            yield row.case_id, Taken(part, str(row.officer_id), at)


def _collectors(authority: str) -> Iterator[tuple[UUID, Taken]]:
    """Yield who took cash for a fine that no law lets officers take (行政处罚法 art. 67 to 69).

    After the ordinary procedure only the remote ground of art. 69 is one.
    """
    rows = CashCollection.objects.filter(
        payment__authority=authority, collected_by__isnull=False
    ).exclude(ground=CashGround.REMOTE_ON_REQUEST)
    ordinary = Case.objects.filter(authority=authority, procedure=CaseProcedure.ORDINARY)
    rows = rows.filter(payment__receivable__dossier__in=ordinary.values("pk"))
    for row in rows.select_related("payment__receivable").order_by("pk"):
        taken = Taken(
            Part.COLLECTOR, str(row.collected_by_id), clock.local(row.payment.recorded_at)
        )
        yield row.payment.receivable.dossier_id, taken
