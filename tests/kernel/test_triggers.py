"""Append-only tables refuse change, whoever writes; a missing guard is named."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from fazhi.kernel import numbers, triggers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.erasure import erase
from fazhi.kernel.models import Entry, EntryContent, Installation
from tests.factories.seats import AUTHORITY
from tests.kernel.journals import CITATION, record_cases, sequenced

pytestmark = pytest.mark.django_db

CHANGES = {
    "kernel_entry": "UPDATE kernel_entry SET item_count = 9",
    "kernel_entrycontent": "UPDATE kernel_entrycontent SET text = '{}'",
    "kernel_leaf": "UPDATE kernel_leaf SET position = position + 100",
    "kernel_treehead": "UPDATE kernel_treehead SET size = size + 100",
    "kernel_erasure": "UPDATE kernel_erasure SET ground = ''",
    "kernel_issuednumber": "UPDATE kernel_issuednumber SET last = last + 1",
    "kernel_voidednumber": "UPDATE kernel_voidednumber SET reason = ''",
    "kernel_installation": "UPDATE kernel_installation SET is_demonstration = NOT is_demonstration",
}


@pytest.fixture
def one_row_in_each(request: pytest.FixtureRequest, seat: Callable[..., Seat]) -> None:
    request.getfixturevalue("db")
    entries = record_cases(2)
    erase(seat(Role.HEAD), entries[0], CITATION, "保存期限届满")
    numbers.draw(AUTHORITY, "case", 2026)
    numbers.void(AUTHORITY, "case", 2026, 1, "文书写坏", seat())
    sequenced()


@pytest.mark.usefixtures("one_row_in_each")
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_changed(table: str) -> None:
    with (
        pytest.raises(IntegrityError, match=f"{table} is append-only: UPDATE is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(CHANGES[table])


@pytest.mark.usefixtures("one_row_in_each")
@pytest.mark.parametrize("table", CHANGES)
def test_no_row_is_deleted(table: str) -> None:
    with (
        pytest.raises(IntegrityError, match=f"{table} is append-only: DELETE is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- a name from the list above


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has no TRUNCATE")
@pytest.mark.usefixtures("one_row_in_each")
@pytest.mark.parametrize("table", CHANGES)
def test_no_table_is_emptied(table: str) -> None:
    connection.check_constraints()  # or what waits for the commit would forbid it first
    with (
        pytest.raises(IntegrityError, match=f"{table} is append-only: TRUNCATE is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_the_content_of_an_entry_goes_only_after_its_erasure_is_on_record(
    seat: Callable[..., Seat],
) -> None:
    kept, erased = record_cases(2)

    erase(seat(Role.HEAD), erased, CITATION, "保存期限届满")

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryContent.objects.filter(entry=kept).delete()
    assert EntryContent.objects.filter(entry=kept).exists()
    assert not EntryContent.objects.filter(entry=erased).exists()


def test_every_trigger_is_there_after_migration() -> None:
    assert triggers.missing_triggers() == []


def test_a_trigger_that_is_gone_is_named_and_installed_again() -> None:
    with connection.cursor() as cursor:
        on_table = "" if connection.vendor == "sqlite" else " ON kernel_leaf"
        cursor.execute(f"DROP TRIGGER kernel_leaf_refuses_update{on_table}")
    missing = triggers.missing_triggers()

    triggers.install()

    assert missing == ["kernel_leaf_refuses_update"]
    assert triggers.missing_triggers() == []


def test_a_trigger_that_was_made_harmless_is_named() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER kernel_leaf_refuses_update")
            cursor.execute(
                "CREATE TRIGGER kernel_leaf_refuses_update BEFORE UPDATE ON kernel_leaf "
                "BEGIN SELECT 1; END"
            )
        else:
            cursor.execute("ALTER TABLE kernel_leaf DISABLE TRIGGER kernel_leaf_refuses_update")

    assert triggers.missing_triggers() == ["kernel_leaf_refuses_update"]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite triggers have no function")
def test_a_function_that_was_made_harmless_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION journal_wait() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NULL; END $$"
        )

    assert triggers.missing_triggers() == ["journal_entry_waits"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite rebuilds tables")
@pytest.mark.django_db(transaction=True)
def test_a_table_that_django_rebuilds_has_its_triggers_again_after_the_migration() -> None:
    with connection.schema_editor() as editor:
        editor._remake_table(Entry)  # noqa: SLF001 -- what a change of a column does
    lost = triggers.missing_triggers()

    call_command("migrate", verbosity=0)

    assert lost == [
        "kernel_entry_refuses_update",
        "kernel_entry_refuses_delete",
        "journal_entry_waits",
    ]
    assert triggers.missing_triggers() == []


@pytest.mark.django_db(transaction=True)
def test_a_flush_between_tests_leaves_triggers_and_mark_in_place_one() -> None:
    check_that_the_database_is_whole_and_use_it()


@pytest.mark.django_db(transaction=True)
def test_a_flush_between_tests_leaves_triggers_and_mark_in_place_two() -> None:
    check_that_the_database_is_whole_and_use_it()


def check_that_the_database_is_whole_and_use_it() -> None:
    assert triggers.missing_triggers() == []
    assert Installation.objects.get().is_demonstration
    assert list(Entry.objects.all()) == []
    record_cases(3)
