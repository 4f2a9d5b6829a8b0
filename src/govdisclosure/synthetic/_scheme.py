"""What the figures of a format have to do with each other, as an organ's figures are invented with it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

import attrs

from govdisclosure.flows import Flow, carry_overs, stocks
from govdisclosure.formats import Format
from govdisclosure.formats._kit import Identity, Row

Value = int | Decimal
Figures = dict[str, Value]
"""Figures by path; those that are not named are 0."""

RECEIVED, CARRIED_IN, CARRIED_OUT = "requests.received", "requests.carried_in", "requests.carried_out"
ALL_RESULTS = "requests.results.total"
PENDING = "pending"


@attrs.frozen(eq=False)
class Scheme:
    """One format.

    `above` gives for each path the totals that it counts in, itself first. `columns` are those of the applicants,
    `outcomes` the rows of results, `cases` the rows of table 4, each with what may become of a case; `others` are the
    rows of table 2.
    """

    fmt: Format
    above: Mapping[str, tuple[str, ...]]
    columns: tuple[str, ...]
    outcomes: tuple[str, ...]
    cases: Mapping[str, tuple[str, ...]]
    others: tuple[Row, ...]

    def add(self, figures: Figures, path: str, value: Value) -> None:
        """Add to a figure and to every total it counts in."""
        if value:
            for each in self.above.get(path, (path,)):
                figures[each] = figures.get(each, 0) + value


@cache
def scheme_of(fmt: Format) -> Scheme | None:
    """None for a format without the standard tables."""
    if ALL_RESULTS not in {cell.row for cell in fmt.cells}:
        return None
    sums = {i.path: i for i in reversed(fmt.identities) if all(term.weight > 0 for term in i.terms)}
    by_row = {path.rpartition(".")[0]: i for path, i in sums.items()}
    columns = _last_steps(sums[f"{RECEIVED}.total"])
    outcomes = sums[f"{ALL_RESULTS}.{columns[0]}"]
    return Scheme(
        fmt=fmt,
        above={cell.path: tuple(_above(cell.path, sums)) for cell in fmt.cells},
        columns=columns,
        outcomes=tuple(term.path.rpartition(".")[0] for term in outcomes.terms),
        cases={row.path: _last_steps(by_row[row.path]) for row in fmt.tables["proceedings"].rows},
        others=fmt.tables["proactive"].rows,
    )


def _last_steps(identity: Identity) -> tuple[str, ...]:
    return tuple(term.path.rpartition(".")[2] for term in identity.terms)


def _above(path: str, sums: Mapping[str, Identity]) -> Iterator[str]:
    """A path and the totals above it, each once, though it may be reached by its row and by its column."""
    seen, new = {path: None}, [path]
    while new:
        new = [total for each in new for total in _totals_with(each, sums)]
        seen.update(dict.fromkeys(new))
    return iter(seen)


def _totals_with(path: str, sums: Mapping[str, Identity]) -> Iterable[str]:
    return [total for total, identity in sums.items() if any(term.path == path for term in identity.terms)]


@attrs.frozen
class Following:
    """What the figures of a year say of the next, where both formats have them."""

    carried: tuple[Flow, ...]
    stocks: Mapping[str, Flow]


@cache
def following(earlier: Format | None, later: Format) -> Following:
    """What there is to keep from one year to the next. Nothing if there is no year before."""
    if earlier is None:
        return Following((), {})
    carried = tuple(flow for flow in carry_overs(later) if compared(flow, earlier))
    return Following(carried, {flow.path: flow for flow in stocks(later) if compared(flow, earlier)})


def compared(flow: Flow, earlier: Format) -> bool:
    """Whether the format of the year before has what a figure is held against."""
    return all(path in earlier.by_path for path in flow.before)


def last_step(path: str) -> str:
    """The last name in the path of a cell or a row."""
    return path.rpartition(".")[2]
