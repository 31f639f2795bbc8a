"""The rows of what is handed to the office as a possible case, and of its own terms."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.leads.choices import (
    DeclineReason,
    IntakeKind,
    IntakeStatus,
    LeadSource,
    TermSubject,
)
from fazhi.registers.validity import DatedModel

_IS_LEAD = Q(kind=IntakeKind.LEAD)


class Intake(PersonalModel):
    """A lead (线索), or a case that a platform assigned (平台案件), before anything is filed.

    The description is always sealed: whether it names people cannot be told from outside. `due_on`
    follows the office's own term of the day of receipt and is not changed when the term changes.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    kind = models.CharField(_("种类"), max_length=16, choices=IntakeKind.choices)
    number = models.CharField(_("编号"), max_length=64)
    source = models.CharField(_("来源"), max_length=20, choices=LeadSource.choices, blank=True)
    sender = models.CharField(_("来源单位或者平台"), max_length=64, blank=True)
    outside_number = models.CharField(_("对方编号"), max_length=64, blank=True)
    issue = models.ForeignKey(
        "proceedings_issues.Issue", on_delete=models.PROTECT, null=True, related_name="leads"
    )
    received_at = models.DateTimeField(_("收到时间"))
    description = SealedTextField(_("内容"))
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    power = models.ForeignKey(
        "registers_competence.Power",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("涉及事项"),
    )
    due_on = models.DateField(_("答复期限（本街道规定）"))
    status = models.CharField(
        _("状态"), max_length=12, choices=IntakeStatus.choices, default=IntakeStatus.RECEIVED
    )
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("线索和平台案件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="intake_number_once"),
            models.UniqueConstraint(
                fields=["authority", "kind", "sender", "outside_number"],
                condition=~Q(outside_number=""),
                name="intake_of_a_sender_once",
            ),
            models.CheckConstraint(
                condition=_IS_LEAD | (~Q(sender="") & ~Q(outside_number="")),
                name="a_platform_case_has_its_outside_number",
            ),
            models.CheckConstraint(
                condition=(_IS_LEAD & ~Q(source="")) | (~_IS_LEAD & Q(source="")),
                name="a_lead_alone_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(source=LeadSource.ISSUE, issue__isnull=False)
                | (~Q(source=LeadSource.ISSUE) & Q(issue__isnull=True)),
                name="a_lead_out_of_an_issue_names_it",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "kind", "-received_at", "-dossier"], name="intakes_newest"
            ),
            models.Index(fields=["authority", "kind", "status", "due_on"], name="intakes_due"),
        ]

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

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what it says stays in it."""
        told: dict[str, object] = {self.kind: str(self.pk), "status": self.status}
        return told | ({"source": self.source} if self.source else {})


class IntakeAnswer(PersonalModel):
    """The answer to a lead or a platform case (线索答复、平台案件回应), who, when and why; once.

    The note says what was verified, so it may name people: it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="answer")
    kind = models.CharField(_("答复"), max_length=12, choices=IntakeStatus.choices)
    reason = models.CharField(_("理由"), max_length=20, choices=DeclineReason.choices, blank=True)
    note = SealedTextField(_("说明"))
    duplicate_of = models.ForeignKey(
        Intake,
        on_delete=models.PROTECT,
        null=True,
        related_name="duplicates",
        verbose_name=_("与何编号重复"),
    )
    #: The day on which the violation ended, where the reason is that it is time-barred.
    violation_ended_on = models.DateField(_("违法行为终了之日"), null=True)
    receiver = models.CharField(_("移送单位"), max_length=64, blank=True)
    answered_at = models.DateTimeField(_("答复时间"))
    answered_on = models.DateField(_("答复日"))
    account_id = models.UUIDField(_("答复人"))

    class Meta:
        verbose_name = _("答复")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind=IntakeStatus.RECEIVED), name="an_intake_answer_says_something"
            ),
            models.CheckConstraint(
                condition=(Q(kind=IntakeStatus.DECLINED) & ~Q(reason=""))
                | (~Q(kind=IntakeStatus.DECLINED) & Q(reason="")),
                name="an_intake_is_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(kind=IntakeStatus.HANDED_OVER) & ~Q(receiver=""))
                | (~Q(kind=IntakeStatus.HANDED_OVER) & Q(receiver="")),
                name="an_intake_is_handed_over_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reason=DeclineReason.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(reason=DeclineReason.DUPLICATE) & Q(duplicate_of__isnull=True)),
                name="a_duplicate_names_what_it_repeats",
            ),
            models.CheckConstraint(
                condition=Q(reason=DeclineReason.TIME_BARRED, violation_ended_on__isnull=False)
                | (~Q(reason=DeclineReason.TIME_BARRED) & Q(violation_ended_on__isnull=True)),
                name="what_is_time_barred_names_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intake}：{self.get_kind_display()}"


class IntakeReceipt(models.Model):
    """The receipt of the body to which something was handed over (移送回执)."""

    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="receipt")
    number = models.CharField(_("回执编号"), max_length=64)
    received_on = models.DateField(_("回执日"))
    recorded_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("登记人"))

    class Meta:
        verbose_name = _("移送回执")

    def __str__(self) -> str:
        return f"{self.intake}：{self.number}"


class IntakeResult(PersonalModel):
    """What came of an accepted case, fed back to the platform (平台案件办理结果反馈); sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="result")
    result = SealedTextField(_("办理结果"))
    receipt_number = models.CharField(_("平台回执编号"), max_length=64, blank=True)
    replied_at = models.DateTimeField(_("反馈时间"))
    account_id = models.UUIDField(_("反馈人"))

    class Meta:
        verbose_name = _("平台案件办理结果反馈")

    def __str__(self) -> str:
        return f"{self.intake}：{self.replied_at:%Y-%m-%d}"


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
