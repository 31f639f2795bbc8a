"""Publishing (执法公示): what is shown before an act, and which decision afterwards, in what form.

The rules of the province were read in excerpts only and warn; that secrets are kept and that no
more is told of a person than the duty needs is statute, and blocks.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from fazhi.law.answer import Answer, Text
from fazhi.law.facts import PartyFacts, PartyKind, ProcedureKind
from fazhi.law.jurisdiction import Law
from fazhi.law.redaction import PersonalKind
from fazhi.law.rule import rule_text
from fazhi.law.rules.liability import is_minor
from fazhi.law.rules.timeliness import by_deadline

_PUBLISH = Text("公开", "publish it")
_MINISTRY_FIELDS = "publication.ministry_fields"

_KINDS = {
    PersonalKind.NAME: Text("被处罚人以外的自然人姓名", "names of persons other than the punished"),
    PersonalKind.IDENTITY_NUMBER: Text("证件号码", "identity numbers"),
    PersonalKind.CONTACT: Text("联系方式", "ways of contact"),
    PersonalKind.ACCOUNT: Text("银行账号", "bank accounts"),
    PersonalKind.PLATE: Text("车牌号", "plates"),
    PersonalKind.ADDRESS: Text("家庭住址", "home addresses"),
    PersonalKind.HEALTH: Text("健康状况", "health"),
}


class Topic(StrEnum):
    """What is made public before any act (事前公示)."""

    BODY = "body"
    PERSONS = "persons"
    POWERS = "powers"
    BASIS = "basis"
    PROCEDURE = "procedure"
    REMEDIES = "remedies"
    RANDOM_INSPECTION_LIST = "random_inspection_list"


class Element(StrEnum):
    """What a summary of a decision says (摘要的要素)."""

    NUMBER = "number"
    PARTY = "party"
    FACTS = "facts"
    BASIS = "basis"
    PENALTY = "penalty"
    AUTHORITY = "authority"
    DAY = "day"


#: What the statute itself names: body, ground of filing, procedure, remedies.
_BY_STATUTE = (Topic.BODY, Topic.BASIS, Topic.PROCEDURE, Topic.REMEDIES)
_TOPICS = {
    Topic.BODY: Text("执法主体", "the body"),
    Topic.PERSONS: Text("执法人员", "the persons"),
    Topic.POWERS: Text("执法事项", "the powers"),
    Topic.BASIS: Text("执法依据", "the basis"),
    Topic.PROCEDURE: Text("执法程序", "the procedure"),
    Topic.REMEDIES: Text("救济渠道", "the remedies"),
    Topic.RANDOM_INSPECTION_LIST: Text("随机抽查事项清单", "the list of random inspections"),
}
_ELEMENTS = {
    Element.NUMBER: Text("决定书文号", "the number"),
    Element.PARTY: Text("被处罚人", "the party"),
    Element.FACTS: Text("违法事实", "the facts"),
    Element.BASIS: Text("处罚依据", "the basis"),
    Element.PENALTY: Text("处罚内容", "the penalty"),
    Element.AUTHORITY: Text("处罚机关", "the authority"),
    Element.DAY: Text("决定日期", "the day"),
}


@dataclass(frozen=True, slots=True)
class PublishingFacts:
    """A decision (处罚决定) as far as it matters whether the public may read it.

    The last five are what the person who looked found.
    """

    party: PartyFacts
    acted_on: dt.date
    procedure: ProcedureKind
    involves_secret: bool = False
    involves_privacy: bool = False
    endangers_safety: bool = False
    is_unsuitable: bool = False
    has_influence: bool = False


def notice_is_complete(shown: frozenset[Topic], *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第三十九条: what stands on the page before the act (PEN-020, TRI-003)."""
    return (*_missing("PEN-020", _BY_STATUTE, shown, day), *_missing("TRI-003", Topic, shown, day))


def may_be_published(law: Law, facts: PublishingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """浙江省处罚结果网上公开暂行办法第五条: what is never published (PUB-001)."""
    party = facts.party
    age_unknown = party.kind is PartyKind.PERSON and party.birth_on is None
    return rule_text("PUB-001").judge(
        day,
        {
            "minor": is_minor(law, party, day=day, acted_on=facts.acted_on),
            "age_unknown": age_unknown,
            "secret": facts.involves_secret,
            "privacy": facts.involves_privacy,
            "safety": facts.endangers_safety,
            "unsuitable": facts.is_unsuitable,
        },
    )


def should_be_published(facts: PublishingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第四十八条第一款: decisions with some influence on society (PUB-006)."""
    on_the_spot = facts.procedure is ProcedureKind.SUMMARY
    return rule_text("PUB-006").judge(
        day,
        {
            "on_the_spot": on_the_spot and not facts.has_influence,
            "no_influence": not on_the_spot and not facts.has_influence,
        },
    )


def nothing_is_left(left: frozenset[PersonalKind], *, day: dt.date) -> tuple[Answer, ...]:
    """《个人信息保护法》第三十四条: no more of a person than the duty needs (PUB-002)."""
    rule = rule_text("PUB-002")
    if not left:
        return (rule.held_on(day),)
    return tuple(
        rule.refused_on(day, found=_KINDS[kind].zh, found_en=_KINDS[kind].en)
        for kind in sorted(left)
    )


def says_enough(stated: frozenset[Element], *, day: dt.date) -> tuple[Answer, ...]:
    """浙江省处罚结果网上公开暂行办法第六条: the full text, or a summary that says it (PUB-003)."""
    rule = rule_text("PUB-003")
    missing = [each for each in Element if each not in stated]
    if not missing:
        return (rule.held_on(day),)
    return tuple(
        rule.refused_on(day, missing=_ELEMENTS[each].zh, missing_en=_ELEMENTS[each].en)
        for each in missing
    )


def name_is_masked(kind: PartyKind, *, day: dt.date, is_masked: bool) -> Answer:
    """《个人信息保护法》第三十四条: of a person who was punished, the surname will do (PUB-005)."""
    holds = is_masked or kind is PartyKind.ORGANISATION
    return rule_text("PUB-005").answer(holds=holds, day=day)


def copy_is_derived(*, day: dt.date, original_hash: str, copy_hash: str, made_hash: str) -> Answer:
    """Ask that the copy is an object of its own and is the one that was confirmed (PUB-007)."""
    rule = rule_text("PUB-007")
    if copy_hash != made_hash:
        return rule.refused_on(day, "changed")
    return rule.answer(holds=copy_hash != original_hash, day=day)


def published_in_time(
    law: Law,
    *,
    day: dt.date,
    field: str,
    decided_on: dt.date,
    published_on: dt.date | None = None,
) -> tuple[Answer, ...]:
    """国办发〔2018〕118号: a penalty is published within seven working days (TRI-001, TRI-002)."""
    deadline = law.deadline("PUB_PENALTY").from_(decided_on)
    rules = ["TRI-001"]
    if rule_text("TRI-002").in_force(decided_on) and field in _fields(law, decided_on):
        rules.append("TRI-002")
    return tuple(
        by_deadline(rule, deadline, day=day, done_on=published_on, step=_PUBLISH) for rule in rules
    )


def _fields(law: Law, day: dt.date) -> frozenset[str]:
    return frozenset(cast("tuple[str, ...]", law.parameter(_MINISTRY_FIELDS).at(day).value))


def _missing(
    rule: str, wanted: "tuple[Topic, ...] | type[Topic]", shown: frozenset[Topic], day: dt.date
) -> Iterator[Answer]:
    record = rule_text(rule)
    missing = [topic for topic in wanted if topic not in shown]
    if not missing:
        yield record.held_on(day)
    for topic in missing:
        words = _TOPICS[topic]
        yield record.refused_on(day, missing=words.zh, missing_en=words.en)
