"""Laws of the columns: whatever is a report comes back from a table as it was, also through a file and cell by cell."""

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from odd_reports import odd_reports

from govdisclosure import FORMATS, Format, Report, dumps, loads
from govdisclosure.checks.structure._tables import is_printed
from govdisclosure.columns import (
    Gathered,
    Row,
    column_name,
    from_table,
    from_tidy,
    heads_of,
    layout,
    record_hash,
    row_of,
    to_table,
    to_tidy,
)
from govdisclosure.evidence import Source
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import Kind
from govdisclosure.grid import value_at
from govdisclosure.strategies import reports

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)

AMOUNTS = st.sampled_from(
    ["0.00", "1E+3", "-0", "-0.0", "0E-7", "1." + "0" * 25, "12.3400", "0." + "1234567890" * 3, "0E+2"]
)
DIGITS = st.from_regex(r"(0|[1-9][0-9]{0,9})(\.[0-9]{1,25})?", fullmatch=True)


def put(report: Any, path: str, value: object) -> Any:
    """The report with another value at a path; as it is if that part of it is absent."""
    name, _, rest = path.partition(".")
    inner = getattr(report, name)
    if rest and inner is None:
        return report
    return attrs.evolve(report, **{name: put(inner, rest, value) if rest else value})


@st.composite
def with_odd_amounts(draw: st.DrawFn, name: str) -> Report:
    """Any report, some of whose amounts have digits that a decimal column cannot hold, or holds otherwise."""
    report = draw(odd_reports(name) | reports(name, consistent=False, blanks=True))
    money = [cell.path for cell in FORMATS[name].cells if cell.kind is Kind.MONEY]
    for path in draw(st.lists(st.sampled_from(money), max_size=2)):
        report = put(report, path, Decimal(draw(AMOUNTS | DIGITS)))
    made: Report = report
    return made


SOURCES = st.none() | st.builds(
    Source,
    name=st.text(max_size=5),
    kind=st.sampled_from(("json", "html")),
    sha256=st.text("0123456789abcdef", max_size=4),
    reader=st.just("json/1"),
    retrieved_on=st.none() | st.dates(),
)


@st.composite
def rows(draw: st.DrawFn, name: str) -> Row:
    report = draw(with_odd_amounts(name))
    source = draw(SOURCES)
    number = None if source is None else draw(st.none() | st.integers(1, 2**40))
    return row_of(report, parent=draw(st.none() | st.text(max_size=3)), source=source, number=number)


def restored(table: pa.Table, expected: list[Row]) -> None:
    """The rows of a table are these, digit by digit."""
    found = list(from_table(table))
    assert found == expected
    assert [dumps(row.report) for row in found] == [dumps(row.report) for row in expected]


@EVERY_FORMAT
@examples(18)
@given(data=st.data())
def test_reports_come_back_from_both_layouts(name: str, data: st.DataObject) -> None:
    given_rows = data.draw(st.lists(rows(name), max_size=3))
    restored(to_table(given_rows), given_rows)
    restored(to_table(given_rows, layout(FORMATS[name])), given_rows)


@examples(8)
@given(data=st.data())
def test_a_mixed_table_comes_back_through_a_file_and_cell_by_cell(data: st.DataObject) -> None:
    given_rows = data.draw(st.lists(st.one_of(*map(rows, FORMATS)), max_size=5))
    table = to_table(given_rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.parquet"
        parquet.write_table(table, path, compression="zstd", row_group_size=2)
        again = parquet.read_table(path)
    assert again.equals(table)
    restored(again, given_rows)
    tidy = to_tidy(table)
    assert tidy.num_rows == sum(len(format_of(row.report).cells) for row in given_rows)
    assert from_tidy(tidy, heads_of(table)).equals(table)


@EVERY_FORMAT
@examples(20)
@given(data=st.data())
def test_the_quick_way_from_json_is_the_same(name: str, data: st.DataObject) -> None:
    report = data.draw(with_odd_amounts(name))
    text = dumps(report).encode()
    quick, thorough = Gathered(), Gathered()
    assert quick.add_json(text) is not None
    thorough.add(row_of(loads(text)))
    assert quick.table().equals(thorough.table())


@EVERY_FORMAT
@examples(20)
@given(data=st.data())
def test_each_cell_stands_in_its_column_and_its_row(name: str, data: st.DataObject) -> None:
    report = data.draw(reports(name, consistent=False, blanks=True))
    fmt: Format = FORMATS[name]
    table = to_table([report])
    tidy = {row["path"]: row for row in to_tidy(table).to_pylist()}
    for cell in fmt.cells:
        value = value_at(report, cell.path)
        assert table[column_name(cell.path)][0].as_py() == value
        row = tidy[cell.path]
        is_money = cell.kind is Kind.MONEY
        assert (row["amount" if is_money else "count"], row["count" if is_money else "amount"]) == (value, None)
        assert row["printed"] == report.printed.get(cell.path)
    others = {column.name for column in layout().figures} - {column_name(cell.path) for cell in fmt.cells}
    assert all(table[column][0].as_py() is None for column in others)
    barred = table["tables"][0].as_py() or ""
    assert [key for key in fmt.tables if f"|{key}|" in barred] == [
        key for key, printed in fmt.tables.items() if is_printed(report, printed)
    ]


@EVERY_FORMAT
@examples(20)
@given(data=st.data())
def test_the_hash_of_a_record_is_that_of_its_content(name: str, data: st.DataObject) -> None:
    one, other = (data.draw(with_odd_amounts(name)) for _ in range(2))
    assert record_hash(one) == record_hash(attrs.evolve(one, printed=dict(reversed(list(one.printed.items())))))
    assert (record_hash(one) == record_hash(other)) == (dumps(one) == dumps(other)) or one == other
