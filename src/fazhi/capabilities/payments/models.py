"""The rows of payments."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.payments.choices import (
    CashGround,
    Channel,
    PauseGround,
    PaymentPart,
    ReceivableStatus,
)
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.money import YuanField
from fazhi.kernel.personal import PersonalModel, SealedTextField


class Receivable(OwnedModel):
    """A fine to be paid (应缴罚款): how much and by when; what was paid stands in its payments.

    The late fine is never stored: it is computed for a day (`queries.outstanding`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="receivable")
    amount = YuanField(_("罚款金额"))
    is_on_the_spot = models.BooleanField(_("当场处罚"))
    served_on = models.DateField(_("送达日"))
    due_on = models.DateField(_("缴款期限"))
    fine_paid = YuanField(_("已缴罚款"), default=0)
    late_fine_paid = YuanField(_("已缴加处罚款"), default=0)
    late_fine_waived = YuanField(_("减免加处罚款"), default=0)
    fine_paid_on = models.DateField(_("罚款缴清日"), null=True)
    status = models.CharField(
        _("状态"), max_length=16, choices=ReceivableStatus.choices, default=ReceivableStatus.OPEN
    )
    opened_at = models.DateTimeField(_("登记时间"))
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("应缴罚款")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_fine_is_above_zero"),
            models.CheckConstraint(
                condition=Q(fine_paid__gte=0, fine_paid__lte=F("amount")),
                name="no_more_than_the_fine",
            ),
            models.CheckConstraint(
                condition=Q(late_fine_paid__gte=0, late_fine_paid__lte=F("amount")),
                name="no_late_fine_above_the_fine",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "due_on"],
                condition=Q(fine_paid_on__isnull=True),
                name="receivable_unpaid",
            ),
        ]

    def __str__(self) -> str:
        return f"¥{self.amount} {self.get_status_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "receivable": str(self.id),
            "dossier": str(self.dossier_id),
            "amount": f"{self.amount:.2f}",
            "due_on": str(self.due_on),
        }


class Payment(OwnedModel):
    """Money received for a receivable (缴款), with the number of its official receipt."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="payments")
    part = models.CharField(_("款项"), max_length=12, choices=PaymentPart.choices)
    amount = YuanField(_("金额"))
    paid_on = models.DateField(_("缴款日"))
    channel = models.CharField(_("缴款方式"), max_length=16, choices=Channel.choices)
    receipt_number = models.CharField(_("票据号码"), max_length=32)
    reference = models.CharField(_("交易流水"), max_length=64, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("缴款")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_above_zero"),
            models.CheckConstraint(
                condition=~Q(receipt_number=""), name="a_payment_has_its_receipt"
            ),
            models.UniqueConstraint(
                fields=["authority", "receipt_number"], name="one_payment_a_receipt"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "paid_on"], name="payment_by_day"),
        ]

    def __str__(self) -> str:
        return f"¥{self.amount} {self.get_channel_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "payment": str(self.id),
            "receivable": str(self.receivable_id),
            "part": self.part,
            "amount": f"{self.amount:.2f}",
            "paid_on": str(self.paid_on),
            "channel": self.channel,
            "receipt_number": self.receipt_number,
        }


class CashCollection(models.Model):
    """Cash taken on the spot (当场收缴): its ground and the two clocks that it starts."""

    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, primary_key=True, related_name="cash"
    )
    ground = models.CharField(_("理由"), max_length=20, choices=CashGround.choices)
    reason = models.CharField(_("情况说明"), max_length=200, blank=True)
    collected_by = models.ForeignKey(
        "registers_staff.Officer", on_delete=models.PROTECT, null=True, verbose_name=_("收缴人")
    )
    since = models.DateField(_("交款起算日"))
    hand_in_due_on = models.DateField(_("交至机关期限"))

    class Meta:
        verbose_name = _("当场收缴")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ground="small_fine") | ~Q(reason=""), name="cash_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_ground_display())


class CashHandIn(models.Model):
    """Cash handed by the officer to the authority (交款), which starts the clock of the bank."""

    cash = models.OneToOneField(
        CashCollection, on_delete=models.PROTECT, primary_key=True, related_name="hand_in"
    )
    handed_in_on = models.DateField(_("交至机关日"))
    bank_due_on = models.DateField(_("缴付银行期限"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("当场收缴款交至机关")

    def __str__(self) -> str:
        return str(self.handed_in_on)

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "payment": str(self.cash_id),
            "handed_in_on": str(self.handed_in_on),
            "bank_due_on": str(self.bank_due_on),
        }


class CashBanking(models.Model):
    """Cash paid by the authority into the bank of the treasury (缴付银行)."""

    hand_in = models.OneToOneField(
        CashHandIn, on_delete=models.PROTECT, primary_key=True, related_name="banking"
    )
    banked_on = models.DateField(_("缴付银行日"))
    reference = models.CharField(_("缴款书号"), max_length=64, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("当场收缴款缴付银行")

    def __str__(self) -> str:
        return str(self.banked_on)

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {"payment": str(self.hand_in_id), "banked_on": str(self.banked_on)}


class LateFinePause(models.Model):
    """A time for which no late fine is counted (加处罚款停止计算): reconsideration, litigation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="pauses")
    ground = models.CharField(_("事由"), max_length=20, choices=PauseGround.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)

    class Meta:
        verbose_name = _("加处罚款停止计算")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_pause_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()} {self.since} 至 {self.until or '今'}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "receivable": str(self.receivable_id),
            "ground": self.ground,
            "since": str(self.since),
            "until": str(self.until) if self.until else None,
        }


class ReceivableCancellation(models.Model):
    """A receivable that is no longer owed (应缴撤销), because its decision fell."""

    receivable = models.OneToOneField(
        Receivable, on_delete=models.PROTECT, primary_key=True, related_name="cancellation"
    )
    reason = models.TextField(_("理由"))
    cancelled_at = models.DateTimeField(_("时间"))
    cancelled_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("应缴撤销")

    def __str__(self) -> str:
        return self.reason


class ReceivableReduction(models.Model):
    """A fine that was lowered (应收罚款减少), because review body or court changed the decision."""

    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="reductions")
    amount_before = YuanField(_("原罚款金额"))
    amount = YuanField(_("变更后的罚款金额"))
    reason = models.CharField(_("理由"), max_length=200)
    reduced_at = models.DateTimeField(_("时间"))
    reduced_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("应收罚款减少")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lt=F("amount_before")),
                name="a_reduction_lowers_the_fine",
            ),
        ]

    def __str__(self) -> str:
        return f"¥{self.amount_before} → ¥{self.amount}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "receivable": str(self.receivable_id),
            "amount_before": f"{self.amount_before:.2f}",
            "amount": f"{self.amount:.2f}",
        }


class LateFineWaiver(models.Model):
    """A late fine that is no longer asked for (加处罚款的减免), under an enforcement agreement."""

    receivable = models.OneToOneField(
        Receivable, on_delete=models.PROTECT, primary_key=True, related_name="waiver"
    )
    amount = YuanField(_("减免加处罚款"))
    reason = models.CharField(_("理由"), max_length=200)
    waived_at = models.DateTimeField(_("时间"))
    waived_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("加处罚款的减免")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_waiver_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"¥{self.amount}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {"receivable": str(self.receivable_id), "amount": f"{self.amount:.2f}"}


class Deferral(PersonalModel):
    """An application to pay later or in parts (延期、分期缴纳) and what the head decided on it.

    Once approved, the receivable is due on `until`; `due_on_before` keeps the day of before.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receivable = models.ForeignKey(Receivable, on_delete=models.PROTECT, related_name="deferrals")
    applied_on = models.DateField(_("申请日"), null=True)
    hardship = SealedTextField(_("经济困难情况"))
    until = models.DateField(_("缓缴至"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)
    decided_on = models.DateField(_("决定日"), null=True)
    is_approved = models.BooleanField(_("批准"), null=True)
    reason = models.CharField(_("决定理由"), max_length=200, blank=True)
    decided_by_id = models.UUIDField(_("决定人"), null=True)
    due_on_before = models.DateField(_("原缴款期限"), null=True)

    class Meta:
        verbose_name = _("延期、分期缴纳")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["receivable"],
                condition=Q(decided_on__isnull=True),
                name="one_open_deferral_a_receivable",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, is_approved__isnull=True)
                | (Q(decided_on__isnull=False, is_approved__isnull=False) & ~Q(reason="")),
                name="a_decided_deferral_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receivable}：{self.until}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; the hardship stays in it."""
        return {
            "deferral": str(self.id),
            "receivable": str(self.receivable_id),
            "until": str(self.until),
            "is_approved": self.is_approved,
        }


class Instalment(models.Model):
    """One part of a fine that is paid in parts (分期缴纳的一期)."""

    deferral = models.ForeignKey(Deferral, on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("缴款日"))
    amount = YuanField(_("金额"))

    class Meta:
        verbose_name = _("分期")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deferral", "due_on"], name="one_instalment_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_instalment_is_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} ¥{self.amount}"
