"""What can be measured: each measurement prepares its rows for a size and returns the work."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Done many times and timed: takes nothing, returns nothing.
Work = Callable[[], object]

#: Prepares rows for a size (how many of the thing there are) and returns the work on them.
Preparation = Callable[[int], Work]


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement: its name, how it is prepared, the whole size, and what it is compared with."""

    name: str
    prepare: Preparation
    whole: int
    floor: Preparation | None = None


MEASUREMENTS: list[Measurement] = []


def measurement(
    name: str, *, whole: int, floor: Preparation | None = None
) -> Callable[[Preparation], Preparation]:
    """Register a measurement; `floor` does the same with nothing but the database or the machine.

    It is run with a tenth of the whole and with the whole: the growth between the two tells
    whether the work depends on how much there is.
    """

    def register(prepare: Preparation) -> Preparation:
        MEASUREMENTS.append(Measurement(name, prepare, whole, floor))
        return prepare

    return register


#: Yields lines of a table of its own: by heading what was measured.
Trial = Callable[[], Iterator[dict[str, str]]]

TRIALS: dict[str, Trial] = {}


def trial(name: str) -> Callable[[Trial], Trial]:
    """Register what is measured from outside: a served site, or a whole play.

    It makes its own databases, and runs once; its lines stand beside what they are compared with.
    """

    def register(run: Trial) -> Trial:
        TRIALS[name] = run
        return run

    return register
