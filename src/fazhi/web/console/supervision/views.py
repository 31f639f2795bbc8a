"""The list of findings, one finding on one page, the evidence that goes with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.access import HANDLERS, READERS, get_finding, may_explain
from fazhi.proceedings.supervision.choices import FindingStatus
from fazhi.proceedings.supervision.queries import histories_of, history_of, listed_findings
from fazhi.proceedings.supervision.rules import supervision_rule
from fazhi.web.console.lines import lines_response
from fazhi.web.console.supervision.forms import AssignmentForm, ClosureForm, ExplanationForm
from fazhi.web.console.supervision.listing import finding_list
from fazhi.web.design.wording import said
from fazhi.web.exports import Sheet, as_csv
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    import datetime as dt

    from fazhi.proceedings.supervision.models import SupervisionFinding


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the list shows it, with the words of its rule."""

    pk: UUID
    finding: "SupervisionFinding"
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """A step as the timeline shows it."""

    words: str
    at: "dt.datetime"
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Act:
    """A form that this person may send now."""

    words: str
    address: str
    form: PageForm


@page(*Role)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the findings that the person may see."""
    definition = finding_list(clock.today())
    page_of = ("console/supervision/list.html", {"may_export": request.seat.has(*READERS)})
    return lines_response(request, listed_findings(request.seat), definition, _line, page_of)


@page(*READERS)
def evidence(request: StaffRequest) -> HttpResponseBase:
    """Give every finding with every step as one CSV file: a line for each step."""
    head = (_("监督发现"), _("监督规则"), _("依据"), _("情形"), _("自"), _("案卷"))
    steps = (_("环节"), _("时间"), _("经办人"), _("说明"), _("状态"))
    return as_csv(
        request.seat,
        Sheet(
            title=_("监督发现证据清单"),
            conditions=(),
            head=(*head, *steps),
            rows=_evidence(request),
        ),
    )


@page(*Role)
def show(request: StaffRequest, finding_id: UUID) -> HttpResponseBase:
    """Show one finding: what was found under which rule, what was done, what may be done."""
    return finding_page(request, get_finding(request.seat, finding_id))


def finding_page(
    request: StaffRequest,
    finding: "SupervisionFinding",
    filled: Mapping[str, PageForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponseBase:
    """Show the page of a finding, with forms that were filled in already."""
    history = history_of(finding)
    context = {
        "finding": finding,
        "rule": supervision_rule(finding.rule),
        "events": [
            Event(
                words=str(step.get_kind_display()),
                at=step.taken_at,
                who=history.names.get(step.account_id, _("系统")) if step.account_id else _("系统"),
                note=step.note,
            )
            for step in reversed(history.steps)
        ],
        "acts": _acts(request, finding, filled or {}),
    }
    return render_page(request, "console/supervision/file.html", context, status=status)


def _line(finding: "SupervisionFinding") -> Line:
    return Line(finding.pk, finding, said(supervision_rule(finding.rule).title))


def _acts(
    request: StaffRequest, finding: "SupervisionFinding", filled: Mapping[str, PageForm]
) -> list[Act]:
    if not finding.is_open:
        return []
    acts: list[tuple[str, str, PageForm]] = []
    if may_explain(request.seat, finding) and finding.status == FindingStatus.ASSIGNED:
        acts.append(("explanation", _("说明情况"), ExplanationForm()))
    if request.seat.has(*HANDLERS):
        acts.append(("assignment", _("分派说明"), AssignmentForm(request.seat)))
        acts.append(("closure", _("作出结论"), ClosureForm()))
    return [
        Act(words, reverse(f"supervision:{name}", args=[finding.pk]), filled.get(name, form))
        for name, words, form in acts
    ]


def _evidence(request: StaffRequest) -> Iterator[tuple[object, ...]]:
    rows = listed_findings(request.seat).order_by("raised_at", "pk")
    for finding, history in histories_of(rows):
        rule = supervision_rule(finding.rule)
        public_id = finding.dossier.public_id if finding.dossier else ""
        above = (str(finding.pk), said(rule.title), rule.ground, finding.title, finding.since)
        for step in history.steps:
            who = history.names.get(step.account_id, "") if step.account_id else ""
            done = (str(step.get_kind_display()), step.taken_at, who, step.note)
            yield (*above, public_id, *done, str(finding.get_status_display()))
