"""The examiner (案卷评查): judges a whole file by the same gates that its acts had to pass.

    examination = examine(law, read_timeline(content))
    examination.findings      # rule, severity, provisions, reason, next step, day
    examination.deadlines     # every statutory period: due, warning day, met or not
    examination.score         # of a hundred, by points that are data

An act that was taken stays on file even where it should have been refused, so that one fault is one
finding. What the timeline does not tell is assumed, and said.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from fazhi.law.answer import Answer, Text
from fazhi.law.case_acts import CaseAct, OnFile, OrdinaryFacts
from fazhi.law.citation import Citation
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.jurisdiction import FOLDER, Law
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.reading import Entry, read
from fazhi.law.rule import rule_text
from fazhi.law.rules.ordinary import examine_act
from fazhi.law.timeline import Assumption, Timeline


class Severity(StrEnum):
    """How grave a finding is: the act had to be refused, needs a look, or is worth knowing."""

    REFUSE = "refuse"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (评查意见): which rule, how grave, in which act, why, and what to do."""

    rule: str
    severity: Severity
    act: str
    day: dt.date
    because: tuple[Citation, ...]
    reason: Text
    next_step: Text


@dataclass(frozen=True, slots=True)
class ExaminedDeadline:
    """One statutory period of the file: when it ends, and whether what was due came in time.

    `is_met` is None while nothing was done and the day of the last act lies within the period.
    """

    deadline: Deadline
    done_on: dt.date | None
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of an examination, with its score and what was assumed."""

    findings: tuple[Finding, ...]
    deadlines: tuple[ExaminedDeadline, ...]
    assumptions: tuple[Assumption, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that one act starts and another should end; a day may stand in a particular."""

    deadline: str
    starts: str
    ends: str
    from_key: str = ""
    done_key: str = ""


CLOCKS = (
    Clock("PEN_DECIDE", "case_filing", "decision"),
    Clock("PEN_PRESERVE", "registration_preservation", "preservation_result"),
    Clock("HEAR_REQUEST", "notice_service", "hearing_request", "effective_on", "requested_on"),
    Clock("HEAR_NOTICE", "hearing_notice", "hearing_notice", "hearing_on", "notified_on"),
    Clock("PEN_SERVE", "decision", "decision_service", "", "effective_on"),
    Clock("PAY", "decision_service", "performance", "effective_on", "performed_on"),
    Clock("REVIEW", "decision_service", "", "effective_on"),
    Clock("SUIT", "decision_service", "", "effective_on"),
)


def examine(law: Law, timeline: Timeline) -> Examination:
    """Judge a case told as a timeline."""
    return examine_file(law, timeline.facts, timeline.acts, assumptions=timeline.assumptions)


def examine_file(
    law: Law,
    facts: OrdinaryFacts,
    acts: tuple[CaseAct, ...],
    *,
    assumptions: tuple[Assumption, ...] = (),
) -> Examination:
    """Judge a file by its facts and acts; the acts are taken in the order in which they stand."""
    findings = tuple(_findings(law, facts, acts))
    return Examination(
        findings=findings,
        deadlines=tuple(_deadlines(law, OnFile.of(acts), last=acts[-1].day if acts else None)),
        assumptions=assumptions,
        score=_score(findings),
    )


def _findings(law: Law, facts: OrdinaryFacts, acts: tuple[CaseAct, ...]) -> Iterator[Finding]:
    for place, act in enumerate(acts):
        before = replace(facts, acts=acts[:place])
        for answer in examine_act(law, before, act):
            if not answer.holds:
                yield _finding(answer, act)
    if acts:
        yield from _still_owed(replace(facts, acts=acts), acts[-1])


def _finding(answer: Answer, act: CaseAct) -> Finding:
    severity = Severity.REFUSE if answer.blocks else Severity.WARN
    return Finding(
        answer.rule, severity, act.step, act.day, answer.because, answer.reason, answer.next_step
    )


def _still_owed(facts: OrdinaryFacts, last: CaseAct) -> Iterator[Finding]:
    """Note the steps that the file still owes; a file that has ended owes nothing."""
    procedure = ORDINARY.in_force(last.day)
    if any(step.ends and step.name in facts.file for step in procedure.steps):
        return
    for step in procedure.owed(facts.file.standing, facts):
        yield Finding(
            rule=step.rule,
            severity=Severity.NOTE,
            act=step.name,
            day=last.day,
            because=(step.cite,),
            reason=Text(f"还没有“{step.title.zh}”。", f"“{step.title.en}” is not on file yet."),
            next_step=Text(f"办理“{step.title.zh}”。", f"Take “{step.title.en}”."),
        )


def _deadlines(law: Law, file: OnFile, *, last: dt.date | None) -> Iterator[ExaminedDeadline]:
    for clock in CLOCKS:
        start = file.last(clock.starts)
        if start is None or not _runs(clock, file):
            continue
        begun = start.date(clock.from_key) if clock.from_key else start.day
        if begun is None:
            continue
        deadline = law.deadline(clock.deadline).from_(begun)
        end = file.last(clock.ends) if clock.ends else None
        done_on = (end.date(clock.done_key) if clock.done_key else end.day) if end else None
        yield ExaminedDeadline(deadline, done_on, _is_met(deadline, done_on, last))


def _runs(clock: Clock, file: OnFile) -> bool:
    """Tell whether a period runs in this file: no hearing right, no period; no fine, no payment."""
    if clock.deadline == "HEAR_REQUEST":
        return bool(file.says("prior_notice", "tells_hearing_right"))
    if clock.deadline == "PAY":
        decision = file.last("decision")
        return decision is not None and decision.amount("fine") > 0
    return True


def _is_met(deadline: Deadline, done_on: dt.date | None, last: dt.date | None) -> bool | None:
    if done_on is not None:
        return deadline.judge(done_on) is not Timeliness.LATE
    if last is None or deadline.judge(last) is not Timeliness.LATE:
        return None
    return False


@dataclass(frozen=True, slots=True)
class Points:
    """How many points each fault takes (扣分): by its rule, or else by its severity."""

    full: int
    by_severity: Mapping[Severity, int]
    by_rule: Mapping[str, int]

    def taken_by(self, finding: Finding) -> int:
        """Return the points that one finding takes; a warning never takes those of a refusal."""
        if finding.severity is Severity.REFUSE and finding.rule in self.by_rule:
            return self.by_rule[finding.rule]
        return self.by_severity[finding.severity]


@cache
def points() -> Points:
    """Read the points; they are the office's own and no law."""
    return read_points(read(FOLDER / "national" / "examination.yaml", FOLDER))


def read_points(entry: Entry) -> Points:
    """Read the points of one file; a rule that does not exist is an error."""
    entry.day("since"), entry.cite(), entry.verified()
    found = Points(
        full=entry.whole("full"),
        by_severity={
            Severity.REFUSE: entry.whole("refuse"),
            Severity.WARN: entry.whole("warn"),
            Severity.NOTE: 0,
        },
        by_rule=_by_rule(Entry(entry.file, "rules", entry.take("rules"))),
    )
    entry.finish()
    return found


def _by_rule(entry: Entry) -> Mapping[str, int]:
    found = {}
    for name in entry.names():
        rule_text(name)
        found[name] = entry.whole(name)
    return found


def _score(findings: tuple[Finding, ...]) -> int:
    """Take the points of each fault once a rule and act; a score is never below zero."""
    worst = {(each.rule, each.act, each.severity): points().taken_by(each) for each in findings}
    return max(points().full - sum(worst.values()), 0)
