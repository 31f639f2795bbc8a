"""The page before any act (事前公示): built from the registers of a day, and typed by nobody."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.law.answer import Answer, Text
from fazhi.law.citation import Citation
from fazhi.law.facts import ProcedureKind, RemedyFacts
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.procedures.penalty_summary import SUMMARY
from fazhi.law.rules.publishing import Topic, notice_is_complete
from fazhi.law.rules.reconsideration import remedy_cites, remedy_text
from fazhi.proceedings.cases.access import COMPLAINT_EXAMINERS, REMEDY_KEEPERS
from fazhi.registers.competence.models import DiscretionBenchmark, Power
from fazhi.registers.competence.queries import benchmarks_for, claimed
from fazhi.registers.staff.models import Authority, Unit
from fazhi.registers.staff.queries import authority_of, certificates_of, officers_on, units_on


@dataclass(frozen=True, slots=True)
class ShownOfficer:
    """An officer as the public may know him: no telephone, no address, nothing else."""

    name: str
    unit: str
    field: str
    certificate: str


@dataclass(frozen=True, slots=True)
class ShownProcedure:
    """A procedure with its steps as the law of the day has them."""

    name: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class ShownRemedy:
    """What a decision of this day tells of remedies."""

    procedure: Text
    text: Text
    because: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Complaint:
    """Where one complains: the body with its telephone, and the posts that receive and examine."""

    body: str
    telephone: str
    address: str
    received_by: tuple[str, ...]
    examined_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that the office makes public before it acts, as on a day."""

    day: dt.date
    authority: Authority
    units: tuple[Unit, ...]
    officers: tuple[ShownOfficer, ...]
    power_count: int
    procedures: tuple[ShownProcedure, ...]
    remedies: tuple[ShownRemedy, ...]
    complaint: Complaint
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ShownPower:
    """A power in force on a day, with the benchmarks of discretion for it."""

    power: Power
    benchmarks: tuple[DiscretionBenchmark, ...]


_SUMMARY = Text("简易程序（当场处罚）", "Summary procedure (on the spot)")
_ORDINARY = Text("普通程序", "Ordinary procedure")


def notice_of(seat: Seat, day: dt.date) -> Notice:
    """Return what is public before any act on a day."""
    authority = authority_of(seat.authority)
    powers = powers_in_force(seat, day)
    officers = shown_officers(seat, day)
    remedies = _remedies(authority, day)
    return Notice(
        day=day,
        authority=authority,
        units=units_on(seat.authority, day),
        officers=officers,
        power_count=len(powers),
        procedures=(
            ShownProcedure(_SUMMARY, SUMMARY.in_force(day).steps),
            ShownProcedure(_ORDINARY, ORDINARY.in_force(day).steps),
        ),
        remedies=remedies,
        complaint=_complaint(authority),
        answers=notice_is_complete(_shown(authority, officers, powers, remedies), day=day),
    )


def shown_officers(seat: Seat, day: dt.date) -> tuple[ShownOfficer, ...]:
    """Return everybody who may enforce on a day: who holds a certificate, by name."""
    held = certificates_of(seat.authority, day)
    return tuple(
        ShownOfficer(
            name=each.name,
            unit=each.unit.name,
            field=str(each.get_field_display()),
            certificate=held[each.pk].number,
        )
        for each in officers_on(seat.authority, day)
        if each.pk in held
    )


def powers_in_force(seat: Seat, day: dt.date, words: str = "") -> list[Power]:
    """Return the powers that the office has taken on, those first read, that hold some words."""
    powers = [claim.power for claim in claimed(seat.authority, day)]
    for word in words.split():
        powers = [each for each in powers if word in f"{each.code}{each.name}{each.basis}"]
    return powers


def power_in_force(seat: Seat, day: dt.date, code: str) -> ShownPower:
    """Return one power of a day with its benchmarks; NotFoundError when it is not in force."""
    for power in powers_in_force(seat, day):
        if power.code == code:
            return ShownPower(power, tuple(benchmarks_for(power, day)))
    raise NotFoundError(code)


def _remedies(authority: Authority, day: dt.date) -> tuple[ShownRemedy, ...]:
    kinds = ((_SUMMARY, ProcedureKind.SUMMARY), (_ORDINARY, ProcedureKind.ORDINARY))
    shown = []
    for name, procedure in kinds:
        facts = RemedyFacts(
            procedure=procedure,
            review_body=authority.reconsideration_body,
            court=authority.court,
        )
        text, because = remedy_text(facts, day=day), remedy_cites(facts, day=day)
        shown.append(ShownRemedy(name, text, because))
    return tuple(shown)


def _complaint(authority: Authority) -> Complaint:
    return Complaint(
        body=authority.name,
        telephone=authority.telephone,
        address=authority.address,
        received_by=tuple(str(Role(role).label) for role in REMEDY_KEEPERS),
        examined_by=tuple(str(Role(role).label) for role in COMPLAINT_EXAMINERS),
    )


def _shown(
    authority: Authority,
    officers: Sequence[ShownOfficer],
    powers: Sequence[Power],
    remedies: Sequence[ShownRemedy],
) -> frozenset[Topic]:
    """Return which topics the registers can fill; the list of random inspections is none yet."""
    said = {
        Topic.BODY: bool(authority.name and authority.team_name),
        Topic.PERSONS: bool(officers),
        Topic.POWERS: bool(powers),
        Topic.BASIS: bool(powers) and all(power.basis for power in powers),
        Topic.PROCEDURE: True,
        Topic.REMEDIES: bool(remedies and authority.reconsideration_body and authority.court),
    }
    return frozenset(topic for topic, is_shown in said.items() if is_shown)
