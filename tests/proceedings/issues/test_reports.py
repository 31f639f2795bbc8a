"""Reports: received once, by whoever may, at a known cost; answered once; the contact guarded."""

import dataclasses
import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import attachments, clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.proceedings.issues.access import get_report, report_of_code, visible_reports
from fazhi.proceedings.issues.actions import open_contact, receive_reports, reply_to_reports
from fazhi.proceedings.issues.choices import Channel, ContactReason
from fazhi.proceedings.issues.errors import AlreadyRepliedError
from fazhi.proceedings.issues.inputs import ContactInput, ReplyInput
from fazhi.proceedings.issues.models import Report, ReporterContact
from fazhi.proceedings.issues.queries import progress_of, report_rows
from fazhi.registers.places.models import Grid
from tests.factories.issues import (
    PHONE,
    make_closed,
    make_issue,
    make_report,
    public,
    report_input,
)
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.kernel.sample_files import photo as photo_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]

#: Authentication, BEGIN and COMMIT not counted; PostgreSQL holds the series of numbers by a lock.
STATEMENTS = 6


def test_a_report_gets_a_number_a_code_a_grid_and_one_entry(ground: list[Grid]) -> None:
    report = make_report()

    assert report.number == "诉〔2026〕1号"
    assert len(report.follow_code) == 16
    assert report.grid == ground[0]
    assert [entry.kind for entry in Entry.objects.filter(pk=report.entry_id)] == ["report.received"]


def test_a_report_costs_six_statements() -> None:
    make_report()  # so that registers are in memory, as in a running process
    lock = connection.vendor == "postgresql"
    given = report_input(phone="")

    with CaptureQueriesContext(connection) as captured:
        receive_reports(public(), [given])

    assert len(own(captured)) == STATEMENTS + lock


def test_a_contact_costs_one_statement_more_and_many_reports_no_more_than_one() -> None:
    make_report()
    lock = connection.vendor == "postgresql"
    counts = []
    for number in (1, 40):
        given = [report_input() for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            receive_reports(public(), given)
        counts.append(len(own(captured)))

    assert counts == [STATEMENTS + lock + 1] * 2


def test_a_report_sent_twice_is_one_report() -> None:
    given = report_input()
    (first,) = receive_reports(public(), [given])
    (again, other) = receive_reports(public(), [given, report_input()])

    assert again == first
    assert other != first
    assert Report.objects.count() == 2


def test_a_key_with_other_content_is_a_conflict_and_changes_nothing() -> None:
    given = report_input()
    receive_reports(public(), [given])

    with pytest.raises(ConflictError):
        receive_reports(public(), [dataclasses.replace(given, statement="别的事")])

    assert Report.objects.count() == 1


def test_an_empty_report_is_refused_and_a_photograph_is_enough() -> None:
    photo = attachments.store(public(), photo_bytes(), "现场.jpg", attachments.PHOTOS)

    with pytest.raises(InputError) as refused:
        receive_reports(public(), [report_input(statement=" ")])
    report = make_report(statement="", photograph_ids=(photo.id,))

    assert list(refused.value.fields) == ["statement"]
    assert report_rows(report).photographs == (photo,)


def test_a_photograph_of_another_authority_is_refused_as_if_it_did_not_exist() -> None:
    photo = attachments.store(
        make_seat(authority=OTHER_AUTHORITY), photo_bytes(), "别处.jpg", attachments.PHOTOS
    )

    with pytest.raises(NotFoundError):
        make_report(photograph_ids=(photo.id,))

    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("statement", {"statement": "长" * 2001}),
        ("category", {"category_code": "9999"}),
        ("phone", {"phone": "请打我电话"}),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(field: str, fields: dict[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        receive_reports(public(), [report_input(**fields)])

    assert list(refused.value.fields) == [field]


def test_the_time_of_a_call_cannot_lie_ahead() -> None:
    later = clock.now() + dt.timedelta(minutes=1)

    with pytest.raises(InputError):
        make_report(make_seat(Role.CLERK), channel=Channel.TELEPHONE, received_at=later)


def test_a_telephone_report_is_entered_by_staff_only() -> None:
    with pytest.raises(ForbiddenError):
        make_report(channel=Channel.TELEPHONE)

    assert make_report(make_seat(Role.CLERK), channel=Channel.TELEPHONE).channel == "telephone"


def test_a_report_is_replied_to_once() -> None:
    report = make_report()
    clerk = make_seat(Role.CLERK)
    reply_to_reports(clerk, [ReplyInput(report.id, "已清理。")])

    with pytest.raises(AlreadyRepliedError):
        reply_to_reports(clerk, [ReplyInput(report.id, "再说一次。")])


def test_a_reply_needs_words_and_the_right_role() -> None:
    report = make_report()

    with pytest.raises(InputError):
        reply_to_reports(make_seat(Role.CLERK), [ReplyInput(report.id, " ")])
    with pytest.raises(ForbiddenError):
        reply_to_reports(make_seat(Role.OFFICER), [ReplyInput(report.id, "已清理。")])


def test_a_report_of_another_authority_is_not_there() -> None:
    report = make_report()
    stranger = make_seat(Role.CLERK, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        get_report(stranger, report.number)
    with pytest.raises(NotFoundError):
        reply_to_reports(stranger, [ReplyInput(report.id, "已清理。")])


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER, Role.OPERATOR])
def test_those_who_handle_issues_do_not_see_reports(role: Role) -> None:
    make_report()

    assert list(visible_reports(make_seat(role))) == []


def test_a_contact_is_opened_with_a_reason_that_is_on_record() -> None:
    report = make_report()
    clerk = make_seat(Role.CLERK)

    contact = open_contact(clerk, ContactInput(report.id, ContactReason.ASK_BACK))

    assert contact.phone == PHONE
    entry = Entry.objects.get(kind="contact.opened")
    assert (entry.account_id, json.loads(entry.content.text)) == (
        clerk.account_id,
        {"report": str(report.id), "reason": "ask_back"},
    )


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.GRID_WORKER])
def test_a_contact_is_not_opened_by_others(role: Role) -> None:
    report = make_report()

    with pytest.raises(ForbiddenError):
        open_contact(make_seat(role), ContactInput(report.id, ContactReason.ASK_BACK))

    assert not Entry.objects.filter(kind="contact.opened").exists()


def test_no_personal_value_stands_in_the_journal_or_in_plain_text() -> None:
    report = make_report(statement="我家住演示路九号")
    stored = ReporterContact.objects.values("phone").get()

    texts = "".join(entry.content.text for entry in Entry.objects.select_related("content"))

    assert PHONE not in texts
    assert "我家" not in texts
    assert str(stored["phone"]) == "•••"
    assert Report.objects.get(pk=report.pk).statement == "我家住演示路九号"


def test_a_code_opens_its_report_however_it_is_written() -> None:
    report = make_report()
    code = report.follow_code

    assert report_of_code(f" {code[:4]}-{code[4:8]}-{code[8:].lower()} ") == report
    assert report_of_code(code[::-1]) is None


def test_the_sender_sees_four_steps() -> None:
    report = make_report()
    steps = [progress(report)]
    issue = make_issue(make_seat(Role.DISPATCHER), report_id=report.id, source="report")
    steps.append(progress(report))
    make_closed(issue)
    steps.append(progress(report))

    assert steps == [1, 2, 4]


def progress(report: Report) -> int:
    found = progress_of(report.follow_code)
    assert found is not None
    return found.step


def own(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements without those of the transaction itself."""
    all_of_them = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in all_of_them if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
