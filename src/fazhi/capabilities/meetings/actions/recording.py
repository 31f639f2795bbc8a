"""Recording what was said and what was resolved."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.meetings.actions.lookups import (
    filled,
    locked_meeting,
    refuse_unknown_officers,
    refuse_unknown_units,
)
from fazhi.capabilities.meetings.choices import Attendance, MeetingKind, MeetingStatus
from fazhi.capabilities.meetings.inputs import ResolutionInput, ResultInput, StatementInput
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, Resolution, Statement
from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record

TASK = "resolution"
_LONGEST_OPINION, _LONGEST_TEXT, _LONGEST_AGENCY = 2000, 300, 100
_SHOWN = 90
_WARN = dt.timedelta(days=3)


@transaction.atomic
def record_statements(
    seat: Seat, meeting_id: UUID, inputs: Sequence[StatementInput]
) -> list[Statement]:
    """Record what was said in a collective discussion (登记发言), in the order of speaking."""
    meeting = locked_meeting(seat, meeting_id, MeetingStatus.HELD)
    _refuse_statements(meeting, inputs)
    agenda = _agenda(meeting)
    spoken = Counter(Statement.objects.filter(item__meeting=meeting).values_list("item", flat=True))
    now = clock.now()
    rows = []
    for one in inputs:
        item = _item(agenda, one.item_id)
        spoken[item.pk] += 1
        rows.append(
            Statement(
                id=new_id(),
                authority=seat.authority,
                item=item,
                position=spoken[item.pk],
                speaker_id=one.speaker_id,
                stance=one.stance,
                opinion=one.opinion.strip()[:_LONGEST_OPINION],
                recorded_at=now,
                recorded_by_id=seat.account_id,
            )
        )
    Statement.objects.bulk_create(rows)
    record(
        Act("statement.recorded", by=seat, dossier=meeting.dossier),
        {"meeting": str(meeting.pk)},
        items=[row.journal_item() for row in rows],
    )
    return rows


@transaction.atomic
def record_resolutions(
    seat: Seat,
    meeting_id: UUID,
    results: Sequence[ResultInput],
    resolutions: Sequence[ResolutionInput],
) -> list[Resolution]:
    """Record what became of items and what is to be done (登记议决事项), by whom and by when.

    What an officer, a unit or a role owes becomes a task; an agency outside has no inbox here.
    """
    meeting = locked_meeting(seat, meeting_id, MeetingStatus.HELD)
    if not results and not resolutions:
        raise InputError({"": _("请至少登记一项结果或者议决事项。")})
    agenda = _agenda(meeting)
    for result in results:
        _conclude(_item(agenda, result.item_id), result)
    rows = _resolutions(seat, meeting, agenda, resolutions)
    _assign(seat, meeting, rows)
    Resolution.objects.bulk_create(rows)
    record(
        Act("resolution.recorded", by=seat, dossier=meeting.dossier),
        {
            "meeting": str(meeting.pk),
            "results": [agenda[each.item_id].journal_item() for each in results],
            "resolutions": [row.journal_item() for row in rows],
        },
    )
    return rows


def _refuse_statements(meeting: Meeting, inputs: Sequence[StatementInput]) -> None:
    if meeting.kind != MeetingKind.DELIBERATION:
        raise InputError({"": _("发言逐人登记只用于集体讨论。")})
    if not inputs:
        raise InputError({"": _("请至少登记一人的发言。")})
    present = meeting.attendees.filter(attendance=Attendance.PRESENT, officer__isnull=False)
    if not {one.speaker_id for one in inputs} <= set(present.values_list("officer_id", flat=True)):
        raise InputError({"speaker": _("只能登记到会人员的发言。")})
    pairs = [(one.item_id, one.speaker_id) for one in inputs]
    earlier = Statement.objects.filter(item__meeting=meeting).values_list("item", "speaker")
    if len(set(pairs)) != len(pairs) or not set(pairs).isdisjoint(earlier):
        raise InputError({"speaker": _("同一人对同一议题的发言已经登记。")})


def _agenda(meeting: Meeting) -> dict[UUID, AgendaItem]:
    return {item.pk: item for item in meeting.agenda.all()}


def _item(agenda: Mapping[UUID, AgendaItem], item_id: UUID) -> AgendaItem:
    if item_id not in agenda:
        raise InputError({"item": _("这次会议没有这个议题。")})
    return agenda[item_id]


def _conclude(item: AgendaItem, given: ResultInput) -> None:
    item.result = given.result
    item.conclusion = given.conclusion.strip()[:_LONGEST_OPINION]
    item.reasons = given.reasons.strip()[:_LONGEST_OPINION]
    item.save(update_fields=["result", "conclusion", "reasons"])


def _resolutions(
    seat: Seat,
    meeting: Meeting,
    agenda: Mapping[UUID, AgendaItem],
    inputs: Sequence[ResolutionInput],
) -> list[Resolution]:
    refuse_unknown_officers(seat, (one.officer_id for one in inputs))
    refuse_unknown_units(seat, (one.unit_id for one in inputs))
    before = meeting.resolutions.count()
    for one in inputs:
        _refuse_unclear(meeting, one)
    return [
        Resolution(
            id=new_id(),
            authority=seat.authority,
            meeting=meeting,
            item=_item(agenda, one.item_id) if one.item_id else None,
            position=before + number,
            text=filled(one.text, "text", _LONGEST_TEXT),
            officer_id=one.officer_id,
            unit_id=one.unit_id,
            role=one.role.value if one.role else "",
            agency=one.agency.strip()[:_LONGEST_AGENCY],
            due_on=one.due_on,
        )
        for number, one in enumerate(inputs, start=1)
    ]


def _refuse_unclear(meeting: Meeting, one: ResolutionInput) -> None:
    owners = [one.officer_id, one.unit_id, one.role, one.agency.strip()]
    if sum(bool(each) for each in owners) != 1:
        raise InputError({"owner": _("每项议决须有且只有一个责任人（人员、科室、岗位或者单位）。")})
    if meeting.held_at and one.due_on < clock.day_of(meeting.held_at):
        raise InputError({"due_on": _("完成期限不能早于会议当日。")})


def _assign(seat: Seat, meeting: Meeting, rows: Sequence[Resolution]) -> None:
    """Give what somebody in the house owes as a task."""
    owned = [(row, assignee) for row in rows if (assignee := _assignee(row))]
    tasks = assign_tasks(
        seat,
        [
            TaskInput(
                kind=TASK,
                title=f"落实会议议决：{row.text[:_SHOWN]}",
                assignee=assignee,
                due=Due.on_day(row.due_on, warn_on=row.due_on - _WARN),
                dossier=meeting.dossier,
            )
            for row, assignee in owned
        ],
    )
    for (row, _assignee_of_row), task in zip(owned, tasks, strict=True):
        row.task = task


def _assignee(row: Resolution) -> Assignee | None:
    if row.officer_id:
        return Assignee.officer(row.officer_id)
    if row.unit_id:
        return Assignee.unit(row.unit_id)
    return Assignee.role(Role(row.role)) if row.role else None
