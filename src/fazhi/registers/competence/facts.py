"""From a power and its claim to what the law is asked about."""

from collections.abc import Sequence
from decimal import Decimal

from fazhi.law.discretion import BenchmarkTier, Gravity
from fazhi.law.facts import FineRange, PenaltyKind, PowerFacts
from fazhi.registers.competence.choices import BenchmarkUnit, CorrectionFirst
from fazhi.registers.competence.models import Claim, DiscretionBenchmark, Power


def power_facts(power: Power, claim: Claim | None) -> PowerFacts:
    """Return a version of a power as the law asks for it, with the claim on it or none.

    The days on which the authority holds it are those of the claim, inside those of the version.
    """
    since = max(power.since, claim.since) if claim else power.since
    ends = [day for day in (power.until, claim.until if claim else None) if day]
    return PowerFacts(
        code=power.code,
        since=since,
        until=min(ends, default=None),
        is_claimed=claim is not None,
        basis_recorded=power.basis_recorded,
        field=power.field,
        kinds=frozenset(PenaltyKind(kind) for kind in power.penalty_kinds),
        person=_range(power.fine_min_person, power.fine_max_person),
        organisation=_range(power.fine_min_organisation, power.fine_max_organisation),
        needs_correction_first=power.correction_first != CorrectionFirst.NOT_NEEDED,
    )


def benchmark_range(benchmarks: Sequence[DiscretionBenchmark]) -> FineRange | None:
    """Return the span of the tiers of benchmarks in yuan, or None where there is none."""
    tiers = [
        tier for benchmark in benchmarks for tier in benchmark.tiers.all() if not tier.is_no_penalty
    ]
    if not tiers:
        return None
    return FineRange(
        minimum=min(tier.amount_min for tier in tiers),
        maximum=max(tier.amount_max for tier in tiers),
    )


def benchmark_tiers(benchmarks: Sequence[DiscretionBenchmark]) -> tuple[BenchmarkTier, ...]:
    """Return the tiers of benchmarks as the law asks for them, in the order of their rows."""
    return tuple(
        BenchmarkTier(
            benchmark=benchmark.code,
            gravity=Gravity(tier.level),
            fine=_range(tier.amount_min, tier.amount_max),
            is_in_yuan=benchmark.unit == BenchmarkUnit.YUAN,
        )
        for benchmark in benchmarks
        for tier in benchmark.tiers.all()
    )


def _range(minimum: Decimal | None, maximum: Decimal | None) -> FineRange | None:
    if minimum is None and maximum is None:
        return None
    return FineRange(minimum=minimum, maximum=maximum)
