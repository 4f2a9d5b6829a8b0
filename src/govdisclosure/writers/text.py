"""A report as plain text, with tables drawn in lines, that reads back as the same record."""

import io
from collections.abc import Iterable, Iterator, Sequence

from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats._kit import Layout
from govdisclosure.grid import Grid, GridCell, expand
from govdisclosure.writers._blocks import (
    Block,
    HeadingBlock,
    Line,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    blocks,
    refuse_unprintable,
)

INDENT = "　　"
"""Two ideographic spaces, as Chinese paragraphs begin."""

LABEL_WIDTH = 44
COLUMN_WIDTH = {Layout.BLOCKS: 16, Layout.ROWS: 8, Layout.LINE: 4, Layout.LIST: 10}
"""How wide labels, and heads in each kind of table, may be before they are folded; figures never are."""

SIGNATURE_INDENT = 48


def text(report: Report) -> str:
    """The report as plain text.

    Raises `Unprintable` for control characters, and where a section claims a table its format does not have.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.formats.shared import official_title, skeleton
    >>> title = official_title("云溪县档案馆", 2023)
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title=title, sections=skeleton())
    >>> print(text(report)[:45])
    云溪县档案馆2023年政府信息公开工作年度报告
    <BLANKLINE>
    一、总体情况
    <BLANKLINE>
    二、主动公开政府信息情况
    """
    refuse_unprintable(report, "text")
    return as_text(blocks(report), format_of(report))


def as_text(printed: Iterable[Block], fmt: Format) -> str:
    """What is printed, as plain text."""
    return "\n\n".join(_block(block, fmt) for block in printed) + "\n"


def _block(block: Block, fmt: Format) -> str:
    match block:
        case Title():
            return block.text
        case Line():
            return "    ".join(block.items)
        case Paragraph():
            return f"{INDENT}{block.number or ''}{block.text}"
        case HeadingBlock():
            return f"{block.number or ''}{block.text}"
        case Signature():
            return "\n".join(" " * SIGNATURE_INDENT + line for line in block.lines)
        case TableBlock():
            return _table(block.grid, fmt.tables[block.path].draw.layout)


def _table(drawn: Grid, layout: Layout) -> str:
    from rich.box import SQUARE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = list(_rows(drawn, layout))
    table = Table(box=SQUARE, show_header=False, show_lines=True)
    for column in range(len(rows[0])):
        is_label = column == 0 and layout is not Layout.LINE
        table.add_column(
            justify="left" if is_label else "center",
            width=_width([row[column] for row in rows], LABEL_WIDTH if is_label else COLUMN_WIDTH[layout]),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(file=io.StringIO(), width=10_000, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _width(texts: Sequence[str], widest_label: int) -> int:
    """As wide as the widest figure; labels are folded at `widest_label`, which they may not need."""
    from rich.cells import cell_len

    figures = max((cell_len(text) for text in texts if any(c.isdigit() for c in text[:1])), default=1)
    return max(figures, min(widest_label, max(cell_len(text) for text in texts)), 1)


def _rows(drawn: Grid, layout: Layout) -> Iterator[list[str]]:
    """The rectangle with each text only where its cell begins, the columns of row labels made into one."""
    labels = {Layout.ROWS: drawn.columns[0], Layout.LINE: 0}.get(layout, 1)
    above: tuple[GridCell | None, ...] = (None,) * sum(drawn.columns)
    for line in expand(drawn):
        begins = [cell is not above[x] and (x == 0 or cell is not line[x - 1]) for x, cell in enumerate(line)]
        texts = [cell.text if begin else "" for cell, begin in zip(line, begins, strict=True)]
        figures, blanks = texts[labels:], [""] * (len(texts) - labels)
        if labels:
            begun = [(depth, text) for depth, text in enumerate(texts[:labels]) if text] or [(0, "")]
            *groups, (depth, label) = begun
            yield from (["　" * above_it + group, *blanks] for above_it, group in groups)
            yield ["　" * depth + label, *figures]
        else:
            yield figures
        above = line
