"""Rows of a table without rules: a label of several lines is one label again, in the line of its figures."""

from collections.abc import Iterator, Sequence

import attrs

from govdisclosure.readers.kinds._pdf_lines import TAB, Line, Part
from govdisclosure.readers.tables._numbers import looks_like_figure

PITCH = 2.2
"""How far apart, in sizes of a character, the lines of one label may be."""
REACH = 2 * PITCH
"""How far from its row a line of a label is looked for: the outer ones of five."""
LINES_BETWEEN = 3
"""So many lines below it the second half of a head may be: heads of other heights stand between."""
SHORT = 3
"""How long the halves of just two heads may be, which might be two columns of anything."""
LIKE_SIZE = 0.1
"""By how much the letters of a label may differ in size from the figures."""
ROWS = 2.8
"""How far apart, in the same, two rows of heads may be that have another head halfway between them."""
EVEN = 0.2
"""By how much, in the same, the lines above and below may differ in their distance from the row."""


def whole_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines, with heads of columns that are broken over two lines put together, column by column."""
    taken: set[int] = set()
    whole: list[Line] = []
    for at, line in enumerate(lines):
        if at in taken:
            continue
        heads = line
        for n in range(at + 1, min(at + 1 + LINES_BETWEEN, len(lines))):
            if n not in taken and _continues(heads, lines[n]):
                taken.add(n)
                heads = _stacked(heads, lines[n])
        whole.append(heads)
    return whole


def _continues(line: Line, other: Line) -> bool:
    """Whether the columns of a line stand right below those of another, one below each."""
    if len(line.parts) != len(other.parts) or len(line.parts) < 2 or _is_other(line, line) or _is_other(other, line):
        return False
    if not 0 < other.top - line.bottom + line.size <= PITCH * line.size:
        return False
    short = all(len(part.text) <= SHORT for part in (*line.parts, *other.parts))
    return (short or len(line.parts) > 2) and all(map(_over, line.parts, other.parts))


def _stacked(line: Line, other: Line) -> Line:
    parts = [_label([(0, one), (0, two)]) for one, two in zip(line.parts, other.parts, strict=True)]
    return _row(attrs.evolve(line, bottom=other.bottom), [line], parts, [0])


def spanned_heads(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a head that is set in the middle of two rows put into the first, where its cell begins."""
    whole: list[Line] = []
    for at, line in enumerate(lines):
        before = whole[-1] if whole else line
        after = lines[at + 1] if at + 1 < len(lines) else line
        if _is_halfway(line, before, after):
            parts = [*_parts(line), *_parts(before)]
            whole[-1] = _row(attrs.evolve(before, bottom=line.bottom), [line], parts, [0])
        else:
            whole.append(line)
    return whole


def _is_halfway(head: Line, first: Line, second: Line) -> bool:
    """Whether a line of words stands halfway between two rows, left of both."""
    return (
        0 < second.middle - first.middle <= ROWS * head.size
        and abs(first.middle + second.middle - 2 * head.middle) <= EVEN * head.size
        and head.x1 < min(first.x0, second.x0)
        and not any(_is_other(line, head) for line in (first, head, second))
    )


def whole_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, with the lines of labels that stand around a row of figures put into that row.

    A cell is set in the middle of its row: what stands just as far above its figures as below, in one column left of
    them, is the one label of the row.
    """
    taken: dict[int, set[Part]] = {}
    whole: dict[int, Line] = {}
    for at, line in enumerate(lines):
        parts = _parts(line)
        figures = next((n for n, part in enumerate(parts) if looks_like_figure(part.text)), len(parts))
        if figures == len(parts) or not all(looks_like_figure(part.text) for part in parts[figures:]):
            continue
        own = parts[figures - 1] if figures else None
        above, below = _around(lines, at, own, (0.0 if own is None else own.x0, parts[figures]), taken)
        if not above and own is not None:  # what stands in its line may be the label of a group
            above, below = _around(lines, at, None, (own.x1, parts[figures]), taken)
            own = None
        if not above:
            continue
        label = _label([*above, *([] if own is None else [(at, own)]), *below])
        before = parts[: figures - (own is not None)]
        whole[at] = _row(line, lines, [*before, label, *parts[figures:]], [n for n, _ in (*above, *below)])
        for n, part in (*above, *below):
            taken.setdefault(n, set()).add(part)
    return list(_left(lines, taken, whole))


def _parts(line: Line) -> tuple[Part, ...]:
    return line.parts or (Part(line.text, line.x0, line.x1, line.middle),)


_Piece = tuple[int, Part]
"""A part of a line, and the number of the line."""


def _around(
    lines: Sequence[Line], at: int, own: Part | None, limits: tuple[float, Part], taken: dict[int, set[Part]]
) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces of a row's label above it and below it, each from the top down, between a place and its figures."""
    row, (left, figure) = lines[at], limits
    middle = figure.middle
    sides = [
        [piece for piece in _near(lines, numbers, row, figure.x0) if piece[1].x0 >= left or own is not None]
        for numbers in (range(at - 1, -1, -1), range(at + 1, len(lines)))
    ]
    above: list[_Piece] = []
    below: list[_Piece] = []
    column, pitch = own, 0.0
    for over in sides[0]:
        distance = middle - over[1].middle
        if over[1] in taken.get(over[0], ()) or (column is not None and not _over(over[1], column)):
            continue
        under = next(
            (
                piece
                for piece in sides[1]
                if piece not in below
                and abs(piece[1].middle - middle - distance) <= EVEN * row.size
                and _over(piece[1], column or over[1])
            ),
            None,
        )
        pitch = pitch or (distance if own is not None else 2 * distance)
        expected = pitch * (len(above) + (1.0 if own is not None else 0.5))
        if under is None or pitch > PITCH * row.size or abs(distance - expected) > EVEN * row.size:
            break
        above.insert(0, over)
        below.append(under)
        column = column or over[1]
    return above, below


def _near(lines: Sequence[Line], numbers: range, row: Line, limit: float) -> Iterator[_Piece]:
    """Words left of a row's figures in the lines next to it, up to the next line with figures."""
    for n in numbers:
        line = lines[n]
        if abs(line.middle - row.middle) > REACH * row.size or _is_other(line, row):
            return
        for part in reversed(_parts(line)):
            if part.x1 <= limit:
                yield n, part


def _is_other(line: Line, row: Line) -> bool:
    """Whether a line has figures of its own, or letters of another size: no part of a row's label."""
    return abs(line.size - row.size) > LIKE_SIZE * row.size or any(looks_like_figure(p.text) for p in _parts(line))


def _over(one: Part, other: Part) -> bool:
    """Whether two parts stand in one column."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)


def _label(pieces: Sequence[_Piece]) -> Part:
    parts = [part for _, part in pieces]
    return Part("".join(p.text for p in parts), min(p.x0 for p in parts), max(p.x1 for p in parts), parts[0].middle)


def _row(line: Line, lines: Sequence[Line], parts: Sequence[Part], others: Sequence[int]) -> Line:
    return attrs.evolve(
        line,
        text=TAB.join(part.text for part in parts),
        x0=min(part.x0 for part in parts),
        top=min(line.top, *(lines[n].top for n in others)),
        bottom=max(line.bottom, *(lines[n].bottom for n in others)),
        parts=tuple(parts),
    )


def _left(lines: Sequence[Line], taken: dict[int, set[Part]], whole: dict[int, Line]) -> Iterator[Line]:
    """All lines again, without the parts that have gone into a row."""
    for n, line in enumerate(lines):
        if n in whole:
            yield whole[n]
        elif n not in taken:
            yield line
        elif parts := [part for part in _parts(line) if part not in taken[n]]:
            yield attrs.evolve(
                line,
                text=TAB.join(part.text for part in parts),
                x0=parts[0].x0,
                x1=parts[-1].x1,
                parts=tuple(parts) if len(parts) > 1 else (),
            )
