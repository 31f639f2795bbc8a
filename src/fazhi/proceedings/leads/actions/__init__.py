"""The verbs of this room, the only writers: each takes a list, a single act is a list of one."""

from fazhi.proceedings.leads.actions.answering import (
    accept_intakes,
    acknowledge_intakes,
    decline_intakes,
    hand_over_intakes,
    reply_to_platform_cases,
)
from fazhi.proceedings.leads.actions.receiving import receive_intakes
from fazhi.proceedings.leads.actions.terms import change_response_terms

__all__ = [
    "accept_intakes",
    "acknowledge_intakes",
    "change_response_terms",
    "decline_intakes",
    "hand_over_intakes",
    "receive_intakes",
    "reply_to_platform_cases",
]
