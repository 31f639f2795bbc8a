"""Particulars (要件): what an act on a case says, under one name for page, interface and timeline.

`jurisdictions/*/particulars.yaml` gives each its label, what it holds and, for a choice, the words.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache

from fazhi.law.answer import Text
from fazhi.law.errors import UnknownLawError
from fazhi.law.facts import PenaltyKind
from fazhi.law.jurisdiction import FOLDER
from fazhi.law.reading import Entry, read

#: What is larger is a slip of the keyboard.
_MOST_YUAN, _MOST = Decimal(10) ** 12, 10_000


class Holds(StrEnum):
    """What a particular holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    AMOUNT = "amount"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    KINDS = "kinds"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular (要件): its name, its label, and what may be written there.

    `assumed` is what the examiner takes to be so where a timeline is silent; None for "nothing".
    """

    key: str
    label: Text
    holds: Holds
    choices: Mapping[str, Text]
    assumed: object = None

    def reads(self, value: object) -> object:
        """Return a written value as the gates read it; ParticularError says what is wrong.

        Days are dates, amounts exact numbers of yuan, flags truth values, words one of the list.
        """
        return _READERS[self.holds](self, value)

    def in_words(self, value: object) -> Text:
        """Return a value as a reader is shown it: the label of a choice, yes or no of a flag."""
        if isinstance(value, bool):
            return Text("是", "yes") if value else Text("否", "no")
        return self.choices.get(str(value), Text(str(value), str(value)))


class ParticularError(ValueError):
    """What is written there is not what the particular holds."""

    def __init__(self, one: Particular, what: str) -> None:
        """Say which particular, and what it must be."""
        super().__init__(f"{one.key} {what}")


def particular(key: str) -> Particular:
    """Return a particular by its name; UnknownLawError when there is none."""
    known = all_particulars()
    if key not in known:
        raise UnknownLawError(Text(f"没有要件“{key}”", f"there is no particular `{key}`"))
    return known[key]


@cache
def all_particulars() -> Mapping[str, Particular]:
    """Read every particular of every jurisdiction."""
    found: dict[str, Particular] = {}
    for path in sorted(FOLDER.glob("*/particulars.yaml")):
        for key, entry in read(path, FOLDER).named():
            found[key] = _read(key, entry)
    return found


def written(says: Mapping[str, object]) -> dict[str, object]:
    """Return particulars as they are stored: days, moments and amounts as text."""
    return {
        key: str(value) if isinstance(value, Decimal | dt.date) else value
        for key, value in says.items()
        if value is not None and value not in {"", ()}
    }


def read_back(said: Mapping[str, object]) -> dict[str, object]:
    """Return stored particulars as the gates of the law read them."""
    return {key: _read_one(particular(key), value) for key, value in said.items()}


def _read_one(one: Particular, value: object) -> object:
    is_day = one.holds is Holds.DAY and isinstance(value, str)
    return one.reads(dt.date.fromisoformat(str(value)) if is_day else value)


def _read(key: str, entry: Entry) -> Particular:
    one = Particular(
        key=key,
        label=Text(zh=entry.text("label"), en=entry.text("label_en")),
        holds=Holds(entry.choice("holds", [each.value for each in Holds])),
        choices=_choices(entry),
        assumed=entry.take("assumed") if entry.has("assumed") else None,
    )
    entry.finish()
    return one


def _choices(entry: Entry) -> Mapping[str, Text]:
    if not entry.has("choices"):
        return {}
    found = {}
    for word, label in Entry(entry.file, f"{entry.at}.choices", entry.take("choices")).named():
        found[word] = Text(zh=label.text("zh"), en=label.text("en"))
        label.finish()
    return found


def _text(one: Particular, value: object) -> object:
    if not isinstance(value, str):
        raise ParticularError(one, "must be text")
    return value.strip()


def _day(one: Particular, value: object) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise ParticularError(one, "must be a day such as 2026-03-10")


def _amount(one: Particular, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ParticularError(one, "must be an amount in yuan")
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise ParticularError(one, "must be an amount in yuan") from error
    if not amount.is_finite() or not 0 <= amount < _MOST_YUAN:
        raise ParticularError(one, "must be an amount in yuan, not below zero")
    return amount


def _count(one: Particular, value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST:
        raise ParticularError(one, "must be a whole number")
    return value


def _flag(one: Particular, value: object) -> object:
    if not isinstance(value, bool):
        raise ParticularError(one, "must be true or false")
    return value


def _choice(one: Particular, value: object) -> object:
    if not isinstance(value, str) or value not in one.choices:
        raise ParticularError(one, f"must be one of: {', '.join(one.choices)}")
    return value


def _kinds(one: Particular, value: object) -> object:
    words = _words(one, value)
    known = {kind.value for kind in PenaltyKind}
    if unknown := [word for word in words if word not in known]:
        raise ParticularError(one, f"knows no penalty {', '.join(unknown)}")
    return words


def _words(one: Particular, value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise ParticularError(one, "must be a list of words")


_READERS = {
    Holds.TEXT: _text,
    Holds.LONG_TEXT: _text,
    Holds.DAY: _day,
    Holds.AMOUNT: _amount,
    Holds.COUNT: _count,
    Holds.FLAG: _flag,
    Holds.CHOICE: _choice,
    Holds.KINDS: _kinds,
    Holds.WORDS: _words,
}
