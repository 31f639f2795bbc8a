"""What is done with leads, platform cases and requests: the same for the pages and for the API.

An act is done on a file, at its address, or as a list; what is given is what its form or body
holds, under the names of the room's inputs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases import actions
from fazhi.proceedings.cases.lead_access import (
    COOPERATION_KEEPERS,
    LEAD_DECIDERS,
    LEAD_KEEPERS,
    get_cooperation_request,
    get_lead,
    get_platform_case,
)
from fazhi.proceedings.cases.lead_choices import IntakeStatus
from fazhi.proceedings.cases.lead_inputs import (
    AcceptanceInput,
    CooperationAnswer,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    PlatformReplyInput,
)

Take = Callable[[UUID, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class IntakeAct:
    """An act: who may do it, the action that takes a list of it, and when it can follow."""

    roles: tuple[Role, ...]
    action: Callable[[Seat, Any], Sequence[Any]]
    take: Take
    follows: Callable[[Any], bool]

    def do(self, seat: Seat, many: Sequence[tuple[UUID, Mapping[str, Any]]]) -> Sequence[Any]:
        """Do it on all, or on none."""
        return self.action(seat, [self.take(key, data) for key, data in many])


def _is_open(row: Any) -> bool:
    return bool(row.is_open)


def _waits_for_receipt(row: Any) -> bool:
    return row.status == IntakeStatus.HANDED_OVER and row.answer.receipt_on is None


def _waits_for_reply(row: Any) -> bool:
    return row.status == IntakeStatus.ACCEPTED and not hasattr(row, "reply")


def _accept(key: UUID, data: Mapping[str, Any]) -> AcceptanceInput:
    return AcceptanceInput(key, **data)


def _decline(key: UUID, data: Mapping[str, Any]) -> DeclineInput:
    return DeclineInput(key, **data)


def _hand_over(key: UUID, data: Mapping[str, Any]) -> HandOverInput:
    return HandOverInput(key, **data)


def _receipt(key: UUID, data: Mapping[str, Any]) -> IntakeReceiptInput:
    return IntakeReceiptInput(key, **data)


def _answer(key: UUID, data: Mapping[str, Any]) -> CooperationAnswer:
    return CooperationAnswer(key, **data)


#: Acts by the name of their address, for each kind of file by the name of its own.
ACTS: Mapping[str, Mapping[str, IntakeAct]] = {
    "leads": {
        "acceptance": IntakeAct(LEAD_DECIDERS, actions.accept_leads, _accept, _is_open),
        "refusal": IntakeAct(LEAD_DECIDERS, actions.decline_leads, _decline, _is_open),
        "hand-over": IntakeAct(LEAD_DECIDERS, actions.hand_over_leads, _hand_over, _is_open),
        "receipt": IntakeAct(LEAD_KEEPERS, actions.acknowledge_leads, _receipt, _waits_for_receipt),
    },
    "platform-cases": {
        "acceptance": IntakeAct(LEAD_DECIDERS, actions.accept_platform_cases, _accept, _is_open),
        "refusal": IntakeAct(LEAD_DECIDERS, actions.decline_platform_cases, _decline, _is_open),
        "hand-over": IntakeAct(
            LEAD_DECIDERS, actions.hand_over_platform_cases, _hand_over, _is_open
        ),
        "receipt": IntakeAct(
            LEAD_KEEPERS, actions.acknowledge_platform_cases, _receipt, _waits_for_receipt
        ),
        "result": IntakeAct(
            LEAD_KEEPERS,
            actions.reply_to_platform_cases,
            lambda key, data: PlatformReplyInput(key, **data),
            _waits_for_reply,
        ),
    },
    "cooperation": {
        "reply": IntakeAct(
            COOPERATION_KEEPERS, actions.reply_to_cooperation_requests, _answer, _is_open
        ),
        "refusal": IntakeAct(
            COOPERATION_KEEPERS, actions.decline_cooperation_requests, _answer, _is_open
        ),
    },
}

#: How a file of each kind is found by the id in its address.
GETTERS: Mapping[str, Callable[[Seat, str], Any]] = {
    "leads": get_lead,
    "platform-cases": get_platform_case,
    "cooperation": get_cooperation_request,
}


def do_at(seat: Seat, kind: str, name: str, public_id: str, data: Mapping[str, Any]) -> Any:
    """Do an act at the address of a file; the file as it then stands is the answer."""
    row = GETTERS[kind](seat, public_id)
    ACTS[kind][name].do(seat, [(row.pk, data)])
    return GETTERS[kind](seat, public_id)


def do_many(
    seat: Seat, kind: str, name: str, many: Sequence[tuple[str, Mapping[str, Any]]]
) -> Sequence[Any]:
    """Do an act on many files, on all or on none."""
    rows = [(GETTERS[kind](seat, public_id).pk, data) for public_id, data in many]
    return ACTS[kind][name].do(seat, rows)
