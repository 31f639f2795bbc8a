"""Amounts as documents write them, and names as strangers see them."""

from decimal import Decimal

import pytest

from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.capabilities.documents.masking import masked


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "零元整"),
        ("50", "伍拾元整"),
        ("150", "壹佰伍拾元整"),
        ("200", "贰佰元整"),
        ("1005", "壹仟零伍元整"),
        ("3000", "叁仟元整"),
        ("10000", "壹万元整"),
        ("10005", "壹万零伍元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("275970", "贰拾柒万伍仟玖佰柒拾元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("120030000", "壹亿贰仟零叁万元整"),
        ("10.05", "壹拾元零伍分"),
        ("10.50", "壹拾元伍角整"),
        ("0.05", "伍分"),
        ("0.56", "伍角陆分"),
        ("491.90", "肆佰玖拾壹元玖角整"),
    ],
)
def test_an_amount_in_capitals(amount: str, written: str) -> None:
    assert in_capitals(Decimal(amount)) == written


@pytest.mark.parametrize("amount", ["0.005", "-1", "1E16"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        in_capitals(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "written"), [("200", "¥200"), ("12345.6", "¥12,345.60"), ("0", "¥0")]
)
def test_an_amount_in_figures_has_the_half_width_sign(amount: str, written: str) -> None:
    assert in_figures(Decimal(amount)) == written


@pytest.mark.parametrize(
    ("name", "is_organisation", "shown"),
    [
        ("张三", False, "张*"),
        ("张演示", False, "张**"),
        ("欧阳演示", False, "欧阳**"),
        ("", False, ""),
        ("某演示餐饮有限公司", True, "某演示餐饮有限公司"),
    ],
)
def test_names_are_masked_for_strangers(name: str, *, is_organisation: bool, shown: str) -> None:
    assert masked(name, is_organisation=is_organisation) == shown
