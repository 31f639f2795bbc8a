"""Importing a list of recordings from a spreadsheet: tried, errors as a sheet, then written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import TAKERS
from fazhi.capabilities.evidence.actions.footage_rows import binding_row, footage_row
from fazhi.capabilities.evidence.choices import ShownAct
from fazhi.capabilities.evidence.inputs import FootageBindingInput, FootageInput
from fazhi.capabilities.evidence.models import EvidenceDevice, Footage, FootageBinding
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.registers.competence.errors import RowText
from fazhi.registers.competence.importing.cells import RowReader, words_of
from fazhi.registers.competence.importing.reading import Sheet, SheetRow, read_sheet
from fazhi.registers.competence.importing.writing import error_sheet
from fazhi.registers.competence.inputs import ImportResult, RowError

_HASH = "文件指纹"
#: The columns of a list of recordings; the last two bind a recording, and may be empty.
COLUMNS = ("设备编号", "开始时间", "结束时间", _HASH, "存储位置", "案卷编号", "所示行为")


@dataclass(frozen=True)
class _Known:
    """What a list refers to: devices by number, dossiers by public id, hashes on file."""

    devices: Mapping[str, EvidenceDevice]
    dossiers: Mapping[str, Dossier]
    hashes: frozenset[str]


_Drafted = tuple[Footage, FootageBinding | None]


@transaction.atomic
def import_footage(
    seat: Seat, data: bytes, *, dry_run: bool = True, accept_rest: bool = False
) -> ImportResult:
    """Import a list of recordings (导入音像记录清单); nothing is written on a dry run.

    With any error nothing is written at all, unless the caller accepts the rest. What is on file
    under the same hash is unchanged and not written twice.
    """
    seat.require(*TAKERS)
    sheet = read_sheet(data, COLUMNS)
    known = _known(seat, sheet)
    drafts, errors, unchanged = _read(seat, sheet, known)
    is_written = not dry_run and bool(drafts) and (accept_rest or not errors)
    if is_written:
        rows = [footage for footage, _binding in drafts]
        bindings = [binding for _footage, binding in drafts if binding is not None]
        entry = record(
            Act("footage.imported", by=seat),
            {"rows": len(sheet.rows), "refused": len(errors), "bound": len(bindings)},
            items=[row.journal_item() for row in rows]
            + [binding.journal_item() for binding in bindings],
        )
        for row in rows:
            row.entry = entry
        for binding in bindings:
            binding.entry = entry
        Footage.objects.bulk_create(rows)
        FootageBinding.objects.bulk_create(bindings)
    return ImportResult(
        rows=len(sheet.rows),
        written=len(drafts) if is_written else 0,
        unchanged=unchanged,
        errors=tuple(errors),
        error_sheet=error_sheet(sheet, errors),
        dry_run=dry_run,
    )


def _known(seat: Seat, sheet: Sheet) -> _Known:
    def named(column: str) -> set[str]:
        return {row.values.get(column, "") for row in sheet.rows}

    devices = EvidenceDevice.objects.filter(authority=seat.authority, number__in=named("设备编号"))
    dossiers = Dossier.objects.filter(authority=seat.authority, public_id__in=named("案卷编号"))
    hashes = Footage.objects.filter(
        authority=seat.authority, sha256__in={each.lower() for each in named(_HASH)}
    )
    return _Known(
        devices={each.number: each for each in devices},
        dossiers={each.public_id: each for each in dossiers},
        hashes=frozenset(hashes.values_list("sha256", flat=True)),
    )


def _read(seat: Seat, sheet: Sheet, known: _Known) -> tuple[list[_Drafted], list[RowError], int]:
    """Read every row: what it says, what is wrong with it, or that it is on file already."""
    drafts: list[_Drafted] = []
    errors: list[RowError] = []
    unchanged = 0
    first: dict[str, int] = {}
    for row in sheet.rows:
        value = row.values.get(_HASH, "").lower()
        if value and value in first:
            reason = str(RowText.TWICE.label).format(row=first[value])
            errors.append(RowError(row.number, _HASH, value, reason))
            continue
        first[value] = row.number
        if value in known.hashes:
            unchanged += 1
            continue
        draft, wrong = _draft(seat, row, known)
        errors += wrong
        if draft is not None:
            drafts.append(draft)
    return drafts, sorted(errors, key=lambda error: error.row), unchanged


def _draft(seat: Seat, row: SheetRow, known: _Known) -> tuple[_Drafted | None, list[RowError]]:
    reader = RowReader(row, _HASH)
    number = reader.text("设备编号", 64, required=True)
    device = known.devices.get(number)
    if number and device is None:
        _refuse(reader, "设备编号", _("没有登记这台设备。"))
    began, ended = _moment(reader, "开始时间"), _moment(reader, "结束时间")
    reference = reader.text("存储位置", 300, required=True)
    reader.text(_HASH, 64, required=True)
    shown = _shown(reader, known)
    if reader.errors or device is None or began is None or ended is None:
        return None, reader.errors
    given = FootageInput(
        device_id=device.pk,
        began_at=began,
        ended_at=ended,
        sha256=row.values[_HASH],
        reference=reference,
    )
    try:
        footage = footage_row(seat, given, device)
    except InputError as error:
        _refuse(reader, "", "；".join(error.fields.values()))
        return None, reader.errors
    if shown is None:
        return (footage, None), []
    dossier, act = shown
    binding = FootageBindingInput(
        footage_id=footage.pk, dossier=dossier, act=act, act_on=clock.day_of(began)
    )
    return (footage, binding_row(seat, binding, footage)), []


def _shown(reader: RowReader, known: _Known) -> tuple[Dossier, ShownAct] | None:
    """Read which act of which dossier a recording shows; both cells are filled, or neither."""
    public_id = reader.text("案卷编号", 12)
    named = reader.row.values.get("所示行为", "")
    if not public_id and not named:
        return None
    act = reader.word("所示行为", words_of(ShownAct))
    dossier = known.dossiers.get(public_id)
    if dossier is None:
        _refuse(reader, "案卷编号", _("没有这一案卷，请核对编号。"))
        return None
    return dossier, act


def _moment(reader: RowReader, column: str) -> dt.datetime | None:
    value = reader.text(column, 32, required=True)
    if not value:
        return None
    try:
        read = dt.datetime.fromisoformat(value.replace("/", "-"))
    except ValueError:
        _refuse(reader, column, _("不是时间；请填 2026-03-10 09:00 这样的时间。"))
        return None
    return read if read.tzinfo else clock.at_local(read.date(), read.time())


def _refuse(reader: RowReader, column: str, reason: str) -> None:
    reader.errors.append(RowError(reader.row.number, column, reader.code, reason))
