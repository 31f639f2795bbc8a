"""The forms of conduct: a complaint, its examiner, its answer, its contact, a commendation."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.supervision.choices import ConductChannel, ContactReason, TargetKind
from fazhi.proceedings.supervision.inputs import Target
from fazhi.web.console.people import Choices, group_choices, officer_choices
from fazhi.web.forms import PageForm

_TEXT = forms.Textarea(attrs={"rows": 5})
_YES_NO = (("yes", gettext_lazy("属实")), ("no", gettext_lazy("不属实")))


class TargetForm(PageForm):
    """Whom it is about: an officer, a group, or the team."""

    target_kind = forms.ChoiceField(
        label=gettext_lazy("对象"), choices=TargetKind.choices, widget=forms.RadioSelect
    )
    officer = forms.ChoiceField(label=gettext_lazy("执法人员"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("执法组"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("来源"),
        choices=[each for each in ConductChannel.choices if each[0] != ConductChannel.PORTAL],
    )
    statement = forms.CharField(label=gettext_lazy("内容"), max_length=2000, widget=_TEXT)

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the people and the groups of today."""
        super().__init__(*args, **kwargs)
        nobody = [("", "–")]
        self.fields["officer"].choices = nobody + officer_choices(seat)  # type: ignore[attr-defined]
        self.fields["group"].choices = nobody + group_choices(seat)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the officer or the group that the kind names."""
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("target_kind")
        if kind in {"officer", "group"} and not data.get(kind):
            self.add_error(kind, gettext_lazy("请选择。"))
        return data

    def target(self) -> Target:
        """Return whom it is about."""
        data = self.cleaned_data
        kind = TargetKind(data["target_kind"])
        return Target(
            kind=kind,
            officer_id=UUID(data["officer"]) if kind is TargetKind.OFFICER else None,
            group_id=UUID(data["group"]) if kind is TargetKind.GROUP else None,
        )


class ComplaintForm(TargetForm):
    """A complaint that came by telephone or letter."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(label=gettext_lazy("投诉人"), required=False, max_length=64)
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("加密保存，只有街道负责人和审查人写明用途才能查看。"),
    )


class CommendationForm(TargetForm):
    """A commendation."""

    received_on = forms.DateField(
        label=gettext_lazy("收到日"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class ExaminerForm(PageForm):
    """Who examines the complaint."""

    examiner = forms.ChoiceField(label=gettext_lazy("审查人"))

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        """Offer those who may examine it: neither the target nor who answers to the target."""
        super().__init__(*args, **kwargs)
        self.fields["examiner"].choices = people  # type: ignore[attr-defined]


class AnswerForm(PageForm):
    """What was found, and what the complainant is told."""

    is_upheld = forms.ChoiceField(
        label=gettext_lazy("结论"), choices=_YES_NO, widget=forms.RadioSelect
    )
    result = forms.CharField(label=gettext_lazy("审查结果"), max_length=2000, widget=_TEXT)
    answer = forms.CharField(
        label=gettext_lazy("答复"),
        max_length=2000,
        widget=_TEXT,
        help_text=gettext_lazy("投诉人凭查询码看到的就是这段话。"),
    )


class ContactForm(PageForm):
    """For what the contact is opened."""

    reason = forms.ChoiceField(
        label=gettext_lazy("用途"), choices=ContactReason.choices, widget=forms.RadioSelect
    )
