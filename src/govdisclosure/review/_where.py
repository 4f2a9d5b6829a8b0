"""Where a finding is: the part of the report it belongs to, and the texts that paths lead to."""

import re
from collections.abc import Sequence

from govdisclosure.checks._rule import Quote
from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Label, annotated_fields
from govdisclosure.formats.shared import Section
from govdisclosure.review._plain_words import word

_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")
_SECTION = re.compile(r"(?:sections|parts)\[(\d+)\]")


def file_of(name: str) -> str:
    """The file's name without the number of the report in it.

    >>> from govdisclosure.review._where import file_of
    >>> file_of("reports/2013.txt#4"), file_of("reports/a.json")
    ('reports/2013.txt', 'reports/a.json')
    """
    return re.sub(r"#\d+$", "", name)


def part_of(path: str | None, report: Report, lang: Lang) -> str:
    """The part of the report that a path leads into, as it is printed: a table, a section, or a thing in the head.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.formats.shared import skeleton
    >>> from govdisclosure.review._where import part_of
    >>> report = Report2021(year=2023, organ=Organ(), sections=skeleton())
    >>> paths = ("sections[4].paragraphs[0]", "requests.received.total", "title", None)
    >>> [part_of(path, report, "zh") for path in paths]
    ['五、存在的主要问题及改进情况', '收到和处理政府信息公开申请情况', '标题', '全文']
    """
    if not path:
        return word("whole", lang)
    fmt = format_of(report)
    name = _STEP.match(path)
    first = name[1] if name else path
    table = next((table for key, table in fmt.tables.items() if key == first), None)
    if table is not None:
        return table.label.text(lang)
    if first == "sections":
        sections = sections_to(path, report)
        return word("section", lang, printed=_head(sections[:1])) if sections else word("prose", lang)
    labels = {
        field: mark for field, _, marks in annotated_fields(type(report)) for mark in marks if isinstance(mark, Label)
    }
    return labels[first].text(lang) if lang == "zh" and first in labels else first


def order_of(path: str | None, report: Report) -> int:
    """Which part of the report a path leads into, as they are printed: the head first, what concerns the whole last."""
    tables = {section.table: number for number, section in enumerate(report.sections)}
    first = _STEP.match(path or "")
    if first is None:
        return len(tables) + len(format_of(report).tables) + len(report.sections)
    for number, key in enumerate(format_of(report).tables):
        if first[1] == key:
            return tables.get(key, len(report.sections) + number)
    index = _SECTION.match(path or "")
    return -1 if index is None else int(index[1])


def below_of(path: str | None, report: Report) -> str:
    """The heading of the part of a section that a path leads into, as printed; empty if it is the section itself.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> from govdisclosure.review._where import below_of
    >>> part = Section(number="（二）", heading="依申请公开", level=2)
    >>> report = Report2021(year=2023, organ=Organ(), sections=(Section(number="一、", parts=(part,)),))
    >>> below_of("sections[0].parts[0]", report), below_of("sections[0]", report)
    ('（二）依申请公开', '')
    """
    return _head(sections_to(path or "", report)[1:])


def sections_to(path: str, report: Report) -> tuple[Section, ...]:
    """The sections on the way to a path, from the outermost."""
    found: list[Section] = []
    sections: Sequence[Section] = report.sections
    for index in map(int, _SECTION.findall(path)):
        if index >= len(sections):
            break
        found.append(sections[index])
        sections = sections[index].parts
    return tuple(found)


def text_at(report: Report, path: str) -> str | None:
    """The text that a path leads to: a paragraph, the heading of a section, a title. None if there is none.

    >>> from govdisclosure import Organ, Report2021, Section
    >>> from govdisclosure.review._where import text_at
    >>> report = Report2021(year=2023, organ=Organ(), sections=(Section(number="一、", paragraphs=("工作平稳。",)),))
    >>> text_at(report, "sections[0].paragraphs[0]"), text_at(report, "sections[7].heading")
    ('工作平稳。', None)
    """
    found: object = report
    for name, indices in _STEP.findall(path):
        found = getattr(found, name, None)
        for index in map(int, re.findall(r"\d+", indices)):
            found = found[index] if isinstance(found, tuple) and index < len(found) else None
    if isinstance(found, Section):
        found = found.heading
    return found if isinstance(found, str) else None


def passage(report: Report, quote: Quote) -> str | None:
    """The text of a passage; None if the report has no such text."""
    text = text_at(report, quote.path)
    return text[quote.start : quote.end] if text else None


def _head(sections: Sequence[Section]) -> str:
    """The numbers on the way, and the last heading."""
    numbers = "".join(section.number or "" for section in sections)
    return numbers + ((sections[-1].heading or "") if sections else "")
