"""Whether a campaign runs: the question that opening issues and recording visits both ask."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.issues.errors import CampaignClosedError
from fazhi.proceedings.issues.models import Campaign
from fazhi.registers.places.versions import Memory


def _load(authority: str) -> dict[UUID, Campaign]:
    return {each.id: each for each in Campaign.objects.filter(authority=authority)}


_memory: Memory[dict[UUID, Campaign]] = Memory(_load)


def require_running(
    authority: str, wanted: Iterable[tuple[UUID | None, dt.date]], token: str | None = None
) -> None:
    """Raise unless every campaign exists in the authority and runs on its day.

    Answers from memory: opening and closing a campaign draw the token of the authority anew.
    """
    pairs = {(campaign_id, day) for campaign_id, day in wanted if campaign_id}
    if not pairs:
        return
    rows = _memory.of(authority, token)
    for campaign_id, day in sorted(pairs, key=str):
        campaign = rows.get(campaign_id)
        if campaign is None:
            raise NotFoundError
        if not campaign.runs_on(day):
            raise CampaignClosedError(campaign.name)
