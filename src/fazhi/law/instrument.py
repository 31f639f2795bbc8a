"""Instruments (规范依据): the statutes, regulations, rules and notices that are cited.

`instruments.yaml` of each jurisdiction names every instrument once, under a key that carries the
edition in brackets when the text was revised. An edition is in force from `since` to `until`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fazhi.law.reading import Entry


class InstrumentKind(StrEnum):
    """What an instrument is: only some kinds may create penalties or measures."""

    STATUTE = "statute"
    REGULATION = "regulation"
    RULE = "rule"
    NORMATIVE_DOCUMENT = "normative_document"
    JUDICIAL_INTERPRETATION = "judicial_interpretation"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Instrument:
    """One edition of one instrument (法律、法规、规章……) and the days it is in force.

    `title_en` is the customary English title, under which readers of English find it; it is no
    translation of the text.
    """

    key: str
    title: str
    kind: InstrumentKind
    since: dt.date
    until: dt.date | None
    verified: str
    title_en: str = ""
    number: str = ""
    note: str = ""

    def in_force_on(self, day: dt.date) -> bool:
        """Tell whether this edition is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def read_instruments(entry: Entry) -> dict[str, Instrument]:
    """Read one `instruments.yaml`."""
    return {key: _instrument(key, content) for key, content in entry.named()}


def _instrument(key: str, entry: Entry) -> Instrument:
    instrument = Instrument(
        key=key,
        title=entry.text("title"),
        kind=InstrumentKind(entry.choice("kind", set(InstrumentKind))),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        verified=entry.verified(),
        title_en=entry.text("title_en") if entry.has("title_en") else "",
        number=entry.text("number") if entry.has("number") else "",
        note=entry.text("note") if entry.has("note") else "",
    )
    if instrument.until is not None and instrument.until < instrument.since:
        raise entry.error("until", "早于 since", "lies before since")
    entry.finish()
    return instrument
