"""Reads a table that has kept its grid: rows by the labels left of them, columns as `_columns` has it."""

from collections.abc import Sequence

import attrs

from govdisclosure.evidence import How
from govdisclosure.formats._kit import Cell, Layout
from govdisclosure.readers.tables._columns import Heads
from govdisclosure.readers.tables._match import Accounts, Piece, TableReading
from govdisclosure.readers.tables._squares import Square, SquareRow
from govdisclosure.readers.tables._template import Match, Template, TemplateRow

MAX_BELOW = 40
"""Within how many rows the other half of a label is looked for: no group of the official tables has as many."""


def read_by_heads(rows: Sequence[SquareRow], template: Template) -> TableReading:
    """Read a table from its rows, heads included."""
    reading = _Reading(rows, template)
    for at in range(len(rows)):
        reading.take(at)
    return reading.done()


class _Reading:
    """What has been read of a table so far."""

    def __init__(self, rows: Sequence[SquareRow], template: Template) -> None:
        self._rows = rows
        self._template = template
        self._is_line = template.table.draw.layout is Layout.LINE
        self._accounts = Accounts(template, rows[0].squares[0].piece.place)
        self._heads = Heads(template, rows[0].part, rows[0].width)
        self._below_figures = False
        self._group: str | None = None
        self._joined: set[Square] = set()
        self._taken: set[Square] = set()
        self._seen: list[str] = []

    def take(self, at: int) -> None:
        """One row: figures below heads, or heads."""
        row = self._rows[at]
        if row.part != self._heads.part:
            self._turn_page(row)
        if self._is_line:
            self._take_in_line(row)
            return
        found = self._row_label(at)
        if found is not None and self._template.rows_named(found[1]):
            self._take_figures(row, *found)
        else:
            self._take_heads(row)

    def done(self) -> TableReading:
        """Close the table: say which rows and heads were not there."""
        if not self._is_line:
            self._accounts.miss_rows()
        self._accounts.miss_heads(self._seen)
        return self._accounts.reading()

    def _turn_page(self, row: SquareRow) -> None:
        """The table goes on in another drawn one: its columns are the same only if there are as many."""
        if row.width == self._heads.width:
            self._heads = attrs.evolve(self._heads, part=row.part)
        else:
            self._heads = Heads(self._template, row.part, row.width)
        self._below_figures = not self._is_line or self._below_figures

    # --- labels -------------------------------------------------------------------------------------------------

    def _row_label(self, at: int) -> tuple[Square, Match] | None:
        """The label that names this row: the last before the figures. Groups left of it are entered."""
        row = self._rows[at]
        if self._is_row_of_heads(row):
            return None
        found: tuple[Square, Match] | None = None
        for square in row.squares:
            text = self._whole(at, square)
            match = self._label(text, row, square)
            if match is None:
                continue
            if row.begins(square) and (match.rows or (found is None and self._names_figures(row, square, match))):
                found = (square, match)
            elif not match.rows:
                self._enter(square, text, match)
        if found is not None:
            self._accounts.see_label(self._whole(at, found[0]), found[1])
        return found

    def _is_row_of_heads(self, row: SquareRow) -> bool:
        """Whether heads of columns begin in this row; one alone may name a row as well (其他, 总计)."""
        return sum(self._is_head(square) for square in row.printed) > 1

    def _is_head(self, square: Square) -> bool:
        return any(match.label in self._template.column_heads for match in self._match_head(square))

    def _names_figures(self, row: SquareRow, square: Square, match: Match) -> bool:
        """Whether a label that heads a column names a row here: figures stand right of it."""
        figures = [other for other in row.printed if other.x >= square.end and other.piece.is_figure]
        return match.label in self._template.column_heads and bool(figures)

    def _label(self, text: Piece, row: SquareRow, square: Square) -> Match | None:
        if text.is_blank:
            return None
        match = self._template.match(text.text, self._group)
        if match is None and row.begins(square):
            match = self._template.match_misprint(text.text)
        return match

    def _enter(self, square: Square, text: Piece, match: Match) -> None:
        """Go into the group of rows that a label opens."""
        if match.label in self._template.groups:
            self._group = match.label
        if square not in self._taken:
            self._taken.add(square)
            self._seen.append(match.label)
            self._accounts.see_label(text, match)

    def _whole(self, at: int, square: Square) -> Piece:
        """The text of a square; where a page break has cut a label in two, both halves."""
        piece = square.piece
        if piece.is_figure or self._template.match(piece.text) is not None:
            return piece
        below = self._below(at, square)
        if below is None:
            return piece
        both = Piece(piece.text + below.piece.text, piece.place.to(below.piece.place))
        if self._template.match(both.text) is None:
            return piece
        self._joined.add(below)
        return both

    def _below(self, at: int, square: Square) -> Square | None:
        """The next square in the same column, at the same edge."""
        for row in self._rows[at + 1 : at + 1 + MAX_BELOW]:
            for other in row.squares:
                if other.x == square.x and row.begins(other) and other is not square:
                    return other
        return None

    # --- heads --------------------------------------------------------------------------------------------------

    def _take_heads(self, row: SquareRow) -> None:
        """A row without the label of a row: heads, the head of a block, a group, or something unknown."""
        printed = [square for square in row.printed if square not in self._joined]
        if any(square.piece.is_figure for square in printed):
            self._leave_row(printed)
            return
        matches = {square: self._match_head(square) for square in row.squares}
        for square in printed:
            self._see_heads(square, matches[square])
        if any(self._is_head(square) for square in printed):
            if self._below_figures:
                self._heads = Heads(self._template, row.part, row.width)
                self._below_figures = False
            self._heads.add(row, matches)

    def _see_heads(self, square: Square, matches: Sequence[Match]) -> None:
        """Remember which labels are there; a text that is none is said to be unknown."""
        if not matches:
            self._unknown(square)
        for match in matches if square not in self._taken else ():
            self._seen.append(match.label)
            self._accounts.see_label(square.piece, match)
        self._taken.add(square)

    def _match_head(self, square: Square) -> tuple[Match, ...]:
        """The labels in a head's cell: its text is one, or each of its lines is."""
        whole, *lines = square.texts
        match = self._template.match(whole)
        if match is not None:
            return (match,)
        each = [self._template.match(line) for line in lines]
        if each and all(each):
            return tuple(match for match in each if match is not None)
        match = self._template.match_misprint(whole)
        return () if match is None else (match,)

    def _unknown(self, square: Square) -> None:
        if square not in self._taken and not self._template.has_fragment(square.piece.text):
            self._accounts.see_unknown(square.piece)

    # --- figures ------------------------------------------------------------------------------------------------

    def _take_figures(self, row: SquareRow, label: Square, match: Match) -> None:
        """A row that has a label: each figure goes to the column its head names."""
        target = self._accounts.row_of(attrs.evolve(match, rows=self._template.rows_named(match)))
        self._below_figures = True
        left = [square for square in row.printed if square.end <= label.x and square.piece.is_figure]
        self._accounts.leave([square.piece for square in left], label.piece.text)
        values = [square for square in row.squares if square.x >= label.end]
        if target is None or target.index in self._accounts.seen_rows:  # once more than the template has it
            figures = [square for square in values if not square.piece.is_unit]
            self._accounts.leave(self._fresh(row, figures), label.piece.text)
            return
        self._accounts.enter_row(target)
        if target.group is None:
            self._group = target.label
        if self._template.table.draw.layout is Layout.LIST:
            self._place_single(row, target, values, label, match)
        else:
            self._place(row, target.cells, values, label, match.how)

    def _place(
        self, row: SquareRow, cells: Sequence[Cell], values: Sequence[Square], label: Square | None, how: How
    ) -> None:
        """Put figures into cells: under their heads where these are clear, else by order, else nowhere."""
        placed = self._heads.columns_of(values, cells, label)
        if placed is None:
            pieces = [square.piece for square in values]
            apart = self._accounts.unglued(pieces, len(cells))
            if apart != pieces:
                for cell, piece in zip(cells, apart, strict=True):
                    self._accounts.put(cell, piece, How.ORDER)
                return
        for square in values:
            column = None if placed is None else placed.get(square)
            if column is None or (square.height > 1 and not square.piece.is_blank):
                self._accounts.leave(self._fresh(row, [square]), None if label is None else label.piece.text)
            else:
                self._accounts.put(column.cell, square.piece, how if column.sure else How.ORDER, self._accounts.unit)

    def _place_single(
        self, row: SquareRow, target: TemplateRow, values: Sequence[Square], label: Square, match: Match
    ) -> None:
        """The one figure of a row of a list, beside its unit."""
        units = [square.piece for square in values if square.piece.is_unit]
        rest = [square for square in values if not square.piece.is_unit]
        printed = [square for square in rest if not square.piece.is_blank]
        chosen = printed if printed else rest[:1]
        if len(chosen) == 1 and (not printed or chosen[0].height == 1):
            unit = units[-1].text if units else None
            self._accounts.put(target.cells[0], chosen[0].piece, match.how, unit)
        else:
            self._accounts.leave(self._fresh(row, chosen), label.piece.text)

    def _take_in_line(self, row: SquareRow) -> None:
        """A row of a table that has one row of figures under all its heads."""
        cells = self._template.table.cells
        printed = row.printed
        figures = [square for square in printed if square.piece.is_figure]
        is_empty_form = not printed and bool(self._heads.labels) and len(row.own) >= len(cells)
        if is_empty_form or (printed and len(figures) == len(printed)):
            if self._below_figures:  # a second row of figures
                self._accounts.leave(self._fresh(row, row.squares), None)
            else:
                self._place(row, cells, row.squares, None, How.EXACT)
            self._below_figures = True
            return
        texts = [square for square in printed if square not in figures]
        self._accounts.leave([square.piece for square in figures], texts[-1].piece.text if texts else None)
        matches = {square: self._match_head(square) for square in row.squares}
        for square in texts:
            self._see_heads(square, matches[square])
        if any(matches.values()):
            self._heads.add(row, matches)

    # --- what is left -------------------------------------------------------------------------------------------

    def _leave_row(self, printed: Sequence[Square]) -> None:
        """Figures in a row whose label is not known."""
        texts = [square for square in printed if not (square.piece.is_figure or square.piece.is_unit)]
        near = texts[-1].piece.text if texts else None
        for square in texts:
            self._unknown(square)
        self._accounts.leave([square.piece for square in printed if square.piece.is_figure], near)
        self._below_figures = True

    def _fresh(self, row: SquareRow, squares: Sequence[Square]) -> list[Piece]:
        """Squares that begin in this row, so that one that covers several is left over once."""
        return [square.piece for square in squares if row.begins(square)]
