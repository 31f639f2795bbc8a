"""Reading rows that somebody may have spoilt: one that cannot be read must not hide the others.

SQLite keeps whatever it is given, also a word where a time belongs; Django then fails on the whole
result. Read one by one, the rows that are whole come back, and the verifier names the rest.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import DatabaseError

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: What reading a spoilt value raises, from the driver up to the fields of the model.
SPOILT: Final = (DatabaseError, ValueError, TypeError, AttributeError)

Row = TypeVar("Row")


def readable(rows: "QuerySet[Any, Row]", field: str, values: Iterable[Any]) -> Iterator[Row]:
    """Yield the rows whose field has one of the values, in this order; leave out spoilt ones."""
    wanted = list(values)
    try:
        yield from list(rows.filter(**{f"{field}__in": wanted}).order_by(field))
    except SPOILT:
        for value in wanted:
            try:
                found = list(rows.filter(**{field: value}))
            except SPOILT:
                continue
            yield from found
