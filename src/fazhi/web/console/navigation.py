"""The menu of the staff pages: two levels; what a role may not open is not shown."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import INSIDERS, Role

EVERYBODY: tuple[Role, ...] = ()  # of the house
#: Everybody of the office; the supervision body is not.
STAFF = tuple(role for role in INSIDERS if role is not Role.SUPERVISOR)
FIELD = (Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER, Role.DISPATCHER, Role.CLERK, Role.HEAD)
PUBLICATION = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK, Role.HEAD)
OVERSIGHT = (Role.SQUAD_LEADER, Role.HEAD, Role.CASE_REVIEWER, Role.CLERK, Role.SUPERVISOR)
COMMAND = (Role.DISPATCHER, Role.CLERK, Role.HEAD)
ENFORCEMENT = (Role.OFFICER, Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD, Role.CLERK)
CASE_READERS = (*ENFORCEMENT, Role.SUPERVISOR)
REVIEW = (Role.SQUAD_LEADER, Role.CLERK, Role.HEAD, Role.CASE_REVIEWER, Role.OPERATOR)

#: Who asks lawyers from outside, and reads what they advise.
REVIEWING = (Role.CASE_REVIEWER, Role.HEAD, Role.SQUAD_LEADER, Role.CLERK)
EXAMINERS = (Role.CASE_REVIEWER, Role.SQUAD_LEADER, Role.HEAD, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `name` is the name of the page's address."""

    label: Promise
    name: str
    icon: str
    roles: tuple[Role, ...] = EVERYBODY
    is_inbox: bool = False


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as this person sees it."""

    label: str
    url: str
    icon: str
    is_current: bool
    is_inbox: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A heading of the menu with the entries under it."""

    label: str
    entries: tuple[ShownEntry, ...]


#: Headings and entries in the order of the menu. An entry whose page is not installed is left out.
MENU: tuple[tuple[Promise | str, tuple[Entry, ...]], ...] = (
    ("", (Entry(_("我的待办"), "desk", "inbox", is_inbox=True),)),
    (
        _("受托"),
        (
            Entry(_("受委托的案件"), "counsel:entrusted", "scale", (Role.LAWYER,)),
            Entry(_("外聘律师"), "counsel:lawyers", "people", (Role.OPERATOR, *REVIEWING)),
        ),
    ),
    (
        _("治理"),
        (
            Entry(_("诉求受理"), "reports:list", "phone", COMMAND),
            Entry(_("事件与网格"), "issues:list", "map", FIELD),
            Entry(_("走访与排查"), "visits:list", "walk", FIELD),
            Entry(_("专项行动"), "campaigns:list", "flag", FIELD),
            Entry(_("会议"), "meetings:list", "calendar", STAFF),
        ),
    ),
    (
        _("执法"),
        (
            Entry(_("案源线索"), "leads:list", "flag", (*ENFORCEMENT, Role.DISPATCHER)),
            Entry(_("平台案件"), "platform_cases:list", "inbox", (*ENFORCEMENT, Role.DISPATCHER)),
            Entry(_("执法协同"), "cooperation:list", "people", ENFORCEMENT),
            Entry(_("案件办理"), "cases:list", "scale", CASE_READERS),
            Entry(_("查封、扣押"), "measures:list", "lock", CASE_READERS),
            Entry(_("待送达"), "service:list", "forward", ENFORCEMENT),
            Entry(_("强制执行"), "compulsory_enforcement:list", "scale", CASE_READERS),
            Entry(_("违停抄告"), "parking_referrals:list", "car", ENFORCEMENT),
            Entry(_("现场劝离"), "persuasions:new", "people", ENFORCEMENT),
            Entry(_("罚缴台账"), "payments:list", "wallet", ENFORCEMENT),
            Entry(_("证据保管"), "custody:list", "seal", (*ENFORCEMENT, Role.SUPERVISOR)),
            Entry(_("文书中心"), "documents:list", "document", ENFORCEMENT),
        ),
    ),
    (
        _("法治"),
        (
            Entry(_("执法事项"), "competence:list", "book", EVERYBODY),
            Entry(_("执法事项评估"), "power_reviews:list", "check", REVIEW),
            Entry(_("案卷评查"), "examinations:list", "check", EXAMINERS),
            Entry(_("处罚公示"), "publications:list", "speaker", PUBLICATION),
            Entry(_("指标"), "indicators:list", "chart", EVERYBODY),
            Entry(_("统计与年报"), "returns:list", "report", EVERYBODY),
        ),
    ),
    (
        _("监督"),
        (
            Entry(_("监督发现"), "supervision:list", "search", EVERYBODY),
            Entry(_("行风投诉"), "conduct:list", "alert", EVERYBODY),
            Entry(_("事故和舆情登记"), "incidents:list", "bell", OVERSIGHT),
            Entry(_("执法保障"), "support:list", "check", EVERYBODY),
            Entry(_("职责分离报告"), "separation:list", "people", OVERSIGHT),
            Entry(_("八项工作机制"), "mechanisms:list", "seal", OVERSIGHT),
        ),
    ),
    (
        _("系统"),
        (
            Entry(_("人员与证件"), "staff:list", "people", EVERYBODY),
            Entry(_("网格与片区"), "places:list", "grid", EVERYBODY),
            Entry(_("留痕核验"), "journal:list", "shield", EVERYBODY),
        ),
    ),
)


def navigation_for(seat: Seat, path: str) -> tuple[ShownGroup, ...]:
    """Return the menu that this person sees, with the entry of the present page marked."""
    groups = []
    for label, entries in MENU:
        shown = tuple(
            ShownEntry(
                label=str(entry.label),
                url=url,
                icon=entry.icon,
                is_current=path == url if entry.is_inbox else path.startswith(url),
                is_inbox=entry.is_inbox,
            )
            for entry in entries
            if _is_for(entry, seat) and (url := _address(entry.name))
        )
        if shown:
            groups.append(ShownGroup(str(label), shown))
    return tuple(groups)


def _is_for(entry: Entry, seat: Seat) -> bool:
    return seat.has(*entry.roles) if entry.roles else not seat.is_outsider


def label_of(name: str) -> str:
    """Return how the menu calls a page; KeyError when it is not in the menu."""
    labels = {entry.name: entry.label for _heading, entries in MENU for entry in entries}
    return str(labels[name])


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
