"""What the styles of a Word document say that changes the printed text: numbering, and whether text is hidden."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_WHOLE = re.compile(r"[+-]?[0-9]+")
_HUGE = 10**9


def child(element: "_Element | None", *names: str) -> "_Element | None":
    """The first child called so, then its first child called so, and so on; None if there is none."""
    for name in names:
        if element is None:
            return None
        element = next(element.iterchildren(W + name), None)
    return element


def value(element: "_Element | None", *names: str) -> str | None:
    """The value of a child: ``w:val``."""
    found = child(element, *names)
    return None if found is None else found.get(VAL)


def whole(text: str | None, default: int) -> int:
    """A whole number, at most a thousand million; the default if there is none.

    >>> whole("3", 1), whole("x", 1), whole("9" * 5000, 1)
    (3, 1, 1000000000)
    """
    if text is None or _WHOLE.fullmatch(text) is None:
        return default
    return max(-_HUGE, min(int(text[:12]), _HUGE))


def switch(element: "_Element | None", name: str) -> bool | None:
    """A property that is on or off; None if it is not given."""
    found = child(element, name)
    return None if found is None else found.get(VAL, "true") not in ("0", "false", "off")


class Styles:
    """The styles by their names. A style that is based on another has what it does not say itself from that one."""

    def __init__(self, root: "_Element | None") -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        for style in () if root is None else root.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._styles.setdefault(name, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = name
        self._hidden: dict[str | None, bool | None] = {}

    def paragraph_style(self, properties: "_Element | None") -> str | None:
        """The style of a paragraph with these properties."""
        return value(properties, "pStyle") or self._default

    def hides(self, name: str | None) -> bool | None:
        """Whether text in this style is hidden; None if the style does not say."""
        if name not in self._hidden:
            said = (switch(child(style, "rPr"), "vanish") for style in self.based_on(name))
            self._hidden[name] = next((hidden for hidden in said if hidden is not None), None)
        return self._hidden[name]

    def based_on(self, name: str | None) -> Iterator["_Element"]:
        """A style and those it is based on."""
        seen: set[str] = set()
        while name is not None and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")
