"""One case as its page shows it: phases and steps, verifications, events, money, document."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.documents.queries import html_preview
from fazhi.capabilities.payments.queries import outstanding
from fazhi.capabilities.service.queries import StartedPeriod, started_periods
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.law.answer import Answer, Text
from fazhi.law.facts import PenaltyKind
from fazhi.law.jurisdiction import load_law
from fazhi.law.rule import rule_text
from fazhi.proceedings.cases.access import (
    CASHIERS,
    COMPLAINT_EXAMINERS,
    GOODS_KEEPERS,
    REMEDY_KEEPERS,
)
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.execution import Execution, execution_of
from fazhi.proceedings.cases.procedure import StepTaken, steps_of
from fazhi.proceedings.cases.queries import CaseRows, filing_answer, rows_of
from fazhi.web.console.cases.events import said_of
from fazhi.web.design.wording import cited, said
from fazhi.web.told import Told, warnings_of

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case


#: Headings of phases by the steps of the law that stand under them; under the first all others.
_FIRST: frozenset[str] = frozenset()
_PHASES = {
    _FIRST: gettext_lazy("当场处罚"),
    frozenset({"report_for_record", "performance"}): gettext_lazy("备案与执行"),
    frozenset({"closure"}): gettext_lazy("结案归档"),
}
_PHASE_OF = {step: names for names in _PHASES for step in names}


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
    """What the system asked of the law when the decision was made, and what it answered."""

    holds: bool
    words: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or a period that runs out, on the timeline."""

    words: str
    at: dt.datetime
    who: str = ""
    article: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ShownRemedy:
    """A remedy with what the law said to it."""

    row: object
    warnings: Sequence[Told]


@dataclass(frozen=True, slots=True)
class May:
    """Which acts of remedies and execution the page offers to this person."""

    keep: bool
    defer: bool
    decide: bool
    examine: bool
    read_complaints: bool
    enter_goods: bool
    keep_goods: bool


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that the page of a case shows."""

    phases: tuple[Phase, ...]
    done: int
    total: int
    verified: tuple[Verified, ...]
    events: tuple[Event, ...]
    paper: str
    money: object
    receivable: object
    officers: tuple[object, ...]
    exhibits: tuple[object, ...]
    execution: Execution
    remedies: tuple[ShownRemedy, ...]
    may: May
    paid: Decimal
    may_file: bool
    may_pay: bool
    may_close: bool


def case_file(seat: Seat, case: "Case") -> CaseFile:
    """Gather the page of a case, with few statements whatever its age."""
    today = clock.today()
    decided_on = case.decided_on
    rows = rows_of(case)
    receivable = rows.receivable
    filing = filing_answer(case, today)
    execution = execution_of(case, receivable)
    stands = case.status != CaseStatus.RESCINDED
    phases = _phases(case, is_late=stands and not filing.holds)
    steps = [step for phase in phases for step in phase.steps]
    return CaseFile(
        phases=phases,
        done=sum(step.state == "done" for step in steps),
        total=len(steps),
        verified=(
            *_late(filing),
            *(_verified(each, decided_on) for each in case.decision.grounds),
        ),
        events=_events(case, rows, today),
        paper=html_preview(case.decision.document),
        money=outstanding(receivable, today) if receivable else None,
        receivable=receivable,
        officers=rows.officers,
        exhibits=rows.exhibits,
        execution=execution,
        remedies=tuple(ShownRemedy(each, warnings_of(each)) for each in execution.remedies),
        may=may_follow(seat, case, owes=bool(receivable and not receivable.fine_paid_on)),
        paid=receivable.fine_paid + receivable.late_fine_paid if receivable else Decimal(0),
        may_file=case.status == CaseStatus.DECIDED
        and seat.has(Role.SQUAD_LEADER, Role.CLERK, Role.CASE_REVIEWER),
        may_pay=bool(receivable)
        and case.status in {CaseStatus.DECIDED, CaseStatus.FILED, CaseStatus.SERVED}
        and seat.has(Role.CLERK, Role.OFFICER, Role.SQUAD_LEADER),
        may_close=case.status == CaseStatus.PERFORMED
        and seat.has(Role.SQUAD_LEADER, Role.CLERK, Role.CASE_REVIEWER),
    )


def may_follow(seat: Seat, case: "Case", *, owes: bool) -> May:
    """Return which acts after the decision a person may take."""
    confiscates = PenaltyKind.CONFISCATION_OF_GOODS.value in case.decision.kinds
    return May(
        keep=seat.has(*REMEDY_KEEPERS),
        defer=owes and seat.has(*CASHIERS),
        decide=seat.has(Role.HEAD),
        examine=seat.has(*COMPLAINT_EXAMINERS),
        read_complaints=seat.has(*REMEDY_KEEPERS, *COMPLAINT_EXAMINERS),
        enter_goods=confiscates and seat.has(*GOODS_KEEPERS),
        keep_goods=seat.has(*GOODS_KEEPERS),
    )


def _phases(case: "Case", *, is_late: bool) -> tuple[Phase, ...]:
    taken = steps_of(case)
    is_open = case.status != CaseStatus.RESCINDED
    current = next((each for each in taken if is_open and not each.is_done), None)
    phases = []
    for names, label in _PHASES.items():
        steps = [each for each in taken if _PHASE_OF.get(each.step.name, _FIRST) == names]
        if steps:
            shown = tuple(
                _step(each, is_current=each is current, is_late=is_late) for each in steps
            )
            phases.append(Phase(str(label), shown))
    return tuple(phases)


def _step(taken: StepTaken, *, is_current: bool, is_late: bool) -> Step:
    is_late = is_late and taken.step.name == "report_for_record"
    if taken.is_done:
        state, words = "done", _("逾期备案") if is_late else _("完成")
    elif is_late:
        state, words = "missing", _("已逾期")
    else:
        state, words = ("current", _("待办")) if is_current else ("open", _("未开始"))
    return Step(said(taken.step.title), state, words, cited(taken.step.cite))


def _late(filing: Answer) -> list[Verified]:
    """Return that a filing is late, or was: it is told and takes no step away (SIM-007)."""
    if filing.holds:
        return []
    words = f"{said(filing.reason)} {said(filing.next_step)}"
    article = "、".join(str(each) for each in filing.because)
    return [Verified(holds=False, words=words, article=article)]


def _verified(ground: "dict[str, object]", day: dt.date) -> Verified:
    provisions = rule_text(str(ground["rule"])).cited_on(day)
    return Verified(
        holds=bool(ground["holds"]),
        words=said(Text(str(ground["reason"]), str(ground.get("reason_en", "")))),
        article="、".join(str(each) for each in provisions),
    )


def _events(case: "Case", rows: CaseRows, today: dt.date) -> tuple[Event, ...]:
    events = [
        Event(
            words=said_of(entry.kind),
            at=entry.happened_at,
            who=rows.names.get(entry.account_id, "") if entry.account_id else "",
            article="、".join(entry.provisions[:2]),
        )
        for entry in rows.entries
    ]
    events.append(Event(words=_("违法行为发生"), at=case.happened_at))
    if rows.service is not None:
        periods = started_periods(load_law(), rows.service, today)
        events += [event for period in periods for event in _expiry(period)]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _expiry(period: StartedPeriod) -> list[Event]:
    """Return when a period that the service started runs out."""
    last = period.deadline.due_on or period.deadline.earliest_on
    if last is None:
        return []
    return [
        Event(
            words=_("%(name)s届满") % {"name": said(period.deadline.rule.label)},
            at=clock.at_local(last, dt.time(23, 59)),
            tone={"red": "overdue", "amber": "soon"}.get(period.lamp, "ok"),
            article="、".join(str(each) for each in period.deadline.because),
        )
    ]
