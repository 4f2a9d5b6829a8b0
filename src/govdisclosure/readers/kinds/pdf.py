"""PDF: tables from the rules that are drawn, text from where characters stand. What is only pictured is not read."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import UnreadableDocument
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Item, texts_of
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._encoding import glyphs
from govdisclosure.readers.kinds._pdf_lines import Line, lines_of
from govdisclosure.readers.kinds._pdf_page import Page, read_pages
from govdisclosure.readers.kinds._pdf_prose import Asides, Sheet, asides_of, begins_anew, flow, paragraphs
from govdisclosure.readers.kinds._pdf_rows import spanned_heads, whole_heads, whole_rows
from govdisclosure.readers.kinds._pdf_tables import Sketch, common_columns, drawn_table, find_regions, sketch

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
    >>> from govdisclosure.readers.kinds.pdf import content
    >>> from govdisclosure.writers.pdf import pdf
    >>> made = pdf(Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title="云溪县档案馆年度报告"))
    >>> read = content(made, Budget("report.pdf")).items[0]
    >>> read.raw, read.place.page
    ('云溪县档案馆年度报告', 1)
    """
    pages: list[_Page] = []
    scanned: list[int] = []
    characters = 0
    for page in read_pages(data, budget):
        characters += len(page.chars)
        if len(page.chars) <= FEW and page.pictured >= PICTURE:
            scanned.append(page.number)
        pages.append(_page(page, budget))
    if not characters or len(scanned) == len(pages):
        raise UnreadableDocument(
            budget.name,
            "the PDF has no text, only pictures of it",
            "PDF 中没有文字，只有图像",
            "run OCR on it first, or give the file it was made from",
            "请先进行文字识别（OCR），或者提供原始文件",
        )
    asides = asides_of([(page.number, page.items) for page in pages])
    items = tuple(flow(_sheets(pages, asides, budget), asides))
    return Content(items=items, radicals=True, notes=(*(_unread(number) for number in scanned), *_glyph_notes(items)))


@attrs.frozen
class _Page:
    """A page as lines and tables from the top down, when the tables of the next page are not yet known."""

    number: int
    width: float
    items: tuple[Line | Sketch, ...]


def _page(page: Page, budget: Budget) -> _Page:
    regions, free = find_regions(page, budget)
    found: list[tuple[float, Line | Sketch]] = []
    for region in regions:
        chars = [char for cell in region.chars for char in cell]
        left, top, right, _ = region.box
        found.append((top, sketch(region, paragraphs(lines_of(chars), page.number, left, right))))
    for line in whole_rows(spanned_heads(whole_heads(lines_of(free)))):
        budget.line()
        found.append((line.top, line))
    budget.time()
    found.sort(key=itemgetter(0))
    return _Page(page.number, page.width, tuple(item for _, item in found))


def _sheets(pages: Sequence[_Page], asides: Asides, budget: Budget) -> list[Sheet]:
    """The pages with their tables drawn. Parts of one table on neighbouring pages count the same columns."""
    columns = _columns(pages, asides)
    sheets = []
    tables = 0
    for page in pages:
        items: list[Line | DrawnTable] = []
        for item in page.items:
            if isinstance(item, Line):
                items.append(item)
            else:
                tables += 1
                items.append(drawn_table(item, tables, columns[id(item)], budget))
        sheets.append(Sheet(page.number, page.width, tuple(items)))
    return sheets


def _columns(pages: Sequence[_Page], asides: Asides) -> dict[int, list[float]]:
    """By table, where its columns begin: on all pages it goes over."""
    columns = {id(item): item.lefts for page in pages for item in page.items if isinstance(item, Sketch)}
    chain: list[Sketch] = []
    for page, following in pairwise(pages):
        last = _outermost(page.number, page.items[::-1], asides)
        first = _outermost(following.number, following.items, asides)
        if last is None or first is None or (common := common_columns(last, columns[id(last)], first)) is None:
            chain = []
            continue
        chain = [*chain, first] if chain and chain[-1] is last else [last, first]
        for part in chain:
            columns[id(part)] = common
    return columns


def _outermost(page: int, items: Sequence[Line | Sketch], asides: Asides) -> Sketch | None:
    """The table at an end of a page; one line that is no heading may stand there too, as the unit of the figures."""
    between = 0
    for item in items:
        if isinstance(item, Sketch):
            return item
        if (page, id(item)) not in asides:
            between += 1
            if between > 1 or begins_anew(item.text):
                return None
    return None


def _unread(page: int) -> Finding:
    return note("GD610", "page", place=Place(page=page))


def _glyph_notes(items: Sequence[Item]) -> Iterator[Finding]:
    """One note for all characters without a meaning, at the first page that has any."""
    texts = [text for item in items for text in texts_of(item)]
    for finding in glyphs("\n".join(text.raw for text in texts)):
        first = next(text.place.page for text in texts if glyphs(text.raw))
        yield attrs.evolve(finding, place=Place(page=first))
