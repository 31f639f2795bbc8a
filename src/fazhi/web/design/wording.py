"""How days, times, amounts and names are written for a reader of either language."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.english_citation import joined
from fazhi.law.jurisdiction import load_law

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def is_english() -> bool:
    """Tell whether the reader chose English."""
    return (get_language() or "").startswith("en")


def said(text: Text) -> str:
    """Say a sentence of the law in the reader's language."""
    return text.en if is_english() and text.en else text.zh


def cited(*provisions: Citation | str) -> str:
    """Cite provisions, or what was stored of them, in the reader's language."""
    if is_english():
        return joined(load_law().in_english(each) for each in provisions)
    return "、".join(str(each) for each in provisions)


def day_text(day: dt.date, *, today: dt.date) -> str:
    """Write a day with its weekday, and with its year when that is not the present one."""
    if is_english():
        written = f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
        return written if day.year == today.year else f"{written} {day.year}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


def short_day_text(day: dt.date, *, today: dt.date) -> str:
    """Write a day where room is scarce: 12月8日, and 2025.12.8 when not of the present year."""
    if is_english():
        written = f"{day.day} {_MONTHS[day.month - 1]}"
        return written if day.year == today.year else f"{written} {day.year}"
    if day.year == today.year:
        return f"{day.month}月{day.day}日"
    return f"{day.year}.{day.month}.{day.day}"


def time_text(moment: dt.datetime, *, today: dt.date) -> str:
    """Write a moment as read on a clock in Shanghai, with its day."""
    local = clock.local(moment)
    if is_english():
        written = f"{local.day} {_MONTHS[local.month - 1]}"
        year = "" if local.year == today.year else f" {local.year}"
        return f"{written}{year}, {local:%H:%M}"
    year = "" if local.year == today.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def yuan_text(amount: Decimal) -> str:
    """Write an amount in digits: 1,200 元; fen only when there are any."""
    digits = f"{amount:,.2f}".removesuffix(".00")
    return _("%(digits)s 元") % {"digits": digits}


def left_text(left: int, *, unit: str) -> str:
    """Write how much of a period is left, or by how much it is passed."""
    if left == 0:
        return _("今日到期")
    number = abs(left)
    if unit == "working_days":
        overdue = ngettext("超期 %(number)s 个工作日", "超期 %(number)s 个工作日", number)
        remaining = ngettext("剩 %(number)s 个工作日", "剩 %(number)s 个工作日", number)
    else:
        overdue = ngettext("超期 %(number)s 天", "超期 %(number)s 天", number)
        remaining = ngettext("剩 %(number)s 天", "剩 %(number)s 天", number)
    return (overdue if left < 0 else remaining) % {"number": number}


def counting_text(unit: str) -> str:
    """Say how the days of a period are counted."""
    return {
        "working_days": _("按工作日计"),
        "calendar_days": _("按自然日计"),
        "hours": _("按小时计"),
    }.get(unit, "")
