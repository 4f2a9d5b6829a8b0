"""Workbooks of Excel, WPS and LibreOffice (XLSX): every sheet that is shown, as one drawn table.

What a cell shows is read: its stored value in its number format. Hidden sheets are named, not read; hidden rows and
columns are read, since they belong to the sums of what is shown, and named too.
"""

import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import MissingExtra
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, TableCell, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._number_formats import GENERAL, Moment, displayed, displayed_date, plain
from govdisclosure.readers.kinds._packages import broken_package, open_package
from govdisclosure.readers.kinds._workbook_parts import needed_parts

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

READER = "xlsx/1"
"""Name and revision of this reader, kept with what it read."""

_LONGEST = 32_767
"""A cell holds no more characters."""
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|[Ff]{3}[EeFf])_")
_BREAK = re.compile("\r\n|\r|\n")
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
}
"""Dates among the formats that a Chinese Excel has by number alone."""

_Position = tuple[int, int]
"""Row and column, counted from 1."""


def content(data: bytes, budget: Budget) -> Content:
    """What a workbook shows, sheet by sheet.

    Needs the extra ``xlsx``: raises `MissingExtra` without it. Raises `UnreadableDocument` for what is not a
    workbook, is broken, or exceeds the budget.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.readers._limits import Budget
    >>> from govdisclosure.readers.kinds.xlsx import content
    >>> from govdisclosure.writers.xlsx import xlsx
    >>> found = content(xlsx(Report2021(year=2023, organ=Organ(), title="甲")), Budget("a.xlsx"))
    >>> found.items[0].rows[0][0].text
    '甲'
    """
    load = _loader()
    with open_package(data, budget) as package:
        parts = needed_parts(package, budget)
    values, formulas = (_loaded(load, parts.data, budget, data_only=only) for only in (True, False))
    if len(values.worksheets) < parts.sheets:
        broken_package(budget, "a sheet is missing", "缺少工作表")
    tables: list[DrawnTable] = []
    characters = 0
    notes = [note("GD610", "text-box", raw=text, printed=text) for text in parts.drawn]
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            if any(cell.value is not None for _, cell in _cells(sheet)):
                notes.append(note("GD610", "hidden-sheet", place=Place(sheet=sheet.title), sheet=sheet.title))
            continue
        drawing = _Drawing(sheet, budget)
        characters += drawing.characters  # a text that many cells share is stored once
        if characters > budget.limits.bytes:
            budget.refuse(f"more than {budget.limits.bytes} characters", f"超过 {budget.limits.bytes} 个字符")
        notes += drawing.notes(formulas[sheet.title])
        tables += drawing.tables()
    return Content(items=tuple(tables), notes=tuple(notes))


def _loader() -> "Callable[..., Workbook]":
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra(package="openpyxl", extra="xlsx") from None
    return load_workbook


def _loaded(load: "Callable[..., Workbook]", data: bytes, budget: Budget, *, data_only: bool) -> "Workbook":
    """The workbook with the stored results of its formulas, or with the formulas."""
    budget.time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl cannot keep when it saves
        try:
            return load(io.BytesIO(data), data_only=data_only, keep_links=False)
        except Exception as error:  # openpyxl raises whatever comes up in a broken workbook
            detail = next(iter(str(error).splitlines()), "") or type(error).__name__
            broken_package(budget, detail[:200])


def _cells(sheet: "Worksheet") -> "Iterable[tuple[_Position, Cell | MergedCell]]":
    """The cells that the file has; openpyxl's own iterators would make all up to the farthest."""
    return sheet._cells.items()


def _display(cell: "Cell | MergedCell") -> tuple[str, bool]:
    """What a cell shows, and whether its number format could be followed."""
    value: Any = cell.value
    if value is None:
        return "", True
    if isinstance(value, bool):
        return str(value).upper(), True
    if isinstance(value, int | float):
        return _number(cell, value)
    if isinstance(value, date | datetime | time | timedelta):
        return displayed_date(value, cell.number_format), True
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)), True


def _number(cell: "Cell | MergedCell", value: float) -> tuple[str, bool]:
    moment = _chinese_date(cell, value)
    if moment is not None:
        return displayed_date(*moment), True
    shown = displayed(value, cell.number_format)
    return (plain(value), False) if shown is None else (shown, True)


def _chinese_date(cell: "Cell | MergedCell", value: float) -> tuple[Moment, str] | None:
    """The date and its format, if the cell has one that openpyxl does not know."""
    from openpyxl.utils.datetime import from_excel

    number = cell._style.numFmtId  # type: ignore[union-attr]  # openpyxl shows it nowhere else
    style = _CHINESE_DATES.get(number) if cell.number_format == GENERAL else None
    workbook = cell.parent.parent
    if style is None or workbook is None:
        return None
    try:
        moment = from_excel(value, workbook.epoch)
    except (ValueError, OverflowError):
        return None
    return None if moment is None else (moment, style)


def _is_ruled(cell: "Cell | MergedCell") -> bool:
    """Whether lines are drawn around an empty cell, so that it can be seen."""
    border = cell.border if cell.has_style else None
    return border is not None and any(
        side is not None and side.style for side in (border.left, border.right, border.top, border.bottom)
    )


class _Drawing:
    """A sheet as it is drawn: its columns and rows that show text, and empty rows between lines that one can see."""

    def __init__(self, sheet: "Worksheet", budget: Budget) -> None:
        self._sheet = sheet
        self._budget = budget
        self.characters = 0
        self._texts: dict[_Position, str] = {}
        self._otherwise: list[tuple[_Position, str]] = []
        ruled: set[_Position] = set()
        for at, cell in _cells(sheet):
            budget.time()
            if at[0] < 1:  # openpyxl takes A0 for a cell
                broken_package(budget, f"row {at[0]}", f"第 {at[0]} 行")
            text, is_followed = _display(cell)
            if text.strip():
                self._texts[at] = self._bounded(text)
            elif _is_ruled(cell):
                ruled.add(at)
            if not is_followed:
                self._otherwise.append((at, cell.number_format))
        columns = [column for _, column in self._texts]
        self._columns = range(min(columns, default=1), max(columns, default=0) + 1)
        self._rows = {row for row, _ in self._texts}
        empty = {row for row, _ in ruled} - self._rows
        self._rows |= {row for row in empty if row - 1 not in empty}  # of many empty rows the first tells all
        self._ends: dict[_Position, _Position] = {}
        self._covered: set[_Position] = set()
        for merged in sorted(sheet.merged_cells.ranges, key=lambda cells: cells.bounds):
            start, end = (merged.min_row, merged.min_col), (merged.max_row, merged.max_col)
            if start in self._texts or (start in ruled and start[0] in self._rows and start[1] in self._columns):
                self._merge(start, end)

    def _bounded(self, text: str) -> str:
        if len(text) > _LONGEST:
            broken_package(self._budget, f"a cell of {len(text)} characters", f"单元格有 {len(text)} 个字符")
        self.characters += len(text)
        return text

    def _merge(self, start: _Position, end: _Position) -> None:
        """Cells made into one; where merged cells overlap, which no program draws, the first counts."""
        (top, left), (bottom, right) = start, end
        positions = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if not positions & self._covered and not positions & self._ends.keys():
            self._ends[start] = end
            self._covered |= positions - {start}
            self._rows.update(range(top, bottom + 1))

    def tables(self) -> Iterator[DrawnTable]:
        """The sheet as one table; none if it shows nothing. Rows that show nothing are drawn as one without cells."""
        if not self._texts:
            return
        rows: list[tuple[TableCell, ...]] = []
        before = min(self._rows) - 1
        for row in sorted(self._rows):
            self._budget.time()
            if row > before + 1:
                rows.append(())
            begun = ((row, column) for column in self._columns if (row, column) not in self._covered)
            rows.append(tuple(map(self._cell, begun)))
            before = row
        first, last = (min(self._rows), self._columns[0]), (before, self._columns[-1])
        yield DrawnTable(tuple(rows), self._place(first, last))

    def _cell(self, at: _Position) -> TableCell:
        end = self._ends.get(at, at)
        rowspan, colspan = end[0] - at[0] + 1, min(end[1], self._columns[-1]) - at[1] + 1
        self._budget.cell(rowspan, colspan)
        place = self._place(at, end)
        return TableCell(tuple(self._lines(at, place)), place, rowspan, colspan)

    def _lines(self, at: _Position, place: Place) -> Iterator[Text]:
        text = self._texts.get(at)
        for line in _BREAK.split(text) if text else ():
            self._budget.line()
            yield Text(line, place)

    def _place(self, start: _Position, end: _Position | None = None) -> Place:
        place = Place(sheet=self._sheet.title, row=start[0], column=start[1])
        if end is None or end == start:
            return place
        return attrs.evolve(place, end_row=end[0], end_column=end[1])

    def notes(self, formulas: "Worksheet") -> Iterator[Finding]:
        """What could not be read as it is shown, or is read though it is not."""
        for at, number_format in self._otherwise:
            text = self._texts[at]
            yield note("GD604", "number-format", place=self._place(at), raw=text, printed=text, format=number_format)
        for at, cell in _cells(formulas):
            if cell.data_type == "f" and at not in self._texts and at not in self._covered and self._has_no_value(at):
                formula = str(getattr(cell.value, "text", cell.value))
                yield note("GD604", "formula", place=self._place(at), raw=formula, formula=formula)
        yield from self._hidden_rows()
        yield from self._hidden_columns()

    def _has_no_value(self, at: _Position) -> bool:
        """Whether no result is stored: an empty text is one."""
        cell = self._sheet._cells.get(at)
        return cell is None or (cell.data_type == "n" and cell.value is None)

    def _hidden_rows(self) -> Iterator[Finding]:
        with_text = {row for row, _ in self._texts}
        hidden = [row for row in sorted(with_text) if self._sheet.row_dimensions[row].hidden]
        for first, last in _runs(hidden):
            place = Place(sheet=self._sheet.title, row=first, end_row=last)
            yield note("GD612", "rows", place=place, first=first, last=last)

    def _hidden_columns(self) -> Iterator[Finding]:
        from openpyxl.utils import get_column_letter

        with_text = {column for _, column in self._texts}
        ranges = [
            range(group.min, group.max + 1)
            for group in self._sheet.column_dimensions.values()
            if group.hidden and group.min is not None and group.max is not None
        ]
        hidden = [column for column in sorted(with_text) if any(column in group for group in ranges)]
        for first, last in _runs(hidden):
            place = Place(sheet=self._sheet.title, column=first, end_column=last)
            letters = (get_column_letter(number) for number in (first, last))
            yield note("GD612", "columns", place=place, first=next(letters), last=next(letters))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of numbers without gap."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]
