"""No path of enforcement skips a gate: random acts, and an oracle of their own.

The machine takes any act that the gates let pass. Whenever the party is forced, or the court is
asked, an oracle that knows nothing of the gates reads the acts themselves.
"""

import datetime as dt
import os
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from fazhi.law.case_acts import CaseAct
from fazhi.law.deadline import CHINA
from fazhi.law.enforcement_file import WAYS, EnforcedDuty, EnforcementFile, EnforcementWay
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.enforcement_gates import examine_enforcement_act
from tests.law.enforcement_files import DUE_ON, SERVED_ON, USUAL

LAW = load_law()
EXAMPLES = int(os.environ.get("FAZHI_RANDOM_FILES", "200"))
STEPS_OF_A_FILE = 60
#: A fortnight before the decision had to be performed, long before the remedies are over.
BEGIN = dt.datetime(2024, 3, 18, 9, tzinfo=CHINA)
#: After how many days an enforcement begins: early, before and after the end of the remedies.
BEGINNINGS = (0, 30, 150, 190, 200, 260)
#: Every way of every duty; the longest procedure more often, so that its end is reached.
WALKED = [(duty, way) for duty, ways in WAYS.items() for way in ways]
WALKED += [(EnforcedDuty.CLEARING, EnforcementWay.SUBSTITUTE_PERFORMANCE)] * 5
#: Services, which another room records.
SERVICES = (
    "service_of_demand", "service", "service_of_substitute_decision", "service_of_renewed_demand",
)  # fmt: skip
PAPER_OF = dict(
    zip(
        SERVICES,
        ("demand", "enforcement_decision", "substitute_performance_decision", "renewed_demand"),
        strict=True,
    )
)
FLAGS = ("is_at_once", "is_founded", "cut", "is_by_force")
FORCED = {"enforcement", "demolition", "substitute_performance", "court_enforcement_application"}


@dataclass(frozen=True)
class Attempt:
    """An act that is tried: what was drawn for it."""

    is_likely: Annotated[bool, st.sampled_from([True] * 9 + [False])]
    step: Annotated[int, st.integers(0, 40)]
    skipped: Annotated[int, st.sampled_from([0] * 6 + [1, 2])]
    days: Annotated[int, st.sampled_from([0, 0, 1, 2, 3, 3, 6, 11])]
    hour: Annotated[int, st.sampled_from([9, 10, 14])]
    term: Annotated[int, st.sampled_from([-1, 5, 10])]
    flag: Annotated[str, st.sampled_from(["", "", "", *FLAGS])]


class EnforcementFiles(RuleBasedStateMachine):
    """One file, to which acts are added at random."""

    @initialize(
        chosen=st.sampled_from(WALKED),
        has_own_power=st.sampled_from([True, True, False]),
        begins=st.sampled_from(BEGINNINGS),
    )
    def begin(
        self, chosen: tuple[EnforcedDuty, EnforcementWay], *, has_own_power: bool, begins: int
    ) -> None:
        """Begin a file on a day on which the remedies still run, or are over."""
        self.file = EnforcementFile(
            chosen[1], chosen[0], SERVED_ON, performance_due_on=DUE_ON, has_own_power=has_own_power
        )
        self.now = BEGIN + dt.timedelta(days=begins)

    @rule(tried=st.builds(Attempt))
    def try_an_act(self, tried: Attempt) -> None:
        act = self._act(tried)
        if act.step in SERVICES:
            standing = self.file.standing
            if PAPER_OF[act.step] in standing and act.step not in standing:
                self._add(act)
            return
        if any(answer.blocks for answer in examine_enforcement_act(LAW, self.file, act)):
            self.now = act.at  # time passes, whatever was refused
            return
        if act.step in FORCED:
            assert faults_of(self.file, act) == []
        self._add(act)

    def _add(self, act: CaseAct) -> None:
        self.file = replace(self.file, acts=(*self.file.acts, act))
        self.now = act.at

    def _act(self, tried: Attempt) -> CaseAct:
        at = max((self.now + dt.timedelta(days=tried.days)).replace(hour=tried.hour), self.now)
        says = {
            "effective_on": at.date(), "statement_made": True, "record": "记录",
            "was_rechecked": True, "was_adopted": True, "cleared_place": "road",
            "must_go_at_once": True, "party_is_unable": True, "is_for_residents": True,
            "due_on": at.date() + dt.timedelta(days=tried.term), "cost_estimate": Decimal(100),
            "cost": Decimal(100), "cut_supply": "water" if tried.flag == "cut" else "",
        }  # fmt: skip
        step = self._likely(tried) if tried.is_likely else self._any(tried)
        return CaseAct(step, at, says={**USUAL.get(step, {}), **says, tried.flag: True})

    def _likely(self, tried: Attempt) -> str:
        """Return the service that a paper waits for, or a step that is owed next."""
        standing = self.file.standing
        for service, paper in PAPER_OF.items():
            if paper in standing and service not in standing and not tried.skipped:
                return service
        owed = [
            step.name
            for step in self.file.procedure(self.now.date()).steps
            if self.file.is_of_the_way(step.name)
            and step.name not in {*standing, *SERVICES, "remedy_expiry"}
        ]
        return owed[min(tried.skipped, len(owed) - 1)] if owed else self._any(tried)

    def _any(self, tried: Attempt) -> str:
        names = [step.name for step in self.file.procedure(self.now.date()).steps]
        return names[tried.step % len(names)]


def faults_of(file: EnforcementFile, forced: CaseAct) -> list[str]:
    """Return what is wrong with an act that forces the party, read without asking any gate."""
    last = {act.step: act for act in file.acts}
    places = {act.step: place for place, act in enumerate(file.acts)}
    checks = {"not ended": "termination" not in last}
    is_of_the_court = file.way is EnforcementWay.COURT_APPLICATION and forced.step == "enforcement"
    if not is_of_the_court:
        over = max(places.get(step, -1) for step in ("agreement_breach", "agreement_performance"))
        checks |= {
            "not suspended": places.get("suspension", -1) <= places.get("resumption", -1),
            "no agreement runs": places.get("enforcement_agreement", -1) <= over,
        }
    checks |= _OWN_CHECKS[forced.step](file, forced, last, places)
    return [name for name, holds in checks.items() if not holds]


_Acts = dict[str, CaseAct]
_Places = dict[str, int]


def _of_enforcement(
    file: EnforcementFile, forced: CaseAct, last: _Acts, places: _Places
) -> dict[str, bool]:
    if file.way is EnforcementWay.COURT_APPLICATION:
        return {"the court ruled": "court_ruling" in last and "court_acceptance" in last}
    decided = last.get("enforcement_decision")
    if decided is None:
        return {"decided": False}
    heard = [
        place
        for place, act in enumerate(file.acts[: places["enforcement_decision"]])
        if act.step == "statement_and_defence"
    ]
    in_turn = [
        places.get("demand", -1),
        places.get("service_of_demand", -1),
        *heard[-1:],
        places["enforcement_decision"],
        places.get("service", -1),
    ]
    return {
        "own power": file.has_own_power,
        "in turn": len(in_turn) == 5 and in_turn == sorted(in_turn) and in_turn[0] >= 0,
        "the demand is over": decided.day > _due(last["demand"]),
        "nothing founded was passed over": not last["statement_and_defence"].flag("is_founded"),
        "not on a holiday": forced.day not in _HOLIDAYS,
        "no resident is cut off": not forced.word("cut_supply"),
    }


def _of_demolition(
    _file: EnforcementFile, forced: CaseAct, last: _Acts, _places: _Places
) -> dict[str, bool]:
    announced = last.get("announcement")
    return {
        "announced": announced is not None and forced.day > _due(announced),
        # sixty days are long over by the end of the six months, rolled to 2024-09-18
        "remedies are over": forced.day > dt.date(2024, 9, 18),
        "not on a holiday": forced.day not in _HOLIDAYS,
        "no resident is cut off": not forced.word("cut_supply"),
    }


def _of_substitute(
    _file: EnforcementFile, forced: CaseAct, last: _Acts, places: _Places
) -> dict[str, bool]:
    if forced.flag("is_at_once"):
        return {}
    again = last.get("service_of_renewed_demand")
    in_turn = [
        places.get(step, -1)
        for step in (
            "demand", "substitute_performance_decision", "renewed_demand",
            "service_of_renewed_demand",
        )
    ]  # fmt: skip
    days = (forced.day - again.day).days if again else 0
    ahead = [again.day + dt.timedelta(days=day) for day in range(days)] if again else []
    return {
        "in turn": in_turn == sorted(in_turn) and in_turn[0] >= 0,
        "decision served": "service_of_substitute_decision" in last,
        "three working days": len([day for day in ahead if LAW.calendar.is_working_day(day)]) >= 3,
        "no force": not forced.flag("is_by_force"),
        "not on a holiday": forced.day not in _HOLIDAYS,
    }


def _of_the_court(
    _file: EnforcementFile, forced: CaseAct, last: _Acts, places: _Places
) -> dict[str, bool]:
    served = last.get("service_of_demand")
    wait = LAW.calendar.add_working_days(served.day, 10) if served else None
    return {
        "demanded": places.get("demand", -1) >= 0
        and places.get("service_of_demand", -1) > places["demand"],
        "ten working days": wait is not None and forced.day > wait,
        "suit is over": forced.day > dt.date(2024, 9, 18),
        "in time": forced.day <= dt.date(2024, 12, 18),
    }


_OWN_CHECKS = {
    "enforcement": _of_enforcement,
    "demolition": _of_demolition,
    "substitute_performance": _of_substitute,
    "court_enforcement_application": _of_the_court,
}
#: Statutory holidays of 2024 and 2025, from the notices of the State Council.
_HOLIDAYS = {
    dt.date.fromisoformat(day)
    for day in (
        "2024-04-04", "2024-05-01", "2024-06-10", "2024-09-17", "2024-10-01", "2024-10-02",
        "2024-10-03", "2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31",
        "2025-04-04", "2025-05-01", "2025-05-02", "2025-05-31", "2025-10-01", "2025-10-02",
        "2025-10-03",
    )
}  # fmt: skip


def _due(act: CaseAct) -> dt.date:
    due_on = act.date("due_on")
    assert due_on is not None
    return due_on


EnforcementFiles.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS_OF_A_FILE,
    phases=[Phase.generate],
    deadline=None,
    # The same files in every run; more of them at will.
    derandomize="FAZHI_RANDOM_FILES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestEnforcementFiles = EnforcementFiles.TestCase


def test_an_act_that_skips_a_gate_is_seen_by_the_oracle() -> None:
    file = EnforcementFile(
        EnforcementWay.COURT_APPLICATION, EnforcedDuty.MONEY, SERVED_ON, performance_due_on=DUE_ON
    )
    asked = CaseAct("court_enforcement_application", BEGIN)

    assert faults_of(file, asked) == ["demanded", "ten working days", "suit is over"]
