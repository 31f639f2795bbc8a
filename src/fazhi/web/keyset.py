"""Pages of a long list by the key of the last row seen, at the same cost wherever one is.

The list is sorted by fields that are never null and together unique. A token in the address names
the row after (or before) which the page begins; a token that cannot be read means the first page.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """The rows of one page, and the tokens of its neighbours; an empty token means no neighbour."""

    rows: tuple[Row, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the row of one token, or before that of the other."""

    after: str = ""
    before: str = ""


def stretch(
    queryset: QuerySet[Row], sort: Sequence[str], place: Place, *, size: int
) -> Stretch[Row]:
    """Return the page of `size` rows at a place in the list, with one statement."""
    token = place.before or place.after
    values = _decode(queryset, sort, token) if token else None
    backwards = bool(place.before) and values is not None
    sorted_rows = queryset.order_by(*_sort(sort, backwards=backwards))
    if values is not None:
        sorted_rows = sorted_rows.filter(_beyond(sort, values, backwards=backwards))
    found = list(sorted_rows[: size + 1])
    has_more, rows = len(found) > size, found[:size]
    if backwards:
        rows.reverse()
    has_newer = has_more if backwards else values is not None
    has_older = backwards or has_more
    return Stretch(
        rows=tuple(rows),
        newer=_encode(rows[0], sort) if rows and has_newer else "",
        older=_encode(rows[-1], sort) if rows and has_older else "",
    )


def _sort(sort: Sequence[str], *, backwards: bool) -> list[str]:
    if not backwards:
        return list(sort)
    return [key.removeprefix("-") if key.startswith("-") else f"-{key}" for key in sort]


def _beyond(sort: Sequence[str], values: Sequence[object], *, backwards: bool) -> Q:
    """Say in SQL "further down the list than this row".

    The first key is repeated as a plain bound, because databases use an index for that and not
    for the alternatives.
    """
    condition: Q | None = None
    bound = Q()
    for key, value in reversed(list(zip(sort, values, strict=True))):
        name, is_falling = key.removeprefix("-"), key.startswith("-") != backwards
        beyond = Q(**{f"{name}__{'lt' if is_falling else 'gt'}": value})
        condition = beyond if condition is None else beyond | (Q(**{name: value}) & condition)
        bound = Q(**{f"{name}__{'lte' if is_falling else 'gte'}": value})
    return bound & (condition or Q())


def _encode(row: models.Model, sort: Sequence[str]) -> str:
    values = [_text(_value(row, key.removeprefix("-"))) for key in sort]
    packed = json.dumps(values, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _decode(queryset: QuerySet[Row], sort: Sequence[str], token: str) -> list[object] | None:
    try:
        packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        texts = json.loads(packed)
        pairs = list(zip(sort, texts, strict=True))
        return [_field(queryset, key.removeprefix("-")).to_python(text) for key, text in pairs]
    except (binascii.Error, ValueError, TypeError, ValidationError):
        return None


def _text(value: object) -> object:
    if value is None:
        raise ValueError("a list is sorted by fields that are never null")
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat else value if isinstance(value, int) else str(value)


def _value(row: object, path: str) -> object:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _field(queryset: QuerySet[Row], path: str) -> "models.Field[Any, Any]":
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        return annotation.output_field
    model: type[models.Model] = queryset.model
    *steps, last = path.split("__")
    for name in steps:
        related = model._meta.get_field(name).related_model
        model = cast("type[models.Model]", related)
    options = model._meta
    return options.pk if last == "pk" else cast("models.Field[Any, Any]", options.get_field(last))
