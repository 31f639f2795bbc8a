"""Money: integer fen in the database, `Decimal` yuan in code."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    WholeNumberBase = models.Field[Any, Any]
else:  # the type parameters are known to the type checker only
    WholeNumberBase = models.BigIntegerField

FEN = Decimal("0.01")


class YuanField(WholeNumberBase):
    """An amount in yuan as `Decimal` with two places, stored as whole fen."""

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        """Read fen as yuan."""
        return None if value is None else Decimal(value) * FEN

    def to_python(self, value: object) -> Decimal | None:
        """Read any writing of an amount; refuse fractions of a fen."""
        if value is None:
            return None
        try:
            amount = Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError("金额应为数字") from error
        if amount != amount.quantize(FEN):
            raise ValidationError("金额最多保留到分")
        return amount.quantize(FEN)

    def get_prep_value(self, value: object) -> int | None:
        """Write yuan as fen."""
        amount = self.to_python(value)
        return None if amount is None else int(amount / FEN)
