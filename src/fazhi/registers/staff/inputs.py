"""What the actions of staff are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.kernel.choices import Role
from fazhi.registers.staff.choices import AbsenceKind, Field, Post, Shift, UnitKind, VehicleState


@dataclass(frozen=True, slots=True)
class AuthorityInput:
    """A sub-district office that is set up, with the names and accounts its documents print."""

    key: str
    name: str
    short_name: str
    number_prefix: str
    team_name: str
    address: str
    telephone: str
    reconsideration_body: str
    court: str
    payment_bank: str
    payment_account_name: str
    payment_account: str
    since: dt.date
    seal_name: str
    seal_is_test: bool = True
    source: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class UnitInput:
    """A unit of 1+8, or an office of the street."""

    code: str
    name: str
    kind: UnitKind
    since: dt.date
    agency: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class OfficerInput:
    """A person who comes to the staff; with `employer`, as one seconded by a department."""

    name: str
    unit_code: str
    post: Post
    since: dt.date
    field: Field | None = None
    employer: str = ""
    daily_manager: UUID | None = None
    professional_guide: str = ""
    phone: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class CertificateInput:
    """An enforcement certificate granted to an officer."""

    officer: UUID
    number: str
    issued_by: str
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class GroupInput:
    """A group with its leader, its members and the codes of the grids it covers."""

    code: str
    name: str
    area_code: str
    leader: UUID
    members: tuple[UUID, ...]
    grid_codes: tuple[str, ...]
    since: dt.date


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """An officer who leads an area, or works a grid, from a day on; `code` is that of the place."""

    code: str
    officer: UUID
    since: dt.date


@dataclass(frozen=True, slots=True)
class VehicleInput:
    """A vehicle of the team."""

    number: str
    name: str
    since: dt.date
    state: VehicleState = VehicleState.IN_SERVICE
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class AccountInput:
    """An account to open; without a password it cannot be signed in to until one is set."""

    username: str
    display_name: str
    roles: tuple[Role, ...]
    since: dt.date
    officer: UUID | None = None
    password: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class AbsenceInput:
    """Days on which an officer is not there."""

    officer: UUID
    kind: AbsenceKind
    since: dt.date
    until: dt.date
    substitute: UUID | None = None


@dataclass(frozen=True, slots=True)
class ActingHeadInput:
    """Who signs for the head, and for how long."""

    officer: UUID
    since: dt.date
    until: dt.date
    reason: str
    acts_for: UUID | None = None


@dataclass(frozen=True, slots=True)
class RosterInput:
    """A line of the duty roster; vehicle by its number, group by its code."""

    day: dt.date
    shift: Shift
    officer: UUID
    vehicle_number: str = ""
    group_code: str = ""


@dataclass(frozen=True, slots=True)
class LeavingInput:
    """Whose secondment ends or who leaves: last day, reason, and who takes over the open files."""

    officer: UUID
    last_day: dt.date
    reason: str
    successor: UUID | None = None
