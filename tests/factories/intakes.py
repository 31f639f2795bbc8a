"""Leads, platform cases and requests for co-operation of tests."""

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import Any

from fazhi.kernel import clock
from fazhi.proceedings.cooperation.actions import register_cooperation_requests
from fazhi.proceedings.cooperation.choices import CooperationDirection, CooperationGround
from fazhi.proceedings.cooperation.inputs import CooperationInput
from fazhi.proceedings.cooperation.models import CooperationRequest
from fazhi.proceedings.leads.actions import receive_intakes
from fazhi.proceedings.leads.choices import IntakeKind, LeadSource
from fazhi.proceedings.leads.inputs import IntakeInput
from fazhi.proceedings.leads.models import Intake
from tests.factories.cases import NOW, Town
from tests.factories.places import inside

_serials = count(1)
_SIGNS = {IntakeKind.LEAD: "XS", IntakeKind.PLATFORM_CASE: "AJ"}

#: What was entered on the morning of the tests is due five working days later: a Tuesday.
DUE_ON = dt.date(2026, 3, 17)


def intake_input(town: Town, kind: IntakeKind = IntakeKind.LEAD, **changes: Any) -> IntakeInput:
    """Return what the platform above sends, about an item and a place of ours."""
    longitude, latitude = inside(0, 0)
    usual = IntakeInput(
        source=LeadSource.UPPER_PLATFORM if kind is IntakeKind.LEAD else None,
        sender="省行政执法监管平台",
        outside_number=f"{_SIGNS[kind]}-{next(_serials):05d}",
        received_at=NOW - dt.timedelta(hours=1),
        description="张某在人行道上设摊。",
        place="测试路口",
        longitude=longitude,
        latitude=latitude,
        power_code=town.power.code,
    )
    return replace(usual, **changes)


def cooperation_input(**changes: Any) -> CooperationInput:
    """Return a request of this house to an agency."""
    usual = CooperationInput(
        direction=CooperationDirection.OUTGOING,
        agency="区市场监督管理局",
        subject="请求认定食品是否过期",
        content="请协助认定张某所售食品。",
        ground=CooperationGround.PENALTY_LAW,
        requested_at=NOW - dt.timedelta(hours=1),
        form_key=f"request-{next(_serials)}",
    )
    return replace(usual, **changes)


def make_intake(town: Town, kind: IntakeKind, **changes: Any) -> Intake:
    """Return a lead or a platform case received on the morning of the tests."""
    with clock.standing_at(NOW):
        return receive_intakes(town.clerk, kind, [intake_input(town, kind, **changes)])[0]


def make_lead(town: Town, **changes: Any) -> Intake:
    """Return a lead received on the morning of the tests."""
    return make_intake(town, IntakeKind.LEAD, **changes)


def make_platform_case(town: Town, **changes: Any) -> Intake:
    """Return a platform case received on the morning of the tests."""
    return make_intake(town, IntakeKind.PLATFORM_CASE, **changes)


def make_request(town: Town, **changes: Any) -> CooperationRequest:
    """Return a request registered on the morning of the tests."""
    with clock.standing_at(NOW):
        return register_cooperation_requests(town.clerk, [cooperation_input(**changes)])[0]


def intake_ids(town: Town) -> dict[str, str]:
    """Return the ids of a lead, a platform case and a request, none of them answered."""
    request = make_request(town)
    return {
        "leads public_id": make_lead(town).dossier.public_id,
        "platform-cases public_id": make_platform_case(town).dossier.public_id,
        "cooperation public_id": request.dossier.public_id,
        "cooperation code": request.agency_code,
    }


def intake_bodies(known: dict[str, str]) -> dict[str, Any]:
    """Return what the acts on leads, platform cases and requests take, single and as lists."""
    day, at = NOW.date().isoformat(), NOW.isoformat()
    acts: dict[str, dict[str, Any]] = {
        "acceptance": {},
        "refusal": {"reason": "no_facts", "note": "没有。"},
        "hand-over": {"receiver": "区局"},
        "receipt": {"receipt_number": "1", "receipt_on": day},
        "result": {"result": "已处罚。"},
    }
    answer = {"content": "已核实。", "replied_on": day}
    sent = {"sender": "平台", "received_at": at, "description": "占道。", "place": "测试路"}
    asked = {"direction": "incoming", "agency": "区局", "subject": "请协助", "content": "请核实。"}
    bodies: dict[str, Any] = {
        "leads": [sent | {"source": "hotline", "outside_number": "1"}],
        "platform-cases": [sent | {"outside_number": "1"}],
        "cooperation": [asked | {"ground": "penalty_law", "requested_at": at, "key": "k"}],
        "response-terms": [
            {
                "subject": "media",
                "working_days": 3,
                "since": day,
                "cite": "本街道",
                "reason": "议定",
            }
        ],
    }
    for kind in ("leads", "platform-cases", "cooperation"):
        of_kind = {"reply": answer, "refusal": answer} if kind == "cooperation" else acts
        for name, given in of_kind.items():
            plural = "replies" if name == "reply" else f"{name}s"
            bodies[f"{kind}/<public_id>/{name}"] = given
            bodies[f"{kind}/{plural}"] = [given | {"id": known[f"{kind} public_id"]}]
    return bodies
