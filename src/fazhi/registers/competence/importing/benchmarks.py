"""Rows of a list of discretion benchmarks; a tier outside the statutory range is refused."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from fazhi.law.facts import PartyKind
from fazhi.registers.competence.choices import BenchmarkUnit, TierLevel
from fazhi.registers.competence.errors import RowText
from fazhi.registers.competence.importing.cells import RowReader, plain, words_of
from fazhi.registers.competence.importing.reading import SheetRow
from fazhi.registers.competence.inputs import RowError
from fazhi.registers.competence.models import DiscretionBenchmark, Power
from fazhi.registers.validity import holds

CODE = "基准编号"
_TIERS = {
    "轻微": TierLevel.MINOR,
    "较轻": TierLevel.FIRST,
    "一般": TierLevel.SECOND,
    "严重": TierLevel.THIRD,
}
_NAMES = {level: name for name, level in _TIERS.items()}
#: The columns of a list of benchmarks.
COLUMNS = (
    CODE,
    "事项编码",
    "适用当事人",
    "法律法规",
    "条款",
    "违法行为",
    "计量单位",
    "法定下限",
    "法定上限",
    *_TIERS,
    "起",
    "止",
    "说明",
    "来源",
)
_NO_PENALTY = "不予处罚"
#: What the column 适用当事人 says, and the kind it means; empty for every kind.
_PARTY_KINDS = {
    "不分": "",
    "自然人": PartyKind.PERSON.value,
    "法人或者其他组织": PartyKind.ORGANISATION.value,
    "个体工商户": PartyKind.INDIVIDUAL_BUSINESS.value,
}


@dataclass(frozen=True, slots=True)
class TierDraft:
    """A tier as a row gives it; without amounts there is no penalty."""

    level: TierLevel
    amount_min: Decimal | None
    amount_max: Decimal | None

    @property
    def is_no_penalty(self) -> bool:
        """Tell whether the tier is that of no penalty."""
        return self.amount_min is None


@dataclass(frozen=True, slots=True)
class BenchmarkDraft:
    """A row of a list of benchmarks that can be taken."""

    code: str
    power_code: str
    party_kind: str
    instrument: str
    article: str
    violation: str
    unit: BenchmarkUnit
    statutory_min: Decimal
    statutory_max: Decimal
    since: dt.date
    until: dt.date | None
    note: str
    source: str
    tiers: tuple[TierDraft, ...]

    def says_the_same_as(self, benchmark: DiscretionBenchmark) -> bool:
        """Tell whether a version on file says the same, from whatever day on."""
        own = {(tier.level, tier.amount_min, tier.amount_max) for tier in self.tiers}
        kept = {(tier.level, tier.amount_min, tier.amount_max) for tier in benchmark.tiers.all()}
        return own == kept and all(
            getattr(self, name) == getattr(benchmark, name)
            for name in (each.name for each in fields(self))
            if name not in ("since", "tiers")
        )

    def values(self) -> dict[str, object]:
        """Return the fields of a version."""
        return {
            each.name: getattr(self, each.name) for each in fields(self) if each.name != "tiers"
        }


def read_benchmark(
    row: SheetRow, versions: Mapping[str, Sequence[Power]]
) -> tuple[BenchmarkDraft | None, list[RowError]]:
    """Read a row: what it says, or what is wrong with it."""
    reader = RowReader(row, CODE)
    draft = BenchmarkDraft(
        code=reader.text(CODE, 32, required=True),
        power_code=reader.text("事项编码", 32),
        party_kind=reader.word("适用当事人", _PARTY_KINDS, ""),
        instrument=reader.text("法律法规", 200, required=True),
        article=reader.text("条款", 64, required=True),
        violation=reader.text("违法行为", 500, required=True),
        unit=reader.word("计量单位", words_of(BenchmarkUnit)),
        statutory_min=_bound(reader, "法定下限"),
        statutory_max=_bound(reader, "法定上限"),
        since=reader.day("起", required=True) or dt.date.min,
        until=reader.day("止"),
        note=reader.text("说明", 500),
        source=reader.text("来源", 300, required=True),
        tiers=_tiers(reader),
    )
    if not reader.errors:
        _check_tiers(reader, draft)
        _check_power(reader, draft, versions)
    return (None, reader.errors) if reader.errors else (draft, [])


def _bound(reader: RowReader, column: str) -> Decimal:
    amount = reader.amount(column)
    if amount is None and not reader.row.values.get(column, ""):
        reader.refuse(column, RowText.EMPTY)
    return amount or Decimal(0)


def _tiers(reader: RowReader) -> tuple[TierDraft, ...]:
    """Read the tiers: 不予处罚, one amount, or two with a dash between them."""
    tiers = []
    for column, level in _TIERS.items():
        value = reader.row.values.get(column, "").replace("－", "-").replace("—", "-")
        if value == _NO_PENALTY:
            tiers.append(TierDraft(level, None, None))
        elif value:
            low, _dash, high = value.partition("-")
            minimum = reader.amount_of(column, low.strip())
            maximum = reader.amount_of(column, (high or low).strip())
            if minimum is not None and maximum is not None:
                tiers.append(TierDraft(level, minimum, maximum))
    if not tiers and not reader.errors:
        reader.refuse("", RowText.NO_TIER)
    return tuple(tiers)


def _check_tiers(reader: RowReader, draft: BenchmarkDraft) -> None:
    """Refuse tiers outside the statutory range (《行政处罚法》第三十四条), or out of order."""
    low, high = draft.statutory_min, draft.statutory_max
    if low > high:
        reader.refuse("法定下限", RowText.INVERTED, minimum=plain(low), maximum=plain(high))
        return
    if draft.until is not None and draft.until < draft.since:
        reader.refuse("止", RowText.ENDS_BEFORE)
    before = Decimal(0)
    for tier in draft.tiers:
        if tier.amount_min is not None and tier.amount_max is not None:
            _check_tier(reader, draft, tier.level, (tier.amount_min, tier.amount_max))
            if tier.amount_min < before:
                name = _NAMES[tier.level]
                reader.refuse(name, RowText.NOT_ASCENDING, tier=name)
            before = tier.amount_min


def _check_tier(
    reader: RowReader,
    draft: BenchmarkDraft,
    level: TierLevel,
    amounts: tuple[Decimal, Decimal],
) -> None:
    name, (low, high) = _NAMES[level], amounts
    if low > high:
        reader.refuse(name, RowText.INVERTED, minimum=plain(low), maximum=plain(high))
    if low < draft.statutory_min:
        least = plain(draft.statutory_min)
        reader.refuse(name, RowText.BELOW_RANGE, tier=name, amount=plain(low), minimum=least)
    if high > draft.statutory_max:
        most = plain(draft.statutory_max)
        reader.refuse(name, RowText.ABOVE_RANGE, tier=name, amount=plain(high), maximum=most)


def _check_power(
    reader: RowReader, draft: BenchmarkDraft, versions: Mapping[str, Sequence[Power]]
) -> None:
    """Refuse a benchmark of a power not in the list of its day, or wider than the range there."""
    if not draft.power_code:
        return
    held = versions.get(draft.power_code, ())
    power = next((each for each in held if holds(each, draft.since)), None)
    if power is None:
        reader.refuse("事项编码", RowText.UNKNOWN_POWER, code=draft.power_code)
        return
    if draft.unit != BenchmarkUnit.YUAN or not draft.party_kind:
        return
    is_organisation = draft.party_kind == PartyKind.ORGANISATION
    low = power.fine_min_organisation if is_organisation else power.fine_min_person
    high = power.fine_max_organisation if is_organisation else power.fine_max_person
    too_low = low is not None and draft.statutory_min < low
    if high is None or too_low or draft.statutory_max > high:
        reader.refuse("法定上限", RowText.POWER_RANGE_DIFFERS, code=draft.power_code)
