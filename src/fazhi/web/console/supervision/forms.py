"""The forms on a finding: assigned, explained, closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from fazhi.kernel.access import Seat
from fazhi.proceedings.supervision.choices import FindingOutcome
from fazhi.web.console.people import officer_choices
from fazhi.web.forms import PageForm

_WORDS = gettext_lazy("不写个人信息。")


class AssignmentForm(PageForm):
    """Who is to explain the finding."""

    officer = forms.ChoiceField(label=gettext_lazy("由谁说明"))
    note = forms.CharField(label=gettext_lazy("要求"), required=False, max_length=500)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer everybody on the staff today."""
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = officer_choices(seat)  # type: ignore[attr-defined]


class ExplanationForm(PageForm):
    """What the officer says."""

    text = forms.CharField(
        label=gettext_lazy("情况说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_WORDS,
    )


class ClosureForm(PageForm):
    """How the finding is closed, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=FindingOutcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_WORDS,
    )
