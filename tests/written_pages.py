"""Every kind of page that is written, into a folder: what tests look at with a browser."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import attrs
from small_corpus import BUREAU, COUNTY, TOTAL, YEAR, row, table_of

from govdisclosure import FORMATS, Finding, Organ, Parsed, Report, Severity, check, loads, read
from govdisclosure.checks._rule import Outcome, Quote, Related
from govdisclosure.draft import blank
from govdisclosure.errors import Lang
from govdisclosure.formats._kit import nested
from govdisclosure.review import Checked

LANGS: tuple[Lang, ...] = ("zh", "en")
ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"


@cache
def records() -> dict[str, Report]:
    """The records among the examples, by the names of their files."""
    return {path.name: loads(path.read_bytes()) for path in sorted((EXAMPLES / "records").glob("*.json"))}


@cache
def parsed() -> Parsed:
    """An example that was read, with a note of the reader and a number that found no cell."""
    text = (EXAMPLES / "documents" / "云溪县教育局-2013.txt").read_text(encoding="utf-8")
    found = read(text.encode(), kind="text")
    return attrs.evolve(found, notes=(*found.notes, *_of_a_reader()))


def _of_a_reader() -> Iterator[Finding]:
    yield Finding(code="GD608", message="radicals", args={"count": 3})


def faulty() -> Checked:
    """The example with planted errors: findings of every kind, in cells, words and headings, and on the whole."""
    name = "云溪县档案馆-2023-有误.json"
    report = records()[name]
    found = Checked.of(name, report, check(report))
    quotes = (Quote("sections[0].parts[0].paragraphs[0]", 0, 8), Quote("sections[0].parts[1].paragraphs[0]", 0, 6))
    args = {"words": "甲", "expected": "乙"}
    quoting = Finding(code="GD106", message="wording", path=quotes[0].path, args=args, quotes=quotes)
    none = {"text": "无", "heading_zh": "甲", "heading_en": "A"}
    cell = Finding(code="GD105", message="none", path="requests.carried_out.total", args=none)
    waived = attrs.evolve(cell, waived="已核实")
    info = attrs.evolve(cell, path="requests.carried_in.total", regraded=Severity.INFO, related=(Related(0, TOTAL),))
    whole = attrs.evolve(cell, path=None)
    open_ = [
        Finding(code="GD204", message="undecidable", path=path, outcome=Outcome.UNDECIDABLE)
        for path in islice((cell.path for cell in FORMATS[report.format].tables["proceedings"].cells), 12)
    ]
    return attrs.evolve(
        found, findings=(*found.findings, quoting, waived, info, whole), undecided=(*found.undecided, *open_)
    )


def dozen() -> Iterator[Checked]:
    """A dozen reports, the first with findings of every kind."""
    yield faulty()
    others = [(name, report) for name, report in records().items() if "有误" not in name]
    for n in range(11):
        name, report = others[n % len(others)]
        again = name if n < len(others) else f"second/{name}"
        yield Checked.of(again, report, check(report, select=("GD1", "GD2")))


def filled(name: str) -> Report:
    """A report of a format with a figure in each cell, prose on several levels, and a signature."""
    from govdisclosure import Section, from_dict
    from govdisclosure.formats.shared import official_title, skeleton

    fmt = FORMATS[name]
    figures = {cell.path: cell.order for cell in fmt.cells}
    plain = {"format": name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(dict(figures))}
    tables = tuple(Section(heading=table.label.zh, table=key) for key, table in fmt.tables.items())
    sections = skeleton(fmt.headings) or (Section(number="一、", heading="总体情况"), *tables)
    part = Section(number="（一）", heading="公开目录", level=2, paragraphs=("更新目录3次。",))
    return attrs.evolve(
        from_dict(plain, draft=True),
        title=official_title("云溪县档案馆", fmt.first_year),
        published_on=date(fmt.first_year + 1, 1, 20),
        preamble=("本报告由云溪县档案馆编制。",),
        sections=(attrs.evolve(sections[0], paragraphs=("档案馆按时公开信息。",), parts=(part,)), *sections[1:]),
        signed_by="云溪县档案馆",
        signed_on=date(fmt.first_year + 1, 1, 18),
    )


def write_all(folder: Path) -> dict[str, Path]:
    """Every kind of page by a name: reports and forms of each format, reviews, lists and summaries in each language."""
    from govdisclosure.review.html import write_review
    from govdisclosure.summary import rates, rates_page
    from govdisclosure.writers.html import html

    pages: dict[str, Path] = {}

    def keep(name: str, text: str) -> None:
        pages[name] = folder / f"{name}.html"
        pages[name].write_text(text, encoding="utf-8")

    for name, fmt in FORMATS.items():
        keep(f"report {name}", html(filled(name)))
        keep(f"form {name}", html(blank(fmt, year=fmt.first_year, organ="云溪县水利局")))
    reports = list(dozen())
    legacy = next(n for n, one in enumerate(reports) if one.report.format == "legacy")
    figures = {TOTAL: 20, "requests.results.disclosed.total": 9, "requests.results.refused.deliberative.total": 2}
    rows = [row(name, year, figures, code="370321") for name in (COUNTY, BUREAU) for year in (YEAR - 1, YEAR)]
    for lang in LANGS:
        index, *others = write_review(reports, folder / lang, lang=lang)
        pages |= {f"index {lang}": index, f"review {lang}": others[0], f"legacy {lang}": others[legacy]}
        keep(f"summary {lang}", rates_page(rates(table_of(rows), ("year", "level")), lang=lang))
    return pages


def nameless(name: str) -> Report:
    """A report of a format of which nothing is known."""
    fmt = FORMATS[name]
    return attrs.evolve(blank(fmt), year=None, organ=Organ(), title=None, sections=())
