"""Which document a step of an ordinary case issues, and what it says: nothing is typed for it."""

from django.utils.translation import override

from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import format_on
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel.access import Seat
from fazhi.law.case_acts import CaseAct, Conclusion, OnFile
from fazhi.law.facts import Defence, PenaltyKind, ProcedureKind, RemedyFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.law.wording import DEFENCE_LABELS, KIND_LABELS, in_order
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.preserving import preservation_content
from fazhi.proceedings.cases.wording import Content, day_in_words, payment_in_words
from fazhi.registers.parties.wording import party_in_words
from fazhi.registers.staff.models import Authority
from fazhi.registers.staff.queries import authority_of

Paper = tuple[Template, Content]

#: The document of the decision, by its outcome.
_DECISIONS = {
    Conclusion.PENALTY: Template.PENALTY_DECISION,
    Conclusion.NO_PENALTY: Template.NO_PENALTY_DECISION,
    Conclusion.NOT_ESTABLISHED: Template.NOT_ESTABLISHED_DECISION,
    Conclusion.CRIMINAL_REFERRAL: Template.CRIMINAL_REFERRAL,
}
#: Records of the investigation that go to the police with the case.
_SENT_ALONG = (
    "interview_record",
    "on_site_record",
    "examination_record",
    "investigation_report",
)
#: What a preservation issues: the notice, and the decision on what was preserved.
_OF_PRESERVATION = {
    "registration_preservation": Template.REGISTRATION_PRESERVATION_NOTICE,
    "preservation_result": Template.PRESERVATION_RESULT,
}


def paper_of(seat: Seat, case: Case, act: CaseAct) -> Paper | None:
    """Return the document that a step issues with its content, None where it issues none."""
    template = _template(act)
    if template is None:
        return None
    known = {field.name for field in format_on(template, act.day).fields}
    with override("zh-hans"):
        content = {
            **_content(authority_of(seat.authority), case, act),
            **_referred(seat, case, act),
            **preservation_content(seat, case, act),
        }
    return template, {name: value for name, value in content.items() if name in known and value}


def _template(act: CaseAct) -> Template | None:
    if act.step == "decision":
        return _DECISIONS[Conclusion(act.word("conclusion"))]
    if act.step == "prior_notice":
        told = act.flag("tells_hearing_right")
        return Template.HEARING_RIGHT_NOTICE if told else Template.PRIOR_NOTICE
    return _OF_PRESERVATION.get(act.step)


def _content(authority: Authority, case: Case, act: CaseAct) -> Content:
    """Return everything that a document of this case may say on a day, under its field names."""
    file = CaseFileRows.of(case).facts(act.day).file
    report = file.last("investigation_report")
    source = act if act.step == "prior_notice" or report is None else report
    return {
        **party_in_words(case.party),
        **_grounds(case, act, report),
        "cause": case.power.name,
        "facts": source.word("facts"),
        "penalty_kinds": [str(kind) for kind in in_order(act.kinds)],
        "penalty": penalty_in_words(act),
        "fine": in_figures(act.amount("fine")) if act.amount("fine") else "",
        "statement": _heard(file),
        "correction": "已责令当事人改正违法行为。" if "order_to_correct" in file else "",
        "performance": payment_in_words(authority, act.day) if act.amount("fine") else "自觉履行。",
        "remedy": remedy_text(_remedies(authority), day=act.day).zh,
        "period": _period(act),
        "contact": f"{authority.name}，{authority.address}，{authority.telephone}",
        "filed_on": day_in_words(filing.day) if (filing := file.last("case_filing")) else "",
    }


def _referred(seat: Seat, case: Case, act: CaseAct) -> Content:
    """Return what the police are told when a case goes to them (《行政处罚法》第二十七条)."""
    if act.word("conclusion") != Conclusion.CRIMINAL_REFERRAL:
        return {}
    file = CaseFileRows.of(case).facts(act.day).file
    exhibits = Exhibit.objects.filter(dossier=case.dossier).order_by("captured_at", "pk")
    records = [ORDINARY.in_force(act.day).step(name) for name in _SENT_ALONG if name in file]
    return {
        "sent_to": act.word("receiver"),
        "suspicion": act.word("suspicion"),
        "case_number": case.number,
        "approved_by": seat.name,
        "approved_on": day_in_words(act.day),
        "attachments": [*(step.title.zh for step in records), *(each.label for each in exhibits)],
    }


def _grounds(case: Case, act: CaseAct, report: CaseAct | None) -> Content:
    """Return facts, evidence, reasons and provisions, as the investigation found them."""
    found = report or act
    return {
        "evidence": found.word("evidence").rstrip("。"),
        "reasons": found.word("reasons"),
        "discretion": found.word("reasons"),
        "grounds": found.word("reasons"),
        "findings": found.word("facts"),
        "violated_provision": case.power.basis,
        "penalty_basis": act.word("basis") or case.power.basis,
        "basis": act.word("basis") or case.power.basis,
        "education": "已对当事人进行教育。" if act.flag("is_educated") else "",
    }


def _heard(file: OnFile) -> str:
    """Tell how the party was told and heard."""
    said, told = file.last("statement_and_defence"), file.last("prior_notice")
    if said is None or told is None:
        return ""
    words = DEFENCE_LABELS[Defence(said.word("defence"))].zh
    hearing = "，并依法举行了听证" if "hearing" in file else ""
    day = day_in_words(told.day)
    return f"本机关于{day}告知拟处罚的内容、事实、理由、依据和权利{hearing}；{words}。"


def penalty_in_words(act: CaseAct) -> str:
    """Write the kinds and amounts of a penalty as a document does."""
    parts = []
    for kind in in_order(act.kinds):
        words = KIND_LABELS[kind].zh
        if kind is PenaltyKind.FINE:
            fine = act.amount("fine")
            words = f"罚款人民币{in_capitals(fine)}（{in_figures(fine)}）"
        parts.append(words)
    return "，并处".join(parts)


def _remedies(authority: Authority) -> RemedyFacts:
    return RemedyFacts(
        procedure=ProcedureKind.ORDINARY,
        review_body=authority.reconsideration_body,
        court=authority.court,
    )


def _period(act: CaseAct) -> str:
    """Tell by when the party may speak up, or ask for a hearing."""
    name = "HEAR_REQUEST" if act.flag("tells_hearing_right") else "STATEMENT"
    days = load_law().deadline(name).rule.at(act.day).number
    return f"你（单位）可以自收到本告知书之日起{days}个工作日内提出。"
