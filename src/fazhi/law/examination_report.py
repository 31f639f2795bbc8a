"""An examination in its published shape (评查结果): the same for the command and for the API."""

import datetime as dt

from fazhi.law.deadline import day_of
from fazhi.law.examined_deadlines import ExaminedDeadline
from fazhi.law.examiner import Examination, Finding
from fazhi.law.whole_file import Assumption


def examination_as_json(examination: Examination, *, file: str, title: str) -> dict[str, object]:
    """Return an examination as docs/commands/examine.schema.json has it."""
    return {
        "file": file,
        "title": title,
        "score": examination.score,
        "findings": [_finding(each) for each in examination.findings],
        "deadlines": [_deadline(each) for each in examination.deadlines],
        "assumptions": [_assumption(each) for each in examination.assumptions],
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "act": finding.act,
        "day": finding.day.isoformat(),
        "articles": [str(each) for each in finding.because],
        "reason": finding.reason.zh,
        "reason_en": finding.reason.en,
        "next_step": finding.next_step.zh,
        "next_step_en": finding.next_step.en,
    }


def _deadline(examined: ExaminedDeadline) -> dict[str, object]:
    deadline = examined.deadline
    due_on = day_of(deadline.due_at) if deadline.due_at else deadline.due_on
    return {
        "rule": deadline.rule.name,
        "label": deadline.rule.label.zh,
        "label_en": deadline.rule.label.en,
        "from": _written(deadline.start),
        "due_on": _written(due_on),
        "warn_on": _written(deadline.warn_on),
        "done_on": _written(examined.done_on),
        "met": examined.is_met,
        "articles": [str(each) for each in deadline.because],
    }


def _assumption(assumption: Assumption) -> dict[str, object]:
    return {"act": assumption.act, "text": assumption.text.zh, "text_en": assumption.text.en}


def _written(day: dt.date | dt.datetime | None) -> str | None:
    """Write a day, or the moment where a period runs in hours."""
    if isinstance(day, dt.datetime):
        return f"{day:%Y-%m-%dT%H:%M}"
    return day.isoformat() if day else None
