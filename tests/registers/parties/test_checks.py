"""Check characters of identity numbers and credit codes."""

import datetime as dt

import pytest

from fazhi.registers.parties.checks import birth_in, credit_code_is_right, identity_number_is_right
from tests.factories.parties import CREDIT_CODE, IDENTITY_NUMBER, OTHER_IDENTITY_NUMBER


def test_right_numbers_are_taken() -> None:
    assert identity_number_is_right(IDENTITY_NUMBER)
    assert identity_number_is_right(OTHER_IDENTITY_NUMBER)
    assert credit_code_is_right(CREDIT_CODE)


@pytest.mark.parametrize("place", range(18))
def test_any_other_sign_makes_a_credit_code_wrong(place: int) -> None:
    sign = "1" if CREDIT_CODE[place] != "1" else "2"

    assert not credit_code_is_right(CREDIT_CODE[:place] + sign + CREDIT_CODE[place + 1 :])


@pytest.mark.parametrize("place", range(18))
def test_any_other_digit_makes_an_identity_number_wrong(place: int) -> None:
    digit = str((int(IDENTITY_NUMBER[place]) + 1) % 10)

    assert not identity_number_is_right(
        IDENTITY_NUMBER[:place] + digit + IDENTITY_NUMBER[place + 1 :]
    )


@pytest.mark.parametrize("number", ["", "99000019900101001", "99000019900230001X", "abc"])
def test_what_is_no_number_is_wrong(number: str) -> None:
    assert not identity_number_is_right(number)


def test_letters_that_codes_do_not_use_are_wrong() -> None:
    assert not credit_code_is_right("I" * 18)


def test_the_day_of_birth_is_read_from_the_number() -> None:
    assert birth_in(IDENTITY_NUMBER) == dt.date(1990, 1, 1)
