"""The report of the separation of duties over recorded acts: empty by the gates, red by a fault."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.capabilities.payments.models import CashCollection, Payment, Receivable
from fazhi.cli.main import main
from fazhi.kernel.canonical import canonical
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError
from fazhi.proceedings.cases.models import Case, CaseOfficer, CaseStep, CaseStepOfficer
from fazhi.proceedings.supervision.separation import count_separation, separation_report
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad, moment
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db
STATEMENTS = 14


@pytest.fixture
def squad() -> Squad:
    return make_squad()


@pytest.fixture
def case(squad: Squad) -> Case:
    return make_ordinary_case(squad, until="decision")


def found() -> list[tuple[str, str]]:
    """Return the pair and the person of each breach."""
    return [(each.breach.pair.id, each.person) for each in count_separation(AUTHORITY).found]


def sign(case: Case, step: str, officer: Officer) -> None:
    """Let a step be signed by somebody else, past every gate."""
    CaseStep.objects.filter(case=case, step=step).update(account_id=officer.account_id)


def officer_of(squad: Squad, role: str) -> Officer:
    return Officer.objects.get(account_id=getattr(squad, role).account_id)


def hear(case: Case, officer: Officer) -> None:
    CaseStep.objects.create(
        authority=AUTHORITY, case=case, step="hearing", happened_at=moment(17, 8),
        account_id=officer.account_id, recorded_at=moment(17, 8), says=canonical({}),
    )  # fmt: skip


def take_cash(case: Case, officer: Officer, ground: CashGround = CashGround.SMALL_FINE) -> None:
    owed = Receivable.objects.get(dossier_id=case.pk)
    payment = Payment.objects.create(
        authority=AUTHORITY, receivable=owed, part=PaymentPart.FINE, amount=50,
        paid_on=moment(23, 9).date(), channel=Channel.CASH_ON_SPOT, receipt_number="R-9",
        recorded_at=moment(23, 10),
    )  # fmt: skip
    CashCollection.objects.create(
        payment=payment, ground=ground, reason="偏远。", collected_by=officer,
        since=moment(23, 9).date(), hand_in_due_on=moment(25, 9).date(),
    )  # fmt: skip


def recuse_then_act(squad: Squad, case: Case) -> None:
    says = canonical({"recused": str(squad.handlers[0].id), "is_granted": True, "reason": "亲属"})
    CaseStep.objects.create(
        authority=AUTHORITY, case=case, step="recusal", happened_at=moment(0, 10),
        account_id=squad.head.account_id, recorded_at=moment(0, 10), says=says,
    )  # fmt: skip


def investigate(case: Case, officer: Officer) -> None:
    step = CaseStep.objects.get(case=case, step="gather_evidence")
    CaseStepOfficer.objects.create(step=step, officer=officer, certificate_number="")


def auxiliary(squad: Squad, case: Case) -> None:
    assistant = squad.handlers[1]
    Officer.objects.filter(pk=assistant.pk).update(post=Post.AUXILIARY)
    del case


#: For each pair that rows can tell of, the fault that is planted, and whose name is to be found.
FAULTS: dict[str, tuple[Callable[[Squad, Case], Any], Callable[[Squad], Officer]]] = {
    "investigator-reviewer": (
        lambda squad, case: sign(case, "legality_review", squad.handlers[0]),
        lambda squad: squad.handlers[0],
    ),
    "investigator-chair": (
        lambda squad, case: hear(case, squad.handlers[0]),
        lambda squad: squad.handlers[0],
    ),
    "investigator-decider": (
        lambda squad, case: sign(case, "decision", squad.handlers[0]),
        lambda squad: squad.handlers[0],
    ),
    "reviewer-decider": (
        lambda squad, case: sign(case, "head_approval", officer_of(squad, "reviewer")),
        lambda squad: officer_of(squad, "reviewer"),
    ),
    "squad_leader-reviewer": (
        lambda squad, case: sign(case, "legality_review", officer_of(squad, "leader")),
        lambda squad: officer_of(squad, "leader"),
    ),
    "squad_leader-decider": (
        lambda squad, case: sign(case, "squad_review", officer_of(squad, "head")),
        lambda squad: officer_of(squad, "head"),
    ),
    "decider-collector": (
        lambda squad, case: take_cash(case, officer_of(squad, "head")),
        lambda squad: officer_of(squad, "head"),
    ),
    "recused-acted": (recuse_then_act, lambda squad: squad.handlers[0]),
    "auxiliary-acted": (auxiliary, lambda squad: squad.handlers[1]),
}


@pytest.mark.usefixtures("case")
def test_what_passed_the_gates_is_not_found_and_every_pair_was_counted() -> None:
    report = count_separation(AUTHORITY)

    counted = {each.pair.id: each.files for each in report.pairs}
    assert (report.files, report.found, report.acts > 0) == (1, (), True)
    assert {pair for pair, files in counted.items() if files} == {
        "investigator-reviewer", "investigator-decider", "reviewer-decider",
        "squad_leader-reviewer", "squad_leader-decider",
    }  # fmt: skip


@pytest.mark.parametrize("pair", list(FAULTS))
def test_one_person_in_both_parts_is_found_and_nobody_else(
    squad: Squad, case: Case, pair: str
) -> None:
    plant, who = FAULTS[pair]
    plant(squad, case)

    assert found() == [(pair, who(squad).name)]


def test_cash_on_the_remote_ground_is_lawful(squad: Squad, case: Case) -> None:
    take_cash(case, officer_of(squad, "head"), CashGround.REMOTE_ON_REQUEST)

    assert found() == []


def test_whoever_reviewed_may_not_investigate_either(squad: Squad, case: Case) -> None:
    investigate(case, officer_of(squad, "reviewer"))

    assert found() == [("investigator-reviewer", officer_of(squad, "reviewer").name)]


def test_an_auxiliary_who_decides_on_the_spot_is_found(squad: Squad, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(procedure="summary_procedure")
    CaseStepOfficer.objects.all().delete()
    CaseOfficer.objects.filter(case=case, officer=squad.handlers[1]).update(part="co_host")
    auxiliary(squad, case)

    assert found() == [("auxiliary-acted", squad.handlers[1].name)]


@pytest.mark.usefixtures("case")
def test_the_acts_of_another_authority_are_not_counted() -> None:
    assert count_separation(OTHER_AUTHORITY).files == 0


def test_only_whoever_reads_supervision_may_ask() -> None:
    with pytest.raises(ForbiddenError):
        separation_report(make_seat(Role.OFFICER, Role.DISPATCHER, Role.OPERATOR))


def test_the_page_is_empty_until_a_fault_and_names_it_with_its_article(
    squad: Squad, case: Case
) -> None:
    client = sign_in_client(Client(), make_account(Role.SUPERVISOR, username="supervision"))

    before = client.get("/separation/").content.decode()
    sign(case, "legality_review", squad.handlers[0])
    after = client.get("/separation/").content.decode()
    rows = exported(client, "/separation/?export=csv")

    assert "没有发现：没有人在同一案卷中担任不相容的职责。" in before
    assert [word in after for word in (case.number, squad.handlers[0].name, "SEP-001")] == [
        True
    ] * 3
    assert [(row["案号"], row["规则"]) for row in rows] == [(case.number, "SEP-001")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_cases(squad: Squad, count: int) -> None:
    for _ in range(count):
        case = make_ordinary_case(squad, until="head_approval")
        sign(case, "legality_review", squad.handlers[0])
    client = sign_in_client(Client(), make_account(Role.HEAD, username="head"))

    with CaptureQueriesContext(connection) as asked:
        client.get("/separation/")

    assert len(asked) <= STATEMENTS


def test_the_command_says_what_was_found_by_its_exit_code(
    squad: Squad, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = main(["separation"])
    sign(case, "legality_review", squad.handlers[0])
    found = main(["separation", "--language", "zh"])

    printed = capsys.readouterr().out
    assert (clean, found) == (0, 1)
    assert f"{case.number} {squad.handlers[0].name}：" in printed
