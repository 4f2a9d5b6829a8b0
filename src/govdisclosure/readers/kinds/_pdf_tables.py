"""Tables drawn with rules: the cells that the rules enclose, and the characters in each."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

import attrs

from govdisclosure.place import Box, Place
from govdisclosure.readers._content import DrawnTable, TableCell, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._pdf_cells import SNAP, Region, unwrapped, with_text_outside, without_slivers
from govdisclosure.readers.kinds._pdf_lines import Line, lines_of
from govdisclosure.readers.kinds._pdf_page import Char, Page, Rule

SHORTEST = 3.0
"""Shorter rules do not enclose anything."""
OPEN = 6.0
"""How far rules must run beyond the last one across for a row to be open there, as at a page break."""
CROSSINGS = 10_000
"""So many points where rules meet are looked at on a page; the largest official table has about 300."""
MEETINGS = 4_000_000
"""So many pairs of rules are looked at on a page."""

Edge = dict[str, Any]
"""A rule as pdfplumber has it."""


@attrs.frozen
class Sketch:
    """A table on a page before its columns are counted; `lines` are those in each cell."""

    page: int
    box: Box
    cells: tuple[Box, ...]
    lines: tuple[tuple[Line, ...], ...]
    otherwise: tuple[Text, ...]

    @property
    def lefts(self) -> list[float]:
        """Where its columns begin."""
        return sorted({cell[0] for cell in self.cells})


def find_regions(page: Page, budget: Budget) -> tuple[list[Region], list[Char]]:
    """The tables of a page from the top down, and the characters that stand in no cell."""
    free = list(page.chars)
    regions = []
    for group in _cells(page, budget):
        budget.time()
        region, free = _filled(page.number, group, free)
        if any(char.text.strip() for chars in region.chars for char in chars):  # a drawing may look like a table
            region, free = with_text_outside(without_slivers(region), free, page.rules)
            regions.append(region)
    return regions, free


def sketch(region: Region, otherwise: tuple[Text, ...]) -> Sketch:
    """The table with the lines of its cells."""
    lines = tuple(
        unwrapped(lines_of(chars, columns=False), cell[2] - cell[0])
        for cell, chars in zip(region.cells, region.chars, strict=True)
    )
    return Sketch(region.page, region.box, region.cells, lines, otherwise)


def common_columns(above: Sketch, lefts: Sequence[float], below: Sketch) -> list[float] | None:
    """Where the columns of two tables begin if they are as wide, and so may be two parts of one.

    `lefts` is where those of the one above begin, counted with what stands above it.
    """
    if abs(above.box[0] - below.box[0]) > SNAP or abs(above.box[2] - below.box[2]) > SNAP:
        return None
    return sorted([*lefts, *(x for x in below.lefts if min(abs(x - y) for y in lefts) > SNAP)])


def drawn_table(sketch: Sketch, number: int, lefts: Sequence[float], budget: Budget) -> DrawnTable:
    """The table with its rows and spans; `number` is its own in the document, `lefts` where columns begin."""
    tops = sorted({cell[1] for cell in sketch.cells})
    rows: list[list[tuple[int, TableCell]]] = [[] for _ in tops]
    for box, lines in zip(sketch.cells, sketch.lines, strict=True):
        row, column = tops.index(box[1]), bisect_right(lefts, box[0] + SNAP) - 1
        rowspan = bisect_right(tops, box[3] - 0.01) - row
        colspan = max(1, bisect_right(lefts, box[2] - SNAP) - column)
        budget.cell(rowspan, colspan)
        budget.time()
        place = Place(
            page=sketch.page,
            box=_rounded(box),
            table=number,
            row=row + 1,
            column=column + 1,
            end_row=row + rowspan if rowspan > 1 else None,
            end_column=column + colspan if colspan > 1 else None,
        )
        items = tuple(Text(line.text, attrs.evolve(place, box=line.box)) for line in lines)
        rows[row].append((column, TableCell(items, place, rowspan, colspan)))
    ordered = tuple(tuple(cell for _, cell in sorted(row, key=itemgetter(0))) for row in rows)
    return DrawnTable(ordered, Place(page=sketch.page, box=_rounded(sketch.box), table=number), sketch.otherwise)


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def _cells(page: Page, budget: Budget) -> list[list[Box]]:
    """The cells of each table."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    wide = [rule for rule in page.rules if not rule.hair]
    edges = [edge for rule in wide or page.rules if (edge := _edge(rule)) is not None]
    if not edges:
        return []
    merged: list[Edge] = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    merged = [edge for edge in merged if max(edge["width"], edge["height"]) >= SHORTEST]
    across = sum(edge["orientation"] == "h" for edge in merged)
    if across * (len(merged) - across) > MEETINGS:
        budget.refuse("a page with too many rules", "一页上的线条过多")
    budget.time()
    merged = merge_edges([*merged, *_closing(merged)], SNAP, SNAP, SNAP, SNAP)
    crossings = edges_to_intersections(merged, SNAP, SNAP)
    if len(crossings) > CROSSINGS:
        budget.refuse("a page with too many rules", "一页上的线条过多")
    budget.time()
    boxes = intersections_to_cells(crossings)
    budget.time()
    tables: list[list[Box]] = cells_to_tables(boxes)
    return tables


def _edge(rule: Rule) -> Edge | None:
    width, height = rule.x1 - rule.x0, rule.bottom - rule.top
    if height <= 1 and width > height:
        y = (rule.top + rule.bottom) / 2
        return _across(rule.x0, rule.x1, y)
    if width <= 1 and height > 0:
        x = (rule.x0 + rule.x1) / 2
        return _upright(rule.top, rule.bottom, x)
    return None


def _across(x0: float, x1: float, y: float) -> Edge:
    return {"x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "height": 0.0, "orientation": "h"}


def _upright(top: float, bottom: float, x: float) -> Edge:
    return {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top, "orientation": "v"}


@attrs.frozen
class _Axis:
    """How rules of one direction are measured: along themselves from `start` to `end`, at `at` across."""

    start: str
    end: str
    at: str


_UPRIGHT = _Axis("top", "bottom", "x0")
_ACROSS = _Axis("x0", "x1", "top")


def _closing(edges: Sequence[Edge]) -> Iterator[Edge]:
    """The rules that are missing where a table is left open: at its sides, or where it goes on over the page."""
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    across = [edge for edge in edges if edge["orientation"] == "h"]
    yield from (_across(*gap) for gap in _open_ends(uprights, _UPRIGHT, across, _ACROSS))
    yield from (_upright(*gap) for gap in _open_ends(across, _ACROSS, uprights, _UPRIGHT))


def _open_ends(
    edges: Sequence[Edge], own: _Axis, crossing: Sequence[Edge], other: _Axis
) -> Iterator[tuple[float, float, float]]:
    """Where two neighbouring rules end together with no rule from one to the other, though there is one before."""
    for end, sign in ((own.end, 1), (own.start, -1)):
        groups: list[list[Edge]] = []
        for edge in sorted(edges, key=itemgetter(end)):
            if groups and edge[end] - groups[-1][0][end] <= SNAP:
                groups[-1].append(edge)
            else:
                groups.append([edge])
        for group in groups:
            y = group[0][end]
            through: list[tuple[float, float, float]] = []  # a cell that comes from one page and goes on over another
            for one, two in pairwise(sorted(group, key=itemgetter(own.at))):
                middle = (one[own.at] + two[own.at]) / 2
                between = [e[other.at] for e in crossing if e[other.start] <= middle <= e[other.end]]
                first = max(one[own.start], two[own.start]) - SNAP
                last = min(one[own.end], two[own.end]) + SNAP
                within = [x for x in between if first <= x <= last]
                if two[own.at] - one[own.at] <= SNAP or any(abs(x - y) <= OPEN for x in between):
                    continue
                if any(sign * x < sign * y for x in within):
                    yield one[own.at], two[own.at], y
                elif not within and abs(one[own.start] - two[own.start]) + abs(one[own.end] - two[own.end]) <= SNAP:
                    through.append((one[own.at], two[own.at], y))
            if own is _UPRIGHT and len(through) + 1 < len(group):
                yield from through


def _filled(page: int, cells: Sequence[Box], chars: Sequence[Char]) -> tuple[Region, list[Char]]:
    """A table with its characters; and those that stand in none of its cells."""
    tops = sorted({y for cell in cells for y in (cell[1], cell[3])})
    lefts = sorted({x for cell in cells for x in (cell[0], cell[2])})
    owner: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(cells):
        columns = range(lefts.index(left), lefts.index(right))
        for y in range(tops.index(top), tops.index(bottom)):
            for x in columns:
                owner[y, x] = number
    inside: list[list[Char]] = [[] for _ in cells]
    free: list[Char] = []
    for char in chars:
        y = bisect_right(tops, (char.top + char.bottom) / 2) - 1
        x = bisect_right(lefts, (char.x0 + char.x1) / 2) - 1
        if (y, x) in owner:
            inside[owner[y, x]].append(char)
        else:
            free.append(char)
    box = lefts[0], tops[0], lefts[-1], tops[-1]
    return Region(page, box, tuple(cells), tuple(map(tuple, inside))), free
