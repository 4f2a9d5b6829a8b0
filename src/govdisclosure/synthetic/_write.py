"""A country as files: the reports as a Parquet table, and beside it the list of what is wrong in them."""

import csv
import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import attrs

from govdisclosure.columns import layout
from govdisclosure.grid import bare
from govdisclosure.synthetic._country import Country
from govdisclosure.synthetic._errors import Planted
from govdisclosure.synthetic._parts import made_parts

if TYPE_CHECKING:
    import pyarrow
    from pyarrow import parquet

ROW_GROUP = 50_000
"""Reports in a row group of the file."""
PLANTED = ".planted.csv"
"""The ending of the list, in place of that of the table."""

Progress = Callable[[int], object]
"""Is told how many reports more are written."""


@attrs.frozen(kw_only=True)
class Written:
    """What was written: the table and the list, how many reports, how many planted errors, and findings of them."""

    table: Path
    planted: Path
    reports: int
    errors: int
    findings: int


def write(
    country: Country, path: str | Path, *, processes: int | None = None, progress: Progress | None = None
) -> Written:
    """Write a country as a Parquet file, and what is wrong in it as a CSV file of the same name with ``.planted.csv``.

    The table has the columns of `govdisclosure.columns` for all formats. The files are the same for any number of
    `processes`; if it is not given, there are as many as processors to be used. Nothing is at the place of the files
    until they are complete. A program that calls this with several processes guards its start with
    ``if __name__ == "__main__":``.

    Raises `MissingExtra` without the extra ``bulk``, and `OSError` if a file cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from govdisclosure import synthetic
    >>> made = synthetic.country(organs=30, years=(2022, 2023), errors=0.05)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = synthetic.write(made, Path(folder) / "corpus.parquet", processes=1)
    >>> written.planted.name, written.reports, written.errors
    ('corpus.planted.csv', 60, 3)
    """
    layout().schema()  # without PyArrow, said before anything is made
    table = Path(path)
    if table.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(table))
    listed = table.with_suffix(PLANTED)
    with tempfile.TemporaryDirectory(dir=table.parent, prefix=f".{table.name}.", ignore_cleanup_errors=True) as folder:
        new_table, new_list = Path(folder) / "table", Path(folder) / "list"
        errors = findings = 0
        with (
            closing(made_parts(country, Path(folder), processes)) as parts,
            _parquet(new_table) as rows,
            new_list.open("w", encoding="utf-8", newline="") as stream,
        ):
            put = _csv(stream)
            for made in parts:
                rows.take(made.path, progress)
                put(attrs.evolve(each, planted=errors + each.planted) for each in made.planted)
                errors += made.errors
                findings += len(made.planted)
        new_list.replace(listed)
        new_table.replace(table)
    return Written(table=table, planted=listed, reports=country.reports, errors=errors, findings=findings)


# --- the files ---------------------------------------------------------------------------------------------------


class _Rows:
    """Takes the parts one after the other into row groups of one size."""

    def __init__(self, writer: "parquet.ParquetWriter") -> None:
        self._writer = writer
        self._waiting: list[pyarrow.RecordBatch] = []
        self._count = 0

    def take(self, path: Path, progress: Progress | None) -> None:
        """The rows of a part, whose file is no longer needed then."""
        import pyarrow as arrow

        with arrow.OSFile(str(path), "rb") as source, arrow.ipc.open_file(source) as batches:
            for n in range(batches.num_record_batches):
                batch = batches.get_batch(n)
                self._waiting.append(batch)
                self._count += batch.num_rows
                while self._count >= ROW_GROUP:
                    self._write(ROW_GROUP)
                if progress is not None:
                    progress(batch.num_rows)
        path.unlink()

    def finish(self) -> None:
        """The last row group."""
        if self._count:
            self._write(self._count)

    def _write(self, count: int) -> None:
        import pyarrow as arrow

        table = arrow.Table.from_batches(self._waiting)
        self._writer.write_table(table.slice(0, count), row_group_size=count)
        self._waiting = table.slice(count).to_batches()
        self._count -= count


@contextmanager
def _parquet(path: Path) -> Iterator[_Rows]:
    from pyarrow import parquet

    with parquet.ParquetWriter(path, layout().schema(), compression="zstd") as writer:
        rows = _Rows(writer)
        yield rows
        rows.finish()


def _csv(stream: TextIO) -> Callable[[Iterable[Planted]], None]:
    names = [field.name for field in attrs.fields(Planted)]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)

    def put(found: Iterable[Planted]) -> None:
        writer.writerows([_shown(getattr(each, name)) for name in names] for each in found)

    return put


def _shown(value: object) -> object:
    """Amounts with the digits they have, and never in powers of ten."""
    return bare(value) if not isinstance(value, (str, int)) and value is not None else value  # type: ignore[arg-type]
