"""Reports of a format: figures, prose and head."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType

import attrs
from hypothesis import strategies as st

from govdisclosure.formats import FORMATS, Format, Report, format_named
from govdisclosure.formats._filled import tables
from govdisclosure.formats.shared import Foot, Organ, Period, official_title
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._figures import drawn, plausible
from govdisclosure.strategies._prose import Narrative, Plain, sections, table_sections, writer

ORGANS = ("云溪县档案馆", "云溪县教育局", "云溪县人民政府", "望河市水务局", "云溪县石桥镇人民政府", "望河市人民政府")
"""Organs that do not exist."""

MARKS = ("", "/", "-", "—", "无", "不涉及")
"""What is printed where a figure is blank."""

_TELEPHONE = "0000-0000000"
_CONTACTS = (None, f"云溪县云溪大道1号，电话：{_TELEPHONE}")
_IN_TIME, _AT_ALL = 31, 90
"""Days of the next year: by the first all have published who have a deadline."""
SPAN = 10
"""How many years of a format that is still in use are drawn."""
CHOICES = st.binary(min_size=32, max_size=32)
"""What head and prose are made of; bytes beyond these choose what is simplest."""


EMPTY: Mapping[str, str | None] = MappingProxyType({})


def reports(
    format: str | Format | None = None,  # noqa: A002  # the word users know
    *,
    consistent: bool = True,
    blanks: bool = False,
    narrative: Narrative = True,
    year: int | None = None,
    organ: str | None = None,
    dense: bool = False,
) -> st.SearchStrategy[Report]:
    """Valid reports of a format, or of any.

    With `consistent`, every identity of the format holds and the law is kept: published in time, no rules (规章) by
    organs that make none. Otherwise each figure is drawn alone. With `blanks`, some figures are None, with or
    without a mark in `printed` (identities that use one are then undecidable). Few figures are not 0, as in most real
    reports; with `dense` any may be. They are single digits or up to the millions a province prints, and shrink to 0.

    Raises `UnknownFormat` if there is none of that name.

    >>> from hypothesis import given, settings
    >>> from govdisclosure import check
    >>> from govdisclosure.strategies import reports
    >>> @settings(max_examples=5, database=None)
    ... @given(reports("2021"))
    ... def holds(report):
    ...     assert check(report, select=["GD2"]).findings == ()
    >>> holds()
    """
    if format is None:
        return st.one_of(
            [_reports(each, consistent, blanks, narrative, year, organ, dense) for each in FORMATS.values()]
        )
    return _reports(format_named(format), consistent, blanks, narrative, year, organ, dense)


@attrs.frozen(kw_only=True)
class Setting:
    """What is settled of a report before its figures are."""

    fmt: Format
    year: int
    organ: Organ
    consistent: bool = True
    narrative: Narrative = True


@st.composite
def _reports(
    draw: st.DrawFn,
    fmt: Format,
    consistent: bool,
    blanks: bool,
    narrative: Narrative,
    year: int | None,
    organ: str | None,
    dense: bool,
) -> Report:
    choices = Choices(draw(CHOICES))
    setting = Setting(
        fmt=fmt,
        year=some_year(fmt, choices) if year is None else year,
        organ=Organ(name=choices.among(ORGANS) if organ is None else organ),
        consistent=consistent,
        narrative=narrative,
    )
    figures = drawn(draw, fmt, consistent=consistent, dense=dense)
    marks = draw(_marks(fmt)) if blanks else {}
    return assembled(setting, figures, writer(narrative, choices, draw), marks)


def assembled(
    setting: Setting,
    figures: Mapping[str, int | Decimal],
    prose: Plain,
    marks: Mapping[str, str | None] = EMPTY,
    *,
    with_tables: bool = False,
) -> Report:
    """A report with these figures; of a consistent one, what its organ cannot have is taken out.

    `marks` are the paths left blank, each with what is printed there, if anything. A format that does not prescribe
    its tables may print them, or with `with_tables` does.
    """
    fmt, choices = setting.fmt, prose.choices
    values: dict[str, int | Decimal | None] = dict(figures)
    if setting.consistent:
        values.update(plausible(fmt, setting.organ, figures))
    values.update(dict.fromkeys(marks))
    # Of the choices the prose comes last: what it uses up is not missed elsewhere.
    contact = choices.among(_CONTACTS)
    published_on, signed_on = (_day(setting, choices) for _ in range(2))
    may_have_tables = choices.among((False, True)) or with_tables
    foot = _foot(setting, choices)
    body = sections(fmt, prose, fee=setting.consistent and setting.narrative is True)
    if may_have_tables and not fmt.headings:
        body += table_sections(fmt, len(body))
    has_tables = any(section.table for section in body)
    made = tables(fmt, values) if has_tables else {}
    report: Report = fmt.report(
        year=setting.year,
        organ=setting.organ,
        title=official_title(setting.organ.name or "", setting.year),
        period=_whole_year(setting.year),
        basis=fmt.basis,
        contact=contact,
        published_on=published_on,
        signed_by=None if signed_on is None else setting.organ.name,
        signed_on=signed_on,
        preamble=(_preamble(fmt, setting.year, contact), *prose.paragraphs(0)),
        sections=body,
        printed={path: mark for path, mark in marks.items() if mark is not None and has_tables},
        **{key: attrs.evolve(table, foot=foot) if hasattr(table, "foot") else table for key, table in made.items()},
    )
    return report


def some_year(fmt: Format, choices: Choices) -> int:
    """A year that is reported in a format."""
    return choices.number(fmt.first_year, fmt.last_year or fmt.first_year + SPAN - 1)


def _day(setting: Setting, choices: Choices) -> date | None:
    """Some day after the year, or none; in January, by whose end all who have a deadline have published."""
    day = choices.number(0, _IN_TIME if setting.consistent else _AT_ALL)
    return date(setting.year + 1, 1, 1) + timedelta(days=day - 1) if day else None


def _foot(setting: Setting, choices: Choices) -> Foot:
    """What stands around a table that names who filled it in; no persons."""
    unit, contact = choices.among((None, setting.organ.name)), choices.among((None, _TELEPHONE))
    # A day alone below the table could as well be that of the signature.
    return Foot(reporting_unit=unit, contact=contact, filled_on=None if contact is None else _day(setting, choices))


@cache
def _marks(fmt: Format) -> st.SearchStrategy[dict[str, str | None]]:
    """Some paths, each with the mark printed there, or None where nothing was printed at all."""
    paths = st.sampled_from([cell.path for cell in fmt.cells])
    return st.dictionaries(paths, st.none() | st.sampled_from(MARKS), max_size=12)


@cache
def _whole_year(year: int) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31))


@cache
def _preamble(fmt: Format, year: int, contact: str | None) -> str:
    period = _whole_year(year)
    start, end = (f"{day.year}年{day.month}月{day.day}日" for day in (period.start, period.end))
    call = "" if contact is None else f"联系方式：{contact}。"
    return f"本报告依据{'、'.join(fmt.basis)}编制。统计期限为{start}至{end}。{call}"
