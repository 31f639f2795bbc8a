"""What contradicts an answer: the file itself, the other files, or the law."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.law.facts import ViolationFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.competence import inside_area, power_is_held
from fazhi.law.rules.cooperation import found_elsewhere_is_handed_over
from fazhi.law.rules.liability import still_punishable
from fazhi.proceedings.leads.choices import OWN_SOURCES, DeclineReason, IntakeStatus
from fazhi.proceedings.leads.inputs import DeclineInput, HandOverInput
from fazhi.proceedings.leads.models import Intake
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.index import CompetenceIndex
from fazhi.registers.competence.models import Claim, Power


@dataclass(frozen=True, slots=True)
class Known:
    """What the answers of one list are judged by: the day, its claims, and the files they name."""

    day: dt.date
    competence: CompetenceIndex
    originals: Mapping[str, Intake]

    def power_of(self, row: Intake) -> Power | None:
        """Return the item of a file as the list has it on the day, or as it was last listed."""
        return self.competence.powers.get(row.power.code, row.power) if row.power else None

    def claim_of(self, row: Intake) -> Claim | None:
        """Return the claim of the day on the item of a file."""
        power = self.power_of(row)
        return self.competence.claim_on(power.id) if power else None


def refuse_without_authority(row: Intake, known: Known) -> None:
    """Refuse to take up what this sub-district may not punish (行政处罚法 art. 22, 24)."""
    day = known.day
    answers = [] if row.longitude is None else [inside_area(day=day, is_inside=bool(row.grid_id))]
    if power := known.power_of(row):
        answers += power_is_held(power_facts(power, known.claim_of(row)), day=day)
    refuse_if_blocked(answers)


def refuse_unfounded(row: Intake, one: DeclineInput, known: Known) -> None:
    """Refuse a reason that the file itself, another file, or the law contradicts."""
    _CONTRADICTED[DeclineReason(one.reason)](row, one, known)


def refuse_passing_on(row: Intake, one: HandOverInput, known: Known) -> None:
    """Refuse to hand over without a receiver, or what is this house's own without saying why."""
    if not one.receiver.strip():
        raise InputError({"receiver": _("请写明移送给哪个单位。")})
    if known.claim_of(row) and row.grid_id and not one.note.strip():
        words = _("所涉事项已由本街道承接，地点也在本街道；仍要移送的，请写明理由。")
        raise InputError({"note": words})


def refuse_going_round(rows: Sequence[Intake], inputs: Sequence[DeclineInput]) -> None:
    """Refuse a list in which a duplicate repeats what the same list declines: nobody would act."""
    declined = {row.number for row in rows}
    for one in inputs:
        if one.reason == DeclineReason.DUPLICATE and one.duplicate_of.strip() in declined:
            raise InputError({"duplicate_of": _("与之重复的那一件也在本次不予受理之列。")})


def _refuse_ours(row: Intake, _one: DeclineInput, known: Known) -> None:
    if known.claim_of(row):
        raise InputError({"reason": _("所涉事项当日已由本街道承接，不能以此为由。")})
    _refuse_keeping_back(row, known)


def _refuse_inside(row: Intake, _one: DeclineInput, known: Known) -> None:
    if row.grid_id:
        raise InputError({"reason": _("地点在本街道网格内，不能以此为由。")})
    _refuse_keeping_back(row, known)


def _refuse_keeping_back(row: Intake, known: Known) -> None:
    is_own = row.source in OWN_SOURCES
    refuse_if_blocked(
        found_elsewhere_is_handed_over(day=known.day, is_own_finding=is_own, is_handed_over=False)
    )


def _refuse_silence(_row: Intake, one: DeclineInput, _known: Known) -> None:
    if not one.note.strip():
        raise InputError({"note": _("请写明核实了什么、为什么没有违法事实。")})


def _refuse_no_original(row: Intake, one: DeclineInput, known: Known) -> None:
    original = known.originals.get(one.duplicate_of.strip())
    if original is None or original.pk == row.pk:
        raise InputError({"duplicate_of": _("请填写与之重复的本街道编号。")})
    if original.status == IntakeStatus.DECLINED:
        raise InputError({"duplicate_of": _("与之重复的那一件已不予受理，请写明本件自己的理由。")})


def _refuse_in_time(row: Intake, one: DeclineInput, known: Known) -> None:
    if one.violation_ended_on is None:
        raise InputError({"violation_ended_on": _("请填写违法行为终了之日，以便核算时效。")})
    discovered_on = clock.day_of(row.received_at)
    if one.violation_ended_on > discovered_on:
        raise InputError({"violation_ended_on": _("违法行为终了之日不能晚于收到之日。")})
    violation = ViolationFacts(
        ended_on=one.violation_ended_on,
        discovered_on=discovered_on,
        is_gravely_harmful=one.is_gravely_harmful,
    )
    if not still_punishable(load_law(), violation, day=known.day).blocks:
        words = _("按所填日期尚未超过处罚时效（《行政处罚法》第三十六条），不能以此为由。")
        raise InputError({"violation_ended_on": words})


#: What contradicts each reason.
_CONTRADICTED: Mapping[DeclineReason, Callable[[Intake, DeclineInput, Known], None]] = {
    DeclineReason.NOT_IN_POWER_LIST: _refuse_ours,
    DeclineReason.NOT_OUR_PLACE: _refuse_inside,
    DeclineReason.NO_FACTS: _refuse_silence,
    DeclineReason.DUPLICATE: _refuse_no_original,
    DeclineReason.TIME_BARRED: _refuse_in_time,
}
