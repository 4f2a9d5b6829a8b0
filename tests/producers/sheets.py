"""A document as a spreadsheet."""

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from producers.documents import Box, Document, Heading, PageBreak, Paragraph, Table, sections, squares


def one_sheet(document: Document) -> bytes:
    """Everything on one sheet, one below the other."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    _fill(sheet, [Heading(document.title), *document.items])
    return _saved(book)


def sheet_a_section(document: Document) -> bytes:
    """A sheet for each section."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "封面"
    _fill(sheet, [Heading(document.title)])
    for number, items in enumerate(sections(document.items), 1):
        _fill(book.create_sheet(f"表{number}"), items)
    return _saved(book)


def _fill(sheet: Worksheet, items: list[Heading | Paragraph | Table | PageBreak]) -> None:
    at = 1
    for item in items:
        match item:
            case Heading(text) | Paragraph(text):
                sheet.cell(at, 1, text)
                at += 1
            case Table():
                _draw(sheet, item, at)
                at += len(item.rows) + 1
            case PageBreak():
                pass


def _draw(sheet: Worksheet, table: Table, top: int) -> None:
    taken: set[tuple[int, int]] = set()
    for y, x, box in squares(table.rows):
        sheet.cell(top + y, 1 + x, _value(box))
        area = {(y + dy, x + dx) for dy in range(box.rowspan) for dx in range(box.colspan)}
        if len(area) > 1 and not area & taken:
            sheet.merge_cells(
                start_row=top + y,
                start_column=1 + x,
                end_row=top + y + box.rowspan - 1,
                end_column=x + box.colspan,
            )
        taken |= area


def _value(box: Box) -> str | int | None:
    if not box.text:
        return None
    return int(box.text) if box.is_figure and str(int(box.text)) == box.text else box.text


def _saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
