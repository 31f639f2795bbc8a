"""Jobs of publication: take up what is due, end what is over."""

from itertools import groupby

from fazhi.kernel import clock, jobs
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.outcomes.publication.actions import end_publications, propose_publications
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.inputs import ProposalInput
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.queries import decision_documents, due_cases

_BATCH = 200


@jobs.sweep(minutes=60)
def take_up_due() -> None:
    """Propose the decisions of the ordinary procedure that nobody has taken up yet."""
    due = list(due_cases()[:_BATCH])
    documents = decision_documents(due)
    ready = [case for case in due if case.pk in documents]
    for authority, cases in groupby(ready, key=lambda case: case.authority):
        propose_publications(_system(authority), [ProposalInput(case_id=case.pk) for case in cases])


@jobs.sweep(minutes=60)
def end_what_is_over() -> None:
    """End the publications whose last day has passed; the public does not see them any more."""
    over = Publication.objects.filter(
        state=PublicationState.PUBLISHED, fallen_on=None, until__lt=clock.today()
    )
    rows = list(over.order_by("authority", "pk")[:_BATCH])
    for authority, group in groupby(rows, key=lambda row: row.authority):
        end_publications(_system(authority), [row.pk for row in group])


def _system(authority: str) -> Seat:
    """Return the seat of the system itself, which may propose and never confirms."""
    return Seat(authority=authority, name="系统", roles=frozenset({Role.CLERK}))
