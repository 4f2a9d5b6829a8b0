"""Elements of WordprocessingML, written as calls: ``w("p", w("r"))``."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_PIECES = re.compile(r"[\t\n]|[^\t\n]+")

Made = Callable[[str, Sequence[BaseOxmlElement]], None]
"""What is told of the paragraphs that print the block or the figure at a path, once they stand in their cell."""


def nothing(path: str, paragraphs: Sequence[BaseOxmlElement]) -> None:
    """Leave what was made as it is. A review adds its comments."""


def w(name: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of Word's main namespace with its attributes and children."""
    element = cast(BaseOxmlElement, OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend(children)
    return element


def paragraph(
    style: str, text: str, *properties: BaseOxmlElement, shape: tuple[BaseOxmlElement, ...] = ()
) -> BaseOxmlElement:
    """A paragraph in a style; `properties` are the paragraph's own, in Word's order, and `shape` those of its text."""
    runs = (_run(text, shape),) if text else ()
    return w("p", w("pPr", w("pStyle", val=style), *properties), *runs)


def cut(made: BaseOxmlElement, at: Iterable[int]) -> list[tuple[int, int, BaseOxmlElement]]:
    """Part the text of a paragraph at these characters: each piece with where it begins and ends."""
    runs = made.xpath("w:r")
    if not runs:
        return []
    whole, text = runs[0], runs[0].text
    shape = whole.xpath("w:rPr/*[not(self::w:rFonts)]")
    ends = sorted({0, *at, len(text)})
    found = [(start, end, _run(text[start:end], tuple(map(deepcopy, shape)))) for start, end in pairwise(ends)]
    for _, _, run in found:
        whole.addprevious(run)
    made.remove(whole)
    return found


def half_points(size: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """A font size in points, as Word writes it."""
    return w("sz", val=round(size * 2)), w("szCs", val=round(size * 2))


def _run(text: str, shape: tuple[BaseOxmlElement, ...]) -> BaseOxmlElement:
    # The hint makes quotation marks, dashes and dots, which both scripts have, Chinese ones.
    return w("r", w("rPr", w("rFonts", hint="eastAsia"), *shape), *_content(text))


def _content(text: str) -> Iterator[BaseOxmlElement]:
    for piece in _PIECES.findall(text):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        else:
            element = w("t")
            element.text = piece
            element.set(qn("xml:space"), "preserve")
            yield element
