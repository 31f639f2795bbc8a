"""Registers, support and mechanisms: a zero with its sources, a gap on the agenda, clauses."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fazhi.capabilities.meetings.queries import open_matters
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError
from fazhi.law.answer import BLOCKING_VERIFICATIONS
from fazhi.law.errors import UnknownLawError
from fazhi.law.rule import all_rules, rule_text
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figure
from fazhi.outcomes.returns.queries import report_of
from fazhi.proceedings.supervision import mechanisms as room
from fazhi.proceedings.supervision.actions import (
    ask_sources,
    close_incidents,
    record_support_items,
    register_incidents,
)
from fazhi.proceedings.supervision.choices import IncidentKind, SupportKind
from fazhi.proceedings.supervision.inputs import (
    IncidentInput,
    IncidentOutcome,
    SourceInput,
    SupportInput,
)
from fazhi.proceedings.supervision.mechanisms import Force, mechanisms
from fazhi.proceedings.supervision.queries import RegisterStanding, register_standing
from fazhi.proceedings.supervision.rules import supervision_rules
from tests.factories.cases import NOW, make_office
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.supervision import make_incident

pytestmark = pytest.mark.django_db
DAY = clock.day_of(NOW)
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
KIND = IncidentKind.ACCIDENT


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """Let the clock stand in an office."""
    make_office()
    with clock.standing_at(NOW):
        yield


def ask(source: str, asked_on: dt.date, until: dt.date = LAST) -> None:
    given = SourceInput(
        kind=KIND, source=source, asked_on=asked_on, since=FIRST, until=until, answer="没有。"
    )
    ask_sources(make_seat(Role.CLERK), [given])


def register(happened_on: dt.date, registered_on: dt.date) -> None:
    given = IncidentInput(
        kind=KIND, happened_on=happened_on, registered_on=registered_on, source="来信",
        description="碰擦。",
    )  # fmt: skip
    register_incidents(make_seat(Role.CLERK), [given])


def standing() -> RegisterStanding:
    return register_standing(AUTHORITY, KIND, FIRST, LAST)


def test_a_zero_for_which_nobody_was_asked_says_so() -> None:
    assert standing().words.zh == "登记 0 起；尚未询问来源"


def test_a_zero_names_the_sources_and_the_day() -> None:
    ask("应急管理所", dt.date(2026, 1, 5))
    ask("区司法局", dt.date(2026, 1, 8))

    expected = "登记 0 起；已询问来源 区司法局、应急管理所，截至 2026-01-08"
    assert standing().words.zh == expected


def test_a_late_entry_re_dates_the_figure() -> None:
    ask("应急管理所", dt.date(2026, 1, 5))
    register(dt.date(2025, 6, 1), dt.date(2026, 2, 3))

    assert standing().words.zh == "登记 1 起；已询问来源 应急管理所，截至 2026-02-03"


def test_what_happened_or_was_asked_about_other_days_does_not_count() -> None:
    ask("应急管理所", dt.date(2025, 1, 1), FIRST)
    register(dt.date(2024, 12, 31), dt.date(2025, 1, 2))

    assert (standing().count, standing().sources) == (0, ("应急管理所",))


def test_the_figure_and_the_annual_report_say_what_stands_behind_the_zero() -> None:
    ask("应急管理所", dt.date(2026, 1, 5))
    seat = make_seat(Role.HEAD)

    found = figure(seat, "incidents.accidents", Period.of_year(2025))
    text = "".join(section.text for section in report_of(seat, 2025).sections)

    assert (found.value, found.note) == (0, standing().words)
    assert "重大责任事故0起（登记 0 起；已询问来源 应急管理所，截至 2026-01-05）" in text


def test_an_incident_is_not_registered_before_it_happened_nor_for_tomorrow() -> None:
    with pytest.raises(InputError):
        register(DAY, DAY - dt.timedelta(days=1))
    with pytest.raises(InputError):
        register(DAY, DAY + dt.timedelta(days=1))


def test_a_source_is_not_asked_about_days_to_come() -> None:
    with pytest.raises(InputError):
        ask("应急管理所", DAY, DAY + dt.timedelta(days=1))


def test_an_outcome_is_recorded_once_and_by_those_who_keep_the_register() -> None:
    given = IncidentOutcome(incident_id=make_incident().pk, outcome="已赔偿。", outcome_on=DAY)

    with pytest.raises(ForbiddenError):
        close_incidents(make_seat(Role.SUPERVISOR), [given])
    (row,) = close_incidents(make_seat(Role.CLERK), [given])
    with pytest.raises(ConflictError):
        close_incidents(make_seat(Role.CLERK), [given])

    assert (row.outcome, row.outcome_on) == ("已赔偿。", DAY)


def test_what_the_team_lacks_is_offered_to_the_next_meeting_until_it_is_there() -> None:
    clerk = make_seat(Role.CLERK)
    need = {"kind": SupportKind.EQUIPMENT, "name": "执法记录仪", "measure": "台", "counted_on": DAY}
    record_support_items(clerk, [SupportInput(**need, needed=6, at_hand=4)])  # type: ignore[arg-type]
    before = [matter.title for matter in open_matters(clerk, DAY)]
    record_support_items(clerk, [SupportInput(**need, needed=6, at_hand=6)])  # type: ignore[arg-type]

    after = [matter.title for matter in open_matters(clerk, DAY)]
    assert (before, after) == (["执法队缺执法记录仪 2台"], [])


def test_there_are_eight_mechanisms_and_each_has_clauses_and_pages() -> None:
    found = mechanisms(DAY)

    assert [each.name.zh for each in found] == [
        "依法行政工作机制", "执法办案机制", "协作配合机制", "日常管理机制",
        "信息化管理机制", "执法保障机制", "执法监督机制", "行风效能机制",
    ]  # fmt: skip
    assert [each.id for each in found if not each.clauses or not each.pages] == []


def test_whether_a_clause_blocks_or_warns_is_what_the_law_says() -> None:
    clauses = {clause.id: clause for each in mechanisms(DAY) for clause in each.clauses}
    rules = {name: all_rules()[name] for name in clauses if name in all_rules()}

    assert {name: clauses[name].force for name in rules} == {
        name: Force.BLOCKS
        if rule.refusals and rule.verified in BLOCKING_VERIFICATIONS
        else Force.WARNS
        for name, rule in rules.items()
    }
    assert [name for name, clause in clauses.items() if not clause.article] == []


def test_the_mechanism_of_supervision_names_every_supervision_rule() -> None:
    (found,) = [each for each in mechanisms(DAY) if each.id == "supervision"]

    watches = [clause.id for clause in found.clauses if clause.force is Force.WATCHES]
    assert watches == list(supervision_rules())


def test_a_mechanism_that_names_a_rule_that_is_gone_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without(name: str) -> object:
        if name == "SEP-001":
            raise UnknownLawError(rule_text("SEP-002").title)
        return rule_text(name)

    monkeypatch.setattr(room, "rule_text", without)
    with pytest.raises(UnknownLawError):
        mechanisms(DAY)
