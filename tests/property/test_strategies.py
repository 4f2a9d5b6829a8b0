"""What the strategies promise: consistent is consistent, broken is broken in one way, examples shrink to little."""

from statistics import median
from typing import Any

import pytest
from effort import examples
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from govdisclosure import FORMATS, RULES, Format, Report, UnknownFormat, check, check_roll_up, check_series, validate
from govdisclosure.checks._inputs import Units
from govdisclosure.checks._rule import Status
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import Kind
from govdisclosure.grid import value_at
from govdisclosure.strategies import reports, series, units_and_parent, violating
from govdisclosure.strategies._violating import _BREAKS

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
EVERY_FORMAT = pytest.mark.parametrize("fmt", FORMATS.values(), ids=list(FORMATS))
STANDARD_FORMAT = pytest.mark.parametrize("fmt", STANDARD, ids=[fmt.name for fmt in STANDARD])


def non_zero(report: Report) -> dict[str, Any]:
    return {cell.path: value for cell in format_of(report).cells if (value := value_at(report, cell.path))}


# --- one report ----------------------------------------------------------------------------------------------------


@EVERY_FORMAT
@pytest.mark.parametrize("dense", [False, True])
@examples(60)
@given(data=st.data())
def test_a_consistent_report_breaks_no_rule(fmt: Format, dense: bool, data: st.DataObject) -> None:
    report = data.draw(reports(fmt, dense=dense))
    validate(report)
    assert check(report).findings == ()


# --- a series ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dense", [False, True])
@examples(40)
@given(data=st.data())
def test_a_series_breaks_no_rule(dense: bool, data: st.DataObject) -> None:
    found = data.draw(series(dense=dense))
    assert len({report.organ.name for report in found}) == 1
    for report in found:
        validate(report)
        assert check(report).findings == ()
    assert check_series(found).findings == ()


@STANDARD_FORMAT
@examples(40)
@given(data=st.data())
def test_two_years_of_a_format_agree(fmt: Format, data: st.DataObject) -> None:
    """Here the flows are those of one format, with figures in most of them."""
    found = data.draw(series(range(fmt.first_year, fmt.first_year + 2), dense=True, narrative=False))
    for report in found:
        validate(report)
    assert check_series(found, select=["GD3"], ignore=["GD305"]).findings == ()


# --- a government and its units ------------------------------------------------------------------------------------


def all_of(found: Units) -> tuple[Report, ...]:
    return (found.parent, *found.units, *(() if found.own is None else (found.own,)))


@pytest.mark.parametrize("dense", [False, True])
@examples(30)
@given(data=st.data())
def test_units_add_up_to_their_government(dense: bool, data: st.DataObject) -> None:
    found = data.draw(units_and_parent(dense=dense))
    for report in all_of(found):
        validate(report)
        assert check(report).findings == ()
    result = check_roll_up(found.parent, found.units, found.own, roster=found.roster)
    assert result.findings == result.undecided == ()


# --- one rule broken -----------------------------------------------------------------------------------------------

BROKEN = [code for code in RULES if code.startswith(("GD2", "GD3", "GD7"))]


def findings(found: Any, code: str) -> set[str]:
    """The rules that find something, of all that are not preview and this one, whatever it is they look at."""
    select = ["GD", code] if RULES[code].status is Status.PREVIEW else []
    unwanted = [c for c, rule in RULES.items() if rule.status is Status.PREVIEW and c != code]
    if isinstance(found, Units):
        parts = [
            check_roll_up(found.parent, found.units, found.own, roster=found.roster, select=select, ignore=unwanted)
        ]
        parts += [check(report) for report in all_of(found)]
    elif isinstance(found, tuple):
        parts = [check_series(found, select=select, ignore=unwanted), *map(check, found)]
    else:
        parts = [check(found, select=select, ignore=unwanted)]
    return {finding.code for part in parts for finding in part.findings}


@pytest.mark.parametrize("code", BROKEN)
@examples(40)
@given(data=st.data())
def test_what_breaks_a_rule_breaks_no_other(code: str, data: st.DataObject) -> None:
    assert findings(data.draw(violating(code)), code) == {code}


def test_a_rule_of_another_family_is_refused() -> None:
    with pytest.raises(ValueError, match=r"GD402.*GD201"):
        violating("GD402")


def test_every_rule_of_the_families_can_be_broken() -> None:
    assert set(BROKEN) == set(_BREAKS)


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_rule_shrinks_to_few_figures(code: str) -> None:
    """Each report keeps but the figures that are off, and what must follow from them."""
    found: Any = find(violating(code), lambda _: True, settings=QUIET)
    reports = all_of(found) if isinstance(found, Units) else found if isinstance(found, tuple) else (found,)
    assert max(len(non_zero(report)) for report in reports) <= FEW.get(code, 6), [non_zero(r) for r in reports]


FEW = {"GD303": 0, "GD305": 0, "GD702": 0, "GD306": 14}
"""The most figures that are not 0 in one of the reports; GD306 needs three different ones, with their totals."""

QUIET = examples(10_000, deep=10_000, database=None)
"""`find` ends with the first example: so many are tried only if there is none."""


# --- how examples shrink -------------------------------------------------------------------------------------------


@STANDARD_FORMAT
@pytest.mark.parametrize("dense", [False, True])
def test_one_figure_is_left_of_a_report(fmt: Format, dense: bool) -> None:
    """A cell of table 2 stands alone; one of table 3 has what must follow from it."""
    amount = next(cell.path for cell in fmt.cells if cell.kind is Kind.MONEY)
    report = find(reports(fmt, dense=dense), lambda r: bool(value_at(r, amount)), settings=QUIET)
    assert non_zero(report) == {amount: 1}
    row = next(cell.row for cell in fmt.cells if cell.row.startswith("requests.results."))
    one, other = [cell.path for cell in fmt.cells if cell.row == row][1:5:3]
    report = find(reports(fmt, dense=dense), lambda r: all(value_at(r, path) for path in (one, other)), settings=QUIET)
    rows = ("requests.received", "requests.results.total", row)
    expected = {f"{each}.{path.rpartition('.')[2]}": 1 for each in rows for path in (one, other)}
    assert non_zero(report) == expected | {f"{each}.total": 2 for each in rows}


@STANDARD_FORMAT
@pytest.mark.parametrize("least", [1_000, 1_000_001])
def test_a_large_figure_shrinks_to_the_very_bound(fmt: Format, least: int) -> None:
    path = "requests.results.total.total"
    report = find(reports(fmt), lambda r: int(value_at(r, path) or 0) >= least, settings=QUIET)
    assert value_at(report, path) == least


@EVERY_FORMAT
def test_most_figures_of_a_sparse_report_are_0_and_of_a_dense_one_are_not(fmt: Format) -> None:
    assert 1 <= median(filled(fmt, dense=False)) < 20
    assert median(filled(fmt, dense=True)) > 0.8 * len(fmt.cells)


def filled(fmt: Format, *, dense: bool) -> list[int]:
    """Of some reports with tables, how many figures of each are not 0."""
    found: list[int] = []

    @settings(deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(reports(fmt, dense=dense, consistent=False))
    def collect(report: Report) -> None:
        if any(getattr(report, key) is not None for key in fmt.tables):
            found.append(len(non_zero(report)))

    collect()
    return found


@pytest.mark.parametrize(("low", "high"), [(1, 9), (10, 99), (1_000, 9_999), (1_000_000, 40_000_000)])
def test_figures_are_as_large_as_those_a_province_prints(low: int, high: int) -> None:
    found = find(reports(STANDARD[-1]), lambda r: any(low <= v <= high for v in non_zero(r).values()), settings=QUIET)
    assert non_zero(found)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=list(FORMATS))
def test_a_strategy_can_be_told_year_organ_and_prose(fmt: Format) -> None:
    report = find(reports(fmt, year=fmt.first_year, organ="云溪县水利局", narrative=False), lambda _: True)
    assert (report.year, report.organ.name) == (fmt.first_year, "云溪县水利局")
    assert not any(section.paragraphs for section in report.sections)


def test_an_unknown_format_is_refused_at_once() -> None:
    with pytest.raises(UnknownFormat):
        reports("1066")
    with pytest.raises(UnknownFormat):
        units_and_parent("1066")
    with pytest.raises(UnknownFormat):
        series(years=[1066])
