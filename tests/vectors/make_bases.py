"""Makes the bases of the rules' vectors: ``PYTHONPATH=tests python -m vectors.make_bases``."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import attrs
from producers import documents, pages, plain

from govdisclosure import FORMATS, Format, Organ, Report, dumps, from_dict
from govdisclosure.draft import blank
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Period, Section

FOLDER = Path(__file__).parent / "bases"
ORGAN = "云溪县档案馆"
RECENT_YEAR = 2023
"""The year of a base, if its format is for it."""

PROSE: Mapping[str, str] = {
    "overview": "本机关按照有关规定，认真做好政府信息公开各项工作。",
    "problems": "政策解读的形式还不够丰富。下一步将更多采用图解、短视频等形式。",
    "other_matters": "本年度未收取信息处理费。",
}
"""What the sections without a table say, by the keys of the prescribed headings."""

NARRATIVE = (
    ("一、", "概述", PROSE["overview"]),
    ("二、", "存在的主要问题及改进情况", PROSE["problems"]),
)
"""The sections of a format that prescribes none; its tables follow."""


def year_of(fmt: Format) -> int:
    """The recent year, or the one of a format's years that is nearest: it stays so when a format is superseded."""
    if fmt.covers(RECENT_YEAR):
        return RECENT_YEAR
    return fmt.first_year if fmt.last_year is None else fmt.last_year


def record(fmt: Format) -> Report:
    """A full report in which everything is in order, and every figure 0."""
    year = year_of(fmt)
    figures = nested({cell.path: 0 for cell in fmt.cells})
    report = from_dict({"format": fmt.name, "year": year, "organ": {}} | figures, draft=True)
    form = blank(fmt, year=year, organ=ORGAN)
    return attrs.evolve(
        report,
        organ=Organ(name=ORGAN, level="department"),
        title=form.title,
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        basis=fmt.basis if fmt.headings else (),
        published_on=date(year + 1, 1, 20),
        signed_by=ORGAN,
        signed_on=date(year + 1, 1, 15),
        sections=tuple(_with_prose(fmt, form.sections)),
    )


def document(fmt: Format) -> documents.Document:
    """A document in which each figure is another number."""
    if fmt.headings:
        return documents.report(fmt, year=year_of(fmt))
    items: list[documents.Item] = []
    for number, heading, text in NARRATIVE:
        items += [documents.Heading(number + heading), documents.Paragraph(text)]
    items += [documents.standard_table(fmt, key) for key in fmt.tables]
    return documents.Document(documents.title(fmt, year_of(fmt)), tuple(items))


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of every base."""
    for name, fmt in FORMATS.items():
        yield f"{name}.json", (dumps(record(fmt), indent=1) + "\n").encode()
        yield f"{name}.md", plain.markdown(document(fmt))
        yield f"{name}.txt", plain.one_cell_a_line(document(fmt))
        yield f"{name}.html", pages.plain_page(document(fmt))


def _with_prose(fmt: Format, sections: tuple[Section, ...]) -> Iterator[Section]:
    """The sections of an empty form, with what they say."""
    if fmt.headings:
        for heading, section in zip(fmt.headings, sections, strict=True):
            said = PROSE.get(heading.key)
            yield section if said is None else attrs.evolve(section, paragraphs=(said,))
    else:
        yield from (Section(number=number, heading=heading, paragraphs=(text,)) for number, heading, text in NARRATIVE)
        yield from sections


def main() -> None:
    """Write the bases."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in files():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
