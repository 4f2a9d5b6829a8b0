"""Documents of older programs (DOC, WPS, RTF, XLS, ET), converted by LibreOffice to what the other readers read."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds._packages import refuse_encrypted

if TYPE_CHECKING:
    from olefile import OleFileIO

READER = "libreoffice/1"
"""Name and revision of this way of reading, kept with what it read beside the name of the reader that follows."""

Target = Literal["docx", "xlsx"]
OleKind = Literal["doc", "xls", "encrypted"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of Office 97-2003 begin, and encrypted ones of later versions."""

_RTF = b"{\\rtf"

_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_WORKBOOKS = ("Workbook", "Book")
_ENCRYPTED_TEXT = 0x0100
"""The flag of an encrypted text in the head of a Word document."""
_FILE_PASSWORD = 0x002F
"""The record that follows the first one in an encrypted workbook."""

_INSTALLED_AT = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)

_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macros, no links updated, nothing fetched: where it still tries to, it finds a proxy that is not there."""


def ole_kind(data: bytes) -> OleKind | None:
    """What a file of Office 97-2003 holds; None if it is no such file, or of another program.

    Raises `MissingExtra` without olefile, which tells the document's own streams from those of objects in it.

    >>> ole_kind(b"%PDF-1.7") is None
    True
    """
    if not data.startswith(OLE):
        return None
    try:
        import olefile
    except ImportError:
        raise MissingExtra(package="olefile", extra=_extra_for(data)) from None
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _kind(file)
    except Exception:  # olefile raises many kinds of errors on broken files
        return None


def _extra_for(data: bytes) -> str:
    """The extra for what a file seems to hold by the names of its streams, which only olefile reads for certain."""
    text, *books = (name.encode("utf-16-le") in data for name in ("WordDocument", *_WORKBOOKS))
    return "xlsx" if any(books) and not text else "docx"


def converted(data: bytes, suffix: str, to: Target, budget: Budget) -> bytes:
    """The document as DOCX or XLSX. `suffix` says what it is, such as ``doc``; its content has the last word.

    Raises `UnreadableDocument` if LibreOffice is not installed, cannot read it, or takes too long, and if the
    document is encrypted.
    """
    if not data.startswith((OLE, _RTF)):
        _refuse(suffix, to, budget)
    kind = ole_kind(data)
    if kind == "encrypted":
        refuse_encrypted(budget)
    program = _program()
    if program is None:
        raise UnreadableDocument(
            budget.name,
            f"LibreOffice is needed to read {_shown(suffix)} files and is not installed",
            f"读取 {_shown(suffix)} 文件需要 LibreOffice，但未安装",
            f"install LibreOffice, or save the report as {to.upper()} and give that",
            f"请安装 LibreOffice，或者将报告另存为 {to.upper()} 后再提供",
        )
    with tempfile.TemporaryDirectory(prefix="govdisclosure-", ignore_cleanup_errors=True) as folder:
        # The name is not the user's, and a WPS document passes for what it is: the format of Word under another name.
        source = Path(folder, "in", f"report.{kind}" if kind else f"report{_plain(suffix)}")
        source.parent.mkdir()
        source.write_bytes(data)
        result = Path(folder, "out", f"report.{to}")
        _convert(program, source, result, to, budget)
        if not result.is_file():
            _refuse(suffix, to, budget)
        budget.unpacked(result.stat().st_size)
        return result.read_bytes()


def _program() -> str | None:
    """Where LibreOffice is installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _INSTALLED_AT if Path(path).is_file()), None)


def _convert(program: str, source: Path, result: Path, to: Target, budget: Budget) -> None:
    """Run LibreOffice once, as a user of its own whose settings last as long as the run."""
    folder = source.parent.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        _FILTERS[to],
        "--outdir",
        str(result.parent),
        str(source),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
        start_new_session=True,
    )
    try:
        process.wait(budget.seconds_left)
    except subprocess.TimeoutExpired:
        budget.refuse(
            f"takes more than {budget.limits.seconds:g} s to convert", f"转换超过 {budget.limits.seconds:g} 秒"
        )
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that still runs, and all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """What LibreOffice needs of the environment; nothing that is the user's."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    no_proxy = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    return (
        kept | no_proxy | {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
    )


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items {names}>{items}</oor:items>'


def _kind(file: "OleFileIO[str]") -> OleKind | None:
    if file.exists("EncryptedPackage"):
        return "encrypted"
    if file.exists("WordDocument"):
        head = file.openstream("WordDocument").read(12)
        return "encrypted" if _word(head, 10) & _ENCRYPTED_TEXT else "doc"
    for name in _WORKBOOKS:
        if file.exists(name):
            return "encrypted" if _is_encrypted_workbook(file.openstream(name).read(64)) else "xls"
    return None


def _is_encrypted_workbook(head: bytes) -> bool:
    if len(head) < 4:
        return False
    second = 4 + _word(head, 2)
    return len(head) >= second + 2 and _word(head, second) == _FILE_PASSWORD


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _plain(suffix: str) -> str:
    """A suffix that is safe in a file name."""
    plain = "".join(char for char in suffix.lower().lstrip(".") if char.isascii() and char.isalnum())
    return f".{plain[:8]}" if plain else ""


def _shown(suffix: str) -> str:
    return suffix.lstrip(".").upper()


def _refuse(suffix: str, to: Target, budget: Budget) -> NoReturn:
    raise UnreadableDocument(
        budget.name,
        f"LibreOffice cannot read this {_shown(suffix)} file",
        f"LibreOffice 无法读取这个 {_shown(suffix)} 文件",
        f"open it in Word, Excel or WPS, save it as {to.upper()} and give that",
        f"请用 Word、Excel 或 WPS 打开后另存为 {to.upper()}，再提供",
    )
