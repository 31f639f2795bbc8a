"""An examination as plain text, in both languages, for a clerk who mends the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from fazhi.cli.terminal import written
from fazhi.law.answer import Text
from fazhi.law.examined_deadlines import ExaminedDeadline
from fazhi.law.examiner import Examination, Finding, Severity
from fazhi.law.timeline import Timeline
from fazhi.law.timeline_acts import act_forms

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


def in_words(name: str, timeline: Timeline, found: Examination) -> str:
    """Return score, findings, periods and assumptions in the language of the terminal."""
    heading = f"{name}：{timeline.title}" if timeline.title else name
    titles = {key: form.step.title for key, form in act_forms(timeline.procedure).items()}

    def lines(read: Read) -> Iterator[str]:
        yield heading
        yield read(Text(f"评查得分：{found.score}", f"Score: {found.score}"))
        yield from _findings(found.findings, len(timeline.acts), titles, read)
        yield from _deadlines(found.deadlines, read)
        yield from _assumptions(found, titles, read)

    text = Text(
        "\n".join(lines(lambda each: each.zh)),
        "\n".join(lines(lambda each: each.en)),
    )
    return written(text, between="\n\n")


def _findings(
    findings: Sequence[Finding],
    count: int,
    titles: Mapping[str, Text],
    read: Read,
) -> Iterator[str]:
    grave = [each for each in findings if each.severity is not Severity.NOTE]
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


def _assumptions(found: Examination, titles: Mapping[str, Text], read: Read) -> Iterator[str]:
    if found.assumptions:
        yield ""
        yield read(Text("时间线没有写明，推定如下：", "Not told, and taken to be so:"))
    for each in found.assumptions:
        title = titles.get(each.act, Text("全案", "the file"))
        yield read(
            Text(f"    {title.zh}：{each.text.zh}", f"    {title.en}: {each.text.en}"),
        )
