"""The minutes of a meeting: a numbered document, after which nothing is added to the meeting."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_document
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.meetings.actions.lookups import locked_meeting
from fazhi.capabilities.meetings.choices import MeetingKind, MeetingStatus
from fazhi.capabilities.meetings.drafting import content_of
from fazhi.capabilities.meetings.facts import deliberation_facts
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, Statement
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.deliberation import may_take_place

_TEMPLATES = {
    MeetingKind.JOINT_MEETING: Template.MEETING_MINUTES,
    MeetingKind.DELIBERATION: Template.DELIBERATION_RECORD,
}


@needs_factor(FactorGround.SEAL)
@transaction.atomic
def issue_minutes(seat: Seat, meeting_id: UUID) -> Document:
    """Issue the minutes (印发纪要、制作笔录) of a meeting that was held.

    The minutes of a collective discussion are refused once the case was decided: they bear the day
    on which they are made.
    """
    meeting = locked_meeting(seat, meeting_id, MeetingStatus.HELD)
    agenda = list(meeting.agenda.select_related("dossier").prefetch_related("statements"))
    _refuse_unfinished(meeting, agenda)
    if meeting.kind == MeetingKind.DELIBERATION:
        _refuse_unlawful(meeting, agenda)
    document = issue_document(
        seat,
        DocumentInput(
            template=_TEMPLATES[MeetingKind(meeting.kind)],
            content=content_of(meeting),
            dossier=meeting.dossier,
        ),
    )
    meeting.minutes, meeting.status = document, MeetingStatus.MINUTED
    meeting.save(update_fields=["minutes", "status"])
    record(
        Act("minutes.issued", by=seat, dossier=meeting.dossier),
        {"meeting": str(meeting.pk), "document": str(document.pk), "number": document.number},
    )
    return document


def _refuse_unfinished(meeting: Meeting, agenda: list[AgendaItem]) -> None:
    if not agenda:
        raise InputError({"": _("会议没有议题，不能出纪要。")})
    open_items = [item.title for item in agenda if not item.result]
    if open_items:
        raise InputError(
            {"": _("这些议题还没有登记结果：{items}。").format(items="、".join(open_items))}
        )
    if meeting.kind != MeetingKind.DELIBERATION:
        return
    if not all(_spoken(item) for item in agenda):
        raise InputError({"": _("集体讨论的每个议题须登记发言，才能制作笔录。")})


def _spoken(item: AgendaItem) -> list[Statement]:
    return list(item.statements.all())


def _refuse_unlawful(meeting: Meeting, agenda: list[AgendaItem]) -> None:
    today = clock.today()
    for item in agenda:
        facts = deliberation_facts(meeting, item, minutes_on=today)
        refuse_if_blocked(may_take_place(facts, day=today))
