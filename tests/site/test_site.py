"""The built site as a browser has it: from files alone, searched in two languages, on wide and narrow screens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = (
    "index.html",
    "how-to/check-a-folder.html",
    "reference/rules/GD203.html",
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
        ("政府信息公开 合计不符", "规则"),
    ],
)
def test_search_finds_both_languages(site: Path, page: Page, words: str, title: str) -> None:
    titles = found(page, site, words)
    assert any(title in each for each in titles), titles


def test_search_finds_nothing_that_is_not_there(site: Path, page: Page) -> None:
    assert found(page, site, "犀牛飞行执照") == []
