"""Hypothesis strategies: invented reports, for testing this library and programs that use it.

Everything is derived from the `Format`: which figures there are, which are sums of others, which sections and
tables are printed. Needs the extra ``testing``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

import attrs

from govdisclosure.checks._amounts import TOO_MUCH
from govdisclosure.checks._power import power
from govdisclosure.checks.law import OTHER_MATTERS, REGULATIONS
from govdisclosure.codec import from_dict
from govdisclosure.errors import MissingExtra
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.formats._kit import Heading, Identity, Kind, nested
from govdisclosure.formats.shared import Organ, Period, Section, official_title
from govdisclosure.organs import tier_of

try:
    from hypothesis import strategies as st
except ImportError:
    raise MissingExtra(package="hypothesis", extra="testing") from None

Narrative = bool | Literal["awkward"]
"""The prose of a report: ordinary sentences, none at all, or text that looks like something else."""

ORGANS = ("云溪县档案馆", "云溪县教育局", "云溪县人民政府", "望河市水务局", "云溪县石桥镇人民政府", "望河市人民政府")
"""Organs that do not exist."""

MARKS = ("", "/", "-", "—", "无", "不涉及")
"""What is printed where a figure is blank."""

_FIGURES: Mapping[Kind, st.SearchStrategy[int | Decimal]] = {
    Kind.COUNT: st.integers(0, 9) | st.integers(0, 5_000_000),
    Kind.CHANGE: st.integers(-9, 9) | st.integers(-5_000_000, 5_000_000),
    Kind.MONEY: st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(0, 10**10), st.integers(0, 4)),
}
_ZERO: Mapping[Kind, int | Decimal] = {Kind.COUNT: 0, Kind.CHANGE: 0, Kind.MONEY: Decimal(0)}

_NUMERALS = "一二三四五六七八九"
_HEADINGS = ("制度建设", "平台维护", "人员培训", "公开目录", "解读回应", "监督检查", "档案移交", "窗口服务", "公众参与")
_SENTENCES = (
    "本机关按时更新公开目录。",
    "全年各项工作平稳有序。",
    "工作人员参加了业务学习。",
    "群众可到服务大厅查阅资料。",
    "下一步将继续完善制度，提高效率。",
    "部分栏目更新不够及时，已安排专人负责。",
    "网站栏目作了调整，“常用服务”移到首页。",
    "我们听取了居民代表的意见；能改的当即改。",
)
_FEE_SENTENCE = "本年度没有收取信息处理费。"
_AWKWARD = (
    "", " ", "　", "\n", "\t", "\u200b", "\ufeff", "0", "１２", "1,362", "0000000", "12 0", "|", "| 1 | 2 |", "---",
    "一、", "二、主动公开政府信息情况", "（一）", "(1)", "1.", "1.属于国家秘密", "总计", "自然人", "第二十条第（一）项",
    "# 标题", "- 4 -", "* 项", "<b>&nbsp;</b>", "\\", "`", "[bookmark: _x]", "(cid:12)", "\ufffd", "/", "无",
)  # fmt: skip


def reports(
    fmt: str | Format | None = None,
    *,
    consistent: bool = True,
    blanks: bool = False,
    narrative: Narrative = True,
    year: int | None = None,
    organ: str | None = None,
) -> st.SearchStrategy[Report]:
    """Valid reports of a format, or of any.

    With `consistent`, every identity of the format holds and the law is kept: published in time, no rules (规章) by
    organs that make none. Otherwise each figure is drawn alone. With `blanks`,
    some figures are None, with or without a mark in `printed` (identities that use one are then undecidable).
    Most figures are 0, and shrink to it.

    >>> from hypothesis import given, settings
    >>> from govdisclosure import check
    >>> @settings(max_examples=5, database=None)
    ... @given(reports("2021"))
    ... def holds(report):
    ...     assert check(report, select=["GD2"]).findings == ()
    >>> holds()
    """
    if fmt is None:
        return st.one_of([_reports(each, consistent, blanks, narrative, year, organ) for each in FORMATS.values()])
    known = FORMATS[fmt] if isinstance(fmt, str) else fmt
    return _reports(known, consistent, blanks, narrative, year, organ)


def figures(fmt: Format, *, consistent: bool = True) -> st.SearchStrategy[dict[str, int | Decimal]]:
    """A value for every figure of a format, by path; few are not 0."""

    def whole(drawn: Iterable[Mapping[str, int | Decimal]]) -> dict[str, int | Decimal]:
        values = {cell.path: _ZERO[cell.kind] for cell in fmt.cells}
        for some in drawn:
            values.update(some)
        return settled(values, fmt.identities) if consistent else values

    return _drawn(fmt, consistent).map(whole)


def settled(values: Mapping[str, int | Decimal], identities: Iterable[Identity]) -> dict[str, int | Decimal]:
    """The values with every printed total replaced by the sum it should be.

    A balance (一 + 二 = 三（七） + 四) is met by sharing out its right side among the rows on its left, so
    that nothing turns negative.
    """
    result = dict(values)
    sums = [identity for identity in identities if all(term.weight > 0 for term in identity.terms)]
    balances = [identity for identity in identities if identity not in sums]
    _add_up(result, sums)
    for balance in balances:
        rest = result[balance.path] + sum(result[term.path] for term in balance.terms if term.weight < 0)
        first, *others = [term.path for term in balance.terms if term.weight > 0]
        for path in others:
            result[path] = min(result[path], rest)
            rest -= result[path]
        result[first] = rest
    _add_up(result, sums)
    return result


@st.composite
def sections(draw: st.DrawFn, fmt: Format, narrative: Narrative = True) -> tuple[Section, ...]:
    """The tree of prose: the prescribed sections, or for formats without any a few invented ones."""
    if not fmt.headings:
        count = draw(st.integers(3, 8))
        return tuple(_section(draw, f"{_NUMERALS[n]}、", draw(_heading(narrative)), 1, narrative) for n in range(count))
    return tuple(_prescribed(draw, heading, fmt, narrative) for heading in fmt.headings)


def _prescribed(draw: st.DrawFn, heading: Heading, fmt: Format, narrative: Narrative) -> Section:
    """A table alone, or prose; where the format has the fee reported, that is done."""
    if heading.table is not None:
        return Section(number=heading.number, heading=heading.label.zh, table=heading.table)
    section = _section(draw, heading.number, heading.label.zh, 1, narrative)
    if narrative is True and fmt.fee_notice is not None and heading.key == OTHER_MATTERS:
        return attrs.evolve(section, paragraphs=(_FEE_SENTENCE, *section.paragraphs))
    return section


@st.composite
def _reports(
    draw: st.DrawFn,
    fmt: Format,
    consistent: bool,
    blanks: bool,
    narrative: Narrative,
    year: int | None,
    organ: str | None,
) -> Report:
    name = organ if organ is not None else draw(st.sampled_from(ORGANS))
    when = year if year is not None else draw(st.integers(fmt.first_year, fmt.last_year or fmt.first_year + 9))
    prose = draw(sections(fmt, narrative))
    if not fmt.headings and draw(st.booleans()):  # a format that does not prescribe its tables may print them
        prose += _table_sections(fmt, len(prose))
    has_tables = any(section.table for section in prose)
    values: dict[str, int | Decimal | None] = {}
    values.update(draw(figures(fmt, consistent=consistent)) if has_tables else {})
    marks = draw(_marks(fmt)) if blanks and has_tables else {}
    values.update(dict.fromkeys(marks))
    period = Period(start=date(when, 1, 1), end=date(when, 12, 31))
    contact = draw(_CONTACTS)
    published_on, signed_on = (draw(st.none() | _days(when + 1, in_time=consistent)) for _ in range(2))
    if consistent:
        values.update(_plausible(fmt, Organ(name=name), values))
    return attrs.evolve(
        from_dict({"format": fmt.name, "year": when, "organ": {"name": name}, **nested(values)}, draft=True),
        title=official_title(name, when),
        period=period,
        basis=fmt.basis,
        contact=contact,
        published_on=published_on,
        signed_by=None if signed_on is None else name,
        signed_on=signed_on,
        preamble=(_preamble(fmt, period, contact), *draw(_paragraphs(narrative, 0))),
        sections=prose,
        printed={path: mark for path, mark in marks.items() if mark is not None},
    )


def _plausible(
    fmt: Format, organ: Organ, values: Mapping[str, int | Decimal | None]
) -> Iterator[tuple[str, int | Decimal]]:
    """What an organ cannot have: rules (规章) where it makes none, and more money than a county ever has."""
    makes_none = power(organ).outcome != "may"
    is_small = tier_of(organ).tier in ("county", "township")
    for cell in fmt.cells:
        value = values.get(cell.path)
        if value and makes_none and cell.row == REGULATIONS:
            yield cell.path, 0
        elif value and is_small and cell.kind is Kind.MONEY:
            yield cell.path, value % TOO_MUCH


def _add_up(values: dict[str, int | Decimal], sums: Iterable[Identity]) -> None:
    for identity in sums:
        values[identity.path] = sum(values[term.path] for term in identity.terms)


@cache
def _drawn(fmt: Format, consistent: bool) -> st.SearchStrategy[tuple[dict[str, int | Decimal], ...]]:
    """Some figures of each kind, none of which is computed from others."""
    bound = {identity.path for identity in fmt.identities} if consistent else set[str]()
    paths = {kind: [c.path for c in fmt.cells if c.kind is kind and c.path not in bound] for kind in Kind}
    return st.tuples(
        *(st.dictionaries(st.sampled_from(paths[kind]), _FIGURES[kind], max_size=24) for kind in Kind if paths[kind])
    )


@cache
def _marks(fmt: Format) -> st.SearchStrategy[dict[str, str | None]]:
    """Some paths, each with the mark printed there, or None where nothing was printed at all."""
    paths = st.sampled_from([cell.path for cell in fmt.cells])
    return st.dictionaries(paths, st.none() | st.sampled_from(MARKS), max_size=12)


def _table_sections(fmt: Format, after: int) -> tuple[Section, ...]:
    return tuple(
        Section(number=f"{_NUMERALS[n]}、", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(fmt.tables.items(), after)
    )


@cache
def _days(year: int, *, in_time: bool) -> st.SearchStrategy[date]:
    """A day of January, by whose end all who have a deadline have published, or of the first quarter."""
    return st.dates(date(year, 1, 1), date(year, 1 if in_time else 3, 31))


def _preamble(fmt: Format, period: Period, contact: str | None) -> str:
    start, end = (f"{day.year}年{day.month}月{day.day}日" for day in (period.start, period.end))
    call = "" if contact is None else f"联系方式：{contact}。"
    return f"本报告依据{'、'.join(fmt.basis)}编制。统计期限为{start}至{end}。{call}"


@cache
def _heading(narrative: Narrative) -> st.SearchStrategy[str]:
    plain = st.sampled_from(_HEADINGS)
    return plain | _awkward() if narrative == "awkward" else plain


@cache
def _paragraphs(narrative: Narrative, least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    if narrative is False:
        return st.just(())
    plain = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3).map("".join)
    return st.lists(plain | _awkward() if narrative == "awkward" else plain, min_size=least, max_size=2).map(tuple)


def _awkward() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(_AWKWARD) | st.sampled_from(_SENTENCES) | st.text(max_size=5)
    return st.lists(pieces, min_size=1, max_size=4).map("".join)


def _section(draw: st.DrawFn, number: str, heading: str | None, level: int, narrative: Narrative) -> Section:
    """A section with one or two paragraphs and, down to the third level, at times numbered parts."""
    paragraphs = draw(_paragraphs(narrative))
    count = draw(_PART_COUNTS) if narrative and level <= len(_PART_NUMBERS) and heading is not None else 0
    parts = tuple(_part(draw, n, level + 1, narrative) for n in range(count))
    return Section(number=number, heading=heading, level=level, paragraphs=paragraphs, parts=parts)


def _part(draw: st.DrawFn, n: int, level: int, narrative: Narrative) -> Section:
    """（一） with a heading; below it 1. with one, or none where the number opens the paragraph."""
    run_in = level > 2 and draw(st.booleans())
    heading = None if run_in else draw(_heading(narrative))
    return _section(draw, _PART_NUMBERS[level - 2][n], heading, level, narrative)


_PART_NUMBERS = (("（一）", "（二）", "（三）"), ("1.", "2.", "3."))
_PART_COUNTS = st.sampled_from((0, 0, 2, 3))
_CONTACTS = st.sampled_from((None, "云溪县云溪大道1号，电话：0000-0000000"))
