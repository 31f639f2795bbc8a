"""Provisions are printed the way Chinese documents print them."""

import pytest

from fazhi.law.answer import Text
from fazhi.law.citation import Citation, chinese_numeral


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


def test_a_number_that_no_article_bears_is_refused() -> None:
    with pytest.raises(ValueError, match="not an article number"):
        chinese_numeral(10_000)


def test_a_text_is_shown_in_chinese_unless_asked_otherwise() -> None:
    assert str(Text(zh="是", en="yes")) == "是"
