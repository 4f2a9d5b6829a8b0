"""A report's figures as a tidy CSV table: one row a figure, in printed order, for spreadsheets and data tools."""

import csv as standard  # this module has the name of its kind
import io
import re
from collections.abc import Iterable, Iterator

from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Label
from govdisclosure.grid import bare, value_at
from govdisclosure.writers._blocks import refuse_unprintable

COLUMNS = (
    "organ",
    "year",
    "format",
    "path",
    "table",
    "row_label",
    "column_label",
    "value",
    "unit",
    "printed",
)
"""The header. `printed` is the raw text of a cell whose print is not just its number."""

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for GBK
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_STARTS_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
"""What may begin a formula in a spreadsheet (OWASP, CSV injection), also in full width."""


def csv(report: Report) -> bytes:
    """Every figure of the report's format, one a row, as RFC 4180 in UTF-8 with a byte order mark.

    A blank is an empty cell, never 0. A text that a spreadsheet would run as a formula has ``'`` in front of it;
    numbers stand as they are. Prose is not in it. Raises `Unprintable` as all writers do.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.csv import csv
    >>> lines = csv(Report2021(year=2023, organ=Organ(name="云溪县档案馆"))).decode("utf-8-sig").splitlines()
    >>> lines[1]
    '云溪县档案馆,2023,2021,proactive.regulations.issued,主动公开政府信息情况,规章,本年制发件数,,件,'
    """
    refuse_unprintable(report, "csv")
    return spreadsheet(COLUMNS, _rows(report))


def spreadsheet(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Texts as CSV that spreadsheets open as it is: RFC 4180, UTF-8 with a byte order mark, no formulas."""
    file = io.StringIO()
    writer = standard.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(tuple(map(_harmless, row)) for row in rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    fmt = format_of(report)
    year = "" if report.year is None else str(report.year)
    for cell in fmt.cells:
        yield (
            report.organ.name or "",
            year,
            fmt.name,
            cell.path,
            fmt.tables[cell.table].label.zh,
            _joined(cell.row_labels),
            _joined(cell.column_labels),
            bare(value_at(report, cell.path)),
            cell.measure.unit,
            report.printed.get(cell.path, ""),
        )


def _joined(labels: tuple[Label, ...]) -> str:
    return "|".join(label.zh for label in labels)


def _harmless(text: str) -> str:
    """The text, unable to begin a formula."""
    return f"'{text}" if _STARTS_FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
