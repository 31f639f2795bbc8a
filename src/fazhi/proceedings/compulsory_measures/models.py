"""The rows of measures: the file, its inventory, and each step as it was taken."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind, MeasureStatus


class CompulsoryMeasure(PersonalModel):
    """A compulsory measure (行政强制措施): one sealing or seizure in one case, and its basis.

    Its papers lie in the dossier of the case; tasks and entries name its own.
    """

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="compulsory_measure"
    )
    case_dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="compulsory_measures"
    )
    number = models.CharField(_("文号"), max_length=64)
    kind = models.CharField(_("强制措施"), max_length=10, choices=MeasureKind.choices)
    power = models.ForeignKey("registers_competence.Power", on_delete=models.PROTECT)
    party = models.ForeignKey("registers_parties.Party", on_delete=models.PROTECT)
    place = models.CharField(_("地点"), max_length=200)
    instrument = models.CharField(_("依据"), max_length=100)
    instrument_kind = models.CharField(_("依据的种类"), max_length=20, choices=BasisKind.choices)
    article = models.PositiveSmallIntegerField(_("条"))
    paragraph = models.PositiveSmallIntegerField(_("款"), default=0)
    gives_measure = models.BooleanField(_("规定了该措施"), default=False)
    reasons = SealedTextField(_("理由"))
    is_urgent = models.BooleanField(_("情况紧急"), default=False)
    proposed_at = models.DateTimeField(_("提请时间"))
    taken_at = models.DateTimeField(_("实施时间"), null=True)
    status = models.CharField(_("状态"), max_length=12, choices=MeasureStatus.choices)
    #: The nearest day set by the law for the next step; drives the lamp on lists.
    due_on = models.DateField(_("期限"), null=True)

    class Meta:
        verbose_name = _("行政强制措施")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="measure_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-proposed_at", "-dossier"], name="measures_newest"),
            models.Index(fields=["authority", "status", "due_on"], name="measures_due"),
        ]

    def __str__(self) -> str:
        return self.number


class MeasureOfficer(models.Model):
    """An officer who handles a measure (措施的承办人)."""

    measure = models.ForeignKey(
        CompulsoryMeasure, on_delete=models.CASCADE, related_name="officers"
    )
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("措施的承办人")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["measure", "officer"], name="officer_once_a_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}：{self.officer}"


class MeasureStep(PersonalModel):
    """A step taken on a measure (强制措施的步骤): who took it, when, and what it says.

    Steps are added and never changed. What a step says speaks of people, so it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(CompulsoryMeasure, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(_("步骤"), max_length=32)
    happened_at = models.DateTimeField(_("办理时间"))
    says = SealedTextField(_("内容"))
    #: The lines of the inventory that it is about.
    item_numbers = models.JSONField(_("清单序号"), default=list)
    #: Who signs alone: the officer behind the account, or the account.
    signer = models.CharField(_("签署人"), max_length=64, blank=True)
    account_id = models.UUIDField(_("经办人"))
    recorded_at = models.DateTimeField(_("登记时间"))
    #: The rules that were asked and what each answered, held answers apart.
    grounds = models.JSONField(default=list)
    documents = models.ManyToManyField("capabilities_documents.Document", related_name="+")
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("强制措施的步骤")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["measure", "happened_at"], name="steps_of_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.measure}：{self.step}"

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """What the step says, under the names of its particulars; erased, nothing."""
        said: Mapping[str, Any] = json.loads(self.says or "{}")
        return said


class MeasureStepOfficer(models.Model):
    """An officer who took part in a step (步骤的执法人员), with the certificate of that day."""

    step = models.ForeignKey(MeasureStep, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)
    certificate_number = models.CharField(_("执法证号"), max_length=32)

    class Meta:
        verbose_name = _("步骤的执法人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "officer"], name="officer_once_a_measure_step"),
        ]

    def __str__(self) -> str:
        return f"{self.step}：{self.officer}"


class MeasureItem(models.Model):
    """A line of the inventory (清单所列财物): a place, facility or thing that is held."""

    measure = models.ForeignKey(CompulsoryMeasure, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    name = models.CharField(_("名称"), max_length=200)
    specification = models.CharField(_("规格型号"), max_length=100, blank=True)
    quantity = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=10)
    condition = models.CharField(_("状况"), max_length=200, blank=True)
    is_related = models.BooleanField(_("与违法行为有关"))
    is_daily_necessity = models.BooleanField(_("生活必需品"))
    is_sealed_by_another = models.BooleanField(_("已被其他机关查封"))

    class Meta:
        verbose_name = _("清单所列财物")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["measure", "number"], name="one_line_a_number"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0), name="a_line_has_a_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def amount(self) -> str:
        """How much of it, as the inventory writes it: 3 辆."""
        return f"{self.quantity.normalize():f} {self.unit}"
