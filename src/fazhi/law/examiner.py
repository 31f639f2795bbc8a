"""The examiner (案卷评查): judges a whole file by the same gates that its acts had to pass.

    examination = examine(law, read_timeline(content))
    examination.findings      # rule, severity, provisions, reason, next step, day
    examination.deadlines     # every statutory period: due, warning day, met or not
    examination.score         # of a hundred, by points that are data

An act that was taken stays on file even where it should have been refused, so that one fault is one
finding. What the timeline does not tell is assumed, and said.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from fazhi.law.answer import Answer, Text
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.citation import Citation
from fazhi.law.errors import LawError
from fazhi.law.examined_deadlines import ExaminedDeadline, examined_deadlines, performed_acts
from fazhi.law.follow_ups import court, enforcement, measure, on_the_spot, payment, referral
from fazhi.law.jurisdiction import FOLDER, Law
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.reading import Entry, read
from fazhi.law.rule import rule_text
from fazhi.law.rules.case_order import owed_before
from fazhi.law.rules.ordinary import examine_act
from fazhi.law.timeline import Timeline
from fazhi.law.whole_file import Assumption, WholeFile


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
class Examination:
    """What came of an examination, with its score and what was assumed."""

    findings: tuple[Finding, ...]
    deadlines: tuple[ExaminedDeadline, ...]
    assumptions: tuple[Assumption, ...]
    score: int


Judge = Callable[[Law, WholeFile, int], Iterator[Answer]]

#: Who judges the acts beside and after the gates of the ordinary procedure.
JUDGES: Mapping[str, Judge] = {
    "measure": measure.judge_measure,
    "extension": measure.judge_extension,
    "lifting": measure.judge_lifting,
    "demand": enforcement.judge_demand,
    "enforcement_decision": enforcement.judge_enforcement_decision,
    "enforcement": enforcement.judge_enforcement,
    "demolition": enforcement.judge_demolition,
    "substitute_performance": enforcement.judge_substitute_performance,
    "court_enforcement_application": court.judge_court_application,
    "deferral": payment.judge_deferral,
    "cash_collection": payment.judge_cash,
    "cash_hand_in": payment.judge_hand_in,
    "cash_banking": payment.judge_banking,
    "payment": payment.judge_payment,
    "publication": payment.judge_publication,
    "publication_withdrawal": payment.judge_withdrawal,
    **dict.fromkeys(referral.REFERRING, referral.judge_referral),
}


def examine(law: Law, timeline: Timeline) -> Examination:
    """Judge a case told as a timeline."""
    file = WholeFile(timeline.facts, timeline.acts, timeline.procedure, timeline.remedy)
    return _examined(law, file, timeline.assumptions)


def examine_file(
    law: Law,
    facts: OrdinaryFacts,
    acts: tuple[CaseAct, ...],
    *,
    assumptions: tuple[Assumption, ...] = (),
) -> Examination:
    """Judge a file by its facts and acts; the acts are taken in the order in which they stand."""
    return _examined(law, WholeFile(facts, acts), assumptions)


def _examined(law: Law, file: WholeFile, told: tuple[Assumption, ...]) -> Examination:
    findings = tuple(_findings(law, file)) if file.acts else ()
    deadlines = examined_deadlines(law, file) if file.acts else ()
    return Examination(findings, deadlines, (*told, *file.assumed), _score(findings))


def _findings(law: Law, file: WholeFile) -> Iterator[Finding]:
    missed: set[str] = set()
    for place, act in enumerate(file.acts):
        try:
            answers = tuple(_answers(law, file, place, missed))
        except LawError as error:
            file.assume(
                act.step, f"这一行为没有评查：{error.text.zh}", f"not judged: {error.text.en}"
            )
            continue
        yield from (_finding(answer, act) for answer in answers if not answer.holds)
    ordinary = _ordinary(performed_acts(file))
    if ordinary and not file.is_on_the_spot:
        yield from _still_owed(replace(file.facts, acts=ordinary), ordinary[-1], missed)


def _answers(law: Law, file: WholeFile, place: int, missed: set[str]) -> Iterator[Answer]:
    act = file.acts[place]
    if act.step in JUDGES:
        yield from JUDGES[act.step](law, file, place)
    elif file.is_on_the_spot and act.step == "decision":
        yield from on_the_spot.judge_decision(law, file, place)
    elif act.step in _ORDINARY_STEPS and not file.is_on_the_spot:
        until_here = replace(file, acts=file.acts[:place])
        facts = replace(file.facts, acts=_ordinary(performed_acts(until_here)))
        yield from _once(examine_act(law, facts, act), facts, act, missed)


def _once(
    answers: tuple[Answer, ...], facts: OrdinaryFacts, act: CaseAct, missed: set[str]
) -> Iterator[Answer]:
    """Leave out a step that an earlier act missed already: one fault is one finding."""
    owed = owed_before(facts, act, ORDINARY.in_force(act.day))
    known = [answer for name, answer in owed.items() if name in missed]
    missed.update(owed)
    return (answer for answer in answers if answer not in known)


def _ordinary(acts: tuple[CaseAct, ...]) -> tuple[CaseAct, ...]:
    return tuple(act for act in acts if act.step in _ORDINARY_STEPS)


_ORDINARY_STEPS = frozenset(step.name for step in ORDINARY.steps)


def _finding(answer: Answer, act: CaseAct) -> Finding:
    severity = Severity.REFUSE if answer.blocks else Severity.WARN
    return Finding(
        answer.rule, severity, act.step, act.day, answer.because, answer.reason, answer.next_step
    )


def _still_owed(facts: OrdinaryFacts, last: CaseAct, missed: set[str]) -> Iterator[Finding]:
    """Note the steps that come next; a file that has ended owes nothing."""
    procedure = ORDINARY.in_force(last.day)
    if any(step.ends and step.name in facts.file for step in procedure.steps):
        return
    for step in procedure.owed({*facts.file.standing, *missed}, facts):
        yield Finding(
            rule=step.rule,
            severity=Severity.NOTE,
            act=step.name,
            day=last.day,
            because=(step.cite,),
            reason=Text(f"还没有“{step.title.zh}”。", f"“{step.title.en}” is not on file yet."),
            next_step=Text(f"办理“{step.title.zh}”。", f"Take “{step.title.en}”."),
        )


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
