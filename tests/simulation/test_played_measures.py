"""The played year seizes things in a few ordinary cases, and gives all of them back."""

import pytest

from fazhi.law.examiner import Severity, examine_file
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure
from fazhi.proceedings.compulsory_measures.queries import acts_in_case
from fazhi.simulation.playing import play
from tests.simulation.test_playing import scenario


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.django_db
def test_each_seizure_is_approved_taken_lifted_and_returned_as_the_law_wants() -> None:
    play(scenario(ordinary_cases=5, fines=3000))

    measures = CompulsoryMeasure.objects.order_by("taken_at")
    assert [(each.is_urgent, each.status) for each in measures] == [
        (False, "ended"), (False, "ended"), (True, "ended"),
    ]  # fmt: skip
    assert [faults(each.case_dossier.case) for each in measures] == [[], [], []]


def faults(case: Case) -> list[str]:
    """Return what the examiner would have refused on the file of a case with its measures."""
    rows = CaseFileRows.of(case)
    facts = rows.facts(max(act.at for act in rows.acts).date())
    examination = examine_file(load_law(), facts, (*rows.acts, *acts_in_case(case.pk)))
    return [each.rule for each in examination.findings if each.severity is Severity.REFUSE]
