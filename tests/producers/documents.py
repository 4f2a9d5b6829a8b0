"""An annual report as an abstract document: what others' tools make pages, files and prints from.

Nothing here or beside it uses the writers, so that a mistake the readers share with them shows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

import attrs

from govdisclosure import Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.grid import blank

ORGAN = "云溪县档案馆"
PROSE = "本年度工作平稳有序，各项任务按期完成。"
FIRST = 1000
"""The k-th figure of a report is this plus k: no other text of it is the same number."""


@attrs.frozen
class Box:
    """A cell of a table; `text` may have several lines."""

    text: str
    rowspan: int = 1
    colspan: int = 1

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def is_figure(self) -> bool:
        return self.text.isdigit()


Row = tuple[Box, ...]


@attrs.frozen
class Table:
    """Each row holds the cells that begin in it. `key` is the standard table it is meant to be."""

    rows: tuple[Row, ...]
    key: TableKey | None = None


@attrs.frozen
class Heading:
    text: str


@attrs.frozen
class Paragraph:
    """One paragraph; `text` may have several lines."""

    text: str


@attrs.frozen
class PageBreak:
    pass


Item = Heading | Paragraph | Table | PageBreak


@attrs.frozen
class Document:
    title: str
    items: tuple[Item, ...]

    def table(self, key: TableKey) -> Table:
        return next(item for item in self.items if isinstance(item, Table) and item.key == key)

    def with_table(self, key: TableKey, *new: Item) -> "Document":
        """The document with other items in the place of a table."""
        old = self.table(key)
        return attrs.evolve(
            self, items=tuple(part for item in self.items for part in (new if item is old else (item,)))
        )


def planted(fmt: Format, first: int = FIRST) -> dict[str, int]:
    """By path, the figure that stands in each cell: all different, none of them 0."""
    return {cell.path: first + cell.order for cell in fmt.cells}


def standard_table(fmt: Format, key: TableKey, first: int = FIRST) -> Table:
    """A table as the format draws it, with its planted figures."""
    figures = planted(fmt, first)
    return Table(
        tuple(
            tuple(
                Box(cell.text if cell.path is None else str(figures[cell.path]), cell.rowspan, cell.colspan)
                for cell in row
            )
            for row in blank(fmt, key).rows
        ),
        key,
    )


def title(fmt: Format, year: int | None = None) -> str:
    return f"{ORGAN}{year or fmt.first_year}年政府信息公开工作年度报告"


def report(fmt: Format, *, year: int | None = None) -> Document:
    """A whole report of a standard format."""
    items: list[Item] = [Paragraph("本报告根据有关规定编制。")]
    for heading in fmt.headings:
        items.append(Heading(f"{heading.number}{heading.label.zh}"))
        items.append(standard_table(fmt, heading.table) if heading.table else Paragraph(PROSE))
    return Document(title(fmt, year), tuple(items))


# --- changing tables ------------------------------------------------------------------------------------------------


def named(label: str) -> Callable[[Box], bool]:
    return lambda box: box.text == label


def row_of(table: Table, label: str) -> int:
    """The first row in which a cell with this text begins."""
    return next(y for y, row in enumerate(table.rows) if any(box.text == label for box in row))


def with_row(table: Table, at: int, *new: Sequence[Box]) -> Table:
    """The table with other rows in the place of one."""
    return attrs.evolve(table, rows=(*table.rows[:at], *map(tuple, new), *table.rows[at + 1 :]))


def with_box(table: Table, text: str, *new: Box) -> Table:
    """The table with other cells in the place of the first that has this text."""
    at = row_of(table, text)
    row = table.rows[at]
    x = next(x for x, box in enumerate(row) if box.text == text)
    return with_row(table, at, (*row[:x], *new, *row[x + 1 :]))


def box_of(table: Table, text: str) -> Box:
    return next(box for row in table.rows for box in row if box.text == text)


def without_row(table: Table, at: int) -> Table:
    """A row taken out as an editor does: cells that reach into it become shorter, those it opens begin below."""
    drawn = squares(table.rows)
    heir = {x: attrs.evolve(box, rowspan=box.rowspan - 1) for y, x, box in drawn if y == at and box.rowspan > 1}
    rows: list[Row] = []
    for y in range(len(table.rows)):
        if y == at:
            continue
        own = {
            x: attrs.evolve(box, rowspan=box.rowspan - 1) if y < at < y + box.rowspan else box
            for top, x, box in drawn
            if top == y
        }
        if y == at + 1:
            own = heir | own
        rows.append(tuple(own[x] for x in sorted(own)))
    return attrs.evolve(table, rows=tuple(rows))


def without_columns(table: Table, first: int, count: int = 1) -> Table:
    """Columns taken out, heads and all; cells that cover more columns become narrower."""
    rows: list[list[Box]] = [[] for _ in table.rows]
    for y, x, box in squares(table.rows):
        left = len([at for at in range(x, x + box.colspan) if not first <= at < first + count])
        if left:
            rows[y].append(attrs.evolve(box, colspan=left))
    return attrs.evolve(table, rows=tuple(map(tuple, rows)))


def with_columns_swapped(table: Table, one: int, other: int) -> Table:
    """Two columns exchanged, heads and all, where a cell covers one column only."""
    rows: list[dict[int, Box]] = [{} for _ in table.rows]
    for y, x, box in squares(table.rows):
        moved = {one: other, other: one}.get(x, x) if box.colspan == 1 else x
        rows[y][moved] = box
    return attrs.evolve(table, rows=tuple(tuple(row[x] for x in sorted(row)) for row in rows))


# --- where cells come to stand --------------------------------------------------------------------------------------


def squares(rows: Sequence[Row]) -> list[tuple[int, int, Box]]:
    """Row, first column and cell, as browsers place them: each goes to the first column that is free."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[int, int, Box]] = []
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            height = min(box.rowspan, len(rows) - y)
            taken |= {(y + dy, x + dx) for dy in range(height) for dx in range(box.colspan)}
            found.append((y, x, attrs.evolve(box, rowspan=height)))
            x += box.colspan
    return found


def rectangle(rows: Sequence[Row]) -> list[list[Box | None]]:
    """The table without spans: a cell at its first position, None where it goes on or where nothing is."""
    placed = squares(rows)
    width = max(x + box.colspan for _, x, box in placed)
    drawn: list[list[Box | None]] = [[None] * width for _ in rows]
    for y, x, box in placed:
        drawn[y][x] = box
    return drawn


def ends(rows: Sequence[Row]) -> list[int]:
    """How many columns each row has: a row that lost a cell is shorter."""
    covered: list[set[int]] = [set() for _ in rows]
    for y, x, box in squares(rows):
        for dy in range(box.rowspan):
            covered[y + dy] |= set(range(x, x + box.colspan))
    return [max(row, default=-1) + 1 for row in covered]


def sections(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items by heading, each heading first in its own list; what stands before the first one by itself."""
    rest = list(items)
    while rest:
        head, *rest = rest
        body = list(takewhile(lambda item: not isinstance(item, Heading), rest))
        rest = rest[len(body) :]
        yield [head, *body]
