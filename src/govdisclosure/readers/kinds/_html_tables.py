"""Which cell of an HTML table stands where: rows and columns as the HTML standard forms them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from govdisclosure.readers._limits import Budget

if TYPE_CHECKING:
    from justhtml import Element

_WHOLE = re.compile(r"[ \t\n\f\r]*\+?([0-9]+)")
_WIDEST, _TALLEST = 1_000, 65_534
"""What the standard makes of larger spans."""


@attrs.define(eq=False)
class Slot:
    """A cell: where it begins, both counting from 1, and what it covers."""

    element: "Element"
    row: int
    column: int
    rowspan: int
    colspan: int


def slots(groups: list[list[list["Element"]]], budget: Budget) -> Iterator[tuple[Slot, ...]]:
    """Row by row the cells of a table, given by groups of rows.

    No cell reaches beyond the group of its row; with ``rowspan="0"`` it reaches to its end.
    """
    y = 0
    for group in groups:
        covered: list[int] = []  # by column, up to which row of the group it is covered from above
        for at, cells in enumerate(group):
            budget.time()
            y += 1
            row = []
            x = 0
            for cell in cells:
                while x < len(covered) and covered[x] > at:
                    x += 1
                rowspan = min(_rowspan(cell) or _TALLEST, len(group) - at)
                colspan = _colspan(cell)
                budget.cell(rowspan, colspan)
                row.append(Slot(cell, y, x + 1, rowspan, colspan))
                if rowspan > 1:
                    covered.extend([0] * (x + colspan - len(covered)))
                    for below in range(x, x + colspan):
                        covered[below] = max(covered[below], at + rowspan)
                x += colspan
            yield tuple(row)


def _colspan(cell: "Element") -> int:
    return min(_number(cell.attrs.get("colspan"), 1) or 1, _WIDEST)


def _rowspan(cell: "Element") -> int:
    return min(_number(cell.attrs.get("rowspan"), 1), _TALLEST)


def _number(value: str | None, default: int) -> int:
    """A number as the standard reads it: what stands behind its digits is no error, what stands before them is."""
    if not value:
        return default
    match = _WHOLE.match(value)
    return default if match is None else int(match[1][:9])
