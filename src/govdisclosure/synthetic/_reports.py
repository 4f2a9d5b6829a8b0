"""An organ's figures as a report: its head, and prose of a sentence a section."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import attrs

from govdisclosure.columns import Row
from govdisclosure.formats import Format
from govdisclosure.formats._filled import Printed, tables
from govdisclosure.formats.shared import Level, Period, Section, official_title
from govdisclosure.synthetic._scheme import scheme_of
from govdisclosure.synthetic._tree import Body

_SENTENCES: Mapping[str, str] = {
    "overview": "本机关依法公开政府信息，及时更新公开目录，各项工作平稳有序。",
    "problems": "部分栏目更新不够及时，已安排专人负责，并逐月检查。",
    "other_matters": "本年度没有收取信息处理费。",
}
"""By the key of the section. What they say is always true, and no figure is in it."""
_NARRATIVE = (
    ("一、", "总体情况", "本机关依法公开政府信息，及时更新公开目录。"),
    ("二、", "存在的主要问题及改进情况", "部分栏目更新不够及时，已安排专人负责。"),
)
"""The sections of a report whose format prescribes none."""
_DAYS_BEFORE = 20
"""Reports are published in the days before the deadline, so many at most."""


@attrs.frozen
class Author:
    """Who reports: the organ, its key and that of its government."""

    body: Body
    key: str | None
    parent: str | None

    def row(
        self, fmt: Format, year: int, figures: Mapping[str, Printed], printed: Mapping[str, str] | None = None
    ) -> Row:
        """The report of one year, as a row of a table."""
        body = self.body
        name = body.organ.name or ""
        published = _published(fmt, body.level, year, (body.number + year) % _DAYS_BEFORE)
        report: Any = fmt.report(
            year=year,
            organ=body.organ,
            title=official_title(name, year),
            scope="consolidated" if body.is_government else "own",
            period=_period(year),
            basis=fmt.basis,
            published_on=published,
            signed_by=name,
            signed_on=published,
            sections=_sections(fmt),
            printed={} if printed is None else printed,
            **({} if scheme_of(fmt) is None else tables(fmt, figures)),
        )
        return Row(report=report, organ=self.key, parent=self.parent)


@cache
def _period(year: int) -> Period:
    return Period(start=date(year, 1, 1), end=date(year, 12, 31))


@cache
def _published(fmt: Format, level: Level, year: int, days_before: int) -> date:
    """A day on which the report is not late, whatever kind of organ it is of."""
    deadlines = [each for each in fmt.deadlines if each.levels is None or level in each.levels] or fmt.deadlines
    last = min(((each.month, each.day) for each in deadlines), default=(1, 31))
    return date(year + 1, *last) - timedelta(days=days_before)


@cache
def _sections(fmt: Format) -> tuple[Section, ...]:
    if not fmt.headings:
        return tuple(Section(number=number, heading=head, paragraphs=(text,)) for number, head, text in _NARRATIVE)
    return tuple(
        Section(
            number=heading.number,
            heading=heading.label.zh,
            paragraphs=() if heading.table is not None else (_SENTENCES.get(heading.key, _SENTENCES["overview"]),),
            table=heading.table,
        )
        for heading in fmt.headings
    )
