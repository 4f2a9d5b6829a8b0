"""How a table is matched that has kept its grid: each case is something published tables do.

Figures go under the heads above them; where heads fail, by order, if nothing speaks against it; else nowhere. What is
expected is what differs from the reading of the table as the format draws it, in the words of `told`.
"""

import attrs
import pytest
from producers.small import FIVE, LIST, by_heads, edited, missed, rows_of, told

from govdisclosure import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.place import Place
from govdisclosure.readers.tables._by_heads import read_by_heads
from govdisclosure.readers.tables._template import template

FORMAT = FORMATS["2021"]
OLDER = FORMATS["2019"]
LEGACY = FORMATS["legacy"]

BLOCK = """
第二十条第（一）项 | < | < | <
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 11 | 12 | 13
行政规范性文件 | 21 | 22 | 23
"""
MONEY = """
信息内容 | 本年收费金额（单位：万元） | < | <
行政事业性收费 | 61 | < | <
"""
REQUESTS = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | < | < | 申请人情况 | < | < | < | < | < | <
^ | < | < | 自然人 | 法人或其他组织 | < | < | < | < | 总计
^ | < | < | ^ | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | ^
一、本年新收政府信息公开申请数量 | < | < | 11 | 12 | 13 | 14 | 15 | 16 | 17
三、本年度办理结果 | （一）予以公开 | < | 21 | 22 | 23 | 24 | 25 | 26 | 27
^ | （三）不予公开 | 1.属于国家秘密 | 31 | 32 | 33 | 34 | 35 | 36 | 37
^ | （六）其他处理 | 3.其他 | 41 | 42 | 43 | 44 | 45 | 46 | 47
^ | （七）总计 | < | 51 | 52 | 53 | 54 | 55 | 56 | 57
四、结转下年度继续办理 | < | < | 61 | 62 | 63 | 64 | 65 | 66 | 67
"""
HEADS = "（本列） | < | < | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n"
LINE = f"""
行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | <
^ | < | < | < | < | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | <
{FIVE} | {FIVE} | {FIVE}
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15
"""


def begin(drawn: str, rows: int) -> str:
    """The first rows of a table."""
    return "".join(line + "\n" for line in drawn.strip().split("\n")[:rows])


def rest(drawn: str, rows: int) -> str:
    """What is below the first rows."""
    return "\n".join(drawn.strip().split("\n")[rows:])


def flat(drawn: str) -> str:
    """The table with blank cells where others reach."""
    return drawn.replace("<", " ").replace("^", " ")


def changes(fmt: Format, key: TableKey, base: str, *drawn: str) -> list[str]:
    """What is told of a table that is not told of another, and which rows are not."""
    before, after = told(by_heads(fmt, key, base)).split("\n"), told(by_heads(fmt, key, *drawn)).split("\n")
    rows = {line.partition(":")[0] for line in after}
    lost = [line.partition(":")[0] for line in before if line.partition(":")[0] not in rows]
    return [*(f"no {row}" for row in lost), *(line for line in after if line and line not in before)]


def case(why: str, expected: str, *drawn: str) -> object:
    """A table as it is printed, in several parts if it goes on over the page, and what is told of it."""
    return pytest.param(drawn, [line.strip() for line in expected.strip().split("\n") if line.strip()], id=why)


BLOCK_CASES = [
    case(
        "all heads but the last blank, and a figure",
        """
        regulations: _? 12? 13
        normative_documents: 21? 22? 23
        GD609 order cells=4
        """,
        edited(BLOCK, ("本年制发件数", ""), ("本年废止件数", ""), ("11", "")),
    ),
    case(
        "heads wider than the rows",
        "",
        edited(BLOCK, ("现行有效件数", "现行有效件数 | ")),
    ),
    case(
        "heads wider than the rows, and a row that is blank",
        "regulations: _ _ _",
        edited(BLOCK, ("现行有效件数", "现行有效件数 | "), ("11 | 12 | 13", "| | ")),
    ),
    case(
        "heads wider than the rows, and a blank that may be a figure or the rest of a head",
        """
        no regulations
        left 11 13 near 规章
        """,
        edited(BLOCK, ("现行有效件数", "现行有效件数 | "), ("11 | 12 | 13", "11 | 13 | ")),
    ),
    case(
        "a remark of two lines",
        """
        GD601 unknown printed=合计数 见附表
        """,
        BLOCK + "合计数 见¶附表 | < | < | <",
    ),
    case(
        "a label misprinted, of two lines",
        """
        normative_documents: 21~ 22~ 23~
        GD601 variant printed=规范性 文件 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "规范性 ¶文件")),
    ),
    case(
        "a label worded otherwise, cut in two by the page",
        """
        normative_documents: 21~ 22~ 23~
        GD601 variant printed=规范性文件 label=行政规范性文件
        """,
        begin(BLOCK, 3) + "规范性 | 21 | 22 | 23",
        "文件 | | |",
    ),
    case(
        "half a label over forty rows",
        "",
        begin(BLOCK, 3) + "行政规范 | 21 | 22 | 23\n" + "^ | | |\n" * 39 + "性文件 | | |",
    ),
    case(
        "half a label over more rows than any group has",
        """
        no normative_documents
        left 21 22 23 near 行政规范
        """,
        begin(BLOCK, 3) + "行政规范 | 21 | 22 | 23\n" + "^ | | |\n" * 40 + "性文件 | | |",
    ),
    case(
        "over two pages, the columns told on the first of them",
        """
        normative_documents: 21 23 22
        """,
        begin(BLOCK, 3),
        "信息内容 | < | 本年制发件数 | 现行有效件数 | 本年废止件数",
        "行政规范性文件 | < | 21 | 22 | 23",
    ),
    case(
        "heads again, one of them blank",
        """
        normative_documents: 21 22? 23
        GD609 order cells=1
        """,
        begin(BLOCK, 3) + "信息内容 | 本年制发件数 | | 现行有效件数\n" + rest(BLOCK, 3),
    ),
    case(
        "heads again below an unknown row, one of them blank",
        """
        no regulations
        normative_documents: 21 22? 23
        left 11 12 13 near 公文
        GD601 unknown printed=公文
        GD609 order cells=1
        """,
        begin(BLOCK, 2) + "公文 | 11 | 12 | 13\n信息内容 | 本年制发件数 | | 现行有效件数\n" + rest(BLOCK, 3),
    ),
    case(
        "no heads, words for the only figure",
        """
        no regulations
        no normative_documents
        left 见附件 near 行政事业性收费
        """,
        "行政事业性收费 | 见附件 | < | <",
    ),
    case(
        "no heads, the only figure",
        """
        no regulations
        no normative_documents
        fees: 61?
        GD609 order cells=1
        """,
        rest(MONEY, 1),
    ),
    case(
        "no heads, a figure over two columns",
        """
        no regulations
        no normative_documents
        left 11 12 13 near 规章
        """,
        "规章 | 11 | < | 12 | 13",
    ),
    case(
        "no heads, a blank cell too many",
        """
        no normative_documents
        regulations: 11? 12? 13?
        GD609 order cells=3
        """,
        "规章 | 11 | 12 | 13 |",
    ),
    case(
        "no heads, a blank cell too many before them",
        """
        no regulations
        no normative_documents
        left 11 12 13 near 规章
        """,
        "规章 | | 11 | 12 | 13",
    ),
    case(
        "no heads, the last cell blank",
        """
        no normative_documents
        regulations: 11? 12? _?
        GD609 order cells=3
        """,
        "规章 | 11 | 12 |",
    ),
    case(
        "a blank column before the first head, and a head blank",
        """
        regulations: 11 12? 13
        normative_documents: _ 22? 23
        GD609 order cells=2
        """,
        "信息内容 | | 本年制发件数 | | 现行有效件数\n规章 | | 11 | 12 | 13\n行政规范性文件 | | | 22 | 23",
    ),
    case(
        "a blank column before the first head, a head and its figure blank",
        """
        no normative_documents
        regulations: 11 _? 13
        GD609 order cells=1
        """,
        "信息内容 | | 本年制发件数 | | 现行有效件数\n规章 | | 11 | | 13",
    ),
    case(
        "a figure wider than its head, columns exchanged",
        """
        no normative_documents
        """,
        "信息内容 | | 本年废止件数 | 本年制发件数 | 现行有效件数\n规章 | 12 | < | 11 | 13",
    ),
    case(
        "a label worded otherwise",
        """
        normative_documents: 21~ 22~ 23~
        GD601 variant printed=规范性文件 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "规范性文件")),
    ),
    case(
        "a label misprinted",
        """
        normative_documents: 21~ 22~ 23~
        GD601 variant printed=行政规范性文伴 label=行政规范性文件
        """,
        edited(BLOCK, ("行政规范性文件", "行政规范性文伴")),
    ),
    case("a label broken in its cell", "", edited(BLOCK, ("行政规范性文件", "行政¶规范性¶文件"))),
    case(
        "a row that no format has",
        """
        no regulations
        left 11 12 13 near 公文
        GD601 unknown printed=公文
        """,
        edited(BLOCK, ("规章 |", "公文 |")),
    ),
    case(
        "a row of two texts that no format has",
        """
        no regulations
        left 12 13 near 函件
        GD601 unknown printed=公文
        GD601 unknown printed=函件
        """,
        edited(BLOCK, ("规章 | 11", "公文 | 函件")),
    ),
    case(
        "a row without a label",
        """
        no regulations
        left 11 12 13 near None
        """,
        edited(BLOCK, ("规章 |", "|")),
    ),
    case(
        "a row twice",
        """
        left 31 32 33 near 规章
        """,
        BLOCK + "规章 | 31 | 32 | 33",
    ),
    case(
        "a row of units in words twice",
        """
        left 31 33 near 规章
        """,
        BLOCK + "规章 | 31 | 件 | 33",
    ),
    case(
        "heads cut off",
        """
        regulations: 11? 12? 13?
        normative_documents: 21? 22? 23?
        GD609 order cells=6
        """,
        rest(BLOCK, 2),
    ),
    case(
        "columns exchanged",
        """
        regulations: 12 11 13
        normative_documents: 22 21 23
        """,
        edited(BLOCK, ("本年制发件数 | 本年废止件数", "本年废止件数 | 本年制发件数")),
    ),
    case(
        "the first head blank",
        """
        regulations: 11? 12 13
        normative_documents: 21? 22 23
        GD609 order cells=2
        """,
        edited(BLOCK, ("本年制发件数", "")),
    ),
    case(
        "a head in the middle blank",
        """
        regulations: 11 12? 13
        normative_documents: 21 22? 23
        GD609 order cells=2
        """,
        edited(BLOCK, ("本年废止件数", "")),
    ),
    case(
        "the last head blank",
        """
        regulations: 11 12 13?
        normative_documents: 21 22 23?
        GD609 order cells=2
        """,
        edited(BLOCK, ("现行有效件数", "")),
    ),
    case(
        "all heads but the last blank",
        """
        regulations: 11? 12? 13
        normative_documents: 21? 22? 23
        GD609 order cells=4
        """,
        edited(BLOCK, ("本年制发件数", ""), ("本年废止件数", "")),
    ),
    case(
        "a head no format has",
        """
        regulations: 11 12? 13
        normative_documents: 21 22? 23
        GD601 unknown printed=其他
        GD609 order cells=2
        """,
        edited(BLOCK, ("本年废止件数", "其他")),
    ),
    case(
        "a head misprinted",
        """
        GD601 variant printed=本年度废止件数 label=本年废止件数
        """,
        edited(BLOCK, ("本年废止件数", "本年度废止件数")),
    ),
    case(
        "a head twice",
        """
        no regulations
        no normative_documents
        left 11 12 13 near 规章
        left 21 22 23 near 行政规范性文件
        """,
        edited(BLOCK, ("本年废止件数", "本年制发件数")),
    ),
    case(
        "heads too narrow",
        """
        regulations: 11 12 13?
        normative_documents: 21 22 23?
        GD609 order cells=2
        """,
        edited(BLOCK, ("本年制发件数 | 本年废止件数 | 现行有效件数", "本年制发件数 | 本年废止件数")),
    ),
    case(
        "zeros run together over the row",
        """
        regulations: 0? 0? 0?
        GD604 glued printed=000 cells=3
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "000 | < | <")),
    ),
    case(
        "too many zeros run together",
        """
        no regulations
        left 0000 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "0000 | < | <")),
    ),
    case(
        "zeros run together in one of several cells",
        """
        regulations: 000 _ _
        """,
        edited(BLOCK, ("11 | 12 | 13", "000 | |")),
    ),
    case(
        "figures with space between them",
        """
        regulations: 11? 12? 13?
        GD604 spaced printed=11 12 13 cells=3
        GD609 order cells=3
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 12 13 | < | <")),
    ),
    case(
        "too few figures with space between them",
        """
        no regulations
        left 11 12 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 12 | < | <")),
    ),
    case(
        "other figures run together",
        """
        no regulations
        left 111213 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "111213 | < | <")),
    ),
    case(
        "two figures over three columns",
        """
        no regulations
        left 11 13 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | < | 13")),
    ),
    case(
        "a cell too few",
        """
        no regulations
        left 11 12 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | 12")),
    ),
    case(
        "a cell too many",
        """
        no regulations
        left 11 12 13 14 near 规章
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | 12 | 13 | 14")),
    ),
    case("a blank cell too many", "", edited(BLOCK, ("11 | 12 | 13", "11 | 12 | 13 |"))),
    case(
        "all blank",
        """
        regulations: _ _ _
        """,
        edited(BLOCK, ("11 | 12 | 13", "| |")),
    ),
    case(
        "one blank",
        """
        regulations: 11 _ 13
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | | 13")),
    ),
    case(
        "marks for nothing",
        """
        regulations: / — 无
        """,
        edited(BLOCK, ("11 | 12 | 13", "/ | — | 无")),
    ),
    case(
        "words for a figure",
        """
        regulations: 11 见附件 13
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | 见附件 | 13")),
    ),
    case(
        "words for a figure, and a head blank",
        """
        no regulations
        normative_documents: 21 22? 23
        left 11 见附件 13 near 规章
        GD609 order cells=1
        """,
        edited(BLOCK, ("11 | 12 | 13", "11 | 见附件 | 13"), ("本年废止件数", "")),
    ),
    case(
        "a figure over two rows",
        """
        regulations: . 12 13
        normative_documents: . 22 23
        left 11 near 规章
        """,
        edited(BLOCK, ("21 | 22", "^ | 22")),
    ),
    case(
        "a blank over two rows",
        """
        regulations: _ 12 13
        normative_documents: _ 22 23
        """,
        edited(BLOCK, ("11", ""), ("21 | 22", "^ | 22")),
    ),
    case(
        "a label over two rows",
        """
        no normative_documents
        left 21 22 23 near None
        """,
        edited(BLOCK, ("行政规范性文件", "^")),
    ),
    case(
        "numbers left of the labels",
        """
        left 1 near 规章
        left 2 near 行政规范性文件
        """,
        "| " + BLOCK.strip().replace("\n", "\n| ").replace("| 规", "1 | 规").replace("| 行", "2 | 行"),
    ),
    case(
        "a label in place of a figure",
        """
        regulations: . . 13
        left 11 near 规章
        """,
        edited(BLOCK, ("12", "规章")),
    ),
    case("over the page", "", begin(BLOCK, 3), rest(BLOCK, 3)),
    case(
        "over the page, with a column more",
        """
        normative_documents: 21? 22? 23?
        GD609 order cells=3
        """,
        begin(BLOCK, 3),
        "行政规范性文件 | < | 21 | 22 | 23",
    ),
    case("over the page, with its heads", "", begin(BLOCK, 3), edited(begin(BLOCK, 2)) + rest(BLOCK, 3)),
    case(
        "over the page, with columns exchanged",
        """
        normative_documents: 23 22 21
        """,
        begin(BLOCK, 3),
        "信息内容 | 现行有效件数 | 本年废止件数 | 本年制发件数\n" + rest(BLOCK, 3),
    ),
    case(
        "heads again, with columns exchanged",
        """
        normative_documents: 23 22 21
        """,
        begin(BLOCK, 3) + "信息内容 | 现行有效件数 | 本年废止件数 | 本年制发件数\n" + rest(BLOCK, 3),
    ),
    case("a label cut in two by the page", "", begin(BLOCK, 3) + "行政规范 | 21 | 22 | 23", "性文件 | | |"),
    case(
        "a label cut in two by the page, the figures below",
        """
        normative_documents: _ _ _
        left 21 22 23 near None
        """,
        begin(BLOCK, 3) + "行政规范 | | |",
        "性文件 | 21 | 22 | 23",
    ),
    case(
        "a head cut in two",
        """
        regulations: 11? 12 13
        normative_documents: 21? 22 23
        GD609 order cells=2
        """,
        edited(
            BLOCK,
            (
                "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数",
                "信息内容 | 本年制发 | 本年废止件数 | 现行有效件数\n| 件数 | |",
            ),
        ),
    ),
    case(
        "a remark below",
        """
        GD601 unknown printed=合计数见附表
        """,
        BLOCK + "合计数见附表 | < | < | <",
    ),
    case(
        "a remark below with a figure",
        """
        left 5 near 附表
        GD601 unknown printed=附表
        """,
        BLOCK + "附表 | 5 | < | <",
    ),
    case(
        "a remark twice",
        """
        GD601 unknown printed=合计数见附表
        GD601 unknown printed=合计数见附表
        """,
        BLOCK + "合计数见附表 | < | < | <\n合计数见附表 | < | < | <",
    ),
    case(
        "a remark over two rows",
        """
        GD601 unknown printed=合计数见附表
        """,
        BLOCK + "合计数见附表 | < | < | <\n^ | | |",
    ),
    case("a piece of a label", "", BLOCK + "规范 | < | < | <"),
    case("nothing below", "", BLOCK + "| | |"),
    case(
        "a unit of money in the head",
        """
        no regulations
        no normative_documents
        fees: 61万元
        """,
        MONEY,
    ),
    case(
        "another unit of money in the head",
        """
        no regulations
        no normative_documents
        fees: 61亿元
        GD601 variant printed=本年收费金额（单位：亿元） label=本年收费金额（单位：万元）
        """,
        edited(MONEY, ("万元", "亿元")),
    ),
    case(
        "the unit in brackets alone",
        """
        no regulations
        no normative_documents
        fees: 61元
        GD601 variant printed=本年收费金额（元） label=本年收费金额（单位：万元）
        """,
        edited(MONEY, ("（单位：万元）", "（元）")),
    ),
    case(
        "no unit of money",
        """
        no regulations
        no normative_documents
        fees: 61
        GD601 variant printed=本年收费金额 label=本年收费金额（单位：万元）
        """,
        edited(MONEY, ("（单位：万元）", "")),
    ),
    case(
        "a unit in another head",
        """
        no normative_documents
        regulations: 3万元 . .
        fees: 61万元
        GD601 variant printed=本年制发件数（单位：元） label=本年制发件数
        """,
        MONEY.replace("| < | <", "| |") + "信息内容 | 本年制发件数（单位：元） | | \n规章 | 3 | |",
    ),
    case(
        "a money row over the page",
        """
        no regulations
        no normative_documents
        fees: 61万元
        """,
        begin(MONEY, 1),
        rest(MONEY, 1),
    ),
]

REQUESTS_CASES = [
    case(
        "a figure behind two heads, the total first",
        """
        no received
        no results.disclosed
        no results.refused.state_secret
        no results.other.rest
        no results.total
        no carried_out
        left 5 near 自然人
        left 11 12 13 14 15 16 17 near 一、本年新收政府信息公开申请数量
        left 21 22 23 24 25 26 27 near （一）予以公开
        left 31 32 33 34 35 36 37 near 1.属于国家秘密
        left 41 42 43 44 45 46 47 near 3.其他
        left 51 52 53 54 55 56 57 near （七）总计
        left 61 62 63 64 65 66 67 near 四、结转下年度继续办理
        """,
        edited(
            REQUESTS,
            ("^ | < | < | 自然人 | 法人或其他组织 | < | < | < | < | 总计", "^ | < | < | 总计 | 自然人 | 5 | | | |"),
        ),
    ),
    case(
        "heads again in the middle, spans not kept",
        "",
        flat(begin(REQUESTS, 4) + begin(REQUESTS, 3) + rest(REQUESTS, 4)),
    ),
    case(
        "a group misprinted above its rows",
        """
        GD601 variant printed=（四）不予公开 label=（三）不予公开
        """,
        edited(REQUESTS, ("（三）不予公开 | 1.", "（四）不予公开 | | | | | | | |\n^ | ^ | 1.")),
    ),
    case(
        "the total at the top, with one figure",
        """
        no results.disclosed
        no results.refused.state_secret
        no results.other.rest
        no carried_out
        results.total: 51 _ _ _ _ _ _
        """,
        edited(begin(REQUESTS, 4), ("一、", "总计 | < | < | 51 | | | | | |\n一、")),
    ),
    case(
        "heads again on the next page",
        "",
        begin(REQUESTS, 6),
        begin(REQUESTS, 3) + rest(REQUESTS, 6).replace("^ |", "|"),
    ),
    case("heads again in the middle", "", begin(REQUESTS, 4) + begin(REQUESTS, 3) + rest(REQUESTS, 4)),
    case(
        "heads again in the middle, then the next page",
        "",
        begin(REQUESTS, 4) + begin(REQUESTS, 3) + begin(rest(REQUESTS, 4), 1),
        rest(REQUESTS, 5).replace("^ |", "|"),
    ),
    case(
        "a figure before the head of the total",
        """
        left 5 near 总计
        """,
        edited(REQUESTS, ("一、本年新收", "5 | | 总计 | | | | | | |\n一、本年新收")),
    ),
    case(
        "the total without its number, with one figure",
        """
        results.total: 51 _ _ _ _ _ _
        """,
        edited(REQUESTS, ("（七）总计 | < | 51 | 52 | 53 | 54 | 55 | 56 | 57", "总计 | < | 51 | | | | | |")),
    ),
    case(
        "a number left off, the row blank",
        """
        results.other.rest: _ _ _ _ _ _ _
        """,
        edited(REQUESTS, ("3.其他 | 41 | 42 | 43 | 44 | 45 | 46 | 47", "其他 | | | | | | |")),
    ),
    case(
        "a group misprinted",
        """
        GD601 variant printed=三、本年度办理结杲 label=三、本年度办理结果
        """,
        edited(REQUESTS, ("三、本年度办理结果", "三、本年度办理结杲")),
    ),
    case(
        "a group misprinted, its rows unknown",
        """
        no results.other.rest
        left 41 42 43 44 45 46 47 near 4.附表
        GD601 unknown printed=（六）其它处理
        GD601 unknown printed=4.附表
        """,
        edited(REQUESTS, ("（六）其他处理 | 3.其他", "（六）其它处理 | 4.附表")),
    ),
    case(
        "a figure behind two heads",
        """
        received: 11 12 13 14 15 16 17?
        results.disclosed: 21 22 23 24 25 26 27?
        results.refused.state_secret: 31 32 33 34 35 36 37?
        results.other.rest: 41 42 43 44 45 46 47?
        results.total: 51 52 53 54 55 56 57?
        carried_out: 61 62 63 64 65 66 67?
        left 5 near 总计
        GD609 order cells=6
        """,
        edited(
            REQUESTS,
            ("^ | < | < | 自然人 | 法人或其他组织 | < | < | < | < | 总计", "^ | < | < | 自然人 | 总计 | 5 | | | |"),
        ),
    ),
    case(
        "a figure behind all heads",
        """
        left 5 near 总计
        """,
        "\n".join(line + (" | 5" if "自然人" in line else " |") for line in REQUESTS.strip().split("\n")),
    ),
    case(
        "the group's head blank, words for a figure",
        """
        received: 11 见附件 13 14 15 16 17
        """,
        edited(REQUESTS, ("法人或其他组织", ""), ("| 12 |", "| 见附件 |")),
    ),
    case(
        "two heads in one cell, the wrong way round",
        "",
        edited(REQUESTS, ("| 商业企业 |", "| 商业企业¶法人或其他组织 |")),
    ),
    case(
        "two heads in one cell, the wrong way round, and a head blank",
        """
        received: 11 12? 13? 14 15 16 17
        results.disclosed: 21 22? 23? 24 25 26 27
        results.refused.state_secret: 31 32? 33? 34 35 36 37
        results.other.rest: 41 42? 43? 44 45 46 47
        results.total: 51 52? 53? 54 55 56 57
        carried_out: 61 62? 63? 64 65 66 67
        GD609 order cells=12
        """,
        edited(REQUESTS, ("| 商业企业 | 科研机构", "| 商业企业¶法人或其他组织 |")),
    ),
    case(
        "no column for the groups, the last cell blank",
        """
        no results.disclosed
        left 21 22 23 24 25 26 near （一）予以公开
        """,
        edited(
            REQUESTS,
            (
                "三、本年度办理结果 | （一）予以公开 | < | 21 | 22 | 23 | 24 | 25 | 26 | 27\n^",
                "（一）予以公开 | | | 21 | 22 | 23 | 24 | 25 | 26 |\n三、本年度办理结果",
            ),
        ),
    ),
    case(
        "no column for the groups, the row blank",
        """
        results.disclosed: _ _ _ _ _ _ _
        """,
        edited(
            REQUESTS,
            (
                "三、本年度办理结果 | （一）予以公开 | < | 21 | 22 | 23 | 24 | 25 | 26 | 27\n^",
                "（一）予以公开 | | | | | | | | |\n三、本年度办理结果",
            ),
        ),
    ),
    case(
        "a blank column before the labels, words for a figure",
        """
        received: 11 见附件 13 14 15 16 _
        """,
        edited(
            "\n".join("| " + line for line in REQUESTS.strip().split("\n")), ("| 12 |", "| 见附件 |"), ("| 17", "|")
        ),
    ),
    case("spans not kept", "", flat(REQUESTS)),
    case("a number left off", "", edited(REQUESTS, ("3.其他", "其他"))),
    case(
        "a group in place of its row",
        """
        no results.other.rest
        left 41 42 43 44 45 46 47 near （六）其他处理
        """,
        edited(REQUESTS, ("（六）其他处理 | 3.其他", "（六）其他处理 | <")),
    ),
    case("the total without its number", "", edited(REQUESTS, ("（七）总计", "总计"))),
    case(
        "the total in other words",
        """
        results.total: 51~ 52~ 53~ 54~ 55~ 56~ 57~
        GD601 variant printed=合计 label=总计
        """,
        edited(REQUESTS, ("（七）总计", "合计")),
    ),
    case(
        "other words for the head of the total",
        """
        GD601 variant printed=合计 label=总计
        """,
        edited(REQUESTS, ("| < | 总计", "| < | 合计")),
    ),
    case(
        "columns exchanged",
        """
        received: 11 12 13 15 14 16 17
        results.disclosed: 21 22 23 25 24 26 27
        results.refused.state_secret: 31 32 33 35 34 36 37
        results.other.rest: 41 42 43 45 44 46 47
        results.total: 51 52 53 55 54 56 57
        carried_out: 61 62 63 65 64 66 67
        """,
        edited(REQUESTS, ("社会公益组织 | 法律服务机构", "法律服务机构 | 社会公益组织")),
    ),
    case(
        "the total first",
        """
        received: 17 12 13 14 15 16 11
        results.disclosed: 27 22 23 24 25 26 21
        results.refused.state_secret: 37 32 33 34 35 36 31
        results.other.rest: 47 42 43 44 45 46 41
        results.total: 57 52 53 54 55 56 51
        carried_out: 67 62 63 64 65 66 61
        """,
        edited(
            REQUESTS,
            ("自然人 | 法人或其他组织 | < | < | < | < | 总计", "总计 | 法人或其他组织 | < | < | < | < | 自然人"),
        ),
    ),
    case(
        "the lowest heads cut out",
        """
        received: 11 12? 13? 14? 15? 16? 17
        results.disclosed: 21 22? 23? 24? 25? 26? 27
        results.refused.state_secret: 31 32? 33? 34? 35? 36? 37
        results.other.rest: 41 42? 43? 44? 45? 46? 47
        results.total: 51 52? 53? 54? 55? 56? 57
        carried_out: 61 62? 63? 64? 65? 66? 67
        GD609 order cells=30
        """,
        begin(REQUESTS, 2).replace("^ |", "|") + rest(REQUESTS, 3),
    ),
    case("the group's head blank", "", edited(REQUESTS, ("法人或其他组织", ""))),
    case(
        "a head blank",
        """
        received: 11 12? 13 14 15 16 17
        results.disclosed: 21 22? 23 24 25 26 27
        results.refused.state_secret: 31 32? 33 34 35 36 37
        results.other.rest: 41 42? 43 44 45 46 47
        results.total: 51 52? 53 54 55 56 57
        carried_out: 61 62? 63 64 65 66 67
        GD609 order cells=6
        """,
        edited(REQUESTS, ("商业企业", "")),
    ),
    case(
        "a head blank, and its column",
        """
        received: 11 _? 13 14 15 16 17
        results.disclosed: 21 _? 23 24 25 26 27
        results.refused.state_secret: 31 _? 33 34 35 36 37
        results.other.rest: 41 _? 43 44 45 46 47
        results.total: 51 _? 53 54 55 56 57
        carried_out: 61 _? 63 64 65 66 67
        GD609 order cells=6
        """,
        edited(REQUESTS, ("商业企业", ""), ("12", ""), ("22", ""), ("32", ""), ("42", ""), ("52", ""), ("62", "")),
    ),
    case(
        "the last head blank",
        """
        received: 11 12 13 14 15 16 17?
        results.disclosed: 21 22 23 24 25 26 27?
        results.refused.state_secret: 31 32 33 34 35 36 37?
        results.other.rest: 41 42 43 44 45 46 47?
        results.total: 51 52 53 54 55 56 57?
        carried_out: 61 62 63 64 65 66 67?
        GD609 order cells=6
        """,
        edited(REQUESTS, ("| < | 总计", "| < | ")),
    ),
    case(
        "a column without head left over",
        """
        received: 11 _ 13? 14 15 16 17
        results.disclosed: 21 22 _? 24 25 26 27
        results.refused.state_secret: 31 32 33? 34 35 36 37
        results.other.rest: 41 42 43? 44 45 46 47
        results.total: 51 52 53? 54 55 56 57
        carried_out: 61 62 63? 64 65 66 67
        GD609 order cells=6
        """,
        edited(
            REQUESTS,
            ("商业企业 | 科研机构", "商业企业 |"),
            ("11 | 12 | 13", "11 | | 13"),
            ("21 | 22 | 23", "21 | 22 |"),
        ),
    ),
    case(
        "a cell too few",
        """
        no received
        left 11 12 13 14 15 17 near 一、本年新收政府信息公开申请数量
        """,
        edited(REQUESTS, ("| 16 | 17", "| 17")),
    ),
    case(
        "figures shifted to the right",
        """
        results.refused.state_secret: _ 31 32 33 34 35 36
        """,
        edited(REQUESTS, ("31 | 32 | 33 | 34 | 35 | 36 | 37", "| 31 | 32 | 33 | 34 | 35 | 36")),
    ),
    case(
        "figures shifted, their label one column too far left",
        """
        received: _ 11 12 13 14 15 16
        """,
        edited(
            REQUESTS,
            ("数量 | < | < | 11 | 12 | 13 | 14 | 15 | 16 | 17", "数量 | < | < | | 11 | 12 | 13 | 14 | 15 | 16"),
        ),
    ),
    case("a label narrower than it should be", "", edited(REQUESTS, ("办理 | < | < | 61", "办理 | | | 61"))),
    case(
        "a label narrower, the last cell blank",
        """
        carried_out: 61 62 63 64 65 66 _
        """,
        edited(
            REQUESTS, ("办理 | < | < | 61 | 62 | 63 | 64 | 65 | 66 | 67", "办理 | | | 61 | 62 | 63 | 64 | 65 | 66 | ")
        ),
    ),
    case(
        "a label narrower, the row blank",
        """
        carried_out: _ _ _ _ _ _ _
        """,
        edited(REQUESTS, ("办理 | < | < | 61 | 62 | 63 | 64 | 65 | 66 | 67", "办理 | | | | | | | | | ")),
    ),
    case(
        "zeros run together",
        """
        received: 0? 0? 0? 0? 0? 0? 0?
        GD604 glued printed=0000000 cells=7
        GD609 order cells=7
        """,
        edited(REQUESTS, ("11 | 12 | 13 | 14 | 15 | 16 | 17", "0000000 | < | < | < | < | < | <")),
    ),
    case("a label of two lines", "", edited(REQUESTS, ("（三）不予公开", "（三）¶不予公开"))),
    case("two heads in one cell", "", edited(REQUESTS, ("| 商业企业 |", "| 法人或其他组织¶商业企业 |"))),
    case(
        "two heads in one cell, one of them unknown",
        """
        received: 11 12? 13 14 15 16 17
        results.disclosed: 21 22? 23 24 25 26 27
        results.refused.state_secret: 31 32? 33 34 35 36 37
        results.other.rest: 41 42? 43 44 45 46 47
        results.total: 51 52? 53 54 55 56 57
        carried_out: 61 62? 63 64 65 66 67
        GD601 variant printed=法人或其他组织外资 label=法人或其他组织
        GD609 order cells=6
        """,
        edited(REQUESTS, ("| 商业企业 |", "| 法人或其他组织¶外资 |")),
    ),
    case("one row of heads", "", edited(HEADS) + rest(REQUESTS, 3)),
    case(
        "the spans of heads not kept",
        """
        received: 11? 12? 13? 14? 15? 16? 17?
        results.disclosed: 21? 22? 23? 24? 25? 26? 27?
        results.refused.state_secret: 31? 32? 33? 34? 35? 36? 37?
        results.other.rest: 41? 42? 43? 44? 45? 46? 47?
        results.total: 51? 52? 53? 54? 55? 56? 57?
        carried_out: 61? 62? 63? 64? 65? 66? 67?
        GD609 order cells=42
        """,
        begin(REQUESTS, 1) + flat(begin(rest(REQUESTS, 1), 1)) + rest(REQUESTS, 2),
    ),
    case("a group cut by the page", "", begin(REQUESTS, 6), rest(REQUESTS, 6).replace("^ |", "|")),
    case(
        "labels of a group cut by the page",
        "",
        edited(begin(REQUESTS, 6), ("（三）不予公开 | 1.", "（三）不予 | 1.")),
        edited(rest(REQUESTS, 6).replace("^ |", "|"), ("| （六）", "公开 | （六）")),
    ),
    case("a head that is a row's label too", "", edited(REQUESTS, ("（六）其他处理 | 3.其他 | 41", "其他 | < | 41"))),
    case("a row out of order", "", begin(REQUESTS, 3) + rest(REQUESTS, 8) + "\n" + rest(begin(REQUESTS, 8), 3)),
    case(
        "no spans, and a figure left out behind a cell that a label covers",
        """
        no results.disclosed
        left 21 23 24 25 26 27 near （一）予以公开
        """,
        edited(flat(REQUESTS), ("21 | 22 |", "21 |")),
    ),
]

LINE_CASES = [
    case("over three pages, the second one wider", "", "行政复议 | 行政诉讼", " | ".join([FIVE] * 3), rest(LINE, 3)),
    case(
        "no heads, a blank before",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        "| " + rest(LINE, 3),
    ),
    case(
        "no heads",
        """
        reconsideration: 1? 2? 3? 4? 5?
        litigation.direct: 6? 7? 8? 9? 10?
        litigation.after_reconsideration: 11? 12? 13? 14? 15?
        GD609 order cells=15
        """,
        rest(LINE, 3),
    ),
    case(
        "a head misprinted",
        """
        GD601 variant printed=未经复议直接起拆 label=未经复议直接起诉
        """,
        edited(LINE, ("未经复议直接起诉", "未经复议直接起拆")),
    ),
    case("spans not kept", "", flat(LINE)),
    case(
        "groups exchanged",
        """
        litigation.direct: 11 12 13 14 15
        litigation.after_reconsideration: 6 7 8 9 10
        """,
        edited(LINE, ("未经复议直接起诉", "甲"), ("复议后起诉", "未经复议直接起诉"), ("甲", "复议后起诉")),
    ),
    case(
        "a second row of figures",
        """
        left 21 21 21 21 21 21 21 21 21 21 21 21 21 21 22 near None
        """,
        LINE + "21 | " * 14 + "22",
    ),
    case(
        "a second row on the next page",
        """
        left 21 21 21 21 21 21 21 21 21 21 21 21 21 21 22 near None
        """,
        LINE,
        "21 | " * 14 + "22",
    ),
    case("figures on the next page", "", begin(LINE, 3), rest(LINE, 3)),
    case(
        "an empty form",
        """
        reconsideration: _ _ _ _ _
        litigation.direct: _ _ _ _ _
        litigation.after_reconsideration: _ _ _ _ _
        """,
        begin(LINE, 3) + "|" * 14,
    ),
    case(
        "an empty form, then figures",
        """
        reconsideration: _ _ _ _ _
        litigation.direct: _ _ _ _ _
        litigation.after_reconsideration: _ _ _ _ _
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        begin(LINE, 3) + "|" * 14 + "\n" + rest(LINE, 3),
    ),
    case("an empty row too short, then figures", "", begin(LINE, 3) + "|" * 13 + "\n" + rest(LINE, 3)),
    case("an empty row above", "", "|" * 14 + LINE),
    case(
        "a word among the figures",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near 件数
        GD601 unknown printed=件数
        """,
        edited(LINE, ("\n1 | 2", "\n件数 | 2")),
    ),
    case(
        "a head blank",
        """
        reconsideration: 1 2? 3 4 5
        GD609 order cells=1
        """,
        edited(LINE, ("| 结果纠正", "|")),
    ),
    case(
        "a group's head blank",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        edited(LINE, ("复议后起诉", "")),
    ),
    case(
        "a group's head unknown",
        """
        GD601 unknown printed=再审
        """,
        edited(LINE, ("复议后起诉", "再审")),
    ),
    case(
        "a head of the lowest twice",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        edited(LINE, ("| 结果纠正", "| 结果维持")),
    ),
    case("the lowest heads alone", "", rest(LINE, 2)),
    case(
        "the groups alone",
        """
        reconsideration: 1? 2? 3? 4? 5?
        litigation.direct: 6? 7? 8? 9? 10?
        litigation.after_reconsideration: 11? 12? 13? 14? 15?
        GD609 order cells=15
        """,
        "行政复议 |" + " |" * 13 + " 行政诉讼\n" + rest(LINE, 3),
    ),
    case(
        "a cell too few",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 15 near None
        """,
        edited(LINE, ("| 14 | 15", "| 15")),
    ),
    case(
        "zeros run together",
        """
        reconsideration: 0? 0? 0? 0? 0?
        litigation.direct: 0? 0? 0? 0? 0?
        litigation.after_reconsideration: 0? 0? 0? 0? 0?
        GD604 glued printed=000000000000000 cells=15
        GD609 order cells=15
        """,
        begin(LINE, 3) + "0" * 15 + " | <" * 14,
    ),
    case(
        "a label before the row",
        """
        no reconsideration
        no litigation.direct
        no litigation.after_reconsideration
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near 件数
        GD601 unknown printed=类别
        GD601 unknown printed=件数
        """,
        "\n".join(
            f"{one} | {other}" for one, other in zip(["类别", "^", "^", "件数"], LINE.strip().split("\n"), strict=True)
        ),
    ),
    case(
        "a figure among the heads",
        """
        litigation.after_reconsideration: 11 12 13 14 15?
        left 7 near 尚未审结
        GD609 order cells=1
        """,
        edited(LINE, ("总计\n", "7\n")),
    ),
    case(
        "heads again",
        """
        left 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 near None
        """,
        LINE + LINE.strip(),
    ),
]

LIST_CASES = [
    case(
        "the figure and a cell behind it blank",
        """
        disclosed: _条 5条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条 | |")),
    ),
    case(
        "no units",
        """
        disclosed: 30 5 . . . . .
        reported: 8 1 2
        reconsideration: 9 3 .
        """,
        LIST.replace(" 条 |", " |").replace(" 件 |", " |"),
    ),
    case(
        "two figures in a row",
        """
        disclosed: . 5条 . . . . .
        left 30 31 near 一、主动公开信息数
        """,
        edited(LIST, ("条 | 30", "条 | 30 | 31")),
    ),
    case(
        "the figure blank",
        """
        disclosed: _条 5条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条 |")),
    ),
    case(
        "a mark for nothing",
        """
        disclosed: /条 5条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条 | /")),
    ),
    case("the figure before the unit", "", edited(LIST, ("条 | 30", "30 | 条"))),
    case("two units", "", edited(LIST, ("元 | 7", "万元 | 7 | 元"))),
    case(
        "a figure over two rows",
        """
        no disclosed
        left 30 near 一、主动公开信息数
        """,
        edited(LIST, ("条 | 5", "条 | ^")),
    ),
    case(
        "a blank over two rows",
        """
        disclosed: _条 _条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条 |"), ("条 | 5", "条 | ^")),
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
        "no cell for the figure",
        """
        disclosed: . 5条 . . . . .
        """,
        edited(LIST, ("条 | 30", "条")),
    ),
    case(
        "a row that no format has",
        """
        reported: 8件 1件 .
        left 2 near 3.撤销
        GD601 unknown printed=3.撤销
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
    case(
        "a label cut in two",
        "",
        edited(LIST, ("五、政府信息公开被举报数 | 件 | 8", "五、政府信息公开 | 件 | 8\n被举报数 | |")),
    ),
    case("heads left off", "", rest(LIST, 1)),
]


@pytest.mark.parametrize(("drawn", "expected"), BLOCK_CASES)
def test_rows_in_blocks(drawn: tuple[str, ...], expected: list[str]) -> None:
    assert changes(FORMAT, "proactive", BLOCK, *drawn) == expected


@pytest.mark.parametrize(("drawn", "expected"), REQUESTS_CASES)
def test_rows_in_groups_under_heads_in_groups(drawn: tuple[str, ...], expected: list[str]) -> None:
    assert changes(FORMAT, "requests", REQUESTS, *drawn) == expected


@pytest.mark.parametrize(("drawn", "expected"), LINE_CASES)
def test_one_row_of_figures(drawn: tuple[str, ...], expected: list[str]) -> None:
    assert changes(FORMAT, "proceedings", LINE, *drawn) == expected


@pytest.mark.parametrize(("drawn", "expected"), LIST_CASES)
def test_one_figure_a_row(drawn: tuple[str, ...], expected: list[str]) -> None:
    assert changes(LEGACY, "statistics", LIST, *drawn) == expected


def test_what_is_missing() -> None:
    """A row or a head that is not there is said once, with the group it stands under, at the table's first cell."""
    reading = by_heads(FORMAT, "requests", edited(REQUESTS, ("| 自然人", "|"), ("（三）不予公开", "")))
    told_missing = missed(reading)
    assert "GD607 head label=自然人 times=1" in told_missing
    assert "GD607 head label=（三）不予公开 times=1" in told_missing
    assert "GD607 row label=（三）不予公开|8.属于行政查询事项" in told_missing
    assert "GD607 row label=二、上年结转政府信息公开申请数量" in told_missing
    assert not any("其他处理|3.其他" in note or "总计" in note or "法人" in note for note in told_missing)
    assert {note.place for note in reading.notes if note.code == "GD607"} == {
        rows_of(REQUESTS)[0].squares[0].piece.place
    }


@pytest.mark.parametrize("drawn", [REQUESTS, flat(REQUESTS)], ids=["spans", "no spans"])
def test_no_head_is_missed_that_is_there(drawn: str) -> None:
    assert [note for note in missed(by_heads(FORMAT, "requests", drawn)) if "head" in note] == [
        "GD607 head label=（四）无法提供 times=1",
        "GD607 head label=（五）不予处理 times=1",
    ]


def test_a_label_cut_by_the_page_has_the_place_of_both_halves() -> None:
    reading = by_heads(FORMAT, "proactive", "规范性 | 21 | 22 | 23\n文件 | | |")
    (note,) = [note for note in reading.notes if note.code == "GD601"]
    assert note.place == Place(table=1, row=1, end_row=2)


def test_a_label_without_its_number_means_the_row_of_its_group() -> None:
    """其他 heads a column and, with a number, ends several groups of rows in a format that may come."""
    requests = template(FORMAT, "requests")
    rows = tuple(attrs.evolve(row, label="8.其他") if row.label.startswith("8.") else row for row in requests.rows)
    drawn = edited(REQUESTS, ("1.属于国家秘密", "其他"), ("3.其他", "其他"))
    found = read_by_heads(rows_of(drawn), attrs.evolve(requests, rows=rows)).found
    placed = {item.raw: item.cell.row.partition(".")[2] for item in found}
    assert (placed["31"], placed["41"]) == ("results.refused.inquiry_matters", "results.other.rest")


def test_a_label_without_its_number_below_the_label_of_its_group() -> None:
    """The same where a group's label has a row for itself, or is a row of figures; a row of no group ends it."""
    requests = template(FORMAT, "requests")
    rows = tuple(attrs.evolve(row, label="8.其他") if row.label.startswith("8.") else row for row in requests.rows)
    drawn = HEADS + "（三）不予公开 | < | < | | | | | | |\n其他 | < | < | 31 | 32 | 33 | 34 | 35 | 36 | 37"
    found = read_by_heads(rows_of(drawn), attrs.evolve(requests, rows=rows)).found
    assert {item.cell.row for item in found} == {"requests.results.refused.inquiry_matters"}

    statistics = template(LEGACY, "statistics")
    others = {"6.招标采购信息": "6.其他", "4.其他情况": "4.其他"}
    changed = attrs.evolve(
        statistics,
        exact={**statistics.exact, "其他": "其他"},
        rows=tuple(attrs.evolve(row, label=others.get(row.label, row.label)) for row in statistics.rows),
    )
    drawn = """
    一、主动公开信息数 | 条 | 30
    其他 | 条 | 5
    三、对申请的答复数 | 件 | 9
    其他 | 件 | 6
    四、依申请提供信息收取费用数 | 元 | 7
    其他 | 件 | 8
    """
    reading = read_by_heads(rows_of(drawn), changed)
    placed = {item.raw: item.cell.path.partition(".")[2] for item in reading.found}
    assert (placed["5"], placed["6"]) == ("disclosed.procurement", "answered.other")
    assert [item.raw for item in reading.unplaced] == ["8"]


def test_each_group_of_a_line_has_its_own_heads() -> None:
    """The five lowest heads are printed three times; no row is missed in a table that has one."""
    assert missed(by_heads(FORMAT, "proceedings", LINE)) == []
    assert missed(by_heads(FORMAT, "proceedings", edited(LINE, (f"{FIVE} | {FIVE}", FIVE)))) == [
        f"GD607 head label={label} times=1" for label in FIVE.split(" | ")
    ]


def test_how_many_went_by_order_is_said_with_the_name_of_the_table() -> None:
    (note,) = [note for note in by_heads(FORMAT, "proactive", rest(BLOCK, 2)).notes if note.code == "GD609"]
    label = FORMAT.tables["proactive"].label
    assert note.args == {"table_zh": label.zh, "table_en": label.en, "cells": 6}


def test_a_list_misses_no_heads() -> None:
    missing = missed(by_heads(LEGACY, "statistics", rest(LIST, 1)))
    assert "GD607 row label=十三、参加学习培训人员数" in missing
    assert not any("head" in note for note in missing)


def test_the_reading_counts_the_figures_it_placed() -> None:
    """What says which template fits best: blank cells do not count."""
    assert by_heads(FORMAT, "proactive", BLOCK).figures == 6
    assert by_heads(FORMAT, "proactive", edited(BLOCK, ("11", ""), ("12", "　"))).figures == 4


def test_rows_of_two_cells() -> None:
    """A block of the older format; what is true of three cells is true of two."""
    label = "政府集中采购"
    assert told(by_heads(OLDER, "proactive", f"{label} | 5 | 7")) == "procurement: 5? 7?\nGD609 order cells=2"
    assert told(by_heads(OLDER, "proactive", f"{label} | 5 | < | 7")) == f"left 5 7 near {label}"
    assert told(by_heads(OLDER, "proactive", f"{label} | 00 | <")).startswith("procurement: 0? 0?\nGD604 glued")


def test_a_tall_head_is_spoken_of_once() -> None:
    """It covers the row below, which has but one head of its own."""
    drawn = "| 法人或其他组织 | 合计\n商业企业 | ^ | ^\n一、本年新收政府信息公开申请数量 | 1 | 2"
    assert told(by_heads(FORMAT, "requests", drawn)).count("GD601 variant printed=合计") == 1
