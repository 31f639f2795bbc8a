"""Items that were not used in a period: when last, and what was complained of under them.

It serves to review the list and is never a target: an item may be unused because nobody breaks it.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Max, Q

from fazhi.kernel.clock import at_local, day_of
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.issues.models import Issue
from fazhi.proceedings.leads.models import Intake
from fazhi.registers.competence.models import Power
from fazhi.registers.competence.queries import claimed

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnusedPower:
    """A claimed item without a decision in the period.

    `lead_count` are leads and platform cases of the period that name it; `issue_count` are issues
    of the period in a category out of which a case under it has come before.
    """

    power: Power
    last_used_on: dt.date | None
    lead_count: int
    issue_count: int


def unused_powers(authority: str, since: dt.date, until: dt.date) -> list[UnusedPower]:
    """Return the items claimed on the last day of a period and not used in it; five statements."""
    begin, end = at_local(since), at_local(until + _DAY)
    decided = Case.objects.filter(authority=authority, decided_at__lt=end)
    last = dict(decided.values_list("power__code").annotate(Max("decided_at")).order_by())
    powers = [claim.power for claim in claimed(authority, until)]
    mine = [each for each in powers if not (last.get(each.code) and last[each.code] >= begin)]
    leads = Counter(
        Intake.objects.filter(
            authority=authority, received_at__gte=begin, received_at__lt=end, power__isnull=False
        ).values_list("power__code", flat=True)
    )
    issues = _issues(authority, Q(found_at__gte=begin, found_at__lt=end))
    return [
        UnusedPower(
            power=each,
            last_used_on=day_of(last[each.code]) if last.get(each.code) else None,
            lead_count=leads[each.code],
            issue_count=issues[each.code],
        )
        for each in mine
    ]


def _issues(authority: str, in_period: Q) -> Counter[str]:
    """Return how many issues of the period are of a category that led to a case under an item."""
    known = Case.objects.filter(authority=authority, issue__isnull=False)
    pairs = set(known.values_list("power__code", "issue__category__code"))
    found = Counter(
        Issue.objects.filter(in_period, authority=authority).values_list(
            "category__code", flat=True
        )
    )
    counts: Counter[str] = Counter()
    for code, category in pairs:
        counts[code] += found[category]
    return counts
