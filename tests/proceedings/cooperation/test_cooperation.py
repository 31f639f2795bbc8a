"""Requests for co-operation: what the shared table does not say."""

import datetime as dt
from typing import Any

import pytest

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import INSIDERS
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.proceedings.cooperation.actions import (
    register_cooperation_requests,
    reply_to_cooperation_requests,
)
from fazhi.proceedings.cooperation.choices import CooperationDirection
from fazhi.proceedings.cooperation.inputs import CooperationAnswer
from fazhi.proceedings.cooperation.queries import listed_requests
from tests.factories.cases import NOW, Town, make_town
from tests.factories.intakes import DUE_ON, cooperation_input, make_lead, make_request
from tests.factories.seats import OTHER_AUTHORITY

pytestmark = pytest.mark.django_db
_WEEK_LATE = NOW + dt.timedelta(days=8)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize(
    ("direction", "unit"),
    [
        (CooperationDirection.OUTGOING, "区市场监督管理局"),
        (CooperationDirection.INCOMING, "本街道"),
    ],
)
def test_a_late_answer_names_who_owed_it(
    town: Town, direction: CooperationDirection, unit: str
) -> None:
    request = make_request(town, direction=direction)
    said = CooperationAnswer(request.pk, "已核实。", _WEEK_LATE.date())

    with clock.standing_at(_WEEK_LATE):
        reply_to_cooperation_requests(town.leader, [said])

    (row,) = listed_requests(town.leader)
    assert (row.owing_unit, row.is_late_on(NOW.date()), row.due_on) == (unit, True, DUE_ON)


def test_the_day_given_for_the_answer_goes_before_the_term_of_the_office(town: Town) -> None:
    request = make_request(town, due_on=dt.date(2026, 3, 12))

    assert request.due_on == dt.date(2026, 3, 12)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agency": " "}, "agency"),
        ({"subject": ""}, "subject"),
        ({"content": ""}, "content"),
        ({"form_key": ""}, "outside_number"),
        ({"due_on": dt.date(2026, 3, 9)}, "due_on"),
    ],
)
def test_a_request_that_is_not_complete_is_refused(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    with clock.standing_at(NOW), pytest.raises(InputError) as refusal:
        register_cooperation_requests(town.clerk, [cooperation_input(**changes)])

    assert list(refusal.value.fields) == [field]


def test_a_request_about_a_file_of_another_authority_is_refused(town: Town) -> None:
    lead = make_lead(town)
    stranger = Seat(OTHER_AUTHORITY, lead.pk, "", frozenset(INSIDERS))

    with clock.standing_at(NOW), pytest.raises(NotFoundError):
        register_cooperation_requests(stranger, [cooperation_input(about_id=lead.pk)])
