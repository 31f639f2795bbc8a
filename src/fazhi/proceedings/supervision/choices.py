"""Closed lists of supervision, shared by pages and actions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingStatus(models.TextChoices):
    """How far a finding has come."""

    RAISED = "raised", _("待分派")
    ASSIGNED = "assigned", _("待说明")
    EXPLAINED = "explained", _("已说明，待结论")
    CORRECTED = "corrected", _("已纠正")
    DISMISSED = "dismissed", _("不成立")


#: Findings that a person still has to close.
OPEN_STATUSES = (FindingStatus.RAISED, FindingStatus.ASSIGNED, FindingStatus.EXPLAINED)


class FindingOutcome(models.TextChoices):
    """How a person closes a finding."""

    CORRECTED = FindingStatus.CORRECTED.value, FindingStatus.CORRECTED.label
    DISMISSED = FindingStatus.DISMISSED.value, FindingStatus.DISMISSED.label


class FindingStepKind(models.TextChoices):
    """What happened to a finding; each is a row with who, when and why."""

    RAISED = "raised", _("系统发现")
    ASSIGNED = "assigned", _("分派")
    EXPLAINED = "explained", _("说明")
    CORRECTED = "corrected", _("认定已纠正")
    DISMISSED = "dismissed", _("认定不成立")
    CAUSE_GONE = "cause_gone", _("情形已消除")
    REOPENED = "reopened", _("再次出现，重新打开")


class Lasting(models.TextChoices):
    """Whether what a rule looks for can pass: a state that ends, or an act that was done."""

    STATE = "state", _("状态")
    ACT = "act", _("行为")


class TargetKind(models.TextChoices):
    """Whom a complaint about conduct or a commendation is about."""

    OFFICER = "officer", _("执法人员")
    GROUP = "group", _("执法组")
    TEAM = "team", _("执法队或者不清楚是谁")


class ConductChannel(models.TextChoices):
    """How a complaint about conduct or a commendation reached the office."""

    PORTAL = "portal", _("网上")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("来信")


class ContactReason(models.TextChoices):
    """Why the contact of a complainant is opened."""

    CLARIFY = "clarify", _("了解情况")
    ANSWER = "answer", _("答复")


class IncidentKind(models.TextChoices):
    """What the registers of incidents hold."""

    ACCIDENT = "accident", _("责任事故")
    UNLAWFUL_ENFORCEMENT = "unlawful_enforcement", _("违法执法")
    PUBLIC_OPINION = "public_opinion", _("负面舆情")


class SupportKind(models.TextChoices):
    """What the team needs to work."""

    EQUIPMENT = "equipment", _("装备")
    VEHICLE = "vehicle", _("车辆")
    BUDGET = "budget", _("经费")
    LEGAL_SUPPORT = "legal_support", _("法律支持")


class DutyPart(models.TextChoices):
    """What a person did in a file; the words of `fazhi.law.rules.separation.Part`."""

    INVESTIGATOR = "investigator", _("调查人员")
    SQUAD_LEADER = "squad_leader", _("中队审核人")
    REVIEWER = "reviewer", _("法制审核人员")
    CHAIR = "chair", _("听证主持人")
    DECIDER = "decider", _("审批、决定的负责人")
    COLLECTOR = "collector", _("自行收缴罚款的人员")
    CUSTODIAN = "custodian", _("涉案财物保管人")
    RECUSED = "recused", _("应当回避的人员")
    AUXILIARY = "auxiliary", _("辅助人员")
    ACTED = "acted", _("办理人员")


#: Kinds of tasks that this room gives.
FINDING_TASK = "finding.handle"
EXPLANATION_TASK = "finding.explain"
CONDUCT_TASK = "conduct.examine"
#: Tasks of this room are not watched by it: a finding about a finding helps nobody, and a task
#: about conduct must not come before its target.
OWN_TASKS = (FINDING_TASK, EXPLANATION_TASK, CONDUCT_TASK)
