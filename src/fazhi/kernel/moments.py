"""Moments that people tell the house: each in a zone, none of them still to come."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.errors import InputError


def refuse_the_future(moments: Sequence[dt.datetime], field: str = "happened_at") -> None:
    """Raise InputError at a field when a moment is later than now, or of no zone."""
    if any(moment.tzinfo is None for moment in moments):
        raise InputError({field: _("时间须写明时区。")})
    if moments and max(moments) > clock.now():
        raise InputError({field: _("时间不能晚于现在，请核对设备时间。")})
