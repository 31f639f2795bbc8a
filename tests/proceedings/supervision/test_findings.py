"""Findings: raised once by rules, handled and closed by people, opened again when they recur."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.proceedings.supervision.actions import (
    assign_findings,
    close_findings,
    explain_findings,
    raise_findings,
)
from fazhi.proceedings.supervision.choices import FindingOutcome, FindingStatus
from fazhi.proceedings.supervision.errors import FindingStateError, OwnFindingError
from fazhi.proceedings.supervision.inputs import (
    FindingAssignment,
    FindingClosure,
    FindingExplanation,
)
from fazhi.proceedings.supervision.models import SupervisionFinding
from fazhi.proceedings.supervision.queries import histories_of, listed_findings
from tests.factories.cases import NOW, make_office
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.factories.supervision import SYSTEM, look, make_finding, seen
from tests.factories.tasks import make_officer

pytestmark = pytest.mark.django_db
STATE, ACT = "task_overdue", "odd_hours"


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """Let the clock stand in an office."""
    make_office()
    with clock.standing_at(NOW):
        yield


def closed(finding: SupervisionFinding, outcome: FindingOutcome) -> None:
    close_findings(
        make_seat(Role.SQUAD_LEADER), [FindingClosure(finding.pk, outcome, "已经核实。")]
    )


def kinds(finding: SupervisionFinding) -> list[str]:
    return list(finding.steps.order_by("taken_at", "id").values_list("kind", flat=True))


def test_what_is_seen_twice_is_raised_once_with_one_task_for_the_squad_leader() -> None:
    first = look(STATE, seen("a"), seen("b"))
    second = look(STATE, seen("a"), seen("b"))

    tasks = Task.objects.values_list("kind", "assignee_key")
    assert (len(first), second) == (2, ())
    assert list(tasks) == [("finding.handle", "squad_leader")] * 2


def test_a_look_that_changes_nothing_writes_no_entry_and_one_that_does_writes_one() -> None:
    raise_findings(SYSTEM, {STATE: [seen()]}, clock.today())
    raise_findings(SYSTEM, {STATE: [seen()]}, clock.today())

    entries = Entry.objects.filter(kind="finding.raised")
    assert [entry.item_count for entry in entries] == [1]


def test_a_finding_whose_cause_is_gone_is_marked_and_stays_open_until_a_person_closes_it() -> None:
    finding = make_finding(STATE)
    look(STATE)

    finding.refresh_from_db()
    assert (finding.cause_gone_on, finding.is_open) == (clock.today(), True)
    assert kinds(finding) == ["raised", "cause_gone"]


@pytest.mark.parametrize(
    ("outcome", "goes_away", "is_open"),
    [
        (FindingOutcome.DISMISSED, False, False),
        (FindingOutcome.DISMISSED, True, True),
        (FindingOutcome.CORRECTED, False, True),
        (FindingOutcome.CORRECTED, True, True),
    ],
)
def test_a_closed_finding_opens_again_when_its_state_comes_back_or_was_not_corrected(
    outcome: FindingOutcome, *, goes_away: bool, is_open: bool
) -> None:
    finding = make_finding(STATE, subject="a")
    closed(finding, outcome)

    if goes_away:
        look(STATE)
    look(STATE, seen("a"))

    finding.refresh_from_db()
    assert finding.is_open is is_open


def test_an_act_that_was_done_is_never_gone_and_never_opens_again() -> None:
    finding = make_finding(ACT, subject="a")
    closed(finding, FindingOutcome.CORRECTED)
    look(ACT)
    look(ACT, seen("a"))

    finding.refresh_from_db()
    assert (finding.is_open, finding.cause_gone_on) == (False, None)


def test_a_reopened_finding_gives_the_squad_leader_a_new_task() -> None:
    finding = make_finding(STATE, subject="a")
    closed(finding, FindingOutcome.CORRECTED)
    look(STATE, seen("a"))

    open_tasks = Task.objects.filter(finished_at=None).values_list("kind", flat=True)
    assert list(open_tasks) == ["finding.handle"]


def test_a_finding_is_assigned_explained_and_closed_and_its_task_goes_along() -> None:
    finding = make_finding()
    officer, seat = make_officer("方某")
    leader = make_seat(Role.SQUAD_LEADER)

    assign_findings(leader, [FindingAssignment(finding.pk, officer.pk, "请说明。")])
    explain_findings(seat, [FindingExplanation(finding.pk, "材料在途。")])
    closed(finding, FindingOutcome.CORRECTED)

    ((row, history),) = histories_of(listed_findings(leader))
    assert row.status == FindingStatus.CORRECTED
    assert [step.kind for step in history.steps] == ["raised", "assigned", "explained", "corrected"]
    assert list(Task.objects.values_list("kind", "status").order_by("assigned_at", "id")) == [
        ("finding.handle", "completed"),
        ("finding.explain", "completed"),
        ("finding.handle", "completed"),
    ]


def test_only_the_officer_whom_it_was_assigned_to_explains_a_finding() -> None:
    finding = make_finding()
    officer, _seat = make_officer("方某")
    leader = make_seat(Role.SQUAD_LEADER)
    assign_findings(leader, [FindingAssignment(finding.pk, officer.pk)])

    with pytest.raises(ForbiddenError):
        explain_findings(leader, [FindingExplanation(finding.pk, "我说。")])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.SUPERVISOR, Role.CASE_REVIEWER])
def test_only_squad_leader_and_head_close_findings(role: Role) -> None:
    finding = make_finding()
    given = [FindingClosure(finding.pk, FindingOutcome.DISMISSED, "不成立。")]

    with pytest.raises(ForbiddenError):
        close_findings(make_seat(role), given)


def test_nobody_closes_a_finding_about_himself() -> None:
    leader = make_seat(Role.SQUAD_LEADER)
    finding = make_finding(about=(str(leader.account_id),))

    with pytest.raises(OwnFindingError):
        close_findings(leader, [FindingClosure(finding.pk, FindingOutcome.DISMISSED, "没事。")])


def test_a_finding_is_not_closed_without_a_reason_nor_twice() -> None:
    finding = make_finding()
    leader = make_seat(Role.HEAD)

    with pytest.raises(InputError):
        close_findings(leader, [FindingClosure(finding.pk, FindingOutcome.DISMISSED, " ")])
    closed(finding, FindingOutcome.DISMISSED)
    with pytest.raises(FindingStateError):
        closed(finding, FindingOutcome.DISMISSED)


def test_a_batch_with_one_finding_of_elsewhere_closes_none() -> None:
    finding = make_finding()
    stranger = make_seat(Role.HEAD, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        close_findings(stranger, [FindingClosure(finding.pk, FindingOutcome.DISMISSED, "不成立。")])


def test_an_officer_sees_only_the_findings_that_he_is_to_explain() -> None:
    mine, other = make_finding(), make_finding(ACT)
    officer, seat = make_officer("方某")
    assign_findings(make_seat(Role.HEAD), [FindingAssignment(mine.pk, officer.pk)])

    assert list(listed_findings(seat)) == [mine]
    assert set(listed_findings(make_seat(Role.SUPERVISOR))) == {mine, other}


def test_a_finding_is_late_after_the_term_of_the_office() -> None:
    finding = make_finding()
    last = clock.today() + dt.timedelta(days=7)

    assert (finding.is_late(last), finding.is_late(last + dt.timedelta(days=1))) == (False, True)
