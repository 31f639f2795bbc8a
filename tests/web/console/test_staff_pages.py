"""The pages of staff: certificates and gaps of a day, what who may see, and leaving."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.login import enrol_device
from fazhi.kernel.models import Account, Entry
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Field
from fazhi.registers.staff.models import Absence, Officer, OfficerContact
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.documents import make_authority
from tests.factories.places import make_grid, square
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.staff import make_group, make_officer, make_secondment, make_vehicle
from tests.factories.tasks import make_task
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]
DAY = dt.date(2026, 3, 10)
ONE_DAY = dt.timedelta(days=1)
PHONE = "000-11112222"
LIST_STATEMENTS, PAGE_STATEMENTS, SEAT_STATEMENTS = 19, 30, 3


@pytest.fixture(autouse=True)
def _morning() -> Any:
    make_authority()
    with clock.standing_at(clock.at_local(DAY, dt.time(9))):
        yield


@pytest.fixture
def seconded() -> Officer:
    """Return a seconded officer with an account, a terminal, a telephone and two open tasks."""
    manager = make_officer(name="日常管理人")
    officer = make_officer(Field.ECOLOGY, name="派驻甲")
    officer.account = make_account(Role.OFFICER, username="paizhu.jia")
    officer.save()
    enrol_device(make_seat(Role.OPERATOR), officer.account.pk, "终端一号")
    OfficerContact.objects.create(authority=AUTHORITY, officer=officer, phone=PHONE)
    make_secondment(officer, manager)
    for title in ("核实：占道经营", "当场处罚决定备案"):
        make_task(Assignee.officer(officer.pk), title=title)
    return officer


def absent(officer: Officer) -> None:
    """Let an officer be in training on the day of the tests."""
    Absence.objects.create(
        authority=AUTHORITY, officer=officer, kind="training", since=DAY, until=DAY,
        recorded_at=clock.now(),
    )  # fmt: skip
    touch(AUTHORITY)


def names(client: Client, query: str) -> list[str]:
    """Return whom the list shows."""
    return sorted(row.officer.name for row in client.get(f"/staff/{query}").context["list"].rows)


def test_the_lamp_of_a_certificate_is_red_when_expired_and_amber_before(staff: Staff) -> None:
    for name, until in (
        ("过期", DAY - ONE_DAY),
        ("末日", DAY),
        ("将满", DAY + 30 * ONE_DAY),
        ("尚早", DAY + 31 * ONE_DAY),
        ("没有", None),
    ):
        make_officer(name=name, certified_until=until)

    rows = staff(Role.GRID_WORKER).get("/staff/").context["list"].rows

    assert {row.officer.name: (row.lamp.tone, row.lamp.words) for row in rows} == {
        "过期": ("overdue", "已于 2026-03-09 到期"),
        "末日": ("soon", "有效至 2026-03-10"),
        "将满": ("soon", "有效至 2026-04-09"),
        "尚早": ("ok", "有效至 2026-04-10"),
        "没有": ("overdue", "没有执法证"),
    }


def test_the_list_narrows_to_unit_field_and_state_of_certificate(staff: Staff) -> None:
    ecology = make_officer(Field.ECOLOGY, name="环保")
    make_officer(name="过期", certified_until=DAY - ONE_DAY)
    make_officer(name="将满", certified_until=DAY + ONE_DAY)
    absent(ecology)
    client = staff(Role.CLERK)

    assert names(client, f"?unit={ecology.unit_id}") == ["环保"]
    assert names(client, "?field=ecology") == ["环保"]
    assert names(client, "?certificate=missing") == ["过期"]
    assert names(client, "?certificate=expiring") == ["将满"]
    assert names(client, "?certificate=valid") == ["环保"]
    assert names(client, "?tab=seconded") == ["环保"]
    assert names(client, "?tab=absent") == ["环保"]
    assert names(client, "?q=将") == ["将满"]


def test_who_has_left_is_on_the_list_of_the_days_before_only(staff: Staff) -> None:
    make_officer(name="已离岗", until=DAY - ONE_DAY)
    client = staff(Role.CLERK)

    assert names(client, "") == []
    assert names(client, f"?day={DAY - ONE_DAY}") == ["已离岗"]


def test_gaps_of_the_day_and_of_the_next_stand_above_for_who_plans(staff: Staff) -> None:
    make_officer(name="明天到期", certified_until=DAY)
    grid = make_grid()
    planner = staff(Role.SQUAD_LEADER, username="planner")

    days = planner.get("/staff/").context["days"]
    worker = staff(Role.GRID_WORKER, username="worker").get("/staff/").context["days"]

    found = [
        {gap.subject for gap in each.gaps if gap.officer_id or gap.subject == grid.name}
        for each in days
    ]
    assert [each.day for each in days] == [DAY, DAY + ONE_DAY]
    assert found == [{grid.name, "明天到期（2026-03-10）"}, {grid.name, "明天到期"}]
    assert worker == ()


def test_absences_secondments_and_telephones_are_shown_only_to_who_plans(
    staff: Staff, seconded: Officer
) -> None:
    absent(seconded)
    secrets = (PHONE, "区生态环境部门业务科", "培训", "paizhu.jia")
    pages = {}
    for role in (Role.CLERK, Role.GRID_WORKER):
        client = staff(role, username=role.value)
        addresses = ("/staff/", f"/staff/{seconded.pk}/")
        pages[role] = [client.get(address).content.decode() for address in addresses]

    shown = {role: [word in "".join(both) for word in secrets] for role, both in pages.items()}

    assert shown == {Role.CLERK: [True] * 4, Role.GRID_WORKER: [False] * 4}
    assert PHONE not in pages[Role.CLERK][0]


def test_one_sees_ones_own_absence_and_account(seconded: Officer) -> None:
    absent(seconded)
    assert seconded.account
    client = sign_in_client(Client(), seconded.account)

    page = client.get(f"/staff/{seconded.pk}/").content.decode()

    assert ["培训" in page, "paizhu.jia" in page, PHONE in page] == [True, True, False]


@pytest.mark.usefixtures("seconded")
def test_the_export_has_a_column_for_each_thing_and_none_that_is_not_shown(staff: Staff) -> None:
    planner = exported(staff(Role.CLERK, username="planner"), "/staff/?export=csv&field=ecology")
    worker = exported(staff(Role.OFFICER, username="worker"), "/staff/?export=csv&field=ecology")

    assert [row["日常管理"] for row in planner] == ["日常管理人"]
    assert [row["证件有效期至"] for row in planner] == ["2027-12-31"]
    assert set(planner[0]) - set(worker[0]) == {
        "编制单位 / 用共管", "日常管理", "业务指导", "下沉期", "下沉期止", "当日",
    }  # fmt: skip


def test_the_groups_of_a_day_name_leader_members_grids_and_vehicles(staff: Staff) -> None:
    grids = [make_grid(f"G{place}", square(place, 0)) for place in (1, 2)]
    leader, member = make_officer(name="组长甲"), make_officer(name="组员乙")
    make_group(leader, grids, members=[member])
    make_group(make_officer(name="失效", certified_until=DAY - ONE_DAY), code="Z2")
    make_vehicle()

    context = staff(Role.GRID_WORKER).get("/staff/groups/").context

    first, second = context["groups"]
    assert (first.leader, first.members, first.grids) == (leader, (member,), tuple(grids))
    assert [each.lamp.words for each in (first, second)] == ["持证组长带队", "执法组没有持证组长"]
    assert [each.number for each in context["vehicles"]] == ["01"]


def test_what_will_be_handed_over_stands_on_the_page_before_it_is_done(
    staff: Staff, seconded: Officer
) -> None:
    page = staff(Role.OPERATOR).get(f"/staff/{seconded.pk}/").content.decode()

    assert "将移交 2 件未办任务" in page
    assert "核实：占道经营" in page
    assert "不指定的，移交给日常管理人。" in page


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.OPERATOR, ["secondment-end", "departure"]),
        (Role.CLERK, ["secondment-end"]),
        (Role.HEAD, ["secondment-end"]),
        (Role.SQUAD_LEADER, []),
        (Role.OFFICER, []),
    ],
)
def test_the_acts_are_offered_to_whom_the_actions_let(
    staff: Staff, seconded: Officer, role: Role, acts: list[str]
) -> None:
    context = staff(role).get(f"/staff/{seconded.pk}/").context

    assert [act.name for act in context["acts"]] == acts


def test_leaving_cuts_off_hands_over_and_says_so(staff: Staff, seconded: Officer) -> None:
    successor = make_officer(name="接替人")
    client = staff(Role.OPERATOR)
    given = {"last_day": str(DAY), "successor": str(successor.pk), "reason": "调回原单位"}

    answer = client.post(f"/staff/{seconded.pk}/departure/", given, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/staff/{seconded.pk}/", 303)]
    assert "账号、会话和 1 台终端已停用。2 件未办任务已移交接替人。" in page
    assert "在册至 2026-03-10。" in page
    assert not Account.objects.get(pk=seconded.account_id).is_active
    assert {task.assignee_key for task in Task.objects.all()} == {str(successor.pk)}
    assert not OfficerContact.objects.exists()


@pytest.mark.parametrize(("until", "is_here"), [(DAY, True), (DAY - ONE_DAY, False)])
def test_who_leaves_is_there_on_the_last_day_still(
    staff: Staff, until: dt.date, *, is_here: bool
) -> None:
    officer = make_officer(until=until)

    page = staff(Role.CLERK).get(f"/staff/{officer.pk}/").content.decode()

    assert ("<dd>在岗</dd>" in page) is is_here


def test_without_a_successor_the_daily_manager_takes_over(staff: Staff, seconded: Officer) -> None:
    given = {"last_day": str(DAY), "successor": "", "reason": "期满"}

    answer = staff(Role.HEAD).post(f"/staff/{seconded.pk}/secondment-end/", given, follow=True)

    page = answer.content.decode()
    assert "2 件未办任务已移交日常管理人。" in page
    assert "账号未停用，该日以后不再有岗位权限。" in page
    assert Account.objects.get(pk=seconded.account_id).is_active


def test_a_refusal_keeps_what_was_typed_and_changes_nothing(
    staff: Staff, seconded: Officer
) -> None:
    leaver = make_officer(name="同日离岗", until=DAY)
    client = staff(Role.OPERATOR)
    given = {"last_day": str(DAY), "successor": str(leaver.pk), "reason": "调回原单位"}

    answer = client.post(f"/staff/{seconded.pk}/departure/", given)

    form = answer.context["acts"][1].form
    assert answer.status_code == 422
    assert form.errors == {"successor": ["接替人在交接日不在册。"]}
    assert "调回原单位" in answer.content.decode()
    assert Account.objects.get(pk=seconded.account_id).is_active
    assert not Entry.objects.filter(kind="officer.departed").exists()


def test_an_operator_cannot_leave_by_his_own_hand_and_is_told_so(seconded: Officer) -> None:
    own = make_account(Role.OPERATOR, username="operator")
    Officer.objects.filter(pk=seconded.pk).update(account=own)
    given = {"last_day": str(DAY), "successor": "", "reason": "离职"}

    answer = sign_in_client(Client(), own).post(f"/staff/{seconded.pk}/departure/", given)

    assert answer.status_code == 422
    assert "不能停用自己的账号" in answer.content.decode()
    assert Officer.objects.get(pk=seconded.pk).until is None


def test_the_list_costs_the_same_with_three_rows_and_with_thirty(staff: Staff) -> None:
    client = staff(Role.CLERK)
    costs = []
    for number in (3, 27):
        for _ in range(number):
            officer = make_officer(Field.ECOLOGY)
            make_secondment(officer)
            absent(officer)
        client.get("/staff/")  # so that registers and the face of the site are in memory
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/staff/")
        costs.append(len(captured) - SEAT_STATEMENTS)

    assert len(page.context["list"].rows) == 30
    assert costs[0] == costs[1]
    assert costs[0] <= LIST_STATEMENTS


def test_the_other_pages_keep_their_budget(staff: Staff, seconded: Officer) -> None:
    for number in range(5):
        make_group(make_officer(), [make_grid(f"G{number}", square(number, 0))], code=f"Z{number}")
    client = staff(*INSIDERS)
    costs = {}
    for address in (f"/staff/{seconded.pk}/", "/staff/groups/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs[address] = len(captured)

    assert max(costs.values()) <= PAGE_STATEMENTS
