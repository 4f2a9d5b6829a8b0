"""Where reports begin and end in a file that may hold several, and other documents besides."""

from collections.abc import Iterator, Sequence
from math import inf

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.formats import FORMATS
from govdisclosure.readers.prose._lines import Line
from govdisclosure.wording._numbering import System, leading_number
from govdisclosure.wording._title import Title, is_organ_name, non_report_title, parse_title, same_organ
from govdisclosure.wording.headings import heading_key

MIN_HEADINGS = 4
"""How many of the prescribed headings tell a report that has lost its title."""

MAX_TITLE_LINES = 3
"""Over how many lines a title may be broken."""

_TITLE_END = ("告", "报", "報", ")", "）")


@attrs.frozen
class Segment:
    """The lines of one report: those its title stands on, and all behind them up to the next report.

    `first` and `end` are the numbers in reading order from which on and before which all belongs to it.
    """

    title: Title | None
    title_lines: tuple[Line, ...]
    body: tuple[Line, ...]
    first: float = 0
    end: float = inf

    def holds(self, number: int) -> bool:
        """Whether what has this number in reading order belongs to this report."""
        return self.first <= number < self.end


@attrs.frozen
class _Start:
    at: int
    body: int
    title: Title


def segments(lines: Sequence[Line], drawn: Sequence[int] = ()) -> tuple[tuple[Segment, ...], tuple[Finding, ...]]:
    """The reports of a file, and a note about what stands before the first of them.

    `drawn` are the numbers of the standard tables that have kept their grid: one alone tells a report without a title.
    """
    starts = list(_starts(lines))
    if not starts and (drawn or _is_untitled_report(lines)):
        return (Segment(None, (), tuple(lines)),), ()
    found = tuple(
        Segment(
            start.title,
            _printed(lines[start.at : start.body]),
            tuple(lines[start.body : len(lines) if after is None else after.at]),
            0 if before is None else lines[start.at].number,  # tables above the first title belong to it
            inf if after is None else lines[after.at].number,
        )
        for before, start, after in zip([None, *starts], starts, [*starts[1:], None], strict=False)
    )
    before = _printed(lines[: starts[0].at] if starts else lines)
    return found, tuple(_outside(before))


def _is_untitled_report(lines: Sequence[Line]) -> bool:
    """Whether lines without a title have so many of the prescribed headings that they can only be a report."""
    for fmt in FORMATS.values():
        keys = {heading_key(line.text, fmt.headings) for line in lines if not line.is_blank}
        if len(keys - {None}) >= MIN_HEADINGS:
            return True
    return False


def _printed(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if not line.is_blank)


def _starts(lines: Sequence[Line]) -> Iterator[_Start]:
    current: Title | None = None
    advanced = False  # whether the current report has come to its second section
    printed = [at for at, line in enumerate(lines) if not line.is_blank]
    body = 0
    for n, at in enumerate(printed):
        start = _start_at(lines, printed[n : n + MAX_TITLE_LINES]) if at >= body else None
        if start is not None and (current is None or not _repeats(start.title, current, advanced=advanced)):
            yield start
            current, advanced, body = start.title, False, start.body
        number = leading_number(lines[at].text)
        if number is not None and number[0].system is System.CHINESE and number[0].value > 1:
            advanced = True


def _start_at(lines: Sequence[Line], ahead: Sequence[int]) -> _Start | None:
    """A title on the first of these lines; if it lacks the organ, or is broken, one on it and the next ones."""
    first = ahead[0]
    alone = parse_title(lines[first].text)
    if alone is not None and alone.organ is not None:
        return _Start(first, first + 1, alone)
    if leading_number(lines[first].text) is None:
        joined = lines[first].text
        for at in ahead[1:]:
            own = parse_title(lines[at].text)
            if own is not None and own.organ is not None:  # a name above a title that is whole without it
                break
            joined += lines[at].text
            whole = parse_title(joined) if joined.endswith(_TITLE_END) else None
            if whole is not None and whole.organ is not None and (own is None or is_organ_name(whole.organ)):
                return _Start(first, at + 1, whole)
    return None if alone is None else _Start(first, first + 1, alone)


def _repeats(title: Title, current: Title, *, advanced: bool) -> bool:
    """Whether a title is only the current report's own once more, as pages and Word files print it."""
    if title.year is not None and current.year is not None and title.year != current.year:
        return False
    if title.organ is not None and current.organ is not None and not same_organ(title.organ, current.organ):
        return False
    return not advanced or (title.year is None and title.organ is None)


def _outside(lines: Sequence[Line]) -> Iterator[Finding]:
    """Notes about lines outside any report; another kind of document is named by its title."""
    if not any(character.isalpha() for line in lines for character in line.text):
        return
    place = lines[0].place.to(lines[-1].place)
    title = next((title for line in lines[:20] if (title := non_report_title(line.text)) is not None), None)
    if title is not None:
        yield note("GD610", "document", place=place, title=title)
    else:
        yield note("GD610", "text", place=place)
