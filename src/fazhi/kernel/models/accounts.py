"""Accounts and the roles granted to them."""

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.identifiers import new_id


class Account(AbstractBaseUser):
    """A person's account (账号): one person, one account, no shared ones, no superuser."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField("账号", max_length=64, unique=True)
    display_name = models.CharField("姓名", max_length=64)
    authority = models.CharField("机关", max_length=12, db_index=True)
    is_active = models.BooleanField("可用", default=True)
    is_demonstration = models.BooleanField("演示账号", default=False)
    #: Raised when the person leaves or a device is lost: every session begun before it ends.
    sessions_valid_from = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "authority"]

    objects = BaseUserManager["Account"]()

    class Meta:
        verbose_name = "账号"

    def seat(self, day: dt.date) -> Seat:
        """Return the seat of this account with the roles held on the day."""
        grants = self.grants.filter(since__lte=day).exclude(until__lt=day)
        return Seat(
            authority=self.authority,
            account_id=self.id,
            name=self.display_name,
            roles=frozenset(Role(role) for role in grants.values_list("role", flat=True)),
        )


class RoleGrant(models.Model):
    """A role (岗位) granted to an account from one day to another, both inclusive."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "岗位授予"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "role", "since"], name="one_grant_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.account}：{self.get_role_display()}"
