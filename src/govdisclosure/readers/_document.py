"""Bytes to text: what kind of document it is, how large, in what encoding. Every input is taken as hostile."""

import re
from pathlib import Path
from typing import BinaryIO

import attrs

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers.labels import simplified

MAX_BYTES = 8 * 2**20
"""The largest document that is read; a report of a province has less than 1 MB."""

_KINDS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP (DOCX, XLSX, WPS)"),
    (b"\xd0\xcf\x11\xe0", "Word 97-2003 (DOC, WPS)"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THEME = "信息公开"
_MANGLINGS = (("gb18030", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"))
"""In what encoding a text was read, and what it really was."""
_GLYPHS = re.compile(r"\(cid:\d+\)|\ufffd")

Input = Path | str | bytes | BinaryIO


@attrs.frozen
class Document:
    """A document as text, with its name, its bytes, and what was noted on the way."""

    name: str
    data: bytes
    text: str
    notes: tuple[Finding, ...]


def open_document(source: Input) -> Document:
    """Read a path, bytes or an open file as text.

    Raises `UnreadableDocument` if it is not there, too large, or not text.
    """
    name, data = read_bytes(source)
    kind = _kind_of(data)
    if kind is not None:
        raise UnreadableDocument(
            name,
            f"this is {kind}, which cannot be read",
            f"这是 {kind} 文件，不能读取",
            "save the report as text (UTF-8) and read that",
            "请将报告另存为纯文本（UTF-8）后再读取",
        )
    text, notes = _decoded(name, data)
    return Document(name, data, text, notes)


def read_bytes(source: Input) -> tuple[str, bytes]:
    """Name and content of an input. Raises `UnreadableDocument` if it is not there, empty or too large."""
    if isinstance(source, bytes):
        return _bounded("<bytes>", source)
    if isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as file:
                return _bounded(str(source), file.read(MAX_BYTES + 1))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UnreadableDocument(
                str(source), f"cannot be opened ({reason})", f"无法打开（{reason}）", "check the path", "请检查路径"
            ) from None
    data = source.read(MAX_BYTES + 1)
    return _bounded(str(getattr(source, "name", "<stream>")), data)


def _bounded(name: str, data: bytes) -> tuple[str, bytes]:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise UnreadableDocument(
            name,
            f"larger than {limit} MB",
            f"超过 {limit} MB",
            "give the report alone, without what surrounds it",
            "请只提供报告本身",
        )
    if not data.strip():
        raise UnreadableDocument(name, "the file is empty", "文件是空的")
    return name, data


def _kind_of(data: bytes) -> str | None:
    """What the document is if it is not plain text."""
    for magic, kind in _KINDS:
        if data.startswith(magic):
            return kind
    if _HTML.match(data[:4096]):
        return "HTML"
    if not data.startswith(tuple(bom for bom, _ in _BOMS)) and b"\x00" in data[:4096]:
        return "binary"
    return None


def _decoded(name: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    text, encoding = _decode(name, data)
    notes = []
    if encoding is not None:
        notes.append(note("GD608", "decoded", line=1, encoding=encoding))
    glyphs = len(_GLYPHS.findall(text))
    if glyphs:
        notes.append(note("GD608", "glyphs", line=1, count=glyphs))
    return text, tuple(notes)


def _decode(name: str, data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding if it had to be found out."""
    for bom, declared in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(declared), None
            except UnicodeDecodeError:
                break
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(name, data)
    return _unmangled(text) or (text, None)


def _guessed(name: str, data: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: GB 18030 if it then speaks of disclosure, else what its bytes look like."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if _THEME in text:
        return text, "GB18030"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise UnreadableDocument(
            name, "the encoding of the text is unknown", "文字编码无法识别", "save it as UTF-8", "请另存为 UTF-8"
        )
    return data.decode(best.encoding, errors="replace"), best.encoding.upper()


def _unmangled(text: str) -> tuple[str, str] | None:
    """The text before it was decoded wrongly, if undoing that makes it speak of disclosure; what was lost is lost."""
    if _THEME in simplified(text):
        return None
    for wrong, right in _MANGLINGS:
        restored = text.encode(wrong, errors="replace").decode(right, errors="replace")
        if _THEME in restored:
            return restored, f"{right.upper()}, decoded as {wrong.upper()}"
    return None
