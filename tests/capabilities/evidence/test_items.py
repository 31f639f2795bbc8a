"""Lists of things as officers write them."""

from decimal import Decimal

import pytest

from fazhi.capabilities.evidence.items import ListedThing, things_on


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("摊车 1 辆，轮胎破损", ListedThing("摊车", Decimal(1), "辆", "轮胎破损")),
        ("折叠桌4张", ListedThing("折叠桌", Decimal(4), "张")),
        ("电子秤一台（有合格证）", ListedThing("电子秤", Decimal(1), "台", "有合格证")),
        ("大米 2.5公斤", ListedThing("大米", Decimal("2.5"), "公斤")),
        ("三轮车两辆。", ListedThing("三轮车", Decimal(2), "辆")),
        ("煤气罐 x3", ListedThing("煤气罐", Decimal(3))),
        ("煤气罐", ListedThing("煤气罐")),
        ("零件 0 个", ListedThing("零件 0 个")),
        ("三轮车", ListedThing("三轮车")),
    ],
)
def test_a_thing_is_read_and_nothing_is_guessed(words: str, thing: ListedThing) -> None:
    assert things_on(words) == [thing]


def test_a_list_is_parted_by_lines_and_by_the_marks_of_lists() -> None:
    things = things_on("摊车1辆\n折叠桌4张、塑料凳12把；煤气罐\n\n")

    assert [each.name for each in things] == ["摊车", "折叠桌", "塑料凳", "煤气罐"]
    assert [each.quantity for each in things] == ["1辆", "4张", "12把", ""]
    assert things_on(" 。") == []
