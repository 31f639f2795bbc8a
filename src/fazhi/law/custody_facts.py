"""What the law is asked about things held and footage kept (保管与全过程记录)."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from fazhi.law.compulsion_facts import KeepingFacts


class HoldingKind(StrEnum):
    """On which ground the office holds a thing (财物的控制方式)."""

    PRESERVATION = "preservation"
    SAMPLING = "sampling"
    SEALING = "sealing"
    SEIZURE = "seizure"
    CONFISCATION = "confiscation"


class HoldingEnd(StrEnum):
    """What became of a thing that was held (处理结果)."""

    RETURNED = "returned"
    SEIZED = "seized"
    CONFISCATED = "confiscated"
    TESTED = "tested"
    TRANSFERRED = "transferred"
    SOLD = "sold"
    DESTROYED = "destroyed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HoldingFacts:
    """A thing held (保管财物): since when, how it was kept, what becomes of it."""

    kind: HoldingKind
    since: dt.date
    end: HoldingEnd
    keeping: KeepingFacts = field(default_factory=lambda: KeepingFacts(is_proper=True))


@dataclass(frozen=True, slots=True)
class FootageFacts:
    """A recording (录像) that is to be deleted.

    `is_public_video` tells a system of public security video from a body camera: the retention of
    the former is that of the regulation, of the latter that of the office.
    """

    recorded_on: dt.date
    is_public_video: bool = False
    is_needed: bool = False
