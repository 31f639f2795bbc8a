"""Absences, gaps a day ahead, acting heads, the duty roster."""

import datetime as dt
from dataclasses import replace
from typing import Any

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
from fazhi.registers.staff.models import Absence, ActingHead, Officer, RosterEntry
from fazhi.registers.staff.pairs import pairs_of
from fazhi.registers.staff.queries import (
    fields_without_pair,
    gaps,
    head_on,
    roster_on,
    staff_index,
)
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


def away(*officers: Officer) -> None:
    """Let officers be away tomorrow."""
    record_absences(
        CLERK, [AbsenceInput(each.id, AbsenceKind.LEAVE, TOMORROW, TOMORROW) for each in officers]
    )


def fields_on(day: dt.date) -> dict[Field, tuple[list[str], list[bool]]]:
    """Return the fields without a pair: who of them is there, and what of it blocks."""
    return {
        pair.field: ([each.name for each in pair.officers], [one.blocks for one in pair.answers])
        for pair in fields_without_pair(AUTHORITY, day)
        if pair.field in (Field.TRANSPORT, Field.AGRICULTURE)
    }


def test_a_field_with_one_officer_has_no_pair_when_every_partner_is_away() -> None:
    make_officer(Field.TRANSPORT, name="孙某")
    partner, agriculture = make_officer(name="周某"), make_officer(Field.AGRICULTURE)
    away(partner, agriculture)

    assert fields_on(TODAY) == {}
    assert fields_on(TOMORROW) == {
        Field.TRANSPORT: (["孙某"], [True]),
        Field.AGRICULTURE: ([], [False, True]),
    }
    assert {gap.key for gap in gaps(AUTHORITY, TOMORROW) if gap.kind == "field_without_pair"} == {
        "transport"
    }


def test_a_lawful_partner_of_another_field_makes_the_pair() -> None:
    make_officer(Field.TRANSPORT)
    make_officer(Field.AGRICULTURE)

    assert fields_on(TOMORROW) == {}


@pytest.mark.parametrize(
    "partner",
    [
        {"post": Post.AUXILIARY},
        {"certified_until": TODAY},
        {"certified_until": None},
        {"until": TODAY},
        {"authority": OTHER_AUTHORITY},
    ],
)
def test_who_may_not_act_tomorrow_is_no_partner(partner: dict[str, Any]) -> None:
    make_officer(Field.TRANSPORT)
    make_officer(**partner)

    assert Field.TRANSPORT in fields_on(TOMORROW)


def test_who_reviews_cases_is_the_last_partner() -> None:
    make_officer(Field.TRANSPORT, name="孙某")
    make_officer(name="乙某", post=Post.CASE_REVIEWER)  # the first by name
    make_officer(name="甲某")

    pair = pairs_of(staff_index(AUTHORITY, TOMORROW))[Field.TRANSPORT]

    assert [each.name for each in pair.officers] == ["孙某", "甲某"]


def test_of_a_day_before_the_law_that_was_read_nothing_is_said_of_pairs() -> None:
    make_officer(Field.TRANSPORT)

    assert fields_without_pair(AUTHORITY, dt.date(2021, 7, 14)) == ()
