"""The case file as one volume (卷宗): cover, catalogue, every document, exhibit and thing held."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from fazhi.capabilities.documents.access import documents_of
from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.binding import Cover, Enclosure, bind
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.rendering import in_words
from fazhi.capabilities.evidence.access import exhibits_seen
from fazhi.capabilities.evidence.models import Exhibit, Holding
from fazhi.capabilities.evidence.queries import (
    holdings_of,
    logs_of_exhibits,
    public_copy,
    where_kept,
)
from fazhi.kernel import attachments, clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.models import Dossier
from fazhi.proceedings.cases.access import visible_cases, visible_referrals
from fazhi.proceedings.cases.models import Case
from fazhi.registers.staff.queries import authority_of


@needs_factor(FactorGround.EXPORT)
def export_dossier(seat: Seat, dossier: Dossier) -> bytes:
    """Return the file of a case or referral as one PDF, to whoever may see it.

    The same file gives the same bytes: it is dated by the newest thing in it.
    """
    case = visible_cases(seat).select_related("power", "party").filter(dossier=dossier).first()
    if case is None and not visible_referrals(seat).filter(dossier=dossier).exists():
        raise NotFoundError(_("没有这个案卷。"))
    documents = list(documents_of(seat, dossier).select_related("annulment"))
    exhibits = list(exhibits_seen(seat, dossier))
    logs = logs_of_exhibits(exhibits)
    pieces = [_piece(each, where_kept(logs[each.pk])) for each in exhibits]
    moments = [each.issued_at for each in documents] + [each.received_at for each in exhibits]
    return bind(
        _cover(seat, dossier, case),
        [*map(_paper, documents), *pieces, *map(_thing, holdings_of(dossier))],
        bound_at=max([dossier.opened_at, *moments]),
    )


def _cover(seat: Seat, dossier: Dossier, case: Case | None) -> Cover:
    rows = [("案卷编号", dossier.public_id), ("立卷日期", _day(dossier.opened_at))]
    return Cover(
        authority=authority_of(seat.authority).name,
        title="行政执法案卷",
        rows=[*(_particulars(case) if case else ()), *rows],
    )


def _particulars(case: Case) -> Iterator[tuple[str, str]]:
    yield "案号", case.number
    yield "案由", case.power.name
    yield "当事人", case.party.name
    yield "案发时间", _day(case.happened_at)
    yield "决定日期", _day(case.decided_at) if case.decided_at else ""


def _paper(document: Document) -> Enclosure:
    """Bind a document as it was sealed; of one whose content was erased only the number is left."""
    remark = f"查验码 {document.check_code}"
    if not document.stands:
        remark = f"{document.get_status_display()}；{remark}"
    if document.is_erased:
        remark = f"内容已依法删除；{remark}"
    return Enclosure(
        title=str(document.get_template_display()),
        number=document.number,
        dated_on=_day(document.issued_at),
        remark=remark,
        pdf=b"" if document.is_erased else render(document),
    )


def _piece(exhibit: Exhibit, kept: str) -> Enclosure:
    """Bind a photograph as a picture; anything else is named and stays where it is kept."""
    file = exhibit.attachment
    is_photo = file is not None and file.media_type in attachments.PHOTOS
    where = f"原件存{kept}" if kept else "" if is_photo else "原件另存"
    differs = f"与取证时的指纹不一致（{_grouped(exhibit.device_sha256)}）"
    said = [
        where,
        f"指纹 {_grouped(exhibit.sha256)}" if exhibit.sha256 else "",
        differs if exhibit.is_altered else "",
    ]
    return Enclosure(
        title=exhibit.label,
        number=str(exhibit.get_kind_display()),
        dated_on=_day(exhibit.captured_at),
        remark="；".join(each for each in said if each),
        picture=public_copy(exhibit) if is_photo else b"",
    )


def _thing(holding: Holding) -> Enclosure:
    """Name a thing held: how much of it, where it is kept or what became of it."""
    room = holding.store_room.name if holding.store_room else holding.place or "未入库"
    ended = holding.decided
    said = [
        str(holding.get_kind_display()),
        holding.quantity or "数量未写明",
        f"存{room}" if holding.left_on is None else "已出库",
        f"处理：{ended.get_end_display()}" if ended else "",
    ]
    return Enclosure(
        title=holding.name,
        number=holding.number,
        dated_on=in_words(holding.since),
        remark="；".join(each for each in said if each),
    )


def _grouped(digest: str) -> str:
    """Write a hash in groups, so that a line can break."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))


def _day(moment: dt.datetime) -> str:
    return in_words(clock.day_of(moment))
