"""Review rounds: opened, judged with reasons, signed as a whole, carried out once approved."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.registers.competence.access import get_review, visible_reviews
from fazhi.registers.competence.actions import (
    adopt_power_review,
    import_powers,
    judge_powers,
    open_power_review,
    sign_power_review,
)
from fazhi.registers.competence.choices import ClaimState, JudgementOutcome
from fazhi.registers.competence.importing.powers import COLUMNS, row_of
from fazhi.registers.competence.importing.writing import write_sheet
from fazhi.registers.competence.inputs import JudgementInput
from fazhi.registers.competence.models import Claim, PowerJudgement, PowerReview
from fazhi.registers.competence.queries import claimed, powers_on, versions_of
from tests.factories.competence import make_claim, make_power
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)
NOON = clock.at_local(TODAY, dt.time(12))
LAST_DAY = dt.date(2026, 3, 31)
ONE_DAY = dt.timedelta(days=1)
LEADER, CLERK, HEAD = (make_seat(role) for role in (Role.SQUAD_LEADER, Role.CLERK, Role.HEAD))
KEEP, BACK = JudgementOutcome.KEEP, JudgementOutcome.HAND_BACK


@pytest.fixture(autouse=True)
def _at_noon() -> object:
    with clock.standing_at(NOON):
        yield


def judged(*outcomes: JudgementOutcome) -> tuple[PowerReview, list[str]]:
    """Return a round over as many claimed items, each judged."""
    codes = [make_claim(make_power()).power.code for _outcome in outcomes]
    review = open_power_review(LEADER, "2026 年评估")
    given = [
        JudgementInput(code, outcome, "经常用到" if outcome is KEEP else "三年未用，无此类违法")
        for code, outcome in zip(codes, outcomes, strict=True)
    ]
    judge_powers(CLERK, review.pk, given)
    return review, codes


def test_a_round_yields_a_signed_list_with_reasons() -> None:
    review, codes = judged(KEEP, BACK)

    signature = sign_power_review(HEAD, review.pk)

    rows = PowerJudgement.objects.order_by("power__code").values_list(
        "power__code", "outcome", "reason"
    )
    assert list(rows) == [
        (codes[0], "keep", "经常用到"),
        (codes[1], "hand_back", "三年未用，无此类违法"),
    ]
    assert (len(signature.content_hash), signature.account_id) == (64, HEAD.account_id)
    kinds = ["power_review.opened", "power.judged", "power_review.signed"]
    assert [entry.kind for entry in Entry.objects.order_by("recorded_at", "id")] == kinds


def test_what_is_signed_has_another_hash_when_a_reason_differs() -> None:
    review, codes = judged(KEEP)
    with transaction.atomic():
        first = sign_power_review(HEAD, review.pk).content_hash
        transaction.set_rollback(True)
    judge_powers(LEADER, review.pk, [JudgementInput(codes[0], KEEP, "另一理由")])

    assert sign_power_review(HEAD, review.pk).content_hash != first


def test_an_item_is_judged_anew_until_the_list_is_signed_and_no_longer() -> None:
    review, codes = judged(KEEP)
    again = [JudgementInput(codes[0], BACK, "想法变了")]

    judge_powers(LEADER, review.pk, again)
    sign_power_review(HEAD, review.pk)

    assert [row.outcome for row in review.judgements.all()] == ["hand_back"]
    with pytest.raises(ConflictError):
        judge_powers(LEADER, review.pk, again)
    with pytest.raises(ConflictError):
        sign_power_review(HEAD, review.pk)


def test_a_list_with_an_item_left_out_is_not_signed() -> None:
    review, _codes = judged(KEEP)
    make_claim(make_power())

    with pytest.raises(InputError):
        sign_power_review(HEAD, review.pk)


def test_a_round_over_nothing_is_not_signed() -> None:
    review = open_power_review(LEADER, "空")

    with pytest.raises(InputError):
        sign_power_review(HEAD, review.pk)


@pytest.mark.parametrize(
    ("code", "reason", "field"),
    [("", "有理由", "code"), ("known", " ", "reason")],
)
def test_a_judgement_is_of_a_claimed_item_and_has_a_reason(
    code: str, reason: str, field: str
) -> None:
    review, codes = judged(KEEP)
    given = JudgementInput(codes[0] if code else make_power().code, KEEP, reason)

    with pytest.raises(InputError) as refusal:
        judge_powers(LEADER, review.pk, [given])

    assert list(refusal.value.fields) == [field]


def test_an_empty_list_and_an_item_named_twice_are_refused() -> None:
    review, codes = judged(KEEP)
    twice = [JudgementInput(codes[0], KEEP, "一"), JudgementInput(codes[0], BACK, "二")]

    for given in ([], twice):
        with pytest.raises(InputError):
            judge_powers(LEADER, review.pk, given)


def test_one_round_is_open_at_a_time_and_each_has_its_own_name() -> None:
    judged(KEEP)

    with pytest.raises(ConflictError):
        open_power_review(LEADER, "另一轮")
    sign_power_review(HEAD, PowerReview.objects.get().pk)
    with pytest.raises(InputError):
        open_power_review(LEADER, "2026 年评估")
    with pytest.raises(InputError):
        open_power_review(LEADER, " ")


def test_what_is_handed_back_gets_a_last_dated_version_through_the_import() -> None:
    review, (kept, going) = judged(KEEP, BACK)
    sign_power_review(HEAD, review.pk)

    adopt_power_review(CLERK, review.pk, "甬司〔2026〕1号", LAST_DAY)

    listed = [
        [power.code for power in powers_on(AUTHORITY, day)]
        for day in (TODAY, LAST_DAY, LAST_DAY + ONE_DAY)
    ]
    held = [
        [claim.power.code for claim in claimed(AUTHORITY, day)]
        for day in (LAST_DAY, LAST_DAY + ONE_DAY)
    ]
    newest, first = versions_of(AUTHORITY, going)
    assert listed == [[kept, going], [kept, going], [kept]]
    assert held == [[kept, going], [kept]]
    assert (first.until, newest.since, newest.until) == (LAST_DAY - ONE_DAY, LAST_DAY, LAST_DAY)
    assert (newest.version, newest.source) == (2, "评估退回：甬司〔2026〕1号")
    assert [each.version for each in versions_of(AUTHORITY, kept)] == [1]
    states = Claim.objects.filter(power=newest).values_list("state", "until")
    assert list(states) == [(ClaimState.WITHDRAWN, LAST_DAY)]


def test_a_round_that_keeps_everything_changes_no_version() -> None:
    review, codes = judged(KEEP)
    sign_power_review(HEAD, review.pk)

    adopt_power_review(CLERK, review.pk, "甬司〔2026〕1号", LAST_DAY)

    assert [each.version for each in versions_of(AUTHORITY, codes[0])] == [1]


def test_a_round_is_carried_out_once_after_it_was_signed_with_its_approval() -> None:
    review, _codes = judged(BACK)
    with pytest.raises(ConflictError):
        adopt_power_review(CLERK, review.pk, "号", LAST_DAY)
    sign_power_review(HEAD, review.pk)
    for number, day in ((" ", LAST_DAY), ("号", TODAY - ONE_DAY)):
        with pytest.raises(InputError):
            adopt_power_review(CLERK, review.pk, number, day)

    adopt_power_review(CLERK, review.pk, "号", TODAY)

    with pytest.raises(ConflictError):
        adopt_power_review(CLERK, review.pk, "号", LAST_DAY)


def test_a_row_of_the_sheet_says_what_the_version_says() -> None:
    power = make_power()
    sheet = write_sheet(COLUMNS, [row_of(power, power.since, power.until, power.source)])

    result = import_powers(CLERK, sheet)

    assert (result.unchanged, result.errors) == (1, ())


@pytest.mark.parametrize(
    "role", [role for role in INSIDERS if role not in {Role.SQUAD_LEADER, Role.CLERK}]
)
def test_who_does_not_judge_opens_no_round(role: Role) -> None:
    with pytest.raises(ForbiddenError):
        open_power_review(make_seat(role), "评估")


def test_each_act_is_of_its_own_role() -> None:
    review, codes = judged(KEEP)

    with pytest.raises(ForbiddenError):
        judge_powers(HEAD, review.pk, [JudgementInput(codes[0], KEEP, "好")])
    with pytest.raises(ForbiddenError):
        sign_power_review(CLERK, review.pk)
    with pytest.raises(ForbiddenError):
        adopt_power_review(HEAD, review.pk, "号", LAST_DAY)


def test_a_round_of_another_authority_is_not_there() -> None:
    review, _codes = judged(KEEP)
    stranger = make_seat(*INSIDERS, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        get_review(stranger, review.pk)
    with pytest.raises(NotFoundError):
        sign_power_review(stranger, review.pk)
    assert list(visible_reviews(make_seat(Role.OFFICER))) == []


def test_the_database_keeps_no_judgement_without_a_reason() -> None:
    review, _codes = judged(KEEP)

    with pytest.raises(IntegrityError), transaction.atomic():
        PowerJudgement.objects.create(
            review=review,
            power=make_power(),
            outcome=KEEP,
            reason="",
            judged_at=NOON,
            account_id=review.account_id,
        )
