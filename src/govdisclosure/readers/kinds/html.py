"""Reports as web pages, saved whole or in part: what a person would see of them, in printed order."""

import re
from typing import TYPE_CHECKING

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.place import Place
from govdisclosure.readers._content import Content, Item
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._encoding import decoded
from govdisclosure.readers.kinds._html_article import cut_behind_article
from govdisclosure.readers.kinds._html_page import PageLine, frozen
from govdisclosure.readers.kinds._html_source import Source
from govdisclosure.readers.kinds._html_walk import read_page

if TYPE_CHECKING:
    from justhtml import Document, DocumentFragment

READER = "html/1"
"""Name and revision of this reader, kept with what it read."""

MAX_MARKUP = 400_000
"""How many tags a page may have. Fifteen reports as Word writes them have 80,000."""

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]{0,300}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_WITHIN = 4096
"""Within how many bytes a page must say in what encoding it is; browsers look no further than 1024."""


@attrs.frozen
class Piece:
    """What a piece of HTML shows, and how many tables and paragraphs there are up to its end."""

    items: tuple[Item, ...]
    tables: int
    paragraphs: int


def content(data: bytes, budget: Budget) -> Content:
    """What a page shows: its texts and tables, without what is hidden.

    What stands behind the element that holds a report is left out and noted, if the page marks it so that it is sure.
    Needs the extra ``html``: raises `MissingExtra` without it. Raises `UnreadableDocument` if the page only frames
    others, or exceeds a limit.

    >>> from govdisclosure.readers._limits import Budget
    >>> from govdisclosure.readers.kinds.html import content
    >>> page = content("<h1>年度报告</h1><p>公开<b>85</b>条。<p hidden>打印".encode(), Budget("page.html"))
    >>> [(text.raw, text.place.paragraph) for text in page.items]
    [('年度报告', 1), ('公开85条。', 2)]
    """
    text, notes = decoded(budget.name, data, declared_encoding(data))
    text = _lines_ended_alike(text)
    page = read_page(_parsed(text, budget), Source(text), budget)
    if not page.lines:
        _refuse_frames(text, budget)
    behind = cut_behind_article(page)
    hidden = (note("GD612", "text", count=page.hidden),) if page.hidden else ()
    return Content(items=frozen(page), notes=(*notes, *hidden, *_outside(behind)))


def piece_of(text: str, budget: Budget, *, first_line: int, tables: int, paragraphs: int) -> Piece:
    """What a piece of HTML in another document shows; `tables` and `paragraphs` are how many stand before it there."""
    page = read_page(_parsed(text, budget), Source(text, first_line), budget, tables=tables)
    items = frozen(page, paragraphs=paragraphs)
    last = max((line.place.paragraph or 0 for line in page.lines if line.place is not None), default=0)
    return Piece(items, tables + len(page.tables), max(paragraphs, last))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it has.

    >>> from govdisclosure.readers.kinds.html import declared_encoding
    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    match = _DECLARED.search(data[:_WITHIN])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii", "replace")
    return None if name.lower().startswith("utf-16") else name  # could not have been read so far if it were true


def _lines_ended_alike(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str, budget: Budget) -> "Document | DocumentFragment":
    try:
        from justhtml import JustHTML
    except ImportError:
        raise MissingExtra(package="justhtml", extra="html") from None
    if text.count("<") > MAX_MARKUP:
        budget.refuse(f"more than {MAX_MARKUP} tags", f"标签超过 {MAX_MARKUP} 个")
    try:
        return JustHTML(text, sanitize=False).root
    except Exception as error:  # whatever the parser cannot do with a hostile page
        raise UnreadableDocument(
            budget.name,
            f"the page cannot be parsed ({type(error).__name__})",
            f"网页无法解析（{type(error).__name__}）",
            "save it again from a browser",
            "请用浏览器重新保存",
        ) from None


def _refuse_frames(text: str, budget: Budget) -> None:
    if re.search(r"<i?frame\b", text, re.IGNORECASE):
        raise UnreadableDocument(
            budget.name,
            "the page only shows other pages in frames",
            "网页只是用框架显示其他网页",
            "open the report's own page and save that",
            "请打开报告所在的框架页面，再保存该页面",
        )


def _outside(lines: tuple[PageLine, ...]) -> tuple[Finding, ...]:
    """A note on what was left out behind the report."""
    if not lines:
        return ()
    place = Place(line=lines[0].line, end_line=lines[-1].line)
    return (note("GD610", "text", place=place, raw="\n".join(line.text for line in lines)),)
