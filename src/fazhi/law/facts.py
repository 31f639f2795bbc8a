"""Facts (事实): the frozen things that rules are asked about, stripped of every name.

A room turns its rows into these in its own `facts.py`; rules read nothing else. Keys of officers
are opaque. A fact that is not given is a fact that is not on file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class PartyKind(StrEnum):
    """Who is punished (当事人): the limits of the summary procedure differ by it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    INDIVIDUAL_BUSINESS = "individual_business"


class PenaltyKind(StrEnum):
    """Every kind of penalty (处罚种类) of 《行政处罚法》第九条, in the order of that article."""

    WARNING = "warning"
    PUBLIC_CRITICISM = "public_criticism"
    FINE = "fine"
    CONFISCATION_OF_GAINS = "confiscation_of_gains"
    CONFISCATION_OF_GOODS = "confiscation_of_goods"
    LICENCE_SUSPENSION = "licence_suspension"
    QUALIFICATION_DOWNGRADE = "qualification_downgrade"
    LICENCE_REVOCATION = "licence_revocation"
    RESTRICTION_OF_BUSINESS = "restriction_of_business"
    SUSPENSION_OF_BUSINESS = "suspension_of_business"
    CLOSURE_OF_BUSINESS = "closure_of_business"
    RESTRICTION_OF_OCCUPATION = "restriction_of_occupation"
    DETENTION = "detention"
    OTHER = "other"


class Defence(StrEnum):
    """What became of the statement and defence (陈述申辩)."""

    NOT_ASKED = "not_asked"
    WAIVED = "waived"
    NONE_GIVEN = "none_given"
    REJECTED = "rejected"
    ADOPTED = "adopted"


class Leniency(StrEnum):
    """Which part of the statutory range was chosen (从轻、减轻、从重)."""

    ORDINARY = "ordinary"
    LIGHTER = "lighter"
    MITIGATED = "mitigated"
    HEAVIER = "heavier"


class Edition(StrEnum):
    """Which edition of the substantive law is applied: of the violation or of the decision."""

    OF_THE_VIOLATION = "of_the_violation"
    OF_THE_DECISION = "of_the_decision"


class Issuer(StrEnum):
    """In whose name a document is made out (署名机关)."""

    AUTHORITY = "authority"
    TEAM = "team"
    OTHER = "other"


class ProcedureKind(StrEnum):
    """Under which procedure the decision is made (简易程序、普通程序)."""

    SUMMARY = "summary"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """The party (当事人) as far as the law asks: what it is, and whether it can answer for it."""

    kind: PartyKind
    birth_on: date | None = None
    lacks_capacity: bool = False
    names_operator_and_shop: bool = True


@dataclass(frozen=True, slots=True)
class OfficerFacts:
    """One officer at one act (执法人员), as he stood on the day of that act."""

    key: str
    certified_on_day: bool
    is_auxiliary: bool = False
    has_interest: bool = False


@dataclass(frozen=True, slots=True)
class FineRange:
    """A range of a fine (罚款幅度); both ends belong to it, an end not given is open."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None

    def contains(self, amount: Decimal) -> bool:
        """Tell whether the amount lies inside; both ends belong to it (T-23)."""
        return not self.is_above(amount) and (self.minimum is None or amount >= self.minimum)

    def is_above(self, amount: Decimal) -> bool:
        """Tell whether the amount lies above the upper end."""
        return self.maximum is not None and amount > self.maximum


@dataclass(frozen=True, slots=True)
class PowerFacts:
    """An item of the power list (执法事项) in one edition, with the claim of this authority on it.

    `since` and `until` bound the days on which the published district list gives the item to this
    authority; `is_claimed` is false when it never did.
    """

    code: str
    since: date | None
    until: date | None = None
    is_claimed: bool = True
    is_published: bool = True
    basis_recorded: bool = True
    field: str = ""
    kinds: frozenset[PenaltyKind] = frozenset({PenaltyKind.WARNING, PenaltyKind.FINE})
    person: FineRange | None = None
    organisation: FineRange | None = None
    needs_correction_first: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether this authority holds the item on that day."""
        begun = self.since is not None and self.since <= day
        return self.is_claimed and begun and (self.until is None or day <= self.until)

    def ranges_for(self, kind: PartyKind) -> tuple[FineRange, ...]:
        """Return the ranges open for such a party; an individual business may be under either."""
        both = {
            PartyKind.PERSON: (self.person,),
            PartyKind.ORGANISATION: (self.organisation,),
            PartyKind.INDIVIDUAL_BUSINESS: (self.person, self.organisation),
        }
        return tuple(each for each in both[kind] if each is not None)


@dataclass(frozen=True, slots=True)
class ViolationFacts:
    """The violation (违法行为): when it ended, when it was found out, whether it is proved."""

    ended_on: date
    discovered_on: date
    is_proved: bool = True
    is_disputed: bool = False
    is_inside_area: bool = True
    is_gravely_harmful: bool = False


@dataclass(frozen=True, slots=True)
class PenaltyFacts:
    """What is to be imposed (处罚内容), and what the party was told would be imposed."""

    kinds: frozenset[PenaltyKind]
    fine: Decimal = ZERO
    notified_fine: Decimal | None = None
    notified_kinds: frozenset[PenaltyKind] | None = None
    leniency: Leniency = Leniency.ORDINARY
    benchmark: FineRange | None = None
    deviation_is_reasoned: bool = False
    deviation_is_approved: bool = False


@dataclass(frozen=True, slots=True)
class HearingOfParty:
    """The oral notice and what the party said to it (口头告知、陈述申辩)."""

    notice_given: bool = False
    defence: Defence = Defence.NOT_ASKED
    defence_noted: bool = False


@dataclass(frozen=True, slots=True)
class FormFacts:
    """The pre-printed, numbered form (当场处罚决定书) and how it reached the party."""

    number: str = ""
    is_preprinted: bool = True
    issuer: Issuer = Issuer.AUTHORITY
    certificates_shown: bool = False
    delivered: bool = False
    refusal_noted: bool = False
    content: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """The order to correct (责令改正) and its re-check (复查)."""

    ordered_on: date | None = None
    due_on: date | None = None
    rechecked_on: date | None = None
    was_corrected: bool = False


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The document of an order to correct (责令改正文书)."""

    has_penalty_number: bool = False
    has_basis: bool = False
    is_served: bool = False


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """Electronic monitoring (电子技术监控设备) from which evidence came."""

    legally_reviewed: bool = False
    technically_reviewed: bool = False
    sign_visible: bool = False
    location_published: bool = False
    record_audited: bool = False
    party_informed: bool = False


@dataclass(frozen=True, slots=True)
class EarlierFine:
    """An earlier fine on the same party under the same item (此前的罚款)."""

    at: datetime
    is_same_act: bool = False


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """The bodies that a decision names (救济途径), and the way it was made and served."""

    review_body: str
    court: str
    procedure: ProcedureKind = ProcedureKind.SUMMARY
    by_electronic_monitoring: bool = False
    served_online: bool = False
    review_website: str = ""


@dataclass(frozen=True, slots=True)
class OnTheSpotFacts:
    """Everything the law asks before a decision is made on the spot (当场处罚).

    `day` is the local day of the decision and `at` its moment. `power` is the item as it stands on
    `day`; `power_then` the item as it stood when the violation ended, given only if it has changed
    since; `applied` says under which of the two the penalty was measured. `filed_on` is the day of
    a case filing (立案) that came before, `reported_on` that of the report for the record (备案).
    """

    day: date
    at: datetime
    party: PartyFacts
    violation: ViolationFacts
    power: PowerFacts
    penalty: PenaltyFacts
    officers: tuple[OfficerFacts, ...]
    remedy: RemedyFacts
    hearing: HearingOfParty = HearingOfParty()
    form: FormFacts = FormFacts()
    correction: CorrectionFacts = CorrectionFacts()
    power_then: PowerFacts | None = None
    applied: Edition = Edition.OF_THE_DECISION
    devices: tuple[DeviceFacts, ...] = ()
    earlier_fines: tuple[EarlierFine, ...] = ()
    filed_on: date | None = None
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class CashFacts:
    """A fine taken in cash on the spot (当场收缴): how much, under what, with which receipt."""

    fine: Decimal
    decided_on: date
    procedure: ProcedureKind = ProcedureKind.SUMMARY
    is_hard_to_enforce_later: bool = False
    is_remote: bool = False
    party_asked: bool = False
    reason_recorded: bool = False
    receipt_number: str = ""
    receipt_is_official: bool = True


@dataclass(frozen=True, slots=True)
class ParkingFacts:
    """A vehicle parked on a pavement, as handed to the traffic police (违停抄告).

    The receipt of the hand-over is asked for once the referral is sent.
    """

    vehicle_type: str = ""
    plate: str = ""
    appearance: str = ""
    observed_at: datetime | None = None
    place: str = ""
    description: str = ""
    photo_hashes: tuple[str, ...] = ()
    officer_keys: tuple[str, ...] = ()
    title: str = ""
    fine: Decimal = ZERO
    has_remedy_text: bool = False
    is_sent: bool = False
    has_handover_receipt: bool = False


class Position(StrEnum):
    """Where somebody stands in a collective discussion (同意、不同意、弃权)."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """One who was there at a collective discussion (参加集体讨论的人员)."""

    key: str
    is_head: bool = False
    has_interest: bool = False


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What one participant said (发言): where he stands, and whether his words are on record."""

    speaker: str
    position: Position
    is_recorded: bool = True


@dataclass(frozen=True, slots=True)
class DeliberationFacts:
    """A collective discussion of one case (集体讨论), its statements in the order of speaking.

    `principal` is the head who signs for the authority on that day. `held_on`, `minutes_on` and
    `decided_on` are absent while there is no discussion, no minutes, no decision on file.
    """

    held_on: date | None = None
    minutes_on: date | None = None
    decided_on: date | None = None
    participants: tuple[ParticipantFacts, ...] = ()
    statements: tuple[StatementFacts, ...] = ()
    principal: str = ""
    is_adopted: bool | None = None
    reasons_recorded: bool = False
