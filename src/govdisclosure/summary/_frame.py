"""The tables that are summed up: a file or a frame in memory, of which only the columns that are needed are read."""

import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from govdisclosure.errors import UnreadableDocument
from govdisclosure.summary._groups import DIVISION_CODE

KEYS = ("record", "organ", "parent", "level", "year", "scope", "format", DIVISION_CODE)
"""The columns that say what a report is and whether it counts; a table must have them."""

Reports = str | os.PathLike[str] | pl.DataFrame | pl.LazyFrame
"""A Parquet file, or a frame, in the layout of `govdisclosure.columns`."""


def opened(reports: Reports, figures: Sequence[str]) -> pl.LazyFrame:
    """The columns that are needed, each row with its number in `row`. Figures that no report has are left out.

    Raises `UnreadableDocument` if it is not a table of reports, and `OSError` if there is no such file.
    """
    if isinstance(reports, pl.LazyFrame):  # once: its rows might come in another order the next time
        known = reports.collect_schema()
        reports = reports.select([name for name in (*KEYS, *figures) if name in known]).collect()
    if isinstance(reports, str | os.PathLike):
        with open(reports, "rb"):  # else Polars says in its own words what is wrong with it
            pass
    frame = reports.lazy() if isinstance(reports, pl.DataFrame) else pl.scan_parquet(Path(reports), glob=False)
    schema = frame.collect_schema()
    for name in (*KEYS, *figures):
        _checked(name, schema.get(name), name_of(reports))
    kinds = {name: pl.Int64 if name == "year" else pl.String for name in KEYS}
    keys = (pl.col(name).cast(kind) for name, kind in kinds.items())
    return frame.select(*keys, *(name for name in figures if name in schema)).with_row_index("row")


def name_of(reports: Reports) -> str:
    """What an error calls a table."""
    return type(reports).__name__ if isinstance(reports, pl.DataFrame | pl.LazyFrame) else os.fspath(reports)


def unreadable(source: str, reason: str, reason_zh: str) -> UnreadableDocument:
    """The error that says that a file or frame is not a table of reports."""
    return UnreadableDocument(source=source, reason=reason, reason_zh=reason_zh, advice=_ADVICE, advice_zh=_ADVICE_ZH)


_ADVICE = "give a Parquet file made by `govdisclosure convert`"
_ADVICE_ZH = "请提供由 govdisclosure convert 生成的 Parquet 文件"


def _checked(name: str, held: pl.DataType | None, source: str) -> None:
    """That a column is there, if it is a key, and holds what it should."""
    if held is None and name in KEYS:
        raise unreadable(source, f"not a table of reports: no column {name}", f"不是年度报告数据表：缺少 {name} 列")
    is_number = name not in KEYS or name == "year"
    if held is not None and held != pl.Null and not (held.is_integer() if is_number else held in _TEXTS):
        raise unreadable(source, f"column {name} holds {held}", f"{name} 列的类型为 {held}，与年度报告数据表不符")


_TEXTS = (pl.String, pl.Categorical, pl.Enum)
