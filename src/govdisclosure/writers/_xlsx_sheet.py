"""A sheet of a workbook: prose over its whole width, and a table in the official layout."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from govdisclosure.formats import Report, format_of
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Layout
from govdisclosure.grid import Grid, GridCell, bare, value_at
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title
from govdisclosure.writers._xlsx_sums import Spot, ranges, sum_of, sums

_EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""
_FORMULA_START = re.compile(r"\s*[=+\-@＝＋－＠]")

_PROSE_WIDTH = 72.0
_WIDTHS: Mapping[Layout, tuple[float, ...]] = {
    Layout.BLOCKS: (24, 18),
    Layout.ROWS: (4.5, 11, 34, 8),
    Layout.LINE: (8,),
    Layout.LIST: (56, 12, 18),
}
"""Widths of columns, in digits; the last one holds for those that follow. Wide figures widen theirs."""
_PORTRAIT_WIDTH = 118.0
"""What is wider is printed on its side; what is narrower is scaled down a little at most."""
TALLEST_ROW = 400.0
_TALLEST_PANE = 200.0
"""What may stand above rows that scroll, in points; more would leave them no room."""

FONT = "宋体"
_BODY = {"font_name": "仿宋", "font_size": 12, "text_wrap": True, "valign": "top"}
_TITLE = _BODY | {"font_name": FONT, "bold": True, "font_size": 18, "align": "center"}
_HEADING = _BODY | {"font_name": "黑体", "font_size": 14}
_SUBHEADING = _BODY | {"font_name": "黑体"}
_RIGHT = _BODY | {"align": "right"}
CELL_SIZE = 10.5
CELL = {
    "font_name": FONT,
    "font_size": CELL_SIZE,
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
    "border": 1,
}
_NAME_CELL = CELL | {"align": "left"}
_WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}

Look = dict[str, Any]
"""How a cell looks, as XlsxWriter names it."""


class Styles:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, look: Look) -> Any:
        key = tuple(look.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(look))
        return self._made[key]


class Show:
    """What a workbook asks of all it shows: here nothing is added. A review adds its marks and its sheet.

    `path` is that of a block or of a figure's cell; labels have none.
    """

    marks_wrong_totals = True
    """Whether a total that does not add up turns red."""

    def begin(self, book: Any, styles: Styles) -> None:
        """Before the sheets of the report."""

    def look(self, path: str, look: Look) -> Look:
        """How a cell looks."""
        return look

    def pieces(self, path: str, text: str, look: Look) -> Sequence[tuple[Look, str]]:
        """The text of a block in pieces that look different."""
        return [(look, text)]

    def written(self, path: str, sheet: Any, row: int, column: int) -> None:
        """A block or a figure stands in a cell, counted from 0."""

    def end(self) -> None:
        """Behind all sheets."""


class Sheet:
    """One sheet while it is written, row by row."""

    def __init__(self, sheet: Any, styles: Styles, report: Report, table: TableBlock | None, show: Show) -> None:
        self._sheet = sheet
        self._styles = styles
        self._show = show
        self._report = report
        self._format: Format = format_of(report)
        self._layout = None if table is None else self._format.tables[table.path].draw.layout
        self._widths = [_PROSE_WIDTH] if table is None or self._layout is None else _widths(table.grid, self._layout)
        self._row = 0
        self._height = 0.0
        for column, width in enumerate(self._widths):
            sheet.set_column(column, column, width)
        self._set_up_print()

    def write(self, part: Iterable[Block]) -> None:
        for block in part:
            row = self._row
            if isinstance(block, TableBlock):
                self._write_table(block.grid)
            else:
                for text in block_texts(block):
                    self._write_prose(text, _look(block), block.path)
            self._show.written(block.path, self._sheet, row, 0)

    def _set_up_print(self) -> None:
        sheet = self._sheet
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.7, right=0.7, top=0.8, bottom=0.8)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        if sum(self._widths) > _PORTRAIT_WIDTH:
            sheet.set_landscape()

    def _write_prose(self, text: str, look: Look, path: str) -> None:
        """A text over the whole width, in as many rows as it takes to show all of it."""
        size = look["font_size"]
        height = lines_of(text, sum(self._widths), size) * size * 1.5 + 6
        rows = ceil(height / TALLEST_ROW)
        for row in range(self._row, self._row + rows):
            self._sheet.set_row(row, height / rows)
        self._put(text, self._row, 0, rows, len(self._widths), look, path)
        self._row += rows
        self._height += height

    def _put(self, text: str, row: int, column: int, rows: int, columns: int, look: Look, path: str | None) -> None:
        """A text, never a formula."""
        style = self._styles(as_text(look if path is None else self._show.look(path, look), text))
        self._merge(row, column, rows, columns, style)
        pieces = [] if path is None else self._show.pieces(path, text, look)
        if len(pieces) > 1:
            runs = (part for look, piece in pieces for part in (self._styles(look), piece))
            self._sheet.write_rich_string(row, column, *runs, style)
        elif text:
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _merge(self, row: int, column: int, rows: int, columns: int, style: Any) -> None:
        if rows * columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", style)

    def _write_table(self, grid: Grid) -> None:
        cells = list(placed(grid))
        top = self._row
        for y, height in enumerate(self._heights(grid, cells)):
            self._sheet.set_row(top + y, height)
        spots = {
            cell.path: Spot(top + y, x, _is_number(self._report, cell)) for y, x, cell in cells if cell.path is not None
        }
        formulas = dict(sums(self._format, self._report, spots))
        for y, x, cell in cells:
            if cell.path is None or not spots[cell.path].is_number:
                self._put(cell.text, top + y, x, cell.rowspan, cell.colspan, _look_of_cell(cell), cell.path)
            else:
                self._put_number(cell, spots[cell.path], formulas.get(cell.path))
            if cell.path is not None:
                self._show.written(cell.path, self._sheet, top + y, x)
        if self._show.marks_wrong_totals:
            self._mark_wrong(spots)
        if grid.head and len(grid.rows) > grid.head + 1:
            self._sheet.repeat_rows(top, top + grid.head - 1)
            if self._height < _TALLEST_PANE:
                self._sheet.freeze_panes(top + grid.head, grid.columns[0])
        self._row = top + len(grid.rows)
        self._height = float("inf")  # no second table scrolls

    def _heights(self, grid: Grid, cells: Iterable[tuple[int, int, GridCell]]) -> list[float]:
        lines = [1] * len(grid.rows)
        for y, x, cell in cells:
            if cell.rowspan == 1:
                width = sum(self._widths[x : x + cell.colspan])
                lines[y] = max(lines[y], lines_of(cell.text, width, CELL_SIZE))
        return [min(count * 15 + 7, TALLEST_ROW) for count in lines]

    def _put_number(self, cell: GridCell, spot: Spot, formula: str | None) -> None:
        _, point, decimals = cell.text.partition(".")
        look = CELL if cell.path is None else self._show.look(cell.path, CELL)
        style = self._styles(look | {"num_format": f"0{point}{'0' * len(decimals)}"})
        value = float(cell.text) if point else int(cell.text)
        self._merge(spot.row, spot.column, cell.rowspan, cell.colspan, style)
        if formula is None:
            self._sheet.write_number(spot.row, spot.column, value, style)
        else:
            self._sheet.write_formula(spot.row, spot.column, formula, style, value)

    def _mark_wrong(self, spots: Mapping[str, Spot]) -> None:
        """A total that does not equal its terms turns red, if all of them are numbers."""
        for identity in self._format.identities:
            if all(path in spots for path in identity.paths):
                cells = ",".join(ranges([spots[path] for path in identity.paths]))
                total, expected = ranges([spots[identity.path]])[0], sum_of(identity, spots)
                criteria = f"=AND(COUNT({cells})={len(identity.paths)},ROUND({total}-({expected}),6)<>0)"
                at = spots[identity.path]
                look = {"type": "formula", "criteria": criteria, "format": self._styles(_WRONG)}
                self._sheet.conditional_format(at.row, at.column, at.row, at.column, look)


def as_text(look: Look, text: str) -> Look:
    """The look of a text, which does not become a formula even when its cell is edited."""
    return look | {"quote_prefix": True} if _FORMULA_START.match(text) else look


def block_texts(block: Block) -> tuple[str, ...]:
    """The texts of a block's cells."""
    match block:
        case Title():
            return (block.text,)
        case Line():
            return ("    ".join(block.items),)
        case Paragraph() | HeadingBlock():
            return ((block.number or "") + block.text,)
        case Signature():
            return block.lines
        case TableBlock():
            return tuple(cell.text for row in block.grid.rows for cell in row)


def _look(block: Block) -> Look:
    match block:
        case Title():
            return _TITLE
        case HeadingBlock():
            return _HEADING if block.level == 1 else _SUBHEADING
        case Signature():
            return _RIGHT
        case _:
            return _BODY


def _look_of_cell(cell: GridCell) -> Look:
    if cell.path is not None:
        return CELL | {"quote_prefix": True} if cell.text else CELL
    return _NAME_CELL if cell.header == "row" else CELL


def _widths(grid: Grid, layout: Layout) -> list[float]:
    """Wide enough for every figure."""
    given = _WIDTHS[layout]
    widths = [given[min(column, len(given) - 1)] for column in range(sum(grid.columns))]
    for _, x, cell in placed(grid):
        if cell.path is not None and cell.colspan == 1:
            widths[x] = max(widths[x], min(len(cell.text), _EXACT_DIGITS + 1) + 3)
    return widths


def placed(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    """Each cell with the row and column in which it begins."""
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            covered.update((y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan))
            yield y, x, cell


def lines_of(text: str, width: float, size: float) -> int:
    """How many lines a text takes. A digit of a column's width is 8 pixels wide, a letter of 12 points too."""
    from rich.cells import cell_len

    room = max(2.0, (width - 0.6) * 12 / size * 0.96)  # some is lost where a line may not break
    return sum(max(1, ceil(cell_len(line) / room)) for line in text.split("\n"))


def _is_number(report: Report, cell: GridCell) -> bool:
    """Whether a cell prints just its number, with no more digits than a spreadsheet keeps."""
    if cell.path is None or not cell.text or cell.text != bare(value_at(report, cell.path)):
        return False
    return sum(character.isdigit() for character in cell.text) <= _EXACT_DIGITS
