"""Markdown as it is shown: every text and every cell, with its place; what our own writer writes comes back."""

import time
from collections.abc import Iterator

import attrs
import pytest
from effort import examples
from hypothesis import given, reject

from govdisclosure import FORMATS, Format, Report, read, render
from govdisclosure.codec import from_dict
from govdisclosure.errors import Unprintable, UnreadableDocument
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import official_title, skeleton
from govdisclosure.grid import Grid, GridCell, expand, value_at
from govdisclosure.readers._content import Content, DrawnTable, Text, texts_of
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds.markdown import content, looks_like
from govdisclosure.strategies import reports
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title, blocks
from govdisclosure.writers.markdown import markdown

ORGAN = "云溪县档案馆"


def read_markdown(text: str, limits: Limits | None = None) -> Content:
    return content(text.encode(), Budget("report.md", limits or Limits()))


def lines(text: str) -> list[str]:
    return [each.raw for item in read_markdown(text).items for each in texts_of(item)]


def table(text: str) -> list[list[str]]:
    (only,) = (item for item in read_markdown(text).items if isinstance(item, DrawnTable))
    return [[cell.text for cell in row] for row in only.rows]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 年度报告 #\n\n一、总体情况\n====\n", ["年度报告", "一、总体情况"]),
        ("公开**85**条，*其中*`12`条", ["公开85条，其中12条"]),
        (r"\# 公开 \* 85 \* 条 \| \\", ["# 公开 * 85 * 条 | \\"]),
        ("甲&nbsp;乙&#32;&lt;丙&gt;", ["甲\xa0乙 <丙>"]),
        ("甲  乙", ["甲  乙"]),
        ("政府\n信息\n2023年", ["政府信息 2023年"]),
        ("甲<br>乙<BR />丙  \n丁\\\n戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲<b>乙</b>", ["甲<b>乙</b>"]),
        ("[公开目录](http://example.org) <http://example.org>", ["公开目录 http://example.org"]),
        ("甲![图](a.png)乙", ["甲乙"]),
        ("[1]: 含修订\n\n甲[1]", ["[1]: 含修订", "甲[1]"]),
        ("1. 甲\n2. 乙\n\n   丙\n3) 丁", ["1. 甲", "2. 乙", "丙", "3) 丁"]),
        ("- 甲\n- 乙\n\n> 丙", ["甲", "乙", "丙"]),
        ("```\n甲  乙\n\n丙\n```\n\n    丁", ["甲  乙", "丙", "丁"]),
        ("一、总体情况\n工作平稳。", ["一、总体情况", "工作平稳。"]),
        ("甲\n（一）乙\n（二）丙", ["甲", "（一）乙", "（二）丙"]),
        ("| 甲 | 1 |\n| 乙 | 2 |", ["| 甲 | 1 |", "| 乙 | 2 |"]),
        ("甲\n\n---\n\n乙\n", ["甲", "乙"]),
        ("<!-- 隐 -->\n\n甲", ["甲"]),
        ("<p align=center>甲<b>乙</b></p>\n\n丙", ["甲乙", "丙"]),
        ("甲\r\n\r\n乙", ["甲", "乙"]),
    ],
)
def test_text_is_what_markdown_shows(source: str, shown: list[str]) -> None:
    assert lines(source) == shown


def test_a_text_has_its_paragraph_and_its_line() -> None:
    found = read_markdown("# 甲\n\n乙<br>丙\\\n丁\n\n```\n戊\n```\n\n| 己 |\n| - |\n| 1 |\n")
    *texts, drawn = found.items
    assert [(each.raw, each.place.paragraph, each.place.line) for each in texts if isinstance(each, Text)] == [
        ("甲", 1, 1),
        ("乙", 2, 3),
        ("丙", 2, 3),
        ("丁", 2, 4),
        ("戊", 3, 7),
    ]
    assert isinstance(drawn, DrawnTable)
    assert (drawn.place.table, drawn.place.line) == (1, 10)
    place = drawn.rows[1][0].place
    assert (place.table, place.row, place.column, place.line) == (1, 2, 1, 12)


def test_no_cell_of_a_pipe_table_is_lost_or_added() -> None:
    source = "| 甲 | 乙 |\n| --- | :-: |\n| 1<br>2 | \\| |\n| 3 |\n| 4 | 5 | 6 |\n7 | **8**\n| | 9 |\n"
    assert table(source) == [["甲", "乙"], ["1\n2", "|"], ["3"], ["4", "5", "6"], ["7", "8"], ["", "9"]]


def test_a_pipe_table_in_a_list_is_read_as_markdown_has_it() -> None:
    assert table("- | 甲 | 乙 |\n  | - | - |\n  | 1 | 2 |\n") == [["甲", "乙"], ["1", "2"]]


def test_a_table_in_html_is_a_table_even_with_empty_lines_in_it() -> None:
    html = "<table>\n\n<tr><td rowspan=2>乙</td>\n\n<td>1</td></tr>\n\n<tr><td>2</td></tr>\n\n</table>"
    source = f"| 甲 |\n| - |\n\n前\n\n{html}\n\n后"
    first, before, drawn, after = read_markdown(source).items
    assert isinstance(first, DrawnTable)
    assert isinstance(drawn, DrawnTable)
    assert isinstance(before, Text)
    assert isinstance(after, Text)
    assert [[cell.text for cell in row] for row in drawn.rows] == [["乙", "1"], ["2"]]
    assert (drawn.place.table, drawn.rows[0][1].place.line, drawn.rows[0][0].rowspan) == (2, 10, 2)
    assert (before.place.paragraph, after.raw, after.place.paragraph, after.place.line) == (1, "后", 2, 16)


# --- what our own writer writes ------------------------------------------------------------------------------


def written(block: Block) -> list[str] | list[list[str]]:
    """What a block prints: the lines of a text, or the texts of a table's rows."""
    match block:
        case Title():
            printed = block.text
        case Paragraph() | HeadingBlock():
            printed = (block.number or "") + block.text
        case Line():
            printed = "　　".join(block.items)
        case Signature():
            printed = "\n".join(block.lines)
        case TableBlock():
            return [[shown(text) for text in row] for row in flattened(block.grid)]
    return shown(printed).split("\n") if shown(printed) else []


def shown(text: str) -> str:
    """Without the lines that show nothing."""
    return "\n".join(line for line in text.split("\n") if line and not line.isspace())


def flattened(drawn: Grid) -> Iterator[list[str]]:
    """A table without spans: the head as one row, each column with all its labels, a note in its corner once."""
    rectangle = expand(drawn)
    head, rows = rectangle[: drawn.head], rectangle[drawn.head :]
    if head:
        labels = ["\n".join(each.text for each in column if each.header) for column in by_identity(head)]
        yield [label or corner for label, corner in zip(labels, unrepeated(head[0]), strict=True)]
    yield from map(unrepeated, rows)


def unrepeated(row: tuple[GridCell, ...]) -> list[str]:
    return ["" if x and row[x - 1] is each else each.text for x, each in enumerate(row)]


def by_identity(head: tuple[tuple[GridCell, ...], ...]) -> Iterator[list[GridCell]]:
    for column in zip(*head, strict=True):
        yield [each for y, each in enumerate(column) if y == 0 or column[y - 1] is not each]


def found_in(read_back: Content) -> list[list[str] | list[list[str]]]:
    """The same of what was read: lines by paragraph, and tables."""
    result: list[list[str] | list[list[str]]] = []
    paragraph = None
    for item in read_back.items:
        if isinstance(item, DrawnTable):
            result.append([[shown(cell.text) for cell in row] for row in item.rows])
        elif item.place.paragraph == paragraph:
            result[-1].append(item.raw)  # type: ignore[arg-type]
        else:
            paragraph = item.place.paragraph
            result.append([item.raw])
    return result


@examples(80)
@given(report=reports(blanks=True) | reports(narrative="awkward"))
def test_every_block_of_a_written_report_comes_back(report: Report) -> None:
    try:
        text = markdown(report)
    except Unprintable:
        reject()
    printed = [found for block in blocks(report) if (found := written(block))]
    assert found_in(read_markdown(text)) == printed


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_figure_of_a_written_report_lands_in_its_cell(fmt: Format) -> None:
    values = {cell.path: n for n, cell in enumerate(fmt.cells, 101)}
    title = official_title(ORGAN, fmt.first_year)
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": ORGAN}, "title": title, **nested(values)}
    report = attrs.evolve(from_dict(data, draft=True), sections=skeleton(fmt.headings) if fmt.headings else ())
    text = markdown(report)
    assert looks_like(text)
    parsed = read(text.encode())
    assert parsed.source.kind == "markdown"
    assert {path: value_at(parsed.report, path) for path in values} == values
    assert not parsed.unplaced


# --- what is Markdown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "# 云溪县档案馆2023年政府信息公开工作年度报告",
        "正文\n\n## **二、主动公开政府信息情况** ##\n",
        "## 一、总体情况",
        "| 甲 | 乙 |\n| --- | :-: |\n| 1 | 2 |",
        "甲|乙\n-|-\n1|2",
    ],
)
def test_headings_and_pipe_tables_tell_markdown(text: str) -> None:
    assert looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "云溪县档案馆2023年政府信息公开工作年度报告\n一、总体情况",
        "# 编号 3",
        "#云溪县档案馆2023年政府信息公开工作年度报告",
        "| 甲 | 乙 |\n| 1 | 2 |",
        "+---+---+\n| 甲 | 乙 |\n+---+---+\n| 1 | 2 |",
        "|---|---|\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n|---|---|",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n|---|---|\n| 3 | 4 |",
        "| 甲 | 乙 |\n| --- |\n| 1 | 2 |",
        "│ 甲 │ 乙 │\n├───┼───┤\n│ 1 │ 2 │",
        "甲\t乙\n---\n1\t2",
        "- 4 -\n* 甲\n> 乙",
    ],
)
def test_texts_and_drawn_tables_are_not_markdown(text: str) -> None:
    assert not looks_like(text)


@examples(20)
@given(report=reports())
def test_a_plain_text_of_a_report_is_not_markdown(report: Report) -> None:
    assert not looks_like(render(report, "text").decode())


# --- hostile documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "**a_b", "`a``", "<", "[a](", "[a](<", "&", "\\", "<!--", "_ ", "****a*"]
)
def test_a_hostile_paragraph_is_read_in_bounded_time(unit: str) -> None:
    start = time.process_time()
    read_markdown(unit * (20_000 // len(unit)))
    assert time.process_time() - start < 15


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + "甲",
        "- " * 200 + "甲",
        "[" * 60_000,
        "\n" * 2_500,
        "甲\n\n" * 1_500,
        "|甲|乙|\n|-|-|\n" + "|1|2|\n" * 1_000,
        "<table><tr><td>" * 100,
    ],
)
def test_a_document_beyond_the_limits_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocument):
        read_markdown(text, Limits(lines=1_000, cells=1_000))


def test_reading_stops_when_the_time_is_over() -> None:
    with pytest.raises(UnreadableDocument, match="s to read"):
        read_markdown("甲\n\n乙", Limits(seconds=0))
