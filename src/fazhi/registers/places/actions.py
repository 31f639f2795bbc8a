"""The verbs of places, the only writers of divisions, areas and grids."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.registers.lists import give_way, refuse_twice
from fazhi.registers.places import errors
from fazhi.registers.places.access import require_operator
from fazhi.registers.places.drawing import Drawing
from fazhi.registers.places.inputs import AreaInput, DivisionInput, GridInput
from fazhi.registers.places.models import Area, Division, Grid
from fazhi.registers.places.versions import touch
from fazhi.registers.validity import valid_on

_CODE_LENGTH = 12


@transaction.atomic
def register_divisions(seat: Seat, inputs: Sequence[DivisionInput]) -> list[Division]:
    """Enter divisions of the code table; one that is known already takes the name given now."""
    require_operator(seat)
    known = set(Division.objects.values_list("code", flat=True)) | {each.code for each in inputs}
    refuse_twice(each.code for each in inputs)
    for each in inputs:
        if len(each.code) != _CODE_LENGTH or not each.code.isdecimal():
            raise InputError({each.code: str(errors.NOT_TWELVE_DIGITS)})
        if each.parent_code and each.parent_code not in known:
            raise InputError({each.code: errors.UNKNOWN_PARENT.format(code=each.parent_code)})
    divisions = [
        Division(
            code=each.code,
            name=each.name,
            kind=each.kind,
            parent_id=each.parent_code or None,
            source=each.source,
        )
        for each in inputs
    ]
    Division.objects.bulk_create(
        divisions,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "parent", "source"],
    )
    touch(seat.authority)
    items = [{"division": division.code, "name": division.name} for division in divisions]
    record(Act("division.registered", seat), {"items": items})
    return divisions


@transaction.atomic
def draw_areas(seat: Seat, inputs: Sequence[AreaInput]) -> list[Area]:
    """Enter enforcement areas; a known code is drawn anew from a later day on."""
    require_operator(seat)
    refuse_twice(each.code for each in inputs)
    former = {
        area.code: area
        for area in Area.objects.filter(
            authority=seat.authority, code__in=[each.code for each in inputs]
        ).order_by("since")
    }
    areas = []
    for each in inputs:
        _give_way(former.get(each.code), each)
        areas.append(
            Area(
                authority=seat.authority,
                code=each.code,
                name=each.name,
                since=each.since,
                until=each.until,
                source=each.source,
                is_demonstration=each.is_demonstration,
            )
        )
    Area.objects.bulk_update(former.values(), ["until"])
    Area.objects.bulk_create(areas)
    touch(seat.authority)
    items = [{"area": area.id, "code": area.code, "since": area.since} for area in areas]
    record(Act("area.drawn", seat), {"items": items})
    return areas


@transaction.atomic
def draw_grids(seat: Seat, inputs: Sequence[GridInput]) -> list[Grid]:
    """Draw grids and micro-grids; a known code is drawn anew from a later day on.

    The earlier drawing keeps its shape and ends the day before. Grids of one day neither overlap
    nor leave their community; micro-grids stay inside their grid.
    """
    require_operator(seat)
    refuse_twice(each.code for each in inputs)
    former = {
        grid.code: grid
        for grid in Grid.objects.filter(
            authority=seat.authority, code__in=[each.code for each in inputs]
        ).order_by("since")
    }
    for each in inputs:
        _give_way(former.get(each.code), each)
    Grid.objects.bulk_update(former.values(), ["until"])
    grids = Drawing.of(seat.authority, inputs).grids()
    Grid.objects.bulk_create(grids)
    touch(seat.authority)
    items = [
        {"grid": grid.id, "code": grid.code, "since": grid.since, "polygon": grid.polygon}
        for grid in grids
    ]
    record(Act("grid.drawn", seat), {"items": items})
    return grids


@transaction.atomic
def end_grids(seat: Seat, codes: Sequence[str], last_day: dt.date) -> list[Grid]:
    """Let grids and micro-grids end after a day: from then on no point lies in them."""
    require_operator(seat)
    held = Grid.objects.filter(valid_on(last_day), authority=seat.authority, code__in=codes)
    grids = list(held.select_for_update().order_by("code"))
    missing = sorted(set(codes) - {grid.code for grid in grids})
    if missing:
        raise InputError({code: errors.UNKNOWN_GRID.format(code=code) for code in missing})
    for grid in grids:
        grid.until = last_day
    Grid.objects.bulk_update(grids, ["until"])
    touch(seat.authority)
    items = [{"grid": grid.id, "code": grid.code} for grid in grids]
    record(Act("grid.ended", seat), {"last_day": last_day, "items": items})
    return grids


def _give_way(former: Area | Grid | None, new: AreaInput | GridInput) -> None:
    if new.until is not None and new.until < new.since:
        raise InputError({new.code: str(errors.ENDED_BEFORE)})
    give_way(former, new.code, new.since)
