"""What this room refuses, and what to do instead."""

from collections.abc import Mapping, Sequence

from fazhi.kernel.errors import RefusalError
from fazhi.law.answer import Answer


class MeasureRefusedError(RefusalError):
    """Measures and steps that the law forbids: the answers of each, by its place in the batch."""

    def __init__(self, refused: Mapping[int, Sequence[Answer]]) -> None:
        """Keep the blocking answers of each item, counted from 0."""
        self.refused = {index: tuple(answers) for index, answers in refused.items()}
        super().__init__([answer for answers in self.refused.values() for answer in answers])
