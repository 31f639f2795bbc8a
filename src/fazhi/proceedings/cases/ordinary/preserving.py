"""What the papers of a registration preservation say, from the step and the things on its list."""

from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.case_acts import CaseAct
from fazhi.law.jurisdiction import load_law
from fazhi.law.particulars import particular, read_back
from fazhi.law.rules.timeliness import due
from fazhi.proceedings.cases.grounds import certificates_on, officers_of
from fazhi.proceedings.cases.models import Case, CaseStep
from fazhi.proceedings.cases.ordinary.custody import listed
from fazhi.proceedings.cases.wording import Content, day_in_words, moment_in_words
from fazhi.registers.staff.queries import head_on

_PRESERVED = "registration_preservation"


def preservation_content(seat: Seat, case: Case, act: CaseAct) -> Content:
    """Return what the notice of a preservation or the decision on it says; of others nothing."""
    if act.step == _PRESERVED:
        return _notice(seat, act)
    return _result(seat, case, act) if act.step == "preservation_result" else {}


def _notice(seat: Seat, act: CaseAct) -> Content:
    head = head_on(seat.authority, act.day)
    last = load_law().deadline("PEN_PRESERVE").from_(act.day)
    return {
        "approved_by": head.name if head else "（审批记录见案卷）",
        "preserved_at": moment_in_words(act.at),
        "items": [
            {
                "name": each.name,
                "quantity": each.quantity or "见现场清点记录",
                "condition": each.condition or "见现场清点记录",
            }
            for each in listed(act)
        ],
        "place": act.word("place"),
        "manner": "登记保存",
        "due": day_in_words(last.due_on) if last.due_on else due(last),
        "officers": _officers(seat, act),
    }


def _result(seat: Seat, case: Case, act: CaseAct) -> Content:
    step = (
        CaseStep.objects.filter(case=case, step=_PRESERVED)
        .select_related("document")
        .order_by("-happened_at", "-id")
        .first()
    )
    if step is None:
        return {}
    preserved = CaseAct(_PRESERVED, clock.local(step.happened_at), says=read_back(step.said))
    words = particular("result").choices[act.word("result")].zh
    return {
        "preserved_at": moment_in_words(preserved.at),
        "notice_number": step.document.number if step.document else "先行登记保存通知书",
        "items": [
            {"name": each.name, "quantity": each.quantity or "见清单", "result": words}
            for each in listed(preserved)
        ],
        "reasons": act.word("reason") or f"依据调查情况，决定{words}。",
        "officers": _officers(seat, act),
    }


def _officers(seat: Seat, act: CaseAct) -> list[dict[str, str]]:
    keys = [UUID(each.key) for each in act.officers]
    known, numbers = officers_of(seat, keys), certificates_on(seat, keys, act.day)
    return [{"name": known[key].name, "certificate": numbers.get(key, "")} for key in keys]
