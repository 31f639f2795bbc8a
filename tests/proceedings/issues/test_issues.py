"""Issues: from opening to closing, whose task it is at each step, who is told in the end."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import attachments, clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.proceedings.issues.access import get_issue, visible_issues
from fazhi.proceedings.issues.actions import (
    assign_issue,
    close_campaign,
    close_issues,
    handle_issues,
    open_issues,
    return_issue,
    verify_issues,
)
from fazhi.proceedings.issues.choices import HANDLE_TASK, VERIFY_TASK, IssueSource, IssueStatus
from fazhi.proceedings.issues.errors import (
    AlreadyOpenedError,
    CampaignClosedError,
    IssueStateError,
)
from fazhi.proceedings.issues.inputs import (
    AssignmentInput,
    ClosingInput,
    HandlingInput,
    Spot,
    VerificationInput,
)
from fazhi.proceedings.issues.models import Issue, IssueStep, Report
from fazhi.proceedings.issues.queries import issue_rows, lamp_of
from tests.factories.competence import make_category
from tests.factories.issues import (
    NOON,
    issue_input,
    make_campaign,
    make_closed,
    make_issue,
    make_report,
    spot,
)
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.kernel.sample_files import photo as photo_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def test_an_issue_is_routed_by_place_and_category_to_the_leader_of_the_group() -> None:
    issue = make_issue()

    assert (issue.number, issue.owner_name) == ("事〔2026〕1号", "执法组Z1")
    assert issue.grid is not None
    assert issue.grid.code == "G01"
    assert tasks_of(issue) == [(HANDLE_TASK, "officer", issue.owner_key)]


def test_an_issue_of_a_category_of_grids_goes_to_the_grid() -> None:
    issue = make_issue(category_code="0102")

    assert tasks_of(issue) == [(HANDLE_TASK, "grid", "G01")]


@pytest.mark.parametrize("column", [1, 40])
def test_an_issue_that_nobody_is_there_for_goes_to_the_command_room_and_says_why(
    column: int,
) -> None:
    issue = make_issue(spot=spot(column))

    assert tasks_of(issue) == [(HANDLE_TASK, "role", Role.DISPATCHER.value)]
    routed = IssueStep.objects.get(issue=issue, kind="routed")
    assert routed.note in {"指挥室（网格G02当日没有执法组）", "指挥室（地点不在任何网格内）"}


def test_the_internal_limit_is_five_working_days_and_a_lower_bound_where_days_are_unknown() -> None:
    issue = make_issue()
    with clock.standing_at(clock.at_local(dt.date(2026, 12, 30), dt.time(9))):
        late = make_issue()

    assert due_on(issue) == dt.date(2026, 9, 22)
    assert due_on(late) == dt.date(2027, 1, 6)
    assert [task.is_provisional for task in Task.objects.order_by("assigned_at")] == [False, True]


def test_an_issue_goes_from_opening_to_closing_and_its_finder_is_told() -> None:
    finder = make_seat(Role.GRID_WORKER)
    issue = make_closed(make_issue(finder))

    kinds = list(
        IssueStep.objects.filter(issue=issue).order_by("id").values_list("kind", flat=True)
    )

    assert kinds == [
        "opened", "routed", "assigned", "handled", "verified", "closed", "fed_back",
    ]  # fmt: skip
    told = IssueStep.objects.get(issue=issue, kind="fed_back")
    assert (issue.finder_id, told.note) == (finder.account_id, "已清理完毕，谢谢您。")
    assert not Task.objects.filter(OPEN).exists()


def test_closing_an_issue_answers_every_report_behind_it() -> None:
    report = make_report()
    issue = make_issue(make_seat(Role.DISPATCHER), report_id=report.id, source=IssueSource.REPORT)

    make_closed(issue)

    assert Report.objects.get(pk=report.pk).reply.text == "已清理完毕，谢谢您。"
    assert issue.finder_id is None


def test_a_report_leads_to_one_issue() -> None:
    report = make_report()
    dispatcher = make_seat(Role.DISPATCHER)
    make_issue(dispatcher, report_id=report.id)

    with pytest.raises(AlreadyOpenedError):
        make_issue(dispatcher, report_id=report.id)

    assert Issue.objects.count() == 1


def test_what_is_not_ours_goes_back_to_the_command_room_and_on_to_another() -> None:
    issue = make_issue()
    return_issue(make_seat(Role.OFFICER), issue.pk, "属于供电设施，非我队职责")
    waiting = tasks_of(issue)
    given = AssignmentInput(issue.pk, Assignee.grid("G02"), "由网格员联系供电所")
    assign_issue(make_seat(Role.DISPATCHER), given)

    assert waiting == [(HANDLE_TASK, "role", Role.DISPATCHER.value)]
    assert tasks_of(issue) == [(HANDLE_TASK, "grid", "G02")]
    assert status_of(issue) == IssueStatus.ASSIGNED


def test_what_was_not_done_well_goes_back_to_the_same_hands() -> None:
    issue = make_issue()
    handle_issues(make_seat(Role.OFFICER), [HandlingInput(issue.pk, "已清理。")])
    asked = tasks_of(issue)
    dispatcher = make_seat(Role.DISPATCHER)
    verify_issues(dispatcher, [VerificationInput(issue.pk, is_resolved=False, note="还有一半")])

    assert asked == [(VERIFY_TASK, "role", Role.DISPATCHER.value)]
    assert tasks_of(issue) == [(HANDLE_TASK, "officer", issue.owner_key)]
    assert status_of(issue) == IssueStatus.ASSIGNED


def test_each_step_needs_words() -> None:
    issue = make_issue()
    officer, dispatcher = make_seat(Role.OFFICER), make_seat(Role.DISPATCHER)
    steps = {
        "note": lambda: handle_issues(officer, [HandlingInput(issue.pk, " ")]),
        "reason": lambda: return_issue(officer, issue.pk, ""),
        "answer": lambda: close_issues(dispatcher, [ClosingInput(issue.pk, "")]),
        "title": lambda: open_issues(officer, [issue_input(title=" ")]),
        "place": lambda: open_issues(officer, [issue_input(spot=Spot("", 121.6, 29.9))]),
        "found_at": lambda: open_issues(
            officer, [issue_input(found_at=NOON + dt.timedelta(hours=1))]
        ),
    }

    missing = {}
    for field, step in steps.items():
        with pytest.raises(InputError) as refused:
            step()
        missing[field] = list(refused.value.fields)

    assert missing == {field: [field] for field in steps}


def test_a_failed_verification_says_what_is_wrong() -> None:
    issue = make_issue()
    handle_issues(make_seat(Role.OFFICER), [HandlingInput(issue.pk, "已清理。")])

    with pytest.raises(InputError):
        verify_issues(make_seat(Role.DISPATCHER), [VerificationInput(issue.pk, is_resolved=False)])

    assert status_of(issue) == IssueStatus.HANDLED


def test_a_step_out_of_turn_is_a_conflict() -> None:
    issue = make_issue()
    dispatcher = make_seat(Role.DISPATCHER)

    with pytest.raises(IssueStateError):
        verify_issues(dispatcher, [VerificationInput(issue.pk, is_resolved=True)])
    with pytest.raises(IssueStateError):
        close_issues(dispatcher, [ClosingInput(issue.pk, "好了")])

    assert status_of(issue) == IssueStatus.ASSIGNED


def test_one_issue_out_of_turn_stops_the_whole_batch() -> None:
    first, second = make_issue(), make_issue()
    officer = make_seat(Role.OFFICER)
    handle_issues(officer, [HandlingInput(first.pk, "已清理。")])

    with pytest.raises(IssueStateError):
        handle_issues(officer, [HandlingInput(one.pk, "已清理。") for one in (first, second)])

    assert status_of(second) == IssueStatus.ASSIGNED


@pytest.mark.parametrize("role", [Role.OFFICER, Role.GRID_WORKER, Role.CLERK, Role.HEAD])
def test_only_the_command_room_verifies_and_closes(role: Role) -> None:
    issue = make_issue()

    with pytest.raises(ForbiddenError):
        verify_issues(make_seat(role), [VerificationInput(issue.pk, is_resolved=True)])
    with pytest.raises(ForbiddenError):
        close_issues(make_seat(role), [ClosingInput(issue.pk, "好了")])


def test_an_issue_of_another_authority_is_not_there() -> None:
    issue = make_issue()
    stranger = make_seat(*INSIDERS, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        get_issue(stranger, issue.dossier.public_id)
    with pytest.raises(NotFoundError):
        handle_issues(stranger, [HandlingInput(issue.pk, "已清理。")])

    assert list(visible_issues(stranger)) == []


def test_a_category_that_has_others_below_it_cannot_be_chosen() -> None:
    make_category("05", is_leaf=False)

    for code in ("05", "9999"):
        with pytest.raises(InputError) as refused:
            make_issue(category_code=code)
        assert list(refused.value.fields) == ["category"]


def test_an_issue_sent_twice_is_one_issue() -> None:
    given = issue_input()
    worker = make_seat(Role.GRID_WORKER)

    (first,) = open_issues(worker, [given])
    (again,) = open_issues(worker, [given])

    assert again == first
    assert Issue.objects.count() == 1


def test_photographs_of_the_street_become_exhibits() -> None:
    officer = make_seat(Role.OFFICER)
    photo = attachments.store(officer, photo_bytes(), "现场.jpg", attachments.PHOTOS)
    issue = make_issue(officer, photograph_ids=(photo.id,))
    handle_issues(officer, [HandlingInput(issue.pk, "已清理。", (photo.id,))])

    labels = list(Exhibit.objects.order_by("id").values_list("label", flat=True))

    assert labels == ["发现时照片", "处置后照片"]


def test_nothing_is_entered_under_a_campaign_that_is_over() -> None:
    campaign = make_campaign()
    worker = make_seat(Role.GRID_WORKER)
    make_issue(worker, campaign_id=campaign.id)
    close_campaign(make_seat(Role.HEAD), campaign.id, clock.today() - dt.timedelta(days=1))

    with pytest.raises(CampaignClosedError):
        make_issue(worker, campaign_id=campaign.id)

    assert Issue.objects.count() == 1


def test_opening_forty_issues_costs_as_many_statements_as_one() -> None:
    worker = make_seat(Role.GRID_WORKER)
    make_issue(worker)
    counts = []
    for number in (1, 40):
        given = [issue_input() for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            open_issues(worker, given)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_each_step_costs_the_same_for_forty_issues_as_for_one() -> None:
    officer, dispatcher = make_seat(Role.OFFICER), make_seat(Role.DISPATCHER)
    counts = []
    for number in (1, 40):
        keys = [issue.pk for issue in open_issues(officer, [issue_input() for _ in range(number)])]
        with CaptureQueriesContext(connection) as captured:
            handle_issues(officer, [HandlingInput(key, "已清理。") for key in keys])
            verify_issues(dispatcher, [VerificationInput(key, is_resolved=True) for key in keys])
            close_issues(dispatcher, [ClosingInput(key, "已清理。") for key in keys])
        counts.append(len(captured))

    assert counts[1] <= counts[0]


def test_the_page_of_an_issue_reads_with_the_same_statements_at_any_age() -> None:
    clerk = make_seat(Role.CLERK)
    young, old = make_issue(), make_closed(make_issue())
    counts = []
    for issue in (young, old):
        with CaptureQueriesContext(connection) as captured:
            issue_rows(clerk, issue)
        counts.append(len(captured))

    assert max(counts) <= 8


def test_who_may_not_read_reports_sees_none_behind_an_issue() -> None:
    report = make_report()
    issue = make_issue(make_seat(Role.DISPATCHER), report_id=report.id)

    assert issue_rows(make_seat(Role.OFFICER), issue).reports == ()
    assert issue_rows(make_seat(Role.DISPATCHER), issue).reports == (report,)


def test_the_lamp_of_an_issue_follows_the_day() -> None:
    issue = make_issue()
    assert issue.due_at is not None
    last = clock.day_of(issue.due_at)
    days = [last - dt.timedelta(days=2), last - dt.timedelta(days=1), last + dt.timedelta(days=1)]

    lamps = [lamp_of(issue.status, issue.due_at, day) for day in days]

    assert lamps == ["ok", "soon", "overdue"]
    assert lamp_of(IssueStatus.CLOSED, issue.due_at, days[2]) == "idle"


def test_every_step_of_an_issue_is_in_the_journal() -> None:
    make_closed(make_issue())

    kinds = Entry.objects.filter(kind__startswith="issue.").order_by("recorded_at", "id")

    assert list(kinds.values_list("kind", flat=True)) == [
        "issue.opened", "issue.handled", "issue.verified", "issue.closed",
    ]  # fmt: skip


def tasks_of(issue: Issue) -> list[tuple[str, str, str]]:
    """Return the open tasks of an issue: what kind, for whom."""
    rows = Task.objects.filter(OPEN, dossier_id=issue.pk)
    return list(rows.values_list("kind", "assignee_kind", "assignee_key"))


def status_of(issue: Issue) -> str:
    return Issue.objects.get(pk=issue.pk).status


def due_on(issue: Issue) -> dt.date:
    assert issue.due_at is not None
    return clock.day_of(issue.due_at)
