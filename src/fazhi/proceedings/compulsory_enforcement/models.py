"""The rows of compulsory enforcement: the file, and each step as it was taken."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.kernel.models.dossiers import new_public_id
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.compulsory_enforcement.choices import Duty, EnforcementStatus, Way


class CompulsoryEnforcement(OwnedModel):
    """A file of enforcement (强制执行案卷): one duty of one decision that was not performed.

    It has no dossier of its own: its papers and tasks stand in that of the case.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    number = models.CharField(_("执行案号"), max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="enforcements")
    duty = models.CharField(_("义务种类"), max_length=16, choices=Duty.choices)
    way = models.CharField(_("执行途径"), max_length=32, choices=Way.choices)
    opened_at = models.DateTimeField(_("立案时间"))
    closed_at = models.DateTimeField(_("结束时间"), null=True)
    status = models.CharField(
        _("状态"),
        max_length=16,
        choices=EnforcementStatus.choices,
        default=EnforcementStatus.OPEN,
    )
    #: The nearest day on which a window closes; drives the lamp on lists.
    due_on = models.DateField(_("期限"), null=True)

    class Meta:
        verbose_name = _("强制执行案卷")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="enforcement_number_once"),
            models.UniqueConstraint(
                fields=["case", "duty"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_enforcement_a_duty",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-opened_at", "-id"], name="enforcements_newest"),
            models.Index(fields=["authority", "status", "due_on"], name="enforcements_due"),
        ]

    def __str__(self) -> str:
        return self.number

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "compulsory_enforcement": str(self.id),
            "case": str(self.case_id),
            "duty": self.duty,
            "way": self.way,
        }


class EnforcementStep(PersonalModel):
    """A step of an enforcement (强制执行的步骤): who took it, when, and what it says.

    Steps are added and never changed; which of them stand follows from their order
    (`fazhi.law.enforcement_file`). What a step says speaks of people, so it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enforcement = models.ForeignKey(
        CompulsoryEnforcement, on_delete=models.PROTECT, related_name="steps"
    )
    step = models.CharField(_("步骤"), max_length=40)
    happened_at = models.DateTimeField(_("办理时间"))
    says = SealedTextField(_("内容"))
    #: Who signs alone: the officer behind the account, or the account.
    signer = models.CharField(_("签署人"), max_length=64, blank=True)
    account_id = models.UUIDField(_("经办人"))
    recorded_at = models.DateTimeField(_("登记时间"))
    #: The rules that were asked and what each answered, held answers apart.
    grounds = models.JSONField(default=list)
    document = models.ForeignKey(
        "capabilities_documents.Document", on_delete=models.PROTECT, null=True, related_name="+"
    )
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("强制执行的步骤")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["enforcement", "happened_at"], name="steps_of_enforcement"),
        ]

    def __str__(self) -> str:
        return f"{self.enforcement}：{self.step}"

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What the step says, under the names of its particulars; erased, nothing."""
        said: Mapping[str, Any] = json.loads(self.says or "{}")
        return said


class EnforcementStepOfficer(models.Model):
    """An officer who took part in a step (强制执行步骤的执法人员), with his certificate."""

    step = models.ForeignKey(EnforcementStep, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)
    certificate_number = models.CharField(_("执法证号"), max_length=32)

    class Meta:
        verbose_name = _("强制执行步骤的执法人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["step", "officer"], name="officer_once_an_enforcement_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}：{self.officer}"
