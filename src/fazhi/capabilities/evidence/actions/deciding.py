"""Deciding what becomes of a thing held: the law is asked, the task done, the thing may leave."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import KEEPERS
from fazhi.capabilities.evidence.actions.lookups import (
    filled,
    locked_holdings,
    logs_of,
    only_dossier,
)
from fazhi.capabilities.evidence.choices import ENDS_OF, EndedAs, HeldAs
from fazhi.capabilities.evidence.errors import DecidedHoldingError, LedHoldingError
from fazhi.capabilities.evidence.inputs import OutcomeInput
from fazhi.capabilities.evidence.models import CustodyEntry, Holding, HoldingOutcome
from fazhi.capabilities.evidence.queries import examine_end
from fazhi.capabilities.evidence.told import told
from fazhi.capabilities.tasks.actions import complete_tasks
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.law.answer import Answer
from fazhi.law.citation import Citation

_PROVISIONS = {
    HeldAs.PRESERVATION: Citation("行政处罚法(2021)", 56),
    HeldAs.SAMPLING: Citation("行政处罚法(2021)", 56),
    HeldAs.SEALING: Citation("行政强制法", 27),
    HeldAs.SEIZURE: Citation("行政强制法", 27),
    HeldAs.CONFISCATION: Citation("行政处罚法(2021)", 74, 1),
}


def _are_of_their_own(inputs: Sequence[OutcomeInput]) -> bool:
    """Tell whether an outcome comes of no file: a step of a file asks for the factor itself."""
    return any(one.origin is None for one in inputs)


@needs_factor(FactorGround.SIGNATURE, when=_are_of_their_own)
@transaction.atomic
def decide_holdings(seat: Seat, inputs: Sequence[OutcomeInput]) -> list[HoldingOutcome]:
    """Decide what becomes of things held (处理保管财物), all or none.

    What an act of a file took is decided by that file, which names itself as `origin`; its roles
    were asked there. A thing that is overdue is returned however late it is.
    """
    if _are_of_their_own(inputs):
        seat.require(*KEEPERS)
    holdings = locked_holdings(seat, [one.holding_id for one in inputs])
    logs = logs_of(holdings)
    rows = [
        _outcome(seat, one, holding, logs[holding.pk])
        for one, holding in zip(inputs, holdings, strict=True)
    ]
    HoldingOutcome.objects.bulk_create(rows)
    _finish_tasks(seat, holdings)
    entry = record(
        Act(
            "holding.decided",
            by=seat,
            dossier=only_dossier(holdings),
            provisions=tuple(dict.fromkeys(_PROVISIONS[HeldAs(each.kind)] for each in holdings)),
        ),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    HoldingOutcome.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def _outcome(
    seat: Seat, one: OutcomeInput, holding: Holding, log: list[CustodyEntry]
) -> HoldingOutcome:
    earlier = HoldingOutcome.objects.filter(holding=holding).first()
    if earlier is not None:
        raise DecidedHoldingError(holding.number, str(earlier.get_end_display()))
    if holding.origin is not None and one.origin is None:
        raise LedHoldingError(holding.number)
    if not holding.since <= one.decided_on <= clock.today():
        raise InputError({"decided_on": _("处理日应当在起始日以后，不晚于今天。")})
    if one.end not in ENDS_OF[HeldAs(holding.kind)]:
        words = {"kind": holding.get_kind_display(), "end": EndedAs(one.end).label}
        raise InputError({"end": _("%(kind)s的财物不能这样处理：%(end)s。") % words})
    return HoldingOutcome(
        holding=holding,
        authority=seat.authority,
        end=one.end,
        decided_on=one.decided_on,
        reason=filled(one.reason, "reason"),
        grounds=told(_lawful(one, holding, log)),
        account_id=seat.person,
    )


def _lawful(one: OutcomeInput, holding: Holding, log: list[CustodyEntry]) -> tuple[Answer, ...]:
    """Ask the law; raise RefusalError where it forbids, return what it lets pass with a warning."""
    answers = examine_end(
        holding, one.end, log, day=one.decided_on, must_be_destroyed=one.must_be_destroyed
    )
    return refuse_if_blocked(answers)


def _finish_tasks(seat: Seat, decided: Sequence[Holding]) -> None:
    """Complete the tasks all of whose things are decided."""
    wanted = {each.task_id for each in decided if each.task_id}
    left = set(
        Holding.objects.filter(task_id__in=wanted, outcome__isnull=True).values_list(
            "task_id", flat=True
        )
    )
    done = list(Task.objects.filter(OPEN, pk__in=wanted - left))
    if done:
        complete_tasks(seat, done, note=_("已作处理决定"))
