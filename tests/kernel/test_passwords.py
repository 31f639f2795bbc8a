"""What a password must be, by profile."""

import pytest
from pytest_django import Settings

from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Account
from fazhi.kernel.passwords import check_strength

ACCOUNT = Account(username="zhou.hai.zhuangshi", display_name="周海")


@pytest.mark.parametrize(
    ("profile", "password"),
    [
        ("modern", "nine lamps over the river"),
        ("modern", "九盏灯照着庄市的一条河流啊"),
        ("modern", "x" * 200 + "yz"),
        ("graded", "Nine lamps 7"),
        ("graded", "九盏灯-庄市A1河流啊"),
    ],
)
def test_a_good_password_is_accepted(profile: str, password: str, settings: Settings) -> None:
    settings.SIGN_IN_PROFILE = profile

    check_strength(password, ACCOUNT)


@pytest.mark.parametrize(
    ("profile", "password", "sentence"),
    [
        ("modern", "short", "口令应为12至256个字符。"),
        ("modern", "x" * 257, "口令应为12至256个字符。"),
        ("graded", "Short 1", "口令应为10至256个字符。"),
        ("graded", "only small letters", "口令应含大写字母、小写字母、数字、其他符号中的3种。"),
    ],
)
def test_the_refusal_says_what_is_asked(
    profile: str, password: str, sentence: str, settings: Settings
) -> None:
    settings.SIGN_IN_PROFILE = profile

    with pytest.raises(InputError) as refusal:
        check_strength(password, ACCOUNT)

    assert refusal.value.fields == {"password": sentence}


@pytest.mark.parametrize("password", ["1qaz2wsx3edc", "zhou.hai.zhuangshi1"])
def test_common_passwords_and_those_like_the_name_are_refused(password: str) -> None:
    with pytest.raises(InputError):
        check_strength(password, ACCOUNT)
