"""Planning meetings, putting matters on the agenda, cancelling what will not be held."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.meetings.access import RECORDERS
from fazhi.capabilities.meetings.actions.lookups import (
    filled,
    locked_meeting,
    refuse_unknown_dossiers,
    refuse_unknown_officers,
)
from fazhi.capabilities.meetings.choices import AttendeePart, MeetingStatus
from fazhi.capabilities.meetings.inputs import AgendaItemInput, MeetingInput
from fazhi.capabilities.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingAttendee,
    MeetingCancellation,
)
from fazhi.capabilities.meetings.numbering import series_of, written
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.errors import InputError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier

_LONGEST_NAME, _LONGEST_ITEM, _LONGEST_REASON = 100, 200, 200


@transaction.atomic
def plan_meetings(seat: Seat, inputs: Sequence[MeetingInput]) -> list[Meeting]:
    """Plan meetings (安排会议), all or none: each takes the next number of its kind and year."""
    seat.require(*RECORDERS)

    def write(new: Sequence[tuple[UUID, MeetingInput]]) -> list[Meeting]:
        people = [each for _made, one in new for each in _people(one)]
        refuse_unknown_officers(seat, people)
        rows = _meetings(seat, new)
        items = [{"meeting": str(row.pk), "kind": row.kind, "number": row.number} for row in rows]
        single = rows[0].dossier if len(rows) == 1 else None
        record(
            Act("meeting.planned", by=seat, dossier=single),
            items[0] if single else {},
            items=() if single else items,
        )
        return rows

    return write_once(
        seat.authority,
        "meeting",
        inputs,
        write=write,
        read=lambda ids: Meeting.objects.select_related("dossier").in_bulk(list(ids)),
    )


@transaction.atomic
def add_agenda_items(
    seat: Seat, meeting_id: UUID, inputs: Sequence[AgendaItemInput]
) -> list[AgendaItem]:
    """Put items on the agenda (列入议题), after those that are there."""
    meeting = locked_meeting(seat, meeting_id, MeetingStatus.PLANNED, MeetingStatus.HELD)
    if not inputs:
        raise InputError({"items": _("请至少选择或者填写一个议题。")})
    refuse_unknown_officers(seat, (one.proposer_id for one in inputs))
    refuse_unknown_dossiers(seat, (one.dossier_id for one in inputs))
    before = meeting.agenda.count()
    rows = [
        AgendaItem(
            id=new_id(),
            authority=seat.authority,
            meeting=meeting,
            position=before + number,
            title=filled(one.title, "title", _LONGEST_ITEM),
            dossier_id=one.dossier_id,
            proposer_id=one.proposer_id,
        )
        for number, one in enumerate(inputs, start=1)
    ]
    AgendaItem.objects.bulk_create(rows)
    record(
        Act("agenda_item.added", by=seat, dossier=meeting.dossier),
        {"meeting": str(meeting.pk)},
        items=[row.journal_item() for row in rows],
    )
    return rows


@transaction.atomic
def cancel_meeting(seat: Seat, meeting_id: UUID, *, reason: str) -> Meeting:
    """Cancel a planned meeting (取消会议); it keeps its number and counts as planned."""
    meeting = locked_meeting(seat, meeting_id, MeetingStatus.PLANNED)
    MeetingCancellation.objects.create(
        meeting=meeting,
        reason=filled(reason, "reason", _LONGEST_REASON),
        cancelled_at=clock.now(),
        cancelled_by_id=seat.account_id,
    )
    meeting.status = MeetingStatus.CANCELLED
    meeting.save(update_fields=["status"])
    record(Act("meeting.cancelled", by=seat, dossier=meeting.dossier), {"meeting": str(meeting.pk)})
    return meeting


def _people(one: MeetingInput) -> tuple[UUID | None, ...]:
    return one.chair_id, one.minute_taker_id, *one.member_ids


def _meetings(seat: Seat, new: Sequence[tuple[UUID, MeetingInput]]) -> list[Meeting]:
    now, serials = clock.now(), _serials(seat.authority, [one for _made, one in new])
    rows = []
    for (made, one), serial in zip(new, serials, strict=True):
        year = clock.local(one.planned_at).year
        rows.append(
            Meeting(
                dossier=Dossier(
                    id=made,
                    authority=seat.authority,
                    kind=DossierKind.MEETING,
                    opened_at=now,
                ),
                authority=seat.authority,
                kind=one.kind,
                number=written(one.kind, year, serial),
                year=year,
                serial=serial,
                title=filled(one.title, "title", _LONGEST_NAME),
                planned_at=one.planned_at,
                place=filled(one.place, "place", _LONGEST_NAME),
                chair_id=one.chair_id,
            )
        )
    Dossier.objects.bulk_create([row.dossier for row in rows])
    Meeting.objects.bulk_create(rows)
    MeetingAttendee.objects.bulk_create(
        attendee
        for row, (_made, one) in zip(rows, new, strict=True)
        for attendee in _invited(row, one)
    )
    return rows


def _serials(authority: str, inputs: Sequence[MeetingInput]) -> list[int]:
    """Draw the numbers of each kind and year at once, in the order given."""
    wanted: dict[tuple[str, int], int] = defaultdict(int)
    keys = [(series_of(one.kind), clock.local(one.planned_at).year) for one in inputs]
    for key in keys:
        wanted[key] += 1
    drawn = {
        key: iter(numbers.draw_many(authority, *key, count))
        for key, count in sorted(wanted.items())
    }
    return [next(drawn[key]) for key in keys]


def _invited(meeting: Meeting, one: MeetingInput) -> Iterator[MeetingAttendee]:
    """Yield the chair, who takes the minutes, the members and the agencies, each once."""
    parts: dict[UUID, AttendeePart] = {one.chair_id: AttendeePart.CHAIR}
    if one.minute_taker_id is not None:
        parts.setdefault(one.minute_taker_id, AttendeePart.MINUTE_TAKER)
    for member in one.member_ids:
        parts.setdefault(member, AttendeePart.MEMBER)
    for officer_id, part in parts.items():
        yield MeetingAttendee(id=new_id(), meeting=meeting, officer_id=officer_id, part=part)
    for agency in dict.fromkeys(filled(each, "guests", _LONGEST_NAME) for each in one.guests):
        yield MeetingAttendee(id=new_id(), meeting=meeting, agency=agency, part=AttendeePart.GUEST)
