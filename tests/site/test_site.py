"""The built site as a browser has it: from files alone, searched in two languages, on wide and narrow screens."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe import barriers
from lxml import html
from playwright.sync_api import Browser, Page, expect

PAGES = (
    "index.html",
    "how-to/check-a-folder.html",
    "reference/rules/GD203.html",
    "reference/formats/2021.html",
    "reference/schemas/2021.html",
    "reference/api/govdisclosure.html",
    "zh/index.html",
    "zh/tutorial/first-report.html",
)
"""Some of each kind."""


@pytest.fixture(scope="session")
def site(root: Path) -> Path:
    """The folder that make docs fills."""
    built = root / "build" / "site"
    assert (built / "index.html").is_file(), "run: make docs"
    return built


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may ask for files only."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def dead_links(folder: Path) -> list[str]:
    """Links, pictures, styles and scripts of all pages that lead to no file, or to no place in one."""
    pages = {path: html.parse(path).getroot() for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts}
    places = {path: set(root.xpath("//@id | //a/@name")) for path, root in pages.items()}
    dead: list[str] = []
    for path, root in pages.items():
        for _, _, link, _ in root.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            fragment = unquote(parts.fragment)
            if not target.is_file() or (target in places and fragment and fragment not in places[target]):
                dead.append(f"{path.relative_to(folder)}: {link}")
    return dead


def test_every_link_leads_somewhere(site: Path) -> None:
    assert dead_links(site) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    links = ("other.html", "other.html#here", "other.html#gone", "gone.html", "#gone", "#here", "https://example.org/")
    page = "<i id=here></i><img src=gone.png>" + "".join(f"<a href='{link}'>x</a>" for link in links)
    for name in ("page.html", "other.html"):
        (tmp_path / name).write_text(page if name == "page.html" else "<i id=here></i>", encoding="utf-8")
    assert dead_links(tmp_path) == [
        f"page.html: {link}" for link in ("gone.png", "other.html#gone", "gone.html", "#gone")
    ]


def test_a_page_that_asks_the_network_is_noticed(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<img src='http://127.0.0.1:9/picture.png'>", encoding="utf-8")
    context = browser.new_context(offline=True)
    asked: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((tmp_path / "page.html").as_uri())
    context.close()
    assert any(url.startswith("http:") for url in asked)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_language_and_no_sideways_scroll(site: Path, page: Page, name: str) -> None:
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if name.startswith("zh/") else "en")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_people_from_using_a_page(site: Path, page: Page, name: str) -> None:
    page.goto((site / name).as_uri())
    assert barriers(page) == []


def found(page: Page, site: Path, words: str) -> list[str]:
    """The titles that a search finds."""
    page.goto((site / "search.html").as_uri() + f"?q={words}")
    expect(page.locator("#search-results h2").first).to_have_text("Search Results", timeout=10_000)
    page.wait_for_timeout(500)  # the list grows
    return page.locator("ul.search li a").all_inner_texts()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("waiver", "Waive a finding"),
        ("Parquet engine", "Check a country"),
        ("GD203", "GD203"),
        ("豁免", "豁免"),
        ("结转下年度", "GD203"),
        ("不予公开", "2021"),
        ("横向合计不符", "GD201"),
    ],
)
def test_search_finds_both_languages(site: Path, page: Page, words: str, title: str) -> None:
    titles = found(page, site, words)
    assert any(title in each for each in titles), titles


def test_search_finds_nothing_that_is_not_there(site: Path, page: Page) -> None:
    assert found(page, site, "犀牛飞行执照") == []
