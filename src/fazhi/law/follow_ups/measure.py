"""A sealing or seizure as a file tells it (查封、扣押), and what the law answers to it."""

from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import (
    ApprovalFacts,
    BasisFacts,
    DeliveryFacts,
    ExtensionFacts,
    ItemFacts,
    KeepingFacts,
    LiftingFacts,
    LiftingReason,
    MeasureFacts,
    MeasureKind,
    TestingFacts,
    UrgencyFacts,
)
from fazhi.law.documents import DocumentKind
from fazhi.law.instrument import InstrumentKind
from fazhi.law.jurisdiction import Law
from fazhi.law.measure_file import scene_of
from fazhi.law.rules.compulsory_measure import examine_extension, examine_lifting, examine_measure
from fazhi.law.whole_file import WholeFile, document_of, moment

_COPIES = 2
_UNNAMED = "（未写明的法律、法规）"


def judge_measure(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第十七条至第二十六条: the measure itself, and how long it lasted."""
    yield from examine_measure(law, measure_facts(file, place))


def judge_extension(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第二十五条: the extension of the nearest measure (COE-006)."""
    begun = begun_at(file, place)
    if begun is not None:
        yield from examine_extension(law, measure_facts(file, begun))


def judge_lifting(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政强制法》第二十八条: the lifting of the nearest measure (COE-009)."""
    begun = begun_at(file, place)
    if begun is not None:
        yield from examine_lifting(law, measure_facts(file, begun))


def begun_at(file: WholeFile, place: int) -> int | None:
    """Return the place of the measure to which an act belongs."""
    places = [n for n, act in enumerate(file.acts[:place]) if act.step == "measure"]
    return places[-1] if places else None


def measure_facts(file: WholeFile, place: int) -> MeasureFacts:
    """Return a measure with all that followed until the next one."""
    act, later = file.acts[place], file.following(place)
    ended = [each for each in later if each.step == "handling"]
    return MeasureFacts(
        kind=MeasureKind(act.word("measure_kind") or MeasureKind.SEIZURE),
        taken_at=moment(act.at),
        asked_at=file.latest,
        basis=_basis(act),
        approval=_approval(file, place),
        urgency=_urgency(act, later),
        officers=act.officers,
        scene=scene_of(act),
        items=(
            ItemFacts(
                is_related=act.flag("is_related"),
                is_daily_necessity=act.flag("is_daily_necessity"),
                is_sealed_by_another=act.flag("is_sealed_by_another"),
            ),
        ),
        delivery=_delivery(act),
        until=act.date("until"),
        extension=_extension(later),
        testing=tuple(_testing(each) for each in later if each.step == "testing"),
        keeping=KeepingFacts(
            is_proper=act.flag("is_kept_well"),
            was_used=act.flag("was_used"),
            cost_on_party=act.flag("cost_on_party"),
        ),
        lifting=_lifting(later),
        disposed_on=ended[0].day if ended else None,
    )


def _basis(act: CaseAct) -> BasisFacts:
    name = act.word("basis")
    if not act.flag("basis_gives_measure"):
        return BasisFacts(instrument=name, article=1, authority_is_named=True)
    return BasisFacts(
        instrument=name or _UNNAMED,
        kind=InstrumentKind.STATUTE,
        article=1,
        gives=frozenset(MeasureKind),
        authority_is_named=True,
    )


def _approval(file: WholeFile, place: int) -> ApprovalFacts:
    act = file.acts[place]
    if act.flag("is_urgent"):
        given = [each for each in file.following(place) if each.step == "approval_under_urgency"]
        is_given = bool(given) and given[0].flag("approved_by_head")
        return ApprovalFacts(is_given, moment(given[0].at) if is_given else None)
    told = file.before(place, "approval")
    return ApprovalFacts(
        by_head=act.flag("approved_by_head") and (told is None or told.flag("approved_by_head")),
        at=moment(told.at if told else act.at),
    )


def _urgency(act: CaseAct, later: tuple[CaseAct, ...]) -> UrgencyFacts | None:
    if not act.flag("is_urgent"):
        return None
    given = [each for each in later if each.step == "approval_under_urgency"]
    if not given:
        return UrgencyFacts()
    return UrgencyFacts(moment(given[0].at), head_disagreed=not given[0].flag("approved_by_head"))


def _delivery(act: CaseAct) -> DeliveryFacts:
    return DeliveryFacts(
        decision=document_of(DocumentKind.SEALING_OR_SEIZURE_DECISION, act),
        inventory=document_of(DocumentKind.SEALING_OR_SEIZURE_INVENTORY, act),
        delivered_on_the_spot=act.flag("is_delivered"),
        inventory_copies=act.number("copies") if "copies" in act.says else _COPIES,
    )


def _extension(later: tuple[CaseAct, ...]) -> ExtensionFacts | None:
    extended = [each for each in later if each.step == "extension"]
    if not extended:
        return None
    act = extended[0]
    told = [each.day for each in later if each.step == "extension_notice"]
    return ExtensionFacts(
        approved_by_head=act.flag("approved_by_head"),
        approved_on=act.day,
        is_complex=act.flag("is_complex"),
        until=act.date("until"),
        earlier_count=len(extended) - 1,
        told_on=told[0] if told else act.day if act.flag("is_told") else None,
        notice=document_of(DocumentKind.EXTENSION_NOTICE, act),
    )


def _testing(act: CaseAct) -> TestingFacts:
    return TestingFacts(
        first=act.day,
        last=act.date("until") or act.day,
        told_in_writing=act.flag("is_told"),
        cost_on_party=act.flag("cost_on_party"),
    )


def _lifting(later: tuple[CaseAct, ...]) -> LiftingFacts:
    lifted = [each for each in later if each.step == "lifting"]
    if not lifted:
        return LiftingFacts()
    act = lifted[0]
    returned = any(each.step == "return_of_items" for each in later)
    return LiftingFacts(
        reasons=frozenset({LiftingReason(act.word("lifting_reason"))}),
        lifted_on=act.day,
        returned=returned or act.flag("is_returned"),
        decision=document_of(DocumentKind.LIFTING_DECISION, act),
    )
