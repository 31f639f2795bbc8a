"""The verbs of returns: draft, edit, lock."""

from uuid import UUID

from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import figures
from fazhi.outcomes.returns.errors import ReportLockedError, SectionChangedError
from fazhi.outcomes.returns.models import AnnualReport, ReportSection, SectionVersion
from fazhi.outcomes.returns.narrative import outline, refuse_typed_figures

_WRITERS = (Role.CLERK, Role.HEAD)


@transaction.atomic
def draft_annual_report(seat: Seat, year: int) -> AnnualReport:
    """Draft the annual report of a year from the outline, or return the draft that is there."""
    seat.require(*_WRITERS)
    report, is_new = AnnualReport.objects.get_or_create(
        authority=seat.authority, year=year, defaults={"drafted_at": clock.now()}
    )
    if is_new:
        ReportSection.objects.bulk_create(
            ReportSection(
                report=report,
                position=position,
                level=section["level"],
                heading=section["heading"],
                text=section.get("text", ""),
            )
            for position, section in enumerate(outline()["sections"])
        )
        record(Act("annual_report.drafted", by=seat), {"report": str(report.id), "year": year})
    return report


@transaction.atomic
def edit_section(seat: Seat, section_id: UUID, *, version: int, text: str) -> ReportSection:
    """Edit the text of a section; figures stand in it as places, never as typed numbers.

    `version` is the one that was read: if somebody saved in the meantime, SectionChangedError.
    """
    seat.require(*_WRITERS)
    rows = ReportSection.objects.select_for_update(of=("self",)).select_related("report")
    section = rows.filter(report__authority=seat.authority, pk=section_id).first()
    if section is None:
        raise NotFoundError
    if section.report.locked_at:
        raise ReportLockedError(section.report.year)
    if section.version != version:
        raise SectionChangedError(section.heading)
    refuse_typed_figures(text)
    SectionVersion.objects.create(
        section=section,
        version=section.version,
        text=section.text,
        replaced_at=clock.now(),
        replaced_by_id=seat.person,
    )
    section.text, section.version = text.strip(), section.version + 1
    section.save(update_fields=["text", "version"])
    record(
        Act("annual_report.edited", by=seat),
        {"section": str(section.id), "version": section.version},
    )
    return section


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def lock_annual_report(seat: Seat, year: int) -> AnnualReport:
    """Lock a report (定稿): its figures stand as they are now, with what they were counted from."""
    seat.require(Role.HEAD)
    rows = AnnualReport.objects.select_for_update().filter(authority=seat.authority, year=year)
    report = rows.first()
    if report is None:
        raise NotFoundError
    if report.locked_at:
        raise ReportLockedError(year)
    report.locked_at, report.locked_by_id = clock.now(), seat.account_id
    report.locked_figures = {
        each.definition.id: {
            "value": None if each.value is None else str(each.value),
            "numerator": str(each.numerator),
            "base": None if each.base is None else str(each.base),
        }
        for each in figures(seat, Period.of_year(year))
    }
    report.save(update_fields=["locked_at", "locked_by_id", "locked_figures"])
    record(
        Act("annual_report.locked", by=seat),
        {"report": str(report.id), "figures": report.locked_figures},
    )
    return report
