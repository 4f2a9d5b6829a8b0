"""Characters put together to lines of text, as the eye does it: by their height, then from left to right."""

from collections.abc import Iterable, Sequence

import attrs

from govdisclosure.place import Box
from govdisclosure.readers._pdf_page import Char

SAME_LINE = 0.45
"""How far apart, in sizes of a character, the middles of two characters of one line may be."""
SAME_CHAR = 0.5
"""How much of its width a character must move to be another one: a bold face is often one drawn twice."""
WORD_GAP = 0.2
"""A gap between two Latin letters or digits that stands for a space."""
COLUMN_GAP = 1.0
"""A gap without spaces that separates columns ..."""
FIGURE_GAP = 0.55
"""... between two figures ..."""
SPACED_COLUMN_GAP = 2.0
"""... and one that is filled with spaces."""
EVEN = 0.25
"""How little the gaps of a line that is spread over its width differ."""

TAB = "\t"


@attrs.frozen
class Line:
    """A line of text with its box. Columns of words are separated by tabs."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    first_word: float = 0.0
    """How wide its beginning is that cannot be broken."""

    @property
    def box(self) -> Box:
        """Its box, rounded."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_of(chars: Sequence[Char], *, columns: bool = True) -> list[Line]:
    """The lines that characters make, from the top down, turned text last. `columns` puts tabs into wide gaps.

    >>> from govdisclosure.readers._pdf_page import Char
    >>> word = [Char(text, 10.0 * n, 0.0, 10.0 * n + 10, 10.0, 10.0, 0) for n, text in enumerate("规章")]
    >>> [line.text for line in lines_of([*word, Char("7", 60.0, 0.0, 65.0, 10.0, 10.0, 0)])]
    ['规章\\t7']
    """
    upright = [char for char in chars if not char.turned]
    rows = _columns(upright) or _rows(upright)
    lines = [line for row in rows if (line := _line(row, columns=columns)) is not None]
    turned = [char for char in chars if char.turned]
    return lines + [line for row in _turned(turned) if (line := _line_of(row, _plain(row))) is not None]


def _rows(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters by line. One that stands a little higher or lower than its neighbours is still in their line."""
    rows: list[list[Char]] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda char: char.top + char.bottom):
        own = (char.top + char.bottom) / 2
        if rows and own - middle <= SAME_LINE * min(size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
            middle, size = own, char.size
    for row in rows:
        row.sort(key=lambda char: char.x0)
    return rows


def _columns(chars: Sequence[Char]) -> list[list[Char]] | None:
    """Characters by column, from right to left, if they are set one below the other in several columns."""
    down = across = 0
    for one, other in zip(chars, chars[1:], strict=False):
        dx, dy = abs(other.x0 - one.x0), other.top - one.top
        if dx < 0.2 * one.size and 0.8 * one.size < dy < 1.5 * one.size:
            down += 1
        elif abs(dy) < 0.2 * one.size and dx < 1.5 * one.size:
            across += 1
    if down <= 2 * across or down < 2:
        return None
    columns: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: -char.x0 - char.x1):
        if columns and abs(columns[-1][0].x0 + columns[-1][0].x1 - char.x0 - char.x1) < char.size:
            columns[-1].append(char)
        else:
            columns.append([char])
    if len(columns) < 2:
        return None
    for column in columns:
        column.sort(key=lambda char: char.top)
    return columns


def _turned(chars: Sequence[Char]) -> list[list[Char]]:
    """Text turned by a quarter: lines that run upwards follow each other to the right, others to the left."""
    rows: list[list[Char]] = []
    for direction in (1, -1):
        run = [char for char in chars if char.turned == direction]
        across = [Char(c.text, -direction * c.bottom, direction * c.x0, -direction * c.top, direction * c.x1, c.size, 0)
                  if direction > 0 else Char(c.text, c.top, -c.x1, c.bottom, -c.x0, c.size, 0) for c in run]  # fmt: skip
        back = {id(turned): char for turned, char in zip(across, run, strict=True)}
        rows.extend([back[id(char)] for char in row] for row in _rows(across))
    return rows


def _plain(chars: Sequence[Char]) -> str:
    return "".join(char.text for char in chars)


def _line(row: Sequence[Char], *, columns: bool) -> Line | None:
    """A line from its characters: spaces and tabs stand where there are gaps."""
    shown: list[Char] = []
    spaces: list[str] = []  # what stands in front of each
    pending = ""
    for char in row:
        if not char.text.strip():
            pending += char.text
        elif shown and _is_again(shown[-1], char):
            pending = ""
        else:
            shown.append(char)
            spaces.append(pending)
            pending = ""
    if not shown:
        return None
    spread = columns and _is_spread(shown, spaces)
    parts = [shown[0].text]
    for one, other, space in zip(shown, shown[1:], spaces[1:], strict=False):
        parts.append(_between(one, other, space, columns=columns, spread=spread))
        parts.append(other.text)
    return _line_of(shown, "".join(parts))


def _line_of(row: Sequence[Char], text: str) -> Line | None:
    if not text.strip():
        return None
    return Line(
        text.strip(" "),
        min(char.x0 for char in row),
        min(char.top for char in row),
        max(char.x1 for char in row),
        max(char.bottom for char in row),
        sorted(char.size for char in row)[len(row) // 2],
        _first_word(row),
    )


_CLOSING = frozenset("，。、；：！？）》〉」』】〕”’…,.;:!?)]}%％—·～")


def _first_word(row: Sequence[Char]) -> float:
    """The width of what cannot be broken at the beginning: a character or a Latin word, and the marks behind it."""
    end = 1
    while end < len(row) and (
        row[end].text in _CLOSING or (_is_latin(row[end - 1].text) and _is_latin(row[end].text))
    ):
        end += 1
    return row[end - 1].x1 - row[0].x0


def _is_again(one: Char, other: Char) -> bool:
    return one.text == other.text and other.x0 - one.x0 < SAME_CHAR * (one.x1 - one.x0)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _is_wide(text: str) -> bool:
    return text >= "\u2e80"


def _is_spread(shown: Sequence[Char], spaces: Sequence[str]) -> bool:
    """Whether a line of Chinese is spread evenly over its width, as the last word of a narrow column may be."""
    gaps = [
        (other.x0 - one.x1) / one.size
        for one, other, space in zip(shown, shown[1:], spaces[1:], strict=False)
        if _is_wide(one.text) and _is_wide(other.text) and not space
    ]
    return len(gaps) >= 3 and min(gaps) > EVEN and max(gaps) - min(gaps) < EVEN


def _between(one: Char, other: Char, space: str, *, columns: bool, spread: bool) -> str:
    """What stands between two characters: nothing, the spaces that are printed, one for a gap, or a tab."""
    gap = (other.x0 - one.x1) / max(one.size, other.size, 0.1)
    if columns and not spread and "\u3000" not in space:
        wanted = SPACED_COLUMN_GAP if space else FIGURE_GAP if _is_figure(one, other) else COLUMN_GAP
        if gap >= wanted:
            return TAB
    if space:
        return space
    return " " if gap > WORD_GAP and _is_latin(one.text[-1:]) and _is_latin(other.text[:1]) else ""


def _is_figure(one: Char, other: Char) -> bool:
    return one.text[-1:].isdecimal() and other.text[:1].isdecimal()
