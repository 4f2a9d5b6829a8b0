"""What is unpacked, bit by bit: how much it may be, and the lines in it."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from typing import IO

import attrs

from govdisclosure.corpus._tasks import BATCH_BYTES, Batch, Work
from govdisclosure.corpus._unreadable import Unreadable, refused
from govdisclosure.readers._limits import Limits

BLOCK = 2**16
"""How much of a packed file is unpacked at once."""

MAX_RATIO, FREE = 1000, 2**30
"""How many times its size an archive may unpack to, and what it may in any case: DEFLATE can do 1032 at the most."""

DAMAGE: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, ValueError)
"""What unpacking may raise for data that is damaged."""


def weighed(batches: Iterator[Batch], tell: Callable[[], int]) -> Iterator[Batch]:
    """Batches with how much of the packed file was read for each."""
    before = 0
    for batch in batches:
        now = tell()
        yield attrs.evolve(batch, weight=now - before)
        before = now


class TooMuch(Exception):
    """An archive unpacks to more than it may."""


class Unpacked:
    """How much was unpacked of a file of a given size; too much raises `TooMuch`."""

    def __init__(self, packed: int) -> None:
        self._left = max(FREE, packed * MAX_RATIO)

    def take(self, size: int) -> None:
        """So much more was unpacked."""
        self._left -= size
        if self._left < 0:
            raise TooMuch

    def read_of(self, file: IO[bytes] | gzip.GzipFile) -> Callable[[int], bytes]:
        """A function that reads from a file, and counts."""

        def read(size: int) -> bytes:
            self.take(0)  # what was read is given before it is too much
            data = file.read(size)
            self._left -= len(data)
            return data

        return read


def too_much(name: str) -> Unreadable:
    """The rest of an archive is not taken."""
    return refused(
        name,
        f"解压后超过原大小的 {MAX_RATIO} 倍，其余部分未读取",
        f"it unpacks to more than {MAX_RATIO} times its size; the rest was not read",
    )


def damaged(name: str, error: Exception) -> Unreadable:
    """The rest of an archive cannot be read."""
    said = str(error) or type(error).__name__
    return refused(
        name, f"压缩包已损坏，其余部分无法读取（{said}）", f"it is damaged, and the rest cannot be read ({said})"
    )


def held_lines(name: str, read: Callable[[int], bytes], limits: Limits) -> Iterator[Batch]:
    """The lines that `read` gives bit by bit, in batches. What follows an endless line is passed over with it."""
    rest, first = bytearray(), 1
    try:
        while block := read(BLOCK):
            rest += block
            last = rest.rfind(b"\n") + 1
            if last and len(rest) >= BATCH_BYTES:
                yield _held(name, rest[:last], first)
                first += rest.count(b"\n", 0, last)
                del rest[:last]
            if len(rest) > limits.bytes + BATCH_BYTES:
                yield Batch(number="", unreadable=(attrs.evolve(_endless(name), line=first),))
                rest = bytearray(_behind_line(read))
                first += 1
    except Exception:
        whole = rest[: rest.rfind(b"\n") + 1]
        if whole:
            yield _held(name, whole, first)
        raise
    if rest:
        yield _held(name, rest, first)


def _held(name: str, lines: bytearray, first: int) -> Batch:
    return Batch(number="", work=Work.HELD_LINES, names=(name,), contents=(bytes(lines),), first=first)


def _behind_line(read: Callable[[int], bytes]) -> bytes:
    """What was read behind the end of the line that we are in."""
    while block := read(BLOCK):
        _, end, rest = block.partition(b"\n")
        if end:
            return rest
    return b""


def _endless(name: str) -> Unreadable:
    return refused(name, "这一行过长", "the line is too long")
