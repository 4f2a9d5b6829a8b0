"""The PDF on paper: A4, numbered, its fonts in it, the same bytes each time, and never boxes for characters."""

import io
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from govdisclosure import FORMATS, Format, Organ, Report, Report2021, Section, from_dict
from govdisclosure.errors import MissingExtra, MissingFont, Unprintable
from govdisclosure.formats._kit import nested
from govdisclosure.grid import blank
from govdisclosure.readers._content import DrawnTable
from govdisclosure.readers._limits import Budget
from govdisclosure.readers.kinds.pdf import content
from govdisclosure.writers.pdf import pdf

A4 = (595, 842)
BODY = Section(
    number="一、", heading="总体情况", paragraphs=("本年度各项工作平稳有序，群众可到服务大厅查阅资料。" * 40,) * 2
)


def filled(fmt: Format, figure: Callable[[int], int] = lambda number: number) -> Report:
    """A report with a page of prose and all tables of its format."""
    values = {cell.path: figure(number) for number, cell in enumerate(fmt.cells, 101)}
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": "云溪县档案馆"}, **nested(values)}
    tables = (Section(number=f"{n}、", heading=table.label.zh, table=key) for n, (key, table) in
              zip("二三四五", fmt.tables.items(), strict=False))  # fmt: skip
    return attrs.evolve(from_dict(data, draft=True), title="云溪县档案馆年度报告", sections=(BODY, *tables))


def pages_of(made: bytes, tmp_path: Path) -> list[LTPage]:
    (tmp_path / "report.pdf").write_bytes(made)
    return list(extract_pages(tmp_path / "report.pdf"))


def marks(page: LTPage) -> list[LTComponent]:
    waiting: list[LTComponent] = [page]
    found = []
    while waiting:
        mark = waiting.pop()
        if isinstance(mark, LTContainer):
            waiting.extend(mark)
        else:
            found.append(mark)
    return [mark for mark in found if isinstance(mark, LTChar | LTCurve)]


@pytest.fixture(scope="module", params=list(FORMATS.values()), ids=list(FORMATS))
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[LTPage]:
    return pages_of(pdf(filled(request.param, lambda number: number * 1_000)), tmp_path_factory.mktemp("pdf"))


def test_pages_are_a4_and_numbered(pages: list[LTPage]) -> None:
    assert {(round(page.width), round(page.height)) for page in pages} == {A4}
    for number, page in enumerate(pages, 1):
        foot = [mark.get_text() for mark in marks(page) if isinstance(mark, LTChar) and mark.y1 < 57]
        assert "".join(foot) == str(number)


def test_nothing_stands_beyond_the_margins(pages: list[LTPage]) -> None:
    for page in pages:
        assert min(mark.x0 for mark in marks(page)) >= 50
        assert max(mark.x1 for mark in marks(page)) <= A4[0] - 50


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_each_table_stands_whole_on_one_page(fmt: Format) -> None:
    items = content(pdf(filled(fmt)), Budget("report.pdf")).items
    heights = [len(item.rows) for item in items if isinstance(item, DrawnTable)]
    assert heights == [len(blank(fmt, key).rows) for key in fmt.tables]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_blank_form_is_printed(fmt: Format) -> None:
    data: dict[str, object] = {"format": fmt.name, "year": None, "organ": {}}
    data.update((key, {}) for key in fmt.tables)
    report = attrs.evolve(from_dict(data, draft=True), sections=tuple(Section(table=key) for key in fmt.tables))
    assert pdf(report).startswith(b"%PDF-")


def test_the_same_report_gives_the_same_bytes() -> None:
    report = filled(next(iter(FORMATS.values())))
    assert pdf(report) == pdf(report)
    assert not re.search(rb"/(CreationDate|ModDate|ID)\b", pdf(report))


def test_fonts_are_embedded_in_part() -> None:
    made = pdf(filled(list(FORMATS.values())[-1]))
    document = PDFDocument(PDFParser(io.BytesIO(made)))
    objects = [document.getobj(number) for xref in document.xrefs for number in xref.get_objids()]
    fonts = [each for each in objects if isinstance(each, dict) and "FontName" in each]
    assert fonts
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+", font["FontName"].name)
        assert any(key.startswith("FontFile") for key in font)
    assert len(made) < 1_000_000


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    text = '<img src="http://127.0.0.1/x.png"><link rel=stylesheet href="file:///etc/hostname">'
    assert pdf(Report2021(year=None, organ=Organ(), title=text, preamble=(text,)))


def test_control_characters_are_refused() -> None:
    with pytest.raises(Unprintable):
        pdf(Report2021(year=None, organ=Organ(), title="\x07"))


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra, match=r"govdisclosure\[pdf\]"):
        pdf(Report2021(year=None, organ=Organ()))


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingFont) as caught:
        pdf(Report2021(year=None, organ=Organ(), title="云\U0003ffff"))
    assert caught.value.characters == "\U0003ffff"
    assert "U+3FFFF" in str(caught.value)


def fonts_installed(tmp_path: Path, *fonts: str) -> str:
    """What printing Chinese says where only these fonts are installed."""
    folders = "".join(f"<dir>{font}</dir>" for font in fonts)
    cache = f"<cachedir>{tmp_path}</cachedir>"
    (tmp_path / "fonts.conf").write_text(f'<?xml version="1.0"?><fontconfig>{folders}{cache}</fontconfig>')
    program = (
        "from govdisclosure import Organ, Report2021\n"
        "from govdisclosure.errors import MissingFont\nfrom govdisclosure.writers.pdf import pdf\n"
        "try:\n    pdf(Report2021(year=None, organ=Organ(), title='云溪县档案馆'))\n"
        "except MissingFont as error:\n    print(error, error.text('zh'))\n"
    )
    environment = os.environ | {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def test_without_a_chinese_font_the_package_is_named(tmp_path: Path) -> None:
    latin = next(path for path in Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / latin.name).symlink_to(latin)
    said = fonts_installed(tmp_path, str(tmp_path / "fonts"))
    assert "fonts-noto-cjk" in said
    assert "云" in said
    assert "请安装" in said


def test_without_any_font_the_process_does_not_crash(tmp_path: Path) -> None:
    said = fonts_installed(tmp_path)
    assert "fonts-noto-cjk" in said
    assert "任何文字" in said
