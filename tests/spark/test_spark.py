"""Spark, on this machine: the suite that all engines share, tables by chance, and the program for a cluster.

Needs Java, and so runs by itself: ``make test-spark``.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import polars
import pyspark
import pytest
from bulk.engines import TableEngine, polars_frame, spark_engine
from bulk.suite import EVERYTHING, FEW, QUICK, Agreement, agree
from bulk.world import World
from bulk.worlds import worlds
from effort import examples
from hypothesis import HealthCheck, given
from pyarrow import parquet
from pyspark.sql import DataFrame, SparkSession

from govdisclosure.checks.bulk import FINDINGS, check_table
from govdisclosure.checks.bulk.files import spark_session

PROGRAM = Path("examples/cluster/check_on_spark.py")
ANSI = "spark.sql.ansi.enabled"


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    made = spark_session()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def engine(session: SparkSession) -> TableEngine:
    return spark_engine(session)


class TestSpark(Agreement):
    pass


@examples(1, deep=10, suppress_health_check=[*HealthCheck])
@given(world=worlds())
def test_tables_by_chance(engine: TableEngine, world: World) -> None:
    agree(engine, world, select=QUICK)


@pytest.mark.parametrize("strict", ["true", "false"])
def test_large_sums_are_the_same_with_and_without_ansi(session: SparkSession, engine: TableEngine, strict: str) -> None:
    """In ANSI mode a sum that does not fit is an error, and without it wraps around: here all fit."""
    before = session.conf.get(ANSI) or "true"
    session.conf.set(ANSI, strict)
    try:
        found = agree(engine, EVERYTHING, select=["GD2", "GD301", "GD302"])
    finally:
        session.conf.set(ANSI, before)
    assert max(said.expected for said in found.found if said.expected is not None) > 2**54


def test_no_python_runs_on_executors(engine: TableEngine) -> None:
    """The rules are Spark's own expressions, so only the driver needs this library."""
    result = check_table(engine.frame(EVERYTHING.table()), select=FEW, roster=engine.frame(EVERYTHING.roster()))
    found: DataFrame = result.findings.to_native()
    with redirect_stdout(StringIO()) as plan:
        found.explain()
    assert "Project" in plan.getvalue()
    assert "Python" not in plan.getvalue()


def test_the_session_that_runs_is_used(session: SparkSession) -> None:
    assert spark_session("local[1]") is session


def test_the_program_for_a_cluster(root: Path, tmp_path: Path) -> None:
    """Spark starts it as it does on a cluster, with this machine in the place of one."""
    parquet.write_table(EVERYTHING.table(), tmp_path / "corpus.parquet")
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    options = ["--master", "local[2]", "--conf", "spark.sql.shuffle.partitions=4", "--conf", "spark.ui.enabled=false"]
    given = [str(tmp_path / "corpus.parquet"), str(tmp_path / "findings"), "GD20", "GD301", "GD305"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    done = subprocess.run(
        [submit, *options, root / PROGRAM, *given], capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert "GD305 is not asked" in done.stdout
    found = polars.read_parquet(tmp_path / "findings" / "*.parquet")
    wanted = check_table(polars_frame(EVERYTHING.table()), select=["GD20", "GD301"]).collect().to_native()
    assert tuple(found.columns) == FINDINGS
    assert sorted(found.iter_rows(), key=repr) == sorted(wanted.iter_rows(), key=repr)
