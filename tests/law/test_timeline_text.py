"""Timelines as text: whatever a stranger writes is read, or refused with line, key and reason."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fazhi.law.errors import LawDataError
from fazhi.law.examination_report import examination_as_json
from fazhi.law.examiner import examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline import Timeline
from fazhi.law.timeline_acts import act_forms, follow_ups, procedure_of
from fazhi.law.timeline_text import LARGEST, timeline_of, timeline_of_json

LAW = load_law()
_FIRST, _LAST = dt.date(2019, 1, 1), dt.date(2027, 12, 31)
SHORT = """\
violation: { ended_on: 2026-03-01 }
acts:
  - { act: case_filing, at: 2026-03-02 09:00 }
"""
BROKEN = [
    ("violation:\n\tended_on: 2026-03-01\n", "line 2", "制表符"),
    (SHORT + "acts: []\n", "line 4", "written twice"),
    (SHORT.replace("case_filing", "dance"), "line 3, acts[0].act", "dance"),
    (SHORT.replace("2026-03-02 09:00", "soon"), "line 3, acts[0].at", "2026-03-10 09:00"),
    (SHORT.replace("2026-03-02 09:00", "0001-01-01T00:00:00+14:00"), "line 3, acts[0].at", "0001"),
    (SHORT.replace("2026-03-01", "'2026-03-01'"), "line 1, violation.ended_on", "应当是日期"),
    (SHORT.replace("2026-03-01", "2026-02-30"), "line 1", "ValueError"),
    (SHORT.replace("2026-03-01", "9999-12-31"), "line 1, violation.ended_on", "9999-12-31"),
    (SHORT.replace("}", ", fine: .inf }", 2), "line 1", "InvalidOperation"),
    (SHORT.replace("09:00 }", "09:00, by: [x] }"), "line 3, acts[0].by", "应当是文字"),
    (SHORT.replace("case_filing", "[x]"), "line 3, acts[0].act", "只能是"),
    (SHORT + "title: &a x\nnumber: *a\n", "line 5", "不能引用别处"),
    ("[" * 5000, "line 1", "套得太深"),
    ("? [1]\n: 2\n", "line 1", "TypeError"),
    ("", "line 1", "应当是“键: 值”的列表"),
    ("- 1\n", "line 1", "应当是“键: 值”的列表"),
    ("violation: {", "line 2", "YAML 写法有误"),
    ("x: on\n", "line 1", "truth value"),
    ("\x00", "", "YAML 写法有误"),
    (SHORT + "number: " + "9" * 5000, "line 4", "ValueError"),
    ("x: !!map y\n", "line 1", "ValueError"),
    ("x: !!bool [y]\n", "line 1", "scalar"),
    (SHORT + "x: { y: 1 }\n", "line 4, x", "没有这个键"),
]


@pytest.mark.parametrize(("text", "where", "what"), BROKEN)
def test_what_cannot_be_read_is_named_by_its_line(text: str, where: str, what: str) -> None:
    with pytest.raises(LawDataError) as caught:
        timeline_of(text, file="case.yaml")

    assert (caught.value.file, caught.value.key) == ("case.yaml", where)
    assert what in caught.value.text.zh


def test_another_encoding_is_named_by_its_line() -> None:
    raw = (SHORT + "title: 甲案\n").encode("gb18030")

    with pytest.raises(LawDataError) as caught:
        timeline_of(raw, file="case.yaml")

    assert (caught.value.key, caught.value.what.en) == (
        "line 4", "is not UTF-8; save the file as UTF-8"
    )  # fmt: skip


def test_what_is_too_large_is_not_read() -> None:
    with pytest.raises(LawDataError, match="太大了"):
        timeline_of(b"#" * (LARGEST + 1), file="case.yaml")


def test_a_mark_at_the_beginning_and_moments_with_a_zone_are_read() -> None:
    text = SHORT.replace("2026-03-02 09:00", "2026-03-02T01:00:00Z")

    timeline = timeline_of(b"\xef\xbb\xbf" + text.encode(), file="case.yaml")

    assert timeline.acts[0].at.isoformat() == "2026-03-02T09:00:00"


def test_json_writes_its_days_as_text() -> None:
    content = {
        "title": "2026-13-01",
        "violation": {"ended_on": "2026-03-01"},
        "acts": [{"act": "case_filing", "at": "2026-03-02T09:00"}],
    }

    told = timeline_of_json(content, file="body")

    text = timeline_of(SHORT + "title: '2026-13-01'\n", file="body")
    assert told == text


def test_json_that_is_nested_too_deeply_is_refused() -> None:
    content: Any = 1
    for _ in range(50):
        content = {"x": content}

    with pytest.raises(LawDataError, match="套得太深"):
        timeline_of_json(content, file="body")


def test_an_act_after_a_decision_tells_only_its_own_particulars() -> None:
    text = SHORT + "  - { act: payment, at: 2026-03-03, amount: 5, signature: signed }\n"

    with pytest.raises(LawDataError) as caught:
        timeline_of(text, file="case.yaml")

    assert caught.value.key == "line 4, acts[1].signature"


def test_an_act_after_a_decision_tells_what_it_needs() -> None:
    text = SHORT + "  - { act: payment, at: 2026-03-03 }\n"

    with pytest.raises(LawDataError) as caught:
        timeline_of(text, file="case.yaml")

    assert caught.value.key == "line 4, acts[1].amount"


def test_every_follow_up_is_a_step_of_its_procedure() -> None:
    found = {name: procedure_of(name).step(name) for name in follow_ups()}

    assert found == {name: form.step for name, form in follow_ups().items()}


_WORDS = st.sampled_from(
    [
        "act", "at", "fine", "officers", "kinds", "measure", "decision", "lifting", "demand",
        "2026-03-01", "2026-03-01 09:00", "2026-02-14T10:00:00+08:00", "true", "1", "-1", "2.5",
        "1e9", ".nan", "12:30:30", "9" * 30, "payment", "amount", "until", "[a, b]", "{}", "~",
    ]
)  # fmt: skip
_LINES = st.dictionaries(_WORDS, _WORDS, max_size=4)


@st.composite
def _acts(draw: st.DrawFn) -> str:
    """Return an act with some of its own particulars, rightly or wrongly filled."""
    forms = act_forms(draw(st.sampled_from(["ordinary", "summary"])))  # type: ignore[arg-type]
    name = draw(st.sampled_from(sorted(forms)))
    keys = draw(st.lists(st.sampled_from(sorted(forms[name].known) or ["by"]), max_size=5))
    told = {key: draw(_WORDS) for key in keys}
    day = draw(st.dates(min_value=_FIRST, max_value=_LAST))
    rest = "".join(f", {key}: {value}" for key, value in told.items())
    return f"  - {{ act: {name}, at: {day} 10:00{rest} }}"


@settings(max_examples=150, deadline=None)
@given(st.lists(_acts(), min_size=1, max_size=6), st.sampled_from(["ordinary", "summary"]), _LINES)
def test_any_timeline_is_judged_or_refused_in_words(
    acts: list[str], procedure: str, party: dict[str, str]
) -> None:
    inside = ", ".join(f"{key}: {value}" for key, value in party.items())
    text = f"procedure: {procedure}\nviolation: {{ ended_on: 2023-03-01 }}\n"
    text += f"party: {{ {inside} }}\n" if len(party) > 1 else ""
    text += "acts:\n" + "\n".join(acts)

    timeline = _read(text)

    if isinstance(timeline, str):
        assert timeline.startswith("case.yaml")
        return
    report = examination_as_json(examine(LAW, timeline), file="", title="")
    assert 0 <= int(str(report["score"])) <= 100


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str | bytes) -> None:
    assert str(_read(text)).startswith("case.yaml")


def _read(text: str | bytes) -> Timeline | str:
    """Return the timeline, or the words with which it is refused."""
    try:
        return timeline_of(text, file="case.yaml")
    except LawDataError as error:
        return error.text.zh
