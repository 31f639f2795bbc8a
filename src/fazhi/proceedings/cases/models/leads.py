"""The rows of what is sent to the house: leads, and cases that a platform assigns."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.cases.lead_choices import (
    DeclineReason,
    IntakeStatus,
    LeadSource,
    TermSubject,
)
from fazhi.registers.validity import DatedModel

_POWER = "registers_competence.Power"


class Intake(PersonalModel):
    """What lead and platform case have in common.

    The description is always sealed: whether it names people cannot be told from outside. `due_on`
    follows the office's own term of the day of receipt and is not changed when the term changes.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("编号"), max_length=64)
    sender = models.CharField(_("来源单位或者平台"), max_length=64, blank=True)
    outside_number = models.CharField(_("对方编号"), max_length=64, blank=True)
    received_at = models.DateTimeField(_("收到时间"))
    description = SealedTextField(_("内容"))
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    power = models.ForeignKey(
        _POWER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("涉及事项")
    )
    due_on = models.DateField(_("答复期限（本街道规定）"))
    status = models.CharField(
        _("状态"), max_length=12, choices=IntakeStatus.choices, default=IntakeStatus.RECEIVED
    )
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Tell whether the answer is still owed."""
        return self.status == IntakeStatus.RECEIVED

    @property
    def answered_on(self) -> dt.date | None:
        """Return the day of the answer, or None."""
        answer = getattr(self, "answer", None)
        return answer.answered_on if answer else None

    def is_late_on(self, day: dt.date) -> bool:
        """Tell whether the answer came after its day, or on a day is overdue."""
        return (self.answered_on or day) > self.due_on


class IntakeAnswer(models.Model):
    """What the house answered, who, when and why; each is answered once."""

    kind = models.CharField(_("答复"), max_length=12, choices=IntakeStatus.choices)
    reason = models.CharField(_("理由"), max_length=20, choices=DeclineReason.choices, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    duplicate_of = models.CharField(_("与何编号重复"), max_length=64, blank=True)
    receiver = models.CharField(_("移送单位"), max_length=64, blank=True)
    receipt_number = models.CharField(_("回执编号"), max_length=64, blank=True)
    receipt_on = models.DateField(_("回执日"), null=True)
    answered_at = models.DateTimeField(_("答复时间"))
    answered_on = models.DateField(_("答复日"))
    account_id = models.UUIDField(_("答复人"))

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(kind=IntakeStatus.DECLINED) & ~Q(reason=""))
                | (~Q(kind=IntakeStatus.DECLINED) & Q(reason="")),
                name="%(class)s_declines_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(kind=IntakeStatus.HANDED_OVER) & ~Q(receiver=""))
                | (~Q(kind=IntakeStatus.HANDED_OVER) & Q(receiver="", receipt_number="")),
                name="%(class)s_hands_over_to_somebody",
            ),
        ]


class Lead(Intake):
    """A lead (线索): that somebody may have broken a rule, before anything is filed."""

    source = models.CharField(_("来源"), max_length=20, choices=LeadSource.choices)
    issue = models.ForeignKey(
        "proceedings_issues.Issue", on_delete=models.PROTECT, null=True, related_name="leads"
    )

    class Meta:
        verbose_name = _("线索")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="lead_number_once"),
            models.UniqueConstraint(
                fields=["authority", "sender", "outside_number"],
                condition=~Q(outside_number=""),
                name="lead_of_a_sender_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-received_at", "-dossier"], name="leads_newest"),
            models.Index(fields=["authority", "status", "due_on"], name="leads_due"),
        ]

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what it says stays in it."""
        return {"lead": str(self.pk), "source": self.source, "status": self.status}


class LeadAnswer(IntakeAnswer):
    """The answer to a lead (线索答复): accepted, declined, or handed over to the competent body."""

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="answer")

    class Meta(IntakeAnswer.Meta):
        verbose_name = _("线索答复")

    def __str__(self) -> str:
        return f"{self.lead}：{self.get_kind_display()}"


class PlatformCase(Intake):
    """A case that a platform above assigns (平台案件), with the number it bears there."""

    class Meta:
        verbose_name = _("平台案件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "number"], name="platform_case_number_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "sender", "outside_number"],
                name="platform_case_of_a_sender_once",
            ),
            models.CheckConstraint(
                condition=~Q(sender="") & ~Q(outside_number=""),
                name="a_platform_case_has_its_outside_number",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "-received_at", "-dossier"], name="platform_cases_newest"
            ),
            models.Index(fields=["authority", "status", "due_on"], name="platform_cases_due"),
        ]

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what it says stays in it."""
        return {"platform_case": str(self.pk), "status": self.status}


class PlatformCaseAnswer(IntakeAnswer):
    """The answer to a case of a platform (平台案件回应)."""

    platform_case = models.OneToOneField(
        PlatformCase, on_delete=models.CASCADE, related_name="answer"
    )

    class Meta(IntakeAnswer.Meta):
        verbose_name = _("平台案件回应")

    def __str__(self) -> str:
        return f"{self.platform_case}：{self.get_kind_display()}"


class PlatformCaseReply(models.Model):
    """What came of an accepted case, fed back to the platform (平台案件办理结果反馈)."""

    platform_case = models.OneToOneField(
        PlatformCase, on_delete=models.CASCADE, related_name="reply"
    )
    result = models.CharField(_("办理结果"), max_length=500)
    receipt_number = models.CharField(_("平台回执编号"), max_length=64, blank=True)
    replied_at = models.DateTimeField(_("反馈时间"))
    account_id = models.UUIDField(_("反馈人"))

    class Meta:
        verbose_name = _("平台案件办理结果反馈")

    def __str__(self) -> str:
        return f"{self.platform_case}：{self.replied_at:%Y-%m-%d}"


class ResponseTerm(DatedModel, OwnedModel):
    """A term of answering that the office sets itself (回应时限): its own rule, never law."""

    subject = models.CharField(_("适用于"), max_length=20, choices=TermSubject.choices)
    working_days = models.PositiveSmallIntegerField(_("工作日"))
    cite = models.CharField(_("依据（本街道规定）"), max_length=200)
    reason = models.CharField(_("理由"), max_length=200)
    account_id = models.UUIDField(_("登记人"))

    class Meta(DatedModel.Meta):
        verbose_name = _("回应时限")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "subject", "since"], name="one_response_term_a_day"
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1), name="a_response_term_is_a_day_at_least"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.working_days}"
