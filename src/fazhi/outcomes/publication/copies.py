"""The public copy (公开稿) of a decision: built of allowed fields, never blackened."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Self

from fazhi.kernel.canonical import canonical
from fazhi.law.redaction import Hit, Known, PersonalKind, find_personal, hide
from fazhi.law.rules.publishing import Element


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """Everything of a decision that the public may read; there is no other way out of the house."""

    authority: str = ""
    number: str = ""
    decided_on: str = ""
    party: str = ""
    party_kind: str = ""
    credit_code: str = ""
    cause: str = ""
    facts: str = ""
    violated_provision: str = ""
    penalty_basis: str = ""
    discretion: str = ""
    penalty_kinds: str = ""
    penalty: str = ""
    fine: str = ""

    @classmethod
    def read(cls, copy: str) -> Self:
        """Read a copy as it is kept; a field that is not allowed is refused."""
        return cls(**json.loads(copy))

    @property
    def stated(self) -> frozenset[Element]:
        """Return what this copy says of what a summary should."""
        said = {
            Element.NUMBER: self.number,
            Element.PARTY: self.party,
            Element.FACTS: self.facts,
            Element.BASIS: self.penalty_basis,
            Element.PENALTY: self.penalty,
            Element.AUTHORITY: self.authority,
            Element.DAY: self.decided_on,
        }
        return frozenset(element for element, words in said.items() if words)


#: The fields in which people wrote freely, where a document holds them.
FREE = ("party", "cause", "facts", "violated_provision", "penalty_basis", "discretion", "penalty")
#: What a document may give to the copy; everything else in it stays in the house.
FROM_DOCUMENT = ("facts", "violated_provision", "penalty_basis", "discretion", "penalty", "fine")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the original: as it stands, or hidden, with what stands for it."""

    text: str
    kind: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field, as the original has it and as the public will read it."""

    name: str
    original: tuple[Stretch, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """A copy with what was found in the original, and what a last look still finds in it."""

    decision: PublicDecision
    compared: tuple[ComparedField, ...]
    hits: tuple[Hit, ...]
    left: frozenset[PersonalKind]

    @property
    def text(self) -> str:
        """The copy as it is kept."""
        return canonical(asdict(self.decision))

    @property
    def digest(self) -> str:
        """The hash of the copy, its own and not that of the document."""
        return digest_of(self.text)

    @property
    def found(self) -> dict[str, int]:
        """How often each kind was hidden; that the party is called by the surname is no find."""
        return dict(sorted(Counter(str(hit.kind) for hit in self.hits if not hit.shown).items()))


def digest_of(copy: str) -> str:
    """Return the hash of a copy."""
    return hashlib.sha256(copy.encode()).hexdigest()


def make_copy(
    allowed: PublicDecision, known: Sequence[Known], kept: frozenset[str] = frozenset()
) -> PublicCopy:
    """Return the copy of what is allowed, with everything hidden that tells of a person."""
    given: Mapping[str, str] = asdict(allowed)
    kept = kept | {word for word in (allowed.credit_code, allowed.number) if word}
    found = {name: find_personal(given[name], known, kept=kept) for name in FREE}
    shown = {**given, **{name: hide(given[name], hits) for name, hits in found.items()}}
    compared = [
        ComparedField(each.name, _stretches(given[each.name], found.get(each.name, ())), value)
        for each in fields(PublicDecision)
        if (value := shown[each.name]) or given[each.name]
    ]
    return PublicCopy(
        decision=PublicDecision(**shown),
        compared=tuple(compared),
        hits=tuple(hit for hits in found.values() for hit in hits),
        left=_left(shown, known, kept),
    )


def _left(
    shown: Mapping[str, str], known: Sequence[Known], kept: frozenset[str]
) -> frozenset[PersonalKind]:
    """Look at every field of the copy once more, also at those in which nobody writes."""
    own = frozenset({shown["credit_code"], shown["number"]})
    return frozenset(
        hit.kind
        for name, words in shown.items()
        if words not in own
        for hit in find_personal(words, known, kept=kept)
    )


def _stretches(text: str, hits: Sequence[Hit]) -> tuple[Stretch, ...]:
    parts, place = [], 0
    for hit in hits:
        parts += [Stretch(text[place : hit.start]), Stretch(hit.text, str(hit.kind), hit.shown)]
        place = hit.end
    return tuple(part for part in [*parts, Stretch(text[place:])] if part.text)
