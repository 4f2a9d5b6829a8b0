"""Damage done to finished documents of the library's own writers, in the file itself."""

import copy
import io
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence

import lxml.etree as etree
import lxml.html
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from govdisclosure import Format
from govdisclosure.formats._kit import TableKey
from producers.damages import EXTRA
from producers.documents import planted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEYS: tuple[TableKey, ...] = ("proactive", "requests", "proceedings")


class Patient(ABC):
    """A written document as a tree: its standard tables, their rows and cells. HTML and DOCX differ in names only."""

    def __init__(self, root: etree._Element, tables: Sequence[etree._Element], row: str, cells: Sequence[str]) -> None:
        self._tables = dict(zip(_KEYS, tables, strict=True))
        self.root = root
        self._row, self._cells = row, cells

    def table(self, key: TableKey) -> etree._Element:
        return self._tables[key]

    def rows(self, key: TableKey) -> list[etree._Element]:
        return list(self.table(key).iter(self._row))

    def cells(self, row: etree._Element) -> list[etree._Element]:
        return [cell for cell in row if cell.tag in self._cells]

    def cell(self, key: TableKey, text: str) -> etree._Element:
        """The first cell that says so."""
        return next(c for row in self.rows(key) for c in self.cells(row) if "".join(self.text(c).split()) == text)

    def row(self, key: TableKey, text: str) -> etree._Element:
        return next(row for row in self.rows(key) if self.cell(key, text) in self.cells(row))

    def text(self, cell: etree._Element) -> str:
        return "".join(str(text) for text in cell.itertext())

    @abstractmethod
    def write(self, cell: etree._Element, *lines: str) -> None:
        """Put these lines in the place of what a cell says."""

    @abstractmethod
    def lose_span(self, cell: etree._Element) -> None:
        """Have a cell cover its own position only."""

    def figures(self, row: etree._Element) -> list[etree._Element]:
        return [cell for cell in self.cells(row) if self.text(cell).strip().isdigit()]


class Page(Patient):
    """HTML."""

    def __init__(self, data: bytes) -> None:
        root = lxml.html.document_fromstring(data.decode())
        super().__init__(root, list(root.iter("table")), "tr", ("td", "th"))

    def write(self, cell: etree._Element, *lines: str) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.text = lines[0] if lines else ""
        for line in lines[1:]:
            etree.SubElement(cell, "br").tail = line

    def lose_span(self, cell: etree._Element) -> None:
        for name in ("rowspan", "colspan"):
            if name in cell.attrib:
                del cell.attrib[name]

    def saved(self) -> bytes:
        made: bytes = lxml.html.tostring(self.root, encoding="utf-8", doctype="<!DOCTYPE html>")
        return made


class WordFile(Patient):
    """DOCX."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        super().__init__(root, list(root.iter(f"{_W}tbl")), f"{_W}tr", (f"{_W}tc",))

    def write(self, cell: etree._Element, *lines: str) -> None:
        first, *others = cell.findall(f"{_W}p")
        for other in others:
            cell.remove(other)
        for line in lines[1:]:
            extra = copy.deepcopy(first)
            self._write_paragraph(extra, line)
            first.addnext(extra)
        self._write_paragraph(first, lines[0] if lines else "")

    def _write_paragraph(self, paragraph: etree._Element, text: str) -> None:
        for part in list(paragraph.iter(f"{_W}br", f"{_W}t")):
            if part.tag == f"{_W}br":
                part.tag, part.text = f"{_W}t", ""
            part.text, text = text, ""
        if text:
            run = etree.SubElement(paragraph, f"{_W}r")
            etree.SubElement(run, f"{_W}t").text = text

    def lose_span(self, cell: etree._Element) -> None:
        for tag in ("gridSpan", "vMerge"):
            for found in list(cell.iter(f"{_W}{tag}")):
                parent = found.getparent()
                assert parent is not None
                parent.remove(found)

    def saved(self) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                whole = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
                new.writestr(name, whole if name == "word/document.xml" else old.read(name))
        return made.getvalue()


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


Operation = Callable[[Patient, Format], None]

MIDDLE = "requests.results.not_processed.repeated.research"
SUIT = "proceedings.litigation.direct.corrected"


def _figure(fmt: Format, path: str) -> str:
    return str(planted(fmt)[path])


def _row_deleted(patient: Patient, fmt: Format) -> None:
    _remove(patient.row("requests", "2.重复申请"))


def _cell_blanked(patient: Patient, fmt: Format) -> None:
    patient.write(patient.cell("requests", _figure(fmt, MIDDLE)))


def _cell_removed(patient: Patient, fmt: Format) -> None:
    _remove(patient.cell("requests", _figure(fmt, MIDDLE)))


def _cell_removed_in_table_4(patient: Patient, fmt: Format) -> None:
    _remove(patient.cell("proceedings", _figure(fmt, SUIT)))


def _digits_split(patient: Patient, fmt: Format) -> None:
    digits = _figure(fmt, MIDDLE)
    patient.write(patient.cell("requests", digits), digits[:2], digits[2:])


def _head_blanked(patient: Patient, fmt: Format) -> None:
    patient.write(patient.cell("requests", "科研机构"))


def _head_removed(patient: Patient, fmt: Format) -> None:
    _remove(patient.cell("requests", "科研机构"))


def _heads_removed(patient: Patient, fmt: Format) -> None:
    for row in patient.rows("requests")[:3]:
        _remove(row)


def _lowest_heads_removed(patient: Patient, fmt: Format) -> None:
    _remove(patient.row("requests", "商业企业"))


def _label_misspelt(patient: Patient, fmt: Format) -> None:
    patient.write(patient.cell("requests", "2.重复申请"), "2.重夏申请")


def _label_shortened(patient: Patient, fmt: Format) -> None:
    patient.write(patient.cell("requests", "1.属于国家秘密"), "1.属于国秘密")


def _with_extra_figures(patient: Patient, label: str) -> etree._Element:
    row = patient.row("requests", label)
    again = copy.deepcopy(row)
    row.addnext(again)
    for number, cell in enumerate(patient.figures(again)):
        patient.write(cell, str(EXTRA + number))
    return again


def _row_duplicated(patient: Patient, fmt: Format) -> None:
    _with_extra_figures(patient, "2.重复申请")


def _extra_row(patient: Patient, fmt: Format) -> None:
    again = _with_extra_figures(patient, "2.重复申请")
    label = next(cell for cell in patient.cells(again) if patient.text(cell).strip() == "2.重复申请")
    patient.write(label, "其他情形数量")


def _group_span_lost(patient: Patient, fmt: Format) -> None:
    patient.lose_span(patient.cell("requests", "（三）不予公开"))


def _head_span_lost(patient: Patient, fmt: Format) -> None:
    patient.lose_span(patient.cell("requests", "法人或其他组织"))


def _tables_exchanged(patient: Patient, fmt: Format) -> None:
    one, other = patient.table("proactive"), patient.table("requests")
    place = etree.Element("place")
    one.addprevious(place)
    other.addprevious(one)
    place.addnext(other)
    _remove(place)


def _table_moved(patient: Patient, fmt: Format) -> None:
    patient.table("proceedings").addprevious(patient.table("requests"))


OPERATIONS: Mapping[str, tuple[Operation, set[str]]] = {
    "row_deleted": (_row_deleted, {"requests"}),
    "cell_blanked": (_cell_blanked, {"requests"}),
    "cell_removed": (_cell_removed, {"requests"}),
    "cell_removed_in_table_4": (_cell_removed_in_table_4, {"proceedings"}),
    "digits_split": (_digits_split, {"requests"}),
    "head_blanked": (_head_blanked, {"requests"}),
    "head_removed": (_head_removed, {"requests"}),
    "all_heads_removed": (_heads_removed, {"requests"}),
    "lowest_heads_removed": (_lowest_heads_removed, {"requests"}),
    "label_with_a_wrong_character": (_label_misspelt, {"requests"}),
    "label_that_lost_a_character": (_label_shortened, {"requests"}),
    "row_duplicated": (_row_duplicated, {"requests"}),
    "extra_row": (_extra_row, {"requests"}),
    "rowspan_lost": (_group_span_lost, {"requests"}),
    "colspan_lost": (_head_span_lost, {"requests"}),
    "tables_exchanged": (_tables_exchanged, {"proactive", "requests"}),
    "table_moved": (_table_moved, {"requests"}),
}
"""What is done to HTML and DOCX, and to which tables."""


def on_page(data: bytes, name: str, fmt: Format) -> bytes:
    page = Page(data)
    OPERATIONS[name][0](page, fmt)
    return page.saved()


def on_word_file(data: bytes, name: str, fmt: Format) -> bytes:
    file = WordFile(data)
    OPERATIONS[name][0](file, fmt)
    return file.saved()


# --- lines: Markdown and drawn text ---------------------------------------------------------------------------------

Lines = list[str]


def _line_of(lines: Lines, text: str) -> int:
    return next(at for at, line in enumerate(lines) if text in line)


def _replaced(old: str, new: str) -> Callable[[Lines, Format], Lines]:
    """A text changed where it first stands; the width of a drawn cell is kept."""

    def change(lines: Lines, fmt: Format) -> Lines:
        at = _line_of(lines, old)
        gap = "  " * (len(old) - len(new)) if "│" in lines[at] else ""
        return [*lines[:at], lines[at].replace(old, new + gap, 1), *lines[at + 1 :]]

    return change


def _figure_gone(path: str, *, cell: bool) -> Callable[[Lines, Format], Lines]:
    def change(lines: Lines, fmt: Format) -> Lines:
        digits = _figure(fmt, path)
        at = _line_of(lines, digits)
        pattern = rf"\s*{digits}\s*[|│]" if cell else digits
        return [*lines[:at], re.sub(pattern, "" if cell else " " * len(digits), lines[at], count=1), *lines[at + 1 :]]

    return change


def _figure_split(lines: Lines, fmt: Format) -> Lines:
    digits = _figure(fmt, MIDDLE)
    at = _line_of(lines, digits)
    if "|" in lines[at]:
        return [*lines[:at], lines[at].replace(digits, f"{digits[:2]}<br>{digits[2:]}"), *lines[at + 1 :]]
    start = lines[at].index(digits)
    upper = lines[at].replace(digits, digits[:2] + "  ")
    lower = re.sub(r"[^│]", " ", lines[at])
    wide = sum(2 if ord(c) > 0x2E7F or c in "“”" else 1 for c in lines[at][:start]) - len(lines[at][:start])
    first, *rest = lower.split("│")[1:-1]
    lower = "│" + "│".join([first + " " * wide, *rest]) + "│"
    column = start + wide
    return [*lines[:at], upper, lower[:column] + digits[2:] + lower[column + 2 :], *lines[at + 1 :]]


def _line_gone(text: str) -> Callable[[Lines, Format], Lines]:
    """A row gone, with the rule below it if it is drawn."""

    def change(lines: Lines, fmt: Format) -> Lines:
        at = _line_of(lines, text)
        return [*lines[:at], *lines[at + (2 if "│" in lines[at] else 1) :]]

    return change


def _line_again(label: str | None) -> Callable[[Lines, Format], Lines]:
    """The row 2.重复申请 once more with other figures, perhaps by another name."""

    def change(lines: Lines, fmt: Format) -> Lines:
        at = _line_of(lines, "2.重复申请")
        figures = iter(range(EXTRA, EXTRA + 9))
        again = re.sub(r"\b\d{4}\b", lambda _: str(next(figures)), lines[at])
        again = again if label is None else again.replace("2.重复申请", label)
        rule = [lines[at + 1]] if "│" in lines[at] else []
        return [*lines[: at + 1], *rule, again, *lines[at + 1 :]]

    return change


def _blocks(lines: Lines) -> list[range]:
    """Where the tables stand."""
    is_table = [line.startswith(("|", "┌", "│", "├", "└")) for line in lines]
    starts = [n for n, here in enumerate(is_table) if here and (n == 0 or not is_table[n - 1])]
    return [
        range(s, next(n for n in range(s, len(lines)) if n + 1 == len(lines) or not is_table[n + 1]) + 1)
        for s in starts
    ]


def _blocks_exchanged(lines: Lines, fmt: Format) -> Lines:
    one, other, _ = _blocks(lines)
    first, second = [lines[n] for n in one], [lines[n] for n in other]
    return [*lines[: one.start], *second, *lines[one.stop : other.start], *first, *lines[other.stop :]]


def _block_moved(lines: Lines, fmt: Format) -> Lines:
    _, table, last = _blocks(lines)
    moved = [lines[n] for n in table]
    return [*lines[: table.start], *lines[table.stop : last.start], *moved, "", *lines[last.start :]]


def _rules_gone(lines: Lines, fmt: Format) -> Lines:
    """Every rule within the second table gone."""
    _, table, _ = _blocks(lines)
    return [line for n, line in enumerate(lines) if n not in table or not re.match(r"├|\| *:?-", line)]


def _first_row_gone(lines: Lines, fmt: Format) -> Lines:
    """The first row of the second table gone: its heads, in Markdown."""
    _, table, _ = _blocks(lines)
    drawn = lines[table.start].startswith("┌")
    last = next(n for n in table if lines[n].startswith("├")) if drawn else table.start
    return [line for n, line in enumerate(lines) if not table.start + drawn <= n <= last]


LINE_OPERATIONS: Mapping[str, tuple[Callable[[Lines, Format], Lines], set[str]]] = {
    "row_deleted": (_line_gone("2.重复申请"), {"requests"}),
    "cell_blanked": (_figure_gone(MIDDLE, cell=False), {"requests"}),
    "cell_removed": (_figure_gone(MIDDLE, cell=True), {"requests"}),
    "cell_removed_in_table_4": (_figure_gone(SUIT, cell=True), {"proceedings"}),
    "digits_split": (_figure_split, {"requests"}),
    "head_blanked": (_replaced("科研机构", ""), {"requests"}),
    "first_row_gone": (_first_row_gone, {"requests"}),
    "label_with_a_wrong_character": (_replaced("2.重复申请", "2.重夏申请"), {"requests"}),
    "label_that_lost_a_character": (_replaced("1.属于国家秘密", "1.属于国秘密"), {"requests"}),
    "row_duplicated": (_line_again(None), {"requests"}),
    "extra_row": (_line_again("其他情形量"), {"requests"}),
    "rules_gone": (_rules_gone, {"requests"}),
    "tables_exchanged": (_blocks_exchanged, {"proactive", "requests"}),
    "table_moved": (_block_moved, {"requests"}),
}
"""What is done to Markdown and to drawn text, and to which tables."""


def on_lines(data: bytes, name: str, fmt: Format) -> bytes:
    return "\n".join(LINE_OPERATIONS[name][0](data.decode().split("\n"), fmt)).encode()


# --- spreadsheets ---------------------------------------------------------------------------------------------------


def _find(sheets: Iterable[Worksheet], text: str) -> tuple[Worksheet, int, int]:
    return next(
        (sheet, y, x)
        for sheet in sheets
        for y, row in enumerate(sheet.iter_rows(values_only=True), 1)
        for x, value in enumerate(row, 1)
        if str(value).replace("\n", "") == text
    )


SheetOperation = Callable[[list[Worksheet], Format], None]


def _put(text: Callable[[Format], str], value: Callable[[str], str | None]) -> SheetOperation:
    def change(sheets: list[Worksheet], fmt: Format) -> None:
        sheet, row, column = _find(sheets, text(fmt))
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = value(text(fmt))

    return change


def _unmerged(text: str) -> SheetOperation:
    def change(sheets: list[Worksheet], fmt: Format) -> None:
        sheet, row, column = _find(sheets, text)
        area = next(area for area in sheet.merged_cells.ranges if area.start_cell.row == row and area.min_col == column)
        sheet.unmerge_cells(area.coord)

    return change


def _sheet_row_deleted(sheets: list[Worksheet], fmt: Format) -> None:
    """A row taken out; merged cells shrink and move with it, as spreadsheet programs do."""
    sheet, at, _ = _find(sheets, "2.重复申请")
    areas = [tuple(area.bounds) for area in sheet.merged_cells.ranges]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    sheet.delete_rows(at)
    for left, top, right, bottom in areas:
        above, below = top - (top > at), bottom - (bottom >= at)
        if (right, below) != (left, above) and below >= above:
            sheet.merge_cells(start_row=above, end_row=below, start_column=left, end_column=right)


SHEET_OPERATIONS: Mapping[str, tuple[SheetOperation, set[str]]] = {
    "row_deleted": (_sheet_row_deleted, {"requests"}),
    "cell_blanked": (_put(lambda fmt: _figure(fmt, MIDDLE), lambda _: None), {"requests"}),
    "digits_split": (_put(lambda fmt: _figure(fmt, MIDDLE), lambda text: f"{text[:2]}\n{text[2:]}"), {"requests"}),
    "head_blanked": (_put(lambda fmt: "科研机构", lambda _: None), {"requests"}),
    "label_with_a_wrong_character": (_put(lambda fmt: "2.重复申请", lambda _: "2.重夏申请"), {"requests"}),
    "label_that_lost_a_character": (_put(lambda fmt: "1.属于国家秘密", lambda _: "1.属于国秘密"), {"requests"}),
    "extra_row_instead": (_put(lambda fmt: "2.重复申请", lambda _: "其他情形数量"), {"requests"}),
    "group_unmerged": (_unmerged("（三）不予公开"), {"requests"}),
    "head_unmerged": (_unmerged("法人或其他组织"), {"requests"}),
}
"""What is done to XLSX, and to which tables."""


def on_sheets(data: bytes, name: str, fmt: Format) -> bytes:
    book = load_workbook(io.BytesIO(data))
    SHEET_OPERATIONS[name][0]([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)], fmt)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
