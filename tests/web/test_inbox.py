"""The inbox: whose tasks, in which order, under which tab, at what cost."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.tasks.actions import return_task
from fazhi.capabilities.tasks.choices import InboxTab
from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.capabilities.tasks.models import Task
from fazhi.capabilities.tasks.queries import inbox
from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.models import Dossier
from fazhi.web.console.inbox import InboxPage, inbox_badge, inbox_page
from fazhi.web.console.navigation import navigation_for
from fazhi.web.site import site_face
from tests.factories import tasks
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

DAY = dt.date(2023, 5, 4)
NOON = clock.at_local(DAY, dt.time(12))


def test_the_most_urgent_task_stands_first_and_others_tasks_not_at_all() -> None:
    make_task("later", due_in=5)
    make_task("late", due_in=-2)
    make_task("of a reviewer", role=Role.CASE_REVIEWER)
    make_task("of another office", authority=OTHER_AUTHORITY)

    assert [item.task.title for item in shown().items] == ["late", "later"]


def test_the_count_on_each_tab_is_the_number_of_its_rows() -> None:
    for due_in in (-3, -1, 0, 1, 9):
        make_task(f"due in {due_in}", due_in=due_in)

    counts = {tab.url: str(tab.count) for tab in shown().tabs}

    assert counts["?tab=overdue"] == "2"
    for tab in InboxTab:
        assert counts[f"?tab={tab.value}"] == str(len(shown(f"tab={tab.value}").items))


def test_a_task_that_was_given_back_stands_under_its_own_tab_of_whoever_gave_it() -> None:
    _officer, giver = tasks.make_officer()
    owner = make_seat(Role.CLERK)
    task = tasks.make_task(Assignee.role(Role.CLERK), by=giver)
    return_task(owner, task, reason="不属于本科室")

    of_giver = inbox(giver, clock.today(), InboxTab.RETURNED_TO_ME)

    assert [item.task.pk for item in of_giver.items] == [task.pk]
    assert inbox(owner, clock.today()).items == ()


def test_an_empty_tab_names_the_next_day_on_which_something_is_due() -> None:
    make_task("soon", due_in=2)

    empty = shown("tab=overdue")

    assert empty.next_due is not None
    assert empty.next_due.task.title == "soon"
    assert shown().next_due is None


@pytest.mark.parametrize("asked", ["tab=secret", "from=-1", "from=x", "from=９", "from=10000"])
def test_an_address_that_makes_no_sense_shows_the_first_page(asked: str) -> None:
    make_task("only")

    page = shown(asked)

    assert (page.tab, len(page.items)) == (InboxTab.ALL, 1)


def test_a_long_inbox_has_pages() -> None:
    for number in range(51):
        make_task(f"{number}", due_in=number)

    first = shown()
    second = shown(first.older_url.removeprefix("?"))

    assert (len(first.items), len(second.items)) == (50, 1)
    assert (first.newer_url, second.older_url) == ("", "")
    assert second.newer_url == "?tab=all"


def test_the_badge_is_red_when_something_is_overdue() -> None:
    seat = make_seat(Role.CLERK)
    assert inbox_badge(seat, DAY) == ("", "soon")

    make_task("soon", due_in=1)
    assert inbox_badge(seat, DAY) == ("1", "soon")

    make_task("late", due_in=-1)
    assert inbox_badge(seat, DAY) == ("2", "overdue")


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_two_statements_however_many_rows(
    staff: Callable[..., Client], count: int
) -> None:
    client = staff(Role.CLERK)
    for number in range(count):
        make_task(f"{number}", dossier=make_dossier())
    site_face(AUTHORITY)  # read once a minute

    with clock.standing_at(clock.now()), CaptureQueriesContext(connection) as statements:
        client.get("/desk/")

    signing_in = ("django_session", "kernel_account", "kernel_rolegrant", "SAVEPOINT")
    own = [one["sql"] for one in statements if not any(name in one["sql"] for name in signing_in)]
    assert len(own) <= 2, own


def test_a_task_leads_to_the_page_of_its_file(staff: Callable[..., Client]) -> None:
    dossier = make_dossier()
    make_task("核实", dossier=dossier, since=clock.now())

    text = staff(Role.CLERK).get("/desk/").content.decode()

    assert text.count(f'href="/cases/{dossier.public_id}/"') == 1


def test_the_menu_shows_what_a_role_may_open_and_marks_the_present_page() -> None:
    entries = {
        entry.url: entry.is_current
        for group in navigation_for(make_seat(Role.OFFICER), "/cases/x/")
        for entry in group.entries
    }
    of_grid_worker = {
        entry.url
        for group in navigation_for(make_seat(Role.GRID_WORKER), "/desk/")
        for entry in group.entries
    }

    assert entries["/cases/"] is True
    assert entries["/desk/"] is False
    assert "/cases/" not in of_grid_worker


def shown(asked: str = "") -> InboxPage:
    return inbox_page(make_seat(Role.CLERK), DAY, QueryDict(asked))


def make_dossier() -> Dossier:
    return Dossier.objects.create(authority=AUTHORITY, kind=DossierKind.CASE, opened_at=NOON)


def make_task(
    title: str,
    *,
    due_in: int = 1,
    role: Role = Role.CLERK,
    authority: str = AUTHORITY,
    dossier: Dossier | None = None,
    since: dt.datetime = NOON,
) -> Task:
    return Task.objects.create(
        authority=authority,
        dossier=dossier,
        kind="trial",
        title=title,
        assignee_kind="role",
        assignee_key=role.value,
        assigned_at=since,
        due_at=since + dt.timedelta(days=due_in),
        warn_on=clock.day_of(since) + dt.timedelta(days=due_in - 1),
    )
