"""The figure of publication counts what fell due, and its list has the same rows."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figure
from fazhi.outcomes.indicators.records import MEASURES
from fazhi.outcomes.publication.actions import decline_publications
from fazhi.outcomes.publication.inputs import DeclineInput
from tests.factories.cases import NOW, make_town
from tests.factories.parties import make_party
from tests.factories.publications import (
    make_decided,
    make_proposal,
    make_published,
    make_publisher,
)
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db
YEAR = Period.of_year(2026)


def test_what_was_published_in_time_is_counted_over_what_fell_due() -> None:
    with clock.standing_at(NOW):
        town = make_town()
        cases = [make_decided(town, party_id=make_party().id) for _ in range(3)]
        make_published(cases[0])
        make_proposal(cases[1])
        declined = make_proposal(cases[2])
        given = DeclineInput(publication_id=declined.pk, reason="涉及隐私。")
        decline_publications(make_publisher(), [given])

    with clock.standing_at(NOW + dt.timedelta(days=30)):
        found = figure(Seat(authority=AUTHORITY), "publications.in_time_rate", YEAR)
        listed = {
            key: MEASURES[key].parts[0].records(AUTHORITY, YEAR).count()
            for key in ("publications_in_time", "publications_due")
        }

    assert (found.numerator, found.base, found.value) == (1, 2, Decimal("50.00"))
    assert listed == {"publications_in_time": 1, "publications_due": 2}
