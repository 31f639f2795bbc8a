"""Payment, remedies and publication as a file tells them (缴款、救济、公开)."""

import datetime as dt
from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.enforcement_facts import RemedyState
from fazhi.law.facts import CashFacts
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.execution import DeferralFacts, deferral_is_open
from fazhi.law.rules.late_fine import late_fine, late_fine_is_right
from fazhi.law.rules.payment import (
    cash_banked,
    cash_handed_in,
    cash_may_be_taken,
    payment_due,
)
from fazhi.law.rules.publication import withdrawn_in_time
from fazhi.law.whole_file import WholeFile

_ENDINGS = {"reconsideration": "reconsideration_decision", "litigation": "court_judgment"}


def judge_payment(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第七十二条: no more and no less than is owed on top (EXE-007).

    That a party pays late is no fault of the file: the period tells it.
    """
    act, due_on = file.acts[place], payable_until(law, file)
    if due_on is not None and "late_fine" in act.says:
        reckoned = late_fine(
            law,
            fine=act.amount("amount"),
            due_on=due_on,
            day=act.day,
            pauses=remedy_spans(file),
        )
        yield late_fine_is_right(reckoned, day=act.day, claimed=act.amount("late_fine"))


def judge_deferral(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第六十六条第二款: on application, for hardship, approved (EXE-009)."""
    del law
    act = file.acts[place]
    deferral = DeferralFacts(
        applied=act.flag("is_applied_for"),
        hardship_shown=act.flag("shows_hardship"),
        approved=act.flag("approved_by_head"),
        until=act.date("until"),
    )
    yield from deferral_is_open(deferral, day=act.day)


def judge_cash(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第六十八条至第七十条: whether cash may be taken (EXE-002…005)."""
    act = file.acts[place]
    yield from cash_may_be_taken(
        law,
        CashFacts(
            fine=file.fine or act.amount("amount"),
            decided_on=file.decision.day if file.decision else act.day,
            procedure=file.procedure,
            is_hard_to_enforce_later=act.flag("is_hard_to_enforce_later"),
            is_remote=act.flag("is_remote"),
            party_asked=act.flag("is_asked_by_party"),
            reason_recorded=bool(act.word("reason")),
            receipt_number=act.word("receipt_number"),
        ),
    )


def judge_hand_in(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第七十一条: two working days to the authority (EXE-006)."""
    act, taken = file.acts[place], file.before(place, "cash_collection")
    if taken is not None:
        yield cash_handed_in(law, day=act.day, collected_on=taken.day, handed_in_on=act.day)


def judge_banking(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第七十一条: two more working days to the bank (EXE-006)."""
    act, handed = file.acts[place], file.before(place, "cash_hand_in")
    if handed is not None:
        yield cash_banked(law, day=act.day, handed_in_on=handed.day, banked_on=act.day)


def judge_publication(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第五十条: what is private is not published (PEN-030)."""
    del law
    act = file.acts[place]
    if act.flag("shows_identity_number"):
        yield rule_text("PEN-030").refused_on(act.day, "identity_published")


def judge_withdrawal(law: Law, file: WholeFile, place: int) -> Iterator[Answer]:
    """《行政处罚法》第四十八条第二款: withdrawn three working days after the change (PEN-029)."""
    act, changed_on = file.acts[place], overturned_on(file)
    if changed_on is not None:
        yield withdrawn_in_time(law, day=act.day, changed_on=changed_on, withdrawn_on=act.day)


def payable_until(law: Law, file: WholeFile) -> dt.date | None:
    """Return the last day to pay: fifteen days after service, later where it was deferred."""
    if file.served_on is None:
        return None
    due_on = payment_due(law, served_on=file.served_on).due_on
    deferral = file.last("deferral")
    until = deferral.date("until") if deferral else None
    return max((each for each in (due_on, until) if each is not None), default=None)


def remedy_state(file: WholeFile) -> RemedyState:
    """Return what the party did about the decision, and how it ended."""
    used = file.last(*_ENDINGS)
    if used is None:
        return RemedyState.UNUSED
    ended = file.last(*_ENDINGS.values())
    if ended is None or ended.at < used.at:
        return RemedyState.PENDING
    is_over = ended.word("remedy_outcome") == RemedyState.OVERTURNED
    return RemedyState.OVERTURNED if is_over else RemedyState.UPHELD


def remedy_spans(file: WholeFile) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return the days of reconsideration and litigation: no late fine runs on them (T-12)."""
    spans = []
    for begins, ends in _ENDINGS.items():
        begun, ended = file.last(begins), file.last(ends)
        if begun is not None:
            last = ended.day if ended is not None else file.latest.date()
            spans.append((begun.day, max(begun.day, last)))
    return tuple(spans)


def overturned_on(file: WholeFile) -> dt.date | None:
    """Return the day on which the decision was overturned."""
    ended = file.last(*_ENDINGS.values())
    if ended is None or ended.word("remedy_outcome") != RemedyState.OVERTURNED:
        return None
    return ended.day
