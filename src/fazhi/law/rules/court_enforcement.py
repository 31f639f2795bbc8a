"""Enforcement by the court (申请人民法院强制执行): clocks, demand, court, file and what follows.

`examine_court_application` asks everything in the order of 《行政强制法》第五章.
"""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.enforcement_facts import (
    CourtApplicationFacts,
    CourtProgressFacts,
    RemedyState,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.compulsion import court_application, suit_end
from fazhi.law.rules.timeliness import due


def examine_court_application(law: Law, facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """Return every answer to an application to the court, in the order of the law."""
    progress = facts.progress
    return (
        *period_for_suit_is_over(law, facts),
        *application_in_time(law, facts),
        *earlier_clock_is_minded(law, facts),
        *demand_has_run(law, facts),
        *court_is_competent(facts),
        *missing_particulars(
            DocumentKind.COURT_ENFORCEMENT_APPLICATION, facts.content, day=facts.day
        ),
        *(court_keeps_its_times(law, progress) if progress else ()),
        *(costs_are_on_the_party(progress) if progress else ()),
    )


def application_clocks(law: Law, facts: CourtApplicationFacts) -> tuple[Deadline, ...]:
    """Return the clocks of this decision, the earliest first; there are two at most (COE-028)."""
    return court_application(
        law,
        served_on=facts.decision_served_on,
        review_first=facts.review_first,
        remedies_told=facts.remedies_told,
        instalments_end_on=facts.instalments_end_on,
    )


def latest_demand(law: Law, *, apply_on: dt.date) -> dt.date:
    """Return the last day to serve the demand before an application on a day (COE-023, E8)."""
    return law.deadline("URGE_WAIT").latest_start(apply_on)


def period_for_suit_is_over(law: Law, facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十三条, 《行诉解释》第一百五十六条: the clock starts there (T-10).

    Where reconsideration comes first and sixty days have passed, nobody can sue any more: the
    earlier of two clocks runs, and on that reading the application is open (COE-028).
    """
    review = law.deadline("REVIEW").from_(facts.decision_served_on)
    suit = suit_end(law, served_on=facts.decision_served_on, remedies_told=facts.remedies_told)
    first = review if facts.review_first and facts.remedies_told else suit
    last = facts.instalments_end_on
    return rule_text("T-10").judge(
        facts.day,
        {
            "too_early": first.passed_from is None or facts.day < first.passed_from,
            "instalments_run": last is not None and facts.day <= last,
        },
        end=due(first),
        last=last,
    )


def application_in_time(law: Law, facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十三条: no remedy used, not performed, within three months (COE-022)."""
    clock = application_clocks(law, facts)[-1]
    state = clock.judge(facts.day)
    late = state is Timeliness.LATE
    return rule_text("COE-022").judge(
        facts.day,
        {
            "performed": facts.is_performed,
            "remedy_pending": facts.remedy is RemedyState.PENDING,
            "overturned": facts.remedy is RemedyState.OVERTURNED,
            "upheld": facts.remedy is RemedyState.UPHELD,
            "late": late and not facts.late_reason,
            "late_with_reason": late and bool(facts.late_reason),
            "in_doubt": state is Timeliness.IN_DOUBT,
        },
        due=due(clock),
    )


def earlier_clock_is_minded(law: Law, facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """Two clocks run on a decision with reconsideration first; mind the earlier (COE-028, T-11)."""
    clocks = application_clocks(law, facts)
    if len(clocks) == 1:
        return ()
    earlier, later = clocks
    return (
        rule_text("COE-028").answer(
            holds=earlier.judge(facts.day) is Timeliness.IN_TIME,
            day=facts.day,
            earlier=due(earlier),
            later=due(later),
        ),
    )


def demand_has_run(law: Law, facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十四、六十九条: ten working days after the demand (COE-023, D-02)."""
    if facts.demand_served_on is None:
        return (rule_text("COE-023").refused_on(facts.day, "no_demand"),)
    wait = law.deadline("URGE_WAIT").from_(facts.demand_served_on)
    over = wait.passed_from is not None and facts.day >= wait.passed_from
    return (
        rule_text("COE-023").answer(
            holds=over, day=facts.day, served=facts.demand_served_on, due=due(wait)
        ),
    )


def court_is_competent(facts: CourtApplicationFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十四条, 《行诉解释》第一百五十七条: which court is asked (COE-024)."""
    court = facts.court
    immovable = bool(court.immovable_place)
    return rule_text("COE-024").judge(
        facts.day,
        {
            "not_basic": not court.is_basic,
            "elsewhere": not immovable and court.place != court.authority_place,
            "elsewhere_than_the_immovable": immovable and court.place != court.immovable_place,
        },
    )


def court_keeps_its_times(law: Law, progress: CourtProgressFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十六至五十八条: what the court owes, and our fifteen days (COE-026)."""
    day, asked = progress.asked_on, progress.review_asked_on
    accept = law.deadline("COURT_ACCEPT").from_(progress.received_on)
    ruling = "COURT_RULE_DOUBTFUL" if progress.is_doubtful else "COURT_RULE"
    rule = _from(law, ruling, progress.accepted_on)
    review = _from(law, "COURT_REFUSAL_REVIEW", progress.refusal_received_on)
    refused = progress.refusal_received_on is not None
    silent = progress.accepted_on is None and not refused
    undecided = progress.ruled_on is None and not refused
    return rule_text("COE-026").judge(
        day,
        {
            "acceptance_overdue": silent and _is_late(accept, day),
            "ruling_overdue": undecided and _is_late(rule, day),
            "review_late": asked is not None and _is_late(review, asked),
            "review_lapsed": asked is None and _is_late(review, day),
        },
        due=due(review or rule or accept),
    )


def costs_are_on_the_party(progress: CourtProgressFacts) -> tuple[Answer, ...]:
    """《行政强制法》第六十条: no application fee, and the party bears the cost (COE-027)."""
    return rule_text("COE-027").judge(
        progress.asked_on,
        {"fee_asked": progress.fee_was_asked, "cost_on_authority": progress.cost_on_authority},
    )


def _from(law: Law, name: str, day: dt.date | None) -> Deadline | None:
    return law.deadline(name).from_(day) if day else None


def _is_late(deadline: Deadline | None, day: dt.date) -> bool:
    return deadline is not None and deadline.judge(day) is Timeliness.LATE
