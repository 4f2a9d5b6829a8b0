"""A paragraph of a Word document while it is read: what it says so far, its fields, and special characters."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from govdisclosure.readers.kinds._word_numbering import written
from govdisclosure.readers.kinds._word_tables import Flow, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE_FIELDS = (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])
_AROUND_PAGE_NUMBER = re.compile(r"[\s\-—–－·/第共页,，]*")
_EQUATION = re.compile(r"\s*eq\b", re.IGNORECASE)
_CIRCLED = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*○\s*[,;]\s*([0-9]{1,2}|[^0-9()]{1,9})\s*\)\s*", re.IGNORECASE)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits as they stand behind a word that has a note."""
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


@attrs.define(eq=False)
class Paragraph:
    """A paragraph being read, with others before it whose marks are deleted or hidden.

    `own` is where the number of the last of them goes, and its text begins; `first` is its first text that shows.
    `before` and `after` are what text boxes hold.
    """

    flow: Flow
    number: int
    properties: "_Element | None" = None
    chars: list[str] = attrs.field(factory=list)
    own: int = 0
    first: int | None = None
    before: list[Piece] = attrs.field(factory=list)
    after: list[Piece] = attrs.field(factory=list)
    hidden_style: bool = False
    hidden: bool = False
    raised: bool = False
    page_numbers: list[tuple[int, int]] = attrs.field(factory=list)

    def begin(self, properties: "_Element | None", hidden_style: bool) -> None:
        """It begins, or goes on with the next one's text and properties."""
        self.own, self.first = len(self.chars), None
        self.chars.append("")
        self.properties = properties
        self.hidden_style = hidden_style

    def say(self, text: str) -> None:
        """Go on with this text."""
        if self.first is None and text.strip():
            self.first = len(self.chars)
        self.chars.append(text)

    def cut(self, start: int) -> None:
        """Take back what was said from here on."""
        del self.chars[start:]
        if self.first is not None and self.first >= start:
            self.first = None
        if self.own >= start:
            self.own = start
            self.chars.append("")

    @property
    def has_text(self) -> bool:
        """Whether the last of them says anything."""
        return self.first is not None

    def lines(self) -> list[str]:
        """The lines it prints: none if it is there for the page number only."""
        text = "".join(self.chars)
        if self.page_numbers and _AROUND_PAGE_NUMBER.fullmatch("".join(self._without_page_numbers())):
            return []
        return [line for line in text.split("\n") if line.strip()]

    def _without_page_numbers(self) -> Iterator[str]:
        at = 0
        for start, end in self.page_numbers:
            yield from self.chars[at:start]
            at = max(at, end)
        yield from self.chars[at:]


@attrs.define(eq=False)
class Field:
    """A field: its code, which is not printed, then its result, which is.

    What is said between its begin at `start` and the end of its code is taken back then. So a field that is cut short
    hides nothing: its paragraph ends, and all of it is printed.
    """

    paragraph: Paragraph | None
    start: int
    code: list[str] = attrs.field(factory=list)
    in_code: bool = True

    @property
    def is_page_number(self) -> bool:
        return is_page_number("".join(self.code))

    def end_code(self) -> None:
        """Results of fields within the code are no text either."""
        if self.in_code and self.paragraph is not None:
            self.paragraph.cut(self.start)
        self.in_code = False


def is_page_number(code: str) -> bool:
    """Whether a field with this code prints a page number, or how many there are."""
    return code.upper().split()[:1] in _PAGE_FIELDS


def equation(code: str) -> str:
    """What Word draws for an equation, which has no result: a number in a circle as such, others by their code."""
    circled = _CIRCLED.fullmatch(code)
    if circled is None:
        return code.strip() if _EQUATION.match(code) else ""
    return written(int(circled[1]), "decimalEnclosedCircle") if circled[1].isdigit() else circled[1]


def symbol_of(code: str, font: str) -> str:
    """A character given by its number; fonts of letters have theirs moved to U+F000 too."""
    if re.fullmatch("[0-9A-Fa-f]{1,6}", code) is None:
        return "\ufffd"
    number = int(code, 16)
    if 0xF020 <= number <= 0xF07E and not font.lower().startswith(_SYMBOL_FONTS):
        number -= 0xF000
    valid = number >= 0x20 and not 0xD800 <= number <= 0xDFFF and number <= 0x10FFFF
    return chr(number) if valid else "\ufffd"
