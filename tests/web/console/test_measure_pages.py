"""The pages of measures: proposed from the case, taken by each signer, refused with the article."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureStep
from tests.factories.accounts import sign_in_client
from tests.factories.measures import make_measure, make_step, propose_measure, take
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad, moment
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

_PROPOSED = {
    "key": "measure-page-1", "kind": "seizure", "instrument": "演示条例",
    "instrument_kind": "regulation", "article": 30, "paragraph": 1, "gives": "on",
    "reasons": "占用人行道。",
}  # fmt: skip
_HEAD = {"approval", "approval_under_urgency", "lifting", "extension"}
_THINGS = "三轮车 1 辆 红色 八成新\n塑料筐 12 只"


def client_of(seat: Seat) -> Client:
    """Return the client of the person who sits there."""
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def post(squad: Squad, measure: CompulsoryMeasure, step: str, **changes: Any) -> Any:
    """Send a step from its page at its own time; a change of None leaves the field out."""
    given = make_step(squad, measure, step)
    form: dict[str, Any] = {
        **{key: value for key, value in given.says.items() if value is not False},
        "key": given.key,
        "happened_at": clock.local(given.happened_at).strftime("%Y-%m-%dT%H:%M"),
        "officers": [str(each) for each in given.officer_ids],
        "approved": "yes",
        "lines": ["1", "2"],
        "things": _THINGS,
        "are_related": "on",
        **changes,
    }
    sent = {key: value for key, value in form.items() if value is not None}
    with clock.standing_at(given.happened_at):
        client = client_of(squad.head if step in _HEAD else squad.host)
        return client.post(f"/measures/{measure.dossier.public_id}/steps/{step}/", sent)


def test_a_measure_is_proposed_from_its_case_with_nothing_typed_again() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    client = client_of(squad.host)

    with clock.standing_at(moment(1, 11)):
        page = client.get(f"/cases/{case.dossier.public_id}/").content.decode()
        answer = client.post(f"/measures/new/{case.dossier.public_id}/", _PROPOSED)

    measure = CompulsoryMeasure.objects.get()
    assert f"/measures/new/{case.dossier.public_id}/" in page
    assert (answer.status_code, answer["Location"]) == (
        303, f"/measures/{measure.dossier.public_id}/",
    )  # fmt: skip
    assert measure.party == case.party


def test_every_step_can_be_taken_on_its_page() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    steps = ("approval", "measure", "keeping", "testing", "extension", "lifting",
             "return_of_items")  # fmt: skip

    answered = [post(squad, measure, step).status_code for step in steps]

    measure.refresh_from_db()
    items = measure.items.order_by("number").values_list("name", "quantity", "unit")
    assert answered == [303] * len(steps)
    assert measure.status == "ended"
    assert list(items) == [("三轮车", 1, "辆"), ("塑料筐", 12, "只")]


@pytest.mark.parametrize(
    ("changes", "rule", "article"),
    [
        ({"officers": None}, "officers", ""),
        ({"is_certificate_shown": None}, "COE-002", "《行政强制法》第十八条第（三）项"),
        ({"statement": ""}, "COE-002", "《行政强制法》第十八条第（六）项"),
        ({"are_related": None}, "COE-004", "《行政强制法》第二十三条第一款"),
        ({"have_necessities": "on"}, "COE-004", "《行政强制法》第二十三条第一款"),
        ({"have_sealed": "on"}, "COE-004", "《行政强制法》第二十三条第二款"),
        ({"things": ""}, "COE-004", "《行政强制法》第二十四条第二款第（三）项"),
        ({"copies": 1}, "COE-005", "《行政强制法》第二十四条第三款"),
        ({"keeper": ""}, "COE-008", "《行政强制法》第二十六条第一款"),
        ({"until": "2026-04-03"}, "COE-006", "《行政强制法》第二十五条第一款"),
    ],
)
def test_what_the_law_forbids_is_explained_and_what_was_typed_is_kept(
    changes: dict[str, Any], rule: str, article: str
) -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")

    answer = post(squad, measure, "measure", **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert rule in page
    assert article in page
    assert "当场清点物品，逐件登记。" in page
    assert not MeasureStep.objects.filter(step="measure").exists()


def test_one_officer_alone_is_refused_on_the_page() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")

    answer = post(squad, measure, "measure", officers=[str(squad.handlers[0].id)])

    assert answer.status_code == 422
    assert "只有 1 名具备资格的执法人员" in answer.content.decode()


def test_a_line_of_the_inventory_that_cannot_be_read_is_named() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")

    answer = post(squad, measure, "measure", things="三轮车 1 辆\n塑料筐 若干")

    assert answer.status_code == 422
    assert "清单第 2 行" in answer.content.decode()


def test_a_measure_without_a_basis_is_refused_with_what_to_do() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    sent = {key: value for key, value in _PROPOSED.items() if key not in {"gives", "article"}}

    with clock.standing_at(moment(1, 11)):
        answer = client_of(squad.host).post(f"/measures/new/{case.dossier.public_id}/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "COE-001" in page
    assert "T-37" in page
    assert "另找规定该措施的条款" in page


def test_the_page_of_a_measure_shows_term_things_checks_and_papers() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    with clock.standing_at(moment(2, 9)):
        page = client_of(squad.head).get(f"/measures/{measure.dossier.public_id}/")

    text = page.content.decode()
    for words in ("三轮车", "1 辆", "共 2 项", "演示仓库", "《演示条例》第三十条第一款",
                  "查封（扣押）决定书", "财物清单", "解除查封、扣押",
                  f"/measures/{measure.dossier.public_id}/steps/lifting/"):  # fmt: skip
        assert words in text


def test_after_the_term_the_page_says_that_it_must_be_lifted() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    with clock.standing_at(moment(33, 9)):
        page = client_of(squad.head).get(f"/measures/{measure.dossier.public_id}/")

    text = page.content.decode()
    assert "期限已经届满，应当解除。" in text
    assert "作出解除决定并立即退还。" in text


def test_the_page_of_the_case_shows_its_measures_and_no_way_to_close() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    case = measure.case_dossier.case
    client = client_of(squad.head)

    with clock.standing_at(moment(40, 9)):
        page = client.get(f"/cases/{case.dossier.public_id}/").content.decode()
        refused = client.post(
            f"/cases/{case.dossier.public_id}/steps/closure/",
            {"key": "closing-page", "happened_at": "2026-04-11T08:00", "ground": "performed"},
        )

    text = refused.content.decode()
    assert f"/measures/{measure.dossier.public_id}/" in page
    assert refused.status_code == 422
    assert "COE-031" in text
    assert "先在强制措施页面作出处理决定" in text


def test_a_list_costs_as_many_statements_for_three_rows_as_for_one() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    client = client_of(squad.leader)
    counted = []

    for more in (1, 2):
        for _each in range(more):
            propose_measure(squad, case)
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/measures/")
        counted.append(sum("compulsory_measures" in each["sql"] for each in captured))

    assert page.content.decode().count("data-row=") == 3
    assert counted[0] == counted[1] <= 4


def test_the_page_of_a_measure_is_read_with_few_statements(
    django_assert_max_num_queries: Any,
) -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval", "measure", "testing", "extension", "lifting")
    client = client_of(squad.head)
    address = f"/measures/{measure.dossier.public_id}/"
    client.get(address)

    with django_assert_max_num_queries(25), clock.standing_at(moment(27, 9)):
        page = client.get(address)

    assert page.status_code == 200


def test_the_list_is_exported() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    with clock.standing_at(moment(2, 9)):
        (found,) = exported(client_of(squad.leader), "/measures/?export=csv")

    assert (found["措施 / 文号"], found["措施"], found["状态"]) == (
        measure.number, "扣押", "查封、扣押中",
    )  # fmt: skip


def test_the_task_leads_to_the_measure() -> None:
    squad = make_squad()
    measure = propose_measure(squad)

    with clock.standing_at(moment(1, 12)):
        page = client_of(squad.head).get("/desk/").content.decode()

    assert f"/measures/{measure.dossier.public_id}/" in page


def test_a_step_of_no_law_has_no_page_and_that_of_another_is_forbidden() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    address = f"/measures/{measure.dossier.public_id}/steps"

    answers = [
        client_of(seat).get(f"{address}/{step}/").status_code
        for seat, step in (
            (squad.head, "nonsense"), (squad.head, "scene_record"), (squad.host, "approval"),
            (squad.head, "approval"),
        )
    ]  # fmt: skip

    assert answers == [404, 404, 403, 200]


def test_a_head_who_does_not_approve_says_so() -> None:
    squad = make_squad()
    measure = propose_measure(squad)

    answer = post(squad, measure, "approval", approved="no")

    measure.refresh_from_db()
    assert (answer.status_code, measure.status) == (303, "declined")


def test_some_lines_are_lifted_and_the_others_wait() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    post(squad, measure, "lifting", lines=["2"])

    measure.refresh_from_db()
    assert measure.status == "standing"
    assert take(squad, make_step(squad, measure, "return_of_items")).item_numbers == [2]
