"""What is printed, one below the other, as Word's paragraphs and tables."""

from collections.abc import Iterator, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from govdisclosure.formats import Format
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title
from govdisclosure.writers._docx_styles import LINE, heading_style
from govdisclosure.writers._docx_table import table
from govdisclosure.writers._docx_title import title
from govdisclosure.writers._docx_xml import Made, nothing, paragraph, w

BETWEEN = "    "
"""What stands between the items of a line, as in plain text."""

ROOM = 160
"""Twips between a table and the text below it; half as much above."""


def body(printed: list[Block], fmt: Format, made: Made = nothing) -> Iterator[BaseOxmlElement]:
    """All that is printed, in its order; `made` is told of each block and of each cell that holds a figure."""
    for before, block, after in zip([None, *printed], printed, [*printed[1:], None], strict=False):
        elements = list(_elements(before, block, after, fmt, made))
        made(block.path, [p for element in elements for p in element.xpath("descendant-or-self::w:p")][: _span(block)])
        yield from elements
        if isinstance(block, TableBlock) and (after is None or isinstance(after, TableBlock)):
            yield paragraph("TableGap", "")  # Word joins tables that touch, and needs a paragraph at the end
    if not printed:
        empty = paragraph("BodyText", "")
        made("", [empty])
        yield empty


def _span(block: Block) -> int | None:
    """How many of a block's paragraphs stand for it: of a table the first one."""
    return 1 if isinstance(block, TableBlock) else None


def _elements(
    before: Block | None, block: Block, after: Block | None, fmt: Format, made: Made
) -> Iterator[BaseOxmlElement]:
    around = _around(before, after)
    match block:
        case Title():
            yield title(block.text)
        case HeadingBlock():
            yield paragraph(heading_style(block.level), (block.number or "") + block.text, *around)
        case Paragraph():
            yield paragraph("BodyText", (block.number or "") + block.text, *around)
        case Line():
            yield paragraph(_line_style(block), BETWEEN.join(block.items), *around)
        case Signature():
            yield from _signature(block.lines)
        case TableBlock():
            yield table(block.grid, fmt.tables[block.path].draw.layout, made)


def _around(before: Block | None, after: Block | None) -> Iterator[BaseOxmlElement]:
    """What a paragraph needs for its neighbours: to stay on the page of a table or signature below it, and room."""
    if isinstance(after, TableBlock | Signature):
        yield w("keepNext")
    room = {"before": ROOM} if isinstance(before, TableBlock) else {}
    room |= {"after": ROOM // 2} if isinstance(after, TableBlock) else {}
    if room:
        yield w("spacing", **room)


def _signature(lines: Sequence[str]) -> Iterator[BaseOxmlElement]:
    """Each line by itself, a line below the text, all on one page."""
    for n, line in enumerate(lines):
        together = [w("keepNext")] if n + 1 < len(lines) else []
        below_text = [w("spacing", before=LINE)] if n == 0 else []
        yield paragraph("Signature", line, *together, *below_text)


def _line_style(line: Line) -> str:
    """The day of publication stands below the title; what belongs to a table's foot is set small; the rest is text."""
    if line.path == "published_on":
        return "Date"
    return "TableNote" if ".foot" in line.path else "BodyText"
