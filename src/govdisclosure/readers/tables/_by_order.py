"""Reads a table that has lost its grid: one cell a line, or cells run together.

Rows go by their labels. Columns go by order, and only where a row has exactly as many figures as the template.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from govdisclosure.evidence import How
from govdisclosure.formats._kit import Layout
from govdisclosure.readers.tables._match import Accounts, Piece, TableReading
from govdisclosure.readers.tables._template import Match, Template, TemplateRow

MAX_PIECES = 12
"""Over how many pieces one label may be broken."""


def read_by_order(pieces: Sequence[Piece], template: Template) -> TableReading:
    """Read a table without a grid from its pieces in their order."""
    reading = _Reading(template, pieces)
    for text, match, figures in _runs(pieces, template, reading):
        reading.take(text, match, figures)
    return reading.done()


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
        while at < len(pieces) and (pieces[at].is_figure or pieces[at].is_unit):
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
        if pieces[end].is_figure and not _goes_on(template, best is not None, joined, pieces[end].text):
            break
        joined += pieces[end].text
        span = Piece(joined, pieces[at].place.to(pieces[end].place))
        spans.append(span)
        match = template.match(joined, group)
        if match is not None:
            best = (span, match, end + 1)
        if not template.starts(joined):
            break
    if best is not None:
        return best
    for span, end in zip(spans, range(at + 1, at + len(spans) + 1), strict=True):
        match = template.match_misprint(span.text)
        if match is not None:
            return span, match, end
    return pieces[at], None, at + 1


def _goes_on(template: Template, whole: bool, label: str, figure: str) -> bool:
    """Whether what looks like a figure is part of a broken label: never a mark, nor behind a label that is whole."""
    return not whole and any(c.isalnum() for c in figure) and template.starts(label + figure)


class _Reading:
    """What has been read of a table so far."""

    def __init__(self, template: Template, pieces: Sequence[Piece]) -> None:
        self.template = template
        self.group: str | None = None
        self._accounts = Accounts(template, pieces[0].place)
        self._is_line = template.table.draw.layout is Layout.LINE
        self._widths = Counter(piece.place for piece in pieces)
        """How many cells each line has, where they are kept apart."""
        self._seen_heads: list[str] = []
        self._heads: list[str] = []
        """Those that stand above the figures that come next."""
        self._next_heads: list[str] = []
        """Those read since the last figures: one alone is the label of a row (其他) as like as not."""
        self._tail: list[Piece] = []

    def take(self, text: Piece | None, match: Match | None, figures: list[Piece]) -> None:
        """A label and the figures behind it, in order."""
        units = [piece for piece in figures if piece.is_unit]
        values = [piece for piece in figures if not piece.is_unit]
        row = None if self._is_line else self._accounts.row_of(match)
        near = None if text is None else text.text
        if text is not None:
            self._see(text, match)
            if match is None and not figures:
                self._accounts.see_unknown(text)
        if row is None:
            self._enter(match)
            if self._is_line:
                self._tail.extend(values)
            else:
                self._accounts.leave(values, near)
            return
        self._accounts.enter_row(row)
        self._place(row, values, near, units[-1].text if units else self._accounts.unit, match)

    def done(self) -> TableReading:
        """Close the table: figures without a row, and rows and heads that were not there."""
        if self._is_line:
            self._place_line()
        else:
            self._accounts.miss_rows()
        self._accounts.leave(self._tail, None)
        self._accounts.miss_heads(self._seen_heads)
        return self._accounts.reading()

    def _see(self, text: Piece, match: Match | None) -> None:
        if match is not None:
            self._seen_heads.append(match.label)
            if match.label in self.template.column_heads:
                self._next_heads.append(match.label)
        self._accounts.see_label(text, match)

    def _enter(self, match: Match | None) -> None:
        """Go into the group of rows that a head opens."""
        if match is not None and match.label in self.template.groups:
            self.group = match.label

    def _place(
        self, row: TemplateRow, values: Sequence[Piece], near: str | None, unit: str | None, match: Match | None
    ) -> None:
        """Put the figures of a row into its cells if there are just as many."""
        if row.group is None:
            self.group = row.label
        values = self._accounts.unglued(values, len(row.cells))
        while len(values) > len(row.cells) and values[-1].is_blank:  # a spreadsheet gives each row as many cells
            values.pop()
        self._take_next_heads()
        fits = len(values) == len(row.cells) and not self._lacks_one(values)
        if not fits or not self.template.in_order(self._heads, row.cells):
            self._accounts.leave(values, near)
            return
        how = match.how if match is not None and len(row.cells) == 1 else How.ORDER
        for cell, piece in zip(row.cells, values, strict=True):
            self._accounts.put(cell, piece, how, unit)

    def _lacks_one(self, values: Sequence[Piece]) -> bool:
        """Whether a line is shorter than others and some of it is blank: is that a figure, or the rest of a span?"""
        blanks = sum(piece.is_blank for piece in values)
        return 0 < blanks < len(values) and self._widths[values[0].place] < max(self._widths.values())

    def _place_line(self) -> None:
        """A table of one line: all its figures at once, in order."""
        cells = self.template.table.cells
        self._take_next_heads()
        if self._tail:
            values = self._accounts.unglued(self._tail, len(cells))
            if len(values) == len(cells) and self.template.in_order(self._heads, cells):
                self._tail = []
                for cell, piece in zip(cells, values, strict=True):
                    self._accounts.put(cell, piece, How.ORDER)
            else:
                self._tail = values

    def _take_next_heads(self) -> None:
        if len(self._next_heads) > 1:
            self._heads = self._next_heads
        self._next_heads = []
