"""Scenario files: what cannot be played is refused with its place and a sentence."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from fazhi.simulation.chance import spread, stream
from fazhi.simulation.scenario import FOLDER, ScenarioError, load_scenario, read_scenario

FILE = Path(__file__).parent / "tiny.yaml"
Change = Callable[[dict[str, Any]], None]


def _set(*path: Any) -> Change:
    *steps, last, value = path

    def change(data: dict[str, Any]) -> None:
        place: Any = data
        for step in steps:
            place = place[step]
        place[last] = value

    return change


BROKEN: list[tuple[Change, str]] = [
    (_set("volume", 3), "Additional properties"),
    (_set("authorities", 0, "volumes", "persuasions", "many"), "volumes.persuasions"),
    (_set("authorities", 0, "volumes", "distinct_powers", 10), "事项数不能多于案件数"),
    (_set("authorities", 0, "campaigns", []), "没有平安专项"),
    (_set("authorities", 0, "campaigns", 0, "since", "2023-13-40"), "since"),
    (_set("year", 2031), "2031 年的放假安排未收录"),
    (_set("shares", "late_payment", 2), "shares.late_payment"),
]


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[said for _change, said in BROKEN])
def test_a_broken_scenario_says_where_and_what(change: Change, said: str) -> None:
    data = copy.deepcopy(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    change(data)

    with pytest.raises(ScenarioError) as error:
        read_scenario("tiny.yaml", data)

    assert str(error.value).startswith("tiny.yaml")
    assert said in str(error.value)


def test_what_is_not_yaml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("name: [", encoding="utf-8")

    with pytest.raises(ScenarioError, match="不是有效的 YAML"):
        load_scenario(str(file))


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gbk.yaml"
    file.write_bytes("name: 街道".encode("gbk"))

    with pytest.raises(ScenarioError, match="UTF-8"):
        load_scenario(str(file))


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(ScenarioError, match="zhuangshi-2023"):
        load_scenario("nowhere")


def test_every_scenario_of_the_product_can_be_played() -> None:
    names = sorted(path.stem for path in FOLDER.glob("*.yaml"))

    assert [load_scenario(name).name for name in names] == names


def test_spreading_adds_up_to_the_total() -> None:
    chance = stream(1, "weights")
    for total in (0, 1, 7, 365, 40_000):
        weights = [chance.random() for _ in range(365)]

        assert sum(spread(total, weights)) == total


def test_streams_of_two_kinds_do_not_move_each_other() -> None:
    alone = [stream(1, "visits").random() for _ in range(3)]
    stream(1, "something new").random()

    assert [stream(1, "visits").random() for _ in range(3)] == alone
