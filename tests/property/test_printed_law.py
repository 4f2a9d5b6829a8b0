"""The law of every kind that can be read: what is written reads back as what that kind can show, or is refused.

Every figure is another number, so that one in a wrong cell shows. `render` itself reads back and refuses, so the tests
also hold that what is ordinary is never refused, and that little of what is awkward is.
"""

import io
import random
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import get_args

import attrs
import docx
import openpyxl
import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, Organ, Place, Report, Section, Unprintable, from_dict, printable, read, render
from govdisclosure.formats._kit import Kind as FigureKind
from govdisclosure.formats._kit import TableKey, nested
from govdisclosure.formats.shared import Level, Scope, official_title, skeleton
from govdisclosure.grid import expand, grid, value_at
from govdisclosure.strategies import _awkward, reports
from govdisclosure.writers import _WRITERS, Kind

WHOLE: tuple[Kind, ...] = tuple(kind for kind, writer in _WRITERS.items() if writer.law == "whole")
TABLES: tuple[Kind, ...] = tuple(kind for kind, writer in _WRITERS.items() if writer.law == "tables")
EXAMPLES: Mapping[Kind, int] = {"text": 12, "markdown": 12, "html": 12, "docx": 8, "xlsx": 5, "pdf": 2}
AWKWARD = 15
MOST_REFUSED = 0.6
"""Of reports with one awkward text; half of such texts are nothing visible, or begin as a heading does."""

EVERY_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)


@st.composite
def distinct_reports(draw: st.DrawFn, fmt: Format) -> Report:
    """Reports in which no figure is 0 or stands twice; some are blank."""
    report = draw(reports(fmt, consistent=False, blanks=draw(st.booleans())))
    most = draw(st.sampled_from((999, 4_999_999)))
    numbers = iter(random.Random(draw(st.integers(0, 2**32))).sample(range(1, most + 1), len(fmt.cells)))
    figures = {cell.path: _other(value_at(report, cell.path), cell.kind, next(numbers)) for cell in fmt.cells}
    data = {"format": fmt.name, "year": report.year, "organ": {}, **nested(figures)}
    drawn = from_dict(data, draft=True)
    shown = {key: getattr(drawn, key) for key in fmt.tables if getattr(report, key) is not None}
    return attrs.evolve(report, **shown)


def _other(figure: int | Decimal | None, kind: FigureKind, number: int) -> int | Decimal | None:
    if figure is None:
        return None
    if kind is FigureKind.MONEY:
        return Decimal(number).scaleb(-2)
    return -number if kind is FigureKind.CHANGE and number % 2 else number


def tables_of(report: Report) -> tuple[TableKey, ...]:
    """The tables a report prints, in printed order."""
    return tuple(section.table for section in report.sections if section.table is not None)


@EVERY_FORMAT
@pytest.mark.parametrize("kind", [*WHOLE, *TABLES])
def test_every_figure_reads_back_from_its_own_place(fmt: Format, kind: Kind) -> None:
    figures = 0

    @settings(max_examples=EXAMPLES[kind], deadline=None)
    @given(distinct_reports(fmt))
    def holds(report: Report) -> None:
        nonlocal figures
        document = render(report, kind)  # what is ordinary is never refused
        parsed = read(document)
        expected = printable(report, kind)
        if kind in WHOLE:
            assert parsed.report == expected
        for key in tables_of(report):
            assert getattr(parsed.report, key) == getattr(expected, key)
        assert parsed.report.printed == expected.printed
        assert parsed.unplaced == ()
        look = LOOKS[kind](document)
        for number, key in enumerate(tables_of(report), 1):
            for y, row in enumerate(expand(grid(report, key)), 1):
                for x, cell in enumerate(row, 1):
                    if cell.path is None:
                        continue
                    found = parsed.evidence[cell.path]
                    assert found.raw.strip() == cell.text, cell.path
                    assert found.raw.strip() in look(found.place), cell.path
                    if kind in ("markdown", "html", "docx"):
                        assert found.place.table == number
                        assert found.place.column == x
                    if kind in ("html", "docx"):
                        assert found.place.row == y
                    figures += 1

    holds()
    assert figures


# --- what stands at a place, seen without the readers ------------------------------------------------------------

Look = Callable[[Place], list[str]]
"""What stands at a place; more than one where the place names no single cell."""


def _in_text(document: bytes) -> Look:
    lines = document.decode().split("\n")

    def look(place: Place) -> list[str]:
        """The cells of a drawn row; a line alone does not say which."""
        assert place.line is not None
        assert place.line == place.end_line
        return [cell.strip() for cell in lines[place.line - 1].split("│")[1:-1]]

    return look


def _in_markdown(document: bytes) -> Look:
    lines = document.decode().split("\n")

    def look(place: Place) -> list[str]:
        assert place.line is not None
        assert place.column is not None
        return [lines[place.line - 1].split("|")[place.column].strip().replace("\\", "")]

    return look


def _in_html(document: bytes) -> Look:
    lines = document.decode().split("\n")

    def look(place: Place) -> list[str]:
        assert place.line is not None
        return [lines[place.line - 1].partition(">")[2].partition("<")[0].strip()]

    return look


def _in_docx(document: bytes) -> Look:
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(document)).tables
    ]

    def look(place: Place) -> list[str]:
        assert place.table is not None
        assert place.row is not None
        assert place.column is not None
        return [tables[place.table - 1][place.row - 1][place.column - 1]]

    return look


def _in_xlsx(document: bytes) -> Look:
    workbook = openpyxl.load_workbook(io.BytesIO(document))

    def look(place: Place) -> list[str]:
        assert place.sheet is not None
        assert place.row is not None
        assert place.column is not None
        value = workbook[place.sheet].cell(place.row, place.column).value
        return ["" if value is None else str(value)]

    return look


def _in_pdf(document: bytes) -> Look:
    with pdfplumber.open(io.BytesIO(document)) as file:
        pages = [(page, page.chars) for page in file.pages]

    def look(place: Place) -> list[str]:
        assert place.page is not None
        assert place.box is not None
        left, top, right, bottom = place.box
        chars = (
            char
            for char in pages[place.page - 1][1]
            if left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        )
        return ["".join(char["text"] for char in chars)]

    return look


LOOKS: Mapping[Kind, Callable[[bytes], Look]] = {
    "text": _in_text,
    "markdown": _in_markdown,
    "html": _in_html,
    "docx": _in_docx,
    "xlsx": _in_xlsx,
    "pdf": _in_pdf,
}
