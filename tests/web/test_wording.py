"""Days, times, amounts and names in the words of either language."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case
from fazhi.web.design import wording
from fazhi.web.lists import Count, ListPage

ARTICLE = Citation("行政处罚法(2021)", 52, 3)
TODAY = dt.date(2026, 11, 23)


def test_a_day_has_its_weekday_and_its_year_when_that_is_another() -> None:
    assert wording.day_text(dt.date(2026, 12, 8), today=TODAY) == "12月8日（周二）"
    assert wording.day_text(dt.date(2027, 1, 8), today=TODAY) == "2027年1月8日（周五）"
    assert wording.short_day_text(dt.date(2026, 12, 8), today=TODAY) == "12月8日"
    assert wording.short_day_text(dt.date(2027, 1, 8), today=TODAY) == "2027.1.8"


def test_days_and_times_are_written_for_english_readers_too() -> None:
    with translation.override("en"):
        assert wording.day_text(dt.date(2026, 12, 8), today=TODAY) == "Tue 8 Dec"
        assert wording.short_day_text(dt.date(2026, 12, 8), today=TODAY) == "8 Dec"
        assert wording.short_day_text(dt.date(2027, 1, 8), today=TODAY) == "8 Jan 2027"
        moment = dt.datetime(2025, 11, 20, 8, 20, tzinfo=dt.UTC)
        assert wording.time_text(moment, today=TODAY) == "20 Nov 2025, 16:20"


@pytest.mark.parametrize("provision", [ARTICLE, str(ARTICLE)])
def test_a_provision_is_cited_in_the_language_of_the_reader(provision: Citation | str) -> None:
    page = Template("{{ provision|article }}")
    with translation.override("en"):
        english = page.render(Context({"provision": provision}))
        lamp = Template("{% lamp day article=provision %}").render(
            Context({"provision": provision, "day": TODAY})
        )

    chinese = page.render(Context({"provision": provision}))
    assert chinese == '<cite class="article">《行政处罚法》第五十二条第三款</cite>'
    assert english == '<cite class="article">Administrative Penalty Law, art. 52(3)</cite>'
    assert "Administrative Penalty Law, art. 52(3)" in lamp


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


def test_a_lamp_that_was_drawn_before_speaks_the_language_of_the_next_reader() -> None:
    chinese = lamp(dt.date(2026, 11, 25), "")
    with translation.override("en"):
        english = lamp(dt.date(2026, 11, 25), "")

    assert ("剩 2 天" in chinese, "2 days left" in english) == (True, True)


def test_a_symbol_drawn_before_with_safe_words_escapes_the_same_words_when_they_are_not() -> None:
    drawn("{% icon 'check' words %}", words=mark_safe("<b>"))

    assert "<b>" not in drawn("{% icon 'check' words %}", words="<b>")


def test_a_cell_is_labelled_with_the_head_of_its_column() -> None:
    shown = ListPage("", ("编号", "地点"), (), Count(0), "", "")

    assert drawn("{% label 1 %}", list=shown) == "地点"


def test_a_choice_is_called_by_its_words_and_an_unknown_one_by_itself() -> None:
    cases = [Dossier(kind=kind) for kind in (DossierKind.CASE, "unheard")]

    assert [case.get_kind_display() for case in cases] == [DossierKind.CASE.label, "unheard"]


def test_a_choice_is_called_in_the_language_of_whoever_asks() -> None:
    case = Case(status=CaseStatus.CLOSED)

    chinese = case.get_status_display()
    with translation.override("en"):
        english = case.get_status_display()

    assert (chinese, english) == ("已结案", "Closed")


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
