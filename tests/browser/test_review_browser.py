"""The pages of a review as a browser has them: links, filters, keyboard, print; with the script and without it."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from govdisclosure import Finding, Organ, Report, Report2021, check, loads
from govdisclosure.checks._rule import Outcome, Quote
from govdisclosure.review import Checked
from govdisclosure.review.html import index_page, write_review

FAMILIES = ("GD1", "GD2")
WIDE, NARROW = (1280, 900), (400, 800)
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens pages without a network; none may ask for anything, complain or open a dialog."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(path: Path, fragment: str = "", size: tuple[int, int] = WIDE, script: bool = True) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, java_script_enabled=script, offline=True)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url))
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def records(root: Path) -> list[tuple[str, Report]]:
    return [(path.name, loads(path.read_bytes())) for path in sorted((root / "examples" / "records").glob("*.json"))]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review of the examples; the one with planted errors has passages, something waived and something undecided."""
    made = tmp_path_factory.mktemp("review")
    write_review((_checked(name, report) for name, report in records(root)), made)
    return made


def _checked(name: str, report: Report) -> Checked:
    found = Checked.of(name, report, check(report, select=FAMILIES))
    if "有误" not in name:
        return found
    quotes = (Quote("sections[0].parts[0].paragraphs[0]", 0, 8), Quote("sections[0].parts[1].paragraphs[0]", 0, 6))
    args = {"words": "甲", "expected": "乙"}
    quoting = Finding(code="GD106", message="wording", path=quotes[0].path, args=args, quotes=quotes)
    waived = Finding(code="GD105", message="none", path="requests.carried_out.total", waived="已核实")
    waived = attrs.evolve(waived, args={"text": "无", "heading_zh": "甲", "heading_en": "A"})
    path = "proceedings.reconsideration.total"
    undecided = Finding(code="GD204", message="undecidable", path=path, outcome=Outcome.UNDECIDABLE)
    return attrs.evolve(found, findings=(*found.findings, quoting, waived), undecided=(undecided,))


@pytest.fixture
def faulty(folder: Path) -> Path:
    return folder / "云溪县档案馆-2023.html"


def finding_of(page: Page, code: str) -> Locator:
    return page.locator(f'article.finding[data-rule="{code}"]').first


def shown(page: Page) -> list[str]:
    found = page.locator("article.finding")
    return [found.nth(n).get_attribute("id") or "" for n in range(found.count()) if found.nth(n).is_visible()]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


# --- from a mark to its explanation and back ----------------------------------------------------------------------


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_click_on_a_marked_cell_shows_its_explanation_and_leaves_the_report_where_it_is(
    visit: Visit, faulty: Path, script: bool
) -> None:
    page = visit(faulty, script=script)
    cell = page.locator('td[data-path="requests.results.total.total"]')
    cell.scroll_into_view_if_needed()
    before = cell.bounding_box()
    explanation = finding_of(page, "GD203")
    expect(explanation).not_to_be_in_viewport()
    cell.click(position={"x": 6, "y": 6})
    expect(explanation).to_be_in_viewport(ratio=0.9)
    assert cell.bounding_box() == before


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_click_on_a_marked_sentence_shows_its_explanation(visit: Visit, faulty: Path, script: bool) -> None:
    page = visit(faulty, script=script)
    page.locator("main a.said", has_text="统计期限").click()
    expect(finding_of(page, "GD107")).to_be_in_viewport(ratio=0.9)
    assert page.url.endswith("#" + (finding_of(page, "GD107").get_attribute("id") or "?"))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_an_explanation_leads_back_to_its_cell(visit: Visit, faulty: Path, script: bool, size: tuple[int, int]) -> None:
    page = visit(faulty, script=script, size=size)
    finding_of(page, "GD203").locator(".facts a").first.click()
    cell = page.locator('td[data-path="requests.results.total.total"]')
    expect(cell).to_be_in_viewport()
    plain = page.locator('td[data-path="requests.received.natural_person"]')
    assert background(cell) != background(plain)


def background(element: Locator) -> str:
    return str(element.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_each_passage_of_a_finding_leads_to_it_and_is_listed(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    quoted = page.locator('article[data-rule="GD106"]', has_text="乙")
    number = quoted.get_attribute("data-number")
    assert page.locator(f'main a.said[href="#finding-{number}"]').count() == 2
    places = quoted.locator(".facts li").first.locator("a")
    assert places.count() == 2
    places.nth(1).click()
    expect(page.locator(f"#mark-{number}-2")).to_be_in_viewport()


def test_an_address_with_a_finding_opens_at_it_and_shows_the_parts_of_the_sum(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    name = finding_of(page, "GD201").get_attribute("id")
    page = visit(faulty, fragment=f"#{name}")
    assert focused(page) == name
    expect(page.locator('td[data-path="requests.received.total"]')).to_be_in_viewport()
    assert page.locator("td.part-of").count() == 6
    page.keyboard.press("n")
    assert page.locator("td.part-of").count() != 6


# --- filters ------------------------------------------------------------------------------------------------------


def test_the_filter_hides_findings_and_their_marks(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    everything = shown(page)
    cell = page.locator('td[data-path="requests.received.total"]')
    status = page.locator("[role=status]")
    expect(status).to_have_text(f"显示 {len(everything)} 项，共 {len(everything)} 项")
    page.get_by_label("错误", exact=True).uncheck()
    assert len(shown(page)) == len(everything) - 3
    expect(finding_of(page, "GD201")).to_be_hidden()
    expect(cell.locator("a.n")).to_be_hidden()
    assert cell.evaluate("element => getComputedStyle(element).outlineStyle") == "none"
    assert cell.inner_text().strip() == "7"
    expect(status).to_have_text(f"显示 {len(everything) - 3} 项，共 {len(everything)} 项")
    page.get_by_label("错误", exact=True).check()
    assert shown(page) == everything
    expect(cell.locator("a.n")).to_be_visible()


def test_the_filter_by_rule_and_by_what_is_waived_or_undecided(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    page.locator("select[name=rule]").select_option("GD203")
    assert shown(page) == [finding_of(page, "GD203").get_attribute("id")]
    expect(page.locator("#undecided")).to_be_hidden()
    page.locator("select[name=rule]").select_option("")
    expect(page.locator("#undecided")).to_be_visible()
    waived = page.locator("article.waived")
    expect(waived).to_contain_text("已核实")
    page.get_by_label("已豁免", exact=True).uncheck()
    expect(waived).to_be_hidden()
    mark = page.locator("main a.undecided").first
    expect(mark).to_be_visible()
    page.get_by_role("checkbox", name="无法判断").uncheck()
    expect(page.locator("#undecided")).to_be_hidden()
    expect(mark).to_be_hidden()


# --- keyboard -----------------------------------------------------------------------------------------------------


def test_the_keyboard_goes_through_the_findings(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    names = shown(page)
    page.keyboard.press("n")
    assert focused(page) == names[0]
    expect(page.locator("main h1")).to_be_in_viewport()
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    assert focused(page) == names[2]
    expect(page.locator(f"#{names[2]}")).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert focused(page) == names[0], "there is none before the first"
    for _ in names:
        page.keyboard.press("n")
    assert focused(page) == names[-1], "there is none after the last"
    outline = page.locator(f"#{names[-1]}").evaluate("element => getComputedStyle(element).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2, "the focus is seen"


def test_the_keyboard_passes_over_what_is_filtered_out(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    page.get_by_label("警告", exact=True).uncheck()
    page.locator("main").click(position={"x": 5, "y": 5})
    left = shown(page)
    for name in left:
        page.keyboard.press("n")
        assert focused(page) == name


def test_keys_typed_into_the_filter_are_left_alone(visit: Visit, faulty: Path) -> None:
    page = visit(faulty)
    page.locator("select[name=rule]").focus()
    page.keyboard.press("n")
    assert page.locator(".current").count() == 0
    assert page.evaluate("document.activeElement.name") == "rule"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_tab_reaches_every_mark_and_enter_follows_it(visit: Visit, faulty: Path, script: bool) -> None:
    page = visit(faulty, script=script)
    first = page.locator("main a").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("element => element === document.activeElement"):
            break
    else:
        raise AssertionError("no mark was reached")
    page.keyboard.press("Enter")
    assert page.url.endswith(first.get_attribute("href") or "?")


# --- narrow screens, paper, no script -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["云溪县档案馆-2023.html", "index.html"])
def test_a_narrow_screen_needs_no_sideways_scrolling(visit: Visit, folder: Path, name: str) -> None:
    page = visit(folder / name, size=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_without_the_script_nothing_is_lost(visit: Visit, faulty: Path) -> None:
    page = visit(faulty, script=False)
    expect(page.locator("form.filter")).to_be_hidden()
    assert len(shown(page)) == page.locator("article").count()
    details = finding_of(page, "GD201").locator("details")
    details.locator("summary").click()
    expect(details.locator("p").first).to_be_visible()


def printed(page: Page, target: Path) -> str:
    page.pdf(path=target, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], check=True, capture_output=True).stdout.decode()
    return "".join(text.split())


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_paper_has_the_marks_and_every_explanation_once(
    visit: Visit, faulty: Path, tmp_path: Path, script: bool
) -> None:
    page = visit(faulty, script=script)
    text = printed(page, tmp_path / "page.pdf")
    report, _, list_ = text.partition("发现的问题")
    assert "所列数据的统计期限自2023年1月1日起至2023年11月30日止。2" in report, "the passage and its number"
    rules = [page.locator("article").nth(n).get_attribute("data-rule") for n in range(page.locator("article").count())]
    assert list_.count("检查内容") == len(set(rules)) < len(rules)
    assert list_.count("规则说明见第1项") == rules.count(rules[0]) - 1
    for n in range(page.locator("article").count()):
        message = page.locator("article .message").nth(n).text_content() or ""
        assert "".join(message.split()) in list_
    assert "全部规则" not in text, "no filter on paper"
    facts = subprocess.run(["pdfinfo", str(tmp_path / "page.pdf")], check=True, capture_output=True, text=True).stdout
    assert "A4" in facts


def test_paper_explains_each_rule_that_is_shown(visit: Visit, faulty: Path, tmp_path: Path) -> None:
    page = visit(faulty)
    page.get_by_label("警告", exact=True).uncheck()
    page.get_by_label("已豁免", exact=True).uncheck()
    text = printed(page, tmp_path / "page.pdf").partition("发现的问题")[2]
    assert text.count("检查内容") == 3
    assert page.locator("details[open].about").count() == 0, "what was opened for paper is closed again"


# --- the list of reports --------------------------------------------------------------------------------------------


def column(page: Page, number: int, table: str = "reports") -> list[str]:
    cells = page.locator(f"#{table} tbody tr > :nth-child({number})")
    return [text.strip() for text in cells.all_inner_texts()]


def visible_rows(page: Page) -> int:
    rows = page.locator("#reports tbody tr")
    return sum(rows.nth(n).is_visible() for n in range(rows.count()))


def test_the_list_is_sorted_by_its_heads(visit: Visit, folder: Path) -> None:
    page = visit(folder / "index.html")
    head = page.locator("#reports th", has_text="错误")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    errors = [int(text) for text in column(page, 4)]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] == 3
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert [int(text) for text in column(page, 4)] == errors[::-1]
    organ = page.locator("#reports th", has_text="机关")
    organ.get_by_role("button").click()
    assert organ.get_attribute("aria-sort") == "ascending"
    assert page.locator("#reports [aria-sort]").count() == 1
    assert column(page, 1) == page.evaluate("names => names.sort(new Intl.Collator('zh-CN').compare)", column(page, 1))
    page.locator("#rules th", has_text="发现").get_by_role("button").click()
    found = [int(text) for text in column(page, 3, "rules")]
    assert found == sorted(found, reverse=True)


def test_the_list_is_filtered(visit: Visit, folder: Path) -> None:
    page = visit(folder / "index.html")
    every = visible_rows(page)
    expect(page.locator("[role=status]")).to_have_text(f"显示 {every} 份，共 {every} 份")
    search = page.get_by_role("searchbox")
    search.fill("教育局")
    assert visible_rows(page) == 2
    search.fill("教育局 2020")
    assert visible_rows(page) == 1
    search.fill("")
    page.locator("select[name=format]").select_option("legacy")
    assert visible_rows(page) == 1
    page.locator("select[name=format]").select_option("")
    page.locator("select[name=rule]").select_option("GD201")
    assert visible_rows(page) == 1
    page.locator("select[name=rule]").select_option("")
    page.get_by_label("只看有问题的").check()
    assert visible_rows(page) == 1
    expect(page.locator("[role=status]")).to_have_text(f"显示 1 份，共 {every} 份")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_list_leads_to_each_report_and_back(visit: Visit, folder: Path, script: bool) -> None:
    page = visit(folder / "index.html", script=script)
    page.get_by_role("link", name="云溪县水利局").click()
    expect(page.locator(".subject")).to_contain_text("云溪县水利局")
    page.locator("a.back").click()
    expect(page.locator("#reports")).to_be_visible()
    expect(page.locator("form.filter")).to_be_visible() if script else expect(
        page.locator("form.filter")
    ).to_be_hidden()


def test_a_list_of_thousands_is_sorted_and_filtered_at_once(visit: Visit, tmp_path: Path) -> None:
    report = Report2021(year=2023, organ=Organ())
    finding = Finding(code="GD106", message="missing", path="title")
    many = 3000
    rows = (
        Checked(
            name=f"{n}.json",
            report=attrs.evolve(report, organ=Organ(name=f"云溪县第{n * 7919 % many}小学")),
            findings=(finding,) * (n % 5),
        )
        for n in range(many)
    )
    path = tmp_path / "index.html"
    path.write_text(index_page(rows, links=[f"{n}.html" for n in range(many)]), encoding="utf-8")
    page = visit(path)
    sorting = """button => {
        const start = performance.now();
        button.click();
        document.body.offsetHeight;
        return performance.now() - start;
    }"""
    assert page.locator("#reports th", has_text="机关").get_by_role("button").evaluate(sorting) < 5000
    assert page.locator("#reports tbody th").first.inner_text() == "云溪县第0小学"
    filtering = """box => {
        const start = performance.now();
        box.value = "第12小学";
        box.dispatchEvent(new Event("input", { bubbles: true }));
        document.body.offsetHeight;
        return performance.now() - start;
    }"""
    assert page.get_by_role("searchbox").evaluate(filtering) < 5000
    expect(page.locator("[role=status]")).to_have_text(f"显示 1 份，共 {many} 份")


def test_the_heads_of_a_long_list_are_repeated_on_paper(visit: Visit, tmp_path: Path) -> None:
    report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    path = tmp_path / "index.html"
    many = [Checked(name="a.json", report=report, findings=())] * 120
    path.write_text(index_page(many, links=["a.html"] * len(many)), encoding="utf-8")
    text = printed(visit(path), tmp_path / "index.pdf")
    assert text.count("机关年度格式错误警告提示已豁免无法判断文件") > 2


# --- hostile records ----------------------------------------------------------------------------------------------


def test_nothing_in_a_record_runs(visit: Visit, tmp_path: Path, root: Path) -> None:
    attack = '</script></title></style><script>alert(1)</script><img src=x onerror=alert(2)>" onfocus="alert(3)'
    _, report = records(root)[0]
    report = attrs.evolve(report, title=attack, organ=Organ(name=attack), preamble=(attack,), signed_by=attack)
    finding = Finding(code="GD106", message="no_year", path="title", args={"title": attack}, raw=attack)
    quoting = attrs.evolve(finding, quotes=(Quote("preamble[0]", 3, 40),), waived=attack)
    paths = write_review([Checked(name=attack, report=report, findings=(finding, quoting))], tmp_path)
    page = visit(paths[1])
    page.locator("main a").first.click()
    assert page.locator("main h1").inner_text().startswith(attack)
    assert page.locator("article").count() == 2
    assert visit(paths[0]).locator("tbody a").first.inner_text() == attack
