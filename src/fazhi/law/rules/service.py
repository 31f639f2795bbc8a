"""Service (送达): in which ways a document is served, what proves it, from which day it counts."""

import datetime as dt
from collections.abc import Callable, Mapping

from fazhi.law.answer import Answer, Text
from fazhi.law.deadline import Deadline
from fazhi.law.facts import PartyKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import by_deadline, due
from fazhi.law.service_facts import Mode, Proof, Receiver, ServiceFacts

MODE_LABELS = {
    Mode.PERSONAL: Text("直接送达", "personal service"),
    Mode.LEAVING: Text("留置送达", "service by leaving"),
    Mode.ENTRUSTED: Text("委托送达", "entrusted service"),
    Mode.POST: Text("邮寄送达", "service by post"),
    Mode.ELECTRONIC: Text("电子送达", "electronic service"),
    Mode.THROUGH_UNIT: Text("转交送达", "service through a unit"),
    Mode.ANNOUNCEMENT: Text("公告送达", "service by announcement"),
}

#: What records the leaving of a document that was refused: 《民事诉讼法》第八十九条.
LEAVING_PROOFS = frozenset({Proof.WITNESS, Proof.PHOTO, Proof.RECORDING})

_SERVE = Text("送达", "serve it")

#: Receivers that only one kind of party has; an individual business may have either.
_NOT_OF = {
    (Receiver.HOUSEHOLD_MEMBER, PartyKind.ORGANISATION),
    (Receiver.ORGANISATION_RECEIVER, PartyKind.PERSON),
}

_Cases = Mapping[str, bool]


def may_be_served(facts: ServiceFacts) -> tuple[Answer, ...]:
    """《民事诉讼法》第八十七条至第九十五条: whether a document may be, and is, served in this way.

    Answers for the mode and its proofs (ORD-015), for consent and the online channel of an
    electronic service (ORD-014, REM-007), and for who delivers (ZJ-010).
    """
    proof = rule_text("ORD-015")
    if not proof.in_force(facts.day):
        return ()
    return (
        *proof.judge(facts.day, _CASES[facts.mode](facts), **_tried_words(facts)),
        *_electronic(facts),
        *delivered_under_an_officer(facts),
    )


def way_is_open(facts: ServiceFacts) -> tuple[Answer, ...]:
    """Tell whether this mode may be chosen at all, before anything is delivered or proved.

    It asks for the consent to electronic service and for the tries before an announcement; a page
    offers the forms of the modes that are open.
    """
    rule = rule_text("ORD-015")
    if facts.mode is Mode.ELECTRONIC:
        return (_consent(facts),) if rule_text("ORD-014").in_force(facts.day) else ()
    if facts.mode is not Mode.ANNOUNCEMENT or not rule.in_force(facts.day):
        return ()
    cases = {"other_ways_not_tried": bool(_untried(facts))}
    return rule.judge(facts.day, cases, **_tried_words(facts))


def delivered_under_an_officer(facts: ServiceFacts) -> tuple[Answer, ...]:
    """《浙江省综合行政执法条例》第三十条: auxiliaries deliver, but under an officer (ZJ-010)."""
    rule = rule_text("ZJ-010")
    if not rule.in_force(facts.day) or not any(each.is_auxiliary for each in facts.servers):
        return ()
    led = any(each.certified_on_day and not each.is_auxiliary for each in facts.servers)
    return (rule.held_on(facts.day) if led else rule.refused_on(facts.day, "alone"),)


def service_due(law: Law, *, issued_on: dt.date) -> Deadline:
    """《行政处罚法》第六十一条第一款: seven working days to serve a decision."""
    return law.deadline("PEN_SERVE").from_(issued_on)


def served_in_time(
    law: Law, *, day: dt.date, issued_on: dt.date, served_on: dt.date | None = None
) -> Answer:
    """Tell whether a decision was served, or on `day` can still be served, in time (ORD-013).

    Late service is service: the answer is kept with it and stops nothing.
    """
    deadline = service_due(law, issued_on=issued_on)
    return by_deadline("ORD-013", deadline, day=day, done_on=served_on, step=_SERVE)


def counts_from(law: Law, *, mode: Mode, day: dt.date) -> Deadline | dt.date:
    """Return the day from which a delivery counts, or the period at whose end it does.

    The day of the signature, of leaving, on the slip or of arrival; an announcement has effect when
    its period has passed (ORD-015, ORD-016).
    """
    return law.deadline("ANNOUNCE_SERVICE").from_(day) if mode is Mode.ANNOUNCEMENT else day


def effective_on(law: Law, *, mode: Mode, day: dt.date) -> dt.date | None:
    """Return the day from which a delivery counts; None while the calendar does not tell it."""
    found = counts_from(law, mode=mode, day=day)
    return found.due_on if isinstance(found, Deadline) else found


def announcement_has_passed(law: Law, *, day: dt.date, published_on: dt.date) -> Answer:
    """《民事诉讼法》第九十五条: thirty days, sixty before 2022, must have passed (ORD-016)."""
    deadline = law.deadline("ANNOUNCE_SERVICE").from_(published_on)
    passed = deadline.due_on is not None and day >= deadline.due_on
    number = deadline.term.number
    return rule_text("ORD-016").answer(
        holds=passed, day=published_on, due=due(deadline), number=number
    )


def period_from_service(law: Law, name: str, *, mode: Mode, day: dt.date) -> Deadline:
    """Return a period of the party that runs from service, whichever mode it was (T-08).

    It runs from the day of arrival, of leaving, on the slip, or when an announcement has passed.
    """
    begun = counts_from(law, mode=mode, day=day)
    reckoner = law.deadline(name)
    return reckoner.after(begun) if isinstance(begun, Deadline) else reckoner.from_(begun)


def _personal(facts: ServiceFacts) -> _Cases:
    return {
        "no_signature": Proof.SIGNATURE not in facts.proofs,
        "wrong_receiver": facts.receiver is None or (facts.receiver, facts.party) in _NOT_OF,
        "recipient_was_there": facts.receiver is Receiver.HOUSEHOLD_MEMBER
        and not facts.recipient_absent,
        "agent_not_authorised": facts.receiver is Receiver.AGENT and not facts.agent_is_authorised,
    }


def _leaving(facts: ServiceFacts) -> _Cases:
    return {
        "refusal_not_noted": not facts.refusal_noted,
        "no_witness_or_camera": LEAVING_PROOFS.isdisjoint(facts.proofs),
    }


def _entrusted(facts: ServiceFacts) -> _Cases:
    return {
        "no_difficulty": not facts.reason_recorded,
        "no_signature": Proof.SIGNATURE not in facts.proofs,
    }


def _by_post(facts: ServiceFacts) -> _Cases:
    return {
        "no_difficulty": not facts.reason_recorded,
        "no_slip": Proof.RETURN_SLIP not in facts.proofs,
    }


def _by_wire(facts: ServiceFacts) -> _Cases:
    return {"no_arrival": Proof.ARRIVAL_RECORD not in facts.proofs}


def _through_unit(facts: ServiceFacts) -> _Cases:
    return {
        "no_unit": facts.unit is None,
        "no_signature": Proof.SIGNATURE not in facts.proofs,
    }


def _by_announcement(facts: ServiceFacts) -> _Cases:
    return {
        "other_ways_not_tried": bool(_untried(facts)),
        "reasons_not_on_file": not facts.reason_recorded,
        "not_published": Proof.PUBLICATION not in facts.proofs,
    }


_CASES: Mapping[Mode, Callable[[ServiceFacts], _Cases]] = {
    Mode.PERSONAL: _personal,
    Mode.LEAVING: _leaving,
    Mode.ENTRUSTED: _entrusted,
    Mode.POST: _by_post,
    Mode.ELECTRONIC: _by_wire,
    Mode.THROUGH_UNIT: _through_unit,
    Mode.ANNOUNCEMENT: _by_announcement,
}


def _untried(facts: ServiceFacts) -> tuple[Mode, ...]:
    """Return the ways that are open to everybody, or by consent, and did not fail yet.

    Nothing need be tried where the whereabouts of the recipient are unknown.
    """
    if facts.whereabouts_unknown:
        return ()
    open_ways = [Mode.PERSONAL, Mode.POST]
    if facts.consent.covers(facts.day):
        open_ways.append(Mode.ELECTRONIC)
    return tuple(each for each in open_ways if each not in facts.failed)


def _tried_words(facts: ServiceFacts) -> dict[str, str]:
    missing = _untried(facts)
    return {
        "missing": "、".join(MODE_LABELS[each].zh for each in missing),
        "missing_en": ", ".join(MODE_LABELS[each].en for each in missing),
    }


def _electronic(facts: ServiceFacts) -> tuple[Answer, ...]:
    if facts.mode is not Mode.ELECTRONIC:
        return ()
    channel = rule_text("REM-007")
    asked = channel.in_force(facts.day)
    return (
        _consent(facts),
        *(
            channel.judge(facts.day, {"no_channel": not facts.online_review_offered})
            if asked
            else ()
        ),
    )


def _consent(facts: ServiceFacts) -> Answer:
    """《行政处罚法》第六十一条第二款: only who signed a confirmation is served online (ORD-014)."""
    return rule_text("ORD-014").answer(holds=facts.consent.covers(facts.day), day=facts.day)
