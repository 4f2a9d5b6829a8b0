"""A Chinese page and the English one of the same name lead to each other, in the line below the title."""

import os
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
CHINESE = DOCS / "zh"
MADE_BY_HAND = ("tutorial", "how-to", "explanation")
PAGES = sorted(
    page.relative_to(CHINESE)
    for room in MADE_BY_HAND
    for page in (CHINESE / room).rglob("*.md")
    if page.name != "index.md"
)


def below_the_title(page: Path) -> str:
    title, empty, line, *_ = page.read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert empty == ""
    return line


def link(text: str, to: Path, start: Path) -> str:
    return f"[{text}]({Path(os.path.relpath(to, start.parent)).as_posix()})"


def test_there_are_chinese_pages() -> None:
    assert {page.parts[0] for page in PAGES} == set(MADE_BY_HAND)


@pytest.mark.parametrize("page", PAGES, ids=Path.as_posix)
def test_twins_lead_to_each_other(page: Path) -> None:
    chinese, english = CHINESE / page, DOCS / page
    assert below_the_title(chinese) == link("English", english, chinese)
    assert below_the_title(english) == link("中文", chinese, english)
