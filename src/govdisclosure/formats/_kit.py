"""The parts every format is built from: what a field says of itself, and what is derived from it.

A format is written as attrs classes whose fields carry, in ``Annotated``, the printed label, the unit
and the article they rest on. `_format.Format` walks those classes once and offers the result as data: cells in
printed order, rows, tables and identities. Nothing here knows a particular format.
"""

import types
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import attrs

from govdisclosure.errors import Lang

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

    def text(self, lang: Lang) -> str:
        """What is printed, or the same in English."""
        return self.zh if lang == "zh" else self.en


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
        """What it holds."""
        return self.measure.kind

    @property
    def zh(self) -> str:
        """The printed labels, joined by ``|``."""
        return self.text("zh")

    @property
    def en(self) -> str:
        """The English labels, joined by ``|``."""
        return self.text("en")

    def text(self, lang: Lang) -> str:
        """The labels in one language, joined by ``|``."""
        return "|".join(label.text(lang) for label in self.labels)

    @property
    def row_labels(self) -> tuple[Label, ...]:
        """The labels of its row, the outermost first."""
        return self.labels[: len(self.labels) - self.own_labels]

    @property
    def column_labels(self) -> tuple[Label, ...]:
        """The labels of its column, the topmost first."""
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
    return first_mark(get_args(hint)[1:], Measure) if get_origin(hint) is Annotated else None


def range_of(hint: object) -> Range | None:
    """The bounds, if a field's type has any."""
    return first_mark(get_args(hint)[1:], Range) if get_origin(hint) is Annotated else None


def types_in(hint: object) -> tuple[type[Any], ...]:
    """The classes a hint allows, without None."""
    if get_origin(hint) is Annotated:
        return types_in(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(part for arg in get_args(hint) for part in types_in(arg))
    return (hint,) if isinstance(hint, type) and hint is not type(None) else ()


def all_marks(marks: Iterable[object], cls: type[_Mark]) -> tuple[_Mark, ...]:
    """The marks of a kind, in order."""
    return tuple(mark for mark in marks if isinstance(mark, cls))


def first_mark(marks: Iterable[object], cls: type[_Mark]) -> _Mark | None:
    """The first mark of a kind, if there is one."""
    return next(iter(all_marks(marks, cls)), None)


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
