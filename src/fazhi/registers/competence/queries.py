"""Reads of competence."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from fazhi.kernel.errors import NotFoundError
from fazhi.law.answer import Answer
from fazhi.registers.competence import errors
from fazhi.registers.competence.exercise import Exercise, examine
from fazhi.registers.competence.importing import benchmarks, powers
from fazhi.registers.competence.importing.writing import write_sheet
from fazhi.registers.competence.index import (
    CompetenceIndex,
    CompetenceRegister,
    CompetenceRows,
    leaves,
)
from fazhi.registers.competence.models import (
    Claim,
    DiscretionBenchmark,
    DiscretionTier,
    DutyItem,
    IssueCategory,
    Power,
)
from fazhi.registers.competence.owners import Owner, find_owner
from fazhi.registers.places.index import PlaceIndex, Placement
from fazhi.registers.places.queries import place_register
from fazhi.registers.places.versions import Memory, current
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.queries import staff_index, staff_register

__all__ = [
    "ClaimRate",
    "Exercise",
    "Owner",
    "Registers",
    "benchmarks_for",
    "categories_on",
    "category_ids",
    "claim_on",
    "claim_rate",
    "claimed",
    "competence_index",
    "duties_on",
    "exercisable",
    "import_form",
    "owner_of",
    "owners_of",
    "power_of",
    "powers_on",
    "registers_on",
    "versions_of",
    "why_not",
]


@dataclass(frozen=True, slots=True)
class Registers:
    """Places, staff and competence of an authority on one day, read with one statement."""

    places: PlaceIndex
    staff: StaffIndex
    competence: CompetenceIndex

    def owner_of(self, category: IssueCategory, placement: Placement | None) -> Owner:
        """Return who must deal with issues of a category at a place."""
        return find_owner(category, placement, self.staff)


@dataclass(frozen=True, slots=True)
class ClaimRate:
    """How many items of the list of a day are claimed."""

    claimed: int
    listed: int


def _load(authority: str) -> CompetenceRegister:
    mine = {"authority": authority}
    tiers = Prefetch("tiers", DiscretionTier.objects.order_by("amount_min", "level"))
    versions = DiscretionBenchmark.objects.filter(**mine).order_by("code", "version")
    return CompetenceRegister(
        CompetenceRows(
            powers=list(Power.objects.filter(**mine).order_by("code", "version")),
            claims=list(Claim.objects.filter(**mine).select_related("power")),
            benchmarks=list(versions.prefetch_related(tiers)),
            categories=list(IssueCategory.objects.filter(**mine).select_related("owner_unit")),
            duties=list(DutyItem.objects.filter(**mine).select_related("owner_unit")),
        )
    )


_memory: Memory[CompetenceRegister] = Memory(_load)


def registers_on(authority: str, day: dt.date) -> Registers:
    """Return all registers of a day for a hot action: one statement, then answers from memory."""
    token = current(authority)
    return Registers(
        places=place_register(authority, token).on(day),
        staff=staff_register(authority, token).on(day),
        competence=_memory.of(authority, token).on(day),
    )


def competence_index(authority: str, day: dt.date) -> CompetenceIndex:
    """Return the competence of a day for many questions: asks the database once."""
    return _memory.of(authority).on(day)


def powers_on(authority: str, day: dt.date) -> list[Power]:
    """Return the list of powers of a day, by code."""
    return [power for _code, power in sorted(competence_index(authority, day).powers.items())]


def power_of(authority: str, power_id: UUID) -> Power:
    """Return one version of a power of the authority."""
    try:
        return Power.objects.get(authority=authority, id=power_id)
    except Power.DoesNotExist as error:
        raise NotFoundError(str(errors.UNKNOWN_POWER)) from error


def powers_named(words: str) -> QuerySet[Power]:
    """Return every version of the powers whose name holds some words, for narrowing other rows."""
    return Power.objects.filter(name__contains=words)


def versions_of(authority: str, code: str) -> list[Power]:
    """Return all versions of a power, the newest first."""
    return list(Power.objects.filter(authority=authority, code=code).order_by("-version"))


def import_form(kind: str) -> bytes:
    """Return an empty spreadsheet to fill in and import: `powers` or `benchmarks`."""
    columns = {"powers": powers.COLUMNS, "benchmarks": benchmarks.COLUMNS}[kind]
    return write_sheet(columns, [])


def claimed(authority: str, day: dt.date) -> list[Claim]:
    """Return the claims of a day on powers of the list, each with its power, by code."""
    return competence_index(authority, day).claimed()


def claim_on(authority: str, power: Power, day: dt.date) -> Claim | None:
    """Return the claim of a day on this version of a power, or None: then it may not be used."""
    return competence_index(authority, day).claim_on(power.id)


def claim_rate(authority: str, day: dt.date) -> ClaimRate:
    """Return how many items of the list of a day are claimed."""
    index = competence_index(authority, day)
    return ClaimRate(claimed=len(index.claimed()), listed=len(index.powers))


def exercisable(authority: str, day: dt.date) -> list[Exercise]:
    """Return the powers that can be exercised on a day, each with two officers who could act.

    Claimed, in the list of that day, its basis read, and two certified officers present of whom one
    is of the field.
    """
    registers = registers_on(authority, day)
    held = [claim.power for claim in registers.competence.claimed()]
    examined = examine(registers.competence, registers.staff, held)
    return [exercise for exercise in examined if exercise.is_possible]


def why_not(power: Power, day: dt.date) -> tuple[Answer, ...]:
    """Return what stands against exercising a power on a day; nothing when it can be."""
    registers = registers_on(power.authority, day)
    (exercise,) = examine(registers.competence, registers.staff, [power])
    return exercise.answers


def benchmarks_for(power: Power, day: dt.date, party_kind: str = "") -> list[DiscretionBenchmark]:
    """Return the discretion benchmarks of a power on a day, with their tiers."""
    return competence_index(power.authority, day).benchmarks_for(power.code, party_kind)


def categories_on(authority: str, day: dt.date) -> list[IssueCategory]:
    """Return the categories of issues that can be chosen on a day, by code."""
    return list(leaves(competence_index(authority, day).categories))


def category_ids(authority: str, day: dt.date) -> dict[str, UUID]:
    """Return the identifiers, by code, of the categories that can be chosen on a day."""
    return {each.code: each.id for each in categories_on(authority, day)}


def duties_on(authority: str, day: dt.date) -> tuple[DutyItem, ...]:
    """Return the duty list of a day, by code."""
    return competence_index(authority, day).duties


def owner_of(category: IssueCategory, placement: Placement | None, day: dt.date) -> Owner:
    """Return who must deal with issues of a category at a place on a day."""
    return find_owner(category, placement, staff_index(category.authority, day))


def owners_of(
    authority: str, wanted: Sequence[tuple[str, Placement | None]], day: dt.date
) -> list[Owner]:
    """Return the owner for each category code and place; raises NotFoundError for unknown codes."""
    registers = registers_on(authority, day)
    owners = []
    for code, placement in wanted:
        category = registers.competence.categories.get(code)
        if category is None or not category.is_leaf:
            raise NotFoundError(errors.UNKNOWN_CATEGORY.format(code=code))
        owners.append(registers.owner_of(category, placement))
    return owners
