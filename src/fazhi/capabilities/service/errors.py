"""What the room of service refuses."""

from collections.abc import Mapping, Sequence

from fazhi.kernel.errors import ConflictError, RefusalError
from fazhi.law.answer import Answer


class AlreadyServedError(ConflictError):
    """The document was served before; the day on which it took effect does not move."""


class AnnouncementStateError(ConflictError):
    """The announcement is not where this step begins."""


class ServiceRefusedError(RefusalError):
    """Services that the law forbids: the answers of each, by its place in the batch."""

    def __init__(self, refused: Mapping[int, Sequence[Answer]]) -> None:
        """Keep the blocking answers of each item, counted from 0."""
        self.refused = {index: tuple(answers) for index, answers in refused.items()}
        super().__init__([answer for answers in self.refused.values() for answer in answers])
