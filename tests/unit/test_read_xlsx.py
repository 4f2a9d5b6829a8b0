"""Workbooks as drawn: what a person sees in a sheet is what is read, cell by cell, and nothing hostile gets through."""

import io
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import attrs
import openpyxl
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Section, from_dict, read
from govdisclosure.checks._rule import Finding
from govdisclosure.errors import MissingExtra, Unprintable, UnreadableDocument
from govdisclosure.formats._kit import Kind, nested
from govdisclosure.formats.shared import official_title, skeleton
from govdisclosure.grid import blank, cell_text, value_at
from govdisclosure.place import Place
from govdisclosure.readers import Limits
from govdisclosure.readers._content import Content, DrawnTable, TableCell, texts_of
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._number_formats import displayed, displayed_date
from govdisclosure.readers.kinds.xlsx import content
from govdisclosure.strategies import reports, settled
from govdisclosure.writers._blocks import TableBlock, blocks
from govdisclosure.writers._printable import printable
from govdisclosure.writers._xlsx_sheet import block_texts, placed
from govdisclosure.writers.xlsx import xlsx

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
QUICK = 10.0
"""No hostile file may take longer, in seconds of this process; they take a fraction of it."""


def _read(data: bytes, **limits: int) -> Content:
    return content(data, Budget("云溪.xlsx", Limits(**limits)))


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(fill: Callable[[Worksheet], object], **limits: int) -> DrawnTable:
    """The one sheet of a workbook made by hand, as read."""
    (table,) = _read(_book(fill), **limits).items
    assert isinstance(table, DrawnTable)
    return table


def _book(fill: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    return _saved(book)


def _raw(sheet: str, *, styles: str = "", more: Mapping[str, str] | None = None, relations: str = "") -> bytes:
    """A workbook of one sheet, written as XML."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="b" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="c" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="b"/>'
        "</sheets></workbook>",
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}>{sheet}</worksheet>",
        "xl/styles.xml": f"<styleSheet {MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
        f'<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    }
    if relations:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {**parts, **(more or {})}.items():
            package.writestr(name, text)
    return file.getvalue()


def _rows(table: DrawnTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def _cells(found: Content) -> Iterator[TableCell]:
    for item in found.items:
        assert isinstance(item, DrawnTable)
        for row in item.rows:
            yield from row


def _report(fmt: Format) -> Report:
    """A report whose figures all differ and add up, with prose around its tables."""
    figures = {c.path: Decimal(c.order).scaleb(-2) if c.kind is Kind.MONEY else c.order for c in fmt.cells}
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}}
    report = from_dict({**data, **nested(dict(settled(figures, fmt.identities)))}, draft=True)
    own = tuple(
        Section(number=f"{n}.", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(fmt.tables.items(), 1)
    )
    sections = tuple(
        section if section.table else attrs.evolve(section, paragraphs=("本机关按时更新公开目录。", "窗口服务 2 处。"))
        for section in skeleton(fmt.headings) or own
    )
    title = official_title("云溪县档案馆", fmt.first_year)
    day = date(fmt.first_year + 1, 1, 18)
    return attrs.evolve(
        report, title=title, preamble=("甲", "乙"), sections=sections, signed_by="云溪县档案馆", signed_on=day
    )


def _printed(report: Report) -> list[str]:
    return [
        line for block in blocks(report) for text in block_texts(block) if text.strip() for line in text.split("\n")
    ]


def _read_texts(found: Content) -> list[str]:
    return [text.raw for item in found.items for text in texts_of(item)]


# Our own workbooks


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_our_own_workbook_comes_back_text_by_text(fmt: Format) -> None:
    report = _report(fmt)
    found = _read(xlsx(report))
    assert _read_texts(found) == _printed(report)
    assert found.notes == ()
    assert not found.wrapped


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_our_own_tables_come_back_cell_by_cell(fmt: Format) -> None:
    report = _report(fmt)
    sheets = {item.place.sheet: item for item in _read(xlsx(report)).items if isinstance(item, DrawnTable)}
    for block in blocks(report):
        if isinstance(block, TableBlock):
            sheet = sheets[block.grid.label.zh]
            drawn = [[(c.text, c.rowspan, c.colspan) for c in row] for row in block.grid.rows]
            found = [[(c.text, c.rowspan, c.colspan) for c in row] for row in sheet.rows]
            assert any(found[n : n + len(drawn)] == drawn for n in range(len(found)))


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_form_without_figures_keeps_its_empty_cells(fmt: Format) -> None:
    data: dict[str, object] = {"format": fmt.name, "year": fmt.first_year, "organ": {}}
    data.update((key, {}) for key in fmt.tables)
    sections = tuple(Section(heading=key, table=key) for key in fmt.tables)
    found = _read(xlsx(attrs.evolve(from_dict(data, draft=True), sections=sections)))
    for key, item in zip(fmt.tables, found.items[-len(fmt.tables) :], strict=True):
        assert isinstance(item, DrawnTable)
        drawn = [[(c.text, c.rowspan, c.colspan) for c in row] for row in blank(fmt, key).rows]
        assert [[(c.text, c.rowspan, c.colspan) for c in row] for row in item.rows][-len(drawn) :] == drawn


@examples(40)
@given(reports(narrative="awkward", blanks=True, consistent=False))
def test_any_workbook_of_ours_comes_back_text_by_text(report: Report) -> None:
    try:
        data = xlsx(report)
    except Unprintable:
        return
    found = _read(data)
    assert _read_texts(found) == _printed(report)
    assert found.notes == ()


@pytest.mark.parametrize("text", ["_x0041_", "_x000D", "&#10;", "<t>", " 甲 ", "a\tb", "😀", "'甲", "=1+2", "　　甲"])
def test_awkward_texts_come_back_as_they_are(text: str) -> None:
    found = _read(xlsx(LegacyReport(year=None, organ=Organ(), preamble=(text, "乙" * 9000, "丙\n丁"))))
    assert _read_texts(found) == [text, "乙" * 9000, "丙", "丁"]


# Places, spans, used ranges


def test_a_cell_tells_its_sheet_row_and_column() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "附件"
        sheet["C4"], sheet["D5"] = "规章", 17

    table = _sheet(fill)
    assert _rows(table) == [["规章", ""], ["", "17"]]
    assert table.place == Place(sheet="附件", row=4, column=3, end_row=5, end_column=4)
    assert table.rows[1][1].place == Place(sheet="附件", row=5, column=4)
    assert table.rows[1][1].items[0].place.text("zh") == "工作表“附件”第 5 行第 4 列"


def test_merged_cells_are_one_cell_with_its_spans() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["C1"], sheet["C2"], sheet["D2"] = "信息内容", "法人", "商业企业", "科研机构"
        sheet["A3"], sheet["B3"], sheet["C3"], sheet["D3"] = "规章", 11, 12, 13
        sheet.merge_cells("A1:B2")
        sheet.merge_cells("C1:D1")

    table = _sheet(fill)
    assert _rows(table) == [["信息内容", "法人"], ["商业企业", "科研机构"], ["规章", "11", "12", "13"]]
    assert [(c.rowspan, c.colspan) for c in table.rows[0]] == [(2, 2), (1, 2)]
    assert table.rows[0][0].place == Place(sheet="Sheet", row=1, column=1, end_row=2, end_column=2)
    assert table.rows[1][0].place == Place(sheet="Sheet", row=2, column=3)


def test_all_tables_in_one_sheet_are_one_drawing_in_order() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "云溪县档案馆年度报告"
        sheet.merge_cells("A1:D1")
        sheet["A2"] = "一、总体情况"
        for row in (4, 5):
            for column in range(1, 5):
                sheet.cell(row, column, row * 10 + column)
        sheet["A9"] = "二、其他"
        for column in range(1, 3):
            sheet.cell(11, column, 110 + column)

    table = _sheet(fill)
    texts = [text.raw for text in texts_of(table)]
    assert texts == [
        "云溪县档案馆年度报告",
        "一、总体情况",
        "41",
        "42",
        "43",
        "44",
        "51",
        "52",
        "53",
        "54",
        "二、其他",
        "111",
        "112",
    ]
    assert [len(row) for row in table.rows] == [1, 4, 0, 4, 4, 0, 4, 0, 4]
    assert table.rows[0][0].colspan == 4


def test_several_sheets_follow_one_another() -> None:
    book = openpyxl.Workbook()
    for n, name in enumerate(("表二", "表三", "表一")):
        book.create_sheet(name)["A1"] = 31 + n
    book.create_sheet("空")
    items = _read(_saved(book)).items
    assert [(item.place.sheet, [text.raw for text in texts_of(item)]) for item in items] == [
        ("表二", ["31"]),
        ("表三", ["32"]),
        ("表一", ["33"]),
    ]


@pytest.mark.parametrize("stated", ["A1", "A1:B1", "A1:XFD1048576", "D7:E9", "nonsense"])
def test_the_stated_size_of_a_sheet_is_not_believed(stated: str) -> None:
    cells = '<row r="2"><c r="B2"><v>41</v></c><c r="D2"><v>42</v></c></row><row r="3"><c r="C3"><v>43</v></c></row>'
    found = _read(_raw(f'<dimension ref="{stated}"/><sheetData>{cells}</sheetData>'))
    assert [_rows(item) for item in found.items if isinstance(item, DrawnTable)] == [[["41", "", "42"], ["", "43", ""]]]


def test_cells_without_references_stand_one_after_another() -> None:
    cells = "<row><c><v>41</v></c><c/><c><v>42</v></c></row><row><c><v>43</v></c></row>"
    (table,) = _read(_raw(f"<sheetData>{cells}</sheetData>")).items
    assert isinstance(table, DrawnTable)
    assert _rows(table) == [["41", "", "42"], ["43", "", ""]]


def test_far_cells_that_show_nothing_are_not_drawn() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B2"] = 51, 52
        sheet["XFD1048576"].number_format = "0.00"
        sheet["ZZ4000"] = "  "
        sheet["AAA77"].border = BOX
        for row in range(4, 4000):
            sheet.cell(row, 1).border = BOX

    table = _sheet(fill)
    assert _rows(table) == [["51", ""], ["", "52"], [], ["", ""]]


def test_a_text_in_the_last_row_costs_no_more_than_its_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1048576"] = 51, 52

    started = time.process_time()
    assert _rows(_sheet(fill)) == [["51", ""], [], ["", "52"]]
    assert time.process_time() - started < QUICK


def test_an_empty_row_in_lines_is_drawn_and_one_without_is_not() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "结果维持", "总计"
        for column in (1, 2):
            sheet.cell(2, column).border = BOX

    table = _sheet(fill)
    assert [[(c.text, c.place.row, c.place.column) for c in row] for row in table.rows] == [
        [("结果维持", 1, 1), ("总计", 1, 2)],
        [("", 2, 1), ("", 2, 2)],
    ]


def test_an_empty_workbook_has_no_items() -> None:
    assert _read(_saved(openpyxl.Workbook())) == Content(items=())


def test_overlapping_merged_cells_are_no_obstacle() -> None:
    cells = '<row r="1"><c r="A1"><v>41</v></c><c r="C1"><v>42</v></c></row><row r="3"><c r="C3"><v>43</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C2"/><mergeCell ref="A1:A2"/></mergeCells>'
    (table,) = _read(_raw(f"<sheetData>{cells}</sheetData>{merged}")).items
    assert [text.raw for text in texts_of(table)] == ["41", "42", "43"]


# What a cell shows


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (3.0, "General", "3"),
        (-14, "General", "-14"),
        (59237.244900000001, "General", "59237.2449"),
        (0.1 + 0.2, "General", "0.3"),
        (9007199254740991, "General", "9007199254740991"),
        (1e-7, "General", "0.0000001"),
        (3.6, "0", "4"),
        (2.5, "0", "3"),
        (376.0, "0.00", "376.00"),
        (1362, "#,##0", "1,362"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (7, "000", "007"),
        (0.5, "#.##", ".5"),
        (12, "#.##", "12."),
        (0.1234, "0.00%", "12.34%"),
        (376, '0.00"万元"', "376.00万元"),
        (12, '0"件"', "12件"),
        (12, "General\\件", "12件"),
        (5, "+0;-0;0", "+5"),
        (-5, "+0;-0;0", "-5"),
        (0, '#,##0_);(#,##0);"-"_)', "-"),
        (-1362, "#,##0_);(#,##0)", "(1,362)"),
        (1362, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,362.00"),
        (1362, "[Red]0", "1362"),
        (1362, "[$¥-804]#,##0.00", "¥1,362.00"),
        (3760000, '0.00,"千"', "3760.00千"),
        (17, "@", "17"),
        (0, "0;-0;;@", None),
        (7, ";;;", None),
    ],
)
def test_a_number_is_read_as_it_is_shown(value: float, number_format: str, shown: str | None) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "标签", value
        sheet["B1"].number_format = number_format

    rows = _rows(_sheet(fill))
    if shown is None:  # nothing of it is shown: a zero is blank, anything else is read all the same
        assert rows == [["标签", str(value)] if value else ["标签"]]
    else:
        assert rows == [["标签", shown]]


@pytest.mark.parametrize(
    "number_format", ["# ?/?", "0.00E+00", "[>5]0;0.0", "[DBNum1]0", '0!.0,"万"', '"是";"否"', ";;;", "yes0"]
)
def test_a_number_format_that_is_not_simple_is_named_beside_the_plain_number(number_format: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = 61.25
        sheet["B2"].number_format = number_format

    found = _read(_book(fill))
    if "y" in number_format:
        assert _read_texts(found) != ["61.25"]  # a date
        return
    assert _read_texts(found) == ["61.25"]
    (noted,) = found.notes
    assert (noted.code, noted.message, noted.raw) == ("GD604", "number-format", "61.25")
    assert noted.args == {"printed": "61.25", "format": number_format}
    assert noted.place == Place(sheet="Sheet", row=2, column=2)


@given(st.integers(-(10**15), 10**15) | st.floats(), st.text(alphabet='0#?.,;"\\_*[]%-+() 件万G', max_size=12))
def test_any_number_in_any_format_is_shown_or_not_but_never_fails(value: float, number_format: str) -> None:
    shown = displayed(value, number_format)
    assert shown is None or isinstance(shown, str)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2024年1月8日"),
        ("yyyy年mm月dd日", "2024年01月08日"),
        ("yyyy/m/d;@", "2024/1/8"),
        ("yyyy-mm-dd", "2024-01-08"),
        ('[$-804]yyyy"年"m"月";@', "2024年1月"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年1月8日"),
        ("mm-dd-yy", "2024-01-08"),
        ("d-mmm-yy", "2024-01-08"),
        ("yyyy-mm-dd h:mm", "2024-01-08"),
        ("aaaa", "2024-01-08"),
    ],
)
def test_a_date_is_read_as_it_is_shown_and_else_in_full(number_format: str, shown: str) -> None:
    assert displayed_date(datetime(2024, 1, 8), number_format) == shown


def test_dates_in_cells_are_dates() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = date(2024, 1, 8), datetime(2024, 1, 8, 9, 30)
        sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'

    assert _rows(_sheet(fill)) == [["2024年1月8日"], ["2024-01-08 09:30:00"]]


@pytest.mark.parametrize(
    ("number", "shown"), [(31, "2024年1月8日"), (57, "2024年1月"), (58, "1月8日"), (14, "2024-01-08")]
)
def test_the_date_formats_of_a_chinese_excel_are_known_by_number(number: int, shown: str) -> None:
    data = _raw(
        '<sheetData><row r="1"><c r="A1" s="1"><v>45299</v></c></row></sheetData>', styles=f'<xf numFmtId="{number}"/>'
    )
    assert _read_texts(_read(data)) == [shown]


def test_texts_stay_as_they_are_written() -> None:
    texts = ["12", "１２", "１，３６２", "007", "376万", "/", "－", "'=1", "22（其中修订16件）", "　甲　", "N/A"]

    def fill(sheet: Worksheet) -> None:
        for row, text in enumerate(texts, 1):
            sheet.cell(row, 1, text)

    assert _rows(_sheet(fill)) == [[text] for text in texts]


def test_truth_values_and_errors_are_texts() -> None:
    cells = '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c>'
    assert _read_texts(_read(_raw(f'<sheetData><row r="1">{cells}</row></sheetData>'))) == ["TRUE", "FALSE", "#REF!"]


def test_the_lines_of_a_cell_are_texts_of_their_own() -> None:
    inline = '<c r="A1" t="inlineStr"><is><t>三、\n本_x000D_\n年&#13;度</t></is></c>'
    (table,) = _read(_raw(f'<sheetData><row r="1">{inline}</row></sheetData>')).items
    assert [text.raw for text in texts_of(table)] == ["三、", "本", "年", "度"]
    assert {text.place for text in texts_of(table)} == {Place(sheet="表", row=1, column=1)}


def test_rich_text_is_one_text_and_its_reading_aid_none() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("本年", TextBlock(InlineFont(b=True), "新收"), "数量")

    assert _rows(_sheet(fill)) == [["本年新收数量"]]
    runs = '<r><t>規</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 章</t></r><rPh sb="0" eb="1"><t>キ</t></rPh>'
    cells = f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row></sheetData>'
    assert _read_texts(_read(_raw(cells))) == ["規 章"]


# Formulas


def test_a_formula_shows_its_stored_result() -> None:
    cells = (
        '<c r="A1"><v>71</v></c><c r="B1"><v>72</v></c><c r="C1"><f>SUM(A1:B1)</f><v>999</v></c>'
        '<c r="D1" t="str"><f>"甲"&amp;A1</f><v>甲71</v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="F1" t="str"><f>""</f><v></v></c>'
    )
    found = _read(_raw(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert _read_texts(found) == ["71", "72", "999", "甲71", "#DIV/0!"]
    assert found.notes == ()


def test_a_formula_without_result_is_an_empty_cell_and_a_note() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = 71, 72, "=SUM(B3:C3)", 73

    found = _read(_book(fill))
    assert [cell.text for cell in _cells(found)] == ["71", "72", "", "73"]
    (noted,) = found.notes
    assert (noted.code, noted.message, noted.raw) == ("GD604", "formula", "=SUM(B3:C3)")
    assert noted.args == {"formula": "=SUM(B3:C3)"}
    assert noted.place == Place(sheet="Sheet", row=3, column=4)


def test_shared_and_array_formulas_without_result_are_noted_too() -> None:
    cells = (
        '<c r="A1"><v>71</v></c><c r="B1"><f t="shared" ref="B1:C1" si="0">A1*2</f></c>'
        '<c r="C1"><f t="shared" si="0"/></c>'
        '<c r="D1"><f t="array" ref="D1">SUM(A1:A1)</f></c>'
    )
    found = _read(_raw(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert [noted.raw for noted in found.notes] == ["=A1*2", "=B1*2", "=SUM(A1:A1)"]


# What is hidden


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    book = openpyxl.Workbook()
    for name, state in (("表", "visible"), ("底稿", "hidden"), ("参数", "veryHidden"), ("空", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "空":
            sheet["A1"] = name
    found = _read(_saved(book))
    assert _read_texts(found) == ["表"]
    assert [(n.code, n.message, n.args, n.place) for n in found.notes] == [
        ("GD610", "hidden-sheet", {"sheet": name}, Place(sheet=name)) for name in ("底稿", "参数")
    ]


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 6):
            for column in range(1, 6):
                sheet.cell(row, column, row * 10 + column)
        for row in (2, 3, 5, 9):
            sheet.row_dimensions[row].hidden = True
        for letter in ("B", "C", "Z"):
            sheet.column_dimensions[letter].hidden = True

    found = _read(_book(fill))
    assert _read_texts(found) == [str(row * 10 + column) for row in range(1, 6) for column in range(1, 6)]
    assert [_what(noted) for noted in found.notes] == [("rows", 2, 3), ("rows", 5, 5), ("columns", "B", "C")]
    assert found.notes[0].place == Place(sheet="Sheet", row=2, end_row=3)
    assert {noted.code for noted in found.notes} == {"GD612"}


def _what(noted: Finding) -> tuple[object, ...]:
    return noted.message, noted.args["first"], noted.args["last"]


def test_a_text_box_is_named_and_not_read() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>框中</a:t></a:r>'
        "<a:r><a:t>文字</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    cells = '<sheetData><row r="1"><c r="A1"><v>81</v></c></row></sheetData>'
    found = _read(_raw(cells, more={"xl/drawings/drawing1.xml": drawing}))
    assert _read_texts(found) == ["81"]
    assert [(n.code, n.message, n.raw) for n in found.notes] == [("GD610", "text-box", "框中文字")]


# Hostile and broken files


def _refused(data: bytes, match: str | None = None, **limits: int) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableDocument, match=match):
        _read(data, **limits)
    assert time.process_time() - started < QUICK


MANY = "".join(f'<mergeCell ref="A{row}:ZZ{row}"/>' for row in range(1, 3000))
CELL = '<sheetData><row r="1"><c r="A1"><v>91</v></c></row></sheetData>'


@pytest.mark.parametrize(
    "sheet",
    [
        f'{CELL}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        f'{CELL}<mergeCells><mergeCell ref="A:XFD"/></mergeCells>',
        f"{CELL}<mergeCells>{MANY}</mergeCells>",
        f'<sheetData><row r="1">{"<c><v>1</v></c>" * 600_000}</row></sheetData>',
    ],
    ids=["merged", "merged columns", "many merged", "many cells"],
)
def test_small_files_that_would_be_huge_are_refused(sheet: str) -> None:
    _refused(_raw(sheet), "far more than 100000 cells")


@pytest.mark.parametrize("area", ["nonsense", "A1:", "1:1:1"])
def test_a_merge_of_no_cells_is_damage(area: str) -> None:
    _refused(_raw(f'{CELL}<mergeCells><mergeCell ref="{area}"/></mergeCells>'), "the file is damaged")


@pytest.mark.parametrize(("number", "shown"), [("45000", "2023年3月15日"), ("99999999999", "99999999999")])
def test_a_date_beyond_all_years_is_the_number_it_is(number: str, shown: str) -> None:
    cells = f'<sheetData><row r="1"><c r="A1" s="1"><v>{number}</v></c></row></sheetData>'
    assert _read_texts(_read(_raw(cells, styles='<xf numFmtId="31"/>'))) == [shown]


def test_what_is_not_needed_cannot_stop_the_reading() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="d" Type="{RELATIONS}/comments" Target="/xl/comments1.xml"/>'
        f'<Relationship Id="e" Type="{RELATIONS}/drawing" Target="/xl/nowhere.xml"/></Relationships>'
    )
    comment = '<comment ref="A1:XFD1048576" authorId="0"/>'
    styles = (
        f'<styleSheet {MAIN}><fonts><font><u val="1"/><color rgb="red"/></font></fonts>'
        "<fills><fill/><fill><nonsense/></fill></fills>"
        '<borders><border><top style="thin"><color rgb="x"/></top></border></borders>'
        '<cellXfs><xf numFmtId="2" fontId="0" fillId="1"><alignment vertical="centre"/></xf></cellXfs>'
        '<cellStyles><cellStyle name="甲" xfId="77"/></cellStyles><dxfs><dxf><fill/></dxf></dxfs></styleSheet>'
    )
    sheet = (
        f'{CELL}<hyperlinks><hyperlink ref="A1:XFD1048576" location="b"/></hyperlinks>'
        '<conditionalFormatting sqref="A1"><cfRule type="nonsense" dxfId="9"/></conditionalFormatting>'
        '<drawing/><legacyDrawing/><extLst><ext uri="x"/></extLst>'
    )
    more = {
        "xl/comments1.xml": f"<comments {MAIN}><authors/><commentList>{comment}</commentList></comments>",
        "xl/styles.xml": styles,
        "docProps/core.xml": "<coreProperties><created>yesterday</created></coreProperties>",
    }
    started = time.process_time()
    found = _read(_raw(sheet, more=more, relations=relations))
    assert (_read_texts(found), found.notes) == (["91.00"], ())
    assert time.process_time() - started < QUICK


def test_the_limits_of_cells_lines_and_spans_hold() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 12):
            for column in range(1, 11):
                sheet.cell(row, column, row * column)

    _refused(_book(fill), "more than 100 cells", cells=100)
    _refused(_book(fill), "more than 100 lines", lines=100)
    assert len(list(_cells(_read(_book(fill), cells=110, lines=110)))) == 110

    def merge(sheet: Worksheet) -> None:
        sheet["A1"] = 91
        sheet.merge_cells("A1:A1001")

    _refused(_book(merge), "spans 1001 rows")


def test_a_text_longer_than_a_cell_is_refused() -> None:
    _refused(
        _raw(CELL.replace("<v>91</v>", f"<is><t>{'甲' * 32_768}</t></is>").replace('r="A1"', 'r="A1" t="inlineStr"')),
        "32768",
    )


def test_a_text_that_many_cells_share_counts_for_each() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 41):
            sheet.cell(row, 1, "甲" * 30_000)

    assert len(_read(_book(fill), bytes=1_200_000).items) == 1
    _refused(_book(fill), "more than 1199999 characters", bytes=1_199_999)


def test_an_endless_number_format_is_not_followed() -> None:
    assert displayed(1.5, "0." + "0" * 300) is None
    assert displayed(10**4000, "0." + "0" * 200 + "%" * 50) is not None


def test_a_time_limit_holds() -> None:
    with pytest.raises(UnreadableDocument, match="takes more than 0 s"):
        content(_raw(CELL), Budget("a.xlsx", Limits(seconds=0.0)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet'),
        ("</sheetData>", ""),
        ("<v>91</v>", "<v>nine</v>"),
        ("<v>91</v>", "<v>" + "9" * 5000 + "</v>"),
        ('r="A1"', 'r="A0"'),
        ('r="A1"', 'r="1A"'),
        ('r="A1"', 'r="A1" t="s"'),
        ('r="A1"', 'r="A1" s="7"'),
        ("<sheetData>", "<a>" * 5000 + "</a>" * 5000 + "<sheetData>"),
    ],
    ids=[
        "entity",
        "not closed",
        "no number",
        "endless number",
        "row 0",
        "no reference",
        "no string",
        "no style",
        "deep",
    ],
)
def test_broken_sheets_are_unreadable_documents(old: str, new: str) -> None:
    with zipfile.ZipFile(io.BytesIO(_raw(CELL))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    _refused(_raw("", more={**parts, "xl/worksheets/sheet1.xml": sheet}), "damaged")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_package_that_lacks_a_part_is_an_unreadable_document(part: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_raw(CELL))) as whole, zipfile.ZipFile(file, "w") as package:
        for name in whole.namelist():
            if name != part:
                package.writestr(name, whole.read(name))
    _refused(file.getvalue(), "damaged")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"<html></html>", _raw(CELL)[:900]], ids=["empty", "magic", "html", "cut"]
)
def test_what_is_no_package_is_an_unreadable_document(data: bytes) -> None:
    _refused(data)


def test_a_zip_bomb_is_refused() -> None:
    _refused(_raw(CELL, more={"xl/media/a.bin": "\0" * 2**21}), "when unpacked", unpacked=2**20)


def test_strict_workbooks_are_refused_with_what_to_do() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    workbook = f'<workbook xmlns="{strict}"><sheets/></workbook>'
    _refused(_raw(CELL, more={"xl/workbook.xml": workbook}), "ordinary Excel workbook")


@examples(150)
@given(st.data())
def test_damaged_files_are_read_or_unreadable_documents(data: st.DataObject) -> None:
    parts = [("xl/worksheets/sheet1.xml", _SHEET), ("xl/styles.xml", _STYLES)]
    name, whole = data.draw(st.sampled_from(parts))
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 12))
    put = data.draw(st.sampled_from(["", "<", '"', "9", "A", "/>", "<c/>", "-1", "\x00", "甲", "<row/>", 'r="B2"']))
    damaged = whole[:at] + put + whole[at + cut :]
    with suppress(UnreadableDocument):
        _read(_raw("", more={name: damaged}))


_SHEET = (
    f'<worksheet {MAIN}><dimension ref="A1:B2"/><cols><col min="1" max="2" width="9" hidden="1"/></cols><sheetData>'
    '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><f>A2*2</f><v>6</v></c></row>'
    '<row r="2"><c r="A2" s="0"><v>3.5</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
)
_STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="0.00"/></numFmts><fonts><font/></fonts>'
    '<fills><fill/></fills><borders><border><left style="thin"/></border></borders><cellStyleXfs><xf/></cellStyleXfs>'
    "<cellXfs>"
    '<xf numFmtId="170" borderId="0" applyBorder="1"/></cellXfs></styleSheet>'
)


def test_without_openpyxl_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _raw(CELL)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'govdisclosure[xlsx]'")):
        _read(data)


def test_figures_that_differ_stand_where_they_stood() -> None:
    fmt = FORMATS["2021"]
    report = _report(fmt)
    by_place = {(c.place.sheet, c.place.row, c.place.column): c.text for c in _cells(_read(xlsx(report)))}
    book = openpyxl.load_workbook(io.BytesIO(xlsx(report)), data_only=True)
    shown = {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert {at: text for at, text in by_place.items() if text}.keys() == shown.keys()
    figures = [cell_text(report, cell.path) for cell in fmt.cells]
    assert set(figures) <= set(by_place.values())


# Whole reports


def _by_hand(report: Report, *, one_sheet: bool, left: int = 3, as_text: bool = False) -> openpyxl.Workbook:
    """A workbook as a clerk would make it: no lines, columns that begin somewhere, merged cells."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    sheet, row = book.active, 2
    for block in blocks(report):
        if not isinstance(block, TableBlock):
            for text in block_texts(block):
                sheet.cell(row, left, text)
                row += 1
            continue
        for y, x, cell in placed(block.grid):
            is_number = cell.path is not None and not as_text
            sheet.cell(row + y, left + x, float(cell.text) if is_number else cell.text)
            if is_number:
                decimals = len(cell.text.partition(".")[2])
                sheet.cell(row + y, left + x).number_format = f"{0:.{decimals}f}"
            if cell.rowspan * cell.colspan > 1:
                sheet.merge_cells(
                    start_row=row + y,
                    start_column=left + x,
                    end_row=row + y + cell.rowspan - 1,
                    end_column=left + x + cell.colspan - 1,
                )
        row += len(block.grid.rows) + 1
        if not one_sheet:
            sheet, row = book.create_sheet(), 2
    return book


@pytest.mark.parametrize("as_text", [False, True], ids=["numbers", "texts"])
@pytest.mark.parametrize("one_sheet", [False, True], ids=["sheets", "one sheet"])
@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_workbook_made_by_hand_reads_figure_by_figure(fmt: Format, one_sheet: bool, as_text: bool) -> None:
    report = _report(fmt)
    parsed = read(_saved(_by_hand(report, one_sheet=one_sheet, as_text=as_text)))
    assert parsed.report == printable(report, "xlsx")
    assert parsed.unplaced == ()


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_figure_is_proved_by_its_cell(fmt: Format) -> None:
    report = _report(fmt)
    data = xlsx(report)
    parsed = read(data)
    assert parsed.report == printable(report, "xlsx")
    assert parsed.source.kind == "xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for cell in fmt.cells:
        proof = parsed.evidence[cell.path]
        place = proof.place
        assert place.sheet is not None
        assert place.row is not None
        assert place.column is not None
        shown = book[place.sheet].cell(place.row, place.column).value
        assert Decimal(repr(shown)) == Decimal(proof.raw) == Decimal(cell_text(report, cell.path))


def _without_results(data: bytes) -> bytes:
    """The workbook as a program leaves it that does not calculate."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(file, "w") as package:
        for name in whole.namelist():
            package.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", whole.read(name)))
    return file.getvalue()


def test_libreoffice_calculates_the_same_figures_and_writes_what_reads_the_same(tmp_path: Path) -> None:
    """All formulas are without result when LibreOffice opens our workbook."""
    for fmt in FORMATS.values():
        report = _report(fmt)
        (tmp_path / f"{fmt.name}.xlsx").write_bytes(_without_results(xlsx(report)))
        (tmp_path / f"hand-{fmt.name}.xlsx").write_bytes(_saved(_by_hand(report, one_sheet=True)))
    program = shutil.which("soffice")
    assert program is not None, "needs LibreOffice: see .ci/packages"
    files = sorted(map(str, tmp_path.glob("*.xlsx")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for fmt in FORMATS.values():
        expected = printable(_report(fmt), "xlsx")
        for name in (f"{fmt.name}.xlsx", f"hand-{fmt.name}.xlsx"):
            parsed = read(tmp_path / "out" / name)
            assert (parsed.report, parsed.notes, parsed.unplaced) == (expected, (), ())


def test_hidden_rows_do_not_shift_a_table() -> None:
    report = _report(FORMATS["2021"])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(report)), data_only=True)
    for sheet in book.worksheets:
        for row in (6, 8, 9):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["E"].hidden = True
    parsed = read(_saved(book))
    assert parsed.report == printable(report, "xlsx")
    assert {noted.code for noted in parsed.notes} == {"GD612"}
    assert all(noted.text(lang) for noted in parsed.notes for lang in ("en", "zh"))


def test_a_total_without_stored_result_is_blank_and_noted() -> None:
    report = _report(FORMATS["2021"])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(report)))  # openpyxl stores no results of formulas
    parsed = read(_saved(book))
    totals = {identity.path for identity in FORMATS["2021"].identities}
    assert {path for path in totals if value_at(parsed.report, path) is not None} == set()
    noted = [finding for finding in parsed.notes if finding.message == "formula"]
    assert len(noted) == len(totals)
    assert all(finding.text(lang) for finding in noted for lang in ("en", "zh"))
    others = [cell.path for cell in FORMATS["2021"].cells if cell.path not in totals]
    assert [value_at(parsed.report, path) for path in others] == [value_at(report, path) for path in others]
