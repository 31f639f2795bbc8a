"""What the verbs of custody share: locking things with their logs, and filling in log rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import visible_exhibits
from fazhi.capabilities.evidence.choices import CustodyEntryKind
from fazhi.capabilities.evidence.errors import GoneError, NotAtHandError
from fazhi.capabilities.evidence.models import CustodyEntry, Exhibit, Holding, StoreRoom
from fazhi.capabilities.evidence.standing import Standing, standing_of
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer
from fazhi.registers.validity import holds

Thing = Exhibit | Holding
Log = dict[UUID, list[CustodyEntry]]


def locked_holdings(seat: Seat, wanted: Sequence[UUID]) -> list[Holding]:
    """Lock things held, in the order asked; NotFoundError for one that is not the seat's."""
    rows = Holding.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("dossier", "store_room").order_by("id").in_bulk(list(wanted))
    if not wanted or len(found) != len(set(wanted)):
        raise NotFoundError(_("没有这件保管财物。"))
    return [found[each] for each in wanted]


def locked_exhibits(seat: Seat, wanted: Sequence[UUID]) -> list[Exhibit]:
    """Lock exhibits, in the order asked; NotFoundError for one that is not the seat's."""
    rows = visible_exhibits(seat).select_for_update(of=("self",)).select_related("dossier")
    found = rows.order_by("id").in_bulk(list(wanted))
    if not wanted or len(found) != len(set(wanted)):
        raise NotFoundError(_("没有这件证据。"))
    return [found[each] for each in wanted]


def locked_things(seat: Seat, wanted: Sequence[tuple[UUID | None, UUID | None]]) -> list[Thing]:
    """Lock what is named by an exhibit's id or a holding's, one of the two each."""
    if not wanted or any((one is None) == (other is None) for one, other in wanted):
        raise InputError({"": _("请写明一件证据或者一件保管财物。")})
    exhibits = [one for one, _other in wanted if one is not None]
    holdings = [other for _one, other in wanted if other is not None]
    known: dict[UUID, Thing] = {}
    if exhibits:
        known |= {row.pk: row for row in locked_exhibits(seat, exhibits)}
    if holdings:
        known |= {row.pk: row for row in locked_holdings(seat, holdings)}
    return [known[one or other] for one, other in wanted]  # type: ignore[index]  # one is given


def logs_of(things: Iterable[Thing]) -> Log:
    """Return the log of each thing, the oldest first, in two statements at most."""
    exhibits = [each.pk for each in things if isinstance(each, Exhibit)]
    holdings = [each.pk for each in things if isinstance(each, Holding)]
    logs: Log = defaultdict(list)
    for path, keys in (("exhibit_id", exhibits), ("holding_id", holdings)):
        if keys:
            rows = CustodyEntry.objects.filter(**{f"{path}__in": keys})
            for row in rows.order_by("at", "recorded_at", "id"):
                logs[getattr(row, path)].append(row)
    return logs


def refuse_not_at_hand(thing: Thing, standing: Standing) -> None:
    """Refuse to pass on what has left, is lent out, or waits for its receiver."""
    name = str(thing)
    if standing.is_gone:
        raise GoneError(name)
    if standing.is_out:
        raise NotAtHandError(name, _("已经借出"))
    if standing.offer is not None:
        raise NotAtHandError(name, _("正在移交"))


def standings_of(things: Sequence[Thing]) -> dict[UUID, Standing]:
    """Return where each thing stands by its log."""
    logs = logs_of(things)
    return {each.pk: standing_of(logs[each.pk]) for each in things}


def log_row(
    seat: Seat, thing: Thing, kind: CustodyEntryKind, at: dt.datetime, **more: Any
) -> CustodyEntry:
    """Return a row of the log of a thing, not yet written."""
    own = {"exhibit": thing} if isinstance(thing, Exhibit) else {"holding": thing}
    return CustodyEntry(
        id=new_id(),
        authority=seat.authority,
        kind=kind,
        at=at,
        recorded_at=clock.now(),
        account_id=seat.person,
        **own,
        **more,
    )


def filled(text: str, field: str, longest: int = 200) -> str:
    """Return a text without blanks around it; refuse an empty one and one that is too long."""
    words = text.strip()
    if not words or len(words) > longest:
        raise InputError({field: _("请填写，最多 %(longest)s 字。") % {"longest": longest}})
    return words


def refuse_the_future(at: dt.datetime, field: str = "at") -> None:
    """Refuse a moment that has not come yet."""
    if at > clock.now():
        raise InputError({field: _("时间不能晚于现在。")})


def officer_named(seat: Seat, officer_id: UUID, field: str) -> Officer:
    """Return an officer of the authority; InputError names the field of any other."""
    found = Officer.objects.filter(authority=seat.authority, pk=officer_id).first()
    if found is None:
        raise InputError({field: _("其中有人不是本街道的人员，请重新选择。")})
    return found


def store_room_on(seat: Seat, store_room_id: UUID, day: dt.date) -> StoreRoom:
    """Return a place of keeping that is in use on a day."""
    rows = StoreRoom.objects.filter(authority=seat.authority).select_related("keeper")
    found = rows.filter(pk=store_room_id).first()
    if found is None:
        raise NotFoundError(_("没有这个保管场所。"))
    if not holds(found, day):
        raise InputError({"store_room": _("这个保管场所当日没有启用。")})
    return found


def only_dossier(things: Iterable[Thing]) -> Dossier | None:
    """Return the dossier of things that are all of one, else None."""
    dossiers = {each.dossier_id: each.dossier for each in things}
    return next(iter(dossiers.values())) if len(dossiers) == 1 else None
