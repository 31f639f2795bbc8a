"""The file of a measure (强制措施案卷): its acts so far, as the gate of its next step reads them.

The whole act at the scene is one act here, for nothing of it may be missing while things are held:
certificates, notice, statement, record, inventory and the handing over. Things are known by their
places in the inventory, so that some may be returned and others confiscated.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from fazhi.law.calendar import ONE_DAY
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
    SceneFacts,
    TestingFacts,
    UrgencyFacts,
)
from fazhi.law.documents import DocumentKind
from fazhi.law.facts import PowerFacts
from fazhi.law.whole_file import document_of, moment


class Disposal(StrEnum):
    """What is decided about things other than to free them (处理决定)."""

    CONFISCATED = "confiscated"
    DESTROYED = "destroyed"
    TRANSFERRED = "transferred"


#: The steps of the law that are taken together at the scene, in one act.
AT_THE_SCENE = frozenset(
    {
        "certificate_shown",
        "party_notified",
        "notice",
        "statement_and_defence",
        "measure",
        "scene_record",
        "inventory",
        "service",
        "keeping",
    }
)


@dataclass(frozen=True)
class MeasureFile:
    """A sealing or seizure as its file tells it, at any moment of its life.

    `power` is the item of the case with the claim of this authority. `grounds` are the grounds of
    lifting that the case itself shows; `confiscates` says that its decision confiscates goods.
    `items` are what the inventory lists, in its order. `acts` are in the order of time.
    """

    kind: MeasureKind
    basis: BasisFacts
    power: PowerFacts
    is_urgent: bool = False
    items: tuple[ItemFacts, ...] = ()
    grounds: frozenset[LiftingReason] = frozenset()
    confiscates: bool = False
    acts: tuple[CaseAct, ...] = ()

    def all(self, step: str) -> Iterator[CaseAct]:
        """Yield every act of a step."""
        return (act for act in self.acts if act.step == step)

    def last(self, step: str) -> CaseAct | None:
        """Return the last act of a step, if any."""
        return next((act for act in reversed(self.acts) if act.step == step), None)

    @cached_property
    def taken(self) -> CaseAct | None:
        """The measure itself, once it is taken."""
        return self.last("measure")

    @property
    def listed(self) -> frozenset[int]:
        """The places of all things on the inventory, counted from 1."""
        return frozenset(range(1, len(self.items) + 1)) if self.taken else frozenset()

    @cached_property
    def lifted(self) -> frozenset[int]:
        """The things of which the measure was lifted."""
        return self._named("lifting")

    @cached_property
    def handled(self) -> frozenset[int]:
        """The things that were confiscated, destroyed or transferred."""
        return self._named("handling")

    @property
    def held(self) -> frozenset[int]:
        """The things that are sealed or seized still."""
        return self.listed - self.lifted - self.handled

    @property
    def unreturned(self) -> frozenset[int]:
        """The things that were freed and did not reach the party yet."""
        return self.lifted - self._named("return_of_items")

    @property
    def is_declined(self) -> bool:
        """Tell whether the head did not approve what was proposed."""
        approval = self.last("approval")
        return self.taken is None and approval is not None and not approval.flag("approved_by_head")

    @property
    def is_disagreed(self) -> bool:
        """Tell whether the head disagreed with what was done in urgency (第十九条)."""
        given = self.last("approval_under_urgency")
        return given is not None and not given.flag("approved_by_head")

    @property
    def is_standing(self) -> bool:
        """Tell whether anything is sealed or seized, or freed and not returned."""
        return bool(self.held or self.unreturned)

    @cached_property
    def done(self) -> Mapping[str, dt.datetime]:
        """When each step of the law was taken last; those of the scene when the measure was."""
        found = {act.step: act.at for act in self.acts}
        if self.taken is not None:
            found |= dict.fromkeys(AT_THE_SCENE, self.taken.at)
        return found

    def facts(self, asked_at: dt.datetime) -> MeasureFacts:
        """Return the measure as its rules are asked about it at a moment.

        Before it is taken, the moment of the question stands for that of the measure.
        """
        act = self.taken or CaseAct("measure", asked_at)
        return MeasureFacts(
            kind=self.kind,
            taken_at=moment(act.at),
            asked_at=max(moment(asked_at), moment(act.at)),
            basis=self.basis,
            approval=self._approval(),
            urgency=self._urgency(),
            officers=act.officers,
            scene=scene_of(act),
            items=self.items,
            delivery=DeliveryFacts(
                decision=document_of(DocumentKind.SEALING_OR_SEIZURE_DECISION, act),
                inventory=document_of(DocumentKind.SEALING_OR_SEIZURE_INVENTORY, act),
                delivered_on_the_spot=act.flag("is_delivered"),
                inventory_copies=act.number("copies"),
            ),
            until=act.date("until"),
            extension=self._extension(),
            testing=tuple(self._testing()),
            keeping=KeepingFacts(
                is_proper=bool(act.word("place") and act.word("keeper")),
                cost_on_party=act.flag("cost_on_party"),
            ),
            lifting=self._lifting(),
            disposed_on=self._ended_by("handling"),
        )

    def numbers(self, act: CaseAct) -> frozenset[int]:
        """Return the things that an act names; one that names none means all that wait for it."""
        named = act.says.get("item_numbers")
        if isinstance(named, tuple | list) and named:
            return frozenset(int(each) for each in named)
        return self.unreturned if act.step == "return_of_items" else self.held

    def _named(self, step: str) -> frozenset[int]:
        return frozenset(
            int(number)
            for act in self.all(step)
            for number in _listed(act.says.get("item_numbers"))
        )

    def _approval(self) -> ApprovalFacts:
        act = self.last("approval_under_urgency" if self.is_urgent else "approval")
        if act is None or not act.flag("approved_by_head"):
            return ApprovalFacts()
        return ApprovalFacts(by_head=True, at=moment(act.at))

    def _urgency(self) -> UrgencyFacts | None:
        """Return the urgency; when it is recorded it is reported, for the head has his task."""
        if not self.is_urgent:
            return None
        reported_at = self.taken.says.get("reported_at") if self.taken else None
        return UrgencyFacts(
            reported_at=moment(reported_at) if isinstance(reported_at, dt.datetime) else None,
            head_disagreed=self.is_disagreed,
        )

    def _extension(self) -> ExtensionFacts | None:
        extended = list(self.all("extension"))
        if not extended:
            return None
        act, told = extended[-1], self.last("extension_notice")
        return ExtensionFacts(
            approved_by_head=True,
            approved_on=act.day,
            is_complex=act.flag("is_complex"),
            until=act.date("until"),
            earlier_count=len(extended) - 1,
            told_on=told.day if told else None,
            notice=document_of(DocumentKind.EXTENSION_NOTICE, act),
        )

    def _testing(self) -> Iterator[TestingFacts]:
        """Yield the testing; days on which several run are told of once."""
        last = dt.date.min
        for act in self.all("testing"):
            first, until = max(act.day, last + ONE_DAY), act.date("until") or act.day
            if first <= until or not act.flag("is_told"):
                yield TestingFacts(
                    first=first,
                    last=until,
                    told_in_writing=act.flag("is_told"),
                    cost_on_party=act.flag("cost_on_party"),
                )
                last = until if act.flag("is_told") else last

    def _lifting(self) -> LiftingFacts:
        lifted_on, act = self._ended_by("lifting"), self.last("lifting")
        if lifted_on is None or act is None:
            return LiftingFacts(reasons=self.grounds)
        return LiftingFacts(
            reasons=frozenset({LiftingReason(act.word("lifting_reason"))}),
            lifted_on=lifted_on,
            returned=not self.unreturned,
            decision=document_of(DocumentKind.LIFTING_DECISION, act),
        )

    def _ended_by(self, step: str) -> dt.date | None:
        """Return when the last thing was ended by a step; None while anything is held."""
        if self.taken is None or self.held:
            return None
        act = self.last(step)
        return act.day if act else None


def scene_of(act: CaseAct) -> SceneFacts:
    """Return what an act tells of the scene: who was there, what was told, heard and signed."""
    signed = act.flag("is_signed")
    return SceneFacts(
        certificates_shown=act.flag("is_certificate_shown"),
        party_notified=act.flag("is_notified"),
        party_present=act.flag("party_present"),
        witness_present=act.flag("has_witness"),
        reasons_told=act.flag("tells_reasons"),
        rights_told=act.flag("tells_rights"),
        party_heard=act.flag("is_heard"),
        recorded=act.flag("is_recorded"),
        officers_signed=signed,
        party_signed=signed,
        witness_signed=act.flag("has_witness"),
    )


def _listed(numbers: object) -> tuple[int, ...]:
    return tuple(numbers) if isinstance(numbers, tuple | list) else ()
