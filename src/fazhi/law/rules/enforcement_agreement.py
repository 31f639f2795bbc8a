"""The enforcement agreement (执行协议): who may agree on what, and what follows from a breach."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fazhi.law.answer import Answer
from fazhi.law.facts import ZERO
from fazhi.law.rule import rule_text
from fazhi.law.wording import yuan


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement on the enforcement (执行协议), concluded on `day`.

    `agreed` is the sum of its stages; of money it may not fall below the fine itself.
    """

    day: dt.date
    harms_others: bool = False
    has_remedial_measures: bool = False
    waived: Decimal = ZERO
    late_fine: Decimal = ZERO
    fine: Decimal = ZERO
    agreed: Decimal | None = None
    is_of_the_court: bool = False


def agreement_may_be_made(facts: AgreementFacts) -> tuple[Answer, ...]:
    """《行政强制法》第四十二条第一款: nobody harmed, and only the late fine is waived (COE-032)."""
    waives = facts.waived > 0
    return rule_text("COE-032").judge(
        facts.day,
        {
            "harms_others": facts.harms_others,
            "no_remedial_measures": waives and not facts.has_remedial_measures,
            "more_than_the_late_fine": facts.waived > facts.late_fine,
            "less_than_the_fine": facts.agreed is not None and facts.agreed < facts.fine,
            "of_the_court": facts.is_of_the_court,
        },
        waived=yuan(facts.waived),
        late_fine=yuan(facts.late_fine),
        fine=yuan(facts.fine),
    )


def agreement_is_kept(*, day: dt.date, is_agreed: bool) -> Answer:
    """《行政强制法》第四十二条第二款: an agreement is performed; a breach resumes (COE-032)."""
    rule = rule_text("COE-032")
    return rule.refused_on(day, "agreement_runs") if is_agreed else rule.held_on(day)


def agreement_is_performed(*, day: dt.date, is_paid: bool) -> Answer:
    """《行政强制法》第四十二条第二款: nothing is waived before the agreement is performed."""
    rule = rule_text("COE-032")
    return rule.held_on(day) if is_paid else rule.refused_on(day, "not_performed")
