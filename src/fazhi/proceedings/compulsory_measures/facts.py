"""Rows into facts of the law, and the acts of a file as the examiner knows them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import BasisFacts, ItemFacts, MeasureKind
from fazhi.law.facts import OfficerFacts, PowerFacts
from fazhi.law.instrument import InstrumentKind
from fazhi.law.timeline_acts import follow_ups
from fazhi.proceedings.compulsory_measures.choices import BasisKind
from fazhi.proceedings.compulsory_measures.inputs import BasisInput, ItemInput
from fazhi.proceedings.compulsory_measures.models import (
    CompulsoryMeasure,
    MeasureItem,
    MeasureStepOfficer,
)
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer


def basis_facts(
    basis: BasisInput, kind: MeasureKind, power: PowerFacts, day: dt.date
) -> BasisFacts:
    """Return the basis of a measure; whoever holds the item of the case takes its measures too.

    《行政强制法》第十七条第二款: the authority with concentrated penalty power takes the measures
    that go with it. Whether it holds the item is read from the dated list, not claimed.
    """
    return BasisFacts(
        instrument=basis.instrument.strip(),
        kind=InstrumentKind(basis.kind.value),
        article=basis.article,
        gives=frozenset({kind}) if basis.gives else frozenset(),
        power_is_concentrated=power.covers(day) and power.basis_recorded,
    )


def held_power(power: Power, claims: Sequence[Claim], day: dt.date) -> PowerFacts:
    """Return the item with the claim of that day, or the last one: the law says it has ended."""
    fitting = next((each for each in claims if each.holds_on(day)), None)
    return power_facts(power, fitting or (claims[-1] if claims else None))


def item_facts(items: Iterable[MeasureItem | ItemInput]) -> tuple[ItemFacts, ...]:
    """Return the lines of an inventory as the law asks about them."""
    return tuple(
        ItemFacts(
            is_related=each.is_related,
            is_daily_necessity=each.is_daily_necessity,
            is_sealed_by_another=each.is_sealed_by_another,
        )
        for each in items
    )


def staff_facts(
    officers: Sequence[Officer], certified: Mapping[UUID, bool]
) -> tuple[OfficerFacts, ...]:
    """Return officers with whether each held a certificate on the day."""
    return tuple(
        OfficerFacts(
            key=str(each.id),
            certified_on_day=certified[each.id],
            is_auxiliary=each.post == Post.AUXILIARY,
        )
        for each in officers
    )


def officer_facts(each: MeasureStepOfficer) -> OfficerFacts:
    """Return an officer of a step on file: the certificate is the one of that day."""
    return OfficerFacts(
        key=str(each.officer_id),
        certified_on_day=bool(each.certificate_number),
        is_auxiliary=each.officer.post == Post.AUXILIARY,
    )


def basis_of(measure: CompulsoryMeasure) -> BasisInput:
    """Return the basis of a measure as it was proposed."""
    return BasisInput(
        instrument=measure.instrument,
        kind=BasisKind(measure.instrument_kind),
        article=measure.article,
        paragraph=measure.paragraph,
        gives=measure.gives_measure,
    )


def derived(step: str, says: Mapping[str, object]) -> dict[str, object]:
    """Return the particulars of a step with those that follow from them: nothing is asked twice."""
    if step != "measure":
        return dict(says)
    return {
        **says,
        "is_heard": bool(says.get("statement")),
        "is_recorded": bool(says.get("record")),
        "is_signed": says.get("signature") in {"signed", "refusal_noted"},
        "has_witness": bool(says.get("witness")),
        "is_document_complete": True,
    }


def timeline_acts(
    measure: CompulsoryMeasure, items: Sequence[ItemFacts], acts: Sequence[CaseAct]
) -> tuple[CaseAct, ...]:
    """Return the acts of a file in the words of the examiner (`fazhi.law.timeline_acts`)."""
    forms = follow_ups()
    return tuple(
        replace(act, says=_known(_told(measure, items, act), forms[act.step].known))
        for act in acts
        if act.step in forms
    )


def _told(
    measure: CompulsoryMeasure, items: Sequence[ItemFacts], act: CaseAct
) -> Mapping[str, object]:
    """Return what an act says, and what stands on the file beside it; papers go with the step."""
    if act.step != "measure":
        return {"approved_by_head": True, "is_document_complete": True, **act.says}
    return {
        "measure_kind": measure.kind,
        "basis": measure.instrument,
        "basis_gives_measure": measure.gives_measure,
        "is_urgent": measure.is_urgent,
        "approved_by_head": True,
        "is_related": all(each.is_related for each in items),
        "is_daily_necessity": any(each.is_daily_necessity for each in items),
        "is_sealed_by_another": any(each.is_sealed_by_another for each in items),
        "is_kept_well": True,
        **act.says,
    }


def _known(said: Mapping[str, object], known: Collection[str]) -> dict[str, object]:
    return {key: value for key, value in said.items() if key in known}
