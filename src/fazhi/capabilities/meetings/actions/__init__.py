"""The verbs of meetings: plan, hold, record, complete, issue the minutes, cancel."""

from fazhi.capabilities.meetings.actions.completing import complete_resolutions
from fazhi.capabilities.meetings.actions.holding import hold_meeting
from fazhi.capabilities.meetings.actions.minutes import issue_minutes
from fazhi.capabilities.meetings.actions.planning import (
    add_agenda_items,
    cancel_meeting,
    plan_meetings,
)
from fazhi.capabilities.meetings.actions.recording import record_resolutions, record_statements

__all__ = [
    "add_agenda_items",
    "cancel_meeting",
    "complete_resolutions",
    "hold_meeting",
    "issue_minutes",
    "plan_meetings",
    "record_resolutions",
    "record_statements",
]
