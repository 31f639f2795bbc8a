"""Reads the cases that lawyers write (tests/law/cases/*.yaml) and asks the law about each.

A file names the rule, quotes its text and lists cases, each with what is `given` and what `then`
must come out:

    rule: deadline:PAY                                  # or fazhi.law.rules.penalty.some_question
    text: 当事人应当自收到行政处罚决定书之日起十五日内……缴纳罚款。
    cases:
      - name: 期满日在春节假期内，顺延到节后第一个工作日
        given: { from: 2026-02-05 }
        then: { due_on: 2026-02-24 }

`then` is a truth value (does the rule hold?), or the names of what comes out with their values, or
`error:` with the name of the refusal. Numbers, days and words become what the rule asks for: an
amount, a member of a closed list, a set of facts.
"""

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from fazhi.law.answer import Answer
from fazhi.law.deadline import Deadline, Pause
from fazhi.law.jurisdiction import load_law

FOLDER = Path(__file__).parent / "cases"
_DEADLINE = "deadline:"


@dataclass(frozen=True)
class Case:
    """One case of one rule, as its author wrote it."""

    file: str
    rule: str
    name: str
    given: Mapping[str, Any]
    then: Any

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def all_cases(folder: Path = FOLDER) -> list[Case]:
    """Read every case below a folder."""
    return [
        Case(path.stem, page["rule"], case["name"], case["given"], case["then"])
        for path in sorted(folder.rglob("*.yaml"))
        for page in yaml.safe_load_all(path.read_text(encoding="utf-8"))
        for case in page["cases"]
    ]


def outcome_of(case: Case) -> Any:
    """Ask the law, and return what came out in the words in which `then` is written."""
    try:
        result = _asked(case)
    except Exception as error:
        if isinstance(case.then, Mapping) and "error" in case.then:
            return {"error": type(error).__name__}
        raise
    if isinstance(case.then, bool):
        return result.holds if isinstance(result, Answer) else result
    if isinstance(case.then, Mapping):
        return {name: in_words(_read(result, name)) for name in case.then}
    return in_words(result)


def in_words(value: Any) -> Any:
    """Return a value as it is written in a case."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, tuple | list | frozenset | set):
        return [
            in_words(each)
            for each in (sorted(value) if isinstance(value, set | frozenset) else value)
        ]
    return value if value is None or isinstance(value, bool | int | float | dt.date) else str(value)


def merged(base: Any, special: Any) -> Any:
    """Return the common facts with those of the case laid over them."""
    if not (isinstance(base, Mapping) and isinstance(special, Mapping)):
        return special
    return {**base, **{key: merged(base.get(key), value) for key, value in special.items()}}


def _asked(case: Case) -> Any:
    if case.rule.startswith(_DEADLINE):
        return _deadline(case.rule.removeprefix(_DEADLINE), dict(case.given))
    module, _, name = case.rule.rpartition(".")
    question = getattr(import_module(module), name)
    hints = typing.get_type_hints(question)
    given = {key: built(hints[key], value) for key, value in case.given.items()}
    if "law" in hints:
        given["law"] = load_law()
    return question(**given)


def _deadline(rule: str, given: dict[str, Any]) -> Deadline:
    start = given.pop("from")
    if isinstance(start, str):
        start = dt.datetime.fromisoformat(start)
    pauses = [Pause(*pause) for pause in given.pop("pauses", ())]
    return load_law().deadline(rule).from_(start, pauses=pauses, **given)


def _read(result: Any, name: str) -> Any:
    return reduce(getattr, name.split("."), result)


def built(kind: Any, value: Any) -> Any:
    """Return a value of YAML as the kind of thing that a rule asks for."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return None if value is None else built(_first_fitting(inside, value), value)
    if origin in {tuple, frozenset, set, list}:
        return origin(built(inside[0], each) for each in value)
    return _facts(kind, value) if is_dataclass(kind) else _plain(kind, value)


def _facts(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    if unknown := set(value) - {field.name for field in fields(kind)}:
        raise KeyError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{key: built(hints[key], each) for key, each in value.items()})


def _plain(kind: Any, value: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is Decimal:
        return Decimal(str(value))
    if kind is dt.datetime and isinstance(value, str):
        return dt.datetime.fromisoformat(value)
    return value


def _first_fitting(kinds: tuple[Any, ...], value: Any) -> Any:
    for kind in kinds:
        if isinstance(value, Mapping) == is_dataclass(kind) and kind is not types.NoneType:
            return kind
    return kinds[0]
