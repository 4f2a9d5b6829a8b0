"""A report as it is printed, with links to its findings: at each marked cell, passage and block its number.

The numbers are drawn by the style sheet and are no text: what can be copied from the page is what was printed.
"""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from govdisclosure.checks._rule import Finding
from govdisclosure.errors import Lang
from govdisclosure.review._marks import Mark, Marks, Passage
from govdisclosure.review._words import word
from govdisclosure.writers._page import Show

if TYPE_CHECKING:
    from markupsafe import Markup

GRAVITY = ("error", "warning", "info", "waived", "undecided")
"""How things are marked, the gravest first."""


class Marked(Show):
    """Adds marks to what is printed. `anchors` has for each number the ids of its marks by their place."""

    def __init__(self, marks: Marks, groups: Mapping[tuple[str, str], int], lang: Lang) -> None:
        self._marks = marks
        self._groups = groups
        self._lang: Lang = lang
        self._own = "" if lang == "zh" else f' lang="{lang}"'
        """What a link is called is not in the language of the report around it."""
        self._cells: set[str] = set()
        self._marked: dict[int, int] = {}
        self.anchors: dict[int, dict[str, str]] = {}
        self.undecided: dict[str, str] = {}
        """The ids of what could not be decided, by cell or block."""

    def attributes(self, path: str) -> "Markup":
        """How an element is marked, and of which findings it is a part."""
        found = ""
        looks: set[str] = {mark.look for mark in self._at(path)}
        if not looks and path in self._marks.undecided:
            looks.add(GRAVITY[-1])
        if looks:
            found += f' data-mark="{min(looks, key=GRAVITY.index)}"'
        parts = self._marks.parts.get(path, ())
        if parts:
            found += f' data-part="{" ".join(str(mark.number) for mark in parts)}"'
            if path not in self._cells:  # a table may be printed twice
                found += f' id="{escape(cell_id(path))}"'
                self._cells.add(path)
        return _markup(found)

    def text(self, path: str, text: str) -> "Markup":
        """The text with its passages marked, and links behind it."""
        shown = ""
        at = 0
        for passage in self._marks.passages.get(path, ()):
            shown += escape(text[at : passage.start]) + self._passage(path, passage, text)
            at = passage.end
        return _markup(shown + escape(text[at:]) + self._links(path))

    def after(self, path: str) -> "Markup":
        """The links of a block that is marked as a whole."""
        return _markup(self._links(path))

    def _at(self, path: str) -> tuple[Mark, ...]:
        return (*self._marks.cells.get(path, ()), *self._marks.blocks.get(path, ()))

    def _passage(self, path: str, passage: Passage, text: str) -> str:
        """A stretch of text as a link to the gravest finding; those that end here show their numbers."""
        first = min(passage.marks, key=lambda mark: (GRAVITY.index(mark.look), mark.number))
        number = f' data-n="{first.number}"' if first in passage.closing else ""
        numbers = " ".join(str(mark.number) for mark in passage.marks)
        link = (
            f'<a class="said {first.look}" href="#finding-{first.number}" id="{self._anchor(first, path)}" '
            f'data-marks="{numbers}" title="{escape(self._title(first))}"{number}>'
            f"{escape(text[passage.start : passage.end])}</a>"
        )
        return link + "".join(self._link(mark, path) for mark in passage.closing if mark != first)

    def _links(self, path: str) -> str:
        return "".join(self._link(mark, path) for mark in self._at(path)) + self._question(path)

    def _link(self, mark: Mark, path: str) -> str:
        title = escape(self._title(mark))
        return (
            f'<a class="n {mark.look}" href="#finding-{mark.number}" id="{self._anchor(mark, path)}" '
            f'data-n="{mark.number}" data-marks="{mark.number}" title="{title}" aria-label="{title}"{self._own}></a>'
        )

    def _question(self, path: str) -> str:
        """What could not be decided here, as one light mark."""
        undecided = self._marks.undecided.get(path, ())
        if not undecided or path in self.undecided:
            return ""
        first = undecided[0]
        key = f"undecided-{self._groups[group_of(first, self._lang)]}"
        self.undecided[path] = f"{key}-{len(self.undecided) + 1}"
        title = escape(f"{first.code} {first.text(self._lang)}")
        anchor = self.undecided[path]
        link = f'<a class="n undecided" href="#{key}" id="{anchor}" title="{title}" aria-label="{title}"'
        return f"{link}{self._own}></a>"

    def _anchor(self, mark: Mark, path: str) -> str:
        """A new id: the same finding may be marked at several places, and more than once at each."""
        count = self._marked.get(mark.number, 0) + 1
        self._marked[mark.number] = count
        name = f"mark-{mark.number}" + (f"-{count}" if count > 1 else "")
        self.anchors.setdefault(mark.number, {}).setdefault(path, name)
        return name

    def _title(self, mark: Mark) -> str:
        """What is said of a mark before its explanation is opened."""
        text = mark.finding.text(self._lang)
        return word("said", self._lang, look=word(mark.look, self._lang), number=mark.number, text=text)


def group_of(finding: Finding, lang: Lang) -> tuple[str, str]:
    """What is said once of things that could not be decided: the rule, and why."""
    return finding.code, finding.text(lang)


def cell_id(path: str) -> str:
    """The id of a cell that findings rest on."""
    return f"cell-{path}"


def _markup(text: str) -> "Markup":
    from markupsafe import Markup  # comes with jinja2, an extra

    return Markup(text)
