"""Figures by path, made into the tables of a report without looking at what cannot be wrong."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import attrs

from govdisclosure.formats import Format
from govdisclosure.formats._kit import Kind, TableKey, types_in

Printed = int | Decimal | None

ZERO: Mapping[Kind, int | Decimal] = {Kind.COUNT: 0, Kind.CHANGE: 0, Kind.MONEY: Decimal(0)}


def tables(fmt: Format, figures: Mapping[str, Printed]) -> dict[TableKey, Any]:
    """Every table of a format; a figure that is not named is 0, one that is None is blank.

    What is 0 throughout is the same object in all reports.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.synthetic._tables import tables
    >>> made = tables(FORMATS["2021"], {"requests.received.total": 3})
    >>> made["requests"].received.total, made["requests"].received.business
    (3, 0)
    """
    templates = _templates(fmt)
    touched = {part for path in figures for part in _around(path)}
    return {key: template.made(figures, touched) for key, template in templates.items()}


@attrs.frozen(eq=False)
class _Template:
    """A class of the format in its place: its figures by name, each with its path and zero, and its parts."""

    path: str
    cls: type[Any]
    zeros: Mapping[str, tuple[str, int | Decimal]]
    parts: Mapping[str, "_Template"]
    untouched: Any

    def made(self, figures: Mapping[str, Printed], touched: set[str]) -> Any:
        if self.path not in touched:
            return self.untouched
        values: dict[str, Any] = {name: figures.get(path, zero) for name, (path, zero) in self.zeros.items()}
        for name, part in self.parts.items():
            values[name] = part.made(figures, touched)
        return self.cls(**values)


@cache
def _templates(fmt: Format) -> Mapping[TableKey, _Template]:
    """The tables of a format that have figures in every report of it."""
    above = {part for cell in fmt.cells for part in _around(cell.path)}

    def template(path: str, cls: type[Any]) -> _Template:
        paths = {field.name: f"{path}.{field.name}" for field in attrs.fields(cls)}
        zeros = {n: (p, ZERO[fmt.by_path[p].kind]) for n, p in paths.items() if p in fmt.by_path}
        parts = {n: template(p, _class(cls, n)) for n, p in paths.items() if p in above}
        nothing = {n: zero for n, (_, zero) in zeros.items()} | {n: part.untouched for n, part in parts.items()}
        return _Template(path, cls, zeros, parts, cls(**nothing))

    return {key: template(key, _class(fmt.report, key)) for key in fmt.tables}


def _class(cls: type[Any], name: str) -> type[Any]:
    """The class of a field that holds a part of the report."""
    return next(each for each in types_in(getattr(attrs.fields(cls), name).type) if attrs.has(each))


@cache
def _around(path: str) -> tuple[str, ...]:
    """The row of a path, and all that row is in."""
    steps = path.split(".")
    return tuple(".".join(steps[:n]) for n in range(1, len(steps)))
