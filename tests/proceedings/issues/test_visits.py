"""Visits and campaigns: batches with one key, at constant cost, that name nobody."""

import dataclasses
import datetime as dt
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.proceedings.issues.actions import close_campaign, open_campaigns, record_visits
from fazhi.proceedings.issues.choices import CampaignKind
from fazhi.proceedings.issues.errors import CampaignClosedError
from fazhi.proceedings.issues.inputs import CampaignInput
from fazhi.proceedings.issues.models import Campaign, Issue, Visit
from fazhi.proceedings.issues.queries import campaign_kinds, campaigns_running, listed_campaigns
from fazhi.registers.places.models import Grid
from tests.factories.issues import make_campaign, make_closed, make_issue, visit_inputs
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def test_forty_visits_are_one_entry_and_forty_rows(ground: list[Grid]) -> None:
    count = record_visits(make_seat(Role.GRID_WORKER), "k1", visit_inputs(ground[0], 40))

    entry = Entry.objects.get(kind="visit.recorded")
    assert (count, entry.item_count, Visit.objects.filter(entry_id=entry.id).count()) == (
        40, 40, 40,
    )  # fmt: skip


def test_a_batch_sent_twice_is_recorded_once(ground: list[Grid]) -> None:
    worker, visits = make_seat(Role.GRID_WORKER), visit_inputs(ground[0], 3)

    counts = [record_visits(worker, "k1", visits) for _ in range(2)]

    assert (counts, Visit.objects.count()) == ([3, 3], 3)


def test_a_key_with_other_visits_is_a_conflict(ground: list[Grid]) -> None:
    worker, visits = make_seat(Role.GRID_WORKER), visit_inputs(ground[0], 3)
    record_visits(worker, "k1", visits)

    with pytest.raises(ConflictError):
        record_visits(worker, "k1", visits[:2])

    assert Visit.objects.count() == 3


def test_one_wrong_visit_stops_the_whole_batch(ground: list[Grid]) -> None:
    worker, visits = make_seat(Role.GRID_WORKER), visit_inputs(ground[0], 3)
    wrong = {
        "grid": dataclasses.replace(visits[1], grid_id=make_campaign().id),
        "visited_at": dataclasses.replace(
            visits[1], visited_at=clock.now() + dt.timedelta(seconds=1)
        ),
    }

    for field, visit in wrong.items():
        with pytest.raises(InputError) as refused:
            record_visits(worker, field, [visits[0], visit, visits[2]])
        assert list(refused.value.fields) == [field]

    assert Visit.objects.count() == 0


@pytest.mark.usefixtures("ground")
def test_an_empty_list_is_refused() -> None:
    with pytest.raises(InputError):
        record_visits(make_seat(Role.GRID_WORKER), "k1", [])


@pytest.mark.parametrize("role", [Role.CLERK, Role.DISPATCHER, Role.HEAD, Role.OPERATOR])
def test_visits_are_recorded_by_those_who_visit(role: Role, ground: list[Grid]) -> None:
    with pytest.raises(ForbiddenError):
        record_visits(make_seat(role), "k1", visit_inputs(ground[0], 1))


def test_a_grid_of_another_authority_is_refused(ground: list[Grid]) -> None:
    stranger = make_seat(Role.GRID_WORKER, authority=OTHER_AUTHORITY)

    with pytest.raises(InputError):
        record_visits(stranger, "k1", visit_inputs(ground[0], 1))


def test_visits_under_a_campaign_need_it_to_run(ground: list[Grid]) -> None:
    worker, campaign = make_seat(Role.GRID_WORKER), make_campaign()
    foreign = make_issue(worker).pk
    record_visits(worker, "k1", visit_inputs(ground[0], 2, campaign_id=campaign.id))
    close_campaign(make_seat(Role.HEAD), campaign.id, clock.today() - dt.timedelta(days=1))

    with pytest.raises(CampaignClosedError):
        record_visits(worker, "k2", visit_inputs(ground[0], 2, campaign_id=campaign.id))
    with pytest.raises(NotFoundError):
        record_visits(worker, "k3", visit_inputs(ground[0], 2, campaign_id=foreign))

    assert campaigns_running(worker, clock.today()) == []


def test_a_thousand_visits_cost_as_many_statements_as_one(ground: list[Grid]) -> None:
    worker = make_seat(Role.GRID_WORKER)
    campaign = make_campaign()
    record_visits(worker, "k0", visit_inputs(ground[0], 1, campaign_id=campaign.id))
    counts = []
    for number in (1, 1000):
        visits = visit_inputs(ground[0], number, campaign_id=campaign.id)
        with CaptureQueriesContext(connection) as captured:
            record_visits(worker, f"k{number}", visits)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_ten_thousand_visits_leave_time_for_everything_else(ground: list[Grid]) -> None:
    """Say how quick it is; the threshold only catches a statement or a key for each row."""
    worker, visits = make_seat(Role.GRID_WORKER), visit_inputs(ground[0], 10_000)
    begin = time.process_time()

    record_visits(worker, "k1", visits)

    spent = time.process_time() - begin
    print(f"{10_000 / spent:,.0f} visits a second of processor time")  # noqa: T201 -- measured
    assert spent < 10


def test_the_items_of_a_campaign_are_its_visits_and_its_problems(ground: list[Grid]) -> None:
    worker = make_seat(Role.GRID_WORKER)
    safety, civic = make_campaign(CampaignKind.SAFETY), make_campaign(CampaignKind.CIVIC)
    record_visits(worker, "k1", visit_inputs(ground[0], 7, campaign_id=safety.id))
    record_visits(worker, "k2", visit_inputs(ground[1], 4, campaign_id=civic.id))
    record_visits(worker, "k3", visit_inputs(ground[1], 5))
    make_closed(make_issue(worker, campaign_id=safety.id))
    make_issue(worker, campaign_id=safety.id)

    row = listed_campaigns(worker).get(pk=safety.pk)
    kinds = campaign_kinds(worker)

    assert (row.visit_count, row.problem_count, row.open_count) == (7, 2, 1)
    assert (kinds[CampaignKind.SAFETY].items, kinds[CampaignKind.SAFETY].problems) == (9, 2)
    assert (kinds[CampaignKind.CIVIC].items, kinds[CampaignKind.CIVIC].problems) == (4, 0)
    assert Issue.objects.count() == 2


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.OFFICER, Role.CLERK])
def test_campaigns_are_opened_by_those_who_lead(role: Role) -> None:
    today = clock.today()

    with pytest.raises(ForbiddenError):
        open_campaigns(make_seat(role), [CampaignInput("行动", CampaignKind.SAFETY, today, today)])


def test_a_campaign_has_a_name_and_ends_after_it_begins() -> None:
    head, today = make_seat(Role.HEAD), clock.today()
    wrong = {
        "name": CampaignInput(" ", CampaignKind.SAFETY, today, today),
        "until": CampaignInput("行动", CampaignKind.SAFETY, today, today - dt.timedelta(days=1)),
    }

    for field, given in wrong.items():
        with pytest.raises(InputError) as refused:
            open_campaigns(head, [given])
        assert list(refused.value.fields) == [field]

    assert Campaign.objects.count() == 0


def test_a_campaign_is_closed_once_and_by_its_own_authority() -> None:
    campaign, head = make_campaign(), make_seat(Role.HEAD)
    with pytest.raises(NotFoundError):
        close_campaign(make_seat(Role.HEAD, authority=OTHER_AUTHORITY), campaign.id, clock.today())

    for day in (clock.today(), clock.today() + dt.timedelta(days=1)):
        close_campaign(head, campaign.id, day)

    assert Campaign.objects.get(pk=campaign.pk).closed_on == clock.today()
    assert Entry.objects.filter(kind="campaign.closed").count() == 1
