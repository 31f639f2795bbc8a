"""What a seat may not see is answered as if it did not exist."""

import datetime as dt

import pytest
from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat, get_visible, lock_visible, narrowed
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ForbiddenError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, Effect, IdempotencyKey
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossiers() -> tuple[Dossier, Dossier]:
    """Return a dossier of this authority and one of another."""
    return _dossier(AUTHORITY), _dossier(OTHER_AUTHORITY)


def test_a_list_holds_the_rows_of_the_own_authority(dossiers: tuple[Dossier, Dossier]) -> None:
    assert list(narrowed(Dossier.objects.all(), make_seat())) == [dossiers[0]]


def test_the_own_row_is_found(dossiers: tuple[Dossier, Dossier]) -> None:
    own, _other = dossiers

    assert get_visible(Dossier.objects.all(), make_seat(), pk=own.pk) == own
    with transaction.atomic():
        assert lock_visible(Dossier.objects.all(), make_seat(), public_id=own.public_id) == own


def test_unknown_forbidden_and_malformed_are_answered_alike(
    dossiers: tuple[Dossier, Dossier],
) -> None:
    _own, other = dossiers
    lookups: list[dict[str, object]] = [
        {"pk": other.pk},
        {"public_id": other.public_id},
        {"pk": new_id()},
        {"pk": "not an id"},
        {"pk": "0" * 400},
        {"public_id": ""},
        {"opened_at": "not a moment"},
    ]

    answers = {_refusal(lookup) for lookup in lookups}

    assert answers == {"没有这一记录，或者您不能查看。"}


def test_a_queryset_narrowed_further_stays_so(dossiers: tuple[Dossier, Dossier]) -> None:
    own, _other = dossiers

    with pytest.raises(NotFoundError):
        get_visible(Dossier.objects.filter(kind=DossierKind.ISSUE), make_seat(), pk=own.pk)


def test_rows_without_an_authority_are_not_read_this_way() -> None:
    with pytest.raises(TypeError, match="Effect"):
        get_visible(Effect.objects.all(), make_seat(), key="a")


def test_two_rows_for_one_lookup_are_a_mistake_of_the_caller() -> None:
    _dossier(AUTHORITY)
    _dossier(AUTHORITY)

    with pytest.raises(Dossier.MultipleObjectsReturned):
        get_visible(Dossier.objects.all(), make_seat(), kind=DossierKind.CASE)


def test_a_row_of_an_authority_may_be_reached_by_another_path() -> None:
    IdempotencyKey.objects.create(
        authority=AUTHORITY, key="a", fingerprint=b"", result=new_id(), at=clock.now()
    )

    assert narrowed(IdempotencyKey.objects.all(), make_seat(), "authority").count() == 1
    assert narrowed(IdempotencyKey.objects.all(), Seat.of_public(OTHER_AUTHORITY)).count() == 0


def test_a_role_that_is_not_held_is_named() -> None:
    with pytest.raises(ForbiddenError, match="街道负责人、系统管理员"):
        make_seat(Role.OFFICER).require(Role.HEAD, Role.OPERATOR)


def _dossier(authority: str) -> Dossier:
    return Dossier.objects.create(
        authority=authority,
        kind=DossierKind.CASE,
        opened_at=dt.datetime(2023, 7, 11, tzinfo=dt.UTC),
    )


def _refusal(lookup: dict[str, object]) -> str:
    with pytest.raises(NotFoundError) as refusal:
        get_visible(Dossier.objects.all(), make_seat(), **lookup)
    return str(refusal.value)
