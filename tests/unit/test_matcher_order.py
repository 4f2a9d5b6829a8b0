"""How a table is matched that has lost its grid: its cells come one after another, some of them broken or run together.

Rows go by their labels, columns by order, and only where a row has exactly as many figures as the template. What is
expected is what differs from the reading of the table as the format draws it, in the words of `told`.
"""

import attrs
import pytest
from producers.small import FIVE, LIST, by_order, edited, missed, pieces, told

from govdisclosure import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.place import Place
from govdisclosure.readers.tables._by_order import read_by_order
from govdisclosure.readers.tables._match import Piece
from govdisclosure.readers.tables._template import template

FORMAT = FORMATS["2021"]
OLDER = FORMATS["2019"]
LEGACY = FORMATS["legacy"]

BLOCK = """
第二十条第（一）项 | 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 11 | 12 | 13
行政规范性文件 | 21 | 22 | 23
"""
MONEY = "第二十条第（八）项 | 信息内容 | 本年收费金额（单位：万元）\n行政事业性收费 | 61"
REQUESTS = """
申请人情况 | 自然人 | 法人或其他组织 | 总计 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
一、本年新收政府信息公开申请数量 | 11 | 12 | 13 | 14 | 15 | 16 | 17
三、本年度办理结果
（一）予以公开 | 21 | 22 | 23 | 24 | 25 | 26 | 27
（三）不予公开
1.属于国家秘密 | 31 | 32 | 33 | 34 | 35 | 36 | 37
（四）无法提供
1.本机关不掌握相关政府信息 | 41 | 42 | 43 | 44 | 45 | 46 | 47
（六）其他处理
3.其他 | 51 | 52 | 53 | 54 | 55 | 56 | 57
（七）总计 | 61 | 62 | 63 | 64 | 65 | 66 | 67
"""
LINE = f"""
行政复议 | 行政诉讼 | 未经复议直接起诉 | 复议后起诉 | {FIVE} | {FIVE} | {FIVE}
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15
"""


def split(printed: str) -> list[str]:
    """The cells of a table written in lines, one after another."""
    return [cell.strip() for line in printed.strip().split("\n") for cell in line.split("|")]


def changes(fmt: Format, key: TableKey, base: str, printed: str) -> list[str]:
    """What is told of a table that is not told of another, and which rows are not."""
    before = told(by_order(fmt, key, *split(base))).split("\n")
    after = told(by_order(fmt, key, *split(printed))).split("\n")
    rows = {line.partition(":")[0] for line in after}
    lost = [line.partition(":")[0] for line in before if line.partition(":")[0] not in rows]
    return [*(f"no {row}" for row in lost), *(line for line in after if line and line not in before)]


def case(why: str, expected: str, printed: str) -> object:
    """A table as its cells come, and what is told of it."""
    return pytest.param(printed, [line.strip() for line in expected.strip().split("\n") if line.strip()], id=why)


BLOCK_CASES = [
    case(
        "figures alone",
        """
        no regulations
        no normative_documents
        no GD609 order cells=6
        left 3 4 near None
        """,
        "3 | 4",
    ),
    case(
        "two heads exchanged, and one again",
        """
        no regulations
        no normative_documents
        no GD609 order cells=6
        left 11 12 13 near 规章
        left 21 22 23 near 行政规范性文件
        """,
        edited(
            BLOCK,
            ("本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数"),
            ("行政规范性文件", "本年废止件数\n行政规范性文件"),
        ),
    ),
    case(
        "figures before any label",
        """
        left 3 4 near None
        """,
        "3 | 4\n" + BLOCK.strip(),
    ),
    case(
        "a figure before any label, of a space",
        """
        left 3 4 near None
        """,
        " | 3 | 4\n" + BLOCK.strip(),
    ),
    case("a label in three pieces", "", edited(BLOCK, ("行政规范性文件", "行政 | 规范性 | 文件"))),
    case(
        "a label in as many pieces as characters",
        "",
        edited(BLOCK, ("行政规范性文件", "行 | 政 | 规 | 范 | 性 | 文 | 件")),
    ),
    case(
        "a label in more pieces than any has",
        """
        no normative_documents
        no GD609 order cells=6
        left 21 22 23 near 文
        GD601 unknown printed=行
        GD601 unknown printed=政
        GD601 unknown printed=规
        GD601 unknown printed=性
        GD609 order cells=3
        """,
        edited(BLOCK, ("行政规范性文件", "行 | 政 | 规 | 范 |   |   |   |   |   |   |   | 性 | 文 | 件")),
    ),
    case(
        "a label worded otherwise",
        """
        GD601 variant printed=规范性文件 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "规范性文件")),
    ),
    case(
        "a label misprinted",
        """
        GD601 variant printed=行政规范性文伴 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "行政规范性文伴")),
    ),
    case(
        "a label misprinted, in two pieces",
        """
        GD601 variant printed=行政规范性文伴 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "行政规范 | 性文伴")),
    ),
    case(
        "a label with more behind it",
        """
        no regulations
        no GD609 order cells=6
        left 11 12 13 near 注
        GD609 order cells=3
        """,
        edited(BLOCK, ("规章 |", "规章 | 注 |")),
    ),
    case(
        "two rows that no format has",
        """
        no regulations
        no GD609 order cells=6
        left 11 12 13 near 函件
        GD601 unknown printed=公文
        GD609 order cells=3
        """,
        edited(BLOCK, ("规章 |", "公文 | 函件 |")),
    ),
    case(
        "a row that no format has",
        """
        no regulations
        no GD609 order cells=6
        left 11 12 13 near 公文
        GD609 order cells=3
        """,
        edited(BLOCK, ("规章 |", "公文 |")),
    ),
    case(
        "a remark below",
        """
        GD601 unknown printed=合计数见附表
        """,
        BLOCK + "合计数见附表",
    ),
    case(
        "a row twice",
        """
        left 31 near 规章|本年制发件数
        left 32 near 规章|本年废止件数
        left 33 near 规章|现行有效件数
        """,
        BLOCK + "规章 | 31 | 32 | 33",
    ),
    case(
        "a row twice, by other names",
        """
        left 31 near 行政规范性文件|本年制发件数
        left 32 near 行政规范性文件|本年废止件数
        left 33 near 行政规范性文件|现行有效件数
        GD601 variant printed=规范性文件 label=行政规范性文件
        """,
        BLOCK + "规范性文件 | 31 | 32 | 33",
    ),
    case(
        "a figure too few",
        """
        no regulations
        no GD609 order cells=6
        left 11 13 near 规章
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12", "11")),
    ),
    case(
        "a figure too many",
        """
        no regulations
        no GD609 order cells=6
        left 11 12 14 13 near 规章
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12", "11 | 12 | 14")),
    ),
    case("a blank cell too many", "", edited(BLOCK, ("12 | 13", "12 | 13 |"))),
    case("two blank cells too many", "", edited(BLOCK, ("12 | 13", "12 | 13 | |"))),
    case(
        "a blank cell too many before them",
        """
        no regulations
        no GD609 order cells=6
        left 11 12 13 near 规章
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12", "| 11 | 12")),
    ),
    case(
        "the last cell blank",
        """
        regulations: 11? 12? _?
        """,
        edited(BLOCK, ("12 | 13", "12 |")),
    ),
    case(
        "all blank",
        """
        regulations: _? _? _?
        """,
        edited(BLOCK, ("11 | 12 | 13", "| |")),
    ),
    case(
        "zeros run together",
        """
        regulations: 0? 0? 0?
        GD604 glued printed=000 cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "000")),
    ),
    case(
        "zeros run together, and blank cells",
        """
        regulations: 0? 0? 0?
        GD604 glued printed=000 cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "000 | |")),
    ),
    case(
        "too many zeros run together",
        """
        no regulations
        no GD609 order cells=6
        left 0000 near 规章
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "0000")),
    ),
    case(
        "figures with space between them",
        """
        GD604 spaced printed=11 12 13 cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 12 13")),
    ),
    case(
        "other figures run together",
        """
        no regulations
        no GD609 order cells=6
        left 111213 near 规章
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "111213")),
    ),
    case(
        "a unit among the figures",
        """
        regulations: 11件? 12件? 13件?
        """,
        edited(BLOCK, ("11 |", "件 | 11 |")),
    ),
    case(
        "two heads exchanged",
        """
        no regulations
        no normative_documents
        no GD609 order cells=6
        left 11 12 13 near 规章
        left 21 22 23 near 行政规范性文件
        """,
        edited(BLOCK, ("本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数")),
    ),
    case("a head left out", "", edited(BLOCK, ("本年废止件数 |", ""))),
    case("all heads but one left out", "", edited(BLOCK, ("本年制发件数 | 本年废止件数 | 现行", "现行"))),
    case(
        "heads exchanged for the second row",
        """
        no normative_documents
        no GD609 order cells=6
        left 21 22 23 near 行政规范性文件
        GD609 order cells=3
        """,
        edited(BLOCK, ("行政规范性文件", "现行有效件数 | 本年废止件数\n行政规范性文件")),
    ),
    case("one head again for the second row", "", edited(BLOCK, ("行政规范性文件", "本年废止件数\n行政规范性文件"))),
    case(
        "a unit of money in the head",
        """
        fees: 61万元
        """,
        BLOCK + MONEY,
    ),
    case(
        "another unit of money in the head",
        """
        fees: 61元
        GD601 variant printed=本年收费金额（单位：元） label=本年收费金额（单位：万元）
        """,
        BLOCK + edited(MONEY, ("万元", "元")),
    ),
    case(
        "a unit by the amount itself",
        """
        fees: 61亿元
        """,
        BLOCK + edited(MONEY, ("| 61", "| 61 | 亿元")),
    ),
    case(
        "the label of the amount misprinted",
        """
        left 61 near 行政事业单位收费
        """,
        BLOCK + edited(MONEY, ("行政事业性", "行政事业单位")),
    ),
    case(
        "figures with words behind the last row",
        """
        no normative_documents
        no GD609 order cells=6
        left 21 22 23 7 near 行政规范性文件
        left 8 near 附表
        GD609 order cells=3
        """,
        BLOCK + "7 | 附表 | 8",
    ),
]

REQUESTS_CASES = [
    case("a mark that is part of a label", "", edited(REQUESTS, ("（四）无法提供", "（四） | 无 | 法提供"))),
    case(
        "a mark in place of a figure",
        """
        results.refused.state_secret: 无? 32? 33? 34? 35? 36? 37?
        """,
        edited(REQUESTS, ("| 31 |", "| 无 |")),
    ),
    case(
        "a mark behind the label of a group",
        """
        left / near （四）无法提供
        """,
        edited(REQUESTS, ("（四）无法提供", "（四）无法提供 | /")),
    ),
    case(
        "a slash in a label",
        """
        left / near （四）
        GD601 variant printed=无法提供 label=（四）无法提供
        """,
        edited(REQUESTS, ("（四）无法提供", "（四） | / | 无法提供")),
    ),
    case("a number left off", "", edited(REQUESTS, ("3.其他", "其他"))),
    case(
        "a number left off, and no group above",
        """
        no results.other.rest
        no GD609 order cells=42
        left 51 52 53 54 55 56 57 near 其他
        GD609 order cells=35
        """,
        edited(REQUESTS, ("（六）其他处理\n3.其他", "其他")),
    ),
    case(
        "the total without its number",
        """
        no results.total
        no GD609 order cells=42
        left 61 62 63 64 65 66 67 near 总计
        GD609 order cells=35
        """,
        edited(REQUESTS, ("（七）总计", "总计")),
    ),
    case(
        "a group in place of its row",
        """
        no results.other.rest
        no GD609 order cells=42
        left 51 52 53 54 55 56 57 near （六）其他处理
        GD609 order cells=35
        """,
        edited(REQUESTS, ("（六）其他处理\n3.其他 |", "（六）其他处理 |")),
    ),
    case("the number of a label apart", "", edited(REQUESTS, ("1.属于", "1. | 属于"))),
    case(
        "the number of a label apart, without its mark",
        """
        left 1 near （三）不予公开
        GD601 variant printed=属于国家秘密 label=1.属于国家秘密
        """,
        edited(REQUESTS, ("1.属于", "1 | 属于")),
    ),
    case(
        "figures one below the other in one piece",
        """
        GD604 spaced printed=31 32 33 34 35 36 37 cells=7
        """,
        edited(REQUESTS, ("31 | 32 | 33 | 34 | 35 | 36 | 37", "31 32 33 34 35 36 37")),
    ),
    case(
        "heads in the order of columns",
        "",
        edited(REQUESTS, ("法人或其他组织 | 总计 |", "法人或其他组织 |"), ("| 其他\n", "| 其他 | 总计\n")),
    ),
    case(
        "heads of another order",
        """
        no received
        no results.disclosed
        no results.refused.state_secret
        no results.not_provided.not_held
        no results.other.rest
        no results.total
        no GD609 order cells=42
        left 11 12 13 14 15 16 17 near 一、本年新收政府信息公开申请数量
        left 21 22 23 24 25 26 27 near （一）予以公开
        left 31 32 33 34 35 36 37 near 1.属于国家秘密
        left 41 42 43 44 45 46 47 near 1.本机关不掌握相关政府信息
        left 51 52 53 54 55 56 57 near 3.其他
        left 61 62 63 64 65 66 67 near （七）总计
        """,
        edited(REQUESTS, ("商业企业 | 科研机构", "科研机构 | 商业企业")),
    ),
    case("a head left out", "", edited(REQUESTS, ("商业企业 |", ""))),
    case("heads again", "", edited(REQUESTS, ("（七）", "自然人 | 法人或其他组织 | 总计\n（七）"))),
]

LINE_CASES = [
    case("heads left out", "", edited(LINE, ("行政复议 | 行政诉讼 | 未经复议直接起诉 | 复议后起诉 |", ""))),
    case(
        "groups of another order",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        edited(LINE, ("未经复议直接起诉 | 复议后起诉", "复议后起诉 | 未经复议直接起诉")),
    ),
    case(
        "lowest heads of another order",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        edited(LINE, ("结果维持 | 结果纠正", "结果纠正 | 结果维持")),
    ),
    case("one head alone", "", "行政诉讼\n" + LINE.strip().split("\n")[1]),
    case(
        "a figure too few",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 near None
        """,
        edited(LINE, ("| 15", "")),
    ),
    case(
        "a figure too many",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 near None
        """,
        edited(LINE, ("| 15", "| 15 | 16")),
    ),
    case(
        "zeros run together",
        """
        reconsideration: 0? 0? 0? 0? 0?
        litigation.direct: 0? 0? 0? 0? 0?
        litigation.after_reconsideration: 0? 0? 0? 0? 0?
        GD604 glued printed=000000000000000 cells=15
        """,
        edited(LINE, ("1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15", "000000000000000")),
    ),
    case(
        "figures between the heads",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        edited(LINE, ("总计\n", "\n"), ("1 | 2", "1 | 总计 | 2")),
    ),
    case(
        "an empty form",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        """,
        LINE.strip().split("\n")[0],
    ),
    case(
        "a text behind the figures",
        """
        GD601 unknown printed=注：含上年
        """,
        LINE + "注：含上年",
    ),
    case("units behind the figures", "", edited(LINE, ("| 15", "| 15 | 件"))),
    case(
        "figures before the heads",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        no GD609 order cells=15
        left 9 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        "9 | " + LINE.strip(),
    ),
]

LIST_CASES = [
    case(
        "no units",
        """
        disclosed: 30 5 . . . . .
        reported: 8 1 2
        reconsideration: 9 3 .
        """,
        LIST.replace(" 条 |", "").replace(" 件 |", ""),
    ),
    case("the figure before the unit", "", edited(LIST, ("条 | 30", "30 | 条"))),
    case(
        "two figures",
        """
        disclosed: . 5条 . . . . .
        left 30 31 near 一、主动公开信息数
        """,
        edited(LIST, ("条 | 30", "条 | 30 | 31")),
    ),
    case(
        "no figure",
        """
        disclosed: . 5条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条")),
    ),
    case(
        "a row once more than there is",
        """
        reconsideration: 9件 3件 4件
        litigation: . . 5件
        left 6 near 2.纠错
        """,
        LIST + "2.纠错 | 件 | 4\n2.纠错 | 件 | 5\n2.纠错 | 件 | 6",
    ),
    case(
        "a row that no format has",
        """
        reported: 8件 1件 .
        left 2 near 3.撤销
        """,
        edited(LIST, ("2.纠错", "3.撤销")),
    ),
    case(
        "a label without its number",
        """
        disclosed: 30条~ 5条 . . . . .
        GD601 variant printed=主动公开信息数 label=一、主动公开信息数
        """,
        edited(LIST, ("一、主动公开信息数", "主动公开信息数")),
    ),
    case("two units", "", edited(LIST, ("元 | 7", "万元 | 元 | 7"))),
]


@pytest.mark.parametrize(("printed", "expected"), BLOCK_CASES)
def test_rows_in_blocks(printed: str, expected: list[str]) -> None:
    assert changes(FORMAT, "proactive", BLOCK, printed) == expected


@pytest.mark.parametrize(("printed", "expected"), REQUESTS_CASES)
def test_rows_in_groups_under_heads_in_groups(printed: str, expected: list[str]) -> None:
    assert changes(FORMAT, "requests", REQUESTS, printed) == expected


@pytest.mark.parametrize(("printed", "expected"), LINE_CASES)
def test_one_row_of_figures(printed: str, expected: list[str]) -> None:
    assert changes(FORMAT, "proceedings", LINE, printed) == expected


@pytest.mark.parametrize(("printed", "expected"), LIST_CASES)
def test_one_figure_a_row(printed: str, expected: list[str]) -> None:
    assert changes(LEGACY, "statistics", LIST, printed) == expected


def test_what_is_missing() -> None:
    """A row or a head that is not there is said once, at the table's first line."""
    reading = by_order(FORMAT, "proactive", *split(edited(BLOCK, ("本年废止件数 |", ""))))
    told_missing = missed(reading)
    assert "GD607 row label=行政强制" in told_missing
    assert "GD607 head label=本年废止件数 times=1" in told_missing
    assert "GD607 head label=信息内容 times=3" in told_missing
    assert not any("规章" in note or "本年制发件数" in note for note in told_missing)
    assert {note.place for note in reading.notes if note.code == "GD607"} == {Place(line=1)}


def test_each_group_of_a_line_has_its_own_heads() -> None:
    """The five lowest heads are printed three times; no row is missed in a table that has one."""
    assert missed(by_order(FORMAT, "proceedings", *split(LINE))) == []
    assert missed(by_order(FORMAT, "proceedings", *split(edited(LINE, (f"{FIVE} | {FIVE}", FIVE))))) == [
        f"GD607 head label={label} times=1" for label in FIVE.split(" | ")
    ]


def test_a_label_over_several_lines_has_the_place_of_all() -> None:
    reading = by_order(FORMAT, "proactive", *split("行政规范 | 性文伴 | 21 | 22 | 23"))
    (note,) = [note for note in reading.notes if note.code == "GD601"]
    assert note.place == Place(line=1, end_line=2)
    assert note.raw == "行政规范性文伴"


def test_a_label_without_its_number_means_the_row_of_its_group() -> None:
    """A head 其他, and two groups of rows that end with one, in a format that may come; a row of no group ends both."""
    statistics = template(LEGACY, "statistics")
    others = {"6.招标采购信息": "6.其他", "4.其他情况": "4.其他"}
    changed = attrs.evolve(
        statistics,
        exact={**statistics.exact, "其他": "其他"},
        rows=tuple(attrs.evolve(row, label=others.get(row.label, row.label)) for row in statistics.rows),
    )
    printed = """
    一、主动公开信息数 | 30 | 其他 | 5
    三、对申请的答复数 | 9 | 其他 | 6
    四、依申请提供信息收取费用数 | 7 | 其他 | 8
    """
    reading = read_by_order(pieces(*split(printed)), changed)
    placed = {item.raw: item.cell.path.partition(".")[2] for item in reading.found}
    assert (placed["5"], placed["6"]) == ("disclosed.procurement", "answered.other")
    assert [item.raw for item in reading.unplaced] == ["8"]


def test_a_label_that_is_whole_goes_no_further_than_a_figure() -> None:
    """无 is a mark for nothing behind a label, and part of a broken one only if that is not whole without it."""
    proactive = template(FORMAT, "proactive")
    longer = attrs.evolve(proactive, exact={**proactive.exact, "规章无关": "规章"})
    reading = read_by_order(pieces("规章", "无", "关", "1", "2", "3"), longer)
    assert [item.raw for item in reading.unplaced] == ["无", "1", "2", "3"]


def tabbed(*lines: str) -> tuple[Piece, ...]:
    """Lines whose cells are kept apart: all but the first of a line are certain to be cells."""
    return tuple(
        Piece(text.strip(), Place(line=number), cell=at > 0)
        for number, line in enumerate(lines, 1)
        for at, text in enumerate(line.split("|"))
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("行政许可 | 11 | 12", ["left 11 12 near 行政许可"]),
        ("行政许可 | 11 | | 13", ["licensing: 11? _? 13?"]),
        ("行政许可 | | |", ["licensing: _? _? _?"]),
        ("行政事业性收费 | 11 | 12 |", ["fees: 11? 12?"]),
        ("行政事业性收费 | 11 | |", ["fees: 11? _?"]),
        ("行政事业性收费 | 11 | 12", ["fees: 11? 12?"]),
        ("行政事业性收费 | |", ["fees: _? _?"]),
        ("行政事业性收费 | 11 |", ["left 11 near 行政事业性收费"]),
        ("行政事业性收费 | | 12", ["left 12 near 行政事业性收费"]),
    ],
)
def test_a_blank_in_a_line_that_is_too_short_may_be_the_rest_of_a_span(row: str, expected: list[str]) -> None:
    lines = tabbed("信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量", row, "第二十条第（八）项")
    assert told(read_by_order(lines, template(OLDER, "proactive"))).split("\n")[:1] == expected
