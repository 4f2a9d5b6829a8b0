"""Finding one's way in the prose of a report."""

from collections.abc import Iterator

from govdisclosure.formats import Format, Report
from govdisclosure.formats.shared import Section
from govdisclosure.wording.headings import heading_key


def walk(sections: tuple[Section, ...], path: str = "sections") -> Iterator[tuple[str, Section]]:
    """Every section and part, in printed order, with its path."""
    for index, section in enumerate(sections):
        own = f"{path}[{index}]"
        yield own, section
        yield from walk(section.parts, f"{own}.parts")


def section_named(report: Report, fmt: Format, key: str) -> tuple[str, Section] | None:
    """The section whose heading names the prescribed one; a part is asked only if no section of the report does."""
    top = [(f"sections[{index}]", section) for index, section in enumerate(report.sections)]
    for path, section in (*top, *walk(report.sections)):
        if section.heading is not None and heading_key(section.heading, fmt.headings) == key:
            return path, section
    return None


def prose(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of the report with the path of where it stands."""
    yield from (("preamble", text) for text in report.preamble)
    for path, section in walk(report.sections):
        yield from ((path, text) for text in (section.heading or "", *section.paragraphs))
