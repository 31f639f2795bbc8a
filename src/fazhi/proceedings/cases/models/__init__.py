"""The rows of cases: what an officer did in the street and what became of it."""

from fazhi.proceedings.cases.models.cases import (
    Case,
    CaseClosure,
    CaseFiling,
    CaseOfficer,
    Decision,
)
from fazhi.proceedings.cases.models.persuasions import Persuasion
from fazhi.proceedings.cases.models.referrals import (
    ParkingReferral,
    ReferralContest,
    ReferralHandOver,
    ReferralOfficer,
    ReferralReview,
    new_owner_code,
)

__all__ = [
    "Case",
    "CaseClosure",
    "CaseFiling",
    "CaseOfficer",
    "Decision",
    "ParkingReferral",
    "Persuasion",
    "ReferralContest",
    "ReferralHandOver",
    "ReferralOfficer",
    "ReferralReview",
    "new_owner_code",
]
