"""The rows of what happens to a decision after it was made."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.cases.choices import (
    Attendance,
    ComplaintKind,
    GoodsDisposal,
    RemedyKind,
    RemedyOutcome,
    RescissionGround,
)
from fazhi.proceedings.cases.models.cases import Case


class Remedy(OwnedModel):
    """A reconsideration or a suit (复议、诉讼) against the decision of a case.

    `received_on` is the day on which the house learned of it: by the copy, or, filed through the
    house, by the application itself; `copy_received_on` starts the period of the answer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(_("种类"), max_length=16, choices=RemedyKind.choices)
    body = models.CharField(_("复议机关或者法院"), max_length=64)
    number = models.CharField(_("对方案号"), max_length=64, blank=True)
    is_simple = models.BooleanField(_("适用简易程序审理"), default=False)
    is_filed_here = models.BooleanField(_("通过本机关提交"), default=False)
    applied_on = models.DateField(_("申请或者起诉日"))
    received_on = models.DateField(_("收到日"))
    forwarded_on = models.DateField(_("转送日"), null=True)
    copy_received_on = models.DateField(_("收到副本日"), null=True)
    answered_on = models.DateField(_("答复日"), null=True)
    #: The nearest day set by law for what the house owes; drives the lamp on lists.
    due_on = models.DateField(_("期限"), null=True)
    ended_on = models.DateField(_("结束日"), null=True)
    outcome = models.CharField(_("结果"), max_length=20, choices=RemedyOutcome.choices, blank=True)
    attended_by = models.CharField(
        _("参加听证或者出庭"), max_length=12, choices=Attendance.choices, blank=True
    )
    absence_reason = models.CharField(_("负责人不能参加的理由"), max_length=200, blank=True)
    #: The rules that were asked and what each answered; warnings stand here.
    grounds = models.JSONField(default=list)
    task = models.ForeignKey(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="+"
    )
    pause = models.OneToOneField(
        "capabilities_payments.LateFinePause",
        on_delete=models.PROTECT,
        null=True,
        related_name="remedy",
    )

    class Meta:
        verbose_name = _("复议、诉讼")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, outcome="")
                | (Q(ended_on__isnull=False) & ~Q(outcome="")),
                name="a_remedy_ends_with_an_outcome",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-received_on", "id"], name="remedies_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.body}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "remedy": str(self.id),
            "case": str(self.case_id),
            "kind": self.kind,
            "received_on": str(self.received_on),
            "outcome": self.outcome,
        }


class Stay(OwnedModel):
    """An order that the decision is not carried out for the time being (停止执行)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="stays")
    ordered_by = models.CharField(_("决定机关"), max_length=64)
    reason = models.CharField(_("理由"), max_length=200)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True)
    account_id = models.UUIDField(_("登记人"), null=True)

    class Meta:
        verbose_name = _("停止执行")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["remedy"], condition=Q(until__isnull=True), name="one_stay_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordered_by} {self.since}"

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the decision may not be carried out on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        until = str(self.until) if self.until else None
        return {"stay": str(self.id), "since": str(self.since), "until": until}


class Rescission(models.Model):
    """The end of a decision that was wrong (撤销决定): why, by whom, when."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="rescission")
    ground = models.CharField(_("依据"), max_length=12, choices=RescissionGround.choices)
    reason = models.CharField(_("理由"), max_length=200)
    rescinded_at = models.DateTimeField(_("撤销时间"))
    account_id = models.UUIDField(_("经办人"))

    class Meta:
        verbose_name = _("决定撤销")

    def __str__(self) -> str:
        return f"{self.case}：{self.rescinded_at:%Y-%m-%d}"


class PenaltyComplaint(PersonalModel):
    """A complaint about a penalty (申诉、检举), what its examination found, and the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="complaints")
    kind = models.CharField(_("来源"), max_length=12, choices=ComplaintKind.choices)
    statement = SealedTextField(_("申诉、检举内容"))
    received_on = models.DateField(_("收到日"))
    examined_by_id = models.UUIDField(_("审查人"), null=True)
    examined_on = models.DateField(_("审查日"), null=True)
    is_error_found = models.BooleanField(_("发现错误"), null=True)
    finding = models.CharField(_("审查结果"), max_length=500, blank=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("申诉、检举")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what was said stays in it."""
        return {"complaint": str(self.id), "is_error_found": self.is_error_found}


class ConfiscatedGoods(OwnedModel):
    """Goods that a decision confiscated (没收财物) and what became of them.

    `destruction_basis` names the provision under which they must be destroyed, where there is one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="goods")
    description = models.CharField(_("名称、规格"), max_length=200)
    quantity = models.CharField(_("数量"), max_length=32)
    destruction_basis = models.CharField(_("依法应当销毁的依据"), max_length=200, blank=True)
    disposal = models.CharField(
        _("处理方式"), max_length=16, choices=GoodsDisposal.choices, blank=True
    )
    disposed_on = models.DateField(_("处理日"), null=True)
    record_number = models.CharField(_("拍卖、处理或者销毁记录编号"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("没收财物")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(disposed_on__isnull=True, disposal="")
                | (Q(disposed_on__isnull=False) & ~Q(disposal="")),
                name="goods_are_disposed_of_some_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.quantity}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {"goods": str(self.id), "disposal": self.disposal}
