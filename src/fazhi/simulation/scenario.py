"""Scenarios: what a year of a sub-district looked like, as data checked before it is played."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from fazhi.law.calendar import WorkingCalendar
from fazhi.proceedings.issues.choices import CampaignKind
from fazhi.registers.staff.choices import Field

FOLDER = Path(__file__).parent / "scenarios"


class ScenarioError(ValueError):
    """A scenario cannot be played; says in which file, at which place, and what is wrong."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """A campaign of the year: its period and its share of the items of its kind."""

    name: str
    kind: CampaignKind
    since: dt.date
    until: dt.date
    weight: float
    checklist: tuple[str, ...]

    def runs_on(self, day: dt.date) -> bool:
        """Tell whether the campaign runs on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Volumes:
    """How much of everything happens in the year."""

    safety_items: int
    civic_items: int
    telephone_complaints: int
    on_the_spot_cases: int
    distinct_powers: int
    parking_referrals: int
    persuasions: int
    meetings: int = 0
    ordinary_cases: int = 0
    hearings: int = 0
    fines: int = 0
    lawsuits: int = 0
    leads: int = 0
    platform_cases: int = 0
    cooperation_requests: int = 0
    conduct_complaints: int = 0
    commendations: int = 0

    def items(self, kind: CampaignKind) -> int:
        """Return how many campaign items of a kind there are."""
        return self.safety_items if kind is CampaignKind.SAFETY else self.civic_items


@dataclass(frozen=True, slots=True)
class AuthorityPlan:
    """One sub-district of the scenario: its register data, its staff, its year."""

    register: str
    seconded: Mapping[Field, int]
    own_officers: int
    volumes: Volumes
    campaigns: tuple[CampaignPlan, ...]
    problem_share: Mapping[CampaignKind, float]


@dataclass(frozen=True, slots=True)
class Shares:
    """Which part of the acts goes one way or another; each between 0 and 1."""

    electronic_payment: float
    cash_payment: float
    late_payment: float
    refusal_to_sign: float
    organisation: float
    individual_business: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """A year to play: volumes, staff, campaigns, seasons and shares; nothing of its outcome."""

    name: str
    title: str
    source: str
    year: int
    seed: int
    authorities: tuple[AuthorityPlan, ...]
    seasons: Mapping[str, tuple[float, ...]]
    rest_days: Mapping[str, float]
    shares: Shares

    @property
    def days(self) -> list[dt.date]:
        """Return every day of the year."""
        first = dt.date(self.year, 1, 1)
        return [
            first + dt.timedelta(days=n) for n in range((dt.date(self.year + 1, 1, 1) - first).days)
        ]

    def busyness(self, rhythm: str, calendar: WorkingCalendar) -> list[float]:
        """Return how busy each day is with things of one rhythm, relative to the others."""
        return [
            self.seasons[rhythm][day.month - 1]
            * (1.0 if calendar.is_working_day(day) else self.rest_days[rhythm])
            for day in self.days
        ]


def load_scenario(name: str) -> Scenario:
    """Return a scenario of the product by its name, or one of the user's by its file."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else FOLDER / f"{name}.yaml"
    if not path.is_file():
        known = "、".join(sorted(each.stem for each in FOLDER.glob("*.yaml")))
        raise ScenarioError(f"没有场景“{name}”。可用的场景：{known}；或者给出一个 .yaml 文件。")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path.name}: 文件不是 UTF-8 编码，请另存为 UTF-8。") from error
    except yaml.YAMLError as error:
        raise ScenarioError(f"{path.name}: 不是有效的 YAML：{error}") from error
    return read_scenario(path.name, data)


def read_scenario(place: str, data: object) -> Scenario:
    """Check the content of a scenario file and return the scenario."""
    content = _checked(place, data)
    scenario = Scenario(
        name=content["name"],
        title=content["title"]["zh"],
        source=content["source"],
        year=content["year"],
        seed=content["seed"],
        authorities=tuple(_authority(each) for each in content["authorities"]),
        seasons={key: tuple(each) for key, each in content["seasons"].items()},
        rest_days=content["rest_days"],
        shares=Shares(**content["shares"]),
    )
    _refuse_impossible(place, scenario)
    return scenario


def _checked(place: str, data: object) -> dict[str, Any]:
    plain = json.loads(json.dumps(data, default=_plain))
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    errors = jsonschema.Draft202012Validator(schema, format_checker=checker).iter_errors(plain)
    for error in sorted(errors, key=lambda each: list(map(str, each.absolute_path))):
        at = ".".join(map(str, error.absolute_path)) or "（全文）"
        raise ScenarioError(f"{place}: {at}：{error.message}")
    return dict(plain)


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise ScenarioError(f"场景文件里不能有 {value!r}")


def _authority(data: Mapping[str, Any]) -> AuthorityPlan:
    return AuthorityPlan(
        register=data["register"],
        seconded={Field(key): count for key, count in data["seconded"].items()},
        own_officers=data["own_officers"],
        volumes=Volumes(**data["volumes"]),
        campaigns=tuple(_campaign(each) for each in data["campaigns"]),
        problem_share={CampaignKind(key): each for key, each in data["problem_share"].items()},
    )


def _campaign(data: Mapping[str, Any]) -> CampaignPlan:
    return CampaignPlan(
        name=data["name"],
        kind=CampaignKind(data["kind"]),
        since=dt.date.fromisoformat(data["since"]),
        until=dt.date.fromisoformat(data["until"]),
        weight=data["weight"],
        checklist=tuple(data["checklist"]),
    )


def _refuse_impossible(place: str, scenario: Scenario) -> None:
    if not WorkingCalendar.load().published(scenario.year):
        raise ScenarioError(f"{place}: year：{scenario.year} 年的放假安排未收录，不能演示。")
    for number, plan in enumerate(scenario.authorities):
        at = f"{place}: authorities.{number}"
        volumes = plan.volumes
        if volumes.distinct_powers > volumes.on_the_spot_cases:
            raise ScenarioError(f"{at}.volumes.distinct_powers：事项数不能多于案件数。")
        for kind in CampaignKind:
            covered = {
                day
                for each in plan.campaigns
                if each.kind is kind
                for day in scenario.days
                if each.runs_on(day)
            }
            if volumes.items(kind) and not covered:
                raise ScenarioError(
                    f"{at}.campaigns：没有{kind.label}，却有{volumes.items(kind)}件事项。"
                )
        for campaign in plan.campaigns:
            if campaign.until < campaign.since or campaign.since.year != scenario.year:
                raise ScenarioError(
                    f"{at}.campaigns：“{campaign.name}”的起止日不在当年或次序不对。"
                )
