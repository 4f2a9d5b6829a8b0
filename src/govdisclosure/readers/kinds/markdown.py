"""Reports in Markdown: CommonMark with pipe tables, and tables in HTML."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from govdisclosure.place import Place
from govdisclosure.readers._content import Content, DrawnTable, Item, TableCell, Text
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._encoding import decoded
from govdisclosure.readers.kinds._html_lines import space_between
from govdisclosure.wording._numbering import leading_number
from govdisclosure.wording._title import parse_title
from govdisclosure.wording.headings import heading_key

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

READER = "markdown/1"
"""Name and revision of this reader, kept with what it read."""

_NESTING = 100
"""Lists and quotations in one another; the parser leaves out what is deeper."""
_LONGEST = 50_000
"""How many characters a paragraph or a cell may have; the parser takes its time over brackets."""

_LONGEST_HEADING = 30
_SENTENCE_END = tuple("。；，、：")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r"<!--(?:.*?-->|.*)", re.DOTALL)
_OPENS, _CLOSES = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*")
_RULE_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LEAVES = frozenset(("paragraph_open", "heading_open", "html_block", "fence", "code_block", "table_open"))


def content(data: bytes, budget: Budget) -> Content:
    """What a Markdown document shows: headings and paragraphs as texts, pipe tables and HTML tables as tables.

    Raises `UnreadableDocument` if it exceeds a limit, and `MissingExtra` where it holds HTML and the extra ``html`` is
    not installed.

    >>> from govdisclosure.readers._limits import Budget
    >>> from govdisclosure.readers.kinds.markdown import content
    >>> read = content("# 年度报告\\n\\n| 总\\\\|计 |\\n| --- |\\n| 85 |\\n".encode(), Budget("report.md"))
    >>> read.items[0].raw, [cell.text for row in read.items[1].rows for cell in row]
    ('年度报告', ['总|计', '85'])
    """
    text, notes = decoded(budget.name, data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    if text.count("\n") > 2 * budget.limits.lines:
        budget.refuse(f"more than {budget.limits.lines} lines", f"超过 {budget.limits.lines} 行")
    return Content(items=_Walk(text, budget).run(), notes=notes)


def looks_like(text: str) -> bool:
    """Whether a text without a known kind is Markdown: its headings or its tables say so. Drawn tables are no sign.

    >>> from govdisclosure.readers.kinds.markdown import looks_like
    >>> looks_like("| 甲 | 乙 |\\n| --- | :-: |\\n| 1 | 2 |"), looks_like("| 甲 | 乙 |\\n| 1 | 2 |")
    (True, False)
    """
    lines = text.splitlines()
    return any(map(_titles, lines)) or any(
        _is_pipe_table(list(run)) for has_bar, run in groupby(lines, key=lambda line: "|" in line) if has_bar
    )


def _titles(line: str) -> bool:
    """Whether a line is a Markdown heading that titles a report or one of its sections."""
    match = _HEADING.fullmatch(line) if line.lstrip(" ").startswith("#") else None
    if match is None:
        return False
    heading = _ESCAPE.sub(r"\1", match[1]).strip("*_ ")
    return parse_title(heading) is not None or _is_section_heading(heading)


def _is_section_heading(text: str) -> bool:
    from govdisclosure.formats import FORMATS

    return any(heading_key(text, fmt.headings) is not None for fmt in FORMATS.values())


def _is_pipe_table(lines: Sequence[str]) -> bool:
    """Whether lines with bars have a rule below the first of them, as wide as it, and nowhere else."""
    rules = [n for n, line in enumerate(lines) if all(map(_RULE_CELL.fullmatch, _cells_of(line)))]
    return rules == [1] and len(_cells_of(lines[0])) == len(_cells_of(lines[1]))


def _cells_of(line: str) -> list[str]:
    """What stands between the bars of a row."""
    cells = [cell.replace("\\|", "|") for cell in _BAR.split(line.strip())]
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [cell.strip(" \t") for cell in cells]


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    # A footnote may look like the address of a link, which is not shown; the text of each block is parsed by itself.
    return parser.disable(["reference", "inline", "text_join"])


class _Walk:
    """One walk through the blocks of a document."""

    def __init__(self, text: str, budget: Budget) -> None:
        self._source = text.split("\n")
        self._budget = budget
        self._tokens = _parser().parse(text)
        self._items: list[Item] = []
        self._paragraphs = 0
        self._tables = 0
        self._number = ""  # what a list prints before its next paragraph

    def run(self) -> tuple[Item, ...]:
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            self._budget.time()
            if token.level >= _NESTING - 1:
                self._budget.refuse(f"nested more than {_NESTING} deep", f"嵌套超过 {_NESTING} 层")
            if token.type == "html_block":
                at = self._html(at)
                continue
            if token.type == "table_open":
                at = self._table(at)
                continue
            if token.type == "inline":
                self._paragraph(self._lines_of(token.content), _line(token))
            elif token.type in ("fence", "code_block"):
                first = _line(token) + (token.type == "fence")
                self._paragraph([(line, n) for n, line in enumerate(token.content.split("\n"))], first)
            elif token.type == "list_item_open":
                self._number = f"{token.info}{token.markup} " if token.info else ""
            elif token.type == "list_item_close":
                self._number = ""
            at += 1
        return tuple(self._items)

    def _paragraph(self, lines: Sequence[tuple[str, int]], first: int) -> None:
        shown = [(text, first + n) for text, n in lines if text and not text.isspace()]
        if not shown:
            return
        self._paragraphs += 1
        for text, line in shown:
            self._budget.line()
            self._items.append(Text(self._number + text, Place(paragraph=self._paragraphs, line=line)))
            self._number = ""

    def _table(self, at: int) -> int:
        """A pipe table; gives where it ends. A row may have more cells than the head, or fewer."""
        self._tables += 1
        opening = self._tokens[at]
        rows: list[tuple[TableCell, ...]] = []
        cells: list[str] = []
        line = 0
        while self._tokens[at].type != "table_close":
            token = self._tokens[at]
            if token.type == "tr_open":
                self._budget.time()
                line, cells = _line(token), []
            elif token.type == "inline":
                cells.append(token.content)
            elif token.type == "tr_close":
                printed = _cells_of(self._source[line - 1]) if opening.level == 0 else cells
                rows.append(tuple(self._row(printed, len(rows) + 1, line)))
            at += 1
        self._items.append(DrawnTable(tuple(rows), Place(table=self._tables, line=_line(opening))))
        return at + 1

    def _row(self, cells: Sequence[str], row: int, line: int) -> Iterator[TableCell]:
        for column, source in enumerate(cells, 1):
            self._budget.cell()
            place = Place(line=line, table=self._tables, row=row, column=column)
            shown = (text for text, _ in self._lines_of(source) if text and not text.isspace())
            yield TableCell(tuple(Text(text, place) for text in shown), place)

    def _html(self, at: int) -> int:
        """A block of HTML, up to the end of the tables that begin in it; gives where it ends."""
        first, end = self._tokens[at].map or (0, 0)
        depth = 0
        line = first
        while line < end or (depth > 0 and line < len(self._source)):
            depth += len(_OPENS.findall(self._source[line])) - len(_CLOSES.findall(self._source[line]))
            line += 1
        end = line
        for token in self._tokens[at:]:
            at += token.map is None or token.map[0] < end
            if token.map is not None and token.map[0] >= end:
                break
            if token.map is not None and token.type in _LEAVES:
                end = max(end, token.map[1])
        text = "\n".join(self._source[first:end])
        if _COMMENT.sub("", text).strip():
            from govdisclosure.readers.kinds.html import piece_of

            piece = piece_of(text, self._budget, first_line=first + 1, tables=self._tables, paragraphs=self._paragraphs)
            self._items += piece.items
            self._tables, self._paragraphs = piece.tables, piece.paragraphs
        return at

    def _lines_of(self, source: str) -> list[tuple[str, int]]:
        """The lines that a piece of Markdown shows, each with how many lines of the source are above it."""
        if len(source) > _LONGEST:
            self._budget.refuse(f"a paragraph with more than {_LONGEST} characters", f"有段落超过 {_LONGEST} 个字符")
        self._budget.time()
        tokens: list[Token] = []
        parser = _parser()
        parser.inline.parse(source, parser, {}, tokens)
        lines = [("", 0)]
        above = 0
        for token in tokens:
            text, line = lines[-1]
            if token.type in ("softbreak", "hardbreak"):
                above += 1
            if token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.fullmatch(token.content)):
                lines.append(("", above))
            elif token.type == "softbreak":
                lines[-1] = (text + "\n", line)
            elif token.type != "image":
                lines[-1] = (text + token.content, line)
        return [part for text, line in lines for part in _unwrapped(text, line)]


def _unwrapped(text: str, line: int) -> Iterator[tuple[str, int]]:
    """The lines of a source as one, as Markdown has it; one by one where they are numbered or drawn with bars."""
    parts = text.split("\n")
    if any(leading_number(part) is not None or part.startswith("|") for part in parts[1:]) or _is_heading(parts[0]):
        yield from ((part, line + n) for n, part in enumerate(parts))
        return
    joined = parts[0]
    for part in parts[1:]:
        joined += space_between(joined[-1:], part[:1]) + part
    yield joined, line


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and leading_number(text) is not None and not text.endswith(_SENTENCE_END)


def _line(token: "Token") -> int:
    """On which line a block begins."""
    return (token.map or [0])[0] + 1
