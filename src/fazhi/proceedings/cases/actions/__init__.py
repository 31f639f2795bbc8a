"""The verbs of this room, the only writers: each takes a list, a single act is a list of one."""

from fazhi.proceedings.cases.actions.cash import bank_fines, hand_in_fines
from fazhi.proceedings.cases.actions.on_the_spot import decide_on_the_spot
from fazhi.proceedings.cases.actions.parking import refer_parking, review_referrals
from fazhi.proceedings.cases.actions.parking_exchange import (
    answer_contest,
    contest_referral,
    hand_over_referrals,
    receive_hand_over,
)
from fazhi.proceedings.cases.actions.persuasions import persuade
from fazhi.proceedings.cases.actions.progress import (
    close_cases,
    file_cases,
    record_fine_payments,
)

__all__ = [
    "answer_contest",
    "bank_fines",
    "close_cases",
    "contest_referral",
    "decide_on_the_spot",
    "file_cases",
    "hand_in_fines",
    "hand_over_referrals",
    "persuade",
    "receive_hand_over",
    "record_fine_payments",
    "refer_parking",
    "review_referrals",
]
