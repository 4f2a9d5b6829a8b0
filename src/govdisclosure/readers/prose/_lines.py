"""The lines of a document, cleaned for reading, each with its number in reading order and its place."""

import re

import attrs

from govdisclosure.place import Place
from govdisclosure.wording._characters import clean, without_radicals

_PAGE_NUMBER = re.compile(r"(?:[-—–－]\s*)?\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")


@attrs.frozen
class Line:
    """One line: `number` counts from 1; `raw` is what the document has; `text` is without marks and outer space."""

    number: int
    raw: str
    text: str
    place: Place

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def recoded(self) -> int:
        """How many characters have the code of a radical in the document."""
        return sum(one != other for one, other in zip(clean(self.raw).strip(), self.text, strict=True))

    @property
    def is_page_number(self) -> bool:
        return _PAGE_NUMBER.fullmatch(self.text) is not None


def line_of(number: int, raw: str, place: Place, *, radicals: bool = False) -> Line:
    """A line of the document; with `radicals`, those in it are read as the characters they stand for."""
    text = clean(raw).strip()
    return Line(number, raw, without_radicals(text) if radicals else text, place)
