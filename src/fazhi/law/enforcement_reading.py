"""Acts of an enforcement as the facts that its rules ask for (案卷到事实).

What an act does not say stands in the acts before it: the announcement, the mandate, the decision.
"""

import datetime as dt
from decimal import Decimal, InvalidOperation

from fazhi.law.case_acts import CaseAct
from fazhi.law.deadline import CHINA
from fazhi.law.enforcement_facts import (
    BuildingArea,
    ClearedPlace,
    CourtApplicationFacts,
    CourtFacts,
    DemandFacts,
    DemolitionFacts,
    DemolitionSceneFacts,
    Harm,
    ImmediateFacts,
    MandateFacts,
    MeansFacts,
    OrderingBody,
    ServedFacts,
    SlotFacts,
    StatementFacts,
    SubstituteFacts,
    Supply,
    SuspensionFacts,
    SuspensionGround,
)
from fazhi.law.enforcement_file import EnforcementFile, EnforcementWay

#: Where nobody says how long it takes, a part of the day is taken.
_USUAL_HOURS = 4
_HERE, _ELSEWHERE = "here", "elsewhere"


def stages_of(act: CaseAct) -> tuple[tuple[dt.date, Decimal], ...]:
    """Return the stages of an agreement, each a day and an amount: `2026-05-01 1000`.

    A line that is none raises ValueError; a stage that is no payment says its day alone.
    """
    lines = act.says.get("stages")
    written = lines if isinstance(lines, tuple | list) else ()
    found = []
    for line in written:
        day, _, amount = str(line).strip().partition(" ")
        try:
            found.append((dt.date.fromisoformat(day), Decimal(amount.strip() or 0)))
        except InvalidOperation as error:
            raise ValueError(str(line)) from error
    return tuple(found)


def subject_of(file: EnforcementFile, act: CaseAct) -> SubstituteFacts | DemolitionFacts | None:
    """Return the facts by which the procedure of a way tells which of its steps are needed."""
    if file.way is EnforcementWay.SUBSTITUTE_PERFORMANCE:
        performed = file.standing.get("substitute_performance")
        is_done = performed is not None and act.step != "substitute_performance"
        return substitute_facts(file, performed if is_done and performed else act)
    if file.way is EnforcementWay.DEMOLITION:
        return demolition_facts(file, act)
    return None


def slot_facts(act: CaseAct) -> SlotFacts:
    """Return when an act takes place: it begins at its moment and lasts the hours it says."""
    begins = act.at if act.at.tzinfo else act.at.replace(tzinfo=CHINA)
    return SlotFacts(
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=act.number("hours") or _USUAL_HOURS),
        is_urgent=act.flag("is_urgent"),
        urgency_recorded=act.flag("urgency_recorded"),
    )


def means_facts(act: CaseAct) -> MeansFacts:
    """Return the supplies that an act cuts off, and whether residents are hit."""
    cut = act.word("cut_supply")
    return MeansFacts(
        cut=frozenset({Supply(cut)} if cut else set()),
        is_for_residents=act.flag("is_for_residents"),
    )


def substitute_facts(file: EnforcementFile, act: CaseAct) -> SubstituteFacts:
    """Return a substitute performance; its signatures are judged when it is over."""
    decided = file.standing.get("substitute_performance_decision")
    said = decided if decided is not None and not act.word("harm") else act
    harm = said.word("harm")
    return SubstituteFacts(
        day=act.day,
        is_duty_to_clear=file.duty.value in {"clearing", "demolition"},
        harms=frozenset({Harm(harm)} if harm in set(Harm) else set()),
        demand_served_on=file.served_on("service_of_demand"),
        decision_served_on=file.served_on("service_of_substitute_decision"),
        demanded_again_on=file.served_on("service_of_renewed_demand"),
        is_performed=file.is_performed or act.flag("is_performed"),
        performer_has_interest=said.flag("has_interest") or act.flag("has_interest"),
        supervisor_present=act.flag("has_supervisor"),
        all_signed=True,
        by_force=act.flag("is_by_force"),
        immediate=_immediate(act),
    )


def _immediate(act: CaseAct) -> ImmediateFacts | None:
    if not act.flag("is_at_once"):
        return None
    return ImmediateFacts(
        ClearedPlace(act.word("cleared_place") or ClearedPlace.OTHER),
        must_go_at_once=act.flag("must_go_at_once"),
        party_is_unable=act.flag("party_is_unable"),
        party_present=act.flag("party_present"),
        party_told_afterwards=True,  # owed after the act, as a step of its own
    )


def demolition_facts(file: EnforcementFile, act: CaseAct) -> DemolitionFacts:
    """Return a demolition with what was announced, mandated and prepared before it."""
    announced, mandate = file.standing.get("announcement"), file.standing.get("mandate")
    said = announced or act
    return DemolitionFacts(
        slot=slot_facts(act),
        order_served_on=file.decision_served_on,
        mandate=MandateFacts(
            area=BuildingArea(said.word("area") or BuildingArea.URBAN),
            ordered_by=OrderingBody(said.word("ordered_by") or OrderingBody.SUBDISTRICT),
            mandate_number=mandate.word("number") if mandate else "",
            mandate_is_of_county_government=mandate is not None
            and mandate.flag("is_of_county_government"),
        ),
        remedies_told=file.remedies_told,
        remedy=file.remedy,
        announced_on=announced.day if announced else None,
        self_demolition_due_on=announced.date("due_on") if announced else None,
        is_demolished=file.is_performed,
        means=means_facts(act),
        scene=_scene(file, act),
    )


def _scene(file: EnforcementFile, act: CaseAct) -> DemolitionSceneFacts:
    told = file.standing.get("notice_to_attend")
    return DemolitionSceneFacts(
        states_time=told is not None,
        states_basis=told is not None,
        removal_due_on=told.date("removal_due_on") if told else None,
        notice_to_attend=told is not None,
        party_present=act.flag("party_present"),
        neutral_witness=act.flag("has_witness"),
        has_inventory="inventory" in file.standing,
        has_record=bool(act.word("record")),
        has_photographs=act.flag("has_photographs"),
        has_video=act.flag("has_video"),
    )


def suspension_facts(file: EnforcementFile) -> SuspensionFacts | None:
    """Return the suspension that stands, if any (《行政强制法》第三十九条)."""
    act = file.standing.get("suspension")
    if act is None:
        return None
    ground = SuspensionGround(act.word("suspension_ground"))
    return SuspensionFacts(
        grounds=frozenset({ground}),
        suspended_on=act.day,
        harms_society=act.flag("harms_society"),
        party_is_unable=ground is SuspensionGround.UNABLE,
    )


def demand_facts(file: EnforcementFile) -> DemandFacts | None:
    """Return the demand that stands, with its service and what the party said to it."""
    act = file.standing.get("demand")
    if act is None:
        return None
    served = file.standing.get("service_of_demand")
    return DemandFacts(
        day=act.day,
        performance_due_on=file.performance_due_on,
        due_on=act.date("due_on"),
        served=served_facts(served),
        statement=statement_facts(file.standing.get("statement_and_defence")),
    )


def court_facts(
    file: EnforcementFile, day: dt.date, *, is_competent: bool = True, late_reason: str = ""
) -> CourtApplicationFacts:
    """Return an application to the court on a day, with the clocks that this file runs."""
    return CourtApplicationFacts(
        day=day,
        decision_served_on=file.decision_served_on,
        review_first=file.review_first,
        remedies_told=file.remedies_told,
        remedy=file.remedy,
        instalments_end_on=file.instalments_end_on,
        is_performed=file.is_performed,
        late_reason=late_reason,
        demand_served_on=file.served_on("service_of_demand"),
        court=CourtFacts(place=_HERE if is_competent else _ELSEWHERE, authority_place=_HERE),
    )


def served_facts(act: CaseAct | None) -> ServedFacts | None:
    """Return how a paper was served, None where it was not."""
    if act is None:
        return None
    return ServedFacts(
        act.date("effective_on") or act.day,
        is_direct=act.flag("is_direct"),
        direct_was_impossible=act.flag("direct_was_impossible"),
    )


def statement_facts(act: CaseAct | None) -> StatementFacts:
    """Return what the party said to a demand, and what became of it."""
    if act is None:
        return StatementFacts()
    return StatementFacts(
        was_made=act.flag("statement_made"),
        was_recorded=bool(act.word("record")),
        was_rechecked=act.flag("was_rechecked"),
        is_founded=act.flag("is_founded"),
        was_adopted=act.flag("was_adopted"),
    )
