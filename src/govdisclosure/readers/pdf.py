"""PDF: tables from the rules that are drawn, text from where characters stand. What is only pictured is not read."""

from collections.abc import Iterator, Sequence

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import UnreadableDocument
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Item, texts_of
from govdisclosure.readers._encoding import glyphs
from govdisclosure.readers._limits import Budget
from govdisclosure.readers._pdf_lines import Line, lines_of
from govdisclosure.readers._pdf_page import Page, read_pages
from govdisclosure.readers._pdf_prose import Sheet, flow, paragraphs
from govdisclosure.readers._pdf_rows import whole_rows
from govdisclosure.readers._pdf_tables import drawn_table, find_regions

READER = "pdf/1"
"""Name and revision of this reader, kept with what it read."""

FEW = 10
"""A page with a picture and no more characters than these is a picture of a page; they are its number."""
PICTURE = 0.25
"""From what share of a page on a picture may be one of its text."""


def content(data: bytes, budget: Budget) -> Content:
    """All that a PDF prints, in the order it is read.

    Needs the extra ``pdf``: raises `MissingExtra` without it. Raises `UnreadableDocument` if the file is damaged,
    encrypted, scanned, or exceeds the budget.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.readers._limits import Budget
    >>> from govdisclosure.readers.pdf import content
    >>> from govdisclosure.writers.pdf import pdf
    >>> made = pdf(Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title="云溪县档案馆年度报告"))
    >>> read = content(made, Budget("report.pdf")).items[0]
    >>> read.raw, read.place.page
    ('云溪县档案馆年度报告', 1)
    """
    sheets: list[Sheet] = []
    scanned: list[int] = []
    tables = characters = 0
    for page in read_pages(data, budget):
        sheet = _sheet(page, tables, budget)
        tables += sum(isinstance(item, DrawnTable) for item in sheet.items)
        characters += len(page.chars)
        if len(page.chars) <= FEW and page.pictured >= PICTURE:
            scanned.append(page.number)
        sheets.append(sheet)
    if not characters or len(scanned) == len(sheets):
        raise UnreadableDocument(
            budget.name,
            "the PDF has no text, only pictures of it",
            "PDF 中没有文字，只有图像",
            "run OCR on it first, or give the file it was made from",
            "请先进行文字识别（OCR），或者提供原始文件",
        )
    items = tuple(flow(sheets))
    return Content(items=items, notes=(*(_unread(number) for number in scanned), *_glyph_notes(items)))


def _sheet(page: Page, tables: int, budget: Budget) -> Sheet:
    """A page as lines and tables from the top down."""
    regions, free = find_regions(page, budget)
    found: list[tuple[float, Line | DrawnTable]] = []
    for number, region in enumerate(regions, tables + 1):
        chars = [char for cell in region.chars for char in cell]
        otherwise = paragraphs(lines_of(chars), page.number)
        found.append((region.box[1], drawn_table(region, number, page.number, otherwise, budget)))
    for line in whole_rows(lines_of(free)):
        budget.line()
        found.append((line.top, line))
    budget.time()
    found.sort(key=lambda pair: pair[0])
    return Sheet(page.number, page.width, tuple(item for _, item in found))


def _unread(page: int) -> Finding:
    return note("GD610", "page", place=Place(page=page))


def _glyph_notes(items: Sequence[Item]) -> Iterator[Finding]:
    """One note for all characters without a meaning, at the first page that has any."""
    texts = [text for item in items for text in texts_of(item)]
    for finding in glyphs("\n".join(text.raw for text in texts)):
        first = next(text.place.page for text in texts if glyphs(text.raw))
        yield attrs.evolve(finding, place=Place(page=first))
