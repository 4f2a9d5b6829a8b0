"""Small tables written as text, for tests of what works on tables themselves; and what was read, in short lines."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from govdisclosure import Format
from govdisclosure.checks._rule import Finding
from govdisclosure.evidence import How
from govdisclosure.formats._kit import TableKey
from govdisclosure.place import Place
from govdisclosure.readers._content import DrawnTable, TableCell, Text
from govdisclosure.readers.prose._lines import Line, line_of
from govdisclosure.readers.tables._by_heads import read_by_heads
from govdisclosure.readers.tables._by_order import read_by_order
from govdisclosure.readers.tables._match import Found, Piece, TableReading
from govdisclosure.readers.tables._squares import SquareRow, square_rows
from govdisclosure.readers.tables._template import template

BREAK = "¶"
HOW = {How.EXACT: "", How.VARIANT: "~", How.ORDER: "?"}
"""How a figure's place was recognised, as it is marked in what is told."""

FIVE = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"
"""How cases end: the heads below each of the three groups of table 4."""

LIST = """
指标名称 | 计量单位 | 本年累计
一、主动公开信息数 | 条 | 30
其中：1.机构领导、设置及人事类信息 | 条 | 5
四、依申请提供信息收取费用数 | 元 | 7
五、政府信息公开被举报数 | 件 | 8
1.维持具体行政行为 | 件 | 1
2.纠错 | 件 | 2
六、政府信息公开被行政复议数 | 件 | 9
1.维持具体行政行为 | 件 | 3
"""
"""Some rows of the statistics table."""


def edited(drawn: str, *changes: tuple[str, str]) -> str:
    """A drawn table with pieces of it replaced, each once."""
    for old, new in changes:
        assert old in drawn
        drawn = drawn.replace(old, new, 1)
    return drawn


def drawing(text: str, number: int = 1) -> DrawnTable:
    """A table drawn as lines `a | b`: `<` is covered by the cell on the left, `^` by the one above, `¶` is a break."""
    drawn = [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]
    return DrawnTable(
        tuple(
            tuple(_cell(drawn, y, x, number) for x, cell in enumerate(line) if cell not in {"<", "^"})
            for y, line in enumerate(drawn)
        ),
        Place(table=number),
    )


def _cell(drawn: list[list[str]], y: int, x: int, number: int) -> TableCell:
    width = height = 1
    while drawn[y][x + width : x + width + 1] == ["<"]:
        width += 1
    while y + height < len(drawn) and drawn[y + height][x : x + 1] == ["^"]:
        height += 1
    place = Place(table=number, row=y + 1, column=x + 1)
    texts = tuple(Text(line, place) for line in drawn[y][x].split(BREAK))
    return TableCell(texts, place, rowspan=height, colspan=width)


def rows_of(*texts: str) -> tuple[SquareRow, ...]:
    """The rows of a table; one that goes on over the page is drawn as several."""
    return tuple(row for at, text in enumerate(texts) for row in square_rows(drawing(text, at + 1), at))


def lines_of(*texts: str) -> list[Line]:
    return [line_of(number, text, Place(line=number)) for number, text in enumerate(texts, 1)]


def pieces(*texts: str) -> tuple[Piece, ...]:
    """Each text as a piece on a line of its own; a blank one is a cell that a spreadsheet has."""
    return tuple(Piece(text, Place(line=number), cell=not text) for number, text in enumerate(texts, 1))


def by_heads(fmt: Format, key: TableKey, *drawn: str) -> TableReading:
    """A table that has kept its grid, read; everything has the place where it is printed."""
    rows = rows_of(*drawn)
    printed = [square.piece for row in rows for square in row.squares]
    return _in_place(read_by_heads(rows, template(fmt, key)), printed)


def by_order(fmt: Format, key: TableKey, *texts: str) -> TableReading:
    """A table that has lost its grid, read; everything has the place where it is printed."""
    printed = pieces(*texts)
    return _in_place(read_by_order(printed, template(fmt, key)), printed)


def _in_place(reading: TableReading, printed: Sequence[Piece]) -> TableReading:
    texts: Mapping[Place, str] = {piece.place: piece.text for piece in printed}
    placed = [(item.raw, item.place) for item in reading.found]
    for raw, place in (*placed, *((item.raw, item.place) for item in reading.unplaced)):
        assert raw in texts[place]
    for note in reading.notes:
        assert note.place is not None
        assert (note.raw is None) == (note.code in {"GD607", "GD609"})
        assert note.raw is None or any(
            _begins(note.place, piece.place) and note.raw.startswith(piece.text) for piece in printed
        )
    return reading


def _begins(whole: Place, part: Place) -> bool:
    """Whether what may lie on several lines or rows begins with that place."""
    return (whole.line, whole.table, whole.row) == (part.line, part.table, part.row)


def told(reading: TableReading) -> str:
    """A reading as lines: the figures of each row, what is left over, and the notes but for what is missing.

    Figures are in the order of the template: `12` stands under its label, `12~` under a misprinted one, `12?` was
    placed by order; `_` is a blank cell, `.` none.
    """
    return "\n".join(
        [*_rows(reading), *_left(reading), *(_note(note) for note in reading.notes if note.code != "GD607")]
    )


def missed(reading: TableReading) -> list[str]:
    """What is said to be missing."""
    return [_note(note) for note in reading.notes if note.code == "GD607"]


def _rows(reading: TableReading) -> Iterator[str]:
    found = {item.cell.path: _figure(item) for item in reading.found}
    for row in reading.template.table.rows:
        figures = [found.get(cell.path, ".") for cell in row.cells]
        if any(figure != "." for figure in figures):
            yield f"{row.path.partition('.')[2] or row.cells[0].path}: {' '.join(figures)}"


def _figure(item: Found) -> str:
    unit = "" if item.unit is None else item.unit or "(no unit)"
    return f"{item.raw or '_'}{unit}{HOW[item.how]}"


def _left(reading: TableReading) -> Iterator[str]:
    for near, items in groupby(reading.unplaced, key=lambda item: item.near):
        yield f"left {' '.join(item.raw for item in items)} near {near}"


def _note(finding: Finding) -> str:
    args = {name: value for name, value in finding.args.items() if not name.startswith("table_")}
    return " ".join([finding.code, finding.message, *(f"{name}={value}" for name, value in args.items())])
