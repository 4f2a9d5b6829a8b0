"""The workbook: every figure in its cell, sums as formulas that agree, and no text that is one."""

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import openpyxl
import pytest
from effort import examples
from hypothesis import given
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Report2021, Section, from_dict
from govdisclosure.errors import MissingExtra, Unprintable
from govdisclosure.formats._kit import Identity, Kind, Layout, nested
from govdisclosure.formats.shared import Foot, official_title, skeleton
from govdisclosure.grid import blank, cell_text, expand
from govdisclosure.strategies import reports, settled
from govdisclosure.writers._blocks import TableBlock, blocks
from govdisclosure.writers.xlsx import xlsx

HOSTILE = (
    "=1+2",
    "=HYPERLINK(1)",
    "{=1}",
    "+1+2",
    "-2+3",
    "@SUM(1)",
    "http://a.b",
    "\t=1",
    " =1",
    "＝1",
    "１２",
    "007",
    "1e3",
)
LONG = "本机关按时更新公开目录，全年各项工作平稳有序。" * 120
TALLEST_ROW = 409.5


def _report(fmt: Format, **values: object) -> Report:
    """A report whose figures all differ and add up, with each table in a section of its own."""
    figures = {c.path: Decimal(c.order).scaleb(-2) if c.kind is Kind.MONEY else c.order for c in fmt.cells}
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}}
    report = from_dict({**data, **nested({**settled(figures, fmt.identities), **values})}, draft=True)
    claiming = tuple(Section(number=f"{n}.", heading=key, table=key) for n, key in enumerate(fmt.tables, 1))
    title = official_title("云溪县档案馆", fmt.first_year)
    return attrs.evolve(report, title=title, sections=skeleton(fmt.headings) or claiming)


def _book(report: Report, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx(report)), data_only=values)


def _sheets(report: Report, *, values: bool = False) -> Iterator[tuple[TableBlock, Worksheet, int]]:
    """Each table with its sheet and the sheet's row in which it begins."""
    tables = [block for block in blocks(report) if isinstance(block, TableBlock)]
    by_name = {sheet.title: sheet for sheet in _book(report, values=values).worksheets}
    for block in tables:
        sheet = by_name[block.grid.label.zh]
        first = block.grid.rows[0][0].text
        top = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).border.left.style)
        assert sheet.cell(top, 1).value == (first or None)
        yield block, sheet, top


def _figures(report: Report, *, values: bool = False) -> dict[str, Any]:
    """The spreadsheet's cell of each figure, by path."""
    return {
        cell.path: sheet.cell(top + y, x + 1)
        for block, sheet, top in _sheets(report, values=values)
        for y, row in reversed(list(enumerate(expand(block.grid))))
        for x, cell in reversed(list(enumerate(row)))
        if cell.path is not None
    }


def _xml(report: Report) -> str:
    with zipfile.ZipFile(io.BytesIO(xlsx(report))) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_label_and_figure_stands_where_the_format_has_it(fmt: Format) -> None:
    report = _report(fmt)
    seen = 0
    for block, sheet, top in _sheets(report, values=True):
        merged = {str(cells) for cells in sheet.merged_cells.ranges}
        drawn = expand(block.grid)
        for y, row in enumerate(drawn):
            for x, cell in enumerate(row):
                if (y and drawn[y - 1][x] is cell) or (x and row[x - 1] is cell):
                    continue  # not where it begins
                shown = sheet.cell(top + y, x + 1)
                if cell.path is None:
                    assert (shown.value or "") == cell.text
                else:
                    decimals = len(cell.text.partition(".")[2])
                    assert f"{shown.value:.{decimals}f}" == cell.text
                    assert shown.number_format == ("0." + "0" * decimals if decimals else "0")
                    seen += 1
                if cell.rowspan * cell.colspan > 1:
                    right = get_column_letter(x + cell.colspan)
                    assert f"{shown.coordinate}:{right}{top + y + cell.rowspan - 1}" in merged
    assert seen == len(fmt.cells)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_the_same_report_gives_the_same_bytes_and_says_nothing_of_who_made_it(fmt: Format) -> None:
    report = _report(fmt)
    data = xlsx(report)
    assert data == xlsx(report)
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == (report.title, None, None)
    assert properties.created == properties.modified
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len({part.date_time for part in package.infolist()}) == 1


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_total_that_is_right_is_a_formula_that_gives_it(fmt: Format) -> None:
    report = _report(fmt)
    cells, stored = _figures(report), _figures(report, values=True)
    totals = {identity.path for identity in fmt.identities}
    assert {path for path, cell in cells.items() if cell.data_type == "f"} == totals
    for path in totals:
        assert _calculated(cells[path].value, cells[path].parent, stored) == stored[path].value
    for identity in fmt.identities:
        assert _terms(cells[identity.path].value) <= {cells[path].coordinate for path in identity.paths[1:]} or any(
            other.path == identity.path for other in fmt.identities if other is not identity
        )


def _terms(formula: str) -> set[str]:
    cells = set()
    for part in re.findall(r"[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?", formula):
        left, top, right, bottom = range_boundaries(part)
        assert None not in (left, top, right, bottom)
        cells |= {f"{get_column_letter(x)}{y}" for x in range(left, right + 1) for y in range(top, bottom + 1)}  # type: ignore[operator,arg-type]
    return cells


def _calculated(formula: str, sheet: Worksheet, stored: dict[str, Any]) -> int:
    """What a formula of sums gives, by the stored figures of its sheet."""
    values = {cell.coordinate: cell.value for cell in stored.values() if cell.parent.title == sheet.title}
    added, *taken = re.fullmatch(r"=SUM\(([^()]*)\)(?:-SUM\(([^()]*)\))?", formula).groups()  # type: ignore[union-attr]
    total = sum(int(values[at]) for at in _terms(added))
    return total - sum(int(values[at]) for part in taken if part for at in _terms(part))


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_total_that_is_wrong_stands_as_printed(fmt: Format) -> None:
    total = fmt.identities[0].path
    right = _figures(_report(fmt), values=True)[total].value
    cell = _figures(_report(fmt, **{total: right + 1}))[total]
    assert (cell.data_type, cell.value) == ("n", right + 1)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_total_with_a_blank_or_written_part_stands_as_printed(fmt: Format) -> None:
    identity = fmt.identities[0]
    term = identity.terms[0].path
    blank_term = _figures(_report(fmt, **{term: None}))
    assert (blank_term[identity.path].data_type, blank_term[term].value) == ("n", None)
    report = _report(fmt)
    written = _figures(attrs.evolve(report, printed={term: f"{cell_text(report, term)}件"}))
    assert (written[identity.path].data_type, written[term].data_type) == ("n", "s")


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_total_is_marked_when_it_no_longer_adds_up(fmt: Format) -> None:
    report = _report(fmt)
    cells = _figures(report)
    for path in {identity.path for identity in fmt.identities}:
        own = [identity for identity in fmt.identities if identity.path == path]
        rules = [
            rule.formula[0]
            for ranges, rules in cells[path].parent.conditional_formatting._cf_rules.items()
            if str(ranges.sqref) == cells[path].coordinate
            for rule in rules
        ]
        assert len(rules) == len(own)
        for identity, formula in zip(own, rules, strict=True):
            assert re.match(rf"AND\(COUNT\([^)]*\)={len(identity.paths)},ROUND\({cells[path].coordinate}-", formula)
            assert _terms(formula) == {cells[part].coordinate for part in identity.paths}


def test_sums_name_neighbours_as_one_range() -> None:
    fmt = FORMATS["2021"]
    cells = _figures(_report(fmt))
    row = next(i for i in fmt.identities if i.code == "GD201")
    assert cells[row.path].value == _sum_of(row, cells)


def _sum_of(identity: Identity, cells: dict[str, Any]) -> str:
    first, last = cells[identity.terms[0].path], cells[identity.terms[-1].path]
    return f"=SUM({first.coordinate}:{last.coordinate})"


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(fmt: Format, text: str) -> None:
    report = attrs.evolve(
        _report(fmt),
        title=text,
        contact=text,
        signed_by=text,
        preamble=(text,),
        sections=(
            Section(number=text, heading=text, paragraphs=(text,)),
            *(Section(heading=text, table=k) for k in fmt.tables),
        ),
    )
    if isinstance(report, LegacyReport) and report.statistics is not None:
        foot = Foot(reporting_unit=text, head_of_unit=text, prepared_by=text, contact=text)
        report = attrs.evolve(report, statistics=attrs.evolve(report.statistics, foot=foot))
    book = _book(report)
    sums = {identity.path for identity in fmt.identities}
    formulas = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) == len(sums)
    texts = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(texts) >= 4 + len(fmt.tables)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in texts)
    if re.match(r"\s*[=+\-@＝]", text):
        assert all(cell.quotePrefix for cell in texts)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (376, "376万"),
        (12, "１２"),
        (0, "零"),
        (None, "/"),
        (None, "-"),
        (5, "+5"),
        (None, "=1+2"),
        (22, "22（其中修订16件）"),
    ],
)
def test_a_figure_printed_otherwise_is_text_that_stays_text(value: int | None, printed: str) -> None:
    fmt = FORMATS["2021"]
    path = next(c.path for c in fmt.cells if c.kind is Kind.MONEY)
    if not printed.endswith("万"):
        path = fmt.cells[0].path
    if printed == "+5":
        fmt = FORMATS["2019"]
        path = next(c.path for c in fmt.cells if c.kind is Kind.CHANGE)
    cell = _figures(attrs.evolve(_report(fmt, **{path: value}), printed={path: printed}))[path]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", printed, True)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("59237.24490"), 59237.2449),
        (Decimal("1E+2"), 100),
        (Decimal("0.00"), 0),
        (Decimal("123456789012.345"), 123456789012.345),
        (Decimal("123456789012.3456"), "123456789012.3456"),
    ],
)
def test_amounts_keep_their_decimals_and_are_never_rounded(value: Decimal, shown: float | str) -> None:
    fmt = FORMATS["2021"]
    path = next(c.path for c in fmt.cells if c.kind is Kind.MONEY)
    report = _report(fmt, **{path: value})
    cell = _figures(report)[path]
    assert cell.value == shown
    if not isinstance(shown, str):
        _, point, decimals = cell_text(report, path).partition(".")
        assert cell.number_format == f"0{point}{'0' * len(decimals)}"


def test_a_count_of_more_digits_than_a_spreadsheet_keeps_is_text() -> None:
    fmt = FORMATS["2021"]
    path = fmt.cells[0].path
    assert _figures(_report(fmt, **{path: 999_999_999_999_999}))[path].value == 999_999_999_999_999
    assert _figures(_report(fmt, **{path: 2**53 - 1}))[path].value == "9007199254740991"


def test_a_blank_is_an_empty_cell_in_lines() -> None:
    report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"), sections=skeleton())
    for cell in _figures(report).values():
        assert cell.value is None
        assert cell.border.left.style == "thin"


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_each_table_has_a_sheet_that_begins_with_its_section(fmt: Format) -> None:
    report = _report(fmt)
    book = _book(report)
    tables = [table.label.zh for table in fmt.tables.values()]
    assert [name for name in book.sheetnames if not name.startswith("正文")] == tables
    for section in report.sections:
        if section.table is not None:
            sheet = book[fmt.tables[section.table].label.zh]
            assert sheet["A1"].value == f"{section.number}{section.heading}"
    assert book.worksheets[0]["A1"].value == report.title
    printed = [sheet.cell(1, 1).value for sheet in book.worksheets[len(tables) + 1 :]]
    assert printed == ["五、存在的主要问题及改进情况"] * bool(fmt.headings)


def test_tables_in_one_section_are_parted() -> None:
    parts = tuple(
        Section(number=f"（{n}）", heading=key, level=2, table=key) for n, key in enumerate(FORMATS["2021"].tables)
    )
    section = Section(number="一、", heading="甲", paragraphs=("乙",), parts=parts)
    last = Section(number="二、", heading="丙", table="proactive")
    book = _book(Report2021(year=2023, organ=Organ(), sections=(section, last)))
    labels = [table.label.zh for table in FORMATS["2021"].tables.values()]
    assert book.sheetnames == ["正文", *labels, f"{labels[0]}（2）"]
    firsts = [sheet["A1"].value for sheet in book.worksheets]
    assert firsts[1] == "一、甲"
    assert firsts[2:] == [*(f"{part.number}{part.heading}" for part in parts[1:]), "二、丙"]


def test_a_table_that_no_section_claims_has_a_sheet_too() -> None:
    fmt = FORMATS["legacy"]
    foot = Foot(reporting_unit="云溪县档案馆", contact="0000-0000000")
    report = attrs.evolve(_report(fmt), sections=(Section(number="一、", heading="概述", paragraphs=("甲",)),))
    assert isinstance(report, LegacyReport)
    assert report.statistics is not None
    report = attrs.evolve(report, statistics=attrs.evolve(report.statistics, foot=foot))
    book = _book(report)
    assert book.sheetnames == ["正文", fmt.tables["statistics"].label.zh, "正文（2）"]
    sheet = book.worksheets[1]
    assert sheet["A1"].value == "填报单位：云溪县档案馆"
    assert sheet.cell(sheet.max_row, 1).value == "联系方式：0000-0000000"
    assert book.worksheets[2]["A1"].value == "一、概述"


def test_a_report_without_anything_has_one_empty_sheet() -> None:
    book = _book(LegacyReport(year=None, organ=Organ()))
    assert (book.sheetnames, book.worksheets[0]["A1"].value) == (["正文"], None)


def test_a_long_paragraph_is_shown_whole() -> None:
    sheet = _book(LegacyReport(year=None, organ=Organ(), preamble=(LONG, "乙"))).worksheets[0]
    (merged,) = sheet.merged_cells.ranges
    heights = [sheet.row_dimensions[row].height or 0 for row in range(merged.min_row, merged.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= TALLEST_ROW
    lines = len(LONG) / (sheet.column_dimensions["A"].width / 2)
    assert sum(heights) > lines * 12 * 1.3
    assert sheet["A1"].value == LONG
    assert sheet.cell(merged.max_row + 1, 1).value == "乙"
    assert sheet["A1"].alignment.wrap_text


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_sheets_are_set_up_for_paper(fmt: Format) -> None:
    report = attrs.evolve(_report(fmt), preamble=("甲",))
    for each in _book(report).worksheets:
        assert each.page_setup.paperSize == 9
        assert each.sheet_properties.pageSetUpPr is not None
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert each.page_setup.fitToHeight == 0
    for block, sheet, top in _sheets(report):
        layout = fmt.tables[block.path].draw.layout
        assert (sheet.page_setup.orientation == "landscape") == (layout is Layout.LINE)
        assert bool(sheet.print_title_rows) == (layout in (Layout.ROWS, Layout.LIST))
        if layout is Layout.ROWS:
            assert sheet.freeze_panes == f"{get_column_letter(block.grid.columns[0] + 1)}{top + block.grid.head}"


def test_panes_are_not_frozen_below_long_prose() -> None:
    fmt = FORMATS["2021"]
    section = Section(number="三、", heading="甲", paragraphs=(LONG,), table="requests")
    report = attrs.evolve(_report(fmt), sections=(section,))
    assert _book(report)[fmt.tables["requests"].label.zh].freeze_panes is None


@pytest.mark.parametrize("text", ["\x08", "甲" * 32_768, "😀" * 16_384, "_x000D_", "_x001f_", "_xFFFE_", "x005F_"])
def test_texts_that_a_cell_cannot_hold_are_refused(text: str) -> None:
    with pytest.raises(Unprintable, match=re.escape("preamble[1]")):
        xlsx(LegacyReport(year=None, organ=Organ(), preamble=("甲" * 32_767, text)))


def test_texts_that_only_look_escaped_stand_as_they_are() -> None:
    texts = ("_x0041_", "_x000D", "&#10;", "<t>", " 甲 ", "甲\n乙", "a\tb", "😀")
    shown = _xml(LegacyReport(year=None, organ=Organ(), preamble=texts))
    assert "<t>&lt;t&gt;</t>" in shown
    sheet = _book(LegacyReport(year=None, organ=Organ(), preamble=texts[:7])).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 8)] == list(texts[:7])


def test_without_xlsxwriter_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'govdisclosure[xlsx]'")):
        xlsx(LegacyReport(year=None, organ=Organ()))


@examples(25)
@given(reports(blanks=True, consistent=False))
def test_any_report_shows_its_figures(report: Report) -> None:
    for path, cell in _figures(report, values=True).items():
        shown, text = cell.value, cell_text(report, path)
        if shown is None or isinstance(shown, str):
            assert (shown or "") == text
        else:
            assert f"{Decimal(repr(shown)):.{len(text.partition('.')[2])}f}" == text


def test_the_forms_drawn_are_those_of_the_formats() -> None:
    for fmt in FORMATS.values():
        for block, sheet, top in _sheets(_report(fmt)):
            assert sheet.max_row == top + len(blank(fmt, block.path).rows) - 1


def test_dates_are_texts() -> None:
    day = date(2024, 1, 18)
    report = LegacyReport(year=None, organ=Organ(), published_on=day, signed_on=day)
    assert [row[0].value for row in _book(report).worksheets[0].iter_rows()] == [
        "发布日期：2024-01-18",
        "2024年1月18日",
    ]
