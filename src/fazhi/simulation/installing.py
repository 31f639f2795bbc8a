"""Setting the stage: registers, photographs and campaigns, through the public actions, once."""

import datetime as dt
import io
from functools import cache

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageDraw

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, Upload, store_many, stored_as
from fazhi.kernel.choices import Role
from fazhi.kernel.identifiers import seeded
from fazhi.kernel.jobs import once
from fazhi.law.calendar import WorkingCalendar
from fazhi.proceedings.counsel.actions import register_lawyers
from fazhi.proceedings.counsel.inputs import LawyerInput
from fazhi.proceedings.issues.access import visible_campaigns
from fazhi.proceedings.issues.actions import open_campaigns
from fazhi.proceedings.issues.inputs import CampaignInput
from fazhi.simulation.chance import stream
from fazhi.simulation.data.installing import install_registers
from fazhi.simulation.data.reading import RegisterFiles
from fazhi.simulation.scenario import AuthorityPlan, Scenario
from fazhi.simulation.stage import Stage

_PHOTOGRAPHS = 12
_SIZE = (320, 240)


def set_up(scenario: Scenario, number: int, seed: int, calendar: WorkingCalendar) -> Stage:
    """Install one sub-district of a scenario unless it is there, and return its stage."""
    plan = scenario.authorities[number]
    authority = RegisterFiles.named(plan.register).authority().key
    seat = _seat(authority, Role.OPERATOR, Role.HEAD)
    with (
        transaction.atomic(),
        seeded(stream(seed, authority, "installation")),
        clock.standing_at(clock.at_local(dt.date(scenario.year - 1, 12, 31), dt.time(12))),
    ):
        if once(f"simulation:{scenario.name}:{seed}:{authority}:installation"):
            install_registers(
                plan.register, password=settings.DEMONSTRATION_PASSWORD, seconded=plan.seconded
            )
            _open_campaigns(seat, plan)
            register_lawyers(_seat(authority, Role.OPERATOR), [_lawyer(plan)])
            store_many(seat, [Upload(each, "demonstration.jpg", PHOTOS) for each in _pictures()])
    return Stage(
        scenario=scenario,
        plan=plan,
        authority=authority,
        seed=seed,
        calendar=calendar,
        photographs=tuple(stored_as(authority, _pictures())),
        campaigns=dict(visible_campaigns(seat).values_list("name", "id")),
    )


def _lawyer(plan: AuthorityPlan) -> LawyerInput:
    """Return an invented lawyer, whom the office can invite to a case."""
    return LawyerInput(
        username=f"{plan.register}-lawyer",
        name="宋清（演示）",
        firm="（演示）某某律师事务所",
        practice_number="演示-0001",
        since=clock.today(),
        password=settings.DEMONSTRATION_PASSWORD,
        is_demonstration=True,
    )


def _seat(authority: str, *roles: Role) -> Seat:
    return Seat(authority=authority, name="演示数据", roles=frozenset(roles))


def _open_campaigns(seat: Seat, plan: AuthorityPlan) -> None:
    open_campaigns(
        seat,
        [
            CampaignInput(
                name=each.name,
                kind=each.kind,
                since=each.since,
                until=each.until,
                checklist=each.checklist,
            )
            for each in plan.campaigns
        ],
    )


@cache
def _pictures() -> tuple[bytes, ...]:
    return tuple(_photograph(number) for number in range(_PHOTOGRAPHS))


def _photograph(number: int) -> bytes:
    """Draw a small picture of a street that nobody can mistake for a real one."""
    picture = Image.new("RGB", _SIZE, (214, 222, 230))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 150, 320, 240), fill=(120, 126, 134))
    left = 20 + number * 18
    draw.rectangle((left, 120, left + 110, 180), fill=(60 + number * 12, 90, 150))
    draw.text((8, 8), f"DEMONSTRATION {number:02d}", fill=(23, 33, 47))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=80)
    return data.getvalue()
