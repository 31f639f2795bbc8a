"""A measure from the proposal to the return: each step taken, its papers, tasks and refusals."""

import datetime as dt
from dataclasses import replace

import pytest

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.examiner import examine_file
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.actions import propose_case_measures
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.compulsory_measures.actions import take_measure_steps
from fazhi.proceedings.compulsory_measures.errors import MeasureRefusedError
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureStep
from fazhi.proceedings.compulsory_measures.queries import acts_in_case
from fazhi.registers.competence.models import Claim
from tests.factories.measures import (
    BASIS,
    CART,
    TERM,
    make_measure,
    make_proposal,
    make_step,
    propose_measure,
    serve_paper,
    take,
)
from tests.factories.ordinary import DAY, make_ordinary_case, make_squad, moment
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def waiting(measure: CompulsoryMeasure) -> list[str]:
    """Return the titles of the tasks that wait on a measure, without its number."""
    rows = Task.objects.filter(OPEN, dossier=measure.dossier).order_by("due_at", "id")
    return [title.partition("：")[0] for title in rows.values_list("title", flat=True)]


def papers(step: MeasureStep) -> list[str]:
    """Return the kinds of documents that a step issued."""
    return [each.template for each in step.documents.order_by("issued_at", "id")]


def test_a_measure_goes_from_the_proposal_to_the_return() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    found = [(measure.status, measure.due_on, *waiting(measure))]

    for step in ("approval", "measure", "lifting", "return_of_items"):
        take(squad, make_step(squad, measure, step))
        measure.refresh_from_db()
        found.append((measure.status, measure.due_on, *waiting(measure)))

    assert found == [
        ("proposed", None, "负责人批准"),
        ("ready", None, "实施查封、扣押"),
        ("standing", dt.date(2026, 4, 2), "期限内作出处理决定"),
        ("returning", dt.date(2026, 3, 28), "立即退还财物"),
        ("ended", None),
    ]
    assert measure.number == "测综执强措字〔2026〕第0001号"


def test_each_step_issues_its_papers_in_the_dossier_of_the_case() -> None:
    squad = make_squad()
    measure = propose_measure(squad)

    issued = [
        papers(take(squad, make_step(squad, measure, step)))
        for step in ("approval", "measure", "testing", "extension", "lifting", "return_of_items")
    ]

    assert issued == [
        ["measure_approval"],
        ["sealing_seizure_decision", "inventory", "scene_record"],
        ["testing_notice"],
        ["seizure_extension_notice"],
        ["lifting_decision"],
        ["return_receipt"],
    ]
    dossiers = set(Document.objects.values_list("dossier_id", flat=True))
    assert dossiers == {measure.case_dossier_id}


def test_the_decision_says_what_the_law_wants_and_is_handed_over_at_once() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    take(squad, make_step(squad, measure, "approval"))

    step = take(squad, make_step(squad, measure, "measure"))

    decision = step.documents.get(template="sealing_seizure_decision")
    inventory = step.documents.get(template="inventory")
    assert decision.said["basis"] == "《演示条例》第三十条第一款"
    assert decision.said["term"] == "自2026年3月3日起至2026年4月2日止"
    assert "宁波市镇海区人民政府" in decision.said["remedy"]
    assert inventory.said["total"] == "共 2 项：1 辆、12 只"
    assert inventory.said["decision_number"] == decision.number
    served = ServiceAttempt.objects.get(document=decision)
    assert (served.mode, served.effective_on) == ("personal", dt.date(2026, 3, 3))


def test_an_urgent_measure_is_reported_and_approved_within_a_day() -> None:
    squad = make_squad()
    measure = propose_measure(squad, is_urgent=True)
    step = take(squad, make_step(squad, measure, "measure"))
    measure.refresh_from_db()
    found = [(measure.status, measure.due_on, *waiting(measure))]

    take(squad, make_step(squad, measure, "approval_under_urgency"))

    measure.refresh_from_db()
    found.append((measure.status, measure.due_on, *waiting(measure)))
    assert found == [
        ("unapproved", dt.date(2026, 3, 4), "二十四小时内报告并补办批准", "期限内作出处理决定"),
        ("standing", dt.date(2026, 4, 2), "期限内作出处理决定"),
    ]
    assert "urgent_measure_report" in papers(step)
    task = Task.objects.get(title__startswith="二十四小时")
    assert (task.rule, task.due_at) == ("SEIZE_REPORT", moment(2, 14))


def test_an_approval_after_a_day_is_refused_and_only_the_lifting_is_left() -> None:
    squad = make_squad()
    measure = make_measure(squad, "measure", is_urgent=True)
    late = replace(make_step(squad, measure, "approval_under_urgency"), happened_at=moment(2, 15))

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, late)

    answer = caught.value.refused[0][0]
    assert (answer.rule, str(answer.because[0])) == ("COE-003", "《行政强制法》第十九条")
    assert answer.next_step.zh == "立即解除措施；仍有必要的，批准后重新实施。"
    take(squad, replace(make_step(squad, measure, "lifting"), happened_at=moment(2, 16)))
    measure.refresh_from_db()
    assert measure.status == "returning"


def test_a_head_who_disagrees_leaves_a_measure_that_must_be_lifted() -> None:
    squad = make_squad()
    measure = make_measure(squad, "measure", is_urgent=True)

    take(squad, make_step(squad, measure, "approval_under_urgency", approved_by_head=False))

    measure.refresh_from_db()
    assert (measure.status, waiting(measure)) == ("must_lift", ["解除查封、扣押"])


@pytest.mark.parametrize(
    ("says", "rule", "article"),
    [
        ({"is_certificate_shown": None}, "COE-002", "《行政强制法》第十八条第（三）项"),
        ({"is_notified": None}, "COE-002", "《行政强制法》第十八条第（四）项"),
        ({"tells_reasons": None}, "COE-002", "《行政强制法》第十八条第（五）项"),
        ({"statement": None}, "COE-002", "《行政强制法》第十八条第（六）项"),
        ({"record": None}, "COE-002", "《行政强制法》第十八条第（七）项"),
        ({"signature": "missing"}, "COE-002", "《行政强制法》第十八条第（八）项"),
        ({"party_present": None}, "COE-002", "《行政强制法》第十八条第（九）项"),
        ({"is_delivered": None}, "COE-005", "《行政强制法》第二十四条第一款"),
        ({"copies": 1}, "COE-005", "《行政强制法》第二十四条第三款"),
        ({"keeper": None}, "COE-008", "《行政强制法》第二十六条第一款"),
        ({"until": TERM + dt.timedelta(1)}, "COE-006", "《行政强制法》第二十五条第一款"),
        ({"cost_on_party": True}, "COE-008", "《行政强制法》第二十六条第三款"),
    ],
)
def test_what_is_owed_at_the_scene_is_refused_when_it_is_missing(
    says: dict[str, object], rule: str, article: str
) -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    before = Entry.objects.count()

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, make_step(squad, measure, "measure", **says))

    answers = caught.value.refused[0]
    assert (rule, article) in {(each.rule, str(each.because[0])) for each in answers}
    assert all(each.next_step.zh for each in answers)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("flag", "value"),
    [("is_related", False), ("is_daily_necessity", True), ("is_sealed_by_another", True)],
)
def test_what_may_not_be_taken_is_refused(flag: str, *, value: bool) -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    item = replace(CART, **{flag: value})

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, replace(make_step(squad, measure, "measure"), items=(item,)))

    assert [each.rule for each in caught.value.refused[0]] == ["COE-004"]


def test_one_officer_alone_takes_nothing() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    alone = replace(make_step(squad, measure, "measure"), officer_ids=(squad.handlers[0].id,))

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, alone)

    assert caught.value.refused[0][0].reason.zh == "只有 1 名具备资格的执法人员，须 2 名以上。"


@pytest.mark.parametrize(
    ("basis", "rule"),
    [
        (replace(BASIS, instrument=""), "COE-001"),
        (replace(BASIS, gives=False), "COE-001"),
        (replace(BASIS, article=0), "T-37"),
    ],
)
def test_a_measure_without_a_basis_is_not_even_proposed(basis: object, rule: str) -> None:
    squad = make_squad()

    with pytest.raises(MeasureRefusedError) as caught:
        propose_measure(squad, basis=basis)

    assert rule in {each.rule for each in caught.value.refused[0]}
    assert not CompulsoryMeasure.objects.exists()


def test_an_item_that_was_given_back_takes_the_measure_with_it() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    Claim.objects.update(until=DAY)

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, make_step(squad, measure, "measure"))

    assert [each.rule for each in caught.value.refused[0]] == ["PEN-001", "COE-001"]


def test_nothing_is_taken_that_the_head_did_not_approve() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    take(squad, make_step(squad, measure, "approval", approved_by_head=False))
    measure.refresh_from_db()

    with pytest.raises(MeasureRefusedError):
        take(squad, make_step(squad, measure, "measure"))

    assert (measure.status, waiting(measure)) == ("declined", [])


def test_testing_moves_the_term_once_the_party_was_told() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    step = take(squad, make_step(squad, measure, "testing"))
    measure.refresh_from_db()
    untold = measure.due_on

    serve_paper(squad, step.documents.get(), moment(4, 11))

    measure.refresh_from_db()
    assert (untold, measure.due_on) == (dt.date(2026, 4, 2), dt.date(2026, 4, 7))


def test_an_extension_is_told_by_the_service_of_its_notice() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    step = take(squad, make_step(squad, measure, "extension"))
    measure.refresh_from_db()
    before = [act.step for act in MeasureRows.of(measure).acts]

    serve_paper(squad, step.documents.get(), moment(20, 11))

    assert measure.due_on == dt.date(2026, 5, 2)
    assert [act.step for act in MeasureRows.of(measure).acts] == [*before, "extension_notice"]
    with pytest.raises(MeasureRefusedError) as caught:
        take(
            squad,
            replace(make_step(squad, measure, "extension"), happened_at=moment(21, 9)),
        )
    assert caught.value.refused[0][0].reason.zh == "已经延长过一次。"


def test_after_the_term_nothing_but_the_lifting_is_lawful() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    refused = []

    for step in ("extension", "testing", "handling"):
        with pytest.raises(MeasureRefusedError) as caught:
            take(squad, replace(make_step(squad, measure, step), happened_at=moment(33, 9)))
        refused.append({each.rule for each in caught.value.refused[0]} & {"COE-006", "COE-009"})
    take(squad, replace(make_step(squad, measure, "lifting"), happened_at=moment(33, 10)))

    measure.refresh_from_db()
    assert (refused, measure.status) == ([{"COE-006", "COE-009"}] * 3, "returning")


def test_some_things_are_returned_and_others_destroyed() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    take(squad, replace(make_step(squad, measure, "handling"), item_numbers=(2,)))
    measure.refresh_from_db()
    between = measure.status

    take(squad, make_step(squad, measure, "lifting"))
    step = take(squad, make_step(squad, measure, "return_of_items"))

    measure.refresh_from_db()
    assert (between, measure.status, step.item_numbers) == ("standing", "ended", [1])
    assert [each["name"] for each in step.documents.get().said["items"]] == ["三轮车"]


def test_goods_are_confiscated_only_by_the_decision_of_the_case() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, make_step(squad, measure, "handling", disposal="confiscated"))

    assert [each.rule for each in caught.value.refused[0]] == ["COE-031"]


def test_things_go_to_the_police_with_a_receiver_and_the_party_is_told() -> None:
    squad = make_squad()
    measure = make_measure(squad)
    step = make_step(squad, measure, "handling", disposal="transferred")
    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, step)

    done = take(
        squad,
        make_step(squad, measure, "handling", disposal="transferred", receiver="演示公安分局"),
    )

    assert [each.rule for each in caught.value.refused[0]] == ["COE-010"]
    assert papers(done) == ["items_transfer_notice"]


def test_damage_is_compensated_before_the_return_is_over() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval", "measure", "lifting")

    with pytest.raises(MeasureRefusedError) as caught:
        take(squad, make_step(squad, measure, "return_of_items", was_damaged=True))

    assert caught.value.refused[0][0].reason.zh == "财物损毁，没有赔偿。"
    take(
        squad,
        make_step(squad, measure, "return_of_items", was_damaged=True, is_compensated=True),
    )


def test_another_place_of_keeping_is_on_file() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval", "measure", "keeping")

    last = MeasureRows.of(measure).file(DAY + dt.timedelta(3)).last("keeping")

    assert last is not None
    assert last.word("place") == "演示二号仓库"


@pytest.mark.parametrize(
    ("step", "by"),
    [
        ("approval", "leader"),
        ("approval", "host"),
        ("measure", "head"),
        ("lifting", "host"),
        ("extension", "reviewer"),
    ],
)
def test_a_step_of_another_role_is_forbidden(step: str, by: str) -> None:
    squad = make_squad()
    measure = propose_measure(squad)

    with pytest.raises(ForbiddenError):
        take(squad, make_step(squad, measure, step), getattr(squad, by))


def test_an_officer_who_has_no_part_in_it_finds_no_measure() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    stranger = make_seat(*squad.host.roles)
    abroad = make_seat(*squad.head.roles, authority=OTHER_AUTHORITY)

    for seat, step in ((stranger, "measure"), (abroad, "approval")):
        with pytest.raises(NotFoundError):
            take(squad, make_step(squad, measure, step), seat)


def test_who_records_a_step_of_officers_takes_part_in_it() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")

    with pytest.raises(InputError) as caught:
        take(squad, make_step(squad, measure, "measure"), squad.leader)

    assert list(caught.value.fields) == ["officers"]


@pytest.mark.parametrize(
    ("step", "field"), [("extension_notice", "step"), ("service", "step"), ("nothing", "step")]
)
def test_what_goes_with_another_step_is_not_taken_by_itself(step: str, field: str) -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    given = replace(make_step(squad, measure, "approval"), step=step)

    with pytest.raises(InputError) as caught:
        take(squad, given)

    assert list(caught.value.fields) == [field]


def test_a_moment_to_come_is_refused() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    given = make_step(squad, measure, "approval")

    with clock.standing_at(moment(1, 11)), pytest.raises(InputError):
        take_measure_steps(squad.head, [given])


def test_a_refusal_to_sign_needs_a_witness() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    with pytest.raises(InputError):
        take(squad, make_step(squad, measure, "measure", signature="refusal_noted"))

    step = take(
        squad,
        make_step(squad, measure, "measure", signature="refusal_noted", witness="演示见证人"),
    )

    assert ServiceAttempt.objects.get(document__in=step.documents.all()).mode == "leaving"


def test_a_party_who_is_away_is_served_later() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")

    take(
        squad,
        make_step(
            squad, measure, "measure", party_present=None, statement=None, witness="演示见证人"
        ),
    )

    assert not ServiceAttempt.objects.exists()


def test_the_same_key_takes_one_step() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    given = make_step(squad, measure, "approval")

    first, again = take(squad, given), take(squad, given)

    assert first == again
    with pytest.raises(ConflictError):
        take(squad, replace(given, says={"approved_by_head": False, "reasons": "不同意。"}))


def test_each_step_writes_one_entry_with_its_article_and_no_personal_value() -> None:
    squad = make_squad()
    measure = make_measure(squad)

    entry = Entry.objects.get(pk=measure.steps.get(step="measure").entry_id)

    assert (entry.kind, entry.dossier_id, entry.item_count) == (
        "measure_step.taken", measure.pk, 1,
    )  # fmt: skip
    assert list(entry.provisions) == ["《行政强制法》第二十四条第一款"]
    assert "演示保管员" not in entry.content.text


def test_the_examiner_finds_nothing_in_a_lawful_file_and_the_fault_in_another() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval", "measure", "lifting")
    case = CaseFileRows.of(measure.case_dossier.case)

    def found() -> set[str]:
        acts = (*case.acts, *acts_in_case(measure.case_dossier_id))
        examination = examine_file(load_law(), case.facts(DAY), acts)
        return {each.rule for each in examination.findings if each.rule.startswith("COE")}

    unreturned = found()
    take(squad, make_step(squad, measure, "return_of_items"))

    assert (unreturned, found()) == ({"COE-009"}, set())


def test_a_decided_case_is_too_late_for_a_measure() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="decision")

    with clock.standing_at(moment(30, 9)), pytest.raises(ConflictError):
        propose_case_measures(squad.host, [make_proposal(case)])
