"""The rows of cases: the decision, who took part, its filing and its closing."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext as said_now
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.money import YuanField
from fazhi.proceedings.cases.choices import (
    PATHS,
    CaseConclusion,
    CaseProcedure,
    CaseStatus,
    DefenceOutcome,
    Delivery,
    OfficerPart,
)


class Case(OwnedModel):
    """An enforcement case (案件): one party, one act, one power, and the steps taken on it."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("案号"), max_length=64)
    procedure = models.CharField(max_length=20, choices=CaseProcedure.choices)
    power = models.ForeignKey("registers_competence.Power", on_delete=models.PROTECT)
    party = models.ForeignKey("registers_parties.Party", on_delete=models.PROTECT)
    #: The issue from which the case came, when it did not come straight from the street.
    issue = models.ForeignKey(
        "proceedings_issues.Issue", on_delete=models.PROTECT, null=True, related_name="cases"
    )
    #: The lead or platform case out of which it was proposed (案源).
    intake = models.ForeignKey(
        "proceedings_leads.Intake", on_delete=models.PROTECT, null=True, related_name="cases"
    )
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField()
    latitude = models.FloatField()
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    happened_at = models.DateTimeField(_("违法时间"))
    #: When the case came to the authority: filed, or decided on the spot.
    opened_at = models.DateTimeField(_("立案时间"))
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    fine = YuanField(_("罚款"), default=0)
    status = models.CharField(max_length=20, choices=CaseStatus.choices)
    #: The nearest day set by law or by the office for the next step; drives the lamp on lists.
    due_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("案件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="case_number_once"),
            models.CheckConstraint(condition=models.Q(fine__gte=0), name="fine_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-opened_at", "-dossier"], name="cases_newest"),
            models.Index(fields=["authority", "status", "due_on"], name="cases_due"),
            models.Index(fields=["authority", "power", "decided_at"], name="cases_by_power"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many stages of its procedure the case has reached, of how many; None off the path."""
        path = PATHS[CaseProcedure(self.procedure)]
        if self.status not in path:
            return None
        return path.index(CaseStatus(self.status)) + 1, len(path)

    @property
    def decision_at(self) -> dt.datetime:
        """The moment of the decision; ConflictError while there is none."""
        if self.decided_at is None:
            raise ConflictError(
                said_now("案件 %(number)s 还没有作出决定，不能办理决定以后的步骤。")
                % {"number": self.number}
            )
        return self.decided_at

    @property
    def decided_on(self) -> dt.date:
        """The local day of the decision; ConflictError while there is none."""
        return clock.day_of(self.decision_at)


class CaseOfficer(models.Model):
    """An officer's part in a case (承办人), with the certificate that was valid on the day."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)
    part = models.CharField(max_length=10, choices=OfficerPart.choices)
    certificate_number = models.CharField(_("执法证号"), max_length=32)

    class Meta:
        verbose_name = _("承办人")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "officer"], name="officer_once_a_case"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(part="host"), name="one_host_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}：{self.officer}"


class Decision(models.Model):
    """The decision of a case (处罚决定): on the spot told, heard, decided and handed over."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="decision")
    kinds = models.JSONField(_("处罚种类"))
    conclusion = models.CharField(
        _("处理结论"),
        max_length=20,
        choices=CaseConclusion.choices,
        default=CaseConclusion.PENALTY,
    )
    fine = YuanField(_("罚款"), default=0)
    notified_fine = YuanField(_("告知的罚款"), default=0)
    defence = models.CharField(max_length=20, choices=DefenceOutcome.choices)
    delivery = models.CharField(max_length=20, choices=Delivery.choices)
    #: The rules that were asked and what each answered; warnings stand here too.
    grounds = models.JSONField(default=list)
    document = models.OneToOneField("capabilities_documents.Document", on_delete=models.PROTECT)
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("处罚决定")

    def __str__(self) -> str:
        return f"{self.case}：{self.fine} 元"


class CaseFiling(models.Model):
    """The report of an on-the-spot decision to the own authority for filing (备案)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="filing")
    filed_at = models.DateTimeField()
    account_id = models.UUIDField()

    class Meta:
        verbose_name = _("备案")

    def __str__(self) -> str:
        return f"{self.case}：{self.filed_at:%Y-%m-%d}"


class CaseClosure(models.Model):
    """The closing of a case (结案), once it is filed and performed."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="closure")
    closed_at = models.DateTimeField()
    account_id = models.UUIDField()

    class Meta:
        verbose_name = _("结案")

    def __str__(self) -> str:
        return f"{self.case}：{self.closed_at:%Y-%m-%d}"
