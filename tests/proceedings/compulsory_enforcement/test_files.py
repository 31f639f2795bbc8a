"""A decision that is not performed: opened, demanded, enforced, each gate in its turn."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.capabilities.payments.choices import Channel
from fazhi.capabilities.payments.models import LateFineWaiver, Payment, Receivable
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementWay
from fazhi.law.examiner import Severity, examine_file
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.actions import record_fine_payments
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.compulsory_enforcement.actions import (
    change_enforcement_ways,
    close_enforcements,
    open_enforcements,
    take_enforcement_steps,
)
from fazhi.proceedings.compulsory_enforcement.errors import (
    EnforcementRefusedError,
    EnforcementStateError,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementClosure, WayInput
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement, EnforcementStep
from tests.factories.enforcement import (
    APPLY_UNTIL,
    at,
    enforcement_input,
    make_enforcement,
    make_other,
    make_unpaid_case,
    step_input,
    take,
)
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

SUBSTITUTE = EnforcementWay.SUBSTITUTE_PERFORMANCE
OWN, DEMOLITION = EnforcementWay.COMPULSORY_ENFORCEMENT, EnforcementWay.DEMOLITION


def demand_and_apply(squad: Squad, row: CompulsoryEnforcement) -> None:
    """Demand after the period for suit, wait, and ask the court."""
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "court_enforcement_application", "2026-10-26")


def pay(squad: Squad, row: CompulsoryEnforcement, day: str, amount: str, number: str) -> None:
    """Pay a part of the fine at the bank."""
    given = FinePaymentInput(
        row.case_id, Decimal(amount), dt.date.fromisoformat(day), Channel.BANK, number
    )
    with clock.standing_at(at(day, 12)):
        record_fine_payments(squad.town.clerk, [given])


def waiting(row: CompulsoryEnforcement) -> list[tuple[str, str]]:
    """Return the open tasks of a file: title without number, and the last day."""
    rows = Task.objects.filter(OPEN, dossier=row.case.dossier, kind__startswith="enforcement.")
    return sorted((task.title.partition("：")[0], str(clock.day_of(task.due_at))) for task in rows)


def refused(caught: "pytest.ExceptionInfo[EnforcementRefusedError]") -> list[str]:
    return list(dict.fromkeys(answer.rule for answer in caught.value.refused[0]))


def test_a_fine_goes_from_the_demand_through_the_court_to_the_bank() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    demand_and_apply(squad, row)
    take(squad, row, "court_acceptance", "2026-10-29")
    take(squad, row, "court_ruling", "2026-11-04")

    take(squad, row, "enforcement", "2026-11-20", amount="3000", late_fine="3000",
         receipt_number="执1", late_receipt_number="执2")  # fmt: skip

    row.refresh_from_db()
    owed = Receivable.objects.get(dossier=row.case.dossier)
    papers = [step.document for step in row.steps.order_by("happened_at") if step.document]
    assert (row.number, row.status) == ("测综执执立字〔2026〕第0001号", "performed")
    assert (owed.status, owed.fine_paid, owed.late_fine_paid) == ("paid", 3000, 3000)
    assert [paper.number for paper in papers] == [
        "测综执催字〔2026〕第0001号", "测综执强申字〔2026〕第0001号",
    ]  # fmt: skip
    assert Payment.objects.filter(receivable=owed).count() == 2
    assert waiting(row) == []


def test_the_papers_state_what_was_owed_and_nothing_was_typed_twice() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    demand_and_apply(squad, row)

    demand, asked = (
        step.document.said
        for step in row.steps.order_by("happened_at")
        if step.document is not None
    )

    number = row.case.decision.document.number
    assert demand["amount_in_words"] == (
        "罚款¥3,000，加处罚款¥3,000（计算至2026年10月9日），合计人民币陆仟元整"
    )
    assert demand["basis"] == "第五十四条"
    assert number in demand["decision_number"]
    assert asked["court"] == "宁波市镇海区人民法院"
    assert len(asked["attachments"]) == 7
    assert asked["demand"] == (
        "2026年10月9日以《催告书》（测综执催字〔2026〕第0001号）催告，2026年10月9日送达，"
        "当事人仍未履行。"
    )


def test_each_window_is_a_task_that_warns_before_it_closes() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    opened = waiting(row)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    demanded = waiting(row)
    take(squad, row, "court_enforcement_application", "2026-10-26")

    applied = waiting(row)

    task = Task.objects.get(OPEN, title__startswith="法院受理：")
    assert opened == [("催告履行", "2026-12-13"), ("申请法院强制执行", str(APPLY_UNTIL))]
    assert demanded == [
        ("催告书送达满十个工作日", "2026-10-22"),
        ("催告的履行期限", "2026-10-20"),
        ("向法院提交申请和材料", str(APPLY_UNTIL)),
    ]
    assert applied == [("法院受理", "2026-11-02")]
    assert task.warn_on < clock.day_of(task.due_at)
    assert task.article


@pytest.mark.parametrize(
    ("day", "says", "rules"),
    [
        ("2026-10-22", {}, ["COE-023"]),
        ("2026-12-29", {}, ["COE-022"]),
        ("2026-10-26", {"is_competent_court": None}, ["COE-024"]),
    ],
)
def test_the_court_is_asked_in_its_window_and_after_ten_working_days(
    day: str, says: dict[str, object], rules: list[str]
) -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    before = Entry.objects.count()

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "court_enforcement_application", day, **says)

    assert refused(caught) == rules
    assert caught.value.refused[0][0].next_step.zh
    assert Entry.objects.count() == before


def test_a_refusal_of_the_court_may_be_taken_to_the_court_above_within_fifteen_days() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    demand_and_apply(squad, row)
    take(squad, row, "court_refusal", "2026-10-29")
    windows = waiting(row)

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "court_review", "2026-11-16")

    assert windows == [("对裁定不服，向上一级法院申请复议", "2026-11-13")]
    assert refused(caught) == ["COE-026"]
    assert take(squad, row, "court_review", "2026-11-13").step == "court_review"


def test_an_office_without_own_power_is_sent_to_the_court_and_changes_its_way() -> None:
    squad = make_squad()
    row = make_enforcement(squad, way=OWN)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "statement_and_defence", "2026-10-12")

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "enforcement_decision", "2026-10-26")
    with clock.standing_at(at("2026-10-26", 11)):
        change_enforcement_ways(
            squad.leader,
            [WayInput(enforcement_id=row.pk, way=EnforcementWay.COURT_APPLICATION, reason="无权")],
        )

    assert refused(caught) == ["COE-019"]
    take(squad, row, "court_enforcement_application", "2026-10-26", 14)
    row.refresh_from_db()
    assert (row.way, row.status) == ("court_application", "applied")


def test_an_own_enforcement_is_decided_served_and_carried_out_by_daylight() -> None:
    squad = make_squad()
    row = make_other(squad, OWN, own_power_basis="某法第一条")
    take(squad, row, "demand", "2026-04-16", due_on="2026-04-23")
    take(squad, row, "statement_and_defence", "2026-04-20", statement_made=True, record="困难。",
         was_rechecked=True)  # fmt: skip
    take(squad, row, "enforcement_decision", "2026-04-24")
    for day, says, rule in (
        ("2026-05-01", {}, "COE-015"),
        ("2026-04-28", {"cut_supply": "water", "is_for_residents": True}, "COE-016"),
    ):
        with pytest.raises(EnforcementRefusedError) as caught:
            take(squad, row, "enforcement", day, **says)
        assert refused(caught) == [rule]

    take(squad, row, "enforcement", "2026-04-28")

    with clock.standing_at(at("2026-04-29")):
        close_enforcements(squad.leader, [EnforcementClosure(enforcement_id=row.pk)])
    row.refresh_from_db()
    papers = [step.document.template for step in row.steps.order_by("happened_at", "recorded_at")
              if step.document]  # fmt: skip
    assert row.status == "closed"
    assert papers == ["demand", "statement_record", "enforcement_decision", "enforcement_record"]
    assert waiting(row) == []


def test_a_substitute_performance_is_demanded_again_three_working_days_before() -> None:
    squad = make_squad()
    row = make_other(squad, SUBSTITUTE)
    take(squad, row, "demand", "2026-04-16", due_on="2026-04-23")
    take(squad, row, "substitute_performance_decision", "2026-04-24")
    take(squad, row, "renewed_demand", "2026-04-27", due_on="2026-04-29")
    for day, says in (("2026-04-29", {}), ("2026-04-30", {"has_supervisor": None})):
        with pytest.raises(EnforcementRefusedError) as caught:
            take(squad, row, "substitute_performance", day, **says)
        assert refused(caught) == ["COE-020"]

    take(squad, row, "substitute_performance", "2026-04-30")

    with pytest.raises(EnforcementRefusedError):
        take(squad, row, "signature", "2026-04-30", 14, is_signed=False)
    with clock.standing_at(at("2026-04-30", 15)), pytest.raises(EnforcementStateError):
        close_enforcements(squad.leader, [EnforcementClosure(enforcement_id=row.pk)])
    take(squad, row, "signature", "2026-04-30", 16)
    with clock.standing_at(at("2026-04-30", 17)):
        close_enforcements(squad.leader, [EnforcementClosure(enforcement_id=row.pk)])
    row.refresh_from_db()
    assert row.status == "closed"


def test_what_lies_on_the_road_is_cleared_at_once_and_the_absent_party_told_afterwards() -> None:
    squad = make_squad()
    row = make_other(squad, SUBSTITUTE)
    at_once = {"is_at_once": True, "must_go_at_once": True, "party_is_unable": True}

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "substitute_performance", "2026-04-16", cleared_place="other", **at_once)
    take(squad, row, "substitute_performance", "2026-04-16", cleared_place="road", **at_once)

    row.refresh_from_db()
    assert refused(caught) == ["COE-021"]
    assert (row.status, [title for title, _due in waiting(row)]) == (
        "enforced", ["事后立即通知当事人"],
    )  # fmt: skip


def test_a_building_is_torn_down_only_after_announcement_and_remedies() -> None:
    squad = make_squad()
    row = make_other(squad, DEMOLITION, obligation="拆除钢棚")
    take(squad, row, "announcement", "2026-04-16", due_on="2026-05-20")
    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "demolition", "2026-06-01")
    take(squad, row, "mandate", "2026-09-30")
    take(squad, row, "notice_to_attend", "2026-09-30", 11, removal_due_on="2026-10-09")
    take(squad, row, "inventory", "2026-10-09", 9)

    with pytest.raises(EnforcementRefusedError) as on_a_holiday:
        take(squad, row, "demolition", "2026-10-01")
    take(squad, row, "demolition", "2026-10-09")

    row.refresh_from_db()
    assert refused(caught) == ["COE-017"]
    assert "COE-015" in refused(on_a_holiday)
    assert row.status == "enforced"


def test_an_agreement_is_paid_in_stages_and_then_waives_the_late_fine() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "enforcement_agreement", "2026-10-21", waived_late_fine="3000",
         remedial_measures="已清理现场。")  # fmt: skip
    stages = [each for each in waiting(row) if "阶段" in each[0]]
    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "court_enforcement_application", "2026-10-26")
    pay(squad, row, "2026-11-30", "1500", "协1")
    with pytest.raises(EnforcementRefusedError) as not_yet:
        take(squad, row, "agreement_performance", "2026-12-01")
    pay(squad, row, "2026-12-15", "1500", "协2")

    take(squad, row, "agreement_performance", "2026-12-16")

    owed, waiver = Receivable.objects.get(dossier=row.case.dossier), LateFineWaiver.objects.get()
    row.refresh_from_db()
    assert stages == [("执行协议第1阶段", "2026-11-30"), ("执行协议第2阶段", "2026-12-15")]
    assert (refused(caught), refused(not_yet)) == (["COE-032"], ["COE-032"])
    assert (owed.status, owed.late_fine_paid, waiver.amount) == ("paid", 0, 3000)
    assert row.status == "performed"


def test_a_broken_agreement_waives_nothing_and_the_court_is_asked() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "enforcement_agreement", "2026-10-21")

    take(squad, row, "agreement_breach", "2026-12-01")
    take(squad, row, "court_enforcement_application", "2026-12-02")

    row.refresh_from_db()
    assert row.status == "applied"
    assert LateFineWaiver.objects.count() == 0


def test_a_suspension_stops_and_a_resumption_opens_again() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "suspension", "2026-10-22")

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "court_enforcement_application", "2026-10-26")
    take(squad, row, "resumption", "2026-10-27")

    assert refused(caught) == ["COE-014"]
    assert take(squad, row, "court_enforcement_application", "2026-10-28").document is not None


def test_what_was_ended_for_good_is_closed_and_takes_no_further_step() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "termination", "2026-04-20")

    with pytest.raises(EnforcementRefusedError) as caught:
        take(squad, row, "demand", "2026-04-21", due_on="2026-05-08")
    with clock.standing_at(at("2026-04-21", 14)):
        close_enforcements(squad.head, [EnforcementClosure(enforcement_id=row.pk)])
        with pytest.raises(EnforcementStateError):
            take_enforcement_steps(squad.host, [step_input(row, "demand", "2026-04-21", 13)])

    assert refused(caught) == ["COE-014"]
    assert waiting(row) == []


def test_a_file_is_opened_only_on_a_decision_whose_time_is_over() -> None:
    squad = make_squad()
    case = make_unpaid_case(squad)

    with pytest.raises(EnforcementRefusedError) as caught:
        make_enforcement(squad, case, "2026-04-09")
    make_enforcement(squad, case, "2026-04-10")

    assert refused(caught) == ["COE-011"]
    with pytest.raises(EnforcementStateError):
        make_enforcement(squad, case, "2026-04-11")


def test_a_case_without_decision_has_nothing_to_enforce() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="prior_notice")

    with pytest.raises(EnforcementStateError):
        make_enforcement(squad, case)


@pytest.mark.parametrize(
    "changes",
    [
        {"duty": EnforcedDuty.CLEARING, "way": SUBSTITUTE},
        {"duty": EnforcedDuty.MONEY, "way": SUBSTITUTE},
    ],
)
def test_an_opening_names_its_obligation_and_a_way_that_fits(changes: dict[str, object]) -> None:
    squad = make_squad()

    with pytest.raises(InputError):
        make_enforcement(squad, **changes)


def test_sending_twice_is_sending_once() -> None:
    squad = make_squad()
    case = make_unpaid_case(squad)
    given = enforcement_input(case)

    with clock.standing_at(at("2026-04-15")):
        first, again = (open_enforcements(squad.host, [given])[0] for _time in range(2))

    assert first.pk == again.pk
    assert CompulsoryEnforcement.objects.count() == 1


def test_every_role_takes_its_own_steps_and_no_other() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    given = step_input(row, "demand", "2026-10-09", due_on="2026-10-20")
    opening = enforcement_input(row.case)

    with clock.standing_at(at("2026-10-09", 11)):
        for seat in (squad.head, squad.reviewer, squad.town.clerk):
            with pytest.raises(ForbiddenError):
                take_enforcement_steps(seat, [given])
        with pytest.raises(ForbiddenError):
            open_enforcements(squad.head, [opening])
        with pytest.raises(ForbiddenError):
            close_enforcements(squad.host, [EnforcementClosure(enforcement_id=row.pk)])


def test_a_neighbour_sees_no_file() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    neighbour = make_seat(*squad.host.roles, authority=OTHER_AUTHORITY)

    with clock.standing_at(at("2026-10-09", 11)), pytest.raises(NotFoundError):
        take_enforcement_steps(
            neighbour, [step_input(row, "demand", "2026-10-09", due_on="2026-10-20")]
        )


def test_a_batch_is_taken_as_a_whole_or_not_at_all() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    good = step_input(row, "demand", "2026-10-09", due_on="2026-10-20")
    bad = step_input(row, "demand", "2026-10-09", due_on="2026-10-08")
    before = EnforcementStep.objects.count()

    with clock.standing_at(at("2026-10-09", 11)), pytest.raises(EnforcementRefusedError) as caught:
        take_enforcement_steps(squad.host, [good, bad])

    assert list(caught.value.refused) == [1]
    assert EnforcementStep.objects.count() == before


def test_an_act_writes_one_entry_that_names_no_person() -> None:
    squad = make_squad()
    row = make_enforcement(squad)

    take(squad, row, "suspension", "2026-04-20", reason="张某生病。")

    entry = Entry.objects.get(kind="enforcement_step.taken")
    assert "张某" not in entry.content.text
    assert entry.provisions == ["《行政强制法》第三十九条第一款"]


def test_the_examiner_reads_the_file_and_finds_nothing_to_refuse() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "court_enforcement_application", "2026-10-26")
    case_file = CaseFileRows.of(row.case)
    acts = (*case_file.acts, *EnforcementRows.of(row).timeline_acts())
    law = load_law()

    found = examine_file(law, case_file.facts(dt.date(2026, 10, 26)), acts)

    mine = [
        each for each in found.findings if each.act in {"demand", "court_enforcement_application"}
    ]
    assert [each.rule for each in mine if each.severity is Severity.REFUSE] == []


def test_a_closed_file_cannot_be_changed() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "termination", "2026-04-20")
    with clock.standing_at(at("2026-04-21")):
        close_enforcements(squad.head, [EnforcementClosure(enforcement_id=row.pk)])
        given = WayInput(enforcement_id=row.pk, way=OWN, reason="改")

        with pytest.raises(ConflictError):
            change_enforcement_ways(squad.leader, [given])
