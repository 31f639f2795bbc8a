"""Check digits: of the resident's identity number (GB 11643) and the credit code (GB 32100)."""

import datetime as dt
import re

_IDENTITY = re.compile(r"\d{17}[\dX]")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_SIGNS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_LENGTH = 18
_CREDIT_BASE = 31


def identity_number_is_right(number: str) -> bool:
    """Tell whether an 18-character number has a possible day of birth and its check character."""
    if not _IDENTITY.fullmatch(number) or birth_in(number) is None:
        return False
    digits = zip(number[:17], _IDENTITY_WEIGHTS, strict=True)
    total = sum(int(digit) * weight for digit, weight in digits)
    return _IDENTITY_SIGNS[total % 11] == number[17]


def birth_in(number: str) -> dt.date | None:
    """Return the day of birth that an 18-character identity number says, if it is a day."""
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def credit_code_is_right(code: str) -> bool:
    """Tell whether an 18-character credit code has its check character."""
    if len(code) != _CREDIT_LENGTH or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(
        _CREDIT_SIGNS.index(sign) * pow(3, place, _CREDIT_BASE)
        for place, sign in enumerate(code[:17])
    )
    return _CREDIT_SIGNS[-total % _CREDIT_BASE] == code[17]
