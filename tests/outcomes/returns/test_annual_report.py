"""The annual report: people write words, the records write the figures."""

import pytest

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError
from fazhi.kernel.identifiers import new_id
from fazhi.outcomes.returns.actions import draft_annual_report, edit_section, lock_annual_report
from fazhi.outcomes.returns.errors import (
    ReportLockedError,
    SectionChangedError,
    TypedFigureError,
    UnknownFigureError,
)
from fazhi.outcomes.returns.models import AnnualReport
from fazhi.outcomes.returns.narrative import refuse_typed_figures
from fazhi.outcomes.returns.queries import report_as_html, report_of
from fazhi.proceedings.cases.actions import decide_on_the_spot
from tests.factories.cases import NOW, make_decision, make_town
from tests.factories.seats import AUTHORITY, FOR_GOOD

CLERK = Seat(AUTHORITY, new_id(), "内勤", frozenset({Role.CLERK}), FOR_GOOD)
HEAD = Seat(AUTHORITY, new_id(), "负责人", frozenset({Role.HEAD}), FOR_GOOD)
TYPED = ["办案37起", "共 1,000 起", "认领率100%", "百分之百", "三十名队员", "４万余件"]
WORDS = ["二〇二三年", "2023年", "一支队伍", "《行政处罚法》第五十二条", "{{figure:persuasions}}"]


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_figure_is_refused(text: str) -> None:
    with pytest.raises(TypedFigureError):
        refuse_typed_figures(text)


@pytest.mark.parametrize("text", WORDS)
def test_words_years_and_articles_pass(text: str) -> None:
    refuse_typed_figures(text)


def test_a_figure_that_is_not_defined_is_refused() -> None:
    with pytest.raises(UnknownFigureError):
        refuse_typed_figures("{{figure:no.such}}")


@pytest.mark.django_db
def test_the_report_shows_live_figures_that_link_to_their_records() -> None:
    town = make_town()
    with clock.standing_at(NOW):
        decide_on_the_spot(town.officer, [make_decision(town)])

    page = report_as_html(CLERK, 2026).decode()

    assert "/indicators/cases.on_the_spot/?year=2026" in page
    assert ">1起</a>" in page


@pytest.mark.django_db
def test_two_people_who_edit_one_section_do_not_overwrite_each_other() -> None:
    make_town()
    report = draft_annual_report(CLERK, 2026)
    section = report.sections.exclude(text="").first()
    assert section is not None
    edit_section(CLERK, section.id, version=1, text="先改的。")

    with pytest.raises(SectionChangedError):
        edit_section(HEAD, section.id, version=1, text="后改的。")

    section.refresh_from_db()
    assert section.text == "先改的。"
    assert section.versions.count() == 1


@pytest.mark.django_db
def test_a_locked_report_keeps_its_figures_and_is_not_edited() -> None:
    make_town()
    report = draft_annual_report(CLERK, 2026)
    section = report.sections.first()
    assert section is not None
    lock_annual_report(HEAD, 2026)

    with pytest.raises(ReportLockedError):
        edit_section(CLERK, section.id, version=1, text="再改。")

    assert AnnualReport.objects.get().locked_figures["powers.claimed"]["value"] == "1"


@pytest.mark.django_db
def test_only_the_head_locks() -> None:
    make_town()
    draft_annual_report(CLERK, 2026)

    with pytest.raises(ForbiddenError):
        lock_annual_report(CLERK, 2026)


@pytest.mark.django_db
def test_drafting_twice_gives_the_same_draft() -> None:
    make_town()

    assert draft_annual_report(CLERK, 2026) == draft_annual_report(HEAD, 2026)
    assert len(report_of(CLERK, 2026).sections) > 5
