"""A format as one value: its classes walked through, and what is derived from them."""

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from govdisclosure.errors import UnknownLabel
from govdisclosure.formats._kit import (
    Block,
    Cell,
    Cite,
    Deadline,
    Draw,
    Group,
    Heading,
    Identity,
    Label,
    Measure,
    Row,
    Table,
    TableKey,
    Term,
    all_marks,
    annotated_fields,
    first_mark,
    types_in,
)


@attrs.frozen(slots=False, eq=False, repr=False)
class Format:
    """One version of the report: everything that differs from the others, as one value.

    `years` are the first and last year reported in it (None: still in use). `basis` are the notices that
    prescribe it.

    >>> from govdisclosure import FORMATS
    >>> [len(FORMATS[name].cells) for name in ("2019", "2021")]
    [198, 200]
    >>> FORMATS["2021"].path_of("规章", "现行有效件数")
    'proactive.regulations.in_force'
    """

    name: str
    label: Label
    report: type[Any]
    first_year: int
    last_year: int | None
    basis: tuple[str, ...]
    headings: tuple[Heading, ...]
    identify: Callable[["Format"], Iterable[Identity]]
    """Expands the identities over the format's cells."""
    first_day: date | None = None
    """When the law behind the first reports took effect: their period may begin then."""
    deadlines: tuple[Deadline, ...] = ()
    """By when reports of its years must be published."""
    counted_as: Mapping[str, str] = types.MappingProxyType({})
    """What prose claims by another name than the cell that holds it: the kind of a claim -> the path of its cell or row."""
    revision: int = 1
    """Counts up when its published schema has to change in any way: a released one stays as it is."""
    fee_notice: str | None = None
    """The notice under which 信息处理费 is charged, and by which the last section reports it."""

    def __repr__(self) -> str:
        return f"<Format {self.name}>"

    @cached_property
    def tables(self) -> Mapping[TableKey, Table]:
        """The tables by their key, in printed order."""
        found: dict[TableKey, Table] = {}
        order = 0
        for name, _, marks in annotated_fields(self.report):
            draw = first_mark(marks, Draw)
            if draw is None:
                continue
            cls = next(part for part in types_in(_hint(self.report, name)) if attrs.has(part))
            key: TableKey = name  # type: ignore[assignment]  # the classes name their tables by these keys
            cells = tuple(_cells(cls, key, key, order))
            order += len(cells)
            label = first_mark(marks, Label)
            assert label is not None, f"{name} has no label"
            found[key] = Table(key, label, draw, tuple(_rows(cells)))
        return types.MappingProxyType(found)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every figure of the format, in printed order."""
        return tuple(cell for table in self.tables.values() for cell in table.cells)

    @cached_property
    def by_path(self) -> Mapping[str, Cell]:
        return types.MappingProxyType({cell.path: cell for cell in self.cells})

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every sum that must hold in a report, by rule and in printed order."""
        return tuple(self.identify(self))

    def cell(self, path: str) -> Cell:
        """The cell at a path.

        Raises `UnknownLabel` if the format has none.
        """
        try:
            return self.by_path[path]
        except KeyError:
            raise UnknownLabel(format=self.name, labels=(path,), matches=()) from None

    def path_of(self, *labels: str) -> str:
        """The path of the one cell whose printed labels are these, or contain them in this order.

        Labels may also be given joined by ``|``. Raises `UnknownLabel` when no cell or more than one fits.

        >>> from govdisclosure import FORMATS
        >>> FORMATS["2021"].path_of("（三）不予公开|1.属于国家秘密", "总计")
        'requests.results.refused.state_secret.total'
        """
        wanted = tuple(part for label in labels for part in label.split("|"))
        exact = tuple(c.path for c in self.cells if wanted == tuple(label.zh for label in c.labels))
        matches = exact or tuple(c.path for c in self.cells if _in_order(wanted, (label.zh for label in c.labels)))
        if len(matches) != 1:
            raise UnknownLabel(format=self.name, labels=wanted, matches=matches)
        return matches[0]

    def covers(self, year: int) -> bool:
        """Whether reports for that year follow this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def deadline(self, level: str | None) -> Deadline | None:
        """The last day for an organ of a level (None: not known); None where the law names none.

        >>> from govdisclosure import FORMATS
        >>> [FORMATS["2021"].deadline(level) for level in ("township", None)]
        [None, None]
        >>> FORMATS["2021"].deadline("department").month, FORMATS["legacy"].deadline(None).month
        (1, 3)
        """
        bound = (d for d in self.deadlines if d.levels is None or level in d.levels)
        return next(bound, None)


def totals_of_rows(code: str, fmt: Format, table: TableKey, total: str = "total") -> Iterator[Identity]:
    """In each row of a table that has a cell named `total`, it equals the sum of the others."""
    for row in fmt.tables[table].rows:
        parts = [cell.path for cell in row.cells if cell.path != f"{row.path}.{total}"]
        if len(parts) < len(row.cells) and parts:
            yield Identity(code, f"{row.path}.{total}", tuple(Term(1, path) for path in parts))


def totals_of_columns(code: str, fmt: Format, total_row: str) -> Iterator[Identity]:
    """In each column, the cell of `total_row` equals the sum of all other rows of its group."""
    group = total_row.rpartition(".")[0] + "."
    for total in (cell for cell in fmt.cells if cell.row == total_row):
        column = total.path.rpartition(".")[2]
        parts = [c.path for c in fmt.cells if c.path.startswith(group) and c.path.endswith("." + column) and c != total]
        yield Identity(code, total.path, tuple(Term(1, path) for path in parts))


def balances(code: str, fmt: Format, row: str, plus: tuple[str, ...], minus: tuple[str, ...]) -> Iterator[Identity]:
    """In each column, the cell of `row` equals the `plus` rows less the `minus` rows."""
    for cell in (cell for cell in fmt.cells if cell.row == row):
        column = cell.path.rpartition(".")[2]
        terms = [Term(1, f"{path}.{column}") for path in plus] + [Term(-1, f"{path}.{column}") for path in minus]
        yield Identity(code, cell.path, tuple(terms))


def _cells(cls: type[Any], table: TableKey, prefix: str, order: int) -> Iterator[Cell]:
    yield from (attrs.evolve(cell, order=order + n) for n, cell in enumerate(_leaves(cls, table, prefix, (), ()), 1))


def _leaves(
    cls: type[Any], table: TableKey, path: str, labels: tuple[Label, ...], cites: tuple[Cite, ...]
) -> Iterator[Cell]:
    for name, bare, marks in annotated_fields(cls):
        own = (*all_marks(marks, Group), *(m for m in all_marks(marks, Label) if not isinstance(m, Group)))
        basis = (*cites, *all_marks(marks, Cite))
        measure = first_mark(marks, Measure)
        if measure is not None:
            yield Cell(f"{path}.{name}", table, 0, (*labels, *own), measure, basis, len(own))
        elif isinstance(bare, type):
            yield from _leaves(bare, table, f"{path}.{name}", (*labels, *own), basis)


def _rows(cells: Iterable[Cell]) -> Iterator[Row]:
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        groups.setdefault(cell.row, []).append(cell)
    for path, members in groups.items():
        first = members[0]
        blocks = [cite for cite in first.cites if isinstance(cite, Block)]
        yield Row(path, first.row_labels, tuple(members), blocks[0] if blocks else None)


def _hint(cls: type[Any], name: str) -> object:
    return getattr(attrs.fields(cls), name).type


def _in_order(wanted: Iterable[str], labels: Iterable[str]) -> bool:
    rest = iter(labels)
    return all(any(label == want for label in rest) for want in wanted)
