"""The work of one process: a batch in, a part out. Nothing that a document does may end the conversion."""

import gc
import hashlib
import os
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from govdisclosure._processes import serve_parent
from govdisclosure.checks._rule import Finding
from govdisclosure.codec import loads
from govdisclosure.columns import Gathered, Row, from_table, row_of, to_table
from govdisclosure.columns._layout import needed_arrow
from govdisclosure.corpus._items import Item, items
from govdisclosure.corpus._part import Beside, Done, Note, with_called, write_part
from govdisclosure.corpus._rows_again import row_group
from govdisclosure.corpus._tasks import Batch, Work
from govdisclosure.corpus._unreadable import Reason, Unreadable, because, printable
from govdisclosure.evidence import EVIDENCE_SUFFIX, Parsed, Source, loads_evidence
from govdisclosure.formats.shared import Organ
from govdisclosure.readers._limits import Limits
from govdisclosure.redact import redact, redact_parsed
from govdisclosure.series import Called, called

if TYPE_CHECKING:
    import pyarrow

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

RECORD, RECORD_READER = "json", "json/1"
"""The kind of source that a record without evidence is, and what read it."""


SELDOM = 100_000
"""How many objects may be made before a process looks for garbage."""


@attrs.frozen(kw_only=True)
class Job:
    """How every batch is done: where its part goes, and the options that change it."""

    folder: Path
    redact: bool = False
    limits: Limits = Limits()


def begin() -> None:
    """Prepare a process: it leaves the keyboard to the one that started it, uses one core, and ends when that ends."""
    serve_parent()
    needed_arrow().set_cpu_count(1)
    gc.freeze()
    gc.set_threshold(SELDOM)  # rows pile up until a part is written: looking for garbage among them takes a tenth


def convert_batch(job: Job, batch: Batch, fatal: Container[int] = ()) -> Done:
    """Make a part of a batch. `fatal` are the items, counted from 0, that ended a process before: they are left out."""
    part = _Part(job)
    part.unreadable.extend(batch.unreadable)
    try:
        for place, item in enumerate(items(batch, job.limits)):
            if place in fatal:
                part.unreadable.append(_fatal(item.name, item.line))
            elif batch.work is Work.ROWS:
                part.take_rows(item, batch)
            else:
                part.take(item)
    except OSError as error:
        part.unreadable.append(because(printable(batch.path), error))
    return part.written(batch)


def give_up(job: Job, batch: Batch) -> Done:
    """Make a part without any report of a batch that ends each process it is given to."""
    part = _Part(job)
    part.unreadable.extend(batch.unreadable)
    part.unreadable.extend(_fatal(printable(name), None) for name in batch.names or (batch.path,))
    return part.written(batch)


def try_item(job: Job, batch: Batch, place: int) -> None:
    """Read one item of a batch and keep nothing: does the process survive it?"""
    for number, item in enumerate(items(batch, job.limits)):
        if number == place:
            part = _Part(job)
            part.take_rows(item, batch) if batch.work is Work.ROWS else part.take(item)
            part.table()


def count_items(job: Job, batch: Batch) -> int:
    """How many items a batch has."""
    return sum(1 for _ in items(batch, job.limits))


def _fatal(source: str, line: int | None) -> Unreadable:
    return Unreadable(
        source=source,
        line=line,
        reason=Reason.CRASHED,
        zh="读取时进程意外终止（可能是内存不足）",
        en="the process that read it ended (it may have run out of memory)",
    )


class _Part:
    """What has come of a batch so far."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._gathered = Gathered()
        self._items: list[Item] = []
        self._called: list[Called] = []
        self._table: pyarrow.Table | None = None
        self.unreadable: list[Unreadable] = []
        self.notes: list[Note] = []

    def take(self, item: Item) -> None:
        """Read an item: its reports, or why there are none."""
        try:
            content = item.load()
            if isinstance(content, Unreadable):
                self.unreadable.append(content)
                return
            if self._take_record(item, content):
                return
            for row, findings in self._reports(item, content):
                record = self._gathered.add(row)
                notes = [_note(record, row, finding) for finding in findings]
                self._keep(item, called(row.report))
                self.notes.extend(notes)
        except Exception as error:  # whatever a reader does, the others are read
            self._gathered.drop(range(len(self._items), len(self._gathered)))
            self.unreadable.append(because(item.name, error, item.line))

    def _keep(self, item: Item, names: Called) -> None:
        """The row that was added last is to stay."""
        self._called.append(names)
        self._items.append(item)

    def _take_record(self, item: Item, content: bytes) -> bool:
        """The quick way for what nearly all items are: a record that is as it should be, and has nothing beside it."""
        if self._job.redact or content[:1] != b"{" or _evidence_path(item) is not None:
            return False
        head = self._gathered.add_json(content, _record_source(item, content), item.line)
        if head is None:
            return False
        self._keep(item, called(head))
        return True

    def take_rows(self, item: Item, batch: Batch) -> None:
        """Take the rows of a corpus as they are."""
        try:
            table = row_group(batch.path, batch.start)
            if self._job.redact:
                rows = [attrs.evolve(row, report=redact(row.report)) for row in from_table(table)]
                table = to_table(rows)
            names = [called(head) for head in _heads(table)]
        except Exception as error:
            self.unreadable.append(because(item.name, error))
            return
        self._table = with_called(table, names)

    def written(self, batch: Batch) -> Done:
        """Write it, and say how much it is."""
        table = self.table()
        failures = sum(one.is_failure for one in self.unreadable)
        done = Done(
            number=batch.number,
            reports=table.num_rows,
            failures=failures,
            skipped=len(self.unreadable) - failures,
            files=batch.files,
            weight=batch.weight,
        )
        beside = Beside(done=done, unreadable=tuple(self.unreadable), notes=tuple(self.notes))
        write_part(self._job.folder, table, beside)
        return done

    def table(self) -> "pyarrow.Table":
        """The table of all that was read. A report that cannot be put into columns is one that was not read."""
        if self._table is not None:
            return self._table
        try:
            table = self._gathered.table()
        except Exception:
            misfits = self._gathered.misfits()
            for place, error in misfits.items():
                item = self._items[place]
                self.unreadable.append(because(item.name, error, item.line))
            self._gathered.drop(misfits)
            self._called = [one for place, one in enumerate(self._called) if place not in misfits]
            table = self._gathered.table()
        return with_called(table, self._called)

    def _reports(self, item: Item, content: bytes) -> Iterator[tuple[Row, Sequence[Finding]]]:
        is_line = item.line is not None
        if is_line or content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            yield self._record(item, content)
        else:
            yield from self._documents(item, content)

    def _record(self, item: Item, content: bytes) -> tuple[Row, Sequence[Finding]]:
        report = loads(content.removeprefix(_BYTE_ORDER_MARK))
        beside = _evidence_path(item)
        if beside is None:
            kept = redact(report) if self._job.redact else report
            return row_of(kept, source=_record_source(item, content), number=item.line), ()
        file = loads_evidence(Path(beside).read_bytes(), printable(beside))
        parsed = self._redacted(
            Parsed(report=report, source=file.source, evidence={}, notes=file.notes, unplaced=file.unplaced)
        )
        return row_of(parsed.report, source=parsed.source), parsed.notes

    def _redacted(self, parsed: Parsed) -> Parsed:
        return redact_parsed(parsed) if self._job.redact else parsed

    def _documents(self, item: Item, content: bytes) -> Iterator[tuple[Row, Sequence[Finding]]]:
        from govdisclosure.readers import read_all

        for number, parsed in enumerate(read_all(content, name=item.name, limits=self._job.limits), 1):
            kept = self._redacted(parsed)
            yield row_of(kept.report, source=kept.source, number=number), kept.notes


def _evidence_path(item: Item) -> str | None:
    """The evidence beside a record, if there is any."""
    if item.path is None:
        return None
    beside = os.path.splitext(item.path)[0] + EVIDENCE_SUFFIX
    return beside if os.path.exists(beside) else None


def _record_source(item: Item, content: bytes) -> Source:
    sha256 = hashlib.sha256(content).hexdigest()
    return Source(name=item.name, kind=RECORD, sha256=sha256, reader=RECORD_READER)


def _note(record: str, row: Row, note: Finding) -> Note:
    return Note(
        record=record,
        source="" if row.source is None else row.source.name,
        number=row.number,
        code=note.code,
        path=note.path,
        place_zh=None if note.place is None else note.place.text("zh"),
        place_en=None if note.place is None else note.place.text("en"),
        message_zh=note.text("zh"),
        message_en=note.text("en"),
        raw=note.raw,
    )


@attrs.frozen
class _Head:
    """What says whose a row is."""

    organ: Organ
    title: str | None
    signed_by: str | None


def _heads(table: "pyarrow.Table") -> Iterator[_Head]:
    columns = (table[name].to_pylist() for name in ("organ__name", "organ__credit_code", "title", "signed_by"))
    for name, code, title, signed_by in zip(*columns, strict=True):
        yield _Head(Organ(name=name, credit_code=code), title, signed_by)
