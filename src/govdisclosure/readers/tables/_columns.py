"""Which column each figure of a row belongs to: by the heads above it or, where they fail, by order.

Heads are believed only where they surely stand over their columns. Where they do not (spans that differ, a head that is
missing, a cell too few), order decides, if a row has exactly as many figures as the template and no head that is there
says otherwise; the note GD609 then says so. What remains is left unplaced. Nothing is ever shifted.
"""

from collections.abc import Mapping, Sequence

import attrs

from govdisclosure.formats._kit import Cell, Layout
from govdisclosure.readers.tables._squares import Square, SquareRow, covers
from govdisclosure.readers.tables._template import Match, Template


@attrs.frozen
class Column:
    """The cell of the template that a figure belongs to; `sure` if its own head says so."""

    cell: Cell
    sure: bool


@attrs.define
class Heads:
    """The rows of heads above some rows of figures: by column, the labels that stand over it, the lowest last."""

    template: Template
    part: int
    width: int
    labels: dict[int, list[str]] = attrs.field(factory=dict)
    whole: bool = True
    """Whether nothing is cut out of them, so that a label does stand over its column."""
    seen: list[str] = attrs.field(factory=list)
    """The labels as they are printed, row by row."""
    reach: int = 0
    """The first column behind their rows, blank cells and all."""

    @property
    def end(self) -> int:
        """The first column behind those that have a label."""
        return max(self.labels, default=-1) + 1

    def add(self, row: SquareRow, matches: Mapping[Square, Sequence[Match]]) -> None:
        """Put the labels of a row of heads over its columns."""
        self.reach = max(self.reach, row.squares[-1].end)
        for at, square in enumerate(row.squares):
            for match in matches[square]:
                if match.label in self.template.column_heads:
                    if row.begins(square):
                        self.seen.append(match.label)
                    for x in range(square.x, self._reach(row, at, match)):
                        labels = self.labels.setdefault(x, [])
                        if match.label not in labels[-1:]:
                            labels.append(match.label)
        self.whole = self.whole and covers(row.squares, 0, self.end)

    def _reach(self, row: SquareRow, at: int, match: Match) -> int:
        """How far a head reaches: where spans are not kept, one above other heads covers the blank cells behind it."""
        start, end = row.squares[at].x, row.squares[at].end
        if match.label in self.template.column_groups:
            above = self.labels.get(start)
            for square in row.squares[at + 1 :]:
                is_next = square.piece.is_blank and row.begins(square) and square.x == end
                if not is_next or self.labels.get(square.x) != above:
                    break
                end = square.end
        return end

    def columns_of(
        self, values: Sequence[Square], cells: Sequence[Cell], label: Square | None
    ) -> dict[Square, Column] | None:
        """The cell of each figure behind a label, as far as heads or order tell; None if neither does."""
        if self._lacks_one(values):
            return None
        under = {square: self._cells_under(square, cells) for square in values}
        found = self._by_heads(under, cells, label)
        return self._by_order(under, cells) if found is None else found

    def _lacks_one(self, values: Sequence[Square]) -> bool:
        """Whether a row is shorter than its heads and some of it is blank: is that a figure, or the rest of a span?"""
        blanks = sum(square.piece.is_blank for square in values)
        return 0 < blanks < len(values) and max(square.end for square in values) < self.reach

    def _by_heads(
        self, under: Mapping[Square, frozenset[str]], cells: Sequence[Cell], label: Square | None
    ) -> dict[Square, Column] | None:
        """Every figure under its head. None if heads and figures do not surely stand over one another."""
        start = label.end if label is not None else 0
        if not self.whole or not covers(tuple(under), start, self.end):
            return None
        named = {square: next(iter(paths)) for square, paths in under.items() if len(paths) == 1}
        if not named or len(set(named.values())) < len(named) or not self._believed(named, cells):
            return None
        first, last = next(iter(named)), list(named)[-1]
        outside = [square for square in under if square.x < first.x or square.x > last.x]
        if any(not square.piece.is_blank for square in outside):
            return None
        if any(square not in named for square in under if first.x < square.x < last.x):
            return None  # a column without a head among the others: which of them is it?
        in_place = label is None or label.x == len(cells[0].row_labels) - 1
        if first.x > start and not in_place and last.piece.is_blank and not all(s.piece.is_blank for s in named):
            return None  # is the row shifted, or is its last cell blank?
        by_path = {cell.path: cell for cell in cells}
        return {square: Column(by_path[path], sure=True) for square, path in named.items()}

    def _believed(self, named: Mapping[Square, str], cells: Sequence[Cell]) -> bool:
        """Whether heads are where they belong: in the order of the template, or else each under its group's head."""
        order = iter(cell.path for cell in cells)
        if all(path in order for path in named.values()):
            return True
        over = self.template.over
        return all(
            set(self.labels.get(square.x, ())) & self.template.column_groups == set(over[path][:-1])
            for square, path in named.items()
        )

    def _by_order(self, under: Mapping[Square, frozenset[str]], cells: Sequence[Cell]) -> dict[Square, Column] | None:
        """Figures in the order of the template, if there are just as many and the heads there are say nothing else."""
        squares = self._without_fillers(tuple(under), len(cells))
        if len(squares) != len(cells) or not all(square.piece.is_figure for square in squares):
            return None
        if len(cells) > 1 and any(square.width > 1 for square in squares):
            return None
        pairs = list(zip(squares, cells, strict=True))
        if self.whole and covers(squares, squares[0].x, self.end):
            if any(under[square] and cell.path not in under[square] for square, cell in pairs):
                return None
            return {square: Column(cell, sure=self._names(square, cell)) for square, cell in pairs}
        if not self.template.in_order(self.seen, cells):
            return None
        return {square: Column(cell, sure=False) for square, cell in pairs}

    def _names(self, square: Square, cell: Cell) -> bool:
        """Whether the label right above a square is that of a cell."""
        return self.template.over[cell.path][-1] in self.labels.get(square.x, [])[-1:]

    def _without_fillers(self, values: Sequence[Square], width: int) -> list[Square]:
        """The squares without blank ones at the end, and at the beginning left of all heads, that are too many."""
        squares = list(values)
        while len(squares) > width and squares[-1].piece.is_blank:
            squares.pop()
        first = min(self.labels, default=0)
        if len(squares) > width:
            squares = [square for square in squares if square.x >= first or not square.piece.is_blank]
        return squares

    def _cells_under(self, square: Square, cells: Sequence[Cell]) -> frozenset[str]:
        """The paths of the cells whose heads stand over a square; one, if all is well."""
        paths = set()
        for x in range(square.x, square.end):
            labels = self.labels.get(x, [])
            cell = self._cell_by_labels(labels, cells)
            if cell is not None:
                paths.add(cell.path)
        return frozenset(paths)

    def _cell_by_labels(self, labels: Sequence[str], cells: Sequence[Cell]) -> Cell | None:
        """The cell that the lowest fitting label names; in a line, the one whose group is named above it too."""
        for at in range(len(labels) - 1, -1, -1):
            fitting = [cell for cell in cells if self.template.over[cell.path][-1] == labels[at]]
            if self.template.table.draw.layout is Layout.LINE:
                fitting = [cell for cell in fitting if set(self.template.over[cell.path][:-1]) <= set(labels[:at])]
            if len(fitting) == 1:
                return fitting[0]
        return None
