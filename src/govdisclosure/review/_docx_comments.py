"""Word's comments on a report, made while its document is: on each cell and passage that a finding marks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement

from govdisclosure.review._marks import Look, Mark, Marks
from govdisclosure.review._remarks import AUTHOR, COLORS, Remark, gravest
from govdisclosure.writers._docx_xml import cut, half_points, paragraph, w

_INITIALS = "GD"
_REFERENCE_SIZE = 8

_Span = tuple[int, int, Mark]


class Comments:
    """Comments on what is printed; `elements` are those of ``comments.xml``.

    `opening` stand on whatever is printed first, `offsets` are the characters in front of the text of each block.
    """

    def __init__(
        self, marks: Marks, remarks: Mapping[int, Remark], opening: Iterable[Remark], offsets: Mapping[str, int]
    ) -> None:
        self._marks = marks
        self._remarks = remarks
        self._opening = tuple(opening)
        self._offsets = offsets
        self._seen: set[str] = set()
        self.elements: list[BaseOxmlElement] = []

    def made(self, path: str, paragraphs: Sequence[BaseOxmlElement]) -> None:
        """Put the comments on what is printed at a path; the second time that it is printed, only colour it."""
        for remark in self._opening:
            self._put(remark, paragraphs)
        self._opening = ()
        here = (*self._marks.cells.get(path, ()), *self._marks.blocks.get(path, ()))
        look = gravest(here)
        if look is not None:
            _shade(paragraphs, look)
        if path not in self._seen:
            self._seen.add(path)
            for mark in here:
                self._put(self._remarks[mark.number], paragraphs)
            self._put_on_passages(path, paragraphs[0])

    def _put(self, remark: Remark, paragraphs: Sequence[BaseOxmlElement]) -> None:
        start, *end = self._made(remark)
        paragraphs[0].insert(len(paragraphs[0].xpath("w:pPr")), start)
        paragraphs[-1].extend(end)

    def _put_on_passages(self, path: str, printed: BaseOxmlElement) -> None:
        spans = list(self._spans(path))
        pieces = cut(printed, (place for start, end, _ in spans for place in (start, end))) if spans else []
        ends: dict[int, list[BaseOxmlElement]] = {}
        for first, last, mark in spans:
            start, *end = self._made(self._remarks[mark.number])
            next(run for begin, _, run in pieces if begin == first).addprevious(start)
            ends.setdefault(last, []).extend(end)
        for begin, last, run in pieces:
            look = gravest(tuple(mark for start, end, mark in spans if start <= begin < end))
            if look is not None:
                _shade_run(run, look)
            for element in reversed(ends.get(last, ())):
                run.addnext(element)

    def _spans(self, path: str) -> Iterator[_Span]:
        """From where to where each finding marks a text; stretches that touch are one."""
        before = self._offsets.get(path, 0)
        open_spans: dict[int, _Span] = {}
        for passage in self._marks.passages.get(path, ()):
            start, end = passage.start + before, passage.end + before
            for mark in passage.marks:
                known = open_spans.get(mark.number)
                if known is not None and known[1] != start:
                    yield known
                    known = None
                open_spans[mark.number] = (start if known is None else known[0], end, mark)
        yield from open_spans.values()

    def _made(self, remark: Remark) -> tuple[BaseOxmlElement, BaseOxmlElement, BaseOxmlElement]:
        """A new comment: where it begins, where it ends, and the reference to it."""
        number = len(self.elements)
        self.elements.append(_comment(remark, number))
        reference = w("r", w("rPr", *half_points(_REFERENCE_SIZE)), w("commentReference", id=number))
        return w("commentRangeStart", id=number), w("commentRangeEnd", id=number), reference


def _comment(remark: Remark, number: int) -> BaseOxmlElement:
    head = paragraph("CommentText", remark.head, shape=(w("b"), w("bCs"), w("color", val=COLORS[remark.look][1])))
    head.insert(1, w("r", w("annotationRef")))
    lines = (paragraph("CommentText", line) for line in remark.lines)
    return w("comment", head, *lines, id=number, author=AUTHOR, initials=_INITIALS)


def _shade(paragraphs: Sequence[BaseOxmlElement], look: Look) -> None:
    """Colour the cell that the first paragraph stands in, or else all text."""
    for properties in paragraphs[0].xpath("parent::w:tc/w:tcPr"):
        properties.xpath("w:vAlign")[0].addprevious(_colour(look))
        return
    for run in (run for each in paragraphs for run in each.xpath("w:r[w:t]")):
        _shade_run(run, look)


def _shade_run(run: BaseOxmlElement, look: Look) -> None:
    run.xpath("w:rPr")[0].append(_colour(look))


def _colour(look: Look) -> BaseOxmlElement:
    return w("shd", val="clear", color="auto", fill=COLORS[look][0])
