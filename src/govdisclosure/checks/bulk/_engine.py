"""Narwhals, which speaks to every table engine; loaded when first used, since it belongs to an extra."""

from typing import TYPE_CHECKING, Any, TypeAlias

import lazy_loader  # type: ignore[import-untyped]

from govdisclosure._extras import needed

if TYPE_CHECKING:
    import narwhals as nw
else:
    nw = lazy_loader.load("narwhals")

__all__ = ["Expr", "Frame", "needed_engine", "nw"]

Frame: TypeAlias = "nw.LazyFrame[Any]"
"""A table of any engine that computes when asked."""

Expr: TypeAlias = "nw.Expr"
"""What is computed in every row."""


def needed_engine() -> None:
    """Raise `MissingExtra` if there is no Narwhals."""
    needed("narwhals", "bulk")
