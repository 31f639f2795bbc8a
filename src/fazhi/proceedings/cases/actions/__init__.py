"""The verbs of this room, the only writers: each takes a list, a single act is a list of one."""

from fazhi.proceedings.cases.actions.cash import bank_fines, hand_in_fines
from fazhi.proceedings.cases.actions.correcting import (
    answer_penalty_complaints,
    receive_penalty_complaints,
    rescind_decisions,
)
from fazhi.proceedings.cases.actions.deferrals import decide_fine_deferrals, record_fine_deferrals
from fazhi.proceedings.cases.actions.endings import end_remedies, lift_stays, record_stays
from fazhi.proceedings.cases.actions.goods import (
    dispose_confiscated_goods,
    record_confiscated_goods,
)
from fazhi.proceedings.cases.actions.measures import propose_case_measures
from fazhi.proceedings.cases.actions.on_the_spot import decide_on_the_spot
from fazhi.proceedings.cases.actions.ordinary import propose_cases, take_steps
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
from fazhi.proceedings.cases.actions.remedies import (
    answer_remedies,
    forward_remedies,
    receive_remedies,
    register_remedies,
)

__all__ = [
    "answer_contest",
    "answer_penalty_complaints",
    "answer_remedies",
    "bank_fines",
    "close_cases",
    "contest_referral",
    "decide_fine_deferrals",
    "decide_on_the_spot",
    "dispose_confiscated_goods",
    "end_remedies",
    "file_cases",
    "forward_remedies",
    "hand_in_fines",
    "hand_over_referrals",
    "lift_stays",
    "persuade",
    "propose_case_measures",
    "propose_cases",
    "receive_hand_over",
    "receive_penalty_complaints",
    "receive_remedies",
    "record_confiscated_goods",
    "record_fine_deferrals",
    "record_fine_payments",
    "record_stays",
    "refer_parking",
    "register_remedies",
    "rescind_decisions",
    "review_referrals",
    "take_steps",
]
