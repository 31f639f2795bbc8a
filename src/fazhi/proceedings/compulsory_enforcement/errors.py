"""What this room refuses, and what to do instead."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from fazhi.kernel.errors import ConflictError, RefusalError
from fazhi.law.answer import Answer


class EnforcementRefusedError(RefusalError):
    """Steps of enforcements that the law forbids, by their place in the batch."""

    def __init__(self, refused: Mapping[int, Sequence[Answer]]) -> None:
        """Keep the blocking answers of each item, counted from 0."""
        self.refused = {index: tuple(answers) for index, answers in refused.items()}
        super().__init__([answer for answers in self.refused.values() for answer in answers])


class EnforcementStateError(ConflictError):
    """The file is not where this step begins."""

    def __init__(self, number: str, needed: str) -> None:
        """Name the file and say what must come first."""
        super().__init__(
            _("强制执行案卷 %(number)s：%(needed)s") % {"number": number, "needed": needed}
        )
