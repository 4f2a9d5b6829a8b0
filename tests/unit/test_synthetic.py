"""An invented country is right, but for what was planted in it; and of that, the list says all and nothing else."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from govdisclosure import FORMATS, CheckResult, Organ, check, check_roll_up, check_series, dumps, loads
from govdisclosure.columns import Row, from_table, layout, record_hash, to_table
from govdisclosure.errors import UnknownFormat
from govdisclosure.formats import Format, format_for, format_of
from govdisclosure.formats._kit import Kind
from govdisclosure.grid import value_at
from govdisclosure.levels import adds_up
from govdisclosure.organs import level_of, tier_of
from govdisclosure.series import organ_key
from govdisclosure.synthetic import Country, Planted, _parts, _write, country, write
from govdisclosure.synthetic._draws import poisson, sorted_into
from govdisclosure.synthetic._names import pair
from govdisclosure.synthetic._tree import Body, parts, spread

STANDARD = tuple(fmt for fmt in FORMATS.values() if fmt.headings)
YEARS = range(STANDARD[0].first_year, STANDARD[-1].first_year + 3)
"""All standard formats, with two years or more of each."""
LISTED = ("GD104", "GD201", "GD202", "GD203", "GD204", "GD301", "GD302", "GD304", "GD701")
"""The rules of which the list says all findings."""

Found = tuple[str, int, str, str | None, str]
"""Organ, year, code, path, outcome."""


def results(rows: Iterable[Row]) -> Iterable[tuple[str, tuple[int, ...], CheckResult]]:
    """What the checks say, one after the other: of which organ, for which years, by the `subject` of a finding."""
    organs: dict[str, list[Row]] = defaultdict(list)
    units: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in rows:
        assert row.organ is not None
        assert row.report.year is not None
        organs[row.organ].append(row)
        if row.parent is not None:
            units[row.parent, row.report.year].append(row.report)
    for organ, own in organs.items():
        reports = [row.report for row in own]
        years = tuple(report.year or 0 for report in reports)
        yield from ((organ, (year,), check(report)) for year, report in zip(years, reports, strict=True))
        yield organ, years, check_series(reports)
        for year, report in zip(years, reports, strict=True):
            if (organ, year) in units:
                yield organ, (year,), check_roll_up(report, units[organ, year])


def findings(rows: Iterable[Row]) -> set[Found]:
    """All findings of the listed rules; any other that says something is wrong is an error of this test's."""
    found: set[Found] = set()
    for organ, years, result in results(rows):
        for finding in (*result.findings, *result.undecided):
            year = years[finding.subject or 0]
            if finding.code in LISTED:
                found.add((organ, year, finding.code, finding.path, finding.outcome.value))
            else:
                assert finding.outcome.value == "undecidable", (organ, year, finding.text("en"))
    return found


def listed(planted: Iterable[Planted]) -> list[Found]:
    return [(each.organ, each.year, each.code, each.path, each.outcome) for each in planted]


def bodies(organs: int, seed: int = 1) -> list[Body]:
    return [body for part in parts(organs, seed) for body in part.bodies()]


def figures(row: Row) -> Mapping[str, int | Decimal | None]:
    return {cell.path: value_at(row.report, cell.path) for cell in format_of(row.report).cells}


@pytest.fixture(scope="module")
def right() -> tuple[Row, ...]:
    """A country of 200 organs without an error."""
    return tuple(country(organs=200, years=YEARS).rows())


# --- what is right ------------------------------------------------------------------------------------------------


def test_a_country_without_errors_is_right(right: tuple[Row, ...]) -> None:
    assert findings(right) == set()
    assert len({(row.organ, row.report.year) for row in right}) == len(right) == 200 * len(YEARS)


def test_the_figures_a_government_does_not_have_to_add_up_do_so_too(right: tuple[Row, ...]) -> None:
    top = next(row for row in reversed(right) if row.parent is None)
    units = [row for row in right if row.parent == top.organ and row.report.year == top.report.year]
    for path, value in figures(top).items():
        assert sum(Decimal(figures(unit)[path] or 0) for unit in units) == value


def test_reports_of_all_years_are_right_before_the_standard_formats_too() -> None:
    first = STANDARD[0].first_year
    made = country(organs=12, years=range(next(iter(FORMATS.values())).first_year, first + 2), errors=1)
    rows = list(made.rows())
    assert findings(rows) == set(listed(made.planted()))
    assert {each.cell_year for each in made.planted()} == {first, first + 1}
    assert {format_of(row.report) for row in rows if (row.report.year or 0) < first} == {FORMATS["legacy"]}


def test_reports_are_valid_and_in_the_format_of_their_year(right: tuple[Row, ...]) -> None:
    for row in right[:: len(right) // 60]:
        assert loads(dumps(row.report)) == row.report
        assert row.report.year is not None
        assert format_of(row.report) is format_for(row.report.year)
        assert row.organ == organ_key(row.report.organ)


def test_nothing_is_lost_in_a_table(right: tuple[Row, ...]) -> None:
    some = right[:400]
    table = to_table(some)
    assert tuple(from_table(table)) == some
    assert table["record"].to_pylist() == [record_hash(row.report) for row in some]


def test_few_receive_most_and_most_report_zeros(right: tuple[Row, ...]) -> None:
    kinds = {organ_key(body.organ): body.kind for body in bodies(2000)}
    small: list[int] = []
    zeros = Counter[bool]()
    for row in country(organs=2000, years=YEARS[-1:]).rows():
        if kinds[row.organ] in ("department", "township", "office"):
            values = figures(row)
            small.append(int(values["requests.received.total"] or 0))
            zeros[any(values.values())] += 1
    small.sort(reverse=True)
    assert sum(small[: len(small) // 10]) > 0.7 * sum(small)
    assert 0.5 < zeros[False] / zeros.total() < 0.75


def test_about_a_third_is_disclosed_and_few_are_refused(right: tuple[Row, ...]) -> None:
    values = [figures(row) for row in right if row.parent is None and row.report.year == YEARS[-1]]
    sums = {path: sum(each[path] or 0 for each in values) for path in values[0]}
    share = {row: sums[f"requests.results.{row}.total"] / sums["requests.results.total.total"] for row in (
        "disclosed", "not_provided.not_held", "refused.state_secret")}  # fmt: skip
    assert 0.25 < share["disclosed"] < 0.45
    assert 0.25 < share["not_provided.not_held"] < 0.45
    assert share["refused.state_secret"] < 0.02


@pytest.mark.parametrize("fmt", STANDARD, ids=lambda fmt: fmt.name)
def test_no_row_is_always_empty(fmt: Format) -> None:
    left = {row.path for table in fmt.tables.values() for row in table.rows}
    for row in country(organs=1500, years=(fmt.first_year,)).rows():
        left -= {path.rpartition(".")[0] for path, value in figures(row).items() if value}
        if not left:
            return
    assert left <= {"proactive.regulations"}, "rules are made by few ministries"


def test_the_same_arguments_make_the_same_country_and_another_seed_another() -> None:
    one, same, other = (country(organs=40, years=YEARS, seed=seed, errors=0.2) for seed in (1, 1, 2))
    assert list(one.rows()) == list(same.rows())
    assert list(one.planted()) == list(same.planted())
    assert [figures(row) for row in one.rows()] != [figures(row) for row in other.rows()]


# --- the organs ---------------------------------------------------------------------------------------------------


@examples(40)
@given(st.integers(1, 3000), st.integers())
def test_there_are_as_many_organs_as_asked_for(count: int, seed: int) -> None:
    found = bodies(count, seed)
    assert [body.number for body in found] == list(range(count))
    assert len({organ_key(body.organ) for body in found}) == count
    tiers = {"city": "province", "county": "city"}
    for body in found:
        if body.parent is not None:
            above = found[body.parent]
            assert above.number > body.number, "a government comes after its units"
            assert above.tier == (tiers[body.tier] if body.is_government else body.tier)
            assert above.is_government
    with_units = {body.parent for body in found}
    assert all(body.number in with_units for body in found if body.is_government)
    assert Counter(body.parent for body in found if body.kind == "office") == Counter(
        body.number for body in found if body.is_government
    )


def test_a_large_country_has_the_proportions_of_reality() -> None:
    count = Counter(body.kind for body in bodies(150_000))
    assert count["province"] == 31
    assert 320 <= count["city"] <= 345
    assert 2_800 <= count["county"] <= 2_900
    assert count["township"] == 40_000


def test_names_and_codes_tell_what_an_organ_is() -> None:
    tiers = {"ministry": "national", "province": "provincial", "city": "prefecture", "county": "county"}
    for body in bodies(20_000):
        if body.number % 7 == 0 or body.is_government:
            assert level_of(body.organ).level == body.level
            assert level_of(body.organ).how == ("stated" if body.kind == "ministry" else "derived")
            assert tier_of(body.organ).tier == ("township" if body.kind == "township" else tiers[body.tier])
            assert re.fullmatch(r"\d{6}(\d{3})?", body.organ.division_code or "000000")
    codes = [body.organ.division_code for body in bodies(20_000) if body.kind in ("township", *tiers)]
    assert len(set(codes) - {None}) == len(codes) - codes.count(None)


@examples(60)
@given(st.integers(0, 300), st.lists(st.floats(0.1, 9), min_size=1, max_size=20), st.integers(0, 300))
def test_what_is_shared_out_is_all_there_is(total: int, weights: list[float], most: int) -> None:
    shares = spread(total, weights, most=most)
    assert sum(shares) == min(total, most * len(weights))
    assert all(0 <= share <= most for share in shares)


def test_every_place_has_a_name_of_its_own() -> None:
    assert len({pair(number) for number in range(100_000)}) == 100_000


# --- chance -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mean", [0, 0.3, 4, 29, 31, 2000])
def test_counts_have_the_mean_asked_for(mean: float) -> None:
    rng = Random("mean")
    drawn = [poisson(rng, mean) for _ in range(3000)]
    assert min(drawn) >= 0
    assert sum(drawn) / len(drawn) == pytest.approx(mean, rel=0.1)


@examples(60)
@given(st.integers(0, 500), st.lists(st.floats(0.01, 9), min_size=1, max_size=9), st.integers())
def test_all_things_are_sorted_into_some_kind(count: int, shares: list[float], seed: int) -> None:
    upto = [sum(shares[: n + 1]) for n in range(len(shares))]
    found = list(sorted_into(Random(seed), count, upto))
    assert sum(each for _, each in found) == count
    assert all(0 <= kind < len(shares) and each > 0 for kind, each in found)


# --- what is planted ----------------------------------------------------------------------------------------------


@examples(12)
@given(
    organs=st.integers(1, 40),
    first=st.sampled_from(YEARS),
    count=st.integers(1, 3),
    seed=st.integers(0, 999),
    errors=st.sampled_from((0.0, 0.02, 0.5, 1.0)),
    blanks=st.sampled_from((0.0, 0.4, 1.0)),
)
def test_the_list_is_what_the_checks_find(
    organs: int, first: int, count: int, seed: int, errors: float, blanks: float
) -> None:
    made = country(
        organs=organs, years=range(first, first + count), seed=seed, errors=errors, blanks=min(blanks, 1 - errors)
    )
    expected = listed(made.planted())
    assert len(set(expected)) == len(expected), "two errors touch one check"
    assert findings(made.rows()) == set(expected)


def test_every_rule_of_the_list_is_violated_and_undecidable_in_some_report() -> None:
    made = country(organs=150, years=YEARS, errors=0.3, blanks=0.3, seed=4)
    expected = listed(made.planted())
    assert findings(made.rows()) == set(expected)
    kinds = {(code, outcome) for _, _, code, _, outcome in expected}
    assert kinds >= {(code, "violated") for code in LISTED}
    assert kinds >= {(code, "undecidable") for code in LISTED if code != "GD104"}


def test_an_error_is_one_cell_that_is_not_as_it_was(right: tuple[Row, ...]) -> None:
    made = country(organs=200, years=YEARS, errors=0.05, blanks=0.05)
    wrong = tuple(made.rows())
    cells = {(each.cell_organ, each.cell_year): each for each in made.planted()}
    assert len(cells) == len({each.planted for each in made.planted()})
    raws = set()
    for before, after in zip(right, wrong, strict=True):
        assert before.report.year is not None
        assert before.organ is not None
        planted = cells.get((before.organ, before.report.year))
        if planted is None:
            assert before == after
            continue
        changed = {path: value for path, value in figures(after).items() if value != figures(before)[path]}
        assert changed == {planted.cell: planted.after}
        assert figures(before)[planted.cell] == planted.before
        assert (planted.after is None) == (planted.kind == "blank")
        raws.add(after.report.printed.get(planted.cell) if planted.kind == "blank" else "0")
        cell = format_of(after.report).cell(planted.cell)
        assert cell.kind is Kind.CHANGE or planted.after is None or planted.after >= 0
        assert attrs.evolve(after, report=before.report) == before
    assert raws == {"0", "", "/", None}


def test_the_rate_is_the_share_of_the_reports() -> None:
    made = country(organs=3000, years=YEARS[:2], errors=0.01, blanks=0.005)
    planted = {each.planted: each.kind for each in made.planted()}
    assert list(planted) == list(range(1, 91))
    assert Counter(planted.values()) == {"value": 60, "blank": 30}


def test_errors_are_numbered_through_all_parts(tmp_path: Path) -> None:
    made = country(organs=12, years=YEARS, errors=0.4)
    assert len(made.part_sizes) == 2
    planted = list(made.planted())
    numbers = list(dict.fromkeys(each.planted for each in planted))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({each.cell_organ for each in planted if level_of(Organ(name=each.name)).level is None}) == 1
    with write(made, tmp_path / "corpus.parquet", processes=1).planted.open(encoding="utf-8", newline="") as stream:
        assert [int(line["planted"]) for line in csv.DictReader(stream)] == [each.planted for each in planted]


def test_an_error_in_a_unit_is_found_in_its_government_once() -> None:
    made = country(organs=60, years=YEARS, errors=0.2)
    parents = {row.organ: row.parent for row in made.rows()}
    for each in made.planted():
        if each.code == "GD701":
            assert each.organ in (each.cell_organ, parents[each.cell_organ])
            assert adds_up(format_for(each.cell_year).cell(each.cell))
        else:
            assert each.organ == each.cell_organ


# --- files --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> Country:
    return country(organs=60, years=YEARS[-3:], errors=0.1, blanks=0.1)


def test_the_files_hold_the_reports_and_the_list(small: Country, tmp_path: Path) -> None:
    told: list[int] = []
    written = write(small, tmp_path / "corpus.parquet", processes=1, progress=told.append)
    table = parquet.read_table(written.table)
    assert table.schema.names == layout().schema().names
    assert table.schema.metadata == layout().schema().metadata
    assert [field.metadata for field in table.schema] == [field.metadata for field in layout().schema()]
    assert tuple(from_table(table)) == tuple(small.rows())
    with written.planted.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    planted = list(small.planted())
    assert [(line["organ"], int(line["year"]), line["code"], line["path"], line["outcome"]) for line in lines] == (
        listed(planted)
    )
    assert [line["after"] == "" for line in lines] == [each.after is None for each in planted]
    assert list(lines[0]) == [field.name for field in attrs.fields(Planted)]
    assert sum(told) == written.reports == table.num_rows == small.reports
    assert (written.errors, written.findings) == (len({each.planted for each in planted}), len(planted))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.parquet", "corpus.planted.csv"]


def test_the_files_are_the_same_for_any_number_of_processes(small: Country, tmp_path: Path) -> None:
    one, two = (write(small, tmp_path / f"{n}.parquet", processes=n) for n in (1, 2))
    assert one.table.read_bytes() == two.table.read_bytes()
    assert one.planted.read_bytes() == two.planted.read_bytes()


def test_row_groups_have_one_size_whatever_the_parts(
    small: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_write, "ROW_GROUP", 70)
    monkeypatch.setattr(_parts, "_AT_ONCE", 32)
    written = write(small, tmp_path / "corpus.parquet", processes=1)
    file = parquet.ParquetFile(written.table)
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    assert sizes == [70, 70, 40]
    assert tuple(from_table(file.read())) == tuple(small.rows())


def test_nothing_is_left_of_what_was_not_finished(
    small: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Country, number: int) -> Any:
        raise RuntimeError

    monkeypatch.setattr(Country, "made", fail)
    with pytest.raises(RuntimeError):
        write(small, tmp_path / "corpus.parquet", processes=1)
    assert list(tmp_path.iterdir()) == []


def test_who_interrupts_the_work_finds_nothing_half_done(small: Country, tmp_path: Path) -> None:
    def interrupt(more: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(small, tmp_path / "corpus.parquet", processes=2, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_written_over(small: Country, tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write(small, tmp_path, processes=1)


# --- what cannot be made ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        {"organs": 0},
        {"organs": 10**9},
        {"years": ()},
        {"years": (YEARS[0], YEARS[2])},
        {"years": (YEARS[1], YEARS[0])},
        {"errors": -0.1},
        {"blanks": -0.1},
        {"errors": 0.6, "blanks": 0.5},
    ],
)
def test_what_makes_no_country_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"country|years|shares"):
        country(**{"organs": 10, "years": YEARS, **asked})


def test_years_before_the_first_format_are_refused() -> None:
    with pytest.raises(UnknownFormat):
        country(organs=1, years=(next(iter(FORMATS.values())).first_year - 1,))
