"""The Word document: its XML says what the record says, and Word and LibreOffice can make a page of it."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from pathlib import Path

import attrs
import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from effort import examples
from hypothesis import given
from lxml import etree

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Section, from_dict
from govdisclosure.draft import blank
from govdisclosure.errors import MissingExtra, Unprintable
from govdisclosure.formats._kit import Layout, nested
from govdisclosure.formats.legacy import Statistics
from govdisclosure.formats.shared import Foot, official_title, skeleton
from govdisclosure.grid import Grid, GridCell, expand, grid
from govdisclosure.strategies import reports
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title, blocks
from govdisclosure.writers.docx import docx

Element = etree._Element
EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
A4 = {"w": 11906, "h": 16838}
TWIPS_PER_MM = 1440 / 25.4
TYPE_WIDTH_MM = 156


def filled(fmt: Format) -> Report:
    """A report in which every figure is another number of five digits."""
    figures = {cell.path: 10_000 + cell.order for cell in fmt.cells}
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested({**figures})}
    form = blank(fmt, year=fmt.first_year, organ="云溪县档案馆")
    return attrs.evolve(
        from_dict(data, draft=True),
        title=form.title,
        sections=form.sections,
        published_on=date(fmt.first_year + 1, 1, 19),
        signed_by="云溪县档案馆",
        signed_on=date(fmt.first_year + 1, 1, 18),
    )


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def value(element: Element, path: str, attribute: str = "val") -> str | None:
    """An attribute of a descendant, if both are there."""
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{attribute}"))


def text_of(element: Element) -> str:
    """What Word shows."""
    shown = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return "".join(
        part.text or "" if part.tag == qn("w:t") else shown.get(str(part.tag), "") for part in element.iter()
    )


def tables(data: bytes) -> list[Element]:
    return list(part(data).iter(qn("w:tbl")))


def cells_of(table: Element) -> Iterator[tuple[int, int, Element]]:
    """Each cell element with its row and the column it begins at."""
    for y, row in enumerate(table.iter(qn("w:tr"))):
        x = 0
        for cell in row.iter(qn("w:tc")):
            yield y, x, cell
            x += span(cell)


def span(cell: Element) -> int:
    return int(value(cell, "tcPr/gridSpan") or 1)


def continues(cell: Element) -> bool:
    """Whether the cell belongs to the one above it."""
    return cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None and value(cell, "tcPr/vMerge") != "restart"


def drawn(table: Element) -> list[list[str]]:
    """The texts of a table with each at every position its cell covers."""
    width = len(list(table.iter(qn("w:gridCol"))))
    lines: list[list[str]] = [[""] * width for _ in table.iter(qn("w:tr"))]
    for y, x, cell in cells_of(table):
        assert not (continues(cell) and text_of(cell)), "text that no one sees"
        text = lines[y - 1][x] if continues(cell) else text_of(cell)
        lines[y][x : x + span(cell)] = [text] * span(cell)
    return lines


def spans(table: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that each cell spans, by where it begins."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    open_at: dict[int, tuple[int, int]] = {}
    for y, x, cell in cells_of(table):
        if continues(cell):
            rows, columns = found[open_at[x]]
            assert columns == span(cell)
            found[open_at[x]] = (rows + 1, columns)
        else:
            open_at[x] = (y, x)
            found[y, x] = (1, span(cell))
    return found


def begins(form: Grid) -> dict[tuple[int, int], GridCell]:
    """Each cell of a grid by where it begins."""
    found: dict[tuple[int, int], GridCell] = {}
    for y, line in enumerate(expand(form)):
        for x, cell in enumerate(line):
            if not any(cell is other for other in found.values()):
                found[y, x] = cell
    return found


@EACH_FORMAT
def test_tables_are_drawn_as_the_grid_says(fmt: Format) -> None:
    report = filled(fmt)
    shown = tables(docx(report))
    assert len(shown) == len(fmt.tables)
    for key, table in zip(fmt.tables, shown, strict=True):
        form = grid(report, key)
        assert drawn(table) == [[cell.text for cell in line] for line in expand(form)]
        assert spans(table) == {at: (cell.rowspan, cell.colspan) for at, cell in begins(form).items()}


@EACH_FORMAT
def test_the_head_is_repeated_on_every_page(fmt: Format) -> None:
    for key, table in zip(fmt.tables, tables(docx(filled(fmt))), strict=True):
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.iter(qn("w:tr"))]
        head = grid(filled(fmt), key).head
        assert repeated == [True] * head + [False] * (len(repeated) - head)


@EACH_FORMAT
def test_columns_are_fixed_and_fill_the_type_area(fmt: Format) -> None:
    for table in tables(docx(filled(fmt))):
        assert value(table, "tblPr/tblLayout", "type") == "fixed"
        widths = [int(column.get(qn("w:w")) or 0) for column in table.iter(qn("w:gridCol"))]
        assert sum(widths) == pytest.approx(TYPE_WIDTH_MM * TWIPS_PER_MM, abs=2)
        assert min(widths) > 9 * TWIPS_PER_MM
        for _, x, cell in cells_of(table):
            assert value(cell, "tcPr/tcW", "w") == str(sum(widths[x : x + span(cell)]))


@EACH_FORMAT
def test_rows_that_belong_together_stay_on_a_page(fmt: Format) -> None:
    for key, table in zip(fmt.tables, tables(docx(filled(fmt))), strict=True):
        form, layout = grid(filled(fmt), key), fmt.tables[key].draw.layout
        kept = [all(has(p, "keepNext") for p in row.iter(qn("w:p"))) for row in table.iter(qn("w:tr"))]
        assert all(kept[: form.head])
        assert not kept[-1]
        ends = [end - 1 for end in accumulate(form.bodies, initial=form.head)][1:]
        expected = {
            Layout.BLOCKS: [y not in ends for y in range(len(kept))],
            Layout.ROWS: [True] * (len(kept) - 1) + [False],
            Layout.LINE: [True] * (len(kept) - 1) + [False],
            Layout.LIST: [True] * form.head + [False] * (len(kept) - form.head),
        }
        assert kept == expected[layout]


def has(paragraph: Element, name: str) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn(f'w:{name}')}") is not None


def test_rows_are_whole_unless_they_are_high() -> None:
    fmt = FORMATS["2021"]
    first, second = fmt.tables["requests"].rows[:2]
    explained = attrs.evolve(filled(fmt), printed={second.cells[0].path: "原因" * 400})
    explained = from_dict_without(explained, second.cells[0].path)
    rows = list(tables(docx(explained))[1].iter(qn("w:tr")))
    whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
    assert whole.count(False) == 1
    assert text_of(rows[whole.index(False)]).startswith(second.labels[-1].zh)
    assert first.labels[-1].zh in text_of(rows[whole.index(False) - 1])


def from_dict_without(report: Report, path: str) -> Report:
    """The report with one figure blank."""
    fmt = FORMATS[report.format]
    figures = {cell.path: 10_000 + cell.order for cell in fmt.cells if cell.path != path}
    data = {"format": fmt.name, "year": report.year, "organ": {}, **nested({**figures})}
    return attrs.evolve(
        from_dict(data, draft=True), title=report.title, sections=report.sections, printed=report.printed
    )


@EACH_FORMAT
def test_long_figures_are_set_smaller_so_that_they_are_not_broken(fmt: Format) -> None:
    long = {cell.path: 2**53 - 1 - cell.order for cell in fmt.cells if cell.measure.kind == "count"}
    report = attrs.evolve(
        from_dict({"format": fmt.name, "year": None, "organ": {}, **nested({**long})}, draft=True),
        sections=blank(fmt).sections,
    )
    sizes = {value(run, "rPr/sz") for run in part(docx(report)).iter(qn("w:r"))} - {None}
    ordinary = {value(run, "rPr/sz") for run in part(docx(filled(fmt))).iter(qn("w:r"))} - {None}
    assert all(12 <= int(size or 0) < 21 for size in sizes)
    assert all(int(size or 0) >= 17 for size in ordinary), "five digits are still easy to read"
    assert sizes


@EACH_FORMAT
def test_the_page_is_that_of_an_official_document(fmt: Format) -> None:
    section = part(docx(filled(fmt))).find(f".//{qn('w:sectPr')}")
    assert section is not None
    assert {side: int(value(section, "pgSz", side) or 0) for side in A4} == A4
    margins = {side: int(value(section, "pgMar", side) or 0) / TWIPS_PER_MM for side in ("top", "left", "right")}
    assert margins == pytest.approx({"top": 37, "left": 28, "right": 210 - 28 - 156}, abs=0.05)


def test_the_foot_has_the_page_number() -> None:
    foot = part(docx(filled(FORMATS["2021"])), "word/footer1.xml")
    assert text_of(foot) == "— 1 —"
    assert [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))] == ["PAGE"]


def styles(data: bytes) -> Mapping[str, Element]:
    found = part(data, "word/styles.xml").iter(qn("w:style"))
    return {style.get(qn("w:styleId")) or "": style for style in found if style.get(qn("w:type")) == "paragraph"}


def test_every_style_names_a_chinese_font_and_is_built_on_normal() -> None:
    data = docx(filled(FORMATS["2021"]))
    chinese = {"宋体", "仿宋", "楷体", "黑体"}
    assert value(part(data, "word/styles.xml"), "docDefaults/rPrDefault/rPr/rFonts", "eastAsia") in chinese
    assert value(part(data, "word/styles.xml"), "docDefaults/rPrDefault/rPr/lang", "eastAsia") == "zh-CN"
    for name, style in styles(data).items():
        assert value(style, "rPr/rFonts", "eastAsia") in chinese
        assert value(style, "basedOn") == (None if name == "Normal" else "Normal")
    used = {value(p, "pPr/pStyle") for p in part(data).iter(qn("w:p"))}
    assert used <= set(styles(data))
    fonts = {font.get(qn("w:name")) for font in part(data, "word/fontTable.xml").iter(qn("w:font"))}
    assert fonts == chinese


def test_quotation_marks_are_chinese_ones() -> None:
    runs = list(part(docx(filled(FORMATS["2021"]))).iter(qn("w:r")))
    assert len(runs) > 200
    assert {value(run, "rPr/rFonts", "hint") for run in runs} == {"eastAsia"}


def test_headings_are_words_own_with_their_level() -> None:
    sections = tuple(Section(heading=str(level), level=level) for level in range(1, 12))
    data = docx(LegacyReport(year=None, organ=Organ(), sections=sections))
    names = [value(p, "pPr/pStyle") or "" for p in part(data).iter(qn("w:p"))]
    levels = [value(styles(data)[name], "pPr/outlineLvl") for name in names]
    assert levels == [*map(str, range(9)), "8", "8"]
    for name in set(names):
        style = styles(data)[name]
        assert (value(style, "name") or "").startswith("heading ")
        assert has(style, "keepNext")
        assert style.find(f".//{qn('w:color')}") is None
    assert [value(styles(data)[name], "rPr/rFonts", "eastAsia") for name in names[:3]] == ["黑体", "楷体", "仿宋"]


def test_body_text_is_indented_by_two_characters() -> None:
    body = styles(docx(blank("2021")))["BodyText"]
    assert (value(body, "rPr/sz"), value(body, "pPr/ind", "firstLineChars")) == ("32", "200")
    assert (value(body, "pPr/spacing", "lineRule"), value(body, "pPr/jc")) == ("exact", "both")
    assert 28 * 20 <= int(value(body, "pPr/spacing", "line") or 0) <= 30 * 20


def shown(block: Block) -> list[str]:
    match block:
        case Title():
            return [block.text]
        case Line():
            return ["    ".join(block.items)]
        case Paragraph() | HeadingBlock():
            return [(block.number or "") + block.text]
        case Signature():
            return list(block.lines)
        case TableBlock():
            return [cell.text for _, cell in sorted(begins(block.grid).items())]


def shown_in(data: bytes) -> list[str]:
    """Every paragraph of the document but those Word needs for itself."""
    body = part(data)[0]
    found: list[str] = []
    for element in body:
        if element.tag == qn("w:tbl"):
            found += [text_of(cell) for _, _, cell in cells_of(element) if not continues(cell)]
        elif value(element, "pPr/pStyle") not in (None, "TableGap"):
            found.append(text_of(element))
    return found


@examples(50)
@given(reports(narrative="awkward", blanks=True))
def test_the_document_shows_every_block_in_order(report: Report) -> None:
    expected = [text for block in blocks(report) for text in shown(block)]
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "".join(expected)):
        with pytest.raises(Unprintable):
            docx(report)
    else:
        assert shown_in(docx(report)) == expected


@pytest.mark.parametrize(
    "text", ["  前后  ", "第一行\n第二行\n", "甲\t乙", "\u3000缩进", "<w:p/>&amp;]]>", "“引号”", " "]
)
def test_text_is_shown_as_it_is(text: str) -> None:
    section = Section(number="一、", heading=text, paragraphs=(text,))
    data = docx(LegacyReport(year=None, organ=Organ(), title=text, preamble=(text,), sections=(section,)))
    assert shown_in(data) == [text, text, f"一、{text}", text]
    assert all(t.get(qn("xml:space")) == "preserve" for t in part(data).iter(qn("w:t")))


@pytest.mark.parametrize("character", ["\x08", "\r", "\x0b", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_cannot_hold_is_refused(character: str) -> None:
    with pytest.raises(Unprintable, match=r"preamble\[0\]"):
        docx(LegacyReport(year=None, organ=Organ(), preamble=(f"甲{character}乙",)))


@pytest.mark.parametrize(
    "organ", ["云溪县档案馆", "云溪县人民政府", "云溪县市场监督管理局", "望河市云溪县石桥镇人民政府"]
)
def test_a_title_leaves_no_few_characters_alone(organ: str) -> None:
    """Either it fits on one line, or its first line ends where the prescribed words begin."""
    title = official_title(organ, 2023)
    paragraph = part(docx(LegacyReport(year=2023, organ=Organ(name=organ), title=title)))[0][0]
    assert text_of(paragraph) == title
    narrower = int(value(paragraph, "r/rPr/w") or 100)
    assert narrower >= 86
    size = 22 * narrower / 100
    indent = int(value(paragraph, "pPr/ind", "left") or 0) + int(value(paragraph, "pPr/ind", "right") or 0)
    fit = (TYPE_WIDTH_MM * TWIPS_PER_MM - indent) / 20 / size
    width = len(title) - 2  # digits are half as wide
    name = len(organ) + 3
    assert fit >= width if indent == 0 else name <= fit < name + 1


def test_a_title_of_any_length_fits_the_page() -> None:
    for length in range(1, 120, 7):
        paragraph = part(docx(LegacyReport(year=None, organ=Organ(), title="甲" * length)))[0][0]
        left, right = (int(value(paragraph, "pPr/ind", side) or 0) for side in ("left", "right"))
        assert left == right
        assert 0 <= left + right < TYPE_WIDTH_MM * TWIPS_PER_MM / 2


def test_what_stands_around_the_statistics_table_is_on_lines_of_its_own() -> None:
    foot = Foot(reporting_unit="云溪县档案馆", head_of_unit="甲", prepared_by="乙", contact="0000-0000000")
    section = Section(heading="统计表", table="statistics")
    report = LegacyReport(year=None, organ=Organ(), statistics=Statistics(foot=foot), sections=(section,))
    printed = shown_in(docx(report))
    assert printed[1] == "填报单位：云溪县档案馆"
    assert printed[-1] == "单位负责人：甲    填表人：乙    联系方式：0000-0000000"


def test_tables_that_touch_are_kept_apart_and_the_last_is_followed_by_a_paragraph() -> None:
    fmt = FORMATS["2021"]
    bare = attrs.evolve(filled(fmt), sections=(), signed_by=None, signed_on=None)
    tags = [str(element.tag) for element in part(docx(bare))[0]]
    at = [n for n, tag in enumerate(tags) if tag == qn("w:tbl")]
    assert len(at) == len(fmt.tables)
    assert all(tags[n + 1] == qn("w:p") for n in at)


def test_a_claimed_table_brings_no_empty_paragraph() -> None:
    report = filled(FORMATS["2021"])
    paragraphs = [element for element in part(docx(report))[0] if element.tag == qn("w:p")]
    assert all(text_of(paragraph) for paragraph in paragraphs)


@EACH_FORMAT
def test_a_blank_form_has_every_label_and_no_figure(fmt: Format) -> None:
    printed = tables(docx(blank(fmt)))
    for key, table in zip(fmt.tables, printed, strict=True):
        form = grid(blank(fmt), key)
        assert [text_of(cell) for _, _, cell in cells_of(table) if not continues(cell)] == [
            cell.text for _, cell in sorted(begins(form).items())
        ]
        assert all(cell.text == "" for row in form.rows for cell in row if cell.path)


def test_the_same_report_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    report = filled(FORMATS["2021"])
    data = docx(report)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert docx(report) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_names_no_author_and_nothing_of_its_template() -> None:
    report = filled(FORMATS["2021"])
    data = docx(report)
    about = Document(io.BytesIO(data)).core_properties
    assert (about.title, about.language) == (report.title, "zh-CN")
    assert (about.author, about.last_modified_by, about.created, about.comments) == ("", "", None, "")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert set(package.namelist()) == {
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/fontTable.xml",
            "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml", "word/footer1.xml",
        }  # fmt: skip
    assert not Document(io.BytesIO(docx(LegacyReport(year=None, organ=Organ())))).core_properties.title


def test_without_python_docx_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'govdisclosure[docx]'")):
        docx(LegacyReport(year=None, organ=Organ()))


PROSE = tuple(("甲" * length + mark) * (60 // length) for length in range(3, 15) for mark in "，。：；、！？")
"""In some of these a mark is one too many for its line."""
YEARS = tuple("甲" * length + "2021" + "乙" * 5 for length in range(18, 32))
"""In some of these the year does not fit on the first line."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The text of each format's filled report, and of one of prose, as LibreOffice lays it out in PDF."""
    folder = tmp_path_factory.mktemp("office")
    printed = {name: filled(fmt) for name, fmt in FORMATS.items()}
    printed["prose"] = LegacyReport(year=None, organ=Organ(), preamble=PROSE + YEARS)
    for name, report in printed.items():
        (folder / f"{name}.docx").write_bytes(docx(report))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.docx") for name in printed]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    return {name: pdf_text(folder / f"{name}.pdf") for name in printed}


def pdf_text(path: Path) -> str:
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


@EACH_FORMAT
def test_on_the_page_every_figure_is_whole(fmt: Format, pages: Mapping[str, str]) -> None:
    numbers = set(re.findall(r"[0-9]+", pages[fmt.name]))
    assert {str(10_000 + cell.order) for cell in fmt.cells} <= numbers


def test_on_the_page_no_mark_is_lost_at_the_end_of_a_line(pages: Mapping[str, str]) -> None:
    text = re.sub(r"— [0-9]+ —", "", pages["prose"])
    assert "".join(text.split()) == "".join(PROSE + YEARS)


def test_on_the_page_a_year_is_on_one_line(pages: Mapping[str, str]) -> None:
    assert pages["prose"].count("2021") == len(YEARS)


@EACH_FORMAT
def test_on_the_page_pages_are_numbered(fmt: Format, pages: Mapping[str, str]) -> None:
    assert "— 1 —" in pages[fmt.name]
    assert "— 2 —" in pages[fmt.name]


def test_the_prescribed_sections_stand_on_the_page(pages: Mapping[str, str]) -> None:
    text = "".join(pages["2021"].split())
    at = [text.find(f"{section.number}{section.heading}") for section in skeleton()]
    assert -1 not in at
    assert at == sorted(at)
