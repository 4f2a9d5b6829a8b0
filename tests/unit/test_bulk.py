"""Tables of reports, asked by the engines that need nothing but Python: the suite that all engines share, and more."""

from pathlib import Path

import pyarrow
import pytest
from bulk.engines import HERE, TableEngine, polars_frame
from bulk.suite import RIGHT, Agreement, in_file, made_in_file, parents_of, two_counties, zeros
from bulk.world import World, one_by_one
from pyarrow import parquet

from govdisclosure import FORMATS, UnreadableDocument
from govdisclosure.checks import RULES
from govdisclosure.checks._rule import select
from govdisclosure.checks.bulk import BULK, BulkResult, absent, check_table
from govdisclosure.checks.bulk.files import ENGINES, Engine, check_file
from govdisclosure.columns import layout, to_table
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


def test_the_size_of_the_pieces_does_not_matter(tmp_path: Path) -> None:
    world = two_counties()
    parquet.write_table(world.table(), tmp_path / "corpus.parquet")
    some = ("GD201", "GD301", "GD303", "GD701", "GD702")
    wanted = one_by_one(world).of(some)
    assert {code for code, _ in wanted.outcomes} == set(some)
    for rows in (5, 10_000):
        asking = check_file(tmp_path / "corpus.parquet", select=some, rows=rows, roster=parents_of(world))
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
