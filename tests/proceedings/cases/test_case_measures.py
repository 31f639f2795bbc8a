"""A case and its measures: nothing is held longer than the case needs it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fazhi.capabilities.payments.choices import Channel
from fazhi.kernel import clock
from fazhi.kernel.errors import ForbiddenError, NotFoundError, RefusalError
from fazhi.proceedings.cases.actions import (
    close_cases,
    propose_case_measures,
    record_fine_payments,
)
from fazhi.proceedings.cases.errors import StepRefusedError
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.compulsory_measures.choices import BasisKind
from fazhi.proceedings.compulsory_measures.errors import MeasureRefusedError
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure
from tests.factories import measures, ordinary
from tests.factories.ordinary import make_squad, moment
from tests.factories.seats import make_seat

pytestmark = pytest.mark.django_db

_UNTIL_DECISION = tuple(ordinary.USUAL)[1:-1]
_CONFISCATES = ("fine", "confiscation_of_goods")


def decide(squad: ordinary.Squad, measure: CompulsoryMeasure, **changes: object) -> None:
    """Take the case of a measure from its filing to its decision."""
    case = measure.case_dossier.case
    for step in _UNTIL_DECISION:
        says = changes if step in {"investigation_report", "prior_notice", "decision"} else {}
        ordinary.take(squad, ordinary.make_step(squad, case, step, **says))


def test_a_measure_starts_with_what_the_case_knows() -> None:
    squad = make_squad()
    case = ordinary.make_ordinary_case(squad, until="case_filing")

    measure = measures.propose_measure(squad, case)

    handlers = [each.officer_id for each in measure.officers.order_by("id")]
    assert (measure.party_id, measure.power_id, measure.place, handlers) == (
        case.party_id, case.power_id, case.place, [each.id for each in squad.handlers],
    )  # fmt: skip


def test_the_decision_leaves_the_lifting_to_be_done() -> None:
    squad = make_squad()
    measure = measures.make_measure(squad)

    decide(squad, measure)

    measure.refresh_from_db()
    with pytest.raises(MeasureRefusedError) as caught:
        measures.take(
            squad,
            replace(measures.make_step(squad, measure, "extension"), happened_at=moment(24, 9)),
        )
    assert measure.status == "must_lift"
    assert caught.value.refused[0][0].reason.zh == "已作处理决定，不再需要查封、扣押，应当解除。"


def test_a_decision_that_confiscates_lets_the_goods_be_disposed_of() -> None:
    squad = make_squad(penalty_kinds=["fine", "confiscation_of_goods"])
    measure = measures.make_measure(squad)
    decide(squad, measure, kinds=_CONFISCATES, fine=Decimal(3000))
    measure.refresh_from_db()
    before = measure.status

    measures.take(squad, measures.make_step(squad, measure, "handling", disposal="confiscated"))

    measure.refresh_from_db()
    assert (before, measure.status) == ("standing", "ended")


@pytest.mark.parametrize("step", ["closure", "withdrawal", "jurisdiction_transfer"])
def test_a_case_does_not_end_while_anything_is_held(step: str) -> None:
    squad = make_squad()
    measure = measures.make_measure(squad)
    case = measure.case_dossier.case
    usual = ordinary.make_step(squad, case, "closure")
    says = {"reason": "不属于本机关管辖。", "receiver": "某机关", "ground": "performed"}

    with pytest.raises(StepRefusedError) as caught:
        ordinary.take(squad, replace(usual, step=step, says=says), squad.head)

    answer = next(each for each in caught.value.refused[0] if each.rule == "COE-031")
    assert [str(each) for each in answer.because] == [
        "《行政强制法》第二十七条", "《行政强制法》第二十八条",
    ]  # fmt: skip
    assert answer.next_step.zh.startswith("先在强制措施页面作出处理决定")


def test_a_case_is_closed_once_everything_is_returned() -> None:
    squad = make_squad()
    measure = measures.make_measure(squad, "approval", "measure")
    decide(squad, measure)
    case = measure.case_dossier.case
    with clock.standing_at(moment(26, 10)):
        record_fine_payments(
            squad.town.clerk,
            [FinePaymentInput(case.pk, Decimal(3000), moment(26, 10).date(), Channel.BANK, "票1")],
        )
    closure = ordinary.make_step(squad, case, "closure")
    with pytest.raises(StepRefusedError):
        ordinary.take(squad, closure)

    for step in ("lifting", "return_of_items"):
        measures.take(squad, measures.make_step(squad, measure, step))
    ordinary.take(squad, closure)

    case.refresh_from_db()
    assert case.status == "closed"


def test_a_case_on_the_spot_is_not_closed_while_anything_is_held() -> None:
    squad = make_squad()
    measure = measures.make_measure(squad)
    case = measure.case_dossier.case
    type(case).objects.filter(pk=case.pk).update(procedure="summary_procedure", status="performed")

    with clock.standing_at(moment(5, 9)), pytest.raises(RefusalError) as caught:
        close_cases(squad.leader, [case.pk])

    assert [each.rule for each in caught.value.answers] == ["COE-031"]


def test_only_who_handles_a_case_proposes_a_measure_in_it() -> None:
    squad = make_squad()
    case = ordinary.make_ordinary_case(squad, until="case_filing")
    other = make_seat(*squad.host.roles)

    with clock.standing_at(moment(1, 11)):
        with pytest.raises(NotFoundError):
            propose_case_measures(other, [measures.make_proposal(case)])
        with pytest.raises(ForbiddenError):
            propose_case_measures(squad.head, [measures.make_proposal(case)])


def test_a_rule_gives_no_measure_whatever_the_case_is() -> None:
    squad = make_squad()
    basis = replace(measures.BASIS, kind=BasisKind.RULE)

    with pytest.raises(MeasureRefusedError) as caught:
        measures.propose_measure(squad, basis=basis)

    assert caught.value.refused[0][0].reason.zh == "“演示条例”不是法律、法规，不能设定扣押。"
