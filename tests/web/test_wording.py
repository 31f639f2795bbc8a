"""Days, times, amounts and names in the words of either language."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from fazhi.kernel import clock
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.web.design import wording

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("200", "贰佰元整"),
        ("8000", "捌仟元整"),
        ("10", "壹拾元整"),
        ("1050.5", "壹仟零伍拾元伍角整"),
        ("1.05", "壹元零伍分"),
        ("0.3", "叁角整"),
        ("0.07", "柒分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("20010000", "贰仟零壹万元整"),
        ("100000001", "壹亿零壹元整"),
        ("10005000", "壹仟万伍仟元整"),
    ],
)
def test_amounts_are_written_in_capitals(amount: str, written: str) -> None:
    assert wording.chinese_amount(Decimal(amount)) == written


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_what_is_no_amount_is_not_written(amount: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        wording.chinese_amount(Decimal(amount))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("张三", "张某"),
        ("王小二", "王某"),
        ("欧阳修文", "欧阳某"),
        ("欧阳", "欧某"),
        ("阳太史", "阳某"),
        ("John", "J***"),
        (" ", ""),
    ],
)
def test_names_are_written_with_the_surname_only(name: str, written: str) -> None:
    assert wording.masked(name) == written


def test_a_day_has_its_weekday_and_its_year_when_that_is_another() -> None:
    assert wording.day_text(dt.date(2026, 12, 8), today=TODAY) == "12月8日（周二）"
    assert wording.day_text(dt.date(2027, 1, 8), today=TODAY) == "2027年1月8日（周五）"


def test_days_and_times_are_written_for_english_readers_too() -> None:
    with translation.override("en"):
        assert wording.day_text(dt.date(2026, 12, 8), today=TODAY) == "Tue 8 Dec"
        moment = dt.datetime(2025, 11, 20, 8, 20, tzinfo=dt.UTC)
        assert wording.time_text(moment, today=TODAY) == "20 Nov 2025, 16:20"


def test_amounts_in_digits_show_fen_only_when_there_are_any() -> None:
    assert [wording.yuan_text(Decimal(each)) for each in ("1200", "1200.5")] == [
        "1,200 元",
        "1,200.50 元",
    ]


@pytest.mark.parametrize(
    ("due", "rest", "words", "tone"),
    [
        (dt.date(2026, 11, 17), "", "超期 6 天", "overdue"),
        (dt.date(2026, 11, 23), "", "今日到期", "soon"),
        (dt.date(2026, 11, 25), "", "剩 2 天", "ok"),
        (dt.date(2026, 11, 25), "warn_on=warn", "剩 2 天", "soon"),
        (dt.date(2026, 12, 2), "unit='working_days' left=7", "剩 7 个工作日", "ok"),
        (dt.date(2026, 11, 17), "is_closed=1", "已办结", "idle"),
        (dt.date(2027, 2, 1), "is_provisional=1", "剩 70 天（暂定）", "ok"),
        (clock.at_local(TODAY, dt.time(17, 30)), "", "今日 17:30 到期", "soon"),
        (clock.at_local(TODAY, dt.time(23, 59, 59)), "", "今日到期", "soon"),
        (clock.at_local(dt.date(2026, 11, 24), dt.time(0, 0, 0)), "", "剩 1 天", "ok"),
        (None, "", "无期限", "idle"),
    ],
)
def test_a_lamp_says_in_words_what_its_colour_says(
    due: dt.date | None, rest: str, words: str, tone: str
) -> None:
    html = lamp(due, rest)

    assert words in html
    assert html.count(f"lamp-{tone}") == 1


def test_a_lamp_names_day_counting_and_article() -> None:
    html = lamp(dt.date(2026, 12, 1), "unit='working_days' article=article")

    expected = "到期：12月1日（周二），按工作日计，依据《行政处罚法》第六十四条"
    assert html.count(expected) == 2  # in the title, and for screen readers


def test_a_sentence_of_the_law_is_said_in_the_language_of_the_reader() -> None:
    sentence = Text("请补正。", "Please complete it.")

    assert drawn("{{ x|said }}", x=sentence) == "请补正。"
    with translation.override("en"):
        assert drawn("{{ x|said }}", x=sentence) == "Please complete it."


def test_a_provision_is_cited_and_never_run() -> None:
    assert drawn("{{ x|article }}", x=Citation("行政处罚法(2021)", 51)) == (
        '<cite class="article">《行政处罚法》第五十一条</cite>'
    )
    assert "<b>" not in drawn("{{ x|article }}", x="<b>")


def lamp(due: dt.date | None, rest: str) -> str:
    return drawn(
        f"{{% lamp due today=today {rest} %}}",
        due=due,
        today=TODAY,
        warn=TODAY,
        article=Citation("行政处罚法(2021)", 64),
    )


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values)).strip()
