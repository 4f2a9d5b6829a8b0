"""The sentences of the prose that a finding is about, with the passages marked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from govdisclosure.checks._rule import Quote
from govdisclosure.formats import Report
from govdisclosure.review._where import text_at

_ENDS = "。；！？\n"
_LONGEST = 60
_KEPT = 25
_LEFT_OUT = "……"


def quoted(quotes: Sequence[Quote], report: Report, style: str) -> Iterator[Text]:
    """Each sentence concerned, its passages in ``【】`` and, where styles show, in one.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.checks._rule import Quote
    >>> from govdisclosure.review._quoted import quoted
    >>> report = Report2021(year=2023, organ=Organ(), preamble=("工作平稳。全年收到申请7件，办结7件。",))
    >>> [text.plain for text in quoted([Quote("preamble[0]", 7, 13)], report, "bold")]
    ['全年【收到申请7件】，办结7件。']
    """
    for path, own in groupby(sorted(quotes, key=lambda quote: (quote.path, quote.start)), lambda quote: quote.path):
        text = text_at(report, path)
        if text is not None:
            for spans in _by_sentence(text, [(quote.start, min(quote.end, len(text))) for quote in own]):
                yield _marked(text, spans, style)


Span = tuple[int, int]


def _by_sentence(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The passages of each sentence; those that overlap become one."""
    found: list[Span] = []
    for start, end in spans:
        if start >= end:
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and start >= _end(text, found[-1][1]):
            yield found
            found = [(start, end)]
        else:
            found.append((start, end))
    if found:
        yield found


def _marked(text: str, spans: Sequence[Span], style: str) -> Text:
    begin, end = _begin(text, spans[0][0]), _end(text, spans[-1][1])
    pieces = Text()
    done = begin
    for first, last in spans:
        pieces.append(_short(text[done:first], at_begin=done == begin))
        pieces.append("【")
        pieces.append(_one_line(text[first:last]), style=style)
        pieces.append("】")
        done = last
    pieces.append(_short(text[done:end], at_end=True))
    return pieces


def _begin(text: str, start: int) -> int:
    return max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1


def _end(text: str, end: int) -> int:
    if text[end - 1] in _ENDS:
        return end
    found = [place for place in (text.find(mark, end) for mark in _ENDS) if place >= 0]
    return min(found) + 1 if found else len(text)


def _short(text: str, *, at_begin: bool = False, at_end: bool = False) -> str:
    """What stands beside a passage; of a long text only what is next to one."""
    line = _one_line(text)
    if len(line) <= _LONGEST:
        return line
    head = "" if at_begin else line[:_KEPT]
    return head + _LEFT_OUT + ("" if at_end else line[-_KEPT:])


def _one_line(text: str) -> str:
    return "".join(" " if character.isspace() else character for character in text)
