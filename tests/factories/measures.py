"""A sealing or seizure in an ordinary case, and the people who take it through its steps."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.actions import record_service
from fazhi.capabilities.service.choices import ProofKind, ReceiverKind, ServiceMode
from fazhi.capabilities.service.inputs import ProofInput, ServiceInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.facts import PartyKind
from fazhi.proceedings.cases.actions import propose_case_measures
from fazhi.proceedings.cases.inputs import CaseMeasureInput
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.compulsory_measures.actions import propose_measures, take_measure_steps
from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind
from fazhi.proceedings.compulsory_measures.inputs import (
    BasisInput,
    ItemInput,
    MeasureProposalInput,
    MeasureStepInput,
)
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureStep
from tests.factories.ordinary import DAY, Squad, make_ordinary_case, moment

_serials = count(1)
BASIS = BasisInput(
    instrument="演示条例", kind=BasisKind.REGULATION, article=30, paragraph=1, gives=True
)
CART = ItemInput(name="三轮车", quantity=Decimal(1), unit="辆", condition="八成新")
CRATES = ItemInput(name="塑料筐", quantity=Decimal(12), unit="只", specification="大号")
#: The thirtieth day after the measure of the second day.
TERM = DAY + dt.timedelta(days=31)

#: What each step of a usual measure says, and after how many days and hours it is taken.
USUAL: Mapping[str, tuple[tuple[int, int], Mapping[str, object]]] = {
    "approval": ((1, 12), {"approved_by_head": True, "reasons": "确有必要。"}),
    "measure": ((1, 14), {
        "is_certificate_shown": True, "is_notified": True, "party_present": True,
        "tells_reasons": True, "tells_rights": True, "statement": "没有意见。",
        "record": "当场清点物品，逐件登记。", "signature": "signed", "is_delivered": True,
        "copies": 2, "until": TERM, "place": "演示仓库", "keeper": "演示保管员",
    }),
    "approval_under_urgency": ((1, 18), {"approved_by_head": True, "reasons": "情况属实。"}),
    "keeping": ((3, 9), {"place": "演示二号仓库", "keeper": "演示保管员"}),
    "testing": ((4, 9), {
        "institution": "演示检测中心", "testing_kind": "testing", "until": DAY + dt.timedelta(8),
    }),
    "extension": ((20, 9), {
        "reasons": "需要核查来源。", "is_complex": True, "until": DAY + dt.timedelta(60),
    }),
    "lifting": ((26, 9), {"lifting_reason": "not_needed", "reasons": "证据已经固定。"}),
    "return_of_items": ((26, 14), {"signature": "signed"}),
    "handling": ((25, 9), {
        "disposal": "destroyed", "reasons": "不合格。", "basis": "《演示法》第一条",
    }),
}  # fmt: skip
_OF_THE_HEAD = {"approval", "approval_under_urgency", "extension", "lifting"}


def make_proposal(case: Case, **changes: Any) -> CaseMeasureInput:
    """Return a proposal to seize what lies in the way."""
    usual = CaseMeasureInput(
        key=f"measure-{next(_serials)}",
        case_id=case.pk,
        kind=MeasureKind.SEIZURE,
        basis=BASIS,
        reasons="占用人行道，多次劝离不改，需要扣押设摊工具。",
    )
    return replace(usual, **changes)


def propose_measure(squad: Squad, case: Case | None = None, **changes: Any) -> CompulsoryMeasure:
    """Return a measure that officers proposed on the second day, in a case that was filed."""
    found = case or make_ordinary_case(squad, until="case_filing")
    with clock.standing_at(moment(1, 11)):
        return propose_case_measures(squad.host, [make_proposal(found, **changes)])[0]


def make_step(
    squad: Squad, measure: CompulsoryMeasure, step: str, **says: object
) -> MeasureStepInput:
    """Return a step as it is usually taken; `says` replaces what it says, None leaves it out."""
    (days, hour), usual = USUAL[step]
    told = {key: value for key, value in {**usual, **says}.items() if value is not None}
    return MeasureStepInput(
        key=f"measure-step-{next(_serials)}",
        measure_id=measure.pk,
        step=step,
        happened_at=moment(days, hour),
        says=told,
        officer_ids=() if step in _OF_THE_HEAD else tuple(each.id for each in squad.handlers),
        items=(CART, CRATES) if step == "measure" else (),
    )


def take(squad: Squad, given: MeasureStepInput, seat: Seat | None = None) -> MeasureStep:
    """Take a step at its own time."""
    signer = squad.head if given.step in _OF_THE_HEAD else squad.host
    with clock.standing_at(given.happened_at):
        return take_measure_steps(seat or signer, [given])[0]


def make_measure(squad: Squad, *steps: str, **changes: Any) -> CompulsoryMeasure:
    """Return a measure taken through some steps; without any, approved and taken."""
    measure = propose_measure(squad, **changes)
    for step in steps or ("approval", "measure"):
        take(squad, make_step(squad, measure, step))
    return CompulsoryMeasure.objects.get(pk=measure.pk)


def serve_paper(squad: Squad, document: Document, at: dt.datetime) -> None:
    """Hand a paper to the party, who signs."""
    given = ServiceInput(
        document=document,
        mode=ServiceMode.PERSONAL,
        delivered_at=at,
        party=PartyKind(squad.town.party.kind),
        recipient="当事人",
        receiver=ReceiverKind.RECIPIENT,
        proofs=(ProofInput(kind=ProofKind.SIGNATURE, person="当事人"),),
        officer_ids=tuple(each.id for each in squad.handlers),
        place="测试路1号",
    )
    with clock.standing_at(at):
        record_service(squad.host, [given])


def measure_ids(officer: Seat, case: Case) -> dict[str, str]:
    """Return the ids of a measure that waits for its approval, as addresses name them."""
    given = MeasureProposalInput(
        key="measure-of-the-site",
        case_dossier_id=case.pk,
        power_id=case.power_id,
        party_id=case.party_id,
        handler_ids=tuple(case.officers.order_by("id").values_list("officer_id", flat=True)),
        kind=MeasureKind.SEIZURE,
        basis=BASIS,
        reasons="占用人行道。",
        place="测试路口",
    )
    measure = propose_measures(officer, [given])[0]
    return {
        "measures act": "approval",
        "measures case": case.dossier.public_id,
        "measures public_id": measure.dossier.public_id,
    }


def measure_bodies(known: Mapping[str, str]) -> dict[str, Any]:
    """Return what is sent to the addresses of measures, by address."""
    basis = {"instrument": "演示条例", "kind": "regulation", "article": 30, "gives": True}
    return {
        "measures/proposals": [
            {
                "key": "a key for a measure",
                "case": known["measures case"],
                "kind": "seizure",
                "basis": basis,
                "reasons": "占用人行道。",
            }
        ],
        "measures/steps": [
            {
                "key": "a key for an approval",
                "measure": known["measures public_id"],
                "step": "approval",
                "happened_at": clock.now().isoformat(),
                "says": {"approved_by_head": True, "reasons": "同意。"},
            }
        ],
    }
