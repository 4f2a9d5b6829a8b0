"""What holds of every table engine. A module that has a fixture `engine` makes tests of it by a class of its own.

What an engine says is compared with what the rules say one report at a time (`bulk.world`), over tables by chance
(`agree`) and over tables made here for what chance would miss.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs
import pyarrow
import pytest

from govdisclosure import FORMATS, Organ, Report, check_roll_up, from_dict
from govdisclosure.checks.bulk import BULK, FINDINGS, OF_SERIES, OF_UNITS, check_table
from govdisclosure.columns import Layout, Row, layout, to_table
from govdisclosure.formats import Format, format_for
from govdisclosure.formats._kit import MAX_COUNT, Kind, nested
from govdisclosure.synthetic import country

from bulk.engines import TableEngine
from bulk.world import Answers, World, asked, one_by_one
from bulk.worlds import UNREAD, with_cell

STANDARD = tuple(fmt for fmt in FORMATS.values() if fmt.headings)
NEWEST = STANDARD[-1]
YEAR = NEWEST.first_year + 2
PARTS = "requests.received.business"
TOTAL, OF_ALL = "requests.received.total", "requests.results.total.total"
CARRIED_IN = "requests.carried_in.total"
CARRIED_ON = "requests.carried_over.total"
FEES = "proactive.fees.amount"
PENDING, CASES = "proceedings.reconsideration.pending", "proceedings.reconsideration.total"
BUREAU, OTHER, GOVERNMENT = "云溪县教育局", "云溪县水利局", "云溪县人民政府"
MANY = 2000
"""So many units have more in all than 63 bits hold."""

LISTED = ("GD104", "GD201", "GD202", "GD203", "GD204", "GD301", "GD302", "GD304", "GD701")
"""The rules whose findings the list of a synthetic country names."""


def agree(engine: TableEngine, world: World, into: Layout | None = None) -> Answers:
    """Both say the same, comparison for comparison; what they say."""
    wanted, found = one_by_one(world), asked(engine, world, into)
    assert found.found == wanted.found, (found.found - wanted.found, wanted.found - found.found)
    assert found.made == wanted.made
    return found


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
    """A government's report, those counted in it by their names, and its roster."""
    rows = [Row(report=parent, organ=GOVERNMENT)]
    rows += [Row(report=unit, organ=unit.organ.name, parent=GOVERNMENT) for unit in units]
    if office is not None:
        rows.append(Row(report=office, organ=GOVERNMENT, parent=GOVERNMENT))
    return World(rows=tuple(rows), due=tuple((GOVERNMENT, name) for name in due))


def all_outcomes() -> World:
    """Each rule fires, is silent, and cannot decide, where it can come to that."""
    right = zeros(NEWEST)
    later = attrs.evolve(right, year=YEAR + 1)
    identities = {identity.code: identity for identity in NEWEST.identities}
    alone = [right, attrs.evolve(right, organ=Organ(name=OTHER)), attrs.evolve(right, requests=None)]
    for identity in identities.values():
        alone += [with_cell(right, identity.path, value) for value in (1, None)]
    alone.append(with_cell(right, TOTAL, None, unread=True))
    years = [
        with_cells(right, {CARRIED_ON: 3, PENDING: 4, "proactive.normative_documents.in_force": 5}),
        later,
        attrs.evolve(with_cells(right, {CARRIED_ON: None, PENDING: None}), year=YEAR + 3),
        attrs.evolve(with_cell(right, "proactive.normative_documents.in_force", None), year=YEAR + 4),
        attrs.evolve(right, year=None),
    ]
    rows = [Row(report=report) for report in alone]
    rows += [Row(report=report, organ="several years") for report in years]
    parent = with_cells(zeros(NEWEST, name=GOVERNMENT), {TOTAL: 1})
    blank = with_cell(with_cell(attrs.evolve(right, organ=Organ(name=OTHER)), OF_ALL, None), PARTS, None, unread=True)
    units = governed(parent, [right, blank], due=[BUREAU, OTHER, "云溪县财政局"])
    doubtful = governed(parent, [attrs.evolve(right, year=None)], due=[BUREAU])
    renamed = tuple(
        attrs.evolve(row, organ=f"{row.organ} 2", parent=row.parent and f"{row.parent} 2") for row in doubtful.rows
    )
    due = (*units.due, *((f"{parent} 2", f"{organ} 2") for parent, organ in doubtful.due))
    return World(rows=(*rows, *units.rows, *renamed), due=due)


def outcomes_there_are() -> set[tuple[str, str]]:
    """A table is there or not, and a cell blank or not: what is asked is known of both."""
    found = {(code, outcome) for code in BULK for outcome in ("holds", "violated", "undecidable")}
    found -= {("GD103", "undecidable"), ("GD104", "undecidable")}
    return found | {("GD104", "blocked"), ("GD201", "blocked"), ("GD701", "blocked")}


class Agreement:
    """The tests, for a fixture `engine`."""

    def test_each_rule_fires_is_silent_and_cannot_decide(self, engine: TableEngine) -> None:
        assert outcomes_there_are() <= agree(engine, all_outcomes()).outcomes

    def test_the_planted_errors_of_a_country_are_found_and_no_others(self, engine: TableEngine) -> None:
        made = country(organs=300, years=(NEWEST.first_year - 1, NEWEST.first_year), errors=0.05, blanks=0.05)
        result = check_table(engine.frame(to_table(made.rows())), select=LISTED)
        found = result.collect().select("organ", "year", "code", "path", "outcome").rows()
        planted = [(each.organ, each.year, each.code, each.path, each.outcome) for each in made.planted()]
        assert sorted(found) == sorted(planted)
        assert {code for _, _, code, _, _ in planted} == set(LISTED)

    def test_sums_wider_than_32_bits(self, engine: TableEngine) -> None:
        parts = {path: MAX_COUNT for identity in NEWEST.identities for path in identity.paths}
        assert max(len(identity.terms) for identity in NEWEST.identities) > 2
        world = of_one_organ(with_cells(zeros(NEWEST), parts), with_cells(zeros(NEWEST, YEAR + 1), parts))
        found = {said.expected for said in agree(engine, world).found if said.code == "GD203"}
        assert max(figure for figure in found if figure is not None) > 2**53

    def test_sums_wider_than_63_bits(self, engine: TableEngine) -> None:
        parent = with_cell(zeros(NEWEST, name=GOVERNMENT), TOTAL, MAX_COUNT)
        unit = to_table([Row(report=with_cell(zeros(NEWEST), TOTAL, MAX_COUNT), parent=GOVERNMENT)])
        place = unit.schema.get_field_index("organ")
        units = pyarrow.concat_tables([unit] * MANY).set_column(place, "organ", [[f"{n}" for n in range(MANY)]])
        table = pyarrow.concat_tables([to_table([Row(report=parent, organ=GOVERNMENT)]), units])
        found = check_table(engine.frame(table), select=["GD701"]).collect()
        assert found["path"].to_list() == [TOTAL]
        assert found["expected"].to_list() == [MANY * MAX_COUNT]
        assert found["actual"].to_list() == [MAX_COUNT]
        assert MANY * MAX_COUNT > 2**63

    def test_only_the_year_before_is_compared(self, engine: TableEngine) -> None:
        first = with_cell(zeros(NEWEST), CARRIED_ON, 3)
        for years, expected in ((1, 1), (2, 0), (-1, 0), (0, 0)):
            second = with_cell(zeros(NEWEST, YEAR + years), CARRIED_IN, 2)
            found = asked(engine, of_one_organ(first, second), select=["GD301"]).found
            mine = [said for said in found if said.path == CARRIED_IN and said.expected == 3]
            assert len(mine) == expected, years

    def test_a_report_published_again_is_compared_again(self, engine: TableEngine) -> None:
        first = with_cell(zeros(NEWEST), CARRIED_ON, 3)
        world = of_one_organ(first, zeros(NEWEST), zeros(NEWEST, YEAR + 1))
        assert sum(asked(engine, world, select=["GD301"]).found.values()) == 1
        agree(engine, attrs.evolve(world, rows=(*world.rows, world.rows[0])))

    def test_who_is_not_known_is_compared_with_nobody(self, engine: TableEngine) -> None:
        reports = (with_cell(zeros(NEWEST), CARRIED_ON, 3), zeros(NEWEST, YEAR + 1), zeros(NEWEST, None))
        found = asked(engine, World(rows=tuple(Row(report=report) for report in reports)), select=OF_SERIES)
        assert found.outcomes == {("GD303", "undecidable")}

    def test_units_without_a_key_are_added_up(self, engine: TableEngine) -> None:
        """Of which unit they are is not known; two of them might be one, and then nothing is compared."""
        one = Row(report=with_cell(zeros(NEWEST), TOTAL, 1), parent=GOVERNMENT)
        other = attrs.evolve(one, organ=OTHER)
        parent = Row(report=with_cell(zeros(NEWEST), TOTAL, 2), organ=GOVERNMENT)
        agree(engine, World(rows=(parent, one, other)))
        found = asked(engine, World(rows=(parent, one, one)), select=["GD701"])
        assert found.made == {"GD701": 1}
        assert found.outcomes == {("GD701", "undecidable")}

    def test_rosters(self, engine: TableEngine) -> None:
        """Units that are missing, there twice, strangers, and reports that may be of any of them."""
        right, other = zeros(NEWEST), zeros(NEWEST, name=OTHER)
        parent = zeros(NEWEST, name=GOVERNMENT)
        nameless = Row(report=zeros(NEWEST), parent=GOVERNMENT)
        for units, due, wanted in (
            ([right], [BUREAU], {"holds"}),
            ([right], [BUREAU, OTHER], {"holds", "violated"}),
            ([right, right], [BUREAU], {"violated"}),
            ([right, other], [BUREAU], {"holds", "violated"}),
            ([right, attrs.evolve(other, year=None)], [BUREAU, OTHER], {"holds", "undecidable"}),
            ([right, attrs.evolve(right, year=YEAR + 1)], [BUREAU], {"holds"}),
        ):
            world = governed(parent, units, due, office=zeros(NEWEST, name=GOVERNMENT))
            assert self._attended(engine, world) == wanted, due
        unclear = governed(parent, [right], [BUREAU, OTHER])
        assert self._attended(engine, attrs.evolve(unclear, rows=(*unclear.rows, nameless))) == {"holds", "undecidable"}
        undated = governed(attrs.evolve(parent, year=None), [right], [BUREAU, OTHER])
        assert "holds" in self._attended(engine, undated)

    def _attended(self, engine: TableEngine, world: World) -> set[str]:
        wanted = {said for said in one_by_one(world).found if said.code == "GD702"}
        found = asked(engine, world, select=["GD702"])
        assert set(found.found) == wanted
        return {outcome for _, outcome in found.outcomes}

    def test_a_table_of_one_format(self, engine: TableEngine) -> None:
        """The columns of other formats need not be there."""
        for fmt in FORMATS.values():
            wrong = with_cells(zeros(fmt), {cell.path: 1 for cell in fmt.cells if cell.kind is Kind.COUNT})
            world = of_one_organ(zeros(fmt), zeros(fmt, YEAR + 1), wrong)
            agree(engine, world, layout(fmt))

    def test_an_amount_too_long_for_its_column_is_blocked(self, engine: TableEngine) -> None:
        """The one thing a table knows less of: it holds ten decimals."""
        long = Decimal("0.00000000001")
        parent = zeros(NEWEST, name=GOVERNMENT)
        world = governed(parent, [with_cell(zeros(NEWEST), FEES, long)])
        assert check_roll_up(parent, [world.rows[1].report], select=["GD701"]).findings
        found = asked(engine, world, select=["GD104", "GD701"]).found
        assert {(said.code, said.path, said.outcome) for said in found} == {
            ("GD104", FEES, "blocked"),
            ("GD701", FEES, "blocked"),
        }

    def test_an_amount_is_compared_to_its_last_decimal(self, engine: TableEngine) -> None:
        world = governed(zeros(NEWEST, name=GOVERNMENT), [with_cell(zeros(NEWEST), FEES, Decimal("0.0000000001"))])
        (said,) = agree(engine, world).found
        assert (said.path, said.expected) == (FEES, Decimal("0.0000000001"))

    def test_digits_that_were_not_read_block_only_their_own_checks(self, engine: TableEngine) -> None:
        """One path may be the beginning or the end of another."""
        for path in (TOTAL, OF_ALL, "requests.results.total.business"):
            report = with_cell(zeros(NEWEST), path, None)
            agree(engine, of_one_organ(attrs.evolve(report, printed={path: UNREAD}), zeros(NEWEST, YEAR + 1)))

    def test_an_empty_table_has_nothing(self, engine: TableEngine) -> None:
        empty = World(rows=())
        assert asked(engine, empty) == one_by_one(empty)

    def test_the_findings_are_as_described(self, engine: TableEngine) -> None:
        result = check_table(engine.frame(of_one_organ(with_cell(zeros(NEWEST), TOTAL, 1)).table()), select=["GD2"])
        table = result.collect()
        assert tuple(table.columns) == FINDINGS
        (found,) = [row for row in table.iter_rows(named=True) if row["path"] == TOTAL]
        assert (found["name"], found["organ"], found["year"], found["related"]) == (BUREAU, BUREAU, YEAR, None)

    def test_what_is_no_table_of_reports_is_said(self, engine: TableEngine) -> None:
        some = layout(NEWEST).names
        table = of_one_organ(zeros(NEWEST)).table(layout(NEWEST)).select([*some[:-2]])
        with pytest.raises(ValueError, match=rf"2 columns are missing: {some[-2]}, {some[-1]}$"):
            check_table(engine.frame(table))
        with pytest.raises(ValueError, match=r"columns are missing: .*, .*, .* \.\.\."):
            check_table(engine.frame(pyarrow.table({"a": [1]})))


def formats_of(years: Iterable[int]) -> set[str]:
    return {format_for(year).name for year in years}


assert OF_UNITS
