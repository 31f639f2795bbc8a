"""The verbs of compulsory enforcement: open a file, take its steps, change its way, close it."""

from fazhi.proceedings.compulsory_enforcement.actions.files import (
    change_enforcement_ways,
    close_enforcements,
    open_enforcements,
)
from fazhi.proceedings.compulsory_enforcement.actions.steps import take_enforcement_steps

__all__ = [
    "change_enforcement_ways",
    "close_enforcements",
    "open_enforcements",
    "take_enforcement_steps",
]
