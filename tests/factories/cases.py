"""A small town in which officers decide on the spot, and what they enter."""

import datetime as dt
import io
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from PIL import Image

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, store
from fazhi.kernel.choices import Role
from fazhi.kernel.identifiers import new_id
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery, VehicleType
from fazhi.proceedings.cases.inputs import OnTheSpotInput, ReferralInput
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.models import Party
from fazhi.registers.places.models import Area, Grid
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.models import Authority, EnforcementCertificate, Officer, Unit
from tests.factories.competence import make_claim, make_power
from tests.factories.parties import make_party
from tests.factories.places import inside, make_grid
from tests.factories.seats import AUTHORITY, FOR_GOOD
from tests.factories.staff import make_officer

#: The moment at which everything in these tests happens: a Tuesday morning.
NOW = clock.at_local(dt.date(2026, 3, 10), dt.time(10))
_serials = count(1)


@dataclass(frozen=True, slots=True)
class Town:
    """What a decision needs: the office, a grid, two officers, a claimed power, a party."""

    office: Authority
    grid: Grid
    officers: tuple[Officer, Officer]
    power: Power
    claim: Claim
    party: Party
    officer: Seat
    leader: Seat
    clerk: Seat


def make_town(**power: Any) -> Town:
    """Return a town whose power allows a fine of up to 500 for persons and 5,000 for others."""
    usual: dict[str, Any] = {
        "fine_max_person": Decimal(500),
        "fine_max_organisation": Decimal(5000),
        "penalty_kinds": ["warning", "fine", "public_criticism"],
    }
    item = make_power(**(usual | power))
    return Town(
        office=make_office(),
        grid=make_grid(),
        officers=(make_officer(), make_officer()),
        power=item,
        claim=make_claim(item),
        party=make_party(),
        officer=_seat(Role.OFFICER),
        leader=_seat(Role.SQUAD_LEADER),
        clerk=_seat(Role.CLERK),
    )


def date_back(town: Town, since: dt.date) -> None:
    """Let the registers of a town begin earlier: power, claim, staff, certificates, places."""
    for model in (Power, Claim, Unit, Officer, EnforcementCertificate, Area, Grid):
        model.objects.filter(authority=town.office.key).update(since=since)
    touch(town.office.key)


def make_office(key: str = AUTHORITY) -> Authority:
    """Return the sub-district office with the bodies that its documents name."""
    office, _ = Authority.objects.get_or_create(
        key=key,
        defaults={
            "name": "测试街道办事处",
            "short_name": "测试街道",
            "number_prefix": "测综执",
            "team_name": "测试街道综合行政执法队",
            "address": "测试路1号",
            "telephone": "000-00000000",
            "reconsideration_body": "宁波市镇海区人民政府",
            "court": "宁波市镇海区人民法院",
            "payment_bank": "测试银行",
            "payment_account_name": "测试财政专户",
            "payment_account": "000",
        },
    )
    return office


def make_decision(town: Town, **changes: Any) -> OnTheSpotInput:
    """Return a lawful decision on the spot, a fine of 50; changes replace what is usual."""
    longitude, latitude = inside(0, 0)
    usual = OnTheSpotInput(
        key=f"test-{next(_serials)}",
        power_id=town.power.id,
        party_id=town.party.id,
        officer_ids=tuple(each.id for each in town.officers),
        spot=Spot("测试路口", longitude, latitude),
        happened_at=NOW - dt.timedelta(minutes=30),
        decided_at=NOW - dt.timedelta(minutes=10),
        facts="在人行道上设摊经营。",
        kinds=(PenaltyKind.FINE,),
        fine=Decimal(50),
        notified_fine=Decimal(50),
        are_certificates_shown=True,
        is_notice_given=True,
        defence=DefenceOutcome.WAIVED,
        delivery=Delivery.SIGNED,
    )
    return replace(usual, **changes)


def make_business(kind: PartyKind) -> Party:
    """Return a party of another kind than a person."""
    return make_party(kind)


def make_referral_input(town: Town, **changes: Any) -> ReferralInput:
    """Return a complete parking referral with two photographs."""
    longitude, latitude = inside(0, 0)
    serial = next(_serials)
    photographs = tuple(
        store(town.officer, photograph(serial, shade), "p.jpg", PHOTOS).id for shade in (10, 200)
    )
    usual = ReferralInput(
        key=f"test-{serial}",
        plate=f"浙B·D{serial:04d}",
        vehicle_type=VehicleType.SMALL,
        appearance="白色轿车",
        spot=Spot("测试路口", longitude, latitude),
        noticed_at=NOW - dt.timedelta(minutes=5),
        officer_ids=tuple(each.id for each in town.officers),
        photograph_ids=photographs,
    )
    return replace(usual, **changes)


def photograph(serial: int, shade: int) -> bytes:
    """Return a small photograph, another one for each serial and shade."""
    data = io.BytesIO()
    Image.new("RGB", (64, 48), (serial % 250, shade, 90)).save(data, "JPEG")
    return data.getvalue()


def _seat(role: Role) -> Seat:
    return Seat(
        authority=AUTHORITY,
        account_id=new_id(),
        name=str(role.label),
        roles=frozenset({role}),
        factor_until=FOR_GOOD,
    )
