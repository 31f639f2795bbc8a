"""Triggers that keep append-only tables append-only, whoever writes, on both engines.

They also put every new entry among those that wait for a place in the tree. They are installed
after each migration, since Django rebuilds tables on SQLite and thereby drops their triggers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections

#: Tables whose rows are written once and stay.
FOR_EVER: Final = (
    "kernel_entry",
    "kernel_leaf",
    "kernel_treehead",
    "kernel_erasure",
    "kernel_issuednumber",
    "kernel_voidednumber",
    "kernel_installation",
)
#: A content may be deleted once its lawful erasure is on record.
CONTENT: Final = "kernel_entrycontent"
_ERASED: Final = "EXISTS (SELECT 1 FROM kernel_erasure WHERE entry_id = OLD.entry_id)"
_WAITS: Final = "journal_entry_waits"
_WAIT: Final = (
    "INSERT INTO kernel_pendingentry (entry_id, authority) VALUES (NEW.id, NEW.authority);"
)

#: Bodies of the functions that triggers call on PostgreSQL, by name.
_FUNCTIONS: Final = {
    "journal_refuse": (
        "BEGIN RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'restrict_violation'; END"
    ),
    "journal_refuse_unless_erased": (
        f"BEGIN IF {_ERASED} THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'restrict_violation'; END"
    ),
    "journal_wait": f"BEGIN {_WAIT} RETURN NULL; END",
}


@dataclass(frozen=True, slots=True)
class _Trigger:
    """One trigger: its table, its statement, and what the database keeps as its definition."""

    name: str
    table: str
    statement: str
    definition: str


def install_after_migration(*, using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Install the triggers when a migration has ended; a signal of Django calls this."""
    install(using)


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Install every trigger whose table exists; may be repeated."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in _FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
                    f"AS $body${body}$body$"
                )
        for trigger in _triggers(connection.vendor):
            if trigger.table in tables:
                cursor.execute(trigger.statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Remove the triggers that refuse: for tests that empty the tables or tamper with them."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _triggers(connection.vendor):
            if trigger.table in tables and trigger.name != _WAITS:
                on_table = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on_table}")


def missing_triggers(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Name the triggers that are not in the database, are switched off, or do something else."""
    connection = connections[using]
    query = _PRESENT_SQLITE if connection.vendor == "sqlite" else _PRESENT_POSTGRESQL
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = dict(cursor.fetchall())
    return [
        trigger.name
        for trigger in _triggers(connection.vendor)
        if present.get(trigger.name) != trigger.definition
    ]


_PRESENT_SQLITE: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
#: A trigger can stay and yet be disabled (D) or fire on replicas only (R).
_PRESENT_POSTGRESQL: Final = """
    SELECT tgname, prosrc FROM pg_trigger
    JOIN pg_proc ON pg_proc.oid = tgfoid
    JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
    AND pg_class.relnamespace = current_schema()::regnamespace
"""


def _triggers(vendor: str) -> Iterator[_Trigger]:
    if vendor == "sqlite":
        yield from _sqlite_triggers()
    else:
        yield from _postgresql_triggers()


def _sqlite_triggers() -> Iterator[_Trigger]:
    guarded = [(table, operation, "") for table in FOR_EVER for operation in ("UPDATE", "DELETE")]
    guarded += [(CONTENT, "UPDATE", ""), (CONTENT, "DELETE", f"WHEN NOT {_ERASED} ")]
    for table, operation, when in guarded:
        body = f"SELECT RAISE(ABORT, '{table} is append-only: {operation} is refused');"
        yield _sqlite(_name(table, operation), f"BEFORE {operation}", table, f"{when}BEGIN {body}")
    yield _sqlite(_WAITS, "AFTER INSERT", "kernel_entry", f"BEGIN {_WAIT}")


def _sqlite(name: str, moment: str, table: str, body: str) -> _Trigger:
    rest = f"TRIGGER {name} {moment} ON {table} {body} END"
    # SQLite keeps the statement as it was written, without the "if not exists".
    create = f"CREATE {rest.replace('TRIGGER ', 'TRIGGER IF NOT EXISTS ', 1)}"
    return _Trigger(name, table, create, f"CREATE {rest}")


def _postgresql_triggers() -> Iterator[_Trigger]:
    for table in FOR_EVER:
        for operation in ("UPDATE", "DELETE", "TRUNCATE"):
            yield _postgresql(table, operation, "journal_refuse")
    yield _postgresql(CONTENT, "UPDATE", "journal_refuse")
    yield _postgresql(CONTENT, "DELETE", "journal_refuse_unless_erased")
    yield _postgresql(CONTENT, "TRUNCATE", "journal_refuse")
    yield _Trigger(
        _WAITS,
        "kernel_entry",
        f"CREATE OR REPLACE TRIGGER {_WAITS} AFTER INSERT ON kernel_entry "
        "FOR EACH ROW EXECUTE FUNCTION journal_wait()",
        _FUNCTIONS["journal_wait"],
    )


def _postgresql(table: str, operation: str, function: str) -> _Trigger:
    each = "STATEMENT" if operation == "TRUNCATE" else "ROW"
    name = _name(table, operation)
    return _Trigger(
        name,
        table,
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {operation} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()",
        _FUNCTIONS[function],
    )


def _name(table: str, operation: str) -> str:
    return f"{table}_refuses_{operation.lower()}"
