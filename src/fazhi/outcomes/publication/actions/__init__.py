"""The verbs of publication: propose, confirm, review, decline, withdraw, end, credit repair."""

from fazhi.outcomes.publication.actions.confirming import (
    confirm_publications,
    decline_publications,
    review_publications,
)
from fazhi.outcomes.publication.actions.proposing import propose_publications
from fazhi.outcomes.publication.actions.repairs import decide_credit_repairs, request_credit_repair
from fazhi.outcomes.publication.actions.withdrawing import (
    end_publications,
    hide_publications,
    withdraw_publications,
)

__all__ = [
    "confirm_publications",
    "decide_credit_repairs",
    "decline_publications",
    "end_publications",
    "hide_publications",
    "propose_publications",
    "request_credit_repair",
    "review_publications",
    "withdraw_publications",
]
