"""Web pages as a browser shows them: what is printed is read, where it is printed, and nothing hostile gets through."""

import builtins
import sys
import time
from collections.abc import Iterator, Sequence

import pytest
from effort import examples
from hypothesis import given, reject

from govdisclosure import FORMATS, Format, Report, read, read_all
from govdisclosure.errors import MissingExtra, Unprintable, UnreadableDocument
from govdisclosure.grid import GridCell, blank, value_at
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Text, texts_of
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds._html_lists import printed_number
from govdisclosure.readers.kinds.html import MAX_MARKUP, content
from govdisclosure.strategies import reports
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title, blocks
from govdisclosure.writers.html import html

ORGAN = "云溪县档案馆"
STANDARD = [name for name, fmt in FORMATS.items() if fmt.headings]


def read_page(page: str, limits: Limits | None = None) -> Content:
    return content(page.encode(), Budget("page.html", limits or Limits()))


def lines(page: str) -> list[str]:
    """All that a page shows, line by line."""
    return [text.raw for item in read_page(page).items for text in texts_of(item)]


def table(page: str) -> DrawnTable:
    (only,) = (item for item in read_page(page).items if isinstance(item, DrawnTable))
    return only


def texts(drawn: DrawnTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in drawn.rows]


def columns(drawn: DrawnTable) -> list[list[int | None]]:
    return [[cell.place.column for cell in row] for row in drawn.rows]


def cell(text: str) -> str:
    return f"<td>{text}</td>"


# --- lines of text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>政府<b>信息</b><span>公开</span></p>", ["政府信息公开"]),
        ("<p>一<p>二<div>三</div>四", ["一", "二", "三", "四"]),
        ("<p>一<br>二<br/>三", ["一", "二", "三"]),
        ("<p>  甲   乙\t丙 </p>", ["甲 乙 丙"]),
        ("<p>政府\n  信息\n2023年", ["政府信息 2023年"]),
        ("<p><span>政府\n</span><span>信息</span>", ["政府信息"]),
        ("<p>&nbsp;&nbsp;甲　乙&emsp;丙", ["\xa0\xa0甲　乙\u2003丙"]),
        ("<p>&nbsp;</p><p>　</p><p></p><p>甲", ["甲"]),
        ("<pre>甲  乙\n丙</pre>", ["甲  乙", "丙"]),
        ("<p style='white-space: pre-wrap'>甲  乙\n丙", ["甲  乙", "丙"]),
        ("<style>p { white-space: pre-wrap }</style><p>甲  乙\n丙<div>丁\n戊", ["甲  乙", "丙", "丁戊"]),
        ("<style>@media print { p { white-space: pre } }</style><p>甲  乙", ["甲 乙"]),
        ("<p>20<span>23</span>年", ["2023年"]),
        ("<p>1<!-- 2 -->3", ["13"]),
        ("<p>&lt;b&gt;&amp;&#19968;&copy", ["<b>&一©"]),
        ("<p>甲<svg><text>图一</text><title>无</title></svg>", ["甲", "图一"]),
        ("<textarea>意见\n建议</textarea>", ["意见", "建议"]),
        ("<input value='12'><input type=hidden value=3><input type=checkbox value=4>", ["12"]),
    ],
)
def test_text_is_what_a_browser_shows(page: str, shown: list[str]) -> None:
    assert lines(page) == shown


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '隐';</script>",
        "<style>隐 {}</style>",
        "<p style='display : NONE'>隐",
        "<p style='color:red;display:none !important'>隐",
        "<span style='visibility:hidden'>隐</span>",
        "<div hidden>隐</div>",
        "<template><p>隐</p></template>",
        "<noscript>隐</noscript>",
        "<select><option>隐</option></select>",
        "<iframe src=x>隐</iframe>",
        "<!-- 隐 -->",
        "<![if !supportLists]>",
        "<?xml:namespace prefix = o />",
        "<title>隐</title>",
        "<table hidden><td>隐</table>",
    ],
)
def test_what_a_person_does_not_see_is_not_read(hidden: str) -> None:
    assert lines(f"<body><p>前{hidden}</p><p>后") == ["前", "后"]


def test_a_style_sheet_alone_hides_nothing() -> None:
    assert lines("<style>.tab { display: none } .tab.on { display: block }</style><div class='tab on'>甲") == ["甲"]


def test_word_shows_its_list_numbers_inside_marks_that_no_browser_knows() -> None:
    page = "<p class=MsoNormal><![if !supportLists]><span>一、</span><![endif]>总体情况<o:p></o:p></p>"
    assert lines(page) == ["一、总体情况"]


def test_a_raised_figure_does_not_run_into_the_one_before_it() -> None:
    assert lines("<p>22<sup>1</sup><p>10<sub>2</sub>3<p><s>20</s>22<p>22<sup>①</sup><p>平方米<sup>2</sup>") == [
        "22^1",
        "10_2_3",
        "20~22",
        "22^①",
        "平方米2",
    ]


def test_what_stands_side_by_side_is_kept_apart() -> None:
    items = "<span>单位负责人：甲</span><span>填表人：乙</span>"
    assert lines(f"<p style='display:flex'>{items}") == ["单位负责人：甲    填表人：乙"]
    assert lines(f"<style>.line {{ display: flex }}</style><p class='line'>{items}") == ["单位负责人：甲    填表人：乙"]
    assert lines("<div style='display:flex'><p>甲</p><p>乙</p></div>") == ["甲", "乙"]


def test_numbers_of_lists_are_printed_where_the_page_says_so() -> None:
    items = "<li>甲<li>乙<p>丙</p><li value=7>丁<li>3.戊"
    assert lines(f"<ol>{items}</ol>") == ["1. 甲", "2. 乙", "丙", "7. 丁", "3.戊"]
    assert lines(f"<ul>{items}</ul>") == ["甲", "乙", "丙", "丁", "3.戊"]
    assert lines("<ol style='list-style-type: cjk-ideographic' start=3><li>收到和处理情况") == ["三、收到和处理情况"]
    assert lines("<link rel=stylesheet href=a.css><ol><li>甲") == ["甲"], "its sheet may take the numbers away"
    assert lines("<link rel=stylesheet href=a.css><ol type=1><li>甲") == ["1. 甲"]
    assert printed_number(2, "upper-roman") == "II. "


def test_a_text_has_its_paragraph_and_its_line_in_the_source() -> None:
    head = "<html>\r\n<head><title>甲</title></head>\n<body>\n"
    page = head + "<p>甲</p>\n\n<p>\n 乙<br>\n丙</p><table><tr>\n<td>1</table>丁"
    shown = [text for item in read_page(page).items for text in texts_of(item)]
    assert [(text.raw, text.place.paragraph, text.place.line) for text in shown] == [
        ("甲", 1, 4),
        ("乙", 2, 7),
        ("丙", 2, 8),
        ("1", None, 9),
        ("丁", 3, 9),
    ]


# --- tables --------------------------------------------------------------------------------------------------


def test_a_table_is_formed_as_the_standard_says() -> None:
    drawn = table(
        "<table><thead><tr><th rowspan=2>甲<th colspan=2>乙</thead><tfoot><tr><td>合<td>8<td>9</tfoot>"
        "<tbody><tr><td rowspan=0>丙<td>1<td><tr><td>3<td>4</table>"
    )
    assert texts(drawn) == [["甲", "乙"], ["丙", "1", ""], ["3", "4"], ["合", "8", "9"]]
    assert columns(drawn) == [[1, 2], [1, 2, 3], [2, 3], [1, 2, 3]]
    assert [cell.rowspan for cell in drawn.rows[0]] == [1, 1], "a cell ends with its group of rows"
    assert drawn.rows[1][0].rowspan == 2
    assert drawn.rows[1][0].place == Place(line=1, table=1, row=2, column=1, end_row=3)
    assert drawn.rows[0][1].place == Place(line=1, table=1, row=1, column=2, end_column=3)


@pytest.mark.parametrize(
    ("span", "read_as"), [("2", 2), (" 3px", 3), ("0", 1), ("-2", 1), ("abc", 1), ("", 1), ("1000000000", 1000)]
)
def test_a_span_is_read_as_the_standard_says(span: str, read_as: int) -> None:
    drawn = table(f"<table><tr><td colspan='{span}'>甲")
    assert drawn.rows[0][0].colspan == read_as


def test_rows_need_no_marks() -> None:
    assert texts(table("<table><td>1<td>2<tr><td>3</table>")) == [["1", "2"], ["3"]]


def test_the_lines_of_a_cell_stay_apart() -> None:
    (row,) = table("<table><td>三、<br>本<br>年<td><p>商 业 企<p>业").rows
    assert [[text.raw for item in cell.items for text in texts_of(item)] for cell in row] == [
        ["三、", "本", "年"],
        ["商 业 企", "业"],
    ]


def test_empty_cells_are_cells() -> None:
    assert texts(table("<table><tr><td><td>&nbsp;<td>0<tr><td>")) == [["", "", "0"], [""]]


def test_hidden_text_is_counted_and_said() -> None:
    page = (
        "<p hidden>隐</p><div style='display:none'> <script>1</script></div><table><tr hidden><td>隐<tr><td>1</table>"
    )
    (note,) = content(page.encode(), Budget("page.html")).notes
    assert (note.code, note.message, note.args["count"]) == ("GD612", "text", 2)
    assert content("<p>显</p><script>隐</script>".encode(), Budget("page.html")).notes == ()


def test_hidden_rows_and_cells_are_no_part_of_a_table() -> None:
    page = "<table><tr><td rowspan=2>甲<td>1<tr style='display:none'><td>2<tr><td hidden>3<td>4</table>"
    assert texts(table(page)) == [["甲", "1"], ["4"]]


def test_a_caption_stands_before_its_table() -> None:
    assert lines("<table><caption>附表</caption><td>1</table>") == ["附表", "1"]


def test_tables_in_tables_stand_in_their_cells() -> None:
    outer = table("<table><tr><td>菜单<td><h1>题</h1><table><td>1</table><p>文</table>")
    inner = outer.rows[0][1].items[1]
    assert isinstance(inner, DrawnTable)
    assert (outer.place.table, inner.place.table) == (1, 2)
    assert [text.raw for text in texts_of(outer)] == ["菜单", "题", "1", "文"]
    heading, figure = outer.rows[0][1].items[0], inner.rows[0][0].items[0]
    assert isinstance(heading, Text)
    assert isinstance(figure, Text)
    assert (heading.place.paragraph, heading.place.row) == (1, None), "a cell of the layout says nothing of the place"
    assert (figure.place.table, figure.place.row, figure.place.column) == (2, 1, 1)


@pytest.mark.parametrize("empty", ["<span></span>", " ", "<span></span> <b></b>"])
def test_what_stands_side_by_side_has_a_gap_only_between(empty: str) -> None:
    assert lines(f"<div style='display:flex'><span>甲</span><span>乙</span>{empty}</div><p>丙") == ["甲    乙", "丙"]


@pytest.mark.parametrize(("many", "line"), [(300, 301), (600, 1)])
def test_after_very_many_texts_that_are_written_otherwise_no_more_lines_are_looked_for(many: int, line: int) -> None:
    page = "<p>&#30002;</p>\n" * many + "<p>云溪县档案馆政府信息</p>"
    *_, last = (text for item in read_page(page).items for text in texts_of(item))
    assert (last.raw, last.place.line) == ("云溪县档案馆政府信息", line)


# --- encodings -----------------------------------------------------------------------------------------------

SAYING = "云溪县档案馆政府信息公开，喆镕"


@pytest.mark.parametrize(
    ("declared", "encoding", "noted"),
    [
        ("utf-8", "utf-8", False),
        ("gb2312", "gb18030", False),
        ("GBK", "gb18030", False),
        (None, "gb18030", True),
        (None, "utf-8", False),
        ("gb2312", "utf-8", True),
        ("utf-8", "gb18030", True),
        ("utf-16", "utf-8", False),
        ("iso-8859-1", "gb18030", True),
        ("hex", "utf-8", False),
        ("undefined", "utf-8", False),
        ("no-such-encoding", "utf-8", False),
        ("no-such-encoding", "gb18030", True),
        (None, "utf-8-sig", False),
        (None, "utf-16", False),
        ("gb2312", "utf-16", False),
    ],
)
def test_a_page_is_read_in_the_encoding_it_is_in(declared: str | None, encoding: str, noted: bool) -> None:
    meta = "" if declared is None else f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{meta}</head><body><p>{SAYING}</p>"
    found = content(page.encode(encoding), Budget("page.html"))
    assert [text.raw for item in found.items for text in texts_of(item)] == [SAYING]
    assert [finding.code for finding in found.notes] == ["GD608"] * noted


def test_a_broken_byte_costs_one_character() -> None:
    page = "<meta charset=gbk><p>政府信息公开".encode("gb18030") + b"\xff" + "<p>报告".encode("gb18030")
    found = content(page, Budget("page.html"))
    assert [text.raw for item in found.items for text in texts_of(item)] == ["政府信息公开\ufffd", "报告"]
    assert [(finding.code, finding.message) for finding in found.notes] == [("GD608", "glyphs")]


def test_a_byte_order_mark_does_not_make_broken_bytes_whole() -> None:
    page = b"\xef\xbb\xbf<p>" + "政府信息公开".encode() + b"\xff<p>" + "报告".encode()
    found = content(page, Budget("page.html"))
    shown = [text.raw.lstrip("\ufeff") for item in found.items for text in texts_of(item)]
    assert shown == ["政府信息公开\ufffd", "报告"]
    assert [(finding.code, finding.message) for finding in found.notes] == [("GD608", "glyphs")]


# --- pages as they are published -----------------------------------------------------------------------------


def figures_of(fmt: Format) -> dict[str, int]:
    """A figure for every cell of a format, no two the same."""
    return {each.path: n for n, each in enumerate(fmt.cells, 101)}


def rows_of(fmt: Format, key: str) -> Iterator[tuple[Sequence[GridCell], dict[str, str]]]:
    values = figures_of(fmt)
    for row in blank(fmt, key).rows:
        yield row, {each.path: str(values[each.path]) for each in row if each.path is not None}


def spans_of(each: GridCell) -> str:
    rowspan = f" rowspan={each.rowspan}" if each.rowspan > 1 else ""
    return rowspan + (f' colspan="{each.colspan}"' if each.colspan > 1 else "")


def plain_table(fmt: Format, key: str) -> str:
    """As an editor on a web site makes it: no head, a paragraph in every cell."""
    made = ""
    for row, printed in rows_of(fmt, key):
        cells = (f"<td{spans_of(each)}><p>{printed.get(each.path or '', each.text)}</p></td>" for each in row)
        made += f"<tr>{''.join(cells)}</tr>\n"
    return f'<table border="1" cellspacing="0"><tbody>{made}</tbody></table>'


def word_table(fmt: Format, key: str) -> str:
    """As Word makes it: digits in spans of their own, lines wrapped in the source, no end tags."""
    made = ""
    for row, printed in rows_of(fmt, key):
        made += "<tr style='mso-yfti-irow:0'>"
        for each in row:
            text = printed.get(each.path or "")
            inner = each.text if text is None else "".join(f"<span lang=EN-US>{digit}</span>" for digit in text)
            half = len(each.text) // 2
            if text is None and half:
                inner = f"<span style='font-family:仿宋'>{each.text[:half]}\n  </span><span>{each.text[half:]}</span>"
            made += f"<td width=84{spans_of(each)}\n><p class=MsoNormal align=center>{inner}<o:p></o:p>"
    return f"<table class=MsoNormalTable border=1 cellspacing=0>{made}</table>"


def body(fmt: Format, draw: object = plain_table) -> str:
    """The sections of a report, its tables drawn by `draw`."""
    made = ""
    for heading in fmt.headings:
        drawn = draw(fmt, heading.table) if heading.table else "<p>　　各项工作平稳有序。</p>"  # type: ignore[operator]
        made += f"<p><strong>{heading.number}{heading.label.zh}</strong></p>{drawn}"
    return made


MENU = "<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/xxgk>政府信息公开</a></li></ul></div>"
BREADCRUMB = "<div>当前位置：<a>首页</a> &gt; <a>政府信息公开年报</a></div>"
METADATA = (
    "<table><tr><td>索引号：</td><td>000000/2024-00001</td><td>发布机构：</td><td>云溪县档案馆</td>"
    "<tr><td>日期：</td><td>2024-01-18</td></table>"
)
TOOLS = "<p>字体：【<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> <a>关闭</a> 浏览次数：<span>128</span></p>"
FOOTER = (
    "<div class=share>分享到：微信</div><p>上一篇：<a>2022年政府工作要点</a></p><p>下一篇：没有了</p>"
    "<div id=footer><p>主办单位：云溪县人民政府办公室</p><p>版权所有 备案号：00000000</p></div>"
)


def title_of(fmt: Format) -> str:
    return f"{ORGAN}{fmt.first_year}年政府信息公开工作年度报告"


def saved_page(fmt: Format, name: str, draw: object = plain_table) -> str:
    """A page as it is saved from a government's site."""
    article = f'<div class="{name}">{body(fmt, draw)}<p>{ORGAN}</p><p>{fmt.first_year + 1}年1月18日</p></div>'
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>年报</title><style>.a{color:red}</style></head>\n'
        f"<body><script>var hits = 12;</script>{MENU}{BREADCRUMB}{METADATA}<h1>{title_of(fmt)}</h1>{TOOLS}\n"
        f"{article}{FOOTER}<div style='display:none'>统计代码</div></body></html>"
    )


def in_layout_tables(fmt: Format, name: str) -> str:
    """The same page laid out in tables, as older sites are."""
    return (
        f"<html><body><table width=1000><tr><td colspan=2>{MENU}</td></tr><tr><td>{BREADCRUMB}</td><td><table><tr><td>"
        f"<h1>{title_of(fmt)}</h1>{TOOLS}</td></tr><tr><td id={name}>{body(fmt)}</td></tr></table></td></tr>"
        f"<tr><td colspan=2>{FOOTER}</td></tr></table>"
    )


def assert_all_figures(page: bytes, fmt: Format) -> None:
    parsed = read(page)
    assert parsed.report.format == fmt.name
    assert (parsed.report.organ.name, parsed.report.year) == (ORGAN, fmt.first_year)
    assert {path: value_at(parsed.report, path) for path in figures_of(fmt)} == figures_of(fmt)
    assert not parsed.unplaced


@pytest.mark.parametrize("name", STANDARD)
@pytest.mark.parametrize("draw", [plain_table, word_table])
def test_every_figure_of_a_saved_page_lands_in_its_cell(name: str, draw: object) -> None:
    fmt = FORMATS[name]
    page = saved_page(fmt, "TRS_Editor", draw)
    assert_all_figures(page.encode(), fmt)
    assert_all_figures(page.replace('<meta charset="utf-8">', "").encode("gb18030"), fmt)
    parsed = read(page.encode())
    assert [section.heading for section in parsed.report.sections] == [each.label.zh for each in fmt.headings]
    assert parsed.report.signed_by == ORGAN
    evidence = parsed.evidence[fmt.cells[0].path].place
    assert (evidence.table, evidence.line is not None) == (2, True)


@pytest.mark.parametrize("name", STANDARD)
def test_every_figure_of_a_page_in_layout_tables_lands_in_its_cell(name: str) -> None:
    assert_all_figures(in_layout_tables(FORMATS[name], "zoom").encode(), FORMATS[name])
    assert_all_figures(in_layout_tables(FORMATS[name], "x").encode(), FORMATS[name])


@pytest.mark.parametrize("name", ["TRS_Editor", "view TRS_UEDITOR trs_web", "article-content"])
def test_what_stands_behind_the_article_is_no_part_of_the_report(name: str) -> None:
    fmt = FORMATS[STANDARD[-1]]
    for page in (saved_page(fmt, name), in_layout_tables(fmt, name.split()[-2] if " " in name else name)):
        found = content(page.encode(), Budget("page.html"))
        shown = "\n".join(text.raw for item in found.items for text in texts_of(item))
        assert "版权所有" not in shown
        assert "打印" in shown, "what stands before it may be the report's head"
        (left_out,) = (finding for finding in found.notes if finding.code == "GD610")
        assert (left_out.raw or "").startswith("分享到：微信\n上一篇：2022年政府工作要点")
        assert left_out.place is not None


@pytest.mark.parametrize(
    "behind",
    [
        "<p>六、其他需要报告的事项</p><p>无。</p>",
        "<h1>云溪县教育局2023年政府信息公开工作年度报告</h1>",
        "<table><tr><td>其他<td>7<td>8<td>9</table>",
        "<div class=TRS_Editor><p>附注</p></div>",
    ],
)
def test_nothing_is_left_out_if_what_follows_may_be_of_the_report(behind: str) -> None:
    fmt = FORMATS[STANDARD[-1]]
    page = saved_page(fmt, "TRS_Editor").replace("<div class=share>", f"{behind}<div class=share>")
    found = content(page.encode(), Budget("page.html"))
    assert "版权所有" in "\n".join(text.raw for item in found.items for text in texts_of(item))
    assert not [note for note in found.notes if note.code == "GD610"]


def test_a_page_that_marks_no_article_is_read_whole() -> None:
    shown = lines(saved_page(FORMATS[STANDARD[-1]], "x"))
    assert shown[-1] == "版权所有 备案号：00000000"


def test_several_reports_in_one_page_are_several() -> None:
    one, other = (saved_page(FORMATS[name], "content") for name in STANDARD[-2:])
    assert len(read_all((one + other).encode())) == 2


# --- our own pages -------------------------------------------------------------------------------------------


def printed_by(block: Block) -> list[str]:
    """The lines that a block prints, or the texts of a table's cells."""
    match block:
        case Title():
            printed = [block.text]
        case Paragraph() | HeadingBlock():
            printed = [(block.number or "") + block.text]
        case Line():
            printed = ["    ".join(block.items)]
        case Signature():
            printed = list(block.lines)
        case TableBlock():
            printed = [each.text for row in block.grid.rows for each in row]
    return [line for text in printed for line in text.split("\n") if line and not line.isspace()]


@examples(60)
@given(report=reports(blanks=True) | reports(narrative="awkward"))
def test_every_block_of_a_page_of_ours_comes_back(report: Report) -> None:
    try:
        page = html(report)
    except Unprintable:
        reject()
    found = read_page(page)
    shown = [text.raw for item in found.items for text in texts_of(item)]
    assert shown == [line for block in blocks(report) for line in printed_by(block)]
    spans = [
        [(each.rowspan, each.colspan) for each in row]
        for item in found.items
        if isinstance(item, DrawnTable)
        for row in item.rows
    ]
    drawn = [block.grid for block in blocks(report) if isinstance(block, TableBlock)]
    assert spans == [[(each.rowspan, each.colspan) for each in row] for grid in drawn for row in grid.rows]


# --- hostile pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["<frameset><frame src=a.html></frameset>", "<body><iframe src=a.html></iframe>"])
def test_a_page_of_frames_says_where_to_go(page: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_page(page)
    assert "frame" in caught.value.text("en")
    assert "框架" in caught.value.text("zh")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "甲",
        "<b>" * 20_000 + "甲",
        "<p " + "a=1 " * 200_000 + ">甲",
        "<p>" + "&amp;" * 200_000,
        "<p>" + "甲\0" * 200_000,
        "<style>" + "p" * 1_000_000 + "</style><p>甲",
        "<style>" + "a{" * 200_000 + "</style><p>甲",
        "<!--" * 50_000,
        "<p>甲" + " " * 1_000_000 + "乙" + "\n" * 1_000_000 + "丙",
        "<p>&nbsp;甲乙丙丁戊己庚辛" * 5_000 + "壬" * 1_000_000,
        "<ol>" + "<li>甲" * 10_000,
        "<div class=content>甲" * 10_000,
        "<table>" + "甲<b>" * 5_000,
        "<script>" + "<p>" * 100_000,
    ],
)
def test_a_hostile_page_is_read_in_bounded_time(page: str) -> None:
    start = time.process_time()
    read_page(page)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 10_000,
        "<table><tr>" + "<td colspan=1000>甲" * 200,
        "<table>" + "<tr><td rowspan=65000>甲" * 2_000,
        "<table><tr>" + "<td>1" * 10_100,
        "<p>甲" * 1_100,
        "<" * (MAX_MARKUP + 1),
    ],
)
def test_a_page_beyond_the_limits_is_refused(page: str) -> None:
    with pytest.raises(UnreadableDocument):
        read_page(page, Limits(lines=1_000, cells=10_000))


def test_reading_stops_when_the_time_is_over() -> None:
    with pytest.raises(UnreadableDocument, match="s to read"):
        read_page("<p>甲" * 1_000, Limits(seconds=0))


def test_without_the_parser_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: object, **kwargs: object) -> object:
        if name == "justhtml":
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "justhtml", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match="html"):
        read_page("<p>甲")
