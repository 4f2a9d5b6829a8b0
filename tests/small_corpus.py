"""Small corpora written by hand: a report is a name, a year and the figures that matter."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import polars as pl

from govdisclosure import FORMATS, Report, from_dict
from govdisclosure.columns import Row, row_of, to_table
from govdisclosure.formats import format_for
from govdisclosure.formats._kit import nested

Figures = Mapping[str, int | None]

CITY, COUNTY, BUREAU = "青禾市人民政府", "云溪县人民政府", "云溪县教育局"
TOTAL = "requests.results.total.total"
NOTHING: Figures = MappingProxyType({})
YEAR = FORMATS["2021"].first_year + 2


def report(name: str | None, year: int | None = YEAR, /, figures: Figures = NOTHING, **head: object) -> Report:
    """A report whose tables are all zeros but for some figures; `head` is its scope, and its organ's level and code."""
    fmt = format_for(YEAR if year is None else year)
    cells = {cell.path: 0 for cell in fmt.cells if cell.kind.value == "count"}
    organ = {"name": name, "level": head.get("level"), "division_code": head.get("code")}
    plain = {"format": fmt.name, "year": year, "organ": organ, "scope": head.get("scope"), "title": head.get("title")}
    return from_dict({**plain, **nested({**cells, **figures})}, draft=True)


def row(
    name: str | None, year: int | None = YEAR, /, figures: Figures = NOTHING, parent: str | None = None, **head: object
) -> Row:
    """The same with the organ in whose consolidated report it is counted."""
    return row_of(report(name, year, figures, **head), parent=parent)


def answered(count: int | None, disclosed: int | None = 0) -> Figures:
    """Figures of requests answered, some of them by disclosure."""
    return {TOTAL: count, "requests.results.disclosed.total": disclosed}


def table_of(rows: Iterable[Row | Report]) -> pl.DataFrame:
    """The rows as they stand in a file."""
    frame = pl.from_arrow(to_table(rows))
    assert isinstance(frame, pl.DataFrame)
    return frame
