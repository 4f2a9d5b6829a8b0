"""Worlds by chance: organs over years and governments with units, right and wrong, each under keys of its own."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from bulk.world import World
from govdisclosure import Report
from govdisclosure.checks._inputs import Units
from govdisclosure.checks.bulk import BULK
from govdisclosure.columns import Row
from govdisclosure.formats import Format, format_of
from govdisclosure.formats._kit import MAX_COUNT, Kind
from govdisclosure.strategies import reports, series, units_and_parent, violating

UNREAD = "3?4"
"""Printed where no number can be read."""

YEARS = 4
"""Reports by chance are of so many years, so that some follow others."""

BREAKABLE = tuple(code for code in BULK if code not in ("GD103", "GD104"))
"""The rules that `violating` breaks."""


def worlds(fmt: Format | None = None) -> st.SearchStrategy[World]:
    """Some organs, of which any cell may have been changed; of one format if one is named."""
    parts = [alone(fmt), changed(years(fmt)), changed(republished(fmt))]
    if fmt is None or fmt.headings:
        parts.append(changed(governments(fmt)))
    if fmt is None:
        parts.append(changed(followed()))
    return st.lists(st.one_of(parts), min_size=6, max_size=15).map(together)


def broken() -> st.SearchStrategy[World]:
    """Each rule broken once, as `violating` does."""
    return st.tuples(*(violating(code).filter(_told_by_a_table).map(_world_of) for code in BREAKABLE)).map(together)


def _told_by_a_table(given: Report | tuple[Report, ...] | Units) -> bool:
    """A table tells who on the roster has no report, not whose report is of nobody on it."""
    if not isinstance(given, Units) or given.roster is None:
        return True
    there = {report.organ.name for report in given.units}
    return any(entry.name not in there for entry in given.roster.entries)


def together(worlds: Iterable[World]) -> World:
    """All in one, with keys that differ."""
    rows: list[Row] = []
    due: list[tuple[str, str]] = []
    for number, world in enumerate(worlds):
        rows += [attrs.evolve(r, organ=_key(number, r.organ), parent=_key(number, r.parent)) for r in world.rows]
        due += [(f"{number} {parent}", f"{number} {organ}") for parent, organ in world.due]
    return World(rows=tuple(rows), due=tuple(due))


def _key(number: int, key: str | None) -> str | None:
    return None if key is None else f"{number} {key}"


def alone(fmt: Format | None) -> st.SearchStrategy[World]:
    """Reports without an organ, wrong and blank by chance."""
    one = reports(fmt, consistent=False, blanks=True, narrative=False).map(lambda report: Row(report=report))
    return st.lists(one, min_size=1, max_size=6).map(lambda rows: World(rows=tuple(rows)))


def years(fmt: Format | None) -> st.SearchStrategy[World]:
    """One organ's reports for some years of which some are missing, some doubled, and some not stated."""
    one = reports(fmt, blanks=True, narrative=False)
    when = st.none() | st.integers(2020, 2020 + YEARS)
    dated = st.tuples(one, when).map(lambda pair: attrs.evolve(pair[0], year=pair[1]))
    return st.lists(dated, min_size=2, max_size=6).map(_of_one_organ)


def republished(fmt: Format | None) -> st.SearchStrategy[World]:
    """The same report twice."""
    return reports(fmt, consistent=False, narrative=False).map(lambda report: _of_one_organ([report, report]))


def followed() -> st.SearchStrategy[World]:
    """One organ's reports, each of which follows from the one before."""
    return series(narrative=False).map(_of_one_organ)


def governments(fmt: Format | None) -> st.SearchStrategy[World]:
    """A government that is the sum of its units, of which one may have sent nothing, or a second report."""
    found = units_and_parent(fmt, narrative=False)
    return st.builds(_government, found, st.sampled_from(["", "", "dropped", "doubled", "own", "undated", "nameless"]))


def _of_one_organ(given: Sequence[Report]) -> World:
    return World(rows=tuple(Row(report=report, organ="organ") for report in given))


def _government(units: Units, what: str) -> World:
    parent, given = units.parent, list(units.units)
    keys: list[str | None] = [report.organ.name for report in given]
    if what == "dropped" and len(given) > 1:
        given, keys = given[1:], keys[1:]
    elif what == "doubled":
        given, keys = [*given, given[0]], [*keys, keys[0]]
    elif what == "own":
        parent = attrs.evolve(parent, scope="own")
    elif what == "undated":
        given[0] = attrs.evolve(given[0], year=None)
    elif what == "nameless":
        keys[0] = None
    rows = [Row(report=parent, organ="government")]
    rows += [Row(report=report, organ=key, parent="government") for report, key in zip(given, keys, strict=True)]
    if units.own is not None:
        rows.append(Row(report=units.own, organ="government", parent="government"))
    entries = () if units.roster is None else units.roster.entries
    return World(rows=tuple(rows), due=tuple(("government", entry.name) for entry in entries))


def _world_of(given: Report | tuple[Report, ...] | Units) -> World:
    if isinstance(given, Units):
        return _government(given, "")
    return _of_one_organ(given if isinstance(given, tuple) else [given])


@st.composite
def changed(draw: st.DrawFn, given: st.SearchStrategy[World]) -> World:
    """The same with some cells changed: wrong, as large as can be, blank, or printed but not read."""
    world = draw(given)
    rows = list(world.rows)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(rows) - 1))
        report = rows[place].report
        cell = draw(st.sampled_from(format_of(report).cells))
        value = draw(st.sampled_from([None, 0, 5, MAX_COUNT]))
        figure = Decimal(value) / 10**4 if value is not None and cell.kind is Kind.MONEY else value
        unread = value is None and draw(st.booleans())
        rows[place] = attrs.evolve(rows[place], report=with_cell(report, cell.path, figure, unread=unread))
    return attrs.evolve(world, rows=tuple(rows))


def with_cell(report: Report, path: str, value: int | Decimal | None, *, unread: bool = False) -> Report:
    """A report with one figure changed; nothing if the table of the cell is not there."""
    made: Report = _with(report, path.split("."), value)
    return attrs.evolve(made, printed={**made.printed, path: UNREAD}) if unread else made


def _with(part: Any, steps: Sequence[str], value: object) -> Any:
    if not steps or part is None:
        return part if part is None and steps else value
    return attrs.evolve(part, **{steps[0]: _with(getattr(part, steps[0]), steps[1:], value)})
