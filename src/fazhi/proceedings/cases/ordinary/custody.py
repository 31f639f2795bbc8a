"""What steps of a case put into custody: evidence on file, things sampled or preserved, their end.

The officer says it once, in the step. Exhibits and holdings follow from it in the same transaction.
"""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from fazhi.capabilities.evidence.actions import (
    add_exhibits,
    decide_holdings,
    open_holdings,
    record_custody_entries,
)
from fazhi.capabilities.evidence.choices import CustodyEntryKind, EndedAs, ExhibitKind, HeldAs
from fazhi.capabilities.evidence.inputs import (
    ExhibitInput,
    HoldingInput,
    NoteInput,
    OutcomeInput,
)
from fazhi.capabilities.evidence.items import ListedThing, things_on
from fazhi.capabilities.evidence.queries import device_numbered, undecided_of
from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.law.case_acts import CaseAct
from fazhi.proceedings.cases.models import Case, CaseStep

#: What the decision on preserved things is called by the law of cases, and by custody.
_ENDS = {
    "returned": EndedAs.RETURNED,
    "sealed_or_seized": EndedAs.SEIZED,
    "confiscated": EndedAs.CONFISCATED,
    "tested": EndedAs.TESTED,
    "transferred": EndedAs.TRANSFERRED,
}
#: What a step says of the record of a device, as the log of the exhibit keeps it.
_SAID_OF_RECORDS = {
    "device_record_audited": (CustodyEntryKind.AUDITED, "记录经审核"),
    "device_party_informed": (CustodyEntryKind.INFORMED, "已及时告知当事人"),
}
_LONGEST = 200


def take_into_custody(
    seat: Seat, step: CaseStep, act: CaseAct, investigators: Collection[str]
) -> None:
    """Do what a step means for evidence and things: open exhibits and holdings, or decide them."""
    if act.step in _MEANS:
        _MEANS[act.step](seat, step, act, investigators)


def _exhibit(seat: Seat, step: CaseStep, act: CaseAct, _known: Collection[str]) -> None:
    device = device_numbered(seat, act.word("device")) if act.word("device") else None
    officer = next((each.key for each in act.officers), None)
    (exhibit,) = add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=step.case.dossier,
                kind=ExhibitKind(act.word("evidence_kind")),
                label=act.word("label")[:_LONGEST],
                obtained_from=act.word("obtained_from")[:_LONGEST],
                captured_at=act.at,
                place_name=step.case.place[:_LONGEST],
                officer_id=UUID(officer) if officer else None,
                device_id=device.pk if device else None,
                origin=step.pk,
            )
        ],
    )
    notes = [
        NoteInput(kind=kind, at=act.at, reason=said, exhibit_id=exhibit.pk)
        for flag, (kind, said) in _SAID_OF_RECORDS.items()
        if device is not None and act.flag(flag)
    ]
    if notes:
        record_custody_entries(seat, notes)


def _sampled(seat: Seat, step: CaseStep, act: CaseAct, known: Collection[str]) -> None:
    _hold(seat, step, act, (HeldAs.SAMPLING, known))


def _preserved(seat: Seat, step: CaseStep, act: CaseAct, known: Collection[str]) -> None:
    _hold(seat, step, act, (HeldAs.PRESERVATION, known))


def _hold(seat: Seat, step: CaseStep, act: CaseAct, ground: tuple[HeldAs, Collection[str]]) -> None:
    kind, investigators = ground
    assignee = _host(step.case)
    open_holdings(
        seat,
        [
            HoldingInput(
                dossier=step.case.dossier,
                kind=kind,
                since=act.day,
                name=thing.name,
                amount=thing.amount,
                unit=thing.unit,
                condition=thing.condition,
                place=act.word("place")[:_LONGEST],
                officer_ids=tuple(sorted(UUID(each) for each in investigators)),
                assignee=assignee,
                origin=step.pk,
            )
            for thing in listed(act)
        ],
    )


def listed(act: CaseAct) -> list[ListedThing]:
    """Return the things on the list of a step; words that are no list are one thing."""
    return things_on(act.word("items")) or [ListedThing(act.word("items")[:100])]


def _decided(seat: Seat, step: CaseStep, act: CaseAct, _known: Collection[str]) -> None:
    """Decide what becomes of the things that are preserved in the case."""
    preserved = undecided_of(step.case.dossier, HeldAs.PRESERVATION)
    if preserved:
        decide_holdings(
            seat,
            [
                OutcomeInput(
                    holding_id=each.pk,
                    end=_ENDS.get(act.word("result"), EndedAs.OTHER),
                    decided_on=act.day,
                    reason=act.word("reason")[:_LONGEST] or "先行登记保存处理决定",
                    origin=step.pk,
                )
                for each in preserved
            ],
        )


def _host(case: Case) -> Assignee:
    host = case.officers.order_by("-part", "id").first()
    return Assignee.officer(host.officer_id) if host else Assignee.role(Role.SQUAD_LEADER)


_Means = Callable[[Seat, CaseStep, CaseAct, Collection[str]], None]

_MEANS: Mapping[str, _Means] = {
    "gather_evidence": _exhibit,
    "sampling": _sampled,
    "registration_preservation": _preserved,
    "preservation_result": _decided,
}
