"""A government's report that is the sum of its units' reports."""

from collections.abc import Iterable

import attrs
from cn2an import an2cn  # type: ignore[import-untyped]
from hypothesis import strategies as st

from govdisclosure.checks._amounts import TOO_MUCH
from govdisclosure.checks._inputs import Units
from govdisclosure.formats import FORMATS, Format, Report, format_named
from govdisclosure.formats._kit import Kind
from govdisclosure.formats.shared import Organ
from govdisclosure.grid import value_at
from govdisclosure.levels import total
from govdisclosure.roster import Roster, RosterEntry
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._figures import drawn
from govdisclosure.strategies._prose import Plain, Silent
from govdisclosure.strategies._reports import CHOICES, Setting, assembled, some_year
from govdisclosure.strategies._sums import Figures

PARENT, OWN = "云溪县人民政府", "云溪县人民政府办公室"
_UNITS = ("云溪县档案馆", "云溪县教育局", "云溪县水利局", "云溪县石桥镇人民政府", "云溪县青禾镇人民政府")
"""A county that does not exist, its own office and its units."""

_MOST = TOO_MUCH / 1000
"""万元; a unit's amounts are below this."""


def units_and_parent(
    format: str | Format | None = None,  # noqa: A002  # the word users know
    *,
    units: int | None = None,
    year: int | None = None,
    narrative: bool = True,
    dense: bool = False,
) -> st.SearchStrategy[Units]:
    """A county's consolidated report, those of its units and at times of its own office (本级), and at times a roster.

    Each report is consistent by itself, and each figure of the county's that adds up is the sum over the others.
    `units` is how many there are, by default one to five. A format whose tables need not be printed may have none to
    add up.

    Raises `UnknownFormat` if there is none of that name.

    >>> from hypothesis import given, settings
    >>> from govdisclosure import check_roll_up
    >>> from govdisclosure.strategies import units_and_parent
    >>> @settings(max_examples=5, database=None)
    ... @given(units_and_parent("2021"))
    ... def holds(found):
    ...     result = check_roll_up(found.parent, found.units, found.own, roster=found.roster)
    ...     assert result.findings == ()
    >>> holds()
    """
    formats = tuple(f for f in FORMATS.values() if f.headings) if format is None else (format_named(format),)
    return _units_and_parent(formats, units, year, narrative, dense)


@st.composite
def _units_and_parent(
    draw: st.DrawFn, formats: tuple[Format, ...], count: int | None, year: int | None, narrative: bool, dense: bool
) -> Units:
    choices = Choices(draw(CHOICES))
    fmt = choices.among(formats)
    when = some_year(fmt, choices) if year is None else year
    names = unit_names(choices.number(1, len(_UNITS)) if count is None else count)
    has_own, has_roster = choices.among((False, True)), choices.among((False, True))
    reports = [
        one_of_them(draw, fmt, when, name, unit_figures(draw, fmt, dense=dense), narrative=narrative)
        for name in (*names, *((OWN,) if has_own else ()))
    ]
    return Units(
        parent=parent_of(draw, fmt, when, summed(fmt, reports), narrative=narrative),
        units=tuple(reports[: len(names)]),
        own=reports[-1] if has_own else None,
        roster=roster_of(names) if has_roster else None,
    )


def unit_figures(draw: st.DrawFn, fmt: Format, *, dense: bool = False) -> Figures:
    """Figures of a unit, with amounts of which many make no more than a county can have."""
    found = drawn(draw, fmt, consistent=True, dense=dense)
    amounts = (cell.path for cell in fmt.cells if cell.kind is Kind.MONEY and cell.path in found)
    return found | {path: found[path] % _MOST for path in amounts}


def one_of_them(
    draw: st.DrawFn, fmt: Format, year: int, name: str, figures: Figures, *, narrative: bool = True
) -> Report:
    """The report of a unit, or of the own office."""
    choices = Choices(draw(CHOICES))
    setting = Setting(fmt=fmt, year=year, organ=Organ(name=name), narrative=narrative)
    return assembled(setting, figures, Plain(choices) if narrative else Silent(choices))


def parent_of(draw: st.DrawFn, fmt: Format, year: int, figures: Figures, *, narrative: bool = True) -> Report:
    """The consolidated report."""
    report = one_of_them(draw, fmt, year, PARENT, figures, narrative=narrative)
    return attrs.evolve(report, scope="consolidated")


def summed(fmt: Format, reports: Iterable[Report]) -> Figures:
    """The sums over all reports; of stocks too, as if nothing were counted twice."""
    given = tuple(reports)
    sums = {cell.path: total(value_at(report, cell.path) for report in given) for cell in fmt.cells}
    return {path: value for path, value in sums.items() if value}


def roster_of(names: Iterable[str]) -> Roster:
    """A roster of these units."""
    return Roster(tuple(RosterEntry(name=name) for name in names))


def unit_names(count: int) -> tuple[str, ...]:
    """Names of so many units."""
    more = (f"云溪县第{an2cn(n)}街道办事处" for n in range(1, count - len(_UNITS) + 1))
    return (*_UNITS, *more)[:count]
