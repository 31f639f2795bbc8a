"""Rows into facts of the law: the only place where the two meet."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from fazhi.kernel import clock
from fazhi.law.deadline import Deadline
from fazhi.law.facts import (
    CorrectionFacts,
    Defence,
    EarlierFine,
    FormFacts,
    HearingOfParty,
    OfficerFacts,
    OnTheSpotFacts,
    ParkingFacts,
    PartyFacts,
    PartyKind,
    PenaltyFacts,
    ProcedureKind,
    RemedyFacts,
    ViolationFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.execution import ComplaintFacts
from fazhi.law.rules.respondent import RemedyKind, answer_deadline
from fazhi.proceedings.cases.choices import CaseProcedure, DefenceOutcome, Delivery
from fazhi.proceedings.cases.inputs import (
    ComplaintAnswer,
    OnTheSpotInput,
    ReferralInput,
    RemedyInput,
)
from fazhi.proceedings.cases.models import Case, Remedy
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.parties.models import Party
from fazhi.registers.places.queries import Placement
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer

#: What stands for the number while the law is asked; the number is drawn when all has passed.
NUMBER_AT_ISSUE = "签发时取号"


@dataclass(frozen=True, slots=True)
class Grounds:
    """The rows that one decision is judged by, as they stand on its day."""

    power: Power
    claims: tuple[Claim, ...]
    party: Party
    officers: tuple[Officer, ...]
    certificates: frozenset[UUID]
    placement: Placement | None
    earlier: tuple[tuple[dt.datetime, dt.datetime], ...] = ()


def on_the_spot_facts(
    one: OnTheSpotInput, grounds: Grounds, remedy: RemedyFacts, content: Mapping[str, object]
) -> OnTheSpotFacts:
    """Return everything that the law asks of one on-the-spot decision."""
    day = clock.day_of(one.decided_at)
    return OnTheSpotFacts(
        day=day,
        at=clock.local(one.decided_at),
        party=party_facts(grounds.party),
        violation=ViolationFacts(
            ended_on=clock.day_of(one.happened_at),
            discovered_on=one.discovered_on or day,
            is_inside_area=grounds.placement is not None,
            is_proved=bool(one.facts.strip()),
            is_disputed=one.is_disputed,
        ),
        power=power_facts(grounds.power, claim_for(grounds.claims, day)),
        penalty=PenaltyFacts(
            kinds=frozenset(one.kinds),
            fine=one.fine,
            notified_fine=one.notified_fine,
            leniency=one.leniency,
        ),
        officers=officer_facts(grounds.officers, grounds.certificates),
        remedy=remedy,
        hearing=_hearing(one),
        form=_form(one, content),
        correction=CorrectionFacts(
            ordered_on=one.correction.ordered_on,
            due_on=one.correction.due_on,
            rechecked_on=one.correction.rechecked_on,
            was_corrected=one.correction.was_corrected,
        ),
        earlier_fines=tuple(
            EarlierFine(at=clock.local(decided_at), is_same_act=happened_at == one.happened_at)
            for happened_at, decided_at in grounds.earlier
        ),
    )


def _hearing(one: OnTheSpotInput) -> HearingOfParty:
    return HearingOfParty(
        notice_given=one.is_notice_given,
        defence=Defence(one.defence),
        defence_noted=bool(one.statement.strip()) or one.defence == DefenceOutcome.WAIVED,
    )


def _form(one: OnTheSpotInput, content: Mapping[str, object]) -> FormFacts:
    return FormFacts(
        number=NUMBER_AT_ISSUE,
        certificates_shown=one.are_certificates_shown,
        delivered=one.delivery == Delivery.SIGNED,
        refusal_noted=one.delivery == Delivery.REFUSAL_NOTED,
        content=content,
    )


def party_facts(party: Party) -> PartyFacts:
    """Return what the law asks of a party; its name stays behind."""
    return PartyFacts(
        kind=PartyKind(party.kind),
        birth_on=dt.date.fromisoformat(party.birth_on) if party.birth_on else None,
        names_operator_and_shop=bool(party.name and party.operator_name),
    )


def claim_for(claims: Sequence[Claim], day: dt.date) -> Claim | None:
    """Return the claim that covers the day, or the last one: the law then says it has ended."""
    return next((each for each in claims if each.holds_on(day)), claims[-1] if claims else None)


def officer_facts(
    officers: Sequence[Officer], certificates: frozenset[UUID]
) -> tuple[OfficerFacts, ...]:
    """Return the officers with whether each held a certificate on the day."""
    return tuple(
        OfficerFacts(
            key=str(officer.id),
            certified_on_day=officer.id in certificates,
            is_auxiliary=officer.post == Post.AUXILIARY,
        )
        for officer in officers
    )


def parking_facts(
    one: ReferralInput, hashes: Sequence[str], title: str, staff: Sequence[OfficerFacts]
) -> ParkingFacts:
    """Return what the law asks of one parking referral; only certified officers count."""
    return ParkingFacts(
        vehicle_type=one.vehicle_type,
        plate=one.plate.strip(),
        appearance=one.appearance.strip(),
        observed_at=clock.local(one.noticed_at),
        place=one.spot.place.strip(),
        description=one.description.strip(),
        photo_hashes=tuple(hashes),
        officer_keys=tuple(each.key for each in staff if each.certified_on_day),
        title=title,
    )


def procedure_kind(case: Case) -> ProcedureKind:
    """Return under which procedure a case was decided, as the law names it."""
    is_summary = case.procedure == CaseProcedure.SUMMARY
    return ProcedureKind.SUMMARY if is_summary else ProcedureKind.ORDINARY


def remedy_kind(remedy: Remedy | RemedyInput | str) -> RemedyKind:
    """Return which remedy it is, as the law names it."""
    return RemedyKind(str(remedy if isinstance(remedy, str) else remedy.kind))


def answer_period(law: Law, remedy: Remedy) -> Deadline:
    """Return by when a remedy is answered, or, filed here, forwarded to the review body."""
    if remedy.copy_received_on is None:
        return law.deadline("REVIEW_FORWARD").from_(remedy.received_on)
    return answer_deadline(
        law,
        remedy_kind(remedy),
        received_on=remedy.copy_received_on,
        is_simple=remedy.is_simple,
    )


def complaint_facts(
    given: ComplaintAnswer, *, by_handler: bool, is_corrected: bool
) -> ComplaintFacts:
    """Return what the law asks of a complaint; an examination by a handler of the case is none."""
    return ComplaintFacts(
        examined=bool(given.finding.strip()) and not by_handler,
        error_found=given.is_error_found,
        corrected=is_corrected,
    )
