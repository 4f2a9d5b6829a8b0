"""What notebooks are shown: all that matters, nothing that runs, and plain text where the extra is missing."""

import re
import subprocess
import sys
from collections.abc import Iterator

import attrs
import pytest
from justhtml import Element, JustHTML
from written_pages import LANGS, faulty, filled, nameless, parsed

from govdisclosure import FORMATS, Finding, Organ, Parsed, Report, Report2021, Section, check, notebook
from govdisclosure.checks import CheckResult
from govdisclosure.checks._rule import Outcome
from govdisclosure.errors import Lang, MissingExtra
from govdisclosure.evidence import Unplaced
from govdisclosure.notebook import Shown, _views, html_of
from govdisclosure.place import Place

HOSTILE = (
    "<script>alert(1)</script>",
    "</summary></details></style></div><h1>",
    '" onclick="alert(1)" x="',
    "' style='position:fixed",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "<!-- ]]><![CDATA[",
    "&lt;&amp;amp;&#60;",
)


def root(text: str) -> Element:
    """What is shown, as a browser has it: it must be one element, and without a fault."""
    tree = JustHTML(text, fragment=True, strict=True, sanitize=False).root
    (found,) = (child for child in tree.children or () if isinstance(child, Element))
    assert "".join(raw(child) for child in tree.children or () if child is not found).strip() == ""
    return found


def raw(node: object) -> str:
    if isinstance(node, Element):
        return "".join(map(raw, node.children))
    data = getattr(node, "data", None)
    return data if isinstance(data, str) else ""


def said(node: Element) -> str:
    """The text of an element without the style sheet, blanks as one."""
    texts = [raw(child) for child in node.children if not (isinstance(child, Element) and child.name == "style")]
    return " ".join("".join(texts).split())


def under(node: Element, selector: str) -> list[Element]:
    return [found for found in node.query(selector) if isinstance(found, Element)]


def elements(node: Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The elements and the names of their attributes."""
    yield node.name, tuple(node.attrs)
    for child in node.children:
        if isinstance(child, Element):
            yield from elements(child)


def result() -> CheckResult:
    found = faulty()
    return CheckResult(findings=found.findings, undecided=found.undecided, counts=found.counts)


def things() -> dict[str, Shown]:
    """One of each that is shown."""
    own: dict[str, Shown] = {f"report {name}": filled(name) for name in FORMATS}
    return {**own, "read": parsed(), "check": result(), "finding": result().findings[0]}


THINGS = things()


# --- what is shown ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", THINGS)
def test_a_notebook_gets_one_faultless_element(name: str, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVDISCLOSURE_LANG", lang)
    shown = THINGS[name]._repr_html_()
    assert shown == html_of(THINGS[name], lang=lang)
    assert shown is not None
    top = root(shown)
    assert top.attrs == {"class": "govdisclosure", "lang": "zh-CN" if lang == "zh" else "en"}
    ids = [each.attrs["id"] for each in under(top, "[id]")]
    assert ids == [], "a notebook may show a thing twice"


def test_the_language_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVDISCLOSURE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert html_of(result()) == html_of(result(), lang="en")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert html_of(result()) == html_of(result(), lang="zh")
    monkeypatch.setenv("GOVDISCLOSURE_LANG", "en")
    assert html_of(result()) == html_of(result(), lang="en")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_shown_with_all_its_figures_and_its_prose(name: str) -> None:
    report, fmt = filled(name), FORMATS[name]
    top = root(html_of(report, lang="zh"))
    figures = {cell.attrs["data-path"]: raw(cell) for cell in under(top, "td[data-path]")}
    assert figures == {cell.path: str(cell.order) for cell in fmt.cells}
    assert len(under(top, "table")) == len(fmt.tables)
    text = said(top)
    assert report.title is not None
    assert text.startswith(
        f"{report.title} 云溪县档案馆 · {fmt.first_year} 年度 · 格式 {name} · 已填 {len(fmt.cells)} 项"
    )
    for printed in ("本报告由云溪县档案馆编制。", "（一）公开目录", "更新目录3次。", f"{fmt.first_year + 1}年1月18日"):
        assert printed in text
    summaries = [raw(each) for each in under(top, "summary")]
    assert summaries[0] == "正文之前"
    assert "落款" in summaries
    headings = [raw(each) for each in under(top, "summary, p.heading")]
    expected = [(section.number or "") + (section.heading or "") for section in report.sections]
    assert [each for each in headings if each in expected] == expected, "also those of sections that say nothing"
    for each in under(top, "details"):
        assert ("open" in each.attrs) == bool(under(each, "table")), "tables are open, prose is closed"


def test_tables_that_no_section_claims_stand_by_themselves() -> None:
    report = attrs.evolve(filled("2021"), sections=())
    top = root(html_of(report, lang="zh"))
    assert [raw(each) for each in under(top, "summary")] == [
        "正文之前",
        *(table.label.zh for table in FORMATS["2021"].tables.values()),
        "落款",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_of_which_nothing_is_known_is_shown_all_the_same(name: str) -> None:
    text = said(root(html_of(nameless(name), lang="en")))
    assert "(no organ) · (no year)" in text
    assert f"0 of {len(FORMATS[name].cells)} figures filled in" in text


def test_sections_without_a_heading_are_told_apart() -> None:
    sections = (Section(number="一、", paragraphs=("工作平稳。",)), Section(paragraphs=("公开信息5条。",)))
    report = attrs.evolve(nameless("legacy"), sections=sections)
    top = root(html_of(report, lang="zh"))
    assert [said(each) for each in under(top, "details")] == ["一、 一、工作平稳。", "（无标题） 公开信息5条。"]


def test_long_prose_is_cut_and_that_is_said() -> None:
    long = tuple(f"第{n}段：{'公开信息。' * 100}" for n in range(40))
    report = attrs.evolve(filled("2021"), preamble=long)
    top = root(html_of(report, lang="zh"))
    first = under(top, "details")[0]
    assert "第0段" in said(first)
    assert "第39段" not in said(first)
    kept = _views.MOST_CHARACTERS // len(long[0])
    assert said(under(first, ".note")[0]) == f"另有 {len(long) - kept} 段未显示。"
    assert len(under(top, "td[data-path]")) == len(FORMATS["2021"].cells), "tables are never cut"


@pytest.mark.parametrize("lang", LANGS)
def test_a_check_is_shown_with_counts_findings_and_what_is_undecided(lang: Lang) -> None:
    top = root(html_of(result(), lang=lang))
    found = result()
    rows = [said(row) for row in under(top, "tbody tr")]
    assert len(rows) == len(found.findings)
    for finding, row in zip(found.findings, rows, strict=True):
        assert finding.code in row
        assert " ".join(finding.text(lang).split()) in row
        assert (finding.path or ("全文" if lang == "zh" else "the whole report")) in row
    assert "已核实" in next(row for finding, row in zip(found.findings, rows, strict=True) if finding.waived)
    counts = said(under(top, ".counts")[0])
    assert ("错误 3" if lang == "zh" else "error 3") in counts
    assert ("已豁免 1" if lang == "zh" else "waived 1") in counts
    undecided = said(under(top, "details")[0])
    assert "GD204" in undecided
    assert ("不等于符合" if lang == "zh" else "It is not a pass") in undecided
    assert ("12 处" if lang == "zh" else "places: 12") in undecided
    ran = sum(not count.get(Outcome.VIOLATED) for count in found.counts.values())
    assert str(ran) in said(under(top, ".note")[-1])


def test_that_nothing_was_found_is_said() -> None:
    text = said(root(html_of(CheckResult(findings=(), undecided=(), counts={}), lang="zh")))
    assert "未发现问题。" in text
    assert "无法判断 0" in text


def test_long_lists_are_cut_and_that_is_said() -> None:
    many = attrs.evolve(result(), findings=result().findings[:1] * 1000)
    top = root(html_of(many, lang="en"))
    assert len(under(top, "tbody tr")) == _views.MOST_ROWS
    assert f"{1000 - _views.MOST_ROWS} more are not listed." in said(top)


def test_findings_of_several_reports_say_of_which() -> None:
    one = attrs.evolve(result().findings[0], subject=1)
    assert "report 2 title" in said(root(html_of(attrs.evolve(result(), findings=(one,)), lang="en")))


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_read_is_shown_with_its_source_notes_and_what_found_no_cell(lang: Lang) -> None:
    unplaced = (Unplaced(place=Place(line=7), raw="85", near="其他"),) * 60
    document = attrs.evolve(parsed(), unplaced=unplaced)
    top = root(html_of(document, lang=lang))
    text = said(top)
    assert f"SHA-256 {document.source.sha256[:12]}…" in text
    assert str(len(document.evidence)) in text
    assert "GD608" in text
    assert ("未能归位的数字（60 个）" if lang == "zh" else "Numbers that found no cell (60)") in text
    assert ("第 7 行" if lang == "zh" else "line 7") in text
    assert ("另有 10 项未列出" if lang == "zh" else "10 more are not listed") in text
    assert document.report.title is not None
    assert document.report.title in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_finding_is_shown_with_its_explanation(lang: Lang) -> None:
    finding = attrs.evolve(result().findings[0], place=Place(line=3), raw="甲", waived="已核实")
    text = said(root(html_of(finding, lang=lang)))
    for part in (finding.code, finding.text(lang), "甲", "已核实", ("第 3 行" if lang == "zh" else "line 3")):
        assert part in text
    assert ("检查内容" if lang == "zh" else "What it does") in text


def test_chinese_is_marked_as_chinese_where_the_rest_is_english() -> None:
    def outside(node: Element, lang: str) -> Iterator[str]:
        lang = str(node.attrs.get("lang") or lang)
        for child in node.children:
            if isinstance(child, Element):
                yield from outside(child, lang)
            elif lang == "en" and re.search(r"[\u4e00-\u9fff]", raw(child)):
                yield raw(child)

    for thing in THINGS.values():
        assert list(outside(root(html_of(thing, lang="en")), "en")) == []


# --- what is not --------------------------------------------------------------------------------------------------


def hostile(text: str) -> Iterator[Shown]:
    """Everything shown, with a text in every place that takes one."""
    part = Section(number=text, heading=text, level=2, paragraphs=(text,))
    sections = (Section(number=text, heading=text, paragraphs=(text,), parts=(part,)), Section(paragraphs=(text,)))
    report = attrs.evolve(
        filled("2021"), title=text, organ=Organ(name=text), preamble=(text,), sections=sections, signed_by=text
    )
    yield attrs.evolve(report, printed={"requests.received.total": text})
    finding = Finding(code="GD106", message="no_year", path=text, args={"title": text}, raw=text, waived=text)
    yield finding
    yield CheckResult(findings=(finding,), undecided=(attrs.evolve(finding, outcome=Outcome.UNDECIDABLE),), counts={})
    document = parsed()
    source = attrs.evolve(document.source, name=text, kind=text, sha256=text, reader=text)
    unplaced = (Unplaced(place=Place(sheet=text), raw=text, near=text),)
    yield attrs.evolve(document, report=report, source=source, notes=(finding,), unplaced=unplaced)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    for evil, plain in zip(hostile(text), hostile("x"), strict=True):
        for lang in LANGS:
            found = root(html_of(evil, lang=lang))
            assert list(elements(found)) == list(elements(root(html_of(plain, lang=lang))))
            assert text in raw(found)


def test_nothing_runs_and_nothing_is_loaded() -> None:
    for thing in (*THINGS.values(), *hostile("x")):
        shown = html_of(thing, lang="zh")
        names = {name for _, attributes in elements(root(shown)) for name in attributes}
        assert not names & {"src", "href", "srcset", "action", "data"}
        assert not any(name.startswith("on") for name in names)
        assert not re.search(r"<script|<link|<img|<iframe|url\(|@import|//", shown)


def test_the_style_is_for_nothing_else_in_the_notebook() -> None:
    (style,) = under(root(html_of(filled("2021"))), "style")
    rules = re.sub(r"@media print \{(.*)\}", r"\1", raw(style), flags=re.DOTALL)
    selectors = [each.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", rules) for each in rule.split(",")]
    assert len(selectors) > 20
    assert all(re.match(r"\.govdisclosure($|\s)", selector) for selector in selectors)


def test_control_characters_are_shown_as_unknown() -> None:
    assert "a\ufffdb" in html_of(attrs.evolve(nameless("2021"), title="a\x08b"))


def test_without_the_extra_a_notebook_shows_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    notebook._template.cache_clear()
    for thing in THINGS.values():
        assert thing._repr_html_() is None
    with pytest.raises(MissingExtra, match=re.escape("pip install 'govdisclosure[html]'")):
        html_of(filled("2021"))
    monkeypatch.undo()
    assert filled("2021")._repr_html_() is not None


def test_what_is_not_shown_in_a_notebook_costs_nothing() -> None:
    program = """if True:
        import sys
        from govdisclosure import Organ, Report2021, check
        result = check(Report2021(year=2023, organ=Organ()))
        assert hasattr(result, "_repr_html_")
        print([name for name in ("govdisclosure.notebook", "jinja2") if name in sys.modules])
    """
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_public_class_that_holds_a_report_or_findings_is_shown() -> None:
    for cls in (*(fmt.report for fmt in FORMATS.values()), CheckResult, Parsed, Finding):
        assert "_repr_html_" in dir(cls)
    assert isinstance(filled("2021"), Report2021)


def test_a_draft_of_the_next_year_is_shown() -> None:
    from govdisclosure.draft import next_year

    report: Report = next_year(filled("2021"))
    assert report.title is not None
    assert report.title in said(root(html_of(report)))
    assert "GD101" in said(root(html_of(check(nameless("2021")), lang="zh")))
