"""What the verbs of publication share: the rows they lock, how they tell the journal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.journal import Act
from fazhi.law.citation import Citation
from fazhi.outcomes.publication.models import Publication

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

GROUND = (Citation("行政处罚法(2021)", 48),)


class Told(Protocol):
    """A row that the journal can be told of."""

    def journal_item(self) -> dict[str, object]: ...


def locked_publications(seat: Seat, wanted: Sequence[UUID]) -> list[Publication]:
    """Lock publications of the authority, each once, in the order given; refuse an unknown one."""
    rows = Publication.objects.select_related("document__annulment", "dossier", "task")
    return locked(rows, seat, wanted)


def locked(rows: "QuerySet[Any]", seat: Seat, wanted: Sequence[UUID]) -> list[Any]:
    """Lock rows of the authority, each once, in the order given; refuse an unknown one."""
    if not wanted or len(wanted) != len(set(wanted)):
        raise InputError({"": _("请至少选择一件，每件一次。")})
    mine = rows.select_for_update(of=("self",)).filter(authority=seat.authority)
    found: dict[UUID, Model] = mine.in_bulk(wanted)
    if len(found) != len(wanted):
        raise NotFoundError
    return [found[key] for key in wanted]


def act_on(seat: Seat, kind: str, rows: Sequence[Publication]) -> Act:
    """Return the act that is told to the journal."""
    dossier = rows[0].dossier if len(rows) == 1 else None
    return Act(kind, by=seat, dossier=dossier, provisions=GROUND)


def items_of(rows: Sequence[Told]) -> list[dict[str, object]]:
    """Return how the journal tells of rows."""
    return [row.journal_item() for row in rows]


def said(field: str, words: str) -> str:
    """Return what was written, or refuse that nothing was."""
    if not words.strip():
        raise InputError({field: _("请写明理由。")})
    return words.strip()
