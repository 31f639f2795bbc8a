"""Examinations: a case told as a timeline is judged; nothing is kept."""

from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.law.errors import LawDataError, LawError
from fazhi.law.examination_report import examination_as_json
from fazhi.law.examiner import Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline_text import timeline_of_json
from fazhi.web.api.door import Body, seat_at

router = Router(tags=["examinations"])
#: Who examines files.
EXAMINERS = (Role.CASE_REVIEWER, Role.SQUAD_LEADER, Role.HEAD, Role.OPERATOR)
_FILE = "timeline"
_MOST_ACTS = 1000


class TimelineBody(BaseModel):
    """A timeline with the keys of docs/commands/examine.md; days are written 2026-03-10."""

    model_config = ConfigDict(extra="allow")

    violation: dict[str, Any]
    acts: list[dict[str, Any]] = Field(min_length=1, max_length=_MOST_ACTS)


class ShownFinding(Body):
    """One fault, or a step that comes next."""

    rule: str
    severity: Severity
    act: str
    day: str
    articles: list[str]
    reason: str
    reason_en: str
    next_step: str
    next_step_en: str


class ShownDeadline(Body):
    """One statutory period; days, or moments for periods in hours."""

    rule: str
    label: str
    label_en: str
    begins: str = Field(alias="from")
    due_on: str | None
    warn_on: str | None
    done_on: str | None
    met: bool | None
    articles: list[str]


class ShownAssumption(Body):
    """What was not told and was taken to be so."""

    act: str
    text: str
    text_en: str


class ShownExamination(Body):
    """The same as `fazhi examine --json` prints."""

    file: str
    title: str
    score: int
    findings: list[ShownFinding]
    deadlines: list[ShownDeadline]
    assumptions: list[ShownAssumption]


@router.post("", response=ShownExamination, by_alias=True)
def examine_timeline(request: HttpRequest, payload: TimelineBody) -> dict[str, object]:
    """Judge a case told as a timeline."""
    seat_at(request).require(*EXAMINERS)
    try:
        timeline = timeline_of_json(payload.model_dump(), file=_FILE)
        examination = examine(load_law(timeline.place), timeline)
    except LawDataError as error:
        raise InputError({error.key: error.what.zh}) from error
    except LawError as error:
        raise InputError({"": error.text.zh}) from error
    return examination_as_json(examination, file=_FILE, title=timeline.title)
