"""Reads a table that has kept its grid: rows by the labels left of them, columns by the heads above them.

Where the columns of figures do not stand under their heads (spans that differ, a head that is missing, a cell too
few), order decides, if a row has exactly as many figures as the template and no head that is there says otherwise; the
note GD609 then says so. What remains is left unplaced. Nothing is ever shifted.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from govdisclosure.evidence import How
from govdisclosure.formats._kit import Cell, Layout
from govdisclosure.readers._match import Accounts, Piece, TableReading
from govdisclosure.readers._squares import Square, SquareRow, covers
from govdisclosure.readers._template import Match, Template, TemplateRow


@attrs.define
class _Heads:
    """The rows of heads above some rows of figures: by column, the labels that stand over it, the lowest last."""

    part: int = 0
    width: int = 0
    labels: dict[int, list[str]] = attrs.field(factory=dict)
    whole: bool = True
    """Whether nothing is cut out of them, so that a label does stand over its column."""
    seen: list[str] = attrs.field(factory=list)
    """The labels as they are printed, row by row."""

    @property
    def end(self) -> int:
        """The first column behind those that have a label."""
        return max(self.labels, default=-1) + 1


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
        self._heads = _Heads(rows[0].part, rows[0].width)
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
        self._accounts.miss_heads(self._missing_heads())
        return self._accounts.reading()

    def _turn_page(self, row: SquareRow) -> None:
        """The table goes on in another drawn one: its columns are the same only if there are as many."""
        above = self._heads
        self._heads = _Heads(row.part, row.width)
        if row.width == above.width:
            self._heads = _Heads(row.part, row.width, dict(above.labels), above.whole, list(above.seen))
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
        heads = [square for square in row.printed if self._is_head(square)]
        return len(heads) > 1 or (len(heads) == 1 and not any(square.piece.is_figure for square in row.printed))

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
            match = self._template.match_misprint(text.text, self._group)
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
        if piece.is_blank or piece.is_figure or self._template.match(piece.text, self._group) is not None:
            return piece
        below = self._below(at, square)
        if below is None:
            return piece
        both = Piece(piece.text + below.piece.text, piece.place.to(below.piece.place), piece.cell)
        if self._template.match(both.text, self._group) is None:
            return piece
        self._joined.add(below)
        return both

    def _below(self, at: int, square: Square) -> Square | None:
        """The next square in the same column, at the same edge."""
        for row in self._rows[at + 1 :]:
            for other in row.squares:
                if other.x == square.x and row.begins(other) and other is not square:
                    return None if other.piece.is_blank or other.piece.is_figure else other
        return None

    # --- heads --------------------------------------------------------------------------------------------------

    def _take_heads(self, row: SquareRow) -> None:
        """A row without the label of a row: heads, the head of a block, a group, or something unknown."""
        printed = [square for square in row.printed if square not in self._joined]
        if any(square.piece.is_figure for square in printed):
            self._leave_row(row, printed)
            return
        matches = {square: self._match_head(square) for square in row.squares}
        for square in printed:
            self._see_heads(square, matches[square])
        if any(self._is_head(square) for square in printed):
            if self._below_figures:
                self._heads = _Heads(row.part, row.width)
                self._below_figures = False
            self._add_heads(row, matches)

    def _add_heads(self, row: SquareRow, matches: Mapping[Square, Sequence[Match]]) -> None:
        """Put the labels of a row of heads over its columns."""
        heads = self._heads
        for at, square in enumerate(row.squares):
            for match in matches[square]:
                if match.label in self._template.column_heads:
                    if row.begins(square):
                        heads.seen.append(match.label)
                    for x in range(square.x, self._reach(row, at, match)):
                        labels = heads.labels.setdefault(x, [])
                        if match.label not in labels[-1:]:
                            labels.append(match.label)
        heads.whole = heads.whole and covers(row.squares, 0, heads.end)

    def _reach(self, row: SquareRow, at: int, match: Match) -> int:
        """How far a head reaches: where spans are not kept, one above other heads covers the blank cells behind it."""
        start, end = row.squares[at].x, row.squares[at].end
        if match.label in self._template.column_groups:
            above = self._heads.labels.get(start)
            for square in row.squares[at + 1 :]:
                is_next = square.piece.is_blank and row.begins(square) and square.x == end
                if not is_next or self._heads.labels.get(square.x) != above:
                    break
                end = square.end
        return end

    def _see_heads(self, square: Square, matches: Sequence[Match]) -> None:
        """Remember which labels are there; a text that is none is said to be unknown."""
        if not matches:
            self._unknown(square)
        for match in matches if square not in self._taken else ():
            self._seen.append(match.label)
            self._accounts.see_label(square.piece, match)
            if match.label in self._template.groups:
                self._group = match.label
        self._taken.add(square)

    def _match_head(self, square: Square) -> tuple[Match, ...]:
        """The labels in a head's cell: its text is one, or each of its lines is."""
        whole, *lines = square.texts
        match = self._template.match(whole, self._group)
        if match is not None:
            return (match,)
        each = [self._template.match(line, self._group) for line in lines]
        if each and all(each):
            return tuple(match for match in each if match is not None)
        match = self._template.match_misprint(whole, self._group)
        return () if match is None else (match,)

    def _unknown(self, square: Square) -> None:
        if square not in self._taken and not self._template.has_fragment(square.piece.text):
            self._accounts.see_unknown(square.piece)
        self._taken.add(square)

    # --- figures ------------------------------------------------------------------------------------------------

    def _take_figures(self, row: SquareRow, label: Square, match: Match) -> None:
        """A row that has a label: each figure goes to the column its head names."""
        target = self._accounts.row_of(attrs.evolve(match, rows=self._template.rows_named(match)))
        self._below_figures = True
        left = [square for square in row.printed if square.x < label.x and square.piece.is_figure]
        self._accounts.leave([square.piece for square in left], label.piece.text)
        values = [square for square in row.squares if square.x >= label.end]
        if target is None or target.index in self._accounts.seen_rows:  # once more than the template has it
            figures = [square for square in values if not square.piece.is_unit]
            self._accounts.leave(self._fresh(row, figures), label.piece.text)
            return
        self._accounts.enter_row(target)
        if target.label in self._template.groups:
            self._group = target.label
        if self._template.table.draw.layout is Layout.LIST:
            self._place_single(row, target, values, label, match)
        else:
            self._place(row, target.cells, values, label, match.how)

    def _place(
        self, row: SquareRow, cells: Sequence[Cell], values: Sequence[Square], label: Square | None, how: How
    ) -> None:
        """Put figures into cells: under their heads where these are clear, else by order, else nowhere."""
        heads = [self._cell_under(square, cells) for square in values]
        placed = self._by_heads(row, cells, values, heads, label)
        if placed is None:
            placed = self._by_order(cells, values, heads)
        if placed is None:
            zeros = self._accounts.unglued([s.piece for s in values if not s.piece.is_blank], len(cells))
            if len(zeros) == len(cells) > 1 and len({zero.place for zero in zeros}) == 1:
                for cell, zero in zip(cells, zeros, strict=True):
                    self._accounts.put(cell, zero, How.ORDER)
                return
            placed = {}
        for square in values:
            if square not in placed or (square.height > 1 and not square.piece.is_blank):
                self._accounts.leave(self._fresh(row, [square]), None if label is None else label.piece.text)
            else:
                cell, by_head = placed[square]
                self._accounts.put(cell, square.piece, how if by_head else How.ORDER, self._accounts.unit)

    def _by_heads(
        self,
        row: SquareRow,
        cells: Sequence[Cell],
        values: Sequence[Square],
        heads: Sequence[frozenset[str]],
        label: Square | None,
    ) -> dict[Square, tuple[Cell, bool]] | None:
        """Every figure under its head. None if heads and figures do not surely stand over one another."""
        start = label.end if label is not None else 0
        if not self._heads.whole or not covers(values, start, self._heads.end):
            return None
        under = {square: next(iter(paths)) for square, paths in zip(values, heads, strict=True) if len(paths) == 1}
        if not under or len(set(under.values())) < len(under) or not self._believed(under, cells):
            return None
        first, last = next(iter(under)), list(under)[-1]
        outside = [square for square in values if square.x < first.x or square.x > last.x]
        if any(not square.piece.is_blank for square in outside):
            return None
        if any(square not in under for square in values if first.x < square.x < last.x):
            return None  # a column without a head among the others: which of them is it?
        in_place = label is None or label.x == len(cells[0].row_labels) - 1
        if first.x > start and not in_place and last.piece.is_blank and not all(s.piece.is_blank for s in under):
            return None  # is the row shifted, or is its last cell blank?
        by_path = {cell.path: cell for cell in cells}
        return {square: (by_path[path], True) for square, path in under.items()}

    def _believed(self, under: Mapping[Square, str], cells: Sequence[Cell]) -> bool:
        """Whether heads are where they belong: in the order of the template, or else each under its group's head."""
        order = iter(cell.path for cell in cells)
        if all(path in order for path in under.values()):
            return True
        over = self._template.over
        return all(
            set(self._heads.labels.get(square.x, ())) & self._template.column_groups == set(over[path][:-1])
            for square, path in under.items()
        )

    def _by_order(
        self, cells: Sequence[Cell], values: Sequence[Square], heads: Sequence[frozenset[str]]
    ) -> dict[Square, tuple[Cell, bool]] | None:
        """Figures in the order of the template, if there are just as many and the heads there are say nothing else."""
        squares = self._without_fillers(values, len(cells))
        if len(squares) != len(cells) or not all(square.piece.is_figure for square in squares):
            return None
        if len(cells) > 1 and any(square.width > 1 for square in squares):
            return None
        if self._heads.whole and covers(squares, squares[0].x, self._heads.end):
            over = dict(zip(values, heads, strict=True))
            clear = all(cell.path in (over[square] or {cell.path}) for square, cell in zip(squares, cells, strict=True))
            under = [
                self._lowest(square) == self._template.over[cell.path][-1]
                for square, cell in zip(squares, cells, strict=True)
            ]
        else:
            clear = self._template.in_order(self._heads.seen, cells)
            under = [False] * len(cells)
        if not clear:
            return None
        return {square: (cell, sure) for square, cell, sure in zip(squares, cells, under, strict=True)}

    def _without_fillers(self, values: Sequence[Square], width: int) -> list[Square]:
        """The squares without blank ones at the end, and at the beginning left of all heads, that are too many."""
        squares = list(values)
        while len(squares) > width and squares[-1].piece.is_blank:
            squares.pop()
        first = min(self._heads.labels, default=0)
        if len(squares) > width and not squares[-1].piece.is_blank:
            squares = [square for square in squares if square.x >= first or not square.piece.is_blank]
        return squares

    def _lowest(self, square: Square) -> str | None:
        """The label right above a square."""
        return next(iter(self._heads.labels.get(square.x, [])[-1:]), None)

    def _cell_under(self, square: Square, cells: Sequence[Cell]) -> frozenset[str]:
        """The paths of the cells whose heads stand over a square; one, if all is well."""
        paths = set()
        for x in range(square.x, square.end):
            labels = self._heads.labels.get(x, [])
            cell = self._cell_by_labels(labels, cells)
            if cell is not None:
                paths.add(cell.path)
        return frozenset(paths)

    def _cell_by_labels(self, labels: Sequence[str], cells: Sequence[Cell]) -> Cell | None:
        """The cell that the lowest fitting label names; in a line, the one whose group is named above it too."""
        for at in range(len(labels) - 1, -1, -1):
            fitting = [cell for cell in cells if self._template.over[cell.path][-1] == labels[at]]
            if self._is_line:
                fitting = [cell for cell in fitting if set(self._template.over[cell.path][:-1]) <= set(labels[:at])]
            if len(fitting) == 1:
                return fitting[0]
        return None

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
        matches = {square: () if square in figures else self._match_head(square) for square in row.squares}
        for square in texts:
            self._see_heads(square, matches[square])
        if any(matches.values()):
            self._add_heads(row, matches)

    # --- what is left -------------------------------------------------------------------------------------------

    def _leave_row(self, row: SquareRow, printed: Sequence[Square]) -> None:
        """Figures in a row whose label is not known."""
        texts = [square for square in printed if not square.piece.is_figure]
        near = texts[-1].piece.text if texts else None
        for square in texts:
            self._unknown(square)
        self._accounts.leave([square.piece for square in printed if square.piece.is_figure], near)
        self._below_figures = True

    def _fresh(self, row: SquareRow, squares: Sequence[Square]) -> list[Piece]:
        """Squares that begin in this row, so that one that covers several is left over once."""
        return [square.piece for square in squares if row.begins(square)]

    def _missing_heads(self) -> Iterator[tuple[str, int]]:
        """The heads of the template that are not there, and how often."""
        expected = self._template.head_counts
        for label, times in expected.items():
            short = times - self._seen.count(label)
            if short > 0:
                yield label, short
