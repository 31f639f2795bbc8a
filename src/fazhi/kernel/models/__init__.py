"""The rows of the kernel; each subject has its own file."""

from fazhi.kernel.models.accounts import Account, RoleGrant
from fazhi.kernel.models.attachments import Attachment, WaitingAttachment
from fazhi.kernel.models.dossiers import Dossier, OwnedModel
from fazhi.kernel.models.factors import (
    FactorAttempt,
    FactorReset,
    RecoveryCode,
    SecondFactor,
)
from fazhi.kernel.models.idempotency import IdempotencyKey
from fazhi.kernel.models.installation import Installation
from fazhi.kernel.models.jobs import Effect
from fazhi.kernel.models.journal import (
    Entry,
    EntryContent,
    Erasure,
    Leaf,
    MerkleLog,
    PendingEntry,
    TreeHead,
)
from fazhi.kernel.models.numbers import IssuedNumber, VoidedNumber
from fazhi.kernel.models.personal import PersonalModel
from fazhi.kernel.models.sessions import CutOffReason, Device, LoginAttempt, PasswordChange

__all__ = [
    "Account",
    "Attachment",
    "CutOffReason",
    "Device",
    "Dossier",
    "Effect",
    "Entry",
    "EntryContent",
    "Erasure",
    "FactorAttempt",
    "FactorReset",
    "IdempotencyKey",
    "Installation",
    "IssuedNumber",
    "Leaf",
    "LoginAttempt",
    "MerkleLog",
    "OwnedModel",
    "PasswordChange",
    "PendingEntry",
    "PersonalModel",
    "RecoveryCode",
    "RoleGrant",
    "SecondFactor",
    "TreeHead",
    "VoidedNumber",
    "WaitingAttachment",
]
