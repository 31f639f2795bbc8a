"""The cases of tests/law/ordinary_cases.yaml as timelines, and all that the law answers to them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.ordinary import examine_act
from fazhi.law.timeline import read_timeline
from tests.law.cases_of_law import merged

PAGE = yaml.safe_load((Path(__file__).parent / "ordinary_cases.yaml").read_text(encoding="utf-8"))
CASES = {case["name"]: case for case in PAGE["cases"]}
PARTS = ("party", "power", "violation")


def told(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return the timeline of a case: the lawful one with what is different, in order of time."""
    base = PAGE["base"]
    acts = merged(base["acts"], CASES[case["like"]]["change"] if "like" in case else {})
    acts = merged(acts, case.get("change", {}))
    lines = [{"act": step, **_said(act)} for step, act in acts.items() if act is not None]
    parts = {part: merged(base[part], case.get(part, {})) for part in PARTS}
    return {
        **parts,
        **case.get("facts", {}),
        "officers": base["officers"],
        "acts": sorted(lines, key=lambda line: line["at"]),
    }


def _said(act: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in act.items() if value is not None}


def all_answers() -> Iterator[Answer]:
    """Yield every answer of the law to every act of every case."""
    law = load_law()
    for case in CASES.values():
        timeline = read_timeline(told(case))
        for place, act in enumerate(timeline.acts):
            yield from examine_act(law, replace(timeline.facts, acts=timeline.acts[:place]), act)
