"""The rows of findings: what a supervision rule found, and what people did about it."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.proceedings.supervision.choices import OPEN_STATUSES, FindingStatus, FindingStepKind

_OPEN = Q(closed_at__isnull=True)


class SupervisionFinding(OwnedModel):
    """A finding of supervision (监督发现): raised by a rule once a subject, closed by people.

    `about` names the officers whose conduct it is about, by account: nobody closes his own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(_("监督规则"), max_length=40)
    subject = models.CharField(_("对象"), max_length=100)
    title = models.CharField(_("情形"), max_length=200)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="findings"
    )
    since = models.DateField(_("自"))
    about = models.JSONField(_("涉及人员"), default=list)
    raised_at = models.DateTimeField(_("发现时间"))
    status = models.CharField(
        _("状态"), max_length=12, choices=FindingStatus.choices, default=FindingStatus.RAISED
    )
    cause_gone_on = models.DateField(_("情形消除日"), null=True)
    officer = models.ForeignKey(
        "registers_staff.Officer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField(_("办理期限"))
    task = models.ForeignKey(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("监督发现")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "rule", "subject"], name="one_finding_a_rule_and_subject"
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True, status__in=[each.value for each in OPEN_STATUSES]
                )
                | Q(closed_at__isnull=False, status__in=["corrected", "dismissed"]),
                name="a_closed_finding_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="assigned") | Q(officer__isnull=False),
                name="an_assigned_finding_has_its_officer",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-raised_at", "-id"], name="findings_newest"),
            models.Index(
                fields=["authority", "due_on", "id"], condition=_OPEN, name="findings_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether a person still has to close the finding."""
        return self.closed_at is None

    def is_late(self, day: dt.date) -> bool:
        """Tell whether the finding should have been closed before a day, or was closed late."""
        last = clock.day_of(self.closed_at) if self.closed_at else day
        return last > self.due_on

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row; its words stay in the row."""
        return {
            "finding": str(self.id),
            "rule": self.rule,
            "dossier": str(self.dossier_id) if self.dossier_id else None,
            "status": self.status,
        }


class FindingStep(models.Model):
    """What happened to a finding (监督办理环节): raised, assigned, explained, closed, reopened."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(SupervisionFinding, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("环节"), max_length=12, choices=FindingStepKind.choices)
    taken_at = models.DateTimeField(_("时间"))
    account_id = models.UUIDField(_("经办人"), null=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("监督办理环节")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(kind__in=["explained", "corrected", "dismissed"]) | ~Q(note=""),
                name="what_people_say_of_a_finding_has_words",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["finding", "taken_at"], name="steps_of_finding"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken_at:%Y-%m-%d}"
