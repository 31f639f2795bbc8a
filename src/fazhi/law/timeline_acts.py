"""The acts that a timeline may tell (时间线的行为), each a step of a procedure.

`needs` must be told, `tells` may be, and `presumes` are the questions whose answer is taken to be
yes where nothing is said; that is stated once an act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fazhi.law.facts import ProcedureKind
from fazhi.law.procedure import Procedure, Step
from fazhi.law.procedures.after_decision import CRIMINAL_REFERRAL, PAYMENT, PUBLICATION, REMEDIES
from fazhi.law.procedures.compulsory_enforcement import (
    COMPULSORY_ENFORCEMENT,
    DEMOLITION,
    SUBSTITUTE_PERFORMANCE,
)
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.procedures.court_application import COURT_APPLICATION
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.procedures.penalty_summary import SUMMARY


@dataclass(frozen=True, slots=True)
class ActForm:
    """How one act is told: its step, and the particulars that it needs, tells and presumes.

    An act of the ordinary procedure is `open`: it may tell every particular there is.
    """

    step: Step
    needs: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    presumes: tuple[str, ...] = ()
    by_two: bool = False
    is_open: bool = False

    @property
    def known(self) -> frozenset[str]:
        """Every particular that may be told."""
        return frozenset((*self.needs, *self.tells, *self.presumes))


@cache
def act_forms(kind: ProcedureKind) -> Mapping[str, ActForm]:
    """Return every act that a timeline under this procedure may tell, by its name."""
    return {**(_SUMMARY if kind is ProcedureKind.SUMMARY else _ordinary()), **follow_ups()}


def procedure_of(name: str) -> Procedure:
    """Return the procedure that gives a follow-up its name."""
    return next(procedure for procedure, acts in _FOLLOWING.items() if name in acts)


@cache
def follow_ups() -> Mapping[str, ActForm]:
    """Return the acts beside and after a decision: compulsion, payment, remedies, publication."""
    return {name: form for acts in _FOLLOWING.values() for name, form in acts.items()}


def _ordinary() -> Mapping[str, ActForm]:
    return {
        step.name: ActForm(step, tells=step.contains, by_two=step.by == ("officers",), is_open=True)
        for step in ORDINARY.steps
    }


def _last(procedure: Procedure, name: str) -> Step:
    """Return the newest edition of a step."""
    return [step for step in procedure.steps if step.name == name][-1]


_SUMMARY: Mapping[str, ActForm] = {
    "decision": ActForm(
        _last(SUMMARY, "decision"),
        needs=("kinds",),
        tells=(
            "fine", "notified_fine", "leniency", "defence", "number", "is_disputed",
            "ordered_on", "due_on", "rechecked_on", "was_corrected",
        ),
        presumes=(
            "is_proved", "is_certificate_shown", "tells_rights", "defence_noted", "is_preprinted",
            "is_delivered", "is_document_complete",
        ),
        by_two=True,
    ),
    "report_for_record": ActForm(SUMMARY.step("report_for_record")),
}  # fmt: skip


class _Acts(dict[str, ActForm]):
    """The acts of one procedure; each is written once, with what it needs, tells, presumes."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure

    def tell(
        self, name: str, *, needs: str = "", tells: str = "", presumes: str = "", two: bool = False
    ) -> "_Acts":
        """Add an act; particulars are written with blanks between them."""
        self[name] = ActForm(
            self._procedure.step(name),
            needs=tuple(needs.split()),
            tells=tuple(tells.split()),
            presumes=tuple(presumes.split()),
            by_two=two,
        )
        return self


_MEASURE = (
    _Acts(COMPULSORY_MEASURE)
    .tell("approval", presumes="approved_by_head")
    .tell(
        "measure",
        tells="measure_kind basis until is_urgent copies has_witness is_daily_necessity"
        " is_sealed_by_another was_used cost_on_party items",
        presumes="basis_gives_measure approved_by_head is_certificate_shown is_notified"
        " party_present tells_reasons tells_rights is_heard is_recorded is_signed is_related"
        " is_delivered is_document_complete is_kept_well",
        two=True,
    )
    .tell("approval_under_urgency", presumes="approved_by_head")
    .tell("testing", needs="until", tells="cost_on_party", presumes="is_told")
    .tell(
        "extension",
        tells="until reasons",
        presumes="approved_by_head is_complex is_told is_document_complete",
    )
    .tell("extension_notice")
    .tell("handling", tells="result")
    .tell("lifting", tells="lifting_reason reasons", presumes="is_returned is_document_complete")
    .tell("return_of_items")
)
_ENFORCEMENT = (
    _Acts(COMPULSORY_ENFORCEMENT)
    .tell(
        "demand",
        tells="due_on performance_due_on statement_made amount",
        presumes="was_rechecked is_document_complete",
    )
    .tell("service_of_demand", tells="mode effective_on", presumes="is_direct")
    .tell(
        "enforcement_decision", tells="is_performed", presumes="has_own_power is_document_complete"
    )
    .tell("service", tells="mode effective_on", presumes="is_direct")
    .tell("enforcement", tells="hours is_urgent urgency_recorded cut_supply is_for_residents")
)
_DEMOLITION = (
    _Acts(DEMOLITION)
    .tell("announcement", needs="due_on", tells="order_served_on")
    .tell("mandate", tells="number", presumes="is_of_county_government")
    .tell("notice_to_attend")
    .tell("inventory")
    .tell(
        "demolition",
        tells="hours is_urgent urgency_recorded cut_supply is_for_residents area ordered_by",
        presumes="remedies_told party_present has_inventory is_notified is_recorded",
    )
)
_SUBSTITUTE = (
    _Acts(SUBSTITUTE_PERFORMANCE)
    .tell("substitute_performance_decision", presumes="is_document_complete")
    .tell("renewed_demand")
    .tell(
        "substitute_performance",
        tells="harm is_at_once is_performed has_interest is_by_force is_above_estimate",
        presumes="is_duty_to_clear has_supervisor is_signed party_present",
    )
)
_COURT = (
    _Acts(COURT_APPLICATION)
    .tell(
        "court_enforcement_application",
        tells="decision_served_on reason",
        presumes="remedies_told is_competent_court is_document_complete",
    )
    .tell("court_acceptance")
    .tell("court_ruling")
)
_PAYMENT = (
    _Acts(PAYMENT)
    .tell("deferral", needs="until", presumes="is_applied_for shows_hardship approved_by_head")
    .tell(
        "cash_collection",
        needs="amount receipt_number",
        tells="is_remote is_asked_by_party is_hard_to_enforce_later reason",
    )
    .tell("cash_hand_in")
    .tell("cash_banking")
    .tell("payment", needs="amount", tells="late_fine")
)
_REMEDIES = (
    _Acts(REMEDIES)
    .tell("reconsideration", tells="received_on")
    .tell("reconsideration_answer")
    .tell("reconsideration_decision", needs="remedy_outcome")
    .tell("litigation", tells="received_on")
    .tell("litigation_answer")
    .tell("court_judgment", needs="remedy_outcome")
)
_PUBLICATION = (
    _Acts(PUBLICATION)
    .tell("publication", tells="shows_identity_number")
    .tell("publication_withdrawal")
)
_REFERRAL = (
    _Acts(CRIMINAL_REFERRAL)
    .tell("suspicion_report", two=True)
    .tell("referral_approval", needs="is_approved", tells="is_reasoned")
    .tell("criminal_referral", presumes="are_items_sent_along is_told")
    .tell("police_answer", needs="answer")
    .tell("police_reconsideration")
    .tell("items_hand_over")
)

_FOLLOWING: Mapping[Procedure, Mapping[str, ActForm]] = {
    COMPULSORY_MEASURE: _MEASURE,
    COMPULSORY_ENFORCEMENT: _ENFORCEMENT,
    DEMOLITION: _DEMOLITION,
    SUBSTITUTE_PERFORMANCE: _SUBSTITUTE,
    COURT_APPLICATION: _COURT,
    PAYMENT: _PAYMENT,
    REMEDIES: _REMEDIES,
    PUBLICATION: _PUBLICATION,
    CRIMINAL_REFERRAL: _REFERRAL,
}
