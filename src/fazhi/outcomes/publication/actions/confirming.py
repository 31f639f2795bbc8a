"""What a person decides about a copy: to publish it, to look a second time, not to publish."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import complete_tasks
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import record
from fazhi.law.answer import Answer
from fazhi.outcomes.publication.access import PUBLISHERS
from fazhi.outcomes.publication.actions.locking import (
    act_on,
    items_of,
    locked_publications,
    said,
)
from fazhi.outcomes.publication.choices import WAITING, PublicationState
from fazhi.outcomes.publication.errors import (
    CopyChangedError,
    FallenDecisionError,
    PublicationStateError,
    SecondLookError,
    WithheldError,
)
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.inputs import ConfirmationInput, DeclineInput, SecondLookInput
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.queries import answers_to, fallen_on
from fazhi.proceedings.cases.remedies import told

#: Rules whose refusal withholds a copy, whether they block or, being read in excerpts, warn.
_WITHHOLDING = frozenset({"PUB-001", "PUB-002", "PUB-005"})
_FIELDS = (
    *("state", "reason", "has_influence", "until", "copy", "copy_hash", "hidden", "grounds"),
    *("party", "confirmed_by_id", "reviewed_by_id", "published_on", "task"),
)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def confirm_publications(seat: Seat, inputs: Sequence[ConfirmationInput]) -> list[Publication]:
    """Confirm copies that a person looked at (核对), all or none.

    A copy in whose text nothing had to be hidden is public from now on; any other waits for a
    second person.
    """
    seat.require(*PUBLISHERS)
    rows = locked_publications(seat, [one.publication_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _confirm(seat, row, one)
    _finish(seat, rows)
    record(act_on(seat, "publication.confirmed", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def review_publications(seat: Seat, inputs: Sequence[SecondLookInput]) -> list[Publication]:
    """Look a second time at copies in which something was hidden (复核), all or none."""
    seat.require(*PUBLISHERS)
    rows = locked_publications(seat, [one.publication_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _review(seat, row, one)
    _finish(seat, rows)
    record(act_on(seat, "publication.reviewed", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def decline_publications(seat: Seat, inputs: Sequence[DeclineInput]) -> list[Publication]:
    """Decide that decisions are not published (不公开), each with its reason."""
    seat.require(*PUBLISHERS)
    rows = locked_publications(seat, [one.publication_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        _refuse_unless(row, *WAITING)
        row.reason, row.state = said("reason", one.reason), PublicationState.NOT_PUBLISHED
        row.copy, row.copy_hash, row.party = "", "", ""
    _finish(seat, rows)
    record(act_on(seat, "publication.declined", rows), {"count": len(rows)}, items=items_of(rows))
    return rows


def _confirm(seat: Seat, row: Publication, one: ConfirmationInput) -> None:
    _refuse_unless(row, PublicationState.PROPOSED)
    _refuse_fallen(row)
    today = clock.today()
    if one.until is not None and one.until < today:
        raise InputError({"until": _("公示截止日不能早于今天。")})
    copy = copy_of(row, one.options)
    if copy.digest != one.seen_hash:
        raise CopyChangedError
    answers = answers_to(row, copy, one)
    _withhold(answers)
    row.has_influence, row.until = one.has_influence, one.until
    row.reason = one.reason.strip() or row.reason
    row.copy, row.copy_hash, row.hidden = copy.text, copy.digest, copy.found
    row.party, row.grounds = copy.decision.party, told(answers)
    row.confirmed_by_id, row.reviewed_by_id = seat.person, None
    row.state = PublicationState.CONFIRMED
    if not copy.found:
        _publish(row)


def _review(seat: Seat, row: Publication, one: SecondLookInput) -> None:
    _refuse_unless(row, PublicationState.CONFIRMED)
    if row.confirmed_by_id == seat.person:
        raise SecondLookError
    if not one.is_passed:
        row.reason, row.state = said("reason", one.reason), PublicationState.PROPOSED
        row.copy, row.copy_hash, row.party, row.confirmed_by_id = "", "", "", None
        return
    _refuse_fallen(row)
    if row.copy_hash != one.seen_hash:
        raise CopyChangedError
    row.reviewed_by_id = seat.person
    _publish(row)


def _publish(row: Publication) -> None:
    row.state, row.published_on = PublicationState.PUBLISHED, clock.today()


def _withhold(answers: Sequence[Answer]) -> None:
    """Refuse where the law blocks, and where a rule of what leaves the house does not hold."""
    against = [
        answer
        for answer in answers
        if answer.blocks or (answer.rule in _WITHHOLDING and not answer.holds)
    ]
    if against:
        raise WithheldError(against)


def _refuse_unless(row: Publication, *states: PublicationState) -> None:
    if row.state not in states:
        raise PublicationStateError(row.number, row.get_state_display())


def _refuse_fallen(row: Publication) -> None:
    if fallen_on(row) is not None:
        raise FallenDecisionError(row.number)


def _finish(seat: Seat, rows: Sequence[Publication]) -> None:
    """Keep the rows; what was asked for is done once nothing is left to look at."""
    done = [row.task for row in rows if row.task and row.state not in WAITING]
    complete_tasks(seat, [task for task in done if task.is_open])
    Publication.objects.bulk_update(rows, _FIELDS)
