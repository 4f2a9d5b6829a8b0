"""The table engines by name, apart from what asks them: the command line lists them at every start."""

from typing import Literal, get_args

Engine = Literal["polars", "duckdb", "spark"]
"""A table engine."""

ENGINES: tuple[Engine, ...] = get_args(Engine)
"""What can ask a file, the usual one first."""
