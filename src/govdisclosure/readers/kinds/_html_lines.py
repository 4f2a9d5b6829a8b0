"""The text of a page as a browser shows it: where white space collapses, where a line ends."""

import re
import unicodedata
from enum import Enum

_SPACE = " \t\n\f\r"
_RUN = re.compile(r"[ \t\f\r]*\n[ \t\n\f\r]*|[ \t\f\r]{2,}|[\t\f\r]")
_WIDE = ("W", "F", "H")

GAP = "    "
"""Between two things that stand side by side."""


class _Kind(Enum):
    FLOWING = 0
    KEPT = 1
    SIGN = 2


class Line:
    """The pieces of the line that is being read."""

    __slots__ = ("_flows", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[tuple[str, _Kind]] = []
        self._flows = True

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def add(self, text: str, *, keeps_space: bool = False) -> None:
        """Text in which white space collapses, or is kept."""
        if keeps_space:
            self._flows = False
        self._pieces.append((text, _Kind.KEPT if keeps_space else _Kind.FLOWING))

    def sign(self, sign: str) -> None:
        """A sign that is shown only if digits would run together without it: a raised 1 behind 22 makes no 221."""
        self._flows = False
        self._pieces.append((sign, _Kind.SIGN))

    def gap(self) -> None:
        """A gap between what stands side by side."""
        if any(text.strip() for text, kind in self._pieces if kind is not _Kind.SIGN):
            self.add(GAP, keeps_space=True)

    def take(self) -> list[str]:
        """The lines that the pieces make, those that show nothing left out. The line is then empty."""
        pieces, flows = self._pieces, self._flows
        if not pieces:
            return []
        self._pieces, self._flows = [], True
        if flows:
            text = collapsed("".join(text for text, _ in pieces))
            return [text] if text and not text.isspace() else []
        if pieces[-1][0] is GAP:
            pieces.pop()
        text = pieces[0][0] if len(pieces) == 1 and pieces[0][1] is _Kind.KEPT else _joined(pieces)
        return [line for line in text.split("\n") if line and not line.isspace()]


def collapsed(text: str) -> str:
    """Text with its white space collapsed; a line feed between two wide characters is no space at all.

    >>> collapsed("  信息\\n  公开  报告\\n2023 ")
    '信息公开 报告 2023'
    """
    return _inside(text).strip(_SPACE)


def _inside(text: str) -> str:
    """White space collapsed, that at both ends to one space."""
    return _RUN.sub(_space, text) if _RUN.search(text) else text


def _space(run: re.Match[str]) -> str:
    if "\n" not in run[0]:
        return " "
    text, start, end = run.string, run.start(), run.end()
    return space_between(text[start - 1 : start], text[end : end + 1])


def space_between(before: str, after: str) -> str:
    """What a line feed between two characters of a source becomes: nothing between wide ones, else a space."""
    return "" if _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return character != "" and unicodedata.east_asian_width(character) in _WIDE


def _joined(pieces: list[tuple[str, _Kind]]) -> str:
    """All pieces as one text: a space that collapses goes where another is before it, or none is needed."""
    shown = ""
    flowing = ""
    sign = ""
    for text, kind in (*pieces, ("", _Kind.KEPT)):
        if kind is _Kind.SIGN:
            sign = sign or text
            continue
        if sign and text:
            if (flowing or shown)[-1:].isdigit() and text[:1].isdigit():
                text = sign + text  # noqa: PLW2901
            sign = ""
        if kind is _Kind.FLOWING:
            flowing += text
            continue
        part = _inside(flowing)
        shown += part.lstrip(_SPACE) if not shown or shown[-1] in _SPACE else part
        shown += text
        flowing = ""
    return shown.rstrip(_SPACE) if pieces[-1][1] is not _Kind.KEPT else shown
