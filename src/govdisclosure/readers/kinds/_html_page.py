"""What a page shows: its lines of text, its tables and its articles, and the same as content."""

from collections.abc import Iterable, Mapping

import attrs

from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, Item, TableCell, Text
from govdisclosure.readers.kinds._html_tables import Slot

_CELL_LINES = 12
"""Up to how many lines a cell is a label or a figure; one that holds more, or a table, is there for the layout."""


@attrs.define(eq=False)
class PageLine:
    """A line of text and where it stands: its paragraph, its line in the source."""

    text: str
    paragraph: int
    line: int
    place: Place | None = None


@attrs.define(eq=False)
class PageCell:
    """A cell and what it holds."""

    slot: Slot
    line: int
    items: "list[PageLine | PageTable]" = attrs.field(factory=list)
    place: Place = attrs.field(init=False)

    @property
    def is_layout(self) -> bool:
        """Whether it is there for the layout and holds a part of the page."""
        return len(self.items) > _CELL_LINES or any(isinstance(item, PageTable) for item in self.items)


@attrs.define(eq=False)
class PageTable:
    """A table, as far as it has been read."""

    number: int
    line: int
    rows: list[list[PageCell]] = attrs.field(factory=list)


PageItem = PageLine | PageTable


@attrs.define(eq=False)
class Article:
    """An element that pages put their main text in: what of it was read up to its beginning, and to its end.

    `open_lists` are the lists that were being filled at its end, and how long they were.
    """

    name: str
    first_line: int
    end_line: int = 0
    end_table: int = 0
    open_lists: tuple[tuple[list[object], int], ...] = ()


@attrs.define(eq=False)
class Page:
    """All that a page shows, and its articles in the order in which they end."""

    items: list[PageItem] = attrs.field(factory=list)
    lines: list[PageLine] = attrs.field(factory=list)
    tables: list[PageTable] = attrs.field(factory=list)
    articles: list[Article] = attrs.field(factory=list)
    hidden: int = 0
    """How many elements were left out that hold text but do not show it."""


def frozen(page: Page, *, paragraphs: int = 0) -> tuple[Item, ...]:
    """The page as content. `paragraphs` are how many stand before it; those in cells are not counted."""
    for table in page.tables:
        for cell in (cell for row in table.rows for cell in row):
            cell.place = _place(cell, table)
            is_layout = cell.is_layout
            for item in cell.items:
                if isinstance(item, PageLine) and not is_layout:
                    item.place = cell.place
    _count_paragraphs(page.lines, paragraphs)
    made: dict[int, DrawnTable] = {}
    for table in reversed(page.tables):  # the last first, so that each is ready when the cell around it is made
        rows = tuple(
            tuple(TableCell(_items(cell.items, made), cell.place, cell.slot.rowspan, cell.slot.colspan) for cell in row)
            for row in table.rows
        )
        made[table.number] = DrawnTable(rows, Place(table=table.number, line=table.line))
    return _items(page.items, made)


def _place(cell: PageCell, table: PageTable) -> Place:
    slot = cell.slot
    return Place(
        line=cell.line,
        table=table.number,
        row=slot.row,
        column=slot.column,
        end_row=slot.row + slot.rowspan - 1 if slot.rowspan > 1 else None,
        end_column=slot.column + slot.colspan - 1 if slot.colspan > 1 else None,
    )


def _count_paragraphs(lines: Iterable[PageLine], before: int) -> None:
    last = 0
    for line in lines:
        if line.place is None:
            before += line.paragraph != last
            last = line.paragraph
            line.place = Place(paragraph=before, line=line.line)


def _items(items: Iterable[PageItem], made: Mapping[int, DrawnTable]) -> tuple[Item, ...]:
    return tuple(
        Text(item.text, item.place) if isinstance(item, PageLine) else made[item.number]  # type: ignore[arg-type]
        for item in items
        if isinstance(item, PageLine) or item.rows
    )
