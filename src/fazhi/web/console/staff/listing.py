"""The list of the staff of a day: tabs, filters and columns."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fazhi.kernel.access import Seat
from fazhi.registers.staff.access import PLANNERS
from fazhi.registers.staff.choices import ENFORCEMENT_POSTS, Field, Post, UnitKind
from fazhi.registers.staff.models import Officer
from fazhi.web.console.days import day_filter
from fazhi.web.console.staff.people import CertificateState, PeopleOfDay
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet


def people_list(seat: Seat, people: PeopleOfDay) -> ListDefinition[Officer]:
    """Return the list of the staff of a day; secondments and absences for those who plan."""
    is_planner = seat.has(*PLANNERS)
    columns = (*_public(people), *(_planned(people) if is_planner else ()))
    return ListDefinition(
        title=_("人员与证件"),
        sort=("unit__code", "name", "pk"),
        columns=(*columns, Column(_("执法组"), lambda each: people.line(each).groups)),
        filters=_filters(people),
        tabs=_tabs(people, is_planner=is_planner),
    )


def _public(people: PeopleOfDay) -> tuple[Column[Officer], ...]:
    return (
        Column(_("姓名 / 岗位"), lambda each: each.name),
        Column(_("岗位"), lambda each: each.get_post_display(), is_shown=False),
        Column(_("单位 / 领域"), lambda each: each.unit.name),
        Column(_("领域"), lambda each: each.get_field_display(), is_shown=False),
        Column(_("执法证"), lambda each: _certificate(people, each)),
        Column(_("证件有效期至"), lambda each: _certified_until(people, each), is_shown=False),
        Column(_("证件状态"), lambda each: people.state(each).label, is_shown=False),
    )


def _planned(people: PeopleOfDay) -> tuple[Column[Officer], ...]:
    return (
        Column(_("编制单位 / 用共管"), lambda each: _of(people, each, "employer")),
        Column(_("日常管理"), lambda each: _of(people, each, "daily_manager"), is_shown=False),
        Column(_("业务指导"), lambda each: _of(people, each, "professional_guide"), is_shown=False),
        Column(_("下沉期"), lambda each: _of(people, each, "since")),
        Column(_("下沉期止"), lambda each: _of(people, each, "until"), is_shown=False),
        Column(_("当日"), lambda each: _absence(people, each)),
    )


def _filters(people: PeopleOfDay) -> tuple[Filter[Officer], ...]:
    units = [(str(unit.id), unit.name) for unit in people.staff.units]
    return (
        day_filter(),
        Filter("unit", _("单位"), _of_unit, choices=units),
        Filter("field", _("领域"), _of_field, choices=Field.choices),
        Filter(
            "certificate",
            _("证件状态"),
            lambda rows, value: rows.filter(pk__in=people.in_state(value)),
            choices=CertificateState.choices,
        ),
        Filter("q", _("姓名"), _search, kind="search"),
    )


def _tabs(people: PeopleOfDay, *, is_planner: bool) -> tuple[Tab[Officer], ...]:
    missing = people.in_state(CertificateState.MISSING)
    expiring = people.in_state(CertificateState.EXPIRING)
    absent = [each for each in people.absences if each in people.staff.officers]
    tabs: tuple[Tab[Officer], ...] = (
        Tab("enforcing", _("执法队伍"), _enforcing),
        Tab("seconded", _("派驻人员"), _seconded),
        Tab("missing", _("证件过期或缺失"), lambda rows: rows.filter(pk__in=missing), "overdue"),
        Tab("expiring", _("证件将到期"), lambda rows: rows.filter(pk__in=expiring), "soon"),
    )
    away: Tab[Officer] = Tab("absent", _("当日不在岗"), lambda rows: rows.filter(pk__in=absent))
    everybody: Tab[Officer] = Tab("all", _("全部在册"), lambda rows: rows)
    return (*tabs, *((away,) if is_planner else ()), everybody)


def _of_unit(rows: "QuerySet[Officer]", value: str) -> "QuerySet[Officer]":
    return rows.filter(unit_id=UUID(value))


def _of_field(rows: "QuerySet[Officer]", value: str) -> "QuerySet[Officer]":
    return rows.filter(field=value)


def _enforcing(rows: "QuerySet[Officer]") -> "QuerySet[Officer]":
    return rows.filter(post__in=[*ENFORCEMENT_POSTS, Post.AUXILIARY])


def _seconded(rows: "QuerySet[Officer]") -> "QuerySet[Officer]":
    return rows.filter(unit__kind=UnitKind.SENDING)


def _search(rows: "QuerySet[Officer]", words: str) -> "QuerySet[Officer]":
    return rows.filter(name__contains=words)


def _certificate(people: PeopleOfDay, officer: Officer) -> str:
    certificate = people.line(officer).certificate
    return certificate.number if certificate else ""


def _certified_until(people: PeopleOfDay, officer: Officer) -> dt.date | None:
    certificate = people.line(officer).certificate
    return certificate.until if certificate else None


def _of(people: PeopleOfDay, officer: Officer, name: str) -> object:
    secondment = people.secondments.get(officer.pk)
    return getattr(secondment, name) if secondment else None


def _absence(people: PeopleOfDay, officer: Officer) -> object:
    absence = people.absences.get(officer.pk)
    return absence.get_kind_display() if absence else None
