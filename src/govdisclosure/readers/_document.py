"""A document as bytes with a name, from wherever it comes."""

from pathlib import Path
from typing import BinaryIO

from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Limits

Input = Path | str | bytes | BinaryIO
"""What can be read: a file by its path, bytes, or an open binary file."""


def read_bytes(source: Input, limits: Limits | None = None) -> tuple[str, bytes]:
    """Name and content of an input. Raises `UnreadableDocument` if it is not there, empty or too large."""
    limit = (limits or Limits()).bytes
    if isinstance(source, bytes):
        return _bounded("<bytes>", source, limit)
    if isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as file:
                return _bounded(str(source), file.read(limit + 1), limit)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableDocument(
                str(source), f"cannot be opened ({reason})", f"无法打开（{reason}）", "check the path", "请检查路径"
            ) from None
    data = source.read(limit + 1)
    return _bounded(str(getattr(source, "name", "<stream>")), data, limit)


def _bounded(name: str, data: bytes, limit: int) -> tuple[str, bytes]:
    if len(data) > limit:
        shown = limit / 2**20
        raise UnreadableDocument(
            name,
            f"larger than {shown:g} MB",
            f"超过 {shown:g} MB",
            "give the report alone, without what surrounds it",
            "请只提供报告本身",
        )
    if not data.strip():
        raise UnreadableDocument(name, "the file is empty", "文件是空的")
    return name, data
