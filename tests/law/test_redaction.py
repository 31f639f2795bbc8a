"""What tells of a person is found, however it is written, and is not in the text afterwards."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.law.redaction import (
    Known,
    PersonalKind,
    find_personal,
    hide,
    identity_number_is_right,
    masked_name,
)

ID = "990000199001010017"


def kinds_in(text: str) -> list[PersonalKind]:
    return [hit.kind for hit in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"身份证号{ID}。", ["identity_number"]),
        ("身份证９９００００１９９００１０１００１７。", ["identity_number"]),
        ("身份证 990000 19900101 0017。", ["identity_number"]),
        ("证号99000019900101001X。", ["identity_number"]),
        ("旧证号990000900101001。", ["identity_number"]),
        ("护照E12345678。", ["identity_number"]),
        ("电话13800138000。", ["contact"]),
        ("电话138-0013-8000。", ["contact"]),
        ("电话138\u200b00138000。", ["contact"]),
        ("电话+86 138 0013 8000。", ["contact"]),
        ("固定电话0574-86261234。", ["contact"]),
        ("联系电话：86261234。", ["contact"]),
        ("微信号：zhang_san88。", ["contact"]),
        ("邮箱zhang.san@example.com。", ["contact"]),
        ("卡号6222 0200 0000 0000 018。", ["account"]),
        ("账号990000999999999。", ["account"]),
        ("驾驶浙B·D1234号车。", ["plate"]),
        ("驾驶浙BD12345。", ["plate"]),
        ("住庄市街道兴庄路12号3幢302室。", ["address"]),
        ("家住5幢2单元302室。", ["address"]),
        ("因患有高血压，无法到场。", ["health"]),
        ("因患有高血压，货款存入6222020000000000018。", ["health", "account"]),
    ],
)
def test_what_tells_of_a_person_is_found(text: str, kinds: list[str]) -> None:
    assert kinds_in(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月10日9时40分，在人行道上设摊。",
        "测综执当罚字〔2026〕第0001号",
        "依据《浙江省城市市容和环境卫生管理条例》第十六条第一款，罚款人民币伍拾元整（50元）。",
        "占用面积12.5平方米，编号20260310。",
    ],
)
def test_what_tells_of_nobody_is_left_alone(text: str) -> None:
    assert find_personal(text) == ()


def test_the_text_is_hidden_hit_by_hit_and_the_rest_stays() -> None:
    text = f"当事人张演示（{ID}）和李四在场，电话13800138000。"
    known = [
        Known(PersonalKind.NAME, "张演示", shown="张某"),
        Known(PersonalKind.NAME, "李四"),
    ]

    found = hide(text, find_personal(text, known))

    assert found == (
        "当事人张某（［证件号码已隐去］）和［姓名已隐去］在场，电话［联系方式已隐去］。"
    )


def test_a_known_value_is_found_however_it_is_spaced() -> None:
    known = [Known(PersonalKind.NAME, "张演示"), Known(PersonalKind.ADDRESS, "某某大院东门")]

    hits = find_personal("张 演 示住在某某大院 东门。", known)

    assert [(hit.kind, hit.text) for hit in hits] == [
        (PersonalKind.NAME, "张 演 示"),
        (PersonalKind.ADDRESS, "某某大院 东门"),
    ]


def test_a_known_value_of_one_sign_or_one_that_is_shown_as_it_is_is_not_looked_for() -> None:
    known = [Known(PersonalKind.NAME, "张"), Known(PersonalKind.NAME, "陈某", shown="陈某")]

    assert find_personal("张贴，陈某设摊。", known) == ()


def test_a_stretch_that_a_person_keeps_is_not_found() -> None:
    text = "在兴庄路12弄口设摊，另在毓秀路3弄口设摊。"

    hits = find_personal(text, kept=frozenset({"兴庄路12弄"}))

    assert [hit.text for hit in hits] == ["毓秀路3弄"]


def test_two_stretches_that_overlap_are_hidden_as_one() -> None:
    known = [
        Known(PersonalKind.NAME, "甲乙丙", shown="甲某"),
        Known(PersonalKind.NAME, "乙丙丁戊"),
        Known(PersonalKind.NAME, "丙丁"),
    ]

    assert hide("问甲乙丙丁戊己", find_personal("问甲乙丙丁戊己", known)) == "问［姓名已隐去］己"


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        *(("张三", "张某"), ("欧阳锋", "欧阳某"), ("欧阳", "欧某"), ("陈某", "陈某")),
        *((" 李四 ", "李某"), ("", "")),
    ],
)
def test_of_a_name_the_surname_stays(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("number", "is_right"),
    [
        *((ID, True), ("990000199001010018", False), ("99000019900101001", False)),
        *(("990000199013010017", False), ("9900001990010100A7", False)),
    ],
)
def test_an_identity_number_has_a_day_and_its_check_sign(number: str, *, is_right: bool) -> None:
    assert identity_number_is_right(number) is is_right


_DIGITS = st.text("0123456789", min_size=3, max_size=3)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(dt.date(1930, 1, 1), dt.date(2015, 12, 31)))
    body = f"{draw(st.integers(110000, 659999))}{born:%Y%m%d}{draw(_DIGITS)}"
    return next(
        number for sign in "0123456789X" if identity_number_is_right(number := f"{body}{sign}")
    )


_WORDS = st.text("当事人设摊经营，在人行道上。的和（）", max_size=12)
_PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_GAPS = st.sampled_from(["", " ", "-", "\u200b", "　", "."])


@settings(max_examples=300, deadline=None)
@given(identity_numbers(), _PHONES, _GAPS, st.tuples(_WORDS, _WORDS, _WORDS))
def test_no_identity_number_or_telephone_is_left_in_any_text(
    number: str, phone: str, gap: str, words: tuple[str, str, str]
) -> None:
    text = f"{words[0]}{gap.join(number)}{words[1]}、{gap.join(phone)}{words[2]}"

    shown = hide(text, find_personal(text))

    digits = "".join(sign for sign in shown if sign.isalnum())
    assert (number in digits, phone in digits) == (False, False)
    assert find_personal(shown) == ()
