"""The rows of meetings."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.meetings.choices import (
    AgendaResult,
    Attendance,
    AttendeePart,
    MeetingKind,
    MeetingStatus,
    ResolutionLamp,
    Stance,
)
from fazhi.kernel.choices import Role
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import PersonalModel, SealedTextField

_OFFICER = "registers_staff.Officer"


class Meeting(OwnedModel):
    """A meeting (会议): a joint meeting of the office, or a collective discussion by its heads."""

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="meeting"
    )
    kind = models.CharField(_("会议种类"), max_length=16, choices=MeetingKind.choices)
    number = models.CharField(_("会议编号"), max_length=64)
    year = models.PositiveSmallIntegerField(_("年份"))
    serial = models.PositiveIntegerField(_("序号"))
    title = models.CharField(_("会议名称"), max_length=100)
    planned_at = models.DateTimeField(_("安排时间"))
    held_at = models.DateTimeField(_("召开时间"), null=True)
    place = models.CharField(_("地点"), max_length=100)
    chair = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("主持人")
    )
    status = models.CharField(
        _("状态"),
        max_length=12,
        choices=MeetingStatus.choices,
        default=MeetingStatus.PLANNED,
    )
    minutes = models.OneToOneField(
        "capabilities_documents.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="meeting",
        verbose_name=_("会议纪要"),
    )

    class Meta:
        verbose_name = _("会议")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "kind", "year", "serial"], name="one_meeting_a_number"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, status__in=["planned", "cancelled"])
                | Q(held_at__isnull=False, status__in=["held", "minuted"]),
                name="a_held_meeting_says_when",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True, status__in=["planned", "cancelled", "held"])
                | Q(minutes__isnull=False, status="minuted"),
                name="a_minuted_meeting_has_its_minutes",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-planned_at", "-dossier"], name="meeting_newest"),
            models.Index(fields=["authority", "kind", "held_at"], name="meeting_by_day"),
        ]

    def __str__(self) -> str:
        return self.number


class MeetingAttendee(models.Model):
    """One who was invited to a meeting (参会人员): an officer, or an agency that sends somebody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendees")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.CharField(_("单位"), max_length=100, blank=True)
    part = models.CharField(_("身份"), max_length=16, choices=AttendeePart.choices)
    attendance = models.CharField(
        _("到会情况"), max_length=8, choices=Attendance.choices, default=Attendance.INVITED
    )
    reason = models.CharField(_("请假原因"), max_length=100, blank=True)
    has_interest = models.BooleanField(_("应当回避"), default=False)

    class Meta:
        verbose_name = _("参会人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(officer__isnull=True) ^ Q(agency=""),
                name="an_attendee_is_an_officer_or_an_agency",
            ),
            models.CheckConstraint(
                condition=~Q(attendance="excused") | ~Q(reason=""),
                name="an_excuse_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(has_interest=False) | ~Q(attendance="present"),
                name="who_has_an_interest_is_not_there",
            ),
            models.UniqueConstraint(
                fields=["meeting", "officer"],
                condition=Q(officer__isnull=False),
                name="one_officer_once_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting", "agency"],
                condition=~Q(agency=""),
                name="one_agency_once_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name of the officer or of the agency."""
        return self.officer.name if self.officer else self.agency


class AgendaItem(PersonalModel):
    """An item of the agenda (议题): free, or about a dossier of whatever proceeding.

    What was concluded about a case speaks of its party, so it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("议题"), max_length=200)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="agenda_items"
    )
    proposer = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    result = models.CharField(_("结果"), max_length=12, choices=AgendaResult.choices, blank=True)
    conclusion = SealedTextField(_("讨论意见"))
    reasons = SealedTextField(_("与多数意见不一致的理由"))

    class Meta:
        verbose_name = _("议题")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_item_a_position"),
        ]

    def __str__(self) -> str:
        return self.title

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "item": str(self.id),
            "position": self.position,
            "dossier": str(self.dossier_id) if self.dossier_id else None,
            "result": self.result,
        }


class Statement(PersonalModel):
    """What somebody said in a collective discussion (发言): position and opinion, in their order.

    Opinions speak of the party, so they are sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveSmallIntegerField(_("次序"))
    speaker = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("发言人")
    )
    stance = models.CharField(_("态度"), max_length=8, choices=Stance.choices)
    opinion = SealedTextField(_("意见"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)

    class Meta:
        verbose_name = _("发言")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "position"], name="one_statement_a_position"),
            models.UniqueConstraint(fields=["item", "speaker"], name="one_statement_a_speaker"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.get_stance_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what was said stays in the row."""
        return {
            "statement": str(self.id),
            "item": str(self.item_id),
            "position": self.position,
            "speaker": str(self.speaker_id),
            "stance": self.stance,
        }


class Resolution(OwnedModel):
    """A resolution of a meeting (议决事项): what is to be done, by whom, by when, and its proof."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="resolutions"
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    text = models.CharField(_("议决事项"), max_length=300)
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(
        "registers_staff.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(_("岗位"), max_length=20, choices=Role.choices, blank=True)
    agency = models.CharField(_("单位"), max_length=100, blank=True)
    due_on = models.DateField(_("完成期限"))
    done_on = models.DateField(_("完成日"), null=True)
    proof = models.CharField(_("完成情况"), max_length=500, blank=True)
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    completed_at = models.DateTimeField(_("登记时间"), null=True)
    completed_by_id = models.UUIDField(_("登记人"), null=True)
    task = models.OneToOneField(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="resolution"
    )

    class Meta:
        verbose_name = _("议决事项")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="one_resolution_a_position"
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=False, unit__isnull=True, role="", agency="")
                | Q(officer__isnull=True, unit__isnull=False, role="", agency="")
                | (Q(officer__isnull=True, unit__isnull=True, agency="") & ~Q(role=""))
                | (Q(officer__isnull=True, unit__isnull=True, role="") & ~Q(agency="")),
                name="a_resolution_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True)
                | (~Q(proof="") | Q(attachment__isnull=False)) & Q(completed_at__isnull=False),
                name="a_done_resolution_has_its_proof",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "due_on", "id"], name="resolution_by_due_day"),
            models.Index(
                fields=["authority", "due_on", "id"],
                condition=Q(done_on__isnull=True),
                name="resolution_open",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def owner_name(self) -> str:
        """Return who owes it: an officer, a unit, whoever holds a role, or an agency."""
        if self.officer:
            return self.officer.name
        if self.unit:
            return self.unit.name
        return str(self.get_role_display()) if self.role else self.agency

    def lamp(self, day: dt.date) -> ResolutionLamp:
        """Return how the resolution stands on a day."""
        if self.done_on is not None:
            return ResolutionLamp.LATE if self.done_on > self.due_on else ResolutionLamp.DONE
        if day == self.due_on:
            return ResolutionLamp.DUE_TODAY
        return ResolutionLamp.OVERDUE if day > self.due_on else ResolutionLamp.OPEN

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; its words stay in the row."""
        return {
            "resolution": str(self.id),
            "meeting": str(self.meeting_id),
            "due_on": str(self.due_on),
            "done_on": str(self.done_on) if self.done_on else None,
            "attachment": str(self.attachment_id) if self.attachment_id else None,
        }


class MeetingCancellation(models.Model):
    """A planned meeting that is not held (会议取消), by whom, when and why."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, primary_key=True, related_name="cancellation"
    )
    reason = models.CharField(_("原因"), max_length=200)
    cancelled_at = models.DateTimeField(_("时间"))
    cancelled_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("会议取消")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_cancellation_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.reason
