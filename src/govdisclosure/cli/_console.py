"""Output that works on any terminal: in any encoding, into a pipe, and when its reader has gone."""

import io
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, TextIO, TypeVar

import msgspec

NO_READER = 141
"""Exit code of a program whose reader has closed the pipe (128 + SIGPIPE)."""

Step = TypeVar("Step")


def tolerate_any_encoding() -> None:
    """Let characters that the terminal cannot show appear as escapes, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put(text: str) -> None:
    """Print to standard output; quietly end the program when nobody reads on."""
    _send(lambda: print(text, flush=True))


def put_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""

    def send() -> None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    _send(send)


def put_json(text: str) -> None:
    """Print JSON. Where standard output is not UTF-8, characters outside ASCII are written as JSON escapes."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("_", "-")
    put(text if encoding in ("utf-8", "utf8") else _escaped(text))


def complain(text: str) -> None:
    """One line on standard error."""
    print(" ".join(text.split()), file=sys.stderr, flush=True)


def to_json(value: object) -> str:
    """Plain data as indented JSON, amounts with the digits they have."""
    data = msgspec.json.Encoder(decimal_format="number").encode(value)
    return msgspec.json.format(data, indent=2).decode()


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text: columns aligned (Chinese counts double), folded to the terminal, unfolded in a pipe."""
    from rich.console import Console
    from rich.table import Table

    width = shutil.get_terminal_size().columns if _is_terminal(sys.stdout) else 10_000
    grid = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*(str(value) for value in row))
    sheet = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    sheet.print(grid)
    printed = sheet.file
    assert isinstance(printed, io.StringIO)
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines())


def progress(files: Sequence[Path], label: str) -> Iterable[Path]:
    """The files one by one, with a bar on standard error where a person looks at it and there are several."""
    return steps(files, len(files), label)


def steps(each: Iterable[Step], total: int, label: str) -> Iterator[Step]:
    """Steps of some work one by one, with a bar as `progress` has."""
    if total < 2 or not _is_terminal(sys.stderr):
        yield from each
        return
    from rich.console import Console
    from rich.progress import Progress

    # Standard output may be a file: rich would send what is printed there to the screen.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(each, total=total, description=label)


def opened(path: Path, label: str) -> AbstractContextManager[BinaryIO]:
    """A file to read, with a bar as `progress` has that shows how far it has been read."""
    if not _is_terminal(sys.stderr):
        return path.open("rb")
    import rich.progress
    from rich.console import Console

    return rich.progress.open(path, "rb", description=label, console=Console(stderr=True), transient=True)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()


def _escaped(text: str) -> str:
    """JSON whose every character outside ASCII is escaped; such characters stand in strings only."""

    def escape(match: "re.Match[str]") -> str:
        units = match[0].encode("utf-16-be")
        return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))

    return re.sub(r"[^\x00-\x7f]", escape, text)


def _send(send: Callable[[], None]) -> None:
    try:
        send()
    except BrokenPipeError:
        # Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(NO_READER) from None
