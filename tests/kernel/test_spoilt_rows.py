"""SQLite keeps whatever it is given: a value that cannot be read is found and hides nothing."""

from collections.abc import Callable

import pytest
from django.db import connection

from tests.kernel.journals import Tamper, found, record_cases, sequenced

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its types"),
]

View = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE kernel_entry SET recorded_at = 'soon' WHERE id = %s", "changed_entry"),
        ("UPDATE kernel_entry SET account_id = 'x' WHERE id = %s", "changed_entry"),
        ("UPDATE kernel_entry SET item_count = 'x' WHERE id = %s", "changed_entry"),
        ("UPDATE kernel_entry SET leaf_hash = 7 WHERE id = %s", "changed_entry"),
        ("UPDATE kernel_entrycontent SET text = x'ff' WHERE entry_id = %s", "changed_content"),
        ("UPDATE kernel_entrycontent SET salt = 'x' WHERE entry_id = %s", "changed_content"),
        (
            "UPDATE kernel_entrycontent SET text = cast(x'ff' AS text) WHERE entry_id = %s",
            "changed_content",
        ),
    ],
)
def test_a_value_that_cannot_even_be_read_is_found(
    tamper: Tamper, strangers_view: View, statement: str, kind: str
) -> None:
    entries = record_cases(5)
    sequenced()

    tamper(statement, entries[2].id)

    assert found() == [f"entry {entries[2].id}: {kind}"]
    assert [fault.split(":")[0] for fault in strangers_view()] in (
        [f"entry {entries[2].id}"],
        [],  # the hash that an entry keeps of itself is not exported
    )


def test_leaves_and_heads_that_cannot_even_be_read_are_found(tamper: Tamper) -> None:
    record_cases(3)
    sequenced()
    record_cases(3)
    sequenced()

    tamper("UPDATE kernel_leaf SET leaf_hash = cast(x'ff' AS text) WHERE position = 1")
    tamper("UPDATE kernel_treehead SET root = cast(x'ff' AS text) WHERE size = 6")

    assert sorted(found()) == ["head 6: forged_head", "leaf 1: missing_leaf"]
