"""The rows of ordinary cases: each step of the procedure as it was taken."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.cases.models.cases import Case


class CaseStep(PersonalModel):
    """A step taken in an ordinary case (办案步骤): who took it, when, and what it says.

    Steps are added and never changed; which of them stand follows from their order
    (`fazhi.law.case_acts.OnFile`). What a step says speaks of people, so it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("步骤"), max_length=32)
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
        verbose_name = _("办案步骤")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "happened_at"], name="steps_of_case"),
            models.Index(fields=["authority", "step", "happened_at"], name="steps_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.case}：{self.step}"

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What the step says, under the names of its particulars; erased, nothing."""
        said: Mapping[str, Any] = json.loads(self.says or "{}")
        return said


class CaseStepOfficer(models.Model):
    """An officer who took part in a step (步骤的执法人员), with the certificate of that day."""

    step = models.ForeignKey(CaseStep, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)
    certificate_number = models.CharField(_("执法证号"), max_length=32)

    class Meta:
        verbose_name = _("步骤的执法人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "officer"], name="officer_once_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step}：{self.officer}"
