"""The page of a summary as a browser has it: charts are drawn without a network, with the script and without it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from small_corpus import BUREAU, COUNTY, TOTAL, YEAR, row, table_of

from govdisclosure.summary import rates, rates_page

FIGURES = {
    TOTAL: 20,
    "requests.results.disclosed.total": 9,
    "requests.results.refused.deliberative.total": 2,
    "requests.results.not_provided.not_held.total": 9,
    "requests.received.total": 21,
    "requests.carried_out.total": 1,
    "proceedings.reconsideration.corrected": 1,
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [row(name, year, FIGURES, code="370321") for name in (COUNTY, BUREAU) for year in (YEAR - 1, YEAR)]
    made = tmp_path_factory.mktemp("summary") / "summary.html"
    made.write_text(rates_page(rates(table_of(rows), ("year", "level"))), encoding="utf-8")
    return made


def visited(browser: Browser, path: Path, *, script: bool = True, width: int = 1280) -> tuple[Page, list[str]]:
    """The page without a network, and what it complained of or asked for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script, offline=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else complaints.append(asked.url))
    page.goto(path.as_uri())
    return page, complaints


def test_the_script_draws_every_chart_under_the_pages_own_policy(browser: Browser, path: Path) -> None:
    page, complaints = visited(browser, path)
    expect(page.locator("figure svg")).to_have_count(5)
    expect(page.locator("figure img")).to_have_count(0)
    texts = page.locator("#chart-trends svg text").all_text_contents()
    assert str(YEAR) in texts
    assert "不予公开" in texts
    assert complaints == []
    page.context.close()


def test_a_figure_is_told_to_who_points_at_it(browser: Browser, path: Path) -> None:
    page, complaints = visited(browser, path)
    expect(page.locator("figure svg")).to_have_count(5)
    page.locator("#chart-outcomes .mark-rect path").first.hover()
    told = page.locator("#vg-tooltip-element.visible")
    expect(told).to_be_visible()
    expect(told).to_contain_text("9 / 20")
    assert complaints == []
    page.context.close()


def test_without_the_script_the_same_charts_are_pictures(browser: Browser, path: Path) -> None:
    page, complaints = visited(browser, path, script=False)
    pictures = page.locator("figure img")
    expect(pictures).to_have_count(5)
    for n in range(5):
        box = pictures.nth(n).bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 100
        assert pictures.nth(n).get_attribute("alt")
    assert complaints == []
    page.context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_makes_the_page_wider_than_the_window(browser: Browser, path: Path, width: int) -> None:
    page, _ = visited(browser, path, width=width)
    expect(page.locator("figure svg")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
