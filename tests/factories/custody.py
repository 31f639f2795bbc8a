"""A store-room of tests: who keeps it, who takes things, what is in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from fazhi.capabilities.evidence.actions import (
    decide_holdings,
    open_holdings,
    open_store_room,
    receive_holdings,
    record_footage,
    register_evidence_devices,
)
from fazhi.capabilities.evidence.choices import DeviceKind, EndedAs, HeldAs
from fazhi.capabilities.evidence.inputs import (
    DeviceInput,
    FootageInput,
    HoldingInput,
    OutcomeInput,
    ReceiptInput,
    StoreRoomInput,
)
from fazhi.capabilities.evidence.models import (
    EvidenceDevice,
    Footage,
    Holding,
    HoldingOutcome,
    StoreRoom,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer
from tests.factories.accounts import make_account
from tests.factories.documents import make_authority, make_dossier
from tests.factories.seats import AUTHORITY, FOR_GOOD
from tests.factories.staff import make_officer

#: A Tuesday; the seventh working day after it is 19 March.
DAY = dt.date(2026, 3, 10)
NOW = clock.at_local(DAY, dt.time(15))
DUE_ON = dt.date(2026, 3, 19)
_serials = count(1)


@dataclass(frozen=True, slots=True)
class Store:
    """A store-room with its keeper, two officers who take things, and a file."""

    room: StoreRoom
    keeper: Officer
    officers: tuple[Officer, Officer]
    clerk: Seat
    taker: Seat
    other: Seat
    dossier: Dossier


def make_store(dossier: Dossier | None = None) -> Store:
    """Return a store-room opened this morning; its keeper is the clerk."""
    make_authority()
    people = [seated(Role.CLERK), seated(Role.OFFICER), seated(Role.OFFICER)]
    (keeper, clerk), (first, taker), (second, other) = people
    given = StoreRoomInput(
        name="涉案财物库房", place="综合楼一楼", keeper_id=keeper.pk, since=dt.date(2026, 1, 1)
    )
    return Store(
        room=open_store_room(clerk, given),
        keeper=keeper,
        officers=(first, second),
        clerk=clerk,
        taker=taker,
        other=other,
        dossier=dossier or make_dossier(),
    )


def seated(*roles: Role, authority: str = AUTHORITY) -> tuple[Officer, Seat]:
    """Return an officer with an account, and the seat from which he acts."""
    officer = make_officer(authority=authority)
    account = make_account(*roles, username=f"custody{next(_serials)}", authority=authority)
    officer.account = account
    officer.save(update_fields=["account"])
    return officer, Seat(authority, account.pk, officer.name, frozenset(roles), FOR_GOOD)


def holding_input(store: Store, **changes: Any) -> HoldingInput:
    """Return a cart preserved today by the two officers."""
    usual = HoldingInput(
        dossier=store.dossier,
        kind=HeldAs.PRESERVATION,
        since=DAY,
        name="摊车",
        amount=Decimal(1),
        unit="辆",
        condition="轮胎破损",
        officer_ids=tuple(each.pk for each in store.officers),
    )
    return replace(usual, **changes)


def make_holdings(store: Store, names: Sequence[str] = ("摊车",), **changes: Any) -> list[Holding]:
    """Return things preserved today."""
    with clock.standing_at(NOW):
        return open_holdings(
            store.taker, [holding_input(store, name=name, **changes) for name in names]
        )


def receipt(store: Store, holding: Holding, **changes: Any) -> ReceiptInput:
    """Return how a thing is counted into the store-room."""
    usual = ReceiptInput(
        holding_id=holding.pk,
        store_room_id=store.room.pk,
        amount=holding.amount or Decimal(1),
        unit=holding.unit or "件",
        condition="与清单相符",
        at=NOW,
        shelf="A-01",
        giver_id=store.officers[0].pk,
    )
    return replace(usual, **changes)


def make_stored(store: Store, names: Sequence[str] = ("摊车",), **changes: Any) -> list[Holding]:
    """Return things that are in the store-room."""
    rows = make_holdings(store, names, **changes)
    with clock.standing_at(NOW):
        return receive_holdings(store.clerk, [receipt(store, each) for each in rows])


def outcome(holding: Holding, end: EndedAs = EndedAs.RETURNED, **changes: Any) -> OutcomeInput:
    """Return what is decided of a thing two days later."""
    usual = OutcomeInput(
        holding_id=holding.pk,
        end=end,
        decided_on=DAY + dt.timedelta(days=2),
        reason="证据已经固定，不再需要保存。",
    )
    return replace(usual, **changes)


def decide(store: Store, holding: Holding, end: EndedAs = EndedAs.RETURNED) -> HoldingOutcome:
    """Return the decision on a thing, made two days later."""
    with clock.standing_at(NOW + dt.timedelta(days=2)):
        return decide_holdings(store.clerk, [outcome(holding, end)])[0]


def make_device(
    store: Store, kind: DeviceKind = DeviceKind.BODY_CAMERA, **changes: Any
) -> EvidenceDevice:
    """Return a device in use since the beginning of the year."""
    usual = DeviceInput(
        kind=kind,
        number=f"D-{next(_serials):04d}",
        name="设备（测试）",
        since=dt.date(2026, 1, 1),
        place="测试路口" if kind != DeviceKind.BODY_CAMERA else "",
    )
    return register_evidence_devices(store.clerk, [replace(usual, **changes)])[0]


def footage_input(device: EvidenceDevice, **changes: Any) -> FootageInput:
    """Return a recording of half an hour before noon."""
    began = clock.at_local(DAY, dt.time(10))
    usual = FootageInput(
        device_id=device.pk,
        began_at=began,
        ended_at=began + dt.timedelta(minutes=30),
        sha256=f"{next(_serials):064x}",
        reference="采集站1号/20260310/0001.mp4",
    )
    return replace(usual, **changes)


def make_footage(store: Store, device: EvidenceDevice | None = None, **changes: Any) -> Footage:
    """Return a recording on the register."""
    with clock.standing_at(NOW):
        used = device or make_device(store)
        return record_footage(store.taker, [footage_input(used, **changes)])[0]
