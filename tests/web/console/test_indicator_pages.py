"""Pages of figures: each number opens its records, and page, list and export say the same."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.outcomes.indicators.definitions import definitions
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figures, newest_year
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.issues.actions import receive_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReportInput
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.parties import make_party
from tests.factories.seats import make_seat
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]
YEAR = NOW.year
#: Figures that count records one by one; the others add amounts up.
COUNTED = sorted(key for key in definitions() if key != "cases.fines")


def play(town: Town) -> None:
    """Let two cases be decided and three calls come in."""
    with clock.standing_at(NOW):
        decisions = [make_decision(town, key=f"{n}", party_id=make_party().id) for n in range(2)]
        decide_on_the_spot(town.officer, decisions)
        calls = [
            ReportInput(key=f"{n}", channel=Channel.TELEPHONE, statement="来电。") for n in range(3)
        ]
        receive_reports(town.clerk, calls)


@pytest.mark.parametrize("side", ["numerator", "base"])
def test_each_number_opens_as_many_records_as_it_says(staff: Staff, side: str) -> None:
    play(make_town())
    client = staff(Role.HEAD)

    said, listed = {}, {}
    for each in figures(make_seat(Role.HEAD), Period.of_year(YEAR)):
        value = each.numerator if side == "numerator" else each.base
        if each.definition.id not in COUNTED or value is None:
            continue
        address = f"/indicators/{each.definition.id}/?year={YEAR}&of={side}"
        page = html.unescape(client.get(address).content.decode())
        parts = re.findall(r'href="\?([^"]*part=[^"]*)"', page) or [""]
        rows = [exported(client, f"{address}&{part}&export=csv") for part in parts]
        said[each.definition.id] = (str(int(value)), int(value))
        total = re.search(r"<dd data-total>([^<]*)</dd>", page)
        listed[each.definition.id] = (total and total[1], sum(map(len, rows)))

    assert listed == said
    assert said["cases.on_the_spot" if side == "numerator" else "powers.use_rate"][1] > 0


def test_the_value_itself_is_the_way_to_its_records(staff: Staff) -> None:
    play(make_town())

    page = staff(Role.HEAD).get(f"/indicators/?year={YEAR}").content.decode()

    address = f"/indicators/cases.on_the_spot/?year={YEAR}"
    assert re.search(rf'<a [^>]*href="{re.escape(address)}"><b>2</b>', page)


def test_the_newest_year_with_records_is_shown_first(staff: Staff) -> None:
    seat = make_seat(Role.HEAD)
    next_year = NOW.replace(year=YEAR + 1)
    with clock.standing_at(next_year):
        before = newest_year(seat)
    play(make_town())
    with clock.standing_at(next_year):
        after = newest_year(seat)
    page = staff(Role.HEAD).get("/indicators/").content.decode()

    assert (before, after) == (YEAR + 1, YEAR)
    assert f'<option value="{YEAR}" selected>' in page


@pytest.mark.parametrize("year", ["1999", "2101", "20x6"])
def test_a_year_that_is_none_is_not_found_or_the_newest(staff: Staff, year: str) -> None:
    answer = staff(Role.HEAD).get(f"/indicators/?year={year}")

    assert answer.status_code == (200 if year == "20x6" else 404)
