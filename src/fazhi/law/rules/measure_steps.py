"""The gate of each step of a measure (强制措施的逐步把关): asked before it is taken.

`examine_measure_act` names what is owed before the step, what it must state, and what the rules of
sealing and seizure answer to it. That a measure is lifted is never refused for coming late.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from fazhi.law.answer import Answer, Text
from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import ExtensionFacts, KeepingFacts
from fazhi.law.deadline import CHINA, day_of
from fazhi.law.jurisdiction import Law
from fazhi.law.measure_file import Disposal, MeasureFile
from fazhi.law.procedure import Step
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.rule import rule_text
from fazhi.law.rules.case_order import is_silent, owed_answer, silent_answer
from fazhi.law.rules.competence import power_is_held
from fazhi.law.rules.compulsory_measure import (
    examine_extension,
    examine_measure,
    items_are_kept,
    lifting_is_done,
    measure_has_basis,
    term_is_kept,
    testing_was_told,
    urgent_measure_was_reported,
)

#: What each act must state; the papers that it issues are asked for their own particulars.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "approval": ("reasons",),
    "approval_under_urgency": ("reasons",),
    "measure": ("until", "statement", "record", "place", "keeper"),
    "keeping": ("place", "keeper"),
    "testing": ("institution", "testing_kind", "until"),
    "extension": ("reasons", "until"),
    "handling": ("disposal", "reasons"),
    "lifting": ("lifting_reason", "reasons"),
    "return_of_items": ("signature",),
}
_STATED_BY = {
    "statement": "statement_and_defence",
    "record": "scene_record",
    "place": "keeping",
    "keeper": "keeping",
}
#: Acts that a file knows once.
_ONCE = frozenset({"approval", "approval_under_urgency", "measure"})
#: Acts about things that are sealed or seized.
_ON_THINGS = frozenset({"keeping", "testing", "extension", "handling", "lifting"})


def examine_measure_act(law: Law, file: MeasureFile, act: CaseAct) -> tuple[Answer, ...]:
    """Return every answer of the law to an act on the file of a measure, in the order of the law.

    `file` is as it stands before the act; its items are those that the act is about to list.
    """
    step = COMPULSORY_MEASURE.in_force(act.day).step(act.step)
    if out_of_order := tuple(_in_order(file, act, step)):
        return out_of_order
    return (
        *(silent_answer(_step_that_states(key, step), key) for key in _silent(act)),
        *_GATES[act.step](law, file, act),
    )


def measure_may_be_proposed(file: MeasureFile, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政强制法》第十七条: the item is held, and a law or regulation gives the measure.

    Asked before the head is asked to approve, and again when the measure is taken.
    """
    at = dt.datetime.combine(day, dt.time(), tzinfo=CHINA)
    return (*power_is_held(file.power, day=day), *measure_has_basis(file.facts(at)))


def examine_measure_file(law: Law, file: MeasureFile, at: dt.datetime) -> tuple[Answer, ...]:
    """Return what the law answers to a file as it stands at a moment, each answer once.

    Of some things that were lifted and not returned it tells while others are still held.
    """
    if file.taken is None:
        return measure_may_be_proposed(file, day=day_of(at))
    facts = file.facts(at)
    found = [
        *examine_measure(law, facts),
        *examine_extension(law, facts),
        *lifting_is_done(law, facts),
    ]
    if file.held and file.unreturned:
        found.append(rule_text("COE-009").refused_on(facts.asked_on, "not_returned"))
    return tuple(dict.fromkeys(found))


def no_measure_stands(*, day: dt.date, count: int) -> Answer:
    """《行政强制法》第二十七、二十八条: a case ends when nothing is held any longer (COE-031)."""
    rule = rule_text("COE-031")
    return rule.refused_on(day, "case_ends") if count else rule.held_on(day)


def _in_order(file: MeasureFile, act: CaseAct, step: Step) -> Iterator[Answer]:
    """Name what must come before the act, and why it cannot come any more."""
    found = {
        ("负责人没有批准这项措施", "the head did not approve this measure"): file.is_declined,
        ("这一步骤已经办理", "this step was taken before"): act.step in _ONCE
        and file.last(act.step) is not None,
        ("情况紧急的，当场实施以后补办批准", "in urgency the approval follows"): file.is_urgent
        and act.step == "approval",
        ("措施不是情况紧急当场实施的", "the measure was not urgent"): not file.is_urgent
        and act.step == "approval_under_urgency",
        ("时间早于已经办理的步骤", "it is dated before a step on file"): any(
            act.at < each.at for each in file.acts
        ),
    }
    yield from (_refused(step, *words) for words, is_so in found.items() if is_so)
    yield from _about_things(file, act, step)


def _about_things(file: MeasureFile, act: CaseAct, step: Step) -> Iterator[Answer]:
    """Name why there is nothing that the act could be about."""
    if act.step in _AFTER_THE_MEASURE and file.taken is None:
        yield owed_answer(COMPULSORY_MEASURE.step("measure"), step)
    elif act.step in _ON_THINGS and not file.held:
        yield _refused(step, "财物已经全部解除或者处理", "nothing is held any longer")
    elif act.step == "return_of_items" and not file.unreturned:
        yield owed_answer(COMPULSORY_MEASURE.step("lifting"), step)
    elif act.step in _NAMING and not file.numbers(act) <= _waiting(file, act):
        yield _refused(step, "所列财物不在清单上或者已经处理", "a thing is not held any longer")


def _waiting(file: MeasureFile, act: CaseAct) -> frozenset[int]:
    return file.unreturned if act.step == "return_of_items" else file.held


def _silent(act: CaseAct) -> Iterator[str]:
    """Name what the act must state and does not; an absent party says nothing."""
    for key in NEEDS[act.step]:
        is_absent = key == "statement" and not act.flag("party_present")
        if is_silent(act.says.get(key)) and not is_absent:
            yield key


def _step_that_states(key: str, step: Step) -> Step:
    """Return the step of the law that a particular belongs to: the scene is several of them."""
    is_at_the_scene = step.name == "measure" and key in _STATED_BY
    return COMPULSORY_MEASURE.step(_STATED_BY[key]) if is_at_the_scene else step


def _approval(_law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第十八条第（一）项: approved beforehand by a head who takes no part in it."""
    if act.flag("approved_by_head"):
        yield from measure_may_be_proposed(file, day=act.day)


def _measure(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第十六条至第二十六条: the measure with everything that is owed at the scene."""
    approval = file.last("approval")
    if approval is not None:
        yield from _apart(act, approval.by, act)
    yield from power_is_held(file.power, day=act.day)
    yield from examine_measure(law, replace(file, acts=(*file.acts, act)).facts(act.at))


def _late_approval(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第十九条: within twenty-four hours; a head who disagrees is always heard."""
    taken = cast("CaseAct", file.taken)  # what comes after the measure is refused before it
    yield from _apart(taken, act.by, act)
    if act.flag("approved_by_head"):
        after = replace(file, acts=(*file.acts, act))
        yield from urgent_measure_was_reported(law, after.facts(act.at))


def _apart(taken: CaseAct, head: str, act: CaseAct) -> Iterator[Answer]:
    """Refuse a head who took part in the measure that he approves (SEP-002)."""
    rule = rule_text("SEP-002")
    if rule.in_force(act.day):
        took_part = head in {each.key for each in taken.officers}
        yield rule.answer(holds=not took_part, day=act.day)


def _keeping(_law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第二十六条: kept well, not used, at the cost of the authority (COE-008)."""
    kept = KeepingFacts(
        is_proper=True,
        was_used=act.flag("was_used"),
        was_damaged=act.flag("was_damaged"),
        damage_compensated=act.flag("is_compensated"),
        cost_on_party=act.flag("cost_on_party"),
    )
    yield from items_are_kept(replace(file.facts(act.at), keeping=kept))


def _testing(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第二十五条第三款: told in writing, at the authority's cost, in time."""
    after = replace(file, acts=(*file.acts, act))
    yield from _may_go_on(law, file, act)
    yield from testing_was_told(after.facts(act.at))
    until = act.date("until")
    if until is not None and until < act.day:
        step = COMPULSORY_MEASURE.step("testing")
        yield _refused(step, "结束日期早于开始日期", "it ends before it begins")


def _extension(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第二十五条: once, in complex matters, its notice issued with it (COE-006)."""
    yield from _may_go_on(law, file, act)
    facts = replace(file, acts=(*file.acts, act)).facts(act.at)
    told = replace(cast("ExtensionFacts", facts.extension), told_on=act.day)
    yield from examine_extension(law, replace(facts, extension=told))


def _handling(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第二十七条: within the period, and each way on its own ground (COE-031)."""
    yield from _may_go_on(law, file, act)
    disposal = act.word("disposal")
    yield from rule_text("COE-031").judge(
        act.day,
        {
            "not_confiscated": disposal == Disposal.CONFISCATED and not file.confiscates,
            "no_ground_to_destroy": disposal == Disposal.DESTROYED and not act.word("basis"),
        },
    )
    if disposal == Disposal.TRANSFERRED:
        yield from rule_text("COE-010").judge(
            act.day,
            {
                "items_kept_back": not act.word("receiver"),
                "party_not_told": not act.flag("is_told"),
            },
        )


def _may_go_on(law: Law, file: MeasureFile, act: CaseAct) -> Iterator[Answer]:
    """Refuse what would prolong a measure that must be lifted (COE-003, COE-006, COE-009)."""
    facts = file.facts(act.at)
    yield from urgent_measure_was_reported(law, facts)
    yield from term_is_kept(law, facts)
    yield from (each for each in lifting_is_done(law, facts) if not each.holds)


def _refused(step: Step, zh: str, en: str) -> Answer:
    return Answer(
        holds=False,
        rule=step.rule,
        because=(step.cite,),
        reason=Text(f"{zh}，不能办理“{step.title.zh}”。", f"“{step.title.en}” is refused: {en}."),
        next_step=Text(
            "核对案卷后办理应当办理的步骤。", "Look at the file and take the step that is owed."
        ),
    )


def _free(_law: Law, _file: MeasureFile, _act: CaseAct) -> Iterator[Answer]:
    """《行政强制法》第二十八条: nothing stands in the way of freeing what is held."""
    return iter(())


_AFTER_THE_MEASURE = frozenset({*_ON_THINGS, "approval_under_urgency", "return_of_items"})
_NAMING = frozenset({"handling", "lifting", "return_of_items"})
_GATES: Mapping[str, Callable[[Law, MeasureFile, CaseAct], Iterator[Answer]]] = {
    "approval": _approval,
    "measure": _measure,
    "approval_under_urgency": _late_approval,
    "keeping": _keeping,
    "testing": _testing,
    "extension": _extension,
    "handling": _handling,
    "lifting": _free,
    "return_of_items": _keeping,
}
