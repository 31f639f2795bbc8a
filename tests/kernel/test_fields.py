"""Sealed fields: text in code, ciphertext in the database, whatever way they are written."""

import copy
import pickle

import pytest
from django.core.exceptions import FieldError
from django.core.serializers import serialize
from django.db import models
from django.test.utils import isolate_apps
from pytest_django import DjangoAssertNumQueries

from fazhi.kernel import clock
from fazhi.kernel.crypto import UnsealError
from fazhi.kernel.fields import Ciphertext, ErasedError, blind_index
from fazhi.kernel.models import Attachment
from fazhi.kernel.personal import BlindIndexField, SealedTextField, erase_person
from tests.kernel.witness import AUTHORITY, Witness, make_table, raw_rows, witness

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _table(db: None) -> None:  # noqa: ARG001 -- the table lives in its transaction
    make_table()


def test_a_saved_value_is_read_back_as_text() -> None:
    row = witness(name="甄演示")
    row.save()

    assert Witness.objects.get().name == "甄演示"


def test_create_seals_too() -> None:
    Witness.objects.create(authority=AUTHORITY, name="甄演示")

    assert Witness.objects.get().name == "甄演示"
    assert "甄演示" not in raw_rows()


def test_many_rows_are_sealed_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [witness(name=f"甄{number}", phone=f"000-{number}") for number in range(20)]

    with django_assert_num_queries(1):
        Witness.objects.bulk_create(rows)

    stored = Witness.objects.order_by("id")
    assert [row.name for row in stored] == [f"甄{number}" for number in range(20)]
    assert [bytes(row.phone_index or b"") for row in stored] == [
        blind_index(AUTHORITY, "phone", f"000-{number}") for number in range(20)
    ]


def test_reading_asks_the_database_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Witness.objects.bulk_create(witness() for _ in range(3))

    with django_assert_num_queries(1):
        assert [row.name for row in Witness.objects.all()] == ["甄演示"] * 3


def test_no_plain_text_reaches_the_database() -> None:
    markers = [f"标记{number:04}" for number in range(200)]
    Witness.objects.bulk_create(
        witness(name=marker, phone=f"0001{number:07}", identity_number=f"9{number:017}")
        for number, marker in enumerate(markers)
    )

    table = raw_rows()

    assert [marker for marker in markers if marker in table] == []
    assert [n for n in range(200) if f"0001{n:07}" in table or f"9{n:017}" in table] == []


def test_a_changed_value_is_sealed_anew() -> None:
    row = witness()
    row.save()
    row.name = "甄改"
    row.save()

    assert Witness.objects.get().name == "甄改"


def test_one_field_may_be_saved_alone() -> None:
    witness().save()
    row = Witness.objects.get()
    row.phone = "000-0002-0002"
    row.save(update_fields=["phone", "phone_index"])

    stored = Witness.objects.get()
    assert (stored.name, stored.phone) == ("甄演示", "000-0002-0002")
    assert stored.phone_index == blind_index(AUTHORITY, "phone", "00000020002")


def test_a_value_nobody_read_stays_as_it_was_sealed() -> None:
    witness().save()
    before = Witness.objects.values_list("name", flat=True).get()
    row = Witness.objects.get()
    row.note = "改备注"
    row.save()

    assert Witness.objects.values_list("name", flat=True).get() == before
    assert Witness.objects.get().phone_index == blind_index(AUTHORITY, "phone", "00000010001")


def test_refresh_brings_the_stored_value() -> None:
    row = witness()
    row.save()
    row.name = "未保存"
    row.refresh_from_db()

    assert row.name == "甄演示"


def test_deferred_fields_open_when_they_are_asked_for() -> None:
    witness().save()

    row = Witness.objects.only("id").get()

    assert (row.name, row.phone) == ("甄演示", "000-0001-0001")


def test_an_empty_value_is_the_empty_text() -> None:
    Witness.objects.create(authority=AUTHORITY)

    row = Witness.objects.get()
    assert (row.name, row.phone, row.phone_index) == ("", "", None)


def test_values_give_no_plain_text() -> None:
    witness().save()

    values = Witness.objects.values("name").get()
    (pairs,) = Witness.objects.values_list("name")

    assert isinstance(values["name"], Ciphertext)
    assert (str(values["name"]), repr(pairs[0]), f"{pairs[0]}") == ("•••", "•••", "•••")


@pytest.mark.parametrize("lookup", ["name", "name__contains", "name__in", "name__isnull"])
def test_a_sealed_field_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        Witness.objects.filter(**{lookup: ["甄演示"]}).count()


def test_plain_text_cannot_be_written_past_the_seal() -> None:
    row = witness()
    row.save()

    with pytest.raises(FieldError):
        Witness.objects.update(name="甄改")
    row.name = "甄改"
    with pytest.raises(FieldError):
        Witness.objects.bulk_update([row], ["name"])


def test_a_dump_of_the_database_is_refused() -> None:
    witness().save()

    with pytest.raises(FieldError):
        serialize("json", Witness.objects.all())


def test_a_value_copied_to_another_row_does_not_open() -> None:
    first, second = witness(name="甄一"), witness(name="甄二")
    Witness.objects.bulk_create([first, second])
    stolen = Witness.objects.values_list("name", "data_key").get(pk=first.pk)

    Witness.objects.filter(pk=second.pk).update(name=stolen[0], data_key=stolen[1])

    with pytest.raises(UnsealError):
        _ = Witness.objects.get(pk=second.pk).name


def test_a_value_copied_to_another_field_does_not_open() -> None:
    witness().save()
    Witness.objects.update(phone=models.F("name"))

    with pytest.raises(UnsealError):
        _ = Witness.objects.get().phone


def test_a_row_handed_to_another_authority_does_not_open() -> None:
    witness().save()
    Witness.objects.update(authority="330211005000")

    with pytest.raises(UnsealError):
        _ = Witness.objects.get().name


def test_each_row_has_a_key_of_its_own() -> None:
    Witness.objects.bulk_create(witness() for _ in range(10))

    assert len(set(map(bytes, Witness.objects.values_list("data_key", flat=True)))) == 10


def test_a_copied_row_opens_like_the_original() -> None:
    row = _attachment()
    copies = [copy.copy(row), copy.deepcopy(row), pickle.loads(pickle.dumps(row))]  # noqa: S301

    assert [one.name for one in copies] == ["甄演示.jpg"] * 3


def test_the_open_key_is_not_pickled_with_its_row() -> None:
    row = _attachment()
    assert row.name == "甄演示.jpg"

    restored = pickle.loads(pickle.dumps(row))  # noqa: S301 -- made a line above

    assert (row.__dict__["_kept_key"].key is None, restored.__dict__["_kept_key"].key) == (
        False,
        None,
    )


@pytest.mark.parametrize(
    ("kind", "writings"),
    [
        (
            "phone",
            ["00000010001", "000-0001-0001", "０００－０００１－０００１", "000 0001 0001"],
        ),
        (
            "phone",
            ["13900000001", "+86 139-0000-0001", "0086 13900000001", "８６１３９０００００００１"],
        ),
        ("plate", ["浙B·D0001", "浙b d0001", "浙Ｂ－Ｄ０００１", "浙B•D0001"]),
        (
            "identity_number",
            ["11010519491231002X", "110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"],
        ),
        ("identity_number", ["110105491231002", "11010519491231002X"]),
    ],
)
def test_one_value_written_in_many_ways_has_one_index(kind: str, writings: list[str]) -> None:
    indexes = {blind_index(AUTHORITY, kind, writing) for writing in writings}

    assert len(indexes) == 1
    assert None not in indexes


def test_a_row_is_found_by_its_index() -> None:
    row = witness(phone="000-0001-0001")
    Witness.objects.bulk_create([row, witness(phone="000-0002-0002")])

    found = Witness.objects.get(phone_index=blind_index(AUTHORITY, "phone", "000 0001 0001"))

    assert found.pk == row.pk


def test_no_value_has_no_index() -> None:
    assert blind_index(AUTHORITY, "phone", "") is None
    assert blind_index(AUTHORITY, "plate", " · ") is None


def test_only_three_kinds_of_values_may_be_indexed() -> None:
    with pytest.raises(ValueError, match="not for name"):
        BlindIndexField(kind="name", of="name")


def test_an_erased_row_reads_empty_and_its_old_values_never_open_again() -> None:
    row = witness()
    row.save()
    backup = Witness.objects.values("name", "phone").get()
    erase_person(row)

    Witness.objects.update(name=backup["name"], phone=backup["phone"])

    stored = Witness.objects.get()
    assert (row.name, row.is_erased) == ("", True)
    assert (stored.name, stored.phone, stored.phone_index) == ("", "", None)
    assert stored.is_erased


def test_nothing_is_written_into_an_erased_row() -> None:
    row = witness()
    row.save()
    erase_person(row)
    row.name = "甄又来"

    with pytest.raises(ErasedError):
        row.save()


def test_an_erased_row_may_still_be_saved() -> None:
    row = witness()
    row.save()
    erase_person(row)
    stored = Witness.objects.get()
    stored.note = "已依法删除"
    stored.save()

    assert Witness.objects.get().is_erased


@isolate_apps("fazhi.kernel")
def test_a_sealed_field_outside_a_personal_model_is_an_error() -> None:
    class Plain(models.Model):
        name = SealedTextField("姓名")

        class Meta:
            app_label = "kernel"

        def __str__(self) -> str:
            return ""

    assert [error.id for error in Plain.check()] == ["fazhi.E101"]


def _attachment() -> Attachment:
    """Return a stored row whose sealed name nobody has read yet."""
    Attachment.objects.create(
        authority=AUTHORITY,
        sha256="0" * 64,
        size=1,
        media_type="image/jpeg",
        name="甄演示.jpg",
        stored_at=clock.now(),
    )
    return Attachment.objects.get()
