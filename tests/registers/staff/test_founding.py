"""Setting up an authority with units, people, certificates, vehicles and accounts."""

import datetime as dt
from dataclasses import replace

import pytest

from fazhi.kernel import keys
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.models import Account, Entry
from fazhi.registers.staff.actions import (
    found_authority,
    grant_certificates,
    open_accounts,
    register_units,
    register_vehicles,
    second_officers,
)
from fazhi.registers.staff.choices import Field, Post, UnitKind
from fazhi.registers.staff.inputs import (
    AccountInput,
    AuthorityInput,
    CertificateInput,
    OfficerInput,
    UnitInput,
    VehicleInput,
)
from fazhi.registers.staff.models import Officer, OfficerContact, Secondment
from fazhi.registers.staff.queries import (
    authority_of,
    certificates_of,
    officer_of,
    officers_by_field,
    officers_on,
    seal_on,
    secondments_on,
    units_on,
    vehicles_on,
)
from tests.factories.places import SINCE, make_community
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.staff import make_officer, make_unit

pytestmark = pytest.mark.django_db
OPERATOR = make_seat(Role.OPERATOR)
DAY = dt.date(2023, 5, 10)
SHARED, SHORT = "演示口令", "short"
GIVEN = AuthorityInput(
    key=AUTHORITY,
    name="镇海区人民政府庄市街道办事处",
    short_name="庄市街道",
    number_prefix="镇庄",
    team_name="庄市街道综合行政执法队",
    address="测试路1号",
    telephone="000-00000000",
    reconsideration_body="镇海区人民政府",
    court="镇海区人民法院",
    payment_bank="测试银行",
    payment_account_name="测试账户",
    payment_account="0000",
    since=SINCE,
    seal_name="庄市街道办事处（测试印章）",
)
BASE = UnitInput("U0", "综合行政执法队", UnitKind.BASE, SINCE, field=Field.COMPREHENSIVE)
MARKET = UnitInput(
    "U1", "市场监管派驻组", UnitKind.SENDING, SINCE, "区市场监管局", Field.MARKET_REGULATION
)
SENT = OfficerInput(
    name="孙某",
    unit_code="U1",
    post=Post.OFFICER,
    since=SINCE,
    field=Field.MARKET_REGULATION,
    employer="区市场监管局",
    professional_guide="区市场监管局法规科",
    phone="000-00000009",
)


@pytest.fixture
def units() -> None:
    register_units(OPERATOR, [BASE, MARKET])


def test_an_authority_is_founded_with_a_seal_of_its_own_and_none_of_the_team() -> None:
    make_community()

    found_authority(OPERATOR, GIVEN)

    seal = seal_on(AUTHORITY, DAY)
    assert authority_of(AUTHORITY).team_name == "庄市街道综合行政执法队"
    assert seal is not None
    assert (seal.name, seal.is_test) == ("庄市街道办事处（测试印章）", True)
    assert [entry.kind for entry in Entry.objects.all()] == ["authority.founded"]


def test_an_authority_is_founded_once() -> None:
    make_community()
    found_authority(OPERATOR, GIVEN)

    with pytest.raises(ConflictError):
        found_authority(OPERATOR, GIVEN)


def test_an_authority_must_stand_in_the_code_table() -> None:
    with pytest.raises(InputError):
        found_authority(OPERATOR, GIVEN)


def test_nobody_founds_the_authority_of_others() -> None:
    with pytest.raises(ForbiddenError):
        found_authority(make_seat(Role.OPERATOR, authority=OTHER_AUTHORITY), GIVEN)


def test_an_unknown_authority_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        authority_of("330299999000")


def test_units_of_one_and_eight_are_registered() -> None:
    register_units(OPERATOR, [BASE, MARKET])

    assert [unit.code for unit in units_on(AUTHORITY, DAY)] == ["U0", "U1"]
    with pytest.raises(InputError):
        register_units(OPERATOR, [BASE])


def test_a_sending_unit_names_its_department_and_field() -> None:
    with pytest.raises(InputError) as refusal:
        register_units(OPERATOR, [replace(MARKET, agency="")])

    assert set(refusal.value.fields) == {"U1"}


def test_twenty_vehicles_are_registered_once() -> None:
    cars = [VehicleInput(f"{n:02d}", "电瓶车", SINCE) for n in range(1, 21)]

    register_vehicles(OPERATOR, cars)

    assert len(vehicles_on(AUTHORITY, DAY)) == 20
    with pytest.raises(InputError):
        register_vehicles(OPERATOR, cars[:1])


@pytest.mark.usefixtures("units")
def test_a_seconded_officer_has_employer_manager_and_guide() -> None:
    if keys.missing():
        keys.make_keys()
    (leader,) = second_officers(
        OPERATOR, [OfficerInput("赵某", "U0", Post.SQUAD_LEADER, SINCE, Field.COMPREHENSIVE)]
    )

    (officer,) = second_officers(OPERATOR, [replace(SENT, daily_manager=leader.id)])

    (secondment,) = secondments_on(AUTHORITY, DAY)
    assert (secondment.officer, secondment.daily_manager) == (officer, leader)
    assert (secondment.employer, secondment.professional_guide) == (
        "区市场监管局",
        "区市场监管局法规科",
    )
    assert OfficerContact.objects.get(officer=officer).phone == "000-00000009"


@pytest.mark.usefixtures("units")
@pytest.mark.parametrize(
    "given",
    [
        replace(SENT, unit_code="U9"),
        replace(SENT, employer=""),
        replace(SENT, professional_guide=""),
        replace(SENT, field=None),
        replace(SENT, since=SINCE - dt.timedelta(days=1)),
    ],
)
def test_an_incomplete_secondment_is_refused(given: OfficerInput) -> None:
    with pytest.raises(InputError):
        second_officers(OPERATOR, [given])

    assert (Officer.objects.count(), Secondment.objects.count()) == (0, 0)


def test_officers_are_counted_by_field() -> None:
    make_officer(Field.TRANSPORT)
    for _ in range(3):
        make_officer(Field.CULTURE_MARKET)
    make_officer(Field.TRANSPORT, post=Post.AUXILIARY)

    counted = {field: len(found) for field, found in officers_by_field(AUTHORITY, DAY).items()}

    assert counted == {Field.TRANSPORT: 1, Field.CULTURE_MARKET: 3}


def test_certificates_are_granted_for_a_time() -> None:
    officer = make_officer(certified_until=None)

    (certificate,) = grant_certificates(
        OPERATOR, [CertificateInput(officer.id, "测试00001", "省政府", SINCE, DAY)]
    )

    assert certificates_of(AUTHORITY, DAY) == {officer.id: certificate}
    assert certificates_of(AUTHORITY, DAY + dt.timedelta(days=1)) == {}


def test_an_auxiliary_gets_no_certificate() -> None:
    auxiliary = make_officer(post=Post.AUXILIARY, certified_until=None)

    with pytest.raises(RefusalError) as refusal:
        grant_certificates(
            OPERATOR, [CertificateInput(auxiliary.id, "测试00001", "省政府", SINCE, DAY)]
        )

    assert [answer.rule for answer in refusal.value.answers] == ["ZJ-010"]


def test_a_certificate_that_ends_before_it_begins_is_refused() -> None:
    officer = make_officer(certified_until=None)

    with pytest.raises(InputError):
        grant_certificates(OPERATOR, [CertificateInput(officer.id, "测试1", "省政府", DAY, SINCE)])


def test_a_certificate_for_nobody_is_refused() -> None:
    stranger = make_officer(authority=OTHER_AUTHORITY)

    with pytest.raises(InputError):
        grant_certificates(OPERATOR, [CertificateInput(stranger.id, "测试1", "省", SINCE, DAY)])


def test_an_account_gives_its_officer_a_seat_with_roles() -> None:
    officer = make_officer(name="赵某")

    (account,) = open_accounts(
        OPERATOR, [AccountInput("zhao", "赵某", (Role.OFFICER,), SINCE, officer.id)]
    )

    seat = account.seat(DAY)
    assert (seat.roles, seat.authority) == (frozenset({Role.OFFICER}), AUTHORITY)
    assert officer_of(seat) == officer
    assert not account.has_usable_password()


def test_demonstration_accounts_share_a_password_and_are_marked() -> None:
    given = [
        AccountInput(
            f"demo-{n}", f"演示{n}", (Role.CLERK,), SINCE, password=SHARED, is_demonstration=True
        )
        for n in range(2)
    ]

    accounts = open_accounts(OPERATOR, given)

    assert [account.check_password(SHARED) for account in accounts] == [True, True]
    assert Account.objects.filter(is_demonstration=True).count() == 2


@pytest.mark.parametrize(
    "given",
    [
        AccountInput("taken", "甲", (Role.CLERK,), SINCE),
        AccountInput("weak", "乙", (Role.CLERK,), SINCE, password=SHORT),
    ],
)
def test_an_account_that_cannot_be_is_refused(given: AccountInput) -> None:
    open_accounts(OPERATOR, [AccountInput("taken", "先来", (Role.CLERK,), SINCE)])

    with pytest.raises(InputError):
        open_accounts(OPERATOR, [given])


def test_an_officer_has_one_account() -> None:
    officer = make_officer()
    open_accounts(OPERATOR, [AccountInput("one", "甲", (Role.OFFICER,), SINCE, officer.id)])

    with pytest.raises(InputError):
        open_accounts(OPERATOR, [AccountInput("two", "甲", (Role.OFFICER,), SINCE, officer.id)])


def test_an_account_for_somebody_of_another_authority_is_refused() -> None:
    stranger = make_officer(authority=OTHER_AUTHORITY)

    with pytest.raises(InputError):
        open_accounts(OPERATOR, [AccountInput("one", "甲", (Role.OFFICER,), SINCE, stranger.id)])


def test_a_seat_without_account_is_nobody_on_the_staff() -> None:
    assert officer_of(make_seat().of_public(AUTHORITY)) is None


def test_the_staff_of_a_day_is_listed_by_name() -> None:
    make_officer(name="乙")
    make_officer(name="丙", until=SINCE)
    make_officer(name="甲")
    make_unit(authority=OTHER_AUTHORITY)
    make_officer(name="丁", authority=OTHER_AUTHORITY)

    assert [officer.name for officer in officers_on(AUTHORITY, DAY)] == sorted(["甲", "乙"])
