"""No path leads to a standing measure that skips a gate: random acts, and an oracle of their own.

The machine takes any act that the gates let pass, likely ones more often. After every act an oracle
that knows nothing of the gates reads the acts themselves and counts its own days.
"""

import datetime as dt
import os
from dataclasses import dataclass, replace
from typing import Annotated

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import BasisFacts, ItemFacts, LiftingReason, MeasureKind
from fazhi.law.deadline import CHINA
from fazhi.law.facts import OfficerFacts, PowerFacts
from fazhi.law.instrument import InstrumentKind
from fazhi.law.jurisdiction import load_law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.rules.measure_steps import NEEDS, examine_measure_act

LAW = load_law()
STEPS = list(NEEDS)
#: More of them when asked for, a part of them in every run of the suite.
EXAMPLES = int(os.environ.get("FAZHI_RANDOM_FILES", "120"))
STEPS_OF_A_FILE = 30
BEGIN = dt.datetime(2026, 1, 20, 9, tzinfo=CHINA)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
HOST, CO_HOST = (OfficerFacts(key, certified_on_day=True) for key in ("host", "co_host"))
UNFIT = OfficerFacts("unfit", certified_on_day=False)
AUXILIARY = OfficerFacts("auxiliary", certified_on_day=True, is_auxiliary=True)
GIVEN = BasisFacts("演示条例", InstrumentKind.REGULATION, 30, frozenset({MeasureKind.SEIZURE}),
                   power_is_concentrated=True)  # fmt: skip
HELD = PowerFacts("demo-001", dt.date(2022, 1, 1))
RELATED = ItemFacts(is_related=True)
AT_THE_SCENE = ("is_certificate_shown", "is_notified", "tells_reasons", "tells_rights", "is_heard",
                "is_recorded", "is_signed", "is_delivered")  # fmt: skip
WORDS = dict.fromkeys(
    ("reasons", "record", "statement", "place", "keeper", "institution", "receiver"), "演示"
)


@dataclass(frozen=True)
class Attempt:
    """An act that is tried: what was drawn for it."""

    is_likely: Annotated[bool, st.sampled_from([True] * 4 + [False])]
    step: Annotated[str, st.sampled_from(STEPS)]
    hours: Annotated[int, st.sampled_from([-5, 0, 1, 2, 2, 23, 25, 24 * 3, 24 * 9, 24 * 31])]
    crew: Annotated[
        tuple[OfficerFacts, ...],
        st.sampled_from([(HOST, CO_HOST)] * 5 + [(HOST,), (HOST, UNFIT), (HOST, AUXILIARY)]),
    ]
    by: Annotated[str, st.sampled_from(["head", "head", "host"])]
    left_out: Annotated[str, st.sampled_from(["approved_by_head", *AT_THE_SCENE, *WORDS])]
    leaves_out: Annotated[bool, st.sampled_from([False] * 6 + [True])]
    days: Annotated[int, st.sampled_from([10, 29, 30, 31, 45, 60])]
    copies: Annotated[int, st.sampled_from([2, 2, 2, 1])]
    disposal: Annotated[str, st.sampled_from(["confiscated", "destroyed", "transferred"])]
    number: Annotated[int, st.sampled_from([1, 2, 3])]
    flags: Annotated[
        frozenset[str],
        st.frozensets(
            st.sampled_from(["cost_on_party", "was_damaged", "was_used", "absent"]), max_size=1
        ),
    ]


class Measures(RuleBasedStateMachine):
    """One file, to which acts are added at random."""

    @initialize(
        is_urgent=st.booleans(),
        basis=st.sampled_from([GIVEN] * 5 + [BasisFacts(), replace(GIVEN, article=0)]),
        power=st.sampled_from([HELD] * 3 + [replace(HELD, until=dt.date(2026, 1, 20))]),
        items=st.sampled_from([(RELATED, RELATED)] * 5 + [(), (ItemFacts(),)]),
        confiscates=st.booleans(),
    )
    def begin(self, **drawn: object) -> None:
        """Begin a file on what was drawn."""
        self.file = MeasureFile(kind=MeasureKind.SEIZURE, **drawn)  # type: ignore[arg-type]
        self.now = BEGIN

    @rule(tried=st.builds(Attempt))
    def try_an_act(self, tried: Attempt) -> None:
        act = self._act(tried)
        if any(answer.blocks for answer in examine_measure_act(LAW, self.file, act)):
            return
        self.file = replace(self.file, acts=(*self.file.acts, act))
        self.now = act.at
        assert faults_of(self.file) == []

    def _act(self, tried: Attempt) -> CaseAct:
        """Return the step that was drawn, or, more often, the one that brings the file on."""
        step = self._next(tried.number) if tried.is_likely else tried.step
        at = self.now + tried.hours * HOUR
        until = at.date() + dt.timedelta(days=tried.days)
        says: dict[str, object] = {
            **WORDS, **dict.fromkeys(AT_THE_SCENE, True), "approved_by_head": True,
            "party_present": "absent" not in tried.flags, "is_document_complete": True,
            "copies": tried.copies, "until": until, "reported_at": at, "is_told": True,
            "is_complex": True, "testing_kind": "testing", "disposal": tried.disposal,
            "basis": "《演示法》第一条", "lifting_reason": "not_needed", "signature": "signed",
            **dict.fromkeys(tried.flags, True),
        }  # fmt: skip
        if step in {"lifting", "handling", "return_of_items"}:
            says["item_numbers"] = (tried.number,)
        if tried.leaves_out:
            says[tried.left_out] = False
        return CaseAct(step, at, tried.crew, tried.by, says)

    def _next(self, number: int) -> str:
        if self.file.taken is None:
            waits = self.file.is_urgent or self.file.last("approval") is not None
            return "measure" if waits else "approval"
        if self.file.unreturned:
            return "return_of_items"
        first = ("approval_under_urgency",) if self.file.is_urgent else ()
        steps = (*first, "testing", "extension")
        waiting = (step for step in steps if self.file.last(step) is None)
        return next(waiting, "lifting" if number == 1 else "handling")


def faults_of(file: MeasureFile) -> list[str]:
    """Return what is wrong with the acts on a file, read without asking any gate."""
    measures = [act for act in file.acts if act.step == "measure"]
    if not measures:
        return []
    approvals = [act for act in file.acts if act.step == "approval"]
    checks = {
        "taken once": len(measures) == 1,
        "in the order of time": [each.at for each in file.acts]
        == sorted(each.at for each in file.acts),
        "lawful at the scene": _is_lawful(file, measures[0]),
        "approved before": file.is_urgent
        or (bool(approvals) and approvals[0].flag("approved_by_head")),
        "approved by another": all(
            each.by not in {officer.key for officer in measures[0].officers}
            for each in file.acts
            if each.step in {"approval", "approval_under_urgency"}
        ),
        "late approval in time": all(
            each.at - measures[0].at <= DAY
            for each in file.acts
            if each.step == "approval_under_urgency" and each.flag("approved_by_head")
        ),
        "in its term": _is_in_its_term(file, measures[0]),
        "each thing once": _each_thing_once(file),
    }
    return [name for name, holds in checks.items() if not holds]


def _is_lawful(file: MeasureFile, act: CaseAct) -> bool:
    able = {each.key for each in act.officers if each.certified_on_day and not each.is_auxiliary}
    told = AT_THE_SCENE if act.flag("party_present") else AT_THE_SCENE[:2]
    until = act.says["until"]
    return all(
        [
            len(able) > 1 and not any(each.is_auxiliary for each in act.officers),
            all(act.flag(name) for name in (*told, "is_recorded", "is_delivered")),
            act.flag("party_present") or act.flag("has_witness"),
            act.says["copies"] == 2,
            isinstance(until, dt.date) and (until - act.at.date()).days <= 30,
            bool(act.word("place") and act.word("keeper") and act.word("record")),
            file.basis == GIVEN,
            file.power.until is None or act.at.date() <= file.power.until,
            bool(file.items) and all(each.is_related for each in file.items),
            not act.flag("cost_on_party"),
        ]
    )


def _is_in_its_term(file: MeasureFile, measure: CaseAct) -> bool:
    """Count the thirty days, thirty more once extended, without the days of testing."""
    last, extended, tested = measure.at.date() + 30 * DAY, 0, set[dt.date]()
    for act in (each for each in file.acts if each.step in {"testing", "extension", "handling"}):
        day = act.at.date()
        if day > _moved(last, tested, measure.at.date()):
            return False
        if act.step == "testing":
            until = act.says["until"]
            assert isinstance(until, dt.date)
            tested |= {day + n * DAY for n in range((until - day).days + 1)}
        if act.step == "extension":
            last, extended = last + 30 * DAY, extended + 1
    taken = [act.word("disposal") for act in file.acts if act.step == "handling"]
    return extended < 2 and (file.confiscates or "confiscated" not in taken)


def _moved(last: dt.date, tested: set[dt.date], begin: dt.date) -> dt.date:
    for each in sorted(tested):
        last += DAY if begin < each <= last else 0 * DAY
    return last


def _each_thing_once(file: MeasureFile) -> bool:
    ended, returned = set[object](), set[object]()
    for act in file.acts:
        named = set(act.says.get("item_numbers", ()))  # type: ignore[call-overload]
        if act.step in {"lifting", "handling"}:
            if named & ended or not named <= {1, 2}:
                return False
            ended |= named
        if act.step == "return_of_items":
            lifted = {
                number
                for each in file.acts
                if each.step == "lifting" and each.at <= act.at
                for number in each.says["item_numbers"]  # type: ignore[attr-defined]
            }
            if named & returned or not named <= lifted or act.flag("was_damaged"):
                return False
            returned |= named
    return True


Measures.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS_OF_A_FILE,
    phases=[Phase.generate],
    deadline=None,
    # The same files in every run, so that coverage does not depend on luck; more of them at will.
    derandomize="FAZHI_RANDOM_FILES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestMeasures = Measures.TestCase


def test_a_measure_that_skips_a_gate_is_seen_by_the_oracle() -> None:
    taken = CaseAct("measure", BEGIN, (HOST,), says={"until": BEGIN.date(), "copies": 2})
    file = MeasureFile(MeasureKind.SEIZURE, GIVEN, HELD, items=(RELATED,), acts=(taken,))

    assert faults_of(file) == ["lawful at the scene", "approved before"]


def test_the_grounds_of_the_case_leave_only_the_lifting() -> None:
    taken = CaseAct("measure", BEGIN, (HOST, CO_HOST))
    file = MeasureFile(
        MeasureKind.SEIZURE, GIVEN, HELD, items=(RELATED,), acts=(taken,),
        grounds=frozenset({LiftingReason.NO_VIOLATION}),
    )  # fmt: skip

    passing = [
        step
        for step in STEPS
        if not any(
            answer.rule == "COE-009" and answer.blocks
            for answer in examine_measure_act(LAW, file, CaseAct(step, BEGIN + HOUR, says=WORDS))
        )
    ]

    assert passing == ["approval", "approval_under_urgency", "measure", "keeping"]
