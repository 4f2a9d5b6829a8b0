"""Every page that is written, as people have it who need more than a wide screen, a mouse and colours."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe import SMALL_TEXT, barriers
from playwright.sync_api import Browser, Page
from written_pages import LANGS, faulty, nameless, parsed

from govdisclosure import FORMATS
from govdisclosure.checks import CheckResult
from govdisclosure.errors import Lang
from govdisclosure.notebook import html_of
from govdisclosure.summary import _charts
from govdisclosure.writers.html import html

PAGES = (
    *(f"{kind} {name}" for kind in ("report", "form") for name in FORMATS),
    *(f"{kind} {lang}" for kind in ("review", "legacy", "index", "summary") for lang in LANGS),
)
Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, pages: dict[str, Path]) -> Iterator[Visit]:
    """Opens a page by its name or path, without a network."""
    opened: list[Page] = []

    def visited(name: str | Path, width: int = 1280, **context: str) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, offline=True, **context)  # type: ignore[arg-type]
        opened.append(page)
        page.set_default_timeout(10_000)
        page.goto((pages[name] if isinstance(name, str) else name).as_uri())
        if isinstance(name, str) and name.startswith("summary"):
            page.wait_for_selector("figure svg")
            page.wait_for_function("document.querySelectorAll('figure img').length === 0")
        return page

    yield visited
    for page in opened:
        page.close()


def test_every_kind_of_page_is_looked_at(pages: dict[str, Path]) -> None:
    assert set(PAGES) == pages.keys()


# --- what axe finds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_nothing_on_a_page_keeps_people_out(visit: Visit, name: str) -> None:
    assert barriers(visit(name)) == []


@pytest.mark.parametrize("name", ["review zh", "index en"])
def test_nor_on_a_narrow_screen(visit: Visit, name: str) -> None:
    assert barriers(visit(name, width=320)) == []


@pytest.mark.parametrize("name", ["report 2021", "review zh", "index en", "summary zh"])
def test_a_page_is_as_light_where_the_system_is_dark(visit: Visit, name: str) -> None:
    """Its colours are its own, all of them: nothing light is put on what the system paints dark, nor the reverse."""
    paints = """() => [...document.querySelectorAll("html, body, td, input, select, button")].map((each) => {
        const { color, backgroundColor } = getComputedStyle(each);
        return color + backgroundColor;
    })"""
    page = visit(name, color_scheme="dark")
    dark = page.evaluate(paints)
    page.emulate_media(color_scheme="light")
    assert page.evaluate(paints) == dark
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_nor_while_a_finding_is_looked_at_and_explained(visit: Visit) -> None:
    page = visit("review en")
    page.keyboard.press("n")
    page.keyboard.press("n")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.locator("main .current").count() > 0
    assert barriers(page) == []


def test_a_report_without_a_title_has_no_heading_but_is_read_all_the_same(visit: Visit, tmp_path: Path) -> None:
    path = tmp_path / "nameless.html"
    path.write_text(html(nameless("2021")), encoding="utf-8")
    page = visit(path)
    assert page.title()
    assert barriers(page, but=frozenset({"page-has-heading-one"})) == []


def test_these_tests_see_what_they_look_for(visit: Visit) -> None:
    page = visit("index zh")
    page.evaluate("""() => {
        document.querySelector("td.zero").style.color = "#999";
        document.querySelector("input[type=search]").removeAttribute("aria-label");
        document.querySelector("input[type=search]").removeAttribute("placeholder");
        document.querySelector("#rules thead th").textContent = "";
    }""")
    found = " ".join(barriers(page))
    assert all(rule in found for rule in ("serious color-contrast", "critical label", "minor empty-table-header"))


def test_figures_can_be_read_on_the_colours_of_charts() -> None:
    for colour in _charts.COLOURS:
        ink = _charts._ON_DARK if colour in _charts._DARK else _charts._ON_LIGHT
        low, high = sorted((_light(colour), _light(ink)))
        assert (high + 0.05) / (low + 0.05) >= SMALL_TEXT, colour


def _light(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- what is read aloud ---------------------------------------------------------------------------------------------


def test_every_page_of_a_review_has_a_title_of_its_own(pages: dict[str, Path]) -> None:
    found = [path.read_text(encoding="utf-8") for path in pages["index zh"].parent.glob("*.html")]
    titles = [page.partition("<title>")[2].partition("</title>")[0] for page in found]
    assert len(titles) == 13
    assert len(set(titles)) == len(titles)
    assert all(titles)


_IN_NO_LANGUAGE_OF_ITS_OWN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    const chinese = /\\p{Script=Han}/u.test(walker.currentNode.data);
    const isChinese = at.closest("[lang]").lang === "zh-CN";
    if (!at.closest("script, style, option") && chinese && !isChinese) found.push(walker.currentNode.data);
  }
  return found;
}"""


@pytest.mark.parametrize("name", ["review en", "legacy en", "index en", "summary en"])
def test_chinese_on_an_english_page_is_marked_as_chinese(visit: Visit, name: str) -> None:
    assert visit(name).evaluate(_IN_NO_LANGUAGE_OF_ITS_OWN) == []


def test_what_a_mark_says_is_in_the_language_of_the_page(visit: Visit) -> None:
    assert {link.get_attribute("lang") for link in visit("review en").locator("main a.n").all()} == {"en"}
    assert {link.get_attribute("lang") for link in visit("review zh").locator("main a.n").all()} == {None}


# --- narrow screens, zoom, paper ------------------------------------------------------------------------------------

_CUT = """() => {
  const told = [];
  for (const each of document.querySelectorAll("body *")) {
    const style = getComputedStyle(each);
    const isHidden = each.clientWidth <= 1 || each.closest("svg") || !each.checkVisibility();
    if (isHidden || each.scrollWidth <= each.clientWidth + 1 || style.display === "inline") continue;
    const scrolls = ["auto", "scroll"].includes(style.overflowX);
    const isReached = each.tabIndex === 0 && each.getAttribute("aria-label");
    if (style.overflowX === "visible" ? false : !(scrolls && isReached)) told.push(each.outerHTML.slice(0, 150));
  }
  return told;
}"""
"""What is cut off, or scrolls sideways and cannot be reached by the keyboard or has no name."""


_WIDER_THAN_ITS_PLACE = """() => [...document.querySelectorAll("table")].filter((table) => {
  const around = table.parentElement;
  return table.scrollWidth > around.clientWidth + 1 || getComputedStyle(around).overflowX !== "visible";
}).map(table => table.outerHTML.slice(0, 100))"""

PAPER = 665
"""The width of A4 between its margins, in CSS pixels."""


@pytest.mark.parametrize("name", PAGES)
def test_narrow_screens_and_paper_show_everything(visit: Visit, name: str) -> None:
    page = visit(name, width=320)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(_CUT) == []
    page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.evaluate(_WIDER_THAN_ITS_PLACE) == []


def test_marks_are_told_apart_on_paper_without_colours(visit: Visit) -> None:
    page = visit("review zh")
    page.emulate_media(media="print")
    lines = {
        look: page.locator(f"main td[data-mark={look}]").first.evaluate("""cell => {
            const style = getComputedStyle(cell);
            return [style.outlineStyle, parseFloat(style.outlineWidth) > 0 ? "seen" : "not seen"].join(" ");
        }""")
        for look in ("error", "info", "waived", "undecided")
    }
    assert lines == {"error": "solid seen", "info": "dotted seen", "waived": "double seen", "undecided": "dotted seen"}
    underlines = page.locator("main a.said").evaluate_all(
        "all => all.map(each => getComputedStyle(each).textDecorationStyle)"
    )
    assert {"solid", "dashed"} == set(underlines)
    title = page.locator("main h1[data-mark=warning]")
    assert title.evaluate("title => getComputedStyle(title).textDecorationStyle") == "dashed"
    numbers = page.locator("main a.n").evaluate_all("all => all.map(each => getComputedStyle(each, '::after').content)")
    assert all(number not in ("none", "normal", '""') for number in numbers)


def test_a_page_has_nothing_on_paper_that_only_a_screen_needs(visit: Visit) -> None:
    for name in ("review zh", "index zh"):
        page = visit(name)
        page.emulate_media(media="print")
        for only in ("form.filter", ".skip", ".back", ".jump", "th button"):
            assert not any(each.is_visible() for each in page.locator(only).all()), only
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgba(0, 0, 0, 0)"


# --- notebooks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "look"), [("zh", "background: #fff; color: #212121"), ("en", "background: #1e1e1e; color: #d4d4d4")]
)
def test_what_a_notebook_shows_keeps_nobody_out_in_light_or_dark(
    visit: Visit, tmp_path: Path, lang: Lang, look: str
) -> None:
    checked = faulty()
    result = CheckResult(findings=checked.findings, undecided=checked.undecided, counts=checked.counts)
    things = (checked.report, result, result.findings[0], parsed())
    cells = "".join(
        f"<section aria-label='{n}'>{html_of(thing, lang=lang)}</section>" for n, thing in enumerate(things)
    )
    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>notebook</title>"
        f"<body style='{look}'><main><h1>notebook</h1>{cells}</main></body></html>",
        encoding="utf-8",
    )
    page = visit(path)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(_CUT) == []


# --- colours of the reader's own ------------------------------------------------------------------------------------


def test_what_is_looked_at_is_seen_where_the_system_sets_the_colours(visit: Visit) -> None:
    page = visit("review zh", forced_colors="active")
    page.keyboard.press("n")
    page.keyboard.press("n")
    seen = "all => all.map(each => getComputedStyle(each).outlineStyle + getComputedStyle(each).outlineWidth)"
    assert set(page.locator("main .current").evaluate_all(seen)) == {"solid3px"}
    page.locator("article[data-rule=GD201] summary").first.focus()
    assert "dashed2px" in set(page.locator("main .part-of").evaluate_all(seen))
