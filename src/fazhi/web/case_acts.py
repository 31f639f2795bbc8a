"""What becomes of a decision, act by act: the same for the pages and for the API.

An act is done on a case, or on a row that hangs on a case (`part`); what is given is what its form
or body holds, under the names of the room's inputs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fazhi.capabilities.payments.inputs import InstalmentInput
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases import actions
from fazhi.proceedings.cases.access import (
    CASHIERS,
    COMPLAINT_EXAMINERS,
    GOODS_KEEPERS,
    REMEDY_KEEPERS,
    get_case,
    get_part,
)
from fazhi.proceedings.cases.inputs import (
    ComplaintAnswer,
    ComplaintInput,
    CopyInput,
    DisposalInput,
    FineDeferralDecision,
    FineDeferralInput,
    ForwardingInput,
    GoodsInput,
    RemedyAnswer,
    RemedyEnd,
    RemedyInput,
    RescissionInput,
    StayEnd,
    StayInput,
)

#: One thing to act on, by its key, and what is given for it.
Given = tuple[UUID, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class CaseAct:
    """An act: who may do it, on what it is done, and the action that takes a list of it."""

    roles: tuple[Role, ...]
    action: Callable[[Seat, Any], Sequence[Any]]
    take: Callable[[UUID, Mapping[str, Any]], Any]
    part: str = ""

    def do(self, seat: Seat, many: Sequence[Given]) -> Sequence[Any]:
        """Do it on all, or on none."""
        return self.action(seat, [self.take(key, data) for key, data in many])

    def do_at(self, seat: Seat, public_id: str, key: UUID | None, data: Mapping[str, Any]) -> Any:
        """Do it at an address: on the case, or on the row of it that has this key."""
        on = get_part(seat, public_id, self.part, key) if key else get_case(seat, public_id)
        return self.do(seat, [(on.pk, data)])[0]


def _deferral(key: UUID, data: Mapping[str, Any]) -> FineDeferralInput:
    parts = tuple(InstalmentInput(**each) for each in data.get("instalments") or ())
    return FineDeferralInput(case_id=key, **{**data, "instalments": parts})


def _remedy(key: UUID, data: Mapping[str, Any]) -> RemedyInput:
    return RemedyInput(case_id=key, **data)


def _end(key: UUID, data: Mapping[str, Any]) -> RemedyEnd:
    return RemedyEnd(remedy_id=key, **data)


#: Acts by the name of their address.
ACTS = {
    "remedies": CaseAct(REMEDY_KEEPERS, actions.register_remedies, _remedy),
    "forwarding": CaseAct(
        REMEDY_KEEPERS, actions.forward_remedies, lambda k, d: ForwardingInput(k, **d), "remedy"
    ),
    "copy": CaseAct(
        REMEDY_KEEPERS, actions.receive_remedies, lambda k, d: CopyInput(k, **d), "remedy"
    ),
    "answer": CaseAct(
        REMEDY_KEEPERS, actions.answer_remedies, lambda k, d: RemedyAnswer(k, **d), "remedy"
    ),
    "outcome": CaseAct(REMEDY_KEEPERS, actions.end_remedies, _end, "remedy"),
    "stays": CaseAct(
        REMEDY_KEEPERS, actions.record_stays, lambda k, d: StayInput(k, **d), "remedy"
    ),
    "stay_end": CaseAct(REMEDY_KEEPERS, actions.lift_stays, lambda k, d: StayEnd(k, **d), "stay"),
    "deferrals": CaseAct(CASHIERS, actions.record_fine_deferrals, _deferral),
    "deferral_decision": CaseAct(
        (Role.HEAD,),
        actions.decide_fine_deferrals,
        lambda k, d: FineDeferralDecision(k, **d),
        "deferral",
    ),
    "complaints": CaseAct(
        REMEDY_KEEPERS, actions.receive_penalty_complaints, lambda k, d: ComplaintInput(k, **d)
    ),
    "complaint_answer": CaseAct(
        COMPLAINT_EXAMINERS,
        actions.answer_penalty_complaints,
        lambda k, d: ComplaintAnswer(k, **d),
        "complaint",
    ),
    "rescission": CaseAct(
        (Role.HEAD,), actions.rescind_decisions, lambda k, d: RescissionInput(k, **d)
    ),
    "goods": CaseAct(
        GOODS_KEEPERS, actions.record_confiscated_goods, lambda k, d: GoodsInput(k, **d)
    ),
    "disposal": CaseAct(
        GOODS_KEEPERS,
        actions.dispose_confiscated_goods,
        lambda k, d: DisposalInput(k, **d),
        "goods",
    ),
}
