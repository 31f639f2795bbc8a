"""The rows of conduct: complaints about how somebody behaved, and thanks for it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField
from fazhi.proceedings.supervision.choices import ConductChannel, TargetKind

_OFFICER = "registers_staff.Officer"
_GROUP = "registers_staff.Group"
_NAMES_ITS_TARGET = (
    Q(target_kind="officer", officer__isnull=False, group__isnull=True)
    | Q(target_kind="group", officer__isnull=True, group__isnull=False)
    | Q(target_kind="team", officer__isnull=True, group__isnull=True)
)


def new_follow_code() -> str:
    """Return the code by which a citizen follows a complaint: 80 bits, cannot be guessed."""
    return new_code(16)


class ConductComplaint(PersonalModel):
    """A complaint about conduct (行风投诉): about an officer, a group or the team.

    Those in `barred` never see it: the target, and whoever answers to the target. What it says is
    sealed; how to reach the complainant is kept apart.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("编号"), max_length=64)
    follow_code = models.CharField(max_length=16, unique=True, default=new_follow_code)
    channel = models.CharField(_("来源"), max_length=12, choices=ConductChannel.choices)
    target_kind = models.CharField(_("投诉对象"), max_length=12, choices=TargetKind.choices)
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(_GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    #: The head of the office is the target: only the supervision body of the district reads it.
    is_about_head = models.BooleanField(default=False)
    statement = SealedTextField(_("投诉内容"))
    received_at = models.DateTimeField(_("收到时间"))
    examiner = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("答复期限"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    is_upheld = models.BooleanField(_("属实"), null=True)
    result = SealedTextField(_("审查结果"))
    answer = SealedTextField(_("答复"))
    task = models.ForeignKey(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="+"
    )
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("行风投诉")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "number"], name="conduct_complaint_number_once"
            ),
            models.CheckConstraint(
                condition=_NAMES_ITS_TARGET, name="a_conduct_complaint_has_its_target"
            ),
            models.CheckConstraint(
                condition=Q(examiner__isnull=True)
                | Q(officer__isnull=True)
                | ~Q(examiner=models.F("officer")),
                name="nobody_examines_himself",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_upheld__isnull=True)
                | Q(answered_at__isnull=False, is_upheld__isnull=False),
                name="an_answered_complaint_has_its_outcome",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-received_at", "-id"], name="conduct_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def target_name(self) -> str:
        """Return whom it is about."""
        return target_name(self)

    @property
    def spaced_code(self) -> str:
        """Return the follow code in groups of four, as people read it out."""
        return "-".join(self.follow_code[at : at + 4] for at in range(0, len(self.follow_code), 4))

    def is_late(self, day: dt.date) -> bool:
        """Tell whether the office's own term has passed without an answer."""
        return self.answered_at is None and day > self.due_on

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row: neither of whom nor what was said."""
        return {"complaint": str(self.id), "channel": self.channel, "is_upheld": self.is_upheld}


class BarredOfficer(models.Model):
    """An officer who must not see a complaint about conduct (应当回避的人员)."""

    complaint = models.ForeignKey(ConductComplaint, on_delete=models.CASCADE, related_name="barred")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("应当回避的人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["complaint", "officer"], name="officer_barred_once_a_complaint"
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer_id)


class ConductContact(PersonalModel):
    """How to reach who complained (投诉人联系方式): kept apart, opened only with a reason."""

    complaint = models.OneToOneField(
        ConductComplaint, on_delete=models.CASCADE, primary_key=True, related_name="contact"
    )
    name = SealedTextField(_("姓名"))
    phone = SealedTextField(_("电话"))
    phone_index = BlindIndexField(kind="phone", of="phone")

    class Meta:
        verbose_name = _("投诉人联系方式")

    def __str__(self) -> str:
        return str(self.complaint_id)


class Commendation(PersonalModel):
    """A commendation (表扬): thanks for how an officer, a group or the team acted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(_("来源"), max_length=12, choices=ConductChannel.choices)
    target_kind = models.CharField(_("表扬对象"), max_length=12, choices=TargetKind.choices)
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(_GROUP, on_delete=models.PROTECT, null=True, related_name="+")
    statement = SealedTextField(_("表扬内容"))
    received_on = models.DateField(_("收到日"))
    recorded_by_id = models.UUIDField(_("登记人"), null=True)

    class Meta:
        verbose_name = _("表扬")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_NAMES_ITS_TARGET, name="a_commendation_has_its_target"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-received_on", "-id"], name="commendations_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.target_name} {self.received_on}"

    @property
    def target_name(self) -> str:
        """Return whom it is about."""
        return target_name(self)

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; what was said stays in it."""
        return {"commendation": str(self.id), "channel": self.channel}


def target_name(row: "ConductComplaint | Commendation") -> str:
    """Return the name of the officer or of the group, or that it is about the team."""
    if row.officer:
        return row.officer.name
    return row.group.name if row.group else str(TargetKind.TEAM.label)
