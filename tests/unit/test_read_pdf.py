"""PDFs as browsers, LibreOffice and this library print them: every figure lands in its own cell, and none elsewhere."""

import html
import io
import json
import random
import shutil
import subprocess
import sys
import unicodedata
import zlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from effort import examples
from hypothesis import Phase, given

from govdisclosure import FORMATS, Format, Report, from_dict, read, read_all, to_dict
from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.evidence import Parsed
from govdisclosure.formats._kit import Kind, nested
from govdisclosure.grid import Figure, Grid, grid, value_at
from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, Item, Text, texts_of
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds._pdf_page import Char, Page, Rule
from govdisclosure.readers.kinds.pdf import content
from govdisclosure.strategies import reports
from govdisclosure.writers._printable import printable
from govdisclosure.writers.html import html as html_of
from govdisclosure.writers.pdf import pdf

NUMERALS = "一二三四五六七八九"
SENTENCE = "本年度各项工作平稳有序，群众可到服务大厅查阅资料；下一步将继续完善制度，提高办事效率。"
BASE = """
@page { size: A4; margin: 20mm 18mm; @bottom-center { content: "- " counter(page) " -"; } }
body { font: 12pt/1.7 "Noto Serif CJK SC"; margin: 0; }
h1 { text-align: center; font-size: 20pt; break-before: page; }
p { text-indent: 2em; text-align: justify; margin: 0; }
p.right { text-align: right; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
td { border: 1px solid #000; padding: 2px; text-align: center; }
"""


def filled(fmt: Format) -> Report:
    """A report whose every figure is another one."""
    values: dict[str, Figure] = {}
    for number, cell in enumerate(fmt.cells, 101):
        values[cell.path] = Decimal(number) / 10 if cell.measure.kind is Kind.MONEY else number
    sections: list[dict[str, object]] = [{"number": "一、", "heading": "总体情况", "paragraphs": [SENTENCE * 20]}]
    for numeral, (key, table) in zip(NUMERALS[1:], fmt.tables.items(), strict=False):
        sections.append({"number": f"{numeral}、", "heading": table.label.zh, "table": key})
    year = fmt.first_year
    return from_dict(
        {
            "format": fmt.name,
            "year": year,
            "organ": {"name": "云溪县档案馆"},
            "title": f"云溪县档案馆{year}年政府信息公开工作年度报告",
            "sections": sections,
            **nested(values),
        },
        draft=True,
    )


def page_of(report: Report, *, heads: bool, paragraphs: int) -> str:
    """A report as a page for a browser, written by hand: no marks but those of the table."""
    parts = [f"<h1>{report.title}</h1>"]
    for section in report.sections:
        parts.append(f"<p>{section.number}{section.heading}</p>")
        parts += [f"<p>{SENTENCE * 4}</p>"] * (paragraphs if section.paragraphs else 0)
        if section.table is not None:
            parts.append(table_of(grid(report, section.table), heads=heads))
    return "".join(parts)


def table_of(drawn: Grid, *, heads: bool) -> str:
    rows = []
    for row in drawn.rows:
        cells = (
            f'<td class="{"group" if cell.rowspan > 3 else ""}" rowspan="{cell.rowspan}" colspan="{cell.colspan}">'
            f"{html.escape(cell.text)}</td>"
            for cell in row
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = drawn.head if heads else 0
    return f"<table><thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody></table>"


Printer = Callable[[str], bytes]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """A browser that prints a body of HTML."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program is not None, "these tests print with Chromium"
    folder = tmp_path_factory.mktemp("browser")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}"]

    def print_page(body: str) -> bytes:
        page = f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{BASE}</style><body>{body}'
        (folder / "page.html").write_text(page, encoding="utf-8")
        target = folder / "page.pdf"
        command = [program, *options, f"--print-to-pdf={target}", "--no-pdf-header-footer", str(folder / "page.html")]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return target.read_bytes()

    return print_page


def figures(report: Report, fmt: Format) -> dict[str, Figure]:
    return {cell.path: value_at(report, cell.path) for cell in fmt.cells}


def assert_same_figures(parsed: Parsed, report: Report, fmt: Format) -> None:
    assert figures(parsed.report, fmt) == figures(report, fmt)
    assert parsed.unplaced == ()


def assert_all_figures(made: bytes) -> list[Parsed]:
    """Every report in the document has each figure in its cell."""
    found = read_all(made)
    assert [type(parsed.report).__name__ for parsed in found] == [type(filled(f)).__name__ for f in FORMATS.values()]
    for parsed, fmt in zip(found, FORMATS.values(), strict=True):
        assert_same_figures(parsed, filled(fmt), fmt)
    return found


# --- printed by a browser ------------------------------------------------------------------------------------

STYLES: Mapping[str, tuple[str, bool]] = {
    "ruled": ("", False),
    "heads repeated on each page": ("", True),
    "rows broken over pages": ("td { padding: 14px 2px; }", False),
    "vertical labels": (".group { writing-mode: vertical-rl; }", False),
    "one character a line": (".group { width: 1em; min-width: 1em; line-break: anywhere; padding: 2px 6px; }", False),
    "white lines and shades": (
        "td { position: relative; } tr:nth-child(odd) td { background: #eee; }"
        "td::after { content: ''; position: absolute; left: 0; right: 0; top: 50%; border-top: 1px solid #fff; }",
        False,
    ),
    "rules on two sides only": ("table { border: 1px solid; } td { border-width: 0 0 1px 1px; }", False),
    "no rules": ("td { border: 0; padding: 3px 4px; }", False),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_figure_a_browser_prints_lands_in_its_cell(style: str, browser: Printer) -> None:
    css, heads = STYLES[style]
    pages = (page_of(filled(fmt), heads=heads, paragraphs=3) for fmt in FORMATS.values())
    assert_all_figures(browser(f"<style>{css}</style>{''.join(pages)}"))


def test_evidence_names_page_box_and_cell(browser: Printer) -> None:
    fmt = list(FORMATS.values())[-1]
    parsed = read(browser(page_of(filled(fmt), heads=False, paragraphs=3)))
    for cell in fmt.cells:
        place = parsed.evidence[cell.path].place
        assert place.page is not None
        assert place.box is not None
        assert None not in (place.table, place.row, place.column)


@pytest.fixture(scope="module")
def prose(browser: Printer) -> list[Item]:
    """Texts as they are set in reports, on several pages."""
    words = "Open government data needs words that are set with spaces between them, even at the ends of lines. "
    return list(
        content(
            browser(
                "<style>h1 { break-before: auto; } .box { border: 1px solid; break-inside: avoid; }"
                ".box p { border-top: 1px solid; }</style>"
                "<h1>云溪县档案馆<br>年度报告</h1>"
                f"<p>甲{SENTENCE * 3}</p><p>乙{SENTENCE}</p><p>丙{words * 3}</p>"
                f"<p>丁{SENTENCE * 60}</p>"
                "<table><tr><td>12<br>3</td><td>一<br>二</td><td></td></tr>"
                "<tr><td colspan=2>4 5</td><td>6</td></tr></table>"
                f"<p>庚{SENTENCE}</p><div class=box><p>戊{SENTENCE * 2}</p><p>己{SENTENCE}</p></div>"
                "<p class=right>云溪县档案馆</p><p class=right>一月十八日</p>"
            ),
            Budget("prose.pdf"),
        ).items
    )


def raws(items: Sequence[Item]) -> list[str]:
    return [folded(item.raw) for item in items if isinstance(item, Text)]


def folded(text: str) -> str:
    """The text with characters for the radicals that browsers put in their place."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" else c for c in text)


def test_lines_are_joined_to_paragraphs(prose: list[Item]) -> None:
    texts = raws(prose)
    assert f"甲{SENTENCE * 3}" in texts
    assert f"乙{SENTENCE}" in texts
    assert not any("\t" in text for text in texts)


def test_latin_words_keep_their_spaces(prose: list[Item]) -> None:
    english = next(text for text in raws(prose) if text.startswith("丙"))
    assert "words that are set with spaces between them, even at the ends of lines. Open government" in english
    assert "  " not in english


def test_a_paragraph_goes_on_over_the_page(prose: list[Item]) -> None:
    texts = [item for item in prose if isinstance(item, Text) and item.raw.startswith("丁")]
    assert [folded(text.raw) for text in texts] == [f"丁{SENTENCE * 60}"]
    assert (texts[0].place.page, texts[0].place.end_page) == (1, 3)


def test_lines_of_a_title_and_a_signature_stay_apart(prose: list[Item]) -> None:
    texts = raws(prose)
    assert texts[:2] == ["云溪县档案馆", "年度报告"]
    assert texts[-3:-1] == ["云溪县档案馆", "一月十八日"]
    assert texts[-1] == "- 3 -"


def test_cells_keep_their_lines_and_spans(prose: list[Item]) -> None:
    table = next(item for item in prose if isinstance(item, DrawnTable))
    assert [[(folded(cell.text), cell.rowspan, cell.colspan) for cell in row] for row in table.rows] == [
        [("12\n3", 1, 1), ("一\n二", 1, 1), ("", 1, 1)],
        [("4 5", 1, 2), ("6", 1, 1)],
    ]
    assert table.rows[1][0].place == attrs.evolve(table.rows[1][0].place, table=1, row=2, column=1, end_column=2)


def test_framed_prose_can_be_read_as_prose(prose: list[Item]) -> None:
    framed = [item for item in prose if isinstance(item, DrawnTable)][1]
    assert framed.otherwise is not None
    assert raws(framed.otherwise) == [f"戊{SENTENCE * 2}", f"己{SENTENCE}"]


def test_every_table_says_how_it_reads_otherwise(prose: list[Item]) -> None:
    tables = [item for item in prose if isinstance(item, DrawnTable)]
    assert all(table.otherwise for table in tables)


# --- printed by LibreOffice ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """LibreOffice, converting a Word file to PDF."""
    program = shutil.which("soffice")
    assert program is not None, "these tests print with LibreOffice"
    folder = tmp_path_factory.mktemp("office")

    def convert(document: bytes, **options: object) -> bytes:
        (folder / "report.docx").write_bytes(document)
        target = "pdf"
        if options:
            kinds = {bool: "boolean", str: "string"}
            target += ":writer_pdf_Export:" + json.dumps(
                {key: {"type": kinds[type(value)], "value": str(value).lower()} for key, value in options.items()}
            )
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target]
        command += ["--outdir", str(folder), str(folder / "report.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "report.pdf").read_bytes()

    return convert


def word_file(report: Report) -> bytes:
    """A report as a Word file, its cells merged as they are drawn."""
    document = docx.Document()
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.size = Pt(9)
    document.add_paragraph(report.title or "")
    for section in report.sections:
        document.add_paragraph(f"{section.number}{section.heading}")
        for text in section.paragraphs:
            document.add_paragraph(text)
        if section.table is not None:
            _add_table(document, grid(report, section.table))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _add_table(document: Document, drawn: Grid) -> None:
    table = document.add_table(len(drawn.rows), sum(drawn.columns), style="Table Grid")
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(drawn.rows):
        x = 0
        for cell in row:
            while (y, x) in covered:
                x += 1
            covered.update((y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan))
            target = table.cell(y, x)
            if cell.rowspan * cell.colspan > 1:
                target = target.merge(table.cell(y + cell.rowspan - 1, x + cell.colspan - 1))
            target.text = cell.text
            x += cell.colspan
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def test_each_figure_libreoffice_prints_lands_in_its_cell(office: Callable[..., bytes]) -> None:
    fmt = list(FORMATS.values())[-1]
    assert_same_figures(read(office(word_file(filled(fmt)))), filled(fmt), fmt)


def test_a_file_that_only_may_not_be_copied_is_read(office: Callable[..., bytes]) -> None:
    fmt = next(iter(FORMATS.values()))
    made = office(word_file(filled(fmt)), RestrictPermissions=True, PermissionPassword="x", Changes=False)
    assert b"/Encrypt" in made
    assert_same_figures(read(made), filled(fmt), fmt)


def test_a_file_with_a_password_is_refused(office: Callable[..., bytes]) -> None:
    made = office(word_file(filled(next(iter(FORMATS.values())))), EncryptFile=True, DocumentOpenPassword="x")
    with pytest.raises(UnreadableDocument, match="encrypted; remove the password"):
        content(made, Budget("locked.pdf"))


# --- printed by this library ---------------------------------------------------------------------------------


@examples(6, phases=[Phase.generate])  # shrinking takes minutes
@given(reports(consistent=False, blanks=True))
def test_what_is_printed_is_what_is_read(report: Report) -> None:
    fmt = FORMATS[report.format]
    expected = printable(report, "pdf")
    parsed = read(pdf(report))
    assert_same_figures(parsed, expected, fmt)
    assert dict(parsed.report.printed.items()) == dict(expected.printed)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_all_of_an_ordinary_report_is_read_back(fmt: Format) -> None:
    report = filled(fmt)
    assert read(pdf(report)).report == printable(report, "pdf")


# --- made by hand --------------------------------------------------------------------------------------------


def made_of(*pages: str, objects: Sequence[bytes] = (), resources: str = "", size: str = "595 842") -> bytes:
    """A PDF from the instructions of its pages. F1 is Helvetica; `objects` are numbered from 4."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    body = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font, *objects]
    kids = []
    for page in pages:
        body.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page.encode()), page.encode()))
        kids.append(len(body) + 1)
        body.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}] /Contents {len(body)} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
    body[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    return _file(body)


def _file(body: Sequence[bytes]) -> bytes:
    made = io.BytesIO(b"%PDF-1.7\n")
    made.seek(0, io.SEEK_END)
    offsets = []
    for number, data in enumerate(body, 1):
        offsets.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1))
    made.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    made.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(body) + 1, start))
    return made.getvalue()


def text_at(x: float, y: float, text: str, size: float = 10) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def packed(data: bytes, head: str = "") -> bytes:
    squeezed = zlib.compress(data)
    return f"<< /Filter /FlateDecode /Length {len(squeezed)} {head} >>\nstream\n".encode() + squeezed + b"\nendstream"


def items_of(made: bytes, limits: Limits | None = None) -> tuple[Item, ...]:
    return content(made, Budget("made.pdf", limits or Limits())).items


def refused(made: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        content(made, Budget("made.pdf", limits or Limits()))
    assert caught.value.text("zh").startswith("made.pdf：")
    return str(caught.value)


TWO_CELLS = "50 700 200 40 re S 150 700 m 150 740 l S\n"


@pytest.mark.parametrize(
    "hidden",
    [
        "1 G 50 720 m 250 720 l S 0 G\n",
        "0 0 0 0 K 50 720 m 250 720 l S 0 G\n",
        "1 1 1 rg 50 720 200 1 re f 0 g\n",
        "50 720 200 0 re f\n",
        "0 w 50 720 m 250 720 l S 1 w\n",
        "0.9 g 50 720 200 20 re f 0 g\n",
    ],
    ids=["white line", "no ink", "white bar", "bar of no height", "line of no width", "shade"],
)
def test_what_cannot_be_seen_splits_no_row(hidden: str) -> None:
    (table,) = items_of(made_of(TWO_CELLS + hidden + text_at(60, 725, "7") + text_at(60, 705, "8")))
    assert isinstance(table, DrawnTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["7\n8", ""]]


def test_a_slanting_line_is_no_rule() -> None:
    slanting = "50 700 m 250 740 l S 60 700 m 140 740 l 150 700 l S\n"
    (table,) = items_of(made_of(TWO_CELLS + slanting + text_at(60, 725, "7") + text_at(160, 725, "8")))
    assert isinstance(table, DrawnTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["7", "8"]]


def test_rules_in_a_pattern_are_seen() -> None:
    """Whatever its colours: it is not known to be that of the paper."""
    pattern = (
        b"<< /Type /Pattern /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] >> >>"
    )
    page = "/Pattern CS /P1 SCN " + TWO_CELLS + "0 G " + text_at(60, 725, "7") + text_at(160, 725, "8")
    (table,) = items_of(made_of(page, objects=[pattern], resources="/Pattern << /P1 4 0 R >>"))
    assert isinstance(table, DrawnTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["7", "8"]]


def test_a_table_of_hair_lines_alone_is_a_table() -> None:
    (table,) = items_of(made_of("0 w " + TWO_CELLS + text_at(60, 715, "7") + text_at(160, 715, "8")))
    assert isinstance(table, DrawnTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["7", "8"]]


def test_a_table_open_at_the_foot_of_the_page_keeps_its_last_row() -> None:
    rules = (
        "50 740 m 250 740 l S 50 720 m 250 720 l S 50 740 m 50 600 l S 150 740 m 150 600 l S 250 740 m 250 600 l S\n"
    )
    texts = (text_at(60, 725, "1"), text_at(160, 725, "2"), text_at(60, 650, "3"), text_at(160, 650, "4"))
    (table,) = items_of(made_of(rules + "".join(texts)))
    assert isinstance(table, DrawnTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    ("matrix", "text"), [("0 1 -1 0 100 705", "up"), ("0 -1 1 0 100 735", "down")], ids=["upwards", "downwards"]
)
def test_turned_text_is_read_in_its_direction(matrix: str, text: str) -> None:
    (table,) = items_of(made_of(TWO_CELLS + f"BT /F1 10 Tf {matrix} Tm ({text}) Tj ET\n"))
    assert isinstance(table, DrawnTable)
    assert table.rows[0][0].text == text


def test_bold_type_drawn_twice_is_one_number() -> None:
    assert raws(items_of(made_of(text_at(60, 700, "112") + text_at(60.3, 700, "112")))) == ["112"]


def test_gaps_between_figures_are_tabs() -> None:
    row = "".join(text_at(60 + 40 * n, 700, str(n)) for n in range(1, 5))
    assert raws(items_of(made_of(row))) == ["1\t2\t3\t4"]


def test_a_page_does_not_print_its_own_number_as_text() -> None:
    pages = [text_at(60, 700, f"page {name}") + text_at(300, 30, str(n)) for n, name in enumerate("abc", 3)]
    assert raws(items_of(made_of(*pages))) == ["page a", "page b", "page c"]


@pytest.mark.parametrize(("pages", "kept"), [(3, []), (4, ["1/3", "2/3", "3/3", "4/3"])], ids=["its own", "another's"])
def test_a_page_does_not_print_its_number_of_all_as_text(pages: int, kept: list[str]) -> None:
    made = made_of(*(text_at(60, 700, name) + text_at(300, 30, f"{n}/3") for n, name in enumerate("abcd"[:pages], 1)))
    assert [raw for raw in raws(items_of(made)) if "/" in raw] == kept


def test_a_number_that_is_not_the_pages_own_is_text() -> None:
    pages = [text_at(60, 700, name) + text_at(300, 30, number) for name, number in (("a", "17"), ("b", "4"))]
    assert raws(items_of(made_of(*pages))) == ["a", "17", "b", "4"]


def test_what_every_page_repeats_is_given_once() -> None:
    pages = [text_at(60, 800, "Yearbook") + text_at(60, 700, f"page {name}") for name in "abc"]
    assert raws(items_of(made_of(*pages))) == ["Yearbook", "page a", "page b", "page c"]


def test_glyphs_without_a_meaning_are_kept_and_noted_once() -> None:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>"
    child = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
    child += b"(Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>"
    page = "BT /F2 10 Tf 60 700 Td <000C000D> Tj ET\n"
    made = made_of(
        text_at(60, 700, "a"),
        page,
        page.replace("700", "650"),
        objects=[font, child],
        resources="/Font << /F2 4 0 R >>",
    )
    # the last /Font of a page counts
    found = content(made.replace(b"/Font << /F1 3 0 R >> /Font << ", b"/Font << /F1 3 0 R "), Budget("made.pdf"))
    assert raws(found.items) == ["a", "(cid:12)(cid:13)", "(cid:12)(cid:13)"]
    assert [(note.code, note.message, note.args["count"], note.place) for note in found.notes] == [
        ("GD608", "glyphs", 4, Place(page=2))
    ]


PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
)
PICTURE += b"\nstream\n\x00\nendstream"
SCAN = "q 595 0 0 842 0 0 cm /I Do Q\n"


def test_scanned_pages_are_refused() -> None:
    made = made_of(SCAN, SCAN + text_at(300, 30, "- 2 -"), objects=[PICTURE], resources="/XObject << /I 4 0 R >>")
    assert "OCR" in refused(made)
    assert "OCR" in refused(made_of(""))


def test_a_scanned_page_among_others_is_noted() -> None:
    made = made_of(text_at(60, 700, "a page of text"), SCAN, objects=[PICTURE], resources="/XObject << /I 4 0 R >>")
    found = content(made, Budget("made.pdf"))
    assert raws(found.items) == ["a page of text"]
    assert [(note.code, note.message, note.place) for note in found.notes] == [("GD610", "page", Place(page=2))]


# --- marks on paper, without a file ----------------------------------------------------------------------------


Printed = Callable[..., tuple[Item, ...]]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """Reads pages that are given as marks: lists of characters and rules."""

    def items_of_marks(*pages: Sequence[Char | Rule]) -> tuple[Item, ...]:
        drawn = [
            Page(
                number,
                595.0,
                842.0,
                tuple(mark for mark in marks if isinstance(mark, Char)),
                tuple(mark for mark in marks if isinstance(mark, Rule)),
                0.0,
            )
            for number, marks in enumerate(pages, 1)
        ]
        monkeypatch.setattr("govdisclosure.readers.kinds.pdf.read_pages", lambda *_: iter(drawn))
        return content(b"", Budget("marks.pdf")).items

    return items_of_marks


def set_at(x: float, y: float, text: str, size: float = 10) -> list[Char]:
    """Characters as wide as high, from (x, y) on."""
    return [Char(char, x + size * n, y, x + size * (n + 1), y + size, size, 0) for n, char in enumerate(text)]


def frame(left: float, top: float, right: float, bottom: float, sides: str = "trbl") -> list[Rule]:
    """The rules of a box; `sides` names those that are drawn."""
    rules = {
        "t": Rule(left, top, right, top, False),
        "r": Rule(right, top, right, bottom, False),
        "b": Rule(left, bottom, right, bottom, False),
        "l": Rule(left, top, left, bottom, False),
    }
    return [rules[side] for side in sides]


def cells_of(item: Item) -> list[list[tuple[str, int, int]]]:
    assert isinstance(item, DrawnTable)
    return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in item.rows]


LEFT, FULL = 70.0, 38
"""Where lines begin, and how many characters of 12 points fill one to a right margin as wide as the left one."""


def set_lines(*lines: str | tuple[str, float]) -> list[Char]:
    """Lines of 12 points one below the other; one with a number begins so many characters to the right."""
    pairs = [line if isinstance(line, tuple) else (line, 0.0) for line in lines]
    return [
        char for n, (text, indent) in enumerate(pairs) for char in set_at(LEFT + 12 * indent, 80 + 20 * n, text, 12)
    ]


def words(count: int, end: str = "") -> str:
    return ("工作平稳有序群众可到服务大厅查阅资料" * 4)[: count - len(end)] + end


SHORT = FULL - 8
"""Characters in a line well before the margin, but longer than half the page."""


@pytest.mark.parametrize(
    "lines",
    [
        [words(SHORT, "。"), words(SHORT, "。"), words(SHORT, "：")],
        [words(SHORT), "二、主动公开政府信息情况", words(SHORT)],
        [words(SHORT), "（二）依申请公开", words(SHORT)],
        [words(SHORT), "存在的主要问题及改进情况", words(SHORT)],
        ["云溪县档案馆2021年政府信息", words(SHORT), "云溪县档案馆信息公开年报", words(SHORT)],
        [words(SHORT), ("2009年1月18日", SHORT - 10.0), "情况统计表", words(SHORT)],
    ],
    ids=["sentences", "heading", "numbered", "heading without number", "title", "date"],
)
def test_what_ends_or_begins_is_never_joined(lines: list[str | tuple[str, float]], printed: Printed) -> None:
    texts = [line if isinstance(line, str) else line[0] for line in lines]
    assert raws(printed(set_lines(*lines))) == texts


def test_parts_of_a_title_are_never_joined(printed: Printed) -> None:
    title = ["青禾市云溪县档案馆青禾市云溪县城建档案管理处2021年政府信息", "公开工作年度报告"]
    assert raws(printed(set_lines(*title, words(29), words(29)))[:2]) == title


def test_a_heading_is_no_part_of_the_paragraph_below_it(printed: Printed) -> None:
    heading = "五、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
    assert raws(printed(set_lines(words(27), heading, words(27)))[1:2]) == [heading]


def test_letters_of_another_size_are_another_paragraph(printed: Printed) -> None:
    title = set_at(LEFT, 60, words(FULL - 2), 13)
    assert raws(printed([*title, *set_lines(words(FULL), words(9))])) == [words(FULL - 2), words(FULL) + words(9)]


def test_a_sentence_that_ends_at_the_margin_may_go_on(printed: Printed) -> None:
    lines = [words(FULL, "。"), words(FULL), words(9, "。")]
    assert raws(printed(set_lines(*lines))) == ["".join(lines)]


def test_lines_that_break_within_sentences_show_the_margin(printed: Printed) -> None:
    lines = [words(SHORT, "。"), words(SHORT), words(SHORT - 1), words(9, "。")]
    assert raws(printed(set_lines(*lines))) == ["".join(lines)]


def test_a_label_that_runs_out_of_its_cell_stays_in_it(printed: Printed) -> None:
    cut = [*frame(50, 700, 150, 760, "trl"), *frame(150, 700, 550, 730), *frame(150, 730, 550, 760, "rl")]
    texts = [*set_at(60, 745, "（四）无"), *set_at(60, 763, "法提供"), *set_at(200, 710, "71"), *set_at(200, 740, "72")]
    number = set_at(300, 790, "1")
    (first,) = printed([*cut, *texts, *number])
    assert cells_of(first) == [[("（四）无\n法提供", 2, 1), ("71", 1, 1)], [("72", 1, 1)]]


def test_a_label_that_begins_above_its_cell_stays_in_it(printed: Printed) -> None:
    rest = [*frame(50, 60, 150, 120, "rbl"), *frame(150, 60, 550, 90, "rbl"), *frame(150, 90, 550, 120)]
    texts = [*set_at(60, 48, "法提"), *set_at(60, 63, "供"), *set_at(200, 70, "71"), *set_at(200, 100, "72")]
    (table,) = printed([*rest, *texts])
    assert cells_of(table) == [[("法提\n供", 2, 1), ("71", 1, 1)], [("72", 1, 1)]]


def test_words_below_a_closed_table_are_not_in_it(printed: Printed) -> None:
    texts = [*set_at(60, 745, "（四）无"), *set_at(60, 763, "注一"), *set_at(200, 745, "71")]
    table, note = printed([*frame(50, 730, 150, 760), *frame(150, 730, 550, 760), *texts])
    assert cells_of(table) == [[("（四）无", 1, 1), ("71", 1, 1)]]
    assert raws([note]) == ["注一"]


@pytest.mark.parametrize(
    "below", ["7", "－ 1 －", "这些文字很长超出了单元格的宽度"], ids=["figure", "number", "sentence"]
)
def test_only_words_of_the_cell_run_out_of_it(below: str, printed: Printed) -> None:
    marks = [*frame(50, 730, 150, 760, "trl"), *frame(150, 730, 550, 760, "trl"), *frame(50, 700, 550, 730)]
    texts = [*set_at(60, 705, "条"), *set_at(60, 745, "四"), *set_at(200, 745, "71")]
    table, other = printed([*marks, *texts, *set_at(60, 763, below)])
    assert cells_of(table)[-1] == [("四", 1, 1), ("71", 1, 1)]
    assert raws([other]) == [below]


def test_cells_that_each_have_a_border_make_one_table(printed: Printed) -> None:
    marks: list[Char | Rule] = []
    for y in range(3):
        for x in range(4):
            left, top = 50 + 100 * x, 100 + 30 * y
            marks += frame(left + 0.4, top + 0.4, left + 99.6, top + 29.6) + frame(left, top, left + 100, top + 30)
            marks += set_at(left + 40, top + 10, f"{10 * y + x + 11}")
    (table,) = printed(marks)
    assert cells_of(table) == [[(f"{10 * y + x + 11}", 1, 1) for x in range(4)] for y in range(3)]


def test_rules_that_nearly_meet_make_no_row(printed: Printed) -> None:
    marks = [*frame(50, 100, 150, 154), *frame(50, 160, 150, 220), *frame(50, 154, 150, 160, "rl")]
    marks += [*frame(150, 100, 300, 130), *frame(150, 130, 300, 160), *frame(150, 160, 300, 220)]
    texts = [*set_at(60, 120, "甲"), *set_at(60, 180, "乙"), *(set_at(200, 110, "71") + set_at(200, 140, "72"))]
    (table,) = printed([*marks, *texts, *set_at(200, 180, "73")])
    assert cells_of(table) == [[("甲", 2, 1), ("71", 1, 1)], [("72", 1, 1)], [("乙", 1, 1), ("73", 1, 1)]]


def test_a_cell_that_goes_over_the_whole_page_is_a_cell(printed: Printed) -> None:
    marks = [*frame(50, 60, 100, 760, "rl"), *frame(100, 60, 300, 400, "rbl"), *frame(100, 400, 300, 760, "rl")]
    (table,) = printed([*marks, *set_at(150, 200, "71"), *set_at(150, 500, "72")])
    assert cells_of(table) == [[("", 2, 1), ("71", 1, 1)], [("72", 1, 1)]]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["22（其", "中修订", "16件）"], "22（其中修订16件）"),
        (["三、本", "年度办", "理结果"], "三、本年度办理结果"),
        (["11", "25"], "11\n25"),
        (["1,3", "62"], "1,3\n62"),
        (["一", "二"], "一\n二"),
    ],
)
def test_lines_of_a_cell_are_joined_where_its_width_breaks_them(lines: list[str], text: str, printed: Printed) -> None:
    chars = [char for n, line in enumerate(lines) for char in set_at(55, 110 + 14 * n, line)]
    (table,) = printed([*frame(50, 100, 100, 180), *frame(100, 100, 300, 180), *chars, *set_at(150, 120, "7")])
    assert cells_of(table)[0][0][0] == text


def test_lines_of_a_cell_in_letters_of_two_sizes_are_not_joined(printed: Printed) -> None:
    chars = [*set_at(52, 110, "三、本年", 10), *set_at(52, 124, "度办理", 14)]
    (table,) = printed([*frame(50, 100, 96, 180), *frame(96, 100, 300, 180), *chars, *set_at(150, 120, "7")])
    assert cells_of(table)[0][0][0] == "三、本年\n度办理"


def test_an_empty_row_however_low_is_a_row(printed: Printed) -> None:
    marks = [
        *frame(50, 100, 150, 130),
        *frame(150, 100, 300, 130),
        *frame(50, 130, 150, 134),
        *frame(150, 130, 300, 134),
    ]
    marks += [*frame(50, 134, 150, 160), *frame(150, 134, 300, 160)]
    texts = [*set_at(60, 110, "甲"), *set_at(200, 110, "71"), *set_at(60, 140, "乙"), *set_at(200, 140, "72")]
    (table,) = printed([*marks, *texts])
    rows = [[text for text, _, _ in row] for row in cells_of(table)]
    assert rows == [["甲", "71"], ["", ""], ["乙", "72"]]


def test_labels_side_by_side_run_out_of_their_own_cells(printed: Printed) -> None:
    cut = [*frame(50, 700, 150, 760, "trl"), *frame(150, 700, 250, 760, "trl"), *frame(250, 700, 550, 760)]
    texts = [
        *set_at(60, 745, "（四）无"),
        *set_at(60, 763, "法提供"),
        *set_at(160, 745, "补正后申"),
        *set_at(160, 763, "请内容"),
    ]
    (table,) = printed([*cut, *texts, *set_at(300, 745, "71")])
    assert [text for text, _, _ in cells_of(table)[0]] == ["（四）无\n法提供", "补正后申\n请内容", "71"]


@pytest.mark.parametrize(("right", "colspan"), [(550, 2), (500, 1)], ids=["as wide", "narrower"])
def test_columns_are_those_of_both_pages_only_where_the_tables_are_as_wide(
    right: float, colspan: int, printed: Printed
) -> None:
    first = [*frame(50, 700, 150, 760), *frame(150, 700, 550, 760), *set_at(60, 710, "甲"), *set_at(200, 710, "71")]
    second = [*frame(50, 60, 100, 90), *frame(100, 60, 150, 90), *frame(150, 60, right, 90), *set_at(200, 70, "72")]
    above, below = printed(first, [*second, *set_at(60, 70, "乙"), *set_at(110, 70, "丙")])
    assert cells_of(above) == [[("甲", 1, colspan), ("71", 1, 1)]]
    assert cells_of(below) == [[("乙", 1, 1), ("丙", 1, 1), ("72", 1, 1)]]


def test_heads_halfway_between_two_rows_belong_to_the_first(printed: Printed) -> None:
    heads = [*set_at(300, 100, "行政诉讼"), *set_at(100, 110, "行政复议"), *set_at(250, 120, "未经复议")]
    assert raws(printed([*heads, *set_at(400, 120, "复议后")])) == ["行政复议\t行政诉讼", "未经复议\t复议后"]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_columns_are_counted_as_in_html(fmt: Format) -> None:
    report = filled(fmt)
    ours, theirs = read(pdf(report)).evidence, read(html_of(report).encode()).evidence
    assert {path: ours[path].place.column for path in theirs} == {path: it.place.column for path, it in theirs.items()}


# --- broken and hostile --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A PDF to be broken."""
    return pdf(filled(next(iter(FORMATS.values()))))


def test_a_broken_table_of_contents_is_found_again() -> None:
    made = made_of(TWO_CELLS + text_at(60, 715, "7"), text_at(60, 715, "8"))
    broken = made[: made.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    assert items_of(broken) == items_of(made)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(whole: bytes, share: float) -> None:
    assert "damaged" in refused(whole[: int(len(whole) * share)])


def test_no_broken_byte_raises_anything_else(whole: bytes) -> None:
    small = made_of(TWO_CELLS + text_at(60, 715, "7"), objects=[packed(b"0")])
    chance = random.Random(7)
    for n in range(150):
        broken = bytearray(small if n % 10 else whole)
        for _ in range(chance.randint(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            content(bytes(broken), Budget("broken.pdf", Limits(seconds=20)))
        except UnreadableDocument as error:
            assert error.advice_zh  # noqa: PT017 - what is raised is one of two allowed outcomes


def test_a_stream_that_unpacks_without_end_is_refused() -> None:
    bomb = packed(b"\0" * 40_000_000)
    assert "MB when unpacked" in refused(made_of("", objects=[bomb]), Limits(unpacked=20_000_000))
    assert "MB when unpacked" in refused(made_of("", objects=[bomb, bomb]), Limits(unpacked=60_000_000))


def test_a_stream_packed_twice_is_refused() -> None:
    inner = zlib.compress(zlib.compress(b"\0" * 1000))
    stream = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (len(inner), inner)
    assert "packed more than once" in refused(made_of("", objects=[stream]))


def form(content: str, inner: int | None) -> bytes:
    resources = "" if inner is None else f"/Resources << /XObject << /I {inner} 0 R >> >>"
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length {len(content)} >>"
    return f"{head}\nstream\n{content}\nendstream".encode()


def test_forms_that_draw_forms_that_draw_forms_end() -> None:
    nest = [form("/I Do " * 10, 5 + n) for n in range(12)] + [form("0 0 m 9 9 l S", None)]
    assert "marks on one page" in refused(made_of("/I Do\n", objects=nest, resources="/XObject << /I 4 0 R >>"))


def test_forms_nested_too_deeply_are_refused() -> None:
    nest = [form("/I Do", 5 + n) for n in range(400)] + [form("0 0 m 9 9 l S", None)]
    assert "nested" in refused(made_of("/I Do\n", objects=nest, resources="/XObject << /I 4 0 R >>"))


def test_more_instructions_than_any_report_needs_are_refused() -> None:
    drawing = packed(b" " * (33 * 2**20), "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    made = made_of("/I Do\n", objects=[drawing], resources="/XObject << /I 4 0 R >>")
    assert "MB of drawing" in refused(made)


def test_states_nested_without_end_are_refused() -> None:
    assert "nested states" in refused(made_of("q " * 200_000))
    assert raws(items_of(made_of("q " * 500 + text_at(9, 9, "7") + "Q " * 600))) == ["7"]


@pytest.mark.parametrize(
    "page",
    [
        text_at(60, 700, "12 34", size=0),
        "BT /F1 9 Tf 0 0 0 0 60 700 Tm (12 34) Tj ET\n",
        "BT /F1 9 Tf 0 Tz 60 700 Td (12 34) Tj ET\n",
        "BT /F1 9 Tf -100 Tz 60 700 Td (12 34) Tj ET\n",
        "BT /F1 -9 Tf 60 700 Td (12 34) Tj ET\n",
        "0 0 0 0 0 0 cm BT /F1 9 Tf 60 700 Td (12 34) Tj ET 0 0 9 9 re S\n",
    ],
    ids=["size 0", "matrix 0", "scale 0", "mirrored", "size below 0", "space 0"],
)
def test_characters_without_extent_do_no_harm(page: str) -> None:
    ruled = made_of(TWO_CELLS + text_at(60, 715, "7") + page + page.replace("60 700", "60 720"))
    assert "7" in items_of_all(ruled)
    items_of(made_of(text_at(60, 715, "7") + page, size="0 0"))


def items_of_all(made: bytes) -> str:
    return "\n".join(text.raw for item in items_of(made) for text in texts_of(item))


@pytest.mark.parametrize(
    ("made", "limits", "reason"),
    [
        (lambda: made_of(*["0 g"] * 9), Limits(pages=8), "more than 8 pages"),
        (lambda: made_of(text_at(0, 0, "1" * 110_000)), Limits(), "marks on one page"),
        (lambda: made_of("".join(f"0 {n} m 500 {n} l S {n} 0 m {n} 800 l S\n" for n in range(0, 40_000, 9))), Limits(),
         "too many rules"),
        (lambda: made_of("".join(text_at(9, 9 + 20 * n, "1") for n in range(40)), size="595 900"), Limits(lines=30),
         "more than 30 lines"),
        (lambda: made_of(TWO_CELLS + text_at(60, 715, "7")), Limits(cells=1), "more than 1 cells"),
        (lambda: made_of(text_at(0, 0, "1")), Limits(seconds=0.0), "takes more than 0 s"),
    ],
    ids=["pages", "characters", "rules", "lines", "cells", "time"],
)  # fmt: skip
def test_what_exceeds_a_limit_is_refused(made: Callable[[], bytes], limits: Limits, reason: str) -> None:
    assert reason in refused(made(), limits)


def test_a_huge_page_is_read_like_any_other() -> None:
    assert raws(items_of(made_of(text_at(9, 9, "7"), size="99999999 99999999"))) == ["7"]


def test_numbers_beyond_measure_do_no_harm() -> None:
    huge = "9" * 320
    strange = f"{huge} 0 0 {huge} {huge} 0 cm 0 0 m {huge} {huge} l S 1 1 re S -{huge} 5 re f\n"
    found = items_of(made_of(text_at(9, 9, "7") + strange + text_at(9, 30, "8", size=10**9) + text_at(0, 0, "9")))
    assert sorted("".join(raws(found))) == ["7", "8", "9"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 100_000, b"%PDF-1.4\n%%EOF\n" + b"<<" * 50_000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert "damaged" in refused(data)


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /Type /FontDescriptor /FontBBox 7 >> >>"
    made = made_of(text_at(9, 9, "7"), objects=[font]).replace(b"/F1 3 0 R", b"/F1 4 0 R")
    items_of(made)
    assert capfd.readouterr() == ("", "")


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)  # pdfminer may be there without it
    with pytest.raises(MissingExtra, match=r"govdisclosure\[pdf\]"):
        content(whole, Budget("report.pdf"))


def test_a_number_with_a_comma_is_not_taken_apart_where_a_line_ends() -> None:
    """In a narrow cell lines end before and behind the number, never in it."""
    path, raw = "requests.results.disclosed.legal_services", "共1,029件"
    plain: Any = to_dict(filled(list(FORMATS.values())[-1]))
    plain["requests"]["results"]["disclosed"]["legal_services"] = 1029
    again = read(pdf(from_dict({**plain, "printed": {path: raw}})), "pdf").report
    assert (value_at(again, path), again.printed[path]) == (1029, raw)
