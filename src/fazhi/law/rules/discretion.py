"""Discretion (裁量): what a penalty may come to, and when there is none.

`measured_range` tells, before anything is proposed, which parts of the range are open and on what
grounds nothing is imposed. `examine_discretion` judges what is proposed, or that nothing is. It
asks the questions of `liability` on age, capacity, kind, amount and edition too, so that a
procedure that asks it need not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from fazhi.law.answer import Answer
from fazhi.law.discretion import (
    BenchmarkTier,
    Circumstances,
    Consideration,
    DiscretionFacts,
    HeavierGround,
    LighterGround,
    MeasuredRange,
    Opening,
    TierOpening,
)
from fazhi.law.facts import (
    Edition,
    FineRange,
    Leniency,
    PartyFacts,
    PartyKind,
    PenaltyFacts,
    PenaltyKind,
    PowerFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules import liability
from fazhi.law.rules.sparing import no_penalty_grounds, spared_as_the_law_asks
from fazhi.law.wording import (
    CONSIDERATION_LABELS,
    LENIENCY_LABELS,
    LIGHTER_LABELS,
    joined,
    spans,
    yuan,
)

__all__ = ["examine_discretion", "measured_range", "no_penalty_grounds"]

_CENT = Decimal("0.01")

_LENIENT = frozenset({Leniency.LIGHTER, Leniency.MITIGATED})


def measured_range(law: Law, facts: DiscretionFacts) -> MeasuredRange:
    """Return the room that the law leaves: the edition, the parts that are open, what is spared.

    《行政处罚法》第三十条至第三十四条、第三十七条、第四十九条; a proposed penalty is not looked at.
    """
    kind = facts.party.kind
    edition = liability.lawful_edition(facts.power, facts.power_then, party=kind)
    applied = replace(facts, applied=edition or Edition.OF_THE_VIOLATION)
    openings = tuple(_opening(law, applied, part) for part in Leniency)
    is_open = {each.leniency: each.is_open for each in openings}
    spared = no_penalty_grounds(law, facts)
    return MeasuredRange(
        edition=edition,
        edition_answer=liability.right_edition(
            facts.power, facts.power_then, day=facts.day, party=kind, applied=applied.applied
        ),
        statutory=_fines_of(applied.power_applied, kind),
        openings=openings,
        tiers=tuple(
            TierOpening(tier, may_apply=_may_apply(tier, facts, is_open)) for tier in facts.tiers
        ),
        no_penalty=spared,
    )


def examine_discretion(law: Law, facts: DiscretionFacts) -> tuple[Answer, ...]:
    """Return every answer of the law to how a penalty was measured, or to its being spared.

    Of the time before the revision of 2021 nothing was read, and nothing is asked.
    """
    if not rule_text("PEN-013").in_force(facts.day):
        return ()
    spared = spared_as_the_law_asks(law, facts)
    if facts.penalty is None:
        return (*spared, *_protects_minors(law, facts))
    return (
        *_who_is_punished(law, facts, facts.penalty),
        *spared,
        *_how_it_is_measured(law, facts, facts.penalty),
        *factors_are_weighed(facts),
        *_protects_minors(law, facts),
    )


def lighter_where_due(law: Law, facts: DiscretionFacts, leniency: Leniency) -> tuple[Answer, ...]:
    """《行政处罚法》第三十二条: leniency where it is due, mitigation only then (PEN-011)."""
    had, is_lenient = facts.circumstances, leniency in _LENIENT
    is_due = bool(had.lighter) and not is_lenient
    torn = is_due and _is_emergency(had)
    labels = joined(LIGHTER_LABELS[each] for each in LighterGround if each in had.lighter)
    return rule_text("PEN-011").judge(
        facts.day,
        {
            "must_be_lighter": is_due and not torn,
            "two_duties": torn,
            "mitigated_without_ground": leniency is Leniency.MITIGATED
            and not _may_mitigate(law, facts),
            "no_reason": is_lenient and not facts.weighing.is_reasoned,
        },
        grounds=labels.zh,
        grounds_en=labels.en,
    )


def in_the_part_chosen(facts: DiscretionFacts, penalty: PenaltyFacts) -> tuple[Answer, ...]:
    """Ask that the amount lie in the part that was chosen, where a benchmark cuts it (DSC-01)."""
    part, fine = penalty.leniency, penalty.fine
    is_fine = PenaltyKind.FINE in penalty.kinds
    ranges = _fines_of(facts.power_applied, facts.party.kind)
    cut = _tiers_of(facts, part) if part is not Leniency.MITIGATED else ()
    shown, label = spans(cut or ranges), LENIENCY_LABELS[part]
    departs = penalty.deviation_is_reasoned and penalty.deviation_is_approved
    return rule_text("DSC-01").judge(
        facts.day,
        {
            "mitigated_not_below": is_fine
            and part is Leniency.MITIGATED
            and not any(each.contains(fine) for each in _below(ranges)),
            "not_in_the_part": is_fine
            and bool(cut)
            and not any(each.contains(fine) for each in cut)
            and not departs,
            **_heavier_cases(facts.circumstances, part),
        },
        part=label.zh,
        part_en=label.en,
        fine=yuan(fine),
        range=shown.zh,
        range_en=shown.en,
    )


def heavier_in_emergency(facts: DiscretionFacts, penalty: PenaltyFacts) -> tuple[Answer, ...]:
    """《行政处罚法》第四十九条: heavier in an emergency, and inside the range (EMR-004)."""
    had = facts.circumstances
    if HeavierGround.EMERGENCY not in had.heavier:
        return ()
    ranges = _fines_of(facts.power_applied, facts.party.kind)
    is_fine = PenaltyKind.FINE in penalty.kinds
    return rule_text("EMR-004").judge(
        facts.day,
        {
            "no_measure": not had.breaks_emergency_measure,
            "outside_range": is_fine
            and bool(ranges)
            and all(each.is_above(penalty.fine) for each in ranges),
            "not_heavier": _is_emergency(had)
            and not had.lighter
            and penalty.leniency is not Leniency.HEAVIER,
        },
        fine=yuan(penalty.fine),
    )


def factors_are_weighed(facts: DiscretionFacts) -> tuple[Answer, ...]:
    """《浙江省行政处罚裁量权基准规定》第五条: the factors, and the reasons (DIS-001)."""
    rule, weighing = rule_text("DIS-001"), facts.weighing
    if not rule.in_force(facts.day):
        return ()
    labels = joined(
        CONSIDERATION_LABELS[each] for each in Consideration if each in weighing.considered
    )
    return rule.judge(
        facts.day,
        {"none_considered": not weighing.considered, "not_reasoned": not weighing.is_reasoned},
        factors=labels.zh,
        factors_en=labels.en,
    )


def _who_is_punished(law: Law, facts: DiscretionFacts, penalty: PenaltyFacts) -> Iterator[Answer]:
    day, party = facts.day, facts.party
    yield from liability.old_enough(
        law, party, day=day, acted_on=facts.acted_on, leniency=penalty.leniency
    )
    yield liability.can_answer_for_it(party, day=day)
    yield liability.right_edition(
        facts.power, facts.power_then, day=day, party=party.kind, applied=facts.applied
    )


def _how_it_is_measured(
    law: Law, facts: DiscretionFacts, penalty: PenaltyFacts
) -> Iterator[Answer]:
    measured = replace(penalty, benchmark=_nearest_tier(facts, penalty))
    yield from liability.measured_in_range(
        facts.power_applied, measured, day=facts.day, party=facts.party.kind
    )
    yield from lighter_where_due(law, facts, penalty.leniency)
    yield from in_the_part_chosen(facts, penalty)
    yield from heavier_in_emergency(facts, penalty)


def _protects_minors(law: Law, facts: DiscretionFacts) -> tuple[Answer, ...]:
    """Ask for the guardian, and that nothing be published, by the age at the act (T-40)."""
    if not _is_minor(law, facts):
        return ()
    weighing = facts.weighing
    return rule_text("T-40").judge(
        facts.day,
        {
            "guardian_absent": not weighing.guardian_present,
            "published": weighing.will_be_published,
        },
    )


def _opening(law: Law, facts: DiscretionFacts, part: Leniency) -> Opening:
    cut = _tiers_of(facts, part)
    ranges = _fines_of(facts.power_applied, facts.party.kind)
    if part is Leniency.MITIGATED:
        cut, ranges = (), _below(ranges)
    return Opening(
        leniency=part,
        ranges=cut or ranges,
        is_cut_by_benchmark=bool(cut),
        answer=_answer_on(law, facts, part, cut or ranges),
    )


def _answer_on(
    law: Law, facts: DiscretionFacts, part: Leniency, ranges: tuple[FineRange, ...]
) -> Answer:
    """Return the first thing that closes this part of the range, or that it is open."""
    against = [
        *(each.answer for each in no_penalty_grounds(law, facts) if each.is_duty),
        *liability.old_enough(
            law, _aged(facts.party), day=facts.day, acted_on=facts.acted_on, leniency=part
        ),
        *lighter_where_due(law, _with_reasons(facts), part),
        *_grounds_of_heavier(facts, part),
    ]
    closed = next((answer for answer in against if not answer.holds), None)
    if closed is not None:
        return closed
    if not ranges:
        is_missing = not _fines_of(facts.power_applied, facts.party.kind)
        case = "range_not_recorded" if is_missing else "no_minimum"
        return rule_text("DSC-01").refused_on(facts.day, case)
    label, shown = LENIENCY_LABELS[part], spans(ranges)
    return rule_text("DSC-01").held_on(
        facts.day, part=label.zh, part_en=label.en, range=shown.zh, range_en=shown.en
    )


def _grounds_of_heavier(facts: DiscretionFacts, part: Leniency) -> tuple[Answer, ...]:
    had, day = facts.circumstances, facts.day
    cases = _heavier_cases(had, part)
    found = [rule_text("DSC-01").refused_on(day, case) for case, is_so in cases.items() if is_so]
    only_emergency = had.heavier == {HeavierGround.EMERGENCY}
    if part is Leniency.HEAVIER and only_emergency and not had.breaks_emergency_measure:
        found.append(rule_text("EMR-004").refused_on(day, "no_measure"))
    return tuple(found)


def _heavier_cases(had: Circumstances, part: Leniency) -> dict[str, bool]:
    is_heavier = part is Leniency.HEAVIER
    only_repeated = had.heavier == {HeavierGround.REPEATED}
    return {
        "heavier_without_ground": is_heavier and not had.heavier,
        "not_repeated": is_heavier and only_repeated and not had.earlier_on,
    }


def _aged(party: PartyFacts) -> PartyFacts:
    """Leave a person out whose age is not on file: that is asked for, and closes nothing."""
    if party.birth_on is None:
        return replace(party, kind=PartyKind.ORGANISATION)
    return party


def _with_reasons(facts: DiscretionFacts) -> DiscretionFacts:
    """Suppose the reasons written: a part is not closed because they are still to come."""
    return replace(facts, weighing=replace(facts.weighing, is_reasoned=True))


def _may_mitigate(law: Law, facts: DiscretionFacts) -> bool:
    """Tell whether a ground for mitigation is on file: 第三十条、第三十一条、第三十二条."""
    had = facts.circumstances
    return bool(had.lighter) or had.has_reduced_capacity or _is_minor(law, facts)


def _is_minor(law: Law, facts: DiscretionFacts) -> bool:
    return liability.is_minor(law, facts.party, day=facts.day, acted_on=facts.acted_on)


def _is_emergency(had: Circumstances) -> bool:
    return HeavierGround.EMERGENCY in had.heavier and had.breaks_emergency_measure


def _fines_of(power: PowerFacts, kind: PartyKind) -> tuple[FineRange, ...]:
    return power.ranges_for(kind) if PenaltyKind.FINE in power.kinds else ()


def _below(ranges: tuple[FineRange, ...]) -> tuple[FineRange, ...]:
    """Return what lies below the minimum of each range, where it has one."""
    ends = [each.minimum for each in ranges if each.minimum]
    return tuple(FineRange(maximum=end - _CENT) for end in ends)


def _tiers_of(facts: DiscretionFacts, part: Leniency) -> tuple[FineRange, ...]:
    return tuple(
        tier.fine for tier in facts.tiers if tier.fine and tier.is_in_yuan and tier.part is part
    )


def _nearest_tier(facts: DiscretionFacts, penalty: PenaltyFacts) -> FineRange | None:
    """Return the tier that holds the amount, or else any one: the amount then departs from all."""
    if penalty.leniency is Leniency.MITIGATED:
        return None
    tiers = [tier.fine for tier in facts.tiers if tier.fine and tier.is_in_yuan]
    holding = [tier for tier in tiers if tier.contains(penalty.fine)]
    return next(iter([*holding, *tiers]), None)


def _may_apply(
    tier: BenchmarkTier, facts: DiscretionFacts, is_open: Mapping[Leniency, bool]
) -> bool:
    if tier.fine is None:
        return facts.circumstances.meets_listed_conditions
    return is_open[tier.part]
