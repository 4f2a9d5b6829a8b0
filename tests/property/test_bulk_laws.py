"""Tables by chance: an engine says of them what the rules say one report at a time."""

import pytest
from bulk.engines import HERE
from bulk.suite import QUICK, agree
from bulk.world import World
from bulk.worlds import BREAKABLE, broken, worlds
from effort import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from govdisclosure import FORMATS
from govdisclosure.columns import layout
from govdisclosure.formats import Format

POLARS, DUCKDB = HERE
LARGE = (HealthCheck.data_too_large, HealthCheck.too_slow, HealthCheck.large_base_example)
"""An engine takes as long for many reports as for few, so an example has many."""


@examples(4, deep=300, suppress_health_check=LARGE)
@given(world=worlds())
def test_polars(world: World) -> None:
    agree(POLARS, world)


@examples(2, deep=40, suppress_health_check=LARGE)
@given(world=worlds())
def test_duckdb(world: World) -> None:
    agree(DUCKDB, world, select=QUICK)


@pytest.mark.parametrize("fmt", FORMATS.values(), ids=FORMATS)
@examples(1, deep=30, suppress_health_check=LARGE)
@given(data=st.data())
def test_a_table_of_one_format(fmt: Format, data: st.DataObject) -> None:
    agree(POLARS, data.draw(worlds(fmt)), layout(fmt))


@examples(2, deep=100, suppress_health_check=LARGE)
@given(world=broken())
def test_a_rule_that_is_broken_is_found_broken(world: World) -> None:
    found = agree(POLARS, world).outcomes
    assert {code for code, outcome in found if outcome == "violated"} >= set(BREAKABLE)
