"""No path leads to a decision that skips a gate: random acts, and an oracle of their own.

The machine takes any act that the gates let pass, likely ones more often. Whenever a decision comes
about, an oracle that knows nothing of the gates reads the acts themselves.
"""

import datetime as dt
import os
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.deadline import CHINA
from fazhi.law.facts import (
    FineRange,
    OfficerFacts,
    PartyFacts,
    PartyKind,
    PenaltyKind,
    PowerFacts,
    ViolationFacts,
)
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.rules.ordinary import examine_act

LAW = load_law()
STEPS = [step.name for step in ORDINARY.steps]
#: 40,000 steps when asked for, a part of them in every run of the suite.
EXAMPLES = int(os.environ.get("FAZHI_RANDOM_FILES", "60"))
STEPS_OF_A_FILE = 50
BEGIN = dt.datetime(2023, 7, 5, 9, tzinfo=CHINA)
HOST, CO_HOST = (OfficerFacts(key, certified_on_day=True) for key in ("host", "co_host"))
UNFIT = OfficerFacts("unfit", certified_on_day=False)
FLAGS = ("tells_hearing_right", "is_grave", "is_complex", "waives_hearing")
PEOPLE = ("head", "leader", "reviewer", "chair", "host")
TOLD = {
    "facts": "事实", "reasons": "理由", "basis": "依据", "record": "笔录", "source": "patrol",
    "handlers": ("host",), "discovered_on": BEGIN.date(), "person": "人", "place": "处",
    "label": "照片", "obtained_from": "现场", "items": "物", "reason": "因", "evidence": "证据",
    "opinion": "意见", "mode": "personal", "number": "一号", "resolution": "决议", "ground":
    "performed", "receiver": "机关", "due_on": BEGIN.date(), "result": "returned",
    "recused": "host", "is_granted": True, "evidence_kind": "audiovisual", "party_present": True,
    "approved_by_head": True, "is_certificate_shown": True, "signature": "signed", "heads": 2,
    "performed_on": BEGIN.date(), "kinds": ("fine",), "tells_rights": True,
    "conclusion": "penalty",
}  # fmt: skip
FACTS = OrdinaryFacts(
    party=PartyFacts(PartyKind.PERSON, dt.date(1985, 6, 1)),
    power=PowerFacts(
        "demo-001",
        dt.date(2022, 1, 1),
        kinds=frozenset({PenaltyKind.FINE, PenaltyKind.SUSPENSION_OF_BUSINESS}),
        person=FineRange(Decimal(100), Decimal(50000)),
    ),
    violation=ViolationFacts(dt.date(2023, 7, 1), dt.date(2023, 7, 3)),
)


@dataclass(frozen=True)
class Attempt:
    """An act that is tried: what was drawn for it."""

    is_likely: Annotated[bool, st.sampled_from([True] * 9 + [False])]
    step: Annotated[str, st.sampled_from(STEPS)]
    skipped: Annotated[int, st.sampled_from([0] * 8 + [1, 2])]
    is_usual_person: Annotated[bool, st.sampled_from([True] * 4 + [False])]
    hours: Annotated[int, st.sampled_from([-30, *range(0, 60, 6), 120])]
    by: Annotated[str, st.sampled_from(PEOPLE)]
    crew: Annotated[
        tuple[OfficerFacts, ...],
        st.sampled_from([(HOST, CO_HOST)] * 4 + [(HOST,), (HOST, UNFIT)]),
    ]
    fine: Annotated[int, st.sampled_from([200, 1000, 3000])]
    outcome: Annotated[str, st.sampled_from(["passed"] * 4 + ["returned", "held"])]
    defence: Annotated[str, st.sampled_from(["waived", "none_given", "rejected", "adopted"])]
    flags: Annotated[frozenset[str], st.frozensets(st.sampled_from(FLAGS), max_size=2)]


class Files(RuleBasedStateMachine):
    """One file, to which acts are added at random."""

    @initialize(shunned=st.sampled_from([*[""] * len(STEPS), *STEPS]))
    def begin(self, shunned: str) -> None:
        """Begin a file; one step it avoids as long as it can, so that a gate that is open shows."""
        self.shunned = shunned
        self.acts: tuple[CaseAct, ...] = ()
        self.now = BEGIN

    @rule(tried=st.builds(Attempt))
    def try_an_act(self, tried: Attempt) -> None:
        facts = replace(FACTS, acts=self.acts)
        act = self._act(tried, facts)
        if any(answer.blocks for answer in examine_act(LAW, facts, act)):
            return
        self.acts += (act,)
        self.now = max(self.now, act.at)
        if act.step == "decision":
            assert faults_of(self.acts) == []

    def _act(self, tried: Attempt, facts: OrdinaryFacts) -> CaseAct:
        """Return the step that was drawn, or, more often, the one that is owed next."""
        step, by = tried.step, tried.by
        owed = [each.name for each in ORDINARY.owed(facts.file.standing, facts)]
        if tried.is_likely and (left := [each for each in owed if each != self.shunned]):
            step = left[min(tried.skipped, len(left) - 1)]
            by = (_usual(step) if tried.is_usual_person else by) or by
        at = self.now + dt.timedelta(hours=tried.hours)
        day = at.date()
        says = {
            **TOLD, **dict.fromkeys(tried.flags, True), "outcome": tried.outcome,
            "defence": tried.defence, "fine": Decimal(tried.fine), "effective_on": day,
            "requested_on": day, "notified_on": day, "chair": by,
            "hearing_on": day + dt.timedelta(days=15),
        }  # fmt: skip
        return CaseAct(step, at, tried.crew, by, says)


def _usual(step: str) -> str:
    signers = {"squad_review": "leader", "legality_review": "reviewer", "hearing": "chair"}
    heads = {"case_filing", "head_approval", "decision", "deliberation", "closure"}
    return signers.get(step) or ("head" if step in heads else "")


def faults_of(acts: tuple[CaseAct, ...]) -> list[str]:
    """Return what is wrong with a decided file, read without asking any gate."""
    decision = acts[-1]
    places = {act.step: place for place, act in enumerate(acts)}
    last = {act.step: act for act in acts}
    crews = [act.officers for act in acts if act.step in _BY_OFFICERS]
    investigators = {each.key for crew in crews for each in crew}
    levels = ("squad_review", "legality_review", "head_approval")
    wanted = ("case_filing", "gather_evidence", "investigation_report", "prior_notice",
              "notice_service", "statement_and_defence", *levels)  # fmt: skip
    if missing := [step for step in wanted if step not in last]:
        return [f"missing {step}" for step in missing]
    report = places["investigation_report"]
    told, served = last["prior_notice"], last["notice_service"]
    in_turn = [places[step] for step in (*wanted[3:6], *levels)]
    heard = places.get("hearing", -1) > places["prior_notice"]
    asked = places.get("hearing_request", -1) > places["prior_notice"]
    wait = LAW.calendar.add_working_days(served.says["effective_on"], 5)  # type: ignore[arg-type]
    free = not told.flag("tells_hearing_right") or heard or decision.day > wait
    waived = last["statement_and_defence"].flag("waives_hearing")
    grave = any(last["investigation_report"].flag(key) for key in ("is_grave", "is_complex"))
    checks = {
        "filed first": places["case_filing"] < places["gather_evidence"],
        "in turn": in_turn == sorted(in_turn),
        "reviewed after the report": all(places[level] > report for level in levels),
        "passed": all(last[level].word("outcome") != "returned" for level in levels),
        "three persons": len({last[level].by for level in levels}) == len(levels),
        "no investigator decides": decision.by not in investigators,
        "no investigator reviews": last["legality_review"].by not in investigators,
        "two certified officers": all(
            len({each.key for each in crew if each.certified_on_day}) > 1 for crew in crews
        ),
        "not heavier": decision.amount("fine") <= told.amount("fine"),
        "the period is over": free or waived,
        "heard when asked": heard or not asked,
        "deliberated": not grave or places.get("deliberation", -1) > report,
    }
    return [name for name, holds in checks.items() if not holds]


_BY_OFFICERS = {step.name for step in ORDINARY.steps if step.by == ("officers",)}

Files.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS_OF_A_FILE,
    phases=[Phase.generate],
    deadline=None,
    # The same files in every run, so that coverage does not depend on luck; more of them at will.
    derandomize="FAZHI_RANDOM_FILES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
TestFiles = Files.TestCase


def test_a_file_that_skips_a_gate_is_seen_by_the_oracle() -> None:
    decision = CaseAct("decision", BEGIN, by="host")

    assert faults_of((decision,))[0] == "missing case_filing"
