"""Change one cell of a consistent report by one, and exactly the sums that contain it are violated.

The sums are written here from the sentences of the format, not taken from the formats' own identities:

- in each row of table 3, 自然人 and the five 法人 columns make 总计;
- in each column of table 3, 三（七） is the sum of the outcome rows;
- in each column of table 3, 一 + 二 = 三（七） + 四;
- in table 4, each group's four cells make its 总计;
- nothing is said of table 2.
"""

from typing import Any

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, Format, Report, check, from_dict
from govdisclosure.formats._kit import MAX_COUNT, nested
from govdisclosure.strategies import reports

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
standard_format = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_services", "other_organization")
ENDS = ("upheld", "corrected", "other", "pending")
OUTCOME_ROWS = ("disclosed", "disclosed_in_part", "refused.", "not_provided.", "not_processed.", "other")

Sum = tuple[str, str]
"""A sum that must hold: the rule that says so, and the path its finding names."""


def sums_with(path: str) -> set[Sum]:
    """The sums a cell is in."""
    table, _, rest = path.partition(".")
    if table == "requests":
        row, _, column = rest.rpartition(".")
        found = {("GD201", f"requests.{row}.total")}
        column_total = f"requests.results.total.{column}"
        if row == "results.total" or row.removeprefix("results.").startswith(OUTCOME_ROWS):
            found.add(("GD202", column_total))
        if row in ("received", "carried_in", "results.total", "carried_out"):
            found.add(("GD203", column_total))
        return found
    if table == "proceedings":
        return {("GD204", f"{path.rpartition('.')[0]}.total")}
    return set()


def violated(report: Report) -> set[Sum]:
    return {(finding.code, finding.path or "") for finding in check(report, select=["GD2"]).findings}


def stepped(report: Report, path: str, step: int = 1) -> Report:
    """The report with one cell changed."""
    result: Report = _changed(report, path.split("."), step)
    return result


def _changed(part: Any, names: list[str], step: int) -> Any:
    if not names:
        return part + step
    first, *rest = names
    return attrs.evolve(part, **{first: _changed(getattr(part, first), rest, step)})


def by_hand(fmt: Format) -> Report:
    """A consistent report with figures other than 0 in every part of its tables, filled in by hand."""
    per_applicant = dict(zip(APPLICANTS, (5, 3, 1, 2, 0, 4), strict=True))
    rows = {cell.row for cell in fmt.tables["requests"].cells}
    outcomes = {row for row in rows if row.startswith("requests.results.") and row != "requests.results.total"}
    values: dict[str, int] = {cell.path: 6 for cell in fmt.tables["proactive"].cells}
    for row in rows:
        # Each outcome happened once as often as the figures above; what was received had as many outcomes and a rest.
        times = {
            "requests.received": len(outcomes),
            "requests.carried_in": 2,
            "requests.results.total": len(outcomes),
            "requests.carried_out": 2,
        }.get(row, 1)
        values.update({f"{row}.{name}": times * count for name, count in per_applicant.items()})
        values[f"{row}.total"] = times * sum(per_applicant.values())
    for group in {cell.row for cell in fmt.tables["proceedings"].cells}:
        values.update({f"{group}.{end}": count for end, count in zip(ENDS, (4, 1, 0, 2), strict=True)})
        values[f"{group}.total"] = 7
    return from_dict({"format": fmt.name, "year": fmt.first_year, "organ": {}, **nested(values)}, draft=True)


@standard_format
def test_the_sentences_name_every_kind_of_sum(fmt: Format) -> None:
    """As many as the format says: one a row, one a column twice over, three in table 4."""
    sums = {each for cell in fmt.cells for each in sums_with(cell.path)}
    count = {code: sum(rule == code for rule, _ in sums) for code in ("GD201", "GD202", "GD203", "GD204")}
    rows = len(fmt.tables["requests"].rows)
    assert count == {"GD201": rows, "GD202": 7, "GD203": 7, "GD204": 3}


@standard_format
@pytest.mark.parametrize("step", [1, -1])
def test_every_cell_of_a_report_filled_in_by_hand(fmt: Format, step: int) -> None:
    report = by_hand(fmt)
    assert violated(report) == set()
    for cell in fmt.cells:
        assert violated(stepped(report, cell.path, step)) == sums_with(cell.path), cell.path


@standard_format
@examples(15)
@given(data=st.data())
def test_every_cell_of_a_generated_report(fmt: Format, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, narrative=False))
    assert violated(report) == set()
    for cell in fmt.cells:
        assert violated(stepped(report, cell.path)) == sums_with(cell.path), cell.path


@standard_format
@examples(100)
@given(data=st.data())
def test_any_change_of_any_cell(fmt: Format, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, narrative=False))
    cell = data.draw(st.sampled_from(fmt.cells))
    step = data.draw(st.integers(1, MAX_COUNT // 2) | st.integers(-MAX_COUNT // 2, -1))
    assert violated(stepped(report, cell.path, step)) == sums_with(cell.path)


@standard_format
def test_no_cell_of_table_2_is_in_a_sum(fmt: Format) -> None:
    assert all(sums_with(cell.path) == set() for cell in fmt.tables["proactive"].cells)
    assert all(sums_with(cell.path) for cell in fmt.cells if cell.table != "proactive")
