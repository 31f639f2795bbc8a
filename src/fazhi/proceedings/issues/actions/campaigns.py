"""Opening and closing campaigns."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.issues.inputs import CampaignInput
from fazhi.proceedings.issues.models import Campaign
from fazhi.registers.places.versions import touch

_LEADERS = (Role.HEAD, Role.DISPATCHER)


@transaction.atomic
def open_campaigns(seat: Seat, inputs: Sequence[CampaignInput]) -> list[Campaign]:
    """Open campaigns (专项行动): the same forms under a name, for a period."""
    seat.require(*_LEADERS)
    for one in inputs:
        if not one.name.strip():
            raise InputError({"name": _("请填写专项行动的名称。")})
        if one.until < one.since:
            raise InputError({"until": _("结束日不能早于开始日。")})
    campaigns = [
        Campaign(
            authority=seat.authority,
            name=one.name.strip(),
            kind=one.kind,
            checklist=list(one.checklist),
            since=one.since,
            until=one.until,
        )
        for one in inputs
    ]
    Campaign.objects.bulk_create(campaigns)
    touch(seat.authority)
    record(
        Act("campaign.opened", by=seat),
        {"campaigns": [{"id": str(row.id), "name": row.name} for row in campaigns]},
    )
    return campaigns


@transaction.atomic
def close_campaign(seat: Seat, campaign_id: UUID, day: dt.date) -> Campaign:
    """Close a campaign before its last day or on it; nothing can be entered under it afterwards."""
    seat.require(*_LEADERS)
    rows = Campaign.objects.select_for_update().filter(authority=seat.authority)
    campaign = rows.filter(id=campaign_id).first()
    if campaign is None:
        raise NotFoundError
    if campaign.closed_on is None:
        campaign.closed_on = day
        campaign.save(update_fields=["closed_on"])
        touch(seat.authority)
        record(Act("campaign.closed", by=seat), {"campaign": str(campaign.id)})
    return campaign
