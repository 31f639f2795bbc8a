"""What is done with leads, platform cases and requests: the same for the pages and for the API.

An act is done on a file, at its address, or as a list; what is given is what its form or body
holds, under the names of the room's inputs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cooperation.access import (
    COOPERATION_KEEPERS,
    get_request,
    get_requests,
)
from fazhi.proceedings.cooperation.actions import (
    decline_cooperation_requests,
    reply_to_cooperation_requests,
)
from fazhi.proceedings.cooperation.inputs import CooperationAnswer
from fazhi.proceedings.leads import actions
from fazhi.proceedings.leads.access import (
    INTAKE_DECIDERS,
    INTAKE_KEEPERS,
    get_intake,
    get_intakes,
)
from fazhi.proceedings.leads.choices import IntakeKind, IntakeStatus
from fazhi.proceedings.leads.inputs import (
    AcceptanceInput,
    DeclineInput,
    HandOverInput,
    IntakeReceiptInput,
    IntakeResultInput,
)


@dataclass(frozen=True, slots=True)
class IntakeAct:
    """An act: who may do it, the action that takes a list of it, and when it can follow."""

    roles: tuple[Role, ...]
    action: Callable[..., Sequence[Any]]
    given: Callable[..., Any]
    follows: Callable[[Any], bool]

    def do(self, seat: Seat, many: Sequence[tuple[Any, Mapping[str, Any]]]) -> Sequence[Any]:
        """Do it on all, or on none; each is named by its key."""
        return self.action(seat, inputs=[self.given(key, **data) for key, data in many])


@dataclass(frozen=True, slots=True)
class Files:
    """A kind of file: how one is found, how many are found at once, and its acts by address."""

    get: Callable[..., Any]
    get_many: Callable[..., Sequence[Any]]
    acts: Mapping[str, IntakeAct]


def _is_open(row: Any) -> bool:
    return bool(row.is_open)


def _waits_for_receipt(row: Any) -> bool:
    return row.status == IntakeStatus.HANDED_OVER and not hasattr(row, "receipt")


def _waits_for_result(row: Any) -> bool:
    return row.status == IntakeStatus.ACCEPTED and not hasattr(row, "result")


def _intakes(kind: IntakeKind, **own: IntakeAct) -> Files:
    """Return leads or platform cases with the acts that both share, and those of the kind alone."""
    decide = partial(IntakeAct, INTAKE_DECIDERS, follows=_is_open)
    keep = partial(IntakeAct, INTAKE_KEEPERS, follows=_waits_for_receipt)
    return Files(
        partial(get_intake, kind=kind),
        partial(get_intakes, kind=kind),
        {
            "acceptance": decide(partial(actions.accept_intakes, kind=kind), AcceptanceInput),
            "refusal": decide(partial(actions.decline_intakes, kind=kind), DeclineInput),
            "hand-over": decide(partial(actions.hand_over_intakes, kind=kind), HandOverInput),
            "receipt": keep(partial(actions.acknowledge_intakes, kind=kind), IntakeReceiptInput),
            **own,
        },
    )


def _answering(action: Callable[..., Sequence[Any]]) -> IntakeAct:
    return IntakeAct(COOPERATION_KEEPERS, action, CooperationAnswer, _is_open)


#: Each kind of file by the name of its address.
FILES: Mapping[str, Files] = {
    "leads": _intakes(IntakeKind.LEAD),
    "platform-cases": _intakes(
        IntakeKind.PLATFORM_CASE,
        result=IntakeAct(
            INTAKE_KEEPERS, actions.reply_to_platform_cases, IntakeResultInput, _waits_for_result
        ),
    ),
    "cooperation": Files(
        get_request,
        get_requests,
        {
            "reply": _answering(reply_to_cooperation_requests),
            "refusal": _answering(decline_cooperation_requests),
        },
    ),
}


def do_at(seat: Seat, kind: str, name: str, public_id: str, data: Mapping[str, Any]) -> Any:
    """Do an act at the address of a file; the file as it then stands is the answer."""
    files = FILES[kind]
    row = files.get(seat, public_id=public_id)
    files.acts[name].do(seat, [(row.pk, data)])
    return files.get(seat, public_id=public_id)


def do_many(
    seat: Seat, kind: str, name: str, many: Sequence[tuple[str, Mapping[str, Any]]]
) -> Sequence[Any]:
    """Do an act on many files, on all or on none."""
    files = FILES[kind]
    rows = files.get_many(seat, public_ids=[public_id for public_id, _data in many])
    named = [(row.pk, data) for row, (_id, data) in zip(rows, many, strict=True)]
    return files.acts[name].do(seat, named)
