"""What happens at a moment of a day: streams schedule acts, the play does them in their order."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An act and when it is done; what it depends on is looked up at that moment."""

    at: dt.datetime
    do: Callable[[], object]
