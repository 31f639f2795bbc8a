"""What a lawyer reads of a case, masked; and what the office reads of its lawyers."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fazhi.kernel.access import Seat, entrusted
from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.facts import PenaltyKind
from fazhi.law.particulars import Holds, Particular, particular
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.redaction import Known, PersonalKind, find_personal, hide, masked_name
from fazhi.law.wording import KIND_LABELS
from fazhi.proceedings.cases.models import Case, CaseStep
from fazhi.proceedings.counsel.access import visible_advice, visible_invitations, visible_looks
from fazhi.proceedings.counsel.models import Advice, LawyerInvitation, LawyerLook
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.models import Party

#: Looks that the page of a case shows; all of them are in the journal.
_LOOKS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class MaskedLine:
    """One particular of a step: what it is called, and what it says without personal values."""

    label: Text
    words: Text


@dataclass(frozen=True, slots=True)
class MaskedStep:
    """A step on file as a lawyer reads it; nobody is named who acted."""

    title: Text
    cite: Citation
    at: dt.datetime
    lines: tuple[MaskedLine, ...]


@dataclass(frozen=True, slots=True)
class MaskedCase:
    """A case as a lawyer reads it."""

    public_id: str
    number: str
    cause: str
    party: str
    party_kind: str
    happened_at: dt.datetime
    status: str
    steps: tuple[MaskedStep, ...]


@dataclass(frozen=True, slots=True)
class Counsel:
    """What the office has of its lawyers on one case."""

    invitations: tuple[LawyerInvitation, ...]
    advice: tuple[Advice, ...]
    looks: tuple[LawyerLook, ...]


def masked_case(case: Case) -> MaskedCase:
    """Return a case without names, numbers, addresses and health of natural persons."""
    known = tuple(_known(case.party))
    steps = CaseStep.objects.filter(case=case).order_by("happened_at", "recorded_at", "id")
    return MaskedCase(
        public_id=case.dossier.public_id,
        number=case.number,
        cause=case.power.name,
        party=_party_name(case.party),
        party_kind=str(case.party.get_kind_display()),
        happened_at=case.happened_at,
        status=str(case.get_status_display()),
        steps=tuple(_masked(step, known) for step in steps),
    )


def own_advice(seat: Seat, invitation: LawyerInvitation) -> tuple[Advice, ...]:
    """Return what a lawyer advised on the case so far, under any of his invitations to it."""
    rows = entrusted(Advice.objects.all(), seat).filter(invitation__case=invitation.case)
    mine = rows.filter(invitation__lawyer__account_id=seat.person)
    return tuple(mine.order_by("given_at", "pk"))


def counsel_of(seat: Seat, case: Case) -> Counsel:
    """Return invitations, advice and the newest looks of one case, to whoever works on it.

    Most cases have no lawyer, and are asked about once.
    """
    rows = visible_invitations(seat).filter(case=case)
    invitations = tuple(rows.order_by("-invited_at", "pk"))
    if not invitations:
        return Counsel(invitations=(), advice=(), looks=())
    people = "invitation__lawyer__account"
    advice = visible_advice(seat).filter(invitation__case=case).select_related(people)
    looks = visible_looks(seat).filter(invitation__case=case).select_related(people)
    return Counsel(
        invitations=invitations,
        advice=tuple(advice.order_by("given_at", "pk")),
        looks=tuple(looks.order_by("-at", "-pk")[:_LOOKS_SHOWN]),
    )


def _party_name(party: Party) -> str:
    return masked_name(party.name) if party.kind == PartyKind.PERSON else party.name


def _known(party: Party) -> Iterator[Known]:
    if party.kind == PartyKind.PERSON:
        yield Known(PersonalKind.NAME, party.name, shown=masked_name(party.name))
    for name in (party.legal_representative, party.operator_name):
        yield Known(PersonalKind.NAME, name, shown=masked_name(name))
    yield Known(PersonalKind.IDENTITY_NUMBER, party.identity_number)
    yield Known(PersonalKind.CONTACT, party.phone)
    yield Known(PersonalKind.ADDRESS, party.address)


def _masked(step: CaseStep, known: tuple[Known, ...]) -> MaskedStep:
    law_step = ORDINARY.step(step.step)
    lines = tuple(
        MaskedLine(particular(key).label, words)
        for key, value in step.said.items()
        if key not in _NAMES and (words := _words(key, value, known))
    )
    return MaskedStep(law_step.title, law_step.cite, step.happened_at, lines)


def _words(key: str, value: object, known: tuple[Known, ...]) -> Text | None:
    """Return what a particular says: a choice by its words, a text without personal values."""
    one = particular(key)
    values = value if isinstance(value, list | tuple) else [value]
    told = [_in_words(one, each) for each in values if each not in (None, "")]
    if not told:
        return None
    zh, en = "、".join(each.zh for each in told), ", ".join(each.en for each in told)
    if one.choices or one.holds is Holds.KINDS:
        return Text(zh, en)
    return Text(hide(zh, find_personal(zh, known)), hide(en, find_personal(en, known)))


def _in_words(one: Particular, value: object) -> Text:
    if one.holds is Holds.KINDS:
        return KIND_LABELS[PenaltyKind(str(value))]
    return one.in_words(value)


#: Particulars that only say who somebody is: a lawyer needs none of them.
_NAMES = frozenset(
    {"person", "handlers", "signature", "recused", "chair", "heads", "agents", "receiver"}
)
