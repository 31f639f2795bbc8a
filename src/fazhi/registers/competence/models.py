"""The rows of competence."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.kernel.money import YuanField
from fazhi.registers.competence.choices import (
    BasisState,
    BenchmarkUnit,
    ClaimState,
    CorrectionFirst,
    DutyKind,
    JudgementOutcome,
    OwnerKind,
    PowerProcedure,
    TierLevel,
)
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.models import Unit
from fazhi.registers.validity import DatedModel


class Power(DatedModel, OwnedModel):
    """An enforcement power (执法事项) of the published list, in one version.

    A version is never rewritten: a new import closes it and writes the next. Amounts are those of
    the article; an end that the article does not give is null. `penalty_kinds` are words of
    `fazhi.law.facts.PenaltyKind`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("事项编码"), max_length=32)
    version = models.PositiveIntegerField(_("版本"), default=1)
    name = models.CharField(_("事项名称"), max_length=500)
    field = models.CharField(_("领域"), max_length=24, choices=Field.choices)
    agency = models.CharField(_("主管部门"), max_length=100)
    basis = models.CharField(_("依据"), max_length=500, blank=True)
    basis_state = models.CharField(_("依据状态"), max_length=16, choices=BasisState.choices)
    verified = models.CharField(_("核读代号"), max_length=8, blank=True)
    fine_min_person = YuanField(_("个人罚款下限"), null=True, blank=True)
    fine_max_person = YuanField(_("个人罚款上限"), null=True, blank=True)
    fine_min_organisation = YuanField(_("单位罚款下限"), null=True, blank=True)
    fine_max_organisation = YuanField(_("单位罚款上限"), null=True, blank=True)
    penalty_kinds = models.JSONField(_("处罚种类"), default=list)
    procedure = models.CharField(_("程序"), max_length=24, choices=PowerProcedure.choices)
    correction_first = models.CharField(
        _("责令改正"),
        max_length=12,
        choices=CorrectionFirst.choices,
        default=CorrectionFirst.NOT_NEEDED,
    )
    source = models.CharField(_("来源"), max_length=300)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("执法事项")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "version"], name="one_power_a_code_and_version"
            ),
            models.CheckConstraint(
                condition=Q(fine_min_person__isnull=True)
                | Q(fine_max_person__gte=F("fine_min_person")),
                name="power_range_of_persons_is_not_inverted",
            ),
            models.CheckConstraint(
                condition=Q(fine_min_organisation__isnull=True)
                | Q(fine_max_organisation__gte=F("fine_min_organisation")),
                name="power_range_of_organisations_is_not_inverted",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "field", "code"], name="power_by_field"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def basis_recorded(self) -> bool:
        """Tell whether the article was read, without which nothing can be exercised."""
        return self.basis_state == BasisState.READ


class Claim(DatedModel, OwnedModel):
    """A claim (认领) of an item by the authority, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="claims")
    state = models.CharField(
        _("状态"), max_length=12, choices=ClaimState.choices, default=ClaimState.CLAIMED
    )
    reason = models.CharField(_("原因"), max_length=200, blank=True)

    class Meta(DatedModel.Meta):
        verbose_name = _("认领")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "power"],
                condition=Q(until__isnull=True),
                name="one_open_claim_a_power",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.CLAIMED) | Q(until__isnull=False),
                name="a_claim_given_up_has_an_end",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "since"], name="claim_by_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.power}：{self.get_state_display()}"


class DiscretionBenchmark(DatedModel, OwnedModel):
    """A discretion benchmark (裁量基准) in one version: the tiers inside a statutory range."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("基准编号"), max_length=32)
    version = models.PositiveIntegerField(_("版本"), default=1)
    power_code = models.CharField(_("事项编码"), max_length=32, blank=True)
    party_kind = models.CharField(_("适用当事人"), max_length=20, blank=True)
    instrument = models.CharField(_("法律法规"), max_length=200)
    article = models.CharField(_("条款"), max_length=64)
    violation = models.CharField(_("违法行为"), max_length=500)
    unit = models.CharField(_("计量单位"), max_length=24, choices=BenchmarkUnit.choices)
    statutory_min = YuanField(_("法定下限"))
    statutory_max = YuanField(_("法定上限"))
    note = models.CharField(_("说明"), max_length=500, blank=True)
    source = models.CharField(_("来源"), max_length=300)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("裁量基准")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "version"], name="one_benchmark_a_code_and_version"
            ),
            models.CheckConstraint(
                condition=Q(statutory_max__gte=F("statutory_min")),
                name="benchmark_range_is_not_inverted",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "power_code"], name="benchmark_by_power"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.violation}"


class DiscretionTier(models.Model):
    """A tier (裁量档次) of a benchmark: a part of the range, or that there is no penalty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    benchmark = models.ForeignKey(
        DiscretionBenchmark, on_delete=models.CASCADE, related_name="tiers"
    )
    level = models.CharField(_("档次"), max_length=8, choices=TierLevel.choices)
    is_no_penalty = models.BooleanField(_("不予处罚"), default=False)
    amount_min = YuanField(_("下限"), null=True, blank=True)
    amount_max = YuanField(_("上限"), null=True, blank=True)

    class Meta:
        verbose_name = _("裁量档次")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["benchmark", "level"], name="one_tier_a_level"),
            models.CheckConstraint(
                condition=Q(is_no_penalty=True, amount_min__isnull=True, amount_max__isnull=True)
                | Q(is_no_penalty=False, amount_max__gte=F("amount_min")),
                name="a_tier_has_amounts_or_no_penalty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benchmark}：{self.get_level_display()}"


class IssueCategory(DatedModel, OwnedModel):
    """A category of issues (事件类别) with its owner; a category that can be chosen has one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("类别编码"), max_length=16)
    name = models.CharField(_("名称"), max_length=64)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_leaf = models.BooleanField(_("可选用"), default=True)
    owner_kind = models.CharField(_("主办"), max_length=8, choices=OwnerKind.choices, blank=True)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="issue_categories"
    )
    owner_agency = models.CharField(_("主办部门"), max_length=100, blank=True)
    supporting = models.CharField(_("协办"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=300, blank=True)

    class Meta(DatedModel.Meta):
        verbose_name = _("事件类别")
        ordering: ClassVar[list[str]] = ["authority", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "since"], name="one_category_a_code_and_day"
            ),
            models.CheckConstraint(
                condition=Q(is_leaf=False)
                | Q(owner_kind__in=[OwnerKind.GRID, OwnerKind.GROUP])
                | Q(owner_kind=OwnerKind.UNIT, owner_unit__isnull=False)
                | (Q(owner_kind=OwnerKind.AGENCY) & ~Q(owner_agency="")),
                name="a_category_in_use_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DutyItem(DatedModel, OwnedModel):
    """An item of the duty list (职责清单): what the sub-district must do, or must no longer do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("编号"), max_length=16)
    title = models.CharField(_("职责事项"), max_length=300)
    kind = models.CharField(_("类别"), max_length=12, choices=DutyKind.choices)
    owner_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="duty_items"
    )
    agency = models.CharField(_("对应上级部门"), max_length=100, blank=True)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=300, blank=True)

    class Meta(DatedModel.Meta):
        verbose_name = _("职责事项")
        ordering: ClassVar[list[str]] = ["authority", "code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "since"], name="one_duty_item_a_code_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PowerReview(OwnedModel):
    """A review round of the list (执法事项评估): every claimed item is kept or handed back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(_("评估名称"), max_length=100)
    #: The claims of this day are judged.
    day = models.DateField(_("评估基准日"))
    opened_at = models.DateTimeField(_("启动时间"))
    account_id = models.UUIDField(_("启动人"))

    class Meta:
        verbose_name = _("执法事项评估")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "title"], name="power_review_once"),
        ]

    def __str__(self) -> str:
        return self.title


class PowerJudgement(models.Model):
    """What a round says of one item, and why (评估意见)."""

    review = models.ForeignKey(PowerReview, on_delete=models.PROTECT, related_name="judgements")
    power = models.ForeignKey(Power, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("意见"), max_length=12, choices=JudgementOutcome.choices)
    reason = models.CharField(_("理由"), max_length=300)
    judged_at = models.DateTimeField(_("评估时间"))
    account_id = models.UUIDField(_("评估人"))

    class Meta:
        verbose_name = _("评估意见")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "power"], name="one_judgement_a_power"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_judgement_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.power}：{self.get_outcome_display()}"


class PowerReviewSignature(models.Model):
    """The signature of the head under the list of a round (评估签署), with the hash of the list."""

    review = models.OneToOneField(
        PowerReview, on_delete=models.PROTECT, primary_key=True, related_name="signature"
    )
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("签署时间"))
    account_id = models.UUIDField(_("签署人"))

    class Meta:
        verbose_name = _("评估签署")

    def __str__(self) -> str:
        return f"{self.review}：{self.signed_at:%Y-%m-%d}"


class PowerReviewAdoption(models.Model):
    """That the body above approved a round, and when what is handed back ends (评估结果施行)."""

    review = models.OneToOneField(
        PowerReview, on_delete=models.PROTECT, primary_key=True, related_name="adoption"
    )
    approval_number = models.CharField(_("批准文号"), max_length=100)
    last_day = models.DateField(_("退回事项的最后一日"))
    adopted_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("登记人"))

    class Meta:
        verbose_name = _("评估结果施行")

    def __str__(self) -> str:
        return f"{self.review}：{self.approval_number}"
