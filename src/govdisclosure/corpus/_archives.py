"""Members of archives as batches. Nothing is unpacked to disk, and nothing an archive says of itself is believed."""

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

import attrs

from govdisclosure.corpus._found import Found, Sort, is_passed_over, sort_of
from govdisclosure.corpus._tasks import BATCH_BYTES, BATCH_FILES, Batch, Work
from govdisclosure.corpus._unpacked import BLOCK, DAMAGE, TooMuch, Unpacked, damaged, held_lines, too_much, weighed
from govdisclosure.corpus._unreadable import Unreadable, printable, refused, skipped
from govdisclosure.readers._limits import Limits

BROKEN: tuple[type[Exception], ...] = (
    *DAMAGE,
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
)
"""What reading an archive may raise that is damaged, or packed in a way that is not known here."""

MAX_DIRECTORY = 64 * 2**20
"""How large the list of the members of a ZIP file may be, which has to be held in memory: some 600,000 members."""

MAX_HEADER = 2**20
"""How much of a TAR file may stand before a member."""

_ENCRYPTED = 1 << 0
_UTF8 = 1 << 11


@attrs.frozen
class _Member:
    """A member that is to be read: what it is called with its archive, and whether it is lines."""

    name: str
    sort: Sort


def _judged(archive: str, name: str, size: int, is_link: bool, limits: Limits) -> _Member | Unreadable | None:
    """A member that is to be read, or why it is not; None if it is not worth a word."""
    path = PurePosixPath(name.replace("\\", "/"))
    called = printable(f"{archive}/{name}")
    if any(part.startswith(".") and part != ".." for part in path.parts) or "__MACOSX" in path.parts:
        return None
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return refused(called, "路径指向压缩包之外", "its path leads out of the archive")
    if is_passed_over(path.name):
        return None
    if is_link:
        return refused(called, "是链接，不是文件", "it is a link and no file")
    sort = sort_of(path.name)
    if sort is None:
        return skipped(called)
    if sort not in (Sort.DOCUMENT, Sort.LINES):
        return refused(
            called, "压缩包中的压缩包不读取，请先解压", "an archive in an archive is not read; unpack it first"
        )
    if sort is Sort.DOCUMENT and size > limits.bytes:
        shown = limits.bytes / 2**20
        return refused(called, f"超过 {shown:g} MB", f"larger than {shown:g} MB")
    return _Member(called, sort)


# --- ZIP -----------------------------------------------------------------------------------------------------------


def zip_batches(file: Found, limits: Limits) -> Iterator[Batch]:
    """The members of a ZIP file. Documents are read by the processes, lines unpacked here."""
    name, held = printable(file.path), _Held(Work.MEMBERS, file.path)
    trouble: tuple[Unreadable, ...] = ()
    try:
        with open(file.path, "rb") as raw:
            _refuse_large_directory(raw)
            with zipfile.ZipFile(raw) as archive:
                infos = archive.infolist()
                if sum(info.compress_size for info in infos) > file.size:
                    raise zipfile.BadZipFile("members overlap")
                yield from _zip_members(file, archive, infos, held, limits)
    except TooMuch:
        trouble = (too_much(name),)
    except BROKEN as error:
        trouble = (damaged(name, error),)
    yield from held.all()
    yield Batch(number="", unreadable=trouble, files=1)


def _zip_members(
    file: Found, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], held: "_Held", limits: Limits
) -> Iterator[Batch]:
    name, bound = printable(file.path), Unpacked(file.size)
    for place, info in enumerate(infos):
        if info.is_dir():
            continue
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        member = _judged(name, _zip_name(info), info.file_size, is_link, limits)
        if isinstance(member, _Member) and info.flag_bits & _ENCRYPTED:
            member = refused(member.name, "设有密码", "it is protected by a password")
        if isinstance(member, _Member) and member.sort is Sort.LINES:
            yield from held.all()
            try:
                with archive.open(info) as opened:
                    yield from held_lines(member.name, bound.read_of(opened), limits)
            except BROKEN as error:
                yield Batch(number="", unreadable=(damaged(member.name, error),))
        elif isinstance(member, _Member):
            bound.take(info.file_size)
            yield from held.with_member(member.name, place, info.file_size, info.compress_size)
        elif member is not None:
            yield from held.with_unreadable(member)


def _refuse_large_directory(raw: BinaryIO) -> None:
    """Raise if the list of members is too large, before it is read."""
    end = raw.seek(0, io.SEEK_END)
    raw.seek(max(0, end - 2**16 - 128))
    tail = raw.read()
    place, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    sizes = [struct.unpack_from("<I", tail, place + 12)] if 0 <= place <= len(tail) - 22 else []
    if 0 <= large <= len(tail) - 56:
        sizes = [struct.unpack_from("<Q", tail, large + 40)]
    raw.seek(0)
    if sizes and sizes[0][0] > MAX_DIRECTORY:
        raise zipfile.BadZipFile("too many members")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the flag for UTF-8 it is in the code of the system that packed it, often GBK."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return _text(info.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _text(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode(errors="backslashreplace")


class _Held:
    """Members gathered into batches."""

    def __init__(self, work: Work, path: str) -> None:
        self._empty = Batch(number="", work=work, path=path)
        self._batch = self._empty
        self._size = 0

    def with_member(
        self, name: str, place: int, size: int, weight: int, content: tuple[bytes, ...] = ()
    ) -> Iterator[Batch]:
        """Take one more; first comes what is full without it."""
        if self._size + size > BATCH_BYTES:
            yield from self.all()
        batch = self._batch
        self._batch = attrs.evolve(
            batch,
            names=(*batch.names, name),
            members=(*batch.members, place),
            contents=(*batch.contents, *content),
            weight=batch.weight + weight,
        )
        self._size += size
        yield from self._if_full()

    def with_unreadable(self, one: Unreadable) -> Iterator[Batch]:
        """Take one more that is not read."""
        self._batch = attrs.evolve(self._batch, unreadable=(*self._batch.unreadable, one))
        yield from self._if_full()

    def all(self) -> Iterator[Batch]:
        """What was gathered."""
        if self._batch is not self._empty:
            yield self._batch
        self._batch, self._size = self._empty, 0

    def _if_full(self) -> Iterator[Batch]:
        if len(self._batch.names) + len(self._batch.unreadable) >= BATCH_FILES:
            yield from self.all()


# --- TAR -----------------------------------------------------------------------------------------------------------


def tar_batches(file: Found, limits: Limits) -> Iterator[Batch]:
    """The members of a TAR file, packed or not: it can only be read from its beginning, so this process does."""
    name, held = printable(file.path), _Held(Work.HELD, "")
    trouble: tuple[Unreadable, ...] = ()
    try:
        with open(file.path, "rb") as raw, _unpacking(raw) as opened:
            stream = _Forward(opened, Unpacked(file.size))
            yield from weighed(_tar_members(name, stream, held, limits), raw.tell)
    except TooMuch:
        trouble = (too_much(name),)
    except BROKEN as error:
        trouble = (damaged(name, error),)
    yield from held.all()
    yield Batch(number="", unreadable=trouble, files=1)


def _unpacking(raw: BinaryIO) -> IO[bytes]:
    beginning = raw.read(6)
    raw.seek(0)
    if beginning.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]  # it reads like any other
    if beginning.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    if beginning.startswith(b"\xfd7zXZ\x00"):
        return lzma.LZMAFile(raw)
    return raw


class _Forward(io.RawIOBase):
    """A file that is only read forward, and of which no more is read than was allowed."""

    def __init__(self, opened: IO[bytes], bound: Unpacked) -> None:
        self._read, self._at, self._allowed = bound.read_of(opened), 0, 0
        self.last = b""
        """What was read last."""

    def allow(self, size: int) -> None:
        """So much may be read from now on."""
        self._allowed = size

    def read(self, size: int = -1, /) -> bytes:
        self._allowed -= size
        if size < 0 or self._allowed < 0:
            raise tarfile.ReadError("what stands before a member is too long")
        self.last = self._read(size)
        self._at += len(self.last)
        return self.last

    def tell(self) -> int:
        return self._at

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        if whence != io.SEEK_SET or place < self._at:
            raise tarfile.ReadError("members out of order")
        while place > self._at:
            passed = len(self._read(min(BLOCK, place - self._at)))
            self._at += passed
            if not passed:
                raise tarfile.ReadError("unexpected end of data")
        return place


def _tar_members(archive: str, stream: _Forward, held: _Held, limits: Limits) -> Iterator[Batch]:
    stream.allow(MAX_HEADER)
    with tarfile.TarFile(fileobj=stream, encoding="utf-8", errors="surrogateescape") as tar:
        while (info := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # it would remember them all
            stream.allow(MAX_HEADER)
            if info.isdir():
                continue
            name = _text(info.name.encode(errors="surrogateescape"))
            member = _judged(archive, name, info.size, not info.isreg() or info.issparse(), limits)
            if isinstance(member, _Member):
                content = _content_of(info, stream)
                if member.sort is Sort.LINES:
                    yield from held.all()
                    yield from held_lines(member.name, content, limits)
                else:
                    yield from held.with_member(member.name, 0, info.size, 0, (content(info.size),))
                stream.allow(MAX_HEADER)
            elif member is not None:
                yield from held.with_unreadable(member)
    if stream.last.strip(b"\0") or len(stream.last) < tarfile.BLOCKSIZE:
        raise tarfile.ReadError("unexpected end of data")


def _content_of(info: tarfile.TarInfo, stream: _Forward) -> Callable[[int], bytes]:
    """A function that reads the content of a member."""
    stream.seek(info.offset_data)
    left = info.size

    def read(size: int) -> bytes:
        nonlocal left
        wanted = min(size, left)
        stream.allow(wanted)
        data = stream.read(wanted)
        if len(data) < wanted:
            raise tarfile.ReadError("unexpected end of data")
        left -= wanted
        return data

    return read
