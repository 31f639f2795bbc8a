"""`fazhi examine`: judges a case told as a plain timeline, and says under which article."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from fazhi.cli.examine_format import format_of_timelines
from fazhi.cli.examined import in_words
from fazhi.cli.terminal import FINDING, GOOD, WRONG_USE, complain, help_of
from fazhi.law.errors import LawError
from fazhi.law.examination_report import examination_as_json
from fazhi.law.examiner import Examination, Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline import Timeline
from fazhi.law.timeline_text import LARGEST, timeline_of

_STANDARD_INPUT = "-"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help=help_of("案件时间线（YAML）；- 为标准输入", "timeline (YAML); - for standard input"),
    )
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))
    parser.add_argument(
        "--acts",
        action="store_true",
        help=help_of("列出时间线可以写的行为和要件", "list the acts and particulars of a timeline"),
    )
    parser.add_argument(
        "--place",
        default="",
        help=help_of("适用地域，代替时间线所写", "jurisdiction, instead of what the timeline says"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Examine each file; the gravest exit code counts."""
    if arguments.acts:
        print(format_of_timelines())  # noqa: T201 -- this is what was asked for
        return GOOD
    if not arguments.files:
        complain(
            "请写明文件，如 fazhi examine case.yaml；格式见 --acts",
            "Name a file, such as fazhi examine case.yaml; --acts shows the format",
        )
        return WRONG_USE
    try:
        examined = [_examined(name, arguments.place) for name in arguments.files]
    except OSError as error:
        zh = f"{error.filename}：读不了（{error.strerror}）。请核对文件名和权限。"
        en = f"{error.filename}: cannot be read ({error.strerror}); check its name and permissions."
        complain(zh, en)
        return WRONG_USE
    except LawError as error:
        complain(error.text.zh, error.text.en)
        return WRONG_USE
    _show(examined, as_json=arguments.json)
    findings = (finding for *_, found in examined for finding in found.findings)
    return FINDING if any(each.severity is Severity.REFUSE for each in findings) else GOOD


def _show(examined: Sequence[tuple[str, Timeline, Examination]], *, as_json: bool) -> None:
    if not as_json:
        print("\n\n".join(in_words(*each) for each in examined))  # noqa: T201 -- was asked for
        return
    shown = [
        examination_as_json(found, file=name, title=timeline.title)
        for name, timeline, found in examined
    ]
    one = shown[0] if len(shown) == 1 else shown
    print(json.dumps(one, ensure_ascii=False, indent=2))  # noqa: T201 -- was asked for


def _examined(name: str, place: str) -> tuple[str, Timeline, Examination]:
    timeline = timeline_of(_raw(name), file=name)
    law = load_law(place or timeline.place)
    return name, timeline, examine(law, timeline)


def _raw(name: str) -> bytes:
    """Read no more than is needed to see that a file is too large."""
    if name == _STANDARD_INPUT:
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as stream:
        return stream.read(LARGEST + 1)
