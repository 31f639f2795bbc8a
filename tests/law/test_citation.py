"""Provisions are printed the way Chinese documents print them."""

from dataclasses import replace

import pytest

from fazhi.law.answer import Text
from fazhi.law.citation import Citation, chinese_numeral, number_of
from fazhi.law.english_citation import in_english
from fazhi.law.jurisdiction import load_law


@pytest.mark.parametrize(
    ("citation", "printed"),
    [
        (Citation("行政处罚法(2021)", 51), "《行政处罚法》第五十一条"),
        (Citation("行政处罚法(2021)", 67, 3), "《行政处罚法》第六十七条第三款"),
        (Citation("行政处罚法(2021)", 64, 0, 1), "《行政处罚法》第六十四条第（一）项"),
        (Citation("生态环境法典", 1054), "《生态环境法典》第一千零五十四条"),
        (Citation("国办发〔2018〕118号"), "国办发〔2018〕118号"),
    ],
)
def test_a_citation_is_printed_in_chinese(citation: Citation, printed: str) -> None:
    assert str(citation) == printed


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
    ],
)
def test_a_number_is_written_as_articles_are_numbered(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


def test_every_number_of_an_article_is_read_back() -> None:
    assert [number_of(chinese_numeral(number)) for number in range(10_000)] == [*range(10_000)]
    assert number_of("") == 0


def test_a_number_that_no_article_bears_is_refused() -> None:
    with pytest.raises(ValueError, match="not an article number"):
        chinese_numeral(10_000)


def test_a_text_is_shown_in_chinese_unless_asked_otherwise() -> None:
    assert str(Text(zh="是", en="yes")) == "是"


@pytest.mark.parametrize(
    ("citation", "written"),
    [
        (Citation("行政处罚法(2021)", 52, 3), "Administrative Penalty Law, art. 52(3)"),
        (
            Citation("行政复议法(2023)", 23, 1, 1),
            "Administrative Reconsideration Law, art. 23(1), item 1",
        ),
        (Citation("国办发〔2018〕118号"), "State Council General Office Document No. 118 (2018)"),
        (Citation("宁波市人民调解条例"), "Ningbo Regulations on People's Mediation"),
    ],
)
def test_a_citation_is_written_in_english_from_the_row_and_from_what_was_stored(
    citation: Citation, written: str
) -> None:
    law = load_law()

    assert law.in_english(citation) == written
    assert law.in_english(str(citation)) == written


def test_a_stored_list_is_written_in_english_whole() -> None:
    stored = "《行政处罚法》第五十二条第三款、《住房和城乡建设行政处罚程序规定》第十四条"

    assert load_law().in_english(stored) == (
        "Administrative Penalty Law, art. 52(3); Provisions on the Procedures for "
        "Administrative Penalties in Housing and Urban-Rural Development, art. 14"
    )


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "内部时限",
        "《无名条例》第十六条",
        "《行政处罚法》第五十二条、第三款",
        "《行政处罚法》第五十二条、《无名条例》第一条",
        "本街道依据《行政处罚法》第五十二条",
    ],
)
def test_what_has_no_english_stays_as_it_is(stored: str) -> None:
    assert load_law().in_english(stored) == stored


def test_an_instrument_without_english_is_cited_in_chinese() -> None:
    known = load_law().instrument("行政强制法")
    citation = Citation("行政强制法", 44)

    assert load_law().in_english(Citation("无名法", 1)) == "《无名法》第一条"
    assert (
        in_english(citation, {known.key: replace(known, title_en="")}) == "《行政强制法》第四十四条"
    )


def test_every_instrument_has_an_english_title() -> None:
    instruments = load_law().jurisdiction.instruments.values()

    assert [each.key for each in instruments if not each.title_en] == []
