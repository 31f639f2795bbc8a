"""The verbs of staff, the only writers of its rows; each file holds those of one subject."""

from fazhi.registers.staff.actions.accounts import open_accounts
from fazhi.registers.staff.actions.duty import (
    appoint_acting_head,
    record_absences,
    record_roster,
    withdraw_absence,
)
from fazhi.registers.staff.actions.founding import (
    found_authority,
    register_units,
    register_vehicles,
)
from fazhi.registers.staff.actions.groups import (
    appoint_area_leaders,
    appoint_group_leader,
    assign_grid_workers,
    assign_grids,
    form_groups,
)
from fazhi.registers.staff.actions.leaving import depart, end_secondment
from fazhi.registers.staff.actions.people import grant_certificates, second_officers

__all__ = [
    "appoint_acting_head",
    "appoint_area_leaders",
    "appoint_group_leader",
    "assign_grid_workers",
    "assign_grids",
    "depart",
    "end_secondment",
    "form_groups",
    "found_authority",
    "grant_certificates",
    "open_accounts",
    "record_absences",
    "record_roster",
    "register_units",
    "register_vehicles",
    "second_officers",
    "withdraw_absence",
]
