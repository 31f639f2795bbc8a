"""Jobs of documents: seal what waits for its seal.

What somebody looks at is sealed at that moment; the sweep sees to the rest, the newest first, a few
at a time, so that a backlog never keeps today's decisions or the server waiting.
"""

import logging
from collections.abc import Iterable

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.errors import MissingGlyphError, SealError
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import to_seal
from fazhi.kernel import jobs
from fazhi.registers.staff.models import Authority

_AT_ONCE = 20

_log = logging.getLogger(__name__)


@jobs.sweep(minutes=1)
def seal_newest() -> None:
    """Seal the newest documents of every authority that wait for their seal."""
    for authority in Authority.objects.order_by("key").values_list("key", flat=True):
        _seal(to_seal(authority)[:_AT_ONCE])


def seal_waiting(authority: str, limit: int = 200) -> int:
    """Seal documents of one authority that wait for their seal; return how many were sealed."""
    return _seal(to_seal(authority)[:limit])


def _seal(waiting: Iterable[Document]) -> int:
    count = 0
    for document in waiting:
        try:
            render(document)
        except (MissingGlyphError, SealError) as error:
            # One that cannot be drawn must not keep the others waiting; it stays unsealed.
            _log.warning("document %s is not sealed: %s", document.pk, type(error).__name__)
        else:
            count += 1
    return count
