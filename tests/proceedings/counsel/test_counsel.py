"""A lawyer reads the one case he is invited to, masked, while the invitation runs, and advises."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    FactorNeededError,
    ForbiddenError,
    InputError,
    NotFoundError,
)
from fazhi.kernel.models import Account, Entry, EntryContent
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions import take_steps
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.inputs import StepInput
from fazhi.proceedings.counsel.access import (
    entrusted_invitations,
    visible_advice,
    visible_invitations,
    visible_lawyers,
)
from fazhi.proceedings.counsel.actions import (
    give_advice,
    invite_lawyers,
    record_look,
    register_lawyers,
    revoke_invitations,
)
from fazhi.proceedings.counsel.inputs import LawyerInput, RevocationInput
from fazhi.proceedings.counsel.models import Advice, Lawyer, LawyerInvitation, LawyerLook
from fazhi.proceedings.counsel.queries import counsel_of, masked_case
from fazhi.registers.parties.models import Party
from tests.factories.counsel import (
    WEEK,
    invitation_input,
    lawyer_seat,
    make_invitation,
    make_lawyer,
)
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad, moment
from tests.factories.seats import OTHER_AUTHORITY, make_seat

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db

AFTER = moment(17, 10)
CHANGES = pytest.mark.parametrize(
    "changes",
    [
        {"reason": " "},
        {"until": clock.day_of(AFTER) - dt.timedelta(days=1)},
        {"since": clock.day_of(AFTER) + WEEK * 2},
        {"is_independent": False},
    ],
)


@pytest.fixture
def squad() -> Squad:
    """Return the people of an ordinary case."""
    return make_squad()


@pytest.fixture
def case(squad: Squad) -> Case:
    """Return a case that waits for the legality review."""
    return make_ordinary_case(squad, until="squad_review")


@pytest.fixture
def lawyer() -> Lawyer:
    """Return a lawyer who is registered."""
    return make_lawyer()


def test_an_invited_lawyer_sees_that_case_and_no_other(
    squad: Squad, case: Case, lawyer: Lawyer
) -> None:
    other = make_ordinary_case(squad, until="case_filing")
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        seen = entrusted_invitations(lawyer_seat(lawyer), clock.today())

        assert [each.case_id for each in seen] == [case.pk]
        with pytest.raises(NotFoundError):
            record_look(lawyer_seat(lawyer), other.dossier.public_id)


def test_another_lawyer_sees_nothing(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)

        for stranger in (make_lawyer(), make_lawyer(OTHER_AUTHORITY)):
            seat = lawyer_seat(stranger)
            assert not entrusted_invitations(seat, clock.today()).exists()
            with pytest.raises(NotFoundError):
                give_advice(seat, case.dossier.public_id, "意见")


@pytest.mark.parametrize(("days", "sees"), [(-1, False), (0, True), (7, True), (8, False)])
def test_an_invitation_runs_from_its_first_day_to_its_last(
    squad: Squad, case: Case, lawyer: Lawyer, days: int, *, sees: bool
) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
    day = clock.day_of(AFTER) + dt.timedelta(days=days)

    assert entrusted_invitations(lawyer_seat(lawyer), day).exists() is sees
    with clock.standing_at(clock.at_local(day, dt.time(23, 59))):
        assert _reads(lawyer, case) is sees


def test_a_revoked_invitation_ends_at_once(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        invitation = make_invitation(squad.reviewer, case, lawyer)
        assert _reads(lawyer, case)
        revoke_invitations(squad.head, [RevocationInput(invitation.pk, "不再需要")])

        assert not _reads(lawyer, case)
        with pytest.raises(NotFoundError):
            give_advice(lawyer_seat(lawyer), case.dossier.public_id, "意见")
        with pytest.raises(ConflictError):
            revoke_invitations(squad.head, [RevocationInput(invitation.pk, "再次")])


def test_an_invitation_lapses_when_the_case_is_closed(squad: Squad, lawyer: Lawyer) -> None:
    case = make_ordinary_case(squad, until="squad_review")
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        assert _reads(lawyer, case)
        _withdraw(squad, case)

        assert not _reads(lawyer, case)
        with pytest.raises(NotFoundError):
            give_advice(lawyer_seat(lawyer), case.dossier.public_id, "意见")


def test_an_invitation_lapses_with_the_account(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        Account.objects.filter(pk=lawyer.account_id).update(is_active=False)

        assert not _reads(lawyer, case)


def test_each_look_is_kept_and_told(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        for _count in range(2):
            record_look(lawyer_seat(lawyer), case.dossier.public_id)

        assert len(counsel_of(squad.reviewer, case).looks) == 2
    told = Entry.objects.filter(kind="lawyer_look.recorded", dossier_id=case.pk)
    assert {each.account_id for each in told} == {lawyer.account_id}
    assert told.count() == LawyerLook.objects.count() == 2


def test_a_lawyer_reads_no_personal_value(squad: Squad) -> None:
    party = Party.objects.get(pk=squad.town.party.pk)
    party.name = "陈建国"
    party.save()
    said = f"{party.name}住{party.address or '测试路9号2室'}，电话13812345678，占用人行道堆放物料。"
    case = make_ordinary_case(squad, until="prior_notice", prior_notice={"facts": said})

    shown = masked_case(Case.objects.select_related("party", "power", "dossier").get(pk=case.pk))
    words = "".join(line.words.zh for step in shown.steps for line in step.lines)

    assert shown.party == "陈某"
    assert "陈建国" not in words
    assert "13812345678" not in words
    assert "占用人行道堆放物料。" in words
    assert "［联系方式已隐去］" in words


def test_nobody_is_named_who_took_part(case: Case) -> None:
    shown = masked_case(Case.objects.select_related("party", "power", "dossier").get(pk=case.pk))

    labels = {line.label.zh for step in shown.steps for line in step.lines}
    assert labels.isdisjoint({"被询问人", "承办人员", "签名"})


def test_advice_is_kept_sealed_with_the_file_and_read_by_who_reviews(
    squad: Squad, case: Case, lawyer: Lawyer
) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        give_advice(lawyer_seat(lawyer), case.dossier.public_id, " 建议补强证据。 ")

        for seat in (squad.reviewer, squad.head, squad.leader):
            assert [each.text for each in counsel_of(seat, case).advice] == ["建议补强证据。"]
    entry = Entry.objects.get(kind="advice.given")
    assert (entry.dossier_id, entry.account_id) == (case.pk, lawyer.account_id)
    assert "补强" not in EntryContent.objects.get(entry=entry).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM proceedings_counsel_advice")
        assert "补强".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("text", ["", " ", "长" * 5001])
def test_advice_says_something(squad: Squad, case: Case, lawyer: Lawyer, text: str) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        with pytest.raises(InputError):
            give_advice(lawyer_seat(lawyer), case.dossier.public_id, text)

    assert not Advice.objects.exists()


@CHANGES
def test_an_invitation_that_is_not_whole_is_refused(
    squad: Squad, case: Case, lawyer: Lawyer, changes: dict[str, object]
) -> None:
    with clock.standing_at(AFTER), pytest.raises(InputError):
        make_invitation(squad.reviewer, case, lawyer, **changes)

    assert not LawyerInvitation.objects.exists()


def test_one_lawyer_is_invited_to_a_case_once_at_a_time(
    squad: Squad, case: Case, lawyer: Lawyer
) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        with pytest.raises(ConflictError):
            make_invitation(squad.reviewer, case, lawyer)
        later = clock.today() + WEEK + dt.timedelta(days=1)
        make_invitation(squad.reviewer, case, lawyer, since=later, until=later + WEEK)

    assert LawyerInvitation.objects.count() == 2


def test_nobody_is_invited_to_a_case_that_is_over(squad: Squad, lawyer: Lawyer) -> None:
    case = make_ordinary_case(squad, until="squad_review")

    with clock.standing_at(AFTER):
        _withdraw(squad, case)
        with pytest.raises(ConflictError):
            make_invitation(squad.reviewer, case, lawyer)


def test_a_list_of_invitations_is_written_whole_or_not_at_all(
    squad: Squad, case: Case, lawyer: Lawyer
) -> None:
    good = invitation_input(case, lawyer, until=dt.date(2027, 1, 1))
    bad = invitation_input(case, make_lawyer(), until=dt.date(2027, 1, 1), is_independent=False)

    with clock.standing_at(AFTER), pytest.raises(InputError):
        invite_lawyers(squad.reviewer, [good, bad])

    assert not LawyerInvitation.objects.exists()


def test_who_may_invite(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        for seat in (squad.host, squad.leader, make_seat(Role.OPERATOR), lawyer_seat(lawyer)):
            with pytest.raises(ForbiddenError):
                make_invitation(seat, case, lawyer)
        with pytest.raises(FactorNeededError):
            make_invitation(replace(squad.reviewer, factor_until=None), case, lawyer)
        with pytest.raises(NotFoundError):
            make_invitation(make_seat(Role.HEAD, authority=OTHER_AUTHORITY), case, lawyer)
        with pytest.raises(NotFoundError):
            make_invitation(squad.reviewer, case, make_lawyer(OTHER_AUTHORITY))


def test_who_may_revoke(squad: Squad, case: Case, lawyer: Lawyer) -> None:
    with clock.standing_at(AFTER):
        invitation = make_invitation(squad.reviewer, case, lawyer)
        given = [RevocationInput(invitation.pk, "不再需要")]
        for seat in (squad.host, squad.leader, lawyer_seat(lawyer)):
            with pytest.raises(ForbiddenError):
                revoke_invitations(seat, given)
        with pytest.raises(NotFoundError):
            revoke_invitations(make_seat(Role.HEAD, authority=OTHER_AUTHORITY), given)
        with pytest.raises(InputError):
            revoke_invitations(squad.head, [RevocationInput(invitation.pk, " ")])


def test_a_lawyers_account_holds_no_other_role_and_is_the_operators_to_open() -> None:
    given = LawyerInput("new.lawyer", "宋清", "（演示）律所", "P-1", dt.date(2026, 1, 1))

    with pytest.raises(ForbiddenError):
        register_lawyers(make_seat(Role.HEAD), [given])
    with pytest.raises(InputError):
        register_lawyers(make_seat(Role.OPERATOR), [replace(given, firm=" ")])
    (lawyer,) = register_lawyers(make_seat(Role.OPERATOR), [given])
    with pytest.raises(InputError):
        register_lawyers(make_seat(Role.OPERATOR), [replace(given, username="again")])

    assert lawyer.account.seat(dt.date(2026, 1, 2)).roles == {Role.LAWYER}


def test_what_the_office_keeps_of_its_lawyers_is_for_those_who_work_with_it(
    squad: Squad, case: Case, lawyer: Lawyer
) -> None:
    with clock.standing_at(AFTER):
        make_invitation(squad.reviewer, case, lawyer)
        give_advice(lawyer_seat(lawyer), case.dossier.public_id, "建议补强证据。")

    reading: dict[str, Callable[..., object]] = {
        "lawyers": visible_lawyers, "invitations": visible_invitations, "advice": visible_advice,
    }  # fmt: skip
    may = {
        name: {
            role.value
            for role in Role
            for seat in [replace(squad.host, roles=frozenset({role}))]
            if rows(seat).exists()  # type: ignore[attr-defined]
        }
        for name, rows in reading.items()
    }
    assert may["lawyers"] == {"operator", "squad_leader", "case_reviewer", "head", "clerk"}
    assert may["invitations"] == {"officer", "squad_leader", "case_reviewer", "head", "clerk"}
    assert may["advice"] == may["invitations"]
    assert not visible_cases(lawyer_seat(lawyer)).exists()


def _withdraw(squad: Squad, case: Case) -> None:
    """Let the head end the case."""
    given = StepInput(
        key=f"withdrawal of {case.pk}",
        case_id=case.pk,
        step="withdrawal",
        happened_at=clock.now(),
        says={"reason": "违法事实不成立"},
    )
    take_steps(squad.head, [given])


def _reads(lawyer: Lawyer, case: Case) -> bool:
    try:
        record_look(lawyer_seat(lawyer), case.dossier.public_id)
    except NotFoundError:
        return False
    return True
