"""Packages of Office Open XML (DOCX, XLSX): ZIP files of parts, opened only if all of it is in bounds."""

import copy
import io
import zipfile
from typing import Literal, NoReturn

from govdisclosure.errors import UnreadableDocument
from govdisclosure.readers._limits import Budget

PARTS = 10_000
"""More parts are refused; a report has a few dozen."""

_CHUNK = 2**20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""An encrypted package is wrapped in a file of Office 97-2003, in which it has this name."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What the standard of such packages allows; the others unpack without bound in one step."""


def open_package(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """A package, every part of which is as large as it says, whole, and free of document types and entities.

    Raises `UnreadableDocument` for anything else: a broken or encrypted ZIP file, too many or too large parts.

    >>> import io, zipfile
    >>> from govdisclosure.readers._limits import Budget
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     archive.writestr("word/document.xml", "<document/>")
    >>> with open_package(file.getvalue(), Budget("a.docx")) as package:
    ...     package.read("word/document.xml")
    b'<document/>'
    """
    package = _directory(data, budget)
    try:
        _check(package, budget)
    except BaseException:
        package.close()
        raise
    return package


def _directory(data: bytes, budget: Budget) -> zipfile.ZipFile:
    """A package of which nothing has been looked at but the names of its parts."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        refuse_encrypted(budget)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises half a dozen kinds of errors on broken directories
        broken_package(budget, str(error))


def package_kind(data: bytes, budget: Budget) -> Literal["docx", "xlsx"] | None:
    """What a package holds, by the folder its parts stand in; None if it is neither.

    Raises `UnreadableDocument` if it is no package, or encrypted.
    """
    with _directory(data, budget) as package:
        folders = {part_name(info.filename).partition("/")[0] for info in package.infolist()}
    return "docx" if "word" in folders else "xlsx" if "xl" in folders else None


def part_name(name: str) -> str:
    """The name by which parts are compared: they ignore case, and careless programs write backslashes.

    >>> part_name("Word\\\\Document.xml")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/").casefold()


def broken_package(budget: Budget, detail: str, detail_zh: str | None = None) -> NoReturn:
    """The file is damaged: an error that says where."""
    raise UnreadableDocument(
        budget.name,
        f"the file is damaged ({detail})",
        f"文件已损坏（{detail_zh or detail}）",
        "open it in Word, Excel or WPS, save it again, and give the new file",
        "请用 Word、Excel 或 WPS 打开后另存，再提供新文件",
    )


def _check(package: zipfile.ZipFile, budget: Budget) -> None:
    parts = package.infolist()
    if len(parts) > PARTS:
        budget.refuse(f"more than {PARTS} parts in the package", f"文件包内超过 {PARTS} 个部件")
    budget.unpacked(sum(part.file_size for part in parts))
    names: set[str] = set()
    for part in parts:
        if part.flag_bits & 0x1:
            refuse_encrypted(budget)
        if part_name(part.filename) in names:
            broken_package(budget, f"{part.filename} twice", f"{part.filename} 重复")
        names.add(part_name(part.filename))
        _check_part(package, part, budget)


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, budget: Budget) -> None:
    """Unpack a part once, to see that it has no byte more than it says and no document type."""
    if part.compress_type not in _METHODS:
        broken_package(
            budget, f"{part.filename}: compression method {part.compress_type}", f"{part.filename} 压缩方式不符"
        )
    one_more = copy.copy(part)
    one_more.file_size += 1
    size, start, tail = 0, b"", b""
    try:
        with package.open(one_more) as file:
            while size <= part.file_size and (chunk := file.read(_CHUNK)):
                budget.time()
                start = start or chunk[:16]
                if _is_xml(start):
                    _refuse_document_type(part, tail + chunk, budget)
                size += len(chunk)
                tail = chunk[-32:]
    except UnreadableDocument:
        raise
    except Exception as error:  # zipfile and zlib raise half a dozen kinds of errors on broken data
        broken_package(budget, f"{part.filename}: {error}")
    if size != part.file_size:
        broken_package(budget, f"{part.filename}: another size than stated", f"{part.filename} 大小与所述不符")


def _is_xml(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _refuse_document_type(part: zipfile.ZipInfo, chunk: bytes, budget: Budget) -> None:
    """A document type can make a small file unpack into a huge one or fetch others; the standard forbids it."""
    text = chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        broken_package(budget, f"{part.filename} has a document type", f"{part.filename} 含有文档类型定义")


def refuse_encrypted(budget: Budget) -> NoReturn:
    """The file has a password."""
    raise UnreadableDocument(
        budget.name,
        "the file is encrypted",
        "文件已加密",
        "remove the password and save it again",
        "请取消密码后重新保存",
    )
