"""Every measure of the product, room by room."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.models import Meeting, Resolution
from fazhi.kernel import clock
from fazhi.outcomes.indicators.case_records import CASE_MEASURES
from fazhi.outcomes.indicators.measures import (
    Columns,
    Measure,
    Part,
    Records,
    registry,
)
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.responses import RESPONSES
from fazhi.outcomes.indicators.supervision_records import SUPERVISION_MEASURES
from fazhi.proceedings.cases.choices import ReferralStatus, RemedyKind
from fazhi.proceedings.cases.models import Case, ParkingReferral, Persuasion, Remedy
from fazhi.proceedings.issues.choices import CampaignKind, Channel
from fazhi.proceedings.issues.models import Issue, Report, Visit
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.models import Secondment
from fazhi.registers.validity import valid_on

_POWER: Columns = (
    (_("事项编码"), lambda power: power.code),
    (_("事项名称"), lambda power: power.name),
    (_("领域"), lambda power: power.get_field_display()),
    (_("依据"), lambda power: power.basis),
)
_REPORT: Columns = (
    (_("编号"), lambda report: report.number),
    (_("来源"), lambda report: report.get_channel_display()),
    (_("受理时间"), lambda report: report.received_at),
)
_VISIT: Columns = (
    (_("专项行动"), lambda visit: visit.campaign.name),
    (_("网格"), lambda visit: visit.grid.name),
    (_("走访时间"), lambda visit: visit.visited_at),
)
_ISSUE: Columns = (
    (_("编号"), lambda issue: issue.number),
    (_("事由"), lambda issue: issue.title),
    (_("网格"), lambda issue: issue.grid.name if issue.grid else ""),
    (_("发现时间"), lambda issue: issue.found_at),
    (_("办理阶段"), lambda issue: issue.get_status_display()),
)
_SECONDMENT: Columns = (
    (_("姓名"), lambda row: row.officer.name),
    (_("派驻单位"), lambda row: row.unit.name),
    (_("领域"), lambda row: row.unit.get_field_display()),
    (_("编制单位"), lambda row: row.employer),
    (_("起"), lambda row: row.since),
)
_REFERRAL: Columns = (
    (_("编号"), lambda referral: referral.number),
    (_("地点"), lambda referral: referral.place),
    (_("发现时间"), lambda referral: referral.noticed_at),
    (_("办理阶段"), lambda referral: referral.get_status_display()),
)
_REMEDY: Columns = (
    (_("案号"), lambda remedy: remedy.case.number),
    (_("案由"), lambda remedy: remedy.case.power.name),
    (_("复议机关或者法院"), lambda remedy: remedy.body),
    (_("收到日"), lambda remedy: remedy.received_on),
    (_("结果"), lambda remedy: remedy.get_outcome_display()),
)
_PERSUASION: Columns = (
    (_("劝离时间"), lambda row: row.persuaded_at),
    (_("网格"), lambda row: row.grid.name if row.grid else ""),
)
_MEETING: Columns = (
    (_("会议编号"), lambda meeting: meeting.number),
    (_("会议名称"), lambda meeting: meeting.title),
    (_("安排时间"), lambda meeting: meeting.planned_at),
    (_("召开时间"), lambda meeting: meeting.held_at or ""),
    (_("状态"), lambda meeting: meeting.get_status_display()),
)
_RESOLUTION: Columns = (
    (_("会议编号"), lambda row: row.meeting.number),
    (_("议决事项"), lambda row: row.text),
    (_("责任人"), lambda row: row.owner_name),
    (_("完成期限"), lambda row: row.due_on),
    (_("完成日"), lambda row: row.done_on or ""),
)


def _listed(authority: str, period: Period) -> QuerySet[Power]:
    """Items of the list that is in force on the last day of the period."""
    return Power.objects.filter(valid_on(period.until), authority=authority)


def _claimed(authority: str, period: Period) -> QuerySet[Power]:
    claims = Claim.objects.filter(valid_on(period.until), power=OuterRef("pk"))
    return _listed(authority, period).filter(Exists(claims))


def _used(authority: str, period: Period) -> QuerySet[Power]:
    """Items decided on in the period, each once, in the version that is the newest by now."""
    used = Case.objects.filter(period.holds("decided_at"), authority=authority)
    newer = Power.objects.filter(
        authority=authority, code=OuterRef("code"), version__gt=OuterRef("version")
    )
    return Power.objects.filter(
        ~Exists(newer), authority=authority, code__in=used.values("power__code")
    )


def _unused(authority: str, period: Period) -> QuerySet[Power]:
    return _claimed(authority, period).exclude(code__in=_used(authority, period).values("code"))


def _referrals(authority: str, period: Period) -> QuerySet[ParkingReferral]:
    """Referrals of the period, without those that the review dropped."""
    rows = ParkingReferral.objects.filter(period.holds("noticed_at"), authority=authority)
    return rows.exclude(status=ReferralStatus.DROPPED)


def _handed_over(authority: str, period: Period) -> QuerySet[ParkingReferral]:
    return _referrals(authority, period).filter(hand_over__isnull=False)


def _persuasions(authority: str, period: Period) -> QuerySet[Persuasion]:
    rows = Persuasion.objects.filter(period.holds("persuaded_at"), authority=authority)
    return rows.select_related("grid")


def _remedies(kind: RemedyKind) -> Records:
    """Remedies of one kind that reached the house in the period."""

    def records(authority: str, period: Period) -> QuerySet[Remedy]:
        span = (period.since, period.until)
        rows = Remedy.objects.filter(authority=authority, kind=kind, received_on__range=span)
        return rows.select_related("case__power")

    return records


def _telephone_reports(authority: str, period: Period) -> QuerySet[Report]:
    rows = Report.objects.filter(period.holds("received_at"), authority=authority)
    return rows.filter(channel=Channel.TELEPHONE)


def _replied(authority: str, period: Period) -> QuerySet[Report]:
    return _telephone_reports(authority, period).filter(reply__isnull=False)


def _issues(authority: str, period: Period) -> QuerySet[Issue]:
    rows = Issue.objects.filter(period.holds("found_at"), authority=authority)
    return rows.select_related("grid")


def _closed(authority: str, period: Period) -> QuerySet[Issue]:
    return _issues(authority, period).filter(closed_at__isnull=False)


def _campaign_visits(kind: CampaignKind) -> Records:
    def records(authority: str, period: Period) -> QuerySet[Visit]:
        rows = Visit.objects.filter(period.holds("visited_at"), authority=authority)
        return rows.filter(campaign__kind=kind).select_related("campaign", "grid")

    return records


def _campaign_issues(kind: CampaignKind) -> Records:
    def records(authority: str, period: Period) -> QuerySet[Issue]:
        return _issues(authority, period).filter(campaign__kind=kind)

    return records


def _seconded(field: Field | None) -> Records:
    """Officers seconded on the last day of the period, of one field or of all."""

    def records(authority: str, period: Period) -> QuerySet[Secondment]:
        rows = Secondment.objects.filter(valid_on(period.until), authority=authority)
        rows = rows.select_related("officer", "unit")
        return rows.filter(unit__field=field) if field else rows

    return records


def _joint_meetings(authority: str, period: Period) -> QuerySet[Meeting]:
    """Joint meetings planned for the period and for no moment to come; cancelled ones count."""
    rows = Meeting.objects.filter(period.holds("planned_at"), planned_at__lte=clock.now())
    return rows.filter(authority=authority, kind=MeetingKind.JOINT_MEETING)


def _held(authority: str, period: Period) -> QuerySet[Meeting]:
    return _joint_meetings(authority, period).filter(held_at__isnull=False)


def _resolutions_due(authority: str, period: Period) -> QuerySet[Resolution]:
    """Resolutions of joint meetings due in the period: done, or their day has passed."""
    fallen_due = Q(done_on__isnull=False) | Q(due_on__lt=clock.today())
    rows = Resolution.objects.filter(fallen_due, due_on__range=(period.since, period.until))
    rows = rows.filter(authority=authority, meeting__kind=MeetingKind.JOINT_MEETING)
    return rows.select_related("meeting", "officer", "unit")


def _done_on_time(authority: str, period: Period) -> QuerySet[Resolution]:
    return _resolutions_due(authority, period).filter(done_on__lte=F("due_on"))


def _one(
    key: str, label: Any, records: Callable[..., Any], sort: tuple[str, ...], columns: Columns
) -> Measure:
    return Measure(key, label, (Part(key, label, records, sort, columns),))


def _campaign_items(kind: CampaignKind) -> Measure:
    visits = Part(
        "visits", _("走访（未发现问题）"), _campaign_visits(kind), ("-visited_at", "-id"), _VISIT
    )
    return Measure(f"campaign_items_{kind.value}", kind.label, (visits, _problems(kind)))


def _problems(kind: CampaignKind) -> Part:
    return Part(
        "issues", _("发现的问题"), _campaign_issues(kind), ("-found_at", "-dossier"), _ISSUE
    )


MEASURES = registry(
    [
        _one("powers_listed", _("清单内执法事项"), _listed, ("code", "version"), _POWER),
        _one("powers_claimed", _("已认领执法事项"), _claimed, ("code", "version"), _POWER),
        _one("powers_used", _("实施过处罚的执法事项"), _used, ("code", "version"), _POWER),
        _one("powers_unused", _("未实施的执法事项"), _unused, ("code", "version"), _POWER),
        *CASE_MEASURES,
        _one(
            "parking_referrals",
            _("人行道违停抄告"),
            _referrals,
            ("-noticed_at", "-dossier"),
            _REFERRAL,
        ),
        _one(
            "parking_handed_over",
            _("已移交的违停抄告"),
            _handed_over,
            ("-noticed_at", "-dossier"),
            _REFERRAL,
        ),
        _one("persuasions", _("现场劝离"), _persuasions, ("-persuaded_at", "-id"), _PERSUASION),
        _one(
            "reconsiderations",
            _("行政复议"),
            _remedies(RemedyKind.RECONSIDERATION),
            ("-received_on", "-id"),
            _REMEDY,
        ),
        _one(
            "lawsuits",
            _("行政诉讼"),
            _remedies(RemedyKind.LITIGATION),
            ("-received_on", "-id"),
            _REMEDY,
        ),
        _one(
            "telephone_reports",
            _("投诉举报电话"),
            _telephone_reports,
            ("-received_at", "-id"),
            _REPORT,
        ),
        _one(
            "telephone_reports_replied",
            _("已回复的投诉举报电话"),
            _replied,
            ("-received_at", "-id"),
            _REPORT,
        ),
        _one("issues", _("事件"), _issues, ("-found_at", "-dossier"), _ISSUE),
        _one("issues_closed", _("已办结的事件"), _closed, ("-found_at", "-dossier"), _ISSUE),
        *(_campaign_items(kind) for kind in CampaignKind),
        *(
            Measure(f"campaign_problems_{kind.value}", kind.label, (_problems(kind),))
            for kind in CampaignKind
        ),
        _one(
            "joint_meetings",
            _("已召开的联席办公会议"),
            _held,
            ("-planned_at", "-dossier"),
            _MEETING,
        ),
        _one(
            "joint_meetings_planned",
            _("安排的联席办公会议"),
            _joint_meetings,
            ("-planned_at", "-dossier"),
            _MEETING,
        ),
        _one(
            "resolutions_done_on_time",
            _("按期完成的议决事项"),
            _done_on_time,
            ("due_on", "id"),
            _RESOLUTION,
        ),
        _one(
            "resolutions_due",
            _("到期的议决事项"),
            _resolutions_due,
            ("due_on", "id"),
            _RESOLUTION,
        ),
        *RESPONSES,
        *SUPERVISION_MEASURES,
        _one("seconded", _("下沉人员"), _seconded(None), ("unit__code", "id"), _SECONDMENT),
        *(
            _one(f"seconded_{field.value}", field.label, _seconded(field), ("id",), _SECONDMENT)
            for field in Field
            if field is not Field.COMPREHENSIVE
        ),
    ]
)
