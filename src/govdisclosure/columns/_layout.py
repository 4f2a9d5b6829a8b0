"""The columns of a table of reports: one row a report, one column a cell or a field, derived from the formats."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Literal, get_args, get_origin

import attrs

from govdisclosure._extras import needed
from govdisclosure.formats import FORMATS, Format
from govdisclosure.formats._kit import Cell, Kind, Label, annotated_fields, types_in

if TYPE_CHECKING:
    import pyarrow

STEP = "__"
"""Stands in the name of a column where the path has a dot: Spark takes dots for something else."""

MONEY_DIGITS, MONEY_PLACES = 38, 10
"""How many digits a column of amounts holds in all, and how many of them behind the point."""

REVISION = "1"
"""Of the layout. It changes when columns change their meaning."""


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    TEXTS = "texts"
    """A list of texts."""
    NUMBER = "number"
    """A whole number of 64 bits, signed."""
    MONEY = "money"
    """A decimal number in 万元."""
    DAY = "day"
    FLAG = "flag"
    MAP = "map"
    """Texts by path."""
    JSON = "json"
    """JSON as text: what is nested without end."""


@attrs.frozen(kw_only=True)
class Column:
    """One column: its name, what it holds, and its labels.

    `path` is the place in the report, None for what is said of it; `cell` the figure of the newest format that has
    it; `formats` the names of all formats that have it, oldest first.

    >>> from govdisclosure.columns import layout
    >>> column = layout().column("requests__received__total")
    >>> column.path, column.type.value, column.formats
    ('requests.received.total', 'number', ('2019', '2021'))
    """

    name: str
    type: Type
    label: Label
    path: str | None = None
    cell: Cell | None = None
    formats: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Layout:
    """The columns of a table of reports, in order. `formats` are those whose reports fit into it."""

    formats: tuple[Format, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns that hold cells of the tables."""
        return tuple(column for column in self.columns if column.cell is not None)

    def column(self, name: str) -> Column:
        """The column of a name. Raises KeyError if there is none."""
        return _by_name(self)[name]

    def schema(self) -> "pyarrow.Schema":
        """The same as an Arrow schema; labels, units, paths and articles stand in the metadata of each field.

        Raises `MissingExtra` without the extra ``bulk``.

        >>> from govdisclosure.columns import layout
        >>> field = layout().schema().field("requests__received__total")
        >>> field.type, field.metadata[b"zh"].decode(), field.metadata[b"unit"].decode()
        (DataType(int64), '一、本年新收政府信息公开申请数量|总计', '件')
        """
        arrow = needed_arrow()
        kinds: Mapping[Type, pyarrow.DataType] = {
            Type.TEXT: arrow.string(),
            Type.TEXTS: arrow.list_(arrow.string()),
            Type.NUMBER: arrow.int64(),
            Type.MONEY: arrow.decimal128(MONEY_DIGITS, MONEY_PLACES),
            Type.DAY: arrow.date32(),
            Type.FLAG: arrow.bool_(),
            Type.MAP: arrow.map_(arrow.string(), arrow.string()),
            Type.JSON: arrow.string(),
        }
        fields = [arrow.field(c.name, kinds[c.type], metadata=_metadata(c)) for c in self.columns]
        names = ",".join(fmt.name for fmt in self.formats)
        return arrow.schema(fields, {"govdisclosure.columns": REVISION, "govdisclosure.formats": names})


def layout(*formats: Format) -> Layout:
    """The columns for reports of some formats, of all if none is named: one layout for a corpus of mixed formats.

    A path that several formats have is one column, since a path keeps its meaning.

    >>> from govdisclosure import FORMATS
    >>> from govdisclosure.columns import layout
    >>> [len(layout(fmt).figures) for fmt in FORMATS.values()], len(layout().figures)
    ([36, 198, 200], 262)
    """
    return _layout(tuple(fmt for fmt in FORMATS.values() if not formats or fmt in formats))


def column_name(path: str) -> str:
    """The name of the column of a path.

    >>> from govdisclosure.columns import column_name
    >>> column_name("requests.received.total")
    'requests__received__total'
    """
    return path.replace(".", STEP)


def needed_arrow() -> ModuleType:
    """PyArrow. Raises `MissingExtra` if it is not installed."""
    return needed("pyarrow", "bulk")


def _key(name: str, kind: Type, zh: str, en: str) -> Column:
    return Column(name=name, type=kind, label=Label(zh, en))


KEYS: tuple[Column, ...] = (
    _key("record", Type.TEXT, "记录标识", "SHA-256 of the record as JSON with sorted keys"),
    _key("organ", Type.TEXT, "机关标识", "The same for all reports of one organ; null if not known"),
    _key("parent", Type.TEXT, "上级机关标识", "The organ in whose consolidated report this one is counted, as stated"),
    _key("level", Type.TEXT, "机关类别", "Level of the organ, stated or told by its name"),
    _key("level_known", Type.TEXT, "类别依据", "stated, derived or unknown"),
    _key("source__name", Type.TEXT, "来源", "The file or address it was read from"),
    _key("source__kind", Type.TEXT, "来源类型", "What kind of document that is"),
    _key("source__sha256", Type.TEXT, "来源摘要", "SHA-256 of that document"),
    _key("source__reader", Type.TEXT, "读取程序", "The version of the reader"),
    _key("source__retrieved_on", Type.DAY, "获取日期", "The day it was taken from there"),
    _key("source__number", Type.NUMBER, "份次", "Which report of that document, counted from 1"),
    _key("tables", Type.TEXT, "所附表格", "The tables that are printed, between bars"),
    _key(
        "unread", Type.TEXT, "未能读取", "Blank cells with digits, and amounts a column cannot hold: paths between bars"
    ),
    _key("exact", Type.MAP, "金额原值", "Amounts whose digits the column does not keep, by path"),
)
"""What is said of a report: who it is of, whose sum it counts in, where it comes from, and what checks need."""


@cache
def _by_name(of: Layout) -> Mapping[str, Column]:
    return {column.name: column for column in of.columns}


@cache
def _layout(formats: tuple[Format, ...]) -> Layout:
    return Layout(formats, (*KEYS, *_merged(column for fmt in formats for column in _columns(fmt))))


def _merged(columns: Iterable[Column]) -> Iterator[Column]:
    """Columns of one name as one, in the order of first appearance; the last, that of the newest format, names it."""
    found: dict[str, Column] = {}
    for column in columns:
        before = found.get(column.name)
        assert before is None or before.type is column.type, f"{column.name} changes its type"
        names = (*(() if before is None else before.formats), *column.formats)
        found[column.name] = attrs.evolve(column, formats=names)
    heads = [column for column in found.values() if column.cell is None]
    yield from heads
    yield from (column for column in found.values() if column.cell is not None)


def _columns(fmt: Format) -> Iterator[Column]:
    """All that a report of one format holds: the head, the prose, then the cells."""
    yield from (attrs.evolve(column, formats=(fmt.name,)) for column in _fields(fmt.report, "", fmt))
    for cell in fmt.cells:
        kind = Type.MONEY if cell.kind is Kind.MONEY else Type.NUMBER
        label = Label(cell.zh, cell.en)
        yield Column(
            name=column_name(cell.path), type=kind, label=label, path=cell.path, cell=cell, formats=(fmt.name,)
        )


def _fields(cls: type[object], prefix: str, fmt: Format) -> Iterator[Column]:
    """What is no figure; an object that may be absent has a flag of its own, unless it holds no figures."""
    for name, hint, marks in annotated_fields(cls):
        path = prefix + name
        label = next((mark for mark in marks if isinstance(mark, Label)), Label(name, name))
        kind = field_type(hint)
        inner = next((part for part in types_in(hint) if attrs.has(part)), None)
        if kind is not None and path not in fmt.by_path:
            yield Column(name=column_name(path), type=kind, label=label, path=path)
        elif inner is not None and kind is None:
            if has_flag(fmt, path):
                yield Column(name=path, type=Type.FLAG, label=Label(f"有{label.zh}", f"Has: {label.en}"), path=path)
            yield from _fields(inner, path + ".", fmt)


def field_type(hint: object) -> Type | None:
    """What the column of a field holds; None for an object with fields of its own."""
    if get_origin(hint) is Annotated:
        return field_type(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return Type.TEXTS if get_args(hint)[0] is str else Type.JSON
    origin = get_origin(hint)
    if origin is Literal:
        return Type.TEXT
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Type.MAP
    kinds = {_SIMPLE.get(part) for part in types_in(hint)} | {
        field_type(part) for part in get_args(hint) if get_origin(part) in (Literal, Annotated)
    }
    kinds.discard(None)
    return kinds.pop() if len(kinds) == 1 else None


def has_flag(fmt: Format, path: str) -> bool:
    """Whether a column says if a table is there: one that a report of the format need not have."""
    return path in fmt.tables and is_optional(getattr(attrs.fields(fmt.report), path).type)


def is_optional(hint: object) -> bool:
    """Whether None is allowed."""
    if get_origin(hint) is Annotated:
        return is_optional(get_args(hint)[0])
    return type(None) in get_args(hint)


_SIMPLE: Mapping[type[object], Type] = {str: Type.TEXT, int: Type.NUMBER, date: Type.DAY}


def _metadata(column: Column) -> dict[str, str]:
    """What is said of a column in the Arrow schema, for those who read the file without this library."""
    said = {
        "path": column.path or "",
        "zh": column.label.zh,
        "en": column.label.en,
        "formats": ",".join(column.formats),
    }
    if column.cell is not None:
        measure = column.cell.measure
        said |= {"unit": measure.unit, "unit_en": measure.unit_en}
        said |= {"basis": "；".join(cite.zh for cite in column.cell.cites)}
    return {key: value for key, value in said.items() if value}
