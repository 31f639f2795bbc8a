"""Demand, enforcement, demolition and substitute performance as a file tells them (强制执行)."""

import datetime as dt
from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.documents import DocumentKind
from fazhi.law.enforcement_facts import (
    BuildingArea,
    ClearedPlace,
    DemandFacts,
    DemolitionFacts,
    DemolitionSceneFacts,
    EnforcementFacts,
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
)
from fazhi.law.follow_ups.payment import payable_until, remedy_state
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.compulsory_enforcement import (
    examine_demand,
    examine_enforcement,
    means_are_lawful,
    slot_is_lawful,
    was_demanded,
)
from fazhi.law.rules.demolition import examine_demolition
from fazhi.law.rules.substitute_performance import examine_substitute_performance
from fazhi.law.whole_file import WholeFile, document_of, moment

_ONE_DAY = dt.timedelta(days=1)
#: Longer than any period for a remedy: an order served so long ago can no longer be contested.
_LONG_AGO = dt.timedelta(days=800)


def judge_demand(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第三十五条至第三十八条: the demand and its service (COE-011, COE-013)."""
    yield from examine_demand(law, demand_facts(law, file, place))


def judge_enforcement_decision(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第三十七条: the decision to enforce, after a demand (COE-012)."""
    yield from examine_enforcement(law, enforcement_facts(law, file, place))


def judge_enforcement(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第四十三条: when and by which means (COE-015, COE-016)."""
    act = file.acts[place]
    if file.before(place, "enforcement_decision") is None:
        yield from was_demanded(enforcement_facts(law, file, place))
    yield from slot_is_lawful(law, _slot(act))
    yield from means_are_lawful(law, _means(act), day=act.day)


def judge_demolition(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第四十四条: a forced demolition (COE-017)."""
    yield from examine_demolition(law, demolition_facts(file, place))


def judge_substitute_performance(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第五十条至第五十二条: clearing in the place of the party (COE-020, COE-021)."""
    yield from examine_substitute_performance(law, substitute_facts(file, place))


def demand_facts(law: Law, file: WholeFile, place: int) -> DemandFacts:
    """Return a demand with its service."""
    act = file.acts[place]
    due_on = act.date("performance_due_on") or payable_until(law, file)
    if due_on is None:
        due_on = act.day - _ONE_DAY
        zh, en = "推定决定确定的履行期限已满", "the time to perform is taken to be over"
        file.assume(act.step, zh, en)
    return DemandFacts(
        day=act.day,
        content=document_of(DocumentKind.DEMAND, act),
        served=_served(next(file_of(file, place, "service_of_demand"), None)),
        performance_due_on=due_on,
        due_on=act.date("due_on"),
        statement=StatementFacts(
            was_made=act.flag("statement_made"),
            was_recorded=act.flag("was_rechecked"),
            was_rechecked=act.flag("was_rechecked"),
        ),
    )


def demand_before(law: Law, file: WholeFile, place: int) -> DemandFacts | None:
    """Return the nearest demand before an act."""
    places = [n for n, act in enumerate(file.acts[:place]) if act.step == "demand"]
    return demand_facts(law, file, places[-1]) if places else None


def demand_served_on(file: WholeFile, place: int) -> dt.date | None:
    """Return the day on which the nearest demand before an act was served."""
    served = file.before(place, "service_of_demand")
    return _effective_on(served) if served else None


def enforcement_facts(law: Law, file: WholeFile, place: int) -> EnforcementFacts:
    """Return a decision to enforce; when and how it is carried out is asked of that act."""
    act = file.acts[place]
    return EnforcementFacts(
        day=act.day,
        has_own_power=act.flag("has_own_power"),
        is_performed=act.flag("is_performed"),
        demand=demand_before(law, file, place),
        decision=document_of(DocumentKind.ENFORCEMENT_DECISION, act),
        served=_served(next(file_of(file, place, "service"), None)),
    )


def demolition_facts(file: WholeFile, place: int) -> DemolitionFacts:
    """Return a demolition with what was announced before it."""
    act = file.acts[place]
    announced, mandate = file.before(place, "announcement"), file.before(place, "mandate")
    return DemolitionFacts(
        slot=_slot(act),
        order_served_on=_order_served_on(file, place),
        mandate=MandateFacts(
            area=BuildingArea(act.word("area")),
            ordered_by=OrderingBody(act.word("ordered_by")),
            mandate_number=(mandate.word("number") or "—") if mandate else "",
            mandate_is_of_county_government=mandate is not None
            and mandate.flag("is_of_county_government"),
        ),
        remedies_told=act.flag("remedies_told"),
        remedy=remedy_state(file),
        announced_on=announced.day if announced else None,
        self_demolition_due_on=announced.date("due_on") if announced else None,
        means=_means(act),
        scene=_scene(file, place),
    )


def substitute_facts(file: WholeFile, place: int) -> SubstituteFacts:
    """Return a substitute performance with the demands before it."""
    act = file.acts[place]
    harm, decided = act.word("harm"), file.before(place, "substitute_performance_decision")
    again = file.before(place, "renewed_demand")
    return SubstituteFacts(
        day=act.day,
        is_duty_to_clear=act.flag("is_duty_to_clear"),
        harms=frozenset({Harm(harm)} if harm != "none" else set()),
        demand_served_on=demand_served_on(file, place),
        decision=document_of(DocumentKind.SUBSTITUTE_PERFORMANCE_DECISION, decided)
        if decided
        else {},
        decision_served_on=decided.day if decided else None,
        demanded_again_on=again.day if again else None,
        is_performed=act.flag("is_performed"),
        performer_has_interest=act.flag("has_interest"),
        supervisor_present=act.flag("has_supervisor"),
        all_signed=act.flag("is_signed"),
        cost_above_estimate=act.flag("is_above_estimate"),
        by_force=act.flag("is_by_force"),
        immediate=_immediate(act),
    )


def file_of(file: WholeFile, place: int, step: str) -> Iterator[CaseAct]:
    """Yield the acts of a step that belong to an act: those before it is taken anew."""
    return (act for act in file.following(place) if act.step == step)


def _order_served_on(file: WholeFile, place: int) -> dt.date:
    act, announced = file.acts[place], file.before(place, "announcement")
    told = announced.date("order_served_on") if announced else None
    found = told or file.served_on
    if found is None:
        file.assume(
            act.step,
            "推定限期拆除决定的救济期限已满",
            "remedies against the order are taken to be over",
        )
    return found or act.day - _LONG_AGO


def _scene(file: WholeFile, place: int) -> DemolitionSceneFacts:
    act = file.acts[place]
    is_told = act.flag("is_notified") or file.before(place, "notice_to_attend") is not None
    listed = act.flag("has_inventory") or file.before(place, "inventory") is not None
    is_recorded = act.flag("is_recorded")
    return DemolitionSceneFacts(
        states_time=is_told,
        states_basis=is_told,
        removal_due_on=act.day if is_told else None,
        notice_to_attend=is_told,
        party_present=act.flag("party_present"),
        has_inventory=listed,
        has_record=is_recorded,
        has_photographs=is_recorded,
        has_video=is_recorded,
    )


def _immediate(act: CaseAct) -> ImmediateFacts | None:
    if not act.flag("is_at_once"):
        return None
    return ImmediateFacts(
        ClearedPlace.PUBLIC_PLACE,
        must_go_at_once=True,
        party_is_unable=True,
        party_present=act.flag("party_present"),
    )


def _slot(act: CaseAct) -> SlotFacts:
    begins = moment(act.at)
    return SlotFacts(
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=act.number("hours")),
        is_urgent=act.flag("is_urgent"),
        urgency_recorded=act.flag("urgency_recorded"),
    )


def _means(act: CaseAct) -> MeansFacts:
    cut = act.word("cut_supply")
    return MeansFacts(
        cut=frozenset({Supply(cut)} if cut else set()),
        is_for_residents=act.flag("is_for_residents"),
    )


def _served(act: CaseAct | None) -> ServedFacts | None:
    return ServedFacts(_effective_on(act), is_direct=act.flag("is_direct")) if act else None


def _effective_on(act: CaseAct) -> dt.date:
    return act.date("effective_on") or act.day
