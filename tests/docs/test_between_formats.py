"""The page on what lies between the formats says what the program does."""

import re
from collections.abc import Iterator
from pathlib import Path

from govdisclosure import FORMATS, Format
from govdisclosure.upgrade import CHANGES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "between-formats.md"
OLDER, NEWER, *_ = (fmt for fmt in FORMATS.values() if fmt.headings)


def rows(heading: str) -> Iterator[tuple[str, ...]]:
    """The rows of the first table below a heading."""
    _, _, below = PAGE.read_text(encoding="utf-8").partition(f"\n{heading}\n")
    table = [line for line in below.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    for line in table[2:]:
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


def paths(text: str) -> Iterator[str]:
    """The paths in a cell of the table, `{a,b}` written out."""
    for span in re.findall(r"`([^`]+)`", text):
        start, _, rest = span.partition("{")
        inner, _, end = rest.partition("}")
        yield from (f"{start}{name}{end}" for name in inner.split(","))


def cells(fmt: Format, named: str) -> set[str]:
    """The cells at a path, which may be that of a row."""
    found = {cell.path for cell in fmt.cells if named in (cell.path, cell.row)}
    assert found, f"{fmt.name} has no {named}"
    return found


def test_the_table_has_every_figure_that_is_in_one_form_only_with_its_reason() -> None:
    change = CHANGES[OLDER.name, NEWER.name]
    only_older, only_newer = set[str](), set[str]()
    for one, other, why in rows("## 2019 and 2021"):
        for fmt, text, found in ((OLDER, one, only_older), (NEWER, other, only_newer)):
            for named in paths(text):
                found.update(cells(fmt, named))
                note = change.note(named)
                assert note is not None
                assert why == note.en
    assert only_older == OLDER.by_path.keys() - NEWER.by_path.keys()
    assert only_newer == NEWER.by_path.keys() - OLDER.by_path.keys()


def test_the_nearest_of_kin_are_figures() -> None:
    (legacy,) = (fmt for fmt in FORMATS.values() if not fmt.headings)
    kin = list(rows("## 2008 to 2018"))
    assert len(kin) == 4
    for one, other, _ in kin:
        assert all(path in legacy.by_path for path in paths(one))
        assert all(path in NEWER.by_path for path in paths(other))
