"""Rows of the flat layout as reports again."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from govdisclosure._provenance import Source
from govdisclosure.columns._layout import Type, is_optional, layout
from govdisclosure.columns._rows import Row, shortest
from govdisclosure.formats import FORMATS, Format, Report
from govdisclosure.formats._kit import annotated_fields, types_in
from govdisclosure.formats.shared import Section

if TYPE_CHECKING:
    import pyarrow


def from_table(table: "pyarrow.Table") -> Iterator[Row]:
    """The reports of a table in any layout, one after the other, as they went in.

    Columns the layouts do not know are not looked at. Raises `ValueError` if a row names no known format.

    >>> from govdisclosure import Organ, Report2021
    >>> from govdisclosure.columns import from_table, to_table
    >>> report = Report2021(year=2023, organ=Organ(name="云溪县档案馆"))
    >>> [row.report == report for row in from_table(to_table([report]))]
    [True]
    """
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
        for place in range(batch.num_rows):
            yield _row({name: values[place] for name, values in columns.items()})


_AT_ONCE = 1000


def _row(values: Mapping[str, Any]) -> Row:
    fmt = FORMATS.get(values["format"])
    if fmt is None:
        raise ValueError(f"no such format: {values['format']!r}")
    exact = dict(values.get("exact") or ())
    own = layout(fmt)
    tree: dict[str, Any] = {}
    for column in own.columns:
        if column.path is None or column.type is Type.FLAG:
            continue
        value = values[column.name]
        if column.type is Type.MONEY:
            text = exact.get(column.path)
            value = Decimal(text) if text is not None else None if value is None else shortest(value)
        elif value is not None and column.type in _RESTORED:
            value = _RESTORED[column.type](value)
        tree[column.path] = value
    return Row(
        report=_report(fmt, tree, values),
        organ=values.get("organ"),
        parent=values.get("parent"),
        source=_source(values),
        number=values.get("source__number"),
    )


def _sections(text: str) -> tuple[Section, ...]:
    return msgspec.json.decode(text, type=tuple[Section, ...])


_RESTORED: Mapping[Type, Callable[[Any], Any]] = {Type.JSON: _sections, Type.MAP: dict, Type.TEXTS: tuple}


def _report(fmt: Format, values: Mapping[str, Any], row: Mapping[str, Any]) -> Report:
    """The report of the values by path. They were a report's, so nothing is checked again."""
    built: Report = _built(fmt.report, "", values, row)
    return built


def _built(cls: type[Any], prefix: str, values: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    fields: dict[str, Any] = {}
    for name, hint, _ in annotated_fields(cls):
        path = prefix + name
        if path in values:
            fields[name] = values[path]
            continue
        inner = next(part for part in types_in(hint) if attrs.has(part))
        absent = is_optional(hint) and not _is_there(path, values, row)
        fields[name] = None if absent else _built(inner, path + ".", values, row)
    return cls(**fields)


def _is_there(path: str, values: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a part that may be absent is there: by its flag, or because something of it is."""
    flag = row.get(path)
    if isinstance(flag, bool):
        return flag
    return any(value is not None for key, value in values.items() if key.startswith(path + "."))


def _source(values: Mapping[str, Any]) -> Source | None:
    if values.get("source__name") is None:
        return None
    return Source(**{field.name: values[f"source__{field.name}"] for field in attrs.fields(Source)})
