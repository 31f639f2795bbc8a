"""Complaints about conduct: invisible to the target, examined by another, answered."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Account, Entry, EntryContent
from fazhi.proceedings.supervision.access import visible_conduct
from fazhi.proceedings.supervision.actions import (
    answer_conduct_complaints,
    appoint_examiners,
    open_conduct_contact,
    receive_conduct_complaints,
    record_commendations,
)
from fazhi.proceedings.supervision.choices import ConductChannel, ContactReason, TargetKind
from fazhi.proceedings.supervision.errors import ConductStateError
from fazhi.proceedings.supervision.inputs import (
    CommendationInput,
    ConductAnswer,
    ConductContactInput,
    ConductInput,
    ExaminerInput,
    Target,
)
from fazhi.proceedings.supervision.models import ConductComplaint
from fazhi.proceedings.supervision.queries import (
    conduct_of_code,
    listed_commendations,
    possible_examiners,
)
from fazhi.registers.staff.choices import Post, UnitKind
from fazhi.registers.staff.models import Officer, Unit
from tests.factories.accounts import make_account
from tests.factories.cases import NOW, make_office
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.factories.staff import make_group, make_officer
from tests.factories.supervision import make_conduct

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    """Let the clock stand in an office."""
    make_office()
    with clock.standing_at(NOW):
        yield


def person(role: Role, post: Post = Post.OFFICER, *, in_office: bool = False) -> Officer:
    """Return a member of the staff with an account that holds the role."""
    officer = make_officer(post=post)
    if in_office:
        officer.unit = Unit.objects.create(
            authority=AUTHORITY, code=f"O{officer.pk}"[:20], name="党政办", kind=UnitKind.OFFICE,
            since=dt.date(2020, 1, 1),
        )  # fmt: skip
    officer.account = make_account(role, username=f"{role.value}-{officer.pk}")
    officer.save()
    return officer


def seat_of(officer: Officer) -> Seat:
    account = Account.objects.get(pk=officer.account_id)
    return account.seat(clock.today())


def sees(officer: Officer, complaint: ConductComplaint) -> bool:
    return visible_conduct(seat_of(officer)).filter(pk=complaint.pk).exists()


@pytest.mark.parametrize("role", list(Role))
def test_no_role_lets_the_target_see_the_complaint(role: Role) -> None:
    target = person(role)
    complaint = make_conduct(target)

    assert sees(target, complaint) is False


def test_head_clerk_and_supervision_body_see_a_complaint_about_an_officer() -> None:
    complaint = make_conduct(person(Role.OFFICER))

    seers = {role for role in Role if visible_conduct(make_seat(role)).filter(pk=complaint.pk)}
    assert seers == {Role.HEAD, Role.CLERK, Role.SUPERVISOR}


def test_whoever_answers_to_a_group_leader_does_not_see_a_complaint_about_him() -> None:
    leader, member, other = person(Role.OFFICER), person(Role.CLERK), person(Role.CLERK)
    make_group(leader, members=[member])
    complaint = make_conduct(leader)

    assert [sees(each, complaint) for each in (leader, member, other)] == [False, False, True]


def test_members_of_a_group_do_not_see_a_complaint_about_the_group() -> None:
    leader, member = person(Role.CLERK), person(Role.CLERK)
    complaint = make_conduct(make_group(leader, members=[member]))

    assert [sees(each, complaint) for each in (leader, member)] == [False, False]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_complaint_about_squad_leader_or_team_is_hidden_from_the_team(*, is_named: bool) -> None:
    leader = person(Role.SQUAD_LEADER, Post.SQUAD_LEADER)
    in_team, outside = person(Role.CLERK), person(Role.CLERK, in_office=True)
    complaint = make_conduct(leader if is_named else None)

    assert [sees(each, complaint) for each in (leader, in_team, outside)] == [False, False, True]


def test_a_complaint_about_the_head_is_seen_by_the_supervision_body_alone() -> None:
    head = person(Role.HEAD, Post.HEAD)
    complaint = make_conduct(head)

    seers = {role for role in Role if visible_conduct(make_seat(role)).filter(pk=complaint.pk)}
    assert (seers, sees(head, complaint)) == ({Role.SUPERVISOR}, False)


def test_a_citizen_who_writes_a_certificate_or_a_name_names_the_target() -> None:
    officer = person(Role.OFFICER)
    certificate = officer.certificates.get().number
    found = [
        receive_conduct_complaints(
            Seat.of_public(AUTHORITY),
            [
                ConductInput(
                    key=named,
                    channel=ConductChannel.PORTAL,
                    statement="没有出示证件。",
                    target=Target(named=named),
                )
            ],
        )[0]
        for named in (certificate, officer.name, "没有这个人")
    ]

    assert [each.officer_id for each in found] == [officer.pk, officer.pk, None]
    assert [each.target_kind for each in found] == ["officer", "officer", "team"]


def test_the_same_complaint_sent_twice_is_one() -> None:
    given = ConductInput(key="k", channel=ConductChannel.PORTAL, statement="态度生硬。")
    first = receive_conduct_complaints(Seat.of_public(AUTHORITY), [given])
    second = receive_conduct_complaints(Seat.of_public(AUTHORITY), [given])

    assert first == second


def test_a_citizen_cannot_enter_what_came_by_telephone() -> None:
    given = ConductInput(key="k", channel=ConductChannel.PHONE, statement="态度生硬。")

    with pytest.raises(ForbiddenError):
        receive_conduct_complaints(Seat.of_public(AUTHORITY), [given])


@pytest.mark.parametrize("is_member", [True, False])
def test_the_head_cannot_appoint_the_target_nor_who_answers_to_him(*, is_member: bool) -> None:
    leader, member = person(Role.OFFICER), person(Role.OFFICER)
    make_group(leader, members=[member])
    complaint = make_conduct(leader)
    examiner = member if is_member else leader

    with pytest.raises(InputError):
        appoint_examiners(make_seat(Role.HEAD), [ExaminerInput(complaint.pk, examiner.pk)])
    assert examiner not in possible_examiners(complaint, clock.today())


def test_the_database_refuses_an_examiner_who_is_the_target() -> None:
    officer = person(Role.OFFICER)
    complaint = make_conduct(officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        ConductComplaint.objects.filter(pk=complaint.pk).update(examiner=officer)


def test_only_the_head_appoints_and_only_the_examiner_answers() -> None:
    complaint = make_conduct(person(Role.OFFICER))
    examiner = person(Role.CASE_REVIEWER, Post.CASE_REVIEWER)
    given = ConductAnswer(
        complaint_id=complaint.pk, is_upheld=True, result="属实。", answer="已批评教育。"
    )

    with pytest.raises(ForbiddenError):
        appoint_examiners(make_seat(Role.CLERK), [ExaminerInput(complaint.pk, examiner.pk)])
    appoint_examiners(make_seat(Role.HEAD), [ExaminerInput(complaint.pk, examiner.pk)])
    with pytest.raises(ForbiddenError):
        answer_conduct_complaints(make_seat(Role.HEAD), [given])
    answer_conduct_complaints(seat_of(examiner), [given])
    with pytest.raises(ConductStateError):
        answer_conduct_complaints(seat_of(examiner), [given])

    shown = conduct_of_code(AUTHORITY, complaint.spaced_code.lower())
    assert shown is not None
    assert (shown.answer, shown.is_upheld, shown.is_late(clock.today())) == (
        "已批评教育。", True, False,
    )  # fmt: skip
    assert conduct_of_code(OTHER_AUTHORITY, complaint.follow_code) is None


def test_the_task_of_the_examiner_names_neither_the_complaint_nor_its_target() -> None:
    target = person(Role.OFFICER)
    complaint = make_conduct(target)
    examiner = person(Role.CASE_REVIEWER, Post.CASE_REVIEWER)
    (row,) = appoint_examiners(make_seat(Role.HEAD), [ExaminerInput(complaint.pk, examiner.pk)])

    assert row.task is not None
    assert (row.task.title, row.task.dossier) == ("审查行风投诉", None)


def test_the_contact_is_sealed_and_opened_with_a_reason_that_is_on_record() -> None:
    complaint = make_conduct(person(Role.OFFICER), phone="13800000001")
    given = ConductContactInput(complaint.pk, ContactReason.CLARIFY)

    for role in (Role.CLERK, Role.SUPERVISOR):
        with pytest.raises(ForbiddenError):
            open_conduct_contact(make_seat(role), given)
    opened = open_conduct_contact(make_seat(Role.HEAD), given)

    assert opened.phone == "13800000001"
    assert Entry.objects.filter(kind="conduct_contact.opened").count() == 1
    told = "".join(EntryContent.objects.values_list("text", flat=True))
    assert "13800000001" not in told


def test_a_contact_that_was_not_left_is_answered_as_not_there() -> None:
    complaint = make_conduct(person(Role.OFFICER), phone="", name="")

    with pytest.raises(NotFoundError):
        open_conduct_contact(
            make_seat(Role.HEAD), ConductContactInput(complaint.pk, ContactReason.ANSWER)
        )


def test_a_complaint_is_late_after_the_term_of_the_office_and_is_not_refused() -> None:
    complaint = make_conduct()
    day = clock.today() + dt.timedelta(days=15)

    assert (complaint.is_late(day), complaint.is_late(day + dt.timedelta(days=1))) == (False, True)


def test_a_commendation_is_recorded_and_read_by_the_staff_but_not_by_the_supervision_body() -> None:
    officer = person(Role.OFFICER)
    given = CommendationInput(
        channel=ConductChannel.LETTER,
        statement="耐心细致。",
        received_on=clock.today(),
        target=Target(kind=TargetKind.OFFICER, officer_id=officer.pk),
    )
    (row,) = record_commendations(make_seat(Role.CLERK), [given])

    assert list(listed_commendations(seat_of(officer))) == [row]
    assert list(listed_commendations(make_seat(Role.SUPERVISOR))) == []
