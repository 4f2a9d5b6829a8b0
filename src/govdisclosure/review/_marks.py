"""Which cells and which passages of a report its findings mark: what every review shows, whatever it is made of.

Places are those of the printed report: the path of a figure's cell, or of a block as `writers._blocks` prints it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import attrs

from govdisclosure.checks._rule import Finding, Quote, Severity
from govdisclosure.formats import Report, format_of
from govdisclosure.readers.prose._head import stated
from govdisclosure.review._checked import Checked
from govdisclosure.writers._blocks import Block, HeadingBlock, Paragraph, TableBlock, Title, blocks

Look = Literal["error", "warning", "info", "waived"]

_STRETCHES = (re.compile(r"[^。；，\n]+[。；，]?"), re.compile(r"[^。\n]+[。]?"))
"""A clause, and a sentence: the shorter one is marked if it says enough by itself."""
_STEP = re.compile(r"(?:\.[^.\[\]]+|\[\d+\])$")
_IN_TITLE = ("organ.name", "year")
_IN_PROSE = ("period", "basis", "contact")
"""What the title or the prose says of the report, where no line of its own does."""
_FIRST, _LAST = -1, 1 << 30


@attrs.frozen
class Mark:
    """A finding and its number in the review, counted from 1."""

    number: int
    finding: Finding

    @property
    def look(self) -> Look:
        return look_of(self.finding)


@attrs.frozen
class Passage:
    """A stretch of a block's text, all of which the same findings mark; `closing` are those that end with it."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    closing: tuple[Mark, ...]


@attrs.frozen(kw_only=True)
class Marks:
    """Where the findings of a report stand in it.

    `findings` are all of them as they are numbered: what concerns the whole report first, then in printed order, and
    notes on the whole last. `cells` are those of each figure's cell, `blocks` of each title, line, heading, paragraph,
    table or signature as a whole, `passages` of stretches of a block's text, in order and never overlapping; `whole`
    those that have no place in print. `parts` are the cells a finding rests on besides its own. `undecided` is what
    could not be decided, by cell or block. `places` has, for each number, the cells and blocks it stands at, its own
    first.
    """

    findings: tuple[Mark, ...]
    cells: Mapping[str, tuple[Mark, ...]]
    blocks: Mapping[str, tuple[Mark, ...]]
    passages: Mapping[str, tuple[Passage, ...]]
    parts: Mapping[str, tuple[Mark, ...]]
    whole: tuple[Mark, ...]
    undecided: Mapping[str, tuple[Finding, ...]]
    places: Mapping[int, tuple[str, ...]]


def look_of(finding: Finding) -> Look:
    """How a finding is marked: by its severity, unless it is waived."""
    return "waived" if finding.waived is not None else finding.severity.value


def marks(checked: Checked) -> Marks:
    """Where everything that was found stands in the report.

    >>> from pathlib import Path
    >>> from govdisclosure import check, loads
    >>> from govdisclosure.review import Checked
    >>> from govdisclosure.review._marks import marks
    >>> path = Path("examples/records/云溪县档案馆-2023-有误.json")
    >>> report = loads(path.read_bytes())
    >>> found = marks(Checked.of(path.name, report, check(report, select=["GD2"])))
    >>> {cell: [mark.number for mark in there] for cell, there in found.cells.items()}
    {'requests.received.total': [1], 'requests.results.total.total': [2]}
    """
    printed = _Printed(checked.report)
    found = [(finding, *printed.places(finding)) for finding in checked.findings]
    found.sort(key=lambda each: printed.order(each[0], each[1], each[2]))
    cells: dict[str, list[Mark]] = {}
    whole_blocks: dict[str, list[Mark]] = {}
    quoted: dict[str, list[tuple[int, int, Mark]]] = {}
    parts: dict[str, list[Mark]] = {}
    places: dict[int, tuple[str, ...]] = {}
    numbered: list[Mark] = []
    for number, (finding, at, quotes) in enumerate(found, 1):
        mark = Mark(number, finding)
        numbered.append(mark)
        own = () if finding.path is None else (printed.place(finding.path),)
        there = dict.fromkeys((*at, *(quote.path for quote in quotes)))
        places[number] = tuple(sorted(there, key=lambda path: path not in own))
        for path in at:
            (cells if path in printed.cells else whole_blocks).setdefault(path, []).append(mark)
        for quote in quotes:
            quoted.setdefault(quote.path, []).append((quote.start, quote.end, mark))
        for path in finding.parts:
            if path in printed.cells and path not in at:
                parts.setdefault(path, []).append(mark)
    return Marks(
        findings=tuple(numbered),
        cells=_frozen(cells),
        blocks=_frozen(whole_blocks),
        passages={path: tuple(_passages(each)) for path, each in quoted.items()},
        parts=_frozen(parts),
        whole=tuple(mark for mark in numbered if not places[mark.number]),
        undecided=_undecided(checked.undecided, printed),
        places=places,
    )


def _frozen(lists: Mapping[str, list[Mark]]) -> dict[str, tuple[Mark, ...]]:
    return {path: tuple(each) for path, each in lists.items()}


def _undecided(findings: Iterable[Finding], printed: "_Printed") -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in findings:
        path = None if finding.path is None else printed.place(finding.path)
        if path is not None:
            found[path] = (*found.get(path, ()), finding)
    return found


def _passages(quoted: Sequence[tuple[int, int, Mark]]) -> Iterator[Passage]:
    """The stretches between all the ends of what is quoted, where anything is."""
    cuts = sorted({cut for start, end, _ in quoted for cut in (start, end)})
    for start, end in pairwise(cuts):
        here = {mark.number: mark for first, last, mark in quoted if first <= start and end <= last}
        closing = {mark.number: mark for first, last, mark in quoted if first <= start and end == last}
        if here:
            yield Passage(start, end, _by_number(here), _by_number(closing))


def _by_number(found: Mapping[int, Mark]) -> tuple[Mark, ...]:
    return tuple(found[number] for number in sorted(found))


class _Printed:
    """Every cell and block of a report, and where paths lead among them."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.blocks: dict[str, Block] = {}
        self.cells: set[str] = set()
        self._orders: dict[str, int] = {}
        for block in blocks(report):
            self._add(block.path)
            self.blocks.setdefault(block.path, block)
            if isinstance(block, TableBlock):
                for path in (cell.path for row in block.grid.rows for cell in row if cell.path is not None):
                    self._add(path)
                    self.cells.add(path)

    def _add(self, path: str) -> None:
        self._orders.setdefault(path, len(self._orders))

    def places(self, finding: Finding) -> tuple[tuple[str, ...], tuple[Quote, ...]]:
        """The cells and blocks a finding marks as a whole, and the passages it marks."""
        quotes = tuple(filter(None, map(self._within, finding.quotes)))
        quoted = {quote.path for quote in quotes}
        found: dict[str, None] = {}
        for path in (*(() if finding.path is None else (finding.path,)), *finding.parts):
            if path != finding.path and path in format_of(self._report).by_path:
                continue  # what a figure is compared with is not at fault for that
            said = None if path in self._orders else self._said(path)
            place = None if said is not None else self.place(path)
            if said is not None and not quotes:
                quotes = (said,)
            elif place is not None and place not in quoted:
                found[place] = None
        return tuple(found), quotes

    def order(self, finding: Finding, at: Sequence[str], quotes: Sequence[Quote]) -> tuple[int, ...]:
        """What sorts findings as they are numbered: where each is marked first."""
        there = [(self._orders[path], 0) for path in at]
        there += [(self._orders[quote.path], quote.start) for quote in quotes]
        if there:
            return min(there)
        weight = list(Severity).index(finding.severity)
        return (_FIRST if finding.severity is not Severity.INFO else _LAST), weight

    def place(self, path: str) -> str | None:
        """The cell or block that shows a path: itself, else the first below it, else the nearest above it."""
        if path in self._orders:
            return path
        if path == "sections":  # the list of them: nothing printed stands for it
            return None
        if path in _IN_TITLE:
            return "title" if "title" in self.blocks else None
        found = next((known for known in self._orders if known.startswith((f"{path}.", f"{path}["))), None)
        above = _STEP.sub("", path)
        return found if found is not None or above == path else self.place(above)

    def _within(self, quote: Quote) -> Quote | None:
        """A passage of a text that is printed, cut to it; None if there is none such."""
        block = self.blocks.get(quote.path)
        if not isinstance(block, Title | HeadingBlock | Paragraph):
            return None
        start, end = max(quote.start, 0), min(quote.end, len(block.text))
        return Quote(quote.path, start, end) if start < end else None

    def _said(self, path: str) -> Quote | None:
        """The sentence that says something of the report for which there is no line."""
        wanted = getattr(self._report, path) if path in _IN_PROSE else None
        if not wanted:
            return None
        opening = ("preamble[", "sections[0].paragraphs[")
        texts = [
            block for block in self.blocks.values() if isinstance(block, Paragraph) and block.path.startswith(opening)
        ]
        for stretch in _STRETCHES:
            for block in texts:
                for match in stretch.finditer(block.text):
                    if getattr(stated((match[0],), ()), path) == wanted:
                        return Quote(block.path, match.start(), match.end())
        return None
