"""The rows of cases: what an officer did in the street and what became of it."""

from fazhi.proceedings.cases.models.cases import (
    Case,
    CaseClosure,
    CaseFiling,
    CaseOfficer,
    Decision,
)
from fazhi.proceedings.cases.models.ordinary import CaseStep, CaseStepOfficer
from fazhi.proceedings.cases.models.persuasions import Persuasion
from fazhi.proceedings.cases.models.referrals import (
    ParkingReferral,
    ReferralContest,
    ReferralHandOver,
    ReferralOfficer,
    ReferralReview,
    new_owner_code,
)
from fazhi.proceedings.cases.models.remedies import (
    ConfiscatedGoods,
    PenaltyComplaint,
    Remedy,
    Rescission,
    Stay,
)

__all__ = [
    "Case",
    "CaseClosure",
    "CaseFiling",
    "CaseOfficer",
    "CaseStep",
    "CaseStepOfficer",
    "ConfiscatedGoods",
    "Decision",
    "ParkingReferral",
    "PenaltyComplaint",
    "Persuasion",
    "ReferralContest",
    "ReferralHandOver",
    "ReferralOfficer",
    "ReferralReview",
    "Remedy",
    "Rescission",
    "Stay",
    "new_owner_code",
]
