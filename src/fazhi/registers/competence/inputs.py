"""What the actions of competence are given, and what an import answers."""

import datetime as dt
from dataclasses import dataclass

from fazhi.registers.competence.choices import DutyKind, JudgementOutcome, OwnerKind


@dataclass(frozen=True, slots=True)
class IssueCategoryInput:
    """A category of issues; one that can be chosen (`is_leaf`) names its owner."""

    code: str
    name: str
    since: dt.date
    parent_code: str = ""
    is_leaf: bool = True
    owner_kind: OwnerKind | None = None
    owner_unit_code: str = ""
    owner_agency: str = ""
    supporting: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class DutyItemInput:
    """An item of the duty list."""

    code: str
    title: str
    kind: DutyKind
    since: dt.date
    until: dt.date | None = None
    owner_unit_code: str = ""
    agency: str = ""
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClaimInput:
    """An item of the list, by its code, claimed from a day on."""

    code: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row of a spreadsheet: the row's number as the sheet counts it."""

    row: int
    column: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import found: rows read, versions written (none on a dry run), and the errors.

    `error_sheet` is a spreadsheet of the refused rows with a column 原因; empty without errors.
    """

    rows: int
    written: int
    unchanged: int
    errors: tuple[RowError, ...]
    error_sheet: bytes
    dry_run: bool

    @property
    def is_clean(self) -> bool:
        """Tell whether every row was accepted."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class JudgementInput:
    """What is said of one item, by its code, and why."""

    code: str
    outcome: JudgementOutcome
    reason: str
