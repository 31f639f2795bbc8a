"""Which document a step of an ordinary case issues, and what it says: nothing is typed for it."""

from collections.abc import Mapping

from django.utils.translation import override

from fazhi.capabilities.documents.amounts import in_capitals, in_figures
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.formats import format_on
from fazhi.kernel.access import Seat
from fazhi.law.case_acts import CaseAct, Conclusion
from fazhi.law.facts import PenaltyKind, ProcedureKind, RemedyFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.reconsideration import remedy_text
from fazhi.law.wording import KIND_LABELS, in_order
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.wording import (
    Content,
    day_in_words,
    moment_in_words,
    party_in_words,
    payment_in_words,
)
from fazhi.registers.staff.models import Authority, Officer
from fazhi.registers.staff.queries import authority_of

Paper = tuple[Template, Content]

#: The document of the decision, by its outcome.
_DECISIONS = {
    Conclusion.PENALTY: Template.PENALTY_DECISION,
    Conclusion.NO_PENALTY: Template.NO_PENALTY_DECISION,
    Conclusion.NOT_ESTABLISHED: Template.NOT_ESTABLISHED_DECISION,
}
_PAPERS: Mapping[str, Template] = {"prior_notice": Template.PRIOR_NOTICE}


def paper_of(seat: Seat, case: Case, act: CaseAct) -> Paper | None:
    """Return the document that a step issues with its content, None where it issues none."""
    template = _template(act)
    if template is None:
        return None
    known = {field.name for field in format_on(template, act.day).fields}
    with override("zh-hans"):
        content = _content(authority_of(seat.authority), case, act)
    return template, {name: value for name, value in content.items() if name in known and value}


def _template(act: CaseAct) -> Template | None:
    if act.step == "decision":
        return _DECISIONS[Conclusion(act.word("conclusion"))]
    return _PAPERS.get(act.step)


def _content(authority: Authority, case: Case, act: CaseAct) -> Content:
    """Return everything that a document of this case may say on a day, under its field names."""
    file = CaseFileRows.of(case).facts(act.day).file
    report, said = file.last("investigation_report"), file.last("statement_and_defence")
    source = act if act.step == "prior_notice" or report is None else report
    return {
        **party_in_words(case.party),
        "violation_at": moment_in_words(case.happened_at),
        "violation_place": case.place,
        "facts": source.word("facts"),
        "evidence": report.word("evidence") if report else "",
        "reasons": source.word("reasons"),
        "discretion": report.word("reasons") if report else "",
        "violated_provision": case.power.basis,
        "penalty_basis": act.word("basis") or case.power.basis,
        "basis": act.word("basis") or case.power.basis,
        "penalty_kinds": [str(kind) for kind in in_order(act.kinds)],
        "penalty": penalty_in_words(act),
        "fine": in_figures(act.amount("fine")) if act.amount("fine") else "",
        "statement": said.word("record") if said else "",
        "payment": payment_in_words(authority, act.day) if act.amount("fine") else "",
        "performance": payment_in_words(authority, act.day) if act.amount("fine") else "自觉履行。",
        "remedy": remedy_text(_remedies(authority), day=act.day).zh,
        "decided_on": day_in_words(act.day),
        "decided_at": day_in_words(act.day),
        "officers": _officers(act),
        "hearing": _hearing(act),
    }


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


def _officers(act: CaseAct) -> list[str]:
    keys = [officer.key for officer in act.officers]
    named = dict(Officer.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [named[key] for key in named]


def _hearing(act: CaseAct) -> str:
    """Tell the right to a hearing with its period, where it is told."""
    if not act.flag("tells_hearing_right"):
        return ""
    days = load_law().deadline("HEAR_REQUEST").rule.at(act.day).number
    return f"你（单位）有要求听证的权利。要求听证的，应当在收到本告知书之日起{days}个工作日内提出。"
