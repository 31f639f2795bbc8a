"""Chance: a random stream for each kind of thing, and totals spread exactly over days."""

import random
from collections.abc import Sequence


def stream(seed: int, *names: object) -> random.Random:
    """Return the random stream of one kind of thing; adding a kind moves no other stream."""
    return random.Random(":".join(map(str, (seed, *names))))  # noqa: S311 -- simulation, not secrecy


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Spread a whole number over weights so that the parts add up to it (largest remainder)."""
    whole = sum(weights)
    if not weights or whole <= 0:
        if total:
            raise ValueError("nothing to spread over")
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (parts[n] - exact[n], n))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
