"""Sets a sub-district up from its files, through the public actions, as an operator would."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.second_factor import enrol_demonstration_factors
from fazhi.registers.competence.actions import (
    claim_powers,
    import_benchmarks,
    import_powers,
    register_duty_list,
    register_issue_categories,
)
from fazhi.registers.competence.inputs import ClaimInput, ImportResult
from fazhi.registers.competence.queries import powers_on
from fazhi.registers.places.actions import draw_areas, draw_grids, register_divisions
from fazhi.registers.staff.actions import (
    appoint_acting_head,
    appoint_area_leaders,
    assign_grid_workers,
    form_groups,
    found_authority,
    grant_certificates,
    open_accounts,
    record_absences,
    record_roster,
    register_units,
    register_vehicles,
    second_officers,
)
from fazhi.registers.staff.choices import AbsenceKind, Field, Shift
from fazhi.registers.staff.inputs import (
    AbsenceInput,
    AccountInput,
    ActingHeadInput,
    AssignmentInput,
    CertificateInput,
    GroupInput,
    RosterInput,
)
from fazhi.simulation.data.reading import RegisterFiles, divisions, officer_input, roles_of

#: The day on which everything is entered; the lists hold from the first of January on.
ENTERED_ON = dt.date(2022, 1, 4)


@transaction.atomic
def install_registers(
    name: str, *, password: str = "", seconded: Mapping[Field, int] | None = None
) -> str:
    """Install the register data with this name, such as `zhuangshi`; return the authority's key.

    Accounts of demonstration get the password; without one nobody can sign in with them. `seconded`
    limits how many of the seconded officers of each field come; who does not come is in no group.
    """
    files = RegisterFiles.named(name).with_seconded(seconded)
    key = files.authority().key
    seat = Seat(
        authority=key,
        name="演示数据",
        roles=frozenset({Role.OPERATOR}),
        factor_until=clock.at_local(ENTERED_ON + dt.timedelta(days=1)),
    )
    with clock.standing_at(clock.at_local(ENTERED_ON, dt.time(9))):
        register_divisions(seat, divisions())
        found_authority(seat, files.authority())
        draw_areas(seat, files.areas())
        for drawing in files.drawings():
            draw_grids(seat, drawing)
        people = _staff(seat, files)
        _accounts(seat, files, people, password)
        _groups(seat, files, people)
        _duty(seat, files, people)
        register_issue_categories(seat, files.categories())
        register_duty_list(seat, files.duties())
        _competence(seat, files)
    return key


def import_sample_benchmarks(authority: str, name: str = "zhuangshi") -> ImportResult:
    """Import the benchmarks of another city as a user would; its row 027 is refused."""
    seat = Seat(authority=authority, name="演示数据", roles=frozenset({Role.OPERATOR}))
    data = RegisterFiles.named(name).bytes_of("benchmarks_shenzhen.csv")
    return import_benchmarks(seat, data, dry_run=False, accept_rest=True, is_demonstration=True)


def _staff(seat: Seat, files: RegisterFiles) -> dict[str, UUID]:
    """Enter units, people and certificates; return the people by what the files call them."""
    register_units(seat, files.units())
    register_vehicles(seat, files.vehicles())
    people: dict[str, UUID] = {}
    lines = files.lines("officers")
    for managed in (False, True):  # a daily manager must be there before those managed
        batch = [line for line in lines if bool(line["daily_manager"]) is managed]
        inputs = [
            replace(officer_input(line), daily_manager=people.get(line["daily_manager"]))
            for line in batch
        ]
        officers = second_officers(seat, inputs)
        people |= {line["ref"]: each.id for line, each in zip(batch, officers, strict=True)}
    grant_certificates(
        seat,
        [
            CertificateInput(
                officer=people[line["officer"]],
                number=line["number"],
                issued_by=line["issued_by"],
                since=_day(line["since"]),
                until=_day(line["until"]),
            )
            for line in files.lines("certificates")
        ],
    )
    return people


def _accounts(seat: Seat, files: RegisterFiles, people: Mapping[str, UUID], password: str) -> None:
    names = {line["ref"]: line["name"] for line in files.lines("officers")}
    accounts = open_accounts(
        seat,
        [
            AccountInput(
                username=line["username"],
                display_name=names[line["officer"]],
                roles=roles_of(line),
                since=_day(line["since"]),
                officer=people[line["officer"]],
                password=password if line["is_demonstration_door"] == "yes" else "",
                is_demonstration=line["is_demonstration_door"] == "yes",
            )
            for line in files.lines("accounts")
        ],
    )
    enrol_demonstration_factors(seat, [each for each in accounts if each.is_demonstration])


def _groups(seat: Seat, files: RegisterFiles, people: Mapping[str, UUID]) -> None:
    form_groups(
        seat,
        [
            GroupInput(
                code=line["code"],
                name=line["name"],
                area_code=line["area_code"],
                leader=people[line["leader"]],
                members=tuple(people[ref] for ref in line["members"].split()),
                grid_codes=tuple(line["grid_codes"].split()),
                since=_day(line["since"]),
            )
            for line in files.lines("groups")
        ],
    )
    appoint_area_leaders(seat, _assignments(files, "area_leaders", people))
    assign_grid_workers(seat, _assignments(files, "grid_workers", people))


def _assignments(
    files: RegisterFiles, name: str, people: Mapping[str, UUID]
) -> list[AssignmentInput]:
    return [
        AssignmentInput(line["code"], people[line["officer"]], _day(line["since"]))
        for line in files.lines(name)
    ]


def _duty(seat: Seat, files: RegisterFiles, people: Mapping[str, UUID]) -> None:
    absences = [
        AbsenceInput(
            officer=people[line["officer"]],
            kind=AbsenceKind(line["kind"]),
            since=_day(line["since"]),
            until=_day(line["until"]),
            substitute=people.get(line["substitute"]),
        )
        for line in files.lines("absences")
    ]
    if absences:
        record_absences(seat, absences)
    for line in files.lines("acting_heads"):
        given = ActingHeadInput(
            officer=people[line["officer"]],
            acts_for=people[line["acts_for"]],
            since=_day(line["since"]),
            until=_day(line["until"]),
            reason=line["reason"],
        )
        appoint_acting_head(seat, given)
    roster = [
        RosterInput(
            day=_day(line["day"]),
            shift=Shift(line["shift"]),
            officer=people[line["officer"]],
            vehicle_number=line["vehicle_number"],
            group_code=line["group_code"],
        )
        for line in files.lines("roster")
    ]
    if roster:
        record_roster(seat, roster)


def _competence(seat: Seat, files: RegisterFiles) -> None:
    """Import the powers and claim them all, each from the day its list begins."""
    _import(seat, files.bytes_of("powers.csv"))
    days = {power.since for day in _LIST_DAYS for power in powers_on(seat.authority, day)}
    claims = {
        power.code: ClaimInput(power.code, power.since)
        for day in sorted(days)
        for power in powers_on(seat.authority, day)
    }
    claim_powers(seat, list(claims.values()))
    for path in sorted(files.folder.glob("powers_*.csv")):
        _import(seat, path.read_bytes())
    data = files.bytes_of("benchmarks.csv")
    result = import_benchmarks(seat, data, dry_run=False, is_demonstration=True)
    _refuse(result)


#: Days on which every power of the first list is in force; some begin in the course of 2022.
_LIST_DAYS = (dt.date(2022, 1, 1), dt.date(2023, 1, 1))


def _import(seat: Seat, data: bytes) -> None:
    _refuse(import_powers(seat, data, dry_run=False, is_demonstration=True))


def _refuse(result: ImportResult) -> None:
    if result.errors:
        raise ValueError("；".join(f"{each.row} {each.reason}" for each in result.errors[:5]))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
