"""What a page's own CSS says that changes its text: what is hidden, what keeps white space, what stands side by side.

Only what is said on the element itself can hide it: a style sheet is read without its cascade, and the page's scripts
are not run, so that a rule of a sheet might hide what a person sees.
"""

import re
from collections.abc import Iterator, Mapping

import attrs

_TELLING = re.compile(r"display|visibility|white-space|list-style", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"\.?[\w-]+")
_OWN_LINES = ("block", "flex", "grid", "table", "list-item", "flow-root")
_KEEPING = ("pre", "pre-wrap", "pre-line", "break-spaces")


@attrs.frozen
class Style:
    """What is said of one element; None where nothing is said."""

    hidden: bool = False
    own_line: bool | None = None
    """Whether it stands on lines of its own."""
    keeps_space: bool | None = None
    side_by_side: bool = False
    """Whether what is in it stands side by side with gaps between."""
    numbering: str | None = None
    """How the items of a list are numbered."""

    def over(self, general: "Style") -> "Style":
        """This where it says something, else what is said in general."""
        return Style(
            hidden=self.hidden,
            own_line=general.own_line if self.own_line is None else self.own_line,
            keeps_space=general.keeps_space if self.keeps_space is None else self.keeps_space,
            side_by_side=self.side_by_side or general.side_by_side,
            numbering=self.numbering or general.numbering,
        )


PLAIN = Style()


def style_of(css: str) -> Style:
    """What the `style` attribute of an element says.

    >>> style_of("color: red; display: NONE").hidden
    True
    """
    if not _TELLING.search(css):
        return PLAIN
    said = dict(_declarations(css))
    display, space = said.get("display"), said.get("white-space")
    columns = said.get("flex-direction", "").startswith("column")
    numbering = said.get("list-style-type") or said.get("list-style", "").partition(" ")[0]
    return Style(
        hidden=display == "none" or said.get("visibility") in ("hidden", "collapse"),
        own_line=True if display in _OWN_LINES else False if display == "inline" else None,
        keeps_space=None if space is None else space in _KEEPING,
        side_by_side=display in ("flex", "inline-flex") and not columns,
        numbering=numbering or None,
    )


def sheet_of(css: str) -> Mapping[str, Style]:
    """What the rules of a style sheet say that name a kind of element or a class, outside of `@media`.

    >>> sheet_of("h1, p { white-space: pre-wrap } .line { display: flex }")[".line"].side_by_side
    True
    """
    found: dict[str, Style] = {}
    depth, selectors, start = 0, "", 0
    rules = _COMMENT.sub("", css)
    for brace in _BRACE.finditer(rules):
        text = rules[start : brace.start()]
        start = brace.end()
        if brace[0] == "{":
            depth, selectors = depth + 1, text
            continue
        if depth == 1 and not selectors.lstrip().startswith("@"):
            style = attrs.evolve(style_of(text), hidden=False)
            if style != PLAIN:
                names = (selector.strip() for selector in selectors.split(","))
                found.update((name, style) for name in names if _SELECTOR.fullmatch(name))
        depth = max(depth - 1, 0)
    return found


def _declarations(css: str) -> Iterator[tuple[str, str]]:
    for declaration in css.lower().split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), value.replace("!important", "").strip()
