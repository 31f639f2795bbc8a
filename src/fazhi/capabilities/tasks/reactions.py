"""When somebody leaves, what he owed goes to who takes over: no task stays with an empty chair."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import hand_over_all
from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.capabilities.tasks.queries import owed_by
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Entry
from fazhi.kernel.reactions import on
from fazhi.registers.staff.models import Secondment


@on("secondment.ended")
@on("officer.departed")
def hand_over_tasks(entries: Sequence[Entry]) -> None:
    """Hand what somebody owed to the successor, else to the daily manager, else to the leaders."""
    for entry in entries:
        content = json.loads(entry.content.text)
        officer = UUID(content["officer"])
        by = Seat(authority=entry.authority, account_id=entry.account_id)
        heir = _heir(officer, content.get("successor"))
        hand_over_all(by, list(owed_by(officer)), heir, reason=_("人员离岗"))


def _heir(officer: UUID, successor: str | None) -> Assignee:
    if successor:
        return Assignee.officer(UUID(successor))
    manager = Secondment.objects.filter(officer=officer).order_by("-since").first()
    if manager is not None and manager.daily_manager_id:
        return Assignee.officer(manager.daily_manager_id)
    return Assignee.role(Role.SQUAD_LEADER)
