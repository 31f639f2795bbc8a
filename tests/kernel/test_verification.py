"""Whoever tampers with the journal is found, and the row is named, by both verifiers."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fazhi.kernel import head_file, heads, merkle
from fazhi.kernel.choices import Role
from fazhi.kernel.erasure import erase
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Leaf, TreeHead
from fazhi.kernel.verification import examine, verify
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.kernel.journals import (
    CITATION,
    Tamper,
    cut_after,
    found,
    record_cases,
    rehash,
    sequenced,
    swap,
)

pytestmark = pytest.mark.django_db

View = Callable[..., list[str]]


def test_an_honest_journal_has_no_fault(strangers_view: View) -> None:
    record_cases(3)
    older = sequenced()
    record_cases(4)
    sequenced()

    assert found(older) == []
    assert strangers_view(older) == []


def test_an_empty_journal_has_no_fault() -> None:
    assert examine(AUTHORITY).size == 0
    assert found() == []


def test_entries_that_wait_are_counted_and_no_fault(strangers_view: View) -> None:
    record_cases(3)
    sequenced()
    record_cases(2)

    findings = examine(AUTHORITY)

    assert (findings.size, findings.pending, findings.faults) == (3, 2, [])
    assert strangers_view() == []


def test_one_byte_changed_in_a_content_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper(
        "UPDATE kernel_entrycontent SET text = replace(text, '150.00', '250.00') "
        "WHERE entry_id = %s",
        entries[2].id,
    )

    assert found() == [f"entry {entries[2].id}: changed_content"]
    assert strangers_view() == [f"entry {entries[2].id}: changed_content"]


def test_one_byte_changed_in_an_entry_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper("UPDATE kernel_entry SET kind = 'case.filer' WHERE id = %s", entries[2].id)

    assert found() == [f"entry {entries[2].id}: changed_entry"]
    assert strangers_view() == [f"entry {entries[2].id}: changed_entry"]


def test_a_changed_entry_is_found_though_its_hash_was_made_to_fit(
    tamper: Tamper, strangers_view: View
) -> None:
    entries = record_cases(5)
    sequenced()

    rehash(tamper, entries[2], kind="case.closed")

    assert found() == [f"entry {entries[2].id}: changed_entry"]
    assert strangers_view() == [f"entry {entries[2].id}: changed_entry"]


def test_a_changed_entry_is_found_though_its_leaf_was_made_to_fit_too(
    tamper: Tamper, strangers_view: View
) -> None:
    record_cases(2)
    sequenced()
    entries = record_cases(1)
    sequenced()
    record_cases(2)
    sequenced()

    leaf = rehash(tamper, entries[0], kind="case.closed")
    tamper("UPDATE kernel_leaf SET leaf_hash = %s WHERE entry_id = %s", leaf, entries[0].id)

    assert found() == ["leaf 2: altered_leaves"]
    assert strangers_view() == ["leaf 2: altered_leaves"]


def test_a_re_dated_entry_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper(
        "UPDATE kernel_entry SET happened_at = '2025-01-01 00:00:00+00:00' WHERE id = %s",
        entries[1].id,
    )

    assert found() == [f"entry {entries[1].id}: changed_entry"]
    assert strangers_view() == [f"entry {entries[1].id}: changed_entry"]


def test_a_changed_leaf_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper("UPDATE kernel_leaf SET leaf_hash = %s WHERE position = 3", b"\x07" * 32)

    assert found() == ["leaf 3: changed_leaf"]
    assert strangers_view() == ["leaf 3: changed_leaf"]
    assert entries[3].leaf.position == 3


def test_a_deleted_entry_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper("DELETE FROM kernel_entrycontent WHERE entry_id = %s", entries[4].id)
    tamper("DELETE FROM kernel_entry WHERE id = %s", entries[4].id)

    assert found() == [f"entry {entries[4].id}: missing_entry"]
    assert strangers_view() == [f"entry {entries[4].id}: missing_entry"]


def test_a_deleted_content_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()

    tamper("DELETE FROM kernel_entrycontent WHERE entry_id = %s", entries[0].id)

    assert found() == [f"entry {entries[0].id}: missing_content"]
    assert strangers_view() == [f"entry {entries[0].id}: missing_content"]


def test_a_deleted_leaf_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(5)
    sequenced()
    record_cases(5)
    sequenced()

    tamper("DELETE FROM kernel_leaf WHERE position = 2")

    assert found() == ["leaf 2: missing_leaf", f"entry {entries[2].id}: unlogged_entry"]
    assert strangers_view() == ["leaf 2: missing_leaf"]


def test_a_row_deleted_with_all_that_belongs_to_it_is_found(
    tamper: Tamper, strangers_view: View
) -> None:
    entries = record_cases(5)
    sequenced()

    for table, column in (
        ("kernel_leaf", "entry_id"),
        ("kernel_entrycontent", "entry_id"),
        ("kernel_entry", "id"),
    ):
        tamper(f"DELETE FROM {table} WHERE {column} = %s", entries[2].id)  # noqa: S608 -- names

    assert found() == ["leaf 2: missing_leaf"]
    assert strangers_view() == ["leaf 2: missing_leaf"]


@pytest.mark.parametrize(("one", "other"), [(1, 2), (0, 4)])
def test_two_swapped_rows_are_found(
    tamper: Tamper, strangers_view: View, one: int, other: int
) -> None:
    record_cases(5)
    sequenced()
    record_cases(2)
    sequenced()

    swap(tamper, one, other)

    assert found() == [f"leaf {one}: swapped_leaves", f"leaf {other}: swapped_leaves"]
    assert strangers_view() == [f"leaf {one}: swapped_leaves", f"leaf {other}: swapped_leaves"]


def test_two_rows_swapped_between_stretches_are_found(tamper: Tamper, strangers_view: View) -> None:
    for _ in range(4):
        record_cases(3)
        sequenced()

    swap(tamper, 1, 10)

    assert found() == ["leaf 1: swapped_leaves", "leaf 10: swapped_leaves"]
    assert strangers_view() == ["leaves 0–2: altered_leaves", "leaves 9–11: altered_leaves"]


def test_entries_whose_leaves_exchanged_all_but_their_places_are_found(
    tamper: Tamper, strangers_view: View
) -> None:
    record_cases(5)
    sequenced()
    leaves = {leaf.position: leaf for leaf in Leaf.objects.all()}

    tamper("UPDATE kernel_leaf SET entry_id = %s WHERE position = 1", new_id())
    for position, source in ((3, leaves[1]), (1, leaves[3])):
        tamper(
            "UPDATE kernel_leaf SET entry_id = %s, leaf_hash = %s WHERE position = %s",
            source.entry_id,
            bytes(source.leaf_hash),
            position,
        )

    assert found() == ["leaf 1: swapped_leaves", "leaf 3: swapped_leaves"]
    assert strangers_view() == ["leaf 1: swapped_leaves", "leaf 3: swapped_leaves"]


def test_a_truncated_tail_is_found_against_the_file_of_heads(
    tamper: Tamper, strangers_view: View
) -> None:
    record_cases(5)
    sequenced()
    record_cases(3)
    newest = sequenced()

    cut_after(tamper, 5)

    assert found() == ["leaves 5–7: truncated_tail"]
    assert strangers_view(newest) == ["leaves 5–7: truncated_tail"]


def test_a_journal_that_lost_everything_is_found(tamper: Tamper) -> None:
    record_cases(5)
    sequenced()

    cut_after(tamper, 0)

    assert found() == ["leaves 0–4: truncated_tail"]


def test_a_truncated_tail_is_found_against_its_own_head(
    tamper: Tamper, strangers_view: View
) -> None:
    entries = record_cases(5)
    sequenced()

    tamper("DELETE FROM kernel_leaf WHERE position >= 3")

    unlogged = [f"entry {entry.id}: unlogged_entry" for entry in entries[3:]]
    assert found() == ["leaves 3–4: truncated_tail", *unlogged]
    assert strangers_view() == ["leaves 3–4: truncated_tail"]


def test_leaves_that_nobody_signed_are_found(strangers_view: View) -> None:
    record_cases(5)
    sequenced()
    (extra,) = record_cases(1)

    Leaf.objects.create(authority=AUTHORITY, position=5, entry=extra, leaf_hash=extra.leaf_hash)

    assert found() == ["leaf 5: unsigned_tail"]
    assert strangers_view() == ["leaf 5: unsigned_tail"]


def test_a_forged_head_is_found(tamper: Tamper, strangers_view: View) -> None:
    record_cases(5)
    sequenced()

    tamper("UPDATE kernel_treehead SET signature = %s", b"\x01" * 64)

    assert found() == ["head 5: forged_head"]
    assert strangers_view() == ["head 5: forged_head", "leaves 0–4: unsigned_tail"]


def test_a_re_dated_head_is_found(tamper: Tamper, strangers_view: View) -> None:
    record_cases(5)
    sequenced()
    record_cases(1)
    sequenced()

    tamper("UPDATE kernel_treehead SET signed_at = '2025-01-01 00:00:00+00:00' WHERE size = 5")

    assert found() == ["head 5: forged_head"]
    assert strangers_view() == ["head 5: forged_head"]


def test_a_deleted_head_is_found(tamper: Tamper) -> None:
    record_cases(5)
    sequenced()
    record_cases(1)
    sequenced()

    tamper("DELETE FROM kernel_treehead WHERE size = 5")

    assert found() == ["head 5: missing_head"]


def test_a_log_rebuilt_by_the_holder_of_the_key_is_found_with_an_older_head(
    tamper: Tamper, strangers_view: View
) -> None:
    entries = record_cases(5)
    older = sequenced()
    tamper("DELETE FROM kernel_treehead")
    tamper("DELETE FROM kernel_leaf")
    tamper("UPDATE kernel_entrycontent SET text = '{}' WHERE entry_id = %s", entries[0].id)
    forget = bytes(entries[0].content.salt) + b"{}"
    rehash(tamper, entries[0], content_hash=merkle.hashlib.sha256(forget).digest())
    head_file.path_of(AUTHORITY).unlink()
    for entry in entries:
        tamper(
            "INSERT INTO kernel_pendingentry (authority, entry_id) VALUES (%s, %s)",
            AUTHORITY,
            entry.id,
        )
    record_cases(3)

    sequenced()

    assert found() == []
    assert found(older) == ["head 5: rebuilt_log"]
    assert strangers_view() == []
    assert strangers_view(older) == ["head 5: rebuilt_log"]


def test_a_rebuilt_log_of_the_same_size_is_found_against_the_file(tamper: Tamper) -> None:
    record_cases(5)
    older = sequenced()
    row = TreeHead.objects.get()
    other = replace(older, root="00" * 32, signature="")

    tamper(
        "UPDATE kernel_treehead SET root = %s, signature = %s",
        bytes.fromhex(other.root),
        heads.sign(other),
    )

    assert f"head {row.size} of the file: rebuilt_log" in found()


def test_a_changed_entry_and_a_changed_leaf_in_one_stretch_are_told_apart(
    tamper: Tamper,
) -> None:
    entries = record_cases(6)
    sequenced()

    tamper("UPDATE kernel_entry SET item_count = 7 WHERE id = %s", entries[1].id)
    tamper("UPDATE kernel_leaf SET leaf_hash = %s WHERE position = 4", b"\x07" * 32)

    assert found() == [f"entry {entries[1].id}: changed_entry", "leaf 4: changed_leaf"]


def test_a_stretch_behind_an_altered_one_is_judged_for_itself(
    tamper: Tamper, strangers_view: View
) -> None:
    record_cases(3)
    sequenced()
    (entry,) = record_cases(1)
    sequenced()
    later = record_cases(3)
    sequenced()

    leaf = rehash(tamper, entry, item_count=7)
    tamper("UPDATE kernel_leaf SET leaf_hash = %s WHERE entry_id = %s", leaf, entry.id)
    rehash(tamper, later[1], item_count=7)

    assert found() == ["leaf 3: altered_leaves", f"entry {later[1].id}: changed_entry"]
    assert strangers_view() == found()


def test_an_altered_frontier_hides_nothing(tamper: Tamper) -> None:
    for _ in range(3):
        record_cases(3)
        sequenced()
    entry = Leaf.objects.get(position=4).entry

    leaf = rehash(tamper, entry, item_count=7)
    tamper("UPDATE kernel_leaf SET leaf_hash = %s WHERE entry_id = %s", leaf, entry.id)
    tamper("UPDATE kernel_treehead SET frontier = %s WHERE size = 6", b"\x07" * 32)

    assert found() == ["leaves 3–5: altered_leaves", "leaves 6–8: altered_leaves"]


def test_leaves_swapped_under_a_head_that_was_deleted_are_found(tamper: Tamper) -> None:
    record_cases(3)
    sequenced()
    record_cases(3)
    sequenced()

    tamper("DELETE FROM kernel_treehead WHERE size = 6")
    swap(tamper, 4, 5)

    assert "head 6: missing_head" in found()
    assert len(found()) == 2


def test_two_heads_of_one_size_in_the_file_are_found() -> None:
    record_cases(3)
    head = sequenced()
    other = replace(head, root="00" * 32, signature="")
    other = replace(other, signature=heads.sign(other).hex())

    with head_file.path_of(AUTHORITY).open("a") as file:
        file.write(other.write() + "\n")

    assert found() == ["line 2 of the file: rebuilt_log"]


@pytest.mark.usefixtures("working_installation")
def test_an_entry_that_claims_to_be_older_than_the_head_before_it_is_found(
    tamper: Tamper,
) -> None:
    record_cases(3)
    sequenced()
    (entry,) = record_cases(1)
    rehash(tamper, entry, recorded_at="2020-01-01 00:00:00+00:00")

    sequenced()

    assert found() == [f"entry {entry.id}: back_dated_entry"]


def test_a_head_of_another_authority_cannot_be_compared() -> None:
    record_cases(3)
    head = replace(sequenced(), authority=OTHER_AUTHORITY)

    with pytest.raises(InputError):
        verify(AUTHORITY, head)


def test_a_head_of_another_key_is_not_believed(strangers_view: View) -> None:
    record_cases(5)
    older = replace(sequenced(), signature="00" * 64)

    assert found(older) == ["given head: forged_head"]
    assert strangers_view(older) == ["given head: forged_head"]


def test_an_entry_kept_out_of_the_log_is_found(tamper: Tamper) -> None:
    record_cases(5)
    sequenced()
    (hidden,) = record_cases(1)

    tamper("DELETE FROM kernel_pendingentry")

    assert found() == [f"entry {hidden.id}: unlogged_entry"]


def test_an_entry_changed_while_it_waits_is_found(tamper: Tamper) -> None:
    (entry,) = record_cases(1)

    tamper("UPDATE kernel_entry SET item_count = 2 WHERE id = %s", entry.id)

    assert found() == [f"entry {entry.id}: changed_entry"]


def test_a_damaged_line_in_the_file_of_heads_is_found() -> None:
    record_cases(2)
    sequenced()
    record_cases(2)
    sequenced()
    path = head_file.path_of(AUTHORITY)

    path.write_text(path.read_text().replace('"authority"', '"authoritx"', 1))

    assert found() == [
        "line 1 of the file: damaged_head_file",
        "head 2 of the file: damaged_head_file",
    ]


def test_a_file_of_heads_that_is_gone_is_found() -> None:
    record_cases(2)
    sequenced()

    head_file.path_of(AUTHORITY).unlink()

    assert found() == ["the file: damaged_head_file"]


def test_a_lawful_erasure_is_reported_and_no_fault(strangers_view: View) -> None:
    entries = record_cases(3)
    sequenced()

    erasure = erase(make_seat(Role.HEAD), entries[1], CITATION, "保存期限届满")
    sequenced()

    findings = examine(AUTHORITY)
    assert findings.faults == []
    assert [(erased.entry, erased.ground) for erased in findings.erased] == [
        (str(entries[1].id), "《行政处罚法》第五十一条")
    ]
    assert findings.erased[0].erased_by == str(erasure.erased_by_id)
    assert strangers_view() == []


def test_an_erasure_without_its_entry_is_found(tamper: Tamper, strangers_view: View) -> None:
    entries = record_cases(3)
    sequenced()

    tamper(
        "INSERT INTO kernel_erasure (entry_id, erased_by_id, authority, ground, erased_at) "
        "VALUES (%s, %s, %s, '《数据安全法》', '2026-01-01 00:00:00+00:00')",
        entries[1].id,
        entries[2].id,
        AUTHORITY,
    )
    tamper("DELETE FROM kernel_entrycontent WHERE entry_id = %s", entries[1].id)

    assert found() == [f"entry {entries[1].id}: unfounded_erasure"]
    assert strangers_view() == [f"entry {entries[1].id}: unfounded_erasure"]


def test_a_content_that_was_erased_and_came_back_is_found(
    tamper: Tamper, strangers_view: View
) -> None:
    entries = record_cases(3)
    content = entries[1].content
    erase(make_seat(Role.HEAD), entries[1], CITATION, "保存期限届满")
    sequenced()

    tamper(
        "INSERT INTO kernel_entrycontent (entry_id, salt, text) VALUES (%s, %s, %s)",
        entries[1].id,
        bytes(content.salt),
        content.text,
    )

    assert found() == [f"entry {entries[1].id}: restored_content"]
    assert strangers_view() == [f"entry {entries[1].id}: restored_content"]


def test_logs_of_authorities_do_not_mix(tamper: Tamper) -> None:
    mine = record_cases(3)
    record_cases(3, make_seat(authority=OTHER_AUTHORITY))
    sequenced()
    sequenced(OTHER_AUTHORITY)

    tamper("UPDATE kernel_entry SET item_count = 9 WHERE id = %s", mine[0].id)

    assert found() == [f"entry {mine[0].id}: changed_entry"]
    assert verify(OTHER_AUTHORITY) == []
