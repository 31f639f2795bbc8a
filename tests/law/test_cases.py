"""Every case in tests/law/cases/*.yaml comes out as its author says."""

import pytest

from tests.law.cases_of_law import Case, all_cases, outcome_of


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_the_case_comes_out_as_its_author_says(case: Case) -> None:
    outcome = outcome_of(case)

    assert outcome == case.then
