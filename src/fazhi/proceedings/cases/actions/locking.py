"""What the verbs of cases share: the rows they lock, the days they refuse."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.proceedings.cases.models import Case


def locked_cases(seat: Seat, wanted: Iterable[UUID]) -> list[Case]:
    """Lock cases of the authority in the order of their keys; refuse an unknown one."""
    ids = set(wanted)
    rows = Case.objects.select_for_update(of=("self",)).select_related("dossier", "power")
    cases = list(rows.filter(authority=seat.authority, pk__in=ids).order_by("pk"))
    if len(cases) != len(ids):
        raise NotFoundError
    return cases


def refuse_day_outside(field: str, day: dt.date, *, since: dt.date) -> None:
    """Refuse a day before what it follows, or after today."""
    if not since <= day <= clock.today():
        words = _("日期应当在 %(day)s 以后（含当日），且不晚于今天。") % {"day": since}
        raise InputError({field: words})
