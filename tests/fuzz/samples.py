"""Input that is as it should be, to begin with."""

import itertools
from collections.abc import Callable, Iterator

import attrs

from fuzz.small_pdf import small_pdf
from govdisclosure import FORMATS, Format, Report, dumps, from_dict, read, render
from govdisclosure.evidence import dumps_evidence
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Section, official_title, skeleton
from govdisclosure.readers import Kind

READ: tuple[Kind, ...] = ("text", "markdown", "html", "docx", "xlsx", "pdf")
"""The kinds that are read as they are; others are made one of these by LibreOffice first."""


def sample(fmt: Format, *, whole: bool = True) -> Report:
    """A report in which every figure is another; with every table, or with the last alone, which is read faster."""
    tables = dict(list(fmt.tables.items())[0 if whole else -1 :])
    figures = {cell.path: 11 + n for n, cell in enumerate(cell for table in tables.values() for cell in table.cells)}
    sections = tuple(section for section in skeleton(fmt.headings) if section.table in (None, *tables)) or tuple(
        Section(number=f"{'一二三四五六七八九'[n]}、", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(tables.items())
    )
    part = Section(number="（一）", level=2, heading="制度建设", paragraphs=("本机关按时更新公开目录。",))
    prose = Section(number=sections[0].number, heading="总体情况", paragraphs=("工作平稳。",), parts=(part,))
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(figures)}
    return attrs.evolve(
        from_dict(data, draft=True),
        title=official_title("云溪县档案馆", fmt.first_year),
        preamble=("本机关编制本报告。",),
        sections=(prose, *sections[1:]) if fmt.headings else sections,
    )


def reports() -> Iterator[Report]:
    """A report of each format, with all its tables and with one."""
    for fmt, whole in itertools.product(FORMATS.values(), (True, False)):
        yield sample(fmt, whole=whole)


def documents(kind: Kind) -> Callable[[], Iterator[bytes]]:
    """Documents of a kind, as the library writes them; the PDF small and plain."""

    def made() -> Iterator[bytes]:
        for report in reports():
            yield small_pdf(report) if kind == "pdf" else render(report, kind)  # type: ignore[arg-type]

    return made


def records() -> Iterator[bytes]:
    for report in reports():
        yield dumps(report).encode()


def anything() -> Iterator[bytes]:
    """A document of every kind that is told by its content, and beginnings of some that are not read."""
    for kind in READ:
        yield next(documents(kind)())
    yield from (
        b"{\\rtf1\\ansi a}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        b"\x1f\x8b",
        b"7z\xbc\xaf\x27\x1c",
    )


def evidence() -> Iterator[bytes]:
    for report in reports():
        yield dumps_evidence(read(render(report, "text"))).encode()


def policies() -> Iterator[bytes]:
    yield POLICY.encode()


def rosters() -> Iterator[bytes]:
    yield ROSTER.encode()
    yield ROSTER.encode("gbk")
    yield ROSTER.replace("单位", "unit").replace("别名", "aliases").replace("代码", "code").encode("utf-8-sig")


POLICY = """select = ["GD1", "GD2", "GD301"]
ignore = ["GD105"]

[severity]
GD303 = "warning"

[[waive]]
code = "GD104"
path = "proactive.fees.amount"
reason = "该收费项目已取消"
file = "云溪县档案馆-*.json"
organ = "云溪县档案馆"
year = 2023
until = 2025-12-31
"""
ROSTER = """代码,单位,别名,备注
113333330000000001,云溪县水利局,云溪县水务局；云溪县水电局,
,"云溪县档案馆",,"无, 另报"

113333330000000002,云溪县教育局,,
"""
