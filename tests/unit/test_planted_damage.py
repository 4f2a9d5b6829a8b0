"""No value ever ends in a wrong cell: documents with planted damage, each figure of them a number of its own.

Most are made by a second producer that shares nothing with the library's writers (`producers`), damaged before they
are drawn; the others are written by the library and damaged in the file. What is damaged may be lost, but never
silently, and never in another cell; what is printed is in the record, among what found no place, or in the prose.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path

import attrs
import pytest
import weasyprint  # type: ignore[import-untyped]
from producers import PRODUCERS
from producers.damages import CASES, FOREIGN, Case
from producers.documents import ORGAN, PROSE, Document, Table, planted, report, title
from producers.pages import plain_page, site_page
from producers.prints import converted_by_office, printed_by_browser
from producers.surgery import (
    LINE_OPERATIONS,
    OPERATIONS,
    SHEET_OPERATIONS,
    on_lines,
    on_page,
    on_sheets,
    on_word_file,
)
from producers.verdicts import Verdict, everything, judged
from producers.word import word_file

from govdisclosure import FORMATS, Format, Parsed, Report, from_dict, read, render
from govdisclosure.formats._kit import nested
from govdisclosure.writers import Kind

STANDARD = [name for name, fmt in FORMATS.items() if fmt.headings]

SPANLESS = frozenset(["markdown_pipes", "text_lines", "text_tabs", "text_drawn"])
"""They cannot say that a cell covers several: what is done to spans may show as nothing at all."""

ENDLESS = frozenset(["xlsx_one_sheet", "xlsx_sheets", "pdf_browser", "pdf_office", "docx_office", "pdf_weasyprint"])
"""Their rows have no end of their own: with a cell taken out, the next one truly stands under the wrong head."""

SHORTENED = frozenset(
    ["cell_removed", "first_cell_removed", "last_cell_removed", "cell_removed_in_table_2", "cell_removed_in_table_4"]
)

ABOUT_SPANS = frozenset(
    name for name in CASES if "span" in name or "empty_cell" in name or name.startswith("figures_merged")
)

NOT_IN_LINES = frozenset(["row_glued", "corner_removed"])
"""Where a table has lost its grid, its figures are the same in one line as in fifteen, and its corner may be absent."""

HARMLESS = frozenset(["docx/rowspan_lost", "xlsx/group_unmerged", "xlsx/head_unmerged"])
"""Done in a file of ours without consequence: the cells that were covered are still there, empty."""


@attrs.frozen
class Sample:
    """A damaged document: which figures it holds, which tables have suffered, and the same document undamaged."""

    fmt: Format
    data: bytes
    whole: bytes
    figures: Mapping[str, int]
    touched: frozenset[str]
    printed: frozenset[str] = frozenset()
    """The figures still printed, where they are known."""
    must_be_right: bool = False
    may_be_right: bool = False


COUNTED: dict[tuple[str, ...], int] = {}
"""By the name of a sample, how many values it had in a wrong cell, for their sum."""


@lru_cache(maxsize=64)
def read_whole(data: bytes) -> Parsed:
    """An undamaged document, which many damaged ones are compared with."""
    return read(data)


def verdict_of(sample: Sample) -> Verdict:
    return judged(read(sample.data), read_whole(sample.whole), sample.figures)


def prove(name: tuple[str, ...], sample: Sample) -> None:
    """Hold a sample against all that is promised."""
    verdict = verdict_of(sample)
    COUNTED[name] = len(verdict.wrong)
    assert verdict.wrong == {}
    assert {path for path in verdict.lost if path.partition(".")[0] not in sample.touched} == set()
    if sample.must_be_right:
        assert verdict.lost == set()
    elif verdict.lost or not sample.may_be_right:
        assert verdict.is_reported or (verdict.lost and verdict.is_shown_blank)
    assert verdict.missing(sample.printed) == set()


# --- the second producer --------------------------------------------------------------------------------------------


def figures_in(document: Document) -> frozenset[str]:
    texts = [box.text for item in document.items if isinstance(item, Table) for row in item.rows for box in row]
    return frozenset(figure for text in texts for figure in re.findall(r"\b\d{4}\b", text))


def expected(fmt: Format, damage: str) -> Mapping[str, int]:
    """The figures of each cell, where a table follows another format those of that."""
    if damage != "table_of_another_format":
        return planted(fmt)
    other = next(f for f in FORMATS.values() if f.headings and f is not fmt)
    foreign = {path: figure for path, figure in planted(other, FOREIGN).items() if path.startswith("requests.")}
    return {path: figure for path, figure in planted(fmt).items() if not path.startswith("requests.")} | foreign


def damaged(fmt: Format, damage: str) -> Document:
    return CASES[damage].damage(report(fmt), fmt)


@cache
def whole_drawn(name: str, draw: Callable[[Document], bytes]) -> bytes:
    return draw(report(FORMATS[name]))


def sample(
    fmt: Format, producer: str, damage: str, draw: Callable[[Document], bytes], whole: bytes | None = None
) -> Sample:
    case: Case = CASES[damage]
    document = damaged(fmt, damage)
    plain = producer in SPANLESS or producer.startswith("pdf")
    return Sample(
        fmt,
        draw(document),
        whole or whole_drawn(fmt.name, draw),
        expected(fmt, damage),
        frozenset(case.touched),
        figures_in(document),
        must_be_right=case.mild and not plain,
        may_be_right=case.mild
        or (plain and damage in ABOUT_SPANS)
        or (producer in ("text_lines", "text_tabs") and damage in NOT_IN_LINES),
    )


ONE_A_KIND = ("html_plain", "docx_raw", "xlsx_one_sheet", "text_lines")
"""The older formats are drawn by these alone."""


def drawn_cases() -> Iterator[tuple[str, str, str]]:
    for name in STANDARD:
        for producer in PRODUCERS if name == STANDARD[-1] else ONE_A_KIND:
            for damage in CASES:
                if not (producer in ENDLESS and damage in SHORTENED):
                    yield producer, name, damage


def ids(case: tuple[str, ...]) -> str:
    return "-".join(case)


@pytest.mark.parametrize("case", list(drawn_cases()), ids=ids)
def test_damage_before_drawing(case: tuple[str, str, str]) -> None:
    producer, name, damage = case
    prove(case, sample(FORMATS[name], producer, damage, PRODUCERS[producer]))


@pytest.mark.parametrize("name", STANDARD)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_undamaged_documents_are_complete(producer: str, name: str) -> None:
    fmt = FORMATS[name]
    parsed = read(PRODUCERS[producer](report(fmt)))
    assert {path: attrgetter(path)(parsed.report) for path in fmt.by_path} == planted(fmt)
    assert parsed.unplaced == ()


# --- the library's own documents, damaged in the file ---------------------------------------------------------------


@cache
def whole_report(name: str) -> Report:
    fmt = FORMATS[name]
    sections = [
        {"number": h.number, "heading": h.label.zh, "table": h.table, "paragraphs": [PROSE]} for h in fmt.headings
    ]
    data = {"format": name, "year": fmt.first_year, "organ": {"name": ORGAN}, "title": title(fmt), "sections": sections}
    return from_dict(data | nested(dict(planted(fmt))), draft=True)


@cache
def written(name: str, kind: Kind) -> bytes:
    return render(whole_report(name), kind)


WRITTEN: Mapping[Kind, tuple[Mapping[str, tuple[object, set[str]]], Callable[[bytes, str, Format], bytes]]] = {
    "html": (OPERATIONS, on_page),
    "docx": (OPERATIONS, on_word_file),
    "xlsx": (SHEET_OPERATIONS, on_sheets),
    "markdown": (LINE_OPERATIONS, on_lines),
    "text": (LINE_OPERATIONS, on_lines),
}


def written_sample(name: str, kind: Kind, damage: str) -> Sample:
    operations, damage_file = WRITTEN[kind]
    fmt, whole = FORMATS[name], written(name, kind)
    data = damage_file(whole, damage, fmt)
    assert data != whole
    harmless = f"{kind}/{damage}" in HARMLESS
    return Sample(fmt, data, whole, planted(fmt), frozenset(operations[damage][1]), may_be_right=harmless)


def written_cases() -> Iterator[tuple[Kind, str, str]]:
    for name in STANDARD:
        for kind, (operations, _) in WRITTEN.items():
            for damage in operations:
                yield kind, name, damage


@pytest.mark.parametrize("case", list(written_cases()), ids=ids)
def test_damage_in_the_file(case: tuple[Kind, str, str]) -> None:
    kind, name, damage = case
    prove(case, written_sample(name, kind, damage))


# --- prints ---------------------------------------------------------------------------------------------------------

IN_PRINT = (
    "row_deleted",
    "cell_blanked",
    "digits_split",
    "head_blanked",
    "all_heads_removed",
    "label_that_lost_a_character",
    "rowspan_too_short",
    "colspan_of_a_head_lost",
    "columns_swapped_with_heads",
    "tables_exchanged",
)
"""Damage that is printed by a browser and by an office suite: a start of these is slow."""

CONVERTED = (
    *IN_PRINT,
    "rowspan_too_long",
    "head_removed",
    "extra_row",
    "group_label_cut_by_page",
    "empty_cells_for_spans",
)
"""Damage that the office suite converts: all in one start."""

WEASY = ("row_deleted", "cell_blanked", "digits_split", "head_blanked", "row_duplicated", "colspan_lost", "table_moved")
"""Damage in HTML of ours, printed as the library prints it."""


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where slow programs leave what they made, for every process of a test run."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if folder.name.startswith("popen") else folder
    (folder / "kept").mkdir(exist_ok=True)
    return folder / "kept"


@pytest.mark.parametrize("damage", IN_PRINT)
def test_damage_printed_by_a_browser(damage: str, kept: Path) -> None:
    fmt = FORMATS[STANDARD[-1]]
    whole = printed_by_browser(plain_page(report(fmt)), kept)
    printed = sample(fmt, "pdf_browser", damage, lambda d: printed_by_browser(plain_page(d), kept), whole)
    prove(("pdf_browser", damage), printed)


def from_office(fmt: Format, damage: str, producer: str, kept: Path) -> Sample:
    """A sample out of a batch that LibreOffice makes: PDF of DOCX, or DOCX of a page."""
    draw, suffix, to, names = (
        (word_file, ".docx", "pdf", IN_PRINT)
        if producer == "pdf_office"
        else (plain_page, ".html", "docx:MS Word 2007 XML", CONVERTED)
    )
    documents = {"whole": report(fmt)} | {name: damaged(fmt, name) for name in names}
    made = converted_by_office({name: draw(document) for name, document in documents.items()}, suffix, to, kept)
    return sample(fmt, producer, damage, lambda document: made[damage], made["whole"])


@pytest.mark.parametrize("damage", IN_PRINT)
def test_damage_printed_by_an_office_suite(damage: str, kept: Path) -> None:
    prove(("pdf_office", damage), from_office(FORMATS[STANDARD[0]], damage, "pdf_office", kept))


@pytest.mark.parametrize("damage", CONVERTED)
def test_damage_converted_by_an_office_suite(damage: str, kept: Path) -> None:
    prove(("docx_office", damage), from_office(FORMATS[STANDARD[-1]], damage, "docx_office", kept))


def printed_sample(name: str, damage: str) -> Sample:
    whole, touched = written(name, "html"), OPERATIONS[damage][1]
    fmt = FORMATS[name]
    data = weasyprint.HTML(string=on_page(whole, damage, fmt).decode()).write_pdf()
    assert data is not None
    return Sample(fmt, data, written(name, "pdf"), planted(fmt), frozenset(touched))


@pytest.mark.parametrize("name", STANDARD)
@pytest.mark.parametrize("damage", WEASY)
def test_damage_in_a_page_of_ours_that_is_printed(damage: str, name: str) -> None:
    prove(("pdf_weasyprint", name, damage), printed_sample(name, damage))


def test_a_page_of_a_site_printed_by_a_browser(kept: Path) -> None:
    """Its rows are cut in two by the ends of pages: what cannot be told is kept apart, and nothing shifts."""
    fmt = FORMATS[STANDARD[-1]]
    parsed = read(printed_by_browser(site_page(report(fmt)), kept))
    values = {path: attrgetter(path)(parsed.report) for path in fmt.by_path}
    assert {path: value for path, value in values.items() if value not in (None, planted(fmt)[path])} == {}
    assert {str(figure) for figure in planted(fmt).values() if str(figure) not in everything(parsed)} == set()


# --- the sum of it --------------------------------------------------------------------------------------------------


def test_no_value_is_in_a_wrong_cell_in_any_of_these_documents(record_property: Callable[[str, object], None]) -> None:
    """The count, for those who want a number; each document has a test of its own."""
    for case in set(drawn_cases()) - set(COUNTED):
        producer, name, damage = case
        COUNTED[case] = len(verdict_of(sample(FORMATS[name], producer, damage, PRODUCERS[producer])).wrong)
    for written_case in set(written_cases()) - set(COUNTED):
        kind, name, damage = written_case
        COUNTED[written_case] = len(verdict_of(written_sample(name, kind, damage)).wrong)
    wrong = sum(COUNTED.values())
    print(f"{len(COUNTED)} damaged documents, {wrong} values in a wrong cell")
    record_property("damaged_documents", len(COUNTED))
    record_property("values_in_a_wrong_cell", wrong)
    assert wrong == 0
