"""An ordinary case and the people who take it through its steps."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from fazhi.capabilities.service.actions import record_service
from fazhi.capabilities.service.choices import ProofKind, ReceiverKind, ServiceMode
from fazhi.capabilities.service.inputs import ProofInput, ServiceInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.law.facts import PartyKind
from fazhi.proceedings.cases.actions import propose_cases, take_steps
from fazhi.proceedings.cases.models import Case, CaseStep
from fazhi.proceedings.cases.ordinary.inputs import ProposalInput, StepInput
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.models import Officer
from tests.factories.accounts import make_account
from tests.factories.cases import Town, make_town
from tests.factories.places import inside
from tests.factories.seats import AUTHORITY, FOR_GOOD
from tests.factories.staff import make_officer

#: The first day of the case: a Monday, so that the days of its steps are easily read.
DAY = dt.date(2026, 3, 2)
_serials = count(1)

#: What each step of a usual case says, and after how many days and hours it is taken.
USUAL: Mapping[str, tuple[tuple[int, int], Mapping[str, object]]] = {
    "case_filing": ((0, 9), {
        "source": "patrol", "discovered_on": DAY, "facts": "占用人行道堆放物料。",
        "handlers": ("承办人",),
    }),
    "interview_record": ((1, 9), {
        "person": "当事人", "is_party": True, "is_certificate_shown": True,
        "record": "问答内容。", "signature": "signed",
    }),
    "gather_evidence": ((1, 10), {
        "evidence_kind": "audiovisual", "label": "现场照片", "obtained_from": "现场",
        "is_lawfully_obtained": True,
    }),
    "registration_preservation": ((1, 14), {
        "items": "摊车1辆，轮胎破损；折叠桌4张", "reason": "当事人可能转移物品。",
        "approved_by_head": True, "place": "测试路1号",
    }),
    "sampling": ((1, 15), {"items": "馒头 3个，密封袋", "party_present": True}),
    "preservation_result": ((3, 9), {"result": "returned", "reason": "证据已经固定。"}),
    "order_to_correct": ((1, 11), {"basis": "依据", "due_on": DAY + dt.timedelta(days=4)}),
    "investigation_report": ((7, 9), {
        "facts": "占用人行道堆放物料。", "evidence": "照片、笔录。", "conclusion": "penalty",
        "reasons": "情节一般。", "is_proved": True, "kinds": ("fine",), "fine": Decimal(3000),
    }),
    "prior_notice": ((8, 9), {
        "kinds": ("fine",), "fine": Decimal(3000), "facts": "占用人行道堆放物料。",
        "reasons": "情节一般。", "basis": "依据", "tells_rights": True, "tells_hearing_right": True,
    }),
    "statement_and_defence": ((16, 9), {"defence": "rejected", "record": "复核意见。"}),
    "squad_review": ((17, 9), {"outcome": "passed", "opinion": "同意。"}),
    "legality_review": ((18, 9), {"outcome": "passed", "opinion": "同意。"}),
    "head_approval": ((21, 9), {
        "outcome": "passed", "conclusion": "penalty", "opinion": "同意。",
    }),
    "decision": ((22, 9), {
        "conclusion": "penalty", "kinds": ("fine",), "fine": Decimal(3000), "basis": "依据",
    }),
    "closure": ((40, 9), {"ground": "performed"}),
}  # fmt: skip
#: Steps that only some cases have; a test takes them itself.
UNUSUAL = frozenset({"sampling", "registration_preservation", "preservation_result"})
#: After which step its paper is served, on which day and hour.
SERVED = {"prior_notice": (8, 15), "decision": (23, 9)}


@dataclass(frozen=True, slots=True)
class Squad:
    """A town with everybody who signs in an ordinary case."""

    town: Town
    host: Seat
    co_host: Seat
    leader: Seat
    reviewer: Seat
    head: Seat
    handlers: tuple[Officer, Officer]

    def officer_of(self, seat: Seat) -> str:
        """Return the id of the officer who sits there, as forms name him."""
        return str(Officer.objects.get(account_id=seat.account_id).pk)

    def signer_of(self, step: str) -> Seat:
        """Return who usually takes a step."""
        return {
            "case_filing": self.head, "head_approval": self.head, "decision": self.head,
            "closure": self.head, "squad_review": self.leader, "legality_review": self.reviewer,
            "hearing": self.reviewer, "withdrawal": self.head, "recusal": self.head,
            "jurisdiction_transfer": self.head,
        }.get(step, self.host)  # fmt: skip


def make_squad(**power: Any) -> Squad:
    """Return a squad whose power allows fines of up to 50,000."""
    usual = {"fine_max_person": Decimal(50000), "fine_max_organisation": Decimal(100000)}
    town = make_town(**(usual | power))
    people = {role: _person(role) for role in (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD)}
    host, co_host = (_employ(officer, Role.OFFICER) for officer in town.officers)
    return Squad(
        town=town,
        host=host,
        co_host=co_host,
        leader=people[Role.SQUAD_LEADER],
        reviewer=people[Role.CASE_REVIEWER],
        head=people[Role.HEAD],
        handlers=town.officers,
    )


def make_proposal(squad: Squad, **changes: Any) -> ProposalInput:
    """Return a proposal to file a case on what happened a day before the first day."""
    longitude, latitude = inside(0, 0)
    usual = ProposalInput(
        key=f"proposal-{next(_serials)}",
        power_id=squad.town.power.id,
        party_id=squad.town.party.id,
        handler_ids=tuple(each.id for each in squad.handlers),
        spot=Spot("测试路口", longitude, latitude),
        happened_at=moment(-1, 9),
    )
    return replace(usual, **changes)


def moment(days: int, hour: int) -> dt.datetime:
    """Return a moment so many days after the first."""
    return clock.at_local(DAY + dt.timedelta(days=days), dt.time(hour))


def propose(squad: Squad, **changes: Any) -> Case:
    """Return a case that officers proposed on the first morning."""
    with clock.standing_at(moment(0, 8)):
        return propose_cases(squad.host, [make_proposal(squad, **changes)])[0]


def make_step(squad: Squad, case: Case, step: str, **says: object) -> StepInput:
    """Return a step as it is usually taken; `says` replaces what it says, None leaves it out."""
    (days, hour), usual = USUAL[step]
    told = {key: value for key, value in {**usual, **says}.items() if value is not None}
    is_of_officers = squad.signer_of(step) is squad.host
    return StepInput(
        key=f"step-{next(_serials)}",
        case_id=case.pk,
        step=step,
        happened_at=moment(days, hour),
        says=told,
        officer_ids=tuple(each.id for each in squad.handlers) if is_of_officers else (),
    )


def take(squad: Squad, given: StepInput, seat: Seat | None = None) -> CaseStep:
    """Take a step at its own time, and serve the paper that it issues."""
    with clock.standing_at(given.happened_at):
        step = take_steps(seat or squad.signer_of(given.step), [given])[0]
    if given.step in SERVED and step.document is not None:
        serve(squad, step, moment(*SERVED[given.step]))
    return step


def serve(squad: Squad, step: CaseStep, at: dt.datetime) -> None:
    """Hand the paper of a step to the party, who signs."""
    assert step.document is not None
    given = ServiceInput(
        document=step.document,
        mode=ServiceMode.PERSONAL,
        delivered_at=at,
        party=PartyKind(squad.town.party.kind),
        recipient="当事人",
        receiver=ReceiverKind.RECIPIENT,
        proofs=(ProofInput(kind=ProofKind.SIGNATURE, person="当事人"),),
        officer_ids=tuple(each.id for each in squad.handlers),
        place="测试路1号",
    )
    with clock.standing_at(at):
        record_service(squad.host, [given])


def make_ordinary_case(
    squad: Squad, until: str = "closure", **changes: Mapping[str, object]
) -> Case:
    """Return a case taken through its usual steps up to one; `changes` are said by their step."""
    case = propose(squad)
    for step in (step for step in USUAL if step not in UNUSUAL):
        take(squad, make_step(squad, case, step, **changes.get(step, {})))
        if step == until:
            break
    return Case.objects.get(pk=case.pk)


def _employ(officer: Officer, *roles: Role) -> Seat:
    serial = next(_serials)
    officer.account = make_account(*roles, username=f"person{serial}")
    officer.save()
    touch(AUTHORITY)
    return Seat(AUTHORITY, officer.account.pk, officer.name, frozenset(roles), FOR_GOOD)


def _person(role: Role) -> Seat:
    return _employ(make_officer(), role)
