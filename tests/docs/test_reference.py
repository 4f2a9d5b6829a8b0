"""The reference pages are those the program makes, and nothing public is without one."""

import subprocess
import sys
from pathlib import Path

import pytest

import govdisclosure
from govdisclosure import FORMATS, RULES
from govdisclosure.reference import REGENERATE, pages
from govdisclosure.reference._python import _text_below, doc_of

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
MEND = f"out of date; run: {REGENERATE}   (or: make generate)"
PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_drift(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), MEND
    assert path.read_text(encoding="utf-8") == PAGES[name], MEND


def test_drift_of_pages_that_are_gone() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.md")}
    assert found == set(PAGES), MEND


def test_the_command_writes_every_page_and_removes_those_of_rules_that_are_gone(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    for name in ("GD999.md", f"{next(iter(RULES))}.md"):
        (tmp_path / "rules" / name).write_text("old", encoding="utf-8")
    (tmp_path / "own.txt").write_text("kept", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "govdisclosure.reference", str(tmp_path)], check=True)
    written = {path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in _files(tmp_path)}
    assert written == {**PAGES, "own.txt": "kept"}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_name_without_a_text_below_it_has_no_page() -> None:
    assert doc_of("RULES").startswith("Every rule by its code")
    assert _text_below("no_such_name") == ""


def test_everything_public_is_on_a_page() -> None:
    assert all(f"## {name}\n" in PAGES["api.md"] for name in govdisclosure.__all__)
    assert all(f"`{cell.path}`" in PAGES["formats.md"] for fmt in FORMATS.values() for cell in fmt.cells)
    assert all(f"[{code}]({code}.md)" in PAGES["rules/index.md"] for code in RULES)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_explains_itself(code: str) -> None:
    page = PAGES[f"rules/{code}.md"]
    for part in ("## What it does", "## Why it matters", "## Example", "## Corrected", "\n---\n\n## 检查内容\n"):
        assert part in page, f"the docstring of {code} lacks {part!r}"
