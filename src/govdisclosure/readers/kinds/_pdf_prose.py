"""Lines of text put together to paragraphs by where they begin and end, over the ends of pages too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from statistics import median

import attrs

from govdisclosure.formats import FORMATS
from govdisclosure.formats._kit import Heading
from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, Item, Text
from govdisclosure.readers.kinds._pdf_lines import TAB, Line, latin_gap
from govdisclosure.readers.prose._lines import line_of
from govdisclosure.wording._numbering import leading_number
from govdisclosure.wording._title import parse_title
from govdisclosure.wording.headings import heading_key

LONG = 0.5
"""What share of the page's width lines must have for their ends to mean anything."""
INDENT = 0.8
"""How far right of the margin, in sizes of a character, a line is no longer at it."""
SLACK = 0.3
"""How much room, in the same, must be left in a line for the next word to have had its place there."""
LIKE_SIZE = 0.05
"""By how much the sizes of lines of one paragraph may differ."""
ROOM = 2.0
"""How far before the margin, in sizes of a character, the last sentence of a paragraph ends."""
DEEP = 4.5
"""How far right of the margin, in the same, a line begins that is centred or set to the right: it stands alone."""
LIKE_END = 1.2
"""How far apart, in the same, the ends of lines at one margin may be: a character had no place, or none may begin."""
WIDE_STEP = 1.5
"""From how many times the usual step from line to line a paragraph ends."""
SAME_HEIGHT = 3.0
"""How far apart, in points, what repeats on every page may stand."""


@attrs.frozen
class Sheet:
    """A page as its lines and tables, from the top down."""

    number: int
    width: float
    items: tuple[Line | DrawnTable, ...]
    left: float = 0.0
    """Where it begins, if it is but a region of a page."""


@attrs.frozen
class Margins:
    """Where lines begin and end, and the usual step from one to the next."""

    left: float
    right: float
    step: float
    far: float
    """How far right lines could go: as far as tables do, or up to a margin as wide as the left one."""
    is_sure: bool
    """Whether lines are long enough to tell where they must end."""


@attrs.define
class _Open:
    """A paragraph that may go on."""

    text: str
    place: Place
    page: int
    first: Line
    last: Line


Asides = Mapping[tuple[int, int], bool]
"""What stands beside the text at the head and foot of pages, by page and (identity of the) line: whether to give it."""


def flow(sheets: Sequence[Sheet], asides: Asides) -> Iterator[Item]:
    """Paragraphs and tables of all pages in printed order."""
    margins = _margins_by_width(sheets)
    current: _Open | None = None
    waiting: list[Text] = []  # page numbers in the middle of a paragraph
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Line) and (sheet.number, id(item)) in asides:
                if asides[sheet.number, id(item)]:
                    waiting.append(_text(item, sheet.number))
                continue
            if current and isinstance(item, Line) and _goes_on(current, item, sheet.number, margins[sheet.width]):
                _extend(current, item, sheet.number)
                continue
            yield from _closed(current, waiting)
            waiting, current = [], None
            if isinstance(item, Line):
                place = Place(page=sheet.number, box=item.box)
                current = _Open(item.text, place, sheet.number, item, item)
            else:
                yield item
    yield from _closed(current, waiting)


def paragraphs(lines: Sequence[Line], page: int, left: float, right: float) -> tuple[Text, ...]:
    """The paragraphs of one region of a page, which begins and ends there."""
    sheet = Sheet(page, right - left, tuple(lines), left)
    return tuple(item for item in flow([sheet], asides_of([(page, lines)])) if isinstance(item, Text))


def _closed(current: _Open | None, waiting: Sequence[Text]) -> Iterator[Text]:
    if current is not None:
        yield Text(current.text, current.place)
    yield from waiting


def _text(line: Line, page: int) -> Text:
    return Text(line.text, Place(page=page, box=line.box))


def _goes_on(current: _Open, line: Line, page: int, margins: Margins) -> bool:
    """Whether a line belongs to the paragraph before it."""
    last = current.last
    if not margins.is_sure or TAB in last.text or TAB in line.text:
        return False
    if abs(last.size - line.size) > LIKE_SIZE * max(last.size, line.size):
        return False
    if line.x0 > margins.left + INDENT * line.size:
        return False
    if page == current.page and not 0 < line.top - last.top <= WIDE_STEP * margins.step:
        return False
    if last.x1 + line.first_word <= margins.right - SLACK * line.size:
        return False
    return not (_ends(current, margins) or begins_anew(line.text) or _is_title(current.text, line.text))


def _ends(current: _Open, margins: Margins) -> bool:
    """Whether a paragraph ends with its last line, whatever follows: a date set to the right, a heading, a sentence."""
    last = current.last
    if last is current.first and (last.x0 > margins.left + DEEP * last.size or _is_heading(last.text)):
        return True
    if margins.far <= margins.right:  # the margin is known: whether the next word had its place is enough
        return False
    return last.text[-1:] in _SENTENCE_END and last.x1 < margins.far - ROOM * last.size


_SENTENCE_END = frozenset("。！？；：")
_WITHIN = frozenset("。，；")  # no heading and no title has these


def begins_anew(text: str) -> bool:
    """Whether a line cannot go on what stands before it: a heading, or anything numbered."""
    return leading_number(text) is not None or _is_heading(text)


def _is_heading(text: str) -> bool:
    return not _WITHIN.intersection(text) and heading_key(text, _headings()) is not None


@cache
def _headings() -> tuple[Heading, ...]:
    return tuple({heading.label.zh: heading for fmt in FORMATS.values() for heading in fmt.headings}.values())


def _is_title(text: str, following: str) -> bool:
    """Whether a line is the title of a report, or a part of one."""
    titles = (text, following, text + following)
    return any(not _WITHIN.intersection(title) and parse_title(title) is not None for title in titles)


def _extend(current: _Open, line: Line, page: int) -> None:
    current.text += latin_gap(current.text, line.text) + line.text
    end = Place(page=page, box=line.box)
    place = current.place.to(end)
    if page == current.place.page:
        place = attrs.evolve(place, end_page=None)
    current.place, current.page, current.last = place, page, line


def _margins_by_width(sheets: Sequence[Sheet]) -> Mapping[float, Margins]:
    """By the width of pages, as those set across have margins of their own."""
    return {width: _margins([sheet for sheet in sheets if sheet.width == width]) for width in {s.width for s in sheets}}


def _margins(sheets: Sequence[Sheet]) -> Margins:
    lines = [line for sheet in sheets for line in sheet.items if isinstance(line, Line) and TAB not in line.text]
    if not lines:
        return Margins(0.0, 0.0, 0.0, 0.0, False)
    steps = [
        other.top - one.top
        for sheet in sheets
        for one, other in pairwise(sheet.items)
        if isinstance(one, Line) and isinstance(other, Line) and other.top > one.top
    ]
    size = median(line.size for line in lines)
    wanted = max(2, len(lines) // 7)
    lefts = sorted(line.x0 for line in lines)
    rights = sorted(line.x1 for line in lines)
    left = next((x for n, x in enumerate(lefts) if len(lefts) > n + 1 and lefts[n + 1] <= x + size / 2), lefts[0])
    right = next(
        (
            x
            for n, x in reversed(list(enumerate(rights)))
            if n + 1 >= wanted and rights[n + 1 - wanted] >= x - LIKE_END * size
        ),
        rights[-1],
    )
    sheet = sheets[0]
    going_on = [
        line.x1
        for line in lines
        if line.text[-1] not in _SENTENCE_END
        and line.x1 - left >= LONG * sheet.width
        and line.x0 <= left + DEEP * line.size
        and not begins_anew(line.text)
    ]
    right = max(going_on, default=right)  # the lines that break within sentences, however few they are
    tables = (
        item.place.box[2] for sheet in sheets for item in sheet.items if isinstance(item, DrawnTable) and item.place.box
    )
    far = max(right, 2 * sheet.left + sheet.width - left, *tables)
    if going_on:
        far = right
    return Margins(left, right, median(steps) if steps else 2 * size, far, right - left >= LONG * sheet.width)


_OF_ALL = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")


def asides_of(pages: Sequence[tuple[int, Sequence[object]]]) -> Asides:
    """The lines at the head and foot of pages that are no part of the text; pages by number, from the top down.

    Those are page numbers (a page's own bare number is not to be given at all), and what repeats at the same height
    on at least half of the pages: to be given once.
    """
    asides: dict[tuple[int, int], bool] = {}
    numbers: list[tuple[int, Line, int]] = []
    edges: list[tuple[int, Line]] = []
    for page, items in pages:
        lines = [item for item in items if isinstance(item, Line)]
        ends = [line for line in (*items[:1], *items[-1:]) if isinstance(line, Line)]
        for line in dict.fromkeys(ends):
            text = line.text.strip()
            of_all = _OF_ALL.fullmatch(text)
            if line_of(0, text, Place()).is_page_number:
                asides[page, id(line)] = True
            elif text.isdecimal() and len(text) <= 4:
                numbers.append((page, line, int(text)))
            elif of_all is not None and int(of_all[2]) == len(pages) and int(of_all[1]) == page:
                asides[page, id(line)] = False
        inner = [line for line in lines if (page, id(line)) not in asides and not line.text.isdecimal()]
        edges.extend((page, line) for line in dict.fromkeys((*inner[:1], *inner[-1:])))
    asides.update(_own_numbers(numbers, len(pages)))
    asides.update(_repeated(edges, len(pages)))
    return asides


def _own_numbers(numbers: Sequence[tuple[int, Line, int]], pages: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Bare numbers that count on as the pages do; a single one must be the page's own."""
    for page, line, value in numbers:
        offset = value - page
        alike = sum(other - number == offset for number, _, other in numbers)
        if offset == 0 or (alike > 1 and alike * 2 >= pages):
            yield (page, id(line)), False


def _repeated(edges: Sequence[tuple[int, Line]], pages: int) -> Iterator[tuple[tuple[int, int], bool]]:
    for page, line in edges:
        alike = [
            number
            for number, other in edges
            if other.text == line.text and abs(other.top - line.top) <= SAME_HEIGHT and TAB not in line.text
        ]
        if len(alike) > 1 and 2 * len(alike) >= pages:
            yield (page, id(line)), page == min(alike)
