"""A step that is about to be taken, as the law is asked about it: by the page and by the action."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import MeasureKind
from fazhi.law.errors import UnknownLawError
from fazhi.law.jurisdiction import load_law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.procedure import Step
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.rules.measure_steps import NEEDS, examine_measure_act, measure_may_be_proposed
from fazhi.proceedings.compulsory_measures.facts import (
    basis_facts,
    derived,
    held_power,
    item_facts,
    staff_facts,
)
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.inputs import MeasureProposalInput, MeasureStepInput
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure
from fazhi.proceedings.compulsory_measures.standing import ROLES_OF
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.staff.models import EnforcementCertificate, Officer
from fazhi.registers.staff.queries import certificates_of, certified, officer_of

#: Steps about some lines of the inventory.
NAMING = frozenset({"lifting", "handling", "return_of_items"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A step as it would be taken: the rows, the act, who takes it, what the law answers."""

    rows: MeasureRows
    act: CaseAct
    staff: tuple[tuple[Officer, EnforcementCertificate | None], ...]
    answers: tuple[Answer, ...]

    @property
    def blocking(self) -> list[Answer]:
        """The answers that forbid the step."""
        return [answer for answer in self.answers if answer.blocks]


def examine_proposal(seat: Seat, one: MeasureProposalInput) -> tuple[Answer, ...]:
    """Return what the law answers to a measure that is about to be proposed."""
    day = clock.today()
    power = Power.objects.filter(authority=seat.authority, pk=one.power_id).first()
    if power is None:
        raise NotFoundError
    claims = list(Claim.objects.filter(power=power).order_by("since", "id"))
    held = held_power(power, claims, day)
    kind = MeasureKind(one.kind.value)
    basis = basis_facts(one.basis, kind, held, day)
    return measure_may_be_proposed(MeasureFile(kind, basis, held), day=day)


def draft_of(seat: Seat, measure: CompulsoryMeasure, one: MeasureStepInput) -> Draft:
    """Return a step as the law is asked about it; ForbiddenError where it is another role's."""
    day = clock.day_of(one.happened_at)
    step = step_on(one)
    seat.require(*ROLES_OF[step.by[0]])
    rows = MeasureRows.of(measure)
    file = rows.file(day)
    if one.step == "measure":
        file = replace(file, items=item_facts(one.items))
    officers = _officers(seat, one.officer_ids)
    is_of_officers = step.by == ("officer",)
    if is_of_officers and signer_of(seat) not in {str(each.id) for each in officers}:
        raise InputError({"officers": _("由参加办理的执法人员本人登记，请把自己列入办理人员。")})
    act = CaseAct(
        step=one.step,
        at=clock.local(one.happened_at),
        officers=staff_facts(officers, certified([each.id for each in officers], day)),
        by="" if is_of_officers else signer_of(seat),
        says=_said(seat, file, one),
    )
    held = certificates_of(seat.authority, day)
    staff = tuple((each, held.get(each.id)) for each in officers or _handlers(measure))
    return Draft(rows, act, staff, examine_measure_act(load_law(), file, act))


def step_on(one: MeasureStepInput) -> Step:
    """Return the step of the law of that day; InputError for one that is not taken by itself."""
    try:
        step = COMPULSORY_MEASURE.in_force(clock.day_of(one.happened_at)).step(one.step)
    except UnknownLawError as error:
        raise InputError({"step": str(error)}) from error
    if one.step not in NEEDS:
        words = _("“%(step)s”随实施措施或者送达一并登记，不单独录入。")
        raise InputError({"step": words % {"step": step.title.zh}})
    return step


def signer_of(seat: Seat) -> str:
    """Return the key under which a person signs: the officer behind the account, or the account."""
    officer = officer_of(seat)
    return str(officer.id) if officer else f"account:{seat.person}"


def item_numbers_of(file: MeasureFile, one: MeasureStepInput) -> tuple[int, ...]:
    """Return the lines that a step is about: those named, or all that wait for it."""
    if one.step not in NAMING:
        return ()
    waiting = file.unreturned if one.step == "return_of_items" else file.held
    return tuple(sorted(set(one.item_numbers) or waiting))


def _said(seat: Seat, file: MeasureFile, one: MeasureStepInput) -> dict[str, object]:
    """Add what the system says itself: papers are issued with the step, and so tell the party."""
    said = derived(one.step, one.says)
    return {
        **said,
        "item_numbers": item_numbers_of(file, one),
        "reported_at": clock.local(one.happened_at),
        "is_told": True,
        "is_document_complete": True,
        "approved_by": seat.name,
    }


def _officers(seat: Seat, wanted: Sequence[UUID]) -> list[Officer]:
    found = Officer.objects.filter(authority=seat.authority).in_bulk(list(set(wanted)))
    if len(found) != len(set(wanted)):
        raise NotFoundError
    return [found[each] for each in dict.fromkeys(wanted)]


def _handlers(measure: CompulsoryMeasure) -> list[Officer]:
    return [each.officer for each in measure.officers.select_related("officer").order_by("id")]
