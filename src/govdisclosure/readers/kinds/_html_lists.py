"""The numbers that a page prints before the items of a list although they are nowhere in its text."""

import re
from typing import TYPE_CHECKING

from govdisclosure.readers.kinds._word_numbering import written

if TYPE_CHECKING:
    from justhtml import Element, Node

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,6})(?![0-9])")
_FORMS = {
    "decimal": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "cjk-ideographic": ("chineseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "trad-chinese-informal": ("chineseCountingThousand", "、"),
}
"""By how CSS calls a way to count: how Word calls it, and what stands behind the number."""
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


def number_of(item: "Element", numbered: "Node", before: int | None) -> int:
    """The number of an item; `before` is that of the one before it, None for the first."""
    stated = _whole(item.attrs.get("value"))
    if stated is not None:
        return stated
    if before is not None:
        return before + 1
    start = _whole((numbered.attrs or {}).get("start"))
    return 1 if start is None else start


def printed_number(number: int, style: str) -> str | None:
    """How a list prints a number; None if it prints none, or in a way that is not read.

    >>> printed_number(3, "decimal"), printed_number(3, "cjk-ideographic"), printed_number(3, "none")
    ('3. ', '三、', None)
    """
    if (form := _FORMS.get(_TYPES.get(style, style))) is None:
        return None
    return written(number, form[0]) + form[1]


def _whole(value: str | None) -> int | None:
    match = _WHOLE.match(value or "")
    return None if match is None else int(match[1])
