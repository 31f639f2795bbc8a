"""Confirm where, and whether electronically, a party is served (送达地址确认书)."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.service.access import SERVERS
from fazhi.capabilities.service.inputs import AddressInput
from fazhi.capabilities.service.models import AddressForService
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.factor_guard import needs_no_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Attachment, Dossier
from fazhi.law.citation import Citation

_GROUND = Citation("行政处罚法(2021)", 61, 2)


@needs_no_factor("the party confirms, the office writes it down")
def confirm_address(seat: Seat, given: AddressInput) -> AddressForService:
    """Record one confirmation of address."""
    return confirm_addresses(seat, [given])[0]


@needs_no_factor("the party confirms, the office writes it down")
@transaction.atomic
def confirm_addresses(seat: Seat, addresses: Sequence[AddressInput]) -> list[AddressForService]:
    """Record what parties signed on confirmations of address, all or none.

    The confirmation that held before ends on the eve of the new one.
    """
    seat.require(*SERVERS)
    if not addresses:
        return []
    for each in addresses:
        _refuse_unreadable(each)
    _refuse_foreign(seat, addresses)
    for each in addresses:
        _end_earlier(each)
    rows = [_row(seat, each) for each in addresses]
    AddressForService.objects.bulk_create(rows)
    items = [row.journal_item() for row in rows]
    entry = journal.record(
        journal.Act(
            "address_for_service.confirmed",
            by=seat,
            dossier=addresses[0].dossier if len(rows) == 1 else None,
            provisions=(_GROUND,),
        ),
        items[0] if len(items) == 1 else {},
        items=() if len(items) == 1 else items,
    )
    AddressForService.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def _refuse_unreadable(given: AddressInput) -> None:
    problems = {}
    if not given.signer.strip():
        problems["signer"] = _("请填写确认人。")
    if not given.address.strip():
        problems["address"] = _("请填写送达地址。")
    if given.since > clock.today():
        problems["since"] = _("确认日期不能晚于今天。")
    if given.consents and not (given.channel and given.electronic_address.strip()):
        problems["electronic_address"] = _("同意电子送达的，请填写方式和接收地址。")
    if given.consents and given.attachment_id is None:
        problems["attachment"] = _("同意电子送达的，须附当事人签名的确认书。")
    if problems:
        raise InputError(problems)


def _refuse_foreign(seat: Seat, addresses: Sequence[AddressInput]) -> None:
    """Refuse a dossier or a file of another authority, and a dossier named twice; lock the rest."""
    wanted = {each.dossier.pk for each in addresses}
    dossiers = Dossier.objects.filter(authority=seat.authority, pk__in=wanted)
    if len(dossiers.select_for_update().order_by("pk")) != len(addresses):
        raise NotFoundError(_("没有这个案卷。"))
    files = {each.attachment_id for each in addresses if each.attachment_id}
    if Attachment.objects.filter(authority=seat.authority, pk__in=files).count() != len(files):
        raise InputError({"attachment": _("没有这个文件，请重新上传。")})


def _end_earlier(given: AddressInput) -> None:
    earlier = AddressForService.objects.filter(dossier=given.dossier, until__isnull=True).first()
    if earlier is None:
        return
    if earlier.since >= given.since:
        raise InputError({"since": _("已有同日或者之后的送达地址确认书，请核对日期。")})
    earlier.until = given.since - dt.timedelta(days=1)
    earlier.save(update_fields=["until"])


def _row(seat: Seat, given: AddressInput) -> AddressForService:
    return AddressForService(
        id=new_id(),
        authority=seat.authority,
        dossier=given.dossier,
        signer=given.signer.strip(),
        address=given.address.strip(),
        phone=given.phone.strip(),
        consents=given.consents,
        channel=given.channel or "" if given.consents else "",
        electronic_address=given.electronic_address.strip() if given.consents else "",
        attachment_id=given.attachment_id,
        since=given.since,
        confirmed_at=clock.now(),
        confirmed_by_id=seat.account_id,
    )
