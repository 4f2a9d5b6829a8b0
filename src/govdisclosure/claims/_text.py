"""A paragraph as the grammar reads it: without white space, in half width, simplified, cut into sentences.

Line breaks fall anywhere in extracted text, inside numbers too. So the grammar never sees them; every place it finds
is carried back to the paragraph as printed.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import attrs

from govdisclosure.wording._characters import folded, simplified

_ENDS = frozenset("。!?")
_QUOTES = frozenset("\"'“”‘’「」『』")
_LONGEST = 1_500
"""Characters of a sentence: what goes on for longer is no sentence, and is cut so that no text can take forever."""
_FAR_ENOUGH = 100_000
"""Characters of a paragraph that are read: no report has one so long."""


@attrs.frozen
class Sentence:
    """A sentence: `text` for the grammar, `at` the place of each of its characters in the `paragraph`."""

    text: str
    at: tuple[int, ...]
    paragraph: str

    def printed(self, start: int, end: int) -> str:
        """A stretch of it as printed, without white space."""
        return "".join(self.paragraph[self.at[start] : self.at[end - 1] + 1].split()) if start < end else ""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of it stands in the paragraph."""
        return self.at[start], self.at[end - 1] + 1


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph: what ends in 。！？ or with it.

    >>> [sentence.text for sentence in sentences("全年收到申\\n请１２件。均已办结。")]
    ['全年收到申请12件。', '均已办结。']
    """
    characters: list[str] = []
    places: list[int] = []
    for place, printed in enumerate(simplified(paragraph[:_FAR_ENOUGH])):
        character = _plain(printed)
        if not character:
            continue
        characters.append(character)
        places.append(place)
        if character in _ENDS or len(characters) == _LONGEST:
            yield Sentence("".join(characters), tuple(places), paragraph)
            characters, places = [], []
    if characters:
        yield Sentence("".join(characters), tuple(places), paragraph)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """The character as the grammar reads it; nothing for white space, invisible characters and quotation marks."""
    if character.isspace() or character in _QUOTES or unicodedata.category(character) == "Cf":
        return ""
    if unicodedata.category(character) == "No":  # ① is the number of an item, not a figure
        return character
    plain = folded(character)
    return plain if len(plain) == 1 else character
