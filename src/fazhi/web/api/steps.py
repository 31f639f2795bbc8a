"""What the APIs of files that go step by step share: one or many, and what a step says."""

from typing import Any, TypeVar

from fazhi.kernel.errors import InputError
from fazhi.law.errors import UnknownLawError
from fazhi.law.particulars import ParticularError, read_back

#: How many are taken in one request.
BATCH = 200

#: The body of one of them.
One = TypeVar("One")


def listed(payload: One | list[One]) -> list[One]:
    """Return the bodies of a request that may send one or a list; InputError for too many."""
    bodies = payload if isinstance(payload, list) else [payload]
    if not 0 < len(bodies) <= BATCH:
        raise InputError({"": f"一次提交 1 到 {BATCH} 件。"})
    return bodies


def read_says(says: dict[str, Any]) -> dict[str, object]:
    """Return particulars as the gates read them; InputError names the one that cannot be read."""
    found: dict[str, object] = {}
    for key, value in says.items():
        try:
            found |= read_back({key: value})
        except (ParticularError, UnknownLawError, ValueError) as error:
            raise InputError({f"says.{key}": str(error)}) from error
    return found
