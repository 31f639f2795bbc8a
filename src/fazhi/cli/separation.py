"""`fazhi separation`: the report of the separation of duties; anything found is exit code 1."""

import argparse
import json
from typing import TYPE_CHECKING

from fazhi.cli.site import open_site, seat_of
from fazhi.cli.terminal import FINDING, GOOD, help_of, written
from fazhi.law.answer import Text

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.separation import FoundBreach, SeparationReport


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the authority and the form."""
    parser.add_argument(
        "--authority",
        default="",
        help=help_of("机关代码（只有一个时可省略）", "code of the authority"),
    )
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Print the report; a breach is a finding."""
    open_site()
    from fazhi.proceedings.supervision.separation import (  # noqa: PLC0415 -- needs the settings
        count_separation,
    )

    report = count_separation(seat_of(arguments.authority).authority)
    print(as_json(report) if arguments.json else as_lines(report))  # noqa: T201 -- asked for
    return FINDING if report.found else GOOD


def as_json(report: "SeparationReport") -> str:
    """Return the report in the published shape (docs/commands/separation.schema.json)."""
    told = {
        "files": report.files,
        "acts": report.acts,
        "pairs": [
            {
                "id": each.pair.id,
                "rule": each.pair.rule,
                "files": each.files,
                "breaches": each.breaches,
            }
            for each in report.pairs
        ],
        "found": [_breach(each) for each in report.found],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_lines(report: "SeparationReport") -> str:
    """Return the report for reading: what was counted, then what was found, one a line."""
    counted = Text(
        f"核对 {report.files} 卷、{report.acts} 项行为，发现 {len(report.found)} 项。",
        f"{report.files} files, {report.acts} acts, {len(report.found)} found.",
    )
    lines = [written(counted)]
    for each in report.found:
        said, where = each.breach.answer.reason, f"{each.file.number} {each.person}"
        lines.append(written(Text(f"{where}：{said.zh}", f"{where}: {said.en}")))
    return "\n".join(lines)


def _breach(each: "FoundBreach") -> dict[str, object]:
    return {
        "number": each.file.number,
        "person": each.person,
        "day": each.breach.day.isoformat(),
        "pair": each.breach.pair.id,
        "rule": each.breach.answer.rule,
        "reason": each.breach.answer.reason.zh,
    }
