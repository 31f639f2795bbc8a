"""What the verbs of meetings share: locking a meeting, and rows of others that must be ours."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.meetings.access import RECORDERS, visible_meetings
from fazhi.capabilities.meetings.choices import MeetingStatus
from fazhi.capabilities.meetings.errors import MeetingStateError
from fazhi.capabilities.meetings.models import Meeting
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer, Unit


def locked_meeting(seat: Seat, meeting_id: UUID, *statuses: MeetingStatus) -> Meeting:
    """Lock a meeting for whoever records; refuse one that is in none of the states."""
    seat.require(*RECORDERS)
    rows = visible_meetings(seat).select_related("dossier", "chair")
    meeting = lock_visible(rows, seat, pk=meeting_id)
    if meeting.status not in statuses:
        raise MeetingStateError(meeting.number, str(meeting.get_status_display()))
    return meeting


def refuse_unknown_officers(seat: Seat, officer_ids: Iterable[UUID | None]) -> None:
    """Refuse anybody who is not on the staff of the authority."""
    wanted = {each for each in officer_ids if each is not None}
    if Officer.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
        raise InputError({"": _("其中有人不是本街道的人员，请重新选择。")})


def refuse_unknown_units(seat: Seat, unit_ids: Iterable[UUID | None]) -> None:
    """Refuse a unit of elsewhere."""
    wanted = {each for each in unit_ids if each is not None}
    if Unit.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
        raise InputError({"": _("其中有的科室不属于本街道，请重新选择。")})


def refuse_unknown_dossiers(seat: Seat, dossier_ids: Iterable[UUID | None]) -> None:
    """Refuse a dossier of elsewhere."""
    wanted = {each for each in dossier_ids if each is not None}
    if Dossier.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
        raise InputError({"dossier": _("没有这一案卷，请核对编号。")})


def filled(text: str, field: str, longest: int) -> str:
    """Return a text without blanks around it; refuse an empty one and one that is too long."""
    words = text.strip()
    if not words or len(words) > longest:
        raise InputError({field: _("请填写，最多 %(longest)s 字。") % {"longest": longest}})
    return words
