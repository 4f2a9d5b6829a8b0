"""Tasks taken apart into batches: lines in slices, archives by members."""

import gzip
from collections.abc import Callable, Iterator, Mapping

import attrs

from govdisclosure.corpus._archives import tar_batches, zip_batches
from govdisclosure.corpus._found import Found, Sort
from govdisclosure.corpus._tasks import BATCH_BYTES, Batch, Task, Work
from govdisclosure.corpus._unpacked import DAMAGE, TooMuch, Unpacked, damaged, held_lines, too_much, weighed
from govdisclosure.corpus._unreadable import because, printable
from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Limits


def batches(number: int, task: Task, limits: Limits) -> Iterator[Batch]:
    """The batches of a task, numbered so that their names sort as their contents should stand."""
    for block, batch in enumerate(_OF_SORT[task.sort](task, limits)):
        yield attrs.evolve(batch, number=f"{number:06d}-{block:06d}")


def _documents(task: Task, _: Limits) -> Iterator[Batch]:
    names = tuple(file.path for file in task.files)
    yield Batch(number="", names=names, unreadable=task.unreadable, weight=task.size, files=len(names))


def _lines(task: Task, _: Limits) -> Iterator[Batch]:
    """Slices that end with lines. Only the ends of lines are looked for here."""
    (file,) = task.files
    start, first = 0, 1
    try:
        with open(file.path, "rb") as opened:
            while block := opened.read(BATCH_BYTES):
                last = block.rfind(b"\n")
                if last < 0:
                    continue
                end = opened.tell() - len(block) + last + 1
                yield _slice(file, start, end, first)
                start, first = end, first + block.count(b"\n")
            if start < opened.tell():
                yield _slice(file, start, opened.tell(), first)
    except OSError as error:
        yield Batch(number="", unreadable=(because(printable(file.path), error),))
    yield Batch(number="", files=1)


def _slice(file: Found, start: int, end: int, first: int) -> Batch:
    return Batch(number="", work=Work.SLICE, path=file.path, start=start, end=end, first=first, weight=end - start)


def _packed_lines(task: Task, limits: Limits) -> Iterator[Batch]:
    """Lines that have to be unpacked, which is quick, by this process."""
    (file,) = task.files
    name = printable(file.path)
    try:
        with open(file.path, "rb") as raw, gzip.GzipFile(fileobj=raw) as opened:
            bound = Unpacked(file.size)
            yield from weighed(held_lines(name, bound.read_of(opened), limits), raw.tell)
    except TooMuch:
        yield Batch(number="", unreadable=(too_much(name),))
    except DAMAGE as error:
        yield Batch(number="", unreadable=(damaged(name, error),))
    yield Batch(number="", files=1)


def _zip(task: Task, limits: Limits) -> Iterator[Batch]:
    yield from zip_batches(task.files[0], limits)


def _tar(task: Task, limits: Limits) -> Iterator[Batch]:
    yield from tar_batches(task.files[0], limits)


def _parquet(task: Task, _: Limits) -> Iterator[Batch]:
    from govdisclosure.corpus._rows_again import row_groups

    (file,) = task.files
    try:
        groups = row_groups(file.path)
    except (OSError, UnreadableDocument) as error:
        yield Batch(number="", unreadable=(because(printable(file.path), error),))
        groups = 0
    for group in range(groups):
        yield Batch(number="", work=Work.ROWS, path=file.path, start=group, weight=file.size // groups)
    yield Batch(number="", files=1)


_OF_SORT: Mapping[Sort, Callable[[Task, Limits], Iterator[Batch]]] = {
    Sort.DOCUMENT: _documents,
    Sort.LINES: _lines,
    Sort.PACKED_LINES: _packed_lines,
    Sort.ZIP: _zip,
    Sort.TAR: _tar,
    Sort.PARQUET: _parquet,
}
