"""Documents (法律文书): what each kind of document must contain on a day, with the provision.

The lists are data: `jurisdictions/*/documents/*.yaml`. The page marks what is missing, the action
refuses with it and the examiner deducts for it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fazhi.law.answer import Answer, Text
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import FOLDER
from fazhi.law.reading import Entry, read
from fazhi.law.rule import read_text, read_words, rule_text


class DocumentKind(StrEnum):
    """The documents of which the law says what they must contain."""

    ON_THE_SPOT_DECISION = "on_the_spot_decision"
    PENALTY_DECISION = "penalty_decision"
    PROOF_OF_SERVICE = "proof_of_service"
    CASH_RECEIPT = "cash_receipt"
    PARKING_REFERRAL = "parking_referral"
    PARKING_NOTICE = "parking_notice"
    SEALING_OR_SEIZURE_DECISION = "sealing_or_seizure_decision"
    SEALING_OR_SEIZURE_INVENTORY = "sealing_or_seizure_inventory"
    EXTENSION_NOTICE = "extension_notice"
    LIFTING_DECISION = "lifting_decision"
    DEMAND = "demand"
    ENFORCEMENT_DECISION = "enforcement_decision"
    SUBSTITUTE_PERFORMANCE_DECISION = "substitute_performance_decision"
    COURT_ENFORCEMENT_APPLICATION = "court_enforcement_application"


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing that a document must state (应当载明的事项).

    `only_if` limits it to documents in which another particular holds one of some words, such as
    the amount to documents whose kinds hold a fine.
    """

    key: str
    title: Text
    since: dt.date
    until: dt.date | None
    cite: tuple[Citation, ...]
    only_if: tuple[str, tuple[str, ...]] | None = None

    def is_owed(self, content: Mapping[str, object], day: dt.date) -> bool:
        """Tell whether a document of that day with this content must state it."""
        if day < self.since or (self.until is not None and day > self.until):
            return False
        if self.only_if is None:
            return True
        key, words = self.only_if
        return any(_holds(content.get(key), word) for word in words)


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A kind of document with its particulars, and the rule under which they are asked."""

    kind: DocumentKind
    title: Text
    rule: str
    particulars: tuple[Particular, ...]


def document_form(kind: DocumentKind) -> DocumentForm:
    """Return the form of a kind of document."""
    return _forms()[kind]


def missing_particulars(
    kind: DocumentKind, content: Mapping[str, object], *, day: dt.date
) -> tuple[Answer, ...]:
    """Return a refusal for each particular that is missing, or the answer that none is.

    Nothing is asked of a day for which the text of the rule was not read.
    """
    form = document_form(kind)
    rule = rule_text(form.rule)
    if not rule.in_force(day):
        return ()
    refused = tuple(
        rule.refused_on(day, "particular", particular=each.title.zh, particular_en=each.title.en)
        for each in form.particulars
        if each.is_owed(content, day) and not content.get(each.key)
    )
    return refused or (rule.held_on(day),)


def _holds(value: object, word: str) -> bool:
    return isinstance(value, str | list | tuple | set | frozenset) and word in value


@cache
def _forms() -> Mapping[DocumentKind, DocumentForm]:
    forms = {}
    for path in sorted(FOLDER.glob("*/documents/*.yaml")):
        kind = DocumentKind(path.stem)
        forms[kind] = _read_form(kind, read(path, FOLDER))
    return forms


def _read_form(kind: DocumentKind, entry: Entry) -> DocumentForm:
    form = DocumentForm(
        kind=kind,
        title=read_text(entry, "title"),
        rule=entry.text("rule"),
        particulars=tuple(_read_particular(each) for each in entry.entries("particulars")),
    )
    entry.finish()
    return form


def _read_particular(entry: Entry) -> Particular:
    particular = Particular(
        key=entry.text("key"),
        title=read_text(entry, "title"),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        cite=entry.cite(),
        only_if=_read_condition(entry) if entry.has("when") else None,
    )
    entry.finish()
    return particular


def _read_condition(entry: Entry) -> tuple[str, tuple[str, ...]]:
    condition = Entry(entry.file, f"{entry.at}.when", entry.take("when"))
    key, words = condition.text("key"), read_words(condition, "holds")
    condition.finish()
    return key, words
