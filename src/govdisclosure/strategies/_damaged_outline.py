"""Damage in the outline of a report: title, sections and their numbers, whole tables."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs

from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats._kit import Label, TableKey
from govdisclosure.formats.shared import Organ, Section, official_title
from govdisclosure.strategies._choices import Choices
from govdisclosure.strategies._damage import Damage, InPrint, InRecord, Printed
from govdisclosure.writers._blocks import Title

_RULES = "｜丨lI1"
"""What a rule beside a heading is read as."""


def _section_missing(report: Report, choices: Choices) -> Report | None:
    """A section left out, with all that is in it."""
    if len(report.sections) < 2 or not _told_by_year(report):
        return None
    at = choices.number(0, len(report.sections) - 1)
    gone = report.sections[at]
    left = attrs.evolve(report, sections=(*report.sections[:at], *report.sections[at + 1 :]))
    return _without_tables(left, _tables_in([gone]))


def _table_missing(report: Report, choices: Choices) -> Report | None:
    """A table left out; its section stays."""
    keys = sorted(_tables_in(report.sections))
    return _without_tables(report, {choices.among(keys)}) if keys and _told_by_year(report) else None


def _told_by_year(report: Report) -> bool:
    """Whether the format can be told without the tables."""
    return report.year is not None and format_of(report).covers(report.year)


def _tables_in(sections: Iterable[Section]) -> set[TableKey]:
    found: set[TableKey] = set()
    for section in sections:
        found |= _tables_in(section.parts)
        if section.table is not None:
            found.add(section.table)
    return found


def _without_tables(report: Report, keys: set[TableKey]) -> Report:
    empty = format_of(report).report(year=None, organ=Organ())
    return attrs.evolve(
        report,
        sections=tuple(_unclaimed(section, keys) for section in report.sections),
        printed={path: raw for path, raw in report.printed.items() if path.partition(".")[0] not in keys},
        **{key: getattr(empty, key) for key in keys},
    )


def _unclaimed(section: Section, keys: set[TableKey]) -> Section:
    parts = tuple(_unclaimed(part, keys) for part in section.parts)
    return attrs.evolve(section, parts=parts, table=None if section.table in keys else section.table)


def _number_repeated(report: Report, choices: Choices) -> Report | None:
    """A section with the number of the one before."""
    numbered = [at for at in range(1, len(report.sections)) if all(map(_has_head, report.sections[at - 1 : at + 1]))]
    if not numbered:
        return None
    at = choices.among(numbered)
    return _with_section(report, at, attrs.evolve(report.sections[at], number=report.sections[at - 1].number))


def _rule_before_heading(report: Report, choices: Choices) -> Report | None:
    """A stray character before a heading, which has no number then, but is known by its words."""
    known = {heading.label.zh for heading in format_of(report).headings}
    found = [at for at, section in enumerate(report.sections) if _has_head(section) and section.heading in known]
    if not found:
        return None
    at, rule = choices.among(found), choices.among(_RULES)
    section = report.sections[at]
    heading = f"{rule} {section.number}{section.heading}"
    return _with_section(report, at, attrs.evolve(section, number=None, heading=heading))


def _has_head(section: Section) -> bool:
    return section.number is not None and section.heading is not None


def _with_section(report: Report, at: int, section: Section) -> Report:
    return attrs.evolve(report, sections=(*report.sections[:at], section, *report.sections[at + 1 :]))


def _title_without_organ(report: Report, _: Choices) -> Report | None:
    """The title does not name the organ, and nothing else does."""
    if report.year is None or not _is_official(report):
        return None
    return attrs.evolve(report, title=official_title("", report.year), organ=attrs.evolve(report.organ, name=None))


def _title_without_year(printed: Printed, _: Choices) -> Printed | None:
    """The title does not say the year; the period does."""
    report = printed.report
    if report.title is None or not _is_official(report):
        return None
    if report.period is None or report.period.start.year != report.year:
        return None
    new = report.title.replace(f"{report.year}年", "")
    titles = [(block, attrs.evolve(block, text=new)) for block in printed.blocks if isinstance(block, Title)]
    return attrs.evolve(printed, report=attrs.evolve(report, title=new)).with_blocks(*titles)


def _is_official(report: Report) -> bool:
    if report.year is None or report.organ.name is None:
        return False
    return report.title == official_title(report.organ.name, report.year)


def _prescribes(fmt: Format) -> bool:
    return bool(fmt.headings)


IN_OUTLINE: Mapping[str, Damage] = MappingProxyType(
    {
        "section_missing": InRecord(
            Label(
                "缺少一个部分，其中表格一并缺失，记录为空", "a section left out; its figures are blank in the record"
            ),
            change=_section_missing,
        ),
        "table_missing": InRecord(
            Label("缺少一张表格，记录为空", "a table left out; its figures are blank in the record"),
            change=_table_missing,
        ),
        "number_repeated": InRecord(
            Label("部分序号与上一部分重复", "a section with the number of the one before"), change=_number_repeated
        ),
        "rule_before_heading": InRecord(
            Label(
                "标题前混入竖线等字符，如“丨三、”，记录中照录，无序号",
                "a stray character before a heading, as in 丨三、; the record has it in the heading, without a number",
            ),
            suits=_prescribes,
            change=_rule_before_heading,
        ),
        "title_without_organ": InRecord(
            Label("标题无机关名称，记录为空", "a title without the organ, which is blank in the record"),
            change=_title_without_organ,
        ),
        "title_without_year": InPrint(
            Label("标题无年度，年度由统计期限得知", "a title without the year, which the period tells"),
            change=_title_without_year,
        ),
    }
)
"""By name."""
