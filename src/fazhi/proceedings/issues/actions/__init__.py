"""The verbs of this room, the only writers: each takes a list, a single act is a list of one."""

from fazhi.proceedings.issues.actions.campaigns import close_campaign, open_campaigns
from fazhi.proceedings.issues.actions.handling import (
    assign_issue,
    close_issues,
    handle_issues,
    return_issue,
    verify_issues,
)
from fazhi.proceedings.issues.actions.opening import open_issues
from fazhi.proceedings.issues.actions.reports import open_contact, receive_reports, reply_to_reports
from fazhi.proceedings.issues.actions.visits import record_visits

__all__ = [
    "assign_issue",
    "close_campaign",
    "close_issues",
    "handle_issues",
    "open_campaigns",
    "open_contact",
    "open_issues",
    "receive_reports",
    "record_visits",
    "reply_to_reports",
    "return_issue",
    "verify_issues",
]
