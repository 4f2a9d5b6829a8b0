"""A review and the list of reviews without a mouse: everything is reached, seen while it is, and left again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

Visit = Callable[..., Page]
WIDE, NARROW = (1280, 900), (390, 800)
MOST_STOPS = 300

_STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const marked = at.matches("main a") && at.closest("[data-mark], .said");
  const finding = at.closest("article");
  return {
    what: at.tagName.toLowerCase() + (at.id && "#" + at.id),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    finding: finding ? finding.id : null,
    href: at.getAttribute("href"),
    isMark: Boolean(marked),
  };
}"""


@pytest.fixture
def visit(browser: Browser, pages: dict[str, Path]) -> Iterator[Visit]:
    """Opens a page of the review, as a browser has it that is given nothing but keys."""
    opened: list[Page] = []

    def visited(name: str = "review zh", size: tuple[int, int] = WIDE, script: bool = True) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        page = browser.new_page(viewport=viewport, java_script_enabled=script, offline=True)  # type: ignore[arg-type]
        opened.append(page)
        page.set_default_timeout(10_000)
        page.goto(pages[name].as_uri())
        return page

    yield visited
    for page in opened:
        page.close()


def stops(page: Page) -> list[dict[str, Any]]:
    """Where Tab leads, from the top of the page until it leaves it."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"Tab never leaves the page: {[stop['what'] for stop in found[-5:]]}")


def is_focused(element: Locator) -> bool:
    return bool(element.evaluate("element => element === document.activeElement"))


def press_until(page: Page, key: str, wanted: Locator) -> None:
    """Press a key until an element has the focus."""
    for _ in range(MOST_STOPS):
        if is_focused(wanted):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached by {key}")


# --- a review -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "script"), [(WIDE, True), (NARROW, False)], ids=["wide", "narrow, no script"])
def test_tab_comes_by_every_mark_and_every_finding_and_leaves_the_page(
    visit: Visit, size: tuple[int, int], script: bool
) -> None:
    page = visit(size=size, script=script)
    found = stops(page)
    assert len({stop["finding"] for stop in found} - {None}) == page.locator("article").count() > 8
    assert sum(stop["isMark"] for stop in found) == page.locator("main a").count() > 8
    assert [stop["what"] for stop in found if not stop["seen"]] == []
    assert [stop["what"] for stop in found if not stop["inside"]] == []


def test_the_way_back_is_the_same(visit: Visit) -> None:
    page = visit()
    there = stops(page)
    back = []
    for _ in there:
        page.keyboard.press("Shift+Tab")
        back.append(page.evaluate(_STOP)["what"])
    assert back == [stop["what"] for stop in reversed(there)]


def test_the_first_tab_offers_ways_past_what_is_not_wanted(visit: Visit) -> None:
    page = visit()
    report, findings = page.get_by_role("link", name="跳到报告正文"), page.get_by_role("link", name="跳到发现的问题")
    expect(report).not_to_be_in_viewport(ratio=0.5)
    page.keyboard.press("Tab")
    assert is_focused(report)
    expect(report).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert is_focused(findings)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('aside') !== null")
    page.reload()
    press_until(page, "Tab", report)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert is_focused(page.locator("main a, main [tabindex='0']").first)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_a_finding_to_its_mark_and_back(visit: Visit, script: bool) -> None:
    page = visit(script=script)
    finding = page.locator("article[data-rule=GD203]").first
    place = finding.locator(".facts a").first
    press_until(page, "Tab", place)
    page.keyboard.press("Enter")
    mark = page.locator('td[data-path="requests.results.total.total"] a.n').first
    assert is_focused(mark)
    expect(mark).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(finding).to_be_in_viewport()
    expect(finding).to_be_focused()
    press_until(page, "Tab", finding.locator("summary"))


def test_what_a_finding_rests_on_is_reached_too(visit: Visit) -> None:
    page = visit()
    part = page.locator("article[data-rule=GD203] .part a").first
    press_until(page, "Tab", part)
    page.keyboard.press("Enter")
    expect(page.locator("td:target")).to_be_in_viewport()


def test_an_explanation_is_opened_and_closed(visit: Visit) -> None:
    page = visit()
    about = page.locator("article details.about").first
    press_until(page, "Tab", about.locator("summary"))
    for key, is_open in (("Enter", True), ("Enter", False), ("Space", True)):
        page.keyboard.press(key)
        assert about.evaluate("element => element.open") is is_open
    expect(about.locator("p").first).to_be_visible()


def test_findings_are_filtered(visit: Visit) -> None:
    page = visit()
    every = page.locator("article:visible").count()
    box = page.get_by_label("警告", exact=True)
    press_until(page, "Tab", box)
    page.keyboard.press("Space")
    assert page.locator("article:visible").count() < every
    page.keyboard.press("Space")
    assert page.locator("article:visible").count() == every
    press_until(page, "Tab", page.locator("select[name=rule]"))
    page.keyboard.type("GD203")
    expect(page.locator("article:visible")).to_have_count(1)
    page.keyboard.press("Home")
    expect(page.locator("article:visible")).to_have_count(every)


def test_keys_that_are_letters_can_be_switched_off(visit: Visit) -> None:
    page = visit()
    box = page.get_by_label("n 下一项")
    press_until(page, "Tab", box)
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    link = page.locator("article :is(a, summary)").first
    assert is_focused(link)
    page.keyboard.press("n")
    assert is_focused(link)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("n")
    assert is_focused(page.locator("article").nth(1))


def test_the_marks_of_a_finding_stand_out_while_it_has_the_focus(visit: Visit) -> None:
    page = visit()
    press_until(page, "Tab", page.locator("article[data-rule=GD203] summary").first)
    current = page.locator("main td.current")
    assert current.evaluate_all("all => all.map(each => each.dataset.path)") == ["requests.results.total.total"]
    assert page.locator("main td.part-of").count() > 1


# --- the list of reviews --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_list_is_gone_through(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("index zh", size)
    found = stops(page)
    assert {stop["href"] for stop in found} - {None} == {
        link.get_attribute("href") for link in page.locator("tbody a").all()
    }
    assert sum(stop["what"] == "button" for stop in found) == page.locator("th button").count()
    assert [stop["what"] for stop in found if not stop["seen"]] == []


def test_the_list_is_sorted_filtered_and_followed(visit: Visit) -> None:
    page = visit("index zh")
    errors = page.locator("#reports th", has_text="错误")
    press_until(page, "Tab", errors.get_by_role("button"))
    page.keyboard.press("Enter")
    assert errors.get_attribute("aria-sort") == "descending"
    press_until(page, "Shift+Tab", page.get_by_role("searchbox"))
    page.keyboard.type("水利局")
    expect(page.locator("#reports tbody tr:visible")).to_have_count(1)
    press_until(page, "Tab", page.locator("#reports tbody a:visible").first)
    page.keyboard.press("Enter")
    expect(page.locator(".subject")).to_contain_text("云溪县水利局")
    press_until(page, "Tab", page.locator("a.back"))
    page.keyboard.press("Enter")
    expect(page.locator("#reports")).to_be_visible()
