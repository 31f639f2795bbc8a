"""The office's own terms of answering (回应时限): changed with a day, a ground and a reason."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.leads.access import TERM_KEEPERS
from fazhi.proceedings.leads.inputs import ResponseTermInput
from fazhi.proceedings.leads.models import ResponseTerm
from fazhi.registers.lists import give_way, refuse_twice

_LONGEST = 60


@transaction.atomic
def change_response_terms(seat: Seat, inputs: Sequence[ResponseTermInput]) -> list[ResponseTerm]:
    """Set terms from today or a later day on; what was received before keeps its day."""
    seat.require(*TERM_KEEPERS)
    refuse_twice([str(one.subject.label) for one in inputs])
    for one in inputs:
        _refuse_impossible(one)
    subjects = [one.subject for one in inputs]
    held = ResponseTerm.objects.select_for_update().filter(
        authority=seat.authority, subject__in=subjects, until__isnull=True
    )
    former = {row.subject: row for row in held}
    for one in inputs:
        give_way(former.get(one.subject), str(one.subject.label), one.since)
    ResponseTerm.objects.bulk_update(former.values(), ["until"])
    rows = ResponseTerm.objects.bulk_create(
        ResponseTerm(
            authority=seat.authority,
            subject=one.subject,
            working_days=one.working_days,
            since=one.since,
            cite=one.cite.strip(),
            reason=one.reason.strip(),
            account_id=seat.person,
        )
        for one in inputs
    )
    items = [{"subject": one.subject, "working_days": one.working_days} for one in inputs]
    record(Act("response_term.changed", by=seat), {"count": len(rows)}, items=items)
    return rows


def _refuse_impossible(one: ResponseTermInput) -> None:
    if not 1 <= one.working_days <= _LONGEST:
        raise InputError({"working_days": _("请填写 1 到 60 个工作日。")})
    if one.since < clock.today():
        raise InputError({"since": _("时限不溯及既往，起始日不能早于今天。")})
    if not one.cite.strip():
        raise InputError({"cite": _("请写明依据本街道哪一规定。")})
    if not one.reason.strip():
        raise InputError({"reason": _("请写明理由。")})
