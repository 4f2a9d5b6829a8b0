"""Finds the standard tables in the lines of a text, whatever is left of their grid."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, zip_longest

import attrs

from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.readers._lines import Line
from govdisclosure.readers._match import Piece, TableReading, read_loose, read_rows
from govdisclosure.readers._numbers import looks_like_figure
from govdisclosure.readers._template import Template, template
from govdisclosure.readers.headings import heading_key
from govdisclosure.readers.labels import clean, words_key

MIN_LABELS = 3
"""How many labels of the template make a table of a run of lines."""

MIN_TURN = 4
"""How long a label must be to say that another table begins: 其他 may be half of 其他结果."""

MAX_UNKNOWN = 12
"""How long a text amid the labels of a table may be that is not known to be one of them."""

MIN_RULED = 3
"""Between how many rules text must stand for each to be a row; a head and a body alone are two."""

_RULE = re.compile(r"[┌┬┐├┼┤└┴┘─━┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═╒╤╕╞╪╡╘╧╛╟╫╢╙╨╜╓╥╖\s]+")
_BAR = re.compile(r"[│┃║]")


@attrs.frozen
class Span:
    """A table found: its lines, and its content as pieces or, where the grid is kept, as rows."""

    key: TableKey
    lines: tuple[int, ...]
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Piece, ...], ...] = ()

    @property
    def first(self) -> int:
        return self.lines[0]

    @property
    def last(self) -> int:
        return self.lines[-1]

    def read(self, fmt: Format) -> TableReading:
        """Read it as a table of one format."""
        form = template(fmt, self.key)
        return read_rows(self.rows, form) if self.rows else read_loose(self.pieces, form)

    def readings(self) -> dict[str, TableReading]:
        """Read it as a table of every format that has one of its kind, oldest first."""
        return {name: self.read(fmt) for name, fmt in FORMATS.items() if self.key in fmt.tables}


def find_tables(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Every table in these lines, in the order they are printed."""
    spans = [*_ruled(lines)]
    taken = {number for span in spans for number in span.lines}
    free = [line for line in lines if line.number not in taken]
    spans.extend(_unruled(free, taken))
    return tuple(_joined(sorted(spans, key=lambda span: span.first)))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Pieces of one table that prose has cut apart, put together again; the prose stays outside."""
    open_span: Span | None = None
    for span in spans:
        if open_span is not None and open_span.key == span.key and open_span.pieces and span.pieces:
            open_span = Span(span.key, open_span.lines + span.lines, pieces=open_span.pieces + span.pieces)
            continue
        if open_span is not None:
            yield open_span
        open_span = span
    if open_span is not None:
        yield open_span


# --- tables drawn with rules ---------------------------------------------------------------------------------


def _ruled(lines: Sequence[Line]) -> Iterator[Span]:
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and not line.is_blank and (_is_rule(line) or _BAR.match(line.text)):
            run.append(line)
            continue
        if run:
            rows = tuple(_rows_of(run))
            key = _key_of(piece.text for row in rows for piece in row)
            if key is not None:
                yield Span(key, tuple(line.number for line in run), rows=rows)
        run = []


def _rows_of(run: Iterable[Line]) -> Iterator[tuple[Piece, ...]]:
    """Rows stand between rules, and their cells may go over several lines; a body without rules has a row a line."""
    groups = [tuple(lines) for is_rule, lines in groupby(run, key=_is_rule) if not is_rule]
    ruled = len(groups) >= MIN_RULED
    for group in groups:
        rows = [cells for line in group if (cells := _cells(line))]
        if ruled and rows:
            yield tuple(map(_stacked, zip_longest(*rows)))
        else:
            yield from rows


def _is_rule(line: Line) -> bool:
    return _RULE.fullmatch(line.text) is not None


def _cells(line: Line) -> tuple[Piece, ...]:
    _, *texts = (text.strip() for text in _BAR.split(line.text))
    if texts and not texts[-1]:  # behind the right border, if there is one
        texts.pop()
    return tuple(_piece(text, line, cell=True) for text in texts)


def _stacked(pieces: Iterable[Piece | None]) -> Piece:
    """The lines of one cell as one text."""
    present = [piece for piece in pieces if piece is not None]
    text = "".join(piece.text for piece in present)
    return Piece(text, present[0].line, present[-1].line, cell=True)


def _key_of(texts: Iterable[str]) -> TableKey | None:
    """The table most of these texts are labels of, if enough are."""
    counts: dict[TableKey, int] = {}
    for text in texts:
        for key in _keys(text):
            counts[key] = counts.get(key, 0) + 1
    best = max(counts, key=lambda key: counts[key], default=None)
    return best if best is not None and counts[best] >= MIN_LABELS else None


# --- tables that have lost their grid ------------------------------------------------------------------------


def _unruled(lines: Sequence[Line], taken: set[int]) -> Iterator[Span]:
    at = 0
    while at < len(lines):
        end = _end_of_region(lines, at, taken) if _keys_of_line(lines[at]) else at
        if end > at:
            yield from _split(lines[_beginning(lines, at) : end])
        at = max(end, at + 1)


def _beginning(lines: Sequence[Line], at: int) -> int:
    """The table's first line: the pieces of a broken label above the first whole one belong to it."""
    first = at
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if line.is_blank:
            continue
        if len(words_key(line.text)) < MIN_TURN or not any(form.has_fragment(line.text) for form in _templates()):
            break
        first = above
    return first


def _end_of_region(lines: Sequence[Line], start: int, taken: set[int]) -> int:
    """Behind the last line that still belongs to a table beginning here; `start` if it is none."""
    labels, end = 0, start
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
        end = at + 1
    return end if labels >= MIN_LABELS else start


def _belongs(lines: Sequence[Line], at: int) -> bool:
    """Whether a line inside a table is part of it: a figure, a piece of a label, or a label that is not known."""
    line = lines[at]
    if all(piece.is_figure for piece in pieces_of(line)):
        return True
    if any(heading_key(line.text, fmt.headings) for fmt in FORMATS.values()):
        return False
    if any(form.has_fragment(line.text) for form in _templates()):
        return True
    if len(line.text) > 60 or line.text.endswith(("。", "；", "：", ":")):
        return False
    if len(pieces_of(line)) > 1 or any(form.match_misprint(line.text) for form in _templates()):
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
    texts = _cells_between(clean(line.raw).strip(" \r\n").lstrip("\t "))
    if texts is not None:
        first, *rest = texts
        return (_piece(first, line), *(_piece(text, line, cell=True) for text in rest))
    words = line.text.split()
    figures = 0
    while figures < len(words) and looks_like_figure(words[-1 - figures]):
        figures += 1
    label = " ".join(words[: len(words) - figures])
    if figures and len(words) > 1 and (not label or _keys(label)):
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
    return Piece(text, line.number, line.number, cell)


def _keys_of_line(line: Line) -> frozenset[TableKey]:
    return frozenset(key for piece in pieces_of(line) if not piece.is_figure for key in _keys(piece.text))


@cache
def _templates() -> tuple[Template, ...]:
    return tuple(template(fmt, key) for fmt in FORMATS.values() for key in fmt.tables)


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[TableKey]:
    """The tables, over all formats, that have this label."""
    if not text or len(text) > 80:
        return frozenset()
    return frozenset(form.table.key for form in _templates() if form.match(text))
