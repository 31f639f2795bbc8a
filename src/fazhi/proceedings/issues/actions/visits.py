"""Recording visits at which nothing was found."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.idempotency import claim, fingerprint
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.issues.campaigns import require_running
from fazhi.proceedings.issues.inputs import VisitInput
from fazhi.proceedings.issues.models import Visit
from fazhi.registers.places.queries import place_register
from fazhi.registers.places.versions import current

_VISITORS = (Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER)


@transaction.atomic
def record_visits(seat: Seat, key: str, inputs: Sequence[VisitInput]) -> int:
    """Record visits with nothing found (走访) as one batch; return how many were recorded.

    Forty checks are one act with one key: a batch that came before changes nothing and answers with
    the same count. A visit names no household and no visitor. Raises InputError, ConflictError.
    """
    seat.require(*_VISITORS)
    if not inputs:
        raise InputError({"visits": _("清单是空的，请至少填写一次走访。")})
    if claim(seat.authority, f"visits:{key}", _fingerprint(inputs), new_id()) is None:
        _examine(seat, inputs)
        _write(seat, inputs)
    return len(inputs)


def _examine(seat: Seat, inputs: Sequence[VisitInput]) -> None:
    token = current(seat.authority)
    entered = {(one.campaign_id, one.grid_id, clock.day_of(one.visited_at)) for one in inputs}
    require_running(seat.authority, {(campaign, day) for campaign, _grid, day in entered}, token)
    register = place_register(seat.authority, token)
    if any(grid not in register.on(day).ids for _campaign, grid, day in entered):
        raise InputError({"grid": _("清单中有的网格在走访当日不存在，请核对。")})
    if max(one.visited_at for one in inputs) > clock.now():
        raise InputError({"visited_at": _("走访时间不能晚于现在。")})


def _fingerprint(inputs: Sequence[VisitInput]) -> bytes:
    return fingerprint(
        {
            "visits": [
                [one.key, str(one.grid_id), one.visited_at.isoformat(), str(one.campaign_id or "")]
                for one in inputs
            ]
        }
    )


def _write(seat: Seat, inputs: Sequence[VisitInput]) -> None:
    ids = [new_id() for _one in inputs]
    entry = record(
        Act("visit.recorded", by=seat, happened_at=inputs[-1].visited_at),
        {"count": len(inputs)},
        items=[
            {"visit": str(made), "grid": str(one.grid_id), "at": one.visited_at.isoformat()}
            for made, one in zip(ids, inputs, strict=True)
        ],
    )
    identifier, moment = _prepared("id"), _prepared("visited_at")
    authority, entry_id = seat.authority, identifier(entry.id)
    keys = {one.grid_id for one in inputs} | {one.campaign_id for one in inputs}
    known = {key: identifier(key) for key in keys}
    rows = [
        (
            identifier(made),
            authority,
            known[one.grid_id],
            known[one.campaign_id],
            moment(one.visited_at),
            entry_id,
            index,
        )
        for index, (made, one) in enumerate(zip(ids, inputs, strict=True))
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)


def _prepared(name: str) -> Callable[[object], Any]:
    """Return what makes of a value that which the database takes for a column."""
    field = next(field for field in Visit._meta.concrete_fields if field.name == name)
    return lambda value: field.get_db_prep_save(value, connection)


# Written out: tens of thousands of visits come in a day, and the ORM would cost more than all else.
_INSERT: Final = """
    INSERT INTO proceedings_issues_visit
        (id, authority, grid_id, campaign_id, visited_at, entry_id, entry_index)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
