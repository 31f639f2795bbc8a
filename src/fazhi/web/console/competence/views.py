"""Pages of the catalogue: the list, one power, and which powers were used."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.queries import Use, use_of_powers
from fazhi.registers.competence.access import visible_powers
from fazhi.registers.competence.choices import BasisState
from fazhi.registers.competence.discretion import discretion_on
from fazhi.registers.competence.queries import (
    claimed,
    competence_index,
    exercisable,
    powers_on,
    versions_of,
    why_not,
)
from fazhi.registers.staff.choices import Field
from fazhi.registers.validity import valid_on
from fazhi.web.console.competence.discretion import shown
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from fazhi.registers.competence.models import Power


@dataclass(frozen=True, slots=True)
class FieldUse:
    """The powers of a field: how many are claimed, how many were used, and which."""

    label: str
    claimed: int
    used: int
    powers: "tuple[tuple[Power, Use | None], ...]"


@page()
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the list of today; say of each power whether two officers could exercise it."""
    today = clock.today()
    able = {each.power.id for each in exercisable(request.seat.authority, today)}
    rows = visible_powers(request.seat).filter(valid_on(today))
    context = {
        "able": able,
        "is_operator": request.seat.has(Role.OPERATOR),
    }
    return list_response(request, rows, _list(able), "console/competence/list.html", context)


@page()
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one power: its versions, its claim, and what stands against using it today."""
    today = clock.today()
    authority = request.seat.authority
    versions = versions_of(authority, code)
    if not versions:
        raise NotFoundError(code)
    listed = competence_index(authority, today).powers.get(code)
    power = listed or versions[0]
    ready = [each for each in exercisable(authority, today) if each.power.id == power.id]
    year = today.year
    context = {
        "power": power,
        "versions": versions,
        "claim": competence_index(authority, today).claim_on(power.id),
        "officers": ready[0].officers if ready else (),
        "answers": () if ready else why_not(power, today),
        "use": use_of_powers(authority, dt.date(year, 1, 1), today).get(code),
        "ranges": [shown(each) for each in discretion_on(authority, code, today)] if listed else [],
    }
    return render_page(request, "console/competence/file.html", context)


@page()
def use(request: StaffRequest) -> HttpResponseBase:
    """Show which powers of a year were used, field by field, and which were not."""
    today = clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() else today.year
    since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
    authority = request.seat.authority
    used = use_of_powers(authority, since, until)
    ours = {claim.power.code for claim in claimed(authority, until)}
    powers = [power for power in powers_on(authority, until) if power.code in ours]
    fields = [_field_use(field, powers, used) for field in Field]
    context = {
        "year": year,
        "years": range(today.year, today.year - 5, -1),
        "fields": [each for each in fields if each.claimed],
        "claimed": len(powers),
        "used": sum(each.used for each in fields),
    }
    return render_page(request, "console/competence/use.html", context)


def _field_use(field: Field, powers: "list[Power]", used: dict[str, Use]) -> FieldUse:
    mine = tuple((power, used.get(power.code)) for power in powers if power.field == field)
    count = sum(each is not None for _power, each in mine)
    return FieldUse(str(field.label), len(mine), count, mine)


def _list(able: "set[UUID]") -> "ListDefinition[Power]":
    return ListDefinition(
        title=_("执法事项"),
        sort=("code", "version"),
        columns=(
            Column(_("编码"), lambda power: power.code),
            Column(_("事项名称"), lambda power: power.name),
            Column(_("领域"), lambda power: power.get_field_display()),
            Column(_("依据"), lambda power: power.basis),
            Column(_("程序"), lambda power: power.get_procedure_display()),
            Column(_("来源"), lambda power: power.source, is_shown=False),
            Column(_("今日可行使"), lambda power: "是" if power.id in able else "否"),
        ),
        filters=(
            Filter("field", _("领域"), _of_field, choices=Field.choices),
            Filter("basis", _("依据状态"), _of_basis, choices=BasisState.choices),
            Filter("q", _("编码或名称"), _search, kind="search"),
        ),
        tabs=(
            Tab("all", _("全部"), lambda rows: rows),
            Tab("able", _("今日可行使"), lambda rows: rows.filter(id__in=able)),
        ),
    )


def _of_field(rows: "QuerySet[Power]", value: str) -> "QuerySet[Power]":
    return rows.filter(field=value)


def _of_basis(rows: "QuerySet[Power]", value: str) -> "QuerySet[Power]":
    return rows.filter(basis_state=value)


def _search(rows: "QuerySet[Power]", words: str) -> "QuerySet[Power]":
    return rows.filter(Q(code__contains=words) | Q(name__contains=words))
