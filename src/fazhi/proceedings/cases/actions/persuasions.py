"""Persuading on the spot (现场劝离)."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.moments import refuse_the_future
from fazhi.proceedings.cases.inputs import PersuasionInput
from fazhi.proceedings.cases.models import Persuasion
from fazhi.registers.places.queries import placements_of

_PERSUADERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.GRID_WORKER)


@transaction.atomic
def persuade(seat: Seat, inputs: Sequence[PersuasionInput]) -> int:
    """Record persuasions; return how many there are now under the keys given.

    One tap is one record: where and when. Nothing of the person who was spoken to is asked or kept.
    """
    seat.require(*_PERSUADERS)
    if not inputs:
        raise InputError({"persuasions": "清单是空的。"})
    refuse_the_future([one.persuaded_at for one in inputs])
    write = partial(_write, seat)
    read = Persuasion.objects.in_bulk
    return len(set(write_once(seat.authority, "persuasion", inputs, write=write, read=read)))


def _write(seat: Seat, new: Sequence[tuple[UUID, PersuasionInput]]) -> list[Persuasion]:
    places = placements_of(
        seat.authority, [(one.longitude, one.latitude, one.persuaded_at) for _made, one in new]
    )
    entry = record(
        Act("persuasion.recorded", by=seat, happened_at=new[-1][1].persuaded_at),
        {"count": len(new)},
        items=[{"persuasion": str(made), "key": one.key} for made, one in new],
    )
    return Persuasion.objects.bulk_create(
        Persuasion(
            id=made,
            authority=seat.authority,
            grid=place.grid if place else None,
            longitude=one.longitude,
            latitude=one.latitude,
            persuaded_at=one.persuaded_at,
            entry_id=entry.id,
            entry_index=index,
        )
        for index, ((made, one), place) in enumerate(zip(new, places, strict=True))
    )
