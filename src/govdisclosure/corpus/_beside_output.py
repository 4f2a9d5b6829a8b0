"""What is written beside a corpus: what could not be read, what the readers noted, and what is there twice."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from govdisclosure.columns._layout import needed_arrow
from govdisclosure.corpus._merge import UNFINISHED, writer_of
from govdisclosure.corpus._part import Beside, Note, read_beside
from govdisclosure.corpus._unreadable import Reason, Unreadable
from govdisclosure.writers.csv import _harmless

if TYPE_CHECKING:
    import pyarrow

SHOWN = 20
"""How many things are told of each sort; the files have them all."""

UNREADABLE_HEADS = ("source", "line", "reason", "why_zh", "why_en")
_NOTES_AT_ONCE = 10_000


@attrs.frozen(kw_only=True)
class Told:
    """What the files beside a corpus hold: counts by reason, the first that could not be read, how many notes."""

    unreadable: Counter[Reason]
    first: tuple[Unreadable, ...]
    notes: int


def beside(output: Path, what: str) -> Path:
    """The path of a file beside a corpus.

    >>> from pathlib import Path
    >>> from govdisclosure.corpus._beside_output import beside
    >>> beside(Path("corpus.parquet"), "notes.parquet").name
    'corpus.notes.parquet'
    """
    return output.with_name(f"{output.stem}.{what}")


def unreadable_path(output: Path) -> Path:
    """Where it stands what could not be read."""
    return beside(output, "unreadable.csv")


def notes_path(output: Path) -> Path:
    """Where the notes of the readers stand."""
    return beside(output, "notes.parquet")


def duplicates_path(output: Path) -> Path:
    """Where it stands what is there twice."""
    return beside(output, "duplicates.csv")


def write_beside(folder: Path, numbers: Iterable[str], output: Path) -> Told:
    """Write what could not be read and what was noted, each only if there is any."""
    reasons: Counter[Reason] = Counter()
    first: list[Unreadable] = []
    notes = _Notes(notes_path(output))
    with spreadsheet(unreadable_path(output), UNREADABLE_HEADS) as rows, notes:
        for each in (read_beside(folder, number) for number in numbers):
            rows(_unreadable_rows(each))
            reasons.update(one.reason for one in each.unreadable)
            first.extend([one for one in each.unreadable if one.is_failure][: SHOWN - len(first)])
            notes.write(each.notes)
    return Told(unreadable=reasons, first=tuple(first), notes=notes.count)


def _unreadable_rows(part: Beside) -> Iterator[tuple[str, ...]]:
    for one in part.unreadable:
        yield one.source, "" if one.line is None else str(one.line), one.reason, one.zh, one.en


class Rows:
    """Writes rows of a spreadsheet."""

    def __init__(self, path: Path, heads: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(heads)
        self.count = 0

    def __call__(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            self._writer.writerow([_harmless(text) for text in row])
            self.count += 1

    def close(self) -> None:
        """No more rows."""
        self._file.close()


@contextmanager
def spreadsheet(path: Path, heads: Sequence[str]) -> Iterator[Rows]:
    """Write a CSV file that spreadsheets open as it is; no cell can begin a formula. Without a row there is none.

    It appears when it is whole, and takes the place of what an earlier conversion left.
    """
    temporary = path.with_name(path.name + UNFINISHED)
    rows = Rows(temporary, heads)
    try:
        yield rows
    finally:
        rows.close()
    if rows.count:
        temporary.replace(path)
    else:
        temporary.unlink()
        path.unlink(missing_ok=True)


class _Notes:
    """Writes notes into a Parquet file, some thousands at once."""

    def __init__(self, path: Path) -> None:
        self._path, self._temporary = path, path.with_name(path.name + UNFINISHED)
        self._held: list[Note] = []
        self.count = 0

    def __enter__(self) -> None:
        self._writer = writer_of(self._temporary, notes_schema())

    def write(self, notes: Iterable[Note]) -> None:
        self._held.extend(notes)
        if len(self._held) >= _NOTES_AT_ONCE:
            self._put()

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None and self._held:
            self._put()
        self._writer.close()
        if error is None and self.count:
            self._temporary.replace(self._path)
        else:
            self._temporary.unlink()
            if error is None:
                self._path.unlink(missing_ok=True)

    def _put(self) -> None:
        arrow = needed_arrow()
        names = [(field.name, _NOTE_COLUMNS.get(field.name, field.name)) for field in attrs.fields(Note)]
        columns = {column: [getattr(note, name) for note in self._held] for name, column in names}
        self._writer.write_table(arrow.table(columns, schema=notes_schema()))
        self.count += len(self._held)
        self._held.clear()


_NOTE_COLUMNS = {"source": "source__name", "number": "source__number"}


def notes_schema() -> "pyarrow.Schema":
    """The columns of the notes; `record` and the sources are those of the corpus."""
    arrow = needed_arrow()
    names = [_NOTE_COLUMNS.get(field.name, field.name) for field in attrs.fields(Note)]
    return arrow.schema([(name, arrow.int64() if name == "source__number" else arrow.string()) for name in names])
