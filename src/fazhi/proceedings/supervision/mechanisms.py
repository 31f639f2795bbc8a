"""The eight mechanisms (八项工作机制) of the street, and what of the system enforces each.

The file names rules, steps and pages; everything about them is read from the law and from the
supervision rules, so that a mechanism cannot claim what is not there.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.law.answer import BLOCKING_VERIFICATIONS, Text
from fazhi.law.citation import Citation
from fazhi.law.errors import NotInForceError
from fazhi.law.procedure import Procedure
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.procedures.penalty_summary import SUMMARY
from fazhi.law.rule import RuleText, rule_text
from fazhi.proceedings.supervision.rules import supervision_rule

_FILE = Path(__file__).parent / "mechanisms.yaml"
_PROCEDURES: Mapping[str, Procedure] = {
    "summary_procedure": SUMMARY,
    "ordinary_procedure": ORDINARY,
}


class Force(models.TextChoices):
    """What happens when a clause is not kept."""

    BLOCKS = "blocks", _("阻止")
    WARNS = "warns", _("提醒")
    WATCHES = "watches", _("监督")
    ORDERS = "orders", _("步骤")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that enforces a mechanism, with its article and its force."""

    id: str
    title: Text
    article: str
    force: Force


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism (工作机制): its clauses, and the pages on which they are worked with."""

    id: str
    name: Text
    clauses: tuple[Clause, ...]
    pages: tuple[str, ...]


def mechanisms(day: dt.date) -> tuple[Mechanism, ...]:
    """Return the mechanisms as they stand on a day, in the order of the file.

    UnknownLawError or SupervisionRuleError when one names a rule or step that is gone.
    """
    return tuple(_mechanism(name, data, day) for name, data in _content().items())


@cache
def _content() -> Mapping[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def _mechanism(name: str, data: Mapping[str, Any], day: dt.date) -> Mechanism:
    rules = [_rule(rule_text(each), day) for each in data["rules"]]
    steps = [_step(each, step) for each, names in data["steps"].items() for step in names]
    watches = [_watch(each) for each in data["supervision"]]
    return Mechanism(name, Text(**data["name"]), (*rules, *steps, *watches), tuple(data["pages"]))


def _rule(rule: RuleText, day: dt.date) -> Clause:
    blocks = rule.verified in BLOCKING_VERIFICATIONS
    force = Force.BLOCKS if blocks and rule.refusals else Force.WARNS
    return Clause(rule.id, rule.title, _printed(_cited(rule, day)), force)


def _cited(rule: RuleText, day: dt.date) -> tuple[Citation, ...]:
    """Return the provisions of a day; of a rule not yet, or no longer, in force its newest."""
    try:
        return rule.cited_on(day)
    except NotInForceError:
        return rule.versions[-1].cite


def _step(procedure: str, name: str) -> Clause:
    step = _PROCEDURES[procedure].step(name)
    return Clause(f"{procedure}.{name}", step.title, str(step.cite), Force.ORDERS)


def _watch(name: str) -> Clause:
    rule = supervision_rule(name)
    return Clause(rule.id, rule.title, rule.ground, Force.WATCHES)


def _printed(cites: tuple[Citation, ...]) -> str:
    return "、".join(str(each) for each in cites)
