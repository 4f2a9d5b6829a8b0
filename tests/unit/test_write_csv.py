"""The CSV table: one row a figure, and no cell that a spreadsheet would run."""

import csv as standard
import io
from decimal import Decimal

import attrs
import pytest
from effort import examples
from hypothesis import given

from govdisclosure import FORMATS, Format, Organ, Report, Report2019, from_dict
from govdisclosure.errors import Unprintable
from govdisclosure.formats._kit import Kind, nested
from govdisclosure.grid import bare, value_at
from govdisclosure.strategies import reports
from govdisclosure.writers.csv import COLUMNS, csv

FORMULAS = (
    "=1+2",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－",
    "＠a",
    "-",
)


def _rows(report: Report) -> list[dict[str, str]]:
    return list(standard.DictReader(io.StringIO(csv(report).decode("utf-8-sig"), newline="")))


def _numbered(fmt: Format) -> Report:
    figures = {cell.path: cell.order for cell in fmt.cells}
    organ = {"name": "云溪县档案馆"}
    return from_dict({"format": fmt.name, "year": fmt.first_year, "organ": organ, **nested(dict(figures))}, draft=True)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_each_figure_has_a_row_in_printed_order(fmt: Format) -> None:
    rows = _rows(_numbered(fmt))
    assert [row["path"] for row in rows] == [cell.path for cell in fmt.cells]
    assert [row["value"] for row in rows] == [str(cell.order) for cell in fmt.cells]
    for row, cell in zip(rows, fmt.cells, strict=True):
        assert (row["organ"], row["year"], row["format"]) == ("云溪县档案馆", str(fmt.first_year), fmt.name)
        assert row["table"] == fmt.tables[cell.table].label.zh
        assert f"{row['row_label']}|{row['column_label']}".strip("|") == cell.zh
        assert (row["unit"], row["printed"]) == (cell.measure.unit, "")


def test_excel_knows_the_encoding_and_lines_end_as_the_standard_says() -> None:
    data = csv(Report2019(year=2019, organ=Organ(name='云溪县,“档案馆”"甲"')))
    assert data.startswith(b"\xef\xbb\xbforgan,year,")
    assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(FORMATS["2019"].cells)
    assert data.decode("utf-8-sig").splitlines()[1].startswith('"云溪县,“档案馆”""甲""",2019,')


def test_a_blank_is_empty_and_a_zero_is_not() -> None:
    fmt = FORMATS["2019"]
    zero, blank, marked = (cell.path for cell in fmt.cells[:3])
    report = from_dict({"format": fmt.name, "year": 2019, "organ": {}, **nested({zero: 0})}, draft=True)
    rows = {row["path"]: row for row in _rows(attrs.evolve(report, printed={marked: "不涉及"}))}
    assert [rows[path]["value"] for path in (zero, blank, marked)] == ["0", "", ""]
    assert [rows[path]["printed"] for path in (zero, blank, marked)] == ["", "", "不涉及"]
    assert rows[zero]["organ"] == ""


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_a_formula(text: str) -> None:
    fmt = FORMATS["2019"]
    path = fmt.cells[0].path
    rows = _rows(Report2019(year=2019, organ=Organ(name=text), printed={path: text} if text == "-" else {}))
    assert {row["organ"] for row in rows} == {f"'{text}"}
    if text == "-":
        assert rows[0]["printed"] == "'-"


def test_numbers_stand_as_they_are() -> None:
    fmt = FORMATS["2019"]
    change, amount = (next(cell.path for cell in fmt.cells if cell.kind is kind) for kind in (Kind.CHANGE, Kind.MONEY))
    figures = {change: -14, amount: Decimal("59237.24490")}
    report = from_dict({"format": fmt.name, "year": 2019, "organ": {}, **nested(dict(figures))}, draft=True)
    rows = {row["path"]: row for row in _rows(report)}
    assert (rows[change]["value"], rows[amount]["value"]) == ("-14", "59237.24490")
    rows = {row["path"]: row for row in _rows(attrs.evolve(report, printed={change: "-14", amount: "59237.24490万元"}))}
    assert (rows[change]["printed"], rows[amount]["printed"]) == ("-14", "59237.24490万元")


@pytest.mark.parametrize("text", ["\x08", "\r=1", "\ud800"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(Unprintable, match="organ"):
        csv(Report2019(year=2019, organ=Organ(name=text)))


@examples(40)
@given(reports(blanks=True, consistent=False))
def test_the_table_holds_every_figure_of_any_report(report: Report) -> None:
    rows = {row["path"]: row for row in _rows(report)}
    assert {path: row["value"] for path, row in rows.items()} == {p: bare(value_at(report, p)) for p in rows}
    assert {path: rows[path]["printed"].removeprefix("'") for path in report.printed} == report.printed
    assert all(tuple(row) == COLUMNS for row in rows.values())
