"""The steps of an enforcement: one action takes every step, alone or in a list.

It asks the gate of the law, writes the step and what it brings about, and gives the next tasks.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Entry
from fazhi.kernel.moments import refuse_the_future
from fazhi.law.answer import Answer
from fazhi.law.citation import Citation
from fazhi.law.enforcement_file import SIGNED_STEPS, EnforcedDuty, EnforcementFile, EnforcementWay
from fazhi.proceedings.cases.answers import as_held
from fazhi.proceedings.compulsory_enforcement.actions.locking import locked_enforcements, row_of
from fazhi.proceedings.compulsory_enforcement.choices import ROLES_OF
from fazhi.proceedings.compulsory_enforcement.drafting import Draft, draft_of
from fazhi.proceedings.compulsory_enforcement.effects import bring_about
from fazhi.proceedings.compulsory_enforcement.errors import (
    EnforcementRefusedError,
    EnforcementStateError,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementStepInput
from fazhi.proceedings.compulsory_enforcement.models import (
    CompulsoryEnforcement,
    EnforcementStep,
    EnforcementStepOfficer,
)
from fazhi.proceedings.compulsory_enforcement.tasks import move_on


def _are_signed(inputs: Sequence[EnforcementStepInput]) -> bool:
    """Tell whether a step is signed; a sealed paper of the officers asks for the factor itself."""
    return any(one.step in SIGNED_STEPS for one in inputs)


@needs_factor(FactorGround.SIGNATURE, when=_are_signed)
@transaction.atomic
def take_enforcement_steps(
    seat: Seat, inputs: Sequence[EnforcementStepInput]
) -> list[EnforcementStep]:
    """Take steps of enforcements, in the order given, all or none.

    Raises EnforcementRefusedError with every answer that blocks, by its place in the list;
    ForbiddenError where the step is another role's. A key that came before gives the step it took.
    """
    refuse_the_future([one.happened_at for one in inputs])
    write = partial(_take_all, seat)
    return write_once(
        seat.authority,
        "enforcement_step",
        inputs,
        write=write,
        read=EnforcementStep.objects.in_bulk,
    )


def _take_all(
    seat: Seat, new: Sequence[tuple[UUID, EnforcementStepInput]]
) -> list[EnforcementStep]:
    files = locked_enforcements(seat, {one.enforcement_id for _made, one in new})
    seat.require(*{role for roles in ROLES_OF.values() for role in roles})
    taken, refused = [], dict[int, Sequence[Answer]]()
    for place, (made, one) in enumerate(new):
        row = files[one.enforcement_id]
        if row.closed_at is not None:
            raise EnforcementStateError(row.number, _("已经结束，不能再办理。"))
        rows = EnforcementRows.of(row)
        draft = draft_of(seat, rows, one)
        if draft.blocking:
            refused[place] = draft.blocking
        elif not refused:
            taken.append(_take(seat, rows, made, (one, draft)))
    if refused:
        raise EnforcementRefusedError(refused)
    entry = _record(seat, taken)
    EnforcementStep.objects.filter(pk__in=[step.pk for step in taken]).update(entry=entry)
    return taken


def _take(
    seat: Seat, rows: EnforcementRows, made: UUID, given: tuple[EnforcementStepInput, Draft]
) -> EnforcementStep:
    one, draft = given
    step = row_of(seat, rows.enforcement, one.step, one.happened_at, draft.act.says)
    step.id, step.grounds = made, as_held(draft.answers)
    step.document = bring_about(seat, rows, draft)
    step.save()
    EnforcementStepOfficer.objects.bulk_create(
        EnforcementStepOfficer(step=step, officer=officer, certificate_number=number)
        for officer, number in draft.officers
    )
    move_on(seat, rows.enforcement, one.step)
    return step


def _provision_of(step: EnforcementStep) -> Citation:
    """Return the provision under which a step was taken, in the edition of its day."""
    day = clock.day_of(step.happened_at)
    row = step.enforcement
    file = EnforcementFile(EnforcementWay(row.way), EnforcedDuty(row.duty), row.case.decided_on)
    return file.procedure(day).step(step.step).cite


def _record(seat: Seat, taken: Sequence[EnforcementStep]) -> Entry:
    files: dict[UUID, CompulsoryEnforcement] = {
        step.enforcement_id: step.enforcement for step in taken
    }
    cases = {row.case_id: row.case.dossier for row in files.values()}
    cited = [_provision_of(step) for step in taken]
    return record(
        Act(
            "enforcement_step.taken",
            by=seat,
            dossier=next(iter(cases.values())) if len(cases) == 1 else None,
            happened_at=taken[-1].happened_at,
            provisions=tuple(dict.fromkeys(cited)),
        ),
        {"count": len(taken), "steps": sorted({step.step for step in taken})},
        items=[
            {
                "compulsory_enforcement": str(step.enforcement_id),
                "enforcement_step": str(step.pk),
                "step": step.step,
                "document": step.document.content_hash if step.document else None,
            }
            for step in taken
        ],
    )
