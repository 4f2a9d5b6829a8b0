"""Finds the cells of a table by their labels, for every kind of document.

Two things come in: the pieces of a table that has lost its grid (one cell a line, or cells run together), and
the rows of one that has kept it. Rows go by label in both. Columns go by their heads where there is a grid, and
by order where there is none, and then only if there are exactly as many figures as the template has; otherwise
the numbers stay unplaced. Nothing is ever shifted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.evidence import How, Place, Unplaced
from govdisclosure.formats._kit import Cell, Layout
from govdisclosure.readers._numbers import compact, looks_like_figure, split_zeros
from govdisclosure.readers._template import Match, Template, TemplateRow

MAX_PIECES = 12
"""Over how many pieces one label may be broken."""

_UNIT = re.compile(r"元|万元|亿元|条|件|个|次|人|人次|份|项|家|场")
_MONEY_UNIT = re.compile(r"(?:单位:?|[(])(亿元|万元|元)")


@attrs.frozen
class Piece:
    """A text of a table with the lines it stood on; `cell` if it is certain to be a whole cell."""

    text: str
    line: int
    end_line: int
    cell: bool = False

    @property
    def place(self) -> Place:
        return Place(line=self.line, end_line=self.end_line)

    @property
    def is_figure(self) -> bool:
        return looks_like_figure(self.text) or (self.cell and not compact(self.text))


@attrs.frozen
class Found:
    """A cell of the template and the raw text that stands in it."""

    cell: Cell
    raw: str
    place: Place
    how: How
    unit: str | None = None


@attrs.frozen
class TableReading:
    """One table as read with one template."""

    template: Template
    found: tuple[Found, ...]
    unplaced: tuple[Unplaced, ...]
    notes: tuple[Finding, ...]

    @property
    def figures(self) -> int:
        """How many printed figures were placed: what says which template fits best."""
        return sum(bool(compact(found.raw)) for found in self.found)


def read_loose(pieces: Sequence[Piece], template: Template) -> TableReading:
    """Read a table without a grid from its pieces in their order."""
    reading = _Reading(template)
    for text, match, figures in _runs(pieces, template, reading):
        reading.take(text, match, figures)
    return reading.done(pieces)


def read_rows(rows: Sequence[Sequence[Piece]], template: Template) -> TableReading:
    """Read a table that has kept its grid: the first piece of a row names it, heads above name the columns."""
    reading = _Reading(template)
    line = template.table.draw.layout is Layout.LINE
    heads: list[str] = []
    below_figures = False
    for row in rows:
        first, *rest = row
        match = None if line else template.match(first.text, reading.group) or template.match_misprint(first.text)
        if match is not None and match.rows and not any(template.match(p.text) for p in rest if p.text):
            reading.take_by_heads(first, match, rest, heads[1:])
            below_figures = True
        elif line and all(piece.is_figure for piece in row):
            reading.take_line(row, heads)
        elif any(piece.is_figure and piece.text for piece in rest):
            reading.leave([piece for piece in row if piece.is_figure], first.text)
        else:
            for piece in row:
                reading.see_head(piece, template.match(piece.text))
            reading.enter(match)
            heads = _merged([] if below_figures else heads, [piece.text for piece in row])
            below_figures = False
    return reading.done([piece for row in rows for piece in row])


def _merged(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Heads of several rows: a lower text takes the place of the one above; a blank leaves it."""
    return [low or high for high, low in zip_longest(above, below, fillvalue="")]


def _runs(
    pieces: Sequence[Piece], template: Template, reading: "_Reading"
) -> Iterator[tuple[Piece | None, Match | None, list[Piece]]]:
    """Split pieces into labels, each with the figures behind it. Labels broken over several pieces are joined."""
    at = 0
    leading: list[Piece] = []
    while at < len(pieces) and pieces[at].is_figure:
        leading.append(pieces[at])
        at += 1
    if leading:
        yield None, None, leading
    while at < len(pieces):
        text, match, at = _label_at(pieces, at, template, reading.group)
        figures = []
        while at < len(pieces) and (pieces[at].is_figure or _UNIT.fullmatch(compact(pieces[at].text))):
            figures.append(pieces[at])
            at += 1
        yield text, match, figures


def _label_at(
    pieces: Sequence[Piece], at: int, template: Template, group: str | None
) -> tuple[Piece, Match | None, int]:
    """The longest run of pieces from here that is a label; else a misprint of one; else the piece alone."""
    best: tuple[Piece, Match, int] | None = None
    joined = ""
    spans: list[Piece] = []
    for end in range(at, min(at + MAX_PIECES, len(pieces))):
        if pieces[end].is_figure and end > at and not template.starts(joined + pieces[end].text):
            break
        joined += pieces[end].text
        span = Piece(joined, pieces[at].line, pieces[end].end_line)
        spans.append(span)
        match = template.match(joined, group)
        if match is not None:
            best = (span, match, end + 1)
        if not template.starts(joined):
            break
    if best is not None:
        return best
    for span, end in zip(spans, range(at + 1, at + len(spans) + 1), strict=True):
        match = template.match_misprint(span.text, group)
        if match is not None:
            return span, match, end
    return pieces[at], None, at + 1


class _Reading:
    """What has been read of a table so far."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.group: str | None = None
        self._row = -1
        self._unit: str | None = None
        self._found: dict[str, Found] = {}
        self._unplaced: list[Unplaced] = []
        self._notes: list[Finding] = []
        self._seen_rows: set[int] = set()
        self._seen_heads: list[str] = []
        self._tail: list[Piece] = []

    def take(self, text: Piece | None, match: Match | None, figures: list[Piece]) -> None:
        """A label and the figures behind it, in order."""
        units = [piece for piece in figures if _UNIT.fullmatch(compact(piece.text))]
        values = [piece for piece in figures if piece not in units]
        row = None if self.template.table.draw.layout is Layout.LINE else self._row_of(match)
        if text is not None:
            self.see_head(text, match, row)
            if match is None and not figures:
                self._notes.append(note("GD601", "unknown", line=text.line, raw=text.text, printed=text.text))
        if row is None:
            self.enter(match)
            if self.template.table.draw.layout is Layout.LINE:
                self._tail.extend(values)
            else:
                self.leave(values, None if text is None else text.text)
            return
        self._row = row.index
        self._seen_rows.add(row.index)
        self._place(row, values, text, units[-1].text if units else self._unit, match)

    def take_by_heads(self, first: Piece, match: Match, rest: Sequence[Piece], columns: Sequence[str]) -> None:
        """A row of a grid: each figure goes to the column its head names."""
        row = self._row_of(match)
        if row is None:  # once more than the template has it
            self.leave(rest, first.text)
            return
        self._row = row.index
        self._seen_rows.add(row.index)
        self.see_head(first, match, row)
        if self.template.table.draw.layout is Layout.LIST:
            units = [piece for piece in rest if _UNIT.fullmatch(compact(piece.text))]
            values = [piece for piece in rest if piece not in units]
            self._place(row, values, first, units[-1].text if units else None, match)
            return
        by_head = {cell.labels[-1].zh: cell for cell in row.cells}
        targets = [self.template.match(head) for head in columns]
        cells = [by_head.get(target.label) if target else None for target in targets]
        if not any(cells):
            values = [piece for piece in rest if piece.is_figure]
            if len(values) > len(row.cells):  # empty cells may be only what a merged one covers
                values = [piece for piece in values if piece.text]
            self._place(row, values, first, self._unit, match)
            return
        for piece, cell in zip_longest(rest, cells[: len(rest)]):
            if cell is not None:
                self._put(cell, piece, match.how, self._unit)
            else:
                self.leave([piece], first.text)

    def take_line(self, row: Sequence[Piece], heads: Sequence[str]) -> None:
        """The row of figures of a table of one line; by its heads if they are all there, else by order."""
        cells = self.template.table.cells
        labels = [match.label for match in map(self.template.match, heads) if match is not None]
        if len(row) == len(cells) and labels == [cell.labels[-1].zh for cell in cells]:
            for cell, piece in zip(cells, row, strict=True):
                self._put(cell, piece, How.EXACT, None)
        else:
            self._tail.extend(row)

    def see_head(self, text: Piece, match: Match | None, row: TemplateRow | None = None) -> None:
        """Remember a label that was seen, its unit if it states one, and that it was misprinted."""
        if match is None or not text.text:
            return
        if row is None or match.is_head:
            self._seen_heads.append(match.label)
        stated = _MONEY_UNIT.search(compact(text.text))
        if stated and "金额" in match.label:
            self._unit = stated[1]
        if match.how is How.VARIANT:
            self._notes.append(
                note("GD601", "variant", line=text.line, raw=text.text, printed=text.text, label=match.label)
            )

    def enter(self, match: Match | None) -> None:
        """Go into the group of rows that a head opens."""
        if match is not None and any(row.group == match.label for row in self.template.rows):
            self.group = match.label

    def done(self, pieces: Sequence[Piece]) -> TableReading:
        """Close the table: figures without a row, and rows and heads that were not there."""
        if self.template.table.draw.layout is Layout.LINE:
            self._place_line()
        self.leave(self._tail, None)
        self._missing(pieces[0].line if pieces else 1)
        ordered = [found for found in self._found.values() if found.how is How.ORDER]
        if ordered:
            self._notes.append(
                note(
                    "GD609",
                    "order",
                    line=min(found.place.line for found in ordered),
                    table_zh=self.template.table.label.zh,
                    table_en=self.template.table.label.en,
                    cells=len(ordered),
                )
            )
        return TableReading(self.template, tuple(self._found.values()), tuple(self._unplaced), tuple(self._notes))

    def _row_of(self, match: Match | None) -> TemplateRow | None:
        """Which row a label means: the only one, or the next in printed order of those that have it."""
        if match is None or not match.rows:
            return None
        if len(match.rows) == 1:
            return match.rows[0]
        return next((row for row in match.rows if row.index > self._row), None)

    def leave(self, pieces: Iterable[Piece], near: str | None) -> None:
        """Keep what is printed but has no cell, with the label it stood by."""
        self._unplaced.extend(Unplaced(place=p.place, raw=p.text, near=near) for p in pieces if compact(p.text))

    def _place(
        self,
        row: TemplateRow,
        values: list[Piece],
        text: Piece | None,
        unit: str | None,
        match: Match | None,
    ) -> None:
        """Put the figures of a row into its cells if there are just as many."""
        if row.group is None and any(other.group == row.label for other in self.template.rows):
            self.group = row.label
        values = self._unglued(values, len(row.cells))
        if len(values) != len(row.cells):
            self.leave(values, None if text is None else text.text)
            return
        how = match.how if match is not None and len(row.cells) == 1 else How.ORDER
        for cell, piece in zip(row.cells, values, strict=True):
            self._put(cell, piece, how, unit)

    def _place_line(self) -> None:
        """A table of one line: all its figures at once, in order."""
        cells = self.template.table.cells
        if self._tail:
            values, self._tail = self._unglued(self._tail, len(cells)), []
            if len(values) == len(cells):
                for cell, piece in zip(cells, values, strict=True):
                    self._put(cell, piece, How.ORDER, None)
            else:
                self._tail = values

    def _unglued(self, values: list[Piece], width: int) -> list[Piece]:
        """Cells that ran together, taken apart where they can only be zeros."""
        if len(values) != 1:
            return values
        zeros = split_zeros(values[0].text, width)
        if zeros is None:
            return values
        self._notes.append(
            note("GD604", "glued", line=values[0].line, raw=values[0].text, printed=values[0].text, cells=width)
        )
        return [attrs.evolve(values[0], text=zero) for zero in zeros]

    def _put(self, cell: Cell, piece: Piece, how: How, unit: str | None) -> None:
        if cell.path in self._found:  # the table is printed twice, or a label is: the first one stands
            self.leave([piece], cell.zh)
            return
        self._found[cell.path] = Found(cell, piece.text, piece.place, how, unit)

    def _missing(self, line: int) -> None:
        if self.template.table.draw.layout is not Layout.LINE:
            for row in self.template.rows:
                if row.index not in self._seen_rows:
                    self._notes.append(
                        note("GD607", "row", line=line, label="|".join(x for x in (row.group, row.label) if x))
                    )
        for label, times in self._expected_heads():
            short = times - self._seen_heads.count(label)
            if short > 0:
                self._notes.append(note("GD607", "head", line=line, label=label, times=short))

    def _expected_heads(self) -> Iterable[tuple[str, int]]:
        """The column heads a table must show, and how often: in a line each group has its own."""
        table = self.template.table
        labels = [cell.labels[-1].zh for cell in table.cells]
        if table.draw.layout is Layout.LIST:
            return []
        unique = dict.fromkeys(labels)
        once = table.draw.layout is not Layout.LINE or bool(self._seen_rows)
        return [(label, 1 if once else labels.count(label)) for label in unique]
