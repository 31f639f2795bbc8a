"""Redaction (隐去): what in a text tells of a person, and the text without it.

Patterns are asked last: a public copy is first built of allowed fields and has its names replaced.
They find too much rather than too little, and a person looks at the result.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PersonalKind(StrEnum):
    """What a stretch of text tells of a person (个人信息种类)."""

    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    CONTACT = "contact"
    ACCOUNT = "account"
    PLATE = "plate"
    ADDRESS = "address"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Known:
    """A value that the file holds of somebody, and what stands in its place; nothing is a mark."""

    kind: PersonalKind
    value: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that tells of a person, from `start` up to `end`."""

    start: int
    end: int
    kind: PersonalKind
    text: str
    shown: str = ""


_MARKS: Final[Mapping[PersonalKind, str]] = {
    PersonalKind.NAME: "［姓名已隐去］",
    PersonalKind.IDENTITY_NUMBER: "［证件号码已隐去］",
    PersonalKind.CONTACT: "［联系方式已隐去］",
    PersonalKind.ACCOUNT: "［账号已隐去］",
    PersonalKind.PLATE: "［车牌已隐去］",
    PersonalKind.ADDRESS: "［地址已隐去］",
    PersonalKind.HEALTH: "［健康情况已隐去］",
}

#: Full-width signs and their plain ones, sign by sign, so that places in the text stay the same.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
#: What people and programs put between the digits of one number, seen or not.
_BETWEEN = r"[\s\-‐-―·._\u200b-\u200f\u2060\ufeff]"
_NUMBER = re.compile(
    rf"(?<![0-9])\+?[0-9](?:{_BETWEEN}{{0,2}}[0-9]){{6,}}(?:{_BETWEEN}{{0,2}}[Xx])?"
)
_CONTACT_WORD = re.compile(
    r"(?:电话|手机|联系|致电|拨打|微信|[Qq]{2}|[Tt]el)\W{0,3}\w{0,2}\W{0,3}$"
)

_ROAD = "路|街|巷|弄|道|村|小区|花园|家园|苑|公寓|大厦|广场|社区"
_PART = "号楼|号|弄|幢|栋|单元|室|组|楼|户|层|座"
_COUNT = r"[0-9A-Za-z一二三四五六七八九十百]{1,6}(?:[-之][0-9A-Za-z]{1,5})*"
#: Words that stand before an address and are none of it.
_BEFORE = "在于住至到从往向的及和与对将把为系"
_WORDED: Final[tuple[tuple[PersonalKind, re.Pattern[str]], ...]] = (
    (PersonalKind.CONTACT, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        PersonalKind.CONTACT,
        re.compile(r"(?:微信|[Qq]{2})(?:号码?|名)?\s{0,2}[:：为]?\s{0,2}[A-Za-z0-9_-]{5,}"),
    ),
    (
        PersonalKind.IDENTITY_NUMBER,
        re.compile(r"(?<![A-Za-z0-9])[DEGHKMPS][A-Z]?[0-9]{7,10}(?![0-9A-Za-z])"),
    ),
    (
        PersonalKind.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]"
            r"[\s·•.-]{0,2}[A-Z0-9]{4,5}[A-Z0-9挂学警港澳]"
        ),
    ),
    (
        PersonalKind.ADDRESS,
        re.compile(
            rf"(?:(?:(?![{_BEFORE}])[\u4e00-\u9fff]){{1,20}}(?:{_ROAD}))?"
            rf"(?:(?![{_BEFORE}])[\u4e00-\u9fff]){{0,6}}"
            rf"(?:{_COUNT}(?:{_PART}))+(?:{_COUNT}(?:{_PART})?)?"
        ),
    ),
    # A clause of its own; full-width signs are plain ones here.
    (
        PersonalKind.HEALTH,
        re.compile(
            r"[^,。;、!?\n]*(?:患有|确诊|残疾|精神障碍|精神病|智力障碍|住院|怀孕|孕妇|病历|"
            r"艾滋|癌|肿瘤|传染病)[^,。;、!?\n]*"
        ),
    ),
)
#: An address has a road or a room; a bare number with a sign, as of a document, is none.
_ADDRESS_SIGN = re.compile(rf"{_ROAD}|弄|幢|栋|单元|室|组|户")

_COMPOUND_SURNAMES: Final = frozenset(
    {
        *("欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人"),
        *("夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶"),
        *("太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于"),
        *("司空", "令狐", "百里", "呼延", "东郭", "南门", "西门", "第五", "轩辕", "左丘"),
    }
)

_IDENTITY_LENGTH, _OLD_IDENTITY_LENGTH = 18, 15
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_SIGNS = "10X98765432"
_ACCOUNT_LENGTH = 12
_PHONE = re.compile(r"(?:86)?1[3-9][0-9]{9}|0[0-9]{9,11}|[48]00[0-9]{7}")
_SHORTEST_NAME = 2


def find_personal(
    text: str, known: Iterable[Known] = (), *, kept: frozenset[str] = frozenset()
) -> tuple[Hit, ...]:
    """Return what a text tells of persons, in its order, none over another.

    `known` is what the file holds of persons; `kept` are stretches that a person looked at and
    that tell of nobody, such as the place of a shop, or that are public, such as a credit code.
    """
    plain = text.translate(_PLAIN)
    found = [*_known_in(plain, text, known), *_numbers_in(plain, text), *_worded_in(plain, text)]
    chosen: list[Hit] = []
    for hit in sorted(found, key=lambda each: (each.start, -each.end)):
        if hit.text in kept:
            continue
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
        elif hit.end > chosen[-1].end:
            chosen[-1] = _joined(chosen[-1], hit, text)
    return tuple(chosen)


def hide(text: str, hits: Iterable[Hit]) -> str:
    """Return the text with each hit replaced, by what is shown for it or by a mark."""
    parts, place = [], 0
    for hit in hits:
        parts += [text[place : hit.start], hit.shown or _MARKS[hit.kind]]
        place = hit.end
    return "".join([*parts, text[place:]])


def masked_name(name: str) -> str:
    """Return the surname with 某 (张某、欧阳某): the given name is hidden (PUB-005)."""
    plain = name.strip()
    surname = plain[:2] if plain[:2] in _COMPOUND_SURNAMES and len(plain) > 2 else plain[:1]  # noqa: PLR2004 -- a surname of two signs
    return f"{surname}某" if surname else ""


def identity_number_is_right(number: str) -> bool:
    """Tell whether 18 signs are an identity number by GB 11643: a day of birth, a right sign."""
    digits = number[:17]
    if len(number) != _IDENTITY_LENGTH or not digits.isdigit() or not _is_day(number[6:14]):
        return False
    total = sum(int(each) * weight for each, weight in zip(digits, _IDENTITY_WEIGHTS, strict=True))
    return _IDENTITY_SIGNS[total % 11] == number[17].upper()


def _known_in(plain: str, text: str, known: Iterable[Known]) -> Iterator[Hit]:
    for one in known:
        value = one.value.strip().translate(_PLAIN)
        if len(value) < _SHORTEST_NAME or one.shown == one.value:
            continue
        signs = (re.escape(sign) for sign in value if not sign.isspace())
        for each in re.finditer(f"{_BETWEEN}{{0,2}}".join(signs), plain, re.IGNORECASE):
            yield _hit(each, one.kind, text, one.shown)


def _numbers_in(plain: str, text: str) -> Iterator[Hit]:
    for each in _NUMBER.finditer(plain):
        digits = "".join(sign for sign in each.group() if sign.isalnum())
        kind = _kind_of_number(digits, plain[: each.start()])
        if kind is not None:
            yield _hit(each, kind, text)


def _kind_of_number(digits: str, before: str) -> PersonalKind | None:
    if identity_number_is_right(digits) or digits.endswith(("X", "x")):
        return PersonalKind.IDENTITY_NUMBER
    if len(digits) == _OLD_IDENTITY_LENGTH and _is_day(f"19{digits[6:12]}"):
        return PersonalKind.IDENTITY_NUMBER
    if _PHONE.fullmatch(digits):
        return PersonalKind.CONTACT
    if len(digits) >= _ACCOUNT_LENGTH:
        return PersonalKind.ACCOUNT
    return PersonalKind.CONTACT if _CONTACT_WORD.search(before) else None


def _worded_in(plain: str, text: str) -> Iterator[Hit]:
    for kind, pattern in _WORDED:
        for each in pattern.finditer(plain):
            if kind is not PersonalKind.ADDRESS or _ADDRESS_SIGN.search(each.group()):
                yield _hit(each, kind, text)


def _hit(each: "re.Match[str]", kind: PersonalKind, text: str, shown: str = "") -> Hit:
    return Hit(each.start(), each.end(), kind, text[each.start() : each.end()], shown)


def _joined(one: Hit, other: Hit, text: str) -> Hit:
    """Return two that overlap as one; what was to stand for the first no longer fits."""
    return Hit(one.start, other.end, one.kind, text[one.start : other.end])


def _is_day(digits: str) -> bool:
    try:
        dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True
