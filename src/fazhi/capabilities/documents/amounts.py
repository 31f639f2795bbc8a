"""Amounts of money as they are written in documents."""

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_LIMIT = Decimal(10) ** 16


def in_figures(amount: Decimal) -> str:
    """Write an amount in figures: ¥200 or ¥12,345.60, with U+00A5 and never the full-width sign."""
    plain = amount.quantize(Decimal("0.01"))
    return f"¥{plain:,.0f}" if plain == plain.to_integral_value() else f"¥{plain:,.2f}"


def in_capitals(amount: Decimal) -> str:
    """Write an amount in Chinese capitals: 200 is 贰佰元整, 10.05 is 壹拾元零伍分."""
    fen = int((amount * 100).to_integral_exact())
    if amount * 100 != fen or not 0 <= amount < _LIMIT:
        raise ValueError(f"{amount} cannot be written as an amount of yuan and fen")
    yuan, rest = divmod(fen, 100)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    return whole + _fraction(rest, after_yuan=bool(yuan))


def _fraction(rest: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(rest, 10)
    if not rest:
        return "整"
    written = f"{_DIGITS[jiao]}角" if jiao else ("零" if after_yuan else "")
    return written + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    written = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group and written and group < 1_000:  # noqa: PLR2004 -- a thousands digit is missing
            written += _DIGITS[0]
        if group:
            written += _group(group) + _GROUPS[place]
    return written


def _group(number: int) -> str:
    written = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += _DIGITS[digit] + _UNITS[place]
        elif written and not written.endswith(_DIGITS[0]):
            written += _DIGITS[0]
    return written.rstrip(_DIGITS[0])
