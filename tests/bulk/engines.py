"""The table engines that are tested: how each is given a table."""

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import attrs
import duckdb
import polars
import pyarrow
from narwhals.typing import IntoFrame
from pyarrow import parquet

from govdisclosure.checks.bulk.files import Engine, settle_duckdb

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@attrs.frozen(kw_only=True)
class TableEngine:
    """An engine; `frame` makes a table its own."""

    name: Engine
    frame: Callable[[pyarrow.Table], IntoFrame]


def polars_frame(table: pyarrow.Table) -> IntoFrame:
    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    return frame.lazy()


def duckdb_frame(table: pyarrow.Table) -> IntoFrame:
    settle_duckdb()
    return duckdb.from_arrow(table)


HERE = (TableEngine(name="polars", frame=polars_frame), TableEngine(name="duckdb", frame=duckdb_frame))
"""The engines that need nothing but Python."""


def spark_engine(session: "SparkSession") -> TableEngine:
    """Spark, which reads tables from files."""

    def frame(table: pyarrow.Table) -> IntoFrame:
        path = Path(mkdtemp(), "table.parquet")
        parquet.write_table(table, path)
        return session.read.parquet(str(path))

    return TableEngine(name="spark", frame=frame)
