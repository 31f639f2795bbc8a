"""The rows of issues: what was reported, what was found, what was done, who was told."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField
from fazhi.proceedings.issues.choices import (
    SOON,
    CampaignKind,
    Channel,
    IssueSource,
    IssueStatus,
    IssueStepKind,
)


class Campaign(OwnedModel):
    """A campaign (专项行动): a scope, a checklist and a period; it uses the ordinary forms."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("名称"), max_length=64)
    kind = models.CharField(max_length=12, choices=CampaignKind.choices)
    checklist = models.JSONField(_("排查内容"), default=list)
    since = models.DateField()
    until = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("专项行动")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "name", "since"], name="campaign_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="campaign_period"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def runs_on(self, day: dt.date) -> bool:
        """Tell whether visits and issues may be entered under the campaign on a day."""
        return self.since <= day <= min(self.until, self.closed_on or self.until)


class Issue(OwnedModel):
    """An issue (事件): something in the streets that somebody must deal with."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("编号"), max_length=64)
    category = models.ForeignKey("registers_competence.IssueCategory", on_delete=models.PROTECT)
    title = models.CharField(_("事由"), max_length=200)
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField()
    latitude = models.FloatField()
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    source = models.CharField(max_length=12, choices=IssueSource.choices)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, related_name="issues"
    )
    #: Who the duty list names for it; the task says who of them has it now.
    owner_kind = models.CharField(_("主办"), max_length=8, blank=True)
    owner_key = models.CharField(max_length=36, blank=True)
    owner_name = models.CharField(_("主办单位"), max_length=100, blank=True)
    found_at = models.DateTimeField(_("发现时间"))
    opened_at = models.DateTimeField(_("登记时间"))
    due_at = models.DateTimeField(_("办理期限"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    status = models.CharField(max_length=12, choices=IssueStatus.choices)
    #: The account of the grid worker or officer who found it and is told what came of it.
    finder_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("事件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="issue_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-opened_at", "-dossier"], name="issues_newest"),
            models.Index(fields=["authority", "status", "due_at"], name="issues_due"),
            models.Index(fields=["authority", "campaign"], name="issues_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def warn_on(self) -> dt.date | None:
        """Return the day from which the issue is shown as due soon."""
        return clock.day_of(self.due_at) - SOON if self.due_at else None


class IssueStep(models.Model):
    """One step on an issue (办理环节): who did what, when, and why."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=IssueStepKind.choices)
    taken_at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("办理环节")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["issue", "taken_at"], name="steps_of_issue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken_at:%Y-%m-%d}"


def new_follow_code() -> str:
    """Return the code by which a citizen follows a report: 80 bits, cannot be guessed."""
    return new_code(16)


class Report(PersonalModel):
    """A report (诉求): what a citizen tells the office, with a receipt and a reply owed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("编号"), max_length=64)
    follow_code = models.CharField(max_length=16, unique=True, default=new_follow_code)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    category = models.ForeignKey(
        "registers_competence.IssueCategory", on_delete=models.PROTECT, null=True
    )
    statement = SealedTextField(_("反映内容"))
    place = models.CharField(_("地点"), max_length=200, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    received_at = models.DateTimeField(_("受理时间"))
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, null=True, related_name="reports")
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("诉求")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="report_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-received_at", "-id"], name="reports_newest"),
            models.Index(fields=["authority", "channel", "received_at"], name="reports_channel"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def spaced_code(self) -> str:
        """Return the follow code in groups of four, as people read it out."""
        return "-".join(self.follow_code[at : at + 4] for at in range(0, len(self.follow_code), 4))


class ReporterContact(PersonalModel):
    """How to reach the person who reported (联系方式): kept apart, opened only with a reason."""

    report = models.OneToOneField(
        Report, on_delete=models.CASCADE, primary_key=True, related_name="contact"
    )
    phone = SealedTextField(_("电话"))
    phone_index = BlindIndexField(kind="phone", of="phone")

    class Meta:
        verbose_name = _("反映人联系方式")

    def __str__(self) -> str:
        return str(self.report_id)


class ReportPhotograph(models.Model):
    """A photograph sent with a report (照片)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photographs")
    attachment = models.ForeignKey("kernel.Attachment", on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("诉求照片")

    def __str__(self) -> str:
        return f"{self.report}"


class ReportReply(models.Model):
    """The reply to a report (答复): without it the report is not answered."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reply")
    replied_at = models.DateTimeField()
    account_id = models.UUIDField()
    text = models.CharField(_("答复"), max_length=1000)

    class Meta:
        verbose_name = _("诉求答复")

    def __str__(self) -> str:
        return f"{self.report}：{self.replied_at:%Y-%m-%d}"


class Visit(OwnedModel):
    """A visit at which nothing was found (走访): its own record, never an issue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, related_name="visits"
    )
    visited_at = models.DateTimeField()
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("走访")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-visited_at", "-id"], name="visits_newest"),
            models.Index(fields=["campaign", "visited_at"], name="visits_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.visited_at:%Y-%m-%d %H:%M}"
