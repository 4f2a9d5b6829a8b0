"""The reports of one organ over the years, each consistent with the one before."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from govdisclosure.checks._amounts import SURELY_ALIKE
from govdisclosure.flows import Flow, carry_overs, stocks
from govdisclosure.formats import FORMATS, Format, Report, format_for, format_of
from govdisclosure.formats._kit import Kind
from govdisclosure.formats.shared import Organ
from govdisclosure.grid import value_at
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._figures import drawn_free
from govdisclosure.strategies._prose import Brief, Silent
from govdisclosure.strategies._reports import CHOICES, ORGANS, SPAN, Setting, assembled
from govdisclosure.strategies._sums import Figures, sums_of

_PENDING = ".pending"
_LENGTHS = (2, 3, 4)


def series(
    years: Iterable[int] | None = None, *, organ: str | None = None, narrative: bool = True, dense: bool = False
) -> st.SearchStrategy[tuple[Report, ...]]:
    """The reports of one organ for some years, in order, each in the format of its year and consistent by itself.

    Between a year and the next, what is carried in is what was carried over, stocks follow from what was issued and
    repealed, and cases that were pending have not vanished; no prose is copied. `years` are the years, by default two
    to four in a row; where they leave a gap, nothing is held together across it.

    Raises `UnknownFormat` for a year before the first format.

    >>> from hypothesis import given, settings
    >>> from govdisclosure import check_series
    >>> from govdisclosure.strategies import series
    >>> @settings(max_examples=5, database=None)
    ... @given(series(years=range(2019, 2024)))
    ... def holds(reports):
    ...     assert len(reports) == 5
    ...     assert check_series(reports).findings == ()
    >>> holds()
    """
    wanted = None if years is None else tuple(sorted(set(years)))
    for year in wanted or ():
        format_for(year)
    return _series(wanted, organ, narrative, dense)


@st.composite
def _series(
    draw: st.DrawFn, years: tuple[int, ...] | None, organ: str | None, narrative: bool, dense: bool
) -> tuple[Report, ...]:
    choices = Choices(draw(CHOICES))
    name = choices.among(ORGANS) if organ is None else organ
    if years is None:
        start = choices.among(starts())
        years = tuple(range(start, start + choices.among(_LENGTHS)))
    found: list[Report] = []
    for year in years:
        before = found[-1] if found and found[-1].year == year - 1 else None
        free = drawn_free(draw, format_for(year), consistent=True, dense=dense)
        figures = following(format_for(year), free, before)
        found.append(of_year(draw, year, Organ(name=name), figures, narrative=narrative))
    return tuple(found)


def of_year(
    draw: st.DrawFn, year: int, organ: Organ, figures: Figures, *, narrative: bool = True, with_tables: bool = False
) -> Report:
    """A report with little prose, so that it is like no other year's."""
    choices = Choices(draw(CHOICES))
    setting = Setting(fmt=format_for(year), year=year, organ=organ, narrative=narrative)
    return assembled(setting, figures, Brief(choices) if narrative else Silent(choices), with_tables=with_tables)


def following(fmt: Format, free: Figures, before: Report | None) -> Figures:
    """Figures in which the free ones are as drawn, as far as the year before (None: not known) leaves them so."""
    return followed(fmt, brought(fmt, free, before), before)


def brought(fmt: Format, free: Figures, before: Report | None) -> Figures:
    """The free figures with what the year before brings: requests carried over, cases that were pending."""
    given = {**free, **carried(fmt, before)}
    return given | {path: given.get(path, 0) + count for path, count in pending(fmt, before, given).items()}


def followed(fmt: Format, given: Figures, before: Report | None) -> Figures:
    """The figures given, and all that follow from them and from the stocks of the year before."""
    return stocked(fmt, sums_of(fmt).settled(given, keep=before is not None), before)


def carried(fmt: Format, before: Report | None) -> Figures:
    """What the year before carries over, where this one has it carried in."""
    bound = sums_of(fmt).bound
    flows = (flow for flow in carry_overs(fmt) if flow.path not in bound)
    return {flow.path: value for flow in flows if (value := _flown(flow, before)) is not None}


@cache
def pending_in(fmt: Format) -> Mapping[str, tuple[str, ...]]:
    """For each kind of case where the pending ones stand, and all parts of its total."""
    sums = (tuple(term.path for term in identity.terms) for identity in fmt.identities)
    return {path: parts for parts in sums for path in parts if path.endswith(_PENDING)}


def pending(fmt: Format, before: Report | None, given: Mapping[str, int | Decimal]) -> Figures:
    """Cases that were pending a year ago and would not be in this year's total: the first of its parts takes them."""
    found: Figures = {}
    for path, parts in pending_in(fmt).items():
        waiting, ended = _figure(before, path), sum(given.get(part, 0) for part in parts)
        if waiting is not None and waiting > ended:
            found[parts[0]] = waiting - ended
    return found


def stocked(fmt: Format, values: Figures, before: Report | None) -> Figures:
    """The same figures, with stocks that follow from the year before, and of which none falls below nothing."""
    money = {cell.path for cell in fmt.cells if cell.kind is Kind.MONEY}
    found: Figures = {path: value % SURELY_ALIKE if path in money else value for path, value in values.items()}
    for flow in stocks(fmt):
        last = _flown(flow, before)
        if last is not None:
            rest = last + sum(term.weight * found.get(term.path, 0) for term in flow.within)
            found[flow.path] = max(rest, 0)
            for term in flow.within:
                if term.weight < 0 and rest < 0:
                    found[term.path] += rest
                    rest = 0
    for flow in stocks(fmt):
        next_year = sum(found.get(path, 0) for path in flow.before)
        for path in flow.before:
            if next_year < 0 and fmt.by_path[path].kind is Kind.CHANGE:
                found[path] -= next_year
    return found


def _flown(flow: Flow, before: Report | None) -> int | None:
    """What a flow brings from the year before; None where that is not known."""
    found = [_figure(before, path) for path in flow.before]
    known = [value for value in found if value is not None]
    return sum(known) if len(known) == len(found) else None


def _figure(before: Report | None, path: str) -> int | None:
    """A whole number of the year before, if its report has it."""
    if before is None or path not in format_of(before).by_path:
        return None
    value = value_at(before, path)
    return value if isinstance(value, int) else None


@cache
def starts() -> tuple[int, ...]:
    """First years of a series: those of the newest format come first."""
    newest_first = reversed([*FORMATS.values()])
    return tuple(y for f in newest_first for y in range(f.first_year, (f.last_year or f.first_year + SPAN - 1) + 1))
