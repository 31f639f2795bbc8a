"""The forms of leads, platform cases and requests for co-operation."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.proceedings.leads.choices import DeclineReason, LeadSource, TermSubject
from fazhi.proceedings.leads.inputs import IntakeInput, ResponseTermInput
from fazhi.web.console.spots import SpotForm
from fazhi.web.forms import PageForm

_MOMENT = "%Y-%m-%dT%H:%M"
_ORDER = ("sender", "outside_number", "received_at", "place", "grid", "power")


def moment_field(label: Any) -> forms.DateTimeField:
    """Return a field for a moment, filled with the present one."""
    return forms.DateTimeField(
        label=label,
        initial=lambda: clock.local(clock.now()).replace(tzinfo=None),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        input_formats=[_MOMENT],
    )


def day_field(label: Any, *, required: bool = True, today: bool = True) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        initial=clock.today if today else None,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def text_field(label: Any, longest: int, **how: Any) -> forms.CharField:
    """Return a field for several lines."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **how
    )


class IntakeForm(SpotForm):
    """A case that a platform assigned; a lead says more."""

    sender = forms.CharField(label=_("来源单位或者平台"), max_length=64)
    outside_number = forms.CharField(label=_("对方编号"), max_length=64)
    received_at = moment_field(_("收到时间"))
    description = text_field(_("内容"), 2000, help_text=_("加密保存；清单和留痕中不出现。"))
    power = forms.CharField(
        label=_("涉及事项编码"),
        required=False,
        max_length=32,
        help_text=_("按收到当日的事项目录；不能确定的不填。"),
    )

    field_order: tuple[str, ...] = _ORDER

    def given(self) -> IntakeInput:
        """Return what was entered as the action takes it."""
        data, spot = self.cleaned_data, self.spot()
        names = ("sender", "outside_number", "received_at", "description", "place")
        return IntakeInput(
            power_code=data["power"],
            longitude=spot.longitude if spot else None,
            latitude=spot.latitude if spot else None,
            **{name: data[name] for name in names},
        )


class LeadForm(IntakeForm):
    """A lead as it is received."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    issue = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(label=_("来源"), choices=LeadSource.choices)
    sender = forms.CharField(
        label=_("来源单位或者平台"),
        required=False,
        max_length=64,
        help_text=_("热线、上级平台、其他部门的线索须填写单位和编号。"),
    )
    outside_number = forms.CharField(label=_("对方编号"), required=False, max_length=64)

    field_order: tuple[str, ...] = ("form_key", "issue", "source", *_ORDER)

    def given(self) -> IntakeInput:
        """Return what was entered as the action takes it; an outside number needs no other key."""
        data = self.cleaned_data
        return replace(
            super().given(),
            source=LeadSource(data["source"]),
            issue_id=data["issue"],
            form_key="" if data["outside_number"] else data["form_key"],
        )


class AcceptanceForm(PageForm):
    """That it is taken up."""

    note = text_field(_("说明"), 500, required=False)


class DeclineForm(PageForm):
    """Why it is not taken up."""

    reason = forms.TypedChoiceField(
        label=_("理由"), choices=DeclineReason.choices, coerce=DeclineReason
    )
    note = text_field(_("说明"), 500, required=False)
    duplicate_of = forms.CharField(
        label=_("与何编号重复"),
        required=False,
        max_length=64,
        help_text=_("重复线索填写本街道编号。"),
    )
    violation_ended_on = day_field(_("违法行为终了之日"), required=False, today=False)
    is_gravely_harmful = forms.BooleanField(
        label=_("涉及公民生命健康安全、金融安全且有危害后果"), required=False
    )


class HandOverForm(PageForm):
    """To whom it goes."""

    receiver = forms.CharField(label=_("移送单位"), max_length=64)
    note = text_field(
        _("说明"),
        500,
        required=False,
        help_text=_("事项和地点都属本街道而仍要移送的，写明理由。"),
    )


class IntakeReceiptForm(PageForm):
    """The receipt of whoever it went to."""

    receipt_number = forms.CharField(label=_("回执编号"), max_length=64)
    receipt_on = day_field(_("回执日"))


class ResultForm(PageForm):
    """What came of it, for the platform."""

    result = text_field(_("办理结果"), 500)
    receipt_number = forms.CharField(label=_("平台回执编号"), required=False, max_length=64)


class TermForm(PageForm):
    """A term of the office from a day on."""

    subject = forms.ChoiceField(label=_("适用于"), choices=TermSubject.choices)
    working_days = forms.IntegerField(label=_("工作日"), min_value=1, max_value=60)
    since = day_field(_("自"))
    cite = forms.CharField(label=_("依据（本街道规定）"), max_length=200)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def given(self) -> ResponseTermInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return ResponseTermInput(
            subject=TermSubject(data["subject"]),
            working_days=data["working_days"],
            since=data["since"],
            cite=data["cite"],
            reason=data["reason"],
        )
