"""Rows of a list of powers: what each must say, checked before anything is written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache

from django.utils import translation

from fazhi.law.facts import PenaltyKind
from fazhi.registers.competence.choices import (
    PENALTY_KIND_LABELS,
    BasisState,
    CorrectionFirst,
    PowerProcedure,
)
from fazhi.registers.competence.errors import RowText
from fazhi.registers.competence.importing.cells import RowReader, plain, words_of
from fazhi.registers.competence.importing.reading import SheetRow
from fazhi.registers.competence.inputs import RowError
from fazhi.registers.competence.models import Power
from fazhi.registers.staff.choices import Field

CODE = "事项编码"
#: The columns of a list of powers.
COLUMNS = (
    CODE,
    "事项名称",
    "领域",
    "主管部门",
    "依据",
    "依据状态",
    "核读代号",
    "个人罚款下限",
    "个人罚款上限",
    "单位罚款下限",
    "单位罚款上限",
    "处罚种类",
    "程序",
    "责令改正",
    "起",
    "止",
    "来源",
)


@dataclass(frozen=True, slots=True)
class PowerDraft:
    """A row of a list of powers that can be taken."""

    code: str
    name: str
    field: Field
    agency: str
    basis: str
    basis_state: BasisState
    verified: str
    fine_min_person: Decimal | None
    fine_max_person: Decimal | None
    fine_min_organisation: Decimal | None
    fine_max_organisation: Decimal | None
    penalty_kinds: tuple[str, ...]
    procedure: PowerProcedure
    correction_first: CorrectionFirst
    since: dt.date
    until: dt.date | None
    source: str

    def says_the_same_as(self, power: Power) -> bool:
        """Tell whether a version on file says the same, from whatever day on."""
        return all(
            getattr(self, name) == _as_drafted(getattr(power, name))
            for name in (each.name for each in fields(self))
            if name != "since"
        )

    def values(self) -> dict[str, object]:
        """Return the fields of a version."""
        drafted = {each.name: getattr(self, each.name) for each in fields(self)}
        return drafted | {"penalty_kinds": list(self.penalty_kinds)}


def read_power(row: SheetRow) -> tuple[PowerDraft | None, list[RowError]]:
    """Read a row: what it says, or what is wrong with it."""
    reader = RowReader(row, CODE)
    draft = PowerDraft(
        code=reader.text(CODE, 32, required=True),
        name=reader.text("事项名称", 500, required=True),
        field=reader.word("领域", words_of(Field)),
        agency=reader.text("主管部门", 100, required=True),
        basis=reader.text("依据", 500),
        basis_state=reader.word("依据状态", words_of(BasisState)),
        verified=reader.text("核读代号", 8),
        fine_min_person=reader.amount("个人罚款下限"),
        fine_max_person=reader.amount("个人罚款上限"),
        fine_min_organisation=reader.amount("单位罚款下限"),
        fine_max_organisation=reader.amount("单位罚款上限"),
        penalty_kinds=_kinds(reader),
        procedure=reader.word("程序", words_of(PowerProcedure)),
        correction_first=reader.word(
            "责令改正", words_of(CorrectionFirst), CorrectionFirst.NOT_NEEDED
        ),
        since=reader.day("起", required=True) or dt.date.min,
        until=reader.day("止"),
        source=reader.text("来源", 300, required=True),
    )
    _check_ranges(reader, draft)
    _check_rest(reader, draft)
    return (None, reader.errors) if reader.errors else (draft, [])


def row_of(power: Power, since: dt.date, until: dt.date | None, source: str) -> list[str]:
    """Return a version on file as a row of the sheet, from other days on and with its source."""
    with translation.override("zh-hans"):
        kinds = {kind.value: str(label) for kind, label in PENALTY_KIND_LABELS.items()}
        return [
            power.code,
            power.name,
            str(Field(power.field).label),
            power.agency,
            power.basis,
            str(BasisState(power.basis_state).label),
            power.verified,
            *(
                "" if amount is None else plain(amount)
                for amount in (
                    power.fine_min_person,
                    power.fine_max_person,
                    power.fine_min_organisation,
                    power.fine_max_organisation,
                )
            ),
            "、".join(kinds[kind] for kind in power.penalty_kinds),
            str(PowerProcedure(power.procedure).label),
            str(CorrectionFirst(power.correction_first).label),
            since.isoformat(),
            until.isoformat() if until else "",
            source,
        ]


def _kinds(reader: RowReader) -> tuple[str, ...]:
    """Read the kinds of penalty, separated by 、 and in the order of the statute."""
    words = _kind_words()
    given = [word for word in reader.text("处罚种类", 200).split("、") if word]
    for word in given:
        if word not in words:
            reader.refuse("处罚种类", RowText.NOT_A_WORD, value=word, words="、".join(words))
            return ()
    kinds = {words[word] for word in given}
    if PenaltyKind.DETENTION in kinds:
        reader.refuse("处罚种类", RowText.LIBERTY)
    return tuple(kind.value for kind in PenaltyKind if kind in kinds)


@cache
def _kind_words() -> Mapping[str, PenaltyKind]:
    with translation.override("zh-hans"):
        return {str(label): kind for kind, label in PENALTY_KIND_LABELS.items()}


def _check_ranges(reader: RowReader, draft: PowerDraft) -> None:
    for column, minimum, maximum in (
        ("个人罚款下限", draft.fine_min_person, draft.fine_max_person),
        ("单位罚款下限", draft.fine_min_organisation, draft.fine_max_organisation),
    ):
        if minimum is not None and maximum is None:
            reader.refuse(column, RowText.HALF_A_RANGE)
        elif minimum is not None and maximum is not None and minimum > maximum:
            reader.refuse(column, RowText.INVERTED, minimum=plain(minimum), maximum=plain(maximum))


def _check_rest(reader: RowReader, draft: PowerDraft) -> None:
    has_range = draft.fine_max_person is not None or draft.fine_max_organisation is not None
    fines = PenaltyKind.FINE.value in draft.penalty_kinds
    if has_range and not fines:
        reader.refuse("处罚种类", RowText.FINE_WITHOUT_KIND)
    if draft.basis_state == BasisState.READ:
        if not draft.basis:
            reader.refuse("依据", RowText.BASIS_MISSING)
        if fines and not has_range:
            reader.refuse("处罚种类", RowText.KIND_WITHOUT_FINE)
    if draft.until is not None and draft.until < draft.since:
        reader.refuse("止", RowText.ENDS_BEFORE)


def _as_drafted(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
