"""A report as the list of things printed one below the other: the one order all writers follow.

`blocks(report)` yields, in this order::

    Title         the title, if the report has one
    Line          发布日期：2024-01-18
    Line          what the record knows but neither title nor prose say: 统计期限：…, 联系方式：…, and so on
    Paragraph     each paragraph of the preamble
    TableBlock    tables that no section claims but that hold something
    HeadingBlock, Paragraph, TableBlock    each section: number and heading, paragraphs, table, then its parts
    Signature     who signed and when; before a last section that holds the statistics table, else at the end

A section without heading has its number in front of its first paragraph (`Paragraph.number`). The statistics table
has a `Line` above it (填报单位) and one below it (单位负责人, 填表人, 联系方式, date). What is None is not printed, and
nothing is added that the record does not hold. Each block has the `path` of what it prints.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, Literal

import attrs

from govdisclosure.errors import Unprintable
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import TableKey
from govdisclosure.formats.shared import Foot, Section
from govdisclosure.grid import Grid, grid, value_at
from govdisclosure.readers.prose._head import labelled, stated
from govdisclosure.readers.tables._numbers import read_figure
from govdisclosure.wording._title import parse_title


@attrs.frozen
class Title:
    """The report's title."""

    kind: ClassVar[Literal["title"]] = "title"
    path: str
    text: str


@attrs.frozen
class Line:
    """Short items printed on one line: the publication date, or what stands around the statistics table."""

    kind: ClassVar[Literal["line"]] = "line"
    path: str
    items: tuple[str, ...]


@attrs.frozen
class Paragraph:
    """A paragraph; `number` stands in front of its text when its section has no heading."""

    kind: ClassVar[Literal["paragraph"]] = "paragraph"
    path: str
    text: str
    number: str | None = None


@attrs.frozen
class HeadingBlock:
    """The heading of a section, 1 being the level of the report's own sections."""

    kind: ClassVar[Literal["heading"]] = "heading"
    path: str
    text: str
    number: str | None
    level: int


@attrs.frozen
class TableBlock:
    """A table; `claimed` says that a section says it stands here."""

    kind: ClassVar[Literal["table"]] = "table"
    path: TableKey
    grid: Grid
    claimed: bool


@attrs.frozen
class Signature:
    """Who signed, and the date in words."""

    kind: ClassVar[Literal["signature"]] = "signature"
    path: str
    lines: tuple[str, ...]


UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters other than tab and line feed, halves of surrogate pairs, and what is no character."""

Block = Title | Line | Paragraph | HeadingBlock | TableBlock | Signature


def blocks(report: Report) -> Iterator[Block]:
    """Everything printed, in printed order.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> from govdisclosure.writers._blocks import blocks
    >>> part = Section(number="1.", level=2, paragraphs=("公开信息85条。",))
    >>> section = Section(number="一、", heading="总体情况", parts=(part,))
    >>> report = Report2021(year=None, organ=Organ(), sections=(section,))
    >>> [(block.kind, block.number, block.text) for block in blocks(report)]
    [('heading', '一、', '总体情况'), ('paragraph', '1.', '公开信息85条。')]
    """
    if report.title is not None:
        yield Title("title", report.title)
    if report.published_on is not None:
        yield Line("published_on", (labelled("published_on", report.published_on),))
    yield from _head_lines(report)
    yield from (Paragraph(f"preamble[{n}]", text) for n, text in enumerate(report.preamble))
    for key in _unclaimed(report):
        yield from _table(report, key, claimed=False)
    sections = list(enumerate(report.sections))
    after = sections[-1:] if sections and sections[-1][1].table == "statistics" else []
    for n, section in sections[: len(sections) - len(after)]:
        yield from _section(report, section, f"sections[{n}]")
    yield from _signature(report)
    for n, section in after:
        yield from _section(report, section, f"sections[{n}]")


def _head_lines(report: Report) -> Iterator[Line]:
    """What the record knows of the report that its title and prose do not say."""
    title = None if report.title is None else parse_title(report.title)
    said = stated(report.preamble, report.sections)
    facts = {
        "year": (report.year, None if title is None else title.year),
        "organ.name": (report.organ.name, None if title is None else title.organ),
        "organ.level": (report.organ.level, None),
        "scope": (report.scope, None),
        "period": (report.period, said.period),
        "basis": (report.basis, said.basis),
        "contact": (report.contact, said.contact),
    }
    for path, (value, already) in facts.items():
        if value and value != already:
            yield Line(path, (labelled(path, value),))


def refuse_unprintable(report: Report, kind: str) -> None:
    """Raise `Unprintable` if no document could show the report as it is.

    That is so for control characters other than tab and line feed, for a section that claims a table which the format
    does not have, and for a cell whose raw text in `printed` says another figure than the record holds.
    """
    if report.title is not None and UNSHOWABLE.search(report.title):  # `blocks` takes it apart: look at it first
        raise Unprintable(kind=kind, paths=("title",))
    paths = [block.path for block in blocks(report) for text in _texts(block) if UNSHOWABLE.search(text)]
    paths += (path for path, key in _claims(report.sections, "sections") if key not in format_of(report).tables)
    paths += (f"printed.{path}" for path in report.printed if _disagrees(report, path))
    if paths:
        raise Unprintable(kind=kind, paths=tuple(dict.fromkeys(paths)))


def _disagrees(report: Report, path: str) -> bool:
    return read_figure(report.printed[path], format_of(report).cell(path).kind).value != value_at(report, path)


def chinese_date(day: date) -> str:
    """A date as it is signed.

    >>> from datetime import date
    >>> from govdisclosure.writers._blocks import chinese_date
    >>> chinese_date(date(2024, 1, 18))
    '2024年1月18日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _section(report: Report, section: Section, path: str) -> Iterator[Block]:
    number = section.number
    if section.heading is not None:
        yield HeadingBlock(path, section.heading, number, section.level)
        number = None
    elif number is not None and not section.paragraphs:
        yield Paragraph(path, "", number)
    for n, text in enumerate(section.paragraphs):
        yield Paragraph(f"{path}.paragraphs[{n}]", text, number if n == 0 else None)
    if section.table is not None and section.table in format_of(report).tables:
        yield from _table(report, section.table, claimed=True)
    for n, part in enumerate(section.parts):
        yield from _section(report, part, f"{path}.parts[{n}]")


def _table(report: Report, key: TableKey, *, claimed: bool) -> Iterator[Block]:
    foot = _foot(report, key)
    path = f"{key}.foot"
    if foot.reporting_unit is not None:
        yield Line(f"{path}.reporting_unit", (f"填报单位：{foot.reporting_unit}",))
    yield TableBlock(key, grid(report, key), claimed)
    people = {"单位负责人": foot.head_of_unit, "填表人": foot.prepared_by, "联系方式": foot.contact}
    items = tuple(f"{label}：{value}" for label, value in people.items() if value is not None)
    if foot.filled_on is not None:
        items += (chinese_date(foot.filled_on),)
    if items:
        yield Line(path, items)


def _foot(report: Report, key: TableKey) -> Foot:
    """What stands around a table, where the form has such a thing."""
    found = getattr(getattr(report, key), "foot", None)
    return found if isinstance(found, Foot) else Foot()


def _signature(report: Report) -> Iterator[Signature]:
    lines = [] if report.signed_by is None else [report.signed_by]
    if report.signed_on is not None:
        lines.append(chinese_date(report.signed_on))
    if lines:
        yield Signature("signed_by" if report.signed_by is not None else "signed_on", tuple(lines))


def _unclaimed(report: Report) -> Iterator[TableKey]:
    """The tables that hold something and that no section claims."""
    claimed = {key for _, key in _claims(report.sections, "sections")}
    for key, table in format_of(report).tables.items():
        paths = (cell.path for cell in table.cells)
        holds = any(path in report.printed or value_at(report, path) is not None for path in paths)
        if key not in claimed and (holds or _foot(report, key) != Foot()):
            yield key


def _claims(sections: Iterable[Section], path: str) -> Iterator[tuple[str, TableKey]]:
    for n, section in enumerate(sections):
        if section.table is not None:
            yield f"{path}[{n}].table", section.table
        yield from _claims(section.parts, f"{path}[{n}].parts")


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Title():
            yield block.text
        case Line():
            yield from block.items
        case Paragraph() | HeadingBlock():
            yield (block.number or "") + block.text
        case TableBlock():
            yield from (cell.text for row in block.grid.rows for cell in row)
        case Signature():
            yield from block.lines
