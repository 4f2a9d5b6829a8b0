"""What the matching of tables rests on: a cell read as a figure, labels compared, and a table's template looked up."""

from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest
from producers.small import drawing, rows_of

from govdisclosure import FORMATS
from govdisclosure.evidence import How
from govdisclosure.formats._kit import Kind
from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable
from govdisclosure.readers.tables._columns import Heads
from govdisclosure.readers.tables._known import is_fragment, is_section_heading, keys_of, misprinted_keys_of, templates
from govdisclosure.readers.tables._match import Accounts, Piece
from govdisclosure.readers.tables._numbers import looks_like_figure, read_figure, split_zeros
from govdisclosure.readers.tables._squares import covers, square_rows
from govdisclosure.readers.tables._template import Match, Template, template
from govdisclosure.readers.tables.labels import exact_key, words_key
from govdisclosure.wording._characters import clean, compact, folded, simplified, without_radicals

FORMAT = FORMATS["2021"]
OLDER = FORMATS["2019"]


def requests() -> Template:
    return template(FORMAT, "requests")


def proactive() -> Template:
    return template(FORMAT, "proactive")


def proceedings() -> Template:
    return template(FORMAT, "proceedings")


def statistics() -> Template:
    return template(FORMATS["legacy"], "statistics")


# --- figures --------------------------------------------------------------------------------------------------------

COUNTS = [
    ("12", 12, None, None),
    ("0", 0, None, None),
    (" 12 ", 12, None, None),
    ("1,362", 1362, "1,362", None),
    ("１，３６２", 1362, "１，３６２", None),
    ("12件", 12, "12件", None),
    ("共12件", 12, "共12件", None),
    ("12.0", 12, "12.0", None),
    ("12（其中修订3件）", 12, "12（其中修订3件）", "GD603"),
    ("零", 0, "零", None),
    ("9007199254740991", 9007199254740991, None, None),
    ("9007199254740992", None, "9007199254740992", "GD604"),
    ("无", None, "无", None),
    ("n/a", None, "n/a", None),
    ("", None, "", None),
    (" ", None, "", None),
    ("十二", None, "十二", None),
    ("约12", None, "约12", "GD604"),
    ("007", None, "007", "GD604"),
    ("00", None, "00", "GD604"),
    ("0,5", None, "0,5", "GD604"),
    ("1,36", None, "1,36", "GD604"),
    ("12.5", None, "12.5", "GD604"),
    ("-3", None, "-3", "GD604"),
    ("12元", None, "12元", "GD604"),
    ("12²", None, "12²", "GD604"),
    ("1 2", None, "1 2", "GD604"),
    ("1\n2", None, "1\n2", "GD604"),
    ("1　2", None, "1　2", "GD604"),
]
CHANGES = [
    ("3", 3, None, None),
    ("+3", 3, "+3", None),
    ("增加3", 3, "增加3", None),
    ("增3", 3, "增3", None),
    ("-3", -3, None, None),
    ("−3", -3, "−3", None),
    ("减少3", -3, "减少3", None),
    ("减3", -3, "减3", None),
    ("减少3项", -3, "减少3项", None),
    ("-3（取消）", -3, "-3（取消）", "GD603"),
]
AMOUNTS = [
    ("0.5", None, "0.5", None, None),
    ("零", None, "0", "零", None),
    ("376万", None, "376", "376万", None),
    ("376万元", None, "376", "376万元", None),
    ("¥3", None, "3", "¥3", None),
    ("￥3.50", None, "3.50", "￥3.50", None),
    ("251000元", None, "25.1", "251000元", "GD602"),
    ("2亿元", None, "20000", "2亿元", "GD602"),
    ("0元", None, "0", "0元", "GD602"),
    ("0.00001元", None, "0.000000001", "0.00001元", "GD602"),
    ("123456789.12元", None, "12345.678912", "123456789.12元", "GD602"),
    ("12345678901234567890123456789.12元", None, None, "12345678901234567890123456789.12元", "GD604"),
    ("0.12345678901234567890123456789元", None, "0.000012345678901234567890123456789", None, "GD602"),
    ("251000", "元", "25.1", "251000", "GD602"),
    ("2", "亿元", "20000", "2", "GD602"),
    ("3", "万元", "3", None, None),
    ("3", "条", None, "3", "GD604"),
    ("3万元", "元", "3", "3万元", None),
    ("3元", "万元", "0.0003", "3元", "GD602"),
    ("3.5（含税）", None, "3.5", "3.5（含税）", "GD603"),
    ("35000元（含税）", None, "3.5", "35000元（含税）", "GD603"),
    ("1000000000000", None, "1000000000000", None, None),
    ("1000000000001", None, None, "1000000000001", "GD604"),
    ("100000000亿元", None, "1000000000000", "100000000亿元", "GD602"),
    ("100000001亿元", None, None, "100000001亿元", "GD604"),
]


@pytest.mark.parametrize(("raw", "value", "printed", "note"), COUNTS)
def test_counts(raw: str, value: int | None, printed: str | None, note: str | None) -> None:
    reading = read_figure(raw, Kind.COUNT)
    assert (reading.value, reading.printed, reading.note) == (value, printed, note)
    assert value is None or type(reading.value) is int


@pytest.mark.parametrize(("raw", "value", "printed", "note"), CHANGES)
def test_changes(raw: str, value: int, printed: str | None, note: str | None) -> None:
    reading = read_figure(raw, Kind.CHANGE)
    assert (reading.value, reading.printed, reading.note) == (value, printed, note)


@pytest.mark.parametrize(("raw", "unit", "value", "printed", "note"), AMOUNTS)
def test_amounts_in_ten_thousands(
    raw: str, unit: str | None, value: str | None, printed: str | None, note: str | None
) -> None:
    reading = read_figure(raw, Kind.MONEY, unit)
    assert (reading.value, reading.note) == (None if value is None else Decimal(value), note)
    assert value is None or type(reading.value) is Decimal
    assert reading.printed == (printed if note is None else raw)


def test_the_unit_of_a_count_is_no_unit_of_money() -> None:
    assert read_figure("3", Kind.COUNT, "条").value == 3


@pytest.mark.parametrize(
    "text", ["12", "1,3.5", "共3件", "减少3项", "¥3元", "3（其中2件）", "无", "N/A", "—", "零", "1" * 60]
)
def test_what_can_only_be_a_figure(text: str) -> None:
    assert looks_like_figure(text)


@pytest.mark.parametrize("text", ["规章", "1,", "1二", "", " ", "\u200b", "1" * 61])
def test_what_is_no_figure(text: str) -> None:
    assert not looks_like_figure(text)


@pytest.mark.parametrize(
    ("raw", "width", "cells"),
    [
        ("000", 3, ("0", "0", "0")),
        ("0 0 0", 3, ("0", "0", "0")),
        ("０００", 3, ("0", "0", "0")),
        ("00", 2, ("0", "0")),
        ("0", 1, None),
        ("00", 3, None),
        ("000", 2, None),
        ("001", 3, None),
    ],
)
def test_zeros_that_ran_together(raw: str, width: int, cells: tuple[str, ...] | None) -> None:
    assert split_zeros(raw, width) == cells


# --- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "exact", "words"),
    [
        ("“三安全一稳定”", "三安全一稳定", "三安全一稳定"),
        ("1、属于国家秘密", "1.属于国家秘密", "属于国家秘密"),
        ("１．属于国家秘密", "1.属于国家秘密", "属于国家秘密"),
        ("12，属于", "12.属于", "属于"),
        ("其中：1.机构", "1.机构", "机构"),
        ("其中1.机构", "1.机构", "机构"),
        ("十一、政府", "十一.政府", "政府"),
        ("（一）予以公开", "(一)予以公开", "予以公开"),
        ("12）其他", "12)其他", "其他"),
        ("3其他", "3其他", "3其他"),
        ("政府資訊公開申請", "政府信息公开申请", "政府信息公开申请"),
        ("⼀、本年", "一.本年", "本年"),
        ("本年收费金额（单位：万元）", "本年收费金额(单位:万元)", "本年收费金额"),
        ("本年收费金额（亿元）", "本年收费金额(亿元)", "本年收费金额"),
        ("[footnote1]规\xa0章\u200b", "规章", "规章"),
        ("本年增/减", "本年增/减", "本年增减"),
        ("规_章", "规_章", "规章"),
    ],
)
def test_what_labels_are_compared_by(text: str, exact: str, words: str) -> None:
    assert (exact_key(text), words_key(text)) == (exact, words)


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("[bookmark: _GoBack]规章", "规章"),
        ("[Comment:a]规[x]", "规[x]"),
        ("[comment\n]规", "[comment\n]规"),
        ("规\xa0章\u200b", "规 章"),
    ],
)
def test_marks_of_extraction_tools_go(printed: str, cleaned: str) -> None:
    assert clean(printed) == cleaned


def test_simplified_keeps_the_length() -> None:
    """Characters are changed one for one, so that places in the text stay what they are."""
    assert [simplified(text) for text in ("政府資訊", "資訊", "裏", "㐀")] == ["政府信息", "信息", "里", "㐀"]
    assert simplified("資\ud800") == "資\ud800"
    assert folded("⼯作⻚（１）⺠") == "工作页(1)民"
    assert without_radicals("⼯作⻚（１）⼾") == "工作页（１）户"


# --- the template ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text", "group", "label", "how", "rows"),
    [
        (requests, "其他", None, "其他", How.EXACT, []),
        (requests, "其他", "（六）其他处理", "其他", How.EXACT, ["3.其他"]),
        (requests, "其他", "（三）不予公开", "其他", How.EXACT, []),
        (requests, "3.其他", None, "3.其他", How.EXACT, ["3.其他"]),
        (requests, "总计", "三、本年度办理结果", "总计", How.EXACT, ["（七）总计"]),
        (requests, "合计", None, "总计", How.VARIANT, []),
        (requests, "不予公开", None, "（三）不予公开", How.VARIANT, []),
        (proactive, "规范文件", None, "行政规范性文件", How.VARIANT, ["行政规范性文件"]),
        (proactive, "规章", None, "规章", How.EXACT, ["规章"]),
        (proceedings, "维持结果", None, "结果维持", How.VARIANT, []),
        (statistics, "1.纠错", None, "2.纠错", How.VARIANT, ["2.纠错"] * 3),
    ],
)
def test_a_text_is_a_label(
    form: Callable[[], Template], text: str, group: str | None, label: str, how: How, rows: list[str]
) -> None:
    match = form().match(text, group)
    assert match is not None
    assert (match.label, match.how, [row.label for row in match.rows]) == (label, how, rows)


@pytest.mark.parametrize("text", ["规", "", "附表", "结果维持"])
def test_a_text_is_no_label(text: str) -> None:
    assert requests().match(text) is None


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        (requests, "1.属于国家密秘", "1.属于国家秘密"),
        (requests, "属于国家机密", "1.属于国家秘密"),
        (requests, "属于三类内部事务", "5.属于三类内部事务信息"),
        (proactive, "行政许可证", "行政许可"),
        (proactive, "行政事业收费", "行政事业性收费"),
        (proceedings, "未经复议直接起拆", "未经复议直接起诉"),
        (statistics, "同意公开", "1.同意公开数"),
        (requests, "属于类信息", None),
        (proactive, "行政强许", None),
        (proactive, "规章制", None),
        (proactive, "规章制度", None),
        (statistics, "同意部公开数", None),
        (statistics, "不同意公开数", None),
        (statistics, "", None),
    ],
)
def test_a_misprint_of_a_label(form: Callable[[], Template], text: str, label: str | None) -> None:
    """Nearly one label and much less like any other; what says the contrary is no misprint."""
    match = form().match_misprint(text)
    assert (match and (match.label, match.how)) == (label and (label, How.VARIANT))


def test_a_label_of_two_wordings_is_one() -> None:
    """A text as like one wording of a label as another wording of the same one is still like no other label."""
    match = proactive().match_misprint("政规范性文件")
    assert match is not None
    assert match.label == "行政规范性文件"


@pytest.mark.parametrize(
    ("text", "group", "rows"),
    [
        ("总计", None, ["（七）总计"]),
        ("其他", None, ["3.其他"]),
        ("其他", "（六）其他处理", ["3.其他"]),
        ("1.属于国家秘密", None, ["1.属于国家秘密"]),
        ("自然人", None, []),
    ],
)
def test_which_rows_a_label_names(text: str, group: str | None, rows: list[str]) -> None:
    match = requests().match(text, group)
    assert match is not None
    assert [row.label for row in requests().rows_named(match)] == rows


def test_a_head_that_ends_several_groups_names_no_row() -> None:
    """Where several rows have the words of a head, only the group can tell which."""
    rows = tuple(attrs.evolve(row, label="8.其他") if row.label.startswith("8.") else row for row in requests().rows)
    match = requests().match("其他")
    assert match is not None
    assert attrs.evolve(requests(), rows=rows).rows_named(match) == ()


COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


@pytest.mark.parametrize(
    ("heads", "ordered"),
    [
        (COLUMNS, True),
        ([], True),
        (["自然人", "法人或其他组织", "总计", "商业企业", "其他"], True),
        (["自然人", "法人或其他组织", "商业企业", "其他", "总计"], True),
        (["科研机构", "商业企业"], False),
        (["总计", "自然人"], False),
        (["法人或其他组织", "法人或其他组织"], False),
        (["自然人", "总计", "自然人"], False),
        (["附表", "自然人"], True),
    ],
)
def test_heads_in_the_order_of_the_template(heads: list[str], ordered: bool) -> None:
    """Row by row or column by column; what is no head says nothing."""
    assert requests().in_order(heads, requests().rows[0].cells) is ordered


def test_heads_without_groups_in_order() -> None:
    row = proactive().rows[0]
    assert proactive().in_order(["本年制发件数", "现行有效件数"], row.cells)
    assert not proactive().in_order(["现行有效件数", "本年制发件数"], row.cells)
    assert proactive().in_order(["本年收费金额（单位：万元）", "本年制发件数"], row.cells)
    assert statistics().in_order(["本年累计"], statistics().rows[0].cells)


@pytest.mark.parametrize(
    ("text", "starts", "fragment"),
    [
        ("三、", True, True),
        ("三、本年度", True, True),
        ("本年度办理", True, True),
        ("办理结果", False, True),
        ("（四）", True, True),
        ("二十", False, False),
        ("附表", False, False),
        ("", True, False),
        ("。", False, False),
    ],
)
def test_a_piece_of_a_label(text: str, starts: bool, fragment: bool) -> None:
    assert (requests().starts(text), requests().has_fragment(text)) == (starts, fragment)


def test_the_template_of_each_layout() -> None:
    """What is read off the grid of the official table: rows with their groups, heads, and how often each is printed."""
    assert [(row.index, row.label, row.group, len(row.cells)) for row in requests().rows[:5]] == [
        (0, "一、本年新收政府信息公开申请数量", None, 7),
        (1, "二、上年结转政府信息公开申请数量", None, 7),
        (2, "（一）予以公开", "三、本年度办理结果", 7),
        (3, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "三、本年度办理结果", 7),
        (4, "1.属于国家秘密", "（三）不予公开", 7),
    ]
    groups = ("三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理")
    assert requests().groups == {*groups}
    assert requests().column_heads == {*COLUMNS, "法人或其他组织"}
    assert requests().column_groups == {"法人或其他组织"}
    assert requests().head_counts == dict.fromkeys([*COLUMNS, "法人或其他组织", "申请人情况", *groups], 1)
    assert requests().over["requests.received.business"] == ("法人或其他组织", "商业企业")
    assert requests().over["requests.received.total"] == ("总计",)

    assert proactive().head_counts["信息内容"] == 4
    assert proactive().head_counts["本年处理决定数量"] == 2
    assert proactive().groups == proactive().column_groups == frozenset()
    assert [len(row.cells) for row in proactive().rows] == [3, 3, 1, 1, 1, 1]

    assert [row.label for row in proceedings().rows] == ["行政复议", "未经复议直接起诉", "复议后起诉"]
    assert proceedings().over["proceedings.litigation.direct.total"] == ("行政诉讼", "未经复议直接起诉", "总计")
    assert proceedings().head_counts["总计"] == 3
    assert proceedings().head_counts["行政复议"] == 1
    assert proceedings().column_groups == {"行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"}

    assert [(row.index, row.label, row.group) for row in statistics().rows[:2]] == [
        (0, "一、主动公开信息数", None),
        (1, "1.机构领导、设置及人事类信息", "一、主动公开信息数"),
    ]
    assert [row.index for row in statistics().rows] == list(range(36))
    assert statistics().column_heads == {"指标名称", "计量单位", "本年累计"}
    assert statistics().head_counts == {}
    assert statistics().over["statistics.fees"] == ("四、依申请提供信息收取费用数",)


def test_of_rows_with_one_label_the_next_is_meant() -> None:
    """A list prints 2.纠错 under three groups; before any row is read, the first is the next."""
    same = Match("2.纠错", How.EXACT, statistics().rows[:2])
    accounts = Accounts(statistics(), Place())
    assert accounts.row_of(same) == statistics().rows[0]
    accounts.enter_row(statistics().rows[0])
    assert accounts.row_of(same) == statistics().rows[1]
    accounts.enter_row(statistics().rows[1])
    assert accounts.row_of(same) is None


def test_units_and_rows_are_no_heads() -> None:
    """条 beside a row of a list heads nothing, nor does a row's own label, 其中 before it or not."""
    assert all(statistics().match(unit) is None for unit in ("条", "件", "万元"))
    match = statistics().match("其中：1.机构领导、设置及人事类信息")
    assert match is not None
    assert match.label == "1.机构领导、设置及人事类信息"


# --- which table ----------------------------------------------------------------------------------------------------


def test_which_tables_have_a_label() -> None:
    """Over all formats; one of eighty characters may still be a label."""
    assert len(templates()) == sum(len(fmt.tables) for fmt in FORMATS.values())
    assert keys_of("规章") == {"proactive"}
    assert keys_of("总计") == {"requests", "proceedings"}
    assert keys_of("2.纠错") == {"statistics"}
    assert keys_of("上一年项目数量") == {"proactive"}
    assert keys_of("附表") == keys_of("") == misprinted_keys_of("") == misprinted_keys_of("附表") == frozenset()
    assert misprinted_keys_of("行政许可证") == {"proactive"}
    for keys, text in ((keys_of, "规章"), (misprinted_keys_of, "行政许可证")):
        assert keys(text + " " * (80 - len(text))) == {"proactive"}
        assert keys(text + " " * (81 - len(text))) == frozenset()
    assert is_fragment("规范性")
    assert not is_fragment("附表")
    assert is_section_heading("一、总体情况")
    assert not is_section_heading("一、附表")


# --- the rectangle --------------------------------------------------------------------------------------------------


def layout_of(text: str) -> list[str]:
    """Each row of a rectangle as its squares: text, first column, width and height; `*` if it does not begin there."""
    return [
        " ".join(
            f"{square.piece.text}{'' if row.begins(square) else '*'}:{square.x},{square.width},{square.height}"
            for square in row.squares
        )
        for row in square_rows(drawing(text), 0)
    ]


def test_a_drawn_table_as_a_rectangle() -> None:
    drawn = """
    甲 | < | 乙
    ^ | < | 丙
    丁 | 戊 | 己
    """
    assert layout_of(drawn) == ["甲:0,2,2 乙:2,1,1", "甲*:0,2,2 丙:2,1,1", "丁:0,1,1 戊:1,1,1 己:2,1,1"]
    (first, second, third) = square_rows(drawing(drawn), 7)
    assert {(row.width, row.part) for row in (first, second, third)} == {(3, 7)}
    assert [square.piece.text for square in second.printed] == ["丙"]
    assert second.squares[0].end == 2
    assert [row.is_blank for row in rows_of("甲 | \n | ")] == [False, True]


def test_a_row_without_cells_has_no_width() -> None:
    (row,) = square_rows(DrawnTable(((),), Place()), 0)
    assert (row.squares, row.width) == ((), 0)


def test_a_cell_goes_to_the_first_column_that_is_free() -> None:
    assert layout_of("甲 | 乙 | 丙\n丁 | ^ | 戊") == ["甲:0,1,1 乙:1,1,2 丙:2,1,1", "丁:0,1,1 乙*:1,1,2 戊:2,1,1"]


def test_the_lines_of_a_square() -> None:
    """One line is its text; of several, each may be a label of its own."""
    (row,) = rows_of("甲¶乙 | 丙 | ¶丁 | 戊¶ ¶己 | 庚 辛")
    assert [square.texts for square in row.squares] == [
        ("甲\n乙", "甲", "乙"),
        ("丙",),
        ("\n丁",),
        ("戊\n \n己", "戊", "己"),
        ("庚 辛",),
    ]


@pytest.mark.parametrize(
    ("start", "end", "covered"), [(0, 3, True), (0, 2, True), (0, 4, False), (1, 3, True), (3, 3, True)]
)
def test_squares_cover_columns(start: int, end: int, covered: bool) -> None:
    (row,) = rows_of("甲 | < | 乙")
    assert covers(row.squares, start, end) is covered


def test_a_gap_covers_nothing() -> None:
    (row,) = rows_of("甲 | 乙 | 丙")
    first, _, last = row.squares
    assert not covers((first, last), 0, 3)
    assert not covers((last,), 0, 3)
    assert covers((last,), 2, 3)
    assert covers((), 2, 2)


# --- heads and pieces -----------------------------------------------------------------------------------------------


def test_the_heads_above_columns() -> None:
    """By column the labels above it, a label once however many rows it covers; and all as they are printed."""
    heads = Heads(requests(), 0, 4)
    assert (heads.end, heads.whole) == (0, True)
    first, second, third = rows_of(
        "自然人 | 法人或其他组织 | < | 总计\n^ | 商业企业 | 科研机构 | ^\n自然人 | 商业企业 | 科研机构 | 总计"
    )
    for row in (first, second, third):
        heads.add(row, {square: (Match(square.piece.text, How.EXACT),) for square in row.squares})
    assert heads.labels == {
        0: ["自然人"],
        1: ["法人或其他组织", "商业企业"],
        2: ["法人或其他组织", "科研机构"],
        3: ["总计"],
    }
    assert heads.seen == [
        "自然人",
        "法人或其他组织",
        "总计",
        "商业企业",
        "科研机构",
        "自然人",
        "商业企业",
        "科研机构",
        "总计",
    ]
    assert (heads.end, heads.whole) == (4, True)
    torn = attrs.evolve(third, squares=third.squares[1:])
    heads.add(torn, dict.fromkeys(torn.squares, ()))
    assert not heads.whole


@pytest.mark.parametrize(
    ("text", "cell", "figure"),
    [("11 12", False, True), ("11 /", False, True), ("11 文", False, False), ("", True, True), ("", False, False)],
)
def test_a_piece_that_can_only_be_a_figure(text: str, cell: bool, figure: bool) -> None:
    assert Piece(text, Place(), cell).is_figure is figure


def test_invisible_characters_are_not_compared() -> None:
    assert compact("１\u200b 2\xa0件") == "12件"
