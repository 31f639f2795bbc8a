"""Every number, deadline, rule and step of the law says since when it holds and on which ground.

The files are read as they are written, not through the loader, so that both check each other.
"""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import fazhi.law.procedures
from fazhi.law.calendar import WorkingCalendar
from fazhi.law.instrument import Instrument
from fazhi.law.jurisdiction import FOLDER, load_law
from fazhi.law.procedure import Procedure, Step


class Place(NamedTuple):
    """One mapping in a law file, and where it stands."""

    file: str
    key: str
    content: dict[str, Any]


def instruments() -> dict[str, Instrument]:
    return dict(load_law("ningbo").jurisdiction.instruments)


def mappings(root: Path) -> Iterator[Place]:
    """Yield every mapping of every law file."""
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield from _inside(name, "", content)


def _inside(file: str, key: str, content: Any) -> Iterator[Place]:
    if isinstance(content, dict):
        yield Place(file, key, content)
        for name, value in content.items():
            yield from _inside(file, f"{key}.{name}", value)
    if isinstance(content, list):
        for index, value in enumerate(content):
            yield from _inside(file, f"{key}[{index}]", value)


def uncited(root: Path) -> list[str]:
    """Return the versions that lack `since` or `cite`, and the files that lack versions."""
    return [
        f"{place.file}{place.key}[{index}]"
        for place in mappings(root)
        if "versions" in place.content
        for index, version in enumerate(place.content["versions"])
        if not isinstance(version.get("since"), dt.date) or not version.get("cite")
    ] + [
        place.file
        for place in mappings(root)
        if place.key == "" and "/parameters/" in place.file and not place.content.get("versions")
    ]


def unfounded(root: Path, known: dict[str, Instrument]) -> list[str]:
    """Return the citations of instruments that do not exist, or are not in force on `since`."""
    return [
        f"{place.file}{place.key}: {key}"
        for place in mappings(root)
        if "cite" in place.content
        for key in _cited(place.content["cite"])
        if not _stands(known.get(key), place.content.get("since"))
    ]


def _cited(cite: Any) -> list[str]:
    return [each["instrument"] for each in (cite if isinstance(cite, list) else [cite])]


def _stands(instrument: Instrument | None, since: dt.date | None) -> bool:
    return instrument is not None and (since is None or instrument.in_force_on(since))


def procedures() -> list[Procedure]:
    """Return every procedure that a module of `fazhi.law.procedures` holds."""
    names = [module.name for module in pkgutil.iter_modules(fazhi.law.procedures.__path__)]
    modules = [importlib.import_module(f"fazhi.law.procedures.{name}") for name in names]
    return [each for module in modules for each in vars(module).values() if _is_procedure(each)]


def _is_procedure(thing: object) -> bool:
    return isinstance(thing, Procedure)


def unfounded_steps(steps: list[Step], known: dict[str, Instrument]) -> list[str]:
    """Return the steps without a day, a ground, or a ground in force on that day."""
    return [
        step.name
        for step in steps
        if step.since == dt.date.min or not _stands(known.get(step.cite.instrument), step.since)
    ]


def test_every_version_says_since_when_and_on_which_ground() -> None:
    assert uncited(FOLDER) == []


def test_every_ground_exists_and_is_in_force_on_the_day_it_is_cited_for() -> None:
    assert unfounded(FOLDER, instruments()) == []


def test_every_step_rests_on_a_provision_in_force() -> None:
    steps = [step for procedure in procedures() for step in procedure.steps]

    assert unfounded_steps(steps, instruments()) == []
    assert steps != []


def test_every_year_of_the_calendar_names_its_notice() -> None:
    known = instruments()

    missing = [
        str(citation)
        for year in WorkingCalendar.load().years.values()
        for citation in year.because
        if citation.instrument not in known
    ]

    assert missing == []


def test_editions_of_one_instrument_do_not_overlap() -> None:
    editions = sorted(instruments().values(), key=lambda each: (each.title, each.since))

    overlapping = [
        later.key
        for earlier, later in pairwise(editions)
        if earlier.title == later.title and earlier.in_force_on(later.since)
    ]

    assert overlapping == []


@pytest.mark.parametrize(
    ("version", "faults"),
    [
        ("{ since: 2021-07-15, value: 1, cite: { instrument: 行政处罚法(2021) } }", (0, 0)),
        ("{ since: 2021-07-14, value: 1, cite: { instrument: 行政处罚法(2021) } }", (0, 1)),
        ("{ since: 2021-07-15, value: 1, cite: { instrument: 行政处罚法(2020) } }", (0, 1)),
        ("{ since: 2021-07-15, value: 1 }", (1, 0)),
        ("{ value: 1, cite: { instrument: 行政处罚法(2021) } }", (1, 0)),
    ],
)
def test_the_checks_find_what_they_look_for(
    tmp_path: Path, version: str, faults: tuple[int, int]
) -> None:
    folder = tmp_path / "national" / "parameters"
    folder.mkdir(parents=True)
    (folder / "cap.yaml").write_text(f"versions:\n  - {version}\n", encoding="utf-8")

    found = (len(uncited(tmp_path)), len(unfounded(tmp_path, instruments())))

    assert found == faults
