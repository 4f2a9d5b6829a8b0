"""Documents of known content with damage drawn by chance: anywhere in any table, every figure another number.

What is drawn can be told by one who looks at the document alone. Left out is what nobody could tell: figures exchanged
without their heads, or two kinds of damage in one table that make up for each other.
"""

import random
import unicodedata
from collections.abc import Iterator, Mapping

import attrs

from govdisclosure import Format
from govdisclosure.formats._kit import TableKey
from producers.chances import DAMAGES, IN_TWO, SHORTENING, Elsewhere
from producers.documents import (
    PROSE,
    Document,
    Heading,
    Item,
    Paragraph,
    Table,
    planted,
    report,
    standard_table,
    title,
)

FIGURES = range(1000, 10_000)
"""What figures are drawn from: as many digits each, so that none is a part of another."""
ENDLESS = ("xlsx", "pdf")
"""Kinds whose rows have no end of their own: with a cell taken out, the next one truly stands under the wrong head."""


@attrs.frozen
class Drawn:
    """A damaged document, the figure of each cell, and what was done to which table."""

    fmt: Format
    document: Document
    figures: Mapping[str, int]
    damages: tuple[tuple[TableKey, str], ...]

    @property
    def touched(self) -> frozenset[TableKey]:
        return frozenset(key for key, _ in self.damages)

    @property
    def printed(self) -> frozenset[str]:
        """The figures that still stand somewhere as they were."""
        return frozenset(text for text in self._texts if text.isascii() and text.isdigit())

    @property
    def gone(self) -> frozenset[str]:
        """The cells whose figures do not stand anywhere in the document any more, in whatever form."""
        if any(name == IN_TWO for _, name in self.damages):
            return frozenset()
        standing = " ".join(unicodedata.normalize("NFKC", text).replace(",", "") for text in self._texts)
        standing = standing.replace("\n", "")
        return frozenset(path for path, figure in self.figures.items() if str(figure) not in standing)

    @property
    def _texts(self) -> list[str]:
        tables = [item for item in self.document.items if isinstance(item, Table)]
        return [box.text for table in tables for row in table.rows for box in row]


def drawn(fmt: Format, producer: str, chance: random.Random) -> Drawn:
    """A document for a producer, with at most one damage in a table, and at least one in all."""
    numbers = chance.sample(FIGURES, len(FIGURES))
    figures = dict(zip(fmt.by_path, numbers, strict=False))
    fresh = map(str, iter(numbers[len(figures) :]))
    document = _with_figures(plain(fmt), fmt, figures)
    keys = chance.sample(list(fmt.tables), chance.choice((1, 1, 2, len(fmt.tables))) if len(fmt.tables) > 1 else 1)
    done = []
    for key in keys:
        document, name = _damaged(document, key, chance, fresh, endless=producer.startswith(ENDLESS))
        done.append((key, name))
    return Drawn(fmt, document, figures, tuple(done))


def plain(fmt: Format) -> Document:
    """A document that nothing was done to, with the planted figures."""
    if fmt.headings:
        return report(fmt)
    items: list[Item] = [Heading("一、概述"), Paragraph(PROSE), Heading("二、统计表")]
    return Document(title(fmt), (*items, *(standard_table(fmt, key) for key in fmt.tables)))


def _with_figures(document: Document, fmt: Format, figures: Mapping[str, int]) -> Document:
    by_text = {str(old): str(figures[path]) for path, old in planted(fmt).items()}

    def again(table: Table) -> Table:
        rows = tuple(
            tuple(attrs.evolve(box, text=by_text.get(box.text, box.text)) for box in row) for row in table.rows
        )
        return attrs.evolve(table, rows=rows)

    return attrs.evolve(
        document, items=tuple(again(item) if isinstance(item, Table) else item for item in document.items)
    )


def _damaged(
    document: Document, key: TableKey, chance: random.Random, fresh: Iterator[str], *, endless: bool
) -> tuple[Document, str]:
    """The document with a table damaged in a way that it can be."""
    names = [name for name in DAMAGES if not (endless and name in SHORTENING)]
    table = document.table(key)
    for name in chance.sample(names, len(names)):
        try:
            new = DAMAGES[name](table, chance, fresh)
        except Elsewhere:
            continue
        return document.with_table(key, *(new if isinstance(new, tuple) else (new,))), name
    raise AssertionError(f"nothing can be done to {key}")
