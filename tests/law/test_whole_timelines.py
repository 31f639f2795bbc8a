"""Whole timelines (tests/law/timelines/*.yaml): the findings that a lawyer would sign.

A page has a `base` and cases. A case writes what is different; `acts` replaces all acts, `change`
some of them. `refuse` and `warn` are all the rules found; `deadlines` some of the periods with last
day, day done and whether met. A case that `is_partial` tells too little of a file to be judged
whole, so only the periods are compared.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from fazhi.law.examination_report import examination_as_json
from fazhi.law.examiner import Examination, Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline import read_timeline
from tests.law.cases_of_law import merged

FOLDER = Path(__file__).parent / "timelines"
LAW = load_law()


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in page["cases"]:
            yield pytest.param(page["base"], case, id=f"{path.stem}: {case['name']}")


def timeline_told(base: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case as a timeline: parts merged, acts in order of time."""
    acts = case.get("acts") or merged(base["acts"], case.get("change", {}))
    lines = [
        {"act": name, **{key: value for key, value in act.items() if value is not None}}
        for name, act in acts.items()
        if act is not None
    ]
    parts = {
        part: {
            key: value
            for key, value in merged(base[part], case.get(part, {})).items()
            if value is not None
        }
        for part in ("party", "power", "violation", "officers")
    }
    rest = {key: base[key] for key in ("jurisdiction", "procedure", "authority") if key in base}
    return {**rest, **parts, "acts": sorted(lines, key=lambda line: str(line["at"]))}


def examined(base: Mapping[str, Any], case: Mapping[str, Any]) -> Examination:
    return examine(LAW, read_timeline(timeline_told(base, case)))


def rules(examination: Examination, severity: Severity) -> list[str]:
    return sorted({each.rule for each in examination.findings if each.severity is severity})


@pytest.mark.parametrize(("base", "case"), list(_cases()))
def test_a_timeline_has_the_findings_that_a_lawyer_would_sign(
    base: Mapping[str, Any], case: Mapping[str, Any]
) -> None:
    examination = examined(base, case)

    found = {each: rules(examination, each) for each in (Severity.REFUSE, Severity.WARN)}
    expected = {
        Severity.REFUSE: sorted(case.get("refuse", [])),
        Severity.WARN: sorted(case.get("warn", [])),
    }
    assert case.get("is_partial") or found == expected


@pytest.mark.parametrize(("base", "case"), list(_cases()))
def test_a_timeline_has_its_periods_and_what_was_assumed(
    base: Mapping[str, Any], case: Mapping[str, Any]
) -> None:
    report: Any = examination_as_json(examined(base, case), file="", title="")

    found = {
        each["rule"]: [each["due_on"], each["done_on"], each["met"]] for each in report["deadlines"]
    }
    warned = {each["rule"]: each["warn_on"] for each in report["deadlines"]}
    assumed = {each["text"] for each in report["assumptions"]}
    expected = {
        rule: [str(due), str(done) if done else None, met]
        for rule, (due, done, met) in case.get("deadlines", {}).items()
    }
    assert {rule: found.get(rule) for rule in expected} == expected
    assert {rule: warned[rule] for rule in case.get("warned", {})} == {
        rule: str(day) for rule, day in case.get("warned", {}).items()
    }
    assert set(case.get("assumed", [])) <= assumed
