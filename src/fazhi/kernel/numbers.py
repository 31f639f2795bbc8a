"""Official numbers without gaps: one series for each authority, name and year.

A number is drawn in the transaction of the act that uses it; when the act is undone, so is the
draw, and the next act gets the same number. What was drawn is append-only.
"""

from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import IssuedNumber, VoidedNumber

#: Answers which serials of a year stand on files or documents of an authority.
Keeper = Callable[[str, int], Iterable[int]]

_keepers: dict[str, list[Keeper]] = {}


def draw(authority: str, series: str, year: int) -> int:
    """Draw the next number of a series; must run in the transaction of the act that uses it."""
    return draw_many(authority, series, year, 1).start


def draw_many(authority: str, series: str, year: int, count: int) -> range:
    """Draw several numbers that follow one another."""
    if count < 1:
        raise ValueError("at least one number is drawn")
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("a number is drawn in the transaction of the act that uses it")
    of_series = [authority, series, year]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Held until the act commits or is undone; on SQLite its transaction does the same.
            cursor.execute(_LOCK, [f"{authority} {series} {year}"])
        cursor.execute(_DRAW, [*of_series, count, *of_series])
        (first,) = cursor.fetchone()
    return range(first, first + count)


@transaction.atomic
def void(authority: str, series: str, year: int, serial: int, reason: str, seat: Seat) -> None:
    """Void a number that was drawn and will not be used, with the reason and an entry."""
    named = {"authority": authority, "series": series, "year": year}
    drawn = IssuedNumber.objects.filter(**named, first__lte=serial, last__gte=serial)
    if authority != seat.authority or not drawn.exists():
        raise NotFoundError(_("这个编号没有用过，不能作废。"))
    if not reason.strip():
        raise InputError({"reason": _("请写明作废的理由。")})
    if VoidedNumber.objects.filter(**named, serial=serial).exists():
        raise ConflictError(_("这个编号已经作废。"))
    content = {"series": series, "year": year, "serial": serial, "reason": reason}
    entry = record(Act("number.voided", by=seat), content)
    VoidedNumber.objects.create(**named, serial=serial, reason=reason, entry=entry)


def kept_by(series: str) -> Callable[[Keeper], Keeper]:
    """Register who answers which serials of a series are in use; a room does so when apps load."""

    def register(keeper: Keeper) -> Keeper:
        _keepers.setdefault(series, []).append(keeper)
        return keeper

    return register


def gaps(authority: str, series: str, year: int) -> list[int]:
    """Return the serials nobody can account for: an empty list is the proof.

    Accounted for is what was drawn in sequence; where a room says which numbers it keeps, a number
    drawn must also be kept or voided.
    """
    named = {"authority": authority, "series": series, "year": year}
    rows = IssuedNumber.objects.filter(**named).order_by("first")
    drawn = [range(first, last + 1) for first, last in rows.values_list("first", "last")]
    ends = [0, *(numbers.stop - 1 for numbers in drawn)]
    skipped = [
        serial
        for end, numbers in zip(ends, drawn, strict=False)
        for serial in range(end + 1, numbers.start)
    ]
    if series not in _keepers:
        return skipped
    kept = set(VoidedNumber.objects.filter(**named).values_list("serial", flat=True))
    for keeper in _keepers[series]:
        kept.update(keeper(authority, year))
    lost = [serial for numbers in drawn for serial in numbers if serial not in kept]
    return sorted(skipped + lost)


_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 20))"
_DRAW: Final = """
    INSERT INTO kernel_issuednumber (authority, series, year, first, last)
    SELECT %s, %s, %s, COALESCE(MAX(last), 0) + 1, COALESCE(MAX(last), 0) + %s
    FROM kernel_issuednumber WHERE authority = %s AND series = %s AND year = %s
    RETURNING first
"""
