"""Reads of returns: the report as it stands, as a page and as a PDF."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from fazhi.capabilities.documents.choices import PaperForm, Template
from fazhi.capabilities.documents.formats import format_on
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.rendering import in_words, typeset
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import Figure, figures
from fazhi.outcomes.returns.models import AnnualReport, ReportSection
from fazhi.outcomes.returns.narrative import FigurePlace, outline, parts_of
from fazhi.registers.staff.queries import authority_of

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A stretch of a section: words, or a figure with the address of its records."""

    text: str
    figure: Figure | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its number, ready to be read."""

    heading: str
    level: int
    parts: tuple[ShownPart, ...]
    id: UUID | None = None
    source: str = ""
    version: int = 0

    @property
    def text(self) -> str:
        """Return the section as plain text."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report ready to be read; `report` is None while nobody has drafted it."""

    title: str
    year: int
    authority: str
    sections: tuple[ShownSection, ...]
    report: AnnualReport | None = None


def report_of(seat: Seat, year: int) -> ShownReport:
    """Return the report of a year: what people wrote, or the outline, around the live figures."""
    report = AnnualReport.objects.filter(authority=seat.authority, year=year).first()
    sections = list(report.sections.all()) if report else _from_outline()
    counted = {each.definition.id: each for each in figures(seat, Period.of_year(year))}
    authority = authority_of(seat.authority)
    return ShownReport(
        title=outline()["title"].format(authority=authority.name, year=year),
        year=year,
        authority=authority.name,
        sections=tuple(_shown(sections, counted)),
        report=report,
    )


def report_as_html(seat: Seat, year: int) -> bytes:
    """Return the report as one page that stands alone; its figures link to their records."""
    context = {"report": report_of(seat, year), "made_on": in_words(clock.today())}
    return render_to_string("returns/annual_report.html", context).encode()


def report_as_pdf(seat: Seat, year: int) -> bytes:
    """Return the report as a PDF; the same content gives the same bytes on the same day."""
    shown = report_of(seat, year)
    blocks = []
    for section in shown.sections:
        kind = "heading" if section.level == 1 else "subheading"
        blocks.append({"kind": kind, "text": section.heading})
        if section.text:
            blocks.append({"kind": "paragraph", "text": section.text})
    today = clock.today()
    content: dict[str, object] = {
        "heading": shown.title,
        "issued_by": shown.authority,
        "issued_on": in_words(today),
        "blocks": blocks,
    }
    return typeset(_draft(seat, shown, content, today), PaperForm.STANDARD).pdf


def written(figure: Figure) -> str:
    """Write a figure as a sentence needs it: 536起, 7.34%; a rate without a base is not given."""
    if figure.value is None:
        return "（无）"
    return f"{plain(figure.value)}{figure.definition.unit.zh}"


def noted(figure: Figure) -> str:
    """Write what stands behind a figure, such as who was asked about a zero."""
    return figure.note.zh if figure.note else "（无）"


def plain(number: Decimal) -> str:
    """Write a number without needless places, with commas from a thousand on."""
    whole = number == number.to_integral_value()
    return f"{number:,.0f}" if whole else f"{number:,.2f}"


def _shown(sections: Sequence[ReportSection], counted: dict[str, Figure]) -> list[ShownSection]:
    numbers = [0, 0, 0, 0]
    found = []
    for section in sections:
        level = min(section.level, 3)
        numbers[level] += 1
        numbers[level + 1 :] = [0] * (3 - level)
        found.append(
            ShownSection(
                heading=f"{_number(level, numbers[level])}{section.heading}",
                level=level,
                parts=tuple(_parts(section.text, counted)),
                id=section.pk,
                source=section.text,
                version=section.version,
            )
        )
    return found


def _parts(text: str, counted: dict[str, Figure]) -> list[ShownPart]:
    found = []
    for part in parts_of(text):
        if isinstance(part, FigurePlace):
            figure = counted[part.key]
            words = noted(figure) if part.is_note else written(figure)
            found.append(ShownPart(words, figure, figure.address))
        else:
            found.append(ShownPart(part.text))
    return found


def _number(level: int, number: int) -> str:
    numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number)
    return {1: f"{numeral}、", 2: f"（{numeral}）"}.get(level, f"{number}．")


def _from_outline() -> list[ReportSection]:
    return [
        ReportSection(
            position=position,
            level=section["level"],
            heading=section["heading"],
            text=section.get("text", ""),
        )
        for position, section in enumerate(outline()["sections"])
    ]


def _draft(seat: Seat, shown: ShownReport, content: dict[str, object], day: dt.date) -> Document:
    """Return the report as a document that is not kept: a draft has no number and no seal."""
    issued_at = clock.at_local(day)
    version = format_on(Template.ANNUAL_REPORT, day).version
    frame = {
        "title": shown.title,
        "authority": shown.authority,
        "number": "",
        "issued_on": day.isoformat(),
        "check_code": "",
        "check_address": settings.PUBLIC_URL,
    }
    return Document(
        authority=seat.authority,
        template=Template.ANNUAL_REPORT,
        version=version,
        year=shown.year,
        content=json.dumps({**content, "document": frame}, ensure_ascii=False, sort_keys=True),
        issued_at=issued_at,
    )
