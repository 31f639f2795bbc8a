"""A list of things as an officer writes it, read into things with amount, unit and state."""

import re
from dataclasses import dataclass
from decimal import Decimal

_BETWEEN = re.compile(r"[\n；;、]+")
_MEASURES = "辆台件个张箱袋包瓶块套把只条本份桶支顶架根副盒捆筐公斤克吨斤升米"
_DIGITS = {word: place for place, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_LONGEST_NAME, _LONGEST_UNIT, _LONGEST_CONDITION = 100, 8, 200
#: A name, a number, a measure word, and what state the thing is in: 摊车 1 辆，轮胎破损.
_ITEM = re.compile(
    r"(?P<name>.+?)[\s×xX*:：]*"
    rf"(?P<number>\d+(?:\.\d+)?|[{''.join(_DIGITS)}](?=\s*[{_MEASURES}]))\s*"
    r"(?P<unit>[^\d\s，,。（(]{0,8})"
    r"(?:[\s，,（(]+(?P<condition>.+?))?[）)。]?"
)


@dataclass(frozen=True, slots=True)
class ListedThing:
    """A thing on a list; an amount that is not written is none, it is never guessed."""

    name: str
    amount: Decimal | None = None
    unit: str = ""
    condition: str = ""

    @property
    def quantity(self) -> str:
        """The amount with its unit, empty where it is not written."""
        return "" if self.amount is None else f"{self.amount.normalize():f}{self.unit}"


def things_on(text: str) -> list[ListedThing]:
    """Return the things on a list: one a line, or parted by 、 or ；."""
    return [_thing(part.strip()) for part in _BETWEEN.split(text) if part.strip(" \t。")]


def _thing(words: str) -> ListedThing:
    found = _ITEM.fullmatch(words)
    if found is None:
        return ListedThing(words[:_LONGEST_NAME])
    number = found["number"]
    amount = Decimal(_DIGITS[number]) if number in _DIGITS else Decimal(number)
    if amount <= 0:
        return ListedThing(words[:_LONGEST_NAME])
    return ListedThing(
        name=found["name"].strip()[:_LONGEST_NAME],
        amount=amount,
        unit=found["unit"][:_LONGEST_UNIT],
        condition=(found["condition"] or "").strip()[:_LONGEST_CONDITION],
    )
