"""The rows of counsel: lawyers, invitations to a case, looks at it, and advice."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField

_ACCOUNT = "kernel.Account"


class Lawyer(OwnedModel):
    """A lawyer from outside (外聘律师), with the firm that sends him; the name is his account's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField(_ACCOUNT, on_delete=models.PROTECT, related_name="lawyer")
    firm = models.CharField(_("律师事务所"), max_length=100)
    practice_number = models.CharField(_("执业证号"), max_length=32)
    registered_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("外聘律师")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "practice_number"], name="lawyer_registered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.display_name} · {self.firm}"


class LawyerInvitation(OwnedModel):
    """An invitation of a lawyer to one case (律师委托), both days inclusive, for a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(
        "proceedings_cases.Case", on_delete=models.PROTECT, related_name="lawyer_invitations"
    )
    lawyer = models.ForeignKey(Lawyer, on_delete=models.PROTECT, related_name="invitations")
    since = models.DateField(_("委托起始日"))
    until = models.DateField(_("委托截止日"))
    reason = models.CharField(_("委托事项"), max_length=300)
    invited_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("委托时间"))
    revoked_by = models.ForeignKey(_ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revocation_reason = models.CharField(_("撤销理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("律师委托")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="invitation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="invitation_says_why"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | (
                    Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revocation_reason="")
                ),
                name="revocation_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=["case", "lawyer", "since"],
                condition=Q(revoked_at=None),
                name="one_invitation_from_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-invited_at"], name="invitations_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.case}：{self.lawyer}"

    def runs_on(self, day: dt.date) -> bool:
        """Tell whether the invitation is in force on a day, as long as the case is open."""
        return self.revoked_at is None and self.since <= day <= self.until


class LawyerLook(models.Model):
    """A look that a lawyer took at the case (律师查阅)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.ForeignKey(LawyerInvitation, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField(_("查阅时间"))
    entry_id = models.UUIDField()

    class Meta:
        verbose_name = _("律师查阅")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["invitation", "-at"], name="looks_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation} {self.at:%Y-%m-%d %H:%M}"


class Advice(PersonalModel):
    """What a lawyer advises on the case (律师意见); it is kept with the file and never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    invitation = models.ForeignKey(
        LawyerInvitation, on_delete=models.PROTECT, related_name="advice"
    )
    text = SealedTextField(_("意见"))
    given_at = models.DateTimeField(_("提出时间"))
    entry_id = models.UUIDField()

    class Meta:
        verbose_name = _("律师意见")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["invitation", "given_at"], name="advice_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation} {self.given_at:%Y-%m-%d}"
