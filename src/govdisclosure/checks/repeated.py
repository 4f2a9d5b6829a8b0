"""Family 3, continued: figures that repeat those of an earlier year."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import attrs

from govdisclosure.checks._inputs import Entry, Series
from govdisclosure.checks._rule import (
    Argument,
    Message,
    Outcome,
    Quote,
    Related,
    Rule,
    Severity,
    Status,
    Verdict,
    blocked,
    holds,
    series_rule,
    undecidable,
    violated,
)
from govdisclosure.claims import claims
from govdisclosure.claims._claim import Claim
from govdisclosure.flows import carry_overs, stocks
from govdisclosure.formats import FORMATS, Format
from govdisclosure.grid import is_unread, value_at

MIN_NUMBERS = 3
"""So many different numbers that repeat are hardly chance; of one or two it is common."""

MIN_YEARS, MIN_VALUE = 3, 10
"""One number alone must stand in so many years and be so large: the same twice, or 1 in every year, is common."""


@series_rule(
    "GD306",
    "copied-figures",
    Severity.WARNING,
    title=Message(zh="数字与往年报告相同", en="The figures repeat an earlier year's"),
    basis=Message(zh="年度报告应当反映本年度的工作情况", en="An annual report is to say what was done in its year"),
    messages={
        "tables": Message(
            zh="表中非零的 {count} 个数字与{year}年报告完全相同",
            en="all {count} figures in the tables that are not 0 are those of the report for {year}",
        ),
        "prose": Message(
            zh="文中的数字（{figures}）与{year}年报告完全相同",
            en="all figures in the prose are those of the report for {year}: {figures}",
        ),
        "every_year": Message(
            zh="{first}年至{last}年，文中同一项数字每年都是 {figures}",
            en="in every year from {first} to {last}, the prose has the same figure: {figures}",
        ),
    },
    status=Status.PREVIEW,
)
def copied_figures(series: Series) -> Iterator[Verdict]:
    """## What it does
    Looks whether the figures that are not 0 repeat those of an earlier year in full: all figures of the tables, or all
    that the prose states of its own year. There must be three different numbers among them, not counting totals,
    numbers in force and what is carried in. In prose, one number alone is found if it stands for the same thing three
    years running and is 10 or more.

    ## Why it matters
    Counts of a year's work do not repeat in full; the tables of last year were probably kept.

    ## Example
    主动公开政府信息 38 条 in 2008, in 2009 and in 2010.

    ## Corrected
    The number that was published in each year.

    ## Exceptions
    One or two numbers repeat by chance, and totals and stocks repeat with their parts; that is why three different ones
    are asked for. If all known figures agree and some cell is blank, it is undecidable. Figures for other years, or for
    no whole year, are not compared.

    ## 检查内容
    检查非零数字是否与往年某一年完全相同：表格中的全部数字，或者文中所述本年度的全部数字。
    其中须有三个不同的数字，合计、现行有效件数和上年结转不计。
    文中单独一个数字，连续三年相同且不小于 10 的，也予提示。

    ## 为什么重要
    一年的工作数量不会与往年完全相同；很可能是沿用了往年的表格。

    ## 示例
    2008年、2009年、2010年都写主动公开政府信息 38 条。

    ## 改正
    填写各年度实际公开的数量。

    ## 例外
    一两个数字相同可能是巧合，合计和存量会随分项相同，所以要求三个不同的数字。
    已知数字都相同而有空项的，无法判断。其他年度的数字和不是整年的数字不比较。
    """
    years = [_Year(entry, _claimed(entry)) for entry in series.entries]
    said = set()
    for later in years:
        earlier = [year for year in reversed(years) if year.entry.year < later.entry.year]
        tables = _repeated_tables(later.entry, [year.entry for year in earlier])
        prose = _repeated_prose(later, earlier)
        yield from (verdict for verdict in (tables, prose) if verdict is not None)
        if prose is not None and prose.outcome is Outcome.VIOLATED:
            said.add(later.entry.subject)
    yield from (verdict for verdict in _every_year(years) if verdict.subject not in said)


RULES: tuple[Rule, ...] = (copied_figures,)


# --- figures in tables -------------------------------------------------------------------------------------


def _repeated_tables(later: Entry, earlier: Sequence[Entry]) -> Verdict | None:
    """Whether the tables repeat an earlier year's, or may; None if there is too little in them to say so."""
    verdicts = [verdict for entry in earlier if (verdict := _same_tables(later, entry)) is not None]
    return min(verdicts, key=lambda verdict: _GRAVEST_FIRST.index(verdict.outcome), default=None)


_GRAVEST_FIRST = (Outcome.VIOLATED, Outcome.BLOCKED, Outcome.UNDECIDABLE, Outcome.HOLDS)


def _same_tables(later: Entry, earlier: Entry) -> Verdict | None:
    shared = [path for path in later.fmt.by_path if path in earlier.fmt.by_path]
    now = {path: value_at(later.report, path) for path in shared}
    before = {path: value_at(earlier.report, path) for path in shared}
    counted = [path for path in shared if now[path] and path not in _follows(later.fmt)]
    if len({now[path] for path in counted if before[path] is not None}) < MIN_NUMBERS:
        return None
    blanks = [path for path in shared if now[path] is None or before[path] is None]
    related = tuple(Related(earlier.subject, path) for path in counted)
    if any(now[path] != before[path] for path in set(shared).difference(blanks)):
        return holds(counted[0]).about(later.subject, *related)
    if blanks:
        unread = any(is_unread(entry.report, path) for entry in (later, earlier) for path in blanks)
        return (blocked if unread else undecidable)(counted[0], counted).about(later.subject, *related)
    count = sum(1 for value in now.values() if value)
    return violated(counted[0], "tables", counted, count=count, year=earlier.year).about(later.subject, *related)


@cache
def _follows(fmt: Format) -> frozenset[str]:
    """Figures that follow from others: totals, stocks, and what is carried in."""
    totals = (identity.path for identity in fmt.identities)
    return frozenset((*totals, *(flow.path for flow in (*carry_overs(fmt), *stocks(fmt)))))


# --- figures in prose --------------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Year:
    """A report, and figures that its prose states."""

    entry: Entry
    claims: tuple[Claim, ...]

    @property
    def figures(self) -> list[tuple[str, str]]:
        """What is counted and how many, in any order."""
        return sorted((claim.kind, str(claim.value)) for claim in self.claims)

    @property
    def has_many(self) -> bool:
        return len({claim.value for claim in self.claims}) >= MIN_NUMBERS

    @property
    def has_large(self) -> bool:
        return any(claim.value >= MIN_VALUE for claim in self.claims if claim.value is not None)

    def of(self, kind: str) -> "_Year":
        """The same, with the figures of one kind only."""
        return _Year(self.entry, tuple(claim for claim in self.claims if claim.kind == kind))


def _claimed(entry: Entry) -> tuple[Claim, ...]:
    """The figures, not 0, that a report's prose states of its own year; not what it has had for longer."""
    stated = (claim for claim in claims(entry.report) if claim.period == entry.year and claim.value)
    return tuple(claim for claim in stated if claim.kind not in _standing())


@cache
def _standing() -> frozenset[str]:
    """Kinds of claims that do not count what was done in the year: numbers in force, what is carried in."""
    paths = (flow.path for fmt in FORMATS.values() for flow in (*carry_overs(fmt), *stocks(fmt)))
    return frozenset(path.removesuffix(".total") for path in paths)


def _repeated_prose(later: _Year, earlier: Sequence[_Year]) -> Verdict | None:
    """Whether the figures in the prose repeat an earlier year's; None if there are too few to say so."""
    others = [year for year in earlier if year.claims]
    if not later.has_many or not others:
        return None
    same = next((year for year in others if year.figures == later.figures), None)
    if same is None:
        return holds(later.claims[0].path).about(later.entry.subject)
    return _found("prose", (same, later), year=same.entry.year)


def _every_year(years: Sequence[_Year]) -> Iterator[Verdict]:
    """For each thing counted, the years in a row in which it is the same; one finding a run, about its last year."""
    one_each = {year.entry.year: year for year in years}.values()
    for kind in dict.fromkeys(claim.kind for year in one_each for claim in year.claims if claim.of is None):
        for run in _runs([year.of(kind) for year in one_each]):
            if len(run) >= MIN_YEARS and run[-1].has_large:
                yield _found("every_year", run, first=run[0].entry.year, last=run[-1].entry.year)


def _runs(years: Iterable[_Year]) -> Iterator[list[_Year]]:
    """Years in a row whose figures are the same."""
    run: list[_Year] = []
    for year in years:
        if run and not (year.entry.year == run[-1].entry.year + 1 and year.figures == run[-1].figures):
            yield run
            run = []
        run.append(year)
    yield run


def _found(message: str, years: Sequence[_Year], **args: Argument) -> Verdict:
    """The finding about the last of some years, with the figures they have in common."""
    *earlier, later = years
    figures = "、".join(claim.raw + (claim.unit or "") for claim in later.claims)
    paths = dict.fromkeys(claim.path for claim in later.claims)
    verdict = violated(later.claims[0].path, message, paths, figures=figures, **args)
    related = (Related(year.entry.subject, year.claims[0].path) for year in earlier)
    quotes = (Quote(claim.path, claim.start, claim.end) for claim in later.claims)
    return verdict.about(later.entry.subject, *related).quoting(*quotes)
