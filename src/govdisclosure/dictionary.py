"""The data dictionary: one row for each format and path, with its labels, unit, legal basis and years, as CSV.

It is published beside the schemas as ``schemas/dictionary.csv``: UTF-8 without a byte order mark, for programs; lines
end with a line feed.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from govdisclosure.columns import Type, layout
from govdisclosure.formats import FORMATS, Cell, Format, Label

Holds = Literal["count", "change", "money", "text", "texts", "number", "day", "map", "nested"]
"""What a path holds. The first three are figures."""

DESCRIPTIONS: Mapping[str, Label] = {
    "format": Label("格式", "the format, as the records' key `format` has it"),
    "path": Label("路径", "the path in a record, a dot for each step down"),
    "table": Label("所在表格", "the table that the path is in; empty outside the tables"),
    "number": Label("编号", "the number of the figure, in printed order from 1; empty for what is no figure"),
    "holds": Label("类型", "what it holds"),
    "label_zh": Label("中文名称", "the labels as printed, from the outermost row to the column, joined by `|`"),
    "label_en": Label("英文名称", "the same in English"),
    "unit": Label("单位", "the unit of a figure"),
    "unit_en": Label("英文单位", "the unit in English"),
    "legal_basis": Label(
        "依据", "the articles it rests on, joined by `；`; this project's reading where none is printed"
    ),
    "legal_basis_en": Label("英文依据", "the same in English, joined by `; `"),
    "first_year": Label("起始年度", "the first year that is reported in the format"),
    "last_year": Label("截止年度", "the last year that is reported in the format; empty while it is in force"),
}
"""The columns of the file, in order, and what stands in them."""


@attrs.frozen(kw_only=True)
class Entry:
    """One path of one format. What does not apply to it is None, or has no members.

    >>> from govdisclosure.dictionary import entries
    >>> entry = next(entry for entry in entries() if entry.path == "proactive.fees.amount")
    >>> entry.label.zh, entry.unit.zh, [cite.en for cite in entry.basis], entry.first_year, entry.last_year
    ('行政事业性收费|本年收费金额（单位：万元）', '万元', ['art. 20(8)'], 2021, None)
    """

    format: str
    path: str
    table: str | None
    number: int | None
    holds: Holds
    label: Label
    unit: Label | None
    basis: tuple[Label, ...]
    first_year: int
    last_year: int | None


def entries() -> Iterator[Entry]:
    """Every path of every format, the oldest format first: what is no figure, then the figures in printed order.

    >>> from govdisclosure.dictionary import entries
    >>> [entry.path for entry in entries() if entry.format == "2021"][:3]
    ['year', 'organ.name', 'organ.level']
    """
    for fmt in FORMATS.values():
        for column in layout(fmt).columns:
            if column.path is None or column.type is Type.FLAG:
                continue  # what is said of a report, and whether it has a table
            if column.cell is None:
                yield _entry(fmt, column.path, _HOLDS[column.type], column.label, None)
            else:
                yield _entry(fmt, column.path, column.cell.kind.value, column.label, column.cell)


def dictionary_csv() -> str:
    """The dictionary as CSV, with a line of heads.

    >>> from govdisclosure.dictionary import dictionary_csv
    >>> dictionary_csv().splitlines()[0]
    'format,path,table,number,holds,label_zh,label_en,unit,unit_en,legal_basis,legal_basis_en,first_year,last_year'
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, DESCRIPTIONS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(entry) for entry in entries())
    return text.getvalue()


_HOLDS: Mapping[Type, Holds] = {
    Type.TEXT: "text",
    Type.TEXTS: "texts",
    Type.NUMBER: "number",
    Type.DAY: "day",
    Type.MAP: "map",
    Type.JSON: "nested",
}


def _entry(fmt: Format, path: str, holds: Holds, label: Label, cell: Cell | None) -> Entry:
    table = path.partition(".")[0]
    return Entry(
        format=fmt.name,
        path=path,
        table=table if table in fmt.tables else None,
        number=None if cell is None else cell.order,
        holds=holds,
        label=label,
        unit=None if cell is None else Label(cell.measure.unit, cell.measure.unit_en),
        basis=() if cell is None else tuple(Label(cite.zh, cite.en) for cite in cell.cites),
        first_year=fmt.first_year,
        last_year=fmt.last_year,
    )


def _row(entry: Entry) -> dict[str, str | int | None]:
    """The cells of a line by the name of the column; None is written as nothing."""
    return {
        "format": entry.format,
        "path": entry.path,
        "table": entry.table,
        "number": entry.number,
        "holds": entry.holds,
        "label_zh": entry.label.zh,
        "label_en": entry.label.en,
        "unit": None if entry.unit is None else entry.unit.zh,
        "unit_en": None if entry.unit is None else entry.unit.en,
        "legal_basis": "；".join(label.zh for label in entry.basis),
        "legal_basis_en": "; ".join(label.en for label in entry.basis),
        "first_year": entry.first_year,
        "last_year": entry.last_year,
    }
