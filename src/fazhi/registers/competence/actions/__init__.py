"""The verbs of competence, the only writers of its rows; each file holds those of one subject."""

from fazhi.registers.competence.actions.benchmarks import import_benchmarks
from fazhi.registers.competence.actions.categories import (
    register_duty_list,
    register_issue_categories,
)
from fazhi.registers.competence.actions.claims import claim_powers, withdraw_claims
from fazhi.registers.competence.actions.powers import import_powers
from fazhi.registers.competence.actions.reviews import (
    adopt_power_review,
    judge_powers,
    open_power_review,
    sign_power_review,
)

__all__ = [
    "adopt_power_review",
    "claim_powers",
    "import_benchmarks",
    "import_powers",
    "judge_powers",
    "open_power_review",
    "register_duty_list",
    "register_issue_categories",
    "sign_power_review",
    "withdraw_claims",
]
