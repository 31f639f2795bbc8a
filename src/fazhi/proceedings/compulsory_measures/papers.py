"""Which documents a step of a measure issues, and what they say: nothing is typed for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import override

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import format_on
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import remedy_of
from fazhi.capabilities.documents.rendering import in_words
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.case_acts import CaseAct
from fazhi.law.citation import chinese_numeral
from fazhi.law.jurisdiction import load_law
from fazhi.law.measure_file import Disposal
from fazhi.law.particulars import particular
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.inputs import ItemInput
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureItem
from fazhi.registers.parties.wording import party_in_words
from fazhi.registers.staff.models import EnforcementCertificate, Officer
from fazhi.registers.staff.queries import authority_of

Content = dict[str, object]
Line = MeasureItem | ItemInput

_NOTHING_TO_SAY = "当事人不在场。"
_SIGNED = {"signed": "当事人已签名。", "refusal_noted": "当事人拒绝签名，已在笔录中注明。"}


def issue_papers(
    seat: Seat,
    rows: MeasureRows,
    act: CaseAct,
    staff: Sequence[tuple[Officer, EnforcementCertificate | None]],
    lines: Sequence[Line],
) -> list[Document]:
    """Issue the documents of a step in the dossier of the case, the numbered one first."""
    issued: list[Document] = []
    for template in templates_of(rows.measure, act):
        content = paper_content(seat, rows, act, staff, lines)
        if issued:
            content["decision_number"] = issued[0].number
        known = {field.name for field in format_on(template, act.day).fields}
        given = DocumentInput(
            template=template,
            content={name: said for name, said in content.items() if name in known and said},
            dossier=rows.measure.case_dossier,
            issued_at=act.at,
        )
        issued += issue_documents(seat, [given])
    return issued


def templates_of(measure: CompulsoryMeasure, act: CaseAct) -> tuple[Template, ...]:
    """Return which documents a step issues."""
    if act.step == "measure":
        scene = (Template.SEALING_SEIZURE_DECISION, Template.INVENTORY, Template.SCENE_RECORD)
        return (*scene, Template.URGENT_MEASURE_REPORT) if measure.is_urgent else scene
    if act.step == "handling":
        is_transfer = act.word("disposal") == Disposal.TRANSFERRED
        return (Template.ITEMS_TRANSFER_NOTICE if is_transfer else Template.HANDLING_DECISION,)
    return _TEMPLATES.get(act.step, ())


_TEMPLATES: Mapping[str, tuple[Template, ...]] = {
    "approval": (Template.MEASURE_APPROVAL,),
    "approval_under_urgency": (Template.MEASURE_APPROVAL,),
    "testing": (Template.TESTING_NOTICE,),
    "extension": (Template.SEIZURE_EXTENSION_NOTICE,),
    "lifting": (Template.LIFTING_DECISION,),
    "return_of_items": (Template.RETURN_RECEIPT,),
}


def paper_content(
    seat: Seat,
    rows: MeasureRows,
    act: CaseAct,
    staff: Sequence[tuple[Officer, EnforcementCertificate | None]],
    lines: Sequence[Line],
) -> Content:
    """Return everything that a document of this measure may say, under its field names."""
    measure = rows.measure
    with override("zh-hans"):
        return {
            **party_in_words(measure.party),
            **_measure(rows, act),
            **_step(act, measure),
            "measure": str(measure.get_kind_display()),
            "cause": measure.power.name,
            "remedy": remedy_of(
                Template.SEALING_SEIZURE_DECISION, authority_of(seat.authority), day=act.day
            ),
            "items": [_line(each) for each in lines],
            "total": total_of(lines),
            "officers": [
                {"name": each.name, "certificate": held.number if held else ""}
                for each, held in staff
            ],
        }


def basis_in_words(measure: CompulsoryMeasure) -> str:
    """Write the provision that gives the measure: 《某条例》第三十条第一款."""
    name = measure.instrument.strip("《》")
    part = f"第{chinese_numeral(measure.paragraph)}款" if measure.paragraph else ""
    return f"《{name}》第{chinese_numeral(measure.article)}条{part}"


def total_of(lines: Iterable[Line]) -> str:
    """Write how much an inventory holds in all: 共 2 项：3 辆、5 箱."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    count = 0
    for each in lines:
        sums[each.unit] += each.quantity
        count += 1
    amounts = "、".join(f"{amount.normalize():f} {unit}" for unit, amount in sums.items())
    return f"共 {count} 项：{amounts}" if count else ""


def _measure(rows: MeasureRows, act: CaseAct) -> Content:
    """Return what every later document says of the measure itself."""
    measure = rows.measure
    taken_at = clock.local(measure.taken_at) if measure.taken_at else act.at
    decision, lifting = (
        rows.document(template)
        for template in (Template.SEALING_SEIZURE_DECISION, Template.LIFTING_DECISION)
    )
    report = load_law().deadline("SEIZE_REPORT").from_(taken_at)
    return {
        "basis": basis_in_words(measure),
        "reasons": measure.reasons,
        "proposed_at": _moment(clock.local(measure.proposed_at)),
        "taken_at": _moment(taken_at),
        "due_at": _moment(clock.local(report.due_at)) if report.due_at else "",
        "seized_on": in_words(taken_at.date()),
        "decision_number": decision.number if decision else "",
        "lifting_number": lifting.number if lifting else "",
    }


def _step(act: CaseAct, measure: CompulsoryMeasure) -> Content:
    """Return what the document of this very step says."""
    return _STEPS[act.step](act, measure) if act.step in _STEPS else {}


def _approval(act: CaseAct, _measure: CompulsoryMeasure) -> Content:
    is_late = act.step == "approval_under_urgency"
    said = "同意。" if act.flag("approved_by_head") else "不同意。"
    return {
        "timing": "情况紧急当场实施，补办批准" if is_late else "实施前批准",
        "opinion": f"{said}{act.word('reasons')}",
    }


def _scene(act: CaseAct, measure: CompulsoryMeasure) -> Content:
    until, present = act.date("until"), act.flag("party_present")
    decided = f"自{in_words(act.day)}起至{in_words(until)}止" if until else ""
    return {
        "term": decided,
        "place": f"{act.word('place')}（保管人：{act.word('keeper')}）",
        "presence": "当事人到场。" if present else "已通知当事人到场，当事人未到场。",
        "witness": act.word("witness"),
        "told": f"{measure.reasons.rstrip('。')}；依据{basis_in_words(measure)}。",
        "statement": act.word("statement") or _NOTHING_TO_SAY,
        "record": act.word("record"),
        "signing": _SIGNED.get(act.word("signature"), "") if present else "由见证人签名。",
    }


def _testing(act: CaseAct, measure: CompulsoryMeasure) -> Content:
    until = act.date("until") or act.day
    kind = particular("testing_kind").in_words(act.word("testing_kind")).zh
    return {
        "institution": act.word("institution"),
        "object": "本案查封、扣押的财物",
        "kind": kind,
        "begins_on": in_words(act.day),
        "ends_on": in_words(until),
        "effect": f"依据《中华人民共和国行政强制法》第二十五条第三款的规定，{kind}的期间"
        f"不计入{measure.get_kind_display()}的期限，费用由本机关承担。",
    }


def _extension(act: CaseAct, measure: CompulsoryMeasure) -> Content:
    until = act.date("until") or act.day
    return {
        "reasons": act.word("reasons").rstrip("。"),
        "approved_by": act.word("approved_by"),
        "extension": f"{measure.get_kind_display()}的期限延长至{in_words(until)}。",
    }


def _handling(act: CaseAct, _measure: CompulsoryMeasure) -> Content:
    disposal = particular("disposal").in_words(act.word("disposal")).zh
    return {
        "reasons": act.word("reasons").rstrip("。"),
        "basis": act.word("basis") or "本案行政处罚决定",
        "disposal": disposal,
        "receiver": act.word("receiver"),
    }


def _lifting(act: CaseAct, _measure: CompulsoryMeasure) -> Content:
    ground = particular("lifting_reason").in_words(act.word("lifting_reason")).zh
    return {
        "reasons": f"{ground}（{act.word('reasons').rstrip('。')}）",
        "lifted_on": in_words(act.day),
    }


def _return(act: CaseAct, _measure: CompulsoryMeasure) -> Content:
    is_signed = act.word("signature") == "signed"
    compensated = "损失已经赔偿。" if act.flag("is_compensated") else ""
    return {
        "returned_at": _moment(act.at),
        "signing": "当事人清点签收。" if is_signed else "当事人拒绝签收，已注明。",
        "damage": f"退还时发现损毁，{compensated}" if act.flag("was_damaged") else "",
    }


_STEPS = {
    "approval": _approval,
    "approval_under_urgency": _approval,
    "measure": _scene,
    "testing": _testing,
    "extension": _extension,
    "handling": _handling,
    "lifting": _lifting,
    "return_of_items": _return,
}


def _line(item: Line) -> dict[str, str]:
    return {
        "name": item.name,
        "specification": item.specification,
        "quantity": f"{item.quantity.normalize():f} {item.unit}",
        "condition": item.condition,
    }


def _moment(at: dt.datetime) -> str:
    return f"{in_words(at.date())}{at.hour}时{at.minute:02d}分"
