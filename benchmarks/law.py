"""How long a question to the law takes."""

import datetime as dt

from benchmarks.registry import Work, measurement
from fazhi.law.jurisdiction import load_law


@measurement("law: a deadline from each day of a year", whole=365)
def compute_deadlines(size: int) -> Work:
    """Compute a deadline from each of so many days."""
    rule = load_law().deadline("PAY")
    first = dt.date(2023, 1, 1)
    days = [first + dt.timedelta(days=number) for number in range(size)]
    return lambda: [rule.from_(day) for day in days]
