"""The items of a round as its page and its export show them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.unused import UnusedPower, unused_powers
from fazhi.registers.competence.models import Power, PowerJudgement
from fazhi.registers.competence.queries import claimed
from fazhi.web.exports import Sheet

if TYPE_CHECKING:
    from fazhi.registers.competence.models import PowerReview


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed item: what the round says of it, and, where it was not used, what it could meet."""

    power: Power
    judgement: PowerJudgement | None
    unused: UnusedPower | None


def items_of(seat: Seat, review: "PowerReview") -> list[Item]:
    """Return every item claimed on the day of a round; unused is asked of the year up to it."""
    judged = {row.power_id: row for row in review.judgements.all()}
    since = dt.date(review.day.year, 1, 1)
    unused: Mapping[str, UnusedPower] = {
        each.power.code: each for each in unused_powers(seat.authority, since, review.day)
    }
    return [
        Item(claim.power, judged.get(claim.power_id), unused.get(claim.power.code))
        for claim in claimed(seat.authority, review.day)
    ]


def narrowed_to(items: list[Item], show: str, field: str) -> list[Item]:
    """Return the items that a tab and a field ask for."""
    kept = [each for each in items if not field or each.power.field == field]
    if show == "unused":
        return [each for each in kept if each.unused]
    if show == "open":
        return [each for each in kept if each.judgement is None]
    return kept


def sheet_of(review: "PowerReview", items: list[Item]) -> Sheet:
    """Return the list of a round with its reasons; signed, it bears the hash of what was signed."""
    signature = getattr(review, "signature", None)
    signed = (
        _("签署摘要：%(hash)s") % {"hash": signature.content_hash} if signature else _("未签署")
    )
    return Sheet(
        title=review.title,
        conditions=(signed,),
        head=(
            _("编码"), _("事项名称"), _("领域"), _("意见"), _("理由"),
            _("最近一次实施"), _("涉及的线索和平台案件"), _("同类事件"),
        ),
        rows=_lines(items),
    )  # fmt: skip


def _lines(items: list[Item]) -> Iterator[tuple[object, ...]]:
    for each in items:
        said, unused = each.judgement, each.unused
        yield (
            each.power.code,
            each.power.name,
            each.power.get_field_display(),
            said.get_outcome_display() if said else "",
            said.reason if said else "",
            unused.last_used_on or _("从未") if unused else _("本期实施过"),
            unused.lead_count if unused else "",
            unused.issue_count if unused else "",
        )
