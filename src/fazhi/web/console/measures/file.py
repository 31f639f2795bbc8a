"""One measure as its page shows it: steps, checks with articles, things, timeline, papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law, load_law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.procedure import Step as LawStep
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.rules.measure_steps import examine_measure_file
from fazhi.proceedings.compulsory_measures.choices import AT_REST
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.papers import basis_in_words, total_of
from fazhi.proceedings.compulsory_measures.standing import ROLES_OF, owed, term_of
from fazhi.web.design.wording import cited, said, short_day_text

if TYPE_CHECKING:
    import datetime as dt

    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureItem

#: Phases of the procedure by the step with which each begins.
_PHASES = {
    "approval": gettext_lazy("批准"),
    "certificate_shown": gettext_lazy("当场实施"),
    "approval_under_urgency": gettext_lazy("补办与保管"),
    "testing": gettext_lazy("期限"),
    "handling": gettext_lazy("处理、解除与退还"),
}
#: Steps that may be taken beside the one that is owed, while anything is held.
_ALSO = ("keeping", "testing", "extension", "handling", "lifting")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure: state, words, article, and its page where it can be taken."""

    label: str
    state: str
    words: str
    article: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the procedure with its steps."""

    label: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the law answers to the file as it stands, with what to do."""

    holds: bool
    words: str
    article: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on the timeline."""

    words: str
    at: "dt.datetime"
    who: str = ""
    article: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of the inventory, and what became of it."""

    item: "MeasureItem"
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the measure, and whether it was served."""

    document: Document
    is_served: bool


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """Everything that the page of a measure shows."""

    phases: tuple[Phase, ...]
    verified: tuple[Verified, ...]
    events: tuple[Event, ...]
    things: tuple[Thing, ...]
    total: str
    papers: tuple[Paper, ...]
    preview: str
    basis: str
    officers: tuple[str, ...]
    keeper: str
    keeping_place: str
    term: Deadline | None
    next: Step | None
    also: tuple[Step, ...]


def measure_page(seat: Seat, measure: "CompulsoryMeasure") -> MeasurePage:
    """Gather the page of a measure, with few statements whatever its age."""
    law, rows = load_law(), MeasureRows.of(measure)
    file = rows.file(clock.today())
    waiting = [each.step for each in owed(law, file)]
    kept = file.last("keeping") or file.taken
    papers = _papers(rows)
    links = {name: _link(seat, measure, name, words="") for name in _ALSO}
    return MeasurePage(
        phases=tuple(_phases(seat, measure, file, waiting)),
        verified=tuple(_verified(law, file, measure)),
        events=_events(rows),
        things=tuple(_things(rows, file)),
        total=total_of(rows.items),
        papers=papers,
        preview=html_preview(papers[0].document) if papers else "",
        basis=basis_in_words(measure),
        officers=tuple(
            each.officer.name for each in measure.officers.select_related("officer").order_by("id")
        ),
        keeper=kept.word("keeper") if kept else "",
        keeping_place=kept.word("place") if kept else "",
        term=term_of(law, file),
        next=_link(seat, measure, waiting[0], words=_("待办")) if waiting else None,
        also=tuple(
            links[name] for name in _ALSO if file.held and links[name].url and name not in waiting
        ),
    )


def _papers(rows: MeasureRows) -> tuple[Paper, ...]:
    """Return the papers, the newest first; of one step the numbered one first."""
    return tuple(
        Paper(document, is_served=document.pk in rows.services)
        for step in reversed(rows.steps)
        for document in sorted(step.documents.all(), key=lambda each: (not each.number, str(each)))
    )


def _phases(
    seat: Seat, measure: "CompulsoryMeasure", file: MeasureFile, waiting: list[str]
) -> "list[Phase]":
    phases: list[tuple[str, list[Step]]] = []
    facts, done = file.facts(clock.now()), file.done
    for step in COMPULSORY_MEASURE.in_force(clock.today()).steps:
        if step.name in _PHASES:
            phases.append((str(_PHASES[step.name]), []))
        if step.name in done:
            words = short_day_text(clock.day_of(done[step.name]), today=clock.today())
            phases[-1][1].append(Step(said(step.title), "done", words, cited(step.cite)))
        elif step.is_needed(facts) and not _is_beside(step, file):
            is_next = step.name in waiting and measure.status not in AT_REST
            words = _("待办") if is_next else _("未开始")
            url = _link(seat, measure, step.name, words="").url if is_next else ""
            state = "current" if is_next else "open"
            phases[-1][1].append(Step(said(step.title), state, words, cited(step.cite), url))
    return [Phase(label, tuple(steps)) for label, steps in phases if steps]


def _is_beside(step: LawStep, file: MeasureFile) -> bool:
    """Tell whether a step is no longer to come: things are freed, or otherwise disposed of."""
    if step.name == "handling":
        return bool(file.lifted) and not file.held
    return (
        step.name in {"lifting", "return_of_items"}
        and bool(file.handled)
        and not (file.held or file.unreturned)
    )


def _link(seat: Seat, measure: "CompulsoryMeasure", name: str, *, words: str) -> Step:
    """Return a step with its address, where this person may take it."""
    step = COMPULSORY_MEASURE.step(name)
    may = seat.has(*ROLES_OF[step.by[0]])
    url = reverse("measures:step", args=[measure.dossier.public_id, name]) if may else ""
    return Step(said(step.title), "open", words, cited(step.cite), url)


def _verified(law: Law, file: MeasureFile, measure: "CompulsoryMeasure") -> Iterator[Verified]:
    """Yield what the law answers to the file as it stands today, failures first."""
    is_over = measure.status in AT_REST
    answers = () if is_over else examine_measure_file(law, file, clock.local(clock.now()))
    failing = [each for each in answers if not each.holds]
    held = {each.rule: each for each in answers if each.holds}
    for each in (*failing, *(held[rule] for rule in held)):
        yield Verified(
            holds=each.holds,
            words=said(each.reason),
            article="、".join(str(provision) for provision in each.because),
            next_step="" if each.holds else said(each.next_step),
        )
    if not answers:
        yield Verified(holds=True, words=_("已经办结，没有应当办理的步骤。"))


def _things(rows: MeasureRows, file: MeasureFile) -> Iterator[Thing]:
    for item in rows.items:
        if item.number in file.handled:
            yield Thing(item, _("已处理"), "idle")
        elif item.number in file.unreturned:
            yield Thing(item, _("已解除，待退还"), "soon")
        elif item.number in file.lifted:
            yield Thing(item, _("已退还"), "ok")
        else:
            yield Thing(item, str(rows.measure.get_kind_display()), "info")


def _events(rows: MeasureRows) -> tuple[Event, ...]:
    """Return what happened, newest first, with who recorded it."""
    people = {step.account_id for step in rows.steps}
    names = dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
    found = [
        Event(
            words=_told(step.step, step.said.get("approved_by_head")),
            at=step.happened_at,
            who=names.get(step.account_id, ""),
            article=cited(COMPULSORY_MEASURE.step(step.step).cite),
        )
        for step in rows.steps
    ]
    told = [
        Event(words=said(COMPULSORY_MEASURE.step(act.step).title), at=act.at)
        for act in rows.acts
        if act.step == "extension_notice"
    ]
    proposed = Event(words=_("提请采取强制措施"), at=rows.measure.proposed_at)
    return tuple(sorted([*found, *told, proposed], key=lambda each: each.at, reverse=True))


def _told(step: str, approved: object) -> str:
    title = said(COMPULSORY_MEASURE.step(step).title)
    return _("%(step)s：不同意") % {"step": title} if approved is False else title
