"""`fazhi demo`: install the site and play a scenario into it, once, taking up where it stopped."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn, Self

from tqdm import tqdm

from fazhi.cli.annual_report import write_report
from fazhi.cli.figures import figures_as_json
from fazhi.cli.install import install
from fazhi.cli.site import count_rows_for_planner, open_site
from fazhi.cli.terminal import GOOD, WRONG_USE, complain, help_of, say


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the scenario, its seed and the folder for the results."""
    parser.add_argument(
        "--scenario",
        default="zhuangshi-2023",
        metavar="NAME|FILE",
        help=help_of("场景名称或 YAML 文件", "name of a scenario, or a YAML file"),
    )
    parser.add_argument("--seed", type=int, help=help_of("随机种子", "seed of chance"))
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help=help_of(
            "另写出年度报告和指标的文件夹", "folder for the annual report and the figures"
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Install, play what has not been played yet, and write the results when asked."""
    open_site()
    from fazhi.simulation.playing import play  # noqa: PLC0415 -- needs the settings
    from fazhi.simulation.scenario import (  # noqa: PLC0415 -- needs the settings
        ScenarioError,
        load_scenario,
    )

    try:
        scenario = load_scenario(arguments.scenario)
    except ScenarioError as error:
        complain(str(error), str(error))
        return WRONG_USE
    install(is_demonstration=True)
    with Bars() as bars:
        outcome = play(scenario, seed=arguments.seed, progress=bars)
    if outcome.played_days:
        count_rows_for_planner()
    if arguments.out:
        write_results(outcome.authority, outcome.year, arguments.out)
    say("演示数据已就绪。", "The demonstration data is ready.")
    return GOOD


class Bars:
    """One bar for each part of the play: called with the part, the work done and the whole."""

    def __init__(self) -> None:
        """Begin without a bar."""
        self._bar: tqdm[NoReturn] | None = None
        self._part = ""

    def __enter__(self) -> Self:
        """Return the bars."""
        return self

    def __call__(self, part: str, done: int, whole: int) -> None:
        """Show how far a part has come."""
        if part != self._part or self._bar is None:
            self._close()
            self._part, self._bar = part, _bar(part, whole)
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        """Finish the last bar."""
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _bar(part: str, whole: int) -> "tqdm[NoReturn]":
    # A file gets a line now and then, not one for each step.
    pause = 0.2 if sys.stderr.isatty() else 20
    return tqdm(total=whole, desc=part, unit="", mininterval=pause, maxinterval=2 * pause)


def write_results(authority: str, year: int, folder: Path) -> None:
    """Write the annual report of the year, as page and as PDF, and its figures."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "figures.json").write_text(figures_as_json(authority, year))
    for form in ("html", "pdf"):
        write_report(authority, year, form, folder / f"annual-report-{year}.{form}")
    say(f"年度报告和指标在 {folder}", f"The annual report and the figures are in {folder}")
