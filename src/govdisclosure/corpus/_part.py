"""What one batch becomes: a table of reports, and beside it what could not be read and what the readers noted."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import msgspec

from govdisclosure.columns._layout import needed_arrow
from govdisclosure.corpus._unreadable import Unreadable
from govdisclosure.series import Called

if TYPE_CHECKING:
    import pyarrow

CALLED = "_called"
"""The column that only parts have: what their reports call their organs, as text."""

TABLE_SUFFIX, BESIDE_SUFFIX = ".arrow", ".json"


@attrs.frozen(kw_only=True)
class Note:
    """What a reader noted of a report: a finding of the reading, or a number that found no cell."""

    record: str
    source: str
    number: int | None
    code: str | None
    path: str | None
    place_zh: str | None
    place_en: str | None
    message_zh: str
    message_en: str
    raw: str | None


@attrs.frozen(kw_only=True)
class Done:
    """How much came of a batch: its reports, what of it could not be read, and how much of the inputs it was."""

    number: str
    reports: int = 0
    failures: int = 0
    skipped: int = 0
    files: int = 0
    weight: int = 0


@attrs.frozen(kw_only=True)
class Beside:
    """What stands beside the table of a part."""

    done: Done
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[Note, ...] = ()


def with_called(table: "pyarrow.Table", called: Sequence[Called]) -> "pyarrow.Table":
    """A table of reports as a part holds it."""
    arrow = needed_arrow()
    return table.append_column(CALLED, arrow.array([as_text(one) for one in called], arrow.string()))


def as_text(called: Called) -> str:
    """The code and the names a line each; there is no white space in them.

    >>> from govdisclosure.corpus._part import as_text, from_text
    >>> from govdisclosure.series import Called
    >>> from_text(as_text(Called(("云溪县档案馆",)))), from_text(as_text(Called((), "A")))
    (Called(names=('云溪县档案馆',), code=None), Called(names=(), code='A'))
    """
    return "\n".join((called.code or "", *called.names))


def from_text(text: str) -> Called:
    """What `as_text` wrote."""
    code, *names = text.split("\n")
    return Called(tuple(names), code or None)


def write_part(folder: Path, table: "pyarrow.Table", beside: Beside) -> None:
    """Write a part. It is there when its table is, which comes last, and each file appears whole or not at all."""
    arrow = needed_arrow()
    number = beside.done.number
    _put(folder / (number + BESIDE_SUFFIX), msgspec.json.encode(beside))
    sink = arrow.BufferOutputStream()
    options = arrow.ipc.IpcWriteOptions(compression="lz4")
    with arrow.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    _put(folder / (number + TABLE_SUFFIX), sink.getvalue())


def read_beside(folder: Path, number: str) -> Beside:
    """What stands beside a part."""
    return msgspec.json.decode((folder / (number + BESIDE_SUFFIX)).read_bytes(), type=Beside)


def read_table(folder: Path, number: str) -> "pyarrow.Table":
    """The table of a part."""
    arrow = needed_arrow()
    with arrow.OSFile(str(folder / (number + TABLE_SUFFIX))) as file:
        return arrow.ipc.open_file(file).read_all()


def is_there(folder: Path, number: str) -> bool:
    """Whether a part is done."""
    return (folder / (number + TABLE_SUFFIX)).exists()


def _put(path: Path, data: "bytes | pyarrow.Buffer") -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(data)
    temporary.replace(path)
