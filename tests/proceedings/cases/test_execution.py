"""What becomes of a decision: remedies, stays, deferrals, complaints, confiscated goods."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.payments.models import Payment, Receivable, ReceivableReduction
from fazhi.capabilities.payments.queries import outstanding
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.models import Account, Entry
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case, Remedy, Rescission, Stay
from fazhi.proceedings.cases.status import status_of
from fazhi.web.case_acts import ACTS
from tests.factories.accounts import make_account
from tests.factories.cases import Town, make_town
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.proceedings.cases.execution_table import Ready, Row, do, ready, rows, seat_of
from tests.proceedings.cases.payment_table import LATER

pytestmark = pytest.mark.django_db

ERRORS = {"rule": RefusalError, "input": InputError, "conflict": ConflictError}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def me() -> Account:
    return make_account(Role.HEAD)


def _done(town: Town, me: Account, row: Row) -> Ready:
    one = ready(town, row, me)
    with clock.standing_at(LATER):
        do(seat_of(me, row.role), [one])
    one.case.refresh_from_db()
    return one


@pytest.mark.parametrize("row", rows(), ids=str)
def test_an_act_is_answered_as_the_table_says(town: Town, me: Account, row: Row) -> None:
    one = ready(town, row, me)
    before = Entry.objects.count()

    with clock.standing_at(LATER):
        if not row.refused:
            (done,) = do(seat_of(me, row.role), [one])
            warned = [each["rule"] for each in getattr(done, "grounds", [])]
            expected = [row.rule] if row.warned else []
            assert [rule for rule in warned if rule == row.rule] == expected
            assert Entry.objects.count() > before
            return
        with pytest.raises(ERRORS[row.refused]) as refusal:
            do(seat_of(me, row.role), [one])

    if isinstance(refusal.value, RefusalError):
        answers = {answer.rule: answer for answer in refusal.value.answers}
        assert answers[row.rule].because != ()
        assert answers[row.rule].next_step.zh != ""
    assert Entry.objects.count() == before


@pytest.mark.parametrize("row", rows(refused=True), ids=str)
def test_one_refused_act_refuses_the_whole_batch_and_writes_nothing(
    town: Town, me: Account, row: Row
) -> None:
    lawful = next((each for each in rows(refused=False) if each.do == row.do), None)
    assert lawful is not None
    # What the act is done on is made before what the other line changes on everything.
    batch = [ready(town, lawful, me), ready(town, row, me)]
    if row.do == "payments":
        batch[0].given["receipt_number"] = "票据丁"
    before = Entry.objects.count()

    with clock.standing_at(LATER), pytest.raises(ERRORS[row.refused]):
        do(seat_of(me, row.role), batch)

    assert Entry.objects.count() == before


def test_every_act_has_a_line_that_passes() -> None:
    passed = {row.do for row in rows(refused=False)}

    assert set(ACTS) - passed == set()


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_done_by_its_roles_on_the_own_cases_only(
    town: Town, me: Account, name: str
) -> None:
    befores = {
        "deferral_decision": "deferral", "complaint_answer": "complaint", "disposal": "goods",
        "forwarding": "review_filed_here", "copy": "review_filed_here", "answer": "review",
        "outcome": "review", "stays": "review",
    }  # fmt: skip
    steps = ["confiscated", *filter(None, [befores.get(name)])]
    steps += ["review", "stay"] if name == "stay_end" else []
    one = ready(town, Row("", "", name, before=steps), me)
    act, given = ACTS[name], [(one.on, one.given)]

    with clock.standing_at(LATER):
        with pytest.raises(ForbiddenError):
            act.do(make_seat(Role.GRID_WORKER), given)
        with pytest.raises(NotFoundError):
            act.do(make_seat(*act.roles, authority=OTHER_AUTHORITY), given)
        assert len(act.do(make_seat(act.roles[0]), given)) == 1


def test_a_remedy_stops_the_late_fine_and_gives_the_task_of_answering(
    town: Town, me: Account
) -> None:
    one = _done(town, me, Row("", "", "remedies"))

    owed = Receivable.objects.get()
    remedy = Remedy.objects.get()
    task = Task.objects.get(kind="remedy.answer")
    assert outstanding(owed, dt.date(2026, 5, 1)).late_fine == 0
    assert (remedy.due_on, clock.day_of(task.due_at)) == (dt.date(2026, 4, 8),) * 2
    assert (task.rule, task.assignee_key) == ("REVIEW_ANSWER", "case_reviewer")
    assert one.case.status == CaseStatus.DECIDED


def test_an_application_filed_here_is_forwarded_and_then_answered(town: Town, me: Account) -> None:
    before = ["review_filed_here", "forwarded", "copy"]
    change = {"answered_on": dt.date(2026, 4, 23)}

    _done(town, me, Row("", "", "answer", before=before, change=change))

    remedy = Remedy.objects.get()
    statuses = dict(Task.objects.exclude(kind="case.file").values_list("kind", "status"))
    assert statuses == {"remedy.forward": "completed", "remedy.answer": "completed"}
    assert (remedy.due_on, remedy.grounds) == (None, [])


def test_the_late_fine_runs_on_when_the_remedy_ended(town: Town, me: Account) -> None:
    _done(town, me, Row("", "", "outcome", before=["review"]))

    assert outstanding(Receivable.objects.get(), dt.date(2026, 4, 22)).days_late == 2


def test_a_stay_does_not_outlast_its_remedy(town: Town, me: Account) -> None:
    _done(town, me, Row("", "", "outcome", before=["review", "stay"]))

    assert Stay.objects.get().until == dt.date(2026, 4, 20)


@pytest.mark.parametrize("outcome", ["revoked", "declared_invalid"])
def test_a_revoked_decision_falls_with_its_fine_and_its_document(
    town: Town, me: Account, outcome: str
) -> None:
    row = Row("", "", "outcome", before=["review"], change={"outcome": outcome})

    case = _done(town, me, row).case

    assert (case.status, status_of(case), case.due_on) == ("rescinded", "rescinded", None)
    assert Receivable.objects.get().status == "cancelled"
    assert Document.objects.get(template="summary_decision").status == "withdrawn"
    assert set(Task.objects.values_list("status", flat=True)) == {"cancelled"}
    assert Rescission.objects.get().ground == "remedy"


def test_a_decision_declared_illegal_stands(town: Town, me: Account) -> None:
    row = Row("", "", "outcome", before=["review"], change={"outcome": "declared_illegal"})

    assert _done(town, me, row).case.status == CaseStatus.DECIDED


def test_a_changed_decision_is_owed_in_its_new_amount(town: Town, me: Account) -> None:
    change = {"outcome": "changed", "fine": "20"}

    _done(town, me, Row("", "", "outcome", before=["review"], change=change))

    assert outstanding(Receivable.objects.get(), dt.date(2026, 3, 25)).total == Decimal(20)
    assert ReceivableReduction.objects.get().amount_before == Decimal(50)


def test_a_decision_rescinded_of_the_own_accord_takes_no_payment(town: Town, me: Account) -> None:
    row = Row("", "", "payments", before=["rescinded"])
    one = ready(town, row, me)

    with clock.standing_at(LATER), pytest.raises(ConflictError):
        do(seat_of(me, Role.CLERK), [one])

    assert (Payment.objects.count(), one.case.status) == (0, "rescinded")


def test_an_approved_deferral_moves_the_due_day_of_the_case(town: Town, me: Account) -> None:
    row = Row("", "", "deferral_decision", before=["filed", "instalments"])

    case = _done(town, me, row).case

    assert case.due_on == dt.date(2026, 9, 20)


def test_no_personal_value_of_a_complaint_or_hardship_is_in_the_journal(
    town: Town, me: Account
) -> None:
    ready(town, Row("", "", "answer", before=["review", "complaint", "deferral"]), me)

    texts = "".join(entry.content.text for entry in Entry.objects.select_related("content"))
    assert "罚得太重" not in texts
    assert "失业" not in texts


def test_one_entry_of_the_own_for_each_act(town: Town, me: Account) -> None:
    row = Row("", "", "outcome", before=["review"], change={"outcome": "revoked"})

    case = _done(town, me, row).case

    kinds = Entry.objects.filter(dossier=case.dossier).values_list("kind", flat=True)
    ours = sorted(kind for kind in kinds if kind.startswith(("remedy.", "decision.")))
    assert ours == ["remedy.ended", "remedy.registered"]
    assert Case.objects.count() == 1
