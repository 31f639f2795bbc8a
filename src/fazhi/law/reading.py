"""Reads law data from YAML strictly: every mistake names the file, the key and what is wrong.

Decimal fractions become `Decimal`. A plain `on`, `yes`, `no` or `off` is refused, because YAML
would silently read it as a truth value; so is a key written twice.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import yaml

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.errors import LawDataError

#: The codes of the rule table: A and B were read in full text, A? in an old text, W on a public
#: web page, M is from memory, I is our interpretation.
VERIFICATIONS = frozenset({"A", "A?", "B", "W", "M", "I"})


#: Either loader does; the one in C reads a jurisdiction several times faster, where it is there.
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class StrictLoader(_Loader):  # type: ignore[misc, valid-type]
    """YAML as lawyers expect it: no hidden booleans, no repeated keys, exact decimals."""


def _truth(loader: StrictLoader, node: yaml.Node) -> bool:
    value = loader.construct_scalar(node)
    if value not in {"true", "false"}:
        raise yaml.constructor.ConstructorError(
            problem=f"YAML reads `{value}` as a truth value; quote it or choose another word",
            problem_mark=node.start_mark,
        )
    return bool(value == "true")


def _decimal(loader: StrictLoader, node: yaml.Node) -> Decimal:
    return Decimal(loader.construct_scalar(node).replace("_", ""))


def _mapping(loader: StrictLoader, node: yaml.Node) -> dict[object, object]:
    seen: dict[object, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                problem=f"the key `{key}` is written twice", problem_mark=key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


def _marked(reads: Callable[..., object]) -> Callable[..., object]:
    """Return a constructor that names the line of what is no value, such as a 30th of February."""

    def construct(loader: StrictLoader, node: yaml.Node) -> object:
        try:
            return reads(loader, node)
        except (ValueError, ArithmeticError, AttributeError, LookupError, TypeError) as error:
            raise yaml.constructor.ConstructorError(
                problem=f"this is no value that can be read ({type(error).__name__})",
                problem_mark=node.start_mark,
            ) from error

    return construct


for _tag, _reads in {
    "bool": _truth,
    "float": _decimal,
    "map": _mapping,
    "int": _Loader.construct_yaml_int,
    "timestamp": _Loader.construct_yaml_timestamp,
}.items():
    StrictLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _marked(_reads))


class Entry:
    """One mapping of a law file, read key by key; what is left over is an unknown key."""

    def __init__(self, file: str, at: str, content: object) -> None:
        """Take the mapping found in a file under a key; anything else is refused."""
        self.file, self.at = file, at
        if not isinstance(content, Mapping):
            raise LawDataError(
                file, at, Text("应当是“键: 值”的列表", "must be a mapping of keys to values")
            )
        self._left = dict(content)

    def error(self, key: str, zh: str, en: str) -> LawDataError:
        """Return the error that names this file and key."""
        return LawDataError(self.file, f"{self.at}.{key}".strip("."), Text(zh, en))

    def has(self, key: str) -> bool:
        """Tell whether a key is written and not read yet."""
        return key in self._left

    def take(self, key: str) -> object:
        """Read a compulsory key of any kind."""
        if self._left.get(key) is None:
            raise self.error(key, "缺少这一项", "is missing")
        return self._left.pop(key)

    def text(self, key: str) -> str:
        """Read a compulsory line of text."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "应当是文字", "must be text")
        return value.strip()

    def choice(self, key: str, allowed: Collection[str], default: str = "") -> str:
        """Read a word from a closed list; without default the key is compulsory."""
        if default and not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, str) or value not in allowed:
            words = ", ".join(sorted(allowed))
            zh, en = f"是“{value}”，只能是 {words}", f"is `{value}`, not one of {words}"
            raise self.error(key, zh, en)
        return str(value)

    def whole(self, key: str, default: int | None = None) -> int:
        """Read a whole number above zero; without default the key is compulsory."""
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.error(key, "应当是大于零的整数", "must be a whole number above zero")
        return value

    def wholes(self, key: str) -> frozenset[int]:
        """Read a list of whole numbers; a key that is absent is none."""
        value = self._left.pop(key, [])
        if not isinstance(value, list) or not all(type(number) is int for number in value):
            raise self.error(key, "应当是整数的列表", "must be a list of whole numbers")
        return frozenset(value)

    def flag(self, key: str) -> bool:
        """Read `true` or `false`; a key that is absent is false."""
        value = self._left.pop(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "应当是 true 或 false", "must be true or false")
        return value

    def day(self, key: str) -> dt.date:
        """Read a compulsory day written as 2021-07-15."""
        value = self.take(key)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.error(key, "应当是日期，如 2021-07-15", "must be a day such as 2021-07-15")
        return value

    def day_or_none(self, key: str) -> dt.date | None:
        """Read a day that may be absent, such as `until`."""
        return self.day(key) if self.has(key) else None

    def days(self, key: str) -> tuple[dt.date, ...]:
        """Read a compulsory list of days; it may be empty."""
        value = self.take(key)
        if not isinstance(value, list) or not all(type(day) is dt.date for day in value):
            raise self.error(key, "应当是日期的列表", "must be a list of days")
        return tuple(value)

    def cite(self) -> tuple[Citation, ...]:
        """Read the compulsory `cite`: one provision or a list of them."""
        value = self.take("cite")
        provisions = value if isinstance(value, list) else [value]
        if not provisions:
            raise self.error("cite", "缺少这一项", "is missing")
        return tuple(_citation(Entry(self.file, f"{self.at}.cite", each)) for each in provisions)

    def verified(self, default: str = "") -> str:
        """Read how far the text was verified: a code of the rule table."""
        return self.choice("verified", VERIFICATIONS, default)

    def entries(self, key: str) -> Iterator["Entry"]:
        """Read a compulsory list of mappings that is not empty."""
        value = self.take(key)
        if not isinstance(value, list) or not value:
            raise self.error(key, "应当是非空的列表", "must be a list that is not empty")
        for index, content in enumerate(value):
            yield Entry(self.file, f"{self.at}.{key}[{index}]".strip("."), content)

    def named(self) -> Iterator[tuple[str, "Entry"]]:
        """Read this mapping as names and, under each, a mapping."""
        for name in list(self._left):
            if not isinstance(name, str):
                raise self.error(str(name), "名称应当是文字", "must be a name written as text")
            yield name, Entry(self.file, f"{self.at}.{name}".strip("."), self._left.pop(name))

    def names(self) -> tuple[str, ...]:
        """Return the names of all that is left."""
        return tuple(str(key) for key in self._left)

    def rest(self) -> dict[str, object]:
        """Read all that is left, by its names."""
        left, self._left = self._left, {}
        return {str(key): value for key, value in left.items()}

    def finish(self) -> None:
        """Refuse what nobody asked for: a key that is left over is a spelling mistake."""
        for key in self._left:
            raise self.error(str(key), "没有这个键", "is not a known key")


def _citation(entry: Entry) -> Citation:
    citation = Citation(
        instrument=entry.text("instrument"),
        article=entry.whole("article", 0),
        paragraph=entry.whole("paragraph", 0),
        item=entry.whole("item", 0),
    )
    entry.finish()
    return citation


def read(path: Path, root: Path) -> Entry:
    """Read one law file; `root` is what its name is told against in errors."""
    name = path.relative_to(root).as_posix()
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=StrictLoader)  # noqa: S506 -- a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise LawDataError(name, line, Text(f"YAML 写法有误（{problem}）", problem)) from error
    return Entry(name, "", content)
