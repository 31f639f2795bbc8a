"""The day on which a register is looked at: the one in the address, by default today."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.web.lists import Filter

#: Registers begin here; a day outside is a slip of the pen.
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def chosen_day(request: HttpRequest) -> dt.date:
    """Return the day of `?day=`, else today; NotFoundError for one far from any register."""
    asked = request.GET.get("day", "").strip()
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        return clock.today()
    if day.isoformat() != asked:  # other writings are no filter either
        return clock.today()
    if not _EARLIEST <= day <= _LATEST:
        raise NotFoundError(str(day))
    return day


def day_filter() -> Filter[Any]:
    """Return the field for the day; the list is given its rows of that day already."""
    return Filter("day", _("日期"), _as_it_is, kind="day")


def _as_it_is(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    return rows
