"""Playing a year: the figures come out as the scenario states, and nothing else moves."""

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.models import Entry, EntryContent, Leaf
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figure, figures
from fazhi.proceedings.cases.models import CaseStep
from fazhi.proceedings.cooperation.models import CooperationReply
from fazhi.proceedings.leads.models import IntakeAnswer
from fazhi.simulation import playing
from fazhi.simulation.playing import play
from fazhi.simulation.scenario import Scenario, read_scenario

FILE = Path(__file__).parent / "tiny.yaml"
YEAR = Period.of_year(2023)


@cache
def scenario(**volumes: int) -> Scenario:
    data: dict[str, Any] = copy.deepcopy(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    data["authorities"][0]["volumes"].update(volumes)
    return read_scenario("tiny.yaml", data)


@cache
def played(**volumes: int) -> dict[str, str]:
    """Play a scenario and return its figures; nothing of it stays in the database."""
    wanted = scenario(**volumes)
    with transaction.atomic():
        outcome = play(wanted)
        found = {
            each.definition.id: str(each.value)
            for each in figures(Seat(authority=outcome.authority), YEAR)
        }
        transaction.set_rollback(True)
    return found


@pytest.fixture
def tiny_figures(db: None) -> dict[str, str]:
    del db
    return played()


@pytest.mark.slow
def test_the_figures_are_what_the_scenario_states(tiny_figures: dict[str, str]) -> None:
    wanted = {
        "staff.seconded": "9",
        "powers.claimed": "504",
        "powers.claim_rate": "100.00",
        "powers.used": "4",
        "powers.use_rate": "0.79",
        "cases.filed": "11",
        "cases.ordinary": "2",
        "cases.three_level_review": "100.00",
        "cases.on_the_spot": "9",
        "cases.fines": "2300.00",
        "parking.referrals": "13",
        "parking.hand_over_rate": "100.00",
        "persuasions": "5",
        "reports.telephone": "7",
        "reports.telephone.reply_rate": "100.00",
        "campaigns.safety_items": "61",
        "campaigns.safety_problems": "6",
        "campaigns.civic_items": "97",
        "campaigns.civic_problems": "5",
        "joint_meetings": "3",
        "joint_meetings.holding_rate": "100.00",
        "resolutions_done_on_time": "100.00",
        "leads.answered_in_time": "100.00",
        "platform_cases.answered_in_time": "100.00",
        "cooperation.answered_in_time": "100.00",
        "publications.in_time_rate": "100.00",
        "remedies.reconsiderations": "0",
        "remedies.lawsuits": "1",
    }

    assert {key: tiny_figures[key] for key in wanted} == wanted


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "moved"),
    [
        ("telephone_complaints", 8, {"reports.telephone"}),
        ("persuasions", 6, {"persuasions"}),
        ("parking_referrals", 14, {"parking.referrals"}),
        ("meetings", 4, {"joint_meetings"}),
        ("leads", 7, set()),
        ("lawsuits", 2, {"remedies.lawsuits"}),
        ("ordinary_cases", 3, {"cases.filed", "cases.ordinary"}),
        ("fines", 2500, {"cases.fines"}),
    ],
)
def test_changing_one_input_changes_exactly_its_figures(
    tiny_figures: dict[str, str], name: str, value: int, moved: set[str]
) -> None:
    other = played(**{name: value})

    assert {key for key in other if other[key] != tiny_figures[key]} == moved


@pytest.mark.slow
@pytest.mark.django_db
def test_an_answer_that_is_taken_away_lowers_its_rate_and_no_other() -> None:
    answers_of: dict[str, Any] = {
        "leads.answered_in_time": IntakeAnswer.objects.filter(intake__kind="lead"),
        "platform_cases.answered_in_time": IntakeAnswer.objects.filter(
            intake__kind="platform_case"
        ),
        "cooperation.answered_in_time": CooperationReply.objects.all(),
    }
    keys = list(answers_of)
    bases, lowered = [], {}
    with transaction.atomic():
        seat = Seat(authority=play(scenario()).authority)
        bases = [figure(seat, key, YEAR).base for key in keys]
        for key, answers in answers_of.items():
            with transaction.atomic():
                answers.order_by("pk")[0].delete()
                lowered[key] = [str(figure(seat, each, YEAR).value) for each in keys]
                transaction.set_rollback(True)
        transaction.set_rollback(True)

    assert bases == [6, 3, 4]
    assert list(lowered.values()) == [
        ["83.33", "100.00", "100.00"],
        ["100.00", "66.67", "100.00"],
        ["100.00", "100.00", "75.00"],
    ]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_review_that_is_missing_lowers_the_rate_of_three_level_review() -> None:
    with transaction.atomic():
        seat = Seat(authority=play(scenario()).authority)
        review = CaseStep.objects.filter(step="legality_review").order_by("pk")[0]
        CaseStep.objects.filter(pk=review.pk).delete()
        found = figure(seat, "cases.three_level_review", YEAR)
        transaction.set_rollback(True)

    assert (found.numerator, found.base, str(found.value)) == (1, 2, "50.00")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_play_that_was_killed_goes_on_and_gives_the_same_journal_in_order_of_the_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def journal() -> list[tuple[str, str]]:
        texts = dict(EntryContent.objects.values_list("entry_id", "text"))
        return [(entry.kind, texts[entry.pk]) for entry in Entry.objects.order_by("id")]

    with transaction.atomic():
        play(scenario())
        whole = journal()
        transaction.set_rollback(True)

    days = 0
    play_day = playing._play_day  # noqa: SLF001 -- where a kill would strike

    def killed(*arguments: Any) -> bool:
        nonlocal days
        days += 1
        if days == 40:
            raise KeyboardInterrupt
        return play_day(*arguments)

    monkeypatch.setattr(playing, "_play_day", killed)
    with pytest.raises(KeyboardInterrupt):
        play(scenario())
    monkeypatch.setattr(playing, "_play_day", play_day)
    outcome = play(scenario())

    assert outcome.played_days == 365 - 39
    assert journal() == whole
    leaves = Leaf.objects.filter(authority=outcome.authority).order_by("position")
    placed = list(leaves.values_list("entry__recorded_at", "entry_id"))
    assert placed == sorted(placed)
