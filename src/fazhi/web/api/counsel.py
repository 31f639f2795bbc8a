"""Lawyers from outside: the cases entrusted to them, their advice, and how they are invited."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.kernel import clock
from fazhi.proceedings.cases.access import get_case
from fazhi.proceedings.counsel.access import (
    INVITERS,
    READERS,
    entrusted_invitation,
    entrusted_invitations,
    get_invitation,
)
from fazhi.proceedings.counsel.actions import (
    give_advice,
    invite_lawyers,
    record_look,
    revoke_invitations,
)
from fazhi.proceedings.counsel.inputs import InvitationInput, RevocationInput
from fazhi.proceedings.counsel.queries import MaskedCase, counsel_of, masked_case
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from fazhi.proceedings.counsel.models import LawyerInvitation

reading = Router(tags=["counsel"])
inviting = Router(tags=["counsel"])


class EntrustedCase(Body):
    """A case that is entrusted to the lawyer, until when and what for."""

    id: str
    number: str
    cause: str
    reason: str
    until: dt.date


class ShownLine(Body):
    """One particular of a step, without personal values."""

    label: str
    words: str


class ShownMaskedStep(Body):
    """A step on file as a lawyer reads it."""

    step: str
    provision: str
    happened_at: dt.datetime
    says: list[ShownLine]


class ShownMaskedCase(Body):
    """A case as a lawyer reads it."""

    id: str
    number: str
    cause: str
    party: str
    status: str
    steps: list[ShownMaskedStep]


class AdviceBody(Body):
    """What a lawyer advises."""

    text: str = Field(min_length=1, max_length=5000)


class InvitationBody(Body):
    """Which lawyer is invited, from which day to which, and what for."""

    lawyer: UUID
    since: dt.date
    until: dt.date
    reason: str = Field(min_length=1, max_length=300)
    is_independent: bool


class RevocationBody(Body):
    """Why an invitation is taken back."""

    reason: str = Field(min_length=1, max_length=300)


class ShownInvitation(Body):
    """An invitation, and whether it was revoked."""

    id: UUID
    lawyer: str
    since: dt.date
    until: dt.date
    is_revoked: bool


class ShownAdvice(Body):
    """What a lawyer advised."""

    lawyer: str
    text: str
    given_at: dt.datetime


class ShownCounsel(Body):
    """Invitations, advice and the newest looks of a case."""

    invitations: list[ShownInvitation]
    advice: list[ShownAdvice]
    looks: list[dt.datetime]


@reading.get("", response=list[EntrustedCase])
def entrusted(request: HttpRequest) -> list[EntrustedCase]:
    """List the cases entrusted to the lawyer today."""
    rows = entrusted_invitations(seat_at(request), clock.today())
    return [
        EntrustedCase(
            id=row.case.dossier.public_id,
            number=row.case.number,
            cause=row.case.power.name,
            reason=row.reason,
            until=row.until,
        )
        for row in rows.select_related("case__dossier", "case__power").order_by("until", "pk")
    ]


@reading.get("/{public_id}", response=ShownMaskedCase)
def show(request: HttpRequest, public_id: str) -> ShownMaskedCase:
    """Show one entrusted case, masked; the look is kept."""
    seat = seat_at(request)
    record_look(seat, public_id)
    return _shown(masked_case(entrusted_invitation(seat, public_id).case))


@reading.post("/{public_id}/advice", response={201: ShownAdvice})
def advise(request: HttpRequest, public_id: str, payload: AdviceBody) -> Status[ShownAdvice]:
    """Give advice on an entrusted case."""
    advice = give_advice(seat_at(request), public_id, payload.text)
    lawyer = str(advice.invitation.lawyer)
    return Status(201, ShownAdvice(lawyer=lawyer, text=advice.text, given_at=advice.given_at))


@inviting.get("/{public_id}/lawyers", response=ShownCounsel)
def counsel(request: HttpRequest, public_id: str) -> ShownCounsel:
    """Show what lawyers from outside had to do with a case."""
    seat = seat_at(request)
    seat.require(*READERS)
    found = counsel_of(seat, get_case(seat, public_id))
    return ShownCounsel(
        invitations=[_invitation(row) for row in found.invitations],
        advice=[
            ShownAdvice(lawyer=str(row.invitation.lawyer), text=row.text, given_at=row.given_at)
            for row in found.advice
        ],
        looks=[row.at for row in found.looks],
    )


@inviting.post("/{public_id}/lawyers", response={201: list[ShownInvitation]})
def invite(
    request: HttpRequest, public_id: str, payload: list[InvitationBody]
) -> Status[list[ShownInvitation]]:
    """Invite lawyers to a case: all of them or none."""
    seat = seat_at(request)
    seat.require(*INVITERS)
    case = get_case(seat, public_id)
    inputs = [
        InvitationInput(
            case_id=case.pk,
            lawyer_id=each.lawyer,
            since=each.since,
            until=each.until,
            reason=each.reason,
            is_independent=each.is_independent,
        )
        for each in payload
    ]
    return Status(201, [_invitation(row) for row in invite_lawyers(seat, inputs)])


@inviting.post("/{public_id}/lawyers/{key}/revocation", response={201: ShownInvitation})
def revoke(
    request: HttpRequest, public_id: str, key: UUID, payload: RevocationBody
) -> Status[ShownInvitation]:
    """Revoke an invitation, at once."""
    seat = seat_at(request)
    seat.require(*INVITERS)
    get_case(seat, public_id)
    get_invitation(seat, key)
    (row,) = revoke_invitations(seat, [RevocationInput(key, payload.reason)])
    return Status(201, _invitation(row))


def _invitation(row: "LawyerInvitation") -> ShownInvitation:
    return ShownInvitation(
        id=row.pk,
        lawyer=str(row.lawyer),
        since=row.since,
        until=row.until,
        is_revoked=row.revoked_at is not None,
    )


def _shown(case: MaskedCase) -> ShownMaskedCase:
    steps = [
        ShownMaskedStep(
            step=step.title.zh,
            provision=str(step.cite),
            happened_at=step.at,
            says=[ShownLine(label=line.label.zh, words=line.words.zh) for line in step.lines],
        )
        for step in case.steps
    ]
    return ShownMaskedCase(
        id=case.public_id,
        number=case.number,
        cause=case.cause,
        party=case.party,
        status=case.status,
        steps=steps,
    )
