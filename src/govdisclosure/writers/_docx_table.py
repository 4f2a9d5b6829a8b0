"""A table of a report as Word draws it: real merged cells, fixed columns, heads repeated on every page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Literal

import attrs
from docx.oxml.xmlchemy import BaseOxmlElement

from govdisclosure.formats._kit import Layout
from govdisclosure.grid import Grid, GridCell, expand
from govdisclosure.writers._docx_styles import MM, TABLE_SIZE, TYPE_WIDTH
from govdisclosure.writers._docx_xml import Made, half_points, nothing, paragraph, w

_MARGIN = 28
"""Twips between a cell's border and its text, left and right."""

_LOW = 12
"""A row of so many lines of text or fewer is not broken over pages; one that is taller than a page must be."""

_SMALLEST = 6
"""The smallest size in points that a long figure is set in."""

_WORD = re.compile(r"[!-~]+")
"""What is not broken over lines: figures, that is."""


@attrs.frozen
class _Look:
    """How a kind of table is drawn: the widths of its label columns in mm, and the least height of a row."""

    labels: tuple[int, ...]
    height: float
    kept: Literal["head", "group", "table"]
    """What stays on one page; the whole table where it is not higher than one."""
    left: bool = False
    """Whether the labels of rows begin at the left."""


_LOOKS: Mapping[Layout, _Look] = {
    Layout.BLOCKS: _Look((48,), 8, kept="group"),
    Layout.ROWS: _Look((11, 21, 52), 6, kept="table", left=True),
    Layout.LINE: _Look((), 9, kept="table"),
    Layout.LIST: _Look((100,), 6.5, kept="head", left=True),
}

Line = Sequence[GridCell]


def table(grid: Grid, layout: Layout, made: Made = nothing) -> BaseOxmlElement:
    """The grid as a table as wide as the type area; `made` is told of each cell that holds a figure."""
    look = _LOOKS[layout]
    widths = _widths(sum(grid.columns), look.labels)
    lines = expand(grid)
    kept = set(_kept(grid, look))
    size = _figure_size(lines, widths)
    rows = (_row(grid, lines, y, widths, look, size, made, keep=y in kept) for y in range(len(lines)))
    columns = (w("gridCol", w=width) for width in widths)
    return w("tbl", _properties(grid), w("tblGrid", *columns), *rows)


def _widths(count: int, labels: Sequence[int]) -> list[int]:
    """The columns in twips: those of labels as given, the others alike."""
    fixed = [millimetres * MM for millimetres in labels[: count - 1]]
    rest = (TYPE_WIDTH - sum(fixed)) / (count - len(fixed))
    ends = [round(end) for end in accumulate([*fixed, *[rest] * (count - len(fixed))], initial=0.0)]
    return [right - left for left, right in pairwise(ends)]


def _kept(grid: Grid, look: _Look) -> Iterator[int]:
    """The rows that are on the page of the row below them: those of the head, a group, or the whole table."""
    groups = accumulate(grid.bodies, initial=grid.head)
    last = {"head": range(grid.head, len(grid.rows)), "group": [end - 1 for end in groups], "table": ()}[look.kept]
    yield from (y for y in range(len(grid.rows) - 1) if y < grid.head or y not in last)


def _properties(grid: Grid) -> BaseOxmlElement:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    margins = (w(side, w=_MARGIN, type="dxa") for side in ("left", "right"))
    return w(
        "tblPr",
        w("tblW", w=TYPE_WIDTH, type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *(w(side, val="single", sz=4, space=0, color="auto") for side in sides)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *margins),
        w("tblCaption", val=grid.label.zh),
    )


def _row(
    grid: Grid,
    lines: Sequence[Line],
    y: int,
    widths: Sequence[int],
    look: _Look,
    size: float,
    made: Made,
    *,
    keep: bool,
) -> BaseOxmlElement:
    line = lines[y]
    starts = [x for x, cell in enumerate(line) if x == 0 or line[x - 1] is not cell]
    own = [x for x in starts if line[x].rowspan == 1]
    low = all(_lines(line[x].text, sum(widths[x : x + line[x].colspan])) <= _LOW for x in own)
    properties = [w("cantSplit")] if low else []
    properties.append(w("trHeight", val=round(look.height * MM), hRule="atLeast"))
    if y < grid.head:
        properties.append(w("tblHeader"))
    cells = []
    for x in starts:
        begins = y == 0 or lines[y - 1][x] is not line[x]
        cell = _cell(line[x], sum(widths[x : x + line[x].colspan]), look, size, begins=begins, keep=keep)
        cells.append(cell)
        path = line[x].path
        if begins and path is not None:
            made(path, cell.xpath("w:p"))
    return w("tr", w("trPr", *properties), *cells)


def _cell(cell: GridCell, width: int, look: _Look, size: float, *, begins: bool, keep: bool) -> BaseOxmlElement:
    """A cell, or where it does not begin, what Word wants in its place."""
    properties = [w("tcW", w=width, type="dxa")]
    if cell.colspan > 1:
        properties.append(w("gridSpan", val=cell.colspan))
    if cell.rowspan > 1:
        properties.append(w("vMerge", val="restart") if begins else w("vMerge"))
    properties.append(w("vAlign", val="center"))
    labels_row = look.left and cell.header == "row" and cell.rowspan == 1
    shape = half_points(size) if cell.path is not None and size < TABLE_SIZE else ()
    content = paragraph(
        "TableLabel" if labels_row else "TableText",
        cell.text if begins else "",
        *([w("keepNext")] if keep else []),
        shape=shape,
    )
    return w("tc", w("tcPr", *properties), content)


def _figure_size(lines: Sequence[Line], widths: Sequence[int]) -> float:
    """The size in which every figure of the table stands on one line, with a digit's width to spare.

    A digit is half as wide as high.
    """
    size = TABLE_SIZE
    for line in lines:
        for x, cell in enumerate(line):
            longest = max((len(word) for word in _WORD.findall(cell.text)), default=0) if cell.path else 0
            if longest:
                size = min(size, (widths[x] - 2 * _MARGIN) / 20 / ((longest + 1) / 2))
    return max(_SMALLEST, int(size * 2) / 2)


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes."""
    characters = (width - 2 * _MARGIN) / 20 / TABLE_SIZE
    return sum(ceil(len(part) / characters) for part in text.split("\n"))
