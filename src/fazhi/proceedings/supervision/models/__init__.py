"""The rows of supervision."""

from fazhi.proceedings.supervision.models.conduct import (
    BarredOfficer,
    Commendation,
    ConductComplaint,
    ConductContact,
    new_follow_code,
)
from fazhi.proceedings.supervision.models.findings import FindingStep, SupervisionFinding
from fazhi.proceedings.supervision.models.incidents import IncidentRecord, SourceAsked
from fazhi.proceedings.supervision.models.support import SupportItem

__all__ = [
    "BarredOfficer",
    "Commendation",
    "ConductComplaint",
    "ConductContact",
    "FindingStep",
    "IncidentRecord",
    "SourceAsked",
    "SupervisionFinding",
    "SupportItem",
    "new_follow_code",
]
