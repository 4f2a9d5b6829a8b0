"""Finds the standard tables in what a document draws as tables.

Pages are laid out in tables, prose and headings stand inside tables, and several of the standard tables may be drawn
as one. A drawn table is cut by its rows: runs of rows whose labels belong to one standard table, and texts.
"""

from collections.abc import Iterator, Sequence

import attrs

from govdisclosure.formats._kit import TableKey
from govdisclosure.readers._content import DrawnTable, Text, texts_of
from govdisclosure.readers.tables._known import MIN_LABELS, is_fragment, is_section_heading, keys_of, misprinted_keys_of
from govdisclosure.readers.tables._squares import Square, SquareRow, square_rows

MAX_LABEL = 60
"""A text in a table that is longer, or ends like a sentence, is prose, unless it is known to be a label."""

_SENTENCE_END = ("。", "；", "：", ":", "！", "？")


@attrs.frozen
class Part:
    """Rows of a standard table."""

    key: TableKey
    rows: tuple[SquareRow, ...]


@attrs.define
class _Run:
    """Rows that may belong to one table; `keys` are the tables that all of them fit."""

    keys: frozenset[TableKey]
    rows: list[SquareRow] = attrs.field(factory=list)
    labels: int = 0


def cut(table: DrawnTable, number: int, before: TableKey | None) -> list[Text | Part]:
    """A drawn table as texts and parts of standard tables, in printed order.

    `number` tells its columns from those of other drawn tables. `before` is the standard table that ends right above,
    of which this may be the rest.
    """
    found: list[Text | Part] = []
    waiting: list[Text | DrawnTable] = [table]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Text):
            found.append(item)
            continue
        parts = _parts(item, number, before)
        if any(isinstance(part, Part) for part in parts):
            found.extend(parts)
        elif item.otherwise is not None:
            found.extend(item.otherwise)
        else:
            waiting.extend(
                item for row in reversed(item.rows) for cell in reversed(row) for item in reversed(cell.items)
            )
    return found


def _parts(table: DrawnTable, number: int, before: TableKey | None) -> list[Text | Part]:
    if _lays_out(table) or all(len(row) < 2 for row in table.rows):  # a column of cells is a list of lines
        return []
    found: list[Text | Part] = []
    for run in _runs(square_rows(table, number), before):
        tail: list[SquareRow] = []
        while run.keys and run.rows and _is_text_only(run.rows[-1]):
            tail.insert(0, run.rows.pop())
        key = _key(run, before)
        if key is not None:
            before = key
            found.append(Part(key, tuple(run.rows)))
        else:
            found.extend(_texts(run.rows))
        found.extend(_texts(tail))
    return found


def _lays_out(table: DrawnTable) -> bool:
    """Whether a table only arranges others: one that is in a cell of it has more of the labels."""
    inner = [item for row in table.rows for cell in row for item in cell.items if isinstance(item, DrawnTable)]
    return any(_count_labels(item) >= MIN_LABELS for item in inner)


def _count_labels(table: DrawnTable) -> int:
    return sum(bool(keys_of(cell.text)) for row in table.rows for cell in row) + sum(
        bool(keys_of(text.raw)) for text in texts_of(table)
    )


def _runs(rows: Sequence[SquareRow], before: TableKey | None) -> Iterator[_Run]:
    """Rows together as long as their labels fit one table; rows of text stand for themselves, without keys.

    The first rows may be the rest of the table before.
    """
    run = _Run(frozenset([before] if before else []))
    for row in rows:
        keys, labels = _row_keys(row)
        outside = not keys and (_is_prose(row) or not run.keys)
        if outside or (keys and run.keys and not keys & run.keys) or (keys and not run.keys):
            if run.rows:
                yield run
            run = _Run(keys)
        elif keys:
            run.keys &= keys
        run.rows.append(row)
        run.labels += labels
    if run.rows:
        yield run


def _row_keys(row: SquareRow) -> tuple[frozenset[TableKey], int]:
    """The tables that all labels of a row fit, and how many labels it has."""
    every = [keys for square in row.printed if not square.piece.is_figure for keys in _square_keys(square)]
    if not every:
        return frozenset(), 0
    shared = frozenset.intersection(*every)
    return shared or max(every, key=every.count), len(every)


def _square_keys(square: Square) -> list[frozenset[TableKey]]:
    """The tables that have the label in a square; its lines may be labels of their own."""
    whole, *lines = square.texts
    if keys := keys_of(whole):
        return [keys]
    each = [keys_of(line) for line in lines]
    if each and all(each):
        return each
    if keys := misprinted_keys_of(whole):
        return [keys]
    return []


def _is_prose(row: SquareRow) -> bool:
    """Whether a row holds but one text, and that is a heading or prose."""
    printed = row.printed
    if len(printed) != 1 or printed[0].piece.is_figure:
        return False
    text = printed[0].piece.text
    if is_section_heading(text):
        return True
    return not is_fragment(text) and (len(text) > MAX_LABEL or text.endswith(_SENTENCE_END))


def _is_text_only(row: SquareRow) -> bool:
    """Whether a row below a table says something, but neither a label nor a figure: a remark, or who filled it in."""
    return bool(row.printed) and not any(
        square.piece.is_figure or _square_keys(square) or is_fragment(square.piece.text) for square in row.printed
    )


def _key(run: _Run, before: TableKey | None) -> TableKey | None:
    """The table that a run of rows is, or of which it is the rest."""
    if before is not None and (before in run.keys or not run.keys) and _only_table(run.rows):
        return before
    return min(run.keys) if run.keys and run.labels >= MIN_LABELS else None


def _only_table(rows: Sequence[SquareRow]) -> bool:
    """Whether there is nothing here but figures, labels and pieces of labels, and at least one of the former two."""
    printed = [square for row in rows for square in row.printed]
    return any(square.piece.is_figure or _square_keys(square) for square in printed) and all(
        square.piece.is_figure or _square_keys(square) or is_fragment(square.piece.text) for square in printed
    )


def _texts(rows: Sequence[SquareRow]) -> Iterator[Text]:
    """What the cells of some rows say, one after another."""
    for row in rows:
        for square in row.squares:
            if row.begins(square):
                yield from (text for item in square.items for text in texts_of(item))
