"""Canonical writing: one way only to write a value or a moment, so that hashes come out equal."""

import datetime as dt
import json
from json import encoder
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SEPARATORS = (",", ":")


def canonical(value: Any) -> str:
    """Write a value with sorted keys, no spaces and no escaped letters; what is no JSON as text."""
    return "".join(_pieces(value, 0))


def moment(value: dt.datetime) -> str:
    """Write a moment in UTC, with six decimals of the second."""
    utc = value.astimezone(dt.UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='microseconds')}Z"


def _prepared() -> "Callable[[Any, int], Iterable[str]]":
    """Return an encoder made once.

    `json.dumps` makes a new one for each call, which costs more than encoding a small mapping.
    """
    item, key = _SEPARATORS
    compiled: Any = getattr(encoder, "c_make_encoder", None)
    if compiled is None:
        plain = json.JSONEncoder(
            sort_keys=True,
            ensure_ascii=False,
            allow_nan=False,
            separators=_SEPARATORS,
            default=str,
        )
        return lambda value, _level: (plain.encode(value),)
    write: Any = vars(encoder)["encode_basestring"]
    # In this order: markers, default, string writer, indent, separators, sort, skip, allow NaN.
    settings = (None, str, write, None, key, item, True, False, False)
    prepared: Callable[[Any, int], Iterable[str]] = compiled(*settings)
    return prepared


_pieces = _prepared()
