"""The figures of many reports as one long table over all years, for research and for charts.

Only figures that mean the same in every year are in it: a path keeps its meaning across formats, and what a later
format no longer asks, or asks otherwise, would break off in the middle of a series.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from govdisclosure.formats import FORMATS, Format, Report, format_of
from govdisclosure.formats._kit import Cell
from govdisclosure.grid import Figure, bare, value_at
from govdisclosure.upgrade import common, divided, sum_at
from govdisclosure.writers.csv import spreadsheet

COLUMNS = (
    "organ", "year", "format", "path", "label_zh", "label_en", "unit", "value", "printed", "derived", "source",
)  # fmt: skip
"""The header of the CSV file: the fields of `SeriesRow`."""

Parts = tuple[str, ...]


@attrs.frozen(kw_only=True)
class SeriesRow:
    """One figure of one report. `unit` is as printed (件, 项, 万元 ...); `value` None is blank.

    `printed` is the raw text of a cell whose print is not just its number. A `derived` figure is not printed in this
    report: it is the sum of the rows into which the report's format divides it, and None if one of them is blank; its
    labels are those of the format that prints it. `source` counts the reports from 0, as they were given.
    """

    organ: str | None
    year: int | None
    format: str
    path: str
    label_zh: str
    label_en: str
    unit: str
    value: Figure
    printed: str | None
    derived: bool
    source: int


def series_table(reports: Sequence[Report]) -> tuple[SeriesRow, ...]:
    """Every figure that keeps its meaning over all the formats among the reports: figure by figure, year by year.

    A figure is in the table if each of these formats that has its table has its path, in the same unit, or divides it
    into rows whose sum it is: three rows of 2021 make 其他处理 of 2019. So reports of one format give all its figures,
    those of 2019 and 2021 together what both ask. A report that does not print a table at all, as most of 2008 to 2018,
    has no rows of it. The figures stand in printed order, the years in theirs, reports of one year as they were given.

    >>> from govdisclosure import Organ, Report2019, Report2021
    >>> from govdisclosure.series_table import series_table
    >>> reports = [kind(year=year, organ=Organ()) for kind, year in ((Report2021, 2021), (Report2019, 2020))]
    >>> rows = series_table(reports)
    >>> len(rows), [(row.path, row.year, row.source) for row in rows[:2]]
    (358, [('proactive.licensing.decisions', 2020, 1), ('proactive.licensing.decisions', 2021, 0)])
    >>> sorted({row.path for row in rows if row.derived})[-1]
    'requests.results.other_undivided.total'
    """
    given = [(source, report, format_of(report)) for source, report in enumerate(reports)]
    given.sort(key=lambda one: (one[1].year is None, one[1].year or 0))
    formats = tuple(fmt for fmt in FORMATS.values() if any(fmt is own for _, _, own in given))
    return tuple(
        _row(source, report, ways[fmt.name])
        for ways in _lasting(formats)
        for source, report, fmt in given
        if fmt.name in ways and getattr(report, ways[fmt.name][0].table) is not None
    )


def series_csv(rows: Sequence[SeriesRow], sources: Sequence[str] = ()) -> bytes:
    """The table as CSV (RFC 4180, UTF-8 with a byte order mark), with `COLUMNS` as its header.

    A blank is an empty cell, never 0; `derived` is true or false; `source` is what `sources` calls the report, if it is
    given. A text that a spreadsheet would run as a formula has ``'`` in front of it.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.series_table import series_csv, series_table
    >>> rows = series_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))])
    >>> series_csv(rows[:1], ["2023.json"]).decode("utf-8-sig").splitlines()[1]
    '云溪县档案馆,2023,2021,proactive.regulations.issued,规章|本年制发件数,Rules|Issued this year,件,,,false,2023.json'
    """
    return spreadsheet(COLUMNS, (_texts(row, sources) for row in rows))


def _lasting(formats: Sequence[Format]) -> Iterator[Mapping[str, tuple[Cell, Parts]]]:
    """Each figure that lasts, in printed order: by format, its cell and, where it is a sum, the parts of it.

    Formats without the figure's table are not in it.
    """
    pairs = [(one, other) for one in formats for other in formats]
    shared = {(one.name, other.name): {*common(one, other)} for one, other in pairs}
    sums = {(one.name, other.name): divided(one, other) for one, other in pairs}
    homes: dict[str, Format] = {}  # the first format that has each figure
    for fmt in formats:
        for path in fmt.by_path:
            homes.setdefault(path, fmt)
    for path, home in homes.items():
        cell = home.by_path[path]
        concerned = [fmt for fmt in formats if cell.table in fmt.tables]
        ways: dict[str, tuple[Cell, Parts]] = {}
        for fmt in concerned:
            pair = home.name, fmt.name
            if path in shared[pair]:
                ways[fmt.name] = (fmt.by_path[path], ())
            elif path in sums[pair]:
                ways[fmt.name] = (cell, sums[pair][path])
        if len(ways) == len(concerned):
            yield ways


def _row(source: int, report: Report, way: tuple[Cell, Parts]) -> SeriesRow:
    cell, parts = way
    return SeriesRow(
        organ=report.organ.name,
        year=report.year,
        format=report.format,
        path=cell.path,
        label_zh=cell.zh,
        label_en=cell.en,
        unit=cell.measure.unit,
        value=sum_at(report, parts) if parts else value_at(report, cell.path),
        printed=report.printed.get(cell.path),
        derived=bool(parts),
        source=source,
    )


def _texts(row: SeriesRow, sources: Sequence[str]) -> tuple[str, ...]:
    return (
        row.organ or "",
        "" if row.year is None else str(row.year),
        row.format,
        row.path,
        row.label_zh,
        row.label_en,
        row.unit,
        bare(row.value),
        row.printed or "",
        "true" if row.derived else "false",
        sources[row.source] if sources else str(row.source),
    )
