"""Where an office begins: the empty form of a format, and next year's report with what this year's record knows.

Neither invents anything: what nobody has stated is blank (None), in the record and on paper.
"""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from govdisclosure.codec import from_dict
from govdisclosure.errors import InvalidReport, Problem
from govdisclosure.flows import carry_overs, stocks
from govdisclosure.formats import Format, Report, format_for, format_named, format_of
from govdisclosure.formats._kit import MAX_COUNT, nested
from govdisclosure.formats.shared import Organ, Section, official_title, skeleton
from govdisclosure.grid import Figure, value_at
from govdisclosure.wording._title import FULL_WORDING


def blank(fmt: Format | str, *, year: int | None = None, organ: str | None = None) -> Report:
    """The empty form of a format: the prescribed sections and every table, without a figure.

    The title has the prescribed words with the year and the organ's name where they are given; what is not given is
    left for the office to write and None in the record. A format without prescribed sections has its tables only.

    Raises `UnknownFormat` if no format is called so, and `InvalidReport` if the year is none.

    >>> from govdisclosure.draft import blank
    >>> form = blank("2021", organ="云溪县档案馆")
    >>> form.title, form.year
    ('云溪县档案馆政府信息公开工作年度报告', None)
    >>> [section.heading for section in form.sections][:2]
    ['总体情况', '主动公开政府信息情况']
    """
    known = format_named(fmt)
    return _form(known, year, Organ(name=organ))


def next_year(report: Report) -> Report:
    """The draft of next year's report, in the format that then holds.

    Carried over are the organ, the title with its year, and the figures this record fixes: 四、结转下年度继续办理
    becomes 二、上年结转 in each column; 现行有效件数 is kept as what the year begins with; 上一年项目数量 is last
    year's with its 本年增/减. A figure is carried only where both formats have it in the same meaning; blank stays
    blank, and so does what would be below 0. Everything else is for the office to write: prose, period, contact,
    signature and dates.

    Raises `InvalidReport` if the report has no year, or the last there is, and `UnknownFormat` for a year before the
    first format.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.draft import next_year
    >>> from govdisclosure.formats.f2021 import Requests
    >>> from govdisclosure.formats.shared import Applicants
    >>> pending = Requests(carried_out=Applicants(natural_person=3))
    >>> draft = next_year(Report2021(year=2023, organ=Organ(name="云溪县档案馆"), requests=pending))
    >>> draft.title
    '云溪县档案馆2024年政府信息公开工作年度报告'
    >>> draft.requests.carried_in.natural_person, draft.requests.carried_in.total
    (3, None)
    """
    if report.year is None:
        raise InvalidReport((Problem("year", "null", "the year reported on", "报告所属年度"),))
    fmt = format_for(report.year + 1)
    return _form(fmt, report.year + 1, report.organ, dict(_carried(report, fmt)))


def _form(fmt: Format, year: int | None, organ: Organ, figures: Mapping[str, Figure] | None = None) -> Report:
    """A report with the prescribed title and sections, every table, and these figures."""
    data: dict[str, object] = {"format": fmt.name, "year": year, "organ": {}}
    data |= {key: {} for key in fmt.tables}
    data |= nested(figures or {})
    return attrs.evolve(from_dict(data, draft=True), organ=organ, title=_title(organ, year), sections=_sections(fmt))


def _title(organ: Organ, year: int | None) -> str:
    """The prescribed words, without what nobody has stated."""
    name = organ.name or ""
    return name + FULL_WORDING if year is None else official_title(name, year)


def _sections(fmt: Format) -> tuple[Section, ...]:
    """The prescribed sections; where there are none, the tables under their own names."""
    return skeleton(fmt.headings) or tuple(Section(heading=t.label.zh, table=key) for key, t in fmt.tables.items())


def _carried(report: Report, fmt: Format) -> Iterator[tuple[str, Figure]]:
    """Path and value of each figure of the next year's format that this year's record fixes."""
    for flow in (*carry_overs(fmt), *stocks(fmt)):
        if all(source in format_of(report).by_path for source in flow.before):
            value = _sum(value_at(report, source) for source in flow.before)
            if value is not None and 0 <= value <= MAX_COUNT:
                yield flow.path, value


def _sum(values: Iterable[Figure]) -> Figure:
    """The sum, or None if any part is blank."""
    total: Figure = 0
    for value in values:
        if value is None or total is None:
            return None
        total += value
    return total
