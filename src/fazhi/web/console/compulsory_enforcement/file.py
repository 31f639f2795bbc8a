"""One enforcement as its page shows it: steps, windows, answers of the law, events, papers."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.law.answer import Text
from fazhi.law.enforcement_file import EnforcementFile
from fazhi.law.enforcement_windows import Window
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Step as LawStep
from fazhi.law.rule import rule_text
from fazhi.law.rules.enforcement_gates import steps_done
from fazhi.proceedings.compulsory_enforcement.choices import (
    CHANGE_OF_WAY,
    CLOSERS,
    CLOSURE,
    ELSEWHERE,
    OPENERS,
    OPENING,
    ROLES_OF,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows, outstanding_on
from fazhi.proceedings.compulsory_enforcement.standing import Standing, is_done, standing_of
from fazhi.web.console.cases.file import Event, Phase, Step, Verified
from fazhi.web.design.wording import cited, day_text, said

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_enforcement.models import (
        CompulsoryEnforcement,
        EnforcementStep,
    )


@dataclass(frozen=True, slots=True)
class ShownWindow:
    """A window as the page shows it: what for, until when, on which article, what lapsed."""

    title: str
    due_on: dt.date
    article: str
    is_lapsed: bool
    lapses: str


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A document of the file, and whether it was served."""

    document: Document
    is_served: bool


@dataclass(frozen=True, slots=True)
class ShownFile:
    """Everything that the page of an enforcement shows."""

    phases: tuple[Phase, ...]
    also: tuple[Step, ...]
    next: Step | None
    windows: tuple[ShownWindow, ...]
    verified: tuple[Verified, ...]
    events: tuple[Event, ...]
    papers: tuple[ShownPaper, ...]
    preview: str
    obligation: str
    owed: tuple[object, object]
    may_close: bool
    may_change: bool


def shown_file(seat: Seat, row: "CompulsoryEnforcement") -> ShownFile:
    """Gather the page of an enforcement, with few statements whatever its age."""
    today, law = clock.today(), load_law()
    rows = EnforcementRows.of(row)
    file = rows.law_file(today)
    is_open = row.closed_at is None
    standing = standing_of(law, file, is_closed=not is_open)
    papers = tuple(
        ShownPaper(step.document, is_served=step.document_id in rows.services)
        for step in reversed(rows.steps)
        if step.document is not None
    )
    owed = standing.next
    return ShownFile(
        phases=_phases(seat, row, file, standing),
        also=_also(seat, row, file, standing) if is_open else (),
        next=_step(seat, row, owed, "current", _("待办")) if owed else None,
        windows=tuple(_window(each, today) for each in standing.windows),
        verified=tuple(_verified(rows)),
        events=_events(rows),
        papers=papers,
        preview=html_preview(papers[0].document) if papers else "",
        obligation=str(rows.opening.get("obligation") or ""),
        owed=outstanding_on(rows, today),
        may_close=is_open and seat.has(*CLOSERS) and is_done(law, file, today),
        may_change=is_open and seat.has(*OPENERS),
    )


def _phases(
    seat: Seat, row: "CompulsoryEnforcement", file: EnforcementFile, standing: Standing
) -> tuple[Phase, ...]:
    today = clock.today()
    done = steps_done(load_law(), file, today)
    owed = standing.next
    own, course = [], []
    for step in file.procedure(today).steps:
        act = file.standing.get(step.name)
        if act is not None:
            shown = _step(seat, row, step, "done", day_text(act.day, today=today))
        elif owed is not None and step.name == owed.name:
            shown = _step(seat, row, step, "current", _("待办"))
        elif step.name in done:
            shown = _step(seat, row, step, "done", _("已届满"))
        else:
            shown = _step(seat, row, step, "open", _("未开始"))
        if file.is_of_the_way(step.name):
            own.append(shown)
        elif act is not None:
            course.append(shown)
    phases = [Phase(str(row.get_way_display()), tuple(own))]
    if course:
        phases.append(Phase(_("执行过程"), tuple(course)))
    return tuple(phases)


def _step(seat: Seat, row: "CompulsoryEnforcement", step: LawStep, state: str, words: str) -> Step:
    url = _address(seat, row, step) if state == "current" else ""
    return Step(said(step.title), state, words, cited(step.cite), url)


def _address(seat: Seat, row: "CompulsoryEnforcement", step: LawStep) -> str:
    """Return where a step is taken by this person; services are recorded in their own room."""
    if step.name in ELSEWHERE:
        return reverse("service:list") if step.name != "remedy_expiry" else ""
    if row.closed_at is not None or not seat.has(*ROLES_OF[step.by[0]]):
        return ""
    return reverse("compulsory_enforcement:step", args=[row.public_id, step.name])


def _also(
    seat: Seat, row: "CompulsoryEnforcement", file: EnforcementFile, standing: Standing
) -> tuple[Step, ...]:
    """Return the steps that may be taken beside the one that is owed next."""
    owed = standing.next.name if standing.next else ""
    steps = [
        step
        for step in file.procedure(clock.today()).steps
        if step.name not in ELSEWHERE and step.name != owed
    ]
    return tuple(
        Step(said(step.title), "open", "", cited(step.cite), url)
        for step in steps
        if (url := _address(seat, row, step))
    )


def _window(window: Window, today: dt.date) -> ShownWindow:
    return ShownWindow(
        title=said(window.title),
        due_on=window.due_on,
        article="、".join(str(each) for each in window.because),
        is_lapsed=window.is_lapsed(today),
        lapses=said(window.lapses) if window.lapses else "",
    )


def _verified(rows: EnforcementRows) -> Iterator[Verified]:
    """Yield what the law answered when each step was taken, what did not hold first."""
    found = [
        (bool(ground["holds"]), ground, step) for step in rows.steps for ground in step.grounds
    ]
    seen = set()
    for holds, ground, step in sorted(found, key=lambda each: each[0]):
        words = said(Text(str(ground["reason"]), str(ground.get("reason_en", ""))))
        rule = rule_text(str(ground["rule"]))
        day = clock.day_of(step.happened_at)
        if words not in seen and rule.in_force(day):
            seen.add(words)
            article = "、".join(str(each) for each in rule.cited_on(day))
            yield Verified(holds=holds, words=words, article=article)


def _events(rows: EnforcementRows) -> tuple[Event, ...]:
    """Return what happened, newest first: the steps with who took them, and the services."""
    people = {step.account_id for step in rows.steps}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    taken = [_event(rows, step, names.get(step.account_id, "")) for step in rows.steps]
    served = [
        Event(
            words=_("%(paper)s已送达") % {"paper": step.document.get_template_display()},
            at=rows.services[step.document_id].attempted_at,
        )
        for step in rows.steps
        if step.document is not None and step.document_id in rows.services
    ]
    return tuple(sorted([*taken, *served], key=lambda event: event.at, reverse=True))


def _event(rows: EnforcementRows, step: "EnforcementStep", who: str) -> Event:
    words = {
        OPENING: _("强制执行立案"),
        CHANGE_OF_WAY: _("变更执行途径"),
        CLOSURE: _("强制执行结束"),
    }
    if step.step in words:
        return Event(words=words[step.step], at=step.happened_at, who=who)
    title, article = step.step, ""
    for law_step in rows.law_file(clock.today()).procedure(clock.today()).steps:
        if law_step.name == step.step:
            title, article = said(law_step.title), cited(law_step.cite)
    return Event(words=title, at=step.happened_at, who=who, article=article)
