"""The end of a secondment hands over; leaving cuts account and devices off in one act."""

import datetime as dt
import json
from collections.abc import Sequence

import pytest

from fazhi.kernel import keys, reactions
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.login import enrol_device
from fazhi.kernel.models import Entry
from fazhi.registers.staff.actions import depart, end_secondment, record_roster
from fazhi.registers.staff.choices import Field, Shift
from fazhi.registers.staff.inputs import LeavingInput, RosterInput
from fazhi.registers.staff.models import Officer, OfficerContact, RosterEntry
from fazhi.registers.staff.queries import leader_of, officers_by_field, secondments_on, staff_index
from tests.factories.accounts import make_account
from tests.factories.places import make_grid
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.staff import make_group, make_officer, make_secondment

pytestmark = pytest.mark.django_db
OPERATOR = make_seat(Role.OPERATOR)
LAST_DAY = dt.date(2023, 5, 31)
NEXT_DAY = dt.date(2023, 6, 1)


@pytest.fixture
def seconded() -> Officer:
    """Return a seconded officer with an account."""
    if keys.missing():
        keys.make_keys()
    officer = make_officer(Field.ECOLOGY)
    officer.account = make_account(Role.OFFICER)
    officer.save()
    make_secondment(officer)
    return officer


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Return the list into which goes what a room above would be told."""
    contents: list[dict[str, object]] = []

    def hear(entries: Sequence[Entry]) -> None:
        contents.extend(json.loads(entry.content.text) for entry in entries)

    monkeypatch.setitem(reactions._registry, "secondment.ended", [hear])  # noqa: SLF001 -- for this test
    return contents


def test_the_end_of_a_secondment_tells_who_takes_the_files_over(
    seconded: Officer, told: list[dict[str, object]]
) -> None:
    successor = make_officer(Field.ECOLOGY)

    ended = end_secondment(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "期满", successor.id))

    assert (ended.until, ended.successor) == (LAST_DAY, successor)
    assert told == [
        {
            "officer": str(seconded.id),
            "account": str(seconded.account_id),
            "last_day": "2023-05-31",
            "successor": str(successor.id),
            "secondment": str(ended.id),
        }
    ]


def test_after_the_last_day_nothing_is_held_any_more(seconded: Officer) -> None:
    group = make_group(seconded, [make_grid()])
    record_roster(OPERATOR, [RosterInput(NEXT_DAY, Shift.DAY, seconded.id)])

    end_secondment(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "期满"))

    assert [leader_of(group, day) for day in (LAST_DAY, NEXT_DAY)] == [seconded, None]
    assert list(group.members.values_list("until", flat=True)) == [LAST_DAY]
    assert [len(secondments_on(AUTHORITY, day)) for day in (LAST_DAY, NEXT_DAY)] == [1, 0]
    assert officers_by_field(AUTHORITY, NEXT_DAY) == {}
    assert RosterEntry.objects.count() == 0


def test_the_roles_end_with_the_secondment_and_the_account_stays(seconded: Officer) -> None:
    end_secondment(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "期满"))

    seconded.refresh_from_db()
    account = seconded.account
    assert account is not None
    assert [account.seat(day).roles for day in (LAST_DAY, NEXT_DAY)] == [
        frozenset({Role.OFFICER}),
        frozenset(),
    ]
    assert account.is_active


def test_leaving_cuts_off_account_sessions_and_devices_in_one_act(seconded: Officer) -> None:
    assert seconded.account is not None
    device = enrol_device(OPERATOR, seconded.account.id, "PDA-01")
    OfficerContact.objects.create(authority=AUTHORITY, officer=seconded, phone="000-00000001")

    depart(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "调离"))

    seconded.account.refresh_from_db()
    device.refresh_from_db()
    assert not seconded.account.is_active
    assert seconded.account.sessions_valid_from is not None
    assert device.revoked_at is not None
    assert OfficerContact.objects.count() == 0
    assert secondments_on(AUTHORITY, NEXT_DAY) == []
    kinds = list(Entry.objects.order_by("recorded_at", "id").values_list("kind", flat=True))
    assert kinds == ["device.enrolled", "account.cut_off", "officer.departed"]


def test_somebody_without_account_can_leave_too() -> None:
    officer = make_officer()

    depart(OPERATOR, LeavingInput(officer.id, LAST_DAY, "退休"))

    assert not staff_index(AUTHORITY, NEXT_DAY).is_present(officer.id)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_who_leaves_after_the_end_of_a_secondment_is_cut_off(seconded: Officer, days: int) -> None:
    end_secondment(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "期满"))

    depart(OPERATOR, LeavingInput(seconded.id, LAST_DAY + dt.timedelta(days), "离开"))

    seconded.refresh_from_db()
    assert seconded.account is not None
    assert not seconded.account.is_active
    assert seconded.until == LAST_DAY + dt.timedelta(min(days, 0))
    with pytest.raises(InputError):
        depart(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "再次离开"))


@pytest.mark.parametrize("last_day", [dt.date(2021, 12, 31)])
def test_nobody_leaves_before_coming(seconded: Officer, last_day: dt.date) -> None:
    with pytest.raises(InputError):
        end_secondment(OPERATOR, LeavingInput(seconded.id, last_day, "错"))


def test_nobody_leaves_twice(seconded: Officer) -> None:
    depart(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "调离"))

    with pytest.raises(InputError):
        depart(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "调离"))


def test_the_own_staff_has_no_secondment_to_end() -> None:
    with pytest.raises(InputError):
        end_secondment(OPERATOR, LeavingInput(make_officer().id, LAST_DAY, "错"))


def test_the_successor_is_there_the_day_after(seconded: Officer) -> None:
    gone = make_officer(until=LAST_DAY)

    with pytest.raises(InputError) as refusal:
        end_secondment(OPERATOR, LeavingInput(seconded.id, LAST_DAY, "期满", gone.id))

    assert set(refusal.value.fields) == {"successor"}
    assert len(secondments_on(AUTHORITY, NEXT_DAY)) == 1


def test_only_the_operator_cuts_people_off(seconded: Officer) -> None:
    with pytest.raises(ForbiddenError):
        depart(make_seat(Role.CLERK), LeavingInput(seconded.id, LAST_DAY, "调离"))


def test_nobody_ends_a_secondment_of_another_authority(seconded: Officer) -> None:
    stranger = make_seat(Role.OPERATOR, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        end_secondment(stranger, LeavingInput(seconded.id, LAST_DAY, "错"))
