"""What the documents of this room say, put together from the entry, the registers and the law."""

import datetime as dt

from django.utils.translation import override

from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.kernel import clock
from fazhi.law.citation import chinese_numeral
from fazhi.law.facts import PenaltyKind, ProcedureKind, RemedyFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery, VehicleType
from fazhi.proceedings.cases.facts import Grounds
from fazhi.proceedings.cases.inputs import OnTheSpotInput, ReferralInput
from fazhi.registers.parties.wording import party_in_words
from fazhi.registers.staff.models import Authority, Officer

Content = dict[str, object]

_PENALTIES = {
    PenaltyKind.WARNING: "警告",
    PenaltyKind.FINE: "罚款",
    PenaltyKind.PUBLIC_CRITICISM: "通报批评",
    PenaltyKind.CONFISCATION_OF_GAINS: "没收违法所得",
    PenaltyKind.CONFISCATION_OF_GOODS: "没收非法财物",
}


def decision_content(authority: Authority, one: OnTheSpotInput, grounds: Grounds) -> Content:
    """Return the content of a decision on the spot (当场行政处罚决定书)."""
    day = clock.day_of(one.decided_at)
    with override("zh-hans"):
        content: Content = {
            **party_in_words(grounds.party),
            "violation_at": moment_in_words(one.happened_at),
            "violation_place": one.spot.place,
            "facts": one.facts.strip(),
            "violated_provision": grounds.power.basis,
            "penalty_basis": grounds.power.basis,
            "penalty_kinds": [str(kind) for kind in one.kinds],
            "penalty": penalty_in_words(one),
            "statement": _statement(one),
            "remedy": remedy_text(remedy_facts(authority), day=day).zh,
            "decided_at": moment_in_words(one.decided_at),
            "decision_place": one.spot.place,
            "delivery": _delivery(one),
            "officers": officers_in_words(grounds.officers),
        }
    if one.fine:
        content["fine"] = in_figures(one.fine)
        content["payment"] = payment_in_words(authority, day)
    if one.correction.ordered_on:
        content["correction"] = f"已于{day_in_words(one.correction.ordered_on)}责令改正。"
    return {name: value for name, value in content.items() if value}


def referral_content(receiver: str, one: ReferralInput, officers: tuple[Officer, ...]) -> Content:
    """Return the content of a parking referral (人行道违法停车抄告单); never that of a penalty."""
    with override("zh-hans"):
        vehicle_type = str(VehicleType(one.vehicle_type).label)
    return {
        "sent_to": receiver,
        "plate": one.plate,
        "vehicle_type": vehicle_type,
        "appearance": one.appearance,
        "observed_at": moment_in_words(one.noticed_at),
        "place": one.spot.place,
        "facts": one.description,
        "photos": [str(photograph) for photograph in one.photograph_ids],
        "officers": officers_in_words(officers),
    }


def penalty_in_words(one: OnTheSpotInput) -> str:
    """Return the penalty as the document writes it: amounts in capitals and in figures."""
    parts = []
    for kind in one.kinds:
        words = _PENALTIES.get(kind, str(kind))
        if kind is PenaltyKind.FINE:
            words = f"罚款人民币{in_capitals(one.fine)}（{in_figures(one.fine)}）"
        parts.append(words)
    return "，并处".join(parts)


def officers_in_words(officers: tuple[Officer, ...]) -> list[str]:
    """Return the officers as the document names them."""
    return [officer.name for officer in officers]


def moment_in_words(moment: dt.datetime) -> str:
    """Write a moment the way documents do: 2023年3月4日9时05分."""
    local = clock.local(moment)
    return f"{day_in_words(local.date())}{local.hour}时{local.minute:02d}分"


def day_in_words(day: dt.date) -> str:
    """Write a day the way documents do: 2023年3月4日."""
    return f"{day.year}年{day.month}月{day.day}日"


def remedy_facts(authority: Authority) -> RemedyFacts:
    """Return the bodies that a decision on the spot must name."""
    return RemedyFacts(
        procedure=ProcedureKind.SUMMARY,
        review_body=authority.reconsideration_body,
        court=authority.court,
    )


def payment_in_words(authority: Authority, day: dt.date) -> str:
    law = load_law()
    days = chinese_numeral(law.deadline("PAY").rule.at(day).number)
    rate = chinese_numeral(int(law.parameter("payment.late_fine.rate").at(day).amount * 100))
    return (
        f"自收到本决定书之日起{days}日内，到{authority.payment_bank}缴纳"
        f"（户名：{authority.payment_account_name}，账号：{authority.payment_account}），"
        f"或者通过电子支付系统缴纳。到期不缴纳的，每日按罚款数额的百分之{rate}加处罚款。"
    )


def _statement(one: OnTheSpotInput) -> str:
    words = {
        DefenceOutcome.WAIVED: "已口头告知拟处罚的内容、事实、理由、依据和陈述、申辩的权利，"
        "当事人未提出陈述、申辩。",
        DefenceOutcome.REJECTED: "当事人提出陈述、申辩，经复核不成立。",
        DefenceOutcome.ADOPTED: "当事人提出陈述、申辩，经复核予以采纳。",
        DefenceOutcome.NOT_ASKED: "",
    }[DefenceOutcome(one.defence)]
    return f"{words}{one.statement.strip()}"


def _delivery(one: OnTheSpotInput) -> str:
    if one.delivery == Delivery.REFUSAL_NOTED:
        return f"当事人拒绝签收，已当场注明，见证人：{one.witness or '现场照片'}。"
    return "当场交付当事人。"
