"""The lists of custody: things held, recordings, devices."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.evidence.choices import DeviceKind, HeldAs
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.capabilities.evidence.models import EvidenceDevice, Footage, Holding

_OPEN = Q(outcome__isnull=True)
_HERE = Q(left_on__isnull=True, continued__isnull=True)


def holding_list(day: dt.date) -> "ListDefinition[Holding]":
    """Return the list of things held, the newest first."""
    return ListDefinition(
        title=_("证据保管"),
        sort=("-since", "-pk"),
        columns=(
            Column(_("保管编号 / 名称"), lambda row: row.number),
            Column(_("名称"), lambda row: row.name, is_shown=False),
            Column(_("控制方式"), lambda row: row.get_kind_display()),
            Column(_("数量 / 状况"), lambda row: row.quantity),
            Column(_("状况"), lambda row: row.condition, is_shown=False),
            Column(_("起始日"), lambda row: row.since, is_shown=False),
            Column(_("处理期限"), lambda row: row.due_on),
            Column(_("保管场所"), _where),
            Column(_("货位"), lambda row: row.shelf, is_shown=False),
            Column(_("保管人"), lambda row: row.keeper.name if row.keeper else ""),
            Column(_("处理"), _ended),
            Column(_("出库日"), lambda row: row.left_on, is_shown=False),
            Column(_("案卷编号"), lambda row: row.dossier.public_id, is_shown=False),
        ),
        filters=(
            Filter(
                "kind",
                _("控制方式"),
                lambda rows, value: rows.filter(kind=value),
                choices=HeldAs.choices,
            ),
            Filter(
                "q",
                _("编号或者名称"),
                lambda rows, words: rows.filter(
                    Q(name__contains=words) | Q(number__contains=words)
                ),
                kind="search",
            ),
        ),
        tabs=_holding_tabs(day),
    )


def footage_list(day: dt.date) -> "ListDefinition[Footage]":
    """Return the list of recordings, the newest first."""
    return ListDefinition(
        title=_("执法音像记录"),
        sort=("-began_at", "-pk"),
        columns=(
            Column(_("开始时间"), lambda row: row.began_at),
            Column(_("结束时间"), lambda row: row.ended_at, is_shown=False),
            Column(_("设备"), lambda row: str(row.device)),
            Column(_("存储位置 / 指纹"), lambda row: row.reference),
            Column(_("文件指纹"), lambda row: row.sha256, is_shown=False),
            Column(_("所示行为"), _shown),
            Column(_("保存至"), lambda row: row.keep_until),
        ),
        filters=(
            Filter(
                "device",
                _("设备种类"),
                lambda rows, value: rows.filter(device__kind=value),
                choices=DeviceKind.choices,
            ),
        ),
        tabs=(
            Tab("kept", _("保存中"), lambda rows: rows.filter(erasure__isnull=True)),
            Tab(
                "loose",
                _("未关联"),
                lambda rows: rows.filter(erasure__isnull=True, bindings__isnull=True),
                "soon",
            ),
            Tab(
                "expired",
                _("期满可删"),
                lambda rows: rows.filter(
                    erasure__isnull=True, bindings__isnull=True, keep_until__lt=day
                ),
            ),
            Tab("erased", _("已删除"), lambda rows: rows.filter(erasure__isnull=False)),
        ),
    )


def device_list(day: dt.date) -> "ListDefinition[EvidenceDevice]":
    """Return the register of devices, by number."""
    return ListDefinition(
        title=_("取证设备"),
        sort=("number", "pk"),
        columns=(
            Column(_("设备编号 / 名称"), lambda row: row.number),
            Column(_("设备名称"), lambda row: row.name, is_shown=False),
            Column(_("设备种类"), lambda row: row.get_kind_display()),
            Column(_("设置地点"), lambda row: row.place),
            Column(_("今日要件"), lambda row: _held(row, day)),
        ),
        filters=(
            Filter(
                "kind",
                _("设备种类"),
                lambda rows, value: rows.filter(kind=value),
                choices=DeviceKind.choices,
            ),
        ),
    )


def _holding_tabs(day: dt.date) -> "tuple[Tab[Holding], ...]":
    return (
        Tab("here", _("在库在管"), lambda rows: rows.filter(_HERE)),
        Tab("open", _("待处理"), lambda rows: rows.filter(_OPEN)),
        Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
        Tab(
            "loose",
            _("未入库"),
            lambda rows: rows.filter(_HERE, store_room__isnull=True, place=""),
            "soon",
        ),
        Tab("left", _("已出库"), lambda rows: rows.filter(left_on__isnull=False)),
        Tab("all", _("全部"), lambda rows: rows),
    )


def _where(row: "Holding") -> str:
    return row.store_room.name if row.store_room else row.place


def _ended(row: "Holding") -> str:
    return str(row.decided.get_end_display()) if row.decided else ""


def _shown(row: "Footage") -> str:
    return "；".join(
        f"{each.get_act_display()} {each.act_on} {each.dossier.public_id}"
        for each in row.bindings.all()
    )


def _held(row: "EvidenceDevice", day: dt.date) -> str:
    return "、".join(
        str(each.get_kind_display()) for each in row.qualifications.all() if each.holds_on(day)
    )
