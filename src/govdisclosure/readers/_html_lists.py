"""The numbers that a page prints before the items of a list although they are nowhere in its text."""

import re
from typing import TYPE_CHECKING

import cn2an

if TYPE_CHECKING:
    from justhtml import Element, Node

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,6})(?![0-9])")
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal")


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
    if style in ("decimal", "1"):
        return f"{number}. "
    if style in _CHINESE and 0 < number < 100:
        return f"{cn2an.an2cn(number)}、".replace("一十", "十", 1) if number < 20 else f"{cn2an.an2cn(number)}、"
    return None


def _whole(value: str | None) -> int | None:
    match = _WHOLE.match(value or "")
    return None if match is None else int(match[1])
