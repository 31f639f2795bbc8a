"""The verbs of competence, the only writers of its rows; each file holds those of one subject."""

from fazhi.registers.competence.actions.benchmarks import import_benchmarks
from fazhi.registers.competence.actions.categories import (
    register_duty_list,
    register_issue_categories,
)
from fazhi.registers.competence.actions.claims import claim_powers, withdraw_claims
from fazhi.registers.competence.actions.powers import import_powers

__all__ = [
    "claim_powers",
    "import_benchmarks",
    "import_powers",
    "register_duty_list",
    "register_issue_categories",
    "withdraw_claims",
]
