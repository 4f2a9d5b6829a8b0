"""What must agree between the years of one organ: GD301 to GD304, and GD507."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from city_figures import figures
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from govdisclosure import FORMATS, RULES, Format, Report, check_series, format_for, from_dict
from govdisclosure.checks._inputs import Series
from govdisclosure.checks._rule import Finding, Outcome
from govdisclosure.flows import Flow, carry_overs, stocks
from govdisclosure.formats import format_of
from govdisclosure.formats._kit import nested
from govdisclosure.grid import value_at
from govdisclosure.strategies import reports

STANDARD = [fmt for fmt in FORMATS.values() if fmt.headings]
EACH_STANDARD = pytest.mark.parametrize("fmt", STANDARD, ids=lambda fmt: fmt.name)
COLUMNS = ("natural_person", "business", "research", "nonprofit", "legal_services", "other_organization", "total")
KINDS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
BETWEEN_YEARS = ("GD301", "GD302", "GD303", "GD304")


def of(fmt: Format, year: int | None, default: int | None = 0, **values: int | None) -> Report:
    """A report whose figures are all the same but for some, named with ``__`` for a dot."""
    named = {path.replace("__", "."): value for path, value in values.items()}
    whole: dict[str, object] = {**dict.fromkeys(fmt.by_path, default), **named}
    return from_dict({"format": fmt.name, "year": year, "organ": {"name": "云溪县档案馆"}, **nested(whole)}, draft=True)


def put(report: Any, path: str, value: object) -> Any:
    """The report with another value at a path."""
    name, _, rest = path.partition(".")
    return attrs.evolve(report, **{name: put(getattr(report, name), rest, value) if rest else value})


def found(*years: Report, code: str) -> list[Finding]:
    return list(check_series(years, select=[code]).findings)


# --- which figures are compared ----------------------------------------------------------------------------


@EACH_STANDARD
def test_what_is_carried_is_compared_in_each_column(fmt: Format) -> None:
    assert {flow.path: flow.before for flow in carry_overs(fmt)} == {
        f"requests.carried_in.{column}": (f"requests.carried_out.{column}",) for column in COLUMNS
    }


def test_stocks_are_those_of_table_2() -> None:
    expected = {
        "legacy": [],
        "2019": [
            f"{row}.items_last_year" for row in ("licensing", "other_services", "penalties", "coercion", "fees")
        ],
        "2021": ["regulations.in_force", "normative_documents.in_force"],
    }  # fmt: skip
    for name, paths in expected.items():
        assert [flow.path.removeprefix("proactive.") for flow in stocks(FORMATS[name])] == paths


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_every_figure_of_a_flow_is_in_the_format(fmt: Format) -> None:
    for flow in (*carry_overs(fmt), *stocks(fmt)):
        assert {*flow.before, *flow.own_paths} <= set(fmt.by_path)
        assert flow.own_paths[0] == flow.path


@pytest.mark.parametrize("code", [*BETWEEN_YEARS, "GD507"])
def test_rules_over_years_are_for_the_formats_that_have_their_figures(code: str) -> None:
    standard = tuple(fmt.name for fmt in STANDARD)
    assert RULES[code].needs == ("series",)
    assert RULES[code].formats == (tuple(FORMATS) if code == "GD303" else standard)


# --- real figures of two years -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def city(shared: Path) -> tuple[Report, Report]:
    before, after = (figures(path) for path in sorted((shared / "figures").glob("*.json")))
    return before, after


def test_a_city_agrees_with_itself_in_every_column(city: tuple[Report, Report]) -> None:
    result = check_series(city, select=BETWEEN_YEARS)
    assert result.findings == ()
    assert result.undecided == ()
    holding = {code: result.counts[code][Outcome.HOLDS] for code in BETWEEN_YEARS}
    assert holding == {"GD301": len(COLUMNS), "GD302": 2, "GD303": 1, "GD304": len(KINDS)}


def breaking(fmt: Format, which: int, path: str) -> set[tuple[str, str]]:
    """What one more in a cell of the earlier (0) or later (1) year breaks, as the form prescribes; cases apart."""
    row, _, last = path.rpartition(".")
    if row == ("requests.carried_out", "requests.carried_in")[which]:
        return {("GD301", f"requests.carried_in.{last}")}
    if last in (("in_force",), ("in_force", "issued", "repealed"))[which]:
        return {("GD302", f"{row}.in_force")}
    return set()


@pytest.mark.parametrize("which", [0, 1], ids=["the earlier year", "the later year"])
def test_one_figure_changed_breaks_exactly_what_it_should(city: tuple[Report, Report], which: int) -> None:
    fmt = format_of(city[which])
    broken = 0
    for path in fmt.by_path:
        value = value_at(city[which], path)
        assert value is not None
        changed = list(city)
        changed[which] = put(city[which], path, value + 1)
        result = check_series(changed, select=["GD301", "GD302"])
        assert {(each.code, each.path) for each in result.findings} == breaking(fmt, which, path), path
        assert {each.subject for each in result.findings} <= {1}
        broken += len(result.findings)
    assert broken == (len(COLUMNS) + 2, len(COLUMNS) + 6)[which]


def test_as_many_pending_as_there_are_cases_may_be_the_same(city: tuple[Report, Report]) -> None:
    before, after = city
    for kind in KINDS:
        total = value_at(after, f"proceedings.{kind}.total")
        assert total is not None
        as_many, more = (put(before, f"proceedings.{kind}.pending", total + n) for n in (0, 1))
        assert found(as_many, after, code="GD304") == []
        assert [each.path for each in found(more, after, code="GD304")] == [f"proceedings.{kind}.total"]


@pytest.mark.parametrize("which", [0, 1], ids=["the earlier year", "the later year"])
def test_a_blank_is_undecidable_and_nothing_else_changes(city: tuple[Report, Report], which: int) -> None:
    for path in (flow.before[0] if which == 0 else flow.path for flow in carry_overs(format_of(city[0]))):
        changed = list(city)
        changed[which] = put(city[which], path, None)
        result = check_series(changed, select=["GD301"])
        assert result.findings == ()
        assert [each.path for each in result.undecided] == ["requests.carried_in." + path.rpartition(".")[2]]
        assert result.counts["GD301"][Outcome.HOLDS] == len(COLUMNS) - 1


# --- generated years ---------------------------------------------------------------------------------------


@st.composite
def consecutive(draw: st.DrawFn) -> tuple[Report, Report]:
    """Two years, in the formats that then hold, whose figures agree with one another."""
    first = draw(st.sampled_from([fmt.first_year + n for fmt in STANDARD for n in range(2)]))
    before, after = (draw(reports(format_for(year), consistent=False, year=year)) for year in (first, first + 1))
    for flow in (flow for flow, fits in flows(before, after) if fits):
        terms = [(1, value_at(before, path)) for path in flow.before]
        terms += [(term.weight, value_at(after, term.path)) for term in flow.within]
        after = put(after, flow.path, sum(weight * int(value or 0) for weight, value in terms))
    return before, after


def flows(before: Report, after: Report) -> Iterator[tuple[Flow, bool]]:
    """Each flow of the later year, and whether the earlier format has what it follows from."""
    for flow in (*carry_overs(format_of(after)), *stocks(format_of(after))):
        yield flow, all(path in format_of(before).by_path for path in flow.before)


@examples(40)
@given(years=consecutive())
def test_years_that_agree_hold(years: tuple[Report, Report]) -> None:
    result = check_series(years, select=["GD301", "GD302"])
    assert result.findings == result.undecided == ()
    assert result.total(Outcome.HOLDS) == sum(fits for _, fits in flows(*years))


@examples(40)
@given(years=consecutive(), data=st.data())
def test_one_figure_that_does_not_follow_is_found(years: tuple[Report, Report], data: st.DataObject) -> None:
    before, after = years
    flow = data.draw(st.sampled_from([flow for flow, fits in flows(before, after) if fits]))
    off = data.draw(st.sampled_from((-1, 1, 1000)))
    expected = value_at(after, flow.path)
    assert expected is not None
    wrong = put(after, flow.path, expected + off)
    for given_order in ((before, wrong), (wrong, before)):
        (finding,) = check_series(given_order, select=["GD301", "GD302"]).findings
        assert finding.path == flow.path
        assert (finding.args["printed"], finding.args["expected"]) == (expected + off, expected)
        assert finding.subject == given_order.index(wrong)
        assert [(each.subject, each.path) for each in finding.related] == [
            (given_order.index(before), path) for path in flow.before
        ]


@examples(60)
@given(years=st.lists(st.integers(2000, 2030), min_size=1, max_size=8))
def test_the_gaps_are_the_years_that_are_not_there(years: list[int]) -> None:
    fmt = STANDARD[-1]
    missing = set()
    for finding in found(*(of(fmt, year) for year in years), code="GD303"):
        first = finding.args.get("first", finding.args.get("year"))
        last = finding.args.get("last", first)
        assert isinstance(first, int)
        assert isinstance(last, int)
        assert finding.message == ("one" if first == last else "several")
        assert finding.subject is not None
        assert years[finding.subject] == last + 1
        assert [years[each.subject] for each in finding.related] == [first - 1]
        missing |= set(range(first, last + 1))
    assert missing == set(range(min(years), max(years))) - set(years)


# --- what is said, and what is not ------------------------------------------------------------------------


@EACH_STANDARD
def test_a_finding_says_what_is_printed_and_what_the_earlier_report_has(fmt: Format) -> None:
    before = of(fmt, fmt.first_year, requests__carried_out__total=3)
    (finding,) = found(before, of(fmt, fmt.first_year + 1), code="GD301")
    assert "印为 0" in finding.text("zh")
    assert f"{fmt.first_year}年报告结转下年度的为 3" in finding.text("zh")
    assert f"printed 0; the report for {fmt.first_year} carries over 3" in finding.text("en")


def test_reports_without_a_year_are_left_out_and_said_once() -> None:
    fmt = STANDARD[-1]
    undated = of(fmt, None, requests__carried_out__total=9)
    result = check_series([of(fmt, 2022), undated, of(fmt, 2023)])
    assert result.findings == ()
    assert [(each.code, each.path, each.subject) for each in result.undecided if each.code != "GD305"] == [
        ("GD303", "year", 1)
    ]


def test_reports_of_one_year_are_each_compared_with_those_of_the_next() -> None:
    fmt = STANDARD[-1]
    right, wrong = (of(fmt, 2022, requests__carried_out__total=n) for n in (1, 2))
    after = of(fmt, 2023, requests__carried_in__total=1)
    findings = found(right, wrong, after, after, code="GD301")
    assert [(each.subject, each.related[0].subject) for each in findings] == [(2, 1), (3, 1)]


def test_formats_are_compared_where_they_count_the_same() -> None:
    older, newer = STANDARD[:2]
    before = of(older, newer.first_year - 1, 7)
    result = check_series([before, of(newer, newer.first_year, 7)], select=["GD301", "GD302", "GD304"])
    assert result.findings == result.undecided == ()
    assert {code: sum(count.values()) for code, count in result.counts.items()} == {
        "GD301": len(COLUMNS), "GD302": 0, "GD304": len(KINDS),
    }  # fmt: skip


def test_cases_that_the_earlier_format_does_not_count_are_not_compared() -> None:
    fmt = STANDARD[0]
    earlier = next(each for each in FORMATS.values() if not each.headings)
    years = of(earlier, fmt.first_year - 1), of(fmt, fmt.first_year)
    run = RULES["GD304"].run_series
    assert run is not None
    assert list(run(Series.of(years, lambda _: True))) == []
    assert len(list(run(Series.of((of(fmt, fmt.first_year - 1), years[1]), lambda _: True)))) == len(KINDS)


def test_preview_rules_run_only_when_selected() -> None:
    fmt = STANDARD[-1]
    counts = check_series([of(fmt, 2022), of(fmt, 2023)]).counts
    assert set(BETWEEN_YEARS) <= counts.keys()
    assert {"GD306", "GD507"}.isdisjoint(counts)


# --- sudden changes ----------------------------------------------------------------------------------------

DECISIONS = "proactive.licensing.decisions"


def decided(*numbers: int | None) -> list[Report]:
    """Years in a row with so many decisions."""
    fmt = STANDARD[-1]
    return [of(fmt, 2021 + n, proactive__licensing__decisions=value) for n, value in enumerate(numbers)]


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((10, 10, 10, 110), "rise"),
        ((10, 10, 10, 109), None),  # less than 100 more
        ((11, 11, 11, 110), None),  # ten times as much, less than 100 more
        ((50, 50, 50, 500), "rise"),
        ((50, 50, 50, 499), None),
        ((500, 1000, 900, 50), "fall"),
        ((500, 1000, 900, 51), None),
        ((111, 111, 111, 11), "fall"),
        ((110, 110, 110, 11), None),  # a tenth, less than 100 fewer
        ((0, 0, 0, 0), None),
    ],
)
def test_a_jump_is_tenfold_and_by_a_hundred(numbers: tuple[int, ...], message: str | None) -> None:
    findings = found(*decided(*numbers), code="GD507")
    assert [(each.path, each.message) for each in findings] == ([(DECISIONS, message)] if message else [])


def test_only_figures_that_stand_for_themselves_are_compared() -> None:
    fmt = STANDARD[-1]
    years = [*(of(fmt, year, 10) for year in (2021, 2022, 2023)), of(fmt, 2024, 1000)]
    paths = {each.path for each in found(*years, code="GD507")}
    table_2 = {cell.path for cell in fmt.tables["proactive"].cells}
    table_3 = {f"requests.{row}.total" for row in ("received", "results.total", "carried_out")}
    table_4 = {f"proceedings.{kind}.total" for kind in KINDS}
    assert paths == table_2 | table_3 | table_4


def test_a_series_goes_on_after_a_jump() -> None:
    """Next year is compared with all years, the high one among them."""
    findings = found(*decided(10, 10, 10, 500, 500), code="GD507")
    assert [each.subject for each in findings] == [3]


def test_a_blank_in_a_series_is_left_out_of_it() -> None:
    assert found(*decided(10, None, 10, 500), code="GD507") == []
    assert [each.subject for each in found(*decided(10, None, 10, 10, 500), code="GD507")] == [4]
