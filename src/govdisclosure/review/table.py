"""Findings as a table in a file, a row each: Parquet for programs, CSV for spreadsheets, JSON Lines for all else.

The columns are those of `govdisclosure.checks.bulk.FINDINGS`, and besides these `severity`, `label` (what is printed at
the path), `text` (the finding in words) and `source` (the file of the report); the last two only where reports were
checked one by one. Rows are written as they come; the file appears when it is whole.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, get_args

import msgspec

from govdisclosure._extras import needed
from govdisclosure.checks import RULES
from govdisclosure.checks.bulk import FINDINGS
from govdisclosure.columns import layout, record_hash
from govdisclosure.columns._layout import MONEY_DIGITS, MONEY_PLACES
from govdisclosure.errors import Lang
from govdisclosure.formats import FORMATS
from govdisclosure.formats._kit import Label
from govdisclosure.grid import bare
from govdisclosure.review._checked import Checked
from govdisclosure.series import organ_key
from govdisclosure.writers.csv import BYTE_ORDER_MARK, spreadsheet

if TYPE_CHECKING:
    import polars

TableForm = Literal["csv", "jsonl", "parquet"]

FORMS: tuple[TableForm, ...] = get_args(TableForm)
"""In what form a table of findings is written."""

COLUMNS = (*FINDINGS, "severity", "label", "text", "source")
"""The columns of such a table."""

_AT_ONCE = 5000

Put = Callable[["polars.DataFrame"], None]


@contextmanager
def findings_file(path: Path, form: TableForm, lang: Lang) -> Iterator[Put]:
    """What writes tables of findings into a file, one after the other.

    Columns that a table lacks are filled: severity and label from its codes and paths, in `lang`. Raises OSError if the
    file cannot be written, and `MissingExtra` without the extra ``bulk``.
    """
    beside = path.with_name(f".{path.name}.begun")  # what a run that was killed has left is written over
    try:
        with _OPENED[form](beside) as put:
            put(_filled(nothing(), lang))  # the columns, if there is not one finding
            yield lambda table: put(_filled(table, lang))
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def tables(checked: Iterable[Checked], lang: Lang) -> "Iterator[polars.DataFrame]":
    """What was found in reports that are checked one by one, as tables."""
    import polars as pl

    rows: list[tuple[object, ...]] = []
    for one in checked:
        rows += _rows(one, lang)
        if len(rows) >= _AT_ONCE:
            yield pl.DataFrame(rows, schema=_schema(), orient="row")
            rows = []
    yield pl.DataFrame(rows, schema=_schema(), orient="row")


def _rows(one: Checked, lang: Lang) -> Iterator[tuple[object, ...]]:
    found = (*one.findings, *one.undecided)
    if not found:
        return
    subject = (record_hash(one.report), organ_key(one.report.organ), one.report.organ.name, one.report.year)
    for finding in found:
        figures = _figure(finding.args.get("expected")), _figure(finding.args.get("printed"))
        label = labels(lang).get(finding.path or "")
        said = (str(finding.severity), label, finding.text(lang), one.name)
        yield (*subject, finding.code, finding.path, *figures, str(finding.outcome), None, *said)


def _figure(value: object) -> Decimal | None:
    """A figure among a finding's facts; texts that are none are left to its words."""
    text = str(value)
    is_number = (
        isinstance(value, int | str) and text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()
    )
    figure = Decimal(text) if is_number else None
    return figure if figure is not None and _fits(figure) else None


def _fits(figure: Decimal) -> bool:
    return -int(figure.as_tuple().exponent) <= MONEY_PLACES and figure.adjusted() < MONEY_DIGITS - MONEY_PLACES


def _schema() -> "Mapping[str, polars.DataType | type[polars.DataType]]":
    import polars as pl

    kinds: dict[str, polars.DataType | type[polars.DataType]] = dict.fromkeys(COLUMNS, pl.String)
    amount = pl.Decimal(MONEY_DIGITS, MONEY_PLACES)
    return kinds | {"year": pl.Int64, "expected": amount, "actual": amount}


def nothing() -> "polars.DataFrame":
    """A table of findings without any. Raises `MissingExtra` without the extra ``bulk``."""
    needed("polars", "bulk")
    import polars as pl

    return pl.DataFrame(schema=_schema())


def _filled(table: "polars.DataFrame", lang: Lang) -> "polars.DataFrame":
    """The table with all columns."""
    import polars as pl

    severities = {code: str(rule.severity) for code, rule in RULES.items()}
    missing: dict[str, polars.Expr] = {
        "severity": pl.col("code").replace_strict(severities, return_dtype=pl.String),
        "label": pl.col("path").replace_strict(labels(lang), default=None, return_dtype=pl.String),
        "text": pl.lit(None, pl.String),
        "source": pl.lit(None, pl.String),
    }
    lacking = [given.alias(name) for name, given in missing.items() if name not in table.columns]
    return table.with_columns(lacking).select(pl.col(name).cast(kind) for name, kind in _schema().items())


@cache
def labels(lang: Lang) -> Mapping[str, str]:
    """What is printed at the paths of all formats; a path keeps its meaning, the newest format names it."""
    every: dict[str, Label] = {column.path: column.label for column in layout().columns if column.path is not None}
    every |= {key: table.label for fmt in FORMATS.values() for key, table in fmt.tables.items()}
    return {path: label.text(lang) for path, label in every.items()}


# --- the kinds of file ---------------------------------------------------------------------------------------------


@contextmanager
def _parquet(path: Path) -> Iterator[Put]:
    needed("pyarrow", "bulk")
    import pyarrow.parquet as arrow

    schema = nothing().to_arrow().schema
    with arrow.ParquetWriter(path, schema, compression="zstd") as writer:

        def put(table: "polars.DataFrame") -> None:
            if table.height:
                writer.write_table(table.to_arrow().cast(schema))

        yield put


@contextmanager
def _lines(path: Path) -> Iterator[Put]:
    encoder = msgspec.json.Encoder(decimal_format="number")
    with path.open("wb") as file:

        def put(table: "polars.DataFrame") -> None:
            for row in table.iter_rows(named=True):
                shortest = {n: short(value) if isinstance(value, Decimal) else value for n, value in row.items()}
                file.write(encoder.encode(shortest) + b"\n")

        yield put


@contextmanager
def _spreadsheet(path: Path) -> Iterator[Put]:
    with path.open("wb") as file:
        file.write(spreadsheet(COLUMNS, ()))

        def put(table: "polars.DataFrame") -> None:
            _put_rows(file, table.iter_rows())

        yield put


def _put_rows(file: IO[bytes], rows: Iterable[Sequence[object]]) -> None:
    texts = (["" if value is None else _digits(value) for value in row] for row in rows)
    file.write(spreadsheet((), texts).removeprefix(BYTE_ORDER_MARK.encode() + b"\r\n"))


def _digits(value: object) -> str:
    return bare(short(value)) if isinstance(value, Decimal) else str(value)


def short(figure: Decimal) -> Decimal:
    """A figure with no more digits than it needs."""
    return Decimal(format(figure.normalize(), "f"))


_OPENED: Mapping[TableForm, Callable[[Path], AbstractContextManager[Put]]] = {
    "csv": _spreadsheet,
    "jsonl": _lines,
    "parquet": _parquet,
}
