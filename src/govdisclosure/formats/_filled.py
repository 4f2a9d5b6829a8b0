"""Figures by path, made into the tables of a report without looking at what cannot be wrong."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from govdisclosure.formats._format import Format
from govdisclosure.formats._kit import Kind, TableKey, types_in

Printed = int | Decimal | None
"""A figure to fill in."""

ZERO: Mapping[Kind, int | Decimal] = {Kind.COUNT: 0, Kind.CHANGE: 0, Kind.MONEY: Decimal(0)}


def tables(fmt: Format, figures: Mapping[str, Printed]) -> dict[TableKey, Any]:
    """Every table of a format; a figure that is not named is 0, one that is None is blank.

    What is 0 throughout is the same object in all reports.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.formats._filled import tables
    >>> made = tables(FORMATS["2021"], {"requests.received.total": 3})
    >>> made["requests"].received.total, made["requests"].received.business
    (3, 0)
    """
    parts = _parts(fmt)
    touched = {part for path in figures for part in _around(path)}
    return {key: parts[key].made(figures, touched) for key in fmt.tables}


@attrs.frozen(eq=False)
class _Part:
    """A class of the template in its place: its figures by name, each with its path and zero, and its parts."""

    path: str
    cls: type[Any]
    zeros: Mapping[str, tuple[str, int | Decimal]]
    parts: Mapping[str, "_Part"]
    untouched: Any = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "untouched", self._built({}, set()))

    def made(self, figures: Mapping[str, Printed], touched: set[str]) -> Any:
        return self._built(figures, touched) if self.path in touched else self.untouched

    def _built(self, figures: Mapping[str, Printed], touched: set[str]) -> Any:
        values = {name: figures.get(path, zero) for name, (path, zero) in self.zeros.items()}
        return self.cls(**values, **{name: part.made(figures, touched) for name, part in self.parts.items()})


@cache
def _parts(fmt: Format) -> Mapping[str, _Part]:
    """A part for each table of a format; what holds no figure keeps its default."""
    above = {part for cell in fmt.cells for part in _around(cell.path)}

    def part(path: str, cls: type[Any]) -> _Part:
        paths = {field.name: f"{path}.{field.name}" for field in attrs.fields(cls)}
        zeros = {n: (p, ZERO[fmt.by_path[p].kind]) for n, p in paths.items() if p in fmt.by_path}
        below = {n: part(p, _class(cls, n)) for n, p in paths.items() if p in above}
        return _Part(path, cls, zeros, below)

    return {key: part(key, _class(fmt.report, key)) for key in fmt.tables}


def _class(cls: type[Any], name: str) -> type[Any]:
    """The class of a field that holds a part of the template."""
    return next(each for each in types_in(getattr(attrs.fields(cls), name).type) if attrs.has(each))


@cache
def _around(path: str) -> tuple[str, ...]:
    """The row of a path, and all that row is in."""
    steps = path.split(".")
    return tuple(".".join(steps[:n]) for n in range(1, len(steps)))
