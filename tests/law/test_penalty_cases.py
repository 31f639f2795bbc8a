"""Every case in the folders below, of penalties and of compulsion, comes out as its author says.

The pages read like those of tests/law/cases, with two additions. `base` is what all cases of a page
have in common, or `above` for that of the page before: each case tells only what is different. And
`then` may name the rules that came out:

    rule: fazhi.law.rules.penalty.examine_on_the_spot
    base: { facts: { …a lawful decision on the spot… } }
    cases:
      - name: 对公民罚款二百零一元
        given: { facts: { penalty: { fine: 201 } } }
        then: { blocked: [SIM-001] }

`blocked`, `warned` and `held` are lists of rules; blocked and warned are always compared, so that a
case says everything that is wrong. `reason` is the first reason that is not in order.
"""

import typing
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rule import all_rules
from tests.law.cases_of_law import built, in_words, merged
from tests.law.ordinary_files import all_answers

FOLDERS = tuple(Path(__file__).parent / name for name in ("penalty_cases", "compulsion_cases"))

#: T-23 only explains; that T-22 and T-30 hold is said by T-21 and PEN-002, whose cases they are.
#: What a document of a decision states is asked in tests/law/test_timelines.py (ORD-010).
_NEVER_REFUSED, _NEVER_HELD = ["ORD-010", "T-23"], ["ORD-010", "T-22", "T-30"]


def all_pages() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Read every page of every file, a base `above` being that of the page before."""
    for path in (path for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))):
        base: Any = {}
        for page in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            base = base if page.get("base") == "above" else page.get("base", {})
            yield path.stem, {**page, "base": base}


def all_cases() -> list[Any]:
    """Return every case as a parameter of the test, named by its file and its own name."""
    return [
        pytest.param(
            page["rule"],
            merged(page["base"], case.get("given", {})),
            case["then"],
            id=f"{file}: {case['name']}",
        )
        for file, page in all_pages()
        for case in page["cases"]
    ]


def asked(rule: str, given: Mapping[str, Any]) -> Any:
    """Ask the law."""
    module, _, name = rule.rpartition(".")
    question = getattr(import_module(module), name)
    hints = typing.get_type_hints(question)
    arguments = {key: built(hints[key], value) for key, value in given.items()}
    return question(**{**arguments, **({"law": load_law()} if "law" in hints else {})})


def as_answers(result: Any) -> tuple[Answer, ...]:
    """Return one answer or several as several."""
    return (result,) if isinstance(result, Answer) else tuple(result)


def said(result: Any, then: Mapping[str, Any]) -> dict[str, Any]:
    """Return what came out, under the names that a case may use."""
    answers = as_answers(result)
    refused = [answer for answer in answers if not answer.holds]
    found = {
        "blocked": [answer.rule for answer in answers if answer.blocks],
        "warned": [answer.rule for answer in answers if answer.warns],
        "held": [answer.rule for answer in answers if answer.holds],
        "reason": refused[0].reason.zh if refused else "",
        "because": [str(cite) for cite in (refused or answers)[0].because] if answers else [],
    }
    always = {"blocked", "warned"}
    return {name: value for name, value in found.items() if name in {*then, *always}}


@pytest.mark.parametrize(("rule", "given", "then"), all_cases())
def test_the_case_comes_out_as_its_author_says(rule: str, given: Any, then: Any) -> None:
    result = asked(rule, given)

    if isinstance(then, bool):
        assert all(answer.holds for answer in as_answers(result)) is then
    elif {"blocked", "warned", "held", "reason", "because"} & set(then):
        assert said(result, then) == {"blocked": [], "warned": [], **then}
    else:
        assert {name: in_words(getattr(result, name)) for name in then} == then


def test_every_rule_has_a_case_that_holds_and_one_that_does_not() -> None:
    held, refused = set(), set()
    for case in all_cases():
        rule, given, _ = case.values
        result = asked(rule, given)
        if not isinstance(result, Answer | tuple):
            continue
        for answer in as_answers(result):
            (held if answer.holds else refused).add(answer.rule)
    for answer in all_answers():
        (held if answer.holds else refused).add(answer.rule)

    ours = set(all_rules())
    assert (sorted(ours - held), sorted(ours - refused)) == (_NEVER_HELD, _NEVER_REFUSED)
