"""Reads of places."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.registers.places import errors
from fazhi.registers.places.index import Coordinates, PlaceIndex, Placement, PlaceRegister
from fazhi.registers.places.models import Area, Division, Grid
from fazhi.registers.places.versions import Memory

__all__ = [
    "PlaceIndex",
    "Placement",
    "area_outline",
    "areas_on",
    "division_of",
    "divisions_under",
    "grid_ids",
    "grids_on",
    "locate",
    "locate_many",
    "place_index",
    "place_register",
    "placements_of",
]


def _load(authority: str) -> PlaceRegister:
    grids = Grid.objects.filter(authority=authority).order_by("code", "since")
    return PlaceRegister(
        grids.select_related("area", "division", "parent"),
        Area.objects.filter(authority=authority).order_by("code", "since"),
    )


_memory: Memory[PlaceRegister] = Memory(_load)


def place_register(authority: str, token: str | None = None) -> PlaceRegister:
    """Return all grids of an authority, from memory; one statement unless the token is given."""
    return _memory.of(authority, token)


def place_index(authority: str, day: dt.date) -> PlaceIndex:
    """Return the grids of a day for many questions: asks the database once, answers from memory."""
    return place_register(authority).on(day)


def locate(authority: str, longitude: float, latitude: float, day: dt.date) -> Placement | None:
    """Return where a point lay on a day, or None outside all grids of the authority."""
    return place_index(authority, day).locate(longitude, latitude)


def locate_many(
    authority: str, points: Sequence[Coordinates | None], day: dt.date
) -> list[Placement | None]:
    """Return where each of many (longitude, latitude) lay on a day; None where none is given."""
    return place_index(authority, day).locate_many(points)


def placements_of(
    authority: str, points: Sequence[tuple[float, float, dt.datetime]]
) -> list[Placement | None]:
    """Return where each (longitude, latitude) lay on the day of its moment; one statement."""
    register = place_register(authority)
    return [
        register.on(clock.day_of(moment)).locate(longitude, latitude)
        for longitude, latitude, moment in points
    ]


def grids_on(authority: str, day: dt.date) -> tuple[Grid, ...]:
    """Return the grids of a day, without micro-grids, by code."""
    return place_index(authority, day).grids


def grid_ids(authority: str, day: dt.date) -> frozenset[UUID]:
    """Return the identifiers of the grids and micro-grids of a day."""
    return place_index(authority, day).ids


def areas_on(authority: str, day: dt.date) -> tuple[Area, ...]:
    """Return the areas of a day, by code."""
    return place_register(authority).areas_on(day)


def area_outline(area: Area, day: dt.date) -> list[list[list[tuple[float, float]]]]:
    """Return the outline of an area on a day: polygons of rings of (longitude, latitude)."""
    return place_index(area.authority, day).outline(area)


def division_of(code: str) -> Division:
    """Return the division with this code."""
    try:
        return Division.objects.get(code=code)
    except Division.DoesNotExist as error:
        raise NotFoundError(errors.UNKNOWN_DIVISION.format(code=code)) from error


def divisions_under(code: str) -> list[Division]:
    """Return the divisions directly under a division, by code."""
    return list(Division.objects.filter(parent_id=code))
