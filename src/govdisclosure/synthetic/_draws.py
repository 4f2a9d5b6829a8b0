"""Numbers at random, in the standard library's generator."""

import math
from collections.abc import Iterator, Sequence
from random import Random

_SMALL = 30
"""Up to this mean, events are drawn one by one; above, from the normal distribution that theirs comes close to."""
_FEW = 40
"""So many things are sorted one by one; of more, each kind gets its share, and chance the rest."""


def poisson(rng: Random, mean: float) -> int:
    """How many of a kind there are in a year, where `mean` are to be expected."""
    if mean <= 0:
        return 0
    if mean > _SMALL:
        return max(round(rng.gauss(mean, math.sqrt(mean))), 0)
    count, left = 0, rng.random()
    floor = math.exp(-mean)
    while left > floor:
        left *= rng.random()
        count += 1
    return count


def sorted_into(rng: Random, count: int, upto: Sequence[float]) -> Iterator[tuple[int, int]]:
    """How many of `count` things are of each kind: the place of the kind, and how many, in no order.

    `upto` are the shares of the kinds, each with those before it; the last is the whole.
    """
    whole, kinds = upto[-1], range(len(upto))
    if count > _FEW:
        left, before = count, 0.0
        for kind in kinds:
            share = int(count * (upto[kind] - before) / whole)
            before = upto[kind]
            left -= share
            if share:
                yield kind, share
        count = left
    if count == 1:
        yield rng.choices(kinds, cum_weights=upto)[0], 1
    elif count:
        for kind in rng.choices(kinds, cum_weights=upto, k=count):
            yield kind, 1
