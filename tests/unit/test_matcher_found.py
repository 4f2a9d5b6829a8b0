"""How the standard tables are found: in lines of text, and in what a document draws as tables.

What is found is told as the table's key with its lines, or its rows by the first text in each; all else is text.
"""

import pytest
from producers.small import drawing, lines_of, pieces, rows_of

from govdisclosure import FORMATS
from govdisclosure.formats._kit import TableKey
from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, TableCell, Text
from govdisclosure.readers.prose._lines import line_of
from govdisclosure.readers.tables._cut import Part, cut
from govdisclosure.readers.tables._find import Span, find_tables, pieces_of

PROSE = "本年度工作平稳有序，各项任务按期完成。"
HEADING = "三、收到和处理政府信息公开申请情况"
BLOCK = "第二十条第（一）项|信息内容|本年制发件数|本年废止件数|现行有效件数|规章|11|12|13"
ROWS = "一、本年新收政府信息公开申请数量|1|2|二、上年结转政府信息公开申请数量|3|三、本年度办理结果|（一）予以公开|4"

# --- in lines -------------------------------------------------------------------------------------------------------


def spans(text: str, drawn: tuple[Span, ...] = ()) -> list[str]:
    """Each table found: its key, its lines, and how many pieces it has."""
    return [_told(span) for span in find_tables(lines_of(*text.split("|")), drawn)]


def _told(span: Span) -> str:
    first, *others = span.lines
    runs = [[first, first]]
    for number in others:
        if number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    lines = " ".join(f"{one}-{other}" for one, other in runs)
    return f"{span.key} {lines}: {len(span.pieces)} pieces {len(span.rows)} rows"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"{PROSE}|{BLOCK}|{PROSE}", ["proactive 2-10: 9 pieces 0 rows"], id="amid prose"),
        pytest.param(
            BLOCK.replace("|规章", "|- 3 -||规章") + f"||{PROSE}",
            ["proactive 1-11: 9 pieces 0 rows"],
            id="over the page",
        ),
        pytest.param(
            f"{BLOCK}|{ROWS}",
            ["proactive 1-9: 9 pieces 0 rows", "requests 10-17: 8 pieces 0 rows"],
            id="two, nothing between them",
        ),
        pytest.param(
            f"{BLOCK}|{HEADING}|{ROWS}",
            ["proactive 1-9: 9 pieces 0 rows", "requests 11-18: 8 pieces 0 rows"],
            id="two, a heading between them",
        ),
        pytest.param(
            f"{BLOCK}|{PROSE}|行政规范性文件|21|22|23|{PROSE}",
            ["proactive 1-9 11-14: 13 pieces 0 rows"],
            id="prose inside",
        ),
        pytest.param(
            f"{BLOCK}|{PROSE}|行政规范性文件|{PROSE}",
            ["proactive 1-9: 9 pieces 0 rows"],
            id="a label in prose, no figures",
        ),
        pytest.param(
            f"{BLOCK}|{PROSE}|规章|21|22|23|{PROSE}", ["proactive 1-9: 9 pieces 0 rows"], id="a short word in prose"
        ),
        pytest.param(
            f"{BLOCK}|{PROSE}|（一）予以公开|4|{PROSE}",
            ["proactive 1-9: 9 pieces 0 rows"],
            id="a label of another table",
        ),
        pytest.param("规章|1|行政许可|2|行政处罚|3", ["proactive 1-6: 6 pieces 0 rows"], id="three labels"),
        pytest.param("规章|1|行政许可|2", [], id="two labels"),
        pytest.param("", [], id="nothing"),
        pytest.param(
            f"{PROSE}|（本列数据的勾稽关系为：第一项加||第二项之和，等于第三项加第四项之和）|申请人情况|自然人|总计|（七）总计|2",
            ["requests 2-9: 7 pieces 0 rows"],
            id="the first label broken",
        ),
        pytest.param(
            "（本列数据的勾稽关系为：第一项加|第二项之和，等于第三项|加第四项之和）|申请人情况|自然人|总计|（七）总计|2",
            ["requests 1-8: 8 pieces 0 rows"],
            id="the first label in three pieces",
        ),
        pytest.param(
            f"{PROSE}|（本列数据的勾稽关系为：第一项加|第二项之和，等于第三项加第四项之和）|申请人情况|自然人|总计|（七）总计|2",
            ["requests 2-8: 7 pieces 0 rows"],
            id="the first label in two pieces",
        ),
        pytest.param(f"本年度办|{ROWS}", ["requests 1-9: 9 pieces 0 rows"], id="four characters above the first label"),
        pytest.param(
            f"{BLOCK}|{PROSE}|行政许可|3|{PROSE}",
            ["proactive 1-9 11-12: 11 pieces 0 rows"],
            id="a label of four characters in prose",
        ),
        pytest.param(
            f"{BLOCK}|第3页|其他文件|7|行政许可|8",
            ["proactive 1-14: 13 pieces 0 rows"],
            id="an unknown label on the next page",
        ),
        *(
            pytest.param(
                f"{BLOCK}|有何说明{mark}|行政规范性文件|21",
                ["proactive 1-9 11-12: 11 pieces 0 rows"],
                id=f"a sentence with {mark}",
            )
            for mark in "。；：:"
        ),
        pytest.param(
            "总计|结果维持|1|结果纠正|2|尚未审结|3",
            ["proceedings 1-7: 7 pieces 0 rows"],
            id="a label of two tables first",
        ),
        pytest.param(
            "总计|自然人|1|商业企业|2|科研机构|3", ["requests 1-7: 7 pieces 0 rows"], id="the same above another"
        ),
        pytest.param(
            f"本年度办|理结果|{ROWS}",
            ["requests 3-10: 8 pieces 0 rows"],
            id="what is above may be prose, if it is short",
        ),
        pytest.param(
            f"{BLOCK}|其他文件|1|2|3|行政规范性文件|21|22|23",
            ["proactive 1-17: 17 pieces 0 rows"],
            id="an unknown label above figures",
        ),
        pytest.param(
            f"{BLOCK}|其他文件||行政规范性文件|21",
            ["proactive 1-13: 12 pieces 0 rows"],
            id="an unknown label above a label",
        ),
        pytest.param(
            f"{BLOCK}|附录文件附录文件附录文件|行政规范性文件|21",
            ["proactive 1-12: 12 pieces 0 rows"],
            id="an unknown label of twelve characters",
        ),
        pytest.param(
            f"{BLOCK}|附录文件附录文件附录文件其|行政规范性文件|21",
            ["proactive 1-9 11-12: 11 pieces 0 rows"],
            id="an unknown text of thirteen",
        ),
        pytest.param(f"{BLOCK}|其他文件", ["proactive 1-9: 9 pieces 0 rows"], id="an unknown text at the end"),
        pytest.param(f"{BLOCK}|其他文件||附表", ["proactive 1-9: 9 pieces 0 rows"], id="two unknown texts at the end"),
        pytest.param(
            f"{BLOCK}|其他文件如下：|1|行政规范性文件|2",
            ["proactive 1-9 12-13: 11 pieces 0 rows"],
            id="what ends like a sentence is prose",
        ),
        pytest.param(
            f"{BLOCK}|{'文' * 60}|1|行政规范性文件",
            ["proactive 1-12: 12 pieces 0 rows"],
            id="a text of sixty characters",
        ),
        pytest.param(
            f"{BLOCK}|{'文' * 61}|1|行政规范性文件", ["proactive 1-9: 9 pieces 0 rows"], id="a text of sixty-one"
        ),
        pytest.param(
            f"{BLOCK}|行政规范性文伴|{PROSE}", ["proactive 1-10: 10 pieces 0 rows"], id="a misprint at the end"
        ),
        pytest.param(
            f"{BLOCK}|规范性|{PROSE}", ["proactive 1-10: 10 pieces 0 rows"], id="a piece of a label at the end"
        ),
        pytest.param(f"{ROWS}|其他|5", ["requests 1-10: 10 pieces 0 rows"], id="a short label of several tables"),
        pytest.param(
            "自然人|总计|其他|规章|1|行政许可|2|行政处罚|3",
            ["requests 1-5: 5 pieces 0 rows", "proactive 6-9: 4 pieces 0 rows"],
            id="a table turns at a long label",
        ),
    ],
)
def test_tables_in_lines(text: str, found: list[str]) -> None:
    assert spans(text) == found


def test_tables_in_lines_of_several_cells() -> None:
    """Rows between tabs or bars, as they are pasted from a spreadsheet or written in Markdown."""
    assert spans("规章\t1\t2\t3|行政规范性文件\t4\t\t6|行政许可\t7|" + PROSE) == ["proactive 1-3: 10 pieces 0 rows"]
    assert spans("规章 1 2 3|行政规范性文件 4 5 6|行政许可 7|" + PROSE) == ["proactive 1-3: 10 pieces 0 rows"]
    assert spans("规章\t1|附表\t附件|行政许可\t7|行政处罚\t8") == ["proactive 1-4: 8 pieces 0 rows"]
    assert spans("规章\t1|行政许可\t7|行政处罚\t8|附表\t附件") == ["proactive 1-4: 8 pieces 0 rows"]


def test_a_drawn_table_ends_what_stands_in_lines() -> None:
    lines = lines_of(*BLOCK.split("|"), "（drawn）", *ROWS.split("|"))
    drawn = Span("proceedings", (10,), rows=rows_of("结果维持 | 1"))
    without = [line for line in lines if line.number != 10]
    assert [_told(span) for span in find_tables(without, [drawn])] == [
        "proactive 1-9: 9 pieces 0 rows",
        "proceedings 10-10: 0 pieces 1 rows",
        "requests 11-18: 8 pieces 0 rows",
    ]
    rest = lines_of(*BLOCK.split("|"), "（drawn）", "行政规范性文件", "21", "行政许可", "3", "行政处罚", "5")
    without = [line for line in rest if line.number != 10]
    assert [_told(span) for span in find_tables(without, [drawn])] == [
        "proactive 1-9: 9 pieces 0 rows",
        "proceedings 10-10: 0 pieces 1 rows",
        "proactive 11-16: 6 pieces 0 rows",
    ]


def test_parts_of_one_table_are_put_together() -> None:
    """Drawn ones with drawn ones, lines with lines; each kind is read in its own way."""
    one, other = rows_of("规章 | 1"), rows_of("行政许可 | 2")
    drawn = [Span("proactive", (3,), rows=one), Span("proactive", (1,), rows=other)]
    (joined,) = find_tables([], drawn)
    assert (joined.lines, joined.rows, joined.first, joined.last) == ((1, 3), other + one, 1, 3)
    lines = Span("proactive", (5,), pieces=pieces("行政处罚", "3"))
    assert [span.lines for span in find_tables([], [*drawn, lines])] == [(1, 3), (5,)]
    longer = Span("proactive", (4, 6, 7), rows=one)
    (joined,) = find_tables([], [*drawn, longer])
    assert (joined.first, joined.last) == (1, 7)
    requests = Span("requests", (2,), rows=rows_of("其他 | 1"))
    assert [span.key for span in find_tables([], [*drawn, requests])] == ["proactive", "requests", "proactive"]


def test_a_span_is_read_with_each_format_that_has_its_table() -> None:
    """With its grid if that is kept, else by order; what fits best is chosen by the figures that were placed."""
    drawn = Span("proactive", (1, 2), rows=rows_of("信息内容 | 本年制发件数\n规章 | 11"))
    placed = {name: reading.figures for name, reading in drawn.readings().items()}
    assert (placed["2019"], placed["2021"]) == (0, 1)
    lines = Span("proactive", (1, 2, 3, 4), pieces=pieces("规章", "11", "12", "13"))
    assert {reading.figures for reading in lines.readings().values()} == {3}
    for name, reading in lines.readings().items():
        assert reading.template.fmt is FORMATS[name]
    assert list(Span("statistics", (1,), pieces=pieces("2.纠错")).readings()) == ["legacy"]


@pytest.mark.parametrize(
    ("raw", "texts", "cells"),
    [
        ("规章", ["规章"], []),
        ("规章 1 2 3", ["规章", "1", "2", "3"], []),
        ("规章 无 /", ["规章", "无", "/"], []),
        ("1 2 3", ["1", "2", "3"], []),
        ("12", ["12"], []),
        ("工作 1", ["工作 1"], []),
        ("规章 见 2", ["规章 见 2"], []),
        ("规章 见", ["规章 见"], []),
        ("规章\tX", ["规章", "X"], ["X"]),
        ("|a|b|", ["a", "b"], ["b"]),
        ("|a|b| ", ["a", "b"], ["b"]),
        ("　\t规章\t1", ["规章", "1"], ["1"]),
        ("规 章 1 2", ["规 章", "1", "2"], []),
        ("规章\t1\t\t3\t", ["规章", "1", "", "3", ""], ["1", "", "3", ""]),
        ("\t规章\t 1 \r\n", ["规章", "1"], ["1"]),
        (" \t 规章\t1", ["规章", "1"], ["1"]),
        ("|a| b |", ["a", "b"], ["b"]),
        ("| |", [""], []),
        ("||", ["||"], []),
        ("|a", ["|a"], []),
        ("a|", ["a|"], []),
        ("[footnote1]规章\t1", ["规章", "1"], ["1"]),
    ],
)
def test_the_pieces_of_a_line(raw: str, texts: list[str], cells: list[str]) -> None:
    """`cells` are those certain to be whole cells: what is blank in them is a blank figure."""
    found = pieces_of(line_of(1, raw, Place(line=1)))
    assert [piece.text for piece in found] == texts
    assert [piece.text for piece in found if piece.cell] == cells
    assert {piece.place for piece in found} == {Place(line=1)}


# --- in what is drawn -----------------------------------------------------------------------------------------------

DRAWN = """
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 11 | 12 | 13
行政规范性文件 | 21 | 22 | 23
"""
HEADS = ["信息内容", "规章", "行政规范性文件"]
OTHER = """一、本年新收政府信息公开申请数量 | 1 | 2
二、上年结转政府信息公开申请数量 | 3 | 4
三、本年度办理结果 | （一）予以公开 | 5
"""
OTHERS = ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果"]


def parts(table: DrawnTable, before: TableKey | None = None) -> list[object]:
    """What a drawn table is cut into: texts, and standard tables by the first text of each of their rows."""
    return [
        part.raw if isinstance(part, Text) else (part.key, [_first(row.printed) for row in part.rows])
        for part in cut(table, 0, before)
    ]


def _first(printed: tuple[object, ...]) -> str:
    return printed[0].piece.text if printed else ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("drawn", "before", "found"),
    [
        pytest.param(DRAWN, None, [("proactive", HEADS)], id="a table"),
        pytest.param(
            f"{PROSE} | < | < | <{DRAWN}{PROSE} | < | < | <",
            None,
            [PROSE, ("proactive", HEADS), PROSE],
            id="prose above and below",
        ),
        pytest.param(
            f"{DRAWN}{HEADING} | < | < | <\n{OTHER}",
            None,
            [("proactive", HEADS), HEADING, ("requests", OTHERS)],
            id="two, a heading between them",
        ),
        pytest.param(DRAWN + OTHER, None, [("proactive", HEADS), ("requests", OTHERS)], id="two, nothing between them"),
        pytest.param(
            f"{DRAWN}填表人：甲 | < | < | <\n备注 | < | < | <",
            None,
            [("proactive", HEADS), "填表人：甲", "备注"],
            id="remarks below",
        ),
        pytest.param(
            f"{DRAWN}备注见附表 | 另附 | | ",
            None,
            [("proactive", HEADS), "备注见附表", "另附", "", ""],
            id="a remark of two cells",
        ),
        pytest.param(
            f"{DRAWN}备注见附表 | < | < | <\n行政许可 | 3 | < | <",
            None,
            [("proactive", [*HEADS, "备注见附表", "行政许可"])],
            id="a remark inside",
        ),
        pytest.param(
            f"{DRAWN}规范 | < | < | <", None, [("proactive", [*HEADS, "规范"])], id="a piece of a label below"
        ),
        pytest.param(f"{DRAWN}| | |", None, [("proactive", [*HEADS, ""])], id="a blank row below"),
        pytest.param(
            f"{DRAWN}{'文' * 60} | < | < | <\n行政许可 | 3 | < | <",
            None,
            [("proactive", [*HEADS, "文" * 60, "行政许可"])],
            id="a text of sixty characters",
        ),
        pytest.param(
            f"{DRAWN}{'文' * 61} | < | < | <\n行政许可 | 3 | < | <",
            None,
            [("proactive", HEADS), "文" * 61, ("proactive", ["行政许可"])],
            id="a text of sixty-one",
        ),
        pytest.param(
            f"{DRAWN}有何说明？ | < | < | <\n行政许可 | 3 | < | <",
            None,
            [("proactive", HEADS), "有何说明？", ("proactive", ["行政许可"])],
            id="what ends like a sentence",
        ),
        pytest.param(
            f"{DRAWN}有何说明？ | 见 | | \n行政许可 | 3 | < | <",
            None,
            [("proactive", [*HEADS, "有何说明？", "行政许可"])],
            id="a sentence beside another text",
        ),
        pytest.param(
            f"{DRAWN}一、总体情况 | < | < | <\n行政许可 | 3 | < | <",
            None,
            [("proactive", HEADS), "一、总体情况", ("proactive", ["行政许可"])],
            id="a heading inside",
        ),
        pytest.param(
            "总计 | 1\n自然人 | 2\n申请人情况 | 3\n总计 | 4\n结果维持 | 5\n结果纠正 | 6\n尚未审结 | 7",
            None,
            [
                ("requests", ["总计", "自然人", "申请人情况", "总计"]),
                ("proceedings", ["结果维持", "结果纠正", "尚未审结"]),
            ],
            id="labels of two tables between those of one",
        ),
        pytest.param(
            "总计 | 自然人\n总计 | 自然人\n结果维持 | 结果纠正\n尚未审结 | 其他结果",
            None,
            [("requests", ["总计", "总计"]), ("proceedings", ["结果维持", "尚未审结"])],
            id="a label of two tables beside one of one",
        ),
        pytest.param(
            "规章 | 自然人 | 商业企业 | 科研机构\n一、本年新收政府信息公开申请数量 | 1 | 2 | 3",
            None,
            [("requests", ["规章", "一、本年新收政府信息公开申请数量"])],
            id="most labels of a row",
        ),
        pytest.param("规章 | 1\n附表 | 2", None, ["规章", "1", "附表", "2"], id="one label"),
        pytest.param(
            "规章 | 1\n行政许可 | 2\n附表 | 2", None, ["规章", "1", "行政许可", "2", "附表", "2"], id="two labels"
        ),
        pytest.param(
            "规章 | 1\n行政许可 | 2\n行政处罚 | 2",
            None,
            [("proactive", ["规章", "行政许可", "行政处罚"])],
            id="three labels",
        ),
        pytest.param("规章 | 1\n| 2", "proactive", [("proactive", ["规章", "2"])], id="the rest of the table before"),
        pytest.param("规章 | 1\n| 2", "requests", ["规章", "1", "", "2"], id="no rest of another"),
        pytest.param("1 | 2\n3 | 4", "requests", [("requests", ["1", "3"])], id="figures as the rest of one"),
        pytest.param("1 | 2\n3 | 4", None, ["1", "2", "3", "4"], id="figures of nothing"),
        pytest.param(
            "规章 | 1\n附表 | 见\n行政许可 | 2",
            "proactive",
            ["规章", "1", "附表", "见", "行政许可", "2"],
            id="no rest, with other texts in it",
        ),
        pytest.param("规范性 |", "proactive", ["规范性", ""], id="a piece of a label is no rest"),
        pytest.param("规范性 | 1", "proactive", [("proactive", ["规范性"])], id="with a figure it is one"),
        pytest.param(
            "规章\n1\n行政许可\n2\n行政处罚\n3", None, ["规章", "1", "行政许可", "2", "行政处罚", "3"], id="one column"
        ),
        pytest.param(
            "规章¶行政许可 | 1\n行政处罚 | 2", None, [("proactive", ["规章\n行政许可", "行政处罚"])], id="two in a cell"
        ),
        pytest.param(
            "规章 | 1\n行政许可证 | 1\n行政处罚 | 2",
            None,
            [("proactive", ["规章", "行政许可证", "行政处罚"])],
            id="a misprint counts",
        ),
        pytest.param(
            "规章 | 1\n行政许可 | 2\n自然人 | 规章\n行政处罚 | 3",
            None,
            ["规章", "1", "行政许可", "2", "自然人", "规章", "行政处罚", "3"],
            id="a row of two tables",
        ),
    ],
)
def test_what_a_drawn_table_is_cut_into(drawn: str, before: TableKey | None, found: list[object]) -> None:
    assert parts(drawing(drawn), before) == found


def test_rows_know_which_drawn_table_they_are_from() -> None:
    (part,) = cut(drawing(DRAWN), 7, None)
    assert isinstance(part, Part)
    assert {row.part for row in part.rows} == {7}


HERE = Place(table=1)


def cell(*items: str | DrawnTable) -> TableCell:
    return TableCell(tuple(item if isinstance(item, DrawnTable) else Text(item, HERE) for item in items), HERE)


def layout(*rows: tuple[TableCell, ...]) -> DrawnTable:
    return DrawnTable(rows, HERE)


def test_a_table_that_lays_out_a_page_is_opened() -> None:
    """Prose, headings and the tables themselves stand in its cells, in printed order."""
    page = layout((cell("栏目"), cell("一、总体情况", PROSE, drawing(DRAWN), "规章")), (cell("页脚"), cell("行政许可")))
    assert parts(page) == ["栏目", "一、总体情况", PROSE, ("proactive", HEADS), "规章", "页脚", "行政许可"]


def test_a_standard_table_with_tables_in_its_cells_is_whole() -> None:
    """A cell that is drawn as a table of one label lays nothing out."""
    small = layout((cell("规章"),))
    page = layout((cell(small), cell("1")), (cell("行政许可"), cell("2")), (cell("行政处罚"), cell("3")))
    assert parts(page) == [("proactive", ["规章", "行政许可", "行政处罚"])]


def test_a_table_in_a_cell_with_more_labels_is_opened() -> None:
    """A label that is broken over two lines counts as one."""
    rest = ((cell("行政处罚"), cell("2")), (cell("行政强制"), cell("3")), (cell("规章"), cell("4")))
    inner = layout((cell("规章"),), (cell("行政", "许可"),))
    assert parts(layout((cell(inner), cell("1")), *rest)) == (
        ["规章", "行政", "许可", "1", "行政处罚", "2", "行政强制", "3", "规章", "4"]
    )
    inner = layout((cell("规章"),), (cell("行政", "文件"),))
    table = ("proactive", ["行政处罚", "行政强制", "规章"])
    assert parts(layout((cell(inner), cell("1")), *rest)) == ["规章", "行政", "文件", "1", table]


def test_a_table_that_is_none_is_read_otherwise() -> None:
    """Running text between rules is no table: a PDF gives its lines besides."""
    table = DrawnTable(((cell("栏目"), cell("规章")),), HERE, otherwise=(Text("另一行", HERE),))
    assert parts(table) == ["另一行"]


def test_a_table_is_cut_in_the_order_of_its_cells() -> None:
    page = layout((cell("甲", "乙"), cell("丙")), (cell("丁"), cell("戊")))
    assert parts(page) == ["甲", "乙", "丙", "丁", "戊"]
