"""Sign-in attempts, password changes and devices of accounts."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models.accounts import Account


class CutOffReason(models.TextChoices):
    """Why an account was ended at once."""

    DEPARTED = "departed", _("离岗")
    SUSPENDED = "suspended", _("停职")
    COMPROMISED = "compromised", _("账号被盗用")


class LoginAttempt(models.Model):
    """An attempt to sign in (登录尝试); account and address are kept as keyed digests only."""

    class Outcome(models.TextChoices):
        """How an attempt ended; `failed` until the password was found right."""

        FAILED = "failed", _("失败")
        SUCCEEDED = "succeeded", _("成功")
        LOCKED = "locked", _("锁定中")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username_digest = models.BinaryField(_("账号摘要"), max_length=32)
    address_digest = models.BinaryField(_("地址摘要"), max_length=32)
    at = models.DateTimeField(_("时间"))
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome.choices, default=Outcome.FAILED
    )

    class Meta:
        verbose_name = _("登录尝试")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["username_digest", "address_digest", "at"], name="attempt_by_who"),
            models.Index(fields=["address_digest", "at"], name="attempt_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at:%Y-%m-%d %H:%M}"


class PasswordChange(models.Model):
    """A change of password (口令更换): who changed it and when; the newest tells its age."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="password_changes")
    changed_by_id = models.UUIDField(_("更换人"), null=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("口令更换")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-at"], name="password_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.at:%Y-%m-%d}"


class Device(models.Model):
    """A terminal enrolled to an account (执法终端); a lost one is revoked and never comes back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(_("名称"), max_length=64)
    enrolled_at = models.DateTimeField(_("登记时间"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("执法终端")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "revoked_at"], name="device_of_account"),
        ]

    def __str__(self) -> str:
        return self.name
