"""The law imports the standard library, PyYAML and itself; and it never reads the clock."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.architecture.source import name_of, python_files, tree_of

ALLOWED = set(sys.stdlib_module_names) | {"yaml"}
OWN = "fazhi.law"

#: Doors to the world outside: time, randomness, the machine, the network.
_OUTSIDE = {"os", "random", "secrets", "socket", "sqlite3", "subprocess", "time", "urllib", "uuid"}
_CLOCKS = {"now", "today", "utcnow"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of every module a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_allowed(module: str) -> bool:
    """Tell whether the law may import a module."""
    if module == OWN or module.startswith(f"{OWN}."):
        return True
    top = module.partition(".")[0]
    return top in ALLOWED and top not in _OUTSIDE


def clocks(tree: ast.AST) -> list[str]:
    """Return the ways in which a file asks what day it is."""
    return [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in _CLOCKS
    ]


def test_the_law_imports_only_the_standard_library_and_yaml_and_itself() -> None:
    strangers = [
        f"{name_of(path)}: {module}"
        for path in python_files("src/fazhi/law")
        for module in imported(tree_of(path))
        if not is_allowed(module)
    ]

    assert strangers == []


def test_the_law_never_asks_what_day_it_is() -> None:
    asking = [name_of(path) for path in python_files("src/fazhi/law") if clocks(tree_of(path))]

    assert asking == []


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        ("import datetime as dt", True),
        ("from fazhi.law.answer import Text", True),
        ("import yaml", True),
        ("import django", False),
        ("from fazhi.kernel import clock", False),
        ("from fazhi.lawless import anything", False),
        ("import time", False),
        ("from . import answer", False),
    ],
)
def test_the_check_tells_friends_from_strangers(source: str, allowed: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    assert all(map(is_allowed, imported(ast.parse(source)))) is allowed


def test_the_check_sees_a_clock() -> None:
    assert clocks(ast.parse("import datetime\ndatetime.date.today()")) == ["today"]
