"""Tables of reports, asked by the engines that need nothing but Python: the suite that all engines share, and more."""

from pathlib import Path

import attrs
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
from govdisclosure.checks.bulk import BULK, absent, check_table
from govdisclosure.checks.bulk.files import ENGINES, Engine, check_file
from govdisclosure.columns import Row, layout, to_table
from govdisclosure.formats import Format


@pytest.fixture(scope="module", params=HERE, ids=[engine.name for engine in HERE])
def engine(request: pytest.FixtureRequest) -> TableEngine:
    found: TableEngine = request.param
    return found


class TestEngines(Agreement):
    pass


def test_each_rule_is_asked_or_declared_absent() -> None:
    table = polars_frame(to_table([RIGHT]))
    result = check_table(table)
    assert set(result.absent) == {rule.code for rule in select(RULES, (), ())} - set(BULK)
    asked = {check.code for batch in result.batches for check in batch.checks}
    assert asked == set(BULK) - {"GD702"}  # there is no roster
    assert set(absent(RULES)) | set(BULK) == set(RULES)
    assert not set(absent(RULES)) & set(BULK)
    for reason in absent(RULES).values():
        assert reason.zh
        assert reason.en


def test_only_chosen_rules_are_absent() -> None:
    table = polars_frame(to_table([RIGHT]))
    result = check_table(table, select=["GD2", "GD4"], ignore=["GD204"])
    assert set(result.absent) == {code for code in RULES if code.startswith("GD4")}
    asked = {check.code for batch in result.batches for check in batch.checks}
    assert asked == {code for code in BULK if code.startswith("GD2")} - {"GD204"}


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
    return World(rows=(*rows, Row(report=attrs.evolve(RIGHT, year=None))))


def test_the_size_of_the_pieces_does_not_matter(tmp_path: Path) -> None:
    world = two_counties()
    parquet.write_table(world.table(), tmp_path / "corpus.parquet")
    some = ("GD201", "GD301", "GD303", "GD701")
    wanted = one_by_one(world).of(some)
    assert {code for code, _ in wanted.outcomes} == set(some)
    for rows in (5, 10_000):
        asking = check_file(tmp_path / "corpus.parquet", select=some, rows=rows)
        tables = [*asking.findings]
        assert len(tables) == asking.pieces == 3 * -(-len(world.rows) // rows)
        assert in_file(tables) == wanted.found, rows
        assert made_in_file(asking) == wanted.made, rows


def test_one_report_in_a_piece(tmp_path: Path) -> None:
    world = two_counties()
    parquet.write_table(world.table(), tmp_path / "corpus.parquet")
    some = ("GD201", "GD301", "GD303")
    asking = check_file(tmp_path / "corpus.parquet", select=some, rows=1)
    assert in_file(asking.findings) == one_by_one(world).of(some).found
    assert made_in_file(asking) == one_by_one(world).of(some).made


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
