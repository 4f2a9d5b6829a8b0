"""Amounts of money that look like 元 where 万元 belong, or the reverse."""

from collections.abc import Iterator
from decimal import Decimal

from govdisclosure.checks._claims_and_cells import Match, in_ten_thousands, plain, printed, quote
from govdisclosure.checks._comparisons import comparisons
from govdisclosure.checks._inputs import Entry, Series
from govdisclosure.checks._rule import Argument, Related, Verdict, blocked, holds, undecidable, violated
from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Cell, Kind
from govdisclosure.grid import is_unread, value_at
from govdisclosure.organs import tier_of

TOO_MUCH = Decimal(1_000_000)
"""万元; no county takes in or buys for as much in a year."""
_LOW, _HIGH = Decimal(3000), Decimal(30000)
"""Between these lies the ratio of two years' amounts of which one is in 元: 10000, times what a year may bring."""
_SMALLEST = Decimal("0.1")
SURELY_ALIKE = _LOW * _SMALLEST
"""万元; of two amounts below this, neither can look like the other in 元."""
_NEIGHBOURS = 2
"""How many years before and after are looked at."""


def amounts(fmt: Format) -> tuple[Cell, ...]:
    """The cells of money in the tables that are filled in 万元."""
    return tuple(cell for cell in fmt.cells if cell.kind is Kind.MONEY)


def in_report(report: Report, fmt: Format) -> Iterator[Verdict]:
    """Each amount of one report, held against what its prose says and against what is possible."""
    compared = {comparison.path: comparison for comparison in comparisons(report, fmt)}
    for cell in amounts(fmt):
        amount = value_at(report, cell.path)
        if amount is None:
            yield (blocked if is_unread(report, cell.path) else undecidable)(cell.path)
            continue
        said = compared.get(cell.path)
        if said is not None and said.match is Match.TEN_THOUSANDFOLD:
            claim = said.claims[0]
            claimed = in_ten_thousands(claim) or Decimal(0)
            message = "cell" if Decimal(amount) > claimed else "prose"
            verdict = violated(cell.path, message, (cell.path,), claimed=printed(claim), **_said(cell, amount))
            yield verdict.quoting(*map(quote, said.claims))
        elif Decimal(amount) >= TOO_MUCH and tier_of(report.organ).tier in ("county", "township"):
            yield violated(cell.path, "too_much", (cell.path,), **_said(cell, amount))
        else:
            yield holds(cell.path)


def in_series(series: Series) -> Iterator[Verdict]:
    """Each amount, held against those of the years around it."""
    for entry in series.entries:
        for cell in amounts(entry.fmt):
            amount = value_at(entry.report, cell.path)
            around = [near for near in series.entries if 0 < abs(near.year - entry.year) <= _NEIGHBOURS]
            known = [(near, value) for near in around if (value := _amount(near, cell.path))]
            if known and amount is None:
                yield undecidable(cell.path).about(entry.subject)
            elif known and amount:
                yield _against(entry, cell, Decimal(amount), known)


def _against(entry: Entry, cell: Cell, amount: Decimal, known: list[tuple[Entry, Decimal]]) -> Verdict:
    related = tuple(Related(near.subject, cell.path) for near, _ in known)
    near, other = known[0]
    if all(_is_yuan(amount, value) for _, value in known):
        times = round(amount / other)
        said = _said(cell, amount) | {"year": str(near.year), "times": times}
        return violated(cell.path, "high", (cell.path,), **said).about(entry.subject, *related)
    if len(known) > 1 and all(_is_yuan(value, amount) for _, value in known):
        said = _said(cell, amount) | {"year": str(near.year), "other": plain(other)}
        return violated(cell.path, "low", (cell.path,), **said).about(entry.subject, *related)
    return holds(cell.path).about(entry.subject)


def _is_yuan(high: Decimal, low: Decimal) -> bool:
    return low >= _SMALLEST and _LOW <= high / low <= _HIGH


def _amount(entry: Entry, path: str) -> Decimal | None:
    if path not in entry.fmt.by_path:
        return None
    value = value_at(entry.report, path)
    return None if value is None else Decimal(value)


def _said(cell: Cell, amount: int | Decimal) -> dict[str, Argument]:
    return {"label_zh": cell.zh, "label_en": cell.en, "printed": plain(amount)}
