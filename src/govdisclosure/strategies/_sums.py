"""Which figures are free, and what all others must then be."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

import attrs

from govdisclosure.formats import Format
from govdisclosure.formats._kit import Identity

Figures = dict[str, int | Decimal]
"""Figures by path; those that are not named are 0."""


@attrs.frozen
class _Balance:
    """In one column: what came in equals what was done (`total`) and what is left (`out`).

    `bound` is the row on the left that takes what the `others` there leave.
    """

    total: str
    bound: str
    others: tuple[str, ...]
    out: tuple[str, ...]


class Sums:
    """The identities of a format, solved: the free figures may be anything, the bound ones follow from them.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.strategies._sums import Sums
    >>> sums = Sums(FORMATS["2021"].identities)
    >>> found = sums.settled({"requests.results.disclosed.business": 2})
    >>> sorted(path.removeprefix("requests.") for path in found if path.endswith(".business"))
    ['received.business', 'results.disclosed.business', 'results.total.business']
    >>> set(found.values())
    {2}
    """

    def __init__(self, identities: Iterable[Identity]) -> None:
        given = tuple(identities)
        sums = {i.path: i for i in reversed(given) if all(term.weight > 0 for term in i.terms)}
        balances = (i for i in given if any(term.weight < 0 for term in i.terms))
        self._balances = tuple(_balance(i) for i in balances if _first(i) not in sums)
        self._part_of: dict[str, list[str]] = {}
        for total, identity in sums.items():
            for term in identity.terms:
                self._part_of.setdefault(term.path, []).append(total)
        self._totals = {path: tuple(self._above(path)) for path in self._part_of}
        self._held = frozenset(path for balance in self._balances for path in balance.others)
        self.bound = frozenset((*sums, *(balance.bound for balance in self._balances)))
        """The paths whose figures follow from others."""

    def settled(self, free: Mapping[str, int | Decimal], *, keep: bool = False) -> Figures:
        """The figures given, without those that are 0, and all that follow from them.

        What is left of last year (二) cannot be more than was done and is left; it is lowered to that, or with `keep`
        stays, and the rest is left once more (四). Figures given for bound paths do not count.
        """
        values: Figures = {}
        for path, value in free.items():
            if value and path not in self.bound and path not in self._held:
                self._add(values, path, value)
        for balance in self._balances:
            rest = values.get(balance.total, 0) + sum(values.get(path, 0) for path in balance.out)
            for path in balance.others:
                wanted = free.get(path, 0)
                if keep and wanted > rest:
                    self._add(values, balance.out[0], wanted - rest)
                    rest = wanted
                self._add(values, path, min(wanted, rest))
                rest -= min(wanted, rest)
            self._add(values, balance.bound, rest)
        return values

    def _add(self, values: Figures, path: str, value: int | Decimal) -> None:
        """Add to a figure, and to each total it is a part of."""
        if value:
            for each in self._totals.get(path, (path,)):
                values[each] = values.get(each, 0) + value

    def _above(self, path: str) -> Iterator[str]:
        """A path and the totals above it, each once, though it may be reached by its row and by its column."""
        seen, new = {path: None}, [path]
        while new:
            new = [total for each in new for total in self._part_of.get(each, ())]
            seen.update(dict.fromkeys(new))
        return iter(seen)


@cache
def sums_of(fmt: Format) -> Sums:
    """All identities of a format."""
    return Sums(fmt.identities)


def settled(values: Mapping[str, int | Decimal], identities: Iterable[Identity]) -> Figures:
    """The values with every printed total replaced by the sum it should be.

    A balance (一 + 二 = 三（七） + 四) is met by the first row on its left, and if that would be less than nothing, by
    the others there.
    """
    zeros = {path: value * 0 for path, value in values.items()}
    return {**zeros, **Sums(identities).settled(values)}


def _first(balance: Identity) -> str:
    return next(term.path for term in balance.terms if term.weight > 0)


def _balance(identity: Identity) -> _Balance:
    bound, *others = (term.path for term in identity.terms if term.weight > 0)
    return _Balance(identity.path, bound, tuple(others), tuple(t.path for t in identity.terms if t.weight < 0))
