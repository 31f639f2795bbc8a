"""Second factors, their recovery codes, the attempts at them, and how one is reset."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.fields import SealedTextField
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models.accounts import Account
from fazhi.kernel.models.dossiers import OwnedModel
from fazhi.kernel.models.personal import PersonalModel


class SecondFactor(PersonalModel):
    """The second factor (第二因素) of an account: a secret that makes one-time codes.

    It counts from `confirmed_at`, when its owner first gave a code of it, until `ended_at`. A step
    is one stretch of thirty seconds; codes up to `last_step` were used and open nothing any more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="factors")
    secret = SealedTextField(_("密钥"))
    begun_at = models.DateTimeField(_("开始登记时间"))
    confirmed_at = models.DateTimeField(_("登记时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("第二因素")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(ended_at__isnull=True),
                name="one_factor_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.begun_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """A recovery code (恢复码) for the day the telephone is lost; kept as a digest, used once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    factor = models.ForeignKey(
        SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.BinaryField(_("摘要"), max_length=33)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)
    ended_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("恢复码")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once"),
        ]

    def __str__(self) -> str:
        return str(_("已使用") if self.used_at else _("未使用"))


class FactorAttempt(models.Model):
    """An attempt at a second factor (动态码尝试); written before the code is looked at."""

    class Outcome(models.TextChoices):
        """How an attempt ended; `failed` until the code was found right."""

        FAILED = "failed", _("失败")
        SUCCEEDED = "succeeded", _("成功")
        LOCKED = "locked", _("锁定中")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="factor_attempts")
    at = models.DateTimeField(_("时间"))
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome.choices, default=Outcome.FAILED
    )

    class Meta:
        verbose_name = _("动态码尝试")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "at"], name="factor_attempt_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at:%Y-%m-%d %H:%M}"


class FactorReset(OwnedModel):
    """A reset of a second factor (第二因素重置): asked by the operator, confirmed by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="factor_resets")
    reason = models.CharField(_("理由"), max_length=200)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("提出时间"))
    confirmed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("第二因素重置")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-asked_at"], name="factor_reset_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("asked_by")),
                name="factor_reset_by_two_persons",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("account"))
                & (
                    models.Q(confirmed_by__isnull=True)
                    | ~models.Q(confirmed_by=models.F("account"))
                ),
                name="factor_reset_not_of_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.reason}"
