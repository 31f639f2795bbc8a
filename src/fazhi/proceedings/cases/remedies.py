"""What the verbs on remedies share: the locked rows, and what the law told to them."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.proceedings.cases.models import Remedy


def locked_remedies(seat: Seat, wanted: Sequence[UUID]) -> list[Remedy]:
    """Lock remedies of the authority, each once, in the order given; refuse an unknown one."""
    if not wanted or len(wanted) != len(set(wanted)):
        raise InputError({"remedies": _("请至少选择一件，每件一次。")})
    rows = Remedy.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("case__dossier", "task", "pause__receivable").in_bulk(wanted)
    if len(found) != len(wanted):
        raise NotFoundError
    return [found[key] for key in wanted]


def told(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Return what was not in order and recorded all the same, as the row keeps it."""
    return [
        {
            "rule": answer.rule,
            "provisions": [str(cite) for cite in answer.because],
            "reason": answer.reason.zh,
            "reason_en": answer.reason.en,
            "next_step": answer.next_step.zh,
            "next_step_en": answer.next_step.en,
        }
        for answer in answers
        if not answer.holds
    ]
