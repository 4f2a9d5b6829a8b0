"""Spark, on this machine: the suite that all engines share, tables by chance, and the program for a cluster.

Needs Java, and so runs by itself: ``make test-spark``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bulk.engines import TableEngine, spark_engine
from bulk.suite import EVERYTHING, QUICK, Agreement, agree
from bulk.world import World
from bulk.worlds import worlds
from effort import examples
from hypothesis import HealthCheck, given
from pyspark.sql import SparkSession

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
    before = session.conf.get(ANSI)
    session.conf.set(ANSI, strict)
    try:
        found = agree(engine, EVERYTHING, select=["GD2", "GD301", "GD302"])
    finally:
        session.conf.set(ANSI, before)
    assert max(said.expected for said in found.found if said.expected is not None) > 2**54


def test_the_session_that_runs_is_used(session: SparkSession) -> None:
    assert spark_session("local[1]") is session
