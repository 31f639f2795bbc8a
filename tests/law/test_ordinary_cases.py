"""The examiner finds in each case of tests/law/ordinary_cases.yaml exactly what its author says.

The gates that it asks are those of the actions, so each case is a case of both.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from fazhi.law.examiner import Severity, examine
from fazhi.law.jurisdiction import load_law
from fazhi.law.timeline import read_timeline
from tests.law.ordinary_files import CASES, told


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_case_has_the_findings_of_its_author(case: Mapping[str, Any]) -> None:
    examination = examine(load_law(), read_timeline(told(case)))

    found = {
        severity: sorted({each.rule for each in examination.findings if each.severity is severity})
        for severity in (Severity.REFUSE, Severity.WARN)
    }
    assert found == {
        Severity.REFUSE: sorted(case["refuse"]),
        Severity.WARN: sorted(case["warn"]),
    }
