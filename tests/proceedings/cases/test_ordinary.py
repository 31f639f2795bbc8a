"""An ordinary case from the proposal to the closing: each step taken, refused, told to the next."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.capabilities.payments.choices import Channel
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.proceedings.cases.actions import propose_cases, record_fine_payments, take_steps
from fazhi.proceedings.cases.errors import StepRefusedError
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import Case, CaseStep
from tests.factories.ordinary import (
    DAY,
    Squad,
    make_ordinary_case,
    make_proposal,
    make_squad,
    make_step,
    moment,
    propose,
    take,
)
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def pay(squad: Squad, case: Case) -> None:
    """Pay the fine at the bank three days after the decision was served."""
    with clock.standing_at(moment(26, 10)):
        record_fine_payments(
            squad.town.clerk,
            [
                FinePaymentInput(
                    case.pk, Decimal(3000), DAY + dt.timedelta(days=26), Channel.BANK, "票1"
                )
            ],
        )


def waiting(case: Case) -> list[str]:
    """Return the titles of the tasks that wait on a case, without its number."""
    rows = Task.objects.filter(OPEN, dossier=case.dossier).order_by("assigned_at", "id")
    return [title.partition("：")[0] for title in rows.values_list("title", flat=True)]


def test_a_case_goes_from_the_proposal_to_the_closing() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="decision")
    pay(squad, case)

    take(squad, make_step(squad, case, "closure"))

    case.refresh_from_db()
    owed = Receivable.objects.get(dossier=case.dossier)
    assert (case.status, case.fine, case.number) == (
        "closed", Decimal(3000), "测综执立字〔2026〕第0001号",
    )  # fmt: skip
    assert (owed.due_on, owed.is_on_the_spot) == (dt.date(2026, 4, 9), False)
    assert case.decision.conclusion == "penalty"
    assert case.decision.document.number.startswith("测综执罚字〔2026〕")
    assert waiting(case) == []


def test_each_step_hands_the_case_to_whoever_is_next() -> None:
    squad = make_squad()
    case = propose(squad)
    found = [(case.status, *waiting(case))]

    for step in ("case_filing", "gather_evidence", "investigation_report", "prior_notice",
                 "statement_and_defence", "squad_review", "legality_review", "head_approval",
                 "decision"):  # fmt: skip
        take(squad, make_step(squad, case, step))
        case.refresh_from_db()
        found.append((case.status, *waiting(case)))

    assert found == [
        ("proposed", "立案"),
        ("investigated", "证据入卷"),
        ("investigated", "调查终结报告"),
        ("investigated", "处罚事先告知"),
        ("noticed", "听取陈述申辩并复核"),
        ("noticed", "中队长审核"),
        ("in_review", "案审员法制审核"),
        ("in_review", "街道负责人审批"),
        ("approved", "作出决定"),
        ("served",),
    ]


def test_a_step_out_of_order_is_refused_with_article_and_next_step_and_writes_nothing() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="investigation_report")
    before = Entry.objects.count()

    with pytest.raises(StepRefusedError) as caught:
        take(squad, make_step(squad, case, "squad_review"))

    first = caught.value.refused[0][0]
    assert (first.rule, str(first.because[0])) == ("PEN-025", "《行政处罚法》第四十四条")
    assert first.next_step.zh == "先办理“处罚事先告知”。"
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("step", "by"),
    [
        ("case_filing", "leader"),
        ("squad_review", "reviewer"),
        ("legality_review", "leader"),
        ("head_approval", "reviewer"),
        ("gather_evidence", "head"),
    ],
)
def test_a_step_of_another_role_is_forbidden(step: str, by: str) -> None:
    squad = make_squad()
    case = propose(squad)

    with pytest.raises(ForbiddenError):
        take(squad, make_step(squad, case, step), getattr(squad, by))


def test_a_case_of_another_office_does_not_exist() -> None:
    squad = make_squad()
    case = propose(squad)
    stranger = make_seat(*squad.head.roles, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        take(squad, make_step(squad, case, "case_filing"), stranger)


def test_an_officer_who_has_no_part_in_a_case_cannot_take_a_step() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    other = make_seat(*squad.host.roles)

    with pytest.raises(NotFoundError):
        take(squad, make_step(squad, case, "gather_evidence"), other)


def test_whoever_records_a_step_of_officers_is_one_of_them() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    given = make_step(squad, case, "gather_evidence")

    with pytest.raises(InputError) as caught:
        take(squad, given, squad.leader)

    assert list(caught.value.fields) == ["officers"]


def test_service_is_recorded_in_its_own_room_only() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="prior_notice")
    given = make_step(squad, case, "gather_evidence")
    object.__setattr__(given, "step", "notice_service")

    with pytest.raises(InputError) as caught:
        take(squad, given)

    assert list(caught.value.fields) == ["step"]


def test_a_step_sent_twice_is_taken_once() -> None:
    squad = make_squad()
    case = propose(squad)
    given = make_step(squad, case, "case_filing")

    first, again = take(squad, given), take(squad, given)

    assert first.pk == again.pk
    assert CaseStep.objects.filter(case=case).count() == 1


def test_a_list_of_steps_is_taken_in_its_order_or_not_at_all() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    steps = [make_step(squad, case, name) for name in ("gather_evidence", "prior_notice")]

    with clock.standing_at(moment(9, 9)), pytest.raises(StepRefusedError) as caught:
        take_steps(squad.host, steps)

    assert list(caught.value.refused) == [1]
    assert list(CaseStep.objects.filter(case=case).values_list("step", flat=True)) == [
        "case_filing"
    ]


def test_a_review_that_returns_the_file_makes_the_levels_owed_anew() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="squad_review")

    take(squad, make_step(squad, case, "legality_review", outcome="returned", marked="证据"))

    case.refresh_from_db()
    assert (case.status, waiting(case)) == ("noticed", ["中队长审核"])


def test_no_penalty_needs_no_notice_and_leaves_nothing_to_pay() -> None:
    squad = make_squad()
    none = {"conclusion": "no_penalty", "kinds": None, "fine": None}
    case = make_ordinary_case(squad, until="investigation_report", investigation_report=none)

    for step in ("squad_review", "legality_review", "head_approval", "decision"):
        changes = none | {"is_educated": True} if step == "decision" else {}
        changes = {"conclusion": "no_penalty"} if step == "head_approval" else changes
        take(squad, make_step(squad, case, step, **changes))

    case.refresh_from_db()
    assert (case.status, case.fine, waiting(case)) == ("performed", Decimal(0), ["结案归档"])
    assert not Receivable.objects.filter(dossier=case.dossier).exists()


def test_a_proposal_needs_two_handlers() -> None:
    squad = make_squad()
    given = make_proposal(squad, handler_ids=(squad.handlers[0].id,))

    with clock.standing_at(moment(0, 8)), pytest.raises(InputError):
        propose_cases(squad.host, [given])
