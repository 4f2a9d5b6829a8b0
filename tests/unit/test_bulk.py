"""Tables of reports, asked by the engines that need nothing but Python: the suite that all engines share, and more."""

from pathlib import Path

import attrs
import polars
import pyarrow
import pytest
from bulk.engines import HERE, TableEngine, polars_frame
from bulk.suite import NEWEST, RIGHT, TOTAL, YEAR, Agreement, in_file, made_in_file, zeros
from bulk.world import World, one_by_one
from bulk.worlds import with_cell
from pyarrow import parquet

from govdisclosure import FORMATS, Organ, UnreadableDocument
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import select
from govdisclosure.checks.bulk import BULK, BulkResult, absent, check_table
from govdisclosure.checks.bulk.files import ENGINES, Engine, check_file
from govdisclosure.columns import Row, layout, to_table
from govdisclosure.formats import Format


@pytest.fixture(scope="module", params=HERE, ids=[engine.name for engine in HERE])
def engine(request: pytest.FixtureRequest) -> TableEngine:
    found: TableEngine = request.param
    return found


class TestEngines(Agreement):
    pass


def asked(result: BulkResult) -> set[str]:
    return {check.code for batch in result.batches for check in batch.checks}


def test_each_rule_is_asked_or_declared_absent() -> None:
    stable = {rule.code for rule in select(RULES, (), ())}
    table = polars_frame(to_table([RIGHT]))
    for roster in (None, polars_frame(World(rows=()).roster())):
        result = check_table(table, roster=roster)
        assert asked(result) == stable & set(BULK) - ({"GD702"} if roster is None else set())
        assert set(result.absent) == stable - asked(result)
    for with_roster in (False, True):
        found = absent(RULES, with_roster=with_roster)
        assert set(found) == set(RULES) - set(BULK) | (set() if with_roster else {"GD702"})
        assert all(reason.zh and reason.en for reason in found.values())


def test_only_chosen_rules_are_absent() -> None:
    result = check_table(polars_frame(to_table([RIGHT])), select=["GD2", "GD4"], ignore=["GD204"])
    assert set(result.absent) == {code for code in RULES if code.startswith("GD4")}
    assert asked(result) == {code for code in BULK if code.startswith("GD2")} - {"GD204"}


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


def test_the_size_of_the_pieces_does_not_matter(tmp_path: Path) -> None:
    world = two_counties()
    parquet.write_table(world.table(), tmp_path / "corpus.parquet")
    some = ("GD201", "GD301", "GD303", "GD701", "GD702")
    wanted = one_by_one(world).of(some)
    assert {code for code, _ in wanted.outcomes} == set(some)
    roster = polars.from_arrow(world.roster())
    assert isinstance(roster, polars.DataFrame)
    for rows in (5, 10_000):
        asking = check_file(tmp_path / "corpus.parquet", select=some, rows=rows, roster=roster)
        tables = [*asking.findings]
        assert len(tables) == asking.pieces
        assert in_file(tables) == wanted.found, rows
        assert made_in_file(asking) == wanted.made, rows


def test_one_report_in_a_piece(tmp_path: Path) -> None:
    world = two_counties()
    parquet.write_table(world.table(), tmp_path / "corpus.parquet")
    some = ("GD201", "GD301", "GD303")
    asking = check_file(tmp_path / "corpus.parquet", select=some, rows=1)
    assert in_file(asking.findings) == one_by_one(world).of(some).found
    assert made_in_file(asking) == one_by_one(world).of(some).made
    assert asking.pieces > len(world.rows)


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("file", ["text.parquet", "absent.parquet", "other.parquet"])
def test_what_is_no_corpus_is_said(tmp_path: Path, file: str, name: Engine) -> None:
    """Before an engine is started."""
    (tmp_path / "text.parquet").write_bytes(b"no parquet")
    parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(UnreadableDocument, match="not a table of reports"):
        check_file(tmp_path / file, engine=name)


def test_a_file_without_reports_has_nothing(tmp_path: Path) -> None:
    parquet.write_table(to_table([]), tmp_path / "empty.parquet")
    asking = check_file(tmp_path / "empty.parquet", select=["GD201", "GD301"])
    assert sum(table.height for table in asking.findings) == 0
    assert asking.tally.reports == 0


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
def test_a_file_of_one_format_is_asked(tmp_path: Path, fmt: Format) -> None:
    parquet.write_table(to_table([zeros(fmt)], into=layout(fmt)), tmp_path / "one.parquet")
    asking = check_file(tmp_path / "one.parquet", select=["GD2", "GD3"])
    assert sum(table.height for table in asking.findings) == 0
    assert asking.tally.reports == 1
