"""The work of a conversion: tasks, as they are planned, and batches, as they are done."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TextIO

import attrs

from govdisclosure.corpus._found import Found, Sort
from govdisclosure.corpus._unreadable import Reason, Unreadable

BATCH_FILES = 1000
"""The most files of a batch."""
BATCH_BYTES = 8 * 2**20
"""How large the files, or the lines, of a batch are together; a single one may be larger."""


class Work(StrEnum):
    """What a batch is made of."""

    FILES = "files"
    """Documents in files of their own."""
    SLICE = "slice"
    """Lines of a JSON Lines file, from one byte to another."""
    MEMBERS = "members"
    """Members of a ZIP archive."""
    HELD = "held"
    """Documents whose content is in memory: members of archives that can only be read from the beginning."""
    HELD_LINES = "held-lines"
    """Lines whose content is in memory."""
    ROWS = "rows"
    """A row group of a Parquet file that this library wrote."""


@attrs.frozen(kw_only=True)
class Batch:
    """Work for one process, which becomes one part of the corpus.

    `path` is the file that a slice, members or rows are of. `names` are the files, the names of the members, or of
    what is held in `contents`; `members` are the places of members in the list of their archive. `start` and `end` are
    bytes of a slice, `first` is the number of its first line; for rows, `start` is the row group. `weight` is how many
    bytes of the inputs are done with it, `files` how many inputs.
    """

    number: str
    work: Work = Work.FILES
    path: str = ""
    names: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = ()
    members: tuple[int, ...] = ()
    start: int = 0
    end: int = 0
    first: int = 1
    unreadable: tuple[Unreadable, ...] = ()
    weight: int = 0
    files: int = 0


@attrs.frozen(kw_only=True)
class Task:
    """Some files that become one batch, or one that holds many reports and becomes several.

    `unreadable` is what was met between the files.
    """

    sort: Sort
    files: tuple[Found, ...]
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def size(self) -> int:
        """How large its files are together."""
        return sum(file.size for file in self.files)


def planned(found: Iterable[Found | Unreadable]) -> Iterator[Task]:
    """The files in tasks, in their order."""
    files: list[Found] = []
    unreadable: list[Unreadable] = []
    size = 0
    for each in found:
        is_single = isinstance(each, Found) and each.sort is not Sort.DOCUMENT
        more = each.size if isinstance(each, Found) else 0
        is_full = len(files) + len(unreadable) >= BATCH_FILES or size + more > BATCH_BYTES
        if (files or unreadable) and (is_single or is_full):
            yield Task(sort=Sort.DOCUMENT, files=tuple(files), unreadable=tuple(unreadable))
            files, unreadable, size = [], [], 0
        if not isinstance(each, Found):
            unreadable.append(each)
        elif is_single:
            yield Task(sort=each.sort, files=(each,))
        else:
            files.append(each)
            size += more
    if files or unreadable:
        yield Task(sort=Sort.DOCUMENT, files=tuple(files), unreadable=tuple(unreadable))


def dump_task(task: Task) -> str:
    """A task as a line of JSON; names that are no text stay as they are, which only this module of JSON can do."""
    files = [(file.path, file.size, file.changed) for file in task.files]
    unreadable = [(each.source, each.reason, each.zh, each.en) for each in task.unreadable]
    return json.dumps((task.sort, files, unreadable))


def load_tasks(lines: TextIO) -> Iterator[Task]:
    """The tasks of lines that `dump_task` wrote."""
    for line in lines:
        name, files, unreadable = json.loads(line)
        sort = Sort(name)
        yield Task(
            sort=sort,
            files=tuple(Found(path, sort, size, changed) for path, size, changed in files),
            unreadable=tuple(
                Unreadable(source=source, reason=Reason(reason), zh=zh, en=en) for source, reason, zh, en in unreadable
            ),
        )
