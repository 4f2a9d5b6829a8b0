"""All years as one long table: only what keeps its meaning, blank as blank, derived as derived."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, from_dict, read_all
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import nested
from govdisclosure.formats.legacy import Statistics
from govdisclosure.grid import bare, value_at
from govdisclosure.series_table import COLUMNS, SeriesRow, series_csv, series_table
from govdisclosure.strategies import reports as any_reports
from govdisclosure.upgrade import upgrade

EACH_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
OLDER, NEWER, *_ = (fmt for fmt in FORMATS.values() if fmt.headings)
OTHER = "requests.results.other_undivided"


def counted(fmt: Format, year: int | None, organ: str = "云溪县档案馆", times: int = 1) -> Report:
    """A report whose k-th figure is k times `times`."""
    figures = nested({cell.path: cell.order * times for cell in fmt.cells})
    return from_dict({"format": fmt.name, "year": year, "organ": {"name": organ}, **figures}, draft=True)


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@EACH_FORMAT
def test_reports_of_one_format_give_all_its_figures(fmt: Format) -> None:
    rows = series_table([counted(fmt, fmt.first_year)])
    assert [(row.path, row.value) for row in rows] == [(cell.path, cell.order) for cell in fmt.cells]
    assert [(row.label_zh, row.label_en, row.unit) for row in rows] == [
        (cell.zh, cell.en, cell.measure.unit) for cell in fmt.cells
    ]
    assert not any(row.derived for row in rows)
    assert {(row.organ, row.year, row.format, row.printed, row.source) for row in rows} == {
        ("云溪县档案馆", fmt.first_year, fmt.name, None, 0)
    }


def test_over_both_forms_what_both_ask_and_the_sum_of_what_one_divides() -> None:
    rows = series_table([counted(NEWER, 2021), counted(OLDER, 2020, times=1000)])
    asked = [cell.path for cell in OLDER.cells if cell.path in NEWER.by_path or cell.row == OTHER]
    assert len(asked) == 172 + 7
    assert [row.path for row in rows] == [path for path in asked for _ in range(2)]
    for path in asked:
        older, newer = (row for row in rows if row.path == path)
        assert (older.year, older.source, older.value) == (2020, 1, OLDER.cell(path).order * 1000)
        assert (newer.year, newer.source) == (2021, 0)
        if path in NEWER.by_path:
            assert newer.value == NEWER.cell(path).order
            assert newer.label_zh == NEWER.cell(path).zh
        assert older.derived is False
        assert newer.derived is (path not in NEWER.by_path)


def test_a_derived_figure_is_that_of_the_record_in_the_other_format() -> None:
    report = counted(NEWER, 2021)
    other = upgrade(report, to=OLDER.name).report
    derived = [row for row in series_table([report, counted(OLDER, 2020)]) if row.derived]
    assert len(derived) == 7
    assert all(row.value == value_at(other, row.path) is not None for row in derived)
    assert {row.label_zh for row in derived} == {cell.zh for cell in OLDER.cells if cell.row == OTHER}


def test_a_blank_part_makes_a_blank_sum_and_zeros_make_zero() -> None:
    other = {"rest": {"total": 0, "business": 0}, "fee_overdue": {"business": 0}, "correction_overdue": {"business": 0}}
    data = {"format": NEWER.name, "year": 2021, "organ": {}, "requests": {"results": {"other": other}}}
    rows = series_table([from_dict(data, draft=True), counted(OLDER, 2020)])
    values = {row.path: row.value for row in rows if row.derived}
    assert values[f"{OTHER}.total"] is None
    assert values[f"{OTHER}.business"] == 0


def test_figures_of_a_table_last_among_the_formats_that_have_it() -> None:
    """The statistics table of 2013 has nothing to do with the three tables: neither drives out the other."""
    (legacy,) = (fmt for fmt in FORMATS.values() if not fmt.headings)
    given = [counted(NEWER, 2021), counted(legacy, 2013), counted(OLDER, 2019)]
    rows = series_table(given)
    assert [row.path for row in rows if row.format == legacy.name] == list(legacy.by_path)
    assert [row for row in rows if row.format != legacy.name] == [
        attrs.evolve(row, source=2 if row.source else 0) for row in series_table([given[0], given[2]])
    ]


def test_a_table_that_was_not_printed_has_no_rows() -> None:
    given = [LegacyReport(year=2012, organ=Organ()), LegacyReport(year=2013, organ=Organ(), statistics=Statistics())]
    rows = series_table(given)
    assert {(row.year, row.source, row.value) for row in rows} == {(2013, 1, None)}
    assert len(rows) == 36


def test_blank_stays_blank_and_its_mark_is_kept() -> None:
    path = "requests.received.total"
    data = {"format": NEWER.name, "year": 2023, "organ": {}, "printed": {path: "/"}}
    (row,) = (row for row in series_table([from_dict(data, draft=True)]) if row.path == path)
    assert (row.value, row.printed) == (None, "/")


def test_figure_by_figure_year_by_year_and_then_as_given() -> None:
    given = [counted(NEWER, year, organ) for year, organ in ((None, "甲"), (2023, "乙"), (2021, "丙"), (2023, "丁"))]
    rows = series_table(given)
    assert [row.source for row in rows[:4]] == [2, 1, 3, 0]
    assert [row.path for row in rows] == [path for path in NEWER.by_path for _ in given]


def test_nothing_gives_nothing() -> None:
    assert series_table([]) == ()
    assert lines(series_csv([])) == []


@examples(20)
@given(st.lists(any_reports(blanks=True), max_size=4))
def test_every_row_is_a_cell_or_a_sum_of_its_report(given_reports: list[Report]) -> None:
    rows = series_table(given_reports)
    assert len({(row.path, row.source) for row in rows}) == len(rows)
    for row in rows:
        report = given_reports[row.source]
        assert (row.year, row.format, row.organ) == (report.year, report.format, report.organ.name)
        if not row.derived:
            assert row.value == value_at(report, row.path)
            assert row.printed == report.printed.get(row.path)
    for one, other in pairwise(rows):
        if one.path == other.path:
            assert (one.year or 9999) <= (other.year or 9999)
    for path in {row.path for row in rows}:
        table = path.partition(".")[0]
        printing = [r for r in given_reports if table in format_of(r).tables and getattr(r, table) is not None]
        assert sum(row.path == path for row in rows) == len(printing), "no year breaks off"


def test_the_csv_has_the_rows_as_they_are() -> None:
    assert [field.name for field in attrs.fields(SeriesRow)] == list(COLUMNS)
    rows = series_table([counted(NEWER, 2021), counted(OLDER, 2020)])
    data = series_csv(rows)
    assert data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n")
    found = lines(data)
    assert [(line["path"], line["value"], line["source"]) for line in found] == [
        (row.path, bare(row.value), str(row.source)) for row in rows
    ]
    assert {line["derived"] for line in found if line["path"].startswith(OTHER) and line["year"] == "2021"} == {"true"}
    assert sum(line["derived"] == "true" for line in found) == 7
    assert {line["source"] for line in lines(series_csv(rows, ["a.json", "b.json"]))} == {"a.json", "b.json"}


def test_a_blank_is_an_empty_cell_and_money_keeps_its_digits() -> None:
    amount = {"proactive": {"fees": {"amount": Decimal("1.50")}}}
    report = from_dict({"format": NEWER.name, "year": None, "organ": {}, **amount}, draft=True)
    found = {line["path"]: line for line in lines(series_csv(series_table([report])))}
    assert found["proactive.fees.amount"]["value"] == "1.50"
    assert found["proactive.fees.amount"]["unit"] == "万元"
    blank = found["requests.received.total"]
    assert (blank["organ"], blank["year"], blank["value"], blank["printed"]) == ("", "", "", "")


def test_a_text_that_a_spreadsheet_would_run_is_disarmed() -> None:
    report = attrs.evolve(counted(NEWER, 2021, organ="=1+1"), printed={"requests.received.total": "+SUM(A1)"})
    found = {line["path"]: line for line in lines(series_csv(series_table([report]), ["@x"]))}
    line = found["requests.received.total"]
    assert (line["organ"], line["printed"], line["source"]) == ("'=1+1", "'+SUM(A1)", "'@x")


def test_a_city_over_two_years(shared: Path) -> None:
    """The published figures of one city: what it carried out of 2023 it carried into 2024."""
    files = [shared / "figures" / f"city-{year}.json" for year in (2024, 2023)]
    given = [_city(json.loads(file.read_text("utf-8"), parse_float=Decimal)) for file in files]
    rows = series_table(given)
    assert len(rows) == 2 * len(NEWER.cells)
    series = {path: [row.value for row in rows if row.path == path] for path in NEWER.by_path}
    assert series["proactive.normative_documents.in_force"] == [597, 420]
    assert series["proactive.fees.amount"] == [Decimal("59237.2449"), Decimal("72701.2578")]
    assert series["requests.carried_out.total"][0] == series["requests.carried_in.total"][1]


def _city(data: Mapping[str, Any]) -> Report:
    fmt = FORMATS[data["format"]]
    values = {fmt.path_of(labels): value for labels, value in _labelled(data, fmt)}
    assert values.keys() == fmt.by_path.keys()
    organ = {"name": data["organ"]}
    return from_dict({"format": fmt.name, "year": data["year"], "organ": organ, **nested(values)}, draft=True)


def _labelled(data: Mapping[str, Any], fmt: Format) -> Iterator[tuple[str, Any]]:
    """Every figure with its labels; table 4 is one row in printed order."""
    yield from data["table2"].items()
    heads = ["自然人", *(f"法人或其他组织|{name}" for name in data["table3"]["columns"][1:-1]), "总计"]
    for row in data["table3"]["rows"]:
        yield from ((f"{row['label']}|{head}", value) for head, value in zip(heads, row["values"], strict=True))
    yield from zip((cell.zh for cell in fmt.tables["proceedings"].cells), data["table4"], strict=True)


def test_the_years_of_one_organ_under_two_forms(shared: Path) -> None:
    """The reports of 2013 to 2023 in one file: five years of the three tables, one of the statistics table."""
    (path,) = shared.glob("reports/001_*.txt")
    given = [parsed.report for parsed in read_all(path)]
    rows = series_table(given)
    standard = [row for row in rows if row.format != "legacy"]
    assert len(standard) == 5 * 179
    years = [row.year for row in standard if row.path == "requests.received.total"]
    assert years == [2019, 2020, 2021, 2022, 2023]
    not_zero = [(row.path, row.year, row.value) for row in standard if row.value != 0]
    assert not_zero == [], "all that was not 0 in 2019 and 2020 is no longer asked"
    statistics = {row.path: row.value for row in rows if row.format == "legacy"}
    assert len(statistics) == 36
    assert statistics["statistics.disclosed.total"] == 30
    assert {row.source for row in rows if row.format == "legacy"} == {
        n for n, report in enumerate(given) if report.year == 2013
    }
