"""Custody on the site of the access tests: one of each thing, on the case that is there."""

import datetime as dt
from typing import Any

from fazhi.capabilities.evidence.actions import (
    add_exhibit,
    hand_over_in_custody,
    open_holdings,
    open_store_room,
    record_footage,
    register_evidence_devices,
)
from fazhi.capabilities.evidence.choices import DeviceKind, ExhibitKind, HeldAs
from fazhi.capabilities.evidence.inputs import (
    DeviceInput,
    ExhibitInput,
    FootageInput,
    HandOverInput,
    HoldingInput,
    StoreRoomInput,
)
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, photograph


def in_custody(town: Town, case: Case, officer: Seat) -> dict[str, str]:
    """Return the ids of a store-room, two things, an offer, a device, a recording, an exhibit."""
    first, second = town.officers
    room = open_store_room(
        town.clerk,
        StoreRoomInput(name="库房", place="一楼", keeper_id=second.pk, since=NOW.date()),
    )
    thing, offered = open_holdings(
        officer,
        [
            HoldingInput(
                dossier=case.dossier,
                kind=HeldAs.SEIZURE,
                since=NOW.date(),
                name=name,
                officer_ids=(first.pk, second.pk),
            )
            for name in ("摊车", "折叠桌")
        ],
    )
    (offer,) = hand_over_in_custody(
        town.clerk,
        [HandOverInput(to_officer_id=first.pk, reason="保管。", holding_id=offered.pk)],
    )
    return {
        "custody holding_id": str(thing.pk),
        "custody store_room_id": str(room.pk),
        "custody offer_id": str(offer.pk),
        "cases exhibit_id": _exhibit(case, officer),
        **_recorded(town, officer),
    }


def _exhibit(case: Case, officer: Seat) -> str:
    """Return the id of a photograph on the file."""
    exhibit = add_exhibit(
        officer,
        ExhibitInput(
            dossier=case.dossier,
            kind=ExhibitKind.AUDIOVISUAL,
            label="现场",
            captured_at=NOW,
            data=photograph(1, 40),
        ),
    )
    return str(exhibit.pk)


def _recorded(town: Town, officer: Seat) -> dict[str, str]:
    """Return the ids of a device and a recording."""
    camera = DeviceInput(kind=DeviceKind.BODY_CAMERA, number="D-1", name="记录仪", since=NOW.date())
    (device,) = register_evidence_devices(town.clerk, [camera])
    began = NOW - dt.timedelta(hours=1)
    (footage,) = record_footage(
        officer,
        [
            FootageInput(
                device_id=device.pk,
                began_at=began,
                ended_at=began + dt.timedelta(minutes=5),
                sha256="ab" * 32,
                reference="采集站",
            )
        ],
    )
    return {
        "custody device_id": str(device.pk),
        "custody footage_id": str(footage.pk),
    }


def custody_bodies(town: Town, known: dict[str, str]) -> dict[str, Any]:
    """Return what the interface takes, so that the roles decide and no field."""
    holding, day = {"holding": known["custody holding_id"]}, NOW.date().isoformat()
    moment = NOW.isoformat()
    return {
        "custody/receipts": [
            holding
            | {
                "store_room": known["custody store_room_id"],
                "amount": "1",
                "unit": "辆",
                "condition": "完好",
                "at": moment,
            }
        ],
        "custody/outcomes": [
            holding | {"end": "returned", "decided_on": day, "reason": "不再需要。"}
        ],
        "custody/deliveries": [holding | {"receiver": "张某", "at": moment, "reason": "退还。"}],
        "custody/notes": [holding | {"kind": "used", "at": moment, "reason": "误用。"}],
        "custody/hand-overs": [
            holding | {"to_officer": str(town.officers[0].pk), "reason": "交接。"}
        ],
        **_bodies_of_footage(known, day),
        "custody/answers": [
            {"offer": known["custody offer_id"], "is_accepted": True, "reason": "点清。"}
        ],
    }


def _bodies_of_footage(known: dict[str, str], day: str) -> dict[str, Any]:
    moment = NOW.isoformat()
    return {
        "custody/footage": [
            {
                "device": known["custody device_id"],
                "began_at": (NOW - dt.timedelta(minutes=9)).isoformat(),
                "ended_at": moment,
                "sha256": "cd" * 32,
                "reference": "采集站",
            }
        ],
        "custody/footage/bindings": [
            {
                "footage": known["custody footage_id"],
                "case": known["cases public_id"],
                "act": "seizure",
                "act_on": day,
            }
        ],
        "cases/<public_id>/exhibits": [
            {
                "attachment": known["reports attachment_id"],
                "kind": "audiovisual",
                "label": "现场",
                "captured_at": moment,
                "obtained_from": "现场",
            }
        ],
    }
