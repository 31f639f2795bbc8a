"""Tampering at random, with the rights of the owner of the database: every single one is found."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from fazhi.kernel import head_file
from fazhi.kernel.models import Entry, Leaf
from fazhi.kernel.verification import verify
from tests.factories.seats import AUTHORITY
from tests.kernel.journals import record_cases, sequenced

pytestmark = pytest.mark.django_db

Tamper = Callable[..., None]
STRETCHES = (7, 1, 20, 4, 13, 2, 33)


def edit_content(tamper: Tamper, leaf: Leaf, _chance: random.Random) -> None:
    tamper("UPDATE kernel_entrycontent SET text = text || ' ' WHERE entry_id = %s", leaf.entry_id)


def edit_salt(tamper: Tamper, leaf: Leaf, chance: random.Random) -> None:
    tamper(
        "UPDATE kernel_entrycontent SET salt = %s WHERE entry_id = %s",
        chance.randbytes(16),
        leaf.entry_id,
    )


def edit_entry(tamper: Tamper, leaf: Leaf, chance: random.Random) -> None:
    column, value = chance.choice(
        [
            ("kind", "case.closed"),
            ("authority", "330211005000"),
            ("account_id", None),
            ("happened_at", "2020-01-01 00:00:00+00:00"),
            ("recorded_at", "2020-01-01 00:00:00+00:00"),
            ("provisions", "[]"),
            ("item_count", 77),
            ("content_hash", chance.randbytes(32)),
            ("leaf_hash", chance.randbytes(32)),
        ]
    )
    tamper(f"UPDATE kernel_entry SET {column} = %s WHERE id = %s", value, leaf.entry_id)  # noqa: S608


def delete_row(tamper: Tamper, leaf: Leaf, chance: random.Random) -> None:
    column = {"kernel_entry": "id", "kernel_leaf": "entry_id", "kernel_entrycontent": "entry_id"}
    table = chance.choice(sorted(column))
    tamper(f"DELETE FROM {table} WHERE {column[table]} = %s", leaf.entry_id)  # noqa: S608


def swap(tamper: Tamper, leaf: Leaf, chance: random.Random) -> None:
    other = chance.choice([p for p in range(sum(STRETCHES)) if p != leaf.position])
    for old, new in ((leaf.position, 9_999), (other, leaf.position), (9_999, other)):
        tamper("UPDATE kernel_leaf SET position = %s WHERE position = %s", new, old)


def cut_tail(tamper: Tamper, leaf: Leaf, _chance: random.Random) -> None:
    tamper("DELETE FROM kernel_treehead WHERE size > %s", leaf.position)
    tamper("DELETE FROM kernel_leaf WHERE position >= %s", leaf.position)


def slip_in(tamper: Tamper, leaf: Leaf, _chance: random.Random) -> None:
    tamper("UPDATE kernel_leaf SET position = position + 1000 WHERE position >= %s", leaf.position)
    tamper("UPDATE kernel_leaf SET position = position - 999 WHERE position >= 1000")
    (extra,) = record_cases(1)
    tamper("DELETE FROM kernel_pendingentry")
    Leaf.objects.create(
        authority=AUTHORITY, position=leaf.position, entry=extra, leaf_hash=extra.leaf_hash
    )


def edit_head(tamper: Tamper, leaf: Leaf, chance: random.Random) -> None:
    column = chance.choice(["root", "signature"])
    tamper(
        f"UPDATE kernel_treehead SET {column} = %s "  # noqa: S608 -- a name from the list above
        "WHERE size = (SELECT MIN(size) FROM kernel_treehead WHERE size > %s)",
        chance.randbytes(32 if column == "root" else 64),
        leaf.position,
    )


def edit_file(_tamper: Tamper, _leaf: Leaf, chance: random.Random) -> None:
    path = head_file.path_of(AUTHORITY)
    text = path.read_text()
    at = chance.randrange(len(text))
    path.write_text(text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :])


KINDS = (
    edit_content,
    edit_salt,
    edit_entry,
    delete_row,
    swap,
    cut_tail,
    slip_in,
    edit_head,
    edit_file,
)


def test_every_alteration_at_random_is_found(tamper: Tamper) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- reproducible
    for count in STRETCHES:
        record_cases(count)
        sequenced()
    file = head_file.path_of(AUTHORITY)
    honest = file.read_text()
    assert verify(AUTHORITY) == []

    missed = []
    for number in range(60):
        kind = KINDS[number % len(KINDS)]
        with transaction.atomic():
            leaf = Leaf.objects.get(position=chance.randrange(sum(STRETCHES)))
            kind(tamper, leaf, chance)
            if not verify(AUTHORITY):
                missed.append((number, kind.__name__, leaf.position))
            transaction.set_rollback(True)
        file.write_text(honest)

    assert missed == []
    assert Entry.objects.count() == sum(STRETCHES)
