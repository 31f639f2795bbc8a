"""Closed lists of competence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.law.facts import PenaltyKind


class PowerProcedure(models.TextChoices):
    """Under which procedure an item can be decided, as far as its range allows."""

    SUMMARY_OR_ORDINARY = "summary_or_ordinary", _("简易或者普通程序")
    ORDINARY_ONLY = "ordinary_only", _("普通程序")
    NOT_RECORDED = "not_recorded", _("未登记")


class CorrectionFirst(models.TextChoices):
    """What must have come before a fine: nothing, a refused order, or an order not met in time."""

    NOT_NEEDED = "not_needed", _("无须先责令改正")
    REFUSED = "refused", _("责令改正，拒不改正")
    OVERDUE = "overdue", _("责令限期改正，逾期未改正")


class BasisState(models.TextChoices):
    """How far the legal basis of an item was read; only what was read can be exercised."""

    READ = "read", _("已核读条文")
    SECONDARY = "secondary", _("仅有转述，未核读条文")
    NOT_RECORDED = "not_recorded", _("依据未登记")


class ClaimState(models.TextChoices):
    """What became of an item of the list."""

    CLAIMED = "claimed", _("已认领")
    WITHDRAWN = "withdrawn", _("已退回")
    RECALLED = "recalled", _("上级收回")


class JudgementOutcome(models.TextChoices):
    """What a review round says of an item."""

    KEEP = "keep", _("保留")
    HAND_BACK = "hand_back", _("退回")


class TierLevel(models.TextChoices):
    """The tiers of a discretion benchmark, from the lightest to the gravest."""

    MINOR = "minor", _("轻微")
    FIRST = "first", _("较轻")
    SECOND = "second", _("一般")
    THIRD = "third", _("严重")


class BenchmarkUnit(models.TextChoices):
    """What the amounts of a benchmark are counted in."""

    YUAN = "yuan", _("元")
    YUAN_PER_SQUARE_METRE = "yuan_per_square_metre", _("元/平方米")
    YUAN_PER_PLACE = "yuan_per_place", _("元/处")
    MULTIPLE_OF_DAMAGES = "multiple_of_damages", _("损失的倍数")


class OwnerKind(models.TextChoices):
    """Who an issue of a category goes to; to the command room when no owner is there that day."""

    GRID = "grid", _("网格员")
    GROUP = "group", _("片区执法组")
    UNIT = "unit", _("街道单位")
    AGENCY = "agency", _("区级部门")
    DISPATCH = "dispatch", _("指挥室")


class DutyKind(models.TextChoices):
    """The three lists of duties of a sub-district."""

    BASIC = "basic", _("基本履职事项")
    SUPPORTING = "supporting", _("配合履职事项")
    RECALLED = "recalled", _("上级收回事项")


#: Words for the kinds of penalty of 《行政处罚法》第九条, by the word of `fazhi.law.facts`.
PENALTY_KIND_LABELS = {
    PenaltyKind.WARNING: _("警告"),
    PenaltyKind.PUBLIC_CRITICISM: _("通报批评"),
    PenaltyKind.FINE: _("罚款"),
    PenaltyKind.CONFISCATION_OF_GAINS: _("没收违法所得"),
    PenaltyKind.CONFISCATION_OF_GOODS: _("没收非法财物"),
    PenaltyKind.LICENCE_SUSPENSION: _("暂扣许可证件"),
    PenaltyKind.QUALIFICATION_DOWNGRADE: _("降低资质等级"),
    PenaltyKind.LICENCE_REVOCATION: _("吊销许可证件"),
    PenaltyKind.RESTRICTION_OF_BUSINESS: _("限制开展生产经营活动"),
    PenaltyKind.SUSPENSION_OF_BUSINESS: _("责令停产停业"),
    PenaltyKind.CLOSURE_OF_BUSINESS: _("责令关闭"),
    PenaltyKind.RESTRICTION_OF_OCCUPATION: _("限制从业"),
    PenaltyKind.DETENTION: _("行政拘留"),
    PenaltyKind.OTHER: _("其他行政处罚"),
}
