"""What damage is: where it is done, to which kinds of documents, and what the record is then.

Damage is done at one of three places that all kinds share: in the record, which is then printed as ever; in what is
printed, a list of blocks; or in the bytes. Each says what a right reader must find.
"""

from collections.abc import Callable

import attrs

from govdisclosure.formats import Format, Report
from govdisclosure.formats._kit import Label
from govdisclosure.grid import Grid
from govdisclosure.strategies._choices import Choices
from govdisclosure.writers import Kind
from govdisclosure.writers._blocks import Block, TableBlock

KINDS: tuple[Kind, ...] = ("html", "docx", "xlsx", "markdown", "text", "pdf")
"""The kinds that are both written and read."""

EVERY_KIND = frozenset(KINDS)


@attrs.frozen
class Printed:
    """What is printed, and the record that a right reader makes of it."""

    report: Report
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))

    def with_grid(self, table: TableBlock, drawn: Grid) -> "Printed":
        """The same with that table drawn otherwise."""
        return self.with_blocks((table, attrs.evolve(table, grid=drawn)))

    def with_blocks(self, *pairs: tuple[Block, Block]) -> "Printed":
        """The same with new blocks for old ones."""
        new = {id(old): block for old, block in pairs}
        return attrs.evolve(self, blocks=tuple(new.get(id(block), block) for block in self.blocks))


def every_format(_: Format) -> bool:
    return True


@attrs.frozen
class Damage:
    """A kind of damage: how it is called in both languages, and what may have it."""

    label: Label
    kinds: frozenset[Kind] = attrs.field(default=EVERY_KIND, kw_only=True)
    suits: Callable[[Format], bool] = attrs.field(default=every_format, kw_only=True)
    """Whether ordinary reports of a format can have it."""


@attrs.frozen
class InRecord(Damage):
    """The record is another; `change` gives it, or None if this record cannot be so."""

    change: Callable[[Report, Choices], Report | None] = attrs.field(kw_only=True)


@attrs.frozen
class InPrint(Damage):
    """Something is printed otherwise than the record has it."""

    change: Callable[[Printed, Choices], Printed | None] = attrs.field(kw_only=True)


@attrs.frozen
class InBytes(Damage):
    """The document is encoded otherwise."""

    change: Callable[[bytes], bytes] = attrs.field(kw_only=True)


def some(choices: Choices, count: int) -> range:
    """A few neighbours among so many things, or all of them, by their numbers; shrinks to the one that matters.

    They are counted back from the last of them, so that each byte may be lowered by itself.
    """
    last, length = choices.number(0, count - 1), choices.among((1, 1, 1, 2, 3, 7, count))
    return range(max(0, last + 1 - length), last + 1)
