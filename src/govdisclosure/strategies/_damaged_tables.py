"""Damage in tables as they are printed: labels misprinted, rows lost or added, cells drawn otherwise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from govdisclosure.formats import Format, format_of
from govdisclosure.formats._kit import Label, Layout
from govdisclosure.grid import Grid, GridCell, blank, expand, value_at
from govdisclosure.readers.tables.labels import VARIANTS
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._damage import EVERY_KIND, Damage, InPrint, Printed, some
from govdisclosure.strategies._damaged_cells import with_figure
from govdisclosure.writers import Kind
from govdisclosure.writers._blocks import TableBlock

if TYPE_CHECKING:
    from opencc import OpenCC

Line = list[GridCell]
"""A line of a table as a rectangle: a cell that covers several positions stands at each."""

SPANNING: frozenset[Kind] = frozenset(("html", "docx", "xlsx"))
"""Kinds that can say what a cell covers."""

_GAPS = (" ", "　", "\xa0", "\u200b")
_SHORTEST = 3
"""How many characters a label must have to be broken."""
_HALF_WIDTH = str.maketrans("（），：“”", '(),:""')
_EXTRA_LABELS = ("其他主动公开文件", "其他情形数量")

# --- labels ----------------------------------------------------------------------------------------------------------


def _in_labels(options: Callable[[str], Sequence[str]]) -> Callable[[Printed, Choices], Printed | None]:
    """Some labels of a table are printed in one of the ways that `options` offers."""

    def change(printed: Printed, choices: Choices) -> Printed | None:
        tables = [table for table in printed.tables if any(options(cell.text) for cell in _labels(table.grid))]
        if not tables:
            return None
        table = choices.among(tables)
        cells = [cell for cell in _labels(table.grid) if options(cell.text)]
        new = {id(cells[at]): choices.among(options(cells[at].text)) for at in some(choices, len(cells))}
        rows = tuple(
            tuple(attrs.evolve(cell, text=new.get(id(cell), cell.text)) for cell in row) for row in table.grid.rows
        )
        return printed.with_grid(table, attrs.evolve(table.grid, rows=rows))

    return change


def _labels(drawn: Grid) -> Iterator[GridCell]:
    return (cell for row in drawn.rows for cell in row if cell.header and cell.text)


def _offered(options: Callable[[str], Sequence[str]]) -> Callable[[Format], bool]:
    """Whether a format has labels that can be so misprinted."""
    return lambda fmt: any(options(cell.text) for key in fmt.tables for cell in _labels(blank(fmt, key)))


def _variants(text: str) -> Sequence[str]:
    return VARIANTS.get(text, ())


def _parted(gaps: Sequence[str]) -> Callable[[str], Sequence[str]]:
    """Labels with something in their middle."""

    def parted(text: str) -> Sequence[str]:
        middle = len(text) // 2
        return [text[:middle] + gap + text[middle:] for gap in gaps] if len(text) >= _SHORTEST else ()

    return parted


def _half_width(text: str) -> Sequence[str]:
    narrow = text.translate(_HALF_WIDTH)
    return (narrow,) if narrow != text else ()


@lru_cache(maxsize=1024)
def _traditional(text: str) -> Sequence[str]:
    converted = _converter().convert(text)
    return (converted,) if converted != text else ()


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("s2t")


# --- rows ------------------------------------------------------------------------------------------------------------


def _row_missing(printed: Printed, choices: Choices) -> Printed | None:
    """A row left out; what spans it is shorter by one."""
    rows = [(table, y) for table in printed.tables for y in _rows(table, printed) if len(_lines(table.grid)) > 1]
    if not rows:
        return None
    table, y = choices.among(rows)
    lines = _lines(table.grid)
    gone = {cell.path for cell in lines.pop(y) if cell.path is not None}
    report = printed.report
    for path in gone:
        report = with_figure(report, path, None)
    left = {path: raw for path, raw in report.printed.items() if path not in gone}
    drawn = _drawn(table.grid, lines, _resized(table.grid, y, -1))
    return attrs.evolve(printed, report=attrs.evolve(report, printed=left)).with_grid(table, drawn)


def _extra_row(printed: Printed, choices: Choices) -> Printed | None:
    """A row that the template does not have, below one that it has; its figures belong to no cell."""
    rows = [(table, y) for table in printed.tables for y in _rows(table, printed)]
    if not rows:
        return None
    table, y = choices.among(rows)
    lines = _lines(table.grid)
    label = next(cell for cell in reversed(lines[y]) if cell.header)
    new = {id(label): GridCell(choices.among(_EXTRA_LABELS), header="row")}
    for cell in lines[y]:
        if cell.path is not None:
            new[id(cell)] = GridCell(str(choices.number(1, 99)))
        elif not cell.header:  # its unit
            new[id(cell)] = attrs.evolve(cell)
    lines.insert(y + 1, [new.get(id(cell), cell) for cell in lines[y]])
    return printed.with_grid(table, _drawn(table.grid, lines, _resized(table.grid, y, 1)))


def _rows(table: TableBlock, printed: Printed) -> Iterator[int]:
    """The rows of a table that have a label and figures."""
    layout = format_of(printed.report).tables[table.path].draw.layout
    if layout is not Layout.LINE:
        yield from (y for y, line in enumerate(_lines(table.grid)) if any(cell.path for cell in line))


def _head_repeated(printed: Printed, choices: Choices) -> Printed | None:
    """The head of a table once more amid its rows, where no cell spans the place."""
    places = [(table, y) for table in printed.tables if table.grid.head for y in _cuts(table.grid)]
    if not places:
        return None
    table, y = choices.among(places)
    lines = _lines(table.grid)
    head = lines[: table.grid.head]
    again = {id(cell): attrs.evolve(cell) for line in head for cell in line}
    lines[y:y] = [[again[id(cell)] for cell in line] for line in head]
    return printed.with_grid(table, _drawn(table.grid, lines, _resized(table.grid, y - 1, len(head))))


def _cuts_of(fmt: Format) -> Iterator[int]:
    return (y for form in (blank(fmt, key) for key in fmt.tables) if form.head for y in _cuts(form))


def _cuts(drawn: Grid) -> Iterator[int]:
    """Between which rows of figures a page could end without cutting a cell."""
    lines = _lines(drawn)
    for y in range(drawn.head + 1, len(lines)):
        if not any(above is below for above, below in zip(lines[y - 1], lines[y], strict=True)):
            yield y


# --- cells -----------------------------------------------------------------------------------------------------------


def _spans_as_empty_cells(printed: Printed, choices: Choices) -> Printed | None:
    """A cell and empty ones for each that covers several positions."""
    tables = [table for table in printed.tables if _has_spans(table.grid)]
    if not tables:
        return None
    table = choices.among(tables)
    seen: set[int] = set()
    lines = _lines(table.grid)
    for line in lines:
        for x, cell in enumerate(line):
            line[x] = GridCell("") if id(cell) in seen else attrs.evolve(cell)
            seen.add(id(cell))
    return printed.with_grid(table, _drawn(table.grid, lines, table.grid.bodies))


def _has_spans(drawn: Grid) -> bool:
    return any(cell.rowspan > 1 or cell.colspan > 1 for row in drawn.rows for cell in row)


def _zeros_run_together(printed: Printed, choices: Choices) -> Printed | None:
    """The zeros of a row in one cell: 0000000."""
    rows = [(table, y) for table in printed.tables for y in _rows(table, printed) if _is_all_zero(table, y, printed)]
    if not rows:
        return None
    table, y = choices.among(rows)
    lines = _lines(table.grid)
    figures = [cell for cell in lines[y] if cell.path is not None]
    whole = GridCell("0" * len(figures))
    lines[y] = [cell if cell.path is None else whole for cell in lines[y]]
    return printed.with_grid(table, _drawn(table.grid, lines, table.grid.bodies))


def _is_all_zero(table: TableBlock, y: int, printed: Printed) -> bool:
    """Whether all cells of a row of table 3 print a bare 0."""
    if format_of(printed.report).tables[table.path].draw.layout is not Layout.ROWS:
        return False
    paths = [cell.path for cell in _lines(table.grid)[y] if cell.path is not None]
    return all(value_at(printed.report, path) == 0 and path not in printed.report.printed for path in paths)


# --- geometry --------------------------------------------------------------------------------------------------------


def _lines(drawn: Grid) -> list[Line]:
    return [list(line) for line in expand(drawn)]


def _drawn(drawn: Grid, lines: Sequence[Line], bodies: tuple[int, ...]) -> Grid:
    """The rectangle as a grid: positions that hold the same cell are covered by it."""
    seen: set[int] = set()
    rows: list[tuple[GridCell, ...]] = []
    for line in lines:
        row: list[GridCell] = []
        for x, cell in enumerate(line):
            if id(cell) not in seen:
                seen.add(id(cell))
                height = sum(other[x] is cell for other in lines)
                row.append(attrs.evolve(cell, rowspan=height, colspan=sum(other is cell for other in line)))
        rows.append(tuple(row))
    return attrs.evolve(drawn, rows=tuple(rows), bodies=bodies)


def _resized(drawn: Grid, y: int, by: int) -> tuple[int, ...]:
    """The heights of the bodies if that which holds a row grows by some; one without rows is none."""
    starts = accumulate(drawn.bodies, initial=drawn.head)
    heights = (h + by if start <= y < start + h else h for start, h in zip(starts, drawn.bodies, strict=False))
    return tuple(height for height in heights if height)


IN_TABLES: Mapping[str, Damage] = MappingProxyType(
    {
        "row_missing": InPrint(
            Label("表格缺少一行，记录为空", "a row of a table left out; its figures are blank in the record"),
            change=_row_missing,
        ),
        "extra_row": InPrint(
            Label(
                "表格多出样表没有的一行，其数字不进入记录",
                "a row the template does not have; no cell holds its figures",
            ),
            change=_extra_row,
        ),
        "head_repeated": InPrint(
            Label("表头在表中重复出现，如换页处", "the head of a table once more amid its rows, as after a page break"),
            suits=lambda fmt: any(_cuts_of(fmt)),
            change=_head_repeated,
        ),
        "spans_as_empty_cells": InPrint(
            Label("合并单元格拆成空单元格", "empty cells in place of spans"),
            kinds=SPANNING,
            suits=lambda fmt: any(_has_spans(blank(fmt, key)) for key in fmt.tables),
            change=_spans_as_empty_cells,
        ),
        "zeros_run_together": InPrint(
            Label("一行的 0 连成一格，如“0000000”", "the zeros of a row in one cell, as 0000000"),
            kinds=SPANNING,
            suits=lambda fmt: any(table.draw.layout is Layout.ROWS for table in fmt.tables.values()),
            change=_zeros_run_together,
        ),
        "labels_worded_otherwise": InPrint(
            Label("行列名称与样表不同，如“规范文件”", "labels in other words, as 规范文件 for 规范性文件"),
            suits=_offered(_variants),
            change=_in_labels(_variants),
        ),
        "spaces_in_labels": InPrint(
            Label("行列名称中间有空格或不可见字符", "labels with spaces or invisible characters in them"),
            kinds=EVERY_KIND - {"text"},  # its cells are folded, and a space that stands there is lost
            change=_in_labels(_parted(_GAPS)),
        ),
        "labels_over_lines": InPrint(
            Label("行列名称中间换行", "labels broken over two lines"),
            kinds=EVERY_KIND - {"markdown", "text"},  # there a line of a head is a label; here all are folded anyway
            change=_in_labels(_parted("\n")),
        ),
        "labels_in_half_width": InPrint(
            Label("行列名称用半角标点", "labels with brackets and marks in half width"),
            suits=_offered(_half_width),
            change=_in_labels(_half_width),
        ),
        "labels_in_traditional": InPrint(
            Label("行列名称为繁体字", "labels in traditional characters"),
            suits=_offered(_traditional),
            change=_in_labels(_traditional),
        ),
    }
)
"""By name."""
