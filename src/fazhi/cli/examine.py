"""`fazhi examine`: judges a case told as a plain timeline, and says under which article."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fazhi.cli.terminal import FINDING, GOOD, WRONG_USE, complain, help_of, written
from fazhi.law.answer import Text
from fazhi.law.case_acts import CaseAct
from fazhi.law.errors import LawError
from fazhi.law.examination_report import examination_as_json
from fazhi.law.examined_deadlines import ExaminedDeadline
from fazhi.law.examiner import Examination, Finding, Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline import Timeline
from fazhi.law.timeline_acts import act_forms
from fazhi.law.timeline_text import LARGEST, timeline_of

_STANDARD_INPUT = "-"
_SEVERITIES = {
    Severity.REFUSE: Text("应当拒绝", "refuse"),
    Severity.WARN: Text("提醒", "warn"),
    Severity.NOTE: Text("待办", "note"),
}
_MET = {
    True: Text("按时", "in time"),
    False: Text("逾期或者不符", "not kept"),
    None: Text("未到期", "open"),
}

#: Reads a sentence in one of the two languages.
Read = Callable[[Text], str]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=help_of("案件时间线（YAML）；- 为标准输入", "timeline (YAML); - for standard input"),
    )
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))
    parser.add_argument(
        "--place",
        default="",
        help=help_of("适用地域，代替时间线所写", "jurisdiction, instead of what the timeline says"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Examine each file; the gravest exit code counts."""
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
    if arguments.json:
        shown = [
            examination_as_json(found, file=name, title=timeline.title)
            for name, timeline, found in examined
        ]
        one = shown[0] if len(shown) == 1 else shown
        print(json.dumps(one, ensure_ascii=False, indent=2))  # noqa: T201 -- what was asked for
    else:
        print("\n\n".join(_in_words(*each) for each in examined))  # noqa: T201 -- as above
    refused = any(
        finding.severity is Severity.REFUSE for *_, found in examined for finding in found.findings
    )
    return FINDING if refused else GOOD


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


def _in_words(name: str, timeline: Timeline, found: Examination) -> str:
    heading = f"{name}：{timeline.title}" if timeline.title else name
    titles = {key: form.step.title for key, form in act_forms(timeline.procedure).items()}

    def lines(read: Read) -> Iterator[str]:
        yield heading
        yield read(Text(f"评查得分：{found.score}", f"Score: {found.score}"))
        yield from _findings(found.findings, timeline.acts, titles, read)
        yield from _deadlines(found.deadlines, read)
        yield from _assumptions(found, titles, read)

    text = Text(
        "\n".join(lines(lambda each: each.zh)),
        "\n".join(lines(lambda each: each.en)),
    )
    return written(text, between="\n\n")


def _findings(
    findings: Sequence[Finding],
    acts: Sequence[CaseAct],
    titles: dict[str, Text],
    read: Read,
) -> Iterator[str]:
    grave = [each for each in findings if each.severity is not Severity.NOTE]
    count = len(acts)
    yield ""
    if not grave:
        yield read(Text(f"{count} 个行为，没有发现问题。", f"{count} acts, no fault found."))
    for each in findings:
        title = titles[each.act]
        severity = _SEVERITIES[each.severity]
        articles = "；".join(map(str, each.because))
        yield read(
            Text(
                f"【{severity.zh}】{each.day} {title.zh}：{each.reason.zh}",
                f"[{severity.en}] {each.day} {title.en}: {each.reason.en}",
            )
        )
        yield read(
            Text(
                f"    依据：{articles}（{each.rule}）。下一步：{each.next_step.zh}",
                f"    Ground: {articles} ({each.rule}). Next: {each.next_step.en}",
            )
        )


def _deadlines(deadlines: Sequence[ExaminedDeadline], read: Read) -> Iterator[str]:
    if deadlines:
        yield ""
        yield read(Text("法定期限：", "Statutory periods:"))
    for each in deadlines:
        rule, met = each.deadline.rule, _MET[each.is_met]
        due = each.deadline.due_at or each.deadline.due_on or each.deadline.earliest_on
        done = f"{each.done_on:%Y-%m-%d}" if each.done_on else "—"
        yield read(
            Text(
                f"    {rule.label.zh}（{rule.name}）：至 {due:%Y-%m-%d}，办理 {done}，{met.zh}",
                f"    {rule.label.en} ({rule.name}): due {due:%Y-%m-%d}, done {done}, {met.en}",
            )
            if due
            else rule.label
        )


def _assumptions(found: Examination, titles: dict[str, Text], read: Read) -> Iterator[str]:
    if found.assumptions:
        yield ""
        yield read(Text("时间线没有写明，推定如下：", "Not told, and taken to be so:"))
    for each in found.assumptions:
        title = titles.get(each.act, Text("全案", "the file"))
        yield read(
            Text(f"    {title.zh}：{each.text.zh}", f"    {title.en}: {each.text.en}"),
        )
