"""Markdown: parsed again, it shows the text of the record as it is."""

import re
import unicodedata

import attrs
import pytest
from effort import examples
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Section, from_dict
from govdisclosure.errors import Unprintable
from govdisclosure.formats._kit import nested
from govdisclosure.grid import Grid, cell_text, expand
from govdisclosure.strategies import reports
from govdisclosure.writers._blocks import (
    Block,
    HeadingBlock,
    Line,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    _texts,
    blocks,
)
from govdisclosure.writers.markdown import markdown

AWKWARD = (
    "# 标题",
    "标题 #",
    "1. 项",
    "12) 项",
    "1.公开",
    "- 项",
    "+ 项",
    "-",
    "---",
    "- - -",
    "* 项 *",
    "=====",
    "> 引",
    "    四个空格",
    "　全角空格　",
    " ",
    "\n",
    "上\n\n下",
    "上\n# 下\n---\n",
    "a\\",
    "\\*",
    "a|b",
    "| a | b |",
    "\\|",
    "`x`",
    "```",
    "~~~",
    "~~删~~",
    "_强_ **强**",
    "[甲](乙) ![丙](丁)",
    "[甲]: 乙",
    "<b>&nbsp;</b>",
    "<!-- -->",
    "<br>",
    "<https://example.invalid>",
    "&amp; &#60;",
    "$x$",
    "\t制表",
    "1.\t项",
    "（其中修订若干件）",
)


def _text(token: Token) -> str:
    """What an inline token shows; anything but text and line breaks is markup that should not be there."""
    assert token.children is not None
    shown = ""
    for child in token.children:
        assert child.type in ("text", "text_special") or (child.type, child.content) == ("html_inline", "<br>"), child
        shown += "\n" if child.type == "html_inline" else child.content
    return shown


def _parsed(source: str) -> list[object]:
    """Headings as (level, text), paragraphs as text, tables as rows of texts."""
    found: list[object] = []
    opened = ""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            _last(found).append([])
        elif token.type in ("heading_open", "paragraph_open", "th_open", "td_open"):
            opened = token.tag
        elif token.type == "inline" and opened in ("th", "td"):
            _last(found)[-1].append(_text(token))
        elif token.type == "inline":
            found.append((int(opened[1]), _text(token)) if opened != "p" else _text(token))
        elif token.type == "html_block":
            assert token.content.strip() == "<br>"
            found.append("\n")
        else:
            assert re.fullmatch("(table|thead|tbody|tr|th|td|heading|paragraph)_(open|close)", token.type), token
    return found


def _last(found: list[object]) -> list[list[str]]:
    table = found[-1]
    assert isinstance(table, list)
    return table


def _expected(block: Block) -> object:
    match block:
        case Title():
            return (1, block.text)
        case HeadingBlock():
            return (min(block.level + 1, 6), (block.number or "") + block.text)
        case Paragraph():
            return (block.number or "") + block.text
        case Line():
            return "　　".join(block.items)
        case Signature():
            return "\n".join(block.lines)
        case TableBlock():
            return _flattened(block.grid)


def _flattened(drawn: Grid) -> list[list[str]]:
    """The table by other means than the writer's: each text at the first column of its cell, head lines joined."""
    rectangle = expand(drawn)
    rows = []
    for row in rectangle:
        starts = [x == 0 or row[x - 1] is not cell for x, cell in enumerate(row)]
        rows.append([cell.text if start else "" for cell, start in zip(row, starts, strict=True)])
    if not drawn.head:
        return rows
    head = []
    for x in range(len(rectangle[0])):
        labels = list(dict.fromkeys(rectangle[y][x] for y in range(drawn.head)))
        head.append("\n".join(cell.text for cell in labels) if labels[0].header else rows[0][x])
    return [head, *rows[drawn.head :]]


@examples(40)
@given(reports(narrative="awkward", blanks=True))
def test_the_text_shows_as_it_is(report: Report) -> None:
    texts = "".join(text for block in blocks(report) for text in _texts(block))
    if any(unicodedata.category(character) == "Cc" for character in texts if character not in "\t\n"):
        with pytest.raises(Unprintable):
            markdown(report)
        return
    expected = [shown for block in blocks(report) if (shown := _expected(block)) != ""]
    assert _parsed(markdown(report)) == expected


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_awkward_text_in_every_place(fmt: Format, text: str) -> None:
    part = Section(number="1.", level=2, paragraphs=(text,))
    report = attrs.evolve(
        from_dict({"format": fmt.name, "year": None, "organ": {}}, draft=True),
        title=text,
        preamble=(text,),
        sections=(
            Section(number="一、", heading=text, parts=(part,)),
            Section(number=text, heading=""),
            *(Section(table=key) for key in fmt.tables),
        ),
        signed_by=text,
        printed={cell.path: text for cell in fmt.cells},
    )
    assert _parsed(markdown(report)) == [_expected(block) for block in blocks(report)]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_figure_is_in_its_table(fmt: Format) -> None:
    figures = {cell.path: cell.order + 100_000 for cell in fmt.cells}
    report = from_dict({"format": fmt.name, "year": None, "organ": {}, **nested(dict(figures))}, draft=True)
    source = markdown(report)
    assert [int(found) for found in re.findall(r"\b1\d{5}\b", source)] == [cell.order + 100_000 for cell in fmt.cells]
    assert all(cell_text(report, path) in source for path in figures)


def test_levels_below_the_sixth_are_shown_as_the_sixth() -> None:
    sections = tuple(Section(heading="甲", level=level) for level in range(1, 9))
    source = markdown(LegacyReport(year=None, organ=Organ(), sections=sections))
    assert [len(line.split()[0]) for line in source.split("\n") if line] == [2, 3, 4, 5, 6, 6, 6, 6]


def test_plain_text_is_left_alone() -> None:
    text = "1.公开信息85条（其中：2023-01-18发布3条），占3.5%；详见www.example.invalid。"
    assert markdown(LegacyReport(year=None, organ=Organ(), preamble=(text,))) == f"{text}\n"


def test_control_characters_are_refused() -> None:
    with pytest.raises(Unprintable, match="preamble"):
        markdown(LegacyReport(year=None, organ=Organ(), preamble=("\x08",)))
