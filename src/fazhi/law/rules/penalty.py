"""The summary procedure (简易程序): what the law asks of a penalty decided on the spot.

`examine_on_the_spot` asks everything in the order of 《行政处罚法》 and returns every answer, held,
warned and blocked, for the page, the action and the batch alike.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from fazhi.law.answer import Answer
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.errors import NotInForceError
from fazhi.law.facts import (
    Defence,
    Edition,
    FormFacts,
    HearingOfParty,
    OnTheSpotFacts,
    PartyKind,
    PenaltyFacts,
    PenaltyKind,
    PowerFacts,
)
from fazhi.law.jurisdiction import Law
from fazhi.law.parameter import DatedValue
from fazhi.law.rule import rule_text
from fazhi.law.rules import competence, evidence, liability, officers
from fazhi.law.rules.reconsideration import remedy_is_stated
from fazhi.law.rules.timeliness import by_deadline, due
from fazhi.law.wording import DEFENCE_LABELS, PARTY_LABELS, listed, yuan

_CAPS = {
    PartyKind.PERSON: "penalty.summary.fine_cap_person",
    PartyKind.ORGANISATION: "penalty.summary.fine_cap_organisation",
    # Above the wider limit an individual business is outside on every reading; between the two
    # limits SIM-003 warns, because no law says which of them applies.
    PartyKind.INDIVIDUAL_BUSINESS: "penalty.summary.fine_cap_organisation",
}


def examine_on_the_spot(law: Law, facts: OnTheSpotFacts) -> tuple[Answer, ...]:
    """Return every answer of the law to a decision on the spot, in the order of the law.

    Of the time before the revision of 2021 only the limits are known (SIM-002); nothing else is
    asked of a decision of those days.
    """
    if not rule_text("SIM-001").in_force(facts.day):
        return tuple(_may_be_on_the_spot(law, facts))
    return (
        *_who_may_punish(facts),
        *_who_is_punished(law, facts),
        *_how_it_was_established(law, facts),
        *_may_be_on_the_spot(law, facts),
        *_how_it_was_issued(law, facts),
    )


def within_limit(law: Law, *, day: dt.date, party: PartyKind, fine: Decimal) -> Answer:
    """《行政处罚法》第五十一条: the limit of the day and the party (SIM-001, before it SIM-002)."""
    cap = law.parameter(_CAPS[party]).at(day).amount
    now = rule_text("SIM-001")
    rule = now if now.in_force(day) else rule_text("SIM-002")
    label = PARTY_LABELS[party]
    return rule.answer(
        holds=fine <= cap,
        day=day,
        fine=yuan(fine),
        cap=yuan(cap),
        party=label.zh,
        party_en=label.en,
    )


def within_limit_of_individual_business(
    law: Law, *, day: dt.date, party: PartyKind, fine: Decimal
) -> tuple[Answer, ...]:
    """Warn where only the limit of an organisation would cover an individual business (SIM-003)."""
    if party is not PartyKind.INDIVIDUAL_BUSINESS:
        return ()
    cap = law.parameter(_CAPS[PartyKind.PERSON]).at(day).amount
    rule = rule_text("SIM-003")
    return (rule.answer(holds=fine <= cap, day=day, fine=yuan(fine), cap=yuan(cap)),)


def exactly_at_limit(
    law: Law, *, day: dt.date, party: PartyKind, fine: Decimal
) -> tuple[Answer, ...]:
    """Point out that the limit itself is inside: 「以下」 includes the number (T-23)."""
    rule, cap = rule_text("T-23"), law.parameter(_CAPS[party]).at(day).amount
    if fine != cap or not rule.in_force(day):
        return ()
    return (rule.held_on(day, fine=yuan(fine), cap=yuan(cap)),)


def facts_are_certain(*, day: dt.date, is_proved: bool) -> tuple[Answer, ...]:
    """《行政处罚法》第五十一条: only where the facts are certain (SIM-001)."""
    if is_proved:
        return ()
    return (rule_text("SIM-001").refused_on(day, "facts_not_certain"),)


def kinds_allowed(law: Law, *, day: dt.date, kinds: frozenset[PenaltyKind]) -> tuple[Answer, ...]:
    """《行政处罚法》第五十一条: a warning or a fine, nothing else (T-21, T-22)."""
    words = _words(law.parameter("penalty.summary.kinds").at(day))
    allowed = {PenaltyKind(word) for word in words}
    others = kinds - allowed
    criticism = rule_text("T-22")
    answers = []
    if PenaltyKind.PUBLIC_CRITICISM in others and criticism.in_force(day):
        answers.append(criticism.refused_on(day))
        others -= {PenaltyKind.PUBLIC_CRITICISM}
    if others or not kinds:
        label = listed(others)
        variant = "" if others else "none"
        answers.append(
            rule_text("T-21").refused_on(day, variant, kinds=label.zh, kinds_en=label.en)
        )
    label = listed(kinds)
    held = rule_text("T-21").held_on(day, kinds=label.zh, kinds_en=label.en)
    return tuple(answers) or (held,)


def party_agrees_on_facts(*, day: dt.date, is_disputed: bool) -> Answer:
    """Offer the ordinary procedure where the party disputes the facts (SIM-009)."""
    return rule_text("SIM-009").answer(holds=not is_disputed, day=day)


def party_was_told(
    penalty: PenaltyFacts, hearing: HearingOfParty, *, day: dt.date
) -> tuple[Answer, ...]:
    """《行政处罚法》第四十四条、第六十二条: told before, and of nothing less (PEN-025)."""
    heavier = hearing.notice_given and not _defended(hearing) and _is_heavier_than_told(penalty)
    return rule_text("PEN-025").judge(
        day,
        {"no_notice": not hearing.notice_given, "other_than_notified": heavier},
        fine=yuan(penalty.fine),
        notified=_notified(penalty),
    )


def party_was_heard(hearing: HearingOfParty, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第四十五条: statement and defence, on the spot too, and noted (SIM-006)."""
    asked = hearing.defence is not Defence.NOT_ASKED
    label = DEFENCE_LABELS[hearing.defence]
    return rule_text("SIM-006").judge(
        day,
        {"not_heard": not asked, "not_noted": asked and not hearing.defence_noted},
        defence=label.zh,
        defence_en=label.en,
    )


def not_heavier_for_defence(
    penalty: PenaltyFacts, hearing: HearingOfParty, *, day: dt.date
) -> Answer:
    """《行政处罚法》第四十五条第二款: nothing heavier because of a defence (PEN-026)."""
    heavier = _defended(hearing) and _is_heavier_than_told(penalty)
    return rule_text("PEN-026").answer(
        holds=not heavier, day=day, fine=yuan(penalty.fine), notified=_notified(penalty)
    )


def form_was_issued(form: FormFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第五十二条第一款: certificate, number, prescribed form, delivery (SIM-004)."""
    return rule_text("SIM-004").judge(
        day,
        {
            "certificate_not_shown": not form.certificates_shown,
            "no_number": not form.number,
            "not_preprinted": not form.is_preprinted,
            "not_delivered": not (form.delivered or form.refusal_noted),
        },
        number=form.number,
    )


def reported_for_record(
    law: Law, *, day: dt.date, field: str, decided_on: dt.date, reported_on: dt.date | None = None
) -> Answer:
    """《行政处罚法》第五十二条第三款: report to the own authority (SIM-007).

    The law gives no number of days; the ministry rule gives three working days in its fields.
    """
    rule = rule_text("SIM-007")
    if not _has_filing_time(law, field, decided_on):
        state = ("已备案", "done") if reported_on else ("应当及时备案", "to be done without delay")
        return rule.held_on(day, state=state[0], state_en=state[1])
    deadline = law.deadline("SIM_FILE").from_(decided_on)
    answer = by_deadline("SIM-007", deadline, day=day, done_on=reported_on)
    if answer.holds and reported_on is None:
        last = due(deadline)
        return rule.held_on(day, state=f"应当在 {last} 前备案", state_en=f"due by {last}")
    return answer


def _who_may_punish(facts: OnTheSpotFacts) -> Iterator[Answer]:
    day, power = facts.day, facts.power
    yield competence.takes_no_liberty(day=day, kinds=facts.penalty.kinds)
    yield competence.inside_area(day=day, is_inside=facts.violation.is_inside_area)
    yield from competence.power_is_held(power, day=day)
    if facts.filed_on is not None:
        yield competence.power_is_held_throughout(power, filed_on=facts.filed_on, day=day)
    yield competence.issued_in_own_name(day=day, issuer=facts.form.issuer)


def _who_is_punished(law: Law, facts: OnTheSpotFacts) -> Iterator[Answer]:
    day, party, penalty = facts.day, facts.party, facts.penalty
    acted_on = facts.violation.ended_on
    yield from liability.corrected_first(
        _applied(facts), facts.correction, day=day, penalty=penalty
    )
    if PenaltyKind.FINE in penalty.kinds:
        yield from liability.fined_once(law, day=day, at=facts.at, earlier=facts.earlier_fines)
    yield from liability.old_enough(
        law, party, day=day, acted_on=acted_on, leniency=penalty.leniency
    )
    yield liability.can_answer_for_it(party, day=day)
    yield from liability.measured_in_range(_applied(facts), penalty, day=day, party=party.kind)
    yield liability.still_punishable(law, facts.violation, day=day)
    yield liability.right_edition(
        facts.power, facts.power_then, day=day, party=party.kind, applied=facts.applied
    )


def _how_it_was_established(law: Law, facts: OnTheSpotFacts) -> Iterator[Answer]:
    day, staff = facts.day, facts.officers
    yield evidence.facts_are_clear(day=day, is_proved=facts.violation.is_proved)
    for device in facts.devices:
        yield from evidence.device_is_admissible(device, day=day)
    yield officers.enough_officers(law, day=day, officers=staff, rule="SIM-008")
    yield officers.all_certified(day=day, officers=staff)
    yield from officers.no_auxiliary_acts(day=day, officers=staff)
    yield officers.nobody_interested(day=day, officers=staff)
    yield from party_was_told(facts.penalty, facts.hearing, day=day)
    yield from party_was_heard(facts.hearing, day=day)
    yield not_heavier_for_defence(facts.penalty, facts.hearing, day=day)


def _may_be_on_the_spot(law: Law, facts: OnTheSpotFacts) -> Iterator[Answer]:
    day, party, fine = facts.day, facts.party.kind, facts.penalty.fine
    yield within_limit(law, day=day, party=party, fine=fine)
    yield from exactly_at_limit(law, day=day, party=party, fine=fine)
    yield from within_limit_of_individual_business(law, day=day, party=party, fine=fine)
    yield from kinds_allowed(law, day=day, kinds=facts.penalty.kinds)
    if rule_text("SIM-001").in_force(day):
        yield from facts_are_certain(day=day, is_proved=facts.violation.is_proved)
        yield party_agrees_on_facts(day=day, is_disputed=facts.violation.is_disputed)


def _how_it_was_issued(law: Law, facts: OnTheSpotFacts) -> Iterator[Answer]:
    day, form = facts.day, facts.form
    yield from form_was_issued(form, day=day)
    yield from missing_particulars(DocumentKind.ON_THE_SPOT_DECISION, form.content, day=day)
    yield from liability.named_as_business(facts.party, day=day)
    yield from remedy_is_stated(facts.remedy, day=day, text=str(form.content.get("remedy", "")))
    yield reported_for_record(
        law, day=day, field=facts.power.field, decided_on=day, reported_on=facts.reported_on
    )


def _applied(facts: OnTheSpotFacts) -> PowerFacts:
    older = facts.applied is Edition.OF_THE_VIOLATION and facts.power_then is not None
    return facts.power_then if older and facts.power_then else facts.power


def _has_filing_time(law: Law, field: str, decided_on: dt.date) -> bool:
    try:
        fields = law.parameter("penalty.summary.filing_fields").at(decided_on)
    except NotInForceError:
        return False
    return field in _words(fields)


def _words(value: DatedValue) -> tuple[str, ...]:
    return cast("tuple[str, ...]", value.value)


def _defended(hearing: HearingOfParty) -> bool:
    return hearing.defence in {Defence.REJECTED, Defence.ADOPTED}


def _is_heavier_than_told(penalty: PenaltyFacts) -> bool:
    more = penalty.notified_fine is not None and penalty.fine > penalty.notified_fine
    added = penalty.notified_kinds is not None and not penalty.kinds <= penalty.notified_kinds
    return more or added


def _notified(penalty: PenaltyFacts) -> str:
    return "—" if penalty.notified_fine is None else yuan(penalty.notified_fine)
