"""What `make deep` rests on: what it counts, what it draws, and the page its figures stand on."""

import contextlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from deep.damage import PRINTED, WAYS, Case, Count, cases, faults, tried, undamaged
from deep.figures import LINES, PAGE, recorded, with_figures
from producers import PRODUCERS
from producers.chances import DAMAGES, SHORTENING, Elsewhere
from producers.documents import ORGAN, Table
from producers.drawn import drawn, plain
from producers.verdicts import judged

from govdisclosure import FORMATS, Format, UnreadableDocument, from_dict, read
from govdisclosure.readers import Limits

EVERY_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
PROPERTIES = """
import pytest
from effort import examples
from hypothesis import given, strategies as st

@given(st.integers())
def test_nothing_said(number): pass

@pytest.mark.hypothesis
def test_within():
    @examples(3)
    @given(st.integers())
    def holds(number): pass
    holds()

@examples(5, deep=7)
@given(st.integers())
def test_that_fails(number): assert number < 0
"""


def test_the_page_says_what_is_recorded() -> None:
    page = PAGE.read_text("utf-8")
    assert with_figures(page, recorded()) == page, "run: make figures"
    assert set(recorded()) <= set(LINES)


def test_a_page_without_a_place_for_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for deep"):
        with_figures("# What is proved\n", {})


@pytest.mark.parametrize(("profile", "counts"), [("ordinary", (100, 3)), ("deep", (1000, 30))])
def test_examples_are_counted(profile: str, counts: tuple[int, int], root: Path, tmp_path: Path) -> None:
    said, lines = tallied(root, tmp_path, "--hypothesis-profile", profile)
    assert "1 failed, 2 passed" in said
    assert all(line["reached"] for line in lines)
    assert [line["failed"] for line in lines] == [False, False, True]
    assert tuple(line["examples"] for line in lines)[:2] == counts
    assert lines[2]["examples"] > 0


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "side by side"])
def test_no_test_is_begun_when_the_time_has_come(workers: tuple[str, ...], root: Path, tmp_path: Path) -> None:
    said, lines = tallied(root, tmp_path, "--until", "1", *workers)
    assert "failed" not in said
    assert len(lines) == 3
    assert not any(line["reached"] or line["examples"] for line in lines)


def tallied(root: Path, folder: Path, *options: str) -> tuple[str, list[dict[str, Any]]]:
    """What pytest says of these property tests, and what the plugin wrote of each."""
    for name in ("conftest.py", "effort.py"):
        (folder / name).write_text((root / "tests" / name).read_text("utf-8"), "utf-8")
    (folder / "test_case.py").write_text(PROPERTIES, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "deep.counting", "--tried", str(folder / "tried"), "-q"]
    command += ["-m", "hypothesis", "-p", "no:cacheprovider", *options, str(folder)]
    path = {"PYTHONPATH": str(root / "tests"), "PATH": ""}
    done = subprocess.run(command, cwd=folder, env=path, capture_output=True, text=True, check=False)
    return done.stdout, [json.loads(line) for line in (folder / "tried").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", DAMAGES)
def test_every_damage_is_done_somewhere(name: str) -> None:
    changed = [new for fmt in FORMATS.values() for key in fmt.tables for new in done_to(plain(fmt).table(key), name)]
    assert changed


def done_to(table: Table, name: str) -> Iterator[object]:
    """What a damage makes of a table, if it can be done to it."""
    with contextlib.suppress(Elsewhere):
        new = DAMAGES[name](table, random.Random(1), map(str, range(5000, 6000)))
        assert new != table
        yield new


@EVERY_FORMAT
def test_the_same_chance_draws_the_same(fmt: Format) -> None:
    assert drawn(fmt, "html_plain", random.Random(4)) == drawn(fmt, "html_plain", random.Random(4))
    assert drawn(fmt, "html_plain", random.Random(4)) != drawn(fmt, "html_plain", random.Random(5))


@EVERY_FORMAT
def test_every_figure_is_another_number(fmt: Format) -> None:
    figures = drawn(fmt, "html_plain", random.Random(4)).figures
    assert set(figures) == set(fmt.by_path)
    assert len(set(figures.values())) == len(figures)
    assert not any(str(figure) in ORGAN for figure in figures.values())


def test_no_cell_is_taken_out_of_rows_that_have_no_end() -> None:
    fmt = FORMATS["2021"]
    done = {name for n in range(150) for _, name in drawn(fmt, "xlsx_sheets", random.Random(n)).damages}
    assert done == {*DAMAGES} - SHORTENING


def test_documents_of_every_kind_hold_what_must_hold() -> None:
    """A few in every run; thousands in `make deep`."""
    counted = Count()
    for case, _ in zip(cases(1, tuple(PRODUCERS)), range(2 * len(PRODUCERS)), strict=False):
        assert tried(case, counted) == []
    assert counted.documents == 2 * len(PRODUCERS)
    assert counted.right > 0.8 * counted.values
    assert counted.right + counted.gone + counted.lost == counted.values


def test_a_printed_document_holds_it_too() -> None:
    assert tried(Case(1, 0, PRINTED), Count()) == []
    assert set(WAYS) == {*PRODUCERS, PRINTED}


def test_what_is_wrong_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures that are not those of the document; a table that is lost without a word; and a document not read."""
    case = next(each for each in cases(1, ("html_plain",)) if each.made.fmt.headings)
    made = case.made
    parsed = undamaged(made.fmt.name, case.way)
    verdict = judged(parsed, parsed, made.figures)
    assert sum(fault.startswith("wrong") for fault in faults(made, verdict, case.way)) > 100
    silent = attrs.evolve(
        parsed, report=from_dict({"format": made.fmt.name, "year": made.fmt.first_year, "organ": {}}, draft=True)
    )
    lost = judged(silent, parsed, dict(made.figures))
    assert any(fault.startswith("unsaid") for fault in faults(made, lost, case.way))

    def refuse(data: bytes, limits: Limits) -> None:
        raise UnreadableDocument("x", "no", "否", "-", "-")

    monkeypatch.setattr("deep.damage.read", refuse)
    counted = Count()
    assert tried(case, counted) == ["refused: x: no; -"]
    assert counted.refused == 1


@pytest.mark.parametrize("producer", PRODUCERS)
def test_a_row_without_a_cell_can_be_drawn(producer: str) -> None:
    fmt = FORMATS["2021"]
    document = plain(fmt)
    table = document.table("proactive")
    empty = document.with_table("proactive", attrs.evolve(table, rows=((), *table.rows[1:])))
    assert read(PRODUCERS[producer](empty)).report.format == fmt.name
