"""The verb of support: what is needed and what is at hand, counted on a day."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.supervision.access import KEEPERS
from fazhi.proceedings.supervision.inputs import SupportInput
from fazhi.proceedings.supervision.models import SupportItem
from fazhi.registers.staff.models import Group


@transaction.atomic
def record_support_items(seat: Seat, inputs: Sequence[SupportInput]) -> list[SupportItem]:
    """Record what is needed and at hand (登记保障事项); a second count of the same replaces it."""
    seat.require(*KEEPERS)
    wanted = {one.group_id for one in inputs if one.group_id}
    groups = Group.objects.filter(authority=seat.authority).in_bulk(wanted)
    if len(groups) != len(wanted):
        raise InputError({"group": _("没有这个执法组。")})
    rows = [_counted(seat, one, groups) for one in inputs]
    record(Act("support_item.recorded", by=seat), {}, items=[row.journal_item() for row in rows])
    return rows


def _counted(seat: Seat, one: SupportInput, groups: Mapping[UUID, Group]) -> SupportItem:
    if not one.name.strip() or not one.measure.strip():
        raise InputError({"name": _("请填写名称和计量单位。")})
    if one.counted_on > clock.today():
        raise InputError({"counted_on": _("清点日不能晚于今天。")})
    row, _made = SupportItem.objects.select_for_update().update_or_create(
        authority=seat.authority,
        kind=one.kind,
        name=one.name.strip(),
        group=groups[one.group_id] if one.group_id else None,
        defaults={
            "measure": one.measure.strip(),
            "needed": one.needed,
            "at_hand": one.at_hand,
            "counted_on": one.counted_on,
        },
    )
    return row
