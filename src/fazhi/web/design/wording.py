"""How days, times, amounts and names are written for a reader of either language."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fazhi.kernel import clock

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_HIGHEST_FEN = 10**14 - 1
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

#: Surnames of two characters, one after the other, so that 欧阳某 is not cut in the middle.
_LONG_SURNAMES = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙"
    "钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里"
    "呼延东郭南门羊舌微生梁丘左丘东门西门南荣第五"
)


def is_english() -> bool:
    """Tell whether the reader chose English."""
    return (get_language() or "").startswith("en")


def day_text(day: dt.date, *, today: dt.date) -> str:
    """Write a day with its weekday, and with its year when that is not the present one."""
    if is_english():
        written = f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
        return written if day.year == today.year else f"{written} {day.year}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"


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


def chinese_amount(amount: Decimal) -> str:
    """Write an amount in the capitals of receipts and decisions: 200 is 贰佰元整."""
    fen = int((amount * 100).to_integral_value())
    if not 0 <= fen <= _HIGHEST_FEN or amount * 100 != fen:
        raise ValueError(f"{amount} is not an amount in whole fen below a trillion yuan")
    whole, fraction = divmod(fen, 100)
    jiao, cent = divmod(fraction, 10)
    written = f"{_capitals(whole)}元" if whole or not fraction else ""
    if not fraction:
        return f"{written}整"
    if jiao:
        written += f"{_DIGITS[jiao]}角"
    elif whole:
        written += "零"
    return written + (f"{_DIGITS[cent]}分" if cent else "整")


def masked(name: str) -> str:
    """Write a person's name with the surname only: 张三 is 张某."""
    name = name.strip()
    if not name:
        return ""
    if name[0].isascii():
        return f"{name[0]}***"
    is_long = len(name) > 2 and _LONG_SURNAMES.find(name[:2]) % 2 == 0  # noqa: PLR2004 -- of two
    return f"{name[:2] if is_long else name[0]}某"


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


def _capitals(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    written, needs_zero = "", False
    for place in range(len(_GROUPS) - 1, -1, -1):
        group = number // 10_000**place % 10_000
        if not group:
            needs_zero = bool(written)
            continue
        zero = _DIGITS[0] if written and (needs_zero or group < 1000) else ""  # noqa: PLR2004
        written += zero + _four_digits(group) + _GROUPS[place]
        needs_zero = False
    return written


def _four_digits(group: int) -> str:
    written, needs_zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            written += (_DIGITS[0] if needs_zero else "") + _DIGITS[digit] + _PLACES[place]
        needs_zero = bool(written) and not digit
    return written
