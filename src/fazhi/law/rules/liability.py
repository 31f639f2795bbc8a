"""Liability (处罚的适用): whether this party is punished for this act at all, and how much."""

import calendar
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from fazhi.law.answer import Answer
from fazhi.law.counting import add_months
from fazhi.law.deadline import CHINA, Timeliness
from fazhi.law.errors import NotInForceError
from fazhi.law.facts import (
    CorrectionFacts,
    EarlierFine,
    Edition,
    FineRange,
    Leniency,
    OrderFacts,
    PartyFacts,
    PartyKind,
    PenaltyFacts,
    PenaltyKind,
    PowerFacts,
    ViolationFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.wording import PARTY_LABELS, listed, yuan

_ONE_DAY = dt.timedelta(days=1)

_ONE_HOUR = dt.timedelta(hours=1)


def corrected_first(
    power: PowerFacts, correction: CorrectionFacts, *, day: dt.date, penalty: PenaltyFacts
) -> tuple[Answer, ...]:
    """Ask for two dated proofs, the order and the re-check, where the item needs them (URB-007)."""
    if not power.needs_correction_first or PenaltyKind.FINE not in penalty.kinds:
        return ()
    ordered_on, due_on, rechecked_on = (
        correction.ordered_on,
        correction.due_on,
        correction.rechecked_on,
    )
    return rule_text("URB-007").judge(
        day,
        {
            "not_ordered": ordered_on is None,
            "not_rechecked": ordered_on is not None and rechecked_on is None,
            "rechecked_too_early": _rechecked_too_early(correction),
            "was_corrected": correction.was_corrected,
        },
        due=due_on or ordered_on,
        rechecked=rechecked_on,
    )


def order_is_proper(order: OrderFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Ask that an order to correct bear no penalty number, but a basis and service (T-26)."""
    return rule_text("T-26").judge(
        day,
        {
            "penalty_number": order.has_penalty_number,
            "no_basis": not order.has_basis,
            "not_served": not order.is_served,
        },
    )


def fined_once(
    law: Law, *, day: dt.date, at: dt.datetime, earlier: tuple[EarlierFine, ...]
) -> tuple[Answer, ...]:
    """《行政处罚法》第二十九条: one act, one fine (PEN-008); small fines in a row warn (T-24)."""
    hours = law.parameter("penalty.summary.splitting_window").at(day).number
    same = [fine.at for fine in earlier if fine.is_same_act]
    close = [fine.at for fine in earlier if abs(at - fine.at) <= hours * _ONE_HOUR]
    once = rule_text("PEN-008").answer(holds=not same, day=day, moment=_latest(same))
    split = rule_text("T-24").answer(holds=not close, day=day, hours=hours, moment=_latest(close))
    return once, split


def old_enough(
    law: Law, party: PartyFacts, *, day: dt.date, acted_on: dt.date, leniency: Leniency
) -> tuple[Answer, ...]:
    """《行政处罚法》第三十条: minors by their age on the day of the act (PEN-009)."""
    rule = rule_text("PEN-009")
    if party.kind is PartyKind.ORGANISATION:
        return ()
    if party.birth_on is None:
        is_person = party.kind is PartyKind.PERSON
        return (rule.refused_on(day, "age_unknown"),) if is_person else ()
    never = law.parameter("penalty.minor.no_penalty_below").at(day).number
    lighter = law.parameter("penalty.minor.lighter_below").at(day).number
    if is_below(never, party.birth_on, acted_on):
        return (rule.refused_on(day, "below_the_age", age=never),)
    is_lighter = leniency in {Leniency.LIGHTER, Leniency.MITIGATED}
    if is_below(lighter, party.birth_on, acted_on) and not is_lighter:
        return (rule.refused_on(day, "not_lighter", age=lighter),)
    return (rule.held_on(day),)


def is_minor(law: Law, party: PartyFacts, *, day: dt.date, acted_on: dt.date) -> bool:
    """Tell whether the party was below eighteen on the day of the act, as far as is on file."""
    below = law.parameter("penalty.minor.lighter_below").at(day).number
    return party.birth_on is not None and is_below(below, party.birth_on, acted_on)


def can_answer_for_it(party: PartyFacts, *, day: dt.date) -> Answer:
    """《行政处罚法》第三十一条: who could not recognise or control the act (PEN-010)."""
    return rule_text("PEN-010").answer(holds=not party.lacks_capacity, day=day)


def measured_in_range(
    power: PowerFacts, penalty: PenaltyFacts, *, day: dt.date, party: PartyKind
) -> tuple[Answer, ...]:
    """《行政处罚法》第四条、第三十四条: kind, statutory range and benchmark (PEN-013).

    `power` is the edition that is applied. Below the minimum one may go only by mitigation.
    """
    ranges = power.ranges_for(party)
    is_fine, fine = PenaltyKind.FINE in penalty.kinds, penalty.fine
    strange = penalty.kinds - power.kinds
    fits = any(each.contains(fine) for each in ranges)
    is_above = bool(ranges) and all(each.is_above(fine) for each in ranges)
    label, kinds = PARTY_LABELS[party], listed(strange)
    return rule_text("PEN-013").judge(
        day,
        {
            "kind_not_provided": bool(strange),
            "amount_without_fine": is_fine != (fine > 0),
            "range_not_recorded": is_fine and not ranges,
            "above_the_statute": is_fine and is_above,
            "below_the_statute": is_fine
            and bool(ranges)
            and not (fits or is_above)
            and penalty.leniency is not Leniency.MITIGATED,
            **_against_benchmark(penalty),
        },
        power=power.code,
        kinds=kinds.zh,
        kinds_en=kinds.en,
        fine=yuan(fine),
        maximum=_end([each.maximum for each in ranges], highest=True),
        minimum=_end([each.minimum for each in ranges], highest=False),
        party=label.zh,
        party_en=label.en,
    )


def still_punishable(law: Law, violation: ViolationFacts, *, day: dt.date) -> Answer:
    """《行政处罚法》第三十六条: two years, or five, until the act was discovered (PEN-014).

    Whether the first day counts is disputed: the last two days of the period warn (E17). Of an act
    under a law that was not read, only what the law of the day bars too is refused: where that is
    milder it applies (第三十七条), so no older limitation can be to the party's harm.
    """
    rule = rule_text("PEN-014")
    name = "LIMITATION_GRAVE" if violation.is_gravely_harmful else "LIMITATION"
    ended, discovered = violation.ended_on, violation.discovered_on
    try:
        deadline = law.deadline(name).from_(ended)
    except NotInForceError:
        years = law.deadline(name).rule.at(day).number
        is_barred = discovered > add_months(ended, 12 * years) + _ONE_DAY
        case = "barred_today" if is_barred else "older_law"
        return rule.refused_on(day, case, ended=ended, discovered=discovered, years=years)
    values = {"ended": ended, "discovered": discovered, "years": deadline.term.number}
    judged = deadline.judge(discovered)
    if judged is Timeliness.IN_DOUBT:
        return rule.refused_on(day, "on_the_edge", **values)
    return rule.answer(holds=judged is Timeliness.IN_TIME, day=day, **values)


def right_edition(
    now: PowerFacts, then: PowerFacts | None, *, day: dt.date, party: PartyKind, applied: Edition
) -> Answer:
    """《行政处罚法》第三十七条: the law of the act, or the newer one if it is lighter (PEN-016).

    `then` is given only where the item has changed since the act.
    """
    rule = rule_text("PEN-016")
    if not now.kinds:
        return rule.refused_on(day, "no_longer_illegal")
    if then is None:
        return rule.held_on(day)
    right = lawful_edition(now, then, party=party)
    if right is None:
        return rule.refused_on(day, "unclear")
    if applied is right or (_is_at_most(now, then, party) and _is_at_most(then, now, party)):
        return rule.held_on(day)
    newer = right is Edition.OF_THE_DECISION
    return rule.refused_on(day, "newer_is_lighter" if newer else "older_applies")


def lawful_edition(now: PowerFacts, then: PowerFacts | None, *, party: PartyKind) -> Edition | None:
    """《行政处罚法》第三十七条: which edition applies; None where neither is surely the lighter.

    Where both weigh the same, the law of the act applies; where the item has not changed since the
    act, there is only that of the decision.
    """
    if then is None or not now.kinds:
        return Edition.OF_THE_DECISION
    if _is_at_most(then, now, party):
        return Edition.OF_THE_VIOLATION
    return Edition.OF_THE_DECISION if _is_at_most(now, then, party) else None


def named_as_business(party: PartyFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Ask that an individual business be named by operator and shop (T-38)."""
    if party.kind is not PartyKind.INDIVIDUAL_BUSINESS:
        return ()
    return (rule_text("T-38").answer(holds=party.names_operator_and_shop, day=day),)


def is_below(age: int, birth_on: dt.date, day: dt.date) -> bool:
    """Tell whether somebody born then had not reached the age on a day.

    An age is full on the day after the birthday, the reading that favours the party.
    """
    year = birth_on.year + age
    _, last = calendar.monthrange(year, birth_on.month)
    return day <= dt.date(year, birth_on.month, min(birth_on.day, last))


def _rechecked_too_early(correction: CorrectionFacts) -> bool:
    if correction.rechecked_on is None or correction.ordered_on is None:
        return False
    if correction.due_on is None:
        return correction.rechecked_on < correction.ordered_on
    return correction.rechecked_on <= correction.due_on


def _latest(moments: Sequence[dt.datetime]) -> str:
    return f"{max(moments).astimezone(CHINA):%Y-%m-%d %H:%M}" if moments else ""


def _against_benchmark(penalty: PenaltyFacts) -> dict[str, bool]:
    """Ask a departure for its reason, and then for a second person (浙江令405)."""
    benchmark = penalty.benchmark
    is_inside = benchmark is None or benchmark.contains(penalty.fine)
    departs = PenaltyKind.FINE in penalty.kinds and not is_inside
    is_reasoned, is_approved = penalty.deviation_is_reasoned, penalty.deviation_is_approved
    return {
        "outside_benchmark": departs and not is_reasoned,
        "not_approved": departs and is_reasoned and not is_approved,
    }


def _end(ends: Sequence[Decimal | None], *, highest: bool) -> str:
    known = [end for end in ends if end is not None]
    return yuan(max(known) if highest else min(known)) if known else ""


def _is_at_most(one: PowerFacts, other: PowerFacts, party: PartyKind) -> bool:
    """Tell whether the first edition is surely in no respect heavier than the second."""
    if not one.kinds <= other.kinds:
        return False
    if PenaltyKind.FINE not in one.kinds:
        return True
    mine, yours = one.ranges_for(party), other.ranges_for(party)
    return 0 < len(mine) == len(yours) and all(
        _ceiling(own) <= _ceiling(their) and _floor(own) <= _floor(their)
        for own, their in zip(mine, yours, strict=True)
    )


def _ceiling(fine_range: FineRange) -> Decimal:
    return Decimal("Infinity") if fine_range.maximum is None else fine_range.maximum


def _floor(fine_range: FineRange) -> Decimal:
    return fine_range.minimum or Decimal(0)
