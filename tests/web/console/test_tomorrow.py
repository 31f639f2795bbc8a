"""The desk of the squad leader names a day ahead the fields in which nobody can go out."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.registers.staff.actions import record_absences
from fazhi.registers.staff.choices import AbsenceKind, Field
from fazhi.registers.staff.inputs import AbsenceInput
from fazhi.registers.staff.models import Officer
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.seats import make_seat
from tests.factories.staff import make_officer

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = dt.date(2023, 5, 10), dt.date(2023, 5, 11)
NOON = clock.at_local(TODAY, dt.time(12))
HEADING = "明日凑不齐两名持证执法人员的领域"
STATEMENTS = 25


@pytest.fixture
def partner() -> Officer:
    """Return the one partner of officers of whom each is alone in the own field."""
    for field in Field:
        make_officer(field)
    return make_officer(name="周某")


def desk(*roles: Role) -> str:
    """Return the desk of somebody with these roles."""
    client = sign_in_client(Client(), make_account(*roles, username=f"of-{roles[0].value}"))
    with clock.standing_at(NOON):
        return client.get("/desk/").content.decode()


def all_away_but(*kept: Field) -> None:
    """Let everybody be away tomorrow but the officers of some fields."""
    rows = Officer.objects.exclude(field__in=kept)
    given = [AbsenceInput(each.id, AbsenceKind.OTHER, TOMORROW, TOMORROW) for each in rows]
    with clock.standing_at(NOON):
        record_absences(make_seat(Role.CLERK), given)


@pytest.mark.usefixtures("partner")
def test_nothing_is_said_while_every_field_has_its_pair() -> None:
    assert HEADING not in desk(Role.SQUAD_LEADER)


@pytest.mark.usefixtures("partner")
def test_the_squad_leader_reads_which_field_has_no_pair_why_and_what_to_do() -> None:
    all_away_but(Field.TRANSPORT)

    page = desk(Role.SQUAD_LEADER)

    assert HEADING in page
    assert "当日具有行政执法资格、可以参加的执法人员只有 1 名，少于 2 名。" in page
    assert "《行政处罚法》第四十二条第一款" in page
    assert f'href="/staff/?day={TOMORROW}"' in page


@pytest.mark.usefixtures("partner")
def test_a_field_of_which_nobody_is_there_is_named_and_no_other() -> None:
    all_away_but(*(field for field in Field if field is not Field.ECOLOGY))

    page = desk(Role.SQUAD_LEADER)

    assert "生态环境领域当日没有持证人员在岗。" in page
    assert page.count("领域当日没有持证人员在岗。") == 1


@pytest.mark.parametrize("role", [role for role in INSIDERS if role is not Role.SQUAD_LEADER])
@pytest.mark.usefixtures("partner")
def test_nobody_else_is_told_on_the_desk(role: Role) -> None:
    all_away_but(Field.TRANSPORT)

    assert HEADING not in desk(role)


@pytest.mark.usefixtures("partner")
def test_the_staff_page_of_tomorrow_names_the_field_too() -> None:
    all_away_but(Field.TRANSPORT)
    client = sign_in_client(Client(), make_account(Role.SQUAD_LEADER))

    with clock.standing_at(NOON):
        page = client.get("/staff/").content.decode()

    assert "领域凑不齐两名持证人员" in page


@pytest.mark.usefixtures("partner")
def test_the_desk_with_the_warning_stays_within_its_statements() -> None:
    all_away_but(Field.TRANSPORT)
    client = sign_in_client(Client(), make_account(Role.SQUAD_LEADER))

    with clock.standing_at(NOON), CaptureQueriesContext(connection) as asked:
        client.get("/desk/")

    assert len(asked) <= STATEMENTS
