"""Law data is read strictly: each mistake names the file, the key and what is wrong."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from fazhi.law.calendar import WorkingCalendar
from fazhi.law.calendar.year import published_years
from fazhi.law.citation import Citation
from fazhi.law.deadline_rule import Unit
from fazhi.law.errors import LawDataError, NotInForceError, UnknownLawError
from fazhi.law.instrument import InstrumentKind
from fazhi.law.jurisdiction import Jurisdiction, Law, load_law

PARAMETER = """
label: 罚款上限
label_en: Highest fine
unit: CNY
verified: A
checked_on: 2026-11-23
versions:
  - { since: 2021-07-15, value: 200, cite: { instrument: 行政处罚法(2021), article: 51 } }
"""
DEADLINE = """
PAY:
  label: 缴纳罚款
  label_en: Pay
  anchor: served
  owner: party
  verified: A
  checked_on: 2026-11-23
  versions:
    - { since: 2021-07-15, number: 15, unit: calendar_days, cite: { instrument: 行政处罚法(2021) } }
"""
INSTRUMENT = """
行政处罚法(2021):
  title: 中华人民共和国行政处罚法
  kind: statute
  since: 2021-07-15
  verified: A
"""
ANCHORS = "served: { label: 送达之日, label_en: service }\n"
FILES = {
    "nation/jurisdiction.yaml": "label: 全国\nlabel_en: The nation\n",
    "city/jurisdiction.yaml": "label: 本市\nlabel_en: The city\nwithin: nation\n",
    "nation/instruments.yaml": INSTRUMENT,
    "nation/anchors.yaml": ANCHORS,
    "nation/parameters/penalty/cap.yaml": PARAMETER,
    "nation/deadlines/penalty.yaml": DEADLINE,
}
YEAR = """
year: 2027
cite: { instrument: 通知 }
verified: A
holidays:
  - { name: 元旦, name_en: New Year, first: 2027-01-01, last: 2027-01-03 }
make_up_days: []
"""


def written(root: Path, **changes: str) -> Path:
    """Write the files of a small law, some of them changed."""
    for name, content in (FILES | changes).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


def city(root: Path) -> Law:
    return Law(Jurisdiction.load("city", root), WorkingCalendar.of([]))


def test_a_small_law_is_read(tmp_path: Path) -> None:
    law = city(written(tmp_path))

    value = law.parameter("penalty.cap").at(dt.date(2021, 7, 15))

    assert value.value == Decimal(200)
    assert isinstance(value.value, Decimal)
    assert value.cite == Citation("行政处罚法(2021)", 51)
    assert law.deadline("PAY").rule.terms[0].unit is Unit.CALENDAR_DAYS
    assert law.instrument("行政处罚法(2021)").kind is InstrumentKind.STATUTE
    assert law.jurisdiction.label.zh == "本市"


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("label: 罚款上限\n", "", "label", "缺少这一项"),
        ("label: 罚款上限", "label: 5", "label", "应当是文字"),
        ("label: 罚款上限", "lable: 罚款上限\nlabel: 罚款上限", "lable", "没有这个键"),
        ("unit: CNY", "unit: yuan", "unit", "是“yuan”，只能是 "),
        ("verified: A", "verified: C", "verified", "是“C”，只能是 "),
        ("checked_on: 2026-11-23", "checked_on: soon", "checked_on", "应当是日期"),
        ("checked_on: 2026-11-23", "checked_on: 2026-11-23 10:00:00", "checked_on", "应当是日期"),
        ("since: 2021-07-15, ", "", "versions[0].since", "缺少这一项"),
        (", cite: { instrument: 行政处罚法(2021), article: 51 }", "", "versions[0].cite", "缺少"),
        ("{ instrument: 行政处罚法(2021), article: 51 }", "[]", "versions[0].cite", "缺少"),
        (
            "{ instrument: 行政处罚法(2021), article: 51 }",
            "行政处罚法",
            "versions[0].cite",
            "应当是“键",
        ),
        ("article: 51", "article: 五十一", "versions[0].cite.article", "大于零的整数"),
        ("article: 51", "artikel: 51", "versions[0].cite.artikel", "没有这个键"),
        ("value: 200", "value: true", "versions[0].value", "与单位 CNY 不符"),
        ("value: 200", "value: abc", "versions[0].value", "与单位 CNY 不符"),
        ("since: 2021-07-15", "since: 2021-07-15, until: 2021-07-14", "versions", "早于 since"),
        ("label: 罚款上限", "label: off", "line 2", "YAML reads `off` as a truth value"),
        ("label: 罚款上限", "on: 1", "line 2", "YAML reads `on` as a truth value"),
        ("label: 罚款上限", "unit: CNY", "line 4", "the key `unit` is written twice"),
        ("unit: CNY", "unit: [CNY", "line ", "YAML 写法有误"),
        ("versions:", "versions: []\nrest:", "versions", "应当是非空的列表"),
    ],
)
def test_a_mistake_in_a_parameter_is_told(
    tmp_path: Path, old: str, new: str, key: str, what: str
) -> None:
    name = "nation/parameters/penalty/cap.yaml"
    root = written(tmp_path, **{name: PARAMETER.replace(old, new)})

    with pytest.raises(LawDataError) as error:
        city(root)

    assert error.value.file == name
    assert error.value.key.startswith(key)
    assert what in error.value.what.zh
    assert str(error.value).startswith(f"{name} {key}")
    assert error.value.text.en.startswith(f"{name} {key}")


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("anchor: served", "anchor: serverd", "PAY.anchor", "是“serverd”，只能是 served"),
        ("owner: party", "owner: nobody", "PAY.owner", "是“nobody”"),
        ("owner: party", "owner: party\n  clear: 1", "PAY.clear", "应当是 true 或 false"),
        ("owner: party", "owner: party\n  clear: true", "PAY.clear", "只有倒推的期限"),
        (
            "owner: party",
            "owner: party\n  direction: before",
            "PAY.direction",
            "当事人的期限不倒推",
        ),
        ("number: 15", "number: 0", "PAY.versions[0].number", "大于零的整数"),
        ("number: 15", "number: true", "PAY.versions[0].number", "大于零的整数"),
        ("number: 15", "n: 15", "PAY.versions[0].number", "缺少这一项"),
        ("number: 15", "number: 15, maximum: 15", "PAY.versions[0].maximum", "应当大于 number"),
        ("number: 15", "number: 15, warn: 3", "PAY.versions[0].warn", "应当是小时数"),
        ("calendar_days", "days", "PAY.versions[0].unit", "是“days”"),
        (
            "owner: party",
            "owner: party\n  pausable: true\n  x: 1",
            "PAY.x",
            "没有这个键",
        ),
        ("PAY:", "1:", "1", "名称应当是文字"),
        ("PAY:", "PAY: 1\nREST:", "PAY", "应当是“键"),
    ],
)
def test_a_mistake_in_a_deadline_is_told(
    tmp_path: Path, old: str, new: str, key: str, what: str
) -> None:
    name = "nation/deadlines/penalty.yaml"
    root = written(tmp_path, **{name: DEADLINE.replace(old, new)})

    with pytest.raises(LawDataError) as error:
        city(root)

    assert (error.value.file, error.value.key) == (name, key)
    assert what in error.value.what.zh


@pytest.mark.parametrize(
    ("line", "key"),
    [("pausable: true", "PAY.pausable"), ("direction: before", "PAY.direction")],
)
def test_only_days_are_paused_or_counted_backwards(tmp_path: Path, line: str, key: str) -> None:
    content = DEADLINE.replace("calendar_days", "months").replace("owner", f"{line}\n  owner")
    root = written(tmp_path, **{"nation/deadlines/penalty.yaml": content})

    with pytest.raises(LawDataError) as error:
        city(root)

    assert error.value.key == key


def test_versions_may_not_overlap(tmp_path: Path) -> None:
    second = "  - { since: 2021-07-15, value: 300, cite: { instrument: 行政处罚法(2021) } }\n"
    root = written(tmp_path, **{"nation/parameters/penalty/cap.yaml": PARAMETER + second})

    with pytest.raises(LawDataError, match="2021-07-15 有两个版本同时有效"):
        city(root)


def test_a_version_that_ends_must_end_before_the_next(tmp_path: Path) -> None:
    first = PARAMETER.replace("since: 2021-07-15", "since: 2021-07-15, until: 2024-01-01")
    second = "  - { since: 2024-01-01, value: 300, cite: { instrument: 行政处罚法(2021) } }\n"
    root = written(tmp_path, **{"nation/parameters/penalty/cap.yaml": first + second})

    with pytest.raises(LawDataError, match="2024-01-01 有两个版本同时有效"):
        city(root)


def test_an_open_version_ends_on_the_eve_of_the_next_and_a_gap_is_not_filled(
    tmp_path: Path,
) -> None:
    more = (
        "  - { since: 2024-01-01, until: 2024-12-31, value: 0.5, cite: { instrument: 甲 } }\n"
        "  - { since: 2026-01-01, value: 400, cite: [{ instrument: 乙 }, { instrument: 丙 }] }\n"
    )
    root = written(tmp_path, **{"nation/parameters/penalty/cap.yaml": PARAMETER + more})
    cap = city(root).parameter("penalty.cap")

    values = [cap.at(dt.date(year, 12, 31)).value for year in (2023, 2024, 2026)]

    assert values == [Decimal(200), Decimal("0.5"), Decimal(400)]
    assert len(cap.at(dt.date(2026, 1, 1)).because) == 2
    for uncovered in (dt.date(2021, 7, 14), dt.date(2025, 6, 1)):
        with pytest.raises(NotInForceError, match="没有有效的“罚款上限”"):
            cap.at(uncovered)


def test_the_city_is_asked_before_the_nation_for_each_day(tmp_path: Path) -> None:
    of_city = PARAMETER.replace("2021-07-15, value: 200", "2025-01-01, value: 150")
    root = written(tmp_path, **{"city/parameters/penalty/cap.yaml": of_city})
    cap = city(root).parameter("penalty.cap")

    amounts = [cap.at(dt.date(year, 6, 1)).amount for year in (2024, 2026)]

    assert amounts == [Decimal(200), Decimal(150)]


def test_a_city_may_have_its_own_deadlines_under_its_own_anchors(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        **{
            "city/anchors.yaml": "told: { label: 告知之日, label_en: notice }\n",
            "city/deadlines/penalty.yaml": DEADLINE.replace("15", "10").replace("served", "told"),
        },
    )

    rule = city(root).deadline("PAY").rule

    assert (rule.anchor.label.zh, rule.terms[0].number) == ("告知之日", 10)


def test_the_same_deadline_in_two_files_is_refused(tmp_path: Path) -> None:
    root = written(tmp_path, **{"nation/deadlines/zzz.yaml": DEADLINE})

    with pytest.raises(LawDataError, match="在另一个文件中已有"):
        city(root)


def test_an_instrument_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    content = INSTRUMENT + "  until: 2021-07-14\n  number: 主席令\n  note: 试验\n"
    root = written(tmp_path, **{"nation/instruments.yaml": content})

    with pytest.raises(LawDataError, match="早于 since"):
        city(root)


def test_an_instrument_knows_the_days_it_is_in_force() -> None:
    old = load_law().instrument("行政处罚法(1996)")

    days = (dt.date(1996, 9, 30), dt.date(1996, 10, 1), dt.date(2021, 7, 14), dt.date(2021, 7, 15))

    assert [old.in_force_on(day) for day in days] == [False, True, True, False]


def test_what_the_law_does_not_know_is_refused_by_name() -> None:
    law = load_law()

    with pytest.raises(UnknownLawError, match="没有参数“penalty"):
        law.parameter("penalty.nothing")
    with pytest.raises(UnknownLawError, match="没有期限规则“NOTHING”"):
        law.deadline("NOTHING")
    with pytest.raises(UnknownLawError, match="没有规范依据“无名法”"):
        law.instrument("无名法")
    with pytest.raises(UnknownLawError, match="没有适用地域“nowhere”"):
        load_law("nowhere")
    with pytest.raises(UnknownLawError, match="不知道《无名法》的期限"):
        law.unit_of(Citation("无名法"), 5)


UNITS = [
    ("ratio", "0.03", Decimal("0.03")),
    ("years", "2", 2),
    ("boolean", "true", True),
    ("word", "person", "person"),
    ("words", "[fine, warning]", ("fine", "warning")),
]


@pytest.mark.parametrize(("unit", "text", "value"), UNITS)
def test_a_value_is_what_its_unit_says(tmp_path: Path, unit: str, text: str, value: object) -> None:
    content = PARAMETER.replace("CNY", unit).replace("value: 200", f"value: {text}")
    content += "note: 试验\n"
    root = written(tmp_path, **{"nation/parameters/penalty/cap.yaml": content})

    parameter = city(root).parameter("penalty.cap")

    assert parameter.at(dt.date(2026, 1, 1)).value == value
    assert parameter.note == "试验"


@pytest.mark.parametrize(
    ("unit", "text"), [("years", "0.5"), ("boolean", "1"), ("word", "1"), ("words", "[1]")]
)
def test_a_value_that_is_not_what_its_unit_says_is_refused(
    tmp_path: Path, unit: str, text: str
) -> None:
    content = PARAMETER.replace("CNY", unit).replace("value: 200", f"value: {text}")
    root = written(tmp_path, **{"nation/parameters/penalty/cap.yaml": content})

    with pytest.raises(LawDataError, match=f"与单位 {unit} 不符"):
        city(root)


def test_an_amount_and_a_number_are_asked_for_by_kind() -> None:
    law, day = load_law(), dt.date(2026, 1, 1)
    cap = law.parameter("penalty.summary.fine_cap_person").at(day)
    age = law.parameter("penalty.minor.no_penalty_below").at(day)

    assert (cap.amount, age.number) == (Decimal(200), 14)
    with pytest.raises(TypeError, match="is not a whole number"):
        _ = cap.number
    with pytest.raises(TypeError, match="is not an amount"):
        _ = age.amount


def test_a_table_of_units_names_each_instrument_once(tmp_path: Path) -> None:
    row = "{}: {{ cite: {{ instrument: 甲 }}, numbers: [3], verified: A }}\n"
    root = written(tmp_path, **{"nation/unit_clauses.yaml": row.format("A") + row.format("B")})

    with pytest.raises(LawDataError, match="这部规范已有一条"):
        city(root)


def test_a_table_of_units_lists_whole_numbers(tmp_path: Path) -> None:
    row = "A: { cite: { instrument: 甲 }, numbers: [三], verified: A }\n"
    root = written(tmp_path, **{"nation/unit_clauses.yaml": row})

    with pytest.raises(LawDataError, match="应当是整数的列表"):
        city(root)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("first: 2027-01-01", "first: 2027-01-04", "早于 first"),
        ("make_up_days: []", "make_up_days: [2027-01-02]", "既放假又上班"),
        ("make_up_days: []", "make_up_days: [soon]", "应当是日期的列表"),
        ("make_up_days: []", "", "缺少这一项"),
    ],
)
def test_a_mistake_in_a_year_is_told(tmp_path: Path, old: str, new: str, what: str) -> None:
    (tmp_path / "2027.yaml").write_text(YEAR.replace(old, new), encoding="utf-8")

    with pytest.raises(LawDataError) as error:
        published_years(tmp_path)

    assert error.value.file == "2027.yaml"
    assert what in error.value.what.zh


def test_every_deadline_is_counted_as_its_law_says() -> None:
    law = load_law()
    clauses = law.jurisdiction.unit_clauses

    differing = [
        rule.name
        for rule in law.jurisdiction.deadlines.values()
        for term in rule.terms
        if term.unit.is_days and term.because[0].instrument in clauses
        if law.unit_of(term.because[0], term.number) is not term.unit
    ]

    assert differing == []
