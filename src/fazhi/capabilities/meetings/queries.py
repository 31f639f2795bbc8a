"""Reads of meetings: lists, what is open, what the law says of a discussion."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.meetings.access import visible_meetings, visible_resolutions
from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.facts import deliberation_facts
from fazhi.capabilities.meetings.matters import Matter, offered_matters, offers_matters
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, Resolution, Statement
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Dossier
from fazhi.law.answer import Answer
from fazhi.law.facts import DeliberationFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.deliberation import examine_deliberation

#: Resolutions that somebody still owes.
OPEN = Q(done_on__isnull=True)


def listed_meetings(seat: Seat) -> QuerySet[Meeting]:
    """Return the meetings a person may read, with the number of their items and resolutions."""
    rows = visible_meetings(seat).select_related("dossier", "chair", "minutes")
    return rows.annotate(
        item_count=Count("agenda", distinct=True),
        resolution_count=Count("resolutions", distinct=True),
        open_count=Count("resolutions", filter=Q(resolutions__done_on__isnull=True), distinct=True),
    )


def narrowed_to_open(rows: QuerySet[Meeting], *, is_open: bool) -> QuerySet[Meeting]:
    """Return the meetings that left something open, or those all of whose resolutions are done."""
    resolved = Resolution.objects.filter(meeting=OuterRef("pk"))
    is_left = Exists(resolved.filter(OPEN))
    return rows.filter(is_left) if is_open else rows.filter(~is_left, Exists(resolved))


def listed_resolutions(seat: Seat) -> QuerySet[Resolution]:
    """Return the resolutions a person may read, with who owes them and of which meeting."""
    rows = visible_resolutions(seat)
    return rows.select_related("officer", "unit", "meeting__dossier", "task", "attachment")


def overdue_resolutions(seat: Seat, day: dt.date) -> QuerySet[Resolution]:
    """Return the resolutions whose day has passed undone, the oldest first."""
    return listed_resolutions(seat).filter(OPEN, due_on__lt=day).order_by("due_on", "id")


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda of a meeting that the caller may see, with statements in their order."""
    spoken = Statement.objects.select_related("speaker").order_by("position")
    rows = meeting.agenda.select_related("dossier", "proposer").order_by("position")
    return list(rows.prefetch_related(Prefetch("statements", queryset=spoken)))


def open_matters(seat: Seat, day: dt.date) -> list[Matter]:
    """Return what may go on an agenda of a day: what is unfinished, and what other rooms offer."""
    return offered_matters(seat, day)


def answers_of(meeting: Meeting, agenda: Sequence[AgendaItem]) -> tuple[Answer, ...]:
    """Return what the law says of a collective discussion that was held, item by item."""
    if meeting.kind != MeetingKind.DELIBERATION or meeting.held_at is None:
        return ()
    day = clock.day_of(meeting.held_at)
    law = load_law()
    found = [
        answer
        for item in agenda
        for answer in examine_deliberation(law, deliberation_facts(meeting, item), day=day)
    ]
    return tuple(dict.fromkeys(found))


def deliberation_answers(dossier: Dossier, decided_on: dt.date) -> tuple[Answer, ...]:
    """Return what the law says of the collective discussion of a dossier decided on a day.

    For the proceeding that decides: without a discussion and its minutes the answer blocks.
    """
    items = AgendaItem.objects.filter(
        dossier=dossier, meeting__kind=MeetingKind.DELIBERATION, meeting__held_at__isnull=False
    )
    item = (
        items.select_related("dossier", "meeting__minutes")
        .prefetch_related("statements", "meeting__attendees__officer")
        .order_by(F("meeting__held_at").desc(), "-id")
        .first()
    )
    facts = (
        deliberation_facts(item.meeting, item, decided_on=decided_on)
        if item
        else DeliberationFacts(decided_on=decided_on)
    )
    return examine_deliberation(load_law(), facts, day=decided_on)


@offers_matters
def unfinished_resolutions(seat: Seat, day: dt.date) -> Iterator[Matter]:
    """Yield what earlier meetings resolved and nobody has done yet."""
    earlier = listed_resolutions(seat).filter(OPEN, meeting__held_at__lt=clock.at_local(day))
    for row in earlier.order_by("due_on", "id"):
        yield Matter(
            title=row.text,
            origin=_("此前会议未完成的议决事项"),
            dossier=row.meeting.dossier,
            due_on=row.due_on,
        )
