"""Jobs of supervision: the sweep that asks the rows what the rules look for."""

import logging

from fazhi.kernel import clock, jobs
from fazhi.kernel.access import Seat
from fazhi.proceedings.supervision.actions import raise_findings
from fazhi.proceedings.supervision.rules import observed
from fazhi.registers.staff.models import Authority

log = logging.getLogger(__name__)


@jobs.sweep(minutes=60)
def look_at_everything() -> None:
    """Raise what the supervision rules see today in each authority."""
    day = clock.today()
    for key in Authority.objects.order_by("key").values_list("key", flat=True):
        changed = raise_findings(Seat(authority=key, name="系统"), observed(key, day), day)
        log.info("supervision looked", extra={"changed": len(changed.rows)})
