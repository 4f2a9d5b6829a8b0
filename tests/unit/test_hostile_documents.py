"""Hostile documents of every kind, through the command line, each in a process with little time and memory.

They end with one clear line that names the file, or with a record; never with a traceback, and never late.
"""

import io
import os
import re
import resource
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import attrs
import pytest

from govdisclosure import (
    FORMATS,
    Organ,
    Report,
    Section,
    UnreadableDocument,
    from_dict,
    read,
    render,
    write,
)
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import skeleton
from govdisclosure.readers import Limits
from govdisclosure.writers import KINDS, Kind

SECONDS, MEGABYTES = 30, 1000
MANY = 100_000
HUGE = 10**9
TITLE = "云溪县档案馆2023年政府信息公开工作年度报告"
READ_KINDS: tuple[Kind, ...] = ("text", "markdown", "html", "docx", "xlsx", "pdf")
RECORD = "a record"
"""The outcome of what is odd but no reason to refuse."""
EITHER = "a record or one line"
"""The outcome of what need not be read well, only safely."""


def limited() -> None:
    """Stop a process that takes more time or memory than it may."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, preexec_fn=limited, timeout=240, check=False
    )


def checked(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "govdisclosure", "--lang", "en", "check", *options, str(path))


# --- documents to spoil ------------------------------------------------------------------------------------------


@cache
def sample() -> Report:
    fmt = FORMATS["2021"]
    sevens = nested({cell.path: 7 for cell in fmt.cells})
    figures = from_dict({"format": fmt.name, "year": 2023, "organ": {}, **sevens}, draft=True)
    first, *others = skeleton(fmt.headings)
    opening = Section(number=first.number, heading=first.heading, paragraphs=("工作平稳。",))
    return attrs.evolve(figures, organ=Organ(name="云溪县档案馆"), title=TITLE, sections=(opening, *others))


def packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def unpacked(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def word(body: str = "", *, before: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Our own Word file with markup at the end of its body, before its root, or with other parts."""
    made = unpacked(render(sample(), "docx"))
    document = made["word/document.xml"].decode()
    cut = document.rindex("<w:sectPr") if "<w:sectPr" in document else document.rindex("</w:body>")
    document = document[:cut] + body + document[cut:]
    at = document.index("<w:document")
    return packed({**made, "word/document.xml": (document[:at] + before + document[at:]).encode(), **(parts or {})})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook(
    change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml", more: Mapping[str, bytes] | None = None
) -> bytes:
    """Our own workbook with one part changed, and others added."""
    made = unpacked(render(sample(), "xlsx"))
    return packed({**made, part: change(made[part].decode()).encode(), **(more or {})})


def in_rows(row: str) -> Callable[[str], str]:
    return lambda sheet: sheet.replace("</sheetData>", row + "</sheetData>")


FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts"
    " [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>"
)


def shown(*lines: str) -> str:
    """Drawing instructions for lines of text."""
    return " ".join(
        f"BT /F1 10 Tf 60 {780 - 16 * n} Td <{line.encode('utf-16-be').hex()}> Tj ET" for n, line in enumerate(lines)
    )


PROSE = shown(TITLE, "一、总体情况", "工作平稳。")


def pdf(
    contents: str | bytes = PROSE,
    *,
    box: str = "0 0 595 842",
    kids: str = "4 0 R",
    count: int = 1,
    page: str = "",
    trailer: str = "",
    objects: Mapping[int, str | bytes] | None = None,
) -> bytes:
    """A PDF of one page: catalog 1, pages 2, font 3, page 4, its content 5."""
    stream = contents.encode() if isinstance(contents, str) else contents
    numbered: dict[int, str | bytes] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        3: FONT,
        4: f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 5 0 R {page}"
        " /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>",
        5: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        **(objects or {}),
    }
    data = b"%PDF-1.7\n"
    places = {}
    for number, value in numbered.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, value.encode() if isinstance(value, str) else value)
    last = max(places)
    rows = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(last + 1)
    )
    end = f"trailer\n<< /Size {last + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + b"xref\n0 %d\n%s" % (last + 1, rows) + end.replace("HERE", str(len(data))).encode()


def form(contents: str, draws: int) -> bytes:
    """A drawing that may be used in others."""
    head = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {draws} 0 R >> >>"
    return f"{head} /Length {len(contents)} >>\nstream\n{contents}\nendstream".encode()


def compound(*names: str) -> bytes:
    """A file of Office 97-2003 with empty streams of these names."""
    entries = [("Root Entry", 5, 1), *((name, 2, 0xFFFFFFFF) for name in names)]
    directory = b""
    for n, (name, sort, child) in enumerate(entries):
        text = name.encode("utf-16-le")
        right = n + 1 if 0 < n < len(entries) - 1 else 0xFFFFFFFF
        directory += text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, sort, 1, 0xFFFFFFFF, right, child)
        directory += b"\0" * 36 + struct.pack("<IQ", 0xFFFFFFFE, 0)
    directory = directory.ljust(512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return head.ljust(512, b"\xff") + table + directory


def lying(document: bytes, part: str) -> bytes:
    """A package that says of a part that it unpacks to ten bytes."""
    data = bytearray(document)
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        info = package.getinfo(part)
    size = struct.pack("<I", info.file_size)
    for mark, at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        start = data.index(mark)
        while data[start + name_at : start + name_at + len(part)] != part.encode():
            start = data.index(mark, start + 1)
        assert data[start + at : start + at + 4] == size
        data[start + at : start + at + 4] = struct.pack("<I", 10)
    return bytes(data)


def locked(document: bytes) -> bytes:
    """A package whose parts say that they have a password."""
    data = bytearray(document)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), document):
            data[match.start() + at] |= 1
    return bytes(data)


LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
TO_A_FILE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
TO_A_HOST = '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
PAGE = f"<!DOCTYPE html><html><body><h1>{TITLE}</h1><h2>一、总体情况</h2><p>工作平稳。</p>"
TEXT = f"# {TITLE}\n\n## 一、总体情况\n\n工作平稳。\n\n"
MB = 2**20

DOCUMENTS: Mapping[str, tuple[Callable[[], str | bytes], str]] = {
    # HTML
    "colspan.html": (lambda: f"{PAGE}<table><tr><td colspan={HUGE}>1</table>", RECORD),
    "rowspan.html": (lambda: f"{PAGE}<table><tr><td rowspan={HUGE}>1</table>", RECORD),
    "spans.html": (lambda: f"{PAGE}<table>{'<tr><td colspan=1000 rowspan=1000>1' * 200}</table>", "cells"),
    "tables.html": (lambda: PAGE + "<table><tr><td>" * MANY, "nested"),
    "divisions.html": (lambda: PAGE + "<div>" * MANY + "1", RECORD),
    "bold.html": (lambda: PAGE + "<b>" * MANY + "1", RECORD),
    "lists.html": (lambda: PAGE + "<ol><li>" * MANY + "1", RECORD),
    "cells.html": (lambda: PAGE + "<table>" + "<td>1" * (MANY + 1), "cells"),
    "large.html": (lambda: PAGE + "<p>" + "工作平稳。" * (30 * MB // 15), "characters"),
    "marks.html": (lambda: PAGE + "<p>9" * (30 * MB // 4), "more than"),
    "open.html": (lambda: PAGE + "<" * (30 * MB), "more than"),
    "attributes.html": (lambda: PAGE + "<p" + " a=1" * (2 * MB) + ">1", RECORD),
    "references.html": (lambda: PAGE + "&amp" * (2 * MB), "characters"),
    "comments.html": (lambda: PAGE + "<!--" * (7 * MB), "more than"),
    "laughs.html": (lambda: LAUGHS + PAGE + "&a9;", RECORD),
    "entity.html": (lambda: TO_A_FILE + PAGE + "<p>&x;", RECORD),
    "frames.html": (lambda: PAGE + "<iframe src='http://127.0.0.1:9/'></iframe>" * 1000, RECORD),
    "labels.html": (lambda: PAGE + f"<table>{'<tr><td>规章<td>行政规范性文件<td>3<td>4' * 8_000}</table>", RECORD),
    "misprints.html": (
        lambda: PAGE + "<table>" + "".join(f"<tr><td>规范性文伯第{n}号<td>总汁{n}<td>3" for n in range(8_000)),
        RECORD,
    ),
    "forms.html": (lambda: PAGE + "<table><tr><td>规章<td>3<tr><td>行政许可<td>4</table><p>平稳。" * 5_000, RECORD),
    "headings.html": (lambda: PAGE + "<p>一、主动公开政府信息情况<p>（一）概述<p>1.概述" * 5_000, RECORD),
    "dates.html": (lambda: PAGE + "<p>2023年1月1日<p>云溪县档案馆" * 8_000, RECORD),
    # Markdown and text
    "pipes.md": (lambda: TEXT + "|" * MANY, "more than"),
    "table.md": (lambda: TEXT + "|" * MANY + "\n" + "|-" * MANY + "|\n" + "|1" * MANY, "more than"),
    "rows.md": (lambda: TEXT + "| 1 | 2 |\n| - | - |\n" + "| 1 | 2 |\n" * 60_000, "cells"),
    "quotes.md": (lambda: TEXT + ">" * MANY + "1", "more than"),
    "bullets.md": (lambda: TEXT + "- " * MANY + "1", "more than"),
    "brackets.md": (lambda: TEXT + "[" * MANY, "more than"),
    "links.md": (lambda: TEXT + "[a](" * MANY, "more than"),
    "stars.md": (lambda: TEXT + "*a_" * MANY, "more than"),
    "ticks.md": (lambda: TEXT + "".join("`" * n + "a" for n in range(1, 600)), "more than"),
    "tables.md": (lambda: TEXT + "<table><tr><td>\n" * MANY, "more than"),
    "bars.txt": (lambda: f"{TITLE}\n一、总体情况\n" + "│" * MANY + "\n", RECORD),
    "drawn.txt": (lambda: f"{TITLE}\n一、总体情况\n" + "│1" * (2 * MANY) + "\n", "cells"),
    "brackets.txt": (lambda: f"{TITLE}\n一、总体情况\n" + "（" * MANY, RECORD),
    "numbers.txt": (lambda: f"{TITLE}\n一、总体情况\n" + "1." * MANY, RECORD),
    # DOCX
    "laughs.docx": (lambda: word(paragraph("&a9;"), before=LAUGHS), "document type"),
    "file.docx": (lambda: word(paragraph("&x;"), before=TO_A_FILE), "document type"),
    "host.docx": (lambda: word(paragraph("&x;"), before=TO_A_HOST), "document type"),
    "bomb.docx": (lambda: word(parts={"word/media/a.bin": b"\0" * (300 * MB)}), "unpacked"),
    "paragraphs.docx": (lambda: word("<w:p/>" * (60 * MB // 6)), "more than"),
    "nested.docx": (lambda: word(parts={"word/embeddings/a.docx": packed({"a": b"\0" * (200 * MB)})}), RECORD),
    "lying.docx": (lambda: lying(word(), "word/document.xml"), "damaged"),
    "tables.docx": (lambda: word("<w:tbl><w:tr><w:tc>" * MANY + "</w:tc></w:tr></w:tbl>" * MANY), "damaged"),
    "controls.docx": (lambda: word("<w:sdt><w:sdtContent>" * MANY + "</w:sdtContent></w:sdt>" * MANY), "damaged"),
    "span.docx": (
        lambda: word(
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{HUGE}"/></w:tcPr>{paragraph("1")}</w:tc></w:tr></w:tbl>'
        ),
        "spans",
    ),
    "locked.docx": (lambda: locked(word()), "encrypted"),
    "protected.docx": (lambda: compound("EncryptedPackage", "EncryptionInfo"), "password"),
    "empty.docx": (lambda: b"PK\x05\x06" + b"\0" * 18, "ZIP"),
    "bare.docx": (lambda: packed({"word/document.xml": b""}), "damaged"),
    # XLSX
    "dimension.xlsx": (
        lambda: workbook(lambda sheet: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', sheet)),
        RECORD,
    ),
    "far.xlsx": (
        lambda: workbook(in_rows('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>1</t></is></c></row>')),
        RECORD,
    ),
    "merged.xlsx": (
        lambda: workbook(
            lambda sheet: sheet.replace(
                "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        ),
        "cells",
    ),
    "rows.xlsx": (lambda: workbook(in_rows("<row><c><v>1</v></c></row>" * (3 * MANY))), "cells"),
    "laughs.xlsx": (lambda: workbook(lambda sheet: LAUGHS + sheet[sheet.index("<worksheet") :]), "document type"),
    "file.xlsx": (lambda: workbook(lambda sheet: TO_A_FILE + sheet[sheet.index("<worksheet") :]), "document type"),
    "bomb.xlsx": (lambda: workbook(str, more={"xl/media/a.bin": b"\0" * (300 * MB)}), "unpacked"),
    "lying.xlsx": (lambda: lying(workbook(str), "xl/workbook.xml"), "damaged"),
    "locked.xlsx": (lambda: locked(workbook(str)), "encrypted"),
    "protected.xlsx": (lambda: compound("EncryptedPackage", "EncryptionInfo"), "password"),
    "names.xlsx": (
        lambda: workbook(
            lambda book: re.sub(
                r'<sheet name="[^"]*"', """<sheet name="=cmd|'x'!A1+1&quot;&lt;b&gt;" """, book, count=1
            ),
            "xl/workbook.xml",
        ),
        RECORD,
    ),
    "service.xlsx": (
        lambda: workbook(in_rows('<row><c><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>7</v></c></row>')), RECORD
    ),
    "deep.xlsx": (lambda: workbook(in_rows("<row>" * MANY + "</row>" * MANY)), "nested"),
    "bare.xlsx": (lambda: packed({"xl/workbook.xml": b""}), "damaged"),
    # PDF
    "pages.pdf": (lambda: pdf(kids="4 0 R " * 10_000, count=10_000), "pages"),
    "many.pdf": (
        lambda: pdf(
            kids=" ".join(f"{n} 0 R" for n in range(10, 10_010)),
            count=10_000,
            objects=dict.fromkeys(range(10, 10_010), "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
        ),
        "more than 300 pages",
    ),
    "loop.pdf": (lambda: pdf(kids="2 0 R"), RECORD),
    "loops.pdf": (
        lambda: pdf(
            kids="4 0 R 6 0 R 7 0 R",
            objects={6: "<< /Type /Pages /Kids [7 0 R] >>", 7: "<< /Type /Pages /Kids [6 0 R 2 0 R] >>"},
        ),
        RECORD,
    ),
    "deep.pdf": (
        lambda: pdf(
            kids="10 0 R",
            objects={n: f"<< /Type /Pages /Parent {n - 1} 0 R /Kids [{n + 1} 0 R] >>" for n in range(10, 5000)},
        ),
        "damaged",
    ),
    "box.pdf": (lambda: pdf(box=f"0 0 {HUGE} {HUGE}"), EITHER),
    "no-box.pdf": (lambda: pdf(box="0 0 0 0"), EITHER),
    "size.pdf": (lambda: pdf(PROSE + " BT /F1 0 Tf 60 700 Td <4e004e8c4e09> Tj ET"), RECORD),
    "matrix.pdf": (lambda: pdf(PROSE + " BT /F1 9 Tf 0 0 0 0 60 700 Tm <4e004e8c> Tj 0 Tz <4e004e8c> Tj ET"), RECORD),
    "infinite.pdf": (lambda: pdf(PROSE + f" {'9' * 400} 0 0 1e5 0 {'9' * 400} cm 1 1 9 9 re S " + PROSE), RECORD),
    "odd-box.pdf": (lambda: pdf(box="5 0 R (a) null -1e99"), RECORD),
    "count.pdf": (lambda: pdf(count=HUGE), "damaged"),
    "states.pdf": (lambda: pdf("q " * (2 * MB) + PROSE), "more than"),
    "strokes.pdf": (lambda: pdf(PROSE + " 0 0 m 9 9 l S" * (2 * MANY)), "more than"),
    "arrays.pdf": (lambda: pdf(PROSE + "[" * (MB // 2)), RECORD),
    "form.pdf": (lambda: pdf(PROSE + " /X Do", objects={6: form("/X Do /X Do", 6)}), RECORD),
    "forms.pdf": (
        lambda: pdf(PROSE + " /X Do", objects={n: form("/X Do " * 10, n + 1) for n in range(6, 40)}), "more than"
    ),
    "bomb.pdf": (
        lambda: pdf(
            objects={
                5: b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                % (len(packed_zeros := zlib.compress(b" " * (300 * MB), 9)), packed_zeros)
            }
        ),
        "unpacked",
    ),
    "picture.pdf": (lambda: pdf(PROSE + " BI /W 99999 /H 99999 /BPC 8 /CS /G ID 1 EI"), RECORD),
    "previous.pdf": (lambda: pdf(trailer="/Prev HERE"), "damaged"),
    "encrypted.pdf": (
        lambda: pdf(
            trailer=f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'a5' * 32}> /U <{'5a' * 32}> >>"
        ),
        "encrypted",
    ),
    "action.pdf": (
        lambda: pdf(
            objects={1: "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI (http://127.0.0.1:9/) >> >>"}
        ),
        RECORD,
    ),
    # something else
    "nothing.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "word.pdf": (lambda: b"%PDF-1.7\n" + word(), "damaged"),
    "zip.zip": (lambda: packed({"report.txt": TEXT.encode()}), "unpack"),
    "mixed.docx": (lambda: b"PK\x03\x04" + render(sample(), "pdf")[9:], "damaged"),
    "other.doc": (lambda: compound("SomethingElse"), "OLE"),
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_gets_one_clear_line_or_a_record(name: str, tmp_path: Path) -> None:
    make, outcome = DOCUMENTS[name]
    made = make()
    path = tmp_path / name
    path.write_bytes(made.encode() if isinstance(made, str) else made)
    ended = checked(path)
    said = ended.stdout + ended.stderr
    assert "Traceback" not in said, said[-2000:]
    assert "root:" not in said
    if outcome is EITHER and ended.returncode == 2:
        outcome = name
    if outcome in (RECORD, EITHER):
        assert ended.returncode in (0, 1), said[-2000:]
        assert "2023" in ended.stdout
    else:
        assert ended.returncode == 2, (ended.returncode, said[-2000:])
        assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
        assert outcome in ended.stderr
        assert name in ended.stderr


# --- broken at random --------------------------------------------------------------------------------------------

BREAK = """
import random, sys, time
from govdisclosure import GovDisclosureError, read_all
from govdisclosure.readers import Limits

kind, path, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, "rb") as file:
    whole = file.read()
chance = random.Random(7)
for n in range(times):
    cut = whole[: 1 + n * (len(whole) - 1) // times]
    flipped = bytearray(whole)
    for _ in range(1 + n % 8):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    for data in (cut, bytes(flipped)):
        for told in (kind, None):
            try:
                for parsed in read_all(data, told, limits=Limits(seconds=10)):
                    assert parsed.report.format
            except GovDisclosureError as error:
                assert error.text("zh") and "<bytes>" in str(error), str(error)
"""


@pytest.mark.parametrize("kind", READ_KINDS)
def test_a_document_cut_anywhere_or_with_other_bytes_is_read_or_refused(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "whole"
    path.write_bytes(pdf() if kind == "pdf" else render(sample(), kind))
    ended = run("-c", BREAK, kind, str(path), "60" if kind == "pdf" else "40")
    assert ended.returncode == 0, ended.stderr[-2000:]


# --- limits ------------------------------------------------------------------------------------------------------

NESTED = "<table><tr><td>" * 3 + "1" + "</td></tr></table>" * 3
NESTED_IN_WORD = "<w:tbl><w:tr><w:tc>" * 3 + paragraph("1") + "</w:tc></w:tr></w:tbl><w:p/>" * 3
REFUSED = (
    *((kind, "bytes", 100, "larger than") for kind in READ_KINDS),
    *((kind, "lines", 3, "more than 3 lines") for kind in READ_KINDS),
    *((kind, "cells", 20, "more than 20 cells") for kind in READ_KINDS),
    *((kind, "characters", 10, "more than 10 characters") for kind in READ_KINDS),
    *((kind, "seconds", 0.0, "more than 0 s") for kind in READ_KINDS),
    ("pdf", "pages", 1, "more than 1 page"),
    *((kind, "unpacked", 1000, "when unpacked") for kind in ("docx", "xlsx", "pdf")),
    *((kind, "span", 2, "spans") for kind in ("html", "docx", "xlsx", "pdf")),
    *((kind, "nesting", 2, "more than 2 deep") for kind in ("markdown", "html", "docx")),
)


def with_nested_tables(kind: Kind) -> bytes:
    match kind:
        case "markdown":
            return (TEXT + NESTED).encode()
        case "html":
            return (PAGE + NESTED).encode()
        case _:
            return word(NESTED_IN_WORD)


@cache
def printed(kind: Kind) -> bytes:
    return render(sample(), kind)


@pytest.mark.parametrize(("kind", "name", "value", "reason"), REFUSED)
def test_every_limit_can_be_lowered_and_then_refuses(kind: Kind, name: str, value: float, reason: str) -> None:
    document = with_nested_tables(kind) if name == "nesting" else printed(kind)
    assert read(document, kind).report.year == 2023  # type: ignore[arg-type]  # all of these can be read
    limits = attrs.evolve(Limits(), **{name: value})  # type: ignore[arg-type]  # as the field has it
    with pytest.raises(UnreadableDocument, match=reason) as caught:
        read(document, kind, limits=limits)  # type: ignore[arg-type]
    assert caught.value.advice
    assert caught.value.text("zh")


def test_every_limit_is_tried() -> None:
    assert {name for _, name, _, _ in REFUSED} == {field.name for field in attrs.fields(Limits)}


def test_limits_are_set_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(printed("pdf"))
    refused = checked(path, "--limit", "pages=1")
    assert refused.returncode == 2
    assert "more than 1 page" in refused.stderr
    assert checked(path, "--limit", "pages=9", "--limit", "cells=9999").returncode in (0, 1)
    for wrong in ("pages", "pages=", "pages=x", "page=1", "=1", "pages=1.5"):
        ended = checked(path, "--limit", wrong)
        assert ended.returncode == 2
        assert wrong in ended.stderr
        assert "Traceback" not in ended.stderr


# --- no network --------------------------------------------------------------------------------------------------

REMOTE = "http://127.0.0.1:9/x"
ABROAD: Mapping[str, Callable[[], bytes]] = {
    "html": (
        f"<!DOCTYPE html SYSTEM '{REMOTE}'><html><head><base href='{REMOTE}'><link rel=stylesheet href='{REMOTE}'>"
        f"<script src='{REMOTE}'></script><style>@import url({REMOTE})</style></head>"
        f"<body>{PAGE}<img src='{REMOTE}'><iframe src='{REMOTE}'></iframe><object data='{REMOTE}'></object>"
    ).encode,
    "markdown": (TEXT + f"![a]({REMOTE}) <{REMOTE}> [b]: {REMOTE}\n\n<img src='{REMOTE}'>\n").encode,
    "text": f"{TITLE}\n一、总体情况\n见 {REMOTE}。\n".encode,
    "docx": lambda: word(
        f'<w:p><w:r><w:instrText>INCLUDETEXT "{REMOTE}"</w:instrText></w:r></w:p>',
        parts={
            "word/_rels/document.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(
                    f'<Relationship Id="x{n}" TargetMode="External" Target="{REMOTE}" Type='
                    f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{sort}"/>'
                    for n, sort in enumerate(("attachedTemplate", "image", "styles", "numbering", "footnotes"))
                )
                + "</Relationships>"
            ).encode()
        },
    ),
    "xlsx": lambda: workbook(
        in_rows(f'<row><c><f>WEBSERVICE("{REMOTE}")</f><v>7</v></c></row>'),
        more={
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f"<Relationships><Relationship Id='x' TargetMode='External' Target='{REMOTE}'/></Relationships>"
            ).encode(),
        },
    ),
    "pdf": lambda: pdf(
        objects={
            1: f"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({REMOTE}) >> >>",
            6: f"<< /Type /XObject /Subtype /Image /F << /FS /URL /F ({REMOTE}) >> /Length 0 >>\nstream\n\nendstream",
        },
        contents=PROSE + " /X Do",
    ),
}  # fmt: skip


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(AssertionError):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise Refused("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("kind", ABROAD)
def test_readers_never_use_the_network(kind: str) -> None:
    assert read(ABROAD[kind](), kind).report.year == 2023  # type: ignore[arg-type]


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("kind", KINDS)
def test_writers_never_use_the_network(kind: Kind, tmp_path: Path) -> None:
    first, *others = sample().sections
    address = f"见<img src='{REMOTE}'>与![图]({REMOTE})。=WEBSERVICE(\"{REMOTE}\")"
    section = attrs.evolve(first, paragraphs=(address, REMOTE))
    path = tmp_path / f"report{KINDS[kind]}"
    write(attrs.evolve(sample(), sections=(section, *others)), path)
    assert path.stat().st_size
