"""Characters put together to lines of text, as the eye does it: by their height, then from left to right."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import attrs

from govdisclosure.place import Box
from govdisclosure.readers.kinds._pdf_page import Char

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
CLOSE_GAP = 0.35
"""A gap without spaces that separates columns in a line that has at least two such gaps already."""
EVEN = 0.25
"""How little the gaps of a line that is spread over its width differ."""

TAB = "\t"


class Part(NamedTuple):
    """What stands in one column of a line."""

    text: str
    x0: float
    x1: float
    middle: float
    """Of its height."""


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
    parts: tuple[Part, ...] = ()
    """Its columns; none if it has but one."""

    @property
    def box(self) -> Box:
        """Its box, rounded."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def lines_of(chars: Sequence[Char], *, columns: bool = True) -> list[Line]:
    """The lines that characters make, from the top down, turned text last. `columns` puts tabs into wide gaps.

    >>> from govdisclosure.readers.kinds._pdf_page import Char
    >>> word = [Char(text, 10.0 * n, 0.0, 10.0 * n + 10, 10.0, 10.0, 0) for n, text in enumerate("规章")]
    >>> [line.text for line in lines_of([*word, Char("7", 60.0, 0.0, 65.0, 10.0, 10.0, 0)])]
    ['规章\\t7']
    """
    upright = [char for char in chars if not char.turned]
    rows = _columns(upright) or rows_of(upright)
    lines = [line for row in rows if (line := _line(row, columns=columns)) is not None]
    turned = [char for char in chars if char.turned]
    return lines + [line for row in _turned(turned) if (line := _line_of(row, _plain(row))) is not None]


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
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
    for one, other in pairwise(chars):
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
        upright = [_upright(char) for char in run]
        back = {id(turned): char for turned, char in zip(upright, run, strict=True)}
        rows.extend([back[id(char)] for char in row] for row in rows_of(upright))
    return rows


def _upright(char: Char) -> Char:
    """A turned character as it stands on a page turned until it is upright."""
    text, x0, top, x1, bottom, size, turned = char
    if turned > 0:
        return Char(text, -bottom, x0, -top, x1, size, 0)
    return Char(text, top, -x1, bottom, -x0, size, 0)


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
    texts = [shown[0].text]
    begins = [0]
    breaks = _breaks(shown, spaces) if columns else frozenset()
    for n in range(1, len(shown)):
        if n in breaks:
            begins.append(n)
            texts.append(shown[n].text)
        else:
            texts[-1] += _between(shown[n - 1], shown[n], spaces[n]) + shown[n].text
    line = _line_of(shown, TAB.join(texts))
    if line is None or len(texts) == 1:
        return line
    ends = [*begins[1:], len(shown)]
    parts = [
        Part(text, shown[first].x0, shown[end - 1].x1, (shown[first].top + shown[first].bottom) / 2)
        for text, first, end in zip(texts, begins, ends, strict=True)
    ]
    return attrs.evolve(line, parts=tuple(parts))


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


_OPENING = frozenset("（《〈「『【〔“‘([{")
_CLOSING = frozenset("，。、；：！？）》〉」』】〕”’…,.;:!?)]}%％—·～")
_INNER = frozenset(".,-/:@_")


def _first_word(row: Sequence[Char]) -> float:
    """The width of what cannot be broken at the beginning: a character or a Latin word, and the marks around it."""
    end = 1
    while end < len(row) and _holds(row[end - 1].text, row[end].text):
        end += 1
    return row[end - 1].x1 - row[0].x0


def _holds(one: str, other: str) -> bool:
    """Whether no line may end between two characters."""
    if one in _OPENING or other in _CLOSING:
        return True
    return (_is_latin(other) and (_is_latin(one) or one in _INNER)) or (_is_latin(one) and other in _INNER)


def _is_again(one: Char, other: Char) -> bool:
    return one.text == other.text and other.x0 - one.x0 < SAME_CHAR * (one.x1 - one.x0)


def _is_latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _is_wide(text: str) -> bool:
    return text >= "\u2e80"


def _is_spread(shown: Sequence[Char], spaces: Sequence[str]) -> bool:
    """Whether a line of Chinese is spread evenly over its width, as the last word of a narrow column may be."""
    gaps = [
        gap_between(one, other)
        for one, other, space in zip(shown, shown[1:], spaces[1:], strict=False)
        if _is_wide(one.text) and _is_wide(other.text) and not space
    ]
    return len(gaps) >= 3 and min(gaps) > EVEN and max(gaps) - min(gaps) < EVEN


def _breaks(shown: Sequence[Char], spaces: Sequence[str]) -> frozenset[int]:
    """Before which characters another column begins."""
    if _is_spread(shown, spaces):
        return frozenset()
    close, wide = set(), set()
    for n, (one, other) in enumerate(pairwise(shown), 1):
        gap = gap_between(one, other)
        if gap < CLOSE_GAP or "\u3000" in spaces[n]:
            continue
        wanted = SPACED_COLUMN_GAP if spaces[n] else FIGURE_GAP if _is_figure(one, other) else COLUMN_GAP
        if gap >= wanted:
            wide.add(n)
        if not spaces[n]:
            close.add(n)
    return frozenset(wide | close if len(wide) > 1 else wide)


def gap_between(one: Char, other: Char) -> float:
    """How wide it is between two characters, in their size."""
    return (other.x0 - one.x1) / max(one.size, other.size, 0.1)


def _between(one: Char, other: Char, space: str) -> str:
    """What stands between two characters: nothing, the spaces that are printed, or one for a gap."""
    if space:
        return space
    return " " if gap_between(one, other) > WORD_GAP and _is_latin(one.text[-1:]) and _is_latin(other.text[:1]) else ""


def latin_gap(one: str, other: str) -> str:
    """What goes between two lines that are joined: a space between Latin words; nothing else, not within a number."""
    before, after = one[-1:], other[:1]
    return " " if _is_latin(before) and _is_latin(after) and not (before.isdigit() and after.isdigit()) else ""


def _is_figure(one: Char, other: Char) -> bool:
    return one.text[-1:].isdecimal() and other.text[:1].isdecimal()
