"""Compulsory enforcement (行政强制执行): the demand, the decision, its time and its means.

`examine_demand` and `examine_enforcement` ask everything in the order of 《行政强制法》第四章.
Substitute performance, demolition and the court have files of their own.
"""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.calendar import days_between
from fazhi.law.calendar.year import DayKind
from fazhi.law.deadline import CHINA, Timeliness, day_of
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.enforcement_facts import (
    AuctionFacts,
    DemandFacts,
    EnforcementFacts,
    LateFineFacts,
    MeansFacts,
    PowerCutFacts,
    RemedyState,
    ServedFacts,
    SlotFacts,
    Supply,
    SuspensionFacts,
    TerminationGround,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.compulsion import remedies_end
from fazhi.law.wording import yuan


def examine_demand(
    law: Law,  # noqa: ARG001 -- asked in the way of the others
    facts: DemandFacts,
) -> tuple[Answer, ...]:
    """Return every answer to a demand and to what the party said to it, in legal order."""
    return (
        *demand_is_due(facts),
        *missing_particulars(DocumentKind.DEMAND, facts.content, day=facts.day),
        *compliance_follows_notice(noticed_on=_served_on(facts) or facts.day, due_on=facts.due_on),
        *statement_was_heard(facts),
        *was_served(facts.served, day=facts.day),
    )


def examine_enforcement(law: Law, facts: EnforcementFacts) -> tuple[Answer, ...]:
    """Return every answer to a decision of enforcement and its execution, in legal order."""
    day = facts.day
    return (
        authority_may_enforce(day=day, has_own_power=facts.has_own_power),
        *was_demanded(facts),
        *decision_may_be_made(facts),
        *missing_particulars(DocumentKind.ENFORCEMENT_DECISION, facts.decision, day=day),
        *was_served(facts.served, day=day),
        *enforcement_goes_on(law, day=day, suspension=facts.suspension, endings=facts.endings),
        *(slot_is_lawful(law, facts.slot) if facts.slot else ()),
        *means_are_lawful(law, facts.means, day=day),
        *(late_fine_may_be_enforced(law, facts, facts.late_fine) if facts.late_fine else ()),
    )


def demand_is_due(facts: DemandFacts) -> tuple[Answer, ...]:
    """《行政强制法》第三十四、三十五条: a demand follows a duty not performed in time (COE-011)."""
    due_on = facts.performance_due_on
    return rule_text("COE-011").judge(
        facts.day, {"not_overdue": due_on is None or facts.day <= due_on}, due=due_on or "—"
    )


def compliance_follows_notice(*, noticed_on: dt.date, due_on: dt.date | None) -> tuple[Answer, ...]:
    """《行政强制法》第三十五、四十四条: nobody must perform before being told (T-34)."""
    if due_on is None:
        return ()
    return (
        rule_text("T-34").answer(
            holds=due_on >= noticed_on, day=noticed_on, due=due_on, noticed=noticed_on
        ),
    )


def statement_was_heard(facts: DemandFacts) -> tuple[Answer, ...]:
    """《行政强制法》第三十六条: what the party says is recorded, re-checked, adopted (COE-011)."""
    said = facts.statement
    if not said.was_made:
        return ()
    return rule_text("COE-011").judge(
        facts.day,
        {
            "not_recorded": not said.was_recorded,
            "not_rechecked": not said.was_rechecked,
            "not_adopted": said.is_founded and not said.was_adopted,
        },
        due=facts.due_on,
    )


def was_served(served: ServedFacts | None, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政强制法》第三十八条: served directly, else under the civil procedure (COE-013)."""
    indirect = served is not None and not served.is_direct and not served.direct_was_impossible
    return rule_text("COE-013").judge(day, {"not_served": served is None, "not_direct": indirect})


def authority_may_enforce(*, day: dt.date, has_own_power: bool) -> Answer:
    """《行政强制法》第十三、四十六条: without an own power only the court enforces (COE-019)."""
    rule = rule_text("COE-019")
    return rule.held_on(day) if has_own_power else rule.refused_on(day, "no_own_power")


def was_demanded(facts: EnforcementFacts) -> tuple[Answer, ...]:
    """《行政强制法》第三十五条: no enforcement without a demand in writing (COE-011)."""
    demand = facts.demand
    return rule_text("COE-011").judge(
        facts.day,
        {"no_demand": demand is None or demand.served is None},
        due=demand.due_on if demand else "—",
    )


def decision_may_be_made(facts: EnforcementFacts) -> tuple[Answer, ...]:
    """《行政强制法》第三十七条: after the demand, unless assets are being hidden (COE-012)."""
    due_on = facts.demand.due_on if facts.demand else None
    running = due_on is not None and facts.day <= due_on
    return rule_text("COE-012").judge(
        facts.day,
        {
            "performed": facts.is_performed,
            "justified": facts.has_justified_reason,
            "during_demand": running and not facts.assets_are_hidden,
            "hiding_not_proved": running and facts.assets_are_hidden and not facts.hiding_is_proved,
        },
        due=due_on,
    )


def enforcement_goes_on(
    law: Law,
    *,
    day: dt.date,
    suspension: SuspensionFacts | None,
    endings: frozenset[TerminationGround] = frozenset(),
) -> tuple[Answer, ...]:
    """《行政强制法》第三十九、四十条: suspended, resumed, dropped after three years (COE-014)."""
    ended = {"ended": bool(endings)}
    if suspension is None:
        return rule_text("COE-014").judge(day, ended)
    years = law.deadline("EXECUTION_DROPPED").from_(suspension.suspended_on)
    is_on = suspension.resumed_on is None
    dropped = (
        is_on
        and suspension.party_is_unable
        and not suspension.harms_society
        and years.judge(day) is Timeliness.IN_TIME
    )
    return rule_text("COE-014").judge(
        day,
        {
            **ended,
            "no_ground": not suspension.grounds,
            "dropped": dropped,
            "suspended": is_on and not suspension.grounds_are_gone and not dropped,
            "not_resumed": is_on and suspension.grounds_are_gone and not dropped,
        },
        since=suspension.suspended_on,
    )


def slot_is_lawful(law: Law, slot: SlotFacts) -> tuple[Answer, ...]:
    """《行政强制法》第四十三条第一款: not on holidays, not at night, but for urgency (COE-015).

    The statute names statutory holidays: they block, together with days that the notice moved to
    them. It gives no hours of the night and does not name rest days: those warn (T-35). A day whose
    notice is not published might be a holiday and is refused (P-03).
    """
    first = day_of(slot.starts_at)
    last = max(first, day_of(slot.ends_at))
    days = list(days_between(first, last))
    known = all(law.calendar.published(each.year) for each in days)
    kinds = {law.calendar.kind_of(each) for each in days} if known else set()
    bound = not slot.is_urgent
    return (
        *rule_text("COE-015").judge(
            first,
            {
                "holiday": bound and DayKind.STATUTORY_HOLIDAY in kinds,
                "not_published": bound and not known,
                "urgency_not_recorded": slot.is_urgent and not slot.urgency_recorded,
            },
            slot=_shown(slot),
            year=last.year,
        ),
        *rule_text("T-35").judge(
            first,
            {
                "rest_day": bound and DayKind.REST_DAY in kinds,
                "night": bound and _touches_night(law, slot),
            },
            slot=_shown(slot),
            **_night(law, first),
        ),
    )


def means_are_lawful(law: Law, means: MeansFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政强制法》第四十三条第二款: never cut the supplies of residents (COE-016, T-36)."""
    cut = bool(means.cut)
    own = rule_text("COE-016").answer(holds=not (cut and means.is_for_residents), day=day)
    if not cut or means.is_for_residents:
        return (own,)
    return (own, *_enterprise_may_be_cut_off(law, means, day=day))


def late_fine_may_be_enforced(
    law: Law, facts: EnforcementFacts, late_fine: LateFineFacts
) -> tuple[Answer, ...]:
    """《行政强制法》第四十五、四十六条: told, capped, thirty days and a demand (COE-018)."""
    since = late_fine.imposed_on
    wait = law.deadline("LATE_FINE_WAIT").from_(since) if since else None
    over = wait is not None and wait.judge(facts.day) is Timeliness.IN_TIME
    return rule_text("COE-018").judge(
        facts.day,
        {
            "standard_not_told": not late_fine.standard_told,
            "above_principal": late_fine.amount > late_fine.principal,
            "too_early": not over,
            "no_demand": facts.demand is None,
        },
        amount=yuan(late_fine.amount),
        principal=yuan(late_fine.principal),
        due=wait.due_on if wait else "—",
    )


def seized_goods_may_be_auctioned(law: Law, facts: AuctionFacts) -> tuple[Answer, ...]:
    """《行政强制法》第四十六条第三款: goods already seized may offset the fine (COE-019)."""
    served_on = facts.decision_served_on
    end = remedies_end(law, served_on=served_on, remedies_told=facts.remedies_told)
    return rule_text("COE-019").judge(
        facts.day,
        {
            "not_seized_before": not facts.was_seized_in_the_course,
            "remedies_open": end is None or facts.day <= end,
            "remedy_used": facts.remedy is not RemedyState.UNUSED,
            "no_demand": facts.demand_served_on is None,
            "performed": facts.is_performed,
        },
        end=end or "—",
    )


def _enterprise_may_be_cut_off(law: Law, means: MeansFacts, *, day: dt.date) -> tuple[Answer, ...]:
    cut = means.power_cut
    power = Supply.POWER in means.cut
    hours = law.parameter("compulsion.power_cut_notice").at(day).number
    return rule_text("T-36").judge(
        day,
        {
            "other_supply": means.cut != {Supply.POWER},
            "not_the_department": power and not cut.is_safety_department,
            "no_major_hazard": power and not cut.has_major_hazard,
            "no_refusal": power and not cut.order_refused,
            "no_danger": power and not cut.danger_is_real,
            "not_approved": power and not cut.approved_by_main_head,
            "notice_too_short": power and not cut.is_urgent and not _notified(cut, hours),
        },
        hours=hours,
    )


def _notified(cut: PowerCutFacts, hours: int) -> bool:
    if cut.notified_at is None or cut.cut_at is None:
        return False
    return cut.cut_at - cut.notified_at >= dt.timedelta(hours=hours)


def _served_on(facts: DemandFacts) -> dt.date | None:
    return facts.served.served_on if facts.served else None


def _night(law: Law, day: dt.date) -> dict[str, int]:
    return {
        "from_hour": law.parameter("compulsion.night.from_hour").at(day).number,
        "until_hour": law.parameter("compulsion.night.until_hour").at(day).number,
    }


def _touches_night(law: Law, slot: SlotFacts) -> bool:
    """Tell whether any moment of the slot is at night; one that passes midnight is."""
    start, end = _in_china(slot.starts_at), _in_china(slot.ends_at)
    hours = _night(law, start.date())
    opens, closes = dt.time(hours["until_hour"]), dt.time(hours["from_hour"])
    return start.date() != end.date() or start.time() < opens or end.time() > closes


def _shown(slot: SlotFacts) -> str:
    start, end = _in_china(slot.starts_at), _in_china(slot.ends_at)
    return f"{start:%Y-%m-%d %H:%M}–{end:%Y-%m-%d %H:%M}"


def _in_china(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(CHINA) if moment.tzinfo else moment
