"""A report as Markdown: CommonMark with pipe tables.

Whatever Markdown would interpret is escaped, so that the printed text shows as it is. Pipe tables know no spans: a
label that spans rows is repeated in each, one that spans columns stands in the first, and the lines of a table's head
become one.
"""

import re
from collections.abc import Iterable

from govdisclosure.formats import Report
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

_DEEPEST = 6
"""Markdown has six levels of headings, the first for the title; what is deeper is shown as the sixth."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~#$]")
"""Characters that may mean something wherever they stand."""

_OPENING = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))|(?=[-+])")
"""What goes before the mark that makes a list or a rule at the beginning of a paragraph."""

_BREAK = "<br>"

Cells = tuple[GridCell, ...]


def markdown(report: Report) -> str:
    """The report as Markdown text.

    Raises `Unprintable` for control characters, and where a section claims a table its format does not have.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> from govdisclosure.writers.markdown import markdown
    >>> section = Section(number="一、", heading="总体情况", paragraphs=("公开信息 * 85 * 条。",))
    >>> print(markdown(Report2021(year=None, organ=Organ(), title="年度报告", sections=(section,))), end="")
    # 年度报告
    <BLANKLINE>
    ## 一、总体情况
    <BLANKLINE>
    公开信息 \\* 85 \\* 条。
    """
    refuse_unprintable(report, "markdown")
    return as_markdown(blocks(report))


def as_markdown(printed: Iterable[Block]) -> str:
    """What is printed, as Markdown."""
    return "\n\n".join(_block(block) for block in printed) + "\n"


def _block(block: Block) -> str:
    match block:
        case Title():
            return f"# {_inline(block.text)}"
        case HeadingBlock():
            marks = "#" * min(block.level + 1, _DEEPEST)
            return f"{marks} {_inline((block.number or '') + block.text)}"
        case Paragraph():
            return _paragraph((block.number or "") + block.text)
        case Line():
            return _paragraph("　　".join(block.items))
        case Signature():
            return _paragraph("\n".join(block.lines))
        case TableBlock():
            return _table(block.grid)


def _paragraph(text: str) -> str:
    """Text that opens no list and is no rule."""
    shown = _inline(text)
    opening = _OPENING.match(shown)
    return shown if opening is None else f"{opening[0]}\\{shown[opening.end() :]}"


def _inline(text: str) -> str:
    """Text on one line, as it is: special characters escaped, white space at the ends kept."""
    inner = text.strip()
    start = text.index(inner) if inner else len(text)
    ends = (text[:start], text[start + len(inner) :])
    before, after = ("".join(f"&#{ord(character)};" for character in end) for end in ends)
    return (before + _SPECIAL.sub(r"\\\g<0>", inner) + after).replace("&#10;", _BREAK).replace("\n", _BREAK)


def _table(drawn: Grid) -> str:
    rectangle = expand(drawn)
    figures = [any(cell.path is not None for cell in column) for column in zip(*rectangle, strict=True)]
    rule = [":-:" if has_figures else "---" for has_figures in figures]
    head = _flat(rectangle[: drawn.head]) if drawn.head else _line(rectangle[0])
    body = map(_line, rectangle[max(drawn.head, 1) :])
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *body))


def _line(cells: Cells) -> list[str]:
    """The texts of one line of the rectangle; a cell over several columns stands in the first."""
    return ["" if x and cells[x - 1] is cell else _inline(cell.text) for x, cell in enumerate(cells)]


def _flat(head: tuple[Cells, ...]) -> list[str]:
    """The lines of a head as one: each column has all its labels; the note in the corner stands once."""
    texts = _line(head[0])
    for x, column in enumerate(zip(*head, strict=True)):
        labels = [cell for y, cell in enumerate(column) if cell.header and (y == 0 or column[y - 1] is not cell)]
        if labels:
            texts[x] = _BREAK.join(_inline(cell.text) for cell in labels)
    return texts
