"""Folding of Chinese text: between any two characters, but not inside a number, nor before a comma."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_PIECE = re.compile(r"[（“‘【《\[(]*(?:[!-~]+|\S)[，。；：、！？）”’】》…\]]*[^\S\n]*")
"""What stays together: a word or one character, with the opening marks before it and the closing ones after it."""


def folded(text: Text, width: int) -> Text:
    """A text whose lines are no wider than `width`, in which Chinese characters count double.

    >>> from rich.text import Text
    >>> from govdisclosure.review._folded import folded
    >>> print(folded(Text("“总计”印为 7，按各项应为 6"), 12).plain)
    “总计”印为
    7，按各项应
    为 6
    """
    lines = text.divide(_cuts(text.plain, width))
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines)


def _cuts(text: str, width: int) -> Iterator[int]:
    used = cell_len(text) - cell_len(text.lstrip())
    for piece in _PIECE.finditer(text):
        wide = cell_len(piece[0].rstrip())
        if used and used + wide > width:
            yield piece.start()
            used = 0
        used += cell_len(piece[0])
