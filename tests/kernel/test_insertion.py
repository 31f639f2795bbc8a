"""Rows inserted by a written-out statement are as those that the ORM saves."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.insertion import insert
from fazhi.kernel.models import Dossier
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db


def dossiers(count: int) -> list[Dossier]:
    now = clock.now()
    return [
        Dossier(authority=AUTHORITY, kind=DossierKind.CASE, opened_at=now) for _ in range(count)
    ]


def test_what_was_inserted_is_read_as_it_was_given() -> None:
    given = dossiers(3)

    with transaction.atomic():
        insert(given)

    shown = ("pk", "authority", "kind", "public_id", "opened_at")
    assert list(Dossier.objects.order_by("pk").values_list(*shown)) == sorted(
        tuple(getattr(one, name) for name in shown) for one in given
    )


def test_a_row_that_was_inserted_is_updated_when_it_is_saved() -> None:
    (given,) = dossiers(1)
    insert([given])
    given.kind = DossierKind.ISSUE

    given.save()

    assert list(Dossier.objects.values_list("pk", "kind")) == [(given.pk, DossierKind.ISSUE)]


@pytest.mark.parametrize(("count", "statements"), [(1, 1), (199, 1), (200, 2)])
def test_rows_go_together_as_far_as_one_statement_takes_them(count: int, statements: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        insert(dossiers(count))

    assert (len(captured), Dossier.objects.count()) == (statements, count)
