"""Whether a decision may be carried out: stays (停止执行) of its remedies, day by day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from fazhi.kernel.errors import refuse_if_blocked
from fazhi.law.rules.execution import is_carried_out
from fazhi.proceedings.cases.models import Stay


def refuse_stayed(acts: Sequence[tuple[UUID, dt.date]]) -> None:
    """Refuse acts of execution, each a case and a day, while a stay holds (EXE-010)."""
    if not acts:
        return
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    rows = Stay.objects.filter(remedy__case_id__in={case for case, _day in acts})
    for stay in rows.select_related("remedy"):
        stays[stay.remedy.case_id].append(stay)
    refuse_if_blocked(
        [
            is_carried_out(day=day, stay_ordered=any(stay.holds_on(day) for stay in stays[case]))
            for case, day in acts
        ]
    )
