"""Order and completeness (次序与要件): what must be on file before an act, what it must say.

The same questions are asked of every step of a procedure; the gates of single steps stand beside.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from fazhi.law.answer import Answer, Text
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.particulars import particular
from fazhi.law.procedure import Procedure, Step
from fazhi.law.rule import NOTHING, rule_text

#: Steps that are taken once a case.
ONCE = frozenset({"case_filing", "decision"})

#: Steps that may follow the decision; every other belongs before it.
AFTER_DECISION = frozenset(
    {"decision_service", "performance", "order_to_correct", "reinspection", "closure"}
)


def file_is_open(facts: OrdinaryFacts, act: CaseAct, procedure: Procedure) -> Iterator[Answer]:
    """Refuse anything on a case that has ended (MEC-001), and to add what a decision needed."""
    rule = rule_text("MEC-001")
    ended = next((step for step in procedure.steps if step.ends and step.name in facts.file), None)
    if rule.in_force(act.day):
        title = ended.title if ended else NOTHING
        yield rule.answer(holds=ended is None, day=act.day, step=title.zh, step_en=title.en)
    if act.step in ONCE and act.step in facts.file:
        yield rule_text("ORD-001").refused_on(act.day, "taken_before")
    elif "decision" in facts.file and act.step not in AFTER_DECISION:
        title = procedure.step(act.step).title
        yield rule_text("T-27").refused_on(
            act.day, "after_decision", step=title.zh, step_en=title.en
        )


def in_order(facts: OrdinaryFacts, act: CaseAct, procedure: Procedure) -> Iterator[Answer]:
    """Name the steps still owed before this one, and those dated after it (T-27)."""
    step = procedure.step(act.step)
    yield from owed_before(facts, act, procedure).values()
    rule = rule_text("T-27")
    late = [each for name in step.after if (each := facts.file.last(name)) and act.at < each.at]
    for earlier in late:
        before = procedure.step(earlier.step).title
        yield rule.refused_on(
            act.day, "earlier", step=step.title.zh, step_en=step.title.en,
            before=before.zh, before_en=before.en, moment=f"{earlier.at:%Y-%m-%d %H:%M}",
        )  # fmt: skip
    if not late:
        yield rule.held_on(act.day)


def owed_before(facts: OrdinaryFacts, act: CaseAct, procedure: Procedure) -> Mapping[str, Answer]:
    """Return the refusal for each step still owed before an act, by the name of the step."""
    step = procedure.step(act.step)
    missing = procedure.missing(before=act.step, done=facts.file.standing, facts=facts)
    return {owed.name: owed_answer(owed, step) for owed in missing}


def is_complete(act: CaseAct, step: Step) -> Iterator[Answer]:
    """Name each particular that the act must state and does not."""
    for key in step.contains:
        if is_silent(act.says.get(key)):
            yield silent_answer(step, key)


def silent_answer(step: Step, key: str) -> Answer:
    """Return the refusal of a step because of a particular that it does not state."""
    label = particular(key).label
    return Answer(
        holds=False,
        rule=step.rule,
        because=(step.cite,),
        reason=Text(
            f"“{step.title.zh}”没有写明{label.zh}。",
            f"“{step.title.en}” does not state: {label.en}.",
        ),
        next_step=Text(f"补上{label.zh}。", f"Add: {label.en}."),
    )


def is_silent(value: object) -> bool:
    """Tell whether nothing was said: no and 0 are answers, an empty text or list is none."""
    return value is None or (not value and not isinstance(value, bool | int | Decimal))


def owed_answer(owed: Step, step: Step) -> Answer:
    """Return the refusal of a step because of another that is owed before it."""
    return Answer(
        holds=False,
        rule=owed.rule,
        because=(owed.cite,),
        reason=Text(
            f"还没有“{owed.title.zh}”，不能“{step.title.zh}”。",
            f"“{owed.title.en}” is not on file, so “{step.title.en}” must wait.",
        ),
        next_step=Text(f"先办理“{owed.title.zh}”。", f"Take “{owed.title.en}” first."),
        verified=rule_text(owed.rule).verified,
    )
