"""Citations: which article of which dated instrument (法律条文) a rule, step or number rests on."""

import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_UNITS = {"千": 1000, "百": 100, "十": 10}
_HIGHEST_ARTICLE = 9999


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One provision of one instrument, such as 《行政处罚法》第五十一条.

    `instrument` is the key in `instruments.yaml`, with its edition in brackets where the text was
    revised: `行政处罚法(2021)`. `article`, `paragraph` and `item` are numbers; 0 means "not given".
    """

    instrument: str
    article: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def title(self) -> str:
        """The name as it is printed, without the edition."""
        return re.sub(r"\(\d{4}\)$", "", self.instrument)

    def __str__(self) -> str:
        parts = [f"《{self.title}》" if "〔" not in self.title else self.title]
        if self.article:
            parts.append(f"第{chinese_numeral(self.article)}条")
        if self.paragraph:
            parts.append(f"第{chinese_numeral(self.paragraph)}款")
        if self.item:
            parts.append(f"第（{chinese_numeral(self.item)}）项")
        return "".join(parts)


def chinese_numeral(number: int) -> str:
    """Write a whole number from 0 to 9999 the way articles are numbered: 51 is 五十一."""
    if not 0 <= number <= _HIGHEST_ARTICLE:
        raise ValueError(f"{number} is not an article number (0 to 9999)")
    if number < len(_DIGITS):
        return _DIGITS[number]
    written = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += _DIGITS[digit] + sign
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written


def number_of(numeral: str) -> int:
    """Read a whole number as articles are numbered, 五十一 is 51; nothing at all is 0."""
    total = digit = 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit
