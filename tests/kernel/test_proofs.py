"""Proofs that fit on a page."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from fazhi.kernel import merkle
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.proofs import prove_consistency, prove_entry
from tests.factories.seats import AUTHORITY
from tests.kernel.journals import record_cases, sequenced

pytestmark = pytest.mark.django_db


def test_an_entry_is_proven_to_be_in_the_log() -> None:
    entries = record_cases(7)
    head = sequenced()

    proof = prove_entry(entries[4])

    assert (proof.head, proof.position, len(proof.path)) == (head, 4, 3)
    assert proof.holds_for(entries[4])
    assert not proof.holds_for(entries[3])
    assert not replace(proof, head=replace(head, signature="00" * 64)).holds_for(entries[4])


def test_a_proof_does_not_hold_for_an_entry_that_was_changed(tamper: Callable[..., None]) -> None:
    entries = record_cases(7)
    sequenced()
    proof = prove_entry(entries[4])

    tamper("UPDATE kernel_entry SET item_count = 2 WHERE id = %s", entries[4].id)
    entries[4].refresh_from_db()

    assert not proof.holds_for(entries[4])


def test_there_is_no_proof_of_an_entry_that_waits() -> None:
    (entry,) = record_cases(1)

    with pytest.raises(NotFoundError):
        prove_entry(entry)


def test_a_newer_head_is_proven_to_continue_an_older_one() -> None:
    record_cases(5)
    older = sequenced()
    record_cases(6)
    newer = sequenced()

    path = prove_consistency(AUTHORITY, 5, 11)

    before, after = ((head.size, bytes.fromhex(head.root)) for head in (older, newer))
    assert merkle.is_consistent(before, after, path)
    with pytest.raises(NotFoundError):
        prove_consistency(AUTHORITY, 4, 11)
