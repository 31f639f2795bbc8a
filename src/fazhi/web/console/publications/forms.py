"""The forms of publication."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fazhi.law.redaction import PersonalKind
from fazhi.outcomes.publication.choices import LeftOut
from fazhi.outcomes.publication.copies import PublicCopy
from fazhi.outcomes.publication.inputs import CopyOptions
from fazhi.web.forms import PageForm

_BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")
_LONGEST_NAME = 40


class ProposalForm(PageForm):
    """A case whose decision is to be published though nobody must."""

    number = forms.CharField(label=_("案号"), max_length=64)
    reason = forms.CharField(
        label=_("为什么公开"),
        help_text=_("当场处罚一般不公开，应请求公开的写明谁、为什么申请。"),
        max_length=500,
    )


class ConfirmationForm(PageForm):
    """What a person decides about a copy after looking at it."""

    seen_hash = forms.CharField(widget=forms.HiddenInput)
    left_out = forms.MultipleChoiceField(
        label=_("不公开的栏目"),
        choices=LeftOut.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    also_hidden = forms.CharField(
        label=_("还要隐去的姓名"),
        help_text=_("文中出现、系统没有标出的人，用顿号隔开。"),
        max_length=500,
        required=False,
    )
    kept = forms.MultipleChoiceField(
        label=_("不是住址、可以保留的地点"), widget=forms.CheckboxSelectMultiple, required=False
    )
    has_influence = forms.BooleanField(label=_("具有一定社会影响"), required=False)
    involves_secret = forms.BooleanField(
        label=_("主要事实涉及国家秘密或者商业秘密"), required=False
    )
    involves_privacy = forms.BooleanField(label=_("主要事实涉及个人隐私"), required=False)
    endangers_safety = forms.BooleanField(label=_("公开可能危及安全或者社会稳定"), required=False)
    is_unsuitable = forms.BooleanField(label=_("上级机关认定不宜公开"), required=False)
    reason = forms.CharField(label=_("公开理由"), max_length=500, required=False)
    until = forms.DateField(
        label=_("公示截止日"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )

    def __init__(self, copy: PublicCopy, *args: Any, **kwargs: Any) -> None:
        """Offer the places that were taken for an address."""
        super().__init__(*args, **kwargs)
        places = {hit.text for hit in copy.hits if hit.kind is PersonalKind.ADDRESS}
        self.fields["kept"].choices = [(place, place) for place in sorted(places)]  # type: ignore[attr-defined]  # a choice field
        if not places:
            del self.fields["kept"]

    @property
    def options(self) -> CopyOptions:
        """What was chosen, taken out of what is given to the action."""
        given = self.cleaned_data
        names = _BETWEEN_NAMES.split(given.get("also_hidden", ""))
        return CopyOptions(
            left_out=frozenset(given.get("left_out", ())),
            also_hidden=tuple(name[:_LONGEST_NAME] for name in names if name),
            kept=frozenset(given.get("kept", ())),
        )


class ReviewForm(PageForm):
    """What a second person says."""

    seen_hash = forms.CharField(widget=forms.HiddenInput)
    is_passed = forms.TypedChoiceField(
        label=_("复核意见"),
        choices=[("yes", _("可以公开")), ("", _("退回重新核对"))],
        coerce=bool,
        required=False,
    )
    reason = forms.CharField(label=_("退回理由"), max_length=500, required=False)


class ReasonForm(PageForm):
    """Why a decision is not published."""

    reason = forms.CharField(label=_("不公开的理由"), max_length=500)


class WithdrawalForm(PageForm):
    """What the public reads of a withdrawal."""

    explanation = forms.CharField(
        label=_("向公众说明的理由"),
        help_text=_("这段话会公开，不要写个人信息。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class RepairForm(PageForm):
    """The answer to an application for credit repair."""

    is_granted = forms.TypedChoiceField(
        label=_("办理结果"),
        choices=[("", _("不同意")), ("yes", _("同意，停止公示"))],
        coerce=bool,
        required=False,
    )
    answer = forms.CharField(label=_("答复"), max_length=500)
