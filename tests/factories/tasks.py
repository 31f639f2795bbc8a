"""Tasks of tests, and the staff they are given to."""

import datetime as dt

from fazhi.capabilities.tasks.actions import assign_task
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account
from fazhi.registers.staff.choices import Post, UnitKind
from fazhi.registers.staff.models import Officer, Unit
from tests.factories.documents import make_dossier
from tests.factories.seats import AUTHORITY, make_seat

SINCE = dt.date(2020, 1, 1)
DUE_ON = dt.date(2026, 9, 18)


def make_unit(code: str = "U1") -> Unit:
    """Return the unit with this code, made when it is first asked for."""
    unit, _ = Unit.objects.get_or_create(
        authority=AUTHORITY,
        code=code,
        defaults={"name": f"演示科室{code}", "kind": UnitKind.OFFICE, "since": SINCE},
    )
    return unit


def make_officer(name: str = "方演示", unit: Unit | None = None) -> tuple[Officer, Seat]:
    """Return an officer with an account, and the seat from which that account acts."""
    account = Account.objects.create(
        username=f"{name}-{Account.objects.count()}", display_name=name, authority=AUTHORITY
    )
    officer = Officer.objects.create(
        authority=AUTHORITY,
        account=account,
        name=name,
        unit=unit or make_unit(),
        post=Post.OFFICER,
        since=SINCE,
    )
    seat = make_seat(Role.OFFICER, account_id=account.id, name=name)
    return officer, seat


def make_task(
    assignee: Assignee,
    due: Due | None = None,
    *,
    by: Seat | None = None,
    kind: str = "case_filing",
    title: str = "当场处罚决定备案",
) -> Task:
    """Return a task in a dossier of its own."""
    given = TaskInput(
        kind=kind,
        title=title,
        assignee=assignee,
        due=due or Due.on_day(DUE_ON, warn_on=dt.date(2026, 9, 17)),
        dossier=make_dossier(),
    )
    return assign_task(by or make_seat(Role.DISPATCHER), given)
