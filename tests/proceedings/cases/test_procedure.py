"""The steps of a case are those of the law of its day, and done as far as the case has come."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fazhi.kernel import clock
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.procedure import steps_of
from fazhi.registers.competence.choices import CorrectionFirst
from tests.factories.cases import NOW, make_decision, make_town

pytestmark = pytest.mark.django_db

DECIDED = [
    "certificate_shown",
    "gather_evidence",
    "prior_notice",
    "statement_and_defence",
    "decision",
    "service",
]
WARNING: dict[str, Any] = {
    "kinds": (PenaltyKind.WARNING,),
    "fine": Decimal(0),
    "notified_fine": Decimal(0),
}


def make_case(**changes: Any) -> Case:
    """Return a case that the law allows."""
    town = make_town()
    with clock.standing_at(NOW):
        return decide_on_the_spot(town.officer, [make_decision(town, **changes)])[0]


def done(case: Case) -> dict[str, bool]:
    """Return the steps of a case and whether each is done."""
    return {each.step.name: each.is_done for each in steps_of(case)}


def test_what_the_decision_needs_is_done_and_the_rest_is_owed() -> None:
    steps = done(make_case())

    assert [name for name, is_done in steps.items() if is_done] == DECIDED
    assert [name for name, is_done in steps.items() if not is_done] == [
        "report_for_record",
        "performance",
        "closure",
    ]


@pytest.mark.parametrize(
    ("status", "owed"),
    [
        (CaseStatus.FILED, ["performance", "closure"]),
        (CaseStatus.PERFORMED, ["closure"]),
        (CaseStatus.CLOSED, []),
    ],
)
def test_each_step_taken_is_no_longer_owed(status: CaseStatus, owed: list[str]) -> None:
    case = make_case()
    case.status = status

    assert [name for name, is_done in done(case).items() if not is_done] == owed


def test_a_warning_has_no_fine_to_pay() -> None:
    assert "performance" not in done(make_case(**WARNING))


def test_an_item_that_asks_for_correction_first_has_two_more_steps() -> None:
    case = make_case()
    case.power.correction_first = CorrectionFirst.REFUSED

    assert {"order_to_correct", "reinspection"} <= done(case).keys()


def test_a_case_of_an_old_day_has_the_steps_of_the_old_law() -> None:
    case = make_case()
    case.decided_at = clock.at_local(dt.date(2020, 5, 6), dt.time(10))

    (only,) = steps_of(case)

    assert str(only.step.cite) == "《行政处罚法》第三十三条"
