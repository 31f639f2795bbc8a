"""Which document a step of enforcement issues, and what it says: nothing is typed for it."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.utils.translation import override

from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.facts import answers, remedy_facts
from fazhi.capabilities.documents.formats import format_on
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_file import EnforcementFile, EnforcementWay
from fazhi.law.enforcement_reading import stages_of
from fazhi.law.particulars import particular
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.proceedings.cases.wording import (
    Content,
    day_in_words,
    moment_in_words,
    payment_in_words,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows, outstanding_on
from fazhi.registers.parties.wording import party_in_words
from fazhi.registers.staff.models import Authority, Officer
from fazhi.registers.staff.queries import authority_of

Paper = tuple[Template, Content]

_TEMPLATES: Mapping[str, Template] = {
    "demand": Template.DEMAND,
    "renewed_demand": Template.DEMAND,
    "enforcement_decision": Template.ENFORCEMENT_DECISION,
    "substitute_performance_decision": Template.SUBSTITUTE_PERFORMANCE_DECISION,
    "announcement": Template.DEMOLITION_ANNOUNCEMENT,
    "notice_to_attend": Template.DEMOLITION_NOTICE,
    "enforcement_agreement": Template.ENFORCEMENT_AGREEMENT,
    "court_enforcement_application": Template.COURT_APPLICATION,
    "suspension": Template.ENFORCEMENT_SUSPENSION,
    "resumption": Template.ENFORCEMENT_SUSPENSION,
    "termination": Template.ENFORCEMENT_SUSPENSION,
    "demolition": Template.ENFORCEMENT_RECORD,
    "substitute_performance": Template.ENFORCEMENT_RECORD,
}
#: On which articles a demand rests, and what follows when it is not met, by the way.
_DEMANDS: Mapping[EnforcementWay, tuple[str, str]] = {
    EnforcementWay.COURT_APPLICATION: ("第五十四条", "依法申请人民法院强制执行"),
    EnforcementWay.COMPULSORY_ENFORCEMENT: ("第三十五条", "依法强制执行"),
    EnforcementWay.SUBSTITUTE_PERFORMANCE: (
        "第三十五条、第五十条",
        "依法代履行，代履行的费用由你（单位）承担",
    ),
    EnforcementWay.DEMOLITION: ("第三十五条", "依法强制拆除"),
}
_RIGHTS = (
    "你（单位）收到本催告书后，有权向本机关陈述和申辩；"
    "提出的事实、理由和证据，本机关予以记录、复核。"
)
_WAYS = {
    EnforcementWay.COURT_APPLICATION: "申请人民法院强制执行",
    EnforcementWay.COMPULSORY_ENFORCEMENT: "本机关强制执行",
    EnforcementWay.SUBSTITUTE_PERFORMANCE: "代履行",
    EnforcementWay.DEMOLITION: "强制拆除",
}
_EFFECTS: Mapping[str, tuple[str, str]] = {
    "suspension": ("第三十九条第一款", "本机关决定中止执行。中止的情形消失后，恢复执行。"),
    "resumption": ("第三十九条第二款", "本机关决定恢复执行。"),
    "termination": ("第四十条", "本机关决定终结执行。"),
}


def paper_of(
    seat: Seat,
    rows: EnforcementRows,
    file: EnforcementFile,
    act: CaseAct,
    officers: tuple[tuple[Officer, str], ...] = (),
) -> Paper | None:
    """Return the document that a step issues with its content, None where it issues none."""
    template = _template(file, act)
    if template is None:
        return None
    known = {field.name for field in format_on(template, act.day).fields}
    authority = authority_of(seat.authority)
    with override("zh-hans"):
        content = {
            **party_in_words(rows.case.party),
            **_of_the_decision(rows),
            **_CONTENTS[template](authority, rows, file, act),
        }
        if officers:
            content["officers"] = [
                {"name": officer.name, "certificate": number} for officer, number in officers
            ]
    return template, {name: value for name, value in content.items() if name in known and value}


def document_answers(authority: Authority, paper: Paper, day: dt.date) -> tuple[Answer, ...]:
    """Return what the law answers to a paper that is about to be issued."""
    template, content = paper
    return answers(format_on(template, day), content, authority, day)


def obligation_of(rows: EnforcementRows) -> str:
    """Return what the party has to perform, in the words of a document."""
    said = str(rows.opening.get("obligation") or "").strip().rstrip("。")
    if said or rows.receivable is None:
        return f"{said}。"
    fine = rows.receivable.amount
    return f"缴纳罚款人民币{in_capitals(fine)}（{in_figures(fine)}）。"


def owed_in_words(rows: EnforcementRows, day: dt.date) -> str:
    """Return the clear amount on a day: the fine, the late fine up to that day, the sum."""
    fine, late = outstanding_on(rows, day)
    parts = [f"罚款{in_figures(fine)}"]
    if late:
        parts.append(f"加处罚款{in_figures(late)}（计算至{day_in_words(day)}）")
    return f"{'，'.join(parts)}，合计人民币{in_capitals(fine + late)}"


def _template(file: EnforcementFile, act: CaseAct) -> Template | None:
    """Return which document it is: nothing is written of a party that said nothing."""
    if act.step == "statement_and_defence":
        return Template.STATEMENT_RECORD if act.flag("statement_made") else None
    if act.step == "enforcement":
        is_own = file.way is not EnforcementWay.COURT_APPLICATION
        return Template.ENFORCEMENT_RECORD if is_own else None
    return _TEMPLATES.get(act.step)


def _of_the_decision(rows: EnforcementRows) -> Content:
    case = rows.case
    return {
        "decided_on": day_in_words(case.decided_on),
        "decision_number": f"《行政处罚决定书》（{case.decision.document.number}）",
        "obligation": obligation_of(rows),
        "served_on": day_in_words(rows.decision_served_on),
    }


def _demand(
    authority: Authority, rows: EnforcementRows, file: EnforcementFile, act: CaseAct
) -> Content:
    is_money = file.duty.value == "money"
    basis, consequence = _DEMANDS[file.way]
    due_on = act.date("due_on")
    fine, late = outstanding_on(rows, act.day)
    content: Content = {
        "duty": "金钱给付" if is_money else "排除妨碍、恢复原状等义务",
        "basis": "第五十一条第一款第（二）项" if act.step == "renewed_demand" else basis,
        "due_on": day_in_words(due_on) if due_on else "",
        "manner": act.word("manner") or ("缴纳罚款和加处罚款" if is_money else "自行履行"),
        "rights": _RIGHTS,
        "consequence": f"逾期仍不履行的，本机关将{consequence}。",
    }
    if is_money:
        content |= {
            "amount": f"{fine + late:.2f}",
            "amount_in_words": owed_in_words(rows, act.day),
            "payment_manner": payment_in_words(authority, act.day).partition("，")[2],
        }
    return content


def _statement(file: EnforcementFile) -> str:
    said = file.standing.get("statement_and_defence")
    if said is None or not said.flag("statement_made"):
        return "当事人没有提出陈述和申辩。"
    result = "意见成立，已采纳" if said.flag("was_adopted") else "意见不成立"
    return f"当事人提出陈述和申辩，本机关已记录、复核：{result}。"


def _heard(
    authority: Authority, rows: EnforcementRows, file: EnforcementFile, act: CaseAct
) -> Content:
    _on, number = _demanded(rows, file)
    is_founded = act.flag("is_founded")
    return {
        "cause": rows.case.power.name,
        "notice_number": number,
        "stated_at": moment_in_words(act.at),
        "place": authority.address,
        "person": rows.case.party.name,
        "identity": rows.case.party.credit_code or rows.case.party.identity_number,
        "address": rows.case.party.address,
        "statement": act.word("record"),
        "recheck": "已对当事人提出的事实、理由和证据进行复核。"
        if act.flag("was_rechecked")
        else "",
        "conclusion": "意见成立，予以采纳。" if is_founded else "意见不成立，不予采纳。",
    }


def _demanded(rows: EnforcementRows, file: EnforcementFile) -> tuple[str, str]:
    """Return the day and the number of the demand that stands."""
    demand = file.standing.get("demand")
    paper = next((step.document for step in reversed(rows.steps) if step.step == "demand"), None)
    if demand is None or paper is None:
        return "", ""
    return day_in_words(demand.day), f"《催告书》（{paper.number}）"


def _enforcement_decision(
    authority: Authority, rows: EnforcementRows, file: EnforcementFile, act: CaseAct
) -> Content:
    on, number = _demanded(rows, file)
    own = str(rows.opening.get("own_power_basis") or "")
    return {
        "demanded_on": on,
        "demand_number": number,
        "statement": _statement(file),
        "reasons": act.word("reasons"),
        "basis": "、".join(filter(None, ("《中华人民共和国行政强制法》第三十七条", own))),
        "manner": act.word("manner"),
        "time": act.word("time"),
        "remedy": _remedy(authority, Template.ENFORCEMENT_DECISION, act.day),
    }


def _substitute_decision(
    authority: Authority, _rows: EnforcementRows, _file: EnforcementFile, act: CaseAct
) -> Content:
    estimate = act.amount("cost_estimate")
    return {
        "reasons": act.word("reasons"),
        "basis": "《中华人民共和国行政强制法》第五十条、第五十一条",
        "object": act.word("object"),
        "manner": act.word("manner"),
        "time": act.word("time"),
        "performer": act.word("performer"),
        "cost_estimate": in_figures(estimate) if estimate else "",
        "fallback": "代履行三日前，本机关将再次催告；你（单位）履行的，停止代履行。"
        "代履行的费用按照成本合理确定，由你（单位）承担。",
        "remedy": _remedy(authority, Template.SUBSTITUTE_PERFORMANCE_DECISION, act.day),
    }


def _remedy(authority: Authority, template: Template, day: dt.date) -> str:
    return remedy_text(remedy_facts(format_on(template, day), authority), day=day).zh


def _announcement(
    _authority: Authority, _rows: EnforcementRows, _file: EnforcementFile, act: CaseAct
) -> Content:
    due_on = act.date("due_on")
    return {
        "due_on": day_in_words(due_on) if due_on else "",
        "object": act.word("object"),
        "consequence": "在法定期限内不申请行政复议、不提起行政诉讼，又不拆除的，依法强制拆除。",
    }


def _notice(
    _authority: Authority, _rows: EnforcementRows, _file: EnforcementFile, act: CaseAct
) -> Content:
    removal = act.date("removal_due_on")
    return {
        "basis": "《中华人民共和国行政强制法》第四十四条",
        "time": act.word("time"),
        "removal_due_on": day_in_words(removal) if removal else "",
    }


def _agreement(
    _authority: Authority, _rows: EnforcementRows, _file: EnforcementFile, act: CaseAct
) -> Content:
    waived = act.amount("waived_late_fine")
    return {
        "stages": [
            f"{day_in_words(day)}前履行{in_figures(amount) if amount else '约定的义务'}"
            for day, amount in stages_of(act)
        ],
        "remedial_measures": act.word("remedial_measures"),
        "waiver": f"协议履行完毕后，减免加处罚款{in_figures(waived)}。" if waived else "",
        "consequence": "协议应当履行；当事人不履行协议的，本机关恢复强制执行，约定的减免不再适用。",
    }


def _application(
    authority: Authority, rows: EnforcementRows, file: EnforcementFile, act: CaseAct
) -> Content:
    on, number = _demanded(rows, file)
    served = file.served_on("service_of_demand")
    is_money = file.duty.value == "money"
    request = owed_in_words(rows, act.day) if is_money else obligation_of(rows)
    decision = f"《行政处罚决定书》（{rows.case.decision.document.number}）"
    demand = f"{on}以{number}催告，{day_in_words(served)}送达，当事人仍未履行。" if served else ""
    return {
        "court": act.word("court") or authority.court,
        "decision": decision,
        "request": f"{request.rstrip('。')}。",
        "grounds": act.word("reasons") or "事实、理由和依据见行政处罚决定书。",
        "party_opinion": _statement(file),
        "demand": demand,
        "object": act.word("object") or request,
        "signed_by_head": act.word("signed_by_head"),
        "attachments": materials(rows, file),
    }


def materials(rows: EnforcementRows, file: EnforcementFile) -> list[str]:
    """Return the list of materials that go to the court (《行政强制法》第五十五条)."""
    _on, number = _demanded(rows, file)
    heard = "statement_and_defence" in file.standing
    return [
        "强制执行申请书",
        f"行政处罚决定书（{rows.case.decision.document.number}）及作出决定的事实、理由和依据",
        "行政处罚决定书的送达回证",
        f"{number}及其送达回证" if number else "催告书及其送达回证",
        "当事人的意见（陈述申辩笔录）" if heard else "当事人的意见（当事人没有提出）",
        "申请强制执行标的情况",
        "法定代表人身份证明、授权委托书",
    ]


def _process(
    _authority: Authority, _rows: EnforcementRows, _file: EnforcementFile, act: CaseAct
) -> Content:
    basis, effect = _EFFECTS[act.step]
    ground = "中止执行的情形已经消失"
    for key in ("suspension_ground", "termination_ground"):
        if act.word(key):
            ground = particular(key).in_words(act.word(key)).zh
    return {"ground": ground, "basis": basis, "effect": effect, "reason": act.word("reason")}


def _record(
    _authority: Authority, rows: EnforcementRows, file: EnforcementFile, act: CaseAct
) -> Content:
    ends = act.at + dt.timedelta(hours=act.number("hours")) if act.number("hours") else None
    recorded = [
        words for key, words in (("has_photographs", "已拍照"), ("has_video", "已录像"))
        if act.flag(key)
    ]  # fmt: skip
    decided = file.standing.get("substitute_performance_decision")
    performer = act.word("performer") or (decided.word("performer") if decided else "")
    cost = act.amount("cost")
    return {
        "way": _WAYS[file.way],
        "begun_at": moment_in_words(act.at),
        "ended_at": moment_in_words(ends) if ends else "",
        "place": rows.case.place,
        "present": act.word("present"),
        "record": act.word("record"),
        "urgency": act.word("reason") if act.flag("is_urgent") else "",
        "performer": performer,
        "supervisor": act.word("supervisor"),
        "cost": in_figures(cost) if cost else "",
        "recordings": "，".join(recorded),
    }


_Maker = Callable[[Authority, EnforcementRows, EnforcementFile, CaseAct], Content]
_CONTENTS: Mapping[Template, _Maker] = {
    Template.DEMAND: _demand,
    Template.STATEMENT_RECORD: _heard,
    Template.ENFORCEMENT_DECISION: _enforcement_decision,
    Template.SUBSTITUTE_PERFORMANCE_DECISION: _substitute_decision,
    Template.DEMOLITION_ANNOUNCEMENT: _announcement,
    Template.DEMOLITION_NOTICE: _notice,
    Template.ENFORCEMENT_AGREEMENT: _agreement,
    Template.COURT_APPLICATION: _application,
    Template.ENFORCEMENT_SUSPENSION: _process,
    Template.ENFORCEMENT_RECORD: _record,
}
