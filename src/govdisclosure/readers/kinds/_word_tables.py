"""Tables of a Word document: which cells are one cell as drawn.

Word writes a merged cell once for each row it covers and says that the lower ones continue it. They do if they begin
in the same column of the grid and are as wide; else they are cells of their own, so that nothing is shifted. A cell
that continues another and yet holds text is a cell of its own too, so that nothing is lost.

Borders that were dragged by hand, or rounded by a program, miss each other by a hair, and each miss is a column of the
grid. Such columns are too narrow to show anything, no cell stands in one alone, and they are not counted.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, TableCell, Text
from govdisclosure.readers.kinds._word_styles import W, child, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

NARROW = 113
"""Less than 2 mm, in twentieths of a point."""

Piece = str | DrawnTable
"""A line of text whose place is that of what it stands in, or a table."""


@attrs.define(eq=False)
class Flow:
    """Where paragraphs and tables follow each other: the body, a cell, a text box, a note."""

    pieces: list[Piece] = attrs.field(factory=list)
    continues: bool = False
    """A cell that Word does not draw, as the one above covers it."""


@attrs.define(eq=False)
class WordCell:
    """A cell as written. `column` counts from 0."""

    column: int
    colspan: int
    flow: Flow = attrs.field(factory=Flow)
    merged: bool = False
    """It may be continued below."""
    widens: bool = False
    """It continues the cell to its left."""
    rowspan: int = 1


@attrs.define(eq=False)
class WordRow:
    """A row as written. `before` is how many columns of the grid it leaves out on the left."""

    before: int = 0
    cells: list[WordCell] = attrs.field(factory=list)
    hidden: bool = False

    @property
    def width(self) -> int:
        """Columns of the grid up to the end of its last cell."""
        return self.cells[-1].column + self.cells[-1].colspan if self.cells else self.before

    def close_cell(self) -> None:
        """The last cell is complete: if it continues the one to its left and is empty, it becomes part of it."""
        cell = self.cells[-1]
        if cell.widens and len(self.cells) > 1 and not cell.flow.pieces:
            self.cells.pop()
            self.cells[-1].colspan += cell.colspan


@attrs.define(eq=False)
class WordTable:
    """A table as written, the flow it stands in, and the row that is being read. `widths` are those of its grid."""

    number: int
    flow: Flow
    widths: list[int] = attrs.field(factory=list)
    rows: list[WordRow] = attrs.field(factory=list)
    row: WordRow | None = None

    def close_row(self) -> None:
        """The row is complete; one that is hidden is left out unless it shows something."""
        row, self.row = self.row, None
        if row is not None and not (row.hidden and not any(cell.flow.pieces for cell in row.cells)):
            self.rows.append(row)

    def drawn(self) -> DrawnTable | None:
        """The table as drawn; None if it has no row."""
        self._straighten()
        covered = self._merge()
        rows = tuple(self._row(n, row, covered) for n, row in enumerate(self.rows, 1))
        return DrawnTable(rows, Place(table=self.number)) if rows else None

    def _straighten(self) -> None:
        """Count columns without the hairs between borders that are meant to be one."""
        cells = [cell for row in self.rows for cell in row.cells]
        hair_of = {column: n for n, hair in enumerate(self._hairs()) for column in hair}
        if not hair_of:
            return
        alone = {hair_of.get(c.column) for c in cells if hair_of.get(c.column) == hair_of.get(c.column + c.colspan - 1)}
        dropped = {column for column, hair in hair_of.items() if hair not in alone}
        columns = [0]
        for column in range(max((row.width for row in self.rows), default=0)):
            columns.append(columns[-1] + (column not in dropped))
        for row in self.rows:
            row.before = columns[row.before]
        for cell in cells:
            end = columns[cell.column + cell.colspan]
            cell.column = columns[cell.column]
            cell.colspan = end - cell.column

    def _hairs(self) -> Iterator[range]:
        """Neighbouring columns that are too narrow together."""
        start = width = 0
        for column, own in enumerate([*self.widths, NARROW]):
            if own < NARROW:
                width += own
                continue
            if start < column and width < NARROW:
                yield range(start, column)
            start, width = column + 1, 0

    def _merge(self) -> set[WordCell]:
        """Give merged cells their height; the cells that they cover."""
        covered: set[WordCell] = set()
        above: dict[int, WordCell] = {}
        for row in self.rows:
            here: dict[int, WordCell] = {}
            for cell in row.cells:
                first = above.get(cell.column)
                if cell.flow.continues and not cell.flow.pieces and first and first.colspan == cell.colspan:
                    first.rowspan += 1
                    covered.add(cell)
                    here[cell.column] = first
                elif cell.merged:
                    here[cell.column] = cell
            above = here
        return covered

    def _row(self, number: int, row: WordRow, covered: set[WordCell]) -> tuple[TableCell, ...]:
        cells = [self._cell(number, cell) for cell in row.cells if cell not in covered]
        if row.before:
            cells.insert(0, self._cell(number, WordCell(0, row.before)))  # keeps the others in their columns
        return tuple(cells)

    def _cell(self, row: int, cell: WordCell) -> TableCell:
        place = Place(
            table=self.number,
            row=row,
            column=cell.column + 1,
            end_row=row + cell.rowspan - 1 if cell.rowspan > 1 else None,
            end_column=cell.column + cell.colspan if cell.colspan > 1 else None,
        )
        items = tuple(Text(piece, place) if isinstance(piece, str) else piece for piece in cell.flow.pieces)
        return TableCell(items, place, cell.rowspan, cell.colspan)


def widths_of(table: "_Element") -> list[int]:
    """The widths of the columns of a table's grid, in twentieths of a point."""
    grid = child(table, "tblGrid")
    columns = () if grid is None else grid.iterchildren(f"{W}gridCol")
    return [whole(column.get(f"{W}w"), NARROW) for column in columns]


def merged_across(properties: "_Element | None") -> str | None:
    """Whether a cell begins (``restart``) or goes on (``continue``) across columns."""
    return _merge(properties, "hMerge")


def merged_down(properties: "_Element | None") -> str | None:
    """Whether a cell begins (``restart``) or goes on (``continue``) down rows; a tracked change counts as accepted."""
    return _merge(properties, "vMerge") or _tracked_merge(properties)


def _merge(properties: "_Element | None", name: str) -> str | None:
    found = child(properties, name)
    return None if found is None else found.get(f"{W}val", "continue")


def _tracked_merge(properties: "_Element | None") -> str | None:
    found = child(properties, "cellMerge")
    kind = None if found is None else found.get(f"{W}vMerge")
    return {"cont": "continue", "rest": "restart"}.get(kind or "")
