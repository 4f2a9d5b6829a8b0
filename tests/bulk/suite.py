"""What holds of every table engine. A module that has a fixture `engine` makes tests of it by a class of its own.

What an engine says is compared with what the rules say one report at a time (`bulk.world`): over tables by chance
(`agree`), and over one table made here of all that chance would miss. Asking all rules takes an engine seconds, however
few the rows: so all that can stands in one table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import attrs
import polars
import pyarrow
import pytest
from pyarrow import parquet

from bulk.engines import TableEngine
from bulk.world import Answers, Said, World, asked, one_by_one, said_in
from bulk.worlds import UNREAD, together, with_cell
from govdisclosure import FORMATS, Organ, Report, from_dict
from govdisclosure.checks.bulk import BULK, FINDINGS, check_table
from govdisclosure.checks.bulk.files import FileCheck, check_file
from govdisclosure.columns import Layout, Row, layout
from govdisclosure.corpus import Parents, load_parents
from govdisclosure.formats import Format
from govdisclosure.formats._kit import MAX_COUNT, Kind, nested
from govdisclosure.synthetic import country

STANDARD = tuple(fmt for fmt in FORMATS.values() if fmt.headings)
NEWEST = STANDARD[-1]
YEAR = NEWEST.first_year + 2
BUSINESS, TOTAL = "requests.received.business", "requests.received.total"
OF_ALL = "requests.results.total.total"
CARRIED_IN, CARRIED_OUT = "requests.carried_in.total", "requests.carried_out.total"
IN_FORCE, FEES = "proactive.normative_documents.in_force", "proactive.fees.amount"
PENDING = "proceedings.reconsideration.pending"
BUREAU, OTHER, GOVERNMENT = "云溪县教育局", "云溪县水利局", "云溪县人民政府"
MANY = 1100
"""So many units have more in all than 63 bits hold."""

LEAST = Decimal("0.0000000001")
"""The smallest amount that a column holds, in 万元."""

QUICK = tuple(code for code in BULK if code != "GD701")
"""Without the rule that engines think about longest."""

FEW = ("GD103", "GD201", "GD203", "GD205", "GD301", "GD303", "GD304", "GD702")
"""One of each kind, without those that have hundreds of comparisons in each report."""

LISTED = ("GD104", "GD201", "GD202", "GD203", "GD204", "GD301", "GD302", "GD304", "GD701")
"""The rules whose findings the list of a synthetic country names."""


def agree(engine: TableEngine, world: World, into: Layout | None = None, select: Iterable[str] = BULK) -> Answers:
    """Both say the same, comparison for comparison; what they say."""
    chosen = tuple(select)
    wanted, found = one_by_one(world).of(chosen), asked(engine, world, into, chosen)
    assert (found.without(wanted), wanted.without(found)) == ([], [])
    assert found.made == wanted.made
    return found


# --- what is made by hand ---------------------------------------------------------------------------------------


def zeros(fmt: Format, year: int | None = YEAR, name: str | None = BUREAU, **head: object) -> Report:
    """A report with all its tables, full of zeros."""
    figures = {cell.path: Decimal(0) if cell.kind is Kind.MONEY else 0 for cell in fmt.cells}
    plain = {"format": fmt.name, "year": year, "organ": {"name": name}, **head}
    return from_dict({**plain, **nested(figures)}, draft=True)


def with_cells(report: Report, figures: Mapping[str, int | Decimal | None]) -> Report:
    for path, value in figures.items():
        report = with_cell(report, path, value)
    return report


def of_one_organ(*reports: Report) -> World:
    return World(rows=tuple(Row(report=report, organ=BUREAU) for report in reports))


def governed(parent: Report, units: Iterable[Report], due: Iterable[str] = (), office: Report | None = None) -> World:
    """A government's report, those counted in it, by their names, and its roster."""
    rows = [Row(report=parent, organ=GOVERNMENT)]
    rows += [Row(report=unit, organ=unit.organ.name, parent=GOVERNMENT) for unit in units]
    if office is not None:
        rows.append(Row(report=office, organ=GOVERNMENT, parent=GOVERNMENT))
    return World(rows=tuple(rows), due=tuple((GOVERNMENT, name) for name in due))


RIGHT, PARENT = zeros(NEWEST), zeros(NEWEST, name=GOVERNMENT)
SECOND = attrs.evolve(RIGHT, organ=Organ(name=OTHER))
LARGEST = {path: MAX_COUNT for identity in NEWEST.identities for path in identity.paths}
CARRYING = with_cells(RIGHT, {CARRIED_OUT: 3, PENDING: 4, IN_FORCE: 5})
OF_ONE_UNIT = with_cell(PARENT, TOTAL, 1)


def in_year(report: Report, year: int | None) -> Report:
    return attrs.evolve(report, year=year)


def reports_alone() -> World:
    """One rule is broken in each, or cannot be decided."""
    found = [RIGHT, NEWEST.report(year=YEAR, organ=RIGHT.organ), with_cell(RIGHT, TOTAL, None, unread=True)]
    for fmt in FORMATS.values():
        for identity in {identity.code: identity for identity in fmt.identities}.values():
            found += [with_cell(zeros(fmt), identity.path, value) for value in (1, None)]
    for path in (TOTAL, OF_ALL, "requests.results.total.business"):
        found.append(attrs.evolve(with_cell(RIGHT, path, None), printed={path: UNREAD}))
    return World(rows=tuple(Row(report=report) for report in found))


def two_counties() -> World:
    """Two governments, each with a unit over two years; the second differs from its unit."""
    rows = []
    for county in ("云溪县", "青禾县"):
        for year in (YEAR, YEAR + 1):
            unit = zeros(NEWEST, year, f"{county}教育局")
            parent = attrs.evolve(unit, organ=Organ(name=f"{county}人民政府"))
            if county == "青禾县":
                unit = with_cell(unit, TOTAL, 1)
            rows += [
                Row(report=parent, organ=parent.organ.name),
                Row(report=unit, organ=unit.organ.name, parent=parent.organ.name),
            ]
    due = (("云溪县人民政府", "云溪县教育局"), ("青禾县人民政府", "青禾县水利局"))
    return World(rows=(*rows, Row(report=attrs.evolve(RIGHT, year=None))), due=due)


def parents_of(world: World) -> Parents:
    """The roster as `govdisclosure check --parents` reads it."""
    lines = "".join(f"{organ},{parent}\n" for parent, organ in world.due)
    return load_parents(f"单位,上级\n{lines}".encode())


WORLDS: Mapping[str, World] = {
    "alone": reports_alone(),
    "series": of_one_organ(
        CARRYING,
        in_year(RIGHT, YEAR + 1),
        with_cells(in_year(RIGHT, YEAR + 3), {CARRIED_OUT: None, PENDING: None}),
        with_cell(in_year(RIGHT, YEAR + 4), IN_FORCE, None),
        in_year(RIGHT, None),
    ),
    "next year": of_one_organ(CARRYING, in_year(RIGHT, YEAR + 1)),
    "year after next": of_one_organ(CARRYING, in_year(RIGHT, YEAR + 2)),
    "year before": of_one_organ(CARRYING, in_year(RIGHT, YEAR - 1)),
    "same year": of_one_organ(CARRYING, RIGHT),
    "published again": of_one_organ(CARRYING, RIGHT, in_year(RIGHT, YEAR + 1), CARRYING),
    "nobody's": World(rows=tuple(Row(report=r) for r in (CARRYING, in_year(RIGHT, YEAR + 1), in_year(RIGHT, None)))),
    "large": of_one_organ(with_cells(RIGHT, LARGEST), with_cells(in_year(RIGHT, YEAR + 1), LARGEST)),
    "very large": governed(
        with_cell(PARENT, TOTAL, MAX_COUNT),
        [attrs.evolve(with_cell(RIGHT, TOTAL, MAX_COUNT), organ=Organ(name=f"第{n}中心")) for n in range(MANY)],
    ),
    "cannot be compared": governed(
        OF_ONE_UNIT,
        [RIGHT, with_cell(with_cell(SECOND, OF_ALL, None), BUSINESS, None, unread=True)],
        [BUREAU, OTHER, "云溪县财政局"],
    ),
    "smallest amount": governed(PARENT, [with_cell(RIGHT, FEES, LEAST)]),
    "own office": governed(PARENT, [RIGHT], office=OF_ONE_UNIT),
    "own scope": governed(attrs.evolve(PARENT, scope="own"), [RIGHT]),
    "odd office": governed(PARENT, [RIGHT], office=attrs.evolve(PARENT, scope="consolidated")),
    "without a key": World(
        rows=(
            Row(report=with_cell(PARENT, TOTAL, 2), organ=GOVERNMENT),
            Row(report=with_cell(RIGHT, TOTAL, 1), parent=GOVERNMENT),
            Row(report=with_cell(SECOND, TOTAL, 1), organ=OTHER, parent=GOVERNMENT),
        )
    ),
    "several without": World(rows=(Row(report=PARENT, organ=GOVERNMENT), *[Row(report=RIGHT, parent=GOVERNMENT)] * 2)),
    "all there": governed(PARENT, [RIGHT], [BUREAU]),
    "one missing": governed(PARENT, [RIGHT], [BUREAU, OTHER]),
    "there twice": governed(PARENT, [RIGHT, RIGHT], [BUREAU]),
    "stranger": governed(PARENT, [RIGHT, SECOND], [BUREAU], office=PARENT),
    "undated": governed(PARENT, [RIGHT, in_year(SECOND, None)], [BUREAU, OTHER]),
    "of another year": governed(PARENT, [RIGHT, in_year(RIGHT, YEAR + 1)], [BUREAU]),
    "undated government": governed(in_year(PARENT, None), [RIGHT], [BUREAU, OTHER]),
    "nobody's unit": World(
        rows=(*governed(PARENT, [RIGHT]).rows, Row(report=SECOND, parent=GOVERNMENT)),
        due=((GOVERNMENT, BUREAU), (GOVERNMENT, OTHER)),
    ),
    "mixed formats": governed(PARENT, [RIGHT, attrs.evolve(zeros(STANDARD[0]), organ=Organ(name=OTHER))]),
    **{f"{fmt.name} and the newest": of_one_organ(zeros(fmt, YEAR - 1), CARRYING) for fmt in FORMATS.values()},
}
"""By name, each under keys of its own."""

COUNTRY = country(organs=200, years=range(NEWEST.first_year - 1, NEWEST.first_year + 2), errors=0.1, blanks=0.1)
"""From the last year of one format into the first two of the next."""

EVERYTHING = together([*WORLDS.values(), World(rows=tuple(COUNTRY.rows()))])
OF_COUNTRY = f"{len(WORLDS)} "
"""Begins the keys of the country's organs there."""


@cache
def everything_asked(engine: TableEngine) -> Answers:
    return asked(engine, EVERYTHING)


def those_of(said: Answers, name: str, code: str) -> set[Said]:
    """What one rule finds in one of the worlds."""
    prefix = f"{[*WORLDS].index(name)} "
    return {each for each in said.found if each.code == code and (each.organ or "").startswith(prefix)}


def outcomes_of(said: Answers, name: str, code: str) -> set[str]:
    return {each.outcome for each in those_of(said, name, code)}


def outcomes_there_are() -> set[tuple[str, str]]:
    """A table is there or not, and a cell blank or not: what is asked is known of both."""
    found = {(code, outcome) for code in BULK for outcome in ("holds", "violated", "undecidable")}
    found -= {("GD103", "undecidable"), ("GD104", "undecidable")}
    return found | {("GD104", "blocked"), ("GD201", "blocked"), ("GD701", "blocked")}


def in_file(tables: Iterable[polars.DataFrame]) -> Counter[Said]:
    """All findings of the tables that asking a file gives."""
    return Counter(said_in(row) for table in tables for row in table.iter_rows(named=True))


def made_in_file(asking: FileCheck) -> Mapping[str, int]:
    """How many comparisons each rule made, after all findings were gone through."""
    counts = {code: sum(outcomes.values()) for code, outcomes in asking.tally.outcomes.items()}
    return {code: number for code, number in counts.items() if number}


# --- the tests --------------------------------------------------------------------------------------------------


class Agreement:
    """The tests, for a fixture `engine`."""

    @pytest.fixture
    def said(self, engine: TableEngine) -> Answers:
        """What the engine says of everything made by hand."""
        return everything_asked(engine)

    def test_it_says_what_the_rules_say_one_by_one(self, said: Answers) -> None:
        wanted = one_by_one(EVERYTHING)
        assert (said.without(wanted), wanted.without(said)) == ([], [])
        assert said.made == wanted.made

    def test_each_rule_fires_is_silent_and_cannot_decide(self, said: Answers) -> None:
        assert outcomes_there_are() <= said.outcomes

    def test_sums_wider_than_32_bits(self, said: Answers) -> None:
        expected = [each.expected for each in those_of(said, "large", "GD201") if each.expected is not None]
        assert max(expected) > 2**54

    def test_sums_wider_than_63_bits(self, said: Answers) -> None:
        (found,) = those_of(said, "very large", "GD701")
        assert (found.path, found.expected, found.actual) == (TOTAL, Decimal(MANY * MAX_COUNT), Decimal(MAX_COUNT))
        assert MANY * MAX_COUNT > 2**63

    def test_an_amount_is_compared_to_its_last_decimal(self, said: Answers) -> None:
        (found,) = those_of(said, "smallest amount", "GD701")
        assert (found.path, found.expected) == (FEES, LEAST)

    def test_only_the_year_before_is_compared(self, said: Answers) -> None:
        assert outcomes_of(said, "next year", "GD301") == {"violated"}
        for name in ("year after next", "year before", "same year"):
            assert not outcomes_of(said, name, "GD304")
        assert not outcomes_of(said, "same year", "GD301")

    def test_a_report_published_again_is_compared_again(self, said: Answers) -> None:
        found = those_of(said, "published again", "GD301")
        assert sum(said.found[each] for each in found) == 2

    def test_units_that_may_be_one_are_not_added_up(self, said: Answers) -> None:
        assert outcomes_of(said, "without a key", "GD701") == set()
        (found,) = those_of(said, "several without", "GD701")
        assert (found.outcome, found.path) == ("undecidable", None)

    def test_who_is_on_the_roster(self, said: Answers) -> None:
        wanted = {
            "all there": set(),
            "one missing": {"violated"},
            "there twice": {"violated"},
            "stranger": {"violated"},
            "undated": {"undecidable"},
            "of another year": set(),
            "nobody's unit": {"undecidable"},
            "undated government": {"undecidable"},
        }
        assert {name: outcomes_of(said, name, "GD702") for name in wanted} == wanted
        (found,) = those_of(said, "stranger", "GD702")
        assert found.related is not None
        assert found.related.endswith(OTHER)

    @pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
    def test_a_table_of_one_format(self, engine: TableEngine, fmt: Format) -> None:
        """The columns of other formats need not be there."""
        wrong = with_cells(zeros(fmt), {cell.path: 1 for cell in fmt.cells if cell.kind is Kind.COUNT})
        world = of_one_organ(zeros(fmt), zeros(fmt, YEAR + 1), wrong)
        agree(engine, world, layout(fmt), FEW)

    def test_an_empty_table_has_nothing(self, engine: TableEngine) -> None:
        assert agree(engine, World(rows=()), select=FEW).outcomes == set()

    def test_an_amount_too_long_for_its_column_is_blocked(self, engine: TableEngine) -> None:
        """The one thing a table knows less of: it holds ten decimals."""
        world = of_one_organ(with_cell(RIGHT, FEES, LEAST / 10))
        assert not one_by_one(world).found
        (found,) = asked(engine, world, select=["GD104"]).found
        assert (found.path, found.outcome) == (FEES, "blocked")

    def test_the_findings_are_as_described(self, engine: TableEngine) -> None:
        world = of_one_organ(with_cell(RIGHT, TOTAL, 1))
        table = check_table(engine.frame(world.table()), select=["GD201"]).collect()
        assert tuple(table.columns) == FINDINGS
        assert table["code"].unique().to_list() == ["GD201"]
        assert table.select("name", "organ", "year", "related").unique().rows() == [(BUREAU, BUREAU, YEAR, None)]

    def test_what_is_no_table_of_reports_is_said(self, engine: TableEngine) -> None:
        some = layout(NEWEST).names
        table = of_one_organ(RIGHT).table(layout(NEWEST)).select([*some[:-2]])
        with pytest.raises(ValueError, match=rf"2 columns are missing: {some[-2]}, {some[-1]}$"):
            check_table(engine.frame(table))
        with pytest.raises(ValueError, match=r"columns are missing: .*, .*, .* \.\.\."):
            check_table(engine.frame(pyarrow.table({"a": [1]})))

    def test_the_planted_errors_of_a_country_are_found_and_no_others(self, said: Answers) -> None:
        found = [
            ((each.organ or "").removeprefix(OF_COUNTRY), each.year, each.code, each.path, each.outcome)
            for each in said.found.elements()
            if (each.organ or "").startswith(OF_COUNTRY)
        ]
        planted = [(each.organ, each.year, each.code, each.path, each.outcome) for each in COUNTRY.planted()]
        assert sorted(found) == sorted(planted)
        assert {code for _, _, code, _, _ in planted} == set(LISTED)

    def test_a_file_is_asked_like_a_table(self, engine: TableEngine, tmp_path: Path) -> None:
        parquet.write_table(EVERYTHING.table(), tmp_path / "corpus.parquet")
        some = [code for code in FEW if code != "GD702"]  # there is no roster
        asking = check_file(tmp_path / "corpus.parquet", engine=engine.name, select=some)
        wanted = one_by_one(EVERYTHING).of(some)
        assert in_file(asking.findings) == wanted.found
        assert made_in_file(asking) == wanted.made
        assert asking.tally.reports == len(EVERYTHING.rows)

    def test_a_file_is_asked_with_a_roster(self, engine: TableEngine, tmp_path: Path) -> None:
        world = two_counties()
        parquet.write_table(world.table(), tmp_path / "corpus.parquet")
        asking = check_file(tmp_path / "corpus.parquet", engine=engine.name, select=["GD702"], roster=parents_of(world))
        wanted = one_by_one(world).of(["GD702"])
        assert in_file(asking.findings) == wanted.found
        assert {said.outcome for said in wanted.found} == {"violated"}
        assert made_in_file(asking) == wanted.made
