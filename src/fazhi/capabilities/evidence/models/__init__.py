"""The rows of evidence; each subject has its own file."""

from fazhi.capabilities.evidence.models.devices import (
    DeviceQualification,
    EvidenceDevice,
    Footage,
    FootageBinding,
    FootageErasure,
)
from fazhi.capabilities.evidence.models.exhibits import Exhibit
from fazhi.capabilities.evidence.models.holdings import (
    Holding,
    HoldingOfficer,
    HoldingOutcome,
    StoreRoom,
)
from fazhi.capabilities.evidence.models.log import CustodyEntry

__all__ = [
    "CustodyEntry",
    "DeviceQualification",
    "EvidenceDevice",
    "Exhibit",
    "Footage",
    "FootageBinding",
    "FootageErasure",
    "Holding",
    "HoldingOfficer",
    "HoldingOutcome",
    "StoreRoom",
]
