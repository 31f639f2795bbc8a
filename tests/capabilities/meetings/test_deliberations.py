"""Collective discussion: who may be there, in which order, and never after the decision."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection

from fazhi.capabilities.meetings.actions import (
    hold_meeting,
    issue_minutes,
    record_resolutions,
    record_statements,
)
from fazhi.capabilities.meetings.choices import AgendaResult, Attendance, MeetingKind, Stance
from fazhi.capabilities.meetings.inputs import HoldingInput, ResultInput, StatementInput
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee, Statement
from fazhi.capabilities.meetings.queries import agenda_of, answers_of, deliberation_answers
from fazhi.kernel import clock
from fazhi.kernel.errors import InputError, RefusalError
from fazhi.kernel.models import Dossier, Entry
from fazhi.law.answer import Answer
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from fazhi.registers.staff.models import Officer
from tests.factories.cases import NOW as MORNING
from tests.factories.cases import make_decision, make_town
from tests.factories.documents import make_dossier
from tests.factories.meetings import (
    AT,
    DAY,
    NOW,
    House,
    attendance_of,
    make_held,
    make_house,
    make_item,
    make_meeting,
)
from tests.factories.staff import make_officer

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)


def decided() -> Case:
    """Return a case that was decided on the spot on the morning of the tests."""
    town = make_town()
    with clock.standing_at(MORNING):
        return decide_on_the_spot(town.officer, [make_decision(town)])[0]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def statement(item: AgendaItem, speaker: Officer, stance: Stance = Stance.AGREE) -> StatementInput:
    return StatementInput(
        item_id=item.pk, speaker_id=speaker.pk, stance=stance, opinion=f"{speaker.name}：同意。"
    )


def speak(house: House, meeting: Meeting, item: AgendaItem, *speakers: Officer) -> list[Statement]:
    return record_statements(house.clerk, meeting.pk, [statement(item, each) for each in speakers])


def conclude(
    house: House, meeting: Meeting, item: AgendaItem, reasons: str = "", **changed: object
) -> None:
    given = ResultInput(
        item_id=item.pk, result=AgendaResult.ADOPTED, conclusion="同意拟处罚意见。", reasons=reasons
    )
    record_resolutions(house.clerk, meeting.pk, [replace(given, **changed)], [])  # type: ignore[arg-type]


def discussed(house: House, dossier: Dossier) -> Meeting:
    """Return a discussion of a dossier with its minutes, the principal head last."""
    meeting, item = make_held(house, MeetingKind.DELIBERATION, dossier)
    speak(house, meeting, item, house.officer, house.second, house.head)
    conclude(house, meeting, item)
    issue_minutes(house.clerk, meeting.pk)
    meeting.refresh_from_db()
    return meeting


def wrong(answers: tuple[Answer, ...]) -> list[tuple[str, bool]]:
    """Return the rules that do not hold, and whether each blocks."""
    return [(answer.rule, answer.blocks) for answer in answers if not answer.holds]


def test_a_discussion_with_its_minutes_lets_the_case_be_decided(house: House) -> None:
    dossier = make_dossier()
    meeting = discussed(house, dossier)

    answers = deliberation_answers(dossier, DAY)

    assert [answer.rule for answer in answers] == ["ORD-006", "PEN-024", "T-27", "DEC-007"]
    assert wrong(answers) == []
    assert meeting.minutes is not None
    assert meeting.minutes.number == "镇庄集讨〔2026〕1号"
    (item,) = meeting.minutes.said["agenda"]
    assert [each["speaker"] for each in item["statements"]] == ["方某", "钱某", "赵某"]


def test_a_case_that_nobody_discussed_or_without_minutes_is_blocked(house: House) -> None:
    dossier = make_dossier()
    before = deliberation_answers(dossier, DAY)
    meeting, item = make_held(house, MeetingKind.DELIBERATION, dossier)
    speak(house, meeting, item, house.second, house.head)

    after = deliberation_answers(dossier, DAY)

    assert wrong(before) == [("ORD-006", True)]
    assert [answer.reason.zh for answer in after if answer.blocks] == ["集体讨论没有笔录。"]


def test_a_decision_of_the_day_before_its_discussion_is_blocked(house: House) -> None:
    dossier = make_dossier()
    discussed(house, dossier)

    answers = deliberation_answers(dossier, DAY - ONE_DAY)

    assert wrong(answers) == [("T-27", True), ("T-27", True)]


def test_a_case_that_was_decided_is_not_discussed_afterwards(house: House) -> None:
    case = decided()
    Case.objects.filter(pk=case.pk).update(decided_at=AT - ONE_DAY)
    meeting = make_meeting(house, MeetingKind.DELIBERATION)
    make_item(house, meeting, case.dossier)

    with pytest.raises(RefusalError) as refused:
        hold_meeting(
            house.clerk,
            HoldingInput(meeting_id=meeting.pk, held_at=AT, attendance=attendance_of(meeting)),
        )

    assert [answer.rule for answer in refused.value.answers] == ["T-27"]


def test_minutes_made_after_the_decision_are_refused(house: House) -> None:
    case = decided()
    Case.objects.filter(pk=case.pk).update(decided_at=AT)
    meeting, item = make_held(house, MeetingKind.DELIBERATION, case.dossier)
    speak(house, meeting, item, house.second, house.head)
    conclude(house, meeting, item)

    with clock.standing_at(NOW + ONE_DAY), pytest.raises(RefusalError) as refused:
        issue_minutes(house.clerk, meeting.pk)
    issue_minutes(house.clerk, meeting.pk)  # the day of the decision is in time

    assert [answer.reason.zh for answer in refused.value.answers] == [
        "决定于 2026-03-10 作出，集体讨论笔录于 2026-03-11 才制作。"
    ]


def test_who_has_an_interest_is_not_there(house: House) -> None:
    meeting = make_meeting(house, MeetingKind.DELIBERATION)
    there = attendance_of(meeting)
    interested = replace(there[-1], has_interest=True)
    given = HoldingInput(meeting_id=meeting.pk, held_at=AT, attendance=(*there[:-1], interested))

    with pytest.raises(RefusalError) as refused:
        hold_meeting(house.clerk, given)
    away = replace(given, attendance=(*there[:-1], replace(interested, is_present=False)))
    hold_meeting(house.clerk, away)

    assert [answer.rule for answer in refused.value.answers] == ["PEN-024"]
    recused = MeetingAttendee.objects.get(has_interest=True)
    assert (recused.attendance, recused.reason) == (Attendance.EXCUSED, "回避")


def test_a_single_head_and_a_head_who_speaks_first_are_warned_of(house: House) -> None:
    house.second.post = "officer"
    house.second.save()
    dossier = make_dossier()
    meeting, item = make_held(house, MeetingKind.DELIBERATION, dossier)
    speak(house, meeting, item, house.head, house.officer)
    conclude(house, meeting, item)
    issue_minutes(house.clerk, meeting.pk)
    meeting.refresh_from_db()

    answers = answers_of(meeting, agenda_of(meeting))

    assert wrong(answers) == [("ORD-006", False), ("DEC-007", False)]


def test_a_conclusion_against_the_majority_wants_its_reasons(house: House) -> None:
    dossier = make_dossier()
    meeting, item = make_held(house, MeetingKind.DELIBERATION, dossier)
    against = [statement(item, each, Stance.DISAGREE) for each in (house.officer, house.second)]
    record_statements(house.clerk, meeting.pk, [*against, statement(item, house.head)])
    conclude(house, meeting, item)
    without = answers_of(meeting, agenda_of(meeting))
    conclude(house, meeting, item, reasons="裁量基准明确。")

    assert [answer.reason.zh for answer in without if answer.warns] == [
        "结论与多数人的意见不一致，没有说明理由。"
    ]
    assert [each for each in answers_of(meeting, agenda_of(meeting)) if each.warns] == []


def test_statements_stand_in_the_order_of_speaking_and_are_sealed(house: House) -> None:
    meeting, item = make_held(house, MeetingKind.DELIBERATION)
    speak(house, meeting, item, house.officer)
    speak(house, meeting, item, house.head)

    rows = Statement.objects.order_by("position").values_list("position", "speaker__name")

    assert list(rows) == [(1, "方某"), (2, "赵某")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT opinion FROM capabilities_meetings_statement")
        kept = [bytes(row[0]) for row in cursor.fetchall()]
    assert not any("同意".encode() in each for each in kept)
    told = [entry.content.text for entry in Entry.objects.filter(kind="statement.recorded")]
    assert not any("同意" in text for text in told)


def test_nobody_speaks_who_is_not_there_and_nobody_twice(house: House) -> None:
    meeting, item = make_held(house, MeetingKind.DELIBERATION)
    stranger = make_officer(name="孙某")

    for speakers in ([stranger], [house.head, house.head], []):
        with pytest.raises(InputError):
            speak(house, meeting, item, *speakers)
    speak(house, meeting, item, house.head)
    with pytest.raises(InputError):
        speak(house, meeting, item, house.head)

    assert Statement.objects.count() == 1


def test_minutes_of_a_discussion_wait_for_what_was_said(house: House) -> None:
    meeting, item = make_held(house, MeetingKind.DELIBERATION)
    conclude(house, meeting, item)

    with pytest.raises(InputError):
        issue_minutes(house.clerk, meeting.pk)
