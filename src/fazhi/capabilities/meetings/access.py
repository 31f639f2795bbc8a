"""Who may see and keep meetings.

All staff of the authority read joint meetings. A collective discussion speaks of a party and of
what each head said, so only those who prepare, review and decide cases read it.
"""

from uuid import UUID

from django.db.models import QuerySet

from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.models import Meeting, Resolution
from fazhi.capabilities.tasks.access import may_work
from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role

#: Who plans meetings, records them and reads collective discussions.
RECORDERS = (Role.CLERK, Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD)


def visible_meetings(seat: Seat) -> QuerySet[Meeting]:
    """Return the meetings that a person may read; a citizen reads none."""
    # The supervision body reads cases and registers, not what the office says among itself.
    if seat.account_id is None or seat.roles == {Role.SUPERVISOR}:
        return Meeting.objects.none()
    rows = narrowed(Meeting.objects.all(), seat)
    return rows if seat.has(*RECORDERS) else rows.filter(kind=MeetingKind.JOINT_MEETING)


def visible_resolutions(seat: Seat) -> QuerySet[Resolution]:
    """Return the resolutions of the meetings that a person may read."""
    return narrowed(Resolution.objects.all(), seat).filter(meeting__in=visible_meetings(seat))


def get_meeting(seat: Seat, public_id: str) -> Meeting:
    """Return one meeting; an unknown one and one that is not for this person are answered alike."""
    rows = visible_meetings(seat).select_related("dossier", "chair", "minutes", "cancellation")
    return get_visible(rows, seat, dossier__public_id=public_id)


def get_resolution(seat: Seat, resolution_id: UUID) -> Resolution:
    """Return one resolution, answered as its meeting is."""
    rows = visible_resolutions(seat).select_related("meeting__dossier", "task", "attachment")
    return get_visible(rows, seat, pk=resolution_id)


def may_complete(seat: Seat, resolution: Resolution) -> bool:
    """Tell whether a person may record that a resolution was done: its owner, or who records."""
    return seat.has(*RECORDERS) or (resolution.task is not None and may_work(seat, resolution.task))
