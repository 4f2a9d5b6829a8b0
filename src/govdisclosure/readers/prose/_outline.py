"""From lines to prose: paragraphs put together, headings found, parts nested as their numbers say."""

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import TableKey
from govdisclosure.formats.shared import Section
from govdisclosure.readers.prose._lines import Line
from govdisclosure.wording._numbering import Number, System, leading_number, same_rank
from govdisclosure.wording.headings import heading_key

MAX_HEADING = 40
"""A numbered line longer than this many characters is a paragraph, not a heading."""

_SENTENCE_END = tuple("。！？；!?;：:")
_NO_HEADING = (*_SENTENCE_END, *"，,、")
_SENTENCE_INSIDE = re.compile(r"[。！？；!?;]")
_ANNEX = re.compile(r"附[表件](?:[一二三四五六七八九十\d]+)?[:：]?|.{0,40}统计表")

WRAPPED_LINES = 15
"""How many lines a text must have before it can be told that its lines are wrapped ..."""
WRAPPED_WIDTH = 50
"""... how short nine in ten of them must be ..."""
WRAPPED_OPEN = 0.5
"""... and what share of them must end in the middle of a sentence."""


@attrs.frozen
class Text:
    """A paragraph or heading as one text, with the lines it stood on."""

    text: str
    line: int
    end_line: int


@attrs.frozen
class TableMark:
    """Where a table stood among the texts."""

    key: TableKey
    line: int
    end_line: int


Block = Text | TableMark


@attrs.define
class _Node:
    """A section being built."""

    number: Number | None
    heading: str | None
    line: int
    end_line: int
    paragraphs: list[Text] = attrs.field(factory=list)
    parts: list["_Node"] = attrs.field(factory=list)
    table: TableKey | None = None


@attrs.frozen
class Prose:
    """The preamble and the sections, and where each piece of them stood (path, first and last line, text)."""

    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    places: tuple[tuple[str, int, int, str], ...]


def paragraphs(lines: Sequence[Line], *, wrapped: bool = True) -> Iterator[Text]:
    """One text a line; where lines may be and are wrapped at a fixed width, one text a paragraph."""
    lines = [line for line in lines if not line.is_blank and not line.is_page_number]
    if not wrapped or not _are_wrapped(lines):
        yield from (Text(line.text, line.number, line.number) for line in lines)
        return
    open_text: Text | None = None
    for line in lines:
        if open_text is not None and _continues(open_text.text, line.text):
            open_text = Text(open_text.text + line.text, open_text.line, line.number)
            continue
        if open_text is not None:
            yield open_text
        open_text = Text(line.text, line.number, line.number)
    if open_text is not None:
        yield open_text


def _are_wrapped(lines: Sequence[Line]) -> bool:
    if len(lines) < WRAPPED_LINES:
        return False
    widths = sorted(len(line.text) for line in lines)
    still_open = sum(not line.text.endswith(_SENTENCE_END) for line in lines)
    return widths[len(widths) * 9 // 10] <= WRAPPED_WIDTH and still_open / len(lines) >= WRAPPED_OPEN


def _continues(text: str, following: str) -> bool:
    """Whether a wrapped line goes on with the paragraph above it."""
    if text.endswith(_SENTENCE_END) and not text.endswith((":", "：", ";", "；")):
        return False
    numbered = leading_number(text)
    if numbered is not None and _is_heading(numbered[1]):
        return not _is_known(numbered[1]) and _is_known(numbered[1] + following)
    if numbered is None and _is_known(text):
        return False
    return leading_number(following) is None and not _is_known(following)


def _is_known(text: str) -> bool:
    """Whether a text is a heading that some format prescribes."""
    return _is_heading(text) and any(heading_key(text, fmt.headings) is not None for fmt in FORMATS.values())


def outline(blocks: Iterable[Block], fmt: Format) -> Prose:
    """Nest the texts by their numbers. What stands before the first section is the preamble."""
    preamble: list[Text] = []
    top: list[_Node] = []
    path: list[_Node] = []  # the open sections, outermost first
    for block in blocks:
        if isinstance(block, TableMark):
            if path and path[-1].table is None:
                path[-1].table = block.key
            continue
        opened = _opened(block, path, fmt)
        if opened is not None:
            node, depth = opened
            del path[depth:]
            (path[-1].parts if path else top).append(node)
            path.append(node)
        elif path:
            path[-1].paragraphs.append(block)
        else:
            preamble.append(block)
    places = [(f"preamble[{i}]", text.line, text.end_line, text.text) for i, text in enumerate(preamble)]
    sections = tuple(_section(node, f"sections[{i}]", 1, places) for i, node in enumerate(top))
    return Prose(tuple(text.text for text in preamble), sections, tuple(places))


def _opened(block: Text, path: Sequence[_Node], fmt: Format) -> tuple[_Node, int] | None:
    """The section a text opens and how deep it stands, or None if it is a paragraph."""
    numbered = leading_number(block.text)
    if numbered is None:
        if heading_key(block.text, fmt.headings) is None and not _ANNEX.fullmatch("".join(block.text.split())):
            return None
        return _Node(None, block.text, block.line, block.end_line), 0
    number, rest = numbered
    heading = rest if rest and _is_heading(rest) else None
    node = _Node(number, heading, block.line, block.end_line)
    if rest and heading is None:
        node.paragraphs.append(attrs.evolve(block, text=rest))
    return node, _depth(number, heading is not None, path)


def _depth(number: Number, is_heading: bool, path: Sequence[_Node]) -> int:
    """How many of the open sections stay open above a new one with this number."""
    ranks = [depth for depth, node in enumerate(path) if node.number is not None and _siblings(node.number, number)]
    following = [depth for depth in ranks if _value(path[depth]) + 1 == number.value]
    if following:
        return following[-1]
    if number.system is System.CHINESE:
        if is_heading or not path:
            return 0
        # a list counted 一、二、三、 inside a section whose own number is of the same kind
        return ranks[-1] if len(ranks) > 1 else len(path[:1])
    return ranks[-1] if ranks else len(path)


def _siblings(one: Number, other: Number) -> bool:
    if one.system is other.system:
        return True
    return same_rank(one.system, other.system) and other.value == one.value + 1


def _value(node: _Node) -> int:
    assert node.number is not None
    return node.number.value


def _is_heading(text: str) -> bool:
    return len(text) <= MAX_HEADING and not _SENTENCE_INSIDE.search(text) and not text.endswith(_NO_HEADING)


def _section(node: _Node, path: str, level: int, places: list[tuple[str, int, int, str]]) -> Section:
    number = None if node.number is None else node.number.raw
    places.append((path, node.line, node.end_line, f"{number or ''}{node.heading or ''}"))
    for i, text in enumerate(node.paragraphs):
        places.append((f"{path}.paragraphs[{i}]", text.line, text.end_line, text.text))
    parts = tuple(_section(part, f"{path}.parts[{i}]", level + 1, places) for i, part in enumerate(node.parts))
    return Section(
        number=number,
        heading=node.heading,
        level=level,
        paragraphs=tuple(text.text for text in node.paragraphs),
        parts=parts,
        table=node.table,
    )
