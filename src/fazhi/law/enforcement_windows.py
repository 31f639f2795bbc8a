"""Windows of an enforcement (执行期限): what runs out on a file, from when and until when.

Each window says on which provision it rests and what follows once it has lapsed. The list and the
tasks warn on the day before a window closes, or on the working day that the law makes safe.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from fazhi.law.answer import Text
from fazhi.law.calendar import ONE_DAY
from fazhi.law.citation import Citation
from fazhi.law.deadline import Deadline
from fazhi.law.enforcement_file import EnforcementFile, EnforcementWay
from fazhi.law.enforcement_reading import court_facts, stages_of, suspension_facts
from fazhi.law.facts import ZERO
from fazhi.law.jurisdiction import Law
from fazhi.law.rules.compulsion import remedies_end
from fazhi.law.rules.court_enforcement import application_clocks, latest_demand

_CLOCK = Text("申请法院强制执行", "Apply to the court")
_CAREFUL_CLOCK = Text(
    "申请法院强制执行（从复议期限届满起算，稳妥）", "Apply to the court (the careful clock)"
)
_TOO_LATE = Text(
    "逾期申请的，法院不予受理（有正当理由的除外）。",
    "The court refuses a late application, unless there is good reason.",
)


@dataclass(frozen=True, slots=True)
class Window:
    """A period that runs on a file (期限): its last day, the day of warning, what it is for.

    `is_ours` says that the authority must act in it; other windows are waited for. Of a working-day
    period that runs past the published calendar `due_on` is a lower bound and `is_provisional`.
    """

    name: str
    title: Text
    due_on: dt.date
    warn_on: dt.date
    because: tuple[Citation, ...]
    rule: str
    is_ours: bool = True
    is_provisional: bool = False
    lapses: Text | None = None

    def is_lapsed(self, day: dt.date) -> bool:
        """Tell whether the window is closed on a day."""
        return day > self.due_on


def windows_of(law: Law, file: EnforcementFile) -> tuple[Window, ...]:
    """Return the windows that run on a file, the earliest first; an ended file has none."""
    if file.ended_by is not None or file.is_performed:
        return ()
    found = [
        *_of_the_demand(law, file),
        *_of_the_court(law, file),
        *_of_the_answer(law, file),
        *_of_the_demolition(law, file),
        *_of_the_late_fine(law, file),
        *_of_the_suspension(law, file),
        *_of_the_agreement(file),
    ]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.name)))


def _of_the_demand(law: Law, file: EnforcementFile) -> Iterator[Window]:
    """Yield the time that the demand gives, and the wait before the court is asked."""
    demand = file.standing.get("demand")
    is_decided = {"enforcement_decision", "court_enforcement_application"} & file.standing.keys()
    due_on = demand.date("due_on") if demand else None
    if due_on is not None and not is_decided:
        yield _plain(
            "demand_period",
            Text("催告的履行期限", "Time to perform under the demand"),
            due_on,
            cite=Citation("行政强制法", 35, item=1),
            rule="COE-011",
        )
    served_on = file.served_on("service_of_demand")
    if file.way is EnforcementWay.COURT_APPLICATION and served_on and not is_decided:
        yield from _by_law(
            "demand_wait",
            Text("催告书送达满十个工作日", "Ten working days after the demand"),
            law.deadline("URGE_WAIT").from_(served_on),
            is_ours=False,
        )


def _of_the_court(law: Law, file: EnforcementFile) -> Iterator[Window]:
    """Yield the clocks of the application, the earlier first, and the last day of its demand."""
    asked = "court_enforcement_application" in file.standing
    if file.way is not EnforcementWay.COURT_APPLICATION or asked:
        return
    clocks = application_clocks(law, court_facts(file, file.decision_served_on))
    for place, clock in enumerate(clocks):
        is_earlier = place < len(clocks) - 1
        name = "court_application_earlier" if is_earlier else "court_application"
        title = _CAREFUL_CLOCK if is_earlier else _CLOCK
        yield from _by_law(name, title, clock, lapses=_TOO_LATE)
    first = next((clock.due_on for clock in clocks if clock.due_on), None)
    if first is not None and file.served_on("service_of_demand") is None:
        yield _plain(
            "latest_demand",
            Text("最迟送达催告书", "Latest service of the demand"),
            latest_demand(law, apply_on=first),
            cite=Citation("行政强制法", 54),
            rule="COE-023",
        )


def _of_the_answer(law: Law, file: EnforcementFile) -> Iterator[Window]:
    """Yield what the court owes, and the fifteen days to ask the court above."""
    standing = file.standing
    asked, accepted = (
        standing.get("court_enforcement_application"),
        standing.get("court_acceptance"),
    )
    refused = standing.get("court_refusal")
    if refused is not None and "court_review" not in standing:
        yield from _by_law(
            "court_review",
            Text("对裁定不服，向上一级法院申请复议", "Ask the court above"),
            law.deadline("COURT_REFUSAL_REVIEW").from_(refused.day),
            lapses=Text("逾期未申请复议的，裁定生效。", "Without it the refusal stands."),
        )
    elif accepted is not None and "court_ruling" not in standing:
        yield from _by_law(
            "court_ruling",
            Text("法院作出执行裁定", "The court rules"),
            law.deadline("COURT_RULE").from_(accepted.day),
            is_ours=False,
        )
    elif asked is not None and accepted is None and refused is None:
        yield from _by_law(
            "court_acceptance",
            Text("法院受理", "The court accepts"),
            law.deadline("COURT_ACCEPT").from_(asked.day),
            is_ours=False,
        )


def _of_the_demolition(law: Law, file: EnforcementFile) -> Iterator[Window]:
    """Yield the time to demolish oneself and the end of the remedies."""
    if file.way is not EnforcementWay.DEMOLITION or "demolition" in file.standing:
        return
    announced = file.standing.get("announcement")
    due_on = announced.date("due_on") if announced else None
    if due_on is not None:
        yield _plain(
            "self_demolition",
            Text("自行拆除期限", "Time to demolish"),
            due_on,
            cite=Citation("行政强制法", 44),
            rule="COE-017",
        )
    end = remedies_end(law, served_on=file.decision_served_on, remedies_told=file.remedies_told)
    if end is not None:
        yield _plain(
            "remedies",
            Text("复议、诉讼期限届满", "The remedies lapse"),
            end,
            cite=Citation("行政强制法", 44),
            rule="COE-017",
        )


def _of_the_late_fine(law: Law, file: EnforcementFile) -> Iterator[Window]:
    """Yield the thirty days of a late fine before an enforcement of one's own."""
    is_own = file.way is EnforcementWay.COMPULSORY_ENFORCEMENT
    since = file.late_fine_since
    if is_own and since is not None and "enforcement_decision" not in file.standing:
        yield from _by_law(
            "late_fine_wait",
            Text("加处罚款满三十日", "Thirty days of the late fine"),
            law.deadline("LATE_FINE_WAIT").from_(since),
            is_ours=False,
        )


def _of_the_suspension(law: Law, file: EnforcementFile) -> Iterator[Window]:
    suspended = suspension_facts(file)
    if suspended is not None:
        yield from _by_law(
            "execution_dropped",
            Text("中止执行满三年", "Three years of suspension"),
            law.deadline("EXECUTION_DROPPED").from_(suspended.suspended_on),
            is_ours=False,
            lapses=Text(
                "没有明显社会危害，当事人确无能力履行的，不再执行。",
                "Where the party is unable and society is not harmed, it is dropped.",
            ),
        )


def _of_the_agreement(file: EnforcementFile) -> Iterator[Window]:
    """Yield the stages of the agreement that are not paid yet; what was paid counts in turn."""
    agreed = file.standing.get("enforcement_agreement")
    if agreed is None or not file.is_agreed:
        return
    reached, paid = ZERO, file.paid - agreed.amount("paid_before")
    for place, (day, amount) in enumerate(stages_of(agreed), start=1):
        reached += amount
        if not amount or reached > paid:
            yield replace(
                _plain(
                    f"agreement_stage_{place}",
                    Text(f"执行协议第{place}阶段", f"Stage {place} of the agreement"),
                    day,
                    cite=Citation("行政强制法", 42, 2),
                    rule="COE-032",
                ),
                lapses=Text(
                    "当事人不履行协议的，恢复强制执行。",
                    "After a breach of the agreement the enforcement is resumed.",
                ),
            )


def _by_law(
    name: str,
    title: Text,
    deadline: Deadline,
    *,
    is_ours: bool = True,
    lapses: Text | None = None,
) -> Iterator[Window]:
    last = cast("dt.date", deadline.due_on or deadline.earliest_on)
    yield Window(
        name=name,
        title=title,
        due_on=last,
        warn_on=min(deadline.warn_on or last, last - ONE_DAY),
        because=deadline.because,
        rule=deadline.rule.name,
        is_ours=is_ours,
        is_provisional=deadline.provisional,
        lapses=lapses,
    )


def _plain(name: str, title: Text, due_on: dt.date, *, cite: Citation, rule: str) -> Window:
    """Return a window whose last day stands on file; only the last demand is the authority's."""
    return Window(
        name=name,
        title=title,
        due_on=due_on,
        warn_on=due_on - ONE_DAY,
        because=(cite,),
        rule=rule,
        is_ours=name == "latest_demand",
    )
