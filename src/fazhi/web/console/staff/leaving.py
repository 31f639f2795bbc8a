"""The end of a secondment, and leaving: done on the page of a person, which says what was done."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.capabilities.tasks.access import visible_tasks
from fazhi.capabilities.tasks.queries import assignee_names, owed_by
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ForbiddenError, InputError
from fazhi.registers.staff.actions import depart, end_secondment
from fazhi.web.console.staff.file import (
    DEPARTURES,
    SECONDMENT_ENDERS,
    get_person,
    person_page,
)
from fazhi.web.console.staff.forms import LeavingForm
from fazhi.web.pages import StaffRequest, go_to, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from fazhi.registers.staff.inputs import LeavingInput
    from fazhi.registers.staff.models import Officer


@page(*SECONDMENT_ENDERS)
@require_POST
def secondment_end(request: StaffRequest, officer_id: UUID) -> HttpResponseBase:
    """Let the secondment of a person end."""
    officer = get_person(request.seat, officer_id)
    done = _("%(name)s的下沉已登记期满，岗位权限到最后一日为止。") % {"name": officer.name}
    return _leave(request, officer, ("secondment-end", end_secondment), done)


@page(*DEPARTURES)
@require_POST
def departure(request: StaffRequest, officer_id: UUID) -> HttpResponseBase:
    """Let a person leave."""
    officer = get_person(request.seat, officer_id)
    done = _("%(name)s已登记离岗。") % {"name": officer.name}
    if officer.account:
        count = officer.account.devices.filter(revoked_at=None).count()
        done += _("账号、会话和 %(count)s 台终端已停用。") % {"count": count}
    return _leave(request, officer, ("departure", depart), done)


def _leave(
    request: StaffRequest,
    officer: "Officer",
    act: "tuple[str, Callable[[Seat, LeavingInput], object]]",
    done: str,
) -> HttpResponseBase:
    """Do the act, or show the page with what was typed and why it was refused."""
    name, verb = act
    form = LeavingForm(request.seat, officer, request.POST, auto_id=f"{name}_%s")
    owed = [task.pk for task in owed_by(officer.pk)]
    if form.attempt(lambda _given: _allowed(verb, request.seat, form)) is None:
        return person_page(request, officer, {name: form}, status=form.status)
    messages.success(request, done + _handed_over(request.seat, owed))
    return go_to("staff:file", officer.pk)


def _allowed(
    verb: "Callable[[Seat, LeavingInput], object]", seat: Seat, form: LeavingForm
) -> object:
    """Do the act; what is forbidden to this person alone is said on the form, its words kept."""
    try:
        return verb(seat, form.given())
    except ForbiddenError as error:
        raise InputError({"": str(error)}) from error


def _handed_over(seat: Seat, owed: list[UUID]) -> str:
    if not owed:
        return _("名下没有未办任务。")
    tasks = list(visible_tasks(seat).filter(pk__in=owed))
    names = "、".join(sorted(set(assignee_names(tasks).values())))
    return _("%(count)s 件未办任务已移交%(names)s。") % {"count": len(tasks), "names": names}
