"""What is published, by whom it was looked at, and how it comes off the page again."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from fazhi.capabilities.documents.actions import void_document
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.outcomes.publication.actions import (
    confirm_publications,
    decide_credit_repairs,
    decline_publications,
    propose_publications,
    request_credit_repair,
    review_publications,
    withdraw_publications,
)
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.errors import (
    CopyChangedError,
    FallenDecisionError,
    NoDecisionError,
    PublicationStateError,
    RepairUnderWayError,
    SecondLookError,
    WithheldError,
)
from fazhi.outcomes.publication.inputs import (
    CopyOptions,
    DeclineInput,
    ProposalInput,
    RepairDecision,
    RepairInput,
    SecondLookInput,
    WithdrawalInput,
)
from fazhi.outcomes.publication.jobs import end_what_is_over, take_up_due
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.queries import Standing, public_view, search_public
from fazhi.proceedings.cases.actions import end_remedies, register_remedies, rescind_decisions
from fazhi.proceedings.cases.choices import RemedyKind, RemedyOutcome
from fazhi.proceedings.cases.inputs import RemedyEnd, RemedyInput, RescissionInput
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, make_town
from tests.factories.parties import make_party
from tests.factories.publications import (
    LATER,
    NAME,
    OTHER,
    confirmation,
    make_decided,
    make_proposal,
    make_published,
    make_publisher,
    make_secret_case,
)
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

ONE_DAY = dt.timedelta(days=1)
STATE = PublicationState


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def state_of(row: Publication) -> str:
    row.refresh_from_db()
    return row.state


def look(row: Publication, **changes: object) -> SecondLookInput:
    row.refresh_from_db()
    return SecondLookInput(publication_id=row.pk, seen_hash=row.copy_hash, **changes)  # type: ignore[arg-type]


def open_tasks(row: Publication) -> list[tuple[str, dt.date]]:
    tasks = Task.objects.filter(OPEN, dossier=row.dossier, kind__startswith="publication")
    return [(task.kind, clock.day_of(task.due_at)) for task in tasks]


def kinds() -> list[str]:
    found = Entry.objects.filter(kind__regex=r"^(publication|credit_repair)")
    return list(found.order_by("recorded_at", "id").values_list("kind", flat=True))


def rescind(case: Case) -> None:
    given = RescissionInput(case_id=case.pk, reason="认定的当事人有误。")
    rescind_decisions(make_publisher(Role.HEAD), [given])


def test_a_decision_of_the_ordinary_procedure_is_proposed_with_the_day_of_the_law() -> None:
    case = make_decided()

    take_up_due()
    take_up_due()

    row = Publication.objects.get()
    assert (row.dossier_id, row.state, row.due_on) == (
        case.pk,
        STATE.PROPOSED,
        dt.date(2026, 3, 19),
    )
    assert open_tasks(row) == [("publication.confirm", dt.date(2026, 3, 19))]
    assert kinds() == ["publication.proposed"]


def test_a_decision_on_the_spot_is_taken_up_on_request_only_and_with_a_reason() -> None:
    case = make_decided(ordinary=False)
    clerk = make_publisher()

    take_up_due()
    with pytest.raises(InputError) as refused:
        propose_publications(clerk, [ProposalInput(case_id=case.pk)])
    row = make_proposal(case)

    assert refused.value.fields == {"reason": "请写明理由。"}
    assert (row.state, row.reason) == (STATE.PROPOSED, "有群众申请。")


def test_nothing_is_proposed_twice_nor_without_a_decision_nor_by_anybody() -> None:
    town = make_town()
    case, empty = make_decided(town), make_decided(town, party_id=make_party().id)
    make_proposal(case)
    void_document(make_publisher(), empty.decision.document, reason="打印有误。")
    clerk = make_publisher()

    with pytest.raises(ConflictError):
        propose_publications(clerk, [ProposalInput(case_id=case.pk)])
    with pytest.raises(NoDecisionError):
        propose_publications(clerk, [ProposalInput(case_id=empty.pk)])
    with pytest.raises(ForbiddenError):
        propose_publications(make_publisher(Role.OFFICER), [ProposalInput(case_id=case.pk)])
    with pytest.raises(NotFoundError):
        propose_publications(
            make_seat(Role.CLERK, authority=OTHER_AUTHORITY), [ProposalInput(case_id=case.pk)]
        )


def test_nothing_is_public_before_a_person_has_confirmed_it() -> None:
    row = make_proposal()
    before = public_view(AUTHORITY, row.code)

    confirm_publications(make_publisher(), [confirmation(row)])

    view = public_view(AUTHORITY, row.code)
    assert before is None
    assert view is not None
    assert view.decision is not None
    assert (view.standing, view.decision.party, view.decision.facts) == (
        Standing.SHOWN,
        "陈某",
        "在人行道上设摊经营。",
    )
    assert open_tasks(row) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.update(confirmed_by_id=None)


def test_a_copy_in_which_something_was_hidden_waits_for_another_person() -> None:
    row = make_proposal(make_secret_case())
    first, second = make_publisher(), make_publisher()

    confirm_publications(first, [confirmation(row)])
    waiting = (state_of(row), public_view(AUTHORITY, row.code))
    with pytest.raises(SecondLookError):
        review_publications(first, [look(row)])
    review_publications(second, [look(row)])

    assert waiting == (STATE.CONFIRMED, None)
    assert (state_of(row), row.reviewed_by_id) == (STATE.PUBLISHED, second.account_id)
    assert row.hidden == dict.fromkeys(
        ["account", "address", "contact", "health", "identity_number", "plate"], 1
    )
    assert kinds()[-2:] == ["publication.confirmed", "publication.reviewed"]


def test_a_copy_that_does_not_pass_the_second_look_goes_back() -> None:
    row = make_proposal(make_secret_case())
    confirm_publications(make_publisher(), [confirmation(row)])
    second = make_publisher()

    with pytest.raises(InputError):
        review_publications(second, [look(row, is_passed=False)])
    review_publications(second, [look(row, is_passed=False, reason="还有旁观者姓名。")])

    row.refresh_from_db()
    assert (row.state, row.copy, row.confirmed_by_id) == (STATE.PROPOSED, "", None)


def test_a_copy_that_nobody_looked_at_is_not_published() -> None:
    row = make_proposal(make_secret_case())
    seen = confirmation(row).seen_hash
    options = CopyOptions(also_hidden=(OTHER,))

    with pytest.raises(CopyChangedError):
        confirm_publications(make_publisher(), [confirmation(row, options=options, seen_hash=seen)])

    assert state_of(row) == STATE.PROPOSED


def test_a_name_that_the_file_does_not_hold_is_hidden_when_a_person_names_it() -> None:
    row = make_proposal(make_secret_case())

    confirm_publications(
        make_publisher(), [confirmation(row, options=CopyOptions(also_hidden=(OTHER,)))]
    )

    row.refresh_from_db()
    assert (OTHER in row.copy, NAME in row.copy) == (False, False)


def test_a_minor_is_never_published_whoever_confirms() -> None:
    case = make_decided()
    case.party.birth_on = "2010-05-05"
    case.party.save()
    row = make_proposal(case)

    with pytest.raises(WithheldError) as refused:
        confirm_publications(make_publisher(), [confirmation(row)])
    decline_publications(
        make_publisher(),
        [DeclineInput(publication_id=row.pk, reason="被处罚人是未成年人。")],
    )

    assert [answer.rule for answer in refused.value.answers] == ["PUB-001"]
    assert (state_of(row), public_view(AUTHORITY, row.code)) == (STATE.NOT_PUBLISHED, None)


@pytest.mark.parametrize(
    "found", ["involves_secret", "involves_privacy", "endangers_safety", "is_unsuitable"]
)
def test_what_must_stay_in_the_house_is_withheld(found: str) -> None:
    row = make_proposal()

    with pytest.raises(WithheldError) as refused:
        confirm_publications(make_publisher(), [confirmation(row, **{found: True})])

    assert [answer.rule for answer in refused.value.answers] == ["PUB-001"]


def test_a_home_is_hidden_even_when_a_person_wants_to_keep_it() -> None:
    case = make_decided(facts="在庄市街道测试路1号设摊，另在毓秀路3弄口设摊。")
    row = make_proposal(case)
    kept = frozenset({"庄市街道测试路1号", "毓秀路3弄"})

    confirm_publications(make_publisher(), [confirmation(row, options=CopyOptions(kept=kept))])

    row.refresh_from_db()
    assert json.loads(row.copy)["facts"] == "在［地址已隐去］设摊，另在毓秀路3弄口设摊。"


def test_a_late_publication_is_recorded_with_what_the_law_says_to_it() -> None:
    row = make_proposal()

    with clock.standing_at(NOW + 20 * ONE_DAY):
        confirm_publications(make_publisher(), [confirmation(row)])

    row.refresh_from_db()
    assert [one["rule"] for one in row.grounds] == ["TRI-001", "TRI-002"]


def test_a_decline_needs_its_reason_and_comes_once() -> None:
    row, clerk = make_proposal(), make_publisher()

    with pytest.raises(InputError):
        decline_publications(clerk, [DeclineInput(publication_id=row.pk, reason=" ")])
    decline_publications(clerk, [DeclineInput(publication_id=row.pk, reason="涉及隐私。")])
    with pytest.raises(PublicationStateError):
        decline_publications(clerk, [DeclineInput(publication_id=row.pk, reason="涉及隐私。")])

    assert open_tasks(row) == []


def test_a_rescinded_decision_is_hidden_at_once_and_its_withdrawal_falls_due() -> None:
    case = make_decided()
    row = make_published(case)

    with clock.standing_at(LATER):
        rescind(case)
        view = public_view(AUTHORITY, row.code)

    row.refresh_from_db()
    assert view is not None
    assert (view.standing, view.decision) == (Standing.BEING_WITHDRAWN, None)
    assert (row.fallen_on, row.withdraw_due_on) == (dt.date(2026, 3, 13), dt.date(2026, 3, 18))
    assert open_tasks(row) == [("publication.withdraw", dt.date(2026, 3, 18))]


def test_a_withdrawal_says_why_in_public_and_tells_of_nobody() -> None:
    case = make_decided()
    row, clerk = make_published(case), make_publisher()
    telling = WithdrawalInput(publication_id=row.pk, explanation="电话13800138000的当事人有误。")
    plain = WithdrawalInput(publication_id=row.pk, explanation="认定的当事人有误，决定已撤销。")

    with clock.standing_at(LATER):
        rescind(case)
        with pytest.raises(Exception, match="PUB-002"):
            withdraw_publications(clerk, [telling])
        withdraw_publications(clerk, [plain])
        view = public_view(AUTHORITY, row.code)

    assert view is not None
    assert (view.standing, view.decision) == (Standing.WITHDRAWN, None)
    assert view.publication.explanation == "认定的当事人有误，决定已撤销。"
    assert open_tasks(row) == []


def test_a_late_withdrawal_is_recorded_with_what_the_law_says_to_it() -> None:
    case = make_decided()
    row = make_published(case)
    with clock.standing_at(LATER):
        rescind(case)

    with clock.standing_at(LATER + 10 * ONE_DAY):
        given = WithdrawalInput(publication_id=row.pk, explanation="决定已撤销。")
        withdraw_publications(make_publisher(), [given])

    row.refresh_from_db()
    assert [one["rule"] for one in row.grounds] == ["PEN-029"]


@pytest.mark.parametrize(
    ("outcome", "is_hidden"),
    [
        (RemedyOutcome.CHANGED, True),
        (RemedyOutcome.REVOKED, True),
        (RemedyOutcome.DECLARED_ILLEGAL, True),
        (RemedyOutcome.DECLARED_INVALID, True),
        (RemedyOutcome.UPHELD, False),
        (RemedyOutcome.DISMISSED, False),
    ],
)
def test_what_a_remedy_changed_is_hidden_and_what_it_upheld_stays(
    outcome: RemedyOutcome, *, is_hidden: bool
) -> None:
    case = make_decided()
    row, clerk, day = make_published(case), make_publisher(), LATER.date()
    with clock.standing_at(LATER):
        given = RemedyInput(
            case_id=case.pk,
            kind=RemedyKind.RECONSIDERATION,
            body="测试区人民政府",
            applied_on=day,
            received_on=day,
        )
        remedy = register_remedies(clerk, [given])[0]

        fine = 20 if outcome == RemedyOutcome.CHANGED else None
        end = RemedyEnd(remedy_id=remedy.pk, outcome=outcome, ended_on=day, fine=fine)  # type: ignore[arg-type]
        end_remedies(clerk, [end])
        view = public_view(AUTHORITY, row.code)

    assert view is not None
    assert (view.standing is Standing.BEING_WITHDRAWN) is is_hidden
    assert bool(open_tasks(row)) is is_hidden


def test_a_voided_document_hides_its_publication_too() -> None:
    case = make_decided()
    row = make_published(case)

    with clock.standing_at(LATER):
        void_document(make_publisher(), case.decision.document, reason="打印有误。")
        view = public_view(AUTHORITY, row.code)

    assert view is not None
    assert view.standing is Standing.BEING_WITHDRAWN
    assert open_tasks(row) == [("publication.withdraw", dt.date(2026, 3, 18))]


def test_what_was_not_public_yet_when_its_decision_fell_does_not_become_so() -> None:
    case = make_decided()
    row = make_proposal(case)
    given = confirmation(row)

    rescind(case)

    assert (state_of(row), open_tasks(row)) == (STATE.NOT_PUBLISHED, [])
    with pytest.raises(PublicationStateError):
        confirm_publications(make_publisher(), [given])


def test_a_fallen_decision_is_not_confirmed_even_if_nobody_noticed() -> None:
    case = make_decided()
    row = make_proposal(case)
    given = confirmation(row)
    rescind(case)
    Publication.objects.update(state=STATE.PROPOSED)

    with pytest.raises(FallenDecisionError):
        confirm_publications(make_publisher(), [given])


def test_a_publication_ends_with_its_last_day_whether_or_not_the_job_runs() -> None:
    row = make_published(until=dt.date(2026, 6, 30))

    with clock.standing_at(clock.at_local(dt.date(2026, 6, 30))):
        last = public_view(AUTHORITY, row.code)
        end_what_is_over()
        still = state_of(row)
    with clock.standing_at(clock.at_local(dt.date(2026, 7, 1))):
        after = public_view(AUTHORITY, row.code)
        end_what_is_over()

    assert last is not None
    assert (still, after, state_of(row)) == (STATE.PUBLISHED, None, STATE.ENDED)


def test_a_copy_that_was_changed_after_confirmation_is_not_shown() -> None:
    row = make_published()
    Publication.objects.filter(pk=row.pk).update(copy=row.copy.replace("设摊", "行凶"))

    with clock.standing_at(LATER):
        view = public_view(AUTHORITY, row.code)

    assert view is None


def test_the_party_asks_for_credit_repair_with_the_code_on_the_paper() -> None:
    case = make_decided()
    row, clerk = make_published(case), make_publisher()
    public = make_seat(authority=AUTHORITY)
    code = case.decision.document.check_code
    asked = RepairInput(code=row.code, check_code=code, statement="已缴纳罚款并改正。")

    with clock.standing_at(LATER):
        with pytest.raises(NotFoundError):
            request_credit_repair(
                public, RepairInput(code=row.code, check_code="0" * 16, statement="已改正。")
            )
        repair = request_credit_repair(public, asked)
        with pytest.raises(RepairUnderWayError):
            request_credit_repair(public, asked)
        decided = RepairDecision(repair_id=repair.pk, is_granted=True, answer="符合条件。")
        decide_credit_repairs(clerk, [decided])
        view = public_view(AUTHORITY, row.code)
        with pytest.raises(ConflictError):
            decide_credit_repairs(clerk, [decided])

    assert (state_of(row), view) == (STATE.ENDED, None)
    assert [kind for kind in sorted(kinds()) if kind.startswith("credit")] == [
        "credit_repair.decided",
        "credit_repair.requested",
    ]


def test_a_search_finds_what_is_public_and_nothing_else() -> None:
    town = make_town()
    shown = make_published(make_decided(town))
    make_proposal(make_decided(town, party_id=make_party().id))

    with clock.standing_at(LATER):
        found = [row.pk for row in search_public(AUTHORITY, "设摊 陈某", year=2026)]
        nothing = list(search_public(AUTHORITY, "不存在"))
        elsewhere = list(search_public(OTHER_AUTHORITY))

    assert (found, nothing, elsewhere) == ([shown.pk], [], [])
