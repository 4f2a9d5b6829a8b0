"""Word documents (DOCX, DOCM): the text as printed once all tracked changes are accepted.

What is printed but not text stays out: page numbers, headers and footers, bullets, references to notes. What Word
makes when it prints is in: numbers of lists and headings. Notes follow the body.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.readers._content import Content
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._word_parts import read_parts
from govdisclosure.readers.kinds._word_styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element
from govdisclosure.readers.kinds._word_body import Body

READER = "docx/1"
"""Name and revision of this reader, kept with what it read."""

_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def content(data: bytes, budget: Budget) -> Content:
    """The texts and tables of a document, its notes last.

    Paragraphs outside tables are counted, those without text too; what stands in a text box has the place of the
    paragraph that holds the box, before its text or behind it. Tables are counted in the order they begin, those in
    tables too. Lines without text are left out. Raises `UnreadableDocument` if the file is damaged, encrypted or too
    large, or if it only points to other files; `MissingExtra` without lxml.
    """
    parts = read_parts(data, budget)
    body = Body(parts, budget)
    items = tuple(body.items())
    return Content(items=items, notes=tuple(_notes(parts.document, hidden=body.hidden)))


def _notes(document: "_Element", *, hidden: int) -> Iterator[Finding]:
    """What a person who opens the document may see otherwise: changes not accepted yet, and hidden text."""
    changes = sum(1 for _ in document.iter(*(W + name for name in _CHANGES)))
    if changes:
        yield note("GD612", "changes", count=changes)
    if hidden:
        yield note("GD612", "text", count=hidden)
