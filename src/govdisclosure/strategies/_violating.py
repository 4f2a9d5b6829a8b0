"""Input that is right but for one rule: the rule's own kind of input, broken for exactly that rule."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

import attrs
from hypothesis import strategies as st

from govdisclosure.checks._inputs import Units
from govdisclosure.checks._rule import standard_format
from govdisclosure.checks.law import REGULATIONS
from govdisclosure.checks.repeated import MIN_NUMBERS
from govdisclosure.checks.sums import RULES as SUMS
from govdisclosure.flows import carry_overs, stocks
from govdisclosure.formats import FORMATS, Format, Report, format_of
from govdisclosure.formats._filled import tables
from govdisclosure.formats._kit import Kind
from govdisclosure.formats.shared import Organ, Section
from govdisclosure.levels import adds_up
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._figures import drawn, drawn_free
from govdisclosure.strategies._prose import FEE_SENTENCE, SENTENCES, Plain
from govdisclosure.strategies._reports import CHOICES, ORGANS, SPAN, Setting, assembled, some_year
from govdisclosure.strategies._series import (
    brought,
    carried,
    followed,
    following,
    of_year,
    pending_in,
    series,
    starts,
)
from govdisclosure.strategies._sums import Figures, Sums, sums_of
from govdisclosure.strategies._units import roster_of, summed, unit_names, units_and_parent

Broken = Report | tuple[Report, ...] | Units
"""What a rule looks at: a report, the reports of an organ in order, or a government with its units."""

_STEP = 9
"""By how much a figure is off, at most."""


def violating(code: str) -> st.SearchStrategy[Broken]:
    """Input that breaks the rule of that code and no other, for every rule of families 2, 3 and 7.

    It is what the rule looks at: of family 2 a `Report` for `check`, of family 3 a tuple of them for `check_series`,
    of family 7 the `Units` for `check_roll_up`. One figure is off, and whatever must follow from it follows; it
    shrinks to a report that is blank of all else. Preview rules (GD306) run only when selected.

    Raises `ValueError` for a code of another family, or that is none.

    >>> from hypothesis import find
    >>> from govdisclosure import check
    >>> from govdisclosure.strategies import violating
    >>> report = find(violating("GD204"), lambda _: True)
    >>> [(finding.code, finding.text("en")) for finding in check(report).findings]
    [('GD204', 'Administrative review|Total: printed 1, by its parts 0')]
    """
    if code not in _BREAKS:
        raise ValueError(f"no strategy breaks {code!r}; there are those for {', '.join(_BREAKS)}")
    return _BREAKS[code]()


# --- family 2: what must add up in one report ----------------------------------------------------------------------


@st.composite
def _sum(draw: st.DrawFn, code: str) -> Report:
    """One figure is off by some; every identity of other rules that it is in is met again."""
    choices = Choices(draw(CHOICES))
    fmt = choices.among(_formats(lambda fmt: any(i.code == code for i in fmt.identities)))
    others = _without(fmt, code)
    places = [p for i in fmt.identities if i.code == code for p in i.paths if p not in others.bound]
    place, step = choices.among(places), choices.number(1, _STEP)
    figures = drawn(draw, fmt, consistent=True, dense=False)
    figures[place] = figures.get(place, 0) + step
    setting = Setting(fmt=fmt, year=some_year(fmt, choices), organ=Organ(name=choices.among(ORGANS)))
    return assembled(setting, others.settled(figures, keep=True), Plain(choices), with_tables=True)


@cache
def _without(fmt: Format, code: str) -> Sums:
    return Sums(identity for identity in fmt.identities if identity.code != code)


# --- family 3: what must agree between years -----------------------------------------------------------------------


@attrs.frozen
class _Organ:
    """One organ, a format, and the first of two years in a row that are reported in it."""

    draw: st.DrawFn
    choices: Choices
    fmt: Format
    year: int
    name: str

    def free(self) -> Figures:
        return drawn_free(self.draw, self.fmt, consistent=True, dense=False)

    def first(self, free: Figures) -> Report:
        return self.report(0, following(self.fmt, free, None))

    def second(self, given: Figures, first: Report) -> Report:
        return self.report(1, followed(self.fmt, given, first))

    def report(self, after: int, figures: Figures) -> Report:
        return of_year(self.draw, self.year + after, Organ(name=self.name), figures, with_tables=True)

    def some(self, paths: Iterable[str]) -> str:
        """One of the paths; none of a row that this organ leaves at 0."""
        return self.choices.among([path for path in paths if self.fmt.by_path[path].row != REGULATIONS])

    def step(self) -> int:
        return self.choices.number(1, _STEP)


def _organ(draw: st.DrawFn, fits: Callable[[Format], bool]) -> _Organ:
    choices = Choices(draw(CHOICES))
    fmt = choices.among(_formats(lambda fmt: fits(fmt) and fmt.covers(fmt.first_year + 1)))
    year = choices.number(fmt.first_year, (fmt.last_year or fmt.first_year + SPAN) - 1)
    return _Organ(draw, choices, fmt, year, choices.among(ORGANS))


@st.composite
def _carry_over(draw: st.DrawFn) -> tuple[Report, ...]:
    """More is carried in than was carried over."""
    organ = _organ(draw, lambda fmt: any(carry_overs(fmt)))
    first = organ.first(organ.free())
    given = brought(organ.fmt, organ.free(), first)
    path, step = organ.some(carried(organ.fmt, first)), organ.step()
    return first, organ.second(given | {path: given[path] + step}, first)


@st.composite
def _stock(draw: st.DrawFn) -> tuple[Report, ...]:
    """A stock is larger than what was there and what was added."""
    organ = _organ(draw, lambda fmt: any(stocks(fmt)))
    first = organ.first(organ.free())
    figures = following(organ.fmt, organ.free(), first)
    path, step = organ.some(flow.path for flow in stocks(organ.fmt)), organ.step()
    return first, organ.report(1, figures | {path: figures.get(path, 0) + step})


@st.composite
def _gap(draw: st.DrawFn) -> tuple[Report, ...]:
    """A year or more is missing."""
    choices = Choices(draw(CHOICES))
    start = choices.among(starts())
    years = (start, start + 1 + choices.number(1, 3))
    return draw(series(years, organ=choices.among(ORGANS)))


@st.composite
def _vanished(draw: st.DrawFn) -> tuple[Report, ...]:
    """Cases that were pending are in no total of the next year."""
    organ = _organ(draw, lambda fmt: any(pending_in(fmt)))
    waiting, parts = organ.choices.among(tuple(pending_in(organ.fmt).items()))
    free = organ.free()
    free[waiting] = free.get(waiting, 0) + organ.step()
    first = organ.first(free)
    ended = organ.choices.number(0, int(free[waiting]) - 1)
    given = brought(organ.fmt, organ.free(), first) | dict.fromkeys(parts, 0) | {parts[0]: ended}
    return first, organ.second(given, first)


@st.composite
def _copied_text(draw: st.DrawFn) -> tuple[Report, ...]:
    """A section says what it said the year before."""
    organ = _organ(draw, lambda _: True)
    first = organ.first(organ.free())
    second = organ.second(brought(organ.fmt, organ.free(), first), first)
    both = [*enumerate(zip(first.sections, second.sections, strict=False))]
    place = organ.choices.among([n for n, pair in both if not any(map(_is_prescribed, pair))])
    return _saying(first, place), _saying(second, place)


def _is_prescribed(section: Section) -> bool:
    """Whether it holds a table, or a sentence that has to be there."""
    return section.table is not None or FEE_SENTENCE in section.paragraphs


def _saying(report: Report, place: int) -> Report:
    """The report with one long paragraph in a section."""
    said = attrs.evolve(report.sections[place], paragraphs=("".join(SENTENCES),))
    return attrs.evolve(report, sections=(*report.sections[:place], said, *report.sections[place + 1 :]))


@st.composite
def _copied_figures(draw: st.DrawFn) -> tuple[Report, ...]:
    """Three different figures, and they are last year's."""
    organ = _organ(draw, lambda _: True)
    paths = _untied(organ.fmt)
    start, least = organ.choices.number(0, len(paths) - MIN_NUMBERS), organ.step()
    free: Figures = {paths[start + n]: least + n for n in range(MIN_NUMBERS)}
    return organ.first(free), organ.report(1, following(organ.fmt, free, None))


@cache
def _untied(fmt: Format) -> tuple[str, ...]:
    """Counts that may be the same in every year: none of them says anything of another year."""
    flows = (*carry_overs(fmt), *stocks(fmt))
    tied = {path for flow in flows for path in (*flow.before, *flow.own_paths)}.union(pending_in(fmt))
    free = (cell for cell in fmt.cells if cell.path not in sums_of(fmt).bound and cell.kind is Kind.COUNT)
    return tuple(cell.path for cell in free if cell.path not in tied and cell.row != REGULATIONS)


# --- family 7: what must agree between a government and its units --------------------------------------------------


@st.composite
def _roll_up(draw: st.DrawFn) -> Units:
    """A figure of the government's is more than its units' make, and so are the totals above it."""
    choices = Choices(draw(CHOICES))
    found = draw(units_and_parent(choices.among(_formats(standard_format))))
    fmt = format_of(found.parent)
    free = (cell for cell in fmt.cells if adds_up(cell) and cell.path not in sums_of(fmt).bound)
    path = choices.among([cell.path for cell in free if cell.row != REGULATIONS])
    figures = summed(fmt, (*found.units, *(() if found.own is None else (found.own,))))
    figures[path] = figures.get(path, 0) + choices.number(1, _STEP)
    made = tables(fmt, sums_of(fmt).settled(figures, keep=True))
    return attrs.evolve(found, parent=attrs.evolve(found.parent, **made))


@st.composite
def _missing(draw: st.DrawFn) -> Units:
    """A unit on the roster has no report, or a report is of no unit on it."""
    choices = Choices(draw(CHOICES))
    found = draw(units_and_parent(choices.among(_formats(standard_format))))
    names = unit_names(len(found.units) + 1)
    return attrs.evolve(found, roster=roster_of(choices.among((names, names[:-2]))))


_BREAKS: Mapping[str, Callable[[], st.SearchStrategy[Broken]]] = {
    **{code: partial(_sum, code) for code in (rule.code for rule in SUMS)},
    "GD301": _carry_over,
    "GD302": _stock,
    "GD303": _gap,
    "GD304": _vanished,
    "GD305": _copied_text,
    "GD306": _copied_figures,
    "GD701": _roll_up,
    "GD702": _missing,
}


def _formats(fits: Callable[[Format], bool]) -> tuple[Format, ...]:
    """The formats that fit, the newest first."""
    return tuple(fmt for fmt in reversed([*FORMATS.values()]) if fits(fmt))
