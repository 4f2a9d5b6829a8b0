"""Figures for the cells of a format: sparse or dense, and adding up where that is asked for."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from govdisclosure.checks._amounts import TOO_MUCH
from govdisclosure.checks._power import power
from govdisclosure.checks.law import REGULATIONS
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Kind
from govdisclosure.formats.shared import Organ
from govdisclosure.organs import tier_of
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._sums import Figures, sums_of

LARGEST = (9, 9, 99, 99, 9_999, 40_000_000)
"""How large the figures of a report may be: most organs count in single digits, a province prints millions."""

MAX_PLACES = 4
"""Decimal places of an amount in 万元: to the yuan."""

_ROW_COUNTS = (0, 1, 1, 2, 2, 3, 3, 6)
"""How many rows of a sparse report have figures other than 0."""
_BYTE = 255
_SPARSE = 32
"""How many bytes a sparse report's figures are made of; what lies beyond makes zeros."""

_Free = tuple[tuple[str, Kind], ...]
"""The free figures of a row: path and kind."""


@st.composite
def figures(draw: st.DrawFn, fmt: Format, *, consistent: bool = True, dense: bool = False) -> Figures:
    """The figures of a format that are not 0, by path; with `consistent`, every identity holds.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.strategies import figures
    >>> from hypothesis import find
    >>> find(figures(FORMATS["2021"]), lambda found: found.get("proceedings.reconsideration.total"))
    {'proceedings.reconsideration.upheld': 1, 'proceedings.reconsideration.total': 1}
    """
    return drawn(draw, fmt, consistent=consistent, dense=dense)


def drawn(draw: st.DrawFn, fmt: Format, *, consistent: bool, dense: bool) -> Figures:
    """The same, for use within a strategy."""
    free = drawn_free(draw, fmt, consistent=consistent, dense=dense)
    return sums_of(fmt).settled(free) if consistent else free


def drawn_free(draw: st.DrawFn, fmt: Format, *, consistent: bool, dense: bool) -> Figures:
    """Figures before anything is made to follow from them."""
    rows = _rows(fmt, consistent)
    choices = Choices(draw(_bytes(2 * len(fmt.cells) if dense else _SPARSE)))
    largest = choices.among(LARGEST)
    cells = dict(_most(choices, rows) if dense else _some(choices, rows))
    return {path: _figure(draw, choices, kind, largest) for path, kind in cells.items()}


def plausible(fmt: Format, organ: Organ, values: Mapping[str, int | Decimal]) -> Iterator[tuple[str, int | Decimal]]:
    """What an organ cannot have: rules (规章) where it makes none, and more money than a county ever has."""
    makes_none, is_small = _limits(organ)
    for path in _kept_small(fmt):
        value = values.get(path)
        if value and makes_none and fmt.by_path[path].row == REGULATIONS:
            yield path, 0
        elif value and is_small and fmt.by_path[path].kind is Kind.MONEY:
            yield path, value % TOO_MUCH


@cache
def _limits(organ: Organ) -> tuple[bool, bool]:
    """Whether it makes no rules, and whether it is of a county or below."""
    return power(organ).outcome != "may", tier_of(organ).tier in ("county", "township")


@cache
def _kept_small(fmt: Format) -> tuple[str, ...]:
    return tuple(cell.path for cell in fmt.cells if cell.kind is Kind.MONEY or cell.row == REGULATIONS)


@cache
def _rows(fmt: Format, consistent: bool) -> tuple[_Free, ...]:
    """The rows of a format, with their free figures: all, where nothing need add up."""
    bound = sums_of(fmt).bound if consistent else frozenset[str]()
    rows = (row.cells for table in fmt.tables.values() for row in table.rows)
    free = (tuple((cell.path, cell.kind) for cell in row if cell.path not in bound) for row in rows)
    return tuple(row for row in free if row)


@cache
def _bytes(size: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=size, max_size=size)


def _some(choices: Choices, rows: tuple[_Free, ...]) -> Iterator[tuple[str, Kind]]:
    """Some cells of a few rows: the bits of a byte say which."""
    for _ in range(choices.among(_ROW_COUNTS)):
        row, bits = choices.among(rows), choices.number(0, _BYTE)
        yield from (cell for n, cell in enumerate(row) if bits >> (n % _BYTE.bit_length()) & 1)


def _most(choices: Choices, rows: tuple[_Free, ...]) -> Iterator[tuple[str, Kind]]:
    """All cells of nearly all rows. A row is left out by a byte that is 0, so that an example soon shrinks to few."""
    for row in [row for row in rows if choices.number(0, _BYTE)]:
        yield from row


def _figure(draw: st.DrawFn, choices: Choices, kind: Kind, largest: int) -> int | Decimal:
    if kind is Kind.MONEY:
        return Decimal(_whole(draw, choices, largest)).scaleb(-choices.number(0, MAX_PLACES))
    value = _whole(draw, choices, largest)
    return -value if kind is Kind.CHANGE and choices.among((False, True)) else value


def _whole(draw: st.DrawFn, choices: Choices, largest: int) -> int:
    """A small number is read off a byte, which is quick; a large one is drawn, which shrinks to the very bound."""
    return choices.number(0, largest) if largest <= _BYTE else draw(_integers(largest))


@cache
def _integers(largest: int) -> st.SearchStrategy[int]:
    return st.integers(0, largest)
