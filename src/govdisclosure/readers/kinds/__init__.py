"""What kind of document some bytes are, told by what is in them and never by a file's name."""

import re
from collections.abc import Callable, Mapping
from typing import Literal

import attrs

from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._content import Content
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._encoding import BOMS

Kind = Literal["text", "markdown", "html", "docx", "pdf", "xlsx", "doc", "xls", "rtf"]
"""The kinds of documents that can be read; WPS files are ``doc``, ``docx``, ``xls`` or ``xlsx`` inside."""

_SNIFFED = 4096
_FOREIGN = (
    (b"\x89PNG", "PNG", "image"),
    (b"\xff\xd8\xff", "JPEG", "image"),
    (b"GIF8", "GIF", "image"),
    (b"II*\x00", "TIFF", "image"),
    (b"MM\x00*", "TIFF", "image"),
    (b"\x1f\x8b", "gzip", "archive"),
    (b"Rar!", "RAR", "archive"),
    (b"7z\xbc\xaf", "7z", "archive"),
)
_ADVICE = {
    "image": ("recognise its text first (OCR)", "请先用文字识别（OCR）软件处理"),
    "archive": ("unpack it first", "请先解压"),
    "": ("save the report as DOCX, PDF or text and read that", "请将报告另存为 DOCX、PDF 或纯文本后再读取"),
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKED_UP = re.compile(rb"<(?:html|body|table)\b", re.IGNORECASE)


@attrs.frozen
class Reader:
    """How documents of a kind are read: what it is called, and what makes their content of bytes."""

    name: str
    content: Callable[[bytes, Budget], Content]


def kind_of(data: bytes, budget: Budget) -> Kind:
    """The kind of a document. Raises `UnreadableDocument` for kinds that cannot be read."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_package(data, budget)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_ole(budget.name, data)
    for magic, foreign, sort in _FOREIGN:
        if data.startswith(magic):
            raise _unreadable(budget.name, foreign, sort)
    return _kind_of_text(budget.name, data)


def _kind_of_text(name: str, data: bytes) -> Kind:
    from govdisclosure.readers.kinds._encoding import decoded
    from govdisclosure.readers.kinds.markdown import looks_like

    beginning = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf")
    marked = data.startswith(tuple(bom for bom, _ in BOMS))
    if marked and data.startswith((b"\xff\xfe", b"\xfe\xff")):
        beginning = beginning.replace(b"\x00", b"")[2:]
    elif b"\x00" in beginning:
        raise _unreadable(name, "binary", "")
    if _HTML.match(beginning):
        return "html"
    if looks_like(decoded(name, data)[0]):
        return "markdown"
    return "html" if _MARKED_UP.search(beginning) else "text"


def _kind_of_package(data: bytes, budget: Budget) -> Kind:
    """DOCX and XLSX are ZIP files; their parts tell which."""
    from govdisclosure.readers.kinds._packages import package_kind

    kind = package_kind(data, budget)
    if kind is None:
        raise _unreadable(budget.name, "ZIP", "archive")
    return kind


def _kind_of_ole(name: str, data: bytes) -> Kind:
    from govdisclosure.readers.kinds._office import ole_kind

    kind = ole_kind(data)
    if kind == "encrypted":
        raise UnreadableDocument(
            name,
            "it is protected by a password",
            "文件设有密码",
            "remove the password and save it again",
            "请取消密码后另存",
        )
    if kind is None:
        raise _unreadable(name, "OLE", "")
    return kind


def _unreadable(name: str, kind: str, sort: str) -> UnreadableDocument:
    return UnreadableDocument(
        name, f"this is {kind}, which cannot be read", f"这是 {kind} 文件，不能读取", *_ADVICE[sort]
    )


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind; what it needs is imported only now."""
    return _READERS[kind]()


def _text() -> Reader:
    from govdisclosure.readers.kinds import text

    return Reader(text.READER, text.content)


def _markdown() -> Reader:
    from govdisclosure.readers.kinds import markdown

    return Reader(markdown.READER, markdown.content)


def _html() -> Reader:
    from govdisclosure.readers.kinds import html

    return Reader(html.READER, html.content)


def _docx() -> Reader:
    from govdisclosure.readers.kinds import docx

    return Reader(docx.READER, docx.content)


def _pdf() -> Reader:
    from govdisclosure.readers.kinds import pdf

    return Reader(pdf.READER, pdf.content)


def _xlsx() -> Reader:
    from govdisclosure.readers.kinds import xlsx

    return Reader(xlsx.READER, xlsx.content)


def _through_office(suffix: Literal["doc", "xls", "rtf"]) -> Callable[[], Reader]:
    """Older kinds are converted by LibreOffice first."""

    def make() -> Reader:
        from govdisclosure.readers.kinds import _office

        to: Literal["docx", "xlsx"] = "xlsx" if suffix == "xls" else "docx"
        inner = _READERS[to]()

        def content(data: bytes, budget: Budget) -> Content:
            return inner.content(_office.converted(data, suffix, to, budget), budget)

        return Reader(f"{_office.READER}+{inner.name}", content)

    return make


_READERS: Mapping[Kind, Callable[[], Reader]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "doc": _through_office("doc"),
    "xls": _through_office("xls"),
    "rtf": _through_office("rtf"),
}
