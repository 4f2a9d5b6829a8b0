"""The pages of a review: the report as it is printed, each finding marked and explained once, and nothing else."""

import base64
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import attrs
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import Element, JustHTML

from govdisclosure import FORMATS, Finding, Format, Organ, Report, Report2021, Section, check, from_dict, loads, read
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import Outcome, Quote, Severity
from govdisclosure.errors import Lang, MissingExtra, Unprintable
from govdisclosure.evidence import Evidence
from govdisclosure.formats._kit import nested
from govdisclosure.formats.shared import Period
from govdisclosure.place import Place
from govdisclosure.review import Checked
from govdisclosure.review import html as module
from govdisclosure.review._marks import Passage, marks
from govdisclosure.review.html import index_page, review_page, write_review
from govdisclosure.strategies import reports
from govdisclosure.writers._blocks import HeadingBlock, Paragraph, Title, blocks
from govdisclosure.writers.html import html

FAMILIES = ("GD1", "GD2")
LANGS: tuple[Lang, ...] = ("zh", "en")
HOSTILE = (
    "<script>alert(1)</script>",
    "</script></style></title></main><h1>",
    '" onclick="alert(1)" x="',
    "' style='position:fixed",
    "{{ 7 * 7 }}{% raw %}{# #}",
    "<!-- ]]><![CDATA[",
    "javascript:alert(1)",
    "&lt;&amp;amp;&#60;",
)


def parsed(page: str) -> Element:
    """A page as the browser has it."""
    root = JustHTML(page, sanitize=False).query_one("html")
    assert isinstance(root, Element)
    return root


def under(node: Element, selector: str) -> list[Element]:
    return [found for found in node.query(selector) if isinstance(found, Element)]


def one(node: Element, selector: str) -> Element:
    (found,) = under(node, selector)
    return found


def raw(node: object) -> str:
    """All text below a node, just as it stands."""
    if isinstance(node, Element):
        return "".join(map(raw, node.children))
    data = getattr(node, "data", None)
    return data if isinstance(data, str) else ""


def said(node: Element) -> str:
    return " ".join(raw(node).split())


def planted(root: Path) -> Checked:
    """The example with planted errors, checked."""
    path = root / "examples" / "records" / "云溪县档案馆-2023-有误.json"
    report = loads(path.read_bytes())
    return Checked.of(path.name, report, check(report, select=FAMILIES))


def everything(fmt: Format, text: str) -> Checked:
    """A report with a text in all its fields, and a finding at every place, with the text in all that it says."""
    data: dict[str, object] = {"format": fmt.name, "year": fmt.first_year, "organ": {"name": text}}
    data.update((key, {}) for key in fmt.tables)
    part = Section(number=text, level=2, paragraphs=(text,))
    report = attrs.evolve(
        from_dict(data, draft=True),
        title=text,
        preamble=(text,),
        contact=text,
        published_on=date(fmt.first_year, 1, 1),
        signed_by=text,
        sections=(
            Section(number=text, heading=text, paragraphs=(text, text), parts=(part,)),
            *(Section(heading=text, table=key) for key in fmt.tables),
        ),
        printed={cell.path: text for cell in fmt.cells},
    )
    printed = list(blocks(report))
    args = {"printed": text, "signed": text}
    place = Place(sheet=text, row=1)
    findings = [
        Finding(code="GD106", message="signature", path=path, args=args, raw=text, place=place, fault="reading")
        for path in [None, *(block.path for block in printed), *(cell.path for cell in fmt.cells)]
    ]
    quoted = (Quote(block.path, 0, 1) for block in printed if isinstance(block, Title | HeadingBlock | Paragraph))
    findings.append(attrs.evolve(findings[0], quotes=tuple(quoted), waived=text))
    undecided = (Finding(code="GD107", message="undecidable", path="period", outcome=Outcome.UNDECIDABLE),)
    return Checked(name=text, report=report, findings=tuple(findings), undecided=undecided)


def prose(*paragraphs: str) -> Report2021:
    section = Section(number="一、", heading="总体情况", paragraphs=paragraphs)
    return Report2021(year=2023, organ=Organ(name="云溪县档案馆"), title="云溪县档案馆工作报告", sections=(section,))


def quoting(path: str, *stretches: tuple[int, int], code: str = "GD106") -> Finding:
    quotes = tuple(Quote(path, start, end) for start, end in stretches)
    return Finding(code=code, message="wording", path=path, args={"words": "x", "expected": "y"}, quotes=quotes)


def checked(report: Report, *findings: Finding, undecided: tuple[Finding, ...] = ()) -> Checked:
    return Checked(name="a.json", report=report, findings=findings, undecided=undecided)


# --- the report is shown as it is ---------------------------------------------------------------------------------


def shown(page: str) -> str:
    return raw(one(parsed(page), "main")).strip()


@examples(25)
@given(reports(narrative="awkward", blanks=True))
def test_marks_add_nothing_to_the_text_of_the_report(report: Report) -> None:
    page = review_page(Checked.of("a.json", report, check(report, select=FAMILIES)))
    with suppress(Unprintable):  # what no page can show is replaced in a review
        assert shown(page) == shown(html(report))


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_mark_has_the_text_that_is_printed(fmt: Format) -> None:
    found = everything(fmt, "甲乙丙")
    page = parsed(review_page(found))
    assert shown(review_page(found)) == shown(html(found.report))
    for cell in under(page, "td[data-path]"):
        assert raw(cell) == "甲乙丙"
        assert cell.attrs["data-mark"] == "warning"
    passages = under(page, "main a.said")
    assert passages
    assert {raw(passage) for passage in passages} == {"甲"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_reads_back_as_the_same_report(root: Path, lang: Lang) -> None:
    for path in sorted((root / "examples" / "records").glob("*.json")):
        report = loads(path.read_bytes())
        page = review_page(Checked.of(path.name, report, check(report, select=FAMILIES)), lang=lang, index="index.html")
        assert read(page.encode(), kind="html").report == report, path.name


def test_a_character_no_page_can_show_is_replaced(root: Path) -> None:
    sections = (Section(heading="甲\x00乙\ud800"),)
    report = attrs.evolve(planted(root).report, sections=sections, printed={"requests.received.total": "7\x1b"})
    page = review_page(checked(report, quoting("sections[0]", (0, 4))))
    assert raw(one(parsed(page), "main h2")) == "甲\ufffd乙\ufffd"
    page.encode()


# --- findings and marks -------------------------------------------------------------------------------------------


def links(node: Element, selector: str) -> Iterator[tuple[Element, str]]:
    for link in under(node, selector):
        target = link.attrs.get("href") or ""
        if target.startswith("#"):
            yield link, target[1:]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", ["planted", *FORMATS])
def test_every_finding_is_explained_once_and_linked_both_ways(root: Path, case: str, lang: Lang) -> None:
    found = planted(root) if case == "planted" else everything(FORMATS[case], "甲乙丙")
    page = parsed(review_page(found, lang=lang))
    ids = Counter(element.attrs["id"] for element in under(page, "[id]"))
    assert max(ids.values()) == 1, "an id is there twice"
    assert all(target in ids for _, target in links(page, "a")), "a link leads nowhere"
    articles = under(page, "article.finding")
    assert len(articles) == len(found.findings)
    assert [article.attrs["id"] for article in articles] == [f"finding-{n}" for n in range(1, len(articles) + 1)]
    there = marks(found)
    marked = Counter(target for _, target in links(page, "main a"))
    for mark, article in zip(there.findings, articles, strict=True):
        rule = RULES[mark.finding.code]
        assert said(article).count(" ".join(mark.finding.text(lang).split())) >= 1
        assert mark.finding.code in said(one(article, "h3"))
        assert len(under(article, "details")) == 1
        assert (rule.title.zh if lang == "zh" else rule.title.en) in said(one(article, "h3"))
        back = [target for _, target in links(article, ".facts li:first-child a")]
        if there.places[mark.number]:
            assert len(back) == len(there.places[mark.number])
            assert all(re.fullmatch(rf"mark-{mark.number}(-\d+)?", target) for target in back)
            assert marked[f"finding-{mark.number}"] >= len(back)
        else:
            assert back == []
            assert marked[f"finding-{mark.number}"] == 0
            assert mark in there.whole


def test_the_planted_errors_stand_where_they_are(root: Path) -> None:
    page = parsed(review_page(planted(root)))
    at = {
        element.attrs.get("data-path") or element.name: element.attrs["data-mark"]
        for element in under(page, "main [data-mark]")
    }
    assert at["requests.received.total"] == at["requests.results.total.total"] == "error"
    assert at["h1"] == "warning"
    period = one(page, "main a.said")
    assert raw(period).startswith("所列数据的统计期限自2023年1月1日")
    assert "2023-12-31" in (period.attrs["title"] or "")
    received = next(each for each in under(page, "article") if "GD201" in said(each))
    facts = [said(fact) for fact in under(received, ".facts > li")]
    assert facts[0].startswith("位置 一、本年新收政府信息公开申请数量 / 总计")
    assert facts[1:3] == ["印为 7", "应为 6"]
    assert facts[3].startswith("相关数据 自然人 5")
    assert facts[3].endswith("其余 4 项均为 0")


def test_the_parts_of_a_sum_are_named_and_linked(root: Path) -> None:
    page = parsed(review_page(planted(root)))
    received = next(each for each in under(page, "article") if "GD201" in said(each))
    number = received.attrs["data-number"]
    parts = [cell.attrs["data-path"] for cell in under(page, f'td[data-part~="{number}"]')]
    assert len(parts) == 6
    assert "requests.received.total" not in parts
    targets = [target for _, target in links(received, ".part a")]
    assert targets == ["cell-requests.received.natural_person", "cell-requests.received.business"]


def test_numbers_follow_the_print_and_what_concerns_the_whole_comes_first() -> None:
    report = prose("全年公开信息85条。")
    whole = Finding(
        code="GD101",
        message="missing",
        path="sections",
        args=dict.fromkeys(("number", "heading_zh", "heading_en"), "x"),
    )
    note = Finding(code="GD612", message="text", args={"count": 1})
    found = marks(checked(report, note, quoting("sections[0].paragraphs[0]", (4, 8)), quoting("title"), whole))
    assert [mark.finding.code for mark in found.findings] == ["GD101", "GD106", "GD106", "GD612"]
    assert [mark.finding.path for mark in found.findings[1:3]] == ["title", "sections[0].paragraphs[0]"]
    assert [mark.number for mark in found.whole] == [1, 4]


def test_a_contradiction_is_marked_in_the_prose_and_in_the_table(root: Path) -> None:
    found = planted(root)
    path = "requests.received.total"
    paragraph = "sections[0].parts[1].paragraphs[0]"
    finding = attrs.evolve(quoting(paragraph, (2, 8)), path=path)
    page = parsed(review_page(checked(found.report, quoting("sections[1]"), finding)))
    passage, cell = one(page, "main a.said"), one(page, f'td[data-path="{path}"]')
    assert raw(passage) == "新收申请6件"
    assert raw(cell) == "7"
    article = one(page, "#finding-1")
    assert [target for _, target in links(article, ".facts a")] == [one(cell, "a").attrs["id"], passage.attrs["id"]]
    assert passage.attrs["href"] == one(cell, "a").attrs["href"] == "#finding-1", "numbered where it is seen first"
    assert "文字和表中的数字" in said(article)


def test_what_is_undecided_for_different_reasons_is_listed_apart() -> None:
    args = [{"stated": "1"}, {"stated": "1"}, {"stated": "2"}]
    undecided = tuple(
        Finding(code="GD106", message="no_year", path="title", args={"title": each["stated"]}) for each in args
    )
    page = parsed(review_page(checked(prose("无。"), undecided=undecided)))
    assert [len(under(group, "li")) for group in under(page, ".group")] == [2, 1]


PARAGRAPH = "sections[0].paragraphs[0]"


def test_overlapping_passages_are_cut_where_one_begins_or_ends() -> None:
    found = marks(checked(prose("全年公开信息85条。"), quoting(PARAGRAPH, (2, 8)), quoting(PARAGRAPH, (4, 9))))
    first, second = found.findings
    assert found.passages[PARAGRAPH] == (
        Passage(2, 4, (first,), ()),
        Passage(4, 8, (first, second), (first,)),
        Passage(8, 9, (second,), (second,)),
    )


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), min_size=1, max_size=3), max_size=5))
def test_passages_cover_what_is_quoted_and_nothing_else(stretches: list[list[tuple[int, int]]]) -> None:
    text = "全年公开信息85条，其中通知公告12条。"
    found = checked(prose(text), *(quoting(PARAGRAPH, *each) for each in stretches))
    there = marks(found)
    covered: dict[int, set[int]] = {}
    last = 0
    for passage in there.passages.get(PARAGRAPH, ()):
        assert last <= passage.start < passage.end <= len(text)
        last = passage.end
        for at in range(passage.start, passage.end):
            covered[at] = {mark.number for mark in passage.marks}
    expected: dict[int, set[int]] = {}
    for mark in there.findings:
        for quote in mark.finding.quotes:
            for at in range(max(quote.start, 0), min(quote.end, len(text))):
                expected.setdefault(at, set()).add(mark.number)
        quoted = any(mark.number in numbers for numbers in expected.values())
        assert (mark in there.blocks.get(PARAGRAPH, ())) is not quoted, "else the whole paragraph is marked"
    assert covered == expected
    assert raw(one(parsed(review_page(found)), "main h2 + p")) == text


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("title", "title"),
        ("year", "title"),
        ("sections[0]", "sections[0]"),
        ("sections[0].paragraphs[7]", "sections[0].paragraphs[0]"),
        ("sections[0].parts[3]", "sections[0]"),
        ("sections[9]", None),
        ("sections", None),
        ("requests", None),
        ("requests.received.total", None),
        ("contact", None),
        (None, None),
    ],
)
def test_a_finding_stands_at_the_nearest_place_in_print(path: str | None, place: str | None) -> None:
    report = attrs.evolve(prose("全年公开信息85条。"), title="云溪县档案馆2023年政府信息公开工作年度报告")
    finding = attrs.evolve(quoting("title"), path=path)
    found = marks(checked(report, finding))
    assert found.places[1] == (() if place is None else (place,))
    assert bool(found.whole) is (place is None)


def test_what_only_the_prose_says_is_marked_there() -> None:
    period = Period(start=date(2023, 1, 1), end=date(2023, 11, 30))
    text = "本报告依法编制，数据统计期限自2023年1月1日起至2023年11月30日止，供公众查阅。"
    report = attrs.evolve(prose("无。"), preamble=("各位读者：", text), period=period)
    finding = attrs.evolve(quoting("title"), path="period")
    ((path, passages),) = marks(checked(report, finding)).passages.items()
    assert path == "preamble[1]"
    assert text[passages[0].start : passages[0].end] == "数据统计期限自2023年1月1日起至2023年11月30日止，"


def test_a_passage_of_what_is_not_printed_leaves_the_finding_at_its_place() -> None:
    for nowhere in ("sections[7].paragraphs[0]", "signed_by", "contact"):
        finding = attrs.evolve(quoting("title"), quotes=(Quote(nowhere, 0, 2),))
        found = marks(checked(prose("全年公开信息85条。"), finding))
        assert (found.passages, found.places[1]) == ({}, ("title",))


def test_what_no_single_text_says_is_marked_as_a_whole() -> None:
    """It was read from two paragraphs together."""
    period = Period(start=date(2023, 1, 1), end=date(2023, 11, 30))
    said = "数据统计期限自2023年1月1日起", "至2023年11月30日止。"
    title = "云溪县档案馆2023年政府信息公开工作年度报告"
    report = attrs.evolve(prose("无。"), preamble=said, period=period, title=title)
    assert read(html(report).encode(), kind="html").report.period == period
    found = marks(checked(report, attrs.evolve(quoting("title"), path="period")))
    assert (found.passages, found.places[1], len(found.whole)) == ({}, (), 1)


def test_the_parts_of_a_sum_in_a_table_claimed_twice_have_ids_of_their_own() -> None:
    fmt = next(fmt for fmt in FORMATS.values() if fmt.identities)
    identity = fmt.identities[0]
    table = fmt.cell(identity.path).table
    figures = nested({**dict.fromkeys(identity.paths, 1), identity.path: 99})
    data = {"format": fmt.name, "year": fmt.first_year, "organ": {}, **figures}
    sections = tuple(Section(heading=heading, table=table) for heading in ("甲", "乙"))
    report = attrs.evolve(from_dict(data, draft=True), sections=sections)
    page = parsed(review_page(Checked.of("a.json", report, check(report, select=[identity.code]))))
    ids = Counter(element.attrs["id"] for element in under(page, "[id]"))
    assert max(ids.values()) == 1
    parts = Counter(element.attrs["data-path"] for element in under(page, "[data-part]"))
    assert parts == {term.path: 2 for term in identity.terms}


def test_a_table_claimed_twice_is_marked_twice_with_ids_of_their_own() -> None:
    data = {"format": "2021", "year": 2023, "organ": {}, "proceedings": {}}
    sections = tuple(Section(heading=heading, table="proceedings") for heading in ("甲", "乙"))
    report = attrs.evolve(from_dict(data, draft=True), sections=sections)
    page = parsed(review_page(Checked.of("a.json", report, check(report, select=FAMILIES))))
    ids = Counter(element.attrs["id"] for element in under(page, "[id]"))
    assert max(ids.values()) == 1


def test_waived_findings_look_otherwise_and_say_why(root: Path) -> None:
    found = planted(root)
    waived = attrs.evolve(found, findings=(*found.findings[:-1], attrs.evolve(found.findings[-1], waived="已核实")))
    page = parsed(review_page(waived))
    article = one(page, "article.waived")
    assert "豁免理由 已核实" in said(article)
    assert len(under(page, "main .waived")) == 1
    assert [said(count) for count in under(page, ".counts li")][:4] == ["3 错误", "2 警告", "0 提示", "1 已豁免"]


def test_what_could_not_be_decided_is_counted_listed_and_marked_lightly() -> None:
    report = from_dict({"format": "2021", "year": 2023, "organ": {}, "proceedings": {}}, draft=True)
    report = attrs.evolve(report, sections=(Section(heading="甲", table="proceedings"),))
    found = Checked.of("a.json", report, check(report, select=["GD204"]))
    assert len(found.undecided) == 3
    page = parsed(review_page(found))
    assert len(under(page, 'main td[data-mark="undecided"]')) == 3
    group = one(page, ".group")
    assert len(under(group, "li a")) == 3
    assert all(target == group.attrs["id"] for _, target in links(page, "main a"))
    assert "3 无法判断" in [said(count) for count in under(page, ".counts li")]
    assert "不等于符合" in said(one(page, "header .note"))


def test_the_summary_counts_by_rule(root: Path) -> None:
    found = planted(root)
    page = parsed(review_page(found))
    rows = {said(one(row, "code")): [said(cell) for cell in under(row, "td")] for row in under(page, ".list tbody tr")}
    assert rows.keys() == {finding.code for finding in found.findings}
    assert rows["GD201"] == ["1", "0", "0", "24"]
    others = len(found.counts) - len(rows)
    assert f"另有 {others} 条规则未发现问题。" in said(one(page, "header"))


def test_a_clean_report_says_that_nothing_was_found(root: Path) -> None:
    report = loads((root / "examples" / "records" / "云溪县财政局-2021.json").read_bytes())
    result = check(report, select=["GD2"])
    page = parsed(review_page(Checked.of("a.json", report, result)))
    assert under(page, "article") == []
    assert f"已检查的 {len(result.counts)} 条规则均未发现问题。" in said(one(page, "header"))
    assert "未发现问题。" in said(one(page, "aside"))


def test_where_it_stood_in_the_document_and_whose_fault_it_is() -> None:
    report = prose("无。")
    place = Evidence(place=Place(page=2, table=1, row=5, column=4), raw="7件")
    result = check(attrs.evolve(report, title="报告"), select=["GD106"], evidence={"title": place})
    page = parsed(review_page(Checked.of("a.json", report, result)))
    facts = [said(fact) for fact in under(page, "article:first-of-type .facts > li")]
    assert "原件 第 2 页表 1 第 5 行第 4 列，印作“7件”" in facts
    assert any(fact.startswith("判断 ") for fact in facts)


def test_severities_of_a_policy_are_shown(root: Path) -> None:
    found = planted(root)
    regraded = tuple(attrs.evolve(finding, regraded=Severity.INFO) for finding in found.findings)
    page = parsed(review_page(attrs.evolve(found, findings=regraded)))
    assert {article.attrs["data-look"] for article in under(page, "article")} == {"info"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_explanation_of_a_rule_is_in_the_language_of_the_page(root: Path, lang: Lang) -> None:
    page = parsed(review_page(planted(root), lang=lang))
    assert page.attrs["lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    for article in under(page, "article"):
        details = said(one(article, "details"))
        assert {"zh": "检查内容", "en": "What it does"}[lang] in details
        assert {"en": "检查内容", "zh": "What it does"}[lang] not in details
    head = said(one(page, "header"))
    assert ("错误" in head) is (lang == "zh")
    assert ("errors" in head) is (lang == "en")


# --- nothing from outside, and nothing of a record becomes markup ---------------------------------------------------


def skeleton(page: Element) -> list[tuple[str | None, list[str]]]:
    return [(element.name, sorted(element.attrs)) for element in under(page, "*")]


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_no_text_becomes_markup(fmt: Format) -> None:
    hostile, harmless = (parsed(review_page(everything(fmt, text))) for text in ("".join(HOSTILE), "甲乙丙"))
    assert skeleton(hostile) == skeleton(harmless)
    assert len(under(hostile, "script")) == 1
    names = {name for _, names in skeleton(hostile) for name in names}
    assert not any(name.startswith("on") for name in names)


def test_no_text_becomes_markup_in_the_index() -> None:
    def page(texts: tuple[str, ...]) -> Element:
        named = [attrs.evolve(prose("无。"), organ=Organ(name=text)) for text in texts]
        found = [attrs.evolve(checked(report), name=text) for report, text in zip(named, texts, strict=True)]
        return parsed(index_page(found, links=texts))

    hostile = page(HOSTILE)
    assert skeleton(hostile) == skeleton(page(tuple("甲乙丙丁戊己庚辛")))
    targets = [link.attrs["href"] or "" for link in under(hostile, "#reports a")]
    assert tuple(map(unquote, targets)) == HOSTILE
    assert not any(re.search("[:<>\"']", target) for target in targets)


def pages(root: Path) -> list[str]:
    found = planted(root)
    return [review_page(found, index="index.html"), index_page([found, found], links=["a.html", "b.html"], lang="en")]


def test_nothing_comes_from_outside(root: Path) -> None:
    for page in pages(root):
        assert not re.search(r"url\(|@import|expression\(|https?:|src=", page)
        tags = {element.name for element in under(parsed(page), "*")}
        assert not tags & {"link", "img", "iframe", "object", "base", "embed"}


def test_the_policy_allows_this_script_and_no_other(root: Path) -> None:
    for page in pages(root):
        tree = parsed(page)
        script = raw(one(tree, "script"))
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = one(tree, "meta[http-equiv]").attrs["content"] or ""
        assert policy.split("; ")[:3] == [
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            f"script-src 'sha256-{digest}'",
        ]


# --- many reports -------------------------------------------------------------------------------------------------


def test_the_index_counts_by_report_rule_and_organ(root: Path) -> None:
    found = planted(root)
    other = checked(attrs.evolve(prose("无。"), organ=Organ(), year=None), attrs.evolve(quoting("title"), waived="可"))
    page = parsed(index_page([found, found, other], links=["a.html", "b c.html", "d#.html"]))
    rows = [[said(cell) for cell in under(row, "th, td")] for row in under(page, "#reports tbody tr")]
    planted_row = ["云溪县档案馆", "2023", "2021", "3", "3", "0", "0", "0", found.name]
    assert rows == [planted_row, planted_row, ["（未署机关）", "", "2021", "0", "0", "0", "1", "0", "a.json"]]
    assert [link.attrs["href"] for link in under(page, "#reports a")] == ["a.html", "b%20c.html", "d%23.html"]
    rules = {
        said(one(row, "code")): [said(cell) for cell in under(row, "td")] for row in under(page, "#rules tbody tr")
    }
    assert rules["GD201"] == ["2", "2", "0", "0"]
    assert rules["GD106"] == ["3", "2", "1", "0"]
    organs = [[said(cell) for cell in under(row, "th, td")] for row in under(page, "#organs tbody tr")]
    assert organs[0][:4] == ["云溪县档案馆", "2", "6", "6"]
    assert organs[1][:4] == ["（未署机关）", "1", "0", "0"]
    assert [said(count) for count in under(page, ".counts li")][:4] == ["6 错误", "6 警告", "0 提示", "1 已豁免"]


def test_each_report_of_an_index_has_one_link(root: Path) -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        index_page([planted(root), planted(root)], links=["a.html"])


def test_a_folder_of_pages_and_their_index(root: Path, tmp_path: Path) -> None:
    hostile = everything(FORMATS["2021"], "../../<x>:a/b")
    given = iter([planted(root), hostile, planted(root)])
    folder = tmp_path / "new" / "folder"
    paths = write_review(given, folder)
    assert [path.name for path in paths] == [
        "index.html", "云溪县档案馆-2023.html", "xab-2021.html", "云溪县档案馆-2023-2.html"
    ]  # fmt: skip
    assert sorted(folder.iterdir()) == sorted(paths), "nothing else is written, and nothing elsewhere"
    index = parsed(paths[0].read_text(encoding="utf-8"))
    assert [folder / unquote(link.attrs["href"] or "") for link in under(index, "#reports a")] == list(paths[1:])
    for path in paths[1:]:
        back = one(parsed(path.read_text(encoding="utf-8")), "a.back")
        assert back.attrs["href"] == "index.html"


def test_an_index_of_nothing(tmp_path: Path) -> None:
    (path,) = write_review([], tmp_path)
    assert "共 0 份报告" in path.read_text(encoding="utf-8")


def test_without_jinja2_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    module._environment.cache_clear()
    with pytest.raises(MissingExtra, match=r"govdisclosure\[html\]"):
        review_page(planted(root))
    module._environment.cache_clear()
