"""The import of a list of powers."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.journal import Act, record
from fazhi.registers.competence.access import REGISTRARS
from fazhi.registers.competence.actions.plan import make_plan
from fazhi.registers.competence.importing.powers import CODE, COLUMNS, PowerDraft, read_power
from fazhi.registers.competence.importing.reading import read_sheet
from fazhi.registers.competence.inputs import ImportResult
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.lists import end_before
from fazhi.registers.places.versions import touch
from fazhi.registers.validity import holds


@transaction.atomic
def import_powers(
    seat: Seat,
    data: bytes,
    *,
    dry_run: bool = True,
    accept_rest: bool = False,
    is_demonstration: bool = False,
) -> ImportResult:
    """Import a list of powers from XLSX or CSV; nothing is written on a dry run.

    With any error nothing is written at all, unless the caller accepts the rest. A power that says
    something new gets its next version; the one before ends the day before and is never rewritten.
    A claim goes on with the new version.
    """
    seat.require(*REGISTRARS)
    sheet = read_sheet(data, COLUMNS)
    newest = _newest(seat.authority)
    plan = make_plan(sheet, read_power, newest, CODE)
    if dry_run or not plan.may_be_written(accept_rest=accept_rest):
        return plan.result(dry_run=dry_run, written=0)
    powers = _write(seat.authority, plan.drafts, newest, is_demonstration=is_demonstration)
    touch(seat.authority)
    items = [{"power": each.id, "code": each.code, "version": each.version} for each in powers]
    record(
        Act("power.imported", seat),
        {"rows": len(sheet.rows), "refused": len(plan.errors), "items": items},
    )
    return plan.result(dry_run=False, written=len(powers))


def _newest(authority: str) -> dict[str, Power]:
    versions = Power.objects.filter(authority=authority).order_by("code", "version")
    return {power.code: power for power in versions.select_for_update()}


def _write(
    authority: str,
    drafts: Sequence[PowerDraft],
    newest: Mapping[str, Power],
    *,
    is_demonstration: bool,
) -> list[Power]:
    closed, powers = [], []
    for draft in drafts:
        kept = newest.get(draft.code)
        if kept is not None:
            end_before(kept, draft.since)
            closed.append(kept)
        powers.append(
            Power(
                authority=authority,
                version=kept.version + 1 if kept else 1,
                is_demonstration=is_demonstration,
                **draft.values(),
            )
        )
    Power.objects.bulk_update(closed, ["until"])
    Power.objects.bulk_create(powers)
    _carry_claims(authority, closed, powers)
    return powers


def _carry_claims(authority: str, closed: Sequence[Power], powers: Sequence[Power]) -> None:
    """Let claims on closed versions end with them and go on with the next versions."""
    following = {power.code: power for power in powers}
    ended, opened = [], []
    for claim in Claim.objects.filter(power__in=closed).select_related("power"):
        power = following[claim.power.code]
        if not holds(claim, power.since):
            continue
        opened.append(Claim(authority=authority, power=power, since=power.since, until=claim.until))
        end_before(claim, power.since)
        ended.append(claim)
    Claim.objects.bulk_update(ended, ["until"])
    Claim.objects.bulk_create(opened)
