"""The import of discretion benchmarks."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.journal import Act, record
from fazhi.registers.competence.access import REGISTRARS
from fazhi.registers.competence.actions.plan import make_plan
from fazhi.registers.competence.importing.benchmarks import (
    CODE,
    COLUMNS,
    BenchmarkDraft,
    read_benchmark,
)
from fazhi.registers.competence.importing.reading import read_sheet
from fazhi.registers.competence.inputs import ImportResult
from fazhi.registers.competence.models import DiscretionBenchmark, DiscretionTier, Power
from fazhi.registers.lists import end_before
from fazhi.registers.places.versions import touch


@transaction.atomic
def import_benchmarks(
    seat: Seat,
    data: bytes,
    *,
    dry_run: bool = True,
    accept_rest: bool = False,
    is_demonstration: bool = False,
) -> ImportResult:
    """Import discretion benchmarks from XLSX or CSV, by the same path as powers.

    A tier outside the statutory range is refused (行政处罚法 art. 34), and so is a benchmark of a
    power that is not in the list.
    """
    seat.require(*REGISTRARS)
    sheet = read_sheet(data, COLUMNS)
    versions: dict[str, list[Power]] = {}
    for power in Power.objects.filter(authority=seat.authority):
        versions.setdefault(power.code, []).append(power)
    newest = _newest(seat.authority)
    plan = make_plan(sheet, partial(read_benchmark, versions=versions), newest, CODE)
    if dry_run or not plan.may_be_written(accept_rest=accept_rest):
        return plan.result(dry_run=dry_run, written=0)
    rows = _write(seat.authority, plan.drafts, newest, is_demonstration=is_demonstration)
    touch(seat.authority)
    items = [{"benchmark": each.id, "code": each.code, "version": each.version} for each in rows]
    record(
        Act("discretion_benchmark.imported", seat),
        {"rows": len(sheet.rows), "refused": len(plan.errors), "items": items},
    )
    return plan.result(dry_run=False, written=len(rows))


def _newest(authority: str) -> dict[str, DiscretionBenchmark]:
    versions = DiscretionBenchmark.objects.filter(authority=authority).order_by("code", "version")
    return {each.code: each for each in versions.select_for_update().prefetch_related("tiers")}


def _write(
    authority: str,
    drafts: Sequence[BenchmarkDraft],
    newest: Mapping[str, DiscretionBenchmark],
    *,
    is_demonstration: bool,
) -> list[DiscretionBenchmark]:
    closed, rows, tiers = [], [], []
    for draft in drafts:
        kept = newest.get(draft.code)
        if kept is not None:
            end_before(kept, draft.since)
            closed.append(kept)
        row = DiscretionBenchmark(
            authority=authority,
            version=kept.version + 1 if kept else 1,
            is_demonstration=is_demonstration,
            **draft.values(),
        )
        rows.append(row)
        tiers += [
            DiscretionTier(benchmark=row, is_no_penalty=tier.is_no_penalty, **asdict(tier))
            for tier in draft.tiers
        ]
    DiscretionBenchmark.objects.bulk_update(closed, ["until"])
    DiscretionBenchmark.objects.bulk_create(rows)
    DiscretionTier.objects.bulk_create(tiers)
    return rows
