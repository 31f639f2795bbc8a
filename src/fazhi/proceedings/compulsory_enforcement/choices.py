"""Closed lists of compulsory enforcement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.choices import Role


class Duty(models.TextChoices):
    """What the decision asks of the party (义务种类)."""

    MONEY = "money", _("金钱给付（罚款）")
    CLEARING = "clearing", _("排除妨碍、恢复原状")
    DEMOLITION = "demolition", _("拆除违法建筑")
    OTHER = "other", _("其他义务")


class Way(models.TextChoices):
    """Which procedure the enforcement follows (执行途径)."""

    COURT_APPLICATION = "court_application", _("申请人民法院强制执行")
    COMPULSORY_ENFORCEMENT = "compulsory_enforcement", _("本机关强制执行")
    SUBSTITUTE_PERFORMANCE = "substitute_performance", _("代履行")
    DEMOLITION = "demolition", _("强制拆除")


class EnforcementStatus(models.TextChoices):
    """How far an enforcement has come: the cached label of its steps."""

    OPEN = "open", _("待催告")
    DEMANDED = "demanded", _("已催告")
    ANNOUNCED = "announced", _("已公告")
    DECIDED = "decided", _("已决定执行")
    APPLIED = "applied", _("已申请法院")
    AGREED = "agreed", _("执行协议履行中")
    SUSPENDED = "suspended", _("中止执行")
    ENFORCED = "enforced", _("已执行")
    PERFORMED = "performed", _("当事人已履行")
    TERMINATED = "terminated", _("终结执行")
    CLOSED = "closed", _("已结束")


#: Files that somebody still works on.
OPEN_STATUSES = tuple(each for each in EnforcementStatus if each is not EnforcementStatus.CLOSED)

#: Kinds of tasks that this room gives.
STEP_TASK = "enforcement.step"
WINDOW_TASK = "enforcement.window"

#: The rows that tell of a file beside the steps of the law.
OPENING, CHANGE_OF_WAY, CLOSURE = "opening", "change_of_way", "closure"

#: Who opens a file of enforcement and changes its way.
OPENERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CASE_REVIEWER)
#: Who closes it.
CLOSERS = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD)
#: Who takes a step, by the word of the procedure.
ROLES_OF = {
    "officer": (Role.OFFICER, Role.SQUAD_LEADER),
    "head": (Role.HEAD,),
    "court": (Role.CLERK, Role.SQUAD_LEADER, Role.CASE_REVIEWER),
    "party": (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK),
    "government": (Role.CLERK, Role.SQUAD_LEADER, Role.CASE_REVIEWER),
}

#: Steps that other rooms record: service, and the end of the remedies, which nobody takes.
ELSEWHERE = frozenset({"service_of_demand", "service", "remedy_expiry"})
#: In which act of the law the service of a paper stands, by the step that issued it.
SERVICE_OF = {
    "demand": "service_of_demand",
    "enforcement_decision": "service",
    "substitute_performance_decision": "service_of_substitute_decision",
    "renewed_demand": "service_of_renewed_demand",
}
