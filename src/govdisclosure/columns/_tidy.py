"""The figures of a table of reports as a long table, one row a cell, and back."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govdisclosure._extras import needed
from govdisclosure.columns._layout import MONEY_DIGITS, MONEY_PLACES, Layout, column_name, layout, needed_arrow
from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import Cell, Kind, Label

if TYPE_CHECKING:
    import pyarrow

BAR = "|"
_AT_ONCE = 1_000
"""How many reports are made long at once."""

_LABELS: Mapping[str, Label] = {
    "record": Label("记录标识", "SHA-256 of the record, as in the flat table"),
    "organ": Label("机关标识", "The same for all reports of one organ; null if not known"),
    "year": Label("年度", "The calendar year reported on"),
    "format": Label("格式", "The format of the report"),
    "path": Label("路径", "The path of the cell"),
    "table": Label("表格", "The key of the table it is in"),
    "row": Label("行", "The labels of its row, the outermost first, between bars"),
    "column": Label("列", "The labels of its column, the outermost first, between bars"),
    "zh": Label("数据项", "Its whole label as printed"),
    "count": Label("数量", "The figure, if it is a count; null is blank"),
    "amount": Label("金额（万元）", "The figure, if it is an amount in 万元; null is blank"),
    "printed": Label("印制原文", "The raw text of the cell, if that is not just its number"),
}


def tidy_schema() -> "pyarrow.Schema":
    """The columns of the long table, with their labels. Raises `MissingExtra` without the extra ``bulk``."""
    arrow = needed_arrow()
    kinds = {"year": arrow.int64(), "count": arrow.int64(), "amount": arrow.decimal128(MONEY_DIGITS, MONEY_PLACES)}
    return arrow.schema(
        [
            arrow.field(name, kinds.get(name, arrow.string()), metadata={"zh": label.zh, "en": label.en})
            for name, label in _LABELS.items()
        ]
    )


def to_tidy(table: "pyarrow.Table") -> "pyarrow.Table":
    """A long table of the figures of a flat one: a row for each cell of each report's own format, blank cells too.

    Reports stand in their order, and cells in the order in which they are printed. A long table has some 200 times as
    many rows: take a large corpus by row groups. Raises `ValueError` if a row names no known format, and
    `MissingExtra` without the extra ``bulk``.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import to_table, to_tidy
    >>> tidy = to_tidy(to_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))]))
    >>> tidy.num_rows, tidy["path"][0].as_py(), tidy["row"][0].as_py(), tidy["count"][0].as_py()
    (200, 'proactive.regulations.issued', '规章', None)
    """
    arrow = needed_arrow()
    longs = [long for batch in table.to_batches(max_chunksize=_AT_ONCE) for long in _long(batch)]
    return arrow.Table.from_batches(longs, schema=tidy_schema())


def heads_of(table: "pyarrow.Table") -> "pyarrow.Table":
    """A flat table without its figures: what `from_tidy` needs besides the long table."""
    figures = {column.name for column in layout().figures}
    return table.select([name for name in table.schema.names if name not in figures])


def from_tidy(tidy: "pyarrow.Table", heads: "pyarrow.Table") -> "pyarrow.Table":
    """The flat table that a long one and the rest of the flat one were made from.

    A report that is there twice, with the same `record`, is again. A cell that the long table lacks is blank. Raises
    `MissingExtra` without the extra ``bulk``.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import from_tidy, heads_of, to_table, to_tidy
    >>> table = to_table([Report2021(year=2023, organ=Organ(name="云溪县档案馆"))])
    >>> from_tidy(to_tidy(table), heads_of(table)).equals(table)
    True
    """
    arrow = needed_arrow()
    needed("polars", "bulk")
    import polars as pl

    target = _layout_of(heads)
    schema = target.schema()
    cells = pl.from_arrow(tidy.select(["record", "path", "count", "amount"]))
    assert isinstance(cells, pl.DataFrame)
    cells = cells.unique(["record", "path"])
    wide = pl.DataFrame({"record": heads["record"].to_pylist()}, schema={"record": pl.String})
    for value in ("count", "amount"):
        some = cells.filter(pl.col(value).is_not_null())
        if not some.is_empty():
            some = some.pivot(on="path", index="record", values=value)
            wide = wide.join(some, on="record", how="left", maintain_order="left")
    columns: list[pyarrow.ChunkedArray | pyarrow.Array] = []
    for column, field in zip(target.columns, schema, strict=True):
        if column.cell is None:
            columns.append(heads[column.name])
        elif column.path in wide.columns:
            columns.append(wide[column.path].to_arrow().cast(field.type))
        else:
            columns.append(arrow.nulls(heads.num_rows, field.type))
    return arrow.Table.from_arrays(columns, schema=schema)


def _layout_of(table: "pyarrow.Table") -> Layout:
    """The layout that a table says it has, else the merged one."""
    said = (table.schema.metadata or {}).get(b"govdisclosure.formats", b"").decode()
    return layout(*(fmt for name, fmt in FORMATS.items() if name in said.split(",")))


def _long(batch: "pyarrow.RecordBatch") -> Iterator["pyarrow.RecordBatch"]:
    """The cells of some reports. Formats are made long one by one, and then the reports put in order again."""
    arrow = needed_arrow()
    from pyarrow import compute

    unknown = [name for name in batch.column("format").unique().to_pylist() if name not in FORMATS]
    if unknown:
        raise ValueError(f"no such format: {unknown[0]!r}")
    numbers = arrow.array(range(batch.num_rows), arrow.int64())
    numbered = arrow.Table.from_batches([batch]).append_column("number", numbers)
    longs = []
    for fmt in FORMATS.values():
        own = numbered.filter(compute.field("format") == fmt.name).combine_chunks()
        longs += [_of_format(rows, fmt) for rows in own.to_batches() if rows.num_rows]
    together = arrow.concat_tables(longs).sort_by([("number", "ascending"), ("place", "ascending")])
    yield from together.select(list(_LABELS)).cast(tidy_schema()).to_batches()


def _of_format(rows: "pyarrow.RecordBatch", fmt: Format) -> "pyarrow.Table":
    """The cells of reports of one format, one cell of all reports after the other."""
    arrow = needed_arrow()
    from pyarrow import compute

    count, cells = rows.num_rows, fmt.cells
    schema = tidy_schema()
    columns: dict[str, pyarrow.Array] = {
        name: arrow.concat_arrays([rows.column(name)] * len(cells))
        for name in ("number", "record", "organ", "year", "format")
    }
    columns["place"] = arrow.concat_arrays([arrow.repeat(place, count) for place in range(len(cells))])
    said = arrow.Table.from_pylist([_said(cell) for cell in cells])
    for name in said.schema.names:
        columns[name] = said[name].combine_chunks().take(columns["place"])
    for name, kind in (("count", False), ("amount", True)):
        blank = arrow.nulls(count, schema.field(name).type)
        columns[name] = arrow.concat_arrays(
            [rows.column(column_name(cell.path)) if (cell.kind is Kind.MONEY) is kind else blank for cell in cells]
        )
    printed = rows.column("printed")
    columns["printed"] = arrow.concat_arrays(
        [
            compute.call_function("map_lookup", [printed], compute.MapLookupOptions(arrow.scalar(cell.path), "first"))
            for cell in cells
        ]
    )
    return arrow.table(columns)


def _said(cell: Cell) -> dict[str, str]:
    """What the template says of a cell."""
    return {
        "path": cell.path,
        "table": cell.table,
        "row": BAR.join(label.zh for label in cell.row_labels),
        "column": BAR.join(label.zh for label in cell.column_labels),
        "zh": cell.zh,
    }
