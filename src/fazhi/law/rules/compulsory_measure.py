"""Compulsory measures (行政强制措施): sealing and seizure, from the power to the return of things.

`examine_measure`, `examine_extension` and `examine_lifting` ask everything in the order of
《行政强制法》 and return every answer, for the page, the action and the batch alike.
"""

from datetime import date

from fazhi.law.answer import Answer, Text
from fazhi.law.compulsion_facts import (
    ExtensionFacts,
    ItemFacts,
    LiftingReason,
    MeasureFacts,
    MeasureKind,
)
from fazhi.law.deadline import Deadline, Pause, Timeliness
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.instrument import InstrumentKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.officers import able_officers, no_auxiliary_acts
from fazhi.law.rules.timeliness import due

MEASURE_LABELS = {
    MeasureKind.SEALING: Text("查封", "sealing"),
    MeasureKind.SEIZURE: Text("扣押", "seizure"),
}

_GIVING = frozenset({InstrumentKind.STATUTE, InstrumentKind.REGULATION})


def examine_measure(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """Return every answer to a sealing or seizure as it stands on file, in the order of the law."""
    return (
        *measure_has_basis(facts),
        *measure_followed_procedure(law, facts),
        *no_auxiliary_acts(day=facts.day, officers=facts.officers),
        *urgent_measure_was_reported(law, facts),
        *items_may_be_taken(facts.items, day=facts.day),
        *decision_was_delivered(law, facts),
        *term_is_kept(law, facts),
        *testing_was_told(facts),
        *items_are_kept(facts),
    )


def examine_extension(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """Return every answer to the extension of a measure; none where nothing is extended."""
    if facts.extension is None:
        return ()
    return (
        *extension_is_open(law, facts, facts.extension),
        *missing_particulars(
            DocumentKind.EXTENSION_NOTICE, facts.extension.notice, day=facts.asked_on
        ),
    )


def examine_lifting(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """Return every answer to the lifting of a measure, owed or done."""
    if facts.lifting.lifted_on is None:
        return lifting_is_done(law, facts)
    return (
        *lifting_is_done(law, facts),
        *missing_particulars(
            DocumentKind.LIFTING_DECISION, facts.lifting.decision, day=facts.lifting.lifted_on
        ),
    )


def measure_has_basis(facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第十六、十七、二十二条: a law or regulation gives it (COE-001, T-37)."""
    basis, label = facts.basis, MEASURE_LABELS[facts.kind]
    named = bool(basis.instrument)
    of_rank = named and basis.kind in _GIVING
    words = {"basis": basis.instrument, "measure": label.zh, "measure_en": label.en}
    return (
        *rule_text("COE-001").judge(
            facts.day,
            {
                "no_basis": not named,
                "rank_too_low": named and not of_rank,
                "not_given": of_rank and facts.kind not in basis.gives,
                "not_the_holder": named
                and not (basis.authority_is_named or basis.power_is_concentrated),
                "delegated": basis.is_delegated,
            },
            **words,
        ),
        *(_article_is_cited(facts) if named else ()),
    )


def measure_followed_procedure(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第十八条: approval, two officers, and what is owed at the scene (COE-002)."""
    scene, approval = facts.scene, facts.approval
    needed = law.parameter("compulsion.officers_minimum").at(facts.day).number
    count = len(able_officers(facts.officers))
    approved = approval.by_head and approval.at is not None
    on_time = approved and approval.at is not None and approval.at <= facts.taken_at
    signed = scene.officers_signed and (scene.party_signed or scene.refusal_noted)
    with_witness = scene.witness_present and scene.witness_signed and scene.officers_signed
    return rule_text("COE-002").judge(
        facts.day,
        {
            "not_approved": facts.urgency is None and not approved,
            "approved_late": facts.urgency is None and approved and not on_time,
            "too_few_officers": count < needed,
            "certificates_not_shown": not scene.certificates_shown,
            "party_not_notified": not scene.party_notified,
            "reasons_not_told": scene.party_present and not scene.reasons_told,
            "rights_not_told": scene.party_present and not scene.rights_told,
            "not_heard": scene.party_present and not scene.party_heard,
            "not_recorded": not scene.recorded,
            "not_signed": scene.recorded and scene.party_present and not signed,
            "no_witness": not scene.party_present and not with_witness,
        },
        count=count,
        needed=needed,
    )


def urgent_measure_was_reported(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第十九条: reported and approved within twenty-four hours (COE-003)."""
    urgency, approval = facts.urgency, facts.approval
    if urgency is None:
        return ()
    deadline = law.deadline("SEIZE_REPORT").from_(facts.taken_at)
    approved_at = approval.at if approval.by_head else None
    settled = urgency.head_disagreed or approved_at is not None
    unreported = deadline.judge(urgency.reported_at or facts.asked_at) is Timeliness.LATE
    unapproved = not urgency.head_disagreed and (
        deadline.judge(approved_at or facts.asked_at) is Timeliness.LATE
    )
    nearly_over = deadline.warn_at is not None and facts.asked_at >= deadline.warn_at
    is_open = urgency.reported_at is None or not settled
    return rule_text("COE-003").judge(
        facts.day,
        {
            "not_reported": unreported,
            "not_approved": unapproved,
            "not_lifted": urgency.head_disagreed and facts.lifting.lifted_on is None,
            "nearly_over": is_open and nearly_over and not (unreported or unapproved),
        },
        due=f"{deadline.due_at:%Y-%m-%d %H:%M}",
    )


def items_may_be_taken(items: tuple[ItemFacts, ...], *, day: date) -> tuple[Answer, ...]:
    """《行政强制法》第二十三条: only what belongs to the case, no necessities (COE-004)."""
    return rule_text("COE-004").judge(
        day,
        {
            "none_listed": not items,
            "unrelated": any(not item.is_related for item in items),
            "daily_necessity": any(item.is_daily_necessity for item in items),
            "sealed_already": any(item.is_sealed_by_another for item in items),
        },
    )


def decision_was_delivered(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十四条: decision and inventory in two copies on the spot (COE-005)."""
    delivery, day = facts.delivery, facts.day
    copies = law.parameter("compulsion.inventory_copies").at(day).number
    return (
        *rule_text("COE-005").judge(
            day,
            {
                "not_delivered": not delivery.delivered_on_the_spot,
                "too_few_copies": delivery.inventory_copies < copies,
            },
            count=delivery.inventory_copies,
            needed=copies,
        ),
        *missing_particulars(DocumentKind.SEALING_OR_SEIZURE_DECISION, delivery.decision, day=day),
        *missing_particulars(
            DocumentKind.SEALING_OR_SEIZURE_INVENTORY, delivery.inventory, day=day
        ),
    )


def measure_term(law: Law, facts: MeasureFacts) -> Deadline:
    """《行政强制法》第二十五条: thirty days, extended by thirty at most, without the testing."""
    extension = facts.extension
    extended = extension is not None and extension.approved_by_head
    return law.deadline("SEIZE").from_(facts.day, extend=extended, pauses=_pauses(facts))


def term_is_kept(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十五条: the measure ends in time, or must be lifted (COE-006, E5).

    A last day on a rest day does not move: from the working day before it the answer warns (P-02).
    """
    term = measure_term(law, facts)
    act = facts.ended_on or facts.asked_on
    overdue = term.judge(act) is Timeliness.LATE
    warned = facts.ended_on is None and term.warn_on is not None and act > term.warn_on
    return rule_text("COE-006").judge(
        facts.day,
        {
            "overdue": overdue,
            "until_too_late": facts.until is not None and term.days_late(facts.until) > 0,
            "last_working_day_over": warned and not overdue,
        },
        due=due(term),
        until=facts.until,
        warn=term.warn_on,
    )


def extension_is_open(
    law: Law, facts: MeasureFacts, extension: ExtensionFacts
) -> tuple[Answer, ...]:
    """《行政强制法》第二十五条: complex, by the head, once, told with reasons (COE-006)."""
    day = extension.approved_on or facts.asked_on
    first = law.deadline("SEIZE").from_(facts.day, pauses=_pauses(facts, begun_by=day))
    term = law.deadline("SEIZE").from_(facts.day, extend=True, pauses=_pauses(facts))
    late = first.judge(day) is Timeliness.LATE
    return rule_text("COE-006").judge(
        facts.asked_on,
        {
            "not_complex": not extension.is_complex,
            "not_by_head": not extension.approved_by_head,
            "extended_late": late,
            "extended_on_a_rest_day": not late
            and first.warn_on is not None
            and day > first.warn_on,
            "extended_twice": extension.earlier_count > 0,
            "until_too_late": extension.until is not None and term.days_late(extension.until) > 0,
            "extension_not_told": extension.told_on is None,
        },
        due=due(term),
        first=due(first),
        until=extension.until,
        warn=first.warn_on,
    )


def testing_was_told(facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十五条第三款: testing is told, at the cost of the authority (COE-007)."""
    if not facts.testing:
        return ()
    return rule_text("COE-007").judge(
        facts.day,
        {
            "not_told": any(not each.told_in_writing for each in facts.testing),
            "cost_on_party": any(each.cost_on_party for each in facts.testing),
        },
    )


def items_are_kept(facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十六条: kept well, not used, at the authority's cost (COE-008)."""
    keeping = facts.keeping
    return rule_text("COE-008").judge(
        facts.day,
        {
            "not_proper": not keeping.is_proper,
            "used": keeping.was_used,
            "damaged": keeping.was_damaged and not keeping.damage_compensated,
            "cost_on_party": keeping.cost_on_party,
        },
    )


def lifting_is_done(law: Law, facts: MeasureFacts) -> tuple[Answer, ...]:
    """《行政强制法》第二十八条: lifted at once on five grounds, and the things returned (COE-009).

    That the period is over is reckoned, not asked. Things that were disposed of need no lifting.
    """
    lifting, is_on = facts.lifting, facts.ended_on is None
    over = is_on and measure_term(law, facts).judge(facts.asked_on) is Timeliness.LATE
    reasons = lifting.reasons | ({LiftingReason.PERIOD_OVER} if over else set())
    lifted = lifting.lifted_on is not None
    return rule_text("COE-009").judge(
        facts.asked_on,
        {
            **{reason.value: is_on and reason in reasons for reason in LiftingReason},
            "not_returned": lifted and not lifting.returned and not lifting.perishables_sold,
            "proceeds_not_returned": lifted
            and lifting.perishables_sold
            and not lifting.proceeds_returned,
        },
    )


def _article_is_cited(facts: MeasureFacts) -> tuple[Answer, ...]:
    return (
        rule_text("T-37").answer(
            holds=facts.basis.article > 0, day=facts.day, basis=facts.basis.instrument
        ),
    )


def _pauses(facts: MeasureFacts, *, begun_by: date | None = None) -> list[Pause]:
    return [
        Pause(each.first, each.last)
        for each in facts.testing
        if each.told_in_writing and (begun_by is None or each.first <= begun_by)
    ]
