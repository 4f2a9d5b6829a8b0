"""The figures an organ reports year after year: invented, and right."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

import attrs

from govdisclosure.formats import Format
from govdisclosure.formats._kit import Cell, Kind, Row
from govdisclosure.synthetic import _sizes as sizes
from govdisclosure.synthetic._draws import poisson, sorted_into
from govdisclosure.synthetic._scheme import (
    CARRIED_IN,
    CARRIED_OUT,
    PENDING,
    RECEIVED,
    Figures,
    Following,
    Scheme,
    Value,
    following,
    last_step,
    scheme_of,
)
from govdisclosure.synthetic._tree import Body

_STOCKS = frozenset({"in_force", "total_disclosed", "items_last_year"})
"""Figures of what there is. `flows` says which of them follow from the year before."""
_ADDED = ("issued", "newly_disclosed")
"""What was added in the year to what there is."""


def history(body: Body, formats: Sequence[Format], seed: int) -> list[Figures]:
    """What an organ that is no government reports, year by year; `formats` are those of the years.

    Every sum holds, and what one year says of the next.
    """
    size = sizes.SIZES[body.kind, body.tier]
    rng = Random(f"{seed} {body.number}")
    if rng.random() < size.idle:
        return [{} for _ in formats]
    organ = _Organ(rng, rng.lognormvariate(size.mean, size.spread), body.kind == "ministry")
    return list(organ.years(formats))


@attrs.frozen(eq=False)
class _Organ:
    """What stays the same over the years: how many requests there are to be expected, and how much else to do.

    `rates` are those of the rows of table 2, the same in every format.
    """

    rng: Random
    requests: float
    is_ministry: bool
    rates: dict[str, float] = attrs.field(factory=dict)

    def years(self, formats: Sequence[Format]) -> Iterator[Figures]:
        """The figures of each year."""
        earlier, before = None, Figures()
        for fmt in formats:
            scheme = scheme_of(fmt)
            found = Figures() if scheme is None else _Year(self, scheme, following(earlier, fmt), before).figures()
            yield found
            earlier, before = fmt, found

    def rate(self, row: str) -> float:
        """How much there is of a row of table 2 in a year; 0 where the organ has no part in it."""
        if row not in self.rates:
            active = self.rng.random() >= sizes.SELDOM and (self.is_ministry or row != sizes.ONLY_MINISTRIES)
            size = math.sqrt(self.requests) * self.rng.lognormvariate(0, 1)
            self.rates[row] = sizes.SCALES.get(row, sizes.USUAL_SCALE) * size if active else 0.0
        return self.rates[row]

    def count(self, rate: float) -> int:
        """How many there are in one year."""
        return poisson(self.rng, self.amount(rate))

    def amount(self, rate: float) -> float:
        """How much there is in one year, since years differ."""
        return rate * self.rng.lognormvariate(0, sizes.UNSTEADY)


@attrs.frozen(eq=False)
class _Year:
    """A year of an organ: what is kept from the year `before`, and what was found so far."""

    organ: _Organ
    scheme: Scheme
    kept: Following
    before: Figures
    found: Figures = attrs.field(factory=dict)

    def figures(self) -> Figures:
        """All that is not 0."""
        answered = 0
        for column, count in self._open().items():
            answered += self._answered(column, count)
        for row in self.scheme.cases:
            self._decide(row, answered)
        for line in self.scheme.others:
            self._do(line)
        return self.found

    # --- table 3 ---

    def _open(self) -> dict[str, int]:
        """The requests to be dealt with, by column: those carried in and those received."""
        columns, shares = self.scheme.columns, sizes.column_shares(self.scheme)
        found = self._carried_in()
        for column, count in found.items():
            self._add(f"{CARRIED_IN}.{column}", count)
        received = self.organ.count(self.organ.requests)
        for place, count in sorted_into(self.organ.rng, received, shares):
            self._add(f"{RECEIVED}.{columns[place]}", count)
            found[columns[place]] += count
        return found

    def _carried_in(self) -> dict[str, int]:
        """By the year before, or if there is none, as many as such an organ leaves."""
        columns = self.scheme.columns
        if self.kept.carried:
            left = {flow.path: int(self.before.get(flow.before[0], 0)) for flow in self.kept.carried}
            return {column: left.get(f"{CARRIED_IN}.{column}", 0) for column in columns}
        found = dict.fromkeys(columns, 0)
        count = poisson(self.organ.rng, self.organ.requests * sizes.LEFT)
        for place, share in sorted_into(self.organ.rng, count, sizes.column_shares(self.scheme)):
            found[columns[place]] += share
        return found

    def _answered(self, column: str, count: int) -> int:
        """How many of a column's requests were answered; the others are carried over."""
        if not count:
            return 0
        rng = self.organ.rng
        left = min(poisson(rng, count * sizes.LEFT), count)
        self._add(f"{CARRIED_OUT}.{column}", left)
        for place, share in sorted_into(rng, count - left, sizes.outcome_shares(self.scheme)):
            self._add(f"{self.scheme.outcomes[place]}.{column}", share)
        return count - left

    # --- table 4 ---

    def _decide(self, row: str, answered: int) -> None:
        """The cases of a kind: those that were pending, and new ones, the more the more requests were answered."""
        rng, fates = self.organ.rng, self.scheme.cases[row]
        new = poisson(rng, answered * sizes.CASES.get(last_step(row), sizes.USUAL_CASES))
        cases = int(self.before.get(f"{row}.{PENDING}", 0)) + new
        for place, count in sorted_into(rng, cases, sizes.fate_shares(self.scheme, row)):
            self._add(f"{row}.{fates[place]}", count)

    # --- table 2 ---

    def _do(self, row: Row) -> None:
        """A row: in printed order, what a figure follows from comes before it."""
        rate = self.organ.rate(last_step(row.path))
        if not rate:
            return
        for cell in row.cells:
            is_stock = last_step(cell.path) in _STOCKS
            self._add(cell.path, self._stock(cell, row, rate) if is_stock else self._flow(cell, row, rate))

    def _stock(self, cell: Cell, row: Row, rate: float) -> Value:
        """What there is: by the year before, or if there is none, as much as such an organ has."""
        flow = self.kept.stocks.get(cell.path)
        if flow is None:
            added = sum(self.found.get(f"{row.path}.{name}", 0) for name in _ADDED)
            return poisson(self.organ.rng, sizes.MATTERS * math.log10(1 + 9 * rate)) + added
        known = sum(self.before.get(path, 0) for path in flow.before)
        return known + sum(term.weight * self.found.get(term.path, 0) for term in flow.within)

    def _flow(self, cell: Cell, row: Row, rate: float) -> Value:
        """What was done in the year. No more is taken away than there was."""
        name, rng = last_step(cell.path), self.organ.rng
        if cell.kind is Kind.MONEY:
            places = rng.choice(sizes.PLACES)
            return Decimal(round(min(self.organ.amount(rate), sizes.DEAREST) * 10**places)).scaleb(-places)
        if cell.kind is Kind.CHANGE:
            return max(rng.randint(*sizes.CHANGES), -int(self.found.get(f"{row.path}.items_last_year", 0)))
        if name == "repealed":
            there = int(self.before.get(f"{row.path}.in_force", 0))
            return min(poisson(rng, there * sizes.REPEALED), there)
        if name == "newly_disclosed":
            return self.found.get(f"{row.path}.made", 0)
        is_bought = any(other.kind is Kind.MONEY for other in row.cells)
        return self.organ.count(rate / sizes.PRICE if is_bought else rate)

    def _add(self, path: str, value: Value) -> None:
        self.scheme.add(self.found, path, value)
