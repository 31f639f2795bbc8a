"""Powers, claims, benchmarks and categories of tests."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import count
from typing import Any

from fazhi.registers.competence.choices import (
    BasisState,
    BenchmarkUnit,
    OwnerKind,
    PowerProcedure,
    TierLevel,
)
from fazhi.registers.competence.models import (
    Claim,
    DiscretionBenchmark,
    DiscretionTier,
    IssueCategory,
    Power,
)
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Field
from tests.factories.places import SINCE
from tests.factories.seats import AUTHORITY

_serials = count(1)


def make_power(authority: str = AUTHORITY, **fields: Any) -> Power:
    """Return a power whose basis was read: a fine of up to 50 yuan, on the spot."""
    serial = next(_serials)
    usual: dict[str, Any] = {
        "code": f"T-{serial:04d}",
        "name": "对擅自占用城市人行道设摊经营的处罚",
        "field": Field.COMPREHENSIVE,
        "agency": "区综合行政执法局",
        "basis": "《浙江省城市市容和环境卫生管理条例》第十六条第一款、第三款",
        "basis_state": BasisState.READ,
        "verified": "A",
        "fine_max_person": Decimal(50),
        "fine_max_organisation": Decimal(50),
        "penalty_kinds": ["fine"],
        "procedure": PowerProcedure.SUMMARY_OR_ORDINARY,
        "since": SINCE,
        "source": "测试",
    }
    power = Power.objects.create(authority=authority, **(usual | fields))
    touch(authority)
    return power


def make_claim(
    power: Power | None = None, *, since: dt.date = SINCE, until: dt.date | None = None
) -> Claim:
    """Return a claim on a power, or on a new one."""
    power = power or make_power()
    claim = Claim.objects.create(authority=power.authority, power=power, since=since, until=until)
    touch(power.authority)
    return claim


def make_benchmark(
    power: Power, amounts: Iterable[tuple[TierLevel, int, int]], *, party_kind: str = ""
) -> DiscretionBenchmark:
    """Return a benchmark of a power with these tiers."""
    tiers = list(amounts)
    benchmark = DiscretionBenchmark.objects.create(
        authority=power.authority,
        code=f"B-{next(_serials):04d}",
        power_code=power.code,
        party_kind=party_kind,
        instrument="浙江省城市市容和环境卫生管理条例",
        article="第十六条",
        violation="占道设摊",
        unit=BenchmarkUnit.YUAN,
        statutory_min=Decimal(min(low for _level, low, _high in tiers)),
        statutory_max=Decimal(max(high for _level, _low, high in tiers)),
        since=SINCE,
        source="测试",
    )
    DiscretionTier.objects.bulk_create(
        DiscretionTier(benchmark=benchmark, level=level, amount_min=low, amount_max=high)
        for level, low, high in tiers
    )
    touch(power.authority)
    return benchmark


def make_category(
    code: str = "0501",
    owner_kind: OwnerKind = OwnerKind.GROUP,
    authority: str = AUTHORITY,
    **fields: Any,
) -> IssueCategory:
    """Return a category of issues that can be chosen."""
    category = IssueCategory.objects.create(
        authority=authority,
        code=code,
        name=f"类别{code}",
        owner_kind=owner_kind,
        since=SINCE,
        **fields,
    )
    touch(authority)
    return category
