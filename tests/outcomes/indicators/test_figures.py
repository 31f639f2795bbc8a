"""Figures: each is counted from the records that its list shows."""

import random
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.outcomes.indicators.definitions import (
    DefinitionError,
    UnlawfulFigureError,
    definitions,
    read_definitions,
)
from fazhi.outcomes.indicators.measures import Measure
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figure, figures
from fazhi.outcomes.indicators.records import MEASURES
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Persuasion
from fazhi.proceedings.issues.actions import receive_reports, reply_to_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReplyInput, ReportInput
from fazhi.proceedings.issues.models import ReportReply
from tests.factories.accounts import make_account
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.parties import make_party
from tests.factories.seats import AUTHORITY
from tests.proceedings.cases.execution_table import Row, all_rows, ready, seat_of
from tests.proceedings.cases.execution_table import do as act
from tests.proceedings.cases.payment_table import LATER

YEAR = Period.of_year(2026)
SEAT = Seat(authority=AUTHORITY)


def _listed(measure: Measure) -> int:
    """Count the rows as the list reads them: one by one, through the same queryset."""
    return sum(
        len(list(part.records(AUTHORITY, YEAR).order_by(*part.sort))) for part in measure.parts
    )


def _telephone(town: Town, count: int) -> list[ReplyInput]:
    with clock.standing_at(NOW):
        reports = receive_reports(
            town.clerk,
            [
                ReportInput(key=f"call-{n}", channel=Channel.TELEPHONE, statement="来电。")
                for n in range(count)
            ],
        )
        replies = [ReplyInput(report.id, "已处理。") for report in reports]
        reply_to_reports(town.clerk, replies)
    return replies


@pytest.mark.django_db
def test_deleting_one_reply_lowers_the_rate_and_its_list() -> None:
    town = make_town()
    replies = _telephone(town, 370)
    whole = figure(SEAT, "reports.telephone.reply_rate", YEAR)

    ReportReply.objects.filter(report_id=replies[0].report_id).delete()
    less = figure(SEAT, "reports.telephone.reply_rate", YEAR)

    assert (whole.numerator, whole.base, whole.value) == (370, 370, Decimal("100.00"))
    assert (less.numerator, less.base, less.value) == (369, 370, Decimal("99.73"))
    assert _listed(MEASURES["telephone_reports_replied"]) == 369


@pytest.mark.django_db
def test_two_cases_on_one_item_use_it_once() -> None:
    town = make_town()
    with clock.standing_at(NOW):
        decide_on_the_spot(
            town.officer,
            [
                make_decision(town, party_id=make_party(identity_number="", name=name).id)
                for name in ("甲某", "乙某")
            ],
        )

    used = figure(SEAT, "powers.use_rate", YEAR)

    assert (used.numerator, used.base, used.value) == (1, 1, Decimal("100.00"))
    assert figure(SEAT, "cases.on_the_spot", YEAR).value == 2
    assert figure(SEAT, "cases.fines", YEAR).value == 100


@pytest.mark.django_db
def test_a_power_given_up_is_no_longer_claimed() -> None:
    town = make_town()
    before = figure(SEAT, "powers.claim_rate", YEAR)

    type(town.claim).objects.filter(pk=town.claim.pk).update(until=NOW.date(), state="withdrawn")
    after = figure(SEAT, "powers.claim_rate", YEAR)

    assert (before.numerator, before.base) == (1, 1)
    assert (after.numerator, after.base, after.value) == (0, 1, Decimal("0.00"))


@pytest.mark.django_db
def test_every_list_has_the_count_of_its_figure_whatever_rows_change() -> None:
    town = make_town()
    _telephone(town, 9)
    chance = random.Random(3)  # noqa: S311 -- a test, not a secret
    for _round in range(6):
        _change_something(town, chance)

        for each in figures(SEAT, YEAR):
            definition = each.definition
            if not definition.numerator.total:
                assert _listed(definition.numerator) == each.numerator, definition.id
            if definition.base:
                assert _listed(definition.base) == each.base, definition.id


def _change_something(town: Town, chance: random.Random) -> None:
    with clock.standing_at(NOW):
        if chance.random() < 0.5:
            party = make_party(identity_number="", name=f"某{chance.randrange(10**6)}")
            decide_on_the_spot(town.officer, [make_decision(town, party_id=party.id)])
        reply = ReportReply.objects.order_by("?").first()
        if reply:
            reply.delete()
        Persuasion.objects.create(
            authority=AUTHORITY,
            longitude=121.6,
            latitude=29.9,
            persuaded_at=NOW,
            entry_id=town.grid.id,
        )


@pytest.mark.django_db
def test_a_rate_without_anything_in_its_base_has_no_value() -> None:
    assert figure(SEAT, "issues.closing_rate", YEAR).value is None


@pytest.mark.django_db
def test_another_authority_counts_nothing_of_ours() -> None:
    town = make_town()
    _telephone(town, 3)

    found = {each.definition.id: each for each in figures(Seat(authority="330211005000"), YEAR)}

    assert found["reports.telephone"].value == 0


def test_a_percentage_without_a_base_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        'a.rate: { name: { zh: 率, en: r }, unit: "%", numerator: issues,'
        " definition: { zh: 口径, en: d } }",
        encoding="utf-8",
    )

    with pytest.raises(DefinitionError, match="百分比必须写明分母"):
        read_definitions(tmp_path)


def test_a_definition_of_an_unknown_measure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "a: { name: { zh: 数, en: n }, unit: { zh: 件, en: n }, numerator: nothing,"
        " definition: { zh: 口径, en: d } }",
        encoding="utf-8",
    )

    with pytest.raises(DefinitionError, match="没有名为 nothing 的计数"):
        read_definitions(tmp_path)


@pytest.mark.parametrize("row", [row for row in all_rows() if row.do == "definition"], ids=str)
def test_a_definition_of_fines_is_read_unless_it_ties_them(tmp_path: Path, row: Row) -> None:
    both = {"zh": "罚款", "en": "fines"}
    given = {"name": both, "unit": both, "numerator": "fines", "definition": both} | row.change
    (tmp_path / "x.yaml").write_text(yaml.safe_dump({"a": given}), encoding="utf-8")

    if not row.refused:
        assert list(read_definitions(tmp_path)) == ["a"]
        return
    with pytest.raises(UnlawfulFigureError) as refusal:
        read_definitions(tmp_path)

    assert [answer.rule for answer in refusal.value.answers] == [row.rule]
    assert "x.yaml: a: EXE-011" in str(refusal.value)
    assert "《行政处罚法》第七十四条" in str(refusal.value)


def test_a_target_of_another_figure_is_no_key_either(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: { numerator: issues, target: 3 }", encoding="utf-8")

    with pytest.raises(DefinitionError, match="没有这些栏目：target"):
        read_definitions(tmp_path)


@pytest.mark.django_db
def test_remedies_are_counted_in_the_year_in_which_they_were_received() -> None:
    town, me = make_town(), make_account()
    for do in ({"kind": "litigation"}, {"kind": "litigation"}, {}):
        case = ready(town, Row("", "", "remedies", change=do), me)
        with clock.standing_at(LATER):
            act(seat_of(me, Role.CLERK), [case])

    found = {each.definition.id: each.value for each in figures(SEAT, YEAR)}
    before = {each.definition.id: each.value for each in figures(SEAT, Period.of_year(2025))}

    assert (found["remedies.reconsiderations"], found["remedies.lawsuits"]) == (1, 2)
    assert (before["remedies.reconsiderations"], before["remedies.lawsuits"]) == (0, 0)
    assert _listed(MEASURES["lawsuits"]) == 2


def test_every_definition_is_read() -> None:
    assert "powers.use_rate" in definitions()
    assert all(each.base for each in definitions().values() if each.is_rate)
