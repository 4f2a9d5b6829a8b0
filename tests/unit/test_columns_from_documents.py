"""Reports of documents as a table, and what the table is in a data frame."""

from decimal import Decimal
from pathlib import Path

import polars

from govdisclosure import FORMATS, loads, read_all
from govdisclosure.columns import column_name, from_table, row_of, to_table
from govdisclosure.formats._kit import Kind

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted((ROOT / "examples" / "documents").glob("*.txt"))
RECORD = next((ROOT / "examples" / "records").glob("*档案馆-2023.json"))


def test_what_is_read_goes_into_a_table_with_its_source() -> None:
    read = [parsed for document in DOCUMENTS for parsed in read_all(document)]
    table = to_table(iter(read))
    rows = list(from_table(table))
    assert [row.report for row in rows] == [parsed.report for parsed in read]
    assert [row.source for row in rows] == [parsed.source for parsed in read]
    assert table.equals(to_table([row_of(parsed.report, source=parsed.source) for parsed in read]))


def test_reports_rows_and_what_was_read_may_be_mixed() -> None:
    report = loads(RECORD.read_bytes())
    (parsed,) = read_all(DOCUMENTS[0])
    rows = list(from_table(to_table([parsed, report, row_of(report, parent="云溪县人民政府")])))
    assert [row.report for row in rows] == [parsed.report, report, report]
    assert [row.source for row in rows] == [parsed.source, None, None]
    assert [row.parent for row in rows] == [None, None, "云溪县人民政府"]


def test_in_a_frame_counts_are_whole_and_money_is_decimal() -> None:
    frame = polars.from_arrow(to_table(parsed for document in DOCUMENTS for parsed in read_all(document)))
    assert isinstance(frame, polars.DataFrame)
    for fmt in FORMATS.values():
        for cell in fmt.cells:
            kind = polars.Decimal(38, 10) if cell.kind is Kind.MONEY else polars.Int64
            assert frame.schema[column_name(cell.path)] == kind
    city = frame.filter(polars.col("organ__name") == "云溪市人民政府")
    assert city["proactive__fees__amount"].to_list() == [Decimal("72701.2578")]
    legacy = frame.filter(polars.col("year") == 2013)
    assert legacy["requests__received__total"].to_list() == [None]
