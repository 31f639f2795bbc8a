"""The statutory periods of a file (全案期限): when each ends, and what came in time.

`CLOCKS` are the periods that one act starts and another ends; those that need more than that, such
as a seizure with its extension and pauses, are reckoned by functions of their own.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from fazhi.law.case_acts import CaseAct, Conclusion, OnFile
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.errors import LawError
from fazhi.law.follow_ups.court import court_facts, is_reviewed_first
from fazhi.law.follow_ups.measure import measure_facts
from fazhi.law.follow_ups.payment import overturned_on
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.compulsory_measure import measure_term
from fazhi.law.rules.court_enforcement import application_clocks
from fazhi.law.whole_file import WholeFile, moment

_ASKED = "court_enforcement_application"


@dataclass(frozen=True, slots=True)
class ExaminedDeadline:
    """One statutory period of the file: when it ends, and whether what was due came in time.

    `is_met` is None while nothing was done and the day of the last act lies within the period. For
    a period in hours `done_on` is a moment.
    """

    deadline: Deadline
    done_on: dt.date | dt.datetime | None
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period (期限计时) that one act starts and another ends; a day may stand in a particular."""

    deadline: str
    starts: str
    ends: str
    from_key: str = ""
    done_key: str = ""


Periods = Callable[[Law, WholeFile], Iterator[ExaminedDeadline]]

CLOCKS = (
    Clock("PEN_DECIDE", "case_filing", "decision"),
    Clock("PEN_PRESERVE", "registration_preservation", "preservation_result"),
    Clock("HEAR_REQUEST", "notice_service", "hearing_request", "effective_on", "requested_on"),
    Clock("HEAR_NOTICE", "hearing_notice", "hearing_notice", "hearing_on", "notified_on"),
    Clock("PEN_SERVE", "decision", "decision_service", "", "effective_on"),
    Clock("PUB_PENALTY", "decision", "publication"),
    Clock("PAY", "decision_service", "performance", "effective_on", "performed_on"),
    Clock("CASH_HANDIN", "cash_collection", "cash_hand_in"),
    Clock("CASH_BANK", "cash_hand_in", "cash_banking"),
    Clock("REVIEW", "decision_service", "reconsideration", "effective_on"),
    Clock("REVIEW_ANSWER", "reconsideration", "reconsideration_answer", "received_on"),
    Clock("SUIT", "decision_service", "litigation", "effective_on"),
    Clock("SUIT_AFTER_REVIEW", "reconsideration_decision", "litigation"),
    Clock("SUIT_ANSWER", "litigation", "litigation_answer", "received_on"),
    Clock("TRANSFER_DECIDE", "suspicion_report", "referral_approval"),
    Clock("TRANSFER_POLICE_DECIDE", "criminal_referral", "police_answer"),
    Clock("TRANSFER_REVIEW", "police_answer", "police_reconsideration"),
    Clock("TRANSFER_ITEMS", "police_answer", "items_hand_over"),
)


def examined_deadlines(law: Law, file: WholeFile) -> tuple[ExaminedDeadline, ...]:
    """Return every period of a file; one that the law of that day does not know is left out."""
    standing = OnFile.of(performed_acts(file))
    clocks: list[Periods] = [partial(_clock, standing=standing, clock=clock) for clock in CLOCKS]
    found: list[ExaminedDeadline] = []
    others: list[Periods] = [_measures, _referral, _demands, _court, _withdrawal]
    for periods in [_limitation, *clocks, *others]:
        try:
            found += periods(law, file)
        except LawError as error:
            zh, en = f"期限没有评查：{error.text.zh}", f"not judged: {error.text.en}"
            file.assume("", zh, en)
    return tuple(found)


def performed_acts(file: WholeFile) -> tuple[CaseAct, ...]:
    """Return the acts with what they amount to: payments perform, a form handed over is served."""
    acts = list(file.acts)
    if file.is_on_the_spot and file.decision is not None:
        says = {"effective_on": file.decision.day}
        acts.append(CaseAct("decision_service", file.decision.at, says=says))
    if file.last("performance") is None and (paid_on := file.paid_on) is not None:
        paid = next(act for act in reversed(acts) if act.day == paid_on)
        acts.insert(
            acts.index(paid) + 1, CaseAct("performance", paid.at, says={"performed_on": paid_on})
        )
    return tuple(acts)


def is_met(
    deadline: Deadline, done_on: dt.date | dt.datetime | None, last: dt.date | dt.datetime
) -> bool | None:
    """Tell whether something was done in time; None while it still can be."""
    if done_on is not None:
        return deadline.judge(done_on) is not Timeliness.LATE
    return None if deadline.judge(last) is not Timeliness.LATE else False


def _clock(
    law: Law, file: WholeFile, *, standing: OnFile, clock: Clock
) -> Iterator[ExaminedDeadline]:
    start = standing.last(clock.starts)
    if start is None or not _runs(clock, file, standing):
        return
    begun = start.date(clock.from_key) if clock.from_key else start.day
    if begun is None:
        return
    deadline = law.deadline(clock.deadline).from_(begun)
    end = standing.last(clock.ends)
    done_on = (end.date(clock.done_key) if clock.done_key else end.day) if end else None
    yield ExaminedDeadline(deadline, done_on, is_met(deadline, done_on, _last_day(file)))


def _runs(clock: Clock, file: WholeFile, standing: OnFile) -> bool:
    """Tell whether a period runs in this file: no hearing right, no period; no fine, no payment."""
    answers = standing.last("police_answer")
    runs = {
        "HEAR_REQUEST": bool(standing.says("prior_notice", "tells_hearing_right")),
        "PEN_SERVE": not file.is_on_the_spot,
        "PUB_PENALTY": not file.is_on_the_spot and _is_punished(file),
        "PAY": file.fine > 0,
        "SUIT": not is_reviewed_first(file) and file.last("reconsideration") is None,
        "TRANSFER_REVIEW": answers is not None and answers.word("answer") == "not_filed",
        "TRANSFER_ITEMS": answers is not None and answers.word("answer") == "filed",
    }
    return runs.get(clock.deadline, True)


def _is_punished(file: WholeFile) -> bool:
    return file.decision is not None and file.decision.word("conclusion") == Conclusion.PENALTY


def _limitation(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《行政处罚法》第三十六条: two years, or five, until the violation was discovered."""
    violation = file.facts.violation
    name = "LIMITATION_GRAVE" if violation.is_gravely_harmful else "LIMITATION"
    deadline = law.deadline(name).from_(violation.ended_on)
    found = violation.discovered_on
    yield ExaminedDeadline(deadline, found, is_met(deadline, found, found))


def _measures(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《行政强制法》第十九、二十五条: the period of each measure, and the report in urgency."""
    for place, act in enumerate(file.acts):
        if act.step != "measure":
            continue
        facts = measure_facts(file, place)
        if facts.urgency is not None:
            report = law.deadline("SEIZE_REPORT").from_(facts.taken_at)
            done_at = facts.urgency.reported_at
            yield ExaminedDeadline(report, done_at, is_met(report, done_at, file.latest))
        term = measure_term(law, facts)
        yield ExaminedDeadline(term, facts.ended_on, is_met(term, facts.ended_on, _last_day(file)))


def _referral(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《移送规定》第五条: to the police within twenty-four hours of the approval."""
    approval, sent = file.last("referral_approval"), file.last("criminal_referral")
    if approval is None or not approval.flag("is_approved"):
        return
    deadline = law.deadline("TRANSFER_CRIME").from_(moment(approval.at))
    done_at = moment(sent.at) if sent else None
    yield ExaminedDeadline(deadline, done_at, is_met(deadline, done_at, file.latest))


def _demands(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《行政强制法》第五十四条: kept where the court was asked after the ten working days."""
    for place, act in enumerate(file.acts):
        if act.step != "service_of_demand":
            continue
        deadline = law.deadline("URGE_WAIT").from_(act.date("effective_on") or act.day)
        later = (each for each in file.following(place) if each.step == _ASKED)
        asked = next(later, None)
        waited = None
        if asked is not None:
            waited = deadline.passed_from is not None and asked.day >= deadline.passed_from
        yield ExaminedDeadline(deadline, asked.day if asked else None, waited)


def _court(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《行政强制法》第五十三条: both clocks of the application where two of them run (COE-028)."""
    for place, act in enumerate(file.acts):
        facts = court_facts(file, place) if act.step == _ASKED else None
        for clock in application_clocks(law, facts) if facts else ():
            yield ExaminedDeadline(clock, act.day, is_met(clock, act.day, act.day))


def _withdrawal(law: Law, file: WholeFile) -> Iterator[ExaminedDeadline]:
    """《行政处罚法》第四十八条第二款: three working days to withdraw what was overturned."""
    changed_on = overturned_on(file)
    if changed_on is None or file.last("publication") is None:
        return
    deadline = law.deadline("PUB_WITHDRAW").from_(changed_on)
    withdrawn = file.last("publication_withdrawal")
    done_on = withdrawn.day if withdrawn else None
    yield ExaminedDeadline(deadline, done_on, is_met(deadline, done_on, _last_day(file)))


def _last_day(file: WholeFile) -> dt.date:
    return max(act.day for act in file.acts)
