"""Finds the standard tables of a report: those a document draws, and those in lines of text that lost their grid."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.readers.prose._lines import Line
from govdisclosure.readers.tables._by_heads import read_by_heads
from govdisclosure.readers.tables._by_order import read_by_order
from govdisclosure.readers.tables._known import MIN_LABELS, is_fragment, is_section_heading, keys_of, templates
from govdisclosure.readers.tables._match import Piece, TableReading
from govdisclosure.readers.tables._numbers import looks_like_figure
from govdisclosure.readers.tables._squares import SquareRow
from govdisclosure.readers.tables._template import template
from govdisclosure.readers.tables.labels import words_key
from govdisclosure.wording._characters import clean

MIN_TURN = 4
"""How long a label must be to say that another table begins: 其他 may be half of 其他结果."""

MAX_UNKNOWN = 12
"""How long a text amid the labels of a table may be that is not known to be one of them."""


@attrs.frozen
class Span:
    """A table found: the numbers of its lines, and its content as pieces or, where the grid is kept, as rows."""

    key: TableKey
    lines: tuple[int, ...]
    pieces: tuple[Piece, ...] = ()
    rows: tuple[SquareRow, ...] = ()

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def last(self) -> int:
        return self.lines[-1]

    def read(self, fmt: Format) -> TableReading:
        """Read it as a table of one format."""
        form = template(fmt, self.key)
        return read_by_heads(self.rows, form) if self.rows else read_by_order(self.pieces, form)

    def readings(self) -> dict[str, TableReading]:
        """Read it as a table of every format that has one of its kind, oldest first."""
        return {name: self.read(fmt) for name, fmt in FORMATS.items() if self.key in fmt.tables}


def find_tables(lines: Sequence[Line], drawn: Sequence[Span]) -> tuple[Span, ...]:
    """Every table of a report, in the order they are printed; `drawn` are those that have kept their grid."""
    taken = {number for span in drawn for number in span.lines}
    return tuple(_joined(sorted([*drawn, *_unruled(lines, taken)], key=lambda span: span.first)))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Parts of one table that a page break or prose has cut apart, put together again; the prose stays outside."""
    open_span: Span | None = None
    for span in spans:
        if open_span is not None and open_span.key == span.key and bool(open_span.rows) == bool(span.rows):
            lines, pieces, rows = (
                open_span.lines + span.lines,
                open_span.pieces + span.pieces,
                open_span.rows + span.rows,
            )
            open_span = Span(span.key, lines, pieces, rows)
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span


def _unruled(lines: Sequence[Line], taken: set[int]) -> Iterator[Span]:
    at = 0
    before: TableKey | None = None
    while at < len(lines):
        end = _end_of_region(lines, at, taken, before) if _keys_of_line(lines[at]) else at
        if end > at:
            for span in _split(lines[_beginning(lines, at) : end]):
                before = span.key
                yield span
        at = max(end, at + 1)


def _beginning(lines: Sequence[Line], at: int) -> int:
    """The table's first line: the pieces of a broken label above the first whole one belong to it."""
    first = at
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if line.is_blank:
            continue
        if len(words_key(line.text)) < MIN_TURN or not is_fragment(line.text):
            break
        first = above
    return first


def _end_of_region(lines: Sequence[Line], start: int, taken: set[int], before: TableKey | None) -> int:
    """Behind the last line that still belongs to a table beginning here; `start` if it is none.

    Fewer labels will do for the rest of the table before, cut off by prose, if figures follow them.
    """
    labels, end = 0, start
    is_rest = len(lines[start].text) >= MIN_TURN and before in _keys_of_line(lines[start])
    figures = False
    for at in range(start, len(lines)):
        line = lines[at]
        if at > start and any(n in taken for n in range(lines[at - 1].number + 1, line.number)):
            break
        if line.is_blank or line.is_page_number:
            continue
        keys = _keys_of_line(line)
        if not keys and not _belongs(lines, at):
            break
        labels += bool(keys)
        figures = figures or pieces_of(line)[-1].is_figure
        end = at + 1
    return end if labels >= MIN_LABELS or (is_rest and figures) else start


def _belongs(lines: Sequence[Line], at: int) -> bool:
    """Whether a line inside a table is part of it: a figure, a piece of a label, or a label that is not known."""
    line = lines[at]
    if all(piece.is_figure for piece in pieces_of(line)):
        return True
    if is_section_heading(line.text):
        return False
    if is_fragment(line.text):
        return True
    if len(line.text) > 60 or line.text.endswith(("。", "；", "：", ":")):
        return False
    if len(pieces_of(line)) > 1 or any(form.match_misprint(line.text) for form in templates()):
        return True
    following = next((other for other in lines[at + 1 :] if not other.is_blank), None)
    if following is None:
        return False
    if all(piece.is_figure for piece in pieces_of(following)):
        return True
    return len(line.text) <= MAX_UNKNOWN and bool(_keys_of_line(following))


def _split(lines: Sequence[Line]) -> Iterator[Span]:
    """Cut a region where the labels of another table begin."""
    run: list[Line] = []
    current: TableKey | None = None
    for line in lines:
        keys = _keys_of_line(line)
        if keys and current is not None and current not in keys and len(line.text) >= MIN_TURN:
            yield from _span(current, run)
            run, current = [], None
        if keys and current is None:
            current = next(iter(keys)) if len(keys) == 1 else None
        run.append(line)
    if current is not None:
        yield from _span(current, run)


def _span(key: TableKey, lines: Sequence[Line]) -> Iterator[Span]:
    printed = (line for line in lines if not line.is_blank and not line.is_page_number)
    pieces = tuple(piece for line in printed for piece in pieces_of(line))
    if pieces:
        yield Span(key, tuple(line.number for line in lines), pieces=pieces)


def pieces_of(line: Line) -> tuple[Piece, ...]:
    """The pieces of a line: cells between tabs or bars, a label and the figures behind it, or the line itself."""
    texts = _cells_between(clean(line.raw).lstrip().rstrip(" \r\n"))
    if texts is not None:
        first, *rest = texts
        return (_piece(first, line), *(_piece(text, line, cell=True) for text in rest))
    words = line.text.split()
    figures = 0
    while figures < len(words) and looks_like_figure(words[-1 - figures]):
        figures += 1
    label = " ".join(words[: len(words) - figures])
    if figures and (not label or keys_of(label)):
        texts = [label] * bool(label) + words[len(words) - figures :]
        return tuple(_piece(text, line) for text in texts)
    return (_piece(line.text, line),)


def _cells_between(text: str) -> list[str] | None:
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    if text.startswith("|") and text.endswith("|") and len(text) > 2:
        return [cell.strip() for cell in text[1:-1].split("|")]
    return None


def _piece(text: str, line: Line, *, cell: bool = False) -> Piece:
    return Piece(text, line.place, cell)


def _keys_of_line(line: Line) -> frozenset[TableKey]:
    return frozenset(key for piece in pieces_of(line) if not piece.is_figure for key in keys_of(piece.text))
