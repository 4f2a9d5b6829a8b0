"""Reports as rows of the flat layout, and rows as reports again; nothing is lost on the way."""

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from govdisclosure._provenance import Source
from govdisclosure.codec._strict import checked
from govdisclosure.columns._layout import (
    KEYS,
    MONEY_DIGITS,
    MONEY_PLACES,
    Column,
    Layout,
    Type,
    is_optional,
    layout,
    needed_arrow,
)
from govdisclosure.formats import Format, Report, format_of
from govdisclosure.formats.shared import Section
from govdisclosure.grid import is_unread, value_at
from govdisclosure.organs import level_of
from govdisclosure.series import Headed, organ_key

if TYPE_CHECKING:
    import pyarrow

BAR = "|"
"""Stands between, before and after the paths of a text that lists some."""

_STEP = Decimal(1).scaleb(-MONEY_PLACES)
_EXACTLY = Context(prec=MONEY_DIGITS, traps=[Inexact, InvalidOperation])


@attrs.frozen(kw_only=True)
class Row:
    """A report with what a table says of it besides.

    `organ` is the same for all reports of one organ: the key that `govdisclosure.series.organ_key` gives, unless
    another is named. `parent` is that of the organ in whose consolidated report this one is counted: None where that
    is not known, and its own where it is the report of the own office (本级). `number` counts the reports of one
    source from 1.
    """

    report: Report
    organ: str | None = None
    parent: str | None = None
    source: Source | None = None
    number: int | None = None


def row_of(
    report: Report, *, parent: str | None = None, source: Source | None = None, number: int | None = None
) -> Row:
    """A report as `Row`, with the key of its organ.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import row_of
    >>> row_of(Report2021(year=2023, organ=Organ(name="云溪县 档案馆"))).organ
    '云溪县档案馆'
    """
    return Row(report=report, organ=organ_key(report.organ), parent=parent, source=source, number=number)


class Gathered:
    """A table in the making: each report is taken apart when it comes and need not be kept.

    Raises `MissingExtra` without the extra ``bulk``.
    """

    def __init__(self, into: Layout | None = None) -> None:
        self._arrow = needed_arrow()
        self._target = layout() if into is None else into
        self._schema = _schema(self._target)
        self._values: list[_Values] = []
        self._buffer = bytearray()

    def __len__(self) -> int:
        return len(self._values)

    def add(self, row: Row) -> str:
        """One more row; its record hash. Raises `ValueError` if the report's format is not in the layout."""
        values = _values(row, format_of(row.report), self._target, self._buffer)
        self._values.append(values)
        return str(values.given[_RECORD])

    def add_json(self, data: bytes, source: Source | None = None, number: int | None = None) -> Headed | None:
        """One more row, of a record as JSON; the head of the record, or None where `loads` has to say what is wrong.

        It does the same as `loads` and `add`, but makes no report on the way.
        """
        found = checked(data)
        if found is None:
            return None
        head: Any = found[0]  # it has the attributes of a report
        fmt = found[1]
        self._values.append(_values(row_of(head, source=source, number=number), fmt, self._target, self._buffer))
        record: Headed = head
        return record

    def misfits(self) -> dict[int, Exception]:
        """The rows, counted from 0, that `table` cannot hold, which no report that is valid has, and why."""
        found: dict[int, Exception] = {}
        for place, values in enumerate(self._values):
            try:
                self._table([values])
            except Exception as error:
                found[place] = error
        return found

    def drop(self, places: Container[int]) -> None:
        """Take back some rows, counted from 0."""
        self._values = [values for place, values in enumerate(self._values) if place not in places]

    def table(self) -> "pyarrow.Table":
        """All rows so far."""
        return self._table(self._values)

    def _table(self, rows: Sequence["_Values"]) -> "pyarrow.Table":
        """Each format has its values in an order of its own: where there is but one, the columns are put in order."""
        shapes = {row.shape for row in rows}
        if len(shapes) == 1:
            (shape,) = shapes
            columns = list(zip(*(row.given for row in rows), strict=True))
            ordered = [None if place is None else columns[place] for place in shape.order]
        else:
            ordered = [*zip(*(row.ordered() for row in rows), strict=True)] or [None] * len(self._schema)
        arrays = [
            self._array(column, field.type, len(rows)) for column, field in zip(ordered, self._schema, strict=True)
        ]
        return self._arrow.Table.from_arrays(arrays, schema=self._schema)

    def _array(self, values: Sequence[Any] | None, kind: "pyarrow.DataType", length: int) -> "pyarrow.Array":
        return self._arrow.nulls(length, kind) if values is None else self._arrow.array(values, kind)


@cache
def _schema(of: Layout) -> "pyarrow.Schema":
    return of.schema()


_RECORD = next(place for place, column in enumerate(KEYS) if column.name == "record")


def record_hash(report: Report) -> str:
    """SHA-256 of a record as JSON with sorted keys: equal for equal records, wherever they were read from.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import record_hash
    >>> one, other = (Report2021(year=2023, organ=Organ(name=name)) for name in ("云溪县档案馆", "云溪县教育局"))
    >>> record_hash(one) == record_hash(one), record_hash(one) == record_hash(other)
    (True, False)
    """
    return _hashed(report, bytearray())


def _hashed(report: Report, buffer: bytearray) -> str:
    """The hash; the buffer is written over, and given again it need not grow again, which is half of the work."""
    _SORTED.encode_into(report, buffer)
    return hashlib.sha256(buffer).hexdigest()


_SORTED = msgspec.json.Encoder(order="sorted", decimal_format="number")


# --- into a row ------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class _Shape:
    """How a report of one format becomes a row of a layout: its values in an order of their own, and where they go."""

    paths: tuple[str, ...]
    parts: tuple[Callable[[Report], Sequence[Any]], ...]
    """Each gives the values of some of the paths, in their order."""
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Where values stand that a column holds in another form."""
    money: tuple[tuple[int, str], ...]
    tables: Mapping[str, tuple[int, ...]]
    """Where the cells of each table stand."""
    order: tuple[int | None, ...]
    """For each column of the layout, where its value stands among the keys, the values, and the name of the format."""
    ordered: Callable[[Sequence[Any]], tuple[Any, ...]]
    """Takes them, and None behind them, into the order of the layout."""


@attrs.frozen
class _Values:
    """The keys of a row, its values, and the name of the format, in the order of its shape."""

    shape: _Shape
    given: tuple[Any, ...]

    def ordered(self) -> tuple[Any, ...]:
        """In the order of the layout."""
        return self.shape.ordered((*self.given, None))


def _values(row: Row, fmt: Format, target: Layout, buffer: bytearray) -> _Values:
    """The values of one row; the buffer is for the work."""
    report = row.report
    if fmt not in target.formats:
        names = ", ".join(each.name for each in target.formats)
        raise ValueError(f"a report in the format of {fmt.name} does not fit into columns for {names}")
    shape = _shape(fmt, target)
    values = [value for part in shape.parts for value in part(report)]
    tables = _printed_tables(report, fmt, shape, values)
    unread = [path for path in report.printed if is_unread(report, path) and value_at(report, path) is None]
    exact: list[tuple[str, str]] = []
    for place, path in shape.money:
        amount = values[place]
        if amount is not None:
            amount = amount if isinstance(amount, Decimal) else Decimal(amount)
            values[place] = held = _held(amount)
            if held is None:
                unread.append(path)
            if held is None or held.is_signed() or str(amount) != str(shortest(held)):
                exact.append((path, str(amount)))
    for place, convert in shape.converted:
        values[place] = convert(values[place])
    keys = (*_said_of(row, buffer), _barred(tables), _barred(unread), exact)
    return _Values(shape, (*keys, *values, fmt.name))


def _printed_tables(report: Report, fmt: Format, shape: _Shape, values: Sequence[Any]) -> list[str]:
    """The tables of which something is printed, as `govdisclosure.checks.structure._tables.is_printed` tells it."""
    cells = (fmt.by_path.get(path) for path in report.printed)
    named = {cell.table for cell in cells if cell is not None} | set(_tables_in(report.sections))
    return [
        key
        for key, places in shape.tables.items()
        if key in named or any(values[place] is not None for place in places)
    ]


def _tables_in(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.table is not None:
            yield section.table
        if section.parts:
            yield from _tables_in(section.parts)


def _said_of(row: Row, buffer: bytearray) -> tuple[Any, ...]:
    """The keys that are not drawn from the figures, in the order of `KEYS`."""
    source, leveled = row.source, _leveled(row.report.organ)
    read = (None,) * 5 if source is None else _SOURCE(source)
    return (_hashed(row.report, buffer), row.organ, row.parent, leveled.level, leveled.how, *read, row.number)


_leveled = lru_cache(maxsize=2**12)(level_of)
"""An organ has several reports, and they often follow one another."""

_SOURCE = attrgetter("name", "kind", "sha256", "reader", "retrieved_on")


def _barred(paths: Sequence[str]) -> str | None:
    return f"{BAR}{BAR.join(paths)}{BAR}" if paths else None


def _held(amount: Decimal) -> Decimal | None:
    """An amount with the places a column has; None if it has more."""
    try:
        return amount.quantize(_STEP, context=_EXACTLY)
    except (Inexact, InvalidOperation):
        return None


def shortest(held: Decimal) -> Decimal:
    """An amount of a column with no more digits than it needs."""
    return Decimal(format(held.normalize(_EXACTLY), "f"))


def _json(value: object) -> bytes:
    """As UTF-8, which is what a column of texts holds in the end."""
    return _JSON.encode(value)


def _items(value: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(value.items())


_JSON = msgspec.json.Encoder(order="sorted")


def _is_present(value: object) -> bool:
    return value is not None


_CONVERTED: Mapping[Type, Callable[[Any], Any]] = {Type.JSON: _json, Type.MAP: _items, Type.FLAG: _is_present}


_FORMAT = "format"


@cache
def _shape(fmt: Format, target: Layout) -> _Shape:
    own = [column for column in target.columns if fmt.name in column.formats and column.path != _FORMAT]
    groups: dict[str, list[Column]] = {}
    for column in own:
        groups.setdefault(_optional_root(column, fmt), []).append(column)
    ordered = [column for group in groups.values() for column in group]
    paths = tuple(column.path or "" for column in ordered)
    given = [*(column.name for column in KEYS), *(column.name for column in ordered), _FORMAT]
    places = {name: place for place, name in enumerate(given)}
    order = tuple(places.get(column.name) for column in target.columns)
    return _Shape(
        paths=paths,
        parts=tuple(_part(root, tuple(column.path or "" for column in group)) for root, group in groups.items()),
        converted=tuple((n, _CONVERTED[c.type]) for n, c in enumerate(ordered) if c.type in _CONVERTED),
        money=tuple((n, paths[n]) for n, c in enumerate(ordered) if c.type is Type.MONEY),
        tables={
            key: tuple(n for n, path in enumerate(paths) if path in fmt.by_path and fmt.by_path[path].table == key)
            for key in fmt.tables
        },
        order=order,
        ordered=itemgetter(*(-1 if place is None else place for place in order)),
    )


def _optional_root(column: Column, fmt: Format) -> str:
    """The part of a report that a path is in, if it may be absent; nothing if it is always there."""
    root, dot, _ = (column.path or "").partition(".")
    return root if dot and is_optional(getattr(attrs.fields(fmt.report), root).type) else ""


def _part(root: str, paths: tuple[str, ...]) -> Callable[[Report], Sequence[Any]]:
    """The values of paths; all None where their part of the report is absent."""
    if not root:
        return _several(paths)
    get, inside = attrgetter(root), _several(tuple(path.partition(".")[2] for path in paths))
    absent = (None,) * len(paths)

    def values(report: Report) -> Sequence[Any]:
        part = get(report)
        return absent if part is None else inside(part)

    return values


def _several(paths: tuple[str, ...]) -> Callable[[Any], Sequence[Any]]:
    """The values of paths, which are those of whole rows, one after the other; each row is looked up once."""
    rows: list[tuple[str, list[str]]] = []
    for path in paths:
        row, _, name = path.rpartition(".")
        if not rows or rows[-1][0] != row:
            rows.append((row, []))
        rows[-1][1].append(name)
    getters = tuple((attrgetter(row) if row else None, _named(names)) for row, names in rows)

    def values(whole: Any) -> Sequence[Any]:
        found: list[Any] = []
        for row, named in getters:
            found += named(whole if row is None else row(whole))
        return found

    return values


def _named(names: Sequence[str]) -> Callable[[Any], Sequence[Any]]:
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda row: (get(row),)
