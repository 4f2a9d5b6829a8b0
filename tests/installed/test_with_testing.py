"""The wheel with the extra that programs use in their own tests."""

from pathlib import Path

import pytest
from environments import make, run
from markdown_it import MarkdownIt


@pytest.fixture(scope="session")
def with_testing(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(wheel, ["testing"], tmp_path_factory.mktemp("testing"))


def test_the_five_lines_of_the_page_run_in_a_new_environment(with_testing: Path, root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "how-to" / "test-a-generator.md").read_text(encoding="utf-8")
    lines = next(token.content for token in MarkdownIt().parse(page) if token.info == "python")
    assert len(lines.splitlines()) == 5
    own = "def generate(report):\n    return {**to_dict(report), 'year': 0}\n\n"
    wrong = lines.replace(" as generate", "").replace("\nassert_", f"\n{own}assert_", 1)
    for script, fails in ((lines, False), (wrong, True)):
        done = run(with_testing, script, tmp_path)
        assert ("govdisclosure.testing.CounterExample: assert_consistent: " in done.stderr) == fails
        assert (done.returncode != 0) == fails, done.stderr


def test_hypothesis_knows_the_classes_in_a_new_environment(with_testing: Path, tmp_path: Path) -> None:
    script = """
from hypothesis import given, settings, strategies as st
from govdisclosure import FORMATS, check
for fmt in FORMATS.values():
    drawn = []
    settings(max_examples=20, database=None)(given(st.from_type(fmt.report))(lambda report: drawn.append(report)))()
    assert any(report.title for report in drawn)
    assert all(type(report) is fmt.report and not check(report, select=["GD2"]).findings for report in drawn)
"""
    done = run(with_testing, script, tmp_path)
    assert done.returncode == 0, done.stderr
