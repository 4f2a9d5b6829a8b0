"""Tables of a Word document: which cells are one cell as drawn.

Word writes a merged cell once for each row it covers and says that the lower ones continue it. They do if they begin
in the same column of the grid and are as wide; else they are cells of their own, so that nothing is shifted. A cell
that continues another and yet holds text is a cell of its own too, so that nothing is lost.
"""

import attrs

from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, TableCell, Text

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
    """A table as written, the flow it stands in, and the row that is being read."""

    number: int
    flow: Flow
    rows: list[WordRow] = attrs.field(factory=list)
    row: WordRow | None = None

    def close_row(self) -> None:
        """The row is complete; one that is hidden is left out unless it shows something."""
        row, self.row = self.row, None
        if row is not None and not (row.hidden and not any(cell.flow.pieces for cell in row.cells)):
            self.rows.append(row)

    def drawn(self) -> DrawnTable | None:
        """The table as drawn; None if it has no row."""
        covered = self._merge()
        rows = tuple(self._row(n, row, covered) for n, row in enumerate(self.rows, 1))
        return DrawnTable(rows, Place(table=self.number)) if rows else None

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
