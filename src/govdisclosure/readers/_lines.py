"""The lines of a text, cleaned for reading, each with the number it has in the document."""

import re
from collections.abc import Iterator

import attrs

from govdisclosure.readers.labels import clean

_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")
_BREAKS = re.compile(r"\r\n|\n|\r")


@attrs.frozen
class Line:
    """One line: `number` counts from 1; `raw` is what the document has; `text` is without marks and outer space."""

    number: int
    raw: str
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_page_number(self) -> bool:
        return _PAGE_NUMBER.fullmatch(self.text) is not None


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a document, blank ones and page numbers included."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    for number, raw in enumerate(_BREAKS.split(text), 1):
        yield Line(number, raw, clean(raw).strip())
