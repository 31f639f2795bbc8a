"""Wording (用语): how kinds, parties and amounts are named inside the answers of rules."""

from collections.abc import Iterable
from decimal import Decimal

from fazhi.law.answer import Text
from fazhi.law.discretion import Consideration, Gravity, HeavierGround, LighterGround
from fazhi.law.facts import Defence, Edition, FineRange, Leniency, PartyKind, PenaltyKind

PARTY_LABELS = {
    PartyKind.PERSON: Text("公民", "a citizen"),
    PartyKind.ORGANISATION: Text("法人或者其他组织", "a legal person or other organisation"),
    PartyKind.INDIVIDUAL_BUSINESS: Text("个体工商户", "an individual business"),
}

KIND_LABELS = {
    PenaltyKind.WARNING: Text("警告", "a warning"),
    PenaltyKind.PUBLIC_CRITICISM: Text("通报批评", "public criticism"),
    PenaltyKind.FINE: Text("罚款", "a fine"),
    PenaltyKind.CONFISCATION_OF_GAINS: Text("没收违法所得", "confiscation of gains"),
    PenaltyKind.CONFISCATION_OF_GOODS: Text("没收非法财物", "confiscation of goods"),
    PenaltyKind.LICENCE_SUSPENSION: Text("暂扣许可证件", "suspension of a licence"),
    PenaltyKind.QUALIFICATION_DOWNGRADE: Text("降低资质等级", "downgrading of a qualification"),
    PenaltyKind.LICENCE_REVOCATION: Text("吊销许可证件", "revocation of a licence"),
    PenaltyKind.RESTRICTION_OF_BUSINESS: Text("限制开展生产经营活动", "restriction of business"),
    PenaltyKind.SUSPENSION_OF_BUSINESS: Text("责令停产停业", "suspension of business"),
    PenaltyKind.CLOSURE_OF_BUSINESS: Text("责令关闭", "closure of the business"),
    PenaltyKind.RESTRICTION_OF_OCCUPATION: Text("限制从业", "restriction of occupation"),
    PenaltyKind.DETENTION: Text("行政拘留", "administrative detention"),
    PenaltyKind.OTHER: Text("其他行政处罚", "another penalty"),
}

DEFENCE_LABELS = {
    Defence.NOT_ASKED: Text("未听取", "not heard"),
    Defence.WAIVED: Text("当事人放弃", "the party waived it"),
    Defence.NONE_GIVEN: Text("当事人未提出意见", "the party said nothing"),
    Defence.REJECTED: Text("经复核不成立", "re-checked and not founded"),
    Defence.ADOPTED: Text("经复核成立并采纳", "re-checked, founded and adopted"),
}

LENIENCY_LABELS = {
    Leniency.ORDINARY: Text("一般", "ordinary"),
    Leniency.LIGHTER: Text("从轻", "lighter"),
    Leniency.MITIGATED: Text("减轻", "mitigated"),
    Leniency.HEAVIER: Text("从重", "heavier"),
}

EDITION_LABELS = {
    Edition.OF_THE_VIOLATION: Text("违法行为发生时的规定", "the text of the day of the act"),
    Edition.OF_THE_DECISION: Text("决定时的规定", "the text of the day of the decision"),
}

LIGHTER_LABELS = {
    LighterGround.REMOVED_HARM: Text("主动消除或者减轻危害后果", "removed or reduced the harm"),
    LighterGround.COERCED_OR_INDUCED: Text("受他人胁迫或者诱骗", "was coerced or induced"),
    LighterGround.CONFESSED_UNKNOWN_ACT: Text(
        "主动供述尚未掌握的违法行为", "confessed an act not yet known"
    ),
    LighterGround.MERIT: Text("配合查处有立功表现", "rendered merit in the inquiry"),
    LighterGround.OTHER_BY_LAW: Text(
        "法律、法规、规章规定的其他情形", "another ground that a provision gives"
    ),
}

HEAVIER_LABELS = {
    HeavierGround.REPEATED: Text("再次违法", "repeated"),
    HeavierGround.REFUSES_CORRECTION: Text("拒不改正", "refuses to correct"),
    HeavierGround.EMERGENCY: Text("违反突发事件应对措施", "broke a measure of an emergency"),
    HeavierGround.OTHER_BY_LAW: Text(
        "法律、法规、规章规定的其他情形", "another ground that a provision gives"
    ),
}

CONSIDERATION_LABELS = {
    Consideration.AGE: Text("年龄", "age"),
    Consideration.FAULT: Text("主观过错", "fault"),
    Consideration.MANNER: Text("方式、频次、区域、时间", "method, frequency, area, time"),
    Consideration.AMOUNT: Text("涉案数额", "amount"),
    Consideration.HARM: Text("危害后果和社会影响", "harm and social influence"),
    Consideration.ATTITUDE: Text("改正态度和补救", "attitude and remedy"),
    Consideration.OTHER: Text("其他因素", "other factors"),
}

GRAVITY_LABELS = {
    Gravity.MINOR: Text("轻微", "minor"),
    Gravity.SLIGHT: Text("较轻", "slight"),
    Gravity.MIDDLE: Text("一般", "middle"),
    Gravity.GRAVE: Text("严重", "grave"),
}


def yuan(amount: Decimal) -> str:
    """Write an amount without needless zeros: 200, 100.01."""
    return f"{amount.normalize():f}"


def spans(ranges: Iterable[FineRange]) -> Text:
    """Write ranges of a fine in both languages; an end that is open is not written."""
    words = [_span(each) for each in ranges]
    return Text(zh="；".join(each.zh for each in words), en="; ".join(each.en for each in words))


def _span(fine: FineRange) -> Text:
    least = "0" if fine.minimum is None else yuan(fine.minimum)
    if fine.maximum is None:
        return Text(f"{least} 元以上", f"from {least} yuan")
    most = yuan(fine.maximum)
    if least == most:
        return Text(f"{most} 元", f"{most} yuan")
    return Text(f"{least}—{most} 元", f"{least} to {most} yuan")


def in_order(kinds: Iterable[PenaltyKind]) -> tuple[PenaltyKind, ...]:
    """Put kinds of penalty in the order of 《行政处罚法》第九条."""
    return tuple(sorted(kinds, key=list(PenaltyKind).index))


def listed(kinds: Iterable[PenaltyKind]) -> Text:
    """Name kinds of penalty in both languages, in the order of the law."""
    return joined(KIND_LABELS[kind] for kind in in_order(kinds))


def joined(labels: Iterable[Text]) -> Text:
    """Join labels in both languages, in the order in which they come."""
    words = tuple(labels)
    return Text(zh="、".join(each.zh for each in words), en=", ".join(each.en for each in words))
