"""The law of every kind that can be read: what is written reads back as what that kind can show, or is refused.

Every figure is another number, so that one in a wrong cell shows. `render` itself reads back and refuses, so the tests
also hold that what is ordinary is never refused, and that little of what is awkward is.
"""

import io
import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import get_args

import attrs
import docx
import openpyxl
import pdfplumber
import pytest
from effort import examples
from hypothesis import Phase, given
from hypothesis import strategies as st

from govdisclosure import (
    FORMATS,
    Format,
    Organ,
    Parsed,
    Place,
    Report,
    Section,
    Unprintable,
    from_dict,
    printable,
    read,
    render,
)
from govdisclosure.formats._kit import Kind as FigureKind
from govdisclosure.formats._kit import TableKey, nested
from govdisclosure.formats.shared import Level, Scope, official_title, skeleton
from govdisclosure.grid import blank, expand, grid, value_at
from govdisclosure.strategies import reports
from govdisclosure.strategies._prose import AWKWARD, awkward
from govdisclosure.writers import _WRITERS, Kind

WHOLE: tuple[Kind, ...] = tuple(kind for kind, writer in _WRITERS.items() if writer.law == "whole")
TABLES: tuple[Kind, ...] = tuple(kind for kind, writer in _WRITERS.items() if writer.law == "tables")
EXAMPLES: Mapping[Kind, int] = {"text": 12, "markdown": 12, "html": 12, "docx": 8, "xlsx": 5, "pdf": 2}
ODD = 15
MOST_REFUSED = {"{}": 45, "工作{}平稳。": 15}
"""By sentence, how much in a hundred of what is awkward may be refused in it."""

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Making a report smaller takes minutes, and the path in the message says more."""

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


@pytest.mark.hypothesis
@EVERY_FORMAT
@pytest.mark.parametrize("kind", [*WHOLE, *TABLES])
def test_every_figure_reads_back_from_its_own_place(fmt: Format, kind: Kind) -> None:
    @examples(EXAMPLES[kind], phases=UNSHRUNK)
    @given(distinct_reports(fmt))
    def holds(report: Report) -> None:
        document = render(report, kind)  # what is ordinary is never refused
        parsed = read(document)
        expected = printable(report, kind)
        if kind in WHOLE:
            assert parsed.report == expected
        for key in tables_of(report):
            assert getattr(parsed.report, key) == getattr(expected, key)
        assert parsed.report.printed == expected.printed
        assert parsed.unplaced == ()
        stand_in_their_places(parsed, kind, document)

    holds()


def stand_in_their_places(parsed: Parsed, kind: Kind, document: bytes) -> None:
    """Every figure, as the document prints it, stands where the evidence says."""
    look = LOOKS[kind](document)
    for number, key in enumerate(tables_of(parsed.report), 1):
        drawn = expand(grid(parsed.report, key))
        places = {cell.path: (y, x) for y, row in enumerate(drawn, 1) for x, cell in reversed([*enumerate(row, 1)])}
        texts = {cell.path: cell.text for row in drawn for cell in row}
        for path, (row, column) in places.items():
            if path is None:
                continue
            found = parsed.evidence[path]
            assert found.raw.strip() == texts[path], path
            assert texts[path] in look(found.place), path
            if kind in ("markdown", "html", "docx"):
                assert (found.place.table, found.place.column) == (number, column), path
            if kind in ("html", "docx"):
                assert found.place.row == row, path


@EVERY_FORMAT
@pytest.mark.parametrize("kind", [*WHOLE, *TABLES])
def test_an_empty_form_reads_back(fmt: Format, kind: Kind) -> None:
    report = with_figures(fmt, dict.fromkeys(cell.path for cell in fmt.cells))
    assert read(render(report, kind)).report.printed == printable(report, kind).printed


@EVERY_FORMAT
@pytest.mark.parametrize("kind", [*WHOLE, *TABLES])
def test_blanks_at_the_end_of_every_row_shift_nothing(fmt: Format, kind: Kind) -> None:
    ends = {row[-1].path for key in fmt.tables for row in expand(blank(fmt, key))}
    figures = {cell.path: None if cell.path in ends else 11 + n for n, cell in enumerate(fmt.cells)}
    report = with_figures(fmt, figures)
    assert read(render(report, kind)).report.printed == printable(report, kind).printed


def with_figures(fmt: Format, figures: Mapping[str, int | None]) -> Report:
    """A report of nothing but its tables."""
    title = official_title("云溪县档案馆", fmt.first_year)
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(figures)}
    tables = tuple(
        Section(number=f"{'一二三四五六七八九'[n]}、", heading=table.label.zh, table=key)
        for n, (key, table) in enumerate(fmt.tables.items())
    )
    return attrs.evolve(from_dict(data, draft=True), title=title, sections=skeleton(fmt.headings) or tables)


# --- what stands at a place, seen without the readers ------------------------------------------------------------

Look = Callable[[Place], list[str]]
"""What stands at a place; more than one where the place names no single cell."""


def _in_text(document: bytes) -> Look:
    lines = document.decode().split("\n")

    def look(place: Place) -> list[str]:
        """The cells of a drawn row, which may have several lines; the lines alone do not say which cell."""
        assert place.line is not None
        assert place.end_line is not None
        rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines[place.line - 1 : place.end_line]]
        return ["".join(parts) for parts in zip(*rows, strict=True)]

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
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(io.BytesIO(document)).tables
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
        if isinstance(value, int | float):  # shown with as many decimal places as its format has
            return [f"{value:.{places}f}" for places in range(5)]
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


# --- awkward prose -----------------------------------------------------------------------------------------------


def odd_texts() -> st.SearchStrategy[str]:
    """Something awkward at the beginning of a sentence, in it, at its end, or alone; at times several together."""
    one = st.sampled_from(AWKWARD) | st.text(max_size=5)
    in_a_sentence = st.tuples(st.sampled_from(("", "工作", "全年")), one, st.sampled_from(("", "平稳", "有序。")))
    return in_a_sentence.map("".join) | awkward()


@st.composite
def with_one_awkward_text(draw: st.DrawFn, fmt: Format) -> Report:
    """An ordinary report but for one text: a paragraph at the beginning or in a section, or a heading."""
    report = draw(reports(fmt))
    text = draw(odd_texts())
    where = draw(st.sampled_from(("preamble", "paragraph", "heading")))
    if where == "preamble":
        return attrs.evolve(report, preamble=(*report.preamble, text))
    at = draw(st.sampled_from([n for n, section in enumerate(report.sections) if section.table is None]))
    section = report.sections[at]
    if where == "paragraph":
        section = attrs.evolve(section, paragraphs=(*section.paragraphs, text))
    else:
        part = Section(number="（一）", level=2, heading=text, paragraphs=("平稳。",))
        section = attrs.evolve(section, parts=(part,))
    return attrs.evolve(report, sections=(*report.sections[:at], section, *report.sections[at + 1 :]))


def refusal_of(report: Report, kind: Kind) -> tuple[str, ...] | None:
    """The paths for which a report is refused, or None if it is printed."""
    try:
        render(report, kind)
    except Unprintable as refusal:
        return refusal.paths
    return None


@pytest.mark.hypothesis
@pytest.mark.parametrize("kind", WHOLE)
def test_awkward_prose_reads_back_or_is_refused(kind: Kind) -> None:
    @examples(ODD, phases=UNSHRUNK)
    @given(st.sampled_from([*FORMATS.values()]).flatmap(with_one_awkward_text))
    def holds(report: Report) -> None:
        refused = refusal_of(report, kind)
        if refused is None:
            assert read(render(report, kind)).report == printable(report, kind)
        else:
            tables = tuple(table for fmt in FORMATS.values() for table in fmt.tables)
            assert refused
            assert not any(path.removeprefix("printed.").startswith(tables) for path in refused)

    holds()


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize(("sentence", "most"), MOST_REFUSED.items())
def test_little_of_what_is_awkward_is_refused(kind: Kind, sentence: str, most: int) -> None:
    """Alone, half of it cannot be seen or begins as a heading does; in a sentence, it is just text."""
    texts = [sentence.format(piece) for piece in AWKWARD]
    refused = [text for text in texts if refusal_of(with_paragraph(text), kind) is not None]
    assert len(refused) <= most * len(texts) // 100, refused


def with_paragraph(text: str) -> Report:
    organ, fmt = "云溪县档案馆", [*FORMATS.values()][-1]
    section = Section(number="一、", heading="总体情况", paragraphs=("平稳。", text, "完毕。"))
    title = official_title(organ, fmt.first_year)
    report: Report = fmt.report(year=fmt.first_year, organ=Organ(name=organ), title=title, sections=(section,))
    return report


@pytest.mark.parametrize("kind", WHOLE)
def test_prose_is_refused_only_where_it_reads_otherwise(kind: Kind) -> None:
    """Each kind of awkward prose: a paragraph that would become something else, beside one that would not."""
    organ, fmt = "云溪县档案馆", [*FORMATS.values()][-1]
    for text, path in (
        ("工作平稳，1.5万人次到访。", None),
        ("| 1 | 2 |", None),
        ("│ 1 │", None),
        ("<b>&nbsp;</b> # 标题 *项* `a` \\* &amp; <td>", None),
        ("* 项", None),
        ("=1+1", None),
        ("'a", None),
        ("_x0041_", None),
        ("http://localhost/a", None),
        ("a  b", None),
        ("１２", None),
        ("总计", None),
        ("三、收到和处理政府信息公开申请情况", "sections"),
        ("（一）主动公开", "sections[0]"),
        ("上\n下", "sections[0].paragraphs"),
        (" 首尾空格 ", "sections[0].paragraphs[1]"),
        (official_title(organ, fmt.first_year + 1), "title"),
    ):
        refused = refusal_of(with_paragraph(text), kind)
        if path is None:
            assert refused is None, (text, refused)
        else:
            assert refused is not None, text
            assert any(each.startswith(path) for each in refused), (text, refused)


# --- what a printed report does not show -------------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("kind", [*WHOLE, *TABLES])
def test_codes_are_the_only_thing_a_document_does_not_show(fmt: Format, kind: Kind) -> None:
    coded = Organ(name="云溪县档案馆", level="department", division_code="123456", credit_code="11100000000013127D")
    year = fmt.first_year
    report = fmt.report(year=year, organ=coded, title=official_title("云溪县档案馆", year), sections=skeleton())
    shown = printable(report, kind)
    assert (shown.organ.division_code, shown.organ.credit_code) == (None, None)
    assert shown.organ.level == "department"
    assert attrs.evolve(shown, organ=coded, printed={}) == report
    assert printable(report, "json") == report


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize(
    ("level", "scope"), [*((level, None) for level in get_args(Level)), *((None, scope) for scope in get_args(Scope))]
)
def test_every_level_and_scope_can_be_printed_and_read(level: Level | None, scope: Scope | None, kind: Kind) -> None:
    for fmt in FORMATS.values():
        title = official_title("云溪县档案馆", fmt.first_year)
        organ = Organ(name="云溪县档案馆", level=level)
        section = Section(number="一、", heading="概述", paragraphs=("平稳。",))
        report = fmt.report(year=fmt.first_year, organ=organ, scope=scope, title=title, sections=(section,))
        assert read(render(report, kind)).report == printable(report, kind)
