"""Reads single cells of a row, and collects what is wrong with them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TypeVar

from django.db import models
from django.utils import translation

from fazhi.registers.competence.errors import RowText
from fazhi.registers.competence.importing.reading import SheetRow, has_error_value, is_formula
from fazhi.registers.competence.inputs import RowError

_Choice = TypeVar("_Choice", bound=models.TextChoices)
_Word = TypeVar("_Word")
_CENT = Decimal("0.01")
_MOST_YUAN = Decimal(10) ** 12


def words_of(choices: type[_Choice]) -> dict[str, _Choice]:
    """Return the Chinese words of a closed list: what a sheet says, in whatever language it is."""
    return {word: choices(value) for word, value in _words(choices).items()}


@dataclass
class RowReader:
    """Reads the cells of one row; errors are kept, so that one pass finds them all."""

    row: SheetRow
    key: str
    errors: list[RowError] = field(default_factory=list)

    @property
    def code(self) -> str:
        """Return what the row calls itself."""
        return self.row.values.get(self.key, "")

    def text(self, column: str, length: int, *, required: bool = False) -> str:
        """Read a text."""
        value = self.row.values.get(column, "")
        if has_error_value(value):
            self.refuse(column, RowText.ERROR_VALUE, value=value)
        elif is_formula(value):
            self.refuse(column, RowText.FORMULA, sign=value[0])
        elif len(value) > length:
            self.refuse(column, RowText.TOO_LONG, length=length)
        elif required and not value:
            self.refuse(column, RowText.EMPTY)
        else:
            return value
        return ""

    def word(self, column: str, words: Mapping[str, _Word], default: _Word | None = None) -> _Word:
        """Read a word of a closed list; an empty cell takes the default where there is one."""
        value = self.row.values.get(column, "")
        fallback = default if default is not None else next(iter(words.values()))
        if not value and default is not None:
            return default
        if value not in words:
            self.refuse(column, RowText.NOT_A_WORD, value=value, words="、".join(words))
        return words.get(value, fallback)

    def amount(self, column: str) -> Decimal | None:
        """Read an amount in yuan; an empty cell is none."""
        return self.amount_of(column, self.row.values.get(column, ""))

    def amount_of(self, column: str, value: str) -> Decimal | None:
        """Read a text as an amount in yuan."""
        if not value:
            return None
        try:
            amount = Decimal(value.replace(",", ""))
            written = amount.quantize(_CENT)
        except InvalidOperation:
            self.refuse(column, RowText.NOT_AN_AMOUNT, value=value)
            return None
        if amount < 0:
            self.refuse(column, RowText.NEGATIVE)
            return None
        if amount != written or amount > _MOST_YUAN:
            self.refuse(column, RowText.NOT_AN_AMOUNT, value=value)
            return None
        return written

    def day(self, column: str, *, required: bool = False) -> dt.date | None:
        """Read a day; an empty cell is none."""
        value = self.row.values.get(column, "")
        if not value:
            if required:
                self.refuse(column, RowText.EMPTY)
            return None
        try:
            # A cell formatted as a moment is a day where a day is asked for.
            return dt.date.fromisoformat(value.partition(" ")[0].replace("/", "-"))
        except ValueError:
            self.refuse(column, RowText.NOT_A_DAY, value=value)
            return None

    def refuse(self, column: str, text: RowText, **values: object) -> None:
        """Keep what is wrong with a cell."""
        reason = str(text.label).format(**values)
        self.errors.append(RowError(self.row.number, column, self.code, reason))


def plain(amount: Decimal) -> str:
    """Write an amount without needless zeros."""
    return f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"


@cache
def _words(choices: type[models.TextChoices]) -> dict[str, str]:
    with translation.override("zh-hans"):
        return {str(choice.label): str(choice.value) for choice in choices}
