"""Supervision rules (监督规则): what is looked for, since when, on which ground; and who looks.

The rules are data (`supervision_rules.yaml`). A room that knows the rows registers a watch:

    @watches("task_overdue")
    def tasks_overdue(look: Look) -> Iterator[Observation]: …

A room above this one, such as the one that publishes, registers its own in the same way and adds
its rule to the file; a rule that nobody watches is a mistake that a test finds.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import Law, load_law
from fazhi.proceedings.supervision.choices import Lasting

_FILE = Path(__file__).parent / "supervision_rules.yaml"
_KEYS = {"title", "looks_for", "since", "lasting"}
_OPTIONAL = {"cite", "own", "parameters"}


class SupervisionRuleError(ValueError):
    """The rules cannot be read, or none has this identifier; says which one and why."""


@dataclass(frozen=True, slots=True)
class SupervisionRule:
    """One supervision rule: either a provision stands behind it, or it is the office's own."""

    id: str
    title: Text
    looks_for: Text
    since: dt.date
    lasting: Lasting
    cite: tuple[Citation, ...]
    own: Text | None
    parameters: Mapping[str, int]

    @property
    def ground(self) -> str:
        """Return on what the rule rests, as it is printed."""
        return "、".join(str(each) for each in self.cite) or str(self.own)


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's own terms in calendar days; they warn and never block."""

    finding: int
    conduct: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a watch sees on a day: one subject, since when, in words without a personal value."""

    subject: str
    title: str
    since: dt.date
    dossier: Dossier | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a watch is given: a seat that reads everything, the day, the law, its rule."""

    seat: Seat
    day: dt.date
    law: Law
    rule: SupervisionRule

    @classmethod
    def of(cls, authority: str, day: dt.date, rule: SupervisionRule) -> "Look":
        """Look at an authority on a day from a seat of nobody, which leads and does nothing."""
        seat = Seat(authority, UUID(int=0), name="系统", roles=frozenset({Role.SQUAD_LEADER}))
        return cls(seat, day, load_law(), rule)


Watch = Callable[[Look], Iterable[Observation]]

_watches: dict[str, Watch] = {}


def watches(rule: str) -> Callable[[Watch], Watch]:
    """Register who looks for what a rule names; rooms do so when apps load."""

    def register(watch: Watch) -> Watch:
        _watches[rule] = watch
        return watch

    return register


def watched() -> frozenset[str]:
    """Return the identifiers of the rules for which somebody looks."""
    return frozenset(_watches)


def observed(authority: str, day: dt.date) -> dict[str, list[Observation]]:
    """Return what the rules in force on a day see in an authority, rule by rule."""
    return {
        rule.id: list(_watches[rule.id](Look.of(authority, day, rule)))
        for rule in supervision_rules().values()
        if rule.since <= day and rule.id in _watches
    }


def supervision_rule(name: str) -> SupervisionRule:
    """Return one rule; SupervisionRuleError when none has this identifier."""
    found = supervision_rules().get(name)
    if found is None:
        raise SupervisionRuleError(f"没有监督规则 {name}")
    return found


@cache
def supervision_rules() -> Mapping[str, SupervisionRule]:
    """Return the rules by identifier, in the order of the file."""
    return {name: _read(name, data) for name, data in _content()["rules"].items()}


@cache
def terms() -> Terms:
    """Return the office's own terms."""
    return Terms(**_content()["terms"])


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def _read(name: str, data: Mapping[str, Any]) -> SupervisionRule:
    if not data.keys() >= _KEYS or data.keys() - _KEYS - _OPTIONAL:
        raise SupervisionRuleError(f"监督规则 {name} 的栏目不对：{'、'.join(data)}")
    if ("cite" in data) == ("own" in data):
        raise SupervisionRuleError(f"监督规则 {name} 应写明依据，或者写明是街道自己的规则")
    return SupervisionRule(
        id=name,
        title=Text(**data["title"]),
        looks_for=Text(**data["looks_for"]),
        since=data["since"],
        lasting=Lasting(data["lasting"]),
        cite=tuple(Citation(**each) for each in data.get("cite", ())),
        own=Text(**data["own"]) if "own" in data else None,
        parameters=data.get("parameters", {}),
    )
