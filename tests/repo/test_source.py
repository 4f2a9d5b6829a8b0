"""What keeps a new format from touching the core, read off the syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from govdisclosure import FORMATS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "govdisclosure"
YEARS = range(1990, 2100)


def _modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _years(tree: ast.AST) -> list[int]:
    numbers = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is int)
    return [node.lineno for node in numbers if node.value in YEARS]


def _lists_of_formats(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            named = {e.value for e in node.elts if isinstance(e, ast.Constant) and e.value in FORMATS}
            if len(named) > 1:
                yield node.lineno


def _efforts(tree: ast.AST) -> list[int]:
    return [
        node.value.lineno for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "max_examples"
    ]


def _may_know_years(path: Path) -> bool:
    return path.is_relative_to(SOURCE / "formats") or path == SOURCE / "upgrade.py"


@pytest.mark.parametrize("path", [p for p in _modules(SOURCE) if not _may_know_years(p)], ids=lambda p: p.stem)
def test_no_year_is_written_outside_the_formats(path: Path) -> None:
    assert _years(_tree(path)) == [], "the core takes a Format and never asks for a year"


@pytest.mark.parametrize("path", _modules(ROOT / "tests"), ids=lambda p: p.stem)
def test_formats_are_taken_from_the_registry(path: Path) -> None:
    assert list(_lists_of_formats(_tree(path))) == [], "take the formats from FORMATS, not from a list"


@pytest.mark.parametrize("path", [p for p in _modules(ROOT / "tests") if p.name != "effort.py"], ids=lambda p: p.stem)
def test_how_much_is_tried_is_set_in_one_place(path: Path) -> None:
    assert _efforts(_tree(path)) == [], "decorate with effort.examples, that `make deep` tries more"


def test_these_tests_see_what_they_look_for() -> None:
    assert _years(ast.parse("if year >= 2021: pass\nx = 7")) == [1]
    names = ", ".join(map(repr, FORMATS))
    assert list(_lists_of_formats(ast.parse(f"x = 1\nfor name in ({names}): pass"))) == [2]
    assert list(_lists_of_formats(ast.parse(f"x = [{next(iter(FORMATS))!r}, 'other']"))) == []
    assert _efforts(ast.parse("@settings(deadline=None)\n@settings(max_examples=3)\ndef f(): pass")) == [2]
