"""Numbers of things held: one series a year, and what the kernel asks when it looks for gaps."""

from collections.abc import Iterable

from fazhi.capabilities.evidence.models import Holding
from fazhi.kernel import numbers

HOLDINGS = "holding"


def drawn(authority: str, prefix: str, year: int, count: int) -> list[str]:
    """Draw the numbers of things that are taken together."""
    serials = numbers.draw_many(authority, HOLDINGS, year, count)
    return [f"{prefix}保〔{year}〕第{serial:04d}号" for serial in serials]


@numbers.kept_by(HOLDINGS)
def _kept(authority: str, year: int) -> Iterable[int]:
    """Answer which numbers stand on things, so that a gap would be seen."""
    rows = Holding.objects.filter(authority=authority, number__contains=f"保〔{year}〕第")
    named = rows.values_list("number", flat=True)
    return [int(number.rpartition("第")[2].rstrip("号")) for number in named]
