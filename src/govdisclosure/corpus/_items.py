"""The documents and lines of a batch, one after the other."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import IO

import attrs

from govdisclosure.corpus._archives import BROKEN
from govdisclosure.corpus._tasks import Batch, Work
from govdisclosure.corpus._unreadable import Unreadable, printable, refused
from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Limits
from govdisclosure.readers._records import lines


@attrs.frozen(kw_only=True)
class Item:
    """A document or a line: its name and line, its content when that is asked for, and its path if it is a file.

    `load` gives the content or says why there is none; it may raise OSError or `UnreadableDocument`.
    """

    name: str
    line: int | None = None
    load: Callable[[], bytes | Unreadable]
    path: str | None = None


def items(batch: Batch, limits: Limits) -> Iterator[Item]:
    """Every document or line of a batch. Raises OSError if the file of a slice cannot be opened."""
    yield from _OF_WORK[batch.work](batch, limits)


def _files(batch: Batch, limits: Limits) -> Iterator[Item]:
    for name in batch.names:
        yield Item(name=printable(name), load=partial(_file, name, limits), path=name)


def _file(name: str, limits: Limits) -> bytes:
    with open(name, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limits.bytes:
            shown = limits.bytes / 2**20
            raise UnreadableDocument(
                printable(name),
                f"larger than {shown:g} MB",
                f"超过 {shown:g} MB",
                "give the report alone, without what surrounds it",
                "请只提供报告本身",
            )
        return file.read(size + 1) or b""


def _held(batch: Batch, _: Limits) -> Iterator[Item]:
    for name, content in zip(batch.names, batch.contents, strict=True):
        yield Item(name=name, load=partial(_given, content))


def _held_lines(batch: Batch, limits: Limits) -> Iterator[Item]:
    for name, content in zip(batch.names, batch.contents, strict=True):
        yield from _lines(name, io.BytesIO(content), len(content), batch.first, limits)


def _slice(batch: Batch, limits: Limits) -> Iterator[Item]:
    with open(batch.path, "rb") as file:
        file.seek(batch.start)
        yield from _lines(printable(batch.path), file, batch.end, batch.first, limits)


def _lines(name: str, file: IO[bytes], end: int, first: int, limits: Limits) -> Iterator[Item]:
    """The lines up to a place of a file; empty ones are passed over, and of endless ones nothing is kept."""
    for line, content in lines(file, limits.bytes, first=first, end=end):
        if content is None:
            too_long = refused(name, "这一行过长", "the line is too long")
            yield Item(name=name, line=line, load=partial(_given, attrs.evolve(too_long, line=line)))
        else:
            yield Item(name=name, line=line, load=partial(_given, content))


def _given(content: bytes | Unreadable) -> bytes | Unreadable:
    return content


def _members(batch: Batch, limits: Limits) -> Iterator[Item]:
    for name, place in zip(batch.names, batch.members, strict=True):
        yield Item(name=name, load=partial(_member, batch.path, place, name, limits))


def _member(path: str, place: int, name: str, limits: Limits) -> bytes | Unreadable:
    try:
        archive = _archive(path)
        with archive.open(archive.infolist()[place]) as opened:
            return opened.read(limits.bytes)
    except BROKEN as error:
        said = str(error) or type(error).__name__
        return refused(name, f"已损坏（{said}）", f"it is damaged ({said})")


@lru_cache(maxsize=1)
def _archive(path: str) -> zipfile.ZipFile:
    """The archive that is being read: its list of members is long, and its batches follow one another."""
    return zipfile.ZipFile(path)


def _rows(batch: Batch, _: Limits) -> Iterator[Item]:
    yield Item(name=printable(batch.path), load=partial(_given, b""))


_OF_WORK: Mapping[Work, Callable[[Batch, Limits], Iterator[Item]]] = {
    Work.FILES: _files,
    Work.SLICE: _slice,
    Work.MEMBERS: _members,
    Work.HELD: _held,
    Work.HELD_LINES: _held_lines,
    Work.ROWS: _rows,
}
