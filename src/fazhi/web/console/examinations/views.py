"""The page of examination (案卷评查): a timeline in, findings, periods and assumptions out."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.law.answer import Text
from fazhi.law.errors import LawError
from fazhi.law.examination_report import examination_as_json
from fazhi.law.examiner import Examination, Finding, Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline_acts import act_forms
from fazhi.law.timeline_text import LARGEST, timeline_of
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fazhi.law.examined_deadlines import ExaminedDeadline
    from fazhi.law.timeline import Timeline

#: Who examines files.
EXAMINERS = (Role.CASE_REVIEWER, Role.SQUAD_LEADER, Role.HEAD, Role.OPERATOR)
_FILE = "timeline.yaml"


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The findings of one severity, with the titles of their acts."""

    label: str
    tone: str
    sign: str
    findings: tuple[tuple[Text, Finding], ...]


@dataclass(frozen=True, slots=True)
class ShownExamination:
    """An examination as the page shows it."""

    timeline: "Timeline"
    examination: Examination
    groups: tuple[ShownGroup, ...]
    periods: "tuple[ShownPeriod, ...]"
    assumptions: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class ShownPeriod:
    """A statutory period: its last day or moment, what was done, and in a word how it stands."""

    deadline: "ExaminedDeadline"
    due: str
    done: str
    state: str
    tone: str


class TimelineForm(PageForm):
    """A timeline, pasted or as a file; a file takes the place of what was pasted."""

    text = forms.CharField(
        label=gettext_lazy("案件时间线（YAML）"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )
    file = forms.FileField(label=gettext_lazy("或者选择文件（.yaml）"), required=False)


@page(*EXAMINERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Examine what is typed or uploaded, or send the same as JSON; nothing is kept."""
    form = TimelineForm(*_given(request)) if request.method == "POST" else TimelineForm()
    found = form.attempt(_examined)
    if found and "download" in request.POST:
        return _as_file(found)
    context = {"form": form, "found": found}
    return render_page(request, "console/examinations/new.html", context, status=form.status)


def _given(request: StaffRequest) -> tuple[object, object]:
    """Return what was sent; the text of a file is shown as if it had been typed."""
    typed, file = request.POST.copy(), request.FILES.get("file")
    if file is not None and (file.size or 0) <= LARGEST:
        try:
            typed["text"] = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            file.seek(0)  # the reader names the line that is not UTF-8
        else:
            return typed, None
    return typed, request.FILES


def _examined(given: "Mapping[str, object]") -> ShownExamination:
    file = given["file"]
    raw = file.read(LARGEST + 1) if file else given["text"]  # type: ignore[attr-defined]
    name = "file" if file else "text"
    if not raw:
        raise InputError({name: _("请粘贴时间线，或者选择文件。")})
    try:
        timeline = timeline_of(raw, file=_FILE)  # type: ignore[arg-type]  # text or bytes
        examination = examine(load_law(timeline.place), timeline)
    except LawError as error:
        raise InputError({name: said(error.text)}) from error
    return _shown(timeline, examination)


def _as_file(found: ShownExamination) -> HttpResponse:
    body = examination_as_json(found.examination, file=_FILE, title=found.timeline.title)
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=2),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="examination.json"'},
    )


def _shown(timeline: "Timeline", examination: Examination) -> ShownExamination:
    titles = {name: form.step.title for name, form in act_forms(timeline.procedure).items()}
    whole = Text("全案", "The file")
    return ShownExamination(
        timeline=timeline,
        examination=examination,
        groups=tuple(_groups(examination.findings, titles)),
        periods=tuple(_period(each) for each in examination.deadlines),
        assumptions=tuple(
            (titles.get(each.act, whole), each.text) for each in examination.assumptions
        ),
    )


def _groups(findings: "Iterable[Finding]", titles: "Mapping[str, Text]") -> "Iterable[ShownGroup]":
    for severity, label, tone, sign in (
        (Severity.REFUSE, _("应当拒绝"), "notice-overdue", "alert"),
        (Severity.WARN, _("需要核对"), "notice-soon", "alert"),
        (Severity.NOTE, _("还要办理"), "", "check"),
    ):
        found = tuple((titles[each.act], each) for each in findings if each.severity is severity)
        if found:
            yield ShownGroup(label, tone, sign, found)


def _period(examined: "ExaminedDeadline") -> ShownPeriod:
    deadline = examined.deadline
    state, tone = {
        True: (_("按时"), "ok"),
        False: (_("逾期或者不符"), "overdue"),
        None: (_("未到期"), "idle"),
    }[examined.is_met]
    due = deadline.due_at or deadline.due_on
    earliest = f"≥ {deadline.earliest_on}"
    return ShownPeriod(
        examined, _day(due) if due else earliest, _day(examined.done_on), state, tone
    )


def _day(day: dt.date | dt.datetime | None) -> str:
    if isinstance(day, dt.datetime):
        return f"{day:%Y-%m-%d %H:%M}"
    return day.isoformat() if day else "—"
