"""Files of records and documents by their names, and records that stand in lines."""

from collections.abc import Iterator
from typing import IO

DOCUMENTS = (
    ".json", ".txt", ".md", ".html", ".htm", ".shtml", ".docx", ".docm", ".pdf", ".xlsx", ".xlsm",
    ".doc", ".wps", ".rtf", ".xls", ".et",
)  # fmt: skip
"""What is taken from a folder as a record or a document. A file that is named outright may be called anything: its
content decides."""

UNSEEN = (".", "~$")
"""Begins the names of hidden files, and of what Word and Excel keep beside a document while it is open."""

LINES = (".jsonl", ".ndjson")
"""Files with a record in each line, told by their name."""

_BLOCK = 1 << 20


def lines(
    file: IO[bytes], longest: int, *, first: int = 1, end: int | None = None
) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file up to a place, each with its number; None for one longer than so many bytes.

    Empty lines are passed over. One line is in memory at a time, and of one that is too long nothing is kept.

    >>> import io
    >>> from govdisclosure.readers._records import lines
    >>> list(lines(io.BytesIO(b"{}\\n\\n123456\\n{}"), 5))
    [(1, b'{}\\n'), (3, None), (4, b'{}')]
    """
    number = first
    while (end is None or file.tell() < end) and (content := file.readline(longest + 1)):
        if len(content) > longest:
            while content and not content.endswith(b"\n"):
                content = file.readline(_BLOCK)
            yield number, None
        elif content.strip():
            yield number, content
        number += 1
