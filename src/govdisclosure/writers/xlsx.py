"""A report as an Excel workbook in the official layout, for paper (A4) and for calculating.

Each table has a sheet of its own; the sheets one after another give the printed order. A figure is a number where its
print is the bare number, else text; a total that is right is a formula. No text can become a formula.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import Any

import attrs

from govdisclosure.errors import MissingExtra, Unprintable
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Format, Identity, Layout
from govdisclosure.grid import Grid, GridCell, bare, value_at
from govdisclosure.writers._blocks import (
    Block,
    HeadingBlock,
    Line,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    blocks,
    refuse_unprintable,
)

_CREATED = datetime(1980, 1, 1)  # the same bytes for the same report; ZIP files know no earlier day
_PROSE_SHEET = "正文"
_NAME_LIMIT = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

_TEXT_LIMIT = 32_767
"""A cell holds no more; in units of UTF-16."""
_EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number."""
_ESCAPE = re.compile("_x(?:00[01][0-9A-Fa-f]|[Ff]{3}[EeFf])_|x005F_")
"""What in the text of a workbook stands for another character."""
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
_TALLEST_ROW = 400.0
_TALLEST_PANE = 200.0
"""What may stand above rows that scroll, in points; more would leave them no room."""

_BODY = {"font_name": "仿宋", "font_size": 12, "text_wrap": True, "valign": "top"}
_TITLE = _BODY | {"font_name": "宋体", "bold": True, "font_size": 18, "align": "center"}
_HEADING = _BODY | {"font_name": "黑体", "font_size": 14}
_SUBHEADING = _BODY | {"font_name": "黑体"}
_RIGHT = _BODY | {"align": "right"}
_CELL_SIZE = 10.5
_CELL = {
    "font_name": "宋体",
    "font_size": _CELL_SIZE,
    "text_wrap": True,
    "valign": "vcenter",
    "align": "center",
    "border": 1,
}
_NAME_CELL = _CELL | {"align": "left"}
_WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}


def xlsx(report: Report) -> bytes:
    """The report as an XLSX workbook; the same report gives the same bytes.

    A total that equals its parts is a formula over them; one that does not stands as printed, marked in red.
    Needs the extra ``xlsx``: raises `MissingExtra` without it. Raises `Unprintable` as all writers do, and for a
    text of more than 32,767 characters or one that a workbook reads as an escaped character.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.writers.xlsx import xlsx
    >>> xlsx(Report2021(year=2023, organ=Organ(name="云溪县档案馆")))[:2]
    b'PK'
    """
    xlsxwriter = _xlsxwriter()
    refuse_unprintable(report, "xlsx")
    _refuse_texts(report)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, _options())
    book.set_properties({"title": report.title or report.organ.name or "", "author": "", "created": _CREATED})
    styles = _Styles(book)
    for name, part in _named(_parts(blocks(report)) or [[]]):
        table = next((block for block in part if isinstance(block, TableBlock)), None)
        _Sheet(book.add_worksheet(name), styles, report, table).write(part)
    book.close()
    return file.getvalue()


def _options() -> dict[str, object]:
    """Nothing is taken for a formula, a link or a number; widths count digits of the font of Chinese workbooks."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 11},
        "default_row_height": 18,
        "default_column_width": 72,
    }


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtra(package="XlsxWriter", extra="xlsx") from None
    return xlsxwriter


def _refuse_texts(report: Report) -> None:
    """Refuse texts that a cell cannot hold."""
    paths = [block.path for block in blocks(report) for text in _texts(block) if _is_lost(text)]
    if paths:
        raise Unprintable(kind="xlsx", paths=tuple(dict.fromkeys(paths)))


def _is_lost(text: str) -> bool:
    return len(text.encode("utf-16-le")) // 2 > _TEXT_LIMIT or _ESCAPE.search(text) is not None


def _texts(block: Block) -> tuple[str, ...]:
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


def _parts(printed: Iterable[Block]) -> list[list[Block]]:
    """The blocks of each sheet.

    A sheet begins with the top-level section that holds a table, and with the one behind it.
    """
    parts: list[list[Block]] = []
    for section in _sections(printed):
        pieces = list(_with_one_table(section))
        if parts and not _has_table(parts[-1]) and not _has_table(pieces[0]):
            parts[-1] += pieces.pop(0)
        parts += pieces
    return parts


def _sections(printed: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks of each top-level section; those before the first and tables that no section claims by themselves."""
    owner = ""

    def owner_of(block: Block) -> str:
        nonlocal owner
        section = re.match(r"sections\[\d+\]", block.path)
        if section is not None:
            owner = section[0]
        elif isinstance(block, Signature):
            owner = block.kind
        elif isinstance(block, TableBlock) or ".foot" in block.path:
            owner = owner if owner.startswith("sections") else block.path.partition(".")[0]
        return owner

    for _, group in groupby(printed, key=owner_of):
        yield list(group)


def _with_one_table(section: Sequence[Block]) -> Iterator[list[Block]]:
    """A section in pieces that have one table each, cut before what stands between two tables."""
    tables = [at for at, block in enumerate(section) if isinstance(block, TableBlock)]
    ends = [_end_of_table(section, at) for at in tables[:-1]]
    for start, end in zip([0, *ends], [*ends, len(section)], strict=True):
        yield list(section[start:end])


def _end_of_table(section: Sequence[Block], at: int) -> int:
    """Behind a table and the line below it."""
    table, below = section[at], section[at + 1]
    return at + 2 if below.path == f"{table.path}.foot" else at + 1


def _has_table(part: Iterable[Block]) -> bool:
    return any(isinstance(block, TableBlock) for block in part)


def _named(parts: Iterable[list[Block]]) -> Iterator[tuple[str, list[Block]]]:
    """Each sheet under a name that no other has: that of its table."""
    taken: dict[str, int] = {}
    for part in parts:
        label = next((block.grid.label.zh for block in part if isinstance(block, TableBlock)), _PROSE_SHEET)
        name = _NOT_IN_NAMES.sub("", label)[: _NAME_LIMIT - 4]
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}（{taken[name]}）", part


_Look = dict[str, Any]
"""How a cell looks, as XlsxWriter names it."""


class _Styles:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, look: _Look) -> Any:
        key = tuple(look.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(look))
        return self._made[key]


@attrs.frozen
class _Spot:
    """Where a figure stands in a sheet, counted from 0, and whether it stands there as a number."""

    row: int
    column: int
    is_number: bool


class _Sheet:
    """One sheet while it is written, row by row."""

    def __init__(self, sheet: Any, styles: _Styles, report: Report, table: TableBlock | None) -> None:
        self._sheet = sheet
        self._styles = styles
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
            if isinstance(block, TableBlock):
                self._write_table(block.grid)
            else:
                for text in _texts(block):
                    self._write_prose(text, _look(block))

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

    def _write_prose(self, text: str, look: _Look) -> None:
        """A text over the whole width, in as many rows as it takes to show all of it."""
        size = look["font_size"]
        height = _lines(text, sum(self._widths), size) * size * 1.5 + 6
        rows = ceil(height / _TALLEST_ROW)
        for row in range(self._row, self._row + rows):
            self._sheet.set_row(row, height / rows)
        self._put(text, self._row, 0, rows, len(self._widths), look)
        self._row += rows
        self._height += height

    def _put(self, text: str, row: int, column: int, rows: int, columns: int, look: _Look) -> None:
        """A text, never a formula: not even when its cell is edited."""
        style = self._styles(look | {"quote_prefix": True} if _FORMULA_START.match(text) else look)
        self._merge(row, column, rows, columns, style)
        if text:
            self._sheet.write_string(row, column, text, style)
        else:
            self._sheet.write_blank(row, column, None, style)

    def _merge(self, row: int, column: int, rows: int, columns: int, style: Any) -> None:
        if rows * columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", style)

    def _write_table(self, grid: Grid) -> None:
        placed = list(_placed(grid))
        top = self._row
        for y, height in enumerate(self._heights(grid, placed)):
            self._sheet.set_row(top + y, height)
        spots = {
            cell.path: _Spot(top + y, x, _is_number(self._report, cell))
            for y, x, cell in placed
            if cell.path is not None
        }
        sums = dict(_sums(self._format, self._report, spots))
        for y, x, cell in placed:
            if cell.path is None or not spots[cell.path].is_number:
                self._put(cell.text, top + y, x, cell.rowspan, cell.colspan, _look_of_cell(cell))
            else:
                self._put_number(cell, spots[cell.path], sums.get(cell.path))
        self._mark_wrong(spots)
        if grid.head and len(grid.rows) > grid.head + 1:
            self._sheet.repeat_rows(top, top + grid.head - 1)
            if self._height < _TALLEST_PANE:
                self._sheet.freeze_panes(top + grid.head, grid.columns[0])
        self._row = top + len(grid.rows)
        self._height = float("inf")  # no second table scrolls

    def _heights(self, grid: Grid, placed: Iterable[tuple[int, int, GridCell]]) -> list[float]:
        lines = [1] * len(grid.rows)
        for y, x, cell in placed:
            if cell.rowspan == 1:
                width = sum(self._widths[x : x + cell.colspan])
                lines[y] = max(lines[y], _lines(cell.text, width, _CELL_SIZE))
        return [min(count * 15 + 7, _TALLEST_ROW) for count in lines]

    def _put_number(self, cell: GridCell, spot: _Spot, formula: str | None) -> None:
        _, point, decimals = cell.text.partition(".")
        style = self._styles(_CELL | {"num_format": f"0{point}{'0' * len(decimals)}"})
        value = float(cell.text) if point else int(cell.text)
        self._merge(spot.row, spot.column, cell.rowspan, cell.colspan, style)
        if formula is None:
            self._sheet.write_number(spot.row, spot.column, value, style)
        else:
            self._sheet.write_formula(spot.row, spot.column, formula, style, value)

    def _mark_wrong(self, spots: Mapping[str, _Spot]) -> None:
        """A total that does not equal its terms turns red, if all of them are numbers."""
        for identity in self._format.identities:
            if all(path in spots for path in identity.paths):
                cells = ",".join(_ranges([spots[path] for path in identity.paths]))
                total, expected = _ranges([spots[identity.path]])[0], _sum(identity, spots)
                criteria = f"=AND(COUNT({cells})={len(identity.paths)},ROUND({total}-({expected}),6)<>0)"
                at = spots[identity.path]
                look = {"type": "formula", "criteria": criteria, "format": self._styles(_WRONG)}
                self._sheet.conditional_format(at.row, at.column, at.row, at.column, look)


def _look(block: Block) -> _Look:
    match block:
        case Title():
            return _TITLE
        case HeadingBlock():
            return _HEADING if block.level == 1 else _SUBHEADING
        case Signature():
            return _RIGHT
        case _:
            return _BODY


def _look_of_cell(cell: GridCell) -> _Look:
    if cell.path is not None:
        return _CELL | {"quote_prefix": True} if cell.text else _CELL
    return _NAME_CELL if cell.header == "row" else _CELL


def _widths(grid: Grid, layout: Layout) -> list[float]:
    """Wide enough for every figure."""
    given = _WIDTHS[layout]
    widths = [given[min(column, len(given) - 1)] for column in range(sum(grid.columns))]
    for _, x, cell in _placed(grid):
        if cell.path is not None and cell.colspan == 1:
            widths[x] = max(widths[x], min(len(cell.text), _EXACT_DIGITS + 1) + 3)
    return widths


def _placed(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    """Each cell with the row and column in which it begins."""
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            covered.update((y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan))
            yield y, x, cell


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes. A digit of a column's width is 8 pixels wide, a letter of 12 points too."""
    from rich.cells import cell_len

    room = max(2.0, (width - 0.6) * 12 / size * 0.96)  # some is lost where a line may not break
    return sum(max(1, ceil(cell_len(line) / room)) for line in text.split("\n"))


def _is_number(report: Report, cell: GridCell) -> bool:
    """Whether a cell prints just its number, with no more digits than a spreadsheet keeps."""
    if cell.path is None or not cell.text or cell.text != bare(value_at(report, cell.path)):
        return False
    return sum(character.isdigit() for character in cell.text) <= _EXACT_DIGITS


def _sums(fmt: Format, report: Report, spots: Mapping[str, _Spot]) -> Iterator[tuple[str, str]]:
    """A formula for each total all of whose identities hold between numbers; the first of them makes it."""
    own = sorted((i for i in fmt.identities if i.path in spots), key=lambda identity: identity.path)
    for path, identities in groupby(own, key=lambda identity: identity.path):
        first, *others = identities
        if all(_holds(identity, report, spots) for identity in (first, *others)):
            yield path, f"={_sum(first, spots)}"


def _holds(identity: Identity, report: Report, spots: Mapping[str, _Spot]) -> bool:
    if not all(path in spots and spots[path].is_number for path in identity.paths):
        return False
    terms = ((term.weight, value_at(report, term.path)) for term in identity.terms)
    expected = sum(weight * value for weight, value in terms if value is not None)
    return expected == value_at(report, identity.path)


def _sum(identity: Identity, spots: Mapping[str, _Spot]) -> str:
    added, taken = ([spots[term.path] for term in identity.terms if term.weight == weight] for weight in (1, -1))
    text = f"SUM({','.join(_ranges(added))})"
    return f"{text}-SUM({','.join(_ranges(taken))})" if taken else text


def _ranges(spots: Sequence[_Spot]) -> list[str]:
    """Cells as references, neighbours in a row or a column as one: B3, C5:C9."""
    runs: list[list[_Spot]] = []
    for spot in spots:
        run = runs[-1] if runs else []
        step = (spot.row - run[-1].row, spot.column - run[-1].column) if run else (0, 0)
        before = (run[-1].row - run[-2].row, run[-1].column - run[-2].column) if len(run) > 1 else step
        if step in ((0, 1), (1, 0)) and step == before:
            run.append(spot)
        else:
            runs.append([spot])
    return [_reference(run[0]) if len(run) == 1 else f"{_reference(run[0])}:{_reference(run[-1])}" for run in runs]


def _reference(spot: _Spot) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    return str(xl_rowcol_to_cell(spot.row, spot.column))
