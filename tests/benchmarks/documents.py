"""How much does reading a document cost beside its parser alone? One run, one table: `make bench`.

Each kind is read whole (bytes to record, with evidence) beside what anyone would use to get at the raw cells: the HTML
parser alone, python-docx walking the tables, pdfplumber's own table extraction. The documents are those of one
report with all figures filled in; the page has menus and scripts around it. Memory is that of a process that does
nothing else.
"""

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import attrs
import docx
import justhtml
import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from bench import figures, with_prose
from rich.console import Console
from rich.table import Table

from govdisclosure import FORMATS, Report, read, read_all, render
from govdisclosure.formats.shared import official_title, skeleton
from govdisclosure.readers import Limits

ROUNDS = 9
PAGES, TIMES = 6, 10
GOALS = {"html": 4.0, "docx": 2.0, "pdf": 1.3}
ORGAN = "云溪县档案馆"


def whole_report(year: int, paragraphs: int = 2) -> Report:
    """A report of the newest format with sections, prose and every figure."""
    fmt = list(FORMATS.values())[-1]
    report = figures(fmt)
    text = with_prose(report).sections[0].paragraphs[:1]
    sections = tuple(attrs.evolve(s, paragraphs=() if s.table else text * paragraphs) for s in skeleton(fmt.headings))
    made: Report = attrs.evolve(report, year=year, title=official_title(ORGAN, year), sections=sections)
    return made


def page(report: Report) -> bytes:
    """The report as a site would show it: menus, scripts and links around it, more than it has itself."""
    links = "".join(
        f'<li class="item"><a href="/col/{n}/index.html" target="_blank">栏目 {n}</a></li>' for n in range(700)
    )
    script = "<script>" + "var _hmt = _hmt || [];" * 1500 + "</script>"
    written = render(report, "html").decode()
    return written.replace("<main>", f'{script}<div class="nav"><ul>{links}</ul></div><main>').encode()


def pdf(pages: int) -> bytes:
    """A report of as many pages, tables ruled."""
    for paragraphs in range(2, 200):
        made = render(whole_report(FORMATS["2021"].first_year, paragraphs), "pdf")
        if len(pypdfium2.PdfDocument(made)) >= pages:
            return made
    raise AssertionError("a report does not get as long as that")


def repeated(document: bytes, times: int) -> bytes:
    """The same pages several times over."""
    source, made, out = pypdfium2.PdfDocument(document), pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(times):
        made.import_pages(source)
    made.save(out)
    return out.getvalue()


def read_by_justhtml(data: bytes) -> object:
    """The tree of the page as it is: nothing sanitised away, as reading needs it."""
    return justhtml.JustHTML(data.decode(), sanitize=False)


def read_by_docx(data: bytes) -> int:
    """All cells of all tables, and all paragraphs, by python-docx."""
    document = docx.Document(io.BytesIO(data))
    cells = sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)
    return cells + sum(len(paragraph.text) for paragraph in document.paragraphs)


def read_by_pdfplumber(data: bytes) -> int:
    """All tables by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def read_patiently(data: bytes) -> object:
    """All reports of a long document."""
    return read_all(data, limits=Limits(seconds=600))


def paired(
    data: bytes, ours: Callable[[bytes], object], other: Callable[[bytes], object], rounds: int
) -> tuple[float, float]:
    """Median seconds of both, taking turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for work in (ours, other):
        work(data)
    for _ in range(rounds):
        for found, work in zip(times, (ours, other), strict=True):
            start = time.perf_counter()
            work(data)
            found.append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def peak_memory(data: bytes, reader: str) -> float:
    """MB that a process has at most when it reads a document, Python and all imports included."""
    program = (
        "import io, sys\n"
        "from pathlib import Path\n"
        "import pdfplumber\n"
        "from govdisclosure import read_all\n"
        "from govdisclosure.readers.kinds import pdf\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        f"{reader}\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        Path(file.name).write_bytes(data)
        done = subprocess.run([sys.executable, "-c", program, file.name], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> None:
    console = Console()
    report = whole_report(FORMATS["2021"].first_year)
    table = Table("document", "size", "read", "parser alone", "ratio", "goal", title="reading a document")
    html, word = page(report), render(report, "docx")
    rows: list[tuple[str, bytes, Callable[[bytes], object], Callable[[bytes], object], int]] = [
        ("html", html, read, read_by_justhtml, ROUNDS),
        ("docx", word, read, read_by_docx, ROUNDS),
        ("pdf", pdf(PAGES), read, read_by_pdfplumber, 3),
    ]
    for kind, data, ours, other, rounds in rows:
        mine, theirs = paired(data, ours, other, rounds)
        size = f"{len(data) / 1024:.0f} KB"
        table.add_row(kind, size, _ms(mine), _ms(theirs), f"{mine / theirs:.2f}x", f"<= {GOALS[kind]:g}x")
    console.print(table)
    growth = Table("pages", "read", "pdfplumber", "ratio", "peak memory", "of pdfplumber", title="a longer PDF")
    short = rows[2][1]
    for times in (1, TIMES):
        data = repeated(short, times)
        mine, theirs = paired(data, read_patiently, read_by_pdfplumber, 1)
        memory = peak_memory(data, "read_all(data)")
        others = peak_memory(data, "with pdfplumber.open(io.BytesIO(data)) as d: [p.extract_tables() for p in d.pages]")
        pages = str(len(pypdfium2.PdfDocument(data)))
        growth.add_row(pages, _ms(mine), _ms(theirs), f"{mine / theirs:.2f}x", f"{memory:.0f} MB", f"{others:.0f} MB")
    console.print(growth)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
