"""The forms of what becomes of a decision, one for each act."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.proceedings.cases.choices import (
    Attendance,
    ComplaintKind,
    GoodsDisposal,
    RemedyKind,
    RemedyOutcome,
)
from fazhi.web.forms import PageForm


def _day(label: Any, *, required: bool = True, today: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        initial=clock.today if today else None,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


def _choice(label: Any, kind: type[TextChoices]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=kind.choices, coerce=kind)


def _words(label: Any, longest: int = 200, *, required: bool = True) -> forms.CharField:
    lines = forms.Textarea(attrs={"rows": 3}) if longest > 64 else forms.TextInput()  # noqa: PLR2004 -- what fits one line
    return forms.CharField(label=label, max_length=longest, required=required, widget=lines)


def _yes_or_no(label: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("true", yes), ("false", no)],
        coerce=lambda word: word == "true",
        widget=forms.RadioSelect,
    )


class RemedyForm(PageForm):
    """A reconsideration or suit that reached the house."""

    kind = _choice(gettext_lazy("种类"), RemedyKind)
    body = _words(gettext_lazy("复议机关或者法院"), 64)
    number = _words(gettext_lazy("对方案号"), 64, required=False)
    applied_on = _day(gettext_lazy("申请或者起诉日"), today=False)
    received_on = _day(gettext_lazy("收到日（副本或者申请）"))
    is_simple = forms.BooleanField(label=gettext_lazy("复议适用简易程序审理"), required=False)
    is_filed_here = forms.BooleanField(
        label=gettext_lazy("复议申请通过本机关提交，须转送"), required=False
    )


class ForwardingForm(PageForm):
    """The day on which an application went on to the review body."""

    forwarded_on = _day(gettext_lazy("转送日"))


class CopyForm(PageForm):
    """The copy that came from the review body."""

    received_on = _day(gettext_lazy("收到副本日"))
    number = _words(gettext_lazy("对方案号"), 64, required=False)


class AnswerForm(PageForm):
    """The day on which the answer with all evidence was handed in."""

    answered_on = _day(gettext_lazy("提交答复和全部证据之日"))


class OutcomeForm(PageForm):
    """How a remedy ended, and who came to the hearing."""

    outcome = _choice(gettext_lazy("结果"), RemedyOutcome)
    ended_on = _day(gettext_lazy("结束日"))
    attended_by = _choice(gettext_lazy("参加听证或者出庭"), Attendance)
    absence_reason = _words(
        gettext_lazy("负责人不能参加的理由和委托的人员（委托时必填）"), required=False
    )
    fine = forms.DecimalField(
        label=gettext_lazy("变更后的罚款（元，结果为变更时必填）"),
        required=False,
        decimal_places=2,
        max_digits=12,
    )


class StayForm(PageForm):
    """An order that the decision is not carried out for now."""

    ordered_by = _words(gettext_lazy("决定停止执行的机关"), 64)
    since = _day(gettext_lazy("自"))
    reason = _words(gettext_lazy("理由"))


class StayEndForm(PageForm):
    """The day from which the decision is carried out again."""

    until = _day(gettext_lazy("恢复执行之日"))


class DeferralForm(PageForm):
    """An application to pay later, or in instalments."""

    applied_on = _day(gettext_lazy("申请日（当事人没有申请的不填）"), required=False, today=False)
    hardship = _words(gettext_lazy("经济困难情况和材料"), 1000, required=False)
    until = _day(gettext_lazy("缓缴至（分期的不填）"), required=False, today=False)
    instalments = _words(
        gettext_lazy("分期（每行一期，如 2026-05-20 100.00）"), 1000, required=False
    )

    def clean_instalments(self) -> list[dict[str, Any]]:
        """Return the instalments that were written line by line."""
        try:
            lines = [line.split() for line in self.cleaned_data["instalments"].splitlines()]
            return [
                {"due_on": dt.date.fromisoformat(day), "amount": Decimal(amount)}
                for day, amount in filter(None, lines)
            ]
        except (ValueError, InvalidOperation) as error:
            words = _("每行写一个日期和一个金额，中间空一格。")
            raise forms.ValidationError(words) from error


class DeferralDecisionForm(PageForm):
    """What the head decides on it."""

    is_approved = _yes_or_no(gettext_lazy("决定"), gettext_lazy("批准"), gettext_lazy("不批准"))
    reason = _words(gettext_lazy("理由"))


class ComplaintForm(PageForm):
    """A complaint about the penalty."""

    kind = _choice(gettext_lazy("来源"), ComplaintKind)
    statement = _words(gettext_lazy("申诉、检举内容"), 1000)
    received_on = _day(gettext_lazy("收到日"))


class ComplaintAnswerForm(PageForm):
    """What the examination found, and the answer."""

    is_error_found = _yes_or_no(
        gettext_lazy("审查结果"), gettext_lazy("决定有错误"), gettext_lazy("决定没有错误")
    )
    finding = _words(gettext_lazy("审查情况和理由"), 500, required=False)
    answer = _words(gettext_lazy("答复"), 500)


class RescissionForm(PageForm):
    """Why a decision is rescinded."""

    reason = _words(gettext_lazy("撤销的理由和依据"))


class GoodsForm(PageForm):
    """Goods that the decision confiscated."""

    description = _words(gettext_lazy("名称、规格"), 64)
    quantity = _words(gettext_lazy("数量"), 32)
    destruction_basis = _words(gettext_lazy("依法应当销毁的，写明依据的法律条文"), required=False)


class DisposalForm(PageForm):
    """What became of the goods."""

    disposal = _choice(gettext_lazy("处理方式"), GoodsDisposal)
    disposed_on = _day(gettext_lazy("处理日"))
    record_number = _words(gettext_lazy("拍卖、处理或者销毁记录编号"), 64)
