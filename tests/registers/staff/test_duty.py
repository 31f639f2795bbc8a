"""Absences, gaps a day ahead, acting heads, the duty roster."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.registers.staff.access import visible_absences, visible_contacts, visible_secondments
from fazhi.registers.staff.actions import (
    appoint_acting_head,
    record_absences,
    record_roster,
    withdraw_absence,
)
from fazhi.registers.staff.choices import AbsenceKind, Field, GapKind, Post, Shift
from fazhi.registers.staff.inputs import AbsenceInput, ActingHeadInput, RosterInput
from fazhi.registers.staff.models import Absence, ActingHead, RosterEntry
from fazhi.registers.staff.queries import gaps, head_on, roster_on, staff_index
from tests.factories.accounts import make_account
from tests.factories.places import SINCE, make_grid
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.staff import make_group, make_officer, make_secondment, make_vehicle

pytestmark = pytest.mark.django_db
CLERK = make_seat(Role.CLERK)
TODAY, TOMORROW = dt.date(2023, 5, 10), dt.date(2023, 5, 11)
ONE_DAY = dt.timedelta(days=1)


def kinds_on(day: dt.date) -> set[GapKind]:
    """Return the kinds of gaps of a day."""
    return {gap.kind for gap in gaps(AUTHORITY, day)}


def test_the_leave_of_a_leader_is_a_gap_a_day_ahead() -> None:
    leader = make_officer(name="赵某")
    make_group(leader, [make_grid()])

    record_absences(CLERK, [AbsenceInput(leader.id, AbsenceKind.LEAVE, TOMORROW, TOMORROW)])

    subjects = {gap.kind: gap.subject for gap in gaps(AUTHORITY, TOMORROW)}
    assert subjects[GapKind.GROUP_LEADER_ABSENT] == "执法组Z1：赵某"
    assert GapKind.GROUP_LEADER_ABSENT not in kinds_on(TODAY)
    assert [entry.kind for entry in Entry.objects.all()] == ["absence.recorded"]


def test_the_only_officer_of_a_field_leaves_it_unstaffed() -> None:
    transport = make_officer(Field.TRANSPORT)
    record_absences(CLERK, [AbsenceInput(transport.id, AbsenceKind.LEAVE, TOMORROW, TOMORROW)])

    def unstaffed(day: dt.date) -> set[str]:
        return {gap.key for gap in gaps(AUTHORITY, day) if gap.kind == GapKind.FIELD_UNSTAFFED}

    assert unstaffed(TOMORROW) - unstaffed(TODAY) == {"transport"}
    assert GapKind.UNIT_UNSTAFFED in kinds_on(TOMORROW) - kinds_on(TODAY)


def test_an_absence_that_is_withdrawn_is_no_gap() -> None:
    officer = make_officer()
    (absence,) = record_absences(
        CLERK, [AbsenceInput(officer.id, AbsenceKind.LEAVE, TODAY, TOMORROW)]
    )

    withdraw_absence(CLERK, absence.id)

    assert staff_index(AUTHORITY, TODAY).is_present(officer.id)
    assert Absence.objects.count() == 0


def test_an_absence_of_another_authority_is_not_found() -> None:
    officer = make_officer()
    (absence,) = record_absences(
        CLERK, [AbsenceInput(officer.id, AbsenceKind.LEAVE, TODAY, TOMORROW)]
    )

    with pytest.raises(NotFoundError):
        withdraw_absence(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), absence.id)


def test_absences_that_contradict_others_are_refused() -> None:
    officer, other = make_officer(), make_officer()
    first = AbsenceInput(officer.id, AbsenceKind.LEAVE, TODAY, TOMORROW)
    record_absences(CLERK, [first])
    wrong = [
        replace(first, since=TOMORROW),
        replace(first, since=TODAY + 2 * ONE_DAY, until=TODAY),
        replace(first, officer=other.id, substitute=officer.id),
        replace(first, officer=other.id, substitute=other.id),
    ]

    for given in wrong:
        with pytest.raises(InputError):
            record_absences(CLERK, [given])

    assert Absence.objects.count() == 1
    record_absences(CLERK, [replace(first, since=TOMORROW + ONE_DAY, until=TOMORROW + ONE_DAY)])
    assert Absence.objects.count() == 2


def test_an_absence_can_name_who_stands_in() -> None:
    officer, other = make_officer(), make_officer()

    record_absences(
        CLERK, [AbsenceInput(officer.id, AbsenceKind.TRAINING, TODAY, TOMORROW, other.id)]
    )

    absence = staff_index(AUTHORITY, TODAY).absence_of(officer.id)
    assert absence is not None
    assert absence.substitute_id == other.id


def test_an_officer_sees_only_the_own_absences() -> None:
    account = make_account(Role.OFFICER)
    own, other = make_officer(), make_officer()
    own.account = account
    own.save()
    given = [AbsenceInput(each.id, AbsenceKind.LEAVE, TODAY, TOMORROW) for each in (own, other)]
    record_absences(CLERK, given)

    seat = make_seat(Role.OFFICER, account_id=account.id)
    seen = [absence.officer for absence in visible_absences(seat)]

    assert seen == [own]
    assert visible_absences(CLERK).count() == 2
    assert visible_absences(seat.of_public(AUTHORITY)).count() == 0


def test_secondments_and_contacts_are_for_those_who_plan() -> None:
    make_secondment(make_officer(Field.ECOLOGY))

    counts = [visible_secondments(seat).count() for seat in (CLERK, make_seat(Role.OFFICER))]

    assert counts == [1, 0]
    assert visible_contacts(make_seat(Role.OFFICER)).count() == 0
    assert visible_contacts(CLERK).count() == 0


def test_the_head_signs_unless_somebody_acts_for_him() -> None:
    head = make_officer(post=Post.HEAD, certified_until=None)
    deputy = make_officer(post=Post.CLERK, certified_until=None)
    given = ActingHeadInput(deputy.id, TOMORROW, TOMORROW, "外出学习", head.id)

    appoint_acting_head(make_seat(Role.HEAD), given)

    days = (TODAY, TOMORROW, TOMORROW + ONE_DAY)
    assert [head_on(AUTHORITY, day) for day in days] == [head, deputy, head]
    assert [staff_index(AUTHORITY, day).heading_is_acting() for day in days] == [
        False,
        True,
        False,
    ]


def test_nobody_heads_an_office_without_head() -> None:
    make_officer()

    assert head_on(AUTHORITY, TODAY) is None
    assert GapKind.HEAD_MISSING in kinds_on(TODAY)


def test_two_cannot_act_as_head_at_once() -> None:
    deputy = make_officer(post=Post.CLERK, certified_until=None)
    seat = make_seat(Role.HEAD)
    given = ActingHeadInput(deputy.id, TODAY, TOMORROW, "外出")
    appoint_acting_head(seat, given)

    appoint_acting_head(seat, replace(given, since=SINCE, until=SINCE))
    with pytest.raises(InputError):
        appoint_acting_head(seat, replace(given, since=TOMORROW))
    with pytest.raises(InputError):
        appoint_acting_head(seat, replace(given, since=TOMORROW + ONE_DAY, until=TODAY))
    with pytest.raises(ForbiddenError):
        appoint_acting_head(make_seat(Role.CLERK), given)


def test_the_database_refuses_an_acting_head_without_end() -> None:
    deputy = make_officer()

    with pytest.raises(IntegrityError), transaction.atomic():
        ActingHead.objects.create(authority=AUTHORITY, officer=deputy, reason="", since=TODAY)


def test_the_roster_binds_people_to_shifts_vehicles_and_groups() -> None:
    officer = make_officer()
    group = make_group(officer, [make_grid()])
    vehicle = make_vehicle("07")

    record_roster(CLERK, [RosterInput(TODAY, Shift.DAY, officer.id, "07", "Z1")])

    (line,) = roster_on(AUTHORITY, TODAY)
    assert (line.officer, line.vehicle, line.group) == (officer, vehicle, group)


def test_a_roster_line_of_somebody_who_is_away_is_a_gap() -> None:
    officer = make_officer(name="赵某")
    record_roster(CLERK, [RosterInput(TOMORROW, Shift.NIGHT, officer.id)])

    record_absences(CLERK, [AbsenceInput(officer.id, AbsenceKind.LEAVE, TOMORROW, TOMORROW)])

    found = [gap for gap in gaps(AUTHORITY, TOMORROW) if gap.kind == GapKind.SHIFT_UNFILLED]
    assert [gap.subject for gap in found] == ["夜班：赵某"]


@pytest.mark.parametrize(
    "change", [{"vehicle_number": "99"}, {"group_code": "Z9"}, {"day": SINCE - ONE_DAY}]
)
def test_a_roster_line_must_name_what_is_there(change: dict[str, object]) -> None:
    given = replace(RosterInput(TODAY, Shift.DAY, make_officer().id), **change)  # type: ignore[arg-type]

    with pytest.raises(InputError):
        record_roster(CLERK, [given])

    assert RosterEntry.objects.count() == 0


def test_nobody_and_no_vehicle_is_in_two_places_in_one_shift() -> None:
    one, other = make_officer(), make_officer()
    make_vehicle("01")
    record_roster(CLERK, [RosterInput(TODAY, Shift.DAY, one.id, "01")])

    for given in (
        RosterInput(TODAY, Shift.DAY, one.id),
        RosterInput(TODAY, Shift.DAY, other.id, "01"),
    ):
        with pytest.raises(InputError):
            record_roster(CLERK, [given])

    record_roster(CLERK, [RosterInput(TODAY, Shift.NIGHT, other.id, "01")])
    assert len(roster_on(AUTHORITY, TODAY)) == 2


def test_a_certificate_that_expires_within_a_month_is_listed() -> None:
    make_officer(name="快到期", certified_until=TODAY + 30 * ONE_DAY)
    make_officer(name="还早", certified_until=TODAY + 31 * ONE_DAY)
    make_officer(name="已过期", certified_until=TODAY - ONE_DAY)

    found = {gap.kind: (gap.subject, gap.is_red) for gap in gaps(AUTHORITY, TODAY)}

    assert found[GapKind.CERTIFICATE_EXPIRING] == ("快到期（2023-06-09）", False)
    assert found[GapKind.CERTIFICATE_MISSING] == ("已过期", True)


def test_absences_know_when_they_were_recorded() -> None:
    officer = make_officer()

    with clock.standing_at(clock.at_local(TODAY)):
        (absence,) = record_absences(
            CLERK, [AbsenceInput(officer.id, AbsenceKind.LEAVE, TOMORROW, TOMORROW)]
        )

    assert clock.day_of(absence.recorded_at) == TODAY
