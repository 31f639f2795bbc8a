"""What an import would do: versions to write, rows that say nothing new, rows that are refused."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fazhi.registers.competence.errors import RowText
from fazhi.registers.competence.importing.reading import Sheet, SheetRow
from fazhi.registers.competence.importing.writing import error_sheet
from fazhi.registers.competence.inputs import ImportResult, RowError


class Version(Protocol):
    """A version on file."""

    version: int
    since: dt.date
    until: dt.date | None


_Row = TypeVar("_Row", bound=Version)
_Row_contra = TypeVar("_Row_contra", bound=Version, contravariant=True)


class Draft(Protocol[_Row_contra]):
    """A row that can be taken."""

    @property
    def code(self) -> str:
        """The code that all versions share."""

    @property
    def since(self) -> dt.date:
        """The first day of the version."""

    def says_the_same_as(self, row: _Row_contra, /) -> bool:
        """Tell whether a version on file says the same."""


_Draft = TypeVar("_Draft", bound=Draft)  # type: ignore[type-arg]


@dataclass(frozen=True)
class Plan(Generic[_Draft]):
    """The outcome of checking a sheet against what is on file."""

    sheet: Sheet
    drafts: list[_Draft]
    unchanged: int
    errors: list[RowError]

    def may_be_written(self, *, accept_rest: bool) -> bool:
        """Tell whether anything is to be written: all rows, or those without errors if asked."""
        return bool(self.drafts) and (accept_rest or not self.errors)

    def result(self, *, dry_run: bool, written: int) -> ImportResult:
        """Return what the import tells."""
        return ImportResult(
            rows=len(self.sheet.rows),
            written=written,
            unchanged=self.unchanged,
            errors=tuple(self.errors),
            error_sheet=error_sheet(self.sheet, self.errors),
            dry_run=dry_run,
        )


def make_plan(
    sheet: Sheet,
    read: Callable[[SheetRow], tuple[_Draft | None, list[RowError]]],
    newest: Mapping[str, _Row],
    key: str,
) -> "Plan[_Draft]":
    """Check every row: what it says, whether its code stands twice, whether it is new."""
    drafts: list[_Draft] = []
    errors: list[RowError] = []
    unchanged = 0
    first: dict[str, int] = {}
    for row in sheet.rows:
        draft, wrong = read(row)
        errors += wrong
        code = row.values.get(key, "")
        if code and code in first:
            reason = str(RowText.TWICE.label).format(row=first[code])
            errors.append(RowError(row.number, key, code, reason))
            continue
        first[code] = row.number
        if draft is None:
            continue
        kept = newest.get(draft.code)
        if kept is not None and draft.says_the_same_as(kept):
            unchanged += 1
        elif kept is not None and draft.since <= kept.since:
            reason = str(RowText.NOT_LATER.label).format(since=kept.since)
            errors.append(RowError(row.number, "起", code, reason))
        else:
            drafts.append(draft)
    return Plan(sheet, drafts, unchanged, sorted(errors, key=lambda error: error.row))
