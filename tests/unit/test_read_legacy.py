"""Reading what older programs wrote, through LibreOffice."""

import hashlib
import http.server
import io
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument

import govdisclosure
from govdisclosure import FORMATS
from govdisclosure.errors import MissingExtra, UnreadableDocument
from govdisclosure.grid import GridCell, blank, expand
from govdisclosure.readers._content import Content, DrawnTable, Text
from govdisclosure.readers._limits import Budget, Limits
from govdisclosure.readers.kinds import _office
from govdisclosure.readers.kinds._office import converted, ole_kind
from govdisclosure.readers.kinds.docx import content

FORMS = [blank(fmt, key) for fmt in FORMATS.values() for key in fmt.tables]


def text_of(cell: GridCell, figures: dict[str, str]) -> str:
    """A label, or a figure of its own for each cell."""
    return cell.text if cell.path is None else figures.setdefault(cell.path, str(101 + len(figures)))


def made() -> WordDocument:
    """All official tables, and paragraphs that Word numbers."""
    document = docx.Document()
    for form in FORMS:
        document.add_paragraph(form.label.zh, style="List Number")
        rectangle, figures = expand(form), dict[str, str]()
        table = document.add_table(len(rectangle), len(rectangle[0]))
        done: set[int] = set()
        for y, line in enumerate(rectangle):
            for x, cell in enumerate(line):
                if id(cell) not in done:
                    done.add(id(cell))
                    last = table.cell(y + cell.rowspan - 1, x + cell.colspan - 1)
                    table.cell(y, x).merge(last).text = text_of(cell, figures)
    document.add_paragraph("完")
    return document


def expected() -> list[list[list[tuple[str, int, int]]]]:
    drawn = []
    for form in FORMS:
        figures: dict[str, str] = {}
        drawn.append([[(text_of(cell, figures), cell.rowspan, cell.colspan) for cell in row] for row in form.rows])
    return drawn


def soffice(*arguments: str) -> None:
    program = shutil.which("soffice")
    assert program is not None, "these tests need LibreOffice"
    subprocess.run([program, "--headless", "--norestore", *arguments], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """By suffix, one document as older programs save it."""
    folder = tmp_path_factory.mktemp("legacy")
    made().save(str(folder / "a.docx"))
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = 12
    book.save(folder / "b.xlsx")
    for source, target in (("a.docx", "doc"), ("a.docx", "rtf"), ("b.xlsx", "xls")):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        soffice(profile, "--convert-to", target, "--outdir", str(folder), str(folder / source))
    names = {".doc": "a.doc", ".rtf": "a.rtf", ".xls": "b.xls", ".docx": "a.docx"}
    return {suffix: (folder / name).read_bytes() for suffix, name in names.items()}


def read(data: bytes, suffix: str) -> Content:
    return content(converted(data, suffix, "docx", Budget("a" + suffix)), Budget("a" + suffix))


@pytest.mark.parametrize(
    ("saved_as", "suffix"), [(".doc", ".doc"), (".doc", ".wps"), (".rtf", ".rtf"), (".rtf", ".doc")]
)
def test_every_cell_and_number_is_where_it_was(saved: dict[str, bytes], saved_as: str, suffix: str) -> None:
    items = read(saved[saved_as], suffix).items
    tables = [item for item in items if isinstance(item, DrawnTable)]
    drawn = [[[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in table.rows] for table in tables]
    texts = [item.raw for item in items if isinstance(item, Text)]
    assert drawn == expected()
    assert texts == [*(f"{n}. {form.label.zh}" for n, form in enumerate(FORMS, 1)), "完"]


def test_the_source_is_the_original_file_and_names_both_readers(saved: dict[str, bytes]) -> None:
    for suffix in (".doc", ".rtf"):
        source = govdisclosure.read_all(saved[suffix])[0].source
        assert (source.kind, source.reader) == (suffix[1:], "libreoffice/1+docx/1")
        assert source.sha256 == hashlib.sha256(saved[suffix]).hexdigest()


def test_workbooks_become_xlsx(saved: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(converted(saved[".xls"], ".et", "xlsx", Budget("a.et"))))
    assert book.worksheets[0]["B2"].value == 12


def test_files_of_older_programs_are_told_by_what_they_hold(saved: dict[str, bytes]) -> None:
    assert {suffix: ole_kind(data) for suffix, data in saved.items()} == {
        ".doc": "doc",
        ".rtf": None,
        ".xls": "xls",
        ".docx": None,
    }
    assert ole_kind(_office.OLE + bytes(2000)) is None


def encrypted_document(data: bytes) -> bytes:
    """The same with the flag set that says its text is encrypted; that head begins with EC A5."""
    start = data.index(b"\xec\xa5", 512)
    return data[: start + 11] + bytes([data[start + 11] | 1]) + data[start + 12 :]


def encrypted_workbook(data: bytes) -> bytes:
    """The same with a record for the password behind the first one of the workbook, in place of what stood there."""
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00", 512)
    second = start + 4 + 16
    return data[:second] + b"\x2f\x00" + data[second + 2 :]


@pytest.mark.parametrize(("suffix", "locked"), [(".doc", encrypted_document), (".xls", encrypted_workbook)])
def test_a_password_is_named(saved: dict[str, bytes], suffix: str, locked: Callable[[bytes], bytes]) -> None:
    data = locked(saved[suffix])
    assert ole_kind(data) == "encrypted"
    with pytest.raises(UnreadableDocument) as caught:
        converted(data, suffix, "docx", Budget("a" + suffix))
    assert "remove the password" in caught.value.text("en")
    assert "密码" in caught.value.text("zh")


def test_without_libreoffice_the_error_says_what_to_do(
    saved: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_office, "_program", lambda: None)
    with pytest.raises(UnreadableDocument) as caught:
        converted(saved[".doc"], ".doc", "docx", Budget("a.doc"))
    assert "install LibreOffice, or save the report as DOCX" in caught.value.text("en")
    assert "请安装 LibreOffice，或者将报告另存为 DOCX" in caught.value.text("zh")


def test_without_olefile_the_extra_is_named(saved: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(MissingExtra, match=r"govdisclosure\[docx\]"):
        ole_kind(saved[".doc"])


@pytest.mark.parametrize("data", [_office.OLE + bytes(5000), b"\x00\x01\x02" * 900])
def test_what_libreoffice_cannot_read_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read(data, ".doc")


def test_half_a_document_never_raises_another_error(saved: dict[str, bytes]) -> None:
    for half in (saved[".doc"][:9000], saved[".doc"][:-5000], saved[".rtf"][:3000]):
        try:
            read(half, ".doc")
        except UnreadableDocument:
            continue


def test_a_program_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, late = tmp_path / "slow", tmp_path / "late"
    slow.write_text(f"#!/bin/sh\n(sleep 2; touch {late}) &\nwait\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(_office, "_program", lambda: str(slow))
    started = time.monotonic()
    with pytest.raises(UnreadableDocument, match="takes more"):
        converted(b"{\\rtf1 }", ".rtf", "docx", Budget("a.rtf", Limits(seconds=0.5)))
    assert time.monotonic() - started < 2
    time.sleep(2)
    assert not late.exists()


def test_the_name_of_a_suffix_leads_nowhere(tmp_path: Path) -> None:
    items = read(b"{\\rtf1\\ansi 12\\par}", f".rtf/../../{tmp_path.name}/x").items
    assert [item.raw for item in items if isinstance(item, Text)] == ["12"]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what it was asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", paths
        server.shutdown()
        thread.join()


def test_nothing_is_fetched(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    page = tmp_path / "in" / "a.html"
    page.parent.mkdir()
    page.write_text(f'<html><body>12<img src="{address}a.png"></body></html>', encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'usual').as_uri()}"
    soffice(profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(page))
    assert paths, "with its usual settings LibreOffice fetches pictures"
    paths.clear()
    _office._convert(str(shutil.which("soffice")), page, tmp_path / "out" / "a.docx", "docx", Budget("a"))
    assert (tmp_path / "out" / "a.docx").is_file()
    fields = "".join(
        rf'{{\field{{\*\fldinst {code} "{address}b"}}{{\fldrslt 3}}}}' for code in ("INCLUDEPICTURE", "INCLUDETEXT")
    )
    assert len(read(rf"{{\rtf1\ansi 12 {fields}\par}}".encode(), ".rtf").items) == 1
    assert paths == []


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    included = rf'{{\rtf1\ansi 12 {{\field{{\*\fldinst INCLUDETEXT "{secret}"}}{{\fldrslt 3}}}}\par}}'.encode()
    assert "机密" not in "".join(item.raw for item in read(included, ".rtf").items if isinstance(item, Text))
