"""The glossary decides names: of models, steps of procedures, journal kinds and actions."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest
import yaml
from django.apps import apps

from fazhi.law import procedures
from fazhi.law.procedure import Procedure
from tests.architecture.source import ROOT, action_files, actions_of, python_files, tree_of

GLOSSARY = yaml.safe_load((ROOT / "docs" / "glossary.yaml").read_text())
NOUNS = {noun for group in GLOSSARY["nouns"].values() for noun in group}
VERBS = set(GLOSSARY["verbs"])
PAST = {past for past, _ in GLOSSARY["verbs"].values()}
PLAIN = set(GLOSSARY["plain"])

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_model_is_a_word_of_the_glossary() -> None:
    unknown = [name for name in map(_snake, _model_names()) if name not in NOUNS]

    assert unknown == []


def test_every_model_says_its_chinese_term() -> None:
    silent = [
        model.__name__ for model in apps.get_models()
        if model.__module__.startswith("fazhi.") and not HAN.search(model.__doc__ or "")
    ]  # fmt: skip

    assert silent == []


def test_every_step_of_a_procedure_is_made_of_words_of_the_glossary() -> None:
    words = NOUNS | VERBS | PAST | PLAIN

    unknown = [step for step in _steps() if not _is_made_of(step, words)]

    assert unknown == []


def test_every_action_is_made_of_words_of_the_glossary() -> None:
    unknown = [name for name in _actions() if not _is_made_of(name, NOUNS | VERBS | PLAIN)]

    assert unknown == []


def test_every_action_begins_with_a_verb() -> None:
    unknown = [name for name in _actions() if not _begins_with(name, VERBS)]

    assert unknown == []


def test_every_journal_kind_is_a_noun_and_a_verb_in_the_past() -> None:
    unknown = [kind for kind in sorted(set(_kinds())) if not _is_kind(kind)]

    assert unknown == []


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("file_case", True),
        ("open_receivables", True),
        ("second_officer", True),
        ("handle_stuff", False),
        ("case_utils", False),
    ],
)
def test_a_name_is_known_by_its_parts(name: str, *, is_known: bool) -> None:
    assert _is_made_of(name, NOUNS | VERBS | PLAIN) is is_known


def _model_names() -> list[str]:
    models = apps.get_models()
    return [model.__name__ for model in models if model.__module__.startswith("fazhi.")]


def _steps() -> Iterator[str]:
    for module in pkgutil.iter_modules(procedures.__path__):
        for value in vars(import_module(f"{procedures.__name__}.{module.name}")).values():
            if isinstance(value, Procedure):
                yield from (step.name for step in value.steps)


def _actions() -> list[str]:
    return [name for path in action_files() for name in actions_of(path)]


def _kinds() -> Iterator[str]:
    """Yield the kinds that the source records, and those it reacts to."""
    for path in python_files("src"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _kind_of(node)


def _kind_of(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id in {"Act", "on"}:
        given = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "kind")]
        for value in given:
            # Of a kind that begins with the name of a closed list, the rest is judged.
            last = value.values[-1] if isinstance(value, ast.JoinedStr) else value
            if isinstance(last, ast.Constant) and isinstance(last.value, str):
                yield last.value if last is value else f"case{last.value}"


def _is_kind(kind: str) -> bool:
    noun, _, done = kind.partition(".")
    ends = any(done == past or done.endswith(f"_{past}") for past in PAST)
    return noun in NOUNS and ends and _is_made_of(done, NOUNS | PAST | PLAIN)


def _is_made_of(name: str, words: set[str]) -> bool:
    """Tell whether a name can be cut into words of the glossary, in the singular or the plural."""
    parts = name.split("_")
    return not parts or any(
        _singular("_".join(parts[:length]), words)
        and (length == len(parts) or _is_made_of("_".join(parts[length:]), words))
        for length in range(len(parts), 0, -1)
    )


def _begins_with(name: str, words: set[str]) -> bool:
    return any(name == word or name.startswith(f"{word}_") for word in words)


def _singular(name: str, words: set[str]) -> bool:
    forms = {name, name.removesuffix("s"), name.removesuffix("es"), f"{name.removesuffix('ies')}y"}
    return not words.isdisjoint(forms)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
