"""What rules do not tell about the cells of a table: text that runs out of them, lines that only their width breaks."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import attrs

from govdisclosure.place import Box, Place
from govdisclosure.readers.kinds._pdf_lines import Line, gap_between, latin_gap, rows_of
from govdisclosure.readers.kinds._pdf_page import Char, Rule
from govdisclosure.readers.prose._lines import line_of

SNAP = 3.0
"""Edges so near each other (in points) are one."""
STEP = 2.0
"""How far apart, in sizes of a character, two lines of one cell are at most."""
LINES_OUT = 4
"""So many lines may run out of a cell."""
LIKE_SIZE = 0.1
"""By how much letters of one cell may differ in size."""
PADDING = 6.0
"""How far text stays away from the rules beside it, in points, at most."""
LOW = 0.8
"""A cell lower than this, in sizes of a character, could hold no text."""
SLIVERS = 200
"""So many of them are looked at in a table."""


@attrs.frozen
class Region:
    """A table found on a page: where its cells are, and what stands in each."""

    page: int
    box: Box
    cells: tuple[Box, ...]
    chars: tuple[tuple[Char, ...], ...]
    """By cell."""


# --- lines ---------------------------------------------------------------------------------------------------


def unwrapped(lines: Sequence[Line], width: float) -> tuple[Line, ...]:
    """The lines of a cell so wide, joined where only its width breaks them; never between two figures.

    >>> from govdisclosure.readers.kinds._pdf_lines import Line
    >>> one, two = Line("22（其", 0, 0, 30, 10, 10, 5), Line("中修订16件）", 0, 12, 35, 22, 10, 10)
    >>> [line.text for line in unwrapped([one, two], 40)], len(unwrapped([one, two], 90))
    (['22（其中修订16件）'], 2)
    """
    whole: list[Line] = []
    for last, line in zip((None, *lines), lines, strict=False):
        if last is None or not _is_broken_by_width(last, line, width):
            whole.append(line)
            continue
        first = whole[-1]
        whole[-1] = attrs.evolve(
            first,
            text=first.text + latin_gap(first.text, line.text) + line.text,
            x0=min(first.x0, line.x0),
            x1=max(first.x1, line.x1),
            bottom=line.bottom,
        )
    return tuple(whole)


_OF_FIGURES = frozenset("0123456789０１２３４５６７８９.,．，")


def _is_broken_by_width(last: Line, line: Line, width: float) -> bool:
    if last.text[-1:] in _OF_FIGURES and line.text[:1] in _OF_FIGURES:
        return False  # one number or two: nobody can tell
    if abs(last.size - line.size) > LIKE_SIZE * max(last.size, line.size):
        return False
    if not 0.5 * line.size < line.top - last.top <= STEP * line.size or min(last.x1, line.x1) <= max(last.x0, line.x0):
        return False
    return last.x1 - last.x0 + line.first_word > width - 2 * PADDING


# --- text that runs out ----------------------------------------------------------------------------------------


def with_text_outside(region: Region, free: Sequence[Char], rules: Sequence[Rule]) -> tuple[Region, list[Char]]:
    """The table with the lines that run out of a cell left open at the end of a page; and the characters left over."""
    chars = list(region.chars)
    taken: set[int] = set()
    for edge, sign in ((3, 1), (1, -1)):
        border = region.box[edge]
        near = [char for char in free if 0 <= sign * (_middle(char) - border) <= LINES_OUT * STEP * char.size]
        cells = _open_cells(region, edge, rules) if near else []
        if not cells:
            continue
        lefts = [region.cells[n][0] for n in cells]
        reach = {n: max(sign * _middle(char) for char in chars[n]) for n in cells}
        for run in sorted(_runs(near), key=lambda run: sign * _middle(run[0])):
            n = cells[max(0, bisect_right(lefts, _across(run)) - 1)]
            if _runs_out_of(run, region.cells[n], chars[n][0].size, sign * _middle(run[0]) - reach[n]):
                chars[n] = (*chars[n], *run)
                reach[n] = sign * _middle(run[0])
                taken.update(map(id, run))
    if not taken:
        return region, list(free)
    return attrs.evolve(region, chars=tuple(chars)), [char for char in free if id(char) not in taken]


def _open_cells(region: Region, edge: int, rules: Sequence[Rule]) -> list[int]:
    """The cells with text at an end of the table where no rule closes them, from the left."""
    border = region.box[edge]
    ends = [
        n
        for n, cell in enumerate(region.cells)
        if abs(cell[edge] - border) <= SNAP and any(char.text.strip() for char in region.chars[n])
    ]
    closing = sorted((rule.x0, rule.x1) for rule in rules if rule.x1 - rule.x0 > 1 and abs(rule.top - border) <= SNAP)
    starts = [x0 for x0, _ in closing]
    furthest: list[float] = []
    for _, x1 in closing:
        furthest.append(max(x1, furthest[-1]) if furthest else x1)
    is_open = []
    for n in ends:
        middle = (region.cells[n][0] + region.cells[n][2]) / 2
        at = bisect_right(starts, middle) - 1
        if at < 0 or furthest[at] < middle:
            is_open.append(n)
    return sorted(is_open, key=lambda n: region.cells[n][0])


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """What stands together in a line."""
    for row in rows_of([char for char in chars if not char.turned and char.text.strip()]):
        run = row[:1]
        for one, other in pairwise(row):
            if gap_between(one, other) > 1:
                yield run
                run = []
            run.append(other)
        yield run


def _runs_out_of(run: Sequence[Char], cell: Box, size: float, step: float) -> bool:
    """Whether words outside a cell are the next line of it; a figure there may be the number of the page."""
    text = "".join(char.text for char in run)
    return (
        -LIKE_SIZE * size < step <= STEP * size
        and all(abs(char.size - size) <= LIKE_SIZE * size for char in run)
        and cell[0] - 1 <= run[0].x0
        and run[-1].x1 <= cell[2] + 1
        and any(char.text >= "\u2e80" for char in run)
        and not line_of(0, text, Place()).is_page_number
    )


def _middle(char: Char) -> float:
    return (char.top + char.bottom) / 2


def _across(run: Sequence[Char]) -> float:
    return (run[0].x0 + run[-1].x1) / 2


# --- slivers ---------------------------------------------------------------------------------------------------


def without_slivers(region: Region) -> Region:
    """The table without cells too low for any text, which rules make that do not meet: they go to a neighbour."""
    texts = [n for n, chars in enumerate(region.chars) if any(char.text.strip() for char in chars)]
    if len(texts) == len(region.cells):
        return region
    size = median(char.size for n in texts for char in region.chars[n])
    heights = {region.cells[n][1::2] for n in texts}
    slivers = [
        n
        for n, (_, top, _, bottom) in enumerate(region.cells)
        if bottom - top < LOW * size and not any(char.text.strip() for char in region.chars[n])
    ]
    if not slivers or len(slivers) > SLIVERS:
        return region
    cells: list[Box | None] = list(region.cells)
    for n in slivers:
        left, top, right, bottom = region.cells[n]
        if not any(y <= top and bottom <= end and (y, end) != (top, bottom) for y, end in heights):
            continue  # a row of its own, however low
        for other, cell in enumerate(cells):
            if cell is not None and (cell[0], cell[2]) == (left, right) and (cell[3] == top or cell[1] == bottom):
                cells[other] = (left, min(top, cell[1]), right, max(bottom, cell[3]))
                cells[n] = None
                break
    kept = [(cell, chars) for cell, chars in zip(cells, region.chars, strict=True) if cell is not None]
    return attrs.evolve(region, cells=tuple(cell for cell, _ in kept), chars=tuple(chars for _, chars in kept))
