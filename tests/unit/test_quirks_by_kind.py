"""What real documents do, kind by kind: each quirk that has been observed is a test for every kind it can occur in.

The ids of the tests read kind-quirk and are the table of what is covered: `pytest --collect-only -q` of this file
prints it. `QUIRKS` holds them by the lists they come from: numbers, tables, labels, documents, and traps of the
libraries that the readers rest on. All documents are made by `producers`, without the library's writers.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from operator import attrgetter
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from producers.damages import CASES, EXTRA, FOREIGN
from producers.documents import (
    ORGAN,
    PROSE,
    Box,
    Document,
    Heading,
    Item,
    Paragraph,
    Table,
    box_of,
    planted,
    report,
    row_of,
    standard_table,
    with_box,
    with_row,
)
from producers.pages import plain_page, site_page
from producers.plain import drawn, markdown, one_cell_a_line, tabbed
from producers.prints import printed_by_browser
from producers.sheets import one_sheet
from producers.word import package, paragraph, table, word_file

from govdisclosure import FORMATS, Format, Parsed, UnreadableDocument, read, read_all
from govdisclosure.evidence import How

STANDARD = [name for name, fmt in FORMATS.items() if fmt.headings]
OLDER, LATEST = (FORMATS[name] for name in STANDARD[:2])

Draw = Callable[[Document], bytes]
Change = Callable[[Document, Format], Document]

DRAW: Mapping[str, Draw] = {
    "html": site_page,
    "docx": word_file,
    "xlsx": one_sheet,
    "markdown": markdown,
    "text": one_cell_a_line,
    "drawn": drawn,
}
"""How a document of each kind is drawn; `drawn` is text with tables in box characters. PDF takes a browser."""

GRIDS = ("html", "docx", "xlsx", "markdown", "drawn")
"""Kinds that keep a table's grid, empty cells and all."""
ALL = tuple(DRAW)
SPANS = ("html", "docx", "xlsx")
"""Kinds that can say what a cell covers."""
BYTES = ("html", "markdown", "text")
"""Kinds whose bytes are text."""


@attrs.frozen
class Quirk:
    """What a document does: how it comes to do so, and what must be read in spite of it."""

    change: Change
    kinds: tuple[str, ...] = ALL
    differs: Mapping[str, object] = attrs.field(factory=dict)
    """By path, what a cell holds other than its planted figure."""
    formats: tuple[Format, ...] = (LATEST,)
    encode: Callable[[bytes], bytes] = bytes
    notes: frozenset[str] = frozenset()
    """Notes that must be there."""
    may_lose: bool = False
    """Whether cells may be blank in the end, as long as something is said of it."""
    then: Callable[[Parsed], None] = lambda parsed: None


def differing(parsed: Parsed) -> dict[str, object]:
    """The cells that do not hold the figure planted in them, with what they hold."""
    fmt = FORMATS[parsed.report.format]
    return {
        path: attrgetter(path)(parsed.report)
        for path, figure in planted(fmt).items()
        if attrgetter(path)(parsed.report) != figure
    }


def codes(parsed: Parsed) -> set[str]:
    return {note.code for note in parsed.notes}


def hold(quirk: Quirk, parsed: Parsed) -> None:
    if quirk.may_lose:
        assert {path: value for path, value in differing(parsed).items() if value is not None} == {}
        assert not differing(parsed) or parsed.notes
    else:
        assert differing(parsed) == dict(quirk.differs)
    assert quirk.notes <= codes(parsed)
    quirk.then(parsed)


# --- numbers --------------------------------------------------------------------------------------------------------

_MARKS = {
    "slash": "/",
    "wide_slash": "／",
    "hyphen": "-",
    "two_hyphens": "--",
    "dash": "—",
    "short_dash": "–",
    "wide_hyphens": "－－",
    "none": "无",
    "not_concerned": "不涉及",
    "not_applicable": "不适用",
    "empty_in_words": "空",
    "n_a": "N/A",
    "n_a_small": "n/a",
    "empty_cell": "",
    "no_break_space": "\xa0",
}
_COUNTS = {
    "zero_in_words": ("零", 0),
    "zero_with_unit": ("0件", 0),
    "wide_zero": ("０", 0),
    "thousands": ("1,362", 1362),
    "wide_thousands": ("１，３６２", 1362),
    "remark_in_brackets": ("22（其中修订16件）", 22),
    "other_remark": ("55（含自然失效29件）", 55),
    "broken_thousands": ("1,36", None),
    "leading_zeros": ("007", None),
    "split_by_a_space": ("20 23", None),
    "split_over_lines": ("20\n23", None),
}
_CHANGES = {"plus": ("+3", 3), "minus": ("-14", -14), "more_in_words": ("增加1", 1)}
_AMOUNTS = {
    "amount_with_unit": ("909.76万元", Decimal("909.76")),
    "amount_short_unit": ("376万", Decimal(376)),
    "amount_in_yuan": ("251000元", Decimal("25.1")),
    "amount_zero": ("0.00", Decimal(0)),
}

PRINTED: Mapping[str, tuple[str, int | None]] = {**{name: (raw, None) for name, raw in _MARKS.items()}, **_COUNTS}
"""What is printed in a cell of a count, and what it means."""


def cells_for(names: Iterable[str]) -> dict[str, str]:
    """A cell of table 3 for each name, so that one document shows them all."""
    return dict(zip(names, (cell.path for cell in LATEST.tables["requests"].cells[20:]), strict=False))


PLACES = cells_for(PRINTED)


def printed_in(values: Mapping[str, str], document: Document, fmt: Format) -> Document:
    """The document with other texts in some cells."""
    for path, raw in values.items():
        key = fmt.cell(path).table
        figures = document.table(key)
        old = box_of(figures, str(planted(fmt)[path]))
        document = document.with_table(key, with_box(figures, old.text, attrs.evolve(old, text=raw)))
    return document


def numbers(document: Document, fmt: Format) -> Document:
    """All marks and numbers in one document, each in a cell of its own."""
    return printed_in({path: PRINTED[name][0] for name, path in PLACES.items()}, document, fmt)


def one_number(path: str, raw: str) -> Change:
    return lambda document, fmt: printed_in({path: raw}, document, fmt)


_CHANGE = next(cell.path for cell in OLDER.cells if cell.kind == "change")
_SUM = {fmt.name: next(cell.path for cell in fmt.cells if cell.kind == "money") for fmt in (OLDER, LATEST)}
_ROW = "requests.results.not_processed.repeated"
_LABEL = "2.重复申请"
_ROW_CELLS = [cell.path for cell in LATEST.cells if cell.row == _ROW]


def row_printed(raws: tuple[str, ...]) -> Change:
    return lambda document, fmt: printed_in(dict(zip(_ROW_CELLS, raws, strict=True)), document, fmt)


def blanks(*columns: int) -> dict[str, object]:
    return {_ROW_CELLS[at]: None for at in columns}


def glued_zeros(document: Document, fmt: Format) -> Document:
    figures = document.table("requests")
    at = row_of(figures, _LABEL)
    label = next(box for box in figures.rows[at] if box.text == _LABEL)
    row = (*figures.rows[at][: figures.rows[at].index(label) + 1], Box("0000000", colspan=7))
    return document.with_table("requests", with_row(figures, at, row))


def unit_in_head(unit: str) -> Change:
    def change(document: Document, fmt: Format) -> Document:
        head = fmt.cell(_SUM[fmt.name]).labels[-1].zh
        return labelled({head: f"{head.partition('（')[0]}（{unit}）"})(document, fmt)

    return change


def footnote(document: Document, fmt: Format) -> Document:
    at = document.items.index(document.table("proactive"))
    note = Paragraph("注：本表数据含所属单位。")
    return attrs.evolve(document, items=(*document.items[: at + 1], note, *document.items[at + 1 :]))


def keeps_the_footnote(parsed: Parsed) -> None:
    assert "注：本表数据含所属单位。" in parsed.report.sections[1].paragraphs


_TOTAL = "requests.results.total.total"

NUMBERS: Mapping[str, Quirk] = {
    **{
        name: Quirk(one_number(_CHANGE, raw), differs={_CHANGE: value}, formats=(OLDER,))
        for name, (raw, value) in _CHANGES.items()
    },
    **{
        name: Quirk(one_number(_SUM[LATEST.name], raw), differs={_SUM[LATEST.name]: value})
        for name, (raw, value) in _AMOUNTS.items()
    },
    "amount_in_yuan_by_its_head": Quirk(
        unit_in_head("元"), differs={_SUM[LATEST.name]: Decimal("0.1010")}, notes=frozenset(["GD602"])
    ),
    "amount_in_wanyuan_by_its_head": Quirk(unit_in_head("万元"), formats=(OLDER, LATEST)),
    "footnote_under_a_table": Quirk(footnote, then=keeps_the_footnote),
    "seven_cells_glued": Quirk(
        glued_zeros, kinds=(*SPANS, "text"), differs=dict.fromkeys(_ROW_CELLS, 0), notes=frozenset(["GD604"])
    ),
    "only_first_and_total_filled": Quirk(
        row_printed(("1123", "", "", "", "", "", "1129")), kinds=GRIDS, differs=blanks(1, 2, 3, 4, 5)
    ),
    "only_total_filled": Quirk(
        row_printed(("", "", "", "", "", "", "1129")), kinds=GRIDS, differs=blanks(0, 1, 2, 3, 4, 5)
    ),
    "total_blank": Quirk(
        row_printed(("1123", "1124", "1125", "1126", "1127", "1128", "")), kinds=GRIDS, differs=blanks(6)
    ),
    "total_plainly_wrong": Quirk(one_number(_TOTAL, "0"), differs={_TOTAL: 0}),
}

# --- labels ---------------------------------------------------------------------------------------------------------


def labelled(texts: Mapping[str, str]) -> Change:
    """The document with labels printed otherwise; every cell of that text."""

    def change(document: Document, fmt: Format) -> Document:
        return each_text(document, lambda text: texts.get(text, text))

    return change


def each_text(document: Document, write: Callable[[str], str]) -> Document:
    """The document with every text of it written otherwise."""
    items: list[Item] = []
    for item in document.items:
        match item:
            case Table():
                rows = tuple(tuple(attrs.evolve(box, text=write(box.text)) for box in row) for row in item.rows)
                items.append(attrs.evolve(item, rows=rows))
            case Heading(text):
                items.append(Heading(write(text)))
            case Paragraph(text):
                items.append(Paragraph(write(text)))
            case _:
                items.append(item)
    return attrs.evolve(document, items=tuple(items))


_LABELS: Mapping[str, tuple[str, str]] = {
    "normative_documents_short": ("行政规范性文件", "规范文件"),
    "normative_documents_plain": ("行政规范性文件", "规范性文件"),
    "quotes_straight": ("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
    "quotes_single": ("3.危及“三安全一稳定”", "3.危及‘三安全一稳定’"),
    "quotes_corner": ("3.危及“三安全一稳定”", "3.危及「三安全一稳定」"),
    "quotes_wide": ("3.危及“三安全一稳定”", "3.危及＂三安全一稳定＂"),
    "label_with_words_lost": ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    "block_with_a_space": ("第二十条第（一）项", "第二十条 第（一）项"),
    "block_with_its_number_lost": ("第二十条第（一）项", "第二十条第()"),
    "brackets_half_width": ("（五）不予处理", "(五)不予处理"),
    "group_numbered_in_arabic": ("（五）不予处理", "（5）不予处理"),
    "group_numbered_mixed": ("（五）不予处理", "(五）不予处理"),
    "subrow_with_a_comma": ("1.属于国家秘密", "1、属于国家秘密"),
    "subrow_with_a_wide_mark": ("1.属于国家秘密", "1．属于国家秘密"),
    "label_broken_by_spaces": ("商业企业", "商 业 企 业"),
    "no_break_space_in_a_label": ("科研机构", "科研\xa0机构"),
    "zero_width_space_in_a_label": ("社会公益组织", "社会\u200b公益组织"),
    "bookmark_before_a_label": ("4.保护第三方合法权益", "[bookmark: _Hlk1]4.保护第三方合法权益"),
    "kangxi_radicals": ("（一）予以公开", "（⼀）予以公开"),
    "kangxi_radical_within_a_label": ("8.属于行政查询事项", "8.属于⾏政查询事项"),
    "section_four_in_the_older_words": (
        "四、政府信息公开行政复议、行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    "section_five_with_and": ("五、存在的主要问题及改进情况", "五、存在的主要问题和改进情况"),
    "section_five_short": ("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
    "section_five_long": ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
    "section_one_otherwise": ("一、总体情况", "一、概述"),
    "section_three_with_statistics": ("三、收到和处理政府信息公开申请情况", "三、收到和处理政府信息公开申请情况统计表"),
    **{
        f"heading_after_{name}": ("三、收到和处理政府信息公开申请情况", f"{mark} 三、收到和处理政府信息公开申请情况")
        for name, mark in {"a_wide_bar": "｜", "a_stroke": "丨", "small_l": "l", "capital_i": "I", "one": "1"}.items()
    },
}

_TRADITIONAL = str.maketrans("请开总计项权结为维纠处况报关机", "請開總計項權結為維糾處況報關機")


def traditional(document: Document, fmt: Format) -> Document:
    changed = each_text(document, lambda text: text.translate(_TRADITIONAL).replace("信息", "資訊"))
    return attrs.evolve(changed, title=document.title.replace("开", "開").replace("报", "報"))


def vertical(document: Document, fmt: Format) -> Document:
    return labelled({"三、本年度办理结果": "三、\n本\n年\n度\n办\n理\n结\n果", "（三）不予公开": "（三）不\n予公开"})(
        document, fmt
    )


def broken(document: Document, fmt: Format) -> Document:
    texts = {"商业企业": "商 业 企\n业", "其他结果": "其 他 结\n果", "尚未审结": "尚未审 结"}
    return labelled(texts)(document, fmt)


def half_width(document: Document, fmt: Format) -> Document:
    return each_text(document, lambda text: text.translate(str.maketrans("（），：", "(),:")))


def restarted(document: Document, fmt: Format) -> Document:
    """Headings numbered from 一 again after the second."""
    again = {"三、": "一、", "四、": "二、", "五、": "三、", "六、": "四、"}
    items = tuple(
        Heading(again.get(item.text[:2], item.text[:2]) + item.text[2:]) if isinstance(item, Heading) else item
        for item in document.items
    )
    return attrs.evolve(document, items=items)


def headless(document: Document, fmt: Format) -> Document:
    items = tuple(i for i in document.items if not (isinstance(i, Heading) and i.text.startswith("三、")))
    return attrs.evolve(document, items=items)


LABELS: Mapping[str, Quirk] = {
    **{name: Quirk(labelled({old: new})) for name, (old, new) in _LABELS.items()},
    "bar_before_a_heading": Quirk(
        labelled({"三、收到和处理政府信息公开申请情况": "| 三、收到和处理政府信息公开申请情况"}),
        kinds=("html", "docx", "xlsx", "text", "drawn"),
    ),
    "all_brackets_half_width": Quirk(half_width, formats=(OLDER, LATEST)),
    "label_set_vertically": Quirk(vertical, kinds=ALL, formats=(OLDER, LATEST)),
    "head_with_its_end_lost": Quirk(
        labelled({"其他结果": "其 他 结", "尚未审结": "尚未审 结"}), formats=(OLDER, LATEST), may_lose=True
    ),
    "heads_broken": Quirk(broken, formats=(OLDER, LATEST)),
    "traditional_characters": Quirk(traditional, formats=(OLDER, LATEST)),
    "numbering_restarted": Quirk(restarted),
    "heading_missing": Quirk(headless),
}

# --- tables ---------------------------------------------------------------------------------------------------------


def damage(name: str) -> Change:
    return CASES[name].damage


def row_cut_off(label: str) -> dict[str, object]:
    return {cell.path: None for cell in LATEST.cells if label in cell.zh.split("|")}


def metadata(document: Document, fmt: Format) -> Document:
    index = Table(((Box("索引号"), Box("00-0/2024-00001")), (Box("发布机构"), Box("云溪县"))))
    return attrs.evolve(document, items=(index, *document.items))


_REMARK = "以上各项为全年累计数据，统计口径与上一年度保持一致，特此说明。"


def prose_inside(document: Document, fmt: Format) -> Document:
    figures = document.table("requests")
    at = row_of(figures, "四、结转下年度继续办理")
    rows = (*figures.rows[:at], (Box(_REMARK, colspan=10),), *figures.rows[at:])
    return document.with_table("requests", attrs.evolve(figures, rows=rows))


def prose_of(parsed: Parsed) -> str:
    """All prose; prints have radicals in the place of some characters."""
    texts = (text for section in parsed.report.sections for text in section.paragraphs)
    return unicodedata.normalize("NFKC", "".join(texts)).replace(",", "，")


def keeps_the_prose(parsed: Parsed) -> None:
    assert _REMARK in prose_of(parsed)


def page_numbers(document: Document, fmt: Format) -> Document:
    """The table on requests cut by pages, their numbers between the parts."""
    figures = document.table("requests")
    at = row_of(figures, "四、结转下年度继续办理")
    parts = Table(figures.rows[:at], "requests"), Table(figures.rows[at:], "requests")
    return document.with_table("requests", parts[0], Paragraph("- 4 -"), parts[1])


def later_year(document: Document, fmt: Format) -> Document:
    return report(fmt, year=LATEST.first_year + 1)


def flattened(document: Document, fmt: Format) -> Document:
    """The heads of table 4 in one row, each cell with all labels of its column."""
    labels = ["\n".join(label.zh for label in cell.labels) for cell in fmt.tables["proceedings"].cells]
    figures = document.table("proceedings").rows[-1]
    return document.with_table("proceedings", Table((tuple(map(Box, labels)), figures), "proceedings"))


def one_cell_a_paragraph(document: Document, fmt: Format) -> Document:
    """Tables that have become paragraphs, a cell each."""
    items: list[Item] = []
    for item in document.items:
        if isinstance(item, Table):
            items.extend(Paragraph(box.text) for row in item.rows for box in row)
        else:
            items.append(item)
    return attrs.evolve(document, items=tuple(items))


def says_extra(parsed: Parsed) -> None:
    assert {item.raw for item in parsed.unplaced} >= {str(EXTRA)}


def foreign_figures() -> dict[str, object]:
    """Table 3 of the older format in a report of the latest: what both have is there."""
    other = planted(OLDER, FOREIGN)
    return {path: other.get(path) for path in LATEST.by_path if path.startswith("requests.")}


TABLES: Mapping[str, Quirk] = {
    "group_cut_by_a_page": Quirk(damage("group_label_cut_by_page"), kinds=SPANS, formats=(OLDER, LATEST)),
    "heads_again_on_the_next_page": Quirk(damage("group_label_cut_heads_again"), kinds=SPANS, formats=(OLDER, LATEST)),
    "heads_again_amid_a_table": Quirk(damage("heads_again_amid_table"), kinds=GRIDS, formats=(OLDER, LATEST)),
    "page_numbers_between_rows": Quirk(page_numbers, formats=(OLDER, LATEST)),
    "spans_that_differ_in_heads_and_rows": Quirk(lambda d, fmt: d, formats=(OLDER, LATEST)),
    "empty_cells_instead_of_rowspans": Quirk(damage("empty_cells_for_rowspans"), kinds=SPANS, formats=(OLDER, LATEST)),
    "empty_cells_instead_of_spans": Quirk(damage("empty_cells_for_spans"), kinds=SPANS, formats=(OLDER, LATEST)),
    "metadata_table_before": Quirk(metadata),
    "prose_inside_a_table": Quirk(prose_inside, then=keeps_the_prose),
    "table_3_of_another_format": Quirk(
        damage("table_of_another_format"), differs=foreign_figures(), notes=frozenset(["GD605"])
    ),
    "older_tables_in_a_later_year": Quirk(later_year, formats=(OLDER,)),
    "extra_row": Quirk(damage("extra_row_in_table_2"), notes=frozenset(["GD606"]), then=says_extra),
    "row_missing": Quirk(damage("row_deleted"), differs=row_cut_off(_LABEL), notes=frozenset(["GD607"])),
    "head_missing": Quirk(damage("head_blanked"), notes=frozenset(["GD607"])),
    "last_row_missing": Quirk(
        damage("last_row_deleted"), differs=row_cut_off("四、结转下年度继续办理"), notes=frozenset(["GD607"])
    ),
    "one_cell_a_paragraph": Quirk(
        one_cell_a_paragraph,
        kinds=("html", "docx", "markdown", "text"),
        notes=frozenset(["GD609"]),
        formats=(OLDER, LATEST),
    ),
    "one_cell_a_row": Quirk(one_cell_a_paragraph, kinds=("xlsx",), may_lose=True),
    "running_numbers_beside_rows": Quirk(damage("running_numbers"), may_lose=True),
    "table_4_in_one_cell": Quirk(damage("row_glued"), may_lose=True),
    "heads_of_table_4_flattened": Quirk(flattened, kinds=GRIDS, formats=(OLDER, LATEST)),
}

# --- documents ------------------------------------------------------------------------------------------------------


def with_paragraphs(before: str = "", after: tuple[str, ...] = ()) -> Change:
    def change(document: Document, fmt: Format) -> Document:
        opening = [Paragraph(before)] if before else []
        return attrs.evolve(document, items=(*opening, *document.items[1:], *map(Paragraph, after)))

    return change


def chrome(document: Document, fmt: Format) -> Document:
    above = [Paragraph("当前位置：首页 > 政府信息公开"), Paragraph("字体：【大 中 小】 浏览次数：37")]
    below = [Paragraph("打印"), Paragraph("关闭")]
    return attrs.evolve(document, items=(*above, *document.items, *below))


def titled(text: str) -> Change:
    return lambda document, fmt: attrs.evolve(document, title=text)


def period_unread(parsed: Parsed) -> None:
    assert parsed.report.period is None


def signed(parsed: Parsed) -> None:
    assert str(parsed.report.signed_on) == f"{LATEST.first_year + 1}-01-20"
    assert parsed.report.signed_by == ORGAN


def unsigned(parsed: Parsed) -> None:
    assert (parsed.report.signed_on, parsed.report.signed_by) == (None, None)


def month_kept(parsed: Parsed) -> None:
    """A month is no date: it stays in the prose."""
    assert parsed.report.signed_on is None
    assert any("二〇二二年一月" in text for text in parsed.report.sections[-1].paragraphs)


def no_organ(parsed: Parsed) -> None:
    assert parsed.report.organ.name is None
    assert parsed.report.year == LATEST.first_year


def no_year(parsed: Parsed) -> None:
    assert parsed.report.year is None
    assert parsed.report.organ.name == ORGAN


def declared(encoding: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode().replace("charset=utf-8", f"charset={encoding}").encode(encoding, "replace")


def undeclared(encoding: str) -> Callable[[bytes], bytes]:
    def encode(data: bytes) -> bytes:
        return re.sub(r"<meta http-equiv[^>]*>", "", data.decode()).encode(encoding, "replace")

    return encode


def mangled(data: bytes) -> bytes:
    return data.decode("latin-1").encode()


_YEAR = LATEST.first_year

DOCUMENTS: Mapping[str, Quirk] = {
    "site_chrome_around": Quirk(chrome, kinds=("docx", "xlsx", "markdown", "text", "drawn")),
    "site_page": Quirk(lambda d, fmt: d, kinds=("html",), notes=frozenset(["GD610"])),
    "title_without_organ": Quirk(titled(f"{_YEAR}年政府信息公开工作年度报告"), then=no_organ),
    "title_without_year": Quirk(titled(f"{ORGAN}政府信息公开工作年度报告"), then=no_year),
    "digits_lost_in_the_period": Quirk(
        with_paragraphs("本报告所列数据的统计期限自20251月1日至202512月31日止。"),
        notes=frozenset(["GD604"]),
        then=period_unread,
    ),
    "signature": Quirk(with_paragraphs(after=(ORGAN, f"{_YEAR + 1}年1月20日")), then=signed),
    "signature_absent": Quirk(lambda d, fmt: d, then=unsigned),
    "date_in_chinese_numerals": Quirk(with_paragraphs(after=(ORGAN, "二〇二二年一月二十日")), then=signed),
    "month_in_chinese_numerals": Quirk(with_paragraphs(after=(ORGAN, "二〇二二年一月")), then=month_kept),
    "byte_order_mark": Quirk(lambda d, fmt: d, kinds=BYTES, encode=lambda data: b"\xef\xbb\xbf" + data),
    "gbk_declared": Quirk(lambda d, fmt: d, kinds=("html",), encode=declared("gbk")),
    "gb2312_declared": Quirk(lambda d, fmt: d, kinds=("html",), encode=declared("gb2312")),
    "gb18030_undeclared": Quirk(lambda d, fmt: d, kinds=BYTES, encode=undeclared("gb18030")),
    "gbk_undeclared": Quirk(lambda d, fmt: d, kinds=BYTES, encode=undeclared("gbk")),
    "utf_16": Quirk(lambda d, fmt: d, kinds=("text", "markdown"), encode=lambda data: data.decode().encode("utf-16")),
    "decoded_wrongly": Quirk(lambda d, fmt: d, kinds=BYTES, encode=mangled, notes=frozenset(["GD608"])),
}

QUIRKS: Mapping[str, Mapping[str, Quirk]] = {
    "numbers": NUMBERS,
    "tables": TABLES,
    "labels": LABELS,
    "documents": DOCUMENTS,
}
"""Every quirk by its list; those of one kind alone have a test of their own below."""

EACH = {
    f"{kind}-{name}": (kind, quirk)
    for quirks in QUIRKS.values()
    for name, quirk in quirks.items()
    for kind in quirk.kinds
}


@pytest.mark.parametrize("name", EACH)
def test_quirk(name: str) -> None:
    kind, quirk = EACH[name]
    for fmt in quirk.formats:
        parsed = read(quirk.encode(DRAW[kind](quirk.change(report(fmt), fmt))))
        assert parsed.source.kind == {"drawn": "text"}.get(kind, kind)
        hold(quirk, parsed)


# --- all numbers in one document ------------------------------------------------------------------------------------


@cache
def numbers_read(kind: str) -> Parsed:
    return read(DRAW[kind](numbers(report(LATEST), LATEST)))


def is_number(name: str, parsed: Parsed) -> None:
    """A cell that prints a mark or number holds what it means, keeps its print, and moves no other."""
    path, (raw, value) = PLACES[name], PRINTED[name]
    others = {PLACES[other]: PRINTED[other][1] for other in PLACES}
    assert attrgetter(path)(parsed.report) == value
    assert differing(parsed) == others
    assert printed_alike(parsed.report.printed[path], raw, digits_only=parsed.source.kind == "pdf")
    digits_lost = value is None and any(c.isdigit() for c in raw)
    assert any(note.code == "GD604" and note.path == path for note in parsed.notes) == digits_lost


def printed_alike(kept: str, raw: str, *, digits_only: bool) -> bool:
    """Whether a text is kept as it was drawn; a font may give signs for others in print, but no digits."""
    gap = r"\D" if digits_only else r"\s"
    return re.sub(gap, "", kept) == re.sub(gap, "", raw)


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("kind", [kind for kind in GRIDS if kind != "drawn"])
def test_number(kind: str, name: str) -> None:
    is_number(name, numbers_read(kind))


@pytest.mark.parametrize("name", [name for name, (raw, _) in PRINTED.items() if raw.strip() and "\n" not in raw])
@pytest.mark.parametrize("kind", ["text"])
def test_number_in_lines(kind: str, name: str) -> None:
    path, (raw, value) = PLACES[name], PRINTED[name]
    parsed = read(one_cell_a_line(printed_in({path: raw}, report(LATEST), LATEST)))
    held = (
        {path: value}
        if " " not in raw
        else dict.fromkeys(p for p in LATEST.by_path if p.startswith(path.rpartition(".")[0] + "."))
    )
    assert differing(parsed) == held


# --- PDF ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser's prints are kept, for every process of a test run."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if folder.name.startswith("popen") else folder
    (folder / "kept").mkdir(exist_ok=True)
    return folder / "kept"


def named(name: str) -> pytest.MarkDecorator:
    """What is tested here, as kind-quirk: the id of a test that stands for itself."""
    return pytest.mark.parametrize("name", [name])


@cache
def print_read(page: bytes, kept: Path) -> Parsed:
    return read(printed_by_browser(page, kept))


def on_wide_paper(page: bytes) -> bytes:
    """So wide that no number is broken: a broken one is not read, and rightly so."""
    return page.replace(b"size:A4", b"size:A3 landscape")


def compatible_labels() -> dict[str, tuple[str, str]]:
    """One wording of each label that has several, so that one print shows them together."""
    chosen: dict[str, tuple[str, str]] = {}
    for name, (old, new) in _LABELS.items():
        if old not in {taken for taken, _ in chosen.values()}:
            chosen[name] = (old, new)
    return chosen


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("kind", ["pdf"])
def test_number_in_print(kind: str, name: str, kept: Path) -> None:
    is_number(name, print_read(on_wide_paper(plain_page(numbers(report(LATEST), LATEST))), kept))


@pytest.mark.parametrize("name", compatible_labels())
@pytest.mark.parametrize("kind", ["pdf"])
def test_label_in_print(kind: str, name: str, kept: Path) -> None:
    texts = dict(compatible_labels().values())
    parsed = print_read(plain_page(labelled(texts)(report(LATEST), LATEST)), kept)
    old, _ = compatible_labels()[name]
    beside = {c.path for c in LATEST.cells if old in c.zh.split("|")} or set(LATEST.by_path)
    assert {path for path in differing(parsed) if path in beside} == set()


IN_PRINT = {
    f"pdf-{name}": quirk
    for quirks in (NUMBERS, TABLES, LABELS, DOCUMENTS)
    for name, quirk in quirks.items()
    if name
    in (
        "seven_cells_glued",
        "only_first_and_total_filled",
        "total_plainly_wrong",
        "spans_that_differ_in_heads_and_rows",
        "table_3_of_another_format",
        "extra_row",
        "heads_of_table_4_flattened",
        "prose_inside_a_table",
        "label_set_vertically",
        "traditional_characters",
        "title_without_organ",
        "signature",
    )
}
"""What is printed by the browser: a start of it is slow."""


@pytest.mark.parametrize("name", IN_PRINT)
def test_quirk_in_print(name: str, kept: Path) -> None:
    quirk = IN_PRINT[name]
    fmt = quirk.formats[-1]
    hold(quirk, print_read(on_wide_paper(plain_page(quirk.change(report(fmt), fmt))), kept))


def without_rules(page: bytes) -> bytes:
    return page.replace(b"border:1px solid #000", b"border:0")


@named("pdf-without_rules")
def test_pdf_without_rules(name: str, kept: Path) -> None:
    parsed = print_read(without_rules(plain_page(report(LATEST))), kept)
    assert {path: value for path, value in differing(parsed).items() if value is not None} == {}
    lost = {str(planted(LATEST)[path]) for path in differing(parsed)}
    assert lost <= {found for item in parsed.unplaced for found in re.findall(r"\d{4}", item.raw)}


@named("pdf-scanned")
def test_pdf_scanned(name: str) -> None:
    drawing = plain_pdf(b"q 400 0 0 600 50 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
    with pytest.raises(UnreadableDocument, match="no text"):
        read(drawing)


def plain_pdf(stream: bytes) -> bytes:
    """A PDF of one page that draws this."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    made, at = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        at.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, content)
    table_at = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in at)
    return made + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % table_at


@named("pdf-running_text_in_a_frame_is_no_table")
def test_pdf_running_text_in_a_frame_is_no_table(name: str, kept: Path) -> None:
    """Prose in a frame looks ruled to an extractor."""
    document = report(LATEST)
    page = plain_page(document).replace(
        f"<p>{PROSE}</p>".encode(), f'<p style="border:1px solid">{PROSE}</p>'.encode(), 1
    )
    parsed = print_read(page, kept)
    assert differing(parsed) == {}
    assert PROSE in prose_of(parsed)


# --- several reports ------------------------------------------------------------------------------------------------


def two_reports(draw: Draw) -> bytes:
    later = report(LATEST, year=LATEST.first_year + 1)
    first = report(LATEST)
    return draw(attrs.evolve(first, items=(*first.items, Paragraph(later.title), *later.items)))


@pytest.mark.parametrize("name", ["several_reports_in_one_file"])
@pytest.mark.parametrize("kind", DRAW)
def test_several(kind: str, name: str) -> None:
    parsed = read_all(two_reports(DRAW[kind]))
    assert [p.report.year for p in parsed] == [LATEST.first_year, LATEST.first_year + 1]
    assert [differing(p) for p in parsed] == [{}, {}]


# --- DOCX -----------------------------------------------------------------------------------------------------------


def body_of(document: Document) -> str:
    """The content of a Word file's body."""
    with zipfile.ZipFile(io.BytesIO(word_file(document))) as archive:
        xml = archive.read("word/document.xml").decode()
    return xml.partition("<w:body>")[2].partition("<w:sectPr>")[0]


_RUN = "<w:r><w:t>{}</w:t></w:r>"
_MINE = 'w:id="1" w:author="a" w:date="2022-01-01T00:00:00Z"'


def inserted(body: str, figure: str) -> str:
    """A figure as a tracked insertion, in the place of one that is struck out."""
    struck = f"<w:del {_MINE}><w:r><w:delText>9999</w:delText></w:r></w:del>"
    return split_runs_of(body, figure, f"{struck}<w:ins {_MINE}>{_RUN.format(figure)}</w:ins>")


def controlled(body: str, figure: str) -> str:
    """A figure in a content control."""
    return split_runs_of(body, figure, f"<w:sdt><w:sdtContent>{_RUN.format(figure)}</w:sdtContent></w:sdt>")


def split_runs_of(body: str, figure: str, new: str) -> str:
    """Put something in the place of the two runs of a figure."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{half}</w:t></w:r>' for half in (figure[:2], figure[2:]))
    assert runs in body
    return body.replace(runs, new, 1)


def nested(body: str) -> str:
    """The table of proceedings in a cell of a table that only lays it out."""
    inner = table(standard_table(LATEST, "proceedings"))
    assert inner in body
    return body.replace(inner, f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl><w:p/>")


def boxed(body: str) -> str:
    """A paragraph in a text box."""
    box = f'<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{paragraph(PROSE * 2)}'
    return body + box + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"


_FIGURE = str(planted(LATEST)["requests.received.business"])

WORD: Mapping[str, Callable[[str], str]] = {
    "tracked_changes": lambda body: inserted(body, _FIGURE),
    "content_control": lambda body: controlled(body, _FIGURE),
    "nested_table": nested,
    "text_box": boxed,
}


@pytest.mark.parametrize("name", [f"docx-{name}" for name in WORD])
def test_word(name: str) -> None:
    parsed = read(package(WORD[name.partition("-")[2]](body_of(report(LATEST)))))
    assert differing(parsed) == {}
    assert "9999" not in parsed.report.printed.values()
    if name == "docx-text_box":
        assert PROSE * 2 in prose_of(parsed)


# --- XLSX -----------------------------------------------------------------------------------------------------------


def sheet_with(change: Callable[[Worksheet], None]) -> bytes:
    book = load_workbook(io.BytesIO(one_sheet(report(LATEST))))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    change(sheet)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@named("xlsx-formula_without_a_value_is_not_a_blank_without_a_word")
def test_xlsx_formula_without_a_value_is_not_a_blank_without_a_word(name: str) -> None:
    """openpyxl gives None for a formula that no program has computed."""
    path = "requests.received.total"

    def formula(sheet: Worksheet) -> None:
        figure = planted(LATEST)[path]
        cell = next(c for row in sheet.iter_rows() for c in row if isinstance(c, Cell) and c.value == figure)
        cell.value = "=SUM(D1:I1)"

    parsed = read(sheet_with(formula))
    assert differing(parsed) == {path: None}
    assert parsed.report.printed.get(path) or any(note.path == path or note.code == "GD604" for note in parsed.notes)


@named("xlsx-wrong_dimension")
def test_xlsx_wrong_dimension(name: str) -> None:
    """A sheet may state that it is smaller than it is."""
    data, made = one_sheet(report(LATEST)), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', part)
            new.writestr(name, part)
    assert differing(read(made.getvalue())) == {}


@named("xlsx-figures_as_text")
def test_xlsx_figures_as_text(name: str) -> None:
    def as_text(sheet: Worksheet) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and isinstance(cell.value, int):
                    cell.value = str(cell.value)

    assert differing(read(sheet_with(as_text))) == {}


@named("xlsx-sheet_that_is_no_report_stays_outside")
def test_xlsx_sheet_that_is_no_report_stays_outside(name: str) -> None:
    book = load_workbook(io.BytesIO(one_sheet(report(LATEST))))
    other: Worksheet = book.create_sheet("说明")
    other.append(["填表说明", 9999])
    made = io.BytesIO()
    book.save(made)
    assert differing(read(made.getvalue())) == {}


# --- HTML -----------------------------------------------------------------------------------------------------------


def page_with(old: str, new: str) -> Parsed:
    page = plain_page(report(LATEST)).decode()
    assert old in page
    return read(page.replace(old, new, 1).encode())


@named("html-rowspan_0_goes_to_the_end_of_the_table")
def test_html_rowspan_0_goes_to_the_end_of_the_table(name: str) -> None:
    """As the HTML standard has it; here it covers one row too many, and nothing may shift."""
    rows = box_of(standard_table(LATEST, "requests"), "三、本年度办理结果").rowspan
    parsed = page_with(f'<td rowspan="{rows}">三、本年度办理结果', '<td rowspan="0">三、本年度办理结果')
    assert {path: value for path, value in differing(parsed).items() if value is not None} == {}


@named("html-rowspan_beyond_the_table")
def test_html_rowspan_beyond_the_table(name: str) -> None:
    rows = box_of(standard_table(LATEST, "requests"), "三、本年度办理结果").rowspan
    parsed = page_with(f'<td rowspan="{rows}">三、本年度办理结果', '<td rowspan="99">三、本年度办理结果')
    assert {path: value for path, value in differing(parsed).items() if value is not None} == {}


@named("html-hidden_figures_are_not_read")
def test_html_hidden_figures_are_not_read(name: str) -> None:
    parsed = page_with(">1012<", '><span style="display:none">9999</span>1012<')
    assert differing(parsed) == {}


@named("html-number_split_over_spans")
def test_html_number_split_over_spans(name: str) -> None:
    parsed = page_with(">1012<", "><span>10</span><span>12</span><")
    assert differing(parsed) == {}


# --- text -----------------------------------------------------------------------------------------------------------


@named("text-with_tabs")
def test_text_with_tabs(name: str) -> None:
    for fmt in (OLDER, LATEST):
        parsed = read(tabbed(report(fmt)))
        assert differing(parsed) == {}


@named("text-table_4_as_one_line_of_15_numbers")
def test_text_table_4_as_one_line_of_15_numbers(name: str) -> None:
    parsed = read(one_cell_a_line(CASES["row_glued"].damage(report(LATEST), LATEST)))
    assert differing(parsed) == {}
    assert parsed.evidence["proceedings.litigation.direct.total"].how is How.ORDER
