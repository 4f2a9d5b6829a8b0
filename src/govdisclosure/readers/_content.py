"""What every reader makes of a document: texts and tables in printed order.

The reader of a kind knows how the kind is written and nothing of reports. It gives all the text that a person would
see, as it stands, each piece with its place; it decides nothing. What comes after knows nothing of kinds.
"""

from collections.abc import Iterator

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.place import Place


@attrs.frozen
class Text:
    """One line of text: a paragraph, or what stands between two breaks in one. No line feed in it."""

    raw: str
    place: Place


@attrs.frozen
class TableCell:
    """A cell as it is drawn, and what it covers. `items` are its lines, and tables that stand in it."""

    items: tuple["Item", ...]
    place: Place
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """Its lines, those of tables in it included."""
        return "\n".join(text.raw for item in self.items for text in texts_of(item))


@attrs.frozen
class DrawnTable:
    """A table: each row holds the cells that begin in it, as in HTML.

    `otherwise` is how to read it if it is none of the standard tables; else its cells are read one after another. A
    PDF gives the lines of running text that way, which rules around it make look like a table.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    place: Place
    otherwise: tuple[Text, ...] | None = None


Item = Text | DrawnTable


@attrs.frozen(kw_only=True)
class Content:
    """All that a document prints.

    `wrapped` says that lines may be cut at a fixed width, as in plain text; `radicals` that the codes of radicals may
    stand where characters are printed, as in PDF.
    """

    items: tuple[Item, ...]
    wrapped: bool = False
    radicals: bool = False
    notes: tuple[Finding, ...] = ()


def texts_of(item: Item) -> Iterator[Text]:
    """The texts of an item in printed order, cell by cell."""
    waiting = [item]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Text):
            yield current
        elif current.otherwise is not None:
            yield from current.otherwise
        else:
            waiting.extend(
                item for row in reversed(current.rows) for cell in reversed(row) for item in reversed(cell.items)
            )
