"""The verbs of supervision."""

from fazhi.proceedings.supervision.actions.conduct import (
    answer_conduct_complaints,
    appoint_examiners,
    open_conduct_contact,
    receive_conduct_complaints,
    record_commendations,
)
from fazhi.proceedings.supervision.actions.findings import (
    assign_findings,
    close_findings,
    explain_findings,
    raise_findings,
)
from fazhi.proceedings.supervision.actions.incidents import (
    ask_sources,
    close_incidents,
    register_incidents,
)
from fazhi.proceedings.supervision.actions.support import record_support_items

__all__ = [
    "answer_conduct_complaints",
    "appoint_examiners",
    "ask_sources",
    "assign_findings",
    "close_findings",
    "close_incidents",
    "explain_findings",
    "open_conduct_contact",
    "raise_findings",
    "receive_conduct_complaints",
    "record_commendations",
    "record_support_items",
    "register_incidents",
]
