"""Reports as columns: names, types and labels, and what other programs see of them."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from govdisclosure import FORMATS, MissingExtra, Organ, Report, loads
from govdisclosure.columns import (
    KEYS,
    Gathered,
    Type,
    column_name,
    from_table,
    from_tidy,
    heads_of,
    layout,
    record_hash,
    row_of,
    tidy_schema,
    to_table,
    to_tidy,
)
from govdisclosure.formats._kit import Kind
from govdisclosure.grid import value_at
from govdisclosure.strategies import settled

ROOT = Path(__file__).resolve().parents[2]
RECORDS = sorted((ROOT / "examples" / "records").glob("*.json"))
REPORTS = [loads(path.read_bytes()) for path in RECORDS]


def test_every_format_has_its_cells_in_the_merged_layout() -> None:
    merged = layout()
    assert merged.names[: len(KEYS)] == tuple(column.name for column in KEYS)
    assert len(set(merged.names)) == len(merged.names)
    for fmt in FORMATS.values():
        of_format = [column for column in merged.figures if fmt.name in column.formats]
        assert {column.path for column in of_format} == {cell.path for cell in fmt.cells}
        assert {column.path for column in layout(fmt).figures} == {cell.path for cell in fmt.cells}
        for column in layout(fmt).figures:
            cell = fmt.by_path[column.path or ""]
            assert column.cell is cell
            assert column.type is (Type.MONEY if cell.kind is Kind.MONEY else Type.NUMBER)


def test_what_is_said_of_a_column_stands_in_its_metadata() -> None:
    for column, field in zip(layout().columns, layout().schema(), strict=True):
        said = {key.decode(): value.decode() for key, value in field.metadata.items()}
        assert (said["zh"], said["en"], said.get("path")) == (column.label.zh, column.label.en, column.path)
        if column.cell is not None:
            assert (said["unit"], said["formats"].split(",")) == (column.cell.measure.unit, list(column.formats))
    assert layout().schema().metadata[b"govdisclosure.formats"].decode().split(",") == list(FORMATS)


def test_the_examples_come_back() -> None:
    table = to_table(REPORTS)
    assert [row.report for row in from_table(table)] == REPORTS
    assert [row.organ for row in from_table(table)] == [report.organ.name for report in REPORTS]
    assert [row.report for row in from_table(to_table([]))] == []


def test_columns_that_no_layout_knows_are_not_looked_at() -> None:
    table = to_table(REPORTS).append_column("more", pa.array(range(len(REPORTS))))
    assert [row.report for row in from_table(table.select(table.schema.names[::-1]))] == REPORTS


def test_a_report_that_does_not_fit_is_refused() -> None:
    first, *_, last = FORMATS.values()
    report = next(report for report in REPORTS if report.format == last.name)
    with pytest.raises(ValueError, match=f"the format of {last.name} does not fit into columns for {first.name}"):
        to_table([report], layout(first))


@pytest.mark.parametrize("read", [lambda table: list(from_table(table)), to_tidy])
def test_a_row_of_no_known_format_is_refused(read: Callable[[pa.Table], object]) -> None:
    table = to_table(REPORTS[:1])
    place = table.schema.get_field_index("format")
    with pytest.raises(ValueError, match="no such format: '1999'"):
        read(table.set_column(place, table.schema.field(place), pa.array(["1999"])))


def test_digits_that_a_column_does_not_keep_are_kept_beside_it() -> None:
    path = "proactive.fees.amount"
    fmt = next(fmt for fmt in reversed(list(FORMATS.values())) if path in fmt.by_path)
    report = next(report for report in REPORTS if report.format == fmt.name)
    digits = ("1.5", "0.00", "1E+3", "-0", "0." + "1234567890" * 2, None)

    def of(text: str | None) -> Report:
        whole: Any = report
        fees = attrs.evolve(whole.proactive.fees, amount=None if text is None else Decimal(text))
        made: Report = attrs.evolve(whole, proactive=attrs.evolve(whole.proactive, fees=fees))
        return made

    given = [of(text) for text in digits]
    table = to_table(given)
    assert table[column_name(path)].to_pylist() == [Decimal("1.5"), 0, 1000, 0, None, None]
    assert [dict(exact) for exact in table["exact"].to_pylist()] == [
        {},
        {path: "0.00"},
        {path: "1E+3"},
        {path: "-0"},
        {path: digits[4]},
        {},
    ]
    assert [path in (barred or "") for barred in table["unread"].to_pylist()] == [False] * 4 + [True, False]
    back = [value_at(row.report, path) for row in from_table(table)]
    assert [None if amount is None else str(amount) for amount in back] == list(digits)


def test_a_row_that_does_not_fit_is_found_and_can_be_left_out() -> None:
    gathered = Gathered()
    for report in (REPORTS[0], attrs.evolve(REPORTS[1], year=2**70), REPORTS[2]):
        gathered.add(row_of(report))
    with pytest.raises(OverflowError):
        gathered.table()
    misfits = gathered.misfits()
    assert list(misfits) == [1]
    gathered.drop(misfits)
    assert len(gathered) == 2
    assert [row.report for row in from_table(gathered.table())] == [REPORTS[0], REPORTS[2]]
    assert gathered.add_json(b"{}") is None
    assert len(gathered) == 2


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.parquet"
    parquet.write_table(to_table(REPORTS), path, compression="zstd")
    return path


def test_polars_reads_it_with_the_right_types(corpus: Path) -> None:
    frame = polars.read_parquet(corpus)
    assert len(frame) == len(REPORTS)
    kinds: dict[Type, polars.DataType | type[polars.DataType]] = {
        Type.TEXT: polars.String,
        Type.TEXTS: polars.List(polars.String),
        Type.NUMBER: polars.Int64,
        Type.MONEY: polars.Decimal(38, 10),
        Type.DAY: polars.Date,
        Type.FLAG: polars.Boolean,
        Type.JSON: polars.String,
    }
    for column in layout().columns:
        if column.type is not Type.MAP:
            assert frame.schema[column.name] == kinds[column.type], column.name
    assert frame["record"].to_list() == [record_hash(report) for report in REPORTS]


def test_duckdb_reads_it_with_the_right_types(corpus: Path) -> None:
    kinds = {
        Type.TEXT: "VARCHAR",
        Type.TEXTS: "VARCHAR[]",
        Type.NUMBER: "BIGINT",
        Type.MONEY: "DECIMAL(38,10)",
        Type.DAY: "DATE",
        Type.FLAG: "BOOLEAN",
        Type.MAP: "MAP(VARCHAR, VARCHAR)",
        Type.JSON: "VARCHAR",
    }
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE SELECT * FROM '{corpus}'").fetchall()
        assert [(name, kind) for name, kind, *_ in described] == [
            (column.name, kinds[column.type]) for column in layout().columns
        ]
        years = connection.execute(f"SELECT year FROM '{corpus}'").fetchall()
    assert [year for (year,) in years] == [report.year for report in REPORTS]


def test_a_long_table_has_a_row_for_each_cell_with_its_labels() -> None:
    report = next(report for report in REPORTS if report.printed)
    fmt = FORMATS[report.format]
    tidy = to_tidy(to_table([report]))
    assert tidy.schema.equals(tidy_schema(), check_metadata=True)
    found = tidy.to_pylist()
    assert [row["path"] for row in found] == [cell.path for cell in fmt.cells]
    for row, cell in zip(found, fmt.cells, strict=True):
        assert (row["zh"], row["table"]) == (cell.zh, cell.table)
        assert row["row"].split("|") == [label.zh for label in cell.row_labels]
        assert row["column"].split("|") == [label.zh for label in cell.column_labels]
        assert (row["record"], row["organ"], row["year"]) == (record_hash(report), report.organ.name, report.year)
    assert {row["path"]: row["printed"] for row in found if row["printed"] is not None} == report.printed


def test_a_long_table_becomes_the_flat_one_again_even_with_duplicates() -> None:
    table = to_table([*REPORTS, *REPORTS[:2]])
    tidy, heads = to_tidy(table), heads_of(table)
    assert from_tidy(tidy, heads).equals(table)
    assert from_tidy(tidy.take(list(range(tidy.num_rows))[::-1]), heads).equals(table), "in any order"
    assert from_tidy(to_tidy(table.slice(0, 0)), heads.slice(0, 0)).equals(table.slice(0, 0))
    own = layout(*FORMATS.values())
    assert from_tidy(tidy, heads_of(to_table([*REPORTS, *REPORTS[:2]], own))).equals(table)
    for fmt in FORMATS.values():
        of_format = [report for report in REPORTS if report.format == fmt.name]
        flat = to_table(of_format, layout(fmt))
        if of_format:
            assert from_tidy(to_tidy(to_table(of_format)), heads_of(flat)).equals(flat)


def test_sums_wider_than_32_bits_are_kept() -> None:
    fmt = list(FORMATS.values())[-1]
    large = {cell.path: 10**11 for cell in fmt.cells if cell.kind is Kind.COUNT}
    values = settled(large, fmt.identities)
    report: Any = next(report for report in REPORTS if report.format == fmt.name)
    total = max(int(value) for value in values.values())
    assert total > 2**32
    received = attrs.evolve(report.requests.received, total=total)
    wide = attrs.evolve(report, requests=attrs.evolve(report.requests, received=received))
    assert to_table([wide])["requests__received__total"].to_pylist() == [total]


def test_a_record_without_an_organ_has_no_key() -> None:
    report = attrs.evolve(REPORTS[0], organ=Organ())
    assert to_table([report])["organ"].to_pylist() == [None]


@pytest.mark.parametrize(
    ("package", "use"),
    [
        ("pyarrow", lambda: layout().schema()),
        ("polars", lambda: from_tidy(to_tidy(to_table(REPORTS[:1])), to_table(REPORTS[:1]))),
    ],
)
def test_without_the_extra_it_is_named(
    package: str, use: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as caught:
        use()
    assert (caught.value.package, caught.value.extra) == (package, "bulk")
