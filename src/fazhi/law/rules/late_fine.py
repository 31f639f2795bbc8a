"""Late fine (加处罚款): three per cent of the fine a day, no more than the fine itself.

Simple interest on the fine alone, in whole days from the day after the due day; days of
reconsideration and litigation do not count (T-12).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from itertools import count

from fazhi.law.answer import Answer
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.wording import yuan

_FEN = Decimal("0.01")
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LateFine:
    """A reckoned late fine (加处罚款).

    `days` count towards it, `paused_days` were left out; on `cap_on` it reaches its cap, as far as
    the pauses are known.
    """

    days: int
    paused_days: int
    amount: Decimal
    cap: Decimal
    cap_on: dt.date
    because: tuple[Citation, ...]

    @property
    def is_capped(self) -> bool:
        """Tell whether the late fine has reached the fine itself."""
        return self.amount == self.cap


def late_fine(
    law: Law,
    *,
    fine: Decimal,
    due_on: dt.date,
    day: dt.date,
    pauses: Sequence[tuple[dt.date, dt.date]] = (),
) -> LateFine:
    """Reckon the late fine on a fine paid, or still unpaid, on `day` (EXE-007, EXE-008).

    `pauses` are the days of reconsideration and litigation, first and last included. A fraction of
    a fen is dropped, which favours the party.
    """
    rate = law.parameter("payment.late_fine.rate").at(day)
    most = law.parameter("payment.late_fine.cap").at(day)
    late_days = max((day - due_on).days, 0)
    paused_days = sum(
        1 for offset in range(1, late_days + 1) if _is_paused(due_on + offset * _ONE_DAY, pauses)
    )
    days, cap = late_days - paused_days, fine * most.amount
    capped_after = int((most.amount / rate.amount).to_integral_value(ROUND_CEILING))
    grown = (fine * rate.amount * days).quantize(_FEN, ROUND_DOWN)
    return LateFine(
        days=days,
        paused_days=paused_days,
        amount=min(grown, cap),
        cap=cap,
        cap_on=_counted_day(due_on, capped_after, pauses),
        because=tuple(dict.fromkeys((*rate.because, *most.because))),
    )


def late_fine_is_right(reckoned: LateFine, *, day: dt.date, claimed: Decimal) -> Answer:
    """《行政处罚法》第七十二条: neither more nor less is claimed than is owed (EXE-007)."""
    return rule_text("EXE-007").answer(
        holds=claimed == reckoned.amount,
        day=day,
        days=reckoned.days,
        amount=yuan(reckoned.amount),
        cap=yuan(reckoned.cap),
        claimed=yuan(claimed),
    )


def remedies_left_out(reckoned: LateFine, *, day: dt.date, counted_days: int) -> Answer:
    """《行政处罚法》第七十三条第三款: days of remedies do not count (EXE-008)."""
    return rule_text("EXE-008").answer(
        holds=counted_days <= reckoned.days, day=day, days=reckoned.paused_days
    )


def _is_paused(day: dt.date, pauses: Sequence[tuple[dt.date, dt.date]]) -> bool:
    return any(first <= day <= last for first, last in pauses)


def _counted_day(
    due_on: dt.date, number: int, pauses: Sequence[tuple[dt.date, dt.date]]
) -> dt.date:
    """Return the day that is counted as the given number after the due day."""
    counted = (
        day for offset in count(1) if not _is_paused(day := due_on + offset * _ONE_DAY, pauses)
    )
    return next(day for position, day in enumerate(counted, start=1) if position == number)
