"""Where a finding is, said as the report prints it, for those who do not know paths."""

import re
from collections.abc import Iterator

from govdisclosure.errors import Lang
from govdisclosure.formats import Report, format_of
from govdisclosure.formats._kit import Label, annotated_fields
from govdisclosure.formats.shared import Section
from govdisclosure.review._words import word

_STEP = re.compile(r"(sections|parts)\[(\d+)\]")


def place_name(path: str | None, report: Report, lang: Lang) -> str:
    """In English the path itself; in Chinese the printed table, the numbers of the sections, or the thing's name.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.formats.shared import skeleton
    >>> report = Report2021(year=2023, organ=Organ(), sections=skeleton())
    >>> place_name("sections[4]", report, "zh"), place_name("requests.received.total", report, "zh")
    ('五、存在的主要问题及改进情况', '收到和处理政府信息公开申请情况')
    """
    if path is None:
        return word("whole", lang)
    if lang == "en":
        return path
    cell = format_of(report).by_path.get(path)
    if cell is not None:
        return format_of(report).tables[cell.table].label.zh
    if path.startswith("sections["):
        return _numbers(path, report.sections) or path
    name = re.split(r"[.\[]", path, maxsplit=1)[0]
    return next((label.zh for field, label in _labels(report) if field == name), path)


def _labels(report: Report) -> Iterator[tuple[str, Label]]:
    for name, _, marks in annotated_fields(type(report)):
        yield from ((name, mark) for mark in marks if isinstance(mark, Label))


def _numbers(path: str, sections: tuple[Section, ...]) -> str:
    """The numbers on the way to a section, and its heading."""
    numbers, heading = "", ""
    for _, index in _STEP.findall(path):
        if int(index) >= len(sections):
            return ""
        section = sections[int(index)]
        numbers, heading, sections = numbers + (section.number or ""), section.heading or "", section.parts
    return numbers + heading
