"""Closed lists of staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """A field of enforcement (执法领域): that of the base unit and of the eight that send staff."""

    COMPREHENSIVE = "comprehensive", _("综合行政执法")
    CULTURE_MARKET = "culture_market", _("文化市场")
    MARKET_REGULATION = "market_regulation", _("市场监管")
    NATURAL_RESOURCES = "natural_resources", _("自然资源")
    HEALTH_SUPERVISION = "health_supervision", _("卫生监督")
    TRANSPORT = "transport", _("交通运输")
    AGRICULTURE = "agriculture", _("农业")
    EMERGENCY_MANAGEMENT = "emergency_management", _("应急")
    ECOLOGY = "ecology", _("生态环境")


class UnitKind(models.TextChoices):
    """The base unit of 1+8, a unit of staff sent by a department, or an office of the street."""

    BASE = "base", _("综合行政执法队")
    SENDING = "sending", _("派驻单位")
    OFFICE = "office", _("街道科室")


class Post(models.TextChoices):
    """The post a person fills."""

    HEAD = "head", _("街道负责人")
    SQUAD_LEADER = "squad_leader", _("中队长")
    CASE_REVIEWER = "case_reviewer", _("案审员")
    OFFICER = "officer", _("执法人员")
    AUXILIARY = "auxiliary", _("辅助人员")
    GRID_WORKER = "grid_worker", _("网格员")
    DISPATCHER = "dispatcher", _("指挥调度员")
    CLERK = "clerk", _("内勤")
    OPERATOR = "operator", _("系统管理员")
    SUPERVISOR = "supervisor", _("执法监督员")


#: Posts that are there to enforce: each needs a certificate and counts in its field.
ENFORCEMENT_POSTS = frozenset({Post.SQUAD_LEADER, Post.CASE_REVIEWER, Post.OFFICER})


class AbsenceKind(models.TextChoices):
    """Why somebody is not there, as far as planning needs it; illness is nobody's business here."""

    LEAVE = "leave", _("请假")
    TRAINING = "training", _("培训")
    RECALLED = "recalled", _("原单位召回")
    OTHER = "other", _("其他")


class MemberPart(models.TextChoices):
    """What a member is in a group."""

    LEADER = "leader", _("组长")
    MEMBER = "member", _("组员")


class Shift(models.TextChoices):
    """A shift of the duty roster."""

    DAY = "day", _("白班")
    EVENING = "evening", _("中班")
    NIGHT = "night", _("夜班")


class VehicleState(models.TextChoices):
    """Whether a vehicle can be taken out."""

    IN_SERVICE = "in_service", _("在用")
    IN_REPAIR = "in_repair", _("维修")
    RETIRED = "retired", _("报废")


class GapKind(models.TextChoices):
    """What is missing on a day."""

    GRID_WITHOUT_GROUP = "grid_without_group", _("网格没有执法组")
    GROUP_WITHOUT_LEADER = "group_without_leader", _("执法组没有持证组长")
    GROUP_LEADER_ABSENT = "group_leader_absent", _("组长不在岗")
    AREA_WITHOUT_LEADER = "area_without_leader", _("片区没有负责人")
    FIELD_UNSTAFFED = "field_unstaffed", _("领域无持证人员在岗")
    FIELD_WITHOUT_PAIR = "field_without_pair", _("领域凑不齐两名持证人员")
    UNIT_UNSTAFFED = "unit_unstaffed", _("单位无人在岗")
    SHIFT_UNFILLED = "shift_unfilled", _("值班人员不在岗")
    CERTIFICATE_EXPIRING = "certificate_expiring", _("执法证将到期")
    CERTIFICATE_MISSING = "certificate_missing", _("执法证缺失或过期")
    HEAD_MISSING = "head_missing", _("负责人空缺")
