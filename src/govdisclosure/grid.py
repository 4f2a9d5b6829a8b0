"""The geometry of the official tables: which cell stands where, and what it spans.

Nothing else knows it. Writers print a `Grid`; readers turn a document's tables into `Grid` and match them by label.
A layout is drawn as a plain rectangle in which one cell may stand at several neighbouring positions; `_drawn` turns
that into spans and `expand` turns spans back into the rectangle.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Literal

import attrs

from govdisclosure.formats import Report, format_of
from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Cell, Label, Layout, Row, Table, TableKey
from govdisclosure.formats.shared import APPLICANTS

Figure = int | Decimal | None
"""What a cell holds; None is blank."""

Scope = Literal["", "col", "colgroup", "row", "rowgroup"]
"""What a header cell names, as HTML has it: a column, a `Grid.columns` group, a row, or a `Grid.bodies` group."""


@attrs.frozen
class GridCell:
    """One cell as drawn. `path` is that of the figure it holds; `header` is empty for figures and notes.

    >>> from govdisclosure.grid import GridCell
    >>> GridCell("总计", colspan=2, header="col").rowspan
    1
    """

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: Scope = ""
    path: str | None = None


@attrs.frozen
class Grid:
    """A table as drawn: each row holds the cells that begin in it, as in HTML.

    `head` is how many of the first rows are the table's head. `bodies` are the heights of the groups the other
    rows fall into, `columns` the widths of the groups of columns; both add up to the whole.
    """

    key: TableKey
    label: Label
    rows: tuple[tuple[GridCell, ...], ...]
    head: int
    bodies: tuple[int, ...]
    columns: tuple[int, ...]


def grid(report: Report, key: TableKey) -> Grid:
    """A table of a report in the official layout, its figures as printed.

    A table the report does not have is drawn blank. Raises `KeyError` if the format has no such table.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.grid import grid
    >>> drawn = grid(Report2021(year=2023, organ=Organ()), "proactive")
    >>> [[cell.text for cell in row] for row in drawn.rows[:2]]
    [['第二十条第（一）项'], ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数']]
    """
    form = blank(format_of(report), key)
    rows = tuple(tuple(_filled(cell, report) for cell in row) for row in form.rows)
    return attrs.evolve(form, rows=rows)


def grids(report: Report) -> tuple[Grid, ...]:
    """Every table the report has, in printed order.

    >>> from govdisclosure import LegacyReport, Organ, Report2021
    >>> from govdisclosure.grid import grids
    >>> [drawn.key for drawn in grids(Report2021(year=2023, organ=Organ()))]
    ['proactive', 'requests', 'proceedings']
    >>> grids(LegacyReport(year=2012, organ=Organ()))
    ()
    """
    return tuple(grid(report, key) for key in format_of(report).tables if getattr(report, key) is not None)


@cache
def blank(fmt: Format, key: TableKey) -> Grid:
    """The empty form of a table: every label in its place, every figure an empty cell with its path.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.grid import blank
    >>> form = blank(FORMATS["2021"], "proceedings")
    >>> [(cell.text, cell.rowspan, cell.colspan) for cell in form.rows[0]]
    [('行政复议', 2, 5), ('行政诉讼', 1, 10)]
    """
    table = fmt.tables[key]
    return _LAYOUTS[table.draw.layout](table)


def expand(drawn: Grid) -> tuple[tuple[GridCell, ...], ...]:
    """The grid as a rectangle: at each position the cell that covers it.

    Raises `ValueError` where spans overlap or leave a gap.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.grid import blank, expand
    >>> [cell.text for cell in expand(blank(FORMATS["2021"], "proceedings"))[1][4:7]]
    ['行政复议', '未经复议直接起诉', '未经复议直接起诉']
    """
    width, height = sum(drawn.columns), len(drawn.rows)
    covered: dict[tuple[int, int], GridCell] = {}
    for y, row in enumerate(drawn.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            for position in ((y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan)):
                if position in covered:
                    raise ValueError(f"{drawn.key}: {cell.text!r} overlaps another cell at {position}")
                covered[position] = cell
    if covered.keys() != {(y, x) for y in range(height) for x in range(width)}:
        raise ValueError(f"{drawn.key}: not a rectangle of {height} rows and {width} columns")
    return tuple(tuple(covered[y, x] for x in range(width)) for y in range(height))


def cell_text(report: Report, path: str) -> str:
    """What is printed in a cell: its raw text where the record keeps one, else the bare number, else nothing.

    >>> from decimal import Decimal
    >>> from govdisclosure import Organ, Report2019
    >>> from govdisclosure.formats.f2019 import Proactive, Procurement
    >>> from govdisclosure.grid import cell_text
    >>> bought = Proactive(procurement=Procurement(items=21, amount=Decimal("376")))
    >>> paths = [f"proactive.{name}" for name in ("procurement.amount", "procurement.items", "fees.items_change")]
    >>> report = Report2019(year=2019, organ=Organ(), proactive=bought, printed={paths[0]: "376万"})
    >>> [cell_text(report, path) for path in paths]
    ['376万', '21', '']
    """
    return report.printed[path] if path in report.printed else bare(value_at(report, path))


def bare(value: Figure) -> str:
    """A figure as it is printed by itself: plain digits, a sign only if it is negative; nothing if it is blank.

    >>> from decimal import Decimal
    >>> from govdisclosure.grid import bare
    >>> bare(Decimal("1E+2")), bare(-14), bare(None)
    ('100', '-14', '')
    """
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def value_at(report: Report, path: str) -> Figure:
    """The figure at a path; None where it is blank or the report does not have its table.

    >>> from govdisclosure import LegacyReport, Organ
    >>> from govdisclosure.grid import value_at
    >>> value_at(LegacyReport(year=2012, organ=Organ()), "statistics.fees") is None
    True
    """
    table, _, rest = path.partition(".")
    found = getattr(report, table)
    value: Figure = None if found is None else attrgetter(rest)(found)
    return value


def is_unread(report: Report, path: str) -> bool:
    """Whether figures were printed in a cell but not read as one: a blank with digits in its raw text.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.grid import is_unread
    >>> report = Report2021(year=2023, organ=Organ(), printed={"proactive.fees.amount": "约12"})
    >>> is_unread(report, "proactive.fees.amount"), is_unread(report, "requests.received.total")
    (True, False)
    """
    return any(character.isdigit() for character in report.printed.get(path, ""))


def _filled(cell: GridCell, report: Report) -> GridCell:
    return cell if cell.path is None else attrs.evolve(cell, text=cell_text(report, cell.path))


def _blocks(table: Table) -> Grid:
    """Table 2: blocks one below the other; where a block is narrow, its last column takes the rest of the width."""
    width = 1 + max(len(row.cells) for row in table.rows)
    lines: list[list[GridCell]] = []
    bodies: list[int] = []
    for (block, columns), rows in groupby(table.rows, key=lambda row: (row.block, _column_labels(row))):
        body = [] if block is None else [[GridCell(block.zh, header="rowgroup")]]
        body.append([_corner(table, "col"), *(GridCell(labels[-1].zh, header="col") for labels in columns)])
        body += ([GridCell(row.labels[-1].zh, header="row"), *map(_figure, row.cells)] for row in rows)
        lines += (line + line[-1:] * (width - len(line)) for line in body)
        bodies.append(len(body))
    return _drawn(table, lines, 0, bodies, [1] * width)


def _rows(table: Table) -> Grid:
    """Table 3: labels of rows in up to three columns, the same columns of figures throughout."""
    depth = max(len(row.labels) for row in table.rows)
    columns = _column_labels(table.rows[0])
    applicants = GridCell(APPLICANTS.zh, header="col")
    corner = _corner(table, "")
    head = [[corner] * depth + line for line in ([applicants] * len(columns), *_column_heads(columns))]
    cells = _Shared("row")
    body = [[*_row_heads(row.labels, depth, cells), *map(_figure, row.cells)] for row in table.rows]
    bodies = _runs(row.labels[0] for row in table.rows)
    return _drawn(table, head + body, len(head), bodies, [depth, *_runs(labels[0] for labels in columns)])


def _line(table: Table) -> Grid:
    """Table 4: one line of figures under all their labels."""
    columns = tuple(cell.labels for cell in table.cells)
    head = _column_heads(columns)
    figures = [_figure(cell) for cell in table.cells]
    return _drawn(table, [*head, figures], len(head), [1], _runs(labels[0] for labels in columns))


_UNIT = Label("计量单位", "Unit")
_THIS_YEAR = Label("本年累计", "This year")
_OF_WHICH = Label("其中：", "of which: ")


def _list(table: Table) -> Grid:
    """The statistics table: one figure a line, with its unit; the first part of a total begins with 其中."""
    lines = [[_corner(table, "col"), *(GridCell(label.zh, header="col") for label in (_UNIT, _THIS_YEAR))]]
    depth = 1
    for cell in table.cells:
        opens_parts = len(cell.labels) > depth
        depth = len(cell.labels)
        text = (_OF_WHICH.zh if opens_parts else "") + cell.labels[-1].zh
        lines.append([GridCell(text, header="row"), GridCell(cell.measure.unit), _figure(cell)])
    return _drawn(table, lines, 1, [len(table.cells)], [1] * 3)


_LAYOUTS: Mapping[Layout, Callable[[Table], Grid]] = {
    Layout.BLOCKS: _blocks,
    Layout.ROWS: _rows,
    Layout.LINE: _line,
    Layout.LIST: _list,
}

Labels = tuple[Label, ...]


def _column_labels(row: Row) -> tuple[Labels, ...]:
    return tuple(cell.column_labels for cell in row.cells)


def _column_heads(columns: Sequence[Labels]) -> list[list[GridCell]]:
    """The lines of labels above the figures. A short path of labels is stretched at its top."""
    depth = max(len(labels) for labels in columns)
    cells = _Shared("col")
    padded = [[labels[:1]] * (depth - len(labels)) + _prefixes(labels) for labels in columns]
    return [[cells[part[level]] for part in padded] for level in range(depth)]


def _row_heads(labels: Labels, depth: int, cells: "_Shared") -> list[GridCell]:
    """The labels left of the figures. A short path of labels is stretched at its end."""
    return [cells[part] for part in _prefixes(labels) + [labels] * (depth - len(labels))]


def _prefixes(labels: Labels) -> list[Labels]:
    return [labels[:end] for end in range(1, len(labels) + 1)]


class _Shared(dict[Labels, GridCell]):
    """One header cell a path of labels, so that the rows or columns under a label share its cell."""

    def __init__(self, header: Scope) -> None:
        super().__init__()
        self._header: Scope = header

    def __missing__(self, labels: Labels) -> GridCell:
        self[labels] = GridCell(labels[-1].zh, header=self._header)
        return self[labels]


def _corner(table: Table, header: Scope) -> GridCell:
    corner = table.draw.corner
    return GridCell("" if corner is None else corner.zh, header=header)


def _figure(cell: Cell) -> GridCell:
    return GridCell("", path=cell.path)


def _runs(values: Iterable[Hashable]) -> tuple[int, ...]:
    """How often each value comes in a row: ``a a b`` is 2, 1."""
    return tuple(len(tuple(run)) for _, run in groupby(values))


def _drawn(
    table: Table, lines: Sequence[Sequence[GridCell]], head: int, bodies: Sequence[int], columns: Sequence[int]
) -> Grid:
    """The rectangle as a grid: positions that hold the same cell object become one cell that spans them."""
    extent: dict[int, tuple[int, int]] = {}
    for y, line in enumerate(lines):
        for x, cell in enumerate(line):
            extent[id(cell)] = (y + 1, x + 1)
    bodies_at = dict(zip(accumulate(bodies, initial=head), bodies, strict=False))
    columns_at = dict(zip(accumulate(columns, initial=0), columns, strict=False))
    rows: list[tuple[GridCell, ...]] = []
    seen: set[int] = set()
    for y, line in enumerate(lines):
        row = []
        for x, cell in enumerate(line):
            if id(cell) not in seen:
                seen.add(id(cell))
                bottom, right = extent[id(cell)]
                spanned = attrs.evolve(cell, rowspan=bottom - y, colspan=right - x)
                row.append(_group_header(spanned, bodies_at.get(y), columns_at.get(x)))
        rows.append(tuple(row))
    return Grid(table.key, table.label, tuple(rows), head, tuple(bodies), tuple(columns))


def _group_header(cell: GridCell, body: int | None, columns: int | None) -> GridCell:
    """A header cell that covers exactly a group of several rows or columns names the group."""
    if cell.header == "row" and cell.rowspan > 1 and cell.rowspan == body:
        return attrs.evolve(cell, header="rowgroup")
    if cell.header == "col" and cell.colspan > 1 and cell.colspan == columns:
        return attrs.evolve(cell, header="colgroup")
    return cell
