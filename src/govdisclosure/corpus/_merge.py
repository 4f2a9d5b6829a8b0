"""Parts into one file, with what only the whole corpus tells: whose each report is."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from govdisclosure.columns import layout
from govdisclosure.columns._layout import needed_arrow
from govdisclosure.corpus._part import CALLED, TABLE_SUFFIX, from_text, read_table
from govdisclosure.series import Called

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

UNFINISHED = ".tmp"
"""The ending of a file that is being written; it has its name when it is whole."""

GROUP_ROWS, GROUP_BYTES = 50_000, 96 * 2**20
"""How many reports a row group has, and how large it is before it is packed: what is written at once is in memory."""


@attrs.frozen(kw_only=True)
class Merged:
    """What came of it: how many reports, of how many organs, and how many of unknown ones."""

    reports: int
    organs: int
    unknown: int


def distinct_called(folder: Path, numbers: Iterable[str]) -> dict[str, Called]:
    """Everything that reports call their organs, once, by how parts write it."""
    texts: set[str] = set()
    for number in numbers:
        texts.update(_only_called(folder, number).unique().to_pylist())
    return {text: from_text(text) for text in sorted(texts)}


def merge(
    folder: Path,
    numbers: Sequence[str],
    output: Path,
    keys: Mapping[str, str | None],
    parents: Mapping[str, str] | None,
    told: Callable[[int], None],
) -> Merged:
    """Write all parts into one Parquet file, which appears when it is whole.

    `keys` are the organs by what reports call them, as parts write it; `parents` the organs above organs, without which
    that column stays as it is. `told` hears how many reports were written.
    """
    counts: Counter[str | None] = Counter()
    with _appearing(output) as path, writer_of(path, layout().schema()) as writer:
        for table in _grouped(_finished(folder, numbers, keys, parents, counts)):
            writer.write_table(table, row_group_size=max(1, table.num_rows))
            told(table.num_rows)
            del table
            needed_arrow().default_memory_pool().release_unused()  # else it grows with the corpus
    known = {key for key in counts if key is not None}
    return Merged(reports=counts.total(), organs=len(known), unknown=counts[None])


@contextmanager
def _appearing(output: Path) -> Iterator[Path]:
    """A path to write to, which becomes the output at the end."""
    temporary = output.with_name(output.name + UNFINISHED)
    yield temporary
    temporary.replace(output)


def writer_of(path: Path, schema: "pyarrow.Schema") -> "pyarrow.parquet.ParquetWriter":
    """Writes tables of a schema into a Parquet file as all files of a corpus are."""
    needed_arrow()
    from pyarrow.parquet import ParquetWriter

    return ParquetWriter(path, schema, compression="zstd")


def _finished(
    folder: Path,
    numbers: Iterable[str],
    keys: Mapping[str, str | None],
    parents: Mapping[str, str] | None,
    counts: Counter[str | None],
) -> Iterator["pyarrow.Table"]:
    """The table of each part with the organs, and the organs above them."""
    arrow = needed_arrow()
    schema = layout().schema()
    for table in _ahead(partial(read_table, folder, number) for number in numbers):
        called = table[CALLED].combine_chunks().dictionary_encode()
        organs = [keys[text] for text in called.dictionary.to_pylist()]
        columns = {name: table[name] for name in schema.names}
        columns["organ"] = arrow.array(organs, arrow.string()).take(called.indices)
        if parents is not None:
            above = [None if organ is None else parents.get(organ) for organ in organs]
            columns["parent"] = arrow.array(above, arrow.string()).take(called.indices)
        counts.update(columns["organ"].to_pylist())
        yield arrow.Table.from_arrays([*columns.values()], schema=schema)


def _ahead(reads: Iterable[Callable[[], "pyarrow.Table"]]) -> Iterator["pyarrow.Table"]:
    """What is read, while the next is read already."""
    with ThreadPoolExecutor(1) as pool:
        coming: Future[pyarrow.Table] | None = None
        for read in reads:
            following = pool.submit(read)
            if coming is not None:
                yield coming.result()
            coming = following
        if coming is not None:
            yield coming.result()


def _grouped(tables: Iterable["pyarrow.Table"]) -> Iterator["pyarrow.Table"]:
    """Tables together until they are a row group."""
    arrow = needed_arrow()
    held: list[pyarrow.Table] = []
    rows = size = 0
    for table in tables:
        held.append(table)
        rows += table.num_rows
        size += table.nbytes
        if rows >= GROUP_ROWS or size >= GROUP_BYTES:
            yield arrow.concat_tables(held)
            held, rows, size = [], 0, 0
    if rows:
        yield arrow.concat_tables(held)


def _only_called(folder: Path, number: str) -> "pyarrow.ChunkedArray":
    """What the reports of a part call their organs; nothing else is unpacked."""
    arrow = needed_arrow()
    with arrow.memory_map(str(folder / (number + TABLE_SUFFIX))) as file:
        place = arrow.ipc.open_file(file).schema.get_field_index(CALLED)
        options = arrow.ipc.IpcReadOptions(included_fields=[place])
        return arrow.ipc.open_file(file, options=options).read_all()[CALLED]
