"""The shape of a title on the page: it does not leave a few characters alone on its last line."""

from math import ceil

from docx.oxml.xmlchemy import BaseOxmlElement
from rich.cells import cell_len

from govdisclosure.wording._title import FULL_WORDING
from govdisclosure.writers._docx_styles import TITLE_SIZE, TYPE_WIDTH
from govdisclosure.writers._docx_xml import paragraph, w

_EM = TITLE_SIZE * 20
_FULL = TYPE_WIDTH / _EM
"""How many Chinese characters fit on a line."""

_NARROWEST = 0.86
"""How much narrower characters may be set so that a title fits on one line."""

_SLACK = 0.7
"""Part of a character by which a line is wider than its text, against rounding."""


def title(text: str) -> BaseOxmlElement:
    """The title: on one line if it fits with its characters set a little narrower, else on lines about as long."""
    width = cell_len(text) / 2
    if width + _SLACK <= _FULL or "\n" in text:
        return paragraph("Title", text)
    if width * _NARROWEST + _SLACK <= _FULL:
        percent = int((_FULL - _SLACK) / width * 100)
        return paragraph("Title", text, shape=(w("w", val=percent),))
    indent = round((_FULL - _line(text, width) - _SLACK) / 2 * _EM)
    return paragraph("Title", text, w("ind", left=max(indent, 0), right=max(indent, 0)))


def _line(text: str, width: float) -> float:
    """How many characters the longest line holds: the prescribed words have a line of their own if they can."""
    name = width - len(FULL_WORDING)
    if text.endswith(FULL_WORDING) and len(FULL_WORDING) <= name <= _FULL - _SLACK:
        return name
    return min(ceil(width / ceil(width / (_FULL - 1))) + 1, _FULL - _SLACK)
