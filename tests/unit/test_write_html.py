"""The HTML page: parsed again, it shows the record, and nothing in the record can become markup."""

import re
import sys
import unicodedata
from datetime import date
from html.parser import HTMLParser

import attrs
import pytest
from effort import examples
from hypothesis import given

from govdisclosure import FORMATS, Format, LegacyReport, Organ, Report, Section, from_dict
from govdisclosure.errors import MissingExtra, Unprintable
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Foot
from govdisclosure.grid import blank, cell_text, expand
from govdisclosure.strategies import reports
from govdisclosure.writers import html as module
from govdisclosure.writers._blocks import Block, HeadingBlock, Line, Paragraph, Signature, TableBlock, Title, blocks
from govdisclosure.writers.html import html

VOID = {"meta"}
HOSTILE = (
    "<script>alert(1)</script>",
    "</p></td></table></main></body></html><h1>",
    '" onload="x" data-x="',
    "' style='position:fixed",
    "<!-- ",
    "]]><![CDATA[",
    "</title><style>*{display:none}</style>",
    "&lt;&amp;amp;&#60;&nbsp;",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "<td rowspan=9 data-path='x'>\n\t  <br>",
    "javascript:alert(1)",
)


class Page(HTMLParser):
    """A page as the list of its elements and the text in each."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[str] = []
        self.declarations: list[str] = []
        self._open: list[int] = []
        self.feed(source)
        self.close()
        assert self._open == [], "an element was not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        self.texts.append("")
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open.pop()][0] == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for n in self._open:
            self.texts[n] += data

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("a processing instruction")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("a marked section")

    def text_of(self, *tags: str) -> list[str]:
        return [text for (tag, _), text in zip(self.elements, self.texts, strict=True) if tag in tags]

    def figures(self) -> dict[str | None, str]:
        pairs = zip(self.elements, self.texts, strict=True)
        return {
            dict(attributes)["data-path"]: text for (tag, attributes), text in pairs if "data-path" in dict(attributes)
        }


def _filled(fmt: Format, text: str) -> Report:
    """A report with the same text in every field that takes any, and in every cell."""
    data: dict[str, object] = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": text}}
    data.update((key, {}) for key in fmt.tables)
    part = Section(number=text, level=2, paragraphs=(text,), parts=(Section(number=text, heading=text, level=3),))
    sections = (
        Section(number=text, heading=text, paragraphs=(text, text), parts=(part,)),
        *(Section(heading=text, table=key) for key in fmt.tables),
    )
    report = attrs.evolve(
        from_dict(data, draft=True),
        title=text,
        basis=(text,),
        contact=text,
        published_on=date(fmt.first_year, 1, 1),
        signed_by=text,
        signed_on=date(fmt.first_year, 1, 1),
        preamble=(text, text),
        sections=sections,
        printed={cell.path: text for cell in fmt.cells},
    )
    if isinstance(report, LegacyReport) and report.statistics is not None:
        foot = Foot(reporting_unit=text, head_of_unit=text, prepared_by=text, contact=text)
        return attrs.evolve(report, statistics=attrs.evolve(report.statistics, foot=foot))
    return report


def _shown(block: Block) -> list[str]:
    match block:
        case Title():
            return [block.text]
        case Line():
            return ["".join(block.items)]
        case Paragraph() | HeadingBlock():
            return [(block.number or "") + block.text]
        case Signature():
            return ["\n".join(block.lines)]
        case TableBlock():
            return [block.grid.label.zh, *(cell.text for row in block.grid.rows for cell in row)]


SHOWING = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "th", "td")


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(fmt: Format, text: str) -> None:
    hostile, harmless = Page(html(_filled(fmt, text))), Page(html(_filled(fmt, "甲")))
    assert hostile.elements == harmless.elements
    assert hostile.texts == [plain.replace("甲", text) for plain in harmless.texts]
    assert set(hostile.figures().values()) == {text}
    assert hostile.text_of("h1", "title") == [text, text]


@examples(40)
@given(reports(narrative="awkward", blanks=True))
def test_the_page_shows_every_block_in_order(report: Report) -> None:
    expected = [text for block in blocks(report) for text in _shown(block)]
    if any(unicodedata.category(character) == "Cc" for character in "".join(expected) if character not in "\t\n"):
        with pytest.raises(Unprintable):
            html(report)
    else:
        assert Page(html(report)).text_of(*SHOWING) == expected


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_figure_is_marked_with_its_path(fmt: Format) -> None:
    figures = {cell.path: cell.order for cell in fmt.cells}
    report = from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(dict(figures))}, draft=True)
    assert Page(html(report)).figures() == {path: cell_text(report, path) for path in figures}


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_tables_are_real_tables(fmt: Format) -> None:
    page = Page(html(_filled(fmt, "甲")))
    names = [tag for tag, _ in page.elements]
    drawn = [blank(fmt, key) for key in fmt.tables]
    cells = [cell for table in drawn for row in table.rows for cell in row]
    assert names.count("table") == names.count("caption") == len(drawn)
    assert names.count("tr") == sum(len(expand(table)) for table in drawn)
    shown = [(tag, dict(attributes)) for tag, attributes in page.elements if tag in ("th", "td")]
    for (tag, attributes), cell in zip(shown, cells, strict=True):
        assert tag == ("th" if cell.header else "td")
        assert attributes.get("scope", "") == cell.header
        assert int(attributes.get("rowspan") or 1) == cell.rowspan
        assert int(attributes.get("colspan") or 1) == cell.colspan
        assert attributes.get("data-path") == cell.path
    widths = [int(dict(attributes).get("span") or 1) for tag, attributes in page.elements if tag == "colgroup"]
    assert widths == [width for table in drawn for width in table.columns]
    assert names.count("thead") == sum(table.head > 0 for table in drawn)
    assert names.count("tbody") == sum(len(table.bodies) for table in drawn)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_the_page_stands_alone(fmt: Format) -> None:
    source = html(_filled(fmt, "甲"))
    page = Page(source)
    assert page.declarations == ["doctype html"]
    assert page.elements[0] == ("html", (("lang", "zh-CN"),))
    assert ("meta", (("charset", "utf-8"),)) in page.elements
    names = {name for _, attributes in page.elements for name, _ in attributes}
    assert not names & {"src", "href", "action", "srcset", "data", "http-equiv"}
    assert not any(name.startswith("on") for name in names)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not re.search(r"url\(|@import|expression\(|//", source)


def test_levels_below_the_sixth_are_shown_as_the_sixth() -> None:
    sections = tuple(Section(heading=str(level), level=level) for level in range(1, 9))
    page = Page(html(LegacyReport(year=2013, organ=Organ(), sections=sections)))
    assert [tag for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)] == ["h2", "h3", "h4", "h5"] + ["h6"] * 4


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (LegacyReport(year=2013, organ=Organ(name="云溪县档案馆"), title="甲"), "甲"),
        (LegacyReport(year=2013, organ=Organ(name="云溪县档案馆")), "云溪县档案馆2013年政府信息公开工作年度报告"),
        (LegacyReport(year=None, organ=Organ(name="云溪县档案馆")), "云溪县档案馆"),
        (LegacyReport(year=2013, organ=Organ()), FORMATS["legacy"].label.zh),
    ],
)
def test_the_tab_always_has_a_title_but_nothing_is_printed_that_was_not(report: Report, title: str) -> None:
    page = Page(html(report))
    assert page.text_of("title") == [title]
    assert page.text_of("h1") == ([] if report.title is None else [report.title])


def test_control_characters_are_refused() -> None:
    with pytest.raises(Unprintable, match="preamble"):
        html(LegacyReport(year=2013, organ=Organ(), preamble=("\x08",)))


def test_without_jinja2_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    module._template.cache_clear()
    with pytest.raises(MissingExtra, match=re.escape("pip install 'govdisclosure[html]'")):
        html(LegacyReport(year=2013, organ=Organ()))
    module._template.cache_clear()
