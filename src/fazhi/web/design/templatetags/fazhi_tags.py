"""Tags and filters for pages; they are built in, templates need no `{% load %}`."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.web.design import wording

register = template.Library()

#: The page of a file of each kind; it takes the public id.
FILE_PAGES = {
    DossierKind.CASE: "cases:file",
    DossierKind.COMPULSORY_MEASURE: "measures:file",
    DossierKind.ISSUE: "issues:file",
    DossierKind.PARKING_REFERRAL: "parking_referrals:file",
    DossierKind.MEETING: "meetings:file",
    DossierKind.LEAD: "leads:file",
    DossierKind.PLATFORM_CASE: "platform_cases:file",
    DossierKind.COOPERATION_REQUEST: "cooperation:file",
}

_LAST_MINUTE = dt.time(23, 59)
#: Symbols and lamps that are kept drawn: a page shows the same few many times.
_KEPT = 1024


@register.simple_tag
@lru_cache(_KEPT, typed=True)  # safe text and other text are equal, and are not drawn alike
def icon(name: str, label: str = "") -> SafeString:
    """Draw a symbol of the sprite; with a label it is read out, without it is decoration."""
    address = f"{static('design/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.simple_tag
def badge(words: object, tone: str = "idle") -> SafeString:
    """Show a state as a word on a tint; tones: ok, soon, overdue, review, info, idle."""
    return format_html('<span class="badge badge-{}">{}</span>', tone, words)


@register.simple_tag(takes_context=True)
def label(context: template.Context, place: int) -> str:
    """Return the head of a column of the list, for a cell on narrow screens; the first is 0."""
    columns: tuple[str, ...] = context["list"].columns
    return columns[place]


@register.simple_tag
def lamp(due: dt.date | dt.datetime | None, **how: object) -> SafeString:
    """Show how much time is left: colour, icon and words; the article stands in the title.

    `due` is the last day or moment. Options: `warn_on` (day from which it is amber), `unit`
    ("working_days", "calendar_days"), `left` (number in that unit, when days were not counted by
    the calendar), `article` (text or Citation), `is_closed`, `is_provisional`, `today`.
    """
    if due is None:
        return _drawn("idle", "clock", _("无期限"), "")
    today = how.pop("today", None) or clock.today()
    assert isinstance(today, dt.date)  # noqa: S101 -- narrows the type for the reader and mypy
    last_day = clock.day_of(due) if isinstance(due, dt.datetime) else due
    given = how.pop("left", None)
    left = given if isinstance(given, int) else (last_day - today).days
    hour = _hour(due) if left == 0 else ""
    return _lit(last_day, hour, left, today, get_language(), **how)


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Write an amount in digits."""
    return "" if amount is None else wording.yuan_text(Decimal(amount))


@register.filter
def day_with_weekday(day: dt.date | dt.datetime | None) -> str:
    """Write a day with its weekday: 12月8日（周二）."""
    if day is None:
        return ""
    as_day = clock.day_of(day) if isinstance(day, dt.datetime) else day
    return wording.day_text(as_day, today=clock.today())


@register.filter
def local_time(moment: dt.datetime | None) -> str:
    """Write a moment as read on a clock in Shanghai."""
    return "" if moment is None else wording.time_text(moment, today=clock.today())


@register.filter
def initial(name: str | None) -> str:
    """Return the first character of a name, for the round sign beside it."""
    return (name or "")[:1]


@register.filter
def said(text: Text | str | None) -> str:
    """Say a sentence of the law in the reader's language."""
    if isinstance(text, Text):
        return wording.said(text)
    return text or ""


@register.filter
def article(provision: Citation | str | None) -> SafeString | str:
    """Cite a provision in the reader's language; with a link where the site has its text."""
    if provision is None:
        return ""
    if isinstance(provision, Citation) and provision.article:
        try:
            address = reverse("article", args=[provision.instrument, provision.article])
        except NoReverseMatch:
            return format_html('<cite class="article">{}</cite>', wording.cited(provision))
        return format_html('<a class="article" href="{}">{}</a>', address, wording.cited(provision))
    return format_html('<cite class="article">{}</cite>', wording.cited(provision))


@register.filter
def file_url(dossier: Dossier | None) -> str:
    """Return the address of the page of a file, empty while its room has no pages."""
    if dossier is None:
        return ""
    try:
        return reverse(FILE_PAGES[DossierKind(dossier.kind)], args=[dossier.public_id])
    except (NoReverseMatch, KeyError):
        return ""


@register.filter
def spread(number: int) -> range:
    """Return a range to loop over: how many marks of a progress are drawn."""
    return range(number)


@lru_cache(_KEPT, typed=True)
def _lit(
    last_day: dt.date, hour: str, left: int, today: dt.date, _language: str | None, **how: object
) -> SafeString:
    """Draw the lamp of a day; many rows of a list have the same, in the language of the reader."""
    unit = str(how.get("unit") or "")
    tone = _tone(left, last_day, today, how)
    symbol = {"overdue": "alert", "soon": "warning", "ok": "clock", "idle": "check"}[tone]
    return _drawn(tone, symbol, _words(hour, left, unit, how), _title(last_day, today, unit, how))


def _drawn(tone: str, symbol: str, words: str, title: str) -> SafeString:
    shown = {"tone": tone, "icon": symbol, "words": words, "title": title}
    return render_to_string("design/components/lamp.html", shown)


def _hour(due: dt.date) -> str:
    """Return the hour of a moment within its day, nothing where the whole day counts."""
    if not isinstance(due, dt.datetime):
        return ""
    local = clock.local(due)
    return f"{local:%H:%M}" if local.time() < _LAST_MINUTE else ""


def _tone(left: int, last_day: dt.date, today: dt.date, how: dict[str, object]) -> str:
    if how.get("is_closed"):
        return "idle"
    if today > last_day or left < 0:
        return "overdue"
    warn_on = how.get("warn_on")
    if last_day == today or (isinstance(warn_on, dt.date) and today >= warn_on):
        return "soon"
    return "ok"


def _words(hour: str, left: int, unit: str, how: dict[str, object]) -> str:
    if how.get("is_closed"):
        return _("已办结")
    if hour:
        return _("今日 %(time)s 到期") % {"time": hour}
    words = wording.left_text(left, unit=unit)
    return _("%(words)s（暂定）") % {"words": words} if how.get("is_provisional") else words


def _title(last_day: dt.date, today: dt.date, unit: str, how: dict[str, object]) -> str:
    day = wording.day_text(last_day, today=today)
    parts = [_("到期：%(day)s") % {"day": day}, wording.counting_text(unit)]
    if how.get("article"):
        parts.append(_("依据%(article)s") % {"article": _cited(how["article"])})
    if how.get("is_provisional"):
        parts.append(_("次年放假安排公布前为暂定"))
    return "，".join(part for part in parts if part)


def _cited(provision: object) -> str:
    return wording.cited(provision if isinstance(provision, Citation) else str(provision))
