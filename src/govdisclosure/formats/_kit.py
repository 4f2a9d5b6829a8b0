"""The parts every format is built from: what a field says of itself, and what is derived from it.

A format is written as attrs classes whose fields carry, in ``Annotated``, the printed label, the unit
and the article they rest on. `Format` walks those classes once and offers the result as data: cells in
printed order, rows, tables and identities. Nothing here knows a particular format.
"""

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import attrs

from govdisclosure.errors import UnknownLabel

MAX_COUNT = 2**53 - 1
"""The largest count: every JSON reader holds it exactly."""

MAX_MONEY = Decimal(10) ** 12
"""The largest amount, in 万元."""

MAX_NESTING = 32
"""How deep sections may be nested; printed numbering has about five levels."""

TableKey = Literal["proactive", "requests", "proceedings", "statistics"]

_Mark = TypeVar("_Mark")


class Kind(StrEnum):
    """What a cell holds."""

    COUNT = "count"
    """A whole number, 0 or more."""
    CHANGE = "change"
    """A signed whole number: an increase or a decrease."""
    MONEY = "money"
    """A Decimal in 万元, 0 or more."""


class Layout(StrEnum):
    """How a table is drawn."""

    BLOCKS = "blocks"
    """Blocks one below the other, each with a head row of its own (table 2)."""
    ROWS = "rows"
    """One row a label, the same columns throughout (table 3)."""
    LINE = "line"
    """One row of figures under a head of several rows (table 4)."""
    LIST = "list"
    """One figure a row (the statistics table)."""


@attrs.frozen
class Label:
    """What is printed, and the same in English."""

    zh: str
    en: str


@attrs.frozen
class Group(Label):
    """The header cell above a column, where several columns share one."""


@attrs.frozen
class Cite:
    """The article or notice a row rests on.

    The mapping of table 3's rows to articles is this project's reading of the 条例, not an official table.
    """

    zh: str
    en: str


@attrs.frozen
class Block(Cite):
    """The item of article 20 that heads a block of table 2: printed, and the basis of its rows."""


@attrs.frozen
class Measure:
    """Kind and unit of a figure."""

    kind: Kind
    unit: str
    unit_en: str


@attrs.frozen
class Range:
    """The bounds of a whole number that is not a figure, both included."""

    low: int
    high: int


@attrs.frozen
class Draw:
    """How the table a field holds is drawn, and the note printed in its corner."""

    layout: Layout
    corner: Label | None = None


Year = Annotated[int, Range(1, 9999)]
Depth = Annotated[int, Range(1, MAX_NESTING)]
Items = Annotated[int | None, Measure(Kind.COUNT, "件", "items")]
Projects = Annotated[int | None, Measure(Kind.COUNT, "项", "projects")]
Change = Annotated[int | None, Measure(Kind.CHANGE, "项", "projects")]
Money = Annotated[Decimal | None, Measure(Kind.MONEY, "万元", "10,000 yuan")]


@attrs.frozen
class Cell:
    """One figure of the template.

    `labels` leads from the table's outermost row label to the column; `order` counts from 1 in the printed
    order of the whole report.

    >>> from govdisclosure import FORMATS
    >>> cell = FORMATS["2021"].cell("requests.received.business")
    >>> cell.zh
    '一、本年新收政府信息公开申请数量|法人或其他组织|商业企业'
    >>> cell.measure.unit, cell.order
    ('件', 12)
    """

    path: str
    table: TableKey
    order: int
    labels: tuple[Label, ...]
    measure: Measure
    cites: tuple[Cite, ...]
    own_labels: int
    """How many of `labels` belong to the column, counted from the end."""

    @property
    def kind(self) -> Kind:
        return self.measure.kind

    @property
    def zh(self) -> str:
        """The printed labels, joined by ``|``."""
        return "|".join(label.zh for label in self.labels)

    @property
    def en(self) -> str:
        """The English labels, joined by ``|``."""
        return "|".join(label.en for label in self.labels)

    @property
    def row_labels(self) -> tuple[Label, ...]:
        return self.labels[: len(self.labels) - self.own_labels]

    @property
    def column_labels(self) -> tuple[Label, ...]:
        return self.labels[len(self.labels) - self.own_labels :]

    @property
    def row(self) -> str:
        """The path of the row this cell stands in."""
        return self.path.rpartition(".")[0]


@attrs.frozen
class Row:
    """The cells that share a row of the template: `labels` name it, `block` heads it in table 2."""

    path: str
    labels: tuple[Label, ...]
    cells: tuple[Cell, ...]
    block: Block | None


@attrs.frozen
class Table:
    """One table of the template: its rows in printed order and how it is drawn."""

    key: TableKey
    label: Label
    draw: Draw
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The figures in printed order: a row's need not stand together in it (the statistics table)."""
        return tuple(sorted((cell for row in self.rows for cell in row.cells), key=lambda cell: cell.order))


@attrs.frozen
class Term:
    """One summand of an identity: the value at `path`, added (+1) or taken away (-1)."""

    weight: Literal[1, -1]
    path: str


@attrs.frozen
class Identity:
    """The figure at `path` equals the weighted sum of `terms`. `code` is the rule that says so."""

    code: str
    path: str
    terms: tuple[Term, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path the identity holds together, the printed total first."""
        return (self.path, *(term.path for term in self.terms))


@attrs.frozen
class Heading:
    """A section that the format prescribes; `table` is the one printed in it."""

    key: str
    number: str
    label: Label
    table: TableKey | None = None


@attrs.frozen
class Deadline:
    """The last day on which a report may be published, in the year after the one reported.

    `levels` are the levels of organs it binds, None for all; `cite` is the article that sets it.
    """

    month: int
    day: int
    cite: Cite
    levels: tuple[str, ...] | None = None


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
            draw = _first(marks, Draw)
            if draw is None:
                continue
            cls = next(part for part in types_in(_hint(self.report, name)) if attrs.has(part))
            key: TableKey = name  # type: ignore[assignment]  # the classes name their tables by these keys
            cells = tuple(_cells(cls, key, key, order))
            order += len(cells)
            label = _first(marks, Label)
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


def annotated_fields(cls: type[Any]) -> Iterator[tuple[str, object, tuple[object, ...]]]:
    """Name, bare type and marks of each field of an attrs class, in order."""
    for field in attrs.fields(cls):
        hint = field.type
        if get_origin(hint) is Annotated:
            bare, *marks = get_args(hint)
            yield field.name, bare, tuple(marks)
        else:
            yield field.name, hint, ()


def measure_of(hint: object) -> Measure | None:
    """Kind and unit, if a field's type is that of a figure."""
    return _first(get_args(hint)[1:], Measure) if get_origin(hint) is Annotated else None


def range_of(hint: object) -> Range | None:
    """The bounds, if a field's type has any."""
    return _first(get_args(hint)[1:], Range) if get_origin(hint) is Annotated else None


def types_in(hint: object) -> tuple[type[Any], ...]:
    """The classes a hint allows, without None."""
    if get_origin(hint) is Annotated:
        return types_in(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(part for arg in get_args(hint) for part in types_in(arg))
    return (hint,) if isinstance(hint, type) and hint is not type(None) else ()


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
        own = (*_all(marks, Group), *(m for m in _all(marks, Label) if not isinstance(m, Group)))
        basis = (*cites, *_all(marks, Cite))
        measure = _first(marks, Measure)
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


def _all(marks: Iterable[object], cls: type[_Mark]) -> tuple[_Mark, ...]:
    return tuple(mark for mark in marks if isinstance(mark, cls))


def _first(marks: Iterable[object], cls: type[_Mark]) -> _Mark | None:
    return next(iter(_all(marks, cls)), None)


def _in_order(wanted: Iterable[str], labels: Iterable[str]) -> bool:
    rest = iter(labels)
    return all(any(label == want for label in rest) for want in wanted)


def nested(values: Mapping[str, object]) -> dict[str, Any]:
    """Values by path as nested plain data, the shape they have in JSON.

    >>> from govdisclosure.formats._kit import nested
    >>> nested({"proactive.fees.amount": 3})
    {'proactive': {'fees': {'amount': 3}}}
    """
    tree: dict[str, Any] = {}
    for path, value in values.items():
        *steps, last = path.split(".")
        branch = tree
        for step in steps:
            branch = branch.setdefault(step, {})
        branch[last] = value
    return tree
