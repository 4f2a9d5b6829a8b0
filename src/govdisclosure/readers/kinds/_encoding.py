"""Bytes to text: by mark, by declaration, or by what makes sense. What was lost stays lost and is said."""

import codecs
import re

from govdisclosure.checks._rule import Finding
from govdisclosure.checks.reading import note
from govdisclosure.errors import UnreadableDocument
from govdisclosure.place import Place
from govdisclosure.wording._characters import simplified

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_THEME = "信息公开"
_MANGLINGS = (("gb18030", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030"))
"""In what encoding a text was read, and what it really was."""
_GLYPHS = re.compile(r"\(cid:\d+\)|\ufffd")
_DECLARABLE = {
    "utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}
"""Declarations that are heeded, and what pages that make them really use, as browsers know. Others are of no use for
Chinese text, or no encodings of text at all."""


def decoded(name: str, data: bytes, declared: str | None = None) -> tuple[str, tuple[Finding, ...]]:
    """The text of a document, and notes where its encoding had to be found out or characters have no meaning.

    A byte order mark decides; then `declared`, if the bytes are so; then UTF-8, GB 18030 and what they look like.
    Raises `UnreadableDocument` if the encoding cannot be told.
    """
    text, encoding = _decode(name, data, declared)
    return text, (
        *(() if encoding is None else (note("GD608", "decoded", place=Place(line=1), encoding=encoding),)),
        *glyphs(text),
    )


def glyphs(text: str) -> tuple[Finding, ...]:
    """A note if some characters of a text have no meaning."""
    count = len(_GLYPHS.findall(text))
    return (note("GD608", "glyphs", place=Place(line=1), count=count),) if count else ()


def _decode(name: str, data: bytes, declared: str | None) -> tuple[str, str | None]:
    """The text, and the encoding if it had to be found out."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError:
                break
    for encoding in dict.fromkeys((_codec(declared), "utf-8")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _unmangled(text) or (text, None if _codec(declared or "utf-8") == encoding else encoding.upper())
    return _damaged(data, _codec(declared)) or _guessed(name, data)


def _damaged(data: bytes, declared: str) -> tuple[str, str | None] | None:
    """Text that speaks of disclosure although a few of its bytes are no characters, as where it was cut off."""
    texts = {encoding: data.decode(encoding, errors="replace") for encoding in (declared, "utf-8", "gb18030")}
    read = {encoding: text for encoding, text in texts.items() if _THEME in simplified(text)}
    if not read:
        return None
    encoding = min(read, key=lambda encoding: read[encoding].count("\ufffd"))
    return read[encoding], None if encoding == declared else encoding.upper()


def _codec(declared: str | None) -> str:
    """Python's name of a declared encoding; UTF-8 if there is none, or no such one."""
    try:
        known = codecs.lookup((declared or "utf-8").strip()).name
    except (LookupError, ValueError):
        return "utf-8"
    return _DECLARABLE.get(known, "utf-8")


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
