"""What the steps of an ordinary case put into custody: said once, kept in both rooms."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.evidence.actions import (
    record_custody_entries,
    record_device_qualifications,
)
from fazhi.capabilities.evidence.choices import (
    CustodyEntryKind,
    DeviceKind,
    EndedAs,
    HeldAs,
    QualificationKind,
)
from fazhi.capabilities.evidence.inputs import NoteInput, QualificationInput
from fazhi.capabilities.evidence.models import Exhibit, Holding
from fazhi.capabilities.evidence.queries import admissibility_of
from fazhi.capabilities.evidence.terms import HOLDING_TASK
from fazhi.capabilities.tasks.choices import AssigneeKind, TaskStatus
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.errors import InputError, RefusalError
from fazhi.proceedings.cases.choices import GoodsDisposal
from fazhi.proceedings.cases.errors import StepRefusedError
from fazhi.proceedings.cases.keeping import decide_goods, hold_goods
from fazhi.proceedings.cases.models import Case, CaseStep, ConfiscatedGoods
from tests.factories.custody import Store, make_device, make_store
from tests.factories.ordinary import (
    DAY,
    Squad,
    make_ordinary_case,
    make_squad,
    make_step,
    moment,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def squad() -> Squad:
    return make_squad()


@pytest.fixture
def case(squad: Squad) -> Case:
    return make_ordinary_case(squad, until="gather_evidence")


def preserve(squad: Squad, case: Case, **says: object) -> CaseStep:
    return take(squad, make_step(squad, case, "registration_preservation", **says))


def test_evidence_put_on_file_is_an_exhibit_that_awaits_its_file(squad: Squad, case: Case) -> None:
    (exhibit,) = Exhibit.objects.filter(dossier=case.dossier)

    assert (exhibit.kind, exhibit.label, exhibit.obtained_from) == (
        "audiovisual",
        "现场照片",
        "现场",
    )
    assert (exhibit.officer, exhibit.attachment, exhibit.place) == (
        squad.handlers[0],
        None,
        case.place,
    )
    assert CaseStep.objects.get(step="gather_evidence").pk == exhibit.origin


def test_a_preservation_opens_its_holdings_by_itself(squad: Squad, case: Case) -> None:
    step = preserve(squad, case)

    cart, table = Holding.objects.order_by("number")
    assert [(each.name, each.quantity, each.condition) for each in (cart, table)] == [
        ("摊车", "1辆", "轮胎破损"),
        ("折叠桌", "4张", ""),
    ]
    assert {each.origin for each in (cart, table)} == {step.pk}
    assert {each.kind for each in (cart, table)} == {HeldAs.PRESERVATION}
    assert cart.due_on == dt.date(2026, 3, 12)
    assert {each.officer for each in cart.officers.all()} == set(squad.handlers)
    task = Task.objects.get(kind=HOLDING_TASK)
    assert (cart.task, table.task) == (task, task)
    assert (task.assignee_kind, task.assignee_key) == (
        AssigneeKind.OFFICER,
        str(squad.handlers[0].pk),
    )


def test_a_preservation_and_its_end_have_their_papers(squad: Squad, case: Case) -> None:
    notice = preserve(squad, case).document
    result = take(squad, make_step(squad, case, "preservation_result")).document

    assert notice is not None
    assert result is not None
    assert (notice.template, result.template) == (
        Template.REGISTRATION_PRESERVATION_NOTICE,
        Template.PRESERVATION_RESULT,
    )
    assert [each["name"] for each in notice.said["items"]] == ["摊车", "折叠桌"]
    assert notice.said["due"] == "2026年3月12日"
    assert result.said["notice_number"] == notice.number
    assert [each["result"] for each in result.said["items"]] == ["退还", "退还"]


def test_the_decision_of_the_step_decides_every_thing_and_ends_the_task(
    squad: Squad, case: Case
) -> None:
    preserve(squad, case)

    take(squad, make_step(squad, case, "preservation_result", result="tested"))

    outcomes = [each.outcome for each in Holding.objects.order_by("number")]
    assert [(each.end, each.decided_on) for each in outcomes] == [
        (EndedAs.TESTED, DAY + dt.timedelta(days=3))
    ] * 2
    assert Task.objects.get(kind=HOLDING_TASK).status == TaskStatus.COMPLETED


def test_a_result_that_comes_too_late_decides_nothing(squad: Squad, case: Case) -> None:
    preserve(squad, case)
    late = make_step(squad, case, "preservation_result", result="tested")
    fields = {name: getattr(late, name) for name in late.__slots__}
    late = type(late)(**(fields | {"happened_at": moment(14, 9)}))

    with pytest.raises(StepRefusedError) as refused:
        take(squad, late)

    assert [each.rule for each in refused.value.answers] == ["ORD-003"]
    assert not Holding.objects.filter(outcome__isnull=False).exists()


def test_a_thing_that_was_used_stops_the_step_of_its_case(squad: Squad, case: Case) -> None:
    preserve(squad, case)
    cart = Holding.objects.order_by("number")[0]
    with clock.standing_at(moment(2, 9)):
        used = NoteInput(
            kind=CustodyEntryKind.USED, at=moment(2, 9), reason="借用。", holding_id=cart.pk
        )
        record_custody_entries(squad.host, [used])

    with pytest.raises(RefusalError) as refused:
        take(squad, make_step(squad, case, "preservation_result"))

    assert [each.rule for each in refused.value.answers] == ["COE-008"]
    assert not CaseStep.objects.filter(case=case, step="preservation_result").exists()


def test_samples_are_held_without_a_term(squad: Squad, case: Case) -> None:
    take(squad, make_step(squad, case, "sampling"))

    (sample,) = Holding.objects.all()
    assert (sample.kind, sample.amount, sample.due_on, sample.task) == (
        HeldAs.SAMPLING,
        Decimal(3),
        None,
        None,
    )


def test_a_case_that_is_withdrawn_leaves_its_things_to_be_seen_to(squad: Squad, case: Case) -> None:
    preserve(squad, case)
    given = make_step(squad, case, "closure")
    fields = {name: getattr(given, name) for name in given.__slots__}
    changed = {
        "step": "withdrawal",
        "says": {"reason": "不属于本机关管辖。"},
        "happened_at": moment(2, 10),
    }
    take(squad, type(given)(**(fields | changed)))

    assert Task.objects.get(kind=HOLDING_TASK).status == TaskStatus.ASSIGNED


def test_a_device_is_reviewed_once_in_the_register(squad: Squad) -> None:
    case = make_ordinary_case(squad, until="interview_record")
    with clock.standing_at(moment(0, 8)):
        store = make_store(case.dossier)
        device = make_device(store, DeviceKind.MONITORING)
    from_device = {"device": device.number, "device_record_audited": True}

    with pytest.raises(StepRefusedError) as refused:
        take(squad, make_step(squad, case, "gather_evidence", **from_device))
    with clock.standing_at(moment(0, 9)):
        _qualify(store, device.pk)
    told = from_device | {"device_party_informed": True}
    step = take(squad, make_step(squad, case, "gather_evidence", **told))

    assert [each.rule for each in refused.value.answers] == ["PEN-022"] * 5
    assert step.said["device_legally_reviewed"] is True
    exhibit = Exhibit.objects.get(dossier=case.dossier)
    assert exhibit.device == device
    assert [each.holds for each in admissibility_of(exhibit)] == [True]


def test_a_device_that_nobody_registered_is_sent_back(squad: Squad) -> None:
    case = make_ordinary_case(squad, until="interview_record")

    with pytest.raises(InputError) as refused:
        take(squad, make_step(squad, case, "gather_evidence", device="没有的编号"))

    assert sorted(refused.value.fields) == ["device"]


def _qualify(store: Store, device_id: object) -> None:
    kinds = set(QualificationKind) - {QualificationKind.CALIBRATION}
    record_device_qualifications(
        store.clerk,
        [
            QualificationInput(
                device_id=device_id,  # type: ignore[arg-type]
                kind=kind,
                since=DAY,
                reference="审字1号",
            )
            for kind in sorted(kinds)
        ],
    )


def test_confiscated_goods_are_held_and_decided_with_their_disposal(
    squad: Squad, case: Case
) -> None:
    keeper = squad.leader
    Case.objects.filter(pk=case.pk).update(decided_at=moment(2, 9))
    case.refresh_from_db()
    goods = ConfiscatedGoods.objects.create(
        authority=case.authority, case=case, description="摊车", quantity="1辆"
    )
    with clock.standing_at(moment(3, 9)):
        hold_goods(keeper, [goods])
        held = Holding.objects.get(kind=HeldAs.CONFISCATION)
        goods.disposal, goods.disposed_on = GoodsDisposal.PUBLIC_AUCTION, clock.today()
        goods.record_number = "拍1"
        decide_goods(keeper, [goods])

    assert (held.quantity, held.since, held.due_on) == ("1辆", DAY + dt.timedelta(days=2), None)
    held.refresh_from_db()
    assert (held.outcome.end, held.outcome.reason[-2:]) == (EndedAs.SOLD, "拍1")
