"""The report of separation of duty (职责分离): a list that must be empty, and its base.

A room that has files registers who took which part in them:

    @tells_parts
    def parts(authority: str) -> Iterable[FileParts]: …
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fazhi.kernel.access import Seat
from fazhi.kernel.models import Dossier
from fazhi.law.rule import RuleText, rule_text
from fazhi.law.rules.separation import PAIRS, Breach, Pair, Taken, applies, breaches
from fazhi.proceedings.cases.parts import parts_of_cases
from fazhi.proceedings.supervision.access import READERS
from fazhi.proceedings.supervision.choices import DutyPart
from fazhi.registers.staff.models import Officer


@dataclass(frozen=True, slots=True)
class FileParts:
    """A file and every part that a person took in it."""

    dossier: Dossier
    number: str
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class FoundBreach:
    """A breach with its file and the person's name."""

    file: FileParts
    person: str
    breach: Breach


@dataclass(frozen=True, slots=True)
class PairCount:
    """A pair with its rule, the files in which both parts were taken, and the breaches."""

    pair: Pair
    rule: RuleText
    files: int
    breaches: int

    @property
    def label(self) -> str:
        """Return the two parts in words."""
        return f"{DutyPart(self.pair.one).label} ↔ {DutyPart(self.pair.other).label}"


@dataclass(frozen=True, slots=True)
class SeparationReport:
    """What was counted: files, acts, every pair of the table, and what must be empty."""

    files: int
    acts: int
    pairs: tuple[PairCount, ...]
    found: tuple[FoundBreach, ...]


Source = Callable[[str], Iterable[FileParts]]

_sources: list[Source] = []


def tells_parts(source: Source) -> Source:
    """Register a source of files; rooms do so when apps load."""
    _sources.append(source)
    return source


def separation_report(seat: Seat) -> SeparationReport:
    """Count over all recorded acts of the seat's authority; for whoever reads supervision."""
    seat.require(*READERS)
    return count_separation(seat.authority)


def count_separation(authority: str) -> SeparationReport:
    """Count over all recorded acts of an authority."""
    files = [file for source in _sources for file in source(authority)]
    broken = [(file, breach) for file in files for breach in breaches(file.taken)]
    names = _names({breach.person for _file, breach in broken})
    seen = Counter(breach.pair.id for _file, breach in broken)
    return SeparationReport(
        files=len(files),
        acts=sum(len(file.taken) for file in files),
        pairs=tuple(
            PairCount(
                pair,
                rule_text(pair.rule),
                sum(applies(pair, (each.part for each in file.taken)) for file in files),
                seen[pair.id],
            )
            for pair in PAIRS
        ),
        found=tuple(
            FoundBreach(file, names.get(breach.person, breach.person), breach)
            for file, breach in broken
        ),
    )


@tells_parts
def _of_cases(authority: str) -> Iterable[FileParts]:
    for each in parts_of_cases(authority):
        yield FileParts(each.case.dossier, each.case.number, each.taken)


def _names(people: set[str]) -> dict[str, str]:
    """Return the names of officers by key; an account without officer keeps its key."""
    keys = [person for person in people if ":" not in person]
    return {str(row.pk): row.name for row in Officer.objects.filter(pk__in=keys)} if keys else {}
