"""Watches over who acts: steps that must be apart, certificates, split fines, odd hours."""

import datetime as dt
from collections.abc import Callable, Iterator

from fazhi.capabilities.payments.queries import own_cash_received
from fazhi.kernel import clock
from fazhi.proceedings.cases.watched import (
    Acted,
    acted_without_certificate,
    decided_outside_hours,
    fined_in_a_day,
    handled_and_decided,
)
from fazhi.proceedings.supervision.rules import Look, Observation, watches

Separation = Callable[[Look], Iterator[Observation]]

_separations: list[Separation] = []


def separates(separation: Separation) -> Separation:
    """Register a pair of steps that two people must take (rule table, section 13)."""
    if separation not in _separations:
        _separations.append(separation)
    return separation


@watches("same_person_twice")
def same_person_twice(look: Look) -> Iterator[Observation]:
    """Look for two steps by one person that must be apart; this report must be empty."""
    for separation in tuple(_separations):
        yield from separation(look)


@separates
def own_matters_decided(look: Look) -> Iterator[Observation]:
    """Whoever handled a case or noticed a parking does not examine, decide or review it."""
    for act in handled_and_decided(look.seat):
        yield _observation(act, f"{act.number} 的承办人又办理了“{act.step}”")


@separates
def own_cash(look: Look) -> Iterator[Observation]:
    """Whoever took cash on the spot does not receive it for the office (行政处罚法 art. 67)."""
    for hand_in in own_cash_received(look.seat.authority):
        payment = hand_in.cash.payment
        yield Observation(
            subject=f"cash:{hand_in.pk}",
            title=f"票据 {payment.receipt_number} 的现金由收缴人自己验收",
            since=hand_in.handed_in_on,
            dossier=payment.receivable.dossier,
            about=(str(hand_in.recorded_by_id),),
        )


@watches("certificate_ended")
def certificates_ended(look: Look) -> Iterator[Observation]:
    """Look for officers who acted on a day without a certificate valid on it."""
    for act in acted_without_certificate(look.seat, _since(look)):
        yield _observation(act, f"{act.number} 的承办人{act.step}当天没有有效的执法证")


@watches("small_fines_in_a_day")
def small_fines_in_a_day(look: Look) -> Iterator[Observation]:
    """Look for several fines on one party on one day."""
    count = look.rule.parameters["count"]
    for day, cases in fined_in_a_day(look.seat, _since(look), count):
        numbers = "、".join(case.number for case in cases)
        yield Observation(
            subject=f"{cases[0].party_id}:{day}",
            title=f"同一当事人一天内有 {len(cases)} 件罚款决定：{numbers}"[:200],
            since=day,
            dossier=cases[0].dossier,
        )


@watches("odd_hours")
def odd_hours(look: Look) -> Iterator[Observation]:
    """Look for decisions outside the hours that the office regards as usual."""
    hours = look.rule.parameters["from_hour"], look.rule.parameters["to_hour"]
    for case in decided_outside_hours(look.seat, _since(look), hours):
        moment = clock.local(case.decision_at)
        yield Observation(
            subject=str(case.pk),
            title=f"{case.number} 于 {moment:%H:%M} 作出决定",
            since=moment.date(),
            dossier=case.dossier,
        )


def _since(look: Look) -> dt.date:
    return look.day - dt.timedelta(days=look.rule.parameters["days_back"])


def _observation(act: Acted, title: str) -> Observation:
    return Observation(
        subject=act.subject,
        title=title,
        since=act.day,
        dossier=act.dossier,
        about=(str(act.account_id),) if act.account_id else (),
    )
