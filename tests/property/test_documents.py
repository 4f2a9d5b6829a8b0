"""Documents and the record in them: what is read is what must be, whole or damaged."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import attrs
import pytest
from effort import examples
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from govdisclosure import FORMATS, Report, Unprintable, printable, read, render
from govdisclosure.formats import format_of
from govdisclosure.grid import value_at
from govdisclosure.strategies import DAMAGE, Document, documents, reports
from govdisclosure.strategies._damage import KINDS, InRecord
from govdisclosure.strategies._documents import _DAMAGE
from govdisclosure.writers import Kind

T = TypeVar("T")

LATEST = [name for name, fmt in FORMATS.items() if fmt.headings][-1]
UNHURRIED = settings(database=None, deadline=None)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS)
EXAMPLES: Mapping[Kind, int] = {"html": 3, "docx": 2, "xlsx": 2, "markdown": 3, "text": 3, "pdf": 1}
DEEP: Mapping[Kind, int] = {"html": 60, "docx": 40, "xlsx": 30, "markdown": 60, "text": 60, "pdf": 4}

POSSIBLE = [(kind, name) for kind in KINDS if kind != "pdf" for name in DAMAGE if kind in _DAMAGE[name].kinds]
"""Printing takes a second: PDF has a test of its own."""

SAID = {
    "row_missing": "GD607",
    "extra_row": "GD606",
    "footnote_marks": "GD604",
    "zeros_run_together": "GD604",
    "remarks_in_cells": "GD603",
    "amounts_in_yuan": "GD602",
    "labels_worded_otherwise": "GD601",
    "gbk_undeclared": "GD608",
    "decoded_wrongly": "GD608",
    "text_above_title": "GD610",
}
"""What a reading must say of damage."""


def reads_right(document: Document) -> None:
    parsed = read(document.content)
    assert parsed.source.kind == document.kind
    if document.kind == "pdf":
        same_figures(parsed.report, document.report)
    else:
        assert parsed.report == document.report
    assert {SAID[name] for name in document.damage if name in SAID} <= {note.code for note in parsed.notes}


def same_figures(read_from_it: Report, in_it: Report) -> None:
    """All that is promised of a PDF: its prose may come out otherwise."""
    fmt = format_of(in_it)
    assert read_from_it.format == in_it.format
    assert {cell.path: value_at(read_from_it, cell.path) for cell in fmt.cells} == {
        cell.path: value_at(in_it, cell.path) for cell in fmt.cells
    }
    assert read_from_it.printed == in_it.printed


def printed_otherwise(document: Document) -> bool:
    """Whether the document is another than the library would make of the record in it."""
    try:
        return document.content != render(document.report, document.kind)
    except Unprintable:
        return True


@EVERY_KIND
def test_a_whole_document_holds_its_record(kind: Kind) -> None:
    @examples(EXAMPLES[kind], deep=DEEP[kind])
    @given(documents(kind))
    def holds(document: Document) -> None:
        assert (document.kind, document.damage) == (kind, ())
        assert document.report == printable(document.report, kind)
        assert document.content == render(document.report, kind)
        reads_right(document)

    holds()


@pytest.mark.parametrize(("kind", "name"), POSSIBLE, ids=map("-".join, POSSIBLE))
def test_a_damaged_document_holds_what_is_left(kind: Kind, name: str) -> None:
    @examples(EXAMPLES[kind] - 1, deep=DEEP[kind], suppress_health_check=[HealthCheck.too_slow])
    @given(documents(kind, damage=name))
    def holds(document: Document) -> None:
        assert document.damage == (name,)
        reads_right(document)
        assert printed_otherwise(document) != isinstance(_DAMAGE[name], InRecord)

    holds()


@EVERY_KIND
def test_damage_may_come_together(kind: Kind) -> None:
    @examples(EXAMPLES[kind] + 2, deep=10 * DEEP[kind], suppress_health_check=[HealthCheck.too_slow])
    @given(documents(kind, damage=True))
    def holds(document: Document) -> None:
        assert 1 <= len(document.damage) <= 3
        reads_right(document)

    holds()


# --- each damage is what it says ----------------------------------------------------------------------------------


def in_printed(pattern: str) -> Callable[[Document], bool]:
    return lambda document: any(re.fullmatch(pattern, raw) for raw in document.report.printed.values())


def in_text(pattern: str) -> Callable[[Document], bool]:
    return lambda document: re.search(pattern, document.content.decode()) is not None


def blank(document: Document) -> Sequence[str]:
    fmt = format_of(document.report)
    return [cell.path for cell in fmt.cells if value_at(document.report, cell.path) is None]


def off_by_some(document: Document) -> bool:
    report = document.report
    sums = [
        (value_at(report, i.path), sum(t.weight * (value_at(report, t.path) or 0) for t in i.terms))
        for i in format_of(report).identities
    ]
    return any(printed != total for printed, total in sums)


def lacks_a_table(document: Document) -> bool:
    report = document.report
    empty = type(report)(year=None, organ=report.organ)
    return any(getattr(report, key) == getattr(empty, key) for key in format_of(report).tables)


def spans(data: bytes) -> int:
    return data.count(b"rowspan=") + data.count(b"colspan=")


SHOWS: Mapping[str, Callable[[Document], bool]] = {
    "section_missing": lambda d: len(d.report.sections) == len(format_of(d.report).headings) - 1,
    "table_missing": lacks_a_table,
    "number_repeated": lambda d: len({s.number for s in d.report.sections}) == len(d.report.sections) - 1,
    "rule_before_heading": in_text(r"\n\n## .? ?\S ?[一二三四五六]、"),
    "title_without_organ": lambda d: (
        (d.report.organ.name, d.report.title) == (None, f"{d.report.year}年政府信息公开工作年度报告")
    ),
    "title_without_year": lambda d: d.report.year is not None and str(d.report.year) not in str(d.report.title),
    "wrong_total": off_by_some,
    "cells_left_empty": in_printed(""),
    "marks_for_figures": in_printed(r"[/\-—无／]|不涉及|--|不适用|N/A"),
    "zeros_in_words": in_printed("零"),
    "full_width_digits": in_printed("-?[０-９．.]+"),
    "thousands_separators": in_printed(r"-?\d{1,3}(,\d{3})+(\.\d+)?"),
    "units_in_cells": in_printed(r"-?[\d.]+(件|项|条|个|次|人|人次|万元|家|场)"),
    "amounts_in_yuan": in_printed(r"\d+元"),
    "plus_signs": in_printed(r"\+\d+"),
    "remarks_in_cells": in_printed(r"-?[\d.]+（\w+）"),
    "footnote_marks": in_printed(r"-?[\d.]+[①②③]"),
    "row_missing": lambda d: len(blank(d)) >= 1 and not d.report.printed,
    "extra_row": in_text("其他主动公开文件|其他情形数量"),
    "head_repeated": in_text(r"(?s)(自然人.*自然人.*结转下年度|本年累计.*本年累计)"),
    "labels_worded_otherwise": printed_otherwise,
    "spaces_in_labels": printed_otherwise,
    "labels_over_lines": printed_otherwise,
    "labels_in_half_width": printed_otherwise,
    "labels_in_traditional": printed_otherwise,
    "text_above_title": lambda d: not d.content.decode().startswith(("#", d.report.title or "")),
    "page_number": in_text(r"\n\n(\\?- 4 -|— 4 —|第4页 共9页)\n\n"),
    "decoded_wrongly": lambda d: "信息公开" not in d.content.decode(),
    "byte_order_mark": lambda d: d.content.startswith(b"\xef\xbb\xbf"),
    "utf_16": lambda d: "信息公开" in d.content.decode("utf-16"),
    "gbk_undeclared": lambda d: "信息公开" in d.content.decode("gb18030"),
    "spans_as_empty_cells": lambda d: spans(d.content) < spans(render(d.report, d.kind)),
    "zeros_run_together": lambda d: b">0000000<" in d.content,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_each_damage_is_what_it_says(name: str) -> None:
    kind: Kind = next(kind for kind in ("markdown", "html") if kind in _DAMAGE[name].kinds)

    @examples(4, deep=60)
    @given(documents(kind, damage=name, format=latest_with(name)))
    def shows(document: Document) -> None:
        assert SHOWS[name](document)

    shows()


def latest_with(name: str) -> str:
    return [fmt.name for fmt in FORMATS.values() if fmt.headings and _DAMAGE[name].suits(fmt)][-1]


def test_every_damage_has_both_languages() -> None:
    assert SHOWS.keys() == DAMAGE.keys()
    assert all(re.search("[\u4e00-\u9fff]", label.zh) and re.search("[a-z]{2}", label.en) for label in DAMAGE.values())


# --- what is asked for --------------------------------------------------------------------------------------------


def test_examples_shrink_to_one_damage_in_one_place() -> None:
    def has_lost_requests(document: Document) -> bool:
        return any(path.startswith("requests.") for path in blank(document))

    damage = ["footnote_marks", "row_missing", "page_number", "byte_order_mark"]
    found = find(documents("markdown", format=LATEST, damage=damage), has_lost_requests, settings=UNHURRIED)
    assert (found.damage, len(blank(found))) in ((("footnote_marks",), 1), (("row_missing",), 7))
    assert {value_at(found.report, cell.path) for cell in format_of(found.report).cells} == {0, None}


def one(strategy: st.SearchStrategy[T]) -> T:
    """Any example, which need not be small."""
    return find(strategy, lambda _: True, settings=settings(UNHURRIED, phases=[Phase.generate]))


def test_a_failing_example_is_shown_without_its_bytes() -> None:
    document = one(documents("markdown", damage="page_number"))
    for shown in (pretty(document), repr(document)):
        assert re.search(r"content=<\d+ bytes>", shown)
        assert "page_number" in shown


def test_documents_of_given_reports_are_of_those_that_can_be_printed() -> None:
    blanks = reports(LATEST, blanks=True)
    unprintable = blanks.map(lambda report: attrs.evolve(report, title="\x00"))

    @examples(6)
    @given(documents("markdown", report=blanks | unprintable, damage=["wrong_total", "utf_16"]))
    def holds(document: Document) -> None:
        reads_right(document)

    holds()


def test_a_document_of_one_report() -> None:
    report = one(reports(LATEST, dense=True, blanks=True))
    document = one(documents("markdown", report=report))
    assert document.report == printable(report, "markdown")
    assert document.content == render(report, "markdown")


WRONG: Mapping[str, Callable[[], object]] = {
    "documents of kind 'json' are not read; there are html": lambda: documents("json"),
    "no such damage: 'page'; there are section_missing": lambda: documents("html", damage=["page"]),
    "a document of kind 'docx' cannot have the damage 'utf_16'": lambda: documents("docx", damage="utf_16"),
    f"reports of format {LATEST} cannot have the damage 'plus_signs'": lambda: documents(
        "html", format=LATEST, damage="plus_signs"
    ),
    "either report or format": lambda: documents("html", format=LATEST, report=st.nothing()),
}


@pytest.mark.parametrize("message", WRONG)
def test_what_cannot_be_is_said_at_once(message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        WRONG[message]()


def test_a_report_that_cannot_be_printed_is_refused() -> None:
    report = one(reports(LATEST))
    with pytest.raises(Unprintable):
        documents("text", report=attrs.evolve(report, title="\x00"))
