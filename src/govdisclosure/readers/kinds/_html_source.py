"""On which line of its source something in a page stands.

The parser could tell, but what it makes of broken markup then differs from what browsers make of it. Text and cells
come in the order of the source, so each is found behind the one before; what is not found, because it is written
otherwise (``&nbsp;``), is on the line of what was found last.
"""

import re

_BODY = re.compile(r"<body\b", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
_ALIKE = re.compile(r"[^&<>\"'\xa0\u2000-\u200f]*")
"""What is written in the source as it is shown."""
_ENOUGH = 16
"""How many characters of a text tell it from what stands around it."""
_LONG = 8
"""A text of so many characters is looked for in all that follows, if it is not nearby ..."""
_NEAR = 20_000
"""... that is, within so many characters."""
_MISSES = 500
"""After how many texts that were not found none are looked for any more."""


class Source:
    """The source of a page, read from its beginning to its end."""

    __slots__ = ("_at", "_misses", "_text", "line")

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._text = text
        self._at = 0
        self._misses = 0
        self.line = first_line
        """The line of what was found last."""
        body = _BODY.search(text)
        if body is not None:
            self._go(body.end())

    def find_text(self, text: str) -> None:
        """Go on to a text, if it is found: right behind a tag, else anywhere if it is long enough."""
        if self._misses > _MISSES:
            return
        inner = text.lstrip()
        outer = len(text) - len(inner)
        start = _ALIKE.match(inner[:_ENOUGH])[0]  # type: ignore[index]  # it matches nothing, too
        if self._find(">" + text[:outer] + start, 1 + outer, self._at + _NEAR):
            return
        if len(start) < _LONG or not self._find(start, 0, len(self._text)):
            self._misses += 1

    def find_cell(self) -> None:
        """Go on to the next cell of a table, if there is one nearby."""
        found = _CELL.search(self._text, self._at, self._at + _NEAR)
        if found is not None:
            self._go(found.end())

    def _find(self, text: str, inside: int, end: int) -> bool:
        found = self._text.find(text, self._at, end)
        if found >= 0:
            self._go(found + inside)
        return found >= 0

    def _go(self, at: int) -> None:
        self.line += self._text.count("\n", self._at, at)
        self._at = at
