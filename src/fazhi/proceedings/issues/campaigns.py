"""Whether a campaign runs: the question that opening issues and recording visits both ask."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.issues.errors import CampaignClosedError
from fazhi.proceedings.issues.models import Campaign


def require_running(authority: str, wanted: Iterable[tuple[UUID | None, dt.date]]) -> None:
    """Raise unless every campaign exists in the authority and runs on its day."""
    pairs = {(campaign_id, day) for campaign_id, day in wanted if campaign_id}
    if not pairs:
        return
    rows = Campaign.objects.filter(authority=authority).in_bulk([one for one, _day in pairs])
    for campaign_id, day in sorted(pairs, key=str):
        campaign = rows.get(campaign_id)
        if campaign is None:
            raise NotFoundError
        if not campaign.runs_on(day):
            raise CampaignClosedError(campaign.name)
