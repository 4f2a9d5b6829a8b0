"""The Excel review: every finding has its comment and its line in the list, and the report is still the report."""

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import attrs
import openpyxl
import pytest
from effort import examples
from hypothesis import given
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet
from producers.faults import HEADED, REASON, Fault, checked, faults
from producers.prints import converted_by_office

from govdisclosure import FORMATS, Finding, Format, LegacyReport, Organ, Report, check, loads, read, render
from govdisclosure.checks._rule import Quote, Severity
from govdisclosure.errors import Lang, MissingExtra, Unprintable
from govdisclosure.formats._kit import Cell as FormatCell
from govdisclosure.readers.tables._known import keys_of, misprinted_keys_of
from govdisclosure.review import Checked
from govdisclosure.review._remarks import AUTHOR, COLORS
from govdisclosure.review.xlsx import review_xlsx
from govdisclosure.strategies import reports
from govdisclosure.wording._title import parse_title

EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
EACH_LANGUAGE = pytest.mark.parametrize("lang", get_args(Lang))
RULES = ["GD1", "GD2", "GD4"]
NAMES: dict[Lang, str] = {"zh": "检查结果", "en": "Findings"}


def book(data: bytes, *, rich: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=rich)


def cells(found: openpyxl.Workbook) -> Iterator[Cell]:
    for sheet in found.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def commented(found: openpyxl.Workbook) -> list[tuple[Cell, str]]:
    return [(cell, cell.comment.text) for cell in cells(found) if cell.comment is not None]


def fill(cell: Cell) -> str | None:
    return cell.fill.start_color.rgb[2:] if cell.fill.fill_type == "solid" else None


def listing(found: openpyxl.Workbook) -> dict[str, dict[str, Cell]]:
    """The lines of the list by the sentence of each finding, and each line by the head of its column."""
    sheet = found.worksheets[0]
    lines = [[cell for cell in row if isinstance(cell, Cell)] for row in sheet.iter_rows()]
    top = next(n for n, line in enumerate(lines) if line and line[0].value in ("序号", "No."))
    heads = [str(cell.value) for cell in lines[top]]
    rows = (dict(zip(heads, line, strict=False)) for line in lines[top + 1 :] if len(line) == len(heads))
    return {str(row[heads[3]].value).partition("\n")[2]: row for row in rows}


def led_to(cell: Cell) -> Cell:
    """Where the link of a cell leads."""
    assert cell.hyperlink is not None
    match = re.fullmatch(r"'(.+)'!([A-Z]+[0-9]+)", cell.hyperlink.location or "")
    assert match is not None
    book = cell.parent.parent
    assert book is not None
    target = book[match[1]][match[2]]
    assert isinstance(target, Cell)
    return target


def whole_texts(fault: Fault, fmt: Format) -> list[str]:
    """The texts of the cells that a fault is about: of a passage the paragraph."""
    if any(quote.path == "sections[0].paragraphs[0]" for quote in fault.finding.quotes):
        return [HEADED]
    if fault.finding.quotes:
        return ["（一）组织培训2次。"]
    if fault.finding.path in fmt.tables:
        return [fault.texts[0]]
    return list(fault.texts)


@EACH_LANGUAGE
@EACH_FORMAT
def test_every_finding_has_its_comment_on_the_right_cell(fmt: Format, lang: Lang) -> None:
    said = commented(book(review_xlsx(checked(fmt), lang=lang)))
    for fault in faults(fmt):
        found = [str(cell.value) for cell, text in said if fault.token in text]
        assert sorted(found) == sorted(whole_texts(fault, fmt)), fault.finding.path
        assert all(fault.finding.text(lang) in text for _, text in said if fault.token in text)
    assert {cell.comment.author for cell, _ in said if cell.comment is not None} == {AUTHOR}


@EACH_LANGUAGE
@EACH_FORMAT
def test_the_list_has_every_finding_with_a_link_to_its_cell(fmt: Format, lang: Lang) -> None:
    found = book(review_xlsx(checked(fmt), lang=lang))
    assert found.sheetnames[0] == NAMES[lang]
    assert found.active is found.worksheets[0]
    lines = listing(found)
    place, also = ("转到", "另见") if lang == "zh" else ("Go to", "Also")
    for fault in faults(fmt):
        line = lines[fault.finding.text(lang)]
        target = led_to(line[place])
        assert target.comment is not None
        assert fault.token in target.comment.text
        assert str(target.value) == whole_texts(fault, fmt)[0]
        if fault.finding.parts:
            assert str(led_to(line[also]).value) == fault.texts[1]
    assert len(lines) == len([*faults(fmt)]) + len(checked(fmt).undecided)


def test_the_list_says_severity_rule_figures_and_why_something_is_waived(root: Path) -> None:
    wrong = loads((root / "examples" / "records" / "云溪县档案馆-2023-有误.json").read_bytes())
    one = Checked.of("2023.json", wrong, check(wrong, select=["GD203"]))
    (finding,) = one.findings
    line = listing(book(review_xlsx(one)))[finding.text("zh")]
    shown = {head: cell.value for head, cell in line.items()}
    assert (shown["序号"], shown["级别"], shown["规则"]) == (1, "错误", "GD203")
    assert shown["问题"] == f"申请收支不平\n{finding.text('zh')}"
    assert (shown["印为"], shown["应为"]) == ("6", "7")
    assert shown["位置"] == "三、本年度办理结果 / （七）总计 / 总计\n（收到和处理政府信息公开申请情况）"
    assert (shown["转到"], led_to(line["转到"]).value) == ("J28", 6)
    assert "说明" not in shown, "nothing would stand there"
    waived = attrs.evolve(one, findings=(attrs.evolve(finding, waived=REASON),))
    line = listing(book(review_xlsx(waived)))[finding.text("zh")]
    assert (line["级别"].value, line["说明"].value) == ("错误 · 已豁免", f"豁免理由：{REASON}")
    comment = next(text for _, text in commented(book(review_xlsx(waived))) if "GD203" in text)
    assert f"错误 · 已豁免 GD203 申请收支不平\n{finding.text('zh')}" in comment
    assert f"豁免理由：{REASON}" in comment


def test_the_list_names_the_report_and_counts(root: Path) -> None:
    one = checked(FORMATS["2021"])
    above = [[str(row[0].value) for row in book(review_xlsx(one, lang=lang)).worksheets[0].iter_rows(max_row=4)]
             for lang in ("zh", "en")]  # fmt: skip
    assert above[0][1:3] == ["云溪县档案馆 2021 年度", "文件：云溪县档案馆.json"]
    assert above[0][3].endswith("已豁免 1，无法判断 1")
    assert above[1][3].endswith("waived 1, undecided 1")
    clean = Checked(name="甲", report=one.report, findings=())
    assert "未发现问题。" in str(book(review_xlsx(clean)).worksheets[0]["A4"].value)


def test_cells_have_the_fill_of_the_gravest_finding_and_passages_its_colour() -> None:
    fmt = FORMATS["2021"]
    args = {"label_zh": "", "printed": ""}
    finding = Finding(code="GD604", message="unread", path=fmt.cells[0].path, args=args)
    graded = {COLORS[severity.value][0]: attrs.evolve(finding, regraded=severity) for severity in Severity}
    graded[COLORS["waived"][0]] = attrs.evolve(finding, waived="甲")
    for colour, own in graded.items():
        found = book(review_xlsx(attrs.evolve(checked(fmt), findings=(own,))))
        filled = [cell for cell in cells(found) if cell.parent is not found.worksheets[0] and fill(cell)]
        assert [(cell.value, fill(cell)) for cell in filled] == [(1000 + fmt.cells[0].order, colour)]
    quote = Quote("sections[0].paragraphs[0]", 4, 8)
    own = attrs.evolve(finding, path=quote.path, quotes=(quote,), regraded=Severity.WARNING)
    (text,) = (
        cell.value
        for cell in cells(book(review_xlsx(attrs.evolve(checked(fmt), findings=(own,))), rich=True))
        if isinstance(cell.value, CellRichText)
    )
    coloured = [
        piece.text
        for piece in text
        if isinstance(piece, TextBlock) and piece.font.color and piece.font.color.rgb == f"FF{COLORS['warning'][1]}"
    ]
    assert str(text) == HEADED
    assert coloured == [HEADED[4:8]]


def test_a_table_that_is_printed_twice_has_its_comments_once() -> None:
    one = checked(FORMATS["2021"])
    twice = attrs.evolve(one.report, sections=(*one.report.sections, *one.report.sections[1:4]))
    found = book(review_xlsx(attrs.evolve(one, report=twice)))
    assert sum("主动公开" in name for name in found.sheetnames) == 2
    assert len(commented(found)) == len(commented(book(review_xlsx(one))))


def test_a_wrong_total_is_marked_by_its_finding_alone(root: Path) -> None:
    wrong = loads((root / "examples" / "records" / "云溪县档案馆-2023-有误.json").read_bytes())
    found = book(review_xlsx(Checked(name="", report=wrong, findings=())))
    assert not any(sheet.conditional_formatting for sheet in found.worksheets)
    assert any(sheet.conditional_formatting for sheet in book(render(wrong, "xlsx")).worksheets)


@EACH_LANGUAGE
def test_the_review_reads_back_as_the_record(root: Path, lang: Lang) -> None:
    for path in sorted((root / "examples" / "records").glob("*.json")):
        record = loads(path.read_bytes())
        data = review_xlsx(Checked.of(path.stem, record, check(record, select=RULES)), lang=lang)
        assert read(data, kind="xlsx").report == read(render(record, "xlsx"), kind="xlsx").report


@EACH_LANGUAGE
@EACH_FORMAT
def test_findings_of_every_cell_of_every_kind_do_not_make_a_table(fmt: Format, lang: Lang) -> None:
    """Their sentences and places name the labels of the official tables, one below the other."""
    one = checked(fmt)
    plain = read(review_xlsx(attrs.evolve(one, findings=())), kind="xlsx").report
    for code, message in (("GD104", "empty"), ("GD104", "unprinted"), ("GD205", "differs"), ("GD607", "row")):
        found = tuple(
            Finding(code=code, message=message, path=cell.path, args=_named(cell) | {"printed": 7, "expected": 6})
            for cell in fmt.cells
        )
        data = review_xlsx(attrs.evolve(one, findings=found), lang=lang)
        assert read(data, kind="xlsx").report == plain
        told = "\n".join(listing(book(data)))
        assert all(finding.text(lang) in told for finding in found), "none is cut"


def _named(cell: FormatCell) -> dict[str, str | int]:
    """A cell by its labels, as the messages of rules name it."""
    zh, en = ("|".join(str(getattr(label, lang)) for label in cell.labels) for lang in ("zh", "en"))
    return {"label_zh": zh, "label_en": en, "row_zh": zh, "row_en": en}


@EACH_LANGUAGE
@EACH_FORMAT
def test_texts_that_look_like_a_title_do_not_begin_a_report(fmt: Format, lang: Lang) -> None:
    """Names and messages say whatever was printed: titles, headings, labels of the tables, organs and dates."""
    one = checked(fmt)
    title = one.report.title or ""
    said = [title, f"{title}（2020）", "2020年政府信息公开工作年报", "一、总体情况", "云溪县档案馆", "2020年1月2日"]
    said += dict.fromkeys(label.zh for cell in fmt.cells for label in cell.labels)
    said += [" / ".join(label.zh for label in cell.labels) for cell in fmt.cells]
    found = tuple(
        Finding(
            code="GD604", message="unread", path="title", args={"label_zh": text, "label_en": text, "printed": text}
        )
        for text in said
    )
    also = (attrs.evolve(found[0], message="date-unread"), *(attrs.evolve(each, waived=title) for each in found))
    named = Checked(name=title, report=one.report, findings=(*found, *also))
    plain = read(review_xlsx(attrs.evolve(one, findings=())), kind="xlsx").report
    assert plain.title == title
    assert read(review_xlsx(named, lang=lang), kind="xlsx").report == plain
    listed = book(review_xlsx(named, lang=lang)).worksheets[0]
    texts = [str(cell.value or "").replace("\n", "") for row in listed.iter_rows() for cell in row]
    assert not [text for text in texts if parse_title(text) or keys_of(text) or misprinted_keys_of(text)]


@examples(25)
@given(reports(narrative=True, blanks=True))
def test_what_the_writer_prints_reads_back_from_the_review_too(record: Report) -> None:
    try:
        plain = read(render(record, "xlsx"), kind="xlsx").report
    except Unprintable:
        return
    data = review_xlsx(Checked.of("甲", record, check(record, select=RULES)))
    if record.title is not None:
        assert read(data, kind="xlsx").report == plain


@examples(25)
@given(reports(narrative="awkward", blanks=True))
def test_every_record_has_a_review_that_opens(record: Report) -> None:
    result = check(record, select=RULES)
    found = book(review_xlsx(Checked.of("甲", record, result)))
    said = "\n".join(text for _, text in commented(found))
    for number in range(1, len(result.findings) + 1):
        assert f"\n{number}. " in f"\n{said}"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0", "http://a.example/"])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    args = {"label_zh": text, "label_en": text, "printed": text}
    found = Finding(code="GD604", message="unread", path="preamble[0]", args=args, waived=text)
    record = LegacyReport(year=None, organ=Organ(name=text), title=text, preamble=(text,), signed_by=text)
    quoted = attrs.evolve(found, quotes=(Quote("preamble[0]", 0, 1),))
    data = review_xlsx(Checked(name=text, report=record, findings=(found, quoted)))
    shown = [cell for cell in cells(book(data)) if text in str(cell.value)]
    assert len(shown) > 5
    assert {cell.data_type for cell in shown} == {"s"}
    begins = [cell for cell in shown if re.match(r"[=+\-@＝]", str(cell.value))]
    assert all(cell.quotePrefix for cell in begins)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
        relations = [package.read(name).decode() for name in package.namelist() if name.endswith(".rels")]
    assert not any("<f>" in sheet for sheet in sheets)
    assert not any("External" in relation for relation in relations)


def test_hostile_and_endless_texts_do_no_harm() -> None:
    nasty = "甲\x00\x0b\ufffe\ud800_x0041_<a/>&" + "\U00020000" * 40_000
    args = {"label_zh": nasty, "label_en": nasty, "printed": nasty}
    found = Finding(code="GD604", message="unread", path="preamble[0]", args=args, waived=nasty)
    quoted = attrs.evolve(found, quotes=(Quote("preamble[0]", 0, 2), Quote("preamble[0]", 39_000, 40_000)))
    record = LegacyReport(year=None, organ=Organ(name=nasty), title=nasty, preamble=(nasty,), signed_by=nasty)
    for lang in get_args(Lang):
        data = review_xlsx(Checked(name=nasty, report=record, findings=(found, quoted) * 40), lang=lang)
        opened = book(data)
        said = [text.replace("_x005F", "") for _, text in commented(opened)]
        assert len(said) == 2
        assert all(len(text.encode("utf-16-le")) // 2 <= 32_767 for text in said)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            written = "".join(package.read(name).decode() for name in package.namelist())
        assert written.count("_x0041_") == written.count("_x005F_x0041_") > 20, "or a spreadsheet would show an A"
        paragraph = next(cell for cell, text in commented(opened) if "GD604" in text)
        assert str(paragraph.value).startswith("甲\ufffd\ufffd\ufffd\ufffd")
        assert str(paragraph.value).endswith("……")
        assert len(str(paragraph.value).encode("utf-16-le")) // 2 <= 32_767


def test_a_report_without_anything_has_its_list() -> None:
    whole = Finding(code="GD106", message="missing")
    empty = LegacyReport(year=None, organ=Organ())
    found = book(review_xlsx(Checked(name="甲", report=empty, findings=(whole,))))
    line = listing(found)["没有标题"]
    assert (line["位置"].value, line["转到"].value) == ("全文", None)


def test_the_list_can_be_filtered_and_printed() -> None:
    sheet = book(review_xlsx(checked(FORMATS["2021"]))).worksheets[0]
    assert isinstance(sheet, Worksheet)
    assert sheet.auto_filter.ref == f"A5:I{5 + len([*faults(FORMATS['2021'])]) + 1}"
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("A6", "$5:$5", "landscape")


def test_the_same_findings_are_the_same_file() -> None:
    one = checked(FORMATS["2021"])
    assert review_xlsx(one) == review_xlsx(one)


def test_libreoffice_converts_it_with_every_comment(tmp_path: Path) -> None:
    files = {lang: review_xlsx(checked(FORMATS["2021"]), lang=lang) for lang in get_args(Lang)}
    for lang, data in converted_by_office(files, ".xlsx", "ods", tmp_path).items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            content = package.read("content.xml").decode()
        assert content.count("<office:annotation ") == len(commented(book(files[lang])))
    printed = converted_by_office(files, ".xlsx", "pdf", tmp_path)
    assert all(data.startswith(b"%PDF") for data in printed.values())


def test_without_xlsxwriter_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"pip install 'govdisclosure\[xlsx\]'"):
        review_xlsx(checked(FORMATS["2021"]))
