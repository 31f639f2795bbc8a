"""Wording (用语): how kinds, parties and amounts are named inside the answers of rules."""

from collections.abc import Iterable
from decimal import Decimal

from fazhi.law.answer import Text
from fazhi.law.facts import Defence, PartyKind, PenaltyKind

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


def yuan(amount: Decimal) -> str:
    """Write an amount without needless zeros: 200, 100.01."""
    return f"{amount.normalize():f}"


def in_order(kinds: Iterable[PenaltyKind]) -> tuple[PenaltyKind, ...]:
    """Put kinds of penalty in the order of 《行政处罚法》第九条."""
    return tuple(sorted(kinds, key=list(PenaltyKind).index))


def listed(kinds: Iterable[PenaltyKind]) -> Text:
    """Name kinds of penalty in both languages, in the order of the law."""
    labels = [KIND_LABELS[kind] for kind in in_order(kinds)]
    return Text(
        zh="、".join(label.zh for label in labels), en=", ".join(label.en for label in labels)
    )
