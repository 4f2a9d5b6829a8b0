"""What the writers print, kept as files: one small invented report a format, the n-th figure of it being n.

The files are made by ``python tests/snapshots/test_writers.py``; look at the difference before keeping it.
"""

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import attrs
import pytest

from govdisclosure import FORMATS, Format, Report, Section, from_dict
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import official_title, skeleton
from govdisclosure.writers.html import html
from govdisclosure.writers.markdown import markdown

HERE = Path(__file__).parent
WRITERS: Mapping[str, Callable[[Report], str]] = {"html": html, "md": markdown}
REGENERATE = "python tests/snapshots/test_writers.py"


def invented(fmt: Format) -> Report:
    """The same few words in every format, and its tables full of different figures."""
    year, name = fmt.first_year, "云溪县档案馆"
    figures = {cell.path: cell.order for cell in fmt.cells[:-1]}
    data = {"format": fmt.name, "year": year, "organ": {"name": name}, **nested(dict(figures))}
    parts = (
        Section(number="（一）", heading="公开 <目录>", level=2, paragraphs=("更新目录 * 3 * 次。",)),
        Section(number="（二）", level=2, paragraphs=("公开信息85条。", "其中重点信息12条。")),
    )
    tables = tuple(Section(number=None, heading=table.label.zh, table=key) for key, table in fmt.tables.items())
    sections = skeleton(fmt.headings) or (Section(number="一、", heading="总体情况"), *tables)
    first = attrs.evolve(sections[0], paragraphs=("档案馆按时公开信息。",), parts=parts)
    return attrs.evolve(
        from_dict(data, draft=True),
        title=official_title(name, year),
        published_on=date(year + 1, 1, 20),
        preamble=("本报告由云溪县档案馆编制。",),
        sections=(first, *sections[1:]),
        signed_by=name,
        signed_on=date(year + 1, 1, 18),
        printed={fmt.cells[0].path: "1（含修订）", fmt.cells[-1].path: "/"},
    )


def path_of(fmt: Format, kind: str) -> Path:
    return HERE / f"{fmt.name}.{kind}"


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_the_writers_print_what_they_did(fmt: Format, kind: str) -> None:
    kept = path_of(fmt, kind).read_text(encoding="utf-8").splitlines()
    now = WRITERS[kind](invented(fmt)).splitlines()
    difference = list(difflib.unified_diff(kept, now, path_of(fmt, kind).name, "now", lineterm="", n=1))
    assert not difference, "\n".join([*difference[:60], f"if this is meant: {REGENERATE}"])


if __name__ == "__main__":
    for each in FORMATS.values():
        for suffix, writer in WRITERS.items():
            path_of(each, suffix).write_text(writer(invented(each)), encoding="utf-8")
