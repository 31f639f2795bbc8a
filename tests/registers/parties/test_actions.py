"""Entering parties of three kinds, once each, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from fazhi.kernel import keys
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry, EntryContent
from fazhi.law.facts import PartyFacts
from fazhi.law.facts import PartyKind as LawPartyKind
from fazhi.registers.parties.actions import enter_parties, enter_party
from fazhi.registers.parties.choices import IdentityKind, PartyKind
from fazhi.registers.parties.facts import party_facts
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.parties.models import Party
from fazhi.registers.parties.queries import parties_in, party_of
from tests.factories.parties import (
    CREDIT_CODE,
    IDENTITY_NUMBER,
    OTHER_IDENTITY_NUMBER,
    make_party,
)
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
OFFICER = make_seat(Role.OFFICER)
PERSON = PartyInput(
    kind=PartyKind.PERSON,
    name="陈某",
    identity_kind=IdentityKind.RESIDENT_CARD,
    identity_number=IDENTITY_NUMBER,
    phone="000-00000001",
    address="测试路1号",
)
COMPANY = PartyInput(
    kind=PartyKind.ORGANISATION,
    name="测试有限公司",
    credit_code=CREDIT_CODE,
    legal_representative="王某",
)
SHOP = PartyInput(kind=PartyKind.INDIVIDUAL_BUSINESS, name="测试小吃店", operator_name="李某")


@pytest.fixture(autouse=True)
def _keys() -> None:
    if keys.missing():
        keys.make_keys()


def test_a_party_of_each_kind_is_entered() -> None:
    parties = enter_parties(OFFICER, [PERSON, COMPANY, SHOP])

    assert [party_facts(party) for party in parties] == [
        PartyFacts(LawPartyKind.PERSON, birth_on=dt.date(1990, 1, 1)),
        PartyFacts(LawPartyKind.ORGANISATION),
        PartyFacts(LawPartyKind.INDIVIDUAL_BUSINESS),
    ]
    assert [entry.kind for entry in Entry.objects.all()] == ["party.entered"]


def test_no_name_and_no_number_stands_in_database_or_journal() -> None:
    party = enter_party(OFFICER, PERSON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registers_parties_party")
        row = cursor.fetchone()
    written = [
        bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row
    ]
    written.append(EntryContent.objects.get().text.encode())
    for secret in ("陈某", IDENTITY_NUMBER, "000-00000001", "测试路1号", "1990-01-01"):
        assert not any(secret.encode() in cell for cell in written)
    assert party_of(OFFICER, party.id).name == "陈某"


def test_the_same_identity_number_is_the_same_party() -> None:
    first = enter_party(OFFICER, PERSON)

    again = enter_party(OFFICER, replace(PERSON, phone="000-00000002"))

    assert (again.id, again.phone, Party.objects.count()) == (first.id, "000-00000002", 1)
    assert party_of(OFFICER, first.id).phone == "000-00000002"


def test_what_is_not_said_again_stays() -> None:
    enter_party(OFFICER, PERSON)

    again = enter_party(OFFICER, replace(PERSON, phone="", address=""))

    assert (again.phone, again.address) == ("000-00000001", "测试路1号")


def test_the_same_credit_code_is_the_same_organisation_under_a_new_name() -> None:
    first = enter_party(OFFICER, COMPANY)

    again = enter_party(OFFICER, replace(COMPANY, name="改名有限公司"))

    assert (again.id, again.name) == (first.id, "改名有限公司")


def test_one_list_enters_a_party_once() -> None:
    one, two = enter_parties(OFFICER, [PERSON, PERSON])

    assert one is two
    assert Party.objects.count() == 1


def test_parties_without_number_are_never_taken_for_each_other() -> None:
    nameless = replace(PERSON, identity_kind=IdentityKind.NONE, identity_number="")

    one, two = enter_parties(OFFICER, [nameless, nameless])

    assert one.id != two.id


def test_one_number_with_two_names_is_refused() -> None:
    enter_party(OFFICER, PERSON)

    with pytest.raises(InputError) as refusal:
        enter_party(OFFICER, replace(PERSON, name="陈其他"))

    assert set(refusal.value.fields) == {"name"}
    assert Entry.objects.count() == 1


def test_authorities_do_not_share_parties() -> None:
    first = enter_party(OFFICER, PERSON)

    other = enter_party(make_seat(Role.OFFICER, authority=OTHER_AUTHORITY), PERSON)

    assert other.id != first.id


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (replace(PERSON, name=" "), "name"),
        (replace(PERSON, identity_number=IDENTITY_NUMBER[:-1] + "8"), "identity_number"),
        (replace(PERSON, identity_number="990000199013010010"), "identity_number"),
        (replace(PERSON, birth_on=dt.date(1990, 1, 2)), "birth_on"),
        (replace(PERSON, birth_on=dt.date(2999, 1, 1)), "birth_on"),
        (replace(PERSON, credit_code=CREDIT_CODE), "credit_code"),
        (replace(COMPANY, credit_code=CREDIT_CODE[:-1] + "3"), "credit_code"),
        (replace(COMPANY, credit_code="0" * 17), "credit_code"),
        (replace(COMPANY, legal_representative=""), "legal_representative"),
        (replace(SHOP, operator_name=""), "operator_name"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(given: PartyInput, field: str) -> None:
    with pytest.raises(InputError) as refusal:
        enter_party(OFFICER, given)

    assert set(refusal.value.fields) == {field}
    assert Party.objects.count() == 0


def test_a_day_of_birth_may_come_without_papers() -> None:
    young = replace(
        PERSON, identity_kind=IdentityKind.NONE, identity_number="", birth_on=dt.date(2012, 3, 1)
    )

    assert party_facts(enter_party(OFFICER, young)).birth_on == dt.date(2012, 3, 1)


def test_a_day_of_birth_may_repeat_what_the_number_says() -> None:
    party = enter_party(OFFICER, replace(PERSON, birth_on=dt.date(1990, 1, 1)))

    assert party.birth_on == "1990-01-01"


def test_a_shop_without_name_or_operator_is_told_to_the_law() -> None:
    shop = make_party(PartyKind.INDIVIDUAL_BUSINESS, operator_name="")

    assert not party_facts(shop).names_operator_and_shop


def test_who_handles_no_files_neither_enters_nor_sees_parties() -> None:
    party = make_party()

    with pytest.raises(ForbiddenError):
        enter_party(make_seat(Role.GRID_WORKER), PERSON)
    for seat in (make_seat(Role.GRID_WORKER), make_seat(Role.OFFICER, authority=OTHER_AUTHORITY)):
        with pytest.raises(NotFoundError):
            party_of(seat, party.id)


def test_many_parties_are_read_at_once() -> None:
    one, two = make_party(), make_party(identity_number=OTHER_IDENTITY_NUMBER)
    stranger = make_party(authority=OTHER_AUTHORITY)

    found = parties_in(OFFICER, [one.id, two.id, stranger.id])

    assert set(found) == {one.id, two.id}


def test_the_database_refuses_a_person_with_a_credit_code() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_party(credit_code=CREDIT_CODE)
