"""The verbs of the registers: an incident registered, its outcome, a source asked."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.errors import ConflictError, InputError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.supervision.access import KEEPERS, visible_incidents
from fazhi.proceedings.supervision.inputs import IncidentInput, IncidentOutcome, SourceInput
from fazhi.proceedings.supervision.models import IncidentRecord, SourceAsked


@transaction.atomic
def register_incidents(seat: Seat, inputs: Sequence[IncidentInput]) -> list[IncidentRecord]:
    """Register incidents (登记事故和舆情); a late entry re-dates the figure of its days."""
    seat.require(*KEEPERS)
    rows = []
    for one in inputs:
        _refuse_late("registered_on", one.registered_on)
        if one.happened_on > one.registered_on:
            raise InputError({"happened_on": _("发生日不能晚于登记日。")})
        rows.append(
            IncidentRecord(
                id=new_id(),
                authority=seat.authority,
                kind=one.kind,
                registered_on=one.registered_on,
                happened_on=one.happened_on,
                source=_filled(one.source, "source"),
                description=_filled(one.description, "description"),
            )
        )
    IncidentRecord.objects.bulk_create(rows)
    record(Act("incident.registered", by=seat), {}, items=[row.journal_item() for row in rows])
    return rows


@transaction.atomic
def close_incidents(seat: Seat, inputs: Sequence[IncidentOutcome]) -> list[IncidentRecord]:
    """Record what was done about incidents (处理结果), once each."""
    seat.require(*KEEPERS)
    rows = [lock_visible(visible_incidents(seat), seat, pk=one.incident_id) for one in inputs]
    for row, one in zip(rows, inputs, strict=True):
        if row.outcome:
            raise ConflictError(_("处理结果此前已经登记。"))
        _refuse_late("outcome_on", one.outcome_on)
        if one.outcome_on < row.happened_on:
            raise InputError({"outcome_on": _("处理日不能早于发生日。")})
        row.outcome, row.outcome_on = _filled(one.outcome, "outcome"), one.outcome_on
        row.save(update_fields=["outcome", "outcome_on"])
    record(Act("incident.closed", by=seat), {}, items=[row.journal_item() for row in rows])
    return rows


@transaction.atomic
def ask_sources(seat: Seat, inputs: Sequence[SourceInput]) -> list[SourceAsked]:
    """Record which sources were asked, about which days, and what they answered (询问来源)."""
    seat.require(*KEEPERS)
    rows = []
    for one in inputs:
        _refuse_late("asked_on", one.asked_on)
        if not one.since <= one.until <= one.asked_on:
            raise InputError({"until": _("询问的期间应当先起后止，并且在询问日以前。")})
        rows.append(
            SourceAsked(
                id=new_id(),
                authority=seat.authority,
                kind=one.kind,
                source=_filled(one.source, "source"),
                asked_on=one.asked_on,
                since=one.since,
                until=one.until,
                answer=_filled(one.answer, "answer"),
                recorded_by_id=seat.account_id,
            )
        )
    SourceAsked.objects.bulk_create(rows)
    record(Act("source.asked", by=seat), {}, items=[row.journal_item() for row in rows])
    return rows


def _refuse_late(field: str, day: dt.date) -> None:
    if day > clock.today():
        raise InputError({field: _("日期不能晚于今天。")})


def _filled(text: str, field: str) -> str:
    if not text.strip():
        raise InputError({field: _("请填写内容。")})
    return text.strip()
