"""Fields of forms for the particulars that the law names: what each holds decides its field."""

import datetime as dt
from typing import Any

from django import forms

from fazhi.law.particulars import Holds, Particular
from fazhi.web.design.wording import said


def plain_field(one: Particular) -> forms.Field:
    """Return the field of a particular that is no choice; the law says whether it is owed."""
    return _PLAIN[one.holds](said(one.label))


def as_said(one: Particular, value: Any) -> object:
    """Return what was filled in as the gates of the law read it."""
    if one.holds in {Holds.KINDS, Holds.WORDS}:
        return tuple(value or ())
    if isinstance(value, dt.datetime):
        return value.date()
    return value


def _text(label: str) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=200)


def _long_text(label: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, widget=widget, max_length=5000)


def _day(label: str) -> forms.Field:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


def _amount(label: str) -> forms.Field:
    return forms.DecimalField(
        label=label, required=False, decimal_places=2, max_digits=12, min_value=0
    )


def _count(label: str) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0)


def _flag(label: str) -> forms.Field:
    return forms.BooleanField(label=label, required=False)


_PLAIN = {
    Holds.TEXT: _text,
    Holds.LONG_TEXT: _long_text,
    Holds.DAY: _day,
    Holds.AMOUNT: _amount,
    Holds.COUNT: _count,
    Holds.FLAG: _flag,
    Holds.WORDS: _text,
}
