"""The files of a corpus: what lies in folders, and what kind of input each is."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import attrs

from govdisclosure.corpus._unreadable import Reason, Unreadable, because, printable, skipped
from govdisclosure.evidence import EVIDENCE_SUFFIX
from govdisclosure.policy import POLICY_FILE
from govdisclosure.readers._records import DOCUMENTS, LINES, UNSEEN

PARTS_SUFFIX = ".parquet.parts"
PACKED_LINES = (".jsonl.gz", ".ndjson.gz")
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ZIPS = (".zip",)
PARQUET = (".parquet",)


class Sort(StrEnum):
    """How an input is taken apart."""

    DOCUMENT = "document"
    LINES = "lines"
    PACKED_LINES = "packed-lines"
    ZIP = "zip"
    TAR = "tar"
    PARQUET = "parquet"


@attrs.frozen
class Found:
    """A file to read, with its size and when it was changed, in nanoseconds: they tell whether it is the same."""

    path: str
    sort: Sort
    size: int
    changed: int


def found(paths: Iterable[Path], own: Collection[str]) -> Iterator[Found | Unreadable]:
    """Every file in folders and named outright, one after the other, folders sorted by name.

    Hidden files, evidence beside a record, policies, parts of other conversions, and the files of this one (`own`,
    absolute) are passed over.
    """
    for path in paths:
        name = str(path)
        try:
            if path.is_dir():
                yield from _folder(name, _Own(own))
                continue
            status = path.stat()
            if os.path.abspath(name) in own:
                yield _unreadable(name, "这就是要写入的文件", "it is the file to be written")
            elif stat.S_ISREG(status.st_mode):
                yield Found(name, sort_of(name) or Sort.DOCUMENT, status.st_size, status.st_mtime_ns)
            else:
                yield _unreadable(name, "不是普通文件", "it is no ordinary file")
        except OSError as error:
            yield because(printable(name), error)


def sort_of(name: str) -> Sort | None:
    """How a file of this name is taken apart; None if files of that name are not looked for."""
    low = name.lower()
    ending = low[low.rfind(".") :]
    if ending in _PACKINGS:
        ending = low[low.rfind(".", 0, -len(ending)) :]
    return _SORTS.get(ending)


def is_passed_over(name: str) -> bool:
    """Whether a file of this name is neither an input nor worth a word."""
    return name.startswith(UNSEEN) or name.endswith((EVIDENCE_SUFFIX, POLICY_FILE))


_ENDINGS = (
    (Sort.PACKED_LINES, PACKED_LINES),
    (Sort.LINES, LINES),
    (Sort.TAR, TARS),
    (Sort.ZIP, ZIPS),
    (Sort.PARQUET, PARQUET),
    (Sort.DOCUMENT, DOCUMENTS),
)
_SORTS = {ending: sort for sort, endings in _ENDINGS for ending in endings}
_PACKINGS = frozenset({".gz", ".bz2", ".xz"})
"""Endings that stand behind another."""


class _Own:
    """The files of this conversion, told by their names before their paths are looked at."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = frozenset(paths)
        self._names = frozenset(map(os.path.basename, paths))

    def __contains__(self, entry: "os.DirEntry[str]") -> bool:
        return entry.name in self._names and os.path.abspath(entry.path) in self._paths


def _folder(name: str, own: _Own) -> Iterator[Found | Unreadable]:
    """What lies in a folder that was named. One with nothing to read is said to be so."""
    is_empty = True
    for each in _inside(name, own):
        is_empty = is_empty and not isinstance(each, Found)
        yield each
    if is_empty:
        yield _unreadable(name, "文件夹中没有可以读取的文件", "there is nothing to read in the folder")


def _unreadable(name: str, zh: str, en: str) -> Unreadable:
    return Unreadable(source=printable(name), reason=Reason.UNREADABLE, zh=zh, en=en)


def _inside(folder: str, own: _Own) -> Iterator[Found | Unreadable]:
    """What lies in a folder and below; folders that are links are not followed, since they may lead around."""
    try:
        with os.scandir(folder) as entries:
            sorted_entries = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield because(printable(folder), error)
        return
    for entry in sorted_entries:
        if is_passed_over(entry.name) or entry in own:
            continue
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.endswith(PARTS_SUFFIX):
                yield from _inside(entry.path, own)
            continue
        yield from _file(entry)


def _file(entry: "os.DirEntry[str]") -> Iterator[Found | Unreadable]:
    try:
        if not entry.is_file():  # a link to a folder, a pipe, a device
            return
        sort = sort_of(entry.name)
        if sort is None:
            yield skipped(printable(entry.path))
            return
        status = entry.stat()
        yield Found(entry.path, sort, status.st_size, status.st_mtime_ns)
    except OSError as error:
        yield because(printable(entry.path), error)
