"""A site in which every address leads somewhere: one thing of each kind, and who may ask for it."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.test import Client

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.evidence.actions import add_exhibit
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.meetings.actions import (
    complete_resolutions,
    issue_minutes,
    record_resolutions,
)
from fazhi.capabilities.meetings.inputs import CompletionInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, store
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Account, Attachment
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementWay
from fazhi.outcomes.publication.actions import request_credit_repair
from fazhi.outcomes.publication.inputs import RepairInput
from fazhi.outcomes.returns.actions import draft_annual_report
from fazhi.proceedings.cases.actions import (
    decide_on_the_spot,
    hand_over_referrals,
    refer_parking,
    review_referrals,
)
from fazhi.proceedings.cases.choices import ComplaintKind, RemedyKind
from fazhi.proceedings.cases.inputs import OnTheSpotInput, ReferralInput, ReviewInput
from fazhi.proceedings.cases.models import Case, Decision, ParkingReferral
from fazhi.proceedings.compulsory_enforcement.actions import open_enforcements
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementInput
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from fazhi.proceedings.counsel.models import Lawyer
from fazhi.proceedings.issues.models import Issue
from fazhi.registers.competence.actions import open_power_review
from fazhi.registers.competence.choices import OwnerKind
from fazhi.web.case_acts import ACTS
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import (
    NOW,
    Town,
    make_decision,
    make_office,
    make_referral_input,
    make_town,
)
from tests.factories.competence import make_category
from tests.factories.counsel import make_invitation, make_lawyer
from tests.factories.custody_site import custody_bodies, in_custody
from tests.factories.intakes import intake_bodies, intake_ids
from tests.factories.issues import make_campaign, make_issue, make_report, public, spot
from tests.factories.measures import measure_bodies, measure_ids
from tests.factories.meetings import House, make_held, resolution_input, result_of
from tests.factories.publications import make_published
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.factories.second_factors import make_reset
from tests.factories.staff import make_group
from tests.factories.supervision import make_conduct, make_finding, make_incident
from tests.kernel.sample_files import photo

ANONYMOUS = "anonymous"
#: Somebody of the second authority with every role there is.
NEIGHBOUR = "neighbour"
YEAR = NOW.year

#: Chosen among the parameters of addresses that name no row of an authority.
_WORDS = {"step": "squad_review", "kind": "powers", "year": str(YEAR), "place": "0"}


@dataclass(frozen=True, slots=True)
class Site:
    """The clients of the askers, the ids of what there is, and ids that nothing has."""

    clients: dict[str, Client]
    known: dict[str, str]
    unknown: dict[str, str]
    bodies: dict[str, Any]


def make_site() -> Site:
    """Return a site with a sub-district at work, and a second authority beside it."""
    town = make_town()
    make_office(OTHER_AUTHORITY)
    make_group(town.officers[0], [town.grid])
    make_category("0501", OwnerKind.GROUP)
    clients = _clients(town)
    known = _known(town)
    bodies = (
        _bodies(town)
        | _service_bodies(known["service code"])
        | _meeting_bodies(town, known)
        | _bodies_of_what_follows()
        | _bodies_of_counsel()
        | _bodies_of_ordinary_cases(town, known["cases public_id"])
        | measure_bodies(known)
        | _enforcement_bodies(known)
        | intake_bodies(known)
        | _supervision_bodies(town, known)
        | custody_bodies(town, known)
    )
    return Site(clients, known, _unknown(known), bodies)


def parameter(route: str, name: str) -> str:
    """Return under which name the ids of a route's parameter are kept."""
    parts = route.removeprefix("api/v1/").split("/")
    if parts[0] == "portal" and parts[1] == "cooperation":
        return f"cooperation {name}"
    # Rows that hang on a case: several kinds of them, each under its own word.
    room = parts[2] if parts[0] == "cases" and name == "key" else parts[0]
    # Codes of the portal open a report, a decision or a complaint about conduct.
    room = parts[1] if room == "portal" else room
    room = "portal conduct" if parts[:2] == ["portal", "conduct"] else room
    return name if name in _WORDS else f"{room} {name}"


def _clients(town: Town) -> dict[str, Client]:
    clients = {ANONYMOUS: Client()}
    for role in Role:
        is_lawyer = role is Role.LAWYER
        account = (
            make_lawyer(username=role.value).account
            if is_lawyer
            else make_account(role, username=role.value)
        )
        clients[role.value] = sign_in_client(Client(), account)
        if role is Role.OFFICER:
            town.officers[0].account = account
            town.officers[0].save()
    neighbour = make_account(*INSIDERS, username=NEIGHBOUR, authority=OTHER_AUTHORITY)
    clients[NEIGHBOUR] = sign_in_client(Client(), neighbour)
    return clients


def _known(town: Town) -> dict[str, str]:
    account_id = town.officers[0].account_id
    officer = replace(town.officer, account_id=account_id)
    case = decide_on_the_spot(officer, [make_decision(town)])[0]
    render(case.decision.document)  # drawn by a job on a site at work, or when first asked for
    referral = _referral(officer, town)
    issue = make_issue()
    picture = store(public(), photo(), "p.jpg", PHOTOS)
    report = make_report(photograph_ids=(picture.id,))
    exhibit = _exhibit(officer, issue, picture)
    hanging = _hanging_on(case)
    enforcement = _enforcement(case)
    section = draft_annual_report(town.clerk, YEAR).sections.all()[0]
    return (_WORDS | hanging) | {
        "campaigns campaign_id": str(make_campaign().id),
        "cases public_id": case.dossier.public_id,
        "compulsory-enforcement public_id": enforcement.public_id,
        "compulsory-enforcement case_id": case.dossier.public_id,
        **intake_ids(town),
        "documents code": case.decision.document.check_code,
        "indicators key": "cases.on_the_spot",
        "issues exhibit_id": str(exhibit.id),
        **measure_ids(officer, case),
        **_meeting(town, picture.id),
        "issues public_id": issue.dossier.public_id,
        "parking code": referral.owner_code,
        "parking-referrals key": str(_hand_over(town, officer).pk),
        "parking-referrals public_id": referral.dossier.public_id,
        **_publication(case),
        "reports attachment_id": str(picture.id),
        "reports code": report.follow_code,
        "reports report_id": str(report.id),
        "returns key": str(section.id),
        "second-factor key": str(make_reset().pk),
        **_entrusted(case),
        "service code": case.decision.document.check_code,
        **_supervised(town),
        **in_custody(town, case, officer),
        **_registered(town),
    }


def _registered(town: Town) -> dict[str, str]:
    """Return what the registers are asked by: an item of the list, a round over it, an officer."""
    return {
        "competence code": town.power.code,
        "enforcement code": town.power.code,
        "power-reviews review_id": str(open_power_review(town.leader, "年度评估").pk),
        "powers code": town.power.code,
        "staff officer_id": str(town.officers[1].id),
    }


def _entrusted(case: Case) -> dict[str, str]:
    """Return the ids of the case to which the lawyer is invited."""
    reviewer = Account.objects.get(username=Role.CASE_REVIEWER.value)
    seat = make_seat(Role.CASE_REVIEWER, account_id=reviewer.pk)
    invitation = make_invitation(seat, case, Lawyer.objects.get())
    return {
        "counsel key": str(invitation.pk),
        "counsel public_id": case.dossier.public_id,
        "entrusted-cases public_id": case.dossier.public_id,
        "lawyers key": str(invitation.pk),
    }


def _bodies_of_counsel() -> dict[str, Any]:
    invitation = {
        "lawyer": str(Lawyer.objects.get().pk),
        "since": NOW.date().isoformat(),
        "until": NOW.date().isoformat(),
        "reason": "就法律适用提出意见",
        "is_independent": False,
    }
    return {
        "cases/<public_id>/lawyers": [invitation],
        "cases/<public_id>/lawyers/<key>/revocation": {"reason": "不再需要"},
        "entrusted-cases/<public_id>/advice": {"text": "建议补强证据。"},
    }


def _publication(case: Case) -> dict[str, str]:
    """Return the codes of a decision that is public, with an application for credit repair."""
    row = make_published(case)
    given = RepairInput(
        code=row.code, check_code=case.decision.document.check_code, statement="已缴款。"
    )
    repair = request_credit_repair(public(), given)
    return {
        "decisions code": row.code,
        "publications code": row.code,
        "publications key": str(repair.pk),
    }


def _exhibit(officer: Seat, issue: Issue, picture: Attachment) -> Exhibit:
    given = ExhibitInput(
        dossier=issue.dossier,
        kind=next(iter(ExhibitKind)),
        label="现场",
        captured_at=clock.now(),
        attachment_id=picture.id,
    )
    return add_exhibit(officer, given)


def _hanging_on(case: Case) -> dict[str, str]:
    """Return the ids of one row of each kind that hangs on a case."""
    Decision.objects.filter(case=case).update(kinds=["fine", "confiscation_of_goods"])
    seat = replace(public(), account_id=new_id(), roles=frozenset(INSIDERS))
    day, remedy = NOW.date(), {"applied_on": NOW.date(), "received_on": NOW.date()}
    review = {"kind": RemedyKind.RECONSIDERATION, "body": "测试区人民政府", "is_filed_here": True}
    complaint = {"kind": ComplaintKind.BY_PARTY, "statement": "太重。", "received_on": day}
    asked = {"applied_on": day, "hardship": "失业。", "until": day + dt.timedelta(days=90)}
    rows = {
        name: ACTS[name].do(seat, [(case.pk, given)])[0]
        for name, given in {
            "remedies": review | remedy,
            "deferrals": asked,
            "complaints": complaint,
            "goods": {"description": "摊车", "quantity": "一辆"},
        }.items()
    }
    ordered = {"ordered_by": "测试区人民政府", "since": day, "reason": "难以恢复。"}
    rows["stays"] = ACTS["stays"].do(seat, [(rows["remedies"].pk, ordered)])[0]
    return {f"{name} key": str(row.pk) for name, row in rows.items()}


def _enforcement(case: Case) -> CompulsoryEnforcement:
    """Return a file of enforcement on a case: its order to clear was due the day before."""
    seat = replace(public(), account_id=new_id(), roles=frozenset(INSIDERS))
    given = EnforcementInput(
        key="a key for an enforcement",
        case_id=case.pk,
        duty=EnforcedDuty.CLEARING,
        way=EnforcementWay.SUBSTITUTE_PERFORMANCE,
        obligation="清除摊位",
        performance_due_on=NOW.date() - dt.timedelta(days=1),
    )
    return open_enforcements(seat, [given])[0]


def _unknown(known: dict[str, str]) -> dict[str, str]:
    """Return ids of the same shape that nothing has."""
    return {name: value if name in _WORDS else _another(value) for name, value in known.items()}


def _another(value: str) -> str:
    return str(new_id()) if len(value.split("-")) == 5 else value[::-1]


def _referral(officer: Seat, town: Town) -> ParkingReferral:
    return refer_parking(officer, [make_referral_input(town)])[0]


def _hand_over(town: Town, officer: Seat) -> Any:
    row = _referral(officer, town)
    review_referrals(town.clerk, [ReviewInput(row.pk, is_passed=True)])
    return hand_over_referrals(town.clerk, [row.pk], "交警大队（测试）")


def _meeting(town: Town, picture: UUID) -> dict[str, str]:
    """Return the ids of a meeting with its minutes, and of what it resolved, done with a proof."""
    house = House(town.officers[0], town.officers[1], town.officers[0], town.clerk)
    meeting, item = make_held(house, held_at=NOW)
    owed = resolution_input(house, role=Role.CLERK)
    (row,) = record_resolutions(town.clerk, meeting.pk, [result_of(item)], [owed])
    done = CompletionInput(resolution_id=row.pk, done_on=NOW.date(), attachment_id=picture)
    complete_resolutions(town.clerk, [done])
    render(issue_minutes(town.clerk, meeting.pk))
    return {
        "meetings public_id": meeting.dossier.public_id,
        "meetings resolution_id": str(row.pk),
        "meetings item_id": str(item.pk),
    }


def _meeting_bodies(town: Town, known: dict[str, str]) -> dict[str, Any]:
    officer, item = str(town.officers[0].pk), known["meetings item_id"]
    day = NOW.date().isoformat()
    return {
        "meetings": [
            {
                "key": "a key for a meeting",
                "kind": "joint_meeting",
                "title": "三月会议",
                "planned_at": NOW.isoformat(),
                "place": "三楼会议室",
                "chair": officer,
            }
        ],
        "meetings/<public_id>/agenda": [{"title": "其他"}],
        "meetings/<public_id>/attendance": {"held_at": NOW.isoformat(), "attendance": []},
        "meetings/<public_id>/cancellation": {"reason": "防台应急"},
        "meetings/<public_id>/resolutions": {
            "resolutions": [{"text": "公示", "due_on": day, "role": "clerk"}]
        },
        "meetings/<public_id>/statements": [{"item": item, "speaker": officer, "stance": "agree"}],
        "meetings/resolutions/completions": [
            {"resolution": known["meetings resolution_id"], "done_on": day, "proof": "已公示。"}
        ],
    }


def _supervised(town: Town) -> dict[str, str]:
    """Return the ids of a finding, a complaint about conduct and an incident."""
    finding = make_finding()
    complaint = make_conduct(town.officers[1])
    incident = make_incident(town.clerk)
    return {
        "supervision finding_id": str(finding.pk),
        "findings finding_id": str(finding.pk),
        "conduct complaint_id": str(complaint.pk),
        "portal conduct code": complaint.follow_code,
        "incidents incident_id": str(incident.pk),
    }


def _enforcement_bodies(known: dict[str, str]) -> dict[str, Any]:
    """Return what the API takes of enforcements: a demand, so that officers are reached."""
    room = "compulsory-enforcement"
    step = {
        "key": "matrix-enforcement",
        "enforcement": known[f"{room} public_id"],
        "step": "demand",
        "happened_at": NOW.isoformat(),
    }
    return {
        room: {"key": "matrix-opening", "case": known[f"{room} case_id"]},
        f"{room}/steps": step,
        f"{room}/<public_id>/way": {"way": "court_application", "reason": "改"},
        f"{room}/<public_id>/closure": {},
    }


def _supervision_bodies(town: Town, known: dict[str, str]) -> dict[str, Any]:
    named = {"finding": known["findings finding_id"]}
    return {
        "findings/assignments": [named | {"officer": str(town.officers[0].pk)}],
        "findings/explanations": [named | {"text": "已经办好。"}],
        "findings/closures": [named | {"outcome": "corrected", "reason": "已备案。"}],
    }


def _bodies(town: Town) -> dict[str, Any]:
    """Return for each resource of the API what it takes, so that the roles decide and no field."""
    given, place = make_decision(town), spot()
    where = {"place": place.place, "longitude": place.longitude, "latitude": place.latitude}
    at, note = given.happened_at.isoformat(), {"note": "已清理。"}
    return {
        "reports": {"statement": "人行道上堆了建材。", "spot": where},
        "issues": {
            "key": "a key for an issue",
            "category": "0501",
            "title": "人行道堆放建材",
            "spot": where,
            "found_at": at,
        },
        "issues/<public_id>/handling": note,
        "issues/<public_id>/verification": {"is_resolved": True},
        "issues/<public_id>/closure": note,
        "cases/on-the-spot": _decision_body(given, where),
        "cases/cash/hand-ins": {"payments": [], "day": NOW.date().isoformat()},
        "cases/cash/bankings": {"payments": [], "day": NOW.date().isoformat()},
        "cases/<public_id>/payments": {
            "amount": "50",
            "paid_on": NOW.date().isoformat(),
            "channel": "bank",
            "receipt_number": "R-1",
        },
        "visits": {
            "key": "a key for visits",
            "visits": [{"key": "v1", "grid": str(town.grid.id), "visited_at": at}],
        },
        "parking-referrals": [_referral_body(make_referral_input(town), where)],
        "persuasions": [
            {
                "key": "a key for a persuasion",
                "longitude": place.longitude,
                "latitude": place.latitude,
                "persuaded_at": at,
            }
        ],
    }


def _service_bodies(code: str) -> dict[str, Any]:
    named, day = {"document": code}, NOW.date().isoformat()
    moment = NOW.isoformat()
    return {
        "service/deliveries": named | {"mode": "personal", "delivered_at": moment},
        "service/failed-attempts": named
        | {"mode": "personal", "attempted_at": moment, "failure": "nobody_there"},
        "service/announcements": named | {"published_on": day, "place": "board"},
        "service/addresses": named | {"signer": "张某", "address": "测试路2号", "since": day},
    }


def _bodies_of_ordinary_cases(town: Town, case: str) -> dict[str, Any]:
    where = {"place": "测试路口", "longitude": spot().longitude, "latitude": spot().latitude}
    moment = NOW.isoformat()
    party = {"kind": "person", "name": "陈某", "birth_on": "1980-01-01"}
    proposal = {
        "key": "matrix-proposal",
        "power": str(town.power.id),
        "party": party,
        "handlers": [str(each.id) for each in town.officers],
        "spot": where,
        "happened_at": moment,
    }
    step = {"key": "matrix-step", "case": case, "step": "squad_review", "happened_at": moment}
    return {"cases/proposals": proposal, "cases/steps": step}


def _bodies_of_what_follows() -> dict[str, Any]:
    day, on = NOW.date().isoformat(), "cases/<public_id>"
    later = (NOW.date() + dt.timedelta(days=90)).isoformat()
    review = {"kind": "reconsideration", "body": "测试区人民政府"}
    return {
        "examinations": {"violation": {"at": "2026-03-09"}, "acts": [{"step": "case_filing"}]},
        f"{on}/remedies": review | {"applied_on": day, "received_on": day},
        f"{on}/remedies/<key>/forwarding": {"forwarded_on": day},
        f"{on}/remedies/<key>/copy": {"received_on": day},
        f"{on}/remedies/<key>/answer": {"answered_on": day},
        f"{on}/remedies/<key>/outcome": {"outcome": "upheld", "ended_on": day},
        f"{on}/remedies/<key>/stays": {"ordered_by": "法院", "since": day, "reason": "难以恢复。"},
        f"{on}/stays/<key>/end": {"until": day},
        f"{on}/deferrals": {"applied_on": day, "hardship": "失业。", "until": later},
        f"{on}/deferrals/<key>/decision": {"is_approved": False, "reason": "没有困难。"},
        f"{on}/complaints": {"kind": "by_party", "statement": "太重。", "received_on": day},
        f"{on}/complaints/<key>/answer": {
            "is_error_found": False,
            "finding": "无误",
            "answer": "无误",
        },
        f"{on}/rescission": {"reason": "认定的当事人有误。"},
        f"{on}/goods": {"description": "摊车", "quantity": "一辆"},
        f"{on}/goods/<key>/disposal": {
            "disposal": "public_auction",
            "disposed_on": day,
            "record_number": "1",
        },
    }


def _decision_body(given: OnTheSpotInput, where: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": "a key for a decision",
        "power": str(given.power_id),
        "party": {"kind": "person", "name": "张某"},
        "officers": [str(each) for each in given.officer_ids],
        "spot": where,
        "happened_at": given.happened_at.isoformat(),
        "decided_at": given.decided_at.isoformat(),
        "facts": given.facts,
        "kinds": ["fine"],
        "fine": "50",
        "notified_fine": "50",
        "are_certificates_shown": True,
        "is_notice_given": True,
        "defence": given.defence.value,
        "delivery": given.delivery.value,
    }


def _referral_body(referral: ReferralInput, where: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": "a key for a referral",
        "plate": referral.plate,
        "vehicle_type": referral.vehicle_type.value,
        "appearance": referral.appearance,
        "spot": where,
        "noticed_at": referral.noticed_at.isoformat(),
        "officers": [str(each) for each in referral.officer_ids],
        "photographs": [str(each) for each in referral.photograph_ids],
    }
