"""Rows inserted by one written-out statement: a third of the work of the ORM, and no signals.

For the few tables into which every act or every citizen writes, and whose keys the application
makes. Everywhere else `bulk_create` reads better.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import models, transaction

#: Values in one statement that every engine takes.
_MOST_VALUES = 999


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, with sealed fields sealed as by `save`; in a transaction."""
    _, fields = _head(type(rows[0]))
    together = _MOST_VALUES // len(fields)
    for start in range(0, len(rows), together):
        _insert_part(rows[start : start + together])


def _insert_part(rows: Sequence[models.Model]) -> None:
    head, fields = _head(type(rows[0]))
    connection = transaction.get_connection()
    places = f"({', '.join(['%s'] * len(fields))})"
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{head} VALUES {', '.join([places] * len(rows))}", values)
    for row in rows:
        row._state.adding = False  # noqa: SLF001 -- as `save` leaves it
        row._state.db = connection.alias  # noqa: SLF001 -- as above


@lru_cache
def _head(model: type[models.Model]) -> tuple[str, "tuple[models.Field[Any, Any], ...]"]:
    fields = tuple(model._meta.concrete_fields)
    columns = ", ".join(field.column or field.name for field in fields)
    return f"INSERT INTO {model._meta.db_table} ({columns})", fields
